//! How much room supply areas have, year by year; and when sites are built, as
//! somebody says so.

use std::collections::BTreeMap;

use super::{
    number::{Holds, Unit},
    register::{Register, Role, check_roles, optional, record_name, required},
};
use crate::{
    config::Input,
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::say,
};

/// The roles of a table of capacity: as the netbeheerders publish it
/// (`voedingsgebieden.csv`), or with figures of one's own.
pub const ROLES: &[Role] = &[
    required("area", &["voedingsgebied_id", "grid_area_id", "gebied_id", "voedingsgebied", "id"]),
    required("year", &["jaar", "year"]).holding(Holds::Year),
    optional("present_mw", &["aanwezige_transportcapaciteit_afname", "aanwezig_mw"]).holding(MW),
    optional("needed_mw", &["benodigde_transportcapaciteit_afname", "benodigd_mw"]).holding(MW),
    optional("headroom_mw", &["ruimte_mw", "headroom_mw", "ruimte"]).holding(MW),
];

const MW: Holds = Holds::Number(Unit::Megawatts);

/// The roles of a phasing.
pub const PHASING_ROLES: &[Role] = &[
    required("site", &["site_id", "locatie_id", "location_id", "site"]),
    required("year", &["jaar", "year"]).holding(Holds::Year),
    required("homes", &["woningen", "homes", "aantal"]).holding(Holds::Whole(Unit::Homes)),
];

/// A year of a plan.
fn year(value: Option<i64>) -> Option<u16> {
    value.and_then(|year| u16::try_from(year).ok()).filter(|year| (2000..=2100).contains(year))
}

/// Headroom by area and year, MW: its own figure, else present minus needed. Of
/// an area and year that stand twice the lowest holds; an area of which no
/// figure is understood has no years.
///
/// # Errors
///
/// Those of the files.
pub fn read(input: &Input, issues: &mut Issues) -> Result<BTreeMap<String, BTreeMap<u16, f64>>, Error> {
    check_roles(input, ROLES)?;
    let mut headroom: BTreeMap<String, BTreeMap<u16, f64>> = BTreeMap::new();
    Register::each_file(input, ROLES, |mut register| {
        let about = register.issue(IssueKind::BadRecord);
        register.read(issues, |row, issues| {
            let number = |role: usize| row.get(role).as_f64().filter(|mw| mw.abs() < 1e5);
            let own = number(4).or_else(|| Some(number(2)? - number(3)?));
            let area = row.get(0).to_code().map(|area| area.trim().to_owned());
            // An area is named, whether or not its figure is understood.
            let years = area.map(|area| headroom.entry(area).or_default());
            match (years, year(row.get(1).as_i64()), own) {
                (Some(years), Some(year), Some(mw)) => {
                    let known = years.entry(year).or_insert(mw);
                    *known = known.min(mw);
                }
                _ => issues.push(Issue {
                    object: record_name(row.record.number),
                    detail: say!(
                        "vraagt een gebied, een jaar, en MW aanwezig en benodigd of ruimte_mw; weggelaten",
                        "needs an area, a year, and MW present and needed or ruimte_mw; left out"
                    ),
                    ..about.clone()
                }),
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(headroom)
}

/// Homes by site (or location) and year; several rows of one site and year add up.
///
/// # Errors
///
/// Those of the files.
pub fn read_phasing(
    input: &Input,
    issues: &mut Issues,
) -> Result<BTreeMap<String, BTreeMap<u16, u32>>, Error> {
    check_roles(input, PHASING_ROLES)?;
    let mut phasing: BTreeMap<String, BTreeMap<u16, u32>> = BTreeMap::new();
    Register::each_file(input, PHASING_ROLES, |mut register| {
        let about = register.issue(IssueKind::BadRecord);
        register.read(issues, |row, issues| {
            let homes = row.get(2).as_i64().and_then(|homes| u32::try_from(homes).ok());
            match (row.get(0).to_code(), year(row.get(1).as_i64()), homes.filter(|homes| *homes < 1_000_000))
            {
                (Some(site), Some(year), Some(homes)) => {
                    let known = phasing.entry(site.trim().to_owned()).or_default().entry(year).or_default();
                    *known = known.saturating_add(homes);
                }
                _ => issues.push(Issue {
                    object: record_name(row.record.number),
                    detail: say!(
                        "vraagt een site_id, een jaar en een aantal woningen; weggelaten",
                        "needs a site_id, a year and a number of homes; left out"
                    ),
                    ..about.clone()
                }),
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(phasing)
}
