//! Areas somebody wants to know all about: buurten, or polygons of one's own.

use super::{
    register::{Role, optional},
    zones::{self, Said},
};
use crate::{
    config::Input,
    error::Error,
    issue::Issues,
    model::{Gebied, Zone},
};

/// The roles of areas: codes of CBS and of Amsterdam, or a name of one's own.
pub const ROLES: &[Role] = &[
    optional(
        "id",
        &["buurtcode", "bu_code", "cbsCode", "wijkcode", "wk_code", "statcode", "gebied", "code", "id"],
    ),
    optional("naam", &["buurtnaam", "bu_naam", "wijknaam", "wk_naam", "statnaam", "naam", "name", "titel"]),
    optional("gemeente_code", &["gemeentecode", "gm_code"]),
    optional("gemeente", &["gemeentenaam", "gm_naam", "gemeente"]),
];

/// Reads areas; polygons that share an identification are one area. An area
/// without one goes by its name, else by its place in the file.
///
/// # Errors
///
/// Those of the files.
pub fn read(input: &Input, issues: &mut Issues) -> Result<Vec<Zone<Gebied>>, Error> {
    let text = |value: Option<String>| value.filter(|text| !text.trim().is_empty());
    let zones = zones::read(input, ROLES, issues, |row| {
        let naam = text(row.get(1).to_code());
        let id = text(row.get(0).to_code()).or_else(|| naam.clone());
        Said::Zone {
            id: id.clone(),
            says: Gebied {
                code: id.unwrap_or_default(),
                naam: naam.unwrap_or_default(),
                gemeente_code: text(row.get(2).to_code()),
                gemeente_naam: text(row.get(3).to_code()),
                omgevingsadressendichtheid: None,
                cars_per_household: None,
                geometry: geo_types::MultiPolygon(Vec::new()),
            },
        }
    })?;
    let mut areas: Vec<Zone<Gebied>> = Vec::with_capacity(zones.len());
    for zone in zones {
        match areas.iter_mut().find(|area| area.id == zone.id) {
            Some(area) => area.geometry.0.extend(zone.geometry.0),
            None => areas.push(zone),
        }
    }
    Ok(areas)
}
