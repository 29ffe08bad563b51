//! The electricity grid: which signal per postcode and per supply area?

use std::collections::BTreeMap;

use geo_types::MultiPolygon;

use super::{
    number::{Holds, Unit},
    register::{Register, check_roles, optional, required, roles},
    zones::{self, Reading},
};
use crate::{
    config::Input,
    error::Error,
    issue::{IssueKind, Issues},
    lang::say,
    model::{GridArea, GridCode, Postcode6, Postcodes, Zone},
    value::Value,
};

roles! {
    /// The roles of a PC6 table. The three generations of the national download
    /// (2023, 2024, 2026) differ in separator and in what follows `afname`.
    pub const POSTCODE_ROLES;
    POSTCODE = required("postcode", &["postcode", "pc6", "postcode6"]);
    AFNAME = required("afname", &["afname", "congestie_afname", "code_afname"]);
    AREA_NAAM = optional("area_naam", &["voedingsgebied_naam"]);
}

const MW: Holds = Holds::Number(Unit::Megawatts);

roles! {
    /// The roles of supply areas.
    pub const AREA_ROLES;
    ID = required("id", &["voedingsgebied_id", "id", "gebied_id"]);
    NAAM = optional("naam", &["voedingsgebied_naam", "naam", "name"]);
    AREA_AFNAME = optional("afname", &["afname", "code_afname"]);
    QUEUE_MW = optional("queue_mw", &["wachtrij_afname"]).holding(MW);
    PRESENT_MW = optional("present_mw", &["aanwezige_transportcapaciteit_afname"]).holding(MW);
    NEEDED_MW = optional("needed_mw", &["benodigde_transportcapaciteit_afname"]).holding(MW);
    NETBEHEERDER = optional("netbeheerder", &["netbeheerder", "rnb"]);
}

/// Reads a PC6 table. Of a postcode that is listed more than once the worst
/// code holds.
///
/// # Errors
///
/// Those of the files.
pub fn read_postcodes(input: &Input, issues: &mut Issues) -> Result<Postcodes, Error> {
    check_roles(input, POSTCODE_ROLES)?;
    let mut rows: Vec<(Postcode6, Option<GridCode>)> = Vec::new();
    Register::each_file(input, POSTCODE_ROLES, |mut register| {
        let about = register.issue(IssueKind::BadRecord);
        let before = rows.len();
        let n_records = register.read(issues, |row, issues| {
            let text = row.get(POSTCODE).to_code().unwrap_or_default();
            let Ok(postcode) = text.parse::<Postcode6>() else {
                issues.push(crate::issue::Issue {
                    kind: IssueKind::BadRecord,
                    object: super::register::record_name(row.record.number),
                    detail: say!(
                        "`{text:.20}` is geen postcode; weggelaten",
                        "`{text:.20}` is not a postcode; left out"
                    ),
                    ..about.clone()
                });
                return Ok(());
            };
            let area = row.get(AREA_NAAM).to_code();
            rows.push((
                postcode,
                row.read(AFNAME, published).flatten().and_then(|code| in_area(code, area.as_deref())),
            ));
            Ok(())
        })?;
        issues.used(&about.file, &about.layer, n_records, (rows.len() - before) as u64);
        Ok(())
    })?;
    Ok(Postcodes::new(rows))
}

/// A published code, as a number or its digit; −1 says that it is unknown.
fn published(value: &Value) -> Option<Option<GridCode>> {
    let code = value.as_i64().or_else(|| value.as_text()?.parse().ok())?;
    if code == -1 { Some(None) } else { GridCode::parse(code).map(Some) }
}

/// Code 0 in an area named "0" means "colour follows later".
fn in_area(code: GridCode, area: Option<&str>) -> Option<GridCode> {
    (Some(code) != GridCode::parse(0) || area != Some("0")).then_some(code)
}

/// Supply areas, one zone each; several polygons of one area are joined, the
/// worst of their codes holds.
#[derive(Debug, Default)]
pub struct Areas {
    /// The areas, sorted by identification.
    pub zones: Vec<Zone<GridArea>>,
    /// Identifications of areas whose polygons disagree about the code.
    pub disagree: Vec<String>,
}

/// Reads supply areas.
///
/// # Errors
///
/// Those of the files.
pub fn read_areas(input: &Input, issues: &mut Issues) -> Result<Areas, Error> {
    let polygons = zones::read(input, AREA_ROLES, issues, |row| {
        let Some(id) = row.get(ID).to_code() else {
            return Reading::Bad(say!("heeft geen identificatie", "has no identification"));
        };
        let naam = row.get(NAAM).to_code().unwrap_or_else(|| id.clone());
        let present = row.get(PRESENT_MW).as_f64();
        let needed = row.get(NEEDED_MW).as_f64();
        let says = GridArea {
            code: row.read(AREA_AFNAME, published).flatten().and_then(|code| in_area(code, Some(&naam))),
            naam: naam.trim().to_owned(),
            netbeheerder: row.text(NETBEHEERDER).map(str::to_owned),
            headroom_mw: present.zip(needed).map(|(present, needed)| present - needed),
            queue_mw: row.get(QUEUE_MW).as_f64(),
        };
        Reading::Zone { id: Some(id), says }
    })?;
    let mut grouped: BTreeMap<String, (MultiPolygon<f64>, GridArea)> = BTreeMap::new();
    let mut disagree = Vec::new();
    for zone in polygons {
        match grouped.entry(zone.id) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert((zone.geometry, zone.says));
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                if entry.get().1.code != zone.says.code {
                    disagree.push(entry.key().clone());
                }
                let (geometry, area) = entry.get_mut();
                geometry.0.extend(zone.geometry.0);
                area.code = area.code.max(zone.says.code);
                area.headroom_mw = lower(area.headroom_mw, zone.says.headroom_mw);
                area.queue_mw = area.queue_mw.or(zone.says.queue_mw);
            }
        }
    }
    disagree.sort();
    disagree.dedup();
    let zones = grouped.into_iter().map(|(id, (geometry, says))| Zone { id, geometry, says }).collect();
    Ok(Areas { zones, disagree })
}

fn lower(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
