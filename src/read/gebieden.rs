//! Buurten, wijken and gemeenten.

use super::{
    number::{Holds, Unit},
    register::{optional, required, roles},
    zones::{self, Reading},
};
use crate::{
    config::Input,
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::say,
    model::{Gebied, GebiedKind},
    value::Value,
};

const NUMBER: Holds = Holds::Number(Unit::None);

roles! {
    /// The roles of buurten, with the spellings of CBS and of Amsterdam.
    pub const BUURT_ROLES;
    CODE = required("code", &["buurtcode", "bu_code", "cbsCode", "cbs_code", "statcode", "code"]);
    NAAM = optional("naam", &["buurtnaam", "bu_naam", "statnaam", "naam", "name"]);
    GEMEENTE_CODE = optional("gemeente_code", &["gemeentecode", "gm_code"]);
    GEMEENTE_NAAM = optional("gemeente_naam", &["gemeentenaam", "gm_naam"]);
    DENSITY = optional("omgevingsadressendichtheid", &["omgevingsadressendichtheid", "oad", "ste_oad"])
        .holding(NUMBER);
    CARS = optional(
        "cars_per_household",
        &["personenautosPerHuishouden", "personenautos_per_huishouden", "auto_hh", "gemiddeld_aantal_autos"],
    )
    .holding(NUMBER);
}

roles! {
    /// The roles of wijken.
    pub const WIJK_ROLES like BUURT_ROLES;
    required("code", &["wijkcode", "wk_code", "statcode", "code"]);
    optional("naam", &["wijknaam", "wk_naam", "statnaam", "naam", "name"]);
    optional("gemeente_code", &["gemeentecode", "gm_code"]);
    optional("gemeente_naam", &["gemeentenaam", "gm_naam"]);
    optional("omgevingsadressendichtheid", &["omgevingsadressendichtheid", "oad", "ste_oad"]).holding(NUMBER);
    optional("cars_per_household", &["personenautosPerHuishouden", "auto_hh"]).holding(NUMBER);
}

roles! {
    /// The roles of gemeenten.
    pub const GEMEENTE_ROLES like BUURT_ROLES;
    required("code", &["gemeentecode", "gm_code", "statcode", "code", "identificatie"]);
    optional("naam", &["gemeentenaam", "gm_naam", "statnaam", "naam", "name"]);
    optional("gemeente_code", &[]);
    optional("gemeente_naam", &[]);
    optional("omgevingsadressendichtheid", &["omgevingsadressendichtheid", "oad", "ste_oad"]).holding(NUMBER);
    optional("cars_per_household", &["personenautosPerHuishouden", "auto_hh"]).holding(NUMBER);
}

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
        let Some(code) = row.get(CODE).to_code().and_then(|code| code_of(&code, kind)) else {
            return Reading::Bad(say!(
                "`{:.40}` is geen code van deze indeling",
                "`{:.40}` is no code of this division",
                row.text(CODE).unwrap_or_default()
            ));
        };
        let text = |role: usize| row.text(role).map(str::to_owned);
        let gemeente_code = match kind {
            GebiedKind::Gemeente => Some(code.clone()),
            // A buurt or wijk code of CBS holds its gemeente's: BU0363SC05 lies in GM0363.
            _ => text(GEMEENTE_CODE).or_else(|| {
                let digits = code.get(2..6).filter(|_| is_cbs(&code, kind))?;
                Some(format!("GM{digits}"))
            }),
        };
        let naam = text(NAAM).unwrap_or_default();
        let gemeente_naam =
            if kind == GebiedKind::Gemeente { Some(naam.clone()) } else { text(GEMEENTE_NAAM) };
        Reading::Zone {
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
    Ok(merged(gebieden, kind, input, issues))
}

/// Areas, sorted by code; those that share one are parts of one area when the
/// code is of CBS or the names agree, and else stay apart under code and name.
fn merged(gebieden: Vec<Gebied>, kind: GebiedKind, input: &Input, issues: &mut Issues) -> Vec<Gebied> {
    let mut merged: Vec<Gebied> = Vec::with_capacity(gebieden.len());
    let (mut first, mut code) = (0, String::new());
    for mut gebied in gebieden {
        if gebied.code != code {
            (first, code) = (merged.len(), gebied.code.clone());
        }
        let is_same = |other: &Gebied| {
            is_cbs(&code, kind) || other.naam == gebied.naam && other.gemeente_code == gebied.gemeente_code
        };
        if let Some(part) = merged[first..].iter_mut().find(|other| is_same(other)) {
            part.geometry.0.extend(gebied.geometry.0);
            continue;
        }
        if merged.len() > first {
            gebied.code = format!("{code} ({})", gebied.naam);
            issues.push(Issue {
                kind: IssueKind::DuplicateId,
                file: input.sources.first().map(|source| source.name.clone()).unwrap_or_default(),
                layer: String::new(),
                object: code.clone(),
                cell: None,
                detail: say!(
                    "staat ook voor een ander gebied; dat heet hier `{:.80}`",
                    "stands for another area too; that one goes by `{:.80}`",
                    gebied.code
                ),
            });
        }
        merged.push(gebied);
    }
    merged
}

