//! The ground: roads, water, green, own ground, densities, and what may give way.
//!
//! Layers of the BGT hold history, bridges and tunnels: a record with a date
//! on which it ended is left out and counted, and so is what lies below the
//! ground. A bridge takes the ground below it.

pub mod parcels;

use geo_types::{MultiPolygon, Point};

use super::{
    history::{History, end, end_registration, inactive},
    number::{Holds, Unit},
    register::{Role, Row, optional, required, roles},
    zones::{self, Asked, Reading},
};
use crate::{
    config::{DensityInput, Input, ReuseInput},
    error::Error,
    issue::{Issues, LeftOut},
    lang::say,
    model::{DensitySaid, OwnGround, RoadUse, Zone},
};

/// Densities above this are no FSI: the densest block of the country has less than 15.
const FSI: std::ops::RangeInclusive<f64> = 0.0..=20.0;

roles! {
    /// The roles of roads.
    pub const ROAD_ROLES;
    ID = optional(
        "id",
        &["id", "identificatie", "lokaalid", "identificatie_lokaalid", "gml_id", "naam", "fid"],
    );
    HISTORY = end_registration(), end(), inactive();
    LEVEL = optional("level", &["relatieveHoogteligging", "relatieve_hoogteligging", "hoogtenivo"])
        .holding(Holds::Whole(Unit::None));
    FUNCTION =
        optional("function", &["functie", "function", "bgt_functie", "functieWegdeel", "functie_wegdeel"]);
    PLUS_FUNCTION = optional(
        "plus_function",
        &["plus_functie", "plus_functieWegdeel", "plus_functie_wegdeel", "plusFunctieWegdeel"],
    );
}

/// The roles of water, green, the built-up area and ground that may give way:
/// every polygon counts.
pub const ROLES: &[Role] = ROAD_ROLES.split_at(FUNCTION).0;

roles! {
    /// The roles of ground of corporaties.
    pub const OWN_ROLES;
    OWN_ID = optional("id", &["id", "identificatie", "kadastrale_aanduiding", "perceel", "fid"]);
    CORPORATIE = optional("corporatie", &["corporatie", "verhuurder", "eigenaar", "naam_corporatie"]);
    COMPLEX = optional(
        "complex",
        &["complex", "complexnummer", "complexnr", "complex_nr", "complexcode", "complex_code"],
    );
}

roles! {
    /// The roles of densities, with the years RUDIFUN came out.
    pub const DENSITY_ROLES;
    DENSITY_ID = optional("id", &["id", "identificatie", "bouwblok_id", "naam", "fid"]);
    FSI_VALUE = required("fsi", &["fsi", "fsi_26", "fsi_24", "fsi_22", "fsi_20", "fsi_19", "fsi_18"])
        .holding(Holds::Number(Unit::None));
}

/// Ground whose use may give way.
#[derive(Debug, Default)]
pub struct Reuse {
    /// Areas.
    pub areas: Vec<MultiPolygon<f64>>,
    /// Objects given as a point.
    pub points: Vec<Point<f64>>,
}

/// Reads roads. A layer that does not tell what they are for is all traffic;
/// what is for one of the `freed` functies takes no ground and is left out.
///
/// # Errors
///
/// Those of the files.
pub fn roads(input: &Input, freed: &[String], issues: &mut Issues) -> Result<Vec<Zone<RoadUse>>, Error> {
    zones::read(input, ROAD_ROLES, issues, |row| {
        let is_freed = |word: &str| freed.iter().any(|functie| functie.eq_ignore_ascii_case(word));
        if row.text(FUNCTION).is_some_and(is_freed) {
            return Reading::Nothing;
        }
        let is_parking = [FUNCTION, PLUS_FUNCTION].iter().any(|role| is_parking(row, *role));
        on_the_ground(row, if is_parking { RoadUse::Parking } else { RoadUse::Traffic })
    })
}

/// Reads a layer of which every polygon counts: water, green, the built-up area.
///
/// # Errors
///
/// Those of the files.
pub fn surfaces(input: &Input, issues: &mut Issues) -> Result<Vec<MultiPolygon<f64>>, Error> {
    let zones = zones::read(input, ROLES, issues, |row| on_the_ground(row, ()))?;
    Ok(zones.into_iter().map(|zone| zone.geometry).collect())
}

/// Reads ground of corporaties.
///
/// # Errors
///
/// Those of the files.
pub fn own(input: &Input, issues: &mut Issues) -> Result<Vec<Zone<OwnGround>>, Error> {
    zones::read(input, OWN_ROLES, issues, |row| Reading::Zone {
        id: row.get(OWN_ID).to_code(),
        says: OwnGround { corporatie: row.get(CORPORATIE).to_code(), complex: row.get(COMPLEX).to_code() },
    })
}

/// Reads densities. An area without a value says nothing.
///
/// # Errors
///
/// Those of the files.
pub fn density(layer: &DensityInput, issues: &mut Issues) -> Result<Vec<Zone<DensitySaid>>, Error> {
    zones::read(&layer.input, DENSITY_ROLES, issues, |row| {
        let value = row.get(FSI_VALUE);
        let Some(found) = value.to_code() else { return Reading::Nothing };
        match value.as_f64().filter(|fsi| FSI.contains(fsi)) {
            Some(fsi) => Reading::Zone {
                id: row.get(DENSITY_ID).to_code(),
                says: DensitySaid { fsi, is_target: layer.is_target },
            },
            None => Reading::Bad(say!(
                "`{found:.20}` is geen FSI van {} tot {}",
                "`{found:.20}` is no FSI of {} to {}",
                FSI.start(),
                FSI.end()
            )),
        }
    })
}

/// Reads ground whose use may give way: areas, and objects given as a point.
///
/// # Errors
///
/// Those of the files.
pub fn reuse(layer: &ReuseInput, issues: &mut Issues) -> Result<Reuse, Error> {
    let mut reuse = Reuse::default();
    let asked = Asked { points: true, ..Asked::default() };
    let says = |row: &Row<'_>| on_the_ground(row, ());
    zones::stream(&layer.input, ROLES, asked, issues, says, |zones, found, _| {
        reuse.areas.extend(zones.into_iter().map(|zone| zone.geometry));
        reuse.points.extend(found);
        Ok(())
    })?;
    Ok(reuse)
}

/// What a record says that may have ended, or lie below the ground.
fn on_the_ground<T>(row: &Row<'_>, says: T) -> Reading<T> {
    if let Some(left_out) = History::at(HISTORY).left_out(row) {
        return Reading::LeftOut(left_out);
    }
    if row.get(LEVEL).as_f64().is_some_and(|level| level < 0.0) {
        return Reading::LeftOut(LeftOut { below_ground: 1, ..LeftOut::default() });
    }
    Reading::Zone { id: row.get(ID).to_code(), says }
}

/// Whether a column says `parkeervlak`.
fn is_parking(row: &Row<'_>, role: usize) -> bool {
    row.text(role).is_some_and(|text| text.eq_ignore_ascii_case("parkeervlak"))
}

#[cfg(test)]
mod tests;
