//! Buurten, wijken and gemeenten.

use super::{
    number::{Holds, Unit},
    register::{Role, optional, required},
    zones::{self, Said},
};
use crate::{
    config::Input,
    error::Error,
    issue::Issues,
    model::{Gebied, GebiedKind},
    value::Value,
};

const CODE: usize = 0;
const NAAM: usize = 1;
const GEMEENTE_CODE: usize = 2;
const GEMEENTE_NAAM: usize = 3;
const DENSITY: usize = 4;
const CARS: usize = 5;

const NUMBER: Holds = Holds::Number(Unit::None);

/// The roles of buurten, with the spellings of CBS and of Amsterdam.
pub const BUURT_ROLES: &[Role] = &[
    required("code", &["buurtcode", "bu_code", "cbsCode", "cbs_code", "statcode", "code"]),
    optional("naam", &["buurtnaam", "bu_naam", "statnaam", "naam", "name"]),
    optional("gemeente_code", &["gemeentecode", "gm_code"]),
    optional("gemeente_naam", &["gemeentenaam", "gm_naam"]),
    optional("omgevingsadressendichtheid", &["omgevingsadressendichtheid", "oad", "ste_oad"]).holding(NUMBER),
    optional(
        "cars_per_household",
        &["personenautosPerHuishouden", "personenautos_per_huishouden", "auto_hh", "gemiddeld_aantal_autos"],
    )
    .holding(NUMBER),
];

/// The roles of wijken.
pub const WIJK_ROLES: &[Role] = &[
    required("code", &["wijkcode", "wk_code", "statcode", "code"]),
    optional("naam", &["wijknaam", "wk_naam", "statnaam", "naam", "name"]),
    optional("gemeente_code", &["gemeentecode", "gm_code"]),
    optional("gemeente_naam", &["gemeentenaam", "gm_naam"]),
    optional("omgevingsadressendichtheid", &["omgevingsadressendichtheid", "oad", "ste_oad"]).holding(NUMBER),
    optional("cars_per_household", &["personenautosPerHuishouden", "auto_hh"]).holding(NUMBER),
];

/// The roles of gemeenten.
pub const GEMEENTE_ROLES: &[Role] = &[
    required("code", &["gemeentecode", "gm_code", "statcode", "code", "identificatie"]),
    optional("naam", &["gemeentenaam", "gm_naam", "statnaam", "naam", "name"]),
    optional("gemeente_code", &[]),
    optional("gemeente_naam", &[]),
    optional("omgevingsadressendichtheid", &["omgevingsadressendichtheid", "oad", "ste_oad"]).holding(NUMBER),
    optional("cars_per_household", &["personenautosPerHuishouden", "auto_hh"]).holding(NUMBER),
];

/// Reads one division. Areas that share a code are one area of several parts.
///
/// # Errors
///
/// Those of the files.
pub fn read(input: &Input, kind: GebiedKind, issues: &mut Issues) -> Result<Vec<Gebied>, Error> {
    let roles = match kind {
        GebiedKind::Buurt => BUURT_ROLES,
        GebiedKind::Wijk => WIJK_ROLES,
        GebiedKind::Gemeente => GEMEENTE_ROLES,
    };
    let zones = zones::read(input, roles, issues, |row| {
        let Some(code) = row.get(CODE).to_code().and_then(|code| with_prefix(&code, kind)) else {
            return Said::Bad(format!(
                "`{:.40}` is no code of this division",
                row.text(CODE).unwrap_or_default()
            ));
        };
        let text = |role: usize| row.text(role).map(str::to_owned);
        let gemeente_code = match kind {
            GebiedKind::Gemeente => Some(code.clone()),
            // A buurt or wijk code holds its gemeente's: BU0363SC05 lies in GM0363.
            _ => text(GEMEENTE_CODE).or_else(|| code.get(2..6).map(|digits| format!("GM{digits}"))),
        };
        let naam = text(NAAM).unwrap_or_default();
        let gemeente_naam =
            if kind == GebiedKind::Gemeente { Some(naam.clone()) } else { text(GEMEENTE_NAAM) };
        Said::Zone {
            id: Some(code.clone()),
            says: Gebied {
                code,
                naam,
                gemeente_code,
                gemeente_naam: gemeente_naam.filter(|name| !name.is_empty()),
                omgevingsadressendichtheid: cbs_number(row.get(DENSITY)),
                cars_per_household: cbs_number(row.get(CARS)),
                geometry: geo_types::MultiPolygon::new(Vec::new()),
            },
        }
    })?;
    let mut gebieden: Vec<Gebied> =
        zones.into_iter().map(|zone| Gebied { geometry: zone.geometry, ..zone.says }).collect();
    gebieden.sort_by(|a, b| a.code.cmp(&b.code));
    let mut merged: Vec<Gebied> = Vec::with_capacity(gebieden.len());
    for gebied in gebieden {
        match merged.last_mut() {
            Some(last) if last.code == gebied.code => last.geometry.0.extend(gebied.geometry.0),
            _ => merged.push(gebied),
        }
    }
    Ok(merged)
}

/// A number of CBS. What is suppressed or does not apply
/// is written as -99999999 or another negative number.
fn cbs_number(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| *number >= 0.0)
}

/// The code with its two letters; `None` when it has others.
fn with_prefix(code: &str, kind: GebiedKind) -> Option<String> {
    let code = code.trim();
    let upper = code.to_uppercase();
    if upper.starts_with(kind.prefix()) {
        return Some(upper);
    }
    let bare = !code.is_empty() && code.starts_with(|c: char| c.is_ascii_digit());
    bare.then(|| format!("{}{upper}", kind.prefix()))
}