/// A number of CBS. What is suppressed or does not apply
/// is written as -99999999 or another negative number.
fn cbs_number(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| *number >= 0.0)
}

/// A code as CBS writes it where it is one, with its two letters; else the
/// code a gemeente gave, as it stands. `None` for a code of another division,
/// and for a gemeente that has none of CBS.
fn code_of(code: &str, kind: GebiedKind) -> Option<String> {
    let code = code.trim();
    let upper = code.to_uppercase();
    let is_bare = upper.starts_with(|c: char| c.is_ascii_digit());
    let cbs = match kind {
        // A number has lost its zeros.
        GebiedKind::Gemeente if is_bare => format!("GM{upper:0>4}"),
        _ if is_bare => format!("{}{upper}", kind.prefix()),
        _ => upper.clone(),
    };
    if is_cbs(&cbs, kind) {
        return Some(cbs);
    }
    let of_other = [GebiedKind::Buurt, GebiedKind::Wijk, GebiedKind::Gemeente]
        .into_iter()
        .any(|other| other != kind && !is_bare && is_cbs(&upper, other));
    (kind != GebiedKind::Gemeente && !code.is_empty() && !of_other).then(|| code.to_owned())
}

/// Whether a code is one of CBS: two letters, the four digits of the gemeente,
/// and for a wijk two and for a buurt four signs.
fn is_cbs(code: &str, kind: GebiedKind) -> bool {
    let n = match kind {
        GebiedKind::Gemeente => 4,
        GebiedKind::Wijk => 6,
        GebiedKind::Buurt => 8,
    };
    code.strip_prefix(kind.prefix()).is_some_and(|rest| {
        let bytes = rest.as_bytes();
        bytes.len() == n
            && bytes[..4].iter().all(u8::is_ascii_digit)
            && bytes.iter().all(u8::is_ascii_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_cbs_is_told_from_one_that_a_gemeente_gave() {
        let buurt = |code: &str| code_of(code, GebiedKind::Buurt);
        assert_eq!(buurt("bu0363sc05").as_deref(), Some("BU0363SC05"));
        assert_eq!(buurt("03630001").as_deref(), Some("BU03630001"));
        for own in ["T92a", "01", "1701", "TEKST"] {
            assert_eq!(buurt(own).as_deref(), Some(own));
            assert!(!is_cbs(own, GebiedKind::Buurt));
        }
        assert_eq!(buurt("WK036300"), None, "a wijk is no buurt");
        assert_eq!(code_of("363", GebiedKind::Gemeente).as_deref(), Some("GM0363"));
        assert_eq!(code_of("T92a", GebiedKind::Gemeente), None);
    }

    #[test]
    fn equal_codes_of_areas_with_other_names_stay_apart() {
        let gebied = |code: &str, naam: &str| Gebied {
            code: code.into(),
            naam: naam.into(),
            gemeente_code: None,
            gemeente_naam: None,
            omgevingsadressendichtheid: None,
            cars_per_household: None,
            geometry: geo_types::MultiPolygon::new(Vec::new()),
        };
        let all =
            vec![gebied("01", "Noord"), gebied("01", "Zuid"), gebied("01", "Noord"), gebied("02", "Oost")];
        let mut issues = Issues::default();
        let found = merged(all, GebiedKind::Buurt, &Input::default(), &mut issues);
        let codes: Vec<&str> = found.iter().map(|gebied| gebied.code.as_str()).collect();
        assert_eq!((codes, issues.total()), (vec!["01", "01 (Zuid)", "02"], 1));
        let parts = vec![gebied("BU03630001", "A"), gebied("BU03630001", "A (deel)")];
        assert_eq!(merged(parts, GebiedKind::Buurt, &Input::default(), &mut issues).len(), 1);
    }
}
