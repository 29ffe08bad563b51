//! What became of the requests, as people filled it in on the filing lists?

use super::{
    lists::{self, Naming, says_total},
    number::{self, Evidence, Holds, Unit},
    register::{Register, check_roles, optional, record_name, roles},
    room::Figure,
};
use crate::{
    config::{Input, Source},
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues},
    lang::say,
    model::{PlanDate, Within},
    value::Value,
};

const MW: Holds = Holds::Number(Unit::Megawatts);

roles! {
    /// The roles of a filing list.
    pub const ROLES;
    REQUEST = optional("request_id", &["request_id", "kenmerk_aanvraag", "kenmerk_van_de_aanvraag", "identification_of_the_request"]);
    PROJECT = optional("project", &["project"]);
    STATUS = optional("request_status", &["request_status", "stand_aanvraag", "status_aanvraag", "status", "stand", "status_of_the_request"]);
    PROMISED_MW = optional("promised_mw", &["promised_mw", "toegezegd_mw", "toegezegd", "promised"])
        .holding(MW);
    ASKED_ON = optional("asked_on", &["asked_on", "gevraagd_op"]);
    ANSWERED_ON = optional("answered_on", &["answered_on", "antwoord_op"]);
    REMARK = optional("remark", &["remark", "opmerking"]);
}

/// One row of a filing list that was filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusRow {
    /// About the file and sheet, with the row as its object.
    pub about: Issue,
    /// The request.
    pub request: Option<String>,
    /// What the list called the project.
    pub project: Option<String>,
    /// What stands in the cell of the status; `None` for nothing.
    pub status: Option<String>,
    /// What was promised.
    pub promised: Option<Figure>,
    /// Whether something stands in that cell that is no number.
    pub promised_is_odd: bool,
    /// The day it was asked on, `2026-10-01`.
    pub asked_on: Option<String>,
    /// The day of the answer.
    pub answered_on: Option<String>,
    /// What else somebody wrote.
    pub remark: Option<String>,
}

/// Reads filing lists: every row, as it stands.
///
/// # Errors
///
/// Those of the files; [`ReadError::Refused`] for a file without such a list.
pub fn read(input: &Input, issues: &mut Issues) -> Result<Vec<StatusRow>, Error> {
    check_roles(input, ROLES)?;
    let mut rows = Vec::new();
    for source in &input.sources {
        let naming = Naming {
            roles: ROLES,
            columns: &input.columns,
            sheets: &input.sheets,
            alike: None,
            everywhere: true,
        };
        let is_list = |register: &Register| register.has(REQUEST) && register.has(STATUS);
        let lists = lists::open(source, naming, is_list, |nearest| refused(source, &nearest.columns))?;
        for mut register in lists.registers {
            read_list(&mut register, &mut rows, issues)?;
        }
    }
    Ok(rows)
}

fn refused(source: &Source, columns: &[String]) -> ReadError {
    let shown: Vec<String> = columns.iter().take(8).map(|name| format!("{name:.40}")).collect();
    let shown = shown.join(", ");
    ReadError::Refused {
        path: source.path.clone(),
        format: "CSV/XLSX",
        detail: say!(
            "geen blad heeft de kolommen Kenmerk aanvraag en Stand aanvraag; er is: {shown}",
            "no sheet has the columns Identification of the request and Status; it has: {shown}"
        ),
        hint: say!(
            "geef een indienlijst zoals een eerdere `toplaag netaanvraag` hem schreef",
            "give a filing list as an earlier `toplaag netaanvraag` wrote it"
        ),
    }
}

fn read_list(register: &mut Register, rows: &mut Vec<StatusRow>, issues: &mut Issues) -> Result<(), Error> {
    let header = u64::from(register.layer().header_row().is_some());
    let about = register.issue(IssueKind::BadRecord);
    register.read(issues, |row, _| {
        let text = |role: usize| {
            row.get(role).to_code().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let request = text(REQUEST);
        if request.as_deref().is_some_and(says_total) {
            return Ok(());
        }
        let promised = row.read(PROMISED_MW, |value| value.as_f64().filter(|mw| mw.abs() < 1e9));
        let promised = promised.map(|mw| Figure { mw, has_unit: row.has_unit(PROMISED_MW) });
        let (status, in_status) = text(STATUS).map(|text| with_power(&text)).unwrap_or_default();
        let about = Issue { object: record_name(row.record.number + header), ..about.clone() };
        rows.push(StatusRow {
            promised: promised.or(in_status),
            promised_is_odd: row.odd_among(&[PROMISED_MW]).is_some(),
            request,
            project: text(PROJECT),
            status,
            asked_on: row.read(ASKED_ON, day),
            answered_on: row.read(ANSWERED_ON, day),
            remark: text(REMARK),
            about,
        });
        Ok(())
    })?;
    Ok(())
}

/// A status without the power behind it: `toegezegd 0,4 MW`.
fn with_power(text: &str) -> (Option<String>, Option<Figure>) {
    let at = text.find(|c: char| c.is_ascii_digit());
    let power = at.and_then(|at| {
        let value = number::read(&text[at..].into(), MW, &Evidence::default()).ok()?;
        Some((text[..at].trim().to_owned(), value.as_f64()?, text.ends_with(char::is_alphabetic)))
    });
    match power {
        Some((status, mw, has_unit)) if !status.is_empty() => (Some(status), Some(Figure { mw, has_unit })),
        _ => (Some(text.to_owned()), None),
    }
}

/// Numbers a spreadsheet may store a day as: 1990 to 2173.
const SERIALS: std::ops::RangeInclusive<i64> = 32_874..=100_000;

/// A day as it was typed, or as a spreadsheet stores it.
fn day(value: &Value) -> Option<String> {
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the range it is held against")]
    let serial = match value {
        Value::Text(text) => text.trim().parse().ok(),
        _ => value.as_f64().map(|number| number.floor() as i64),
    };
    let stored = serial.filter(|serial| SERIALS.contains(serial)).and_then(PlanDate::from_serial);
    let date = stored.or_else(|| value.as_text().and_then(PlanDate::read));
    date.filter(|date| matches!(date.within, Within::Day(..))).map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filing_list_is_read_as_it_was_filled_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("indienlijst.csv");
        let text = "Kenmerk aanvraag;Project;Stand aanvraag;Toegezegd (MW);Gevraagd op;Antwoord op;Opmerking\n\
                    ZH-7;Dakhuis;toegezegd;0,12;1-10-2026;2026-11-20;per mail\n\
                    ZH-8;Kade;Toegezegd 0,4 MW;;46297;;\n\
                    ZH-9;Werf;gevraagd;;in het najaar;;\n\
                    ZH-10;Plein;toegezegd;60 kW;;;\n\
                    Totaal;;;0,58;;;\n";
        std::fs::write(&path, text).unwrap();
        let source = Source::typed(path.to_str().unwrap(), None);
        let mut issues = Issues::default();
        let rows = read(&Input { sources: vec![source], ..Input::default() }, &mut issues).unwrap();
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                (row.status.as_deref().unwrap(), row.promised.map(|figure| (figure.mw, figure.has_unit)))
            })
            .collect();
        assert_eq!(
            told,
            [
                ("toegezegd", Some((0.12, false))),
                ("Toegezegd", Some((0.4, true))),
                ("gevraagd", None),
                ("toegezegd", Some((0.06, true))),
            ]
        );
        let asked: Vec<_> = rows.iter().map(|row| row.asked_on.as_deref()).collect();
        assert_eq!(asked, [Some("2026-10-01"), Some("2026-10-02"), None, None]);
        assert_eq!(issues.total(), 1, "in het najaar");
    }
}
