//! Parking: which norms hold where, and how full are the streets?

use std::path::Path;

use super::{
    number::{Holds, Unit, range},
    register::{Register, Row, check_roles, optional, record_name, required, roles},
    zones::{self, Reading},
};
use crate::{
    config::Input,
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues},
    lang::say,
    model::{NormRow, ParkingPlaces, ParkingZone, Zone},
    value::Value,
};

roles! {
    /// The roles of parking zones.
    pub const ZONE_ROLES;
    ZONE = required("zone", &["zone", "zone_id", "zonecode", "gebied", "code"]);
    NAAM = optional("naam", &["naam", "name", "omschrijving"]);
}

roles! {
    /// The roles of a norm table.
    pub const NORM_ROLES;
    NORM_ZONE = required("zone", &["zone", "zone_id", "zonecode", "gebied"]);
    M2_FROM = optional("m2_from", &["m2_van", "m2_from", "van_m2"]).holding(Holds::From(Unit::SquareMeters));
    M2_TO = optional("m2_to", &["m2_tot", "m2_to", "tot_m2"]).holding(Holds::To(Unit::SquareMeters));
    RESIDENTS_MIN =
        required("residents_min", &["bewoners_min", "bewoners", "residents_min", "norm", "norm_min"])
            .holding(NORM);
    RESIDENTS_MAX = optional("residents_max", &["bewoners_max", "residents_max", "norm_max"]).holding(NORM);
    VISITORS = optional("visitors", &["bezoekers", "visitors"]).holding(NORM);
    SOURCE = optional("source", &["bron", "source"]);
    HUURKLASSE = optional("huurklasse", &["huurklasse", "prijsklasse", "huursegment", "rent_class"]);
    DOELGROEP = optional("doelgroep", &["doelgroep", "target_group"]);
    M2 = optional("m2", &["m2", "grootte", "woninggrootte", "oppervlakte", "grootteklasse", "size_class"]);
}

const NORM: Holds = Holds::Number(Unit::PlacesPerHome);
const PLACES: Holds = Holds::Number(Unit::Places);

roles! {
    /// The roles of a layer of parking places.
    pub const SUPPLY_ROLES;
    CAPACITY = required("capacity", &["capaciteit", "capacity", "plaatsen"]).holding(PLACES);
    OCCUPIED = optional("occupied", &["bezet", "occupied", "bezetting"]).holding(PLACES);
    MOMENT = optional("moment", &["moment", "telmoment", "meetmoment", "tijdstip", "meting", "tijdvak"]);
}

/// Reads the zones.
///
/// # Errors
///
/// Those of the files.
pub fn read_zones(input: &Input, issues: &mut Issues) -> Result<Vec<Zone<ParkingZone>>, Error> {
    zones::read(input, ZONE_ROLES, issues, |row| {
        let Some(zone) = row.get(ZONE).to_code() else {
            return Reading::Bad(say!("heeft geen zone", "has no zone"));
        };
        let naam = row.get(NAAM).to_code().unwrap_or_else(|| zone.clone());
        Reading::Zone { id: Some(zone.clone()), says: ParkingZone { zone, naam } }
    })
}

/// Reads the norm table. A row with a number that cannot be is an issue.
///
/// # Errors
///
/// Those of the files.
pub fn read_norms(input: &Input, issues: &mut Issues) -> Result<Vec<NormRow>, Error> {
    check_roles(input, NORM_ROLES)?;
    let mut norms = Vec::new();
    Register::each_file(input, NORM_ROLES, |mut register| {
        let about = register.issue(IssueKind::BadValue);
        let (name, path) = (register.layer().source().name.clone(), register.layer().source().path.clone());
        let before = norms.len();
        let n_records = register.read(issues, |row, issues| {
            // A norm of more than 20 places a home is a slip of the decimal comma.
            let norm = |value: &Value| value.as_f64().filter(|norm| (0.0..=20.0).contains(norm));
            let zone = row.get(NORM_ZONE).to_code();
            let residents_min = norm(row.get(RESIDENTS_MIN));
            let (m2_from, m2_to) = sizes(row, &path)?;
            if row.is_odd() {
                return Ok(());
            }
            let (Some(zone), Some(residents_min)) = (zone, residents_min) else {
                issues.push(Issue {
                    object: record_name(row.record.number),
                    detail: say!(
                        "vraagt een zone en een norm van 0 tot 20 plaatsen per woning; weggelaten",
                        "needs a zone and a norm of 0 to 20 places a home; left out"
                    ),
                    ..about.clone()
                });
                return Ok(());
            };
            norms.push(NormRow {
                zone,
                m2_from: m2_from.unwrap_or(0.0),
                m2_to: m2_to.unwrap_or(f64::INFINITY),
                huurklasse: row.get(HUURKLASSE).to_code().map(String::into_boxed_str),
                doelgroep: row.get(DOELGROEP).to_code().map(String::into_boxed_str),
                residents_min,
                residents_max: norm(row.get(RESIDENTS_MAX)).unwrap_or(residents_min).max(residents_min),
                visitors: norm(row.get(VISITORS)).unwrap_or(0.0),
                source: row.get(SOURCE).to_code().unwrap_or_else(|| name.clone()),
            });
            Ok(())
        })?;
        issues.used(&about.file, &about.layer, n_records, (norms.len() - before) as u64);
        Ok(())
    })?;
    Ok(norms)
}

/// The sizes of homes a row is about, m²; an end that is open is `None`.
///
/// # Errors
///
/// [`ReadError::NotUnderstood`]: a norm of which is not known for which homes
/// it is would count for all.
fn sizes(row: &Row<'_>, path: &Path) -> Result<(Option<f64>, Option<f64>), ReadError> {
    let class = row.read(M2, |value| range(value.as_text()?, Unit::SquareMeters));
    if let Some(cell) = row.odd_among(&[M2_FROM, M2_TO, M2]) {
        return Err(ReadError::NotUnderstood {
            path: path.to_owned(),
            record: row.record.number,
            column: cell.column,
            text: cell.text,
        });
    }
    Ok(class.unwrap_or((row.get(M2_FROM).as_f64(), row.get(M2_TO).as_f64())))
}

/// Reads where one can park.
///
/// # Errors
///
/// Those of the files.
pub fn read_supply(input: &Input, issues: &mut Issues) -> Result<Vec<ParkingPlaces>, Error> {
    use geo::Centroid;

    check_roles(input, SUPPLY_ROLES)?;
    let mut places = Vec::new();
    Register::each_file(input, SUPPLY_ROLES, |mut register| {
        let crs = register.layer().head().crs.clone();
        let about = register.issue(IssueKind::BadRecord);
        let before = places.len();
        let n_records = register.read(issues, |row, issues| {
            let count = |role: usize| row.get(role).as_f64().filter(|n| (0.0..=100_000.0).contains(n));
            let point = crs.as_ref().and_then(|crs| {
                row.record
                    .shape
                    .point(crs)
                    .ok()
                    .or_else(|| row.record.shape.polygon(crs).ok()?.geometry.centroid())
            });
            match (point, count(CAPACITY)) {
                (Some(point), Some(capacity)) => {
                    let moment = row.get(MOMENT).to_code().map(String::into_boxed_str);
                    places.push(ParkingPlaces { point, capacity, occupied: count(OCCUPIED), moment });
                }
                _ => issues.push(Issue {
                    object: record_name(row.record.number),
                    detail: say!(
                        "vraagt een punt of vlak en een capaciteit; weggelaten",
                        "needs a point or area and a capacity; left out"
                    ),
                    ..about.clone()
                }),
            }
            Ok(())
        })?;
        issues.used(&about.file, &about.layer, n_records, (places.len() - before) as u64);
        Ok(())
    })?;
    Ok(places)
}
