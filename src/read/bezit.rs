//! Holdings: which homes does the corporatie say are hers?

use std::collections::HashMap;

use super::register::{Register, Role, Row, check_roles, optional, record_name};
use crate::{
    config::Input,
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues},
    model::{Address, BezitKey, BezitRow, Conditions},
    value::Value,
};

const VBO: usize = 0;
const PAND: usize = 1;
const POSTCODE: usize = 2;
const HUISNUMMER: usize = 3;
const HUISLETTER: usize = 4;
const TOEVOEGING: usize = 5;
const CORPORATIE: usize = 6;
const COMPLEX: usize = 7;

/// The roles of holdings, with the words corporaties use in their exports.
pub const ROLES: &[Role] = &[
    optional(
        "vbo_id",
        &[
            "vbo_id",
            "verblijfsobject_id",
            "verblijfsobjectidentificatie",
            "bag_vbo",
            "bag_vbo_id",
            "bag_id",
            "bagid",
        ],
    ),
    optional("pand_id", &["pand_id", "pandidentificatie", "bag_pand", "bag_pand_id", "pandid"]),
    optional("postcode", &["postcode", "pc6"]),
    optional("huisnummer", &["huisnummer", "huisnr", "nummer"]),
    optional("huisletter", &["huisletter", "letter"]),
    optional("toevoeging", &["toevoeging", "huisnummertoevoeging", "toev"]),
    optional("corporatie", &["corporatie", "verhuurder", "eigenaar", "naam_corporatie"]),
    optional("complex", &["complex", "complexnummer", "complexnr", "complex_nr", "complexcode"]),
    optional("demolition_year", &["sloopjaar", "jaar_sloop", "sloop"]),
    optional("renovation_year", &["renovatiejaar", "jaar_renovatie", "renovatie"]),
    optional("lift", &["lift", "liftaanwezig"]),
    optional("structure_ok", &["constructie_ok", "constructie", "draagkracht_ok"]),
    optional("foundation_ok", &["fundering_ok", "fundering"]),
    optional("label", &["energielabel", "label"]),
    optional("rent_class", &["huurklasse", "huursegment"]),
];

/// What the holdings hold.
#[derive(Debug, Default)]
pub struct Bezit {
    /// Rows that name an object.
    pub rows: Vec<BezitRow>,
    /// Rows read, those without a usable key included.
    pub n_rows: u64,
}

/// Reads the holdings. A row's object is its verblijfsobject id, else its
/// pand id, else its address: the first that is filled in.
///
/// # Errors
///
/// Those of the files; [`ReadError::MissingColumn`] when a file has no
/// column that names an object.
pub fn read(input: &Input, corporatie: Option<&str>, issues: &mut Issues) -> Result<Bezit, Error> {
    check_roles(input, ROLES)?;
    let mut bezit = Bezit::default();
    let mut names = Spellings::default();
    Register::each_file(input, ROLES, |mut register| {
        let by_address = register.has(POSTCODE) && register.has(HUISNUMMER);
        if !(register.has(VBO) || register.has(PAND) || by_address) {
            let layer = register.layer();
            return Err(ReadError::MissingColumn {
                path: layer.source().path.clone(),
                layer: layer.head().layer.clone(),
                column: "vbo_id".into(),
                available: layer.head().columns.iter().map(|column| column.name.clone()).collect(),
            }
            .into());
        }
        let about = register.issue(IssueKind::Unmatched, "", "");
        register.read(|row| {
            bezit.n_rows += 1;
            // Row 1 of the file is its header.
            let number = row.record.number + 1;
            let mut report = |kind: IssueKind, detail: String| {
                issues.push(Issue { kind, object: record_name(number), detail, ..about.clone() });
            };
            let key = match key(&row) {
                Ok(key) => key,
                Err(detail) => {
                    report(IssueKind::Unmatched, detail);
                    return Ok(());
                }
            };
            let named = row.get(CORPORATIE).to_code().or_else(|| corporatie.map(str::to_owned));
            if named.is_none() {
                report(IssueKind::BadValue, "names no corporatie; all such rows count as one".into());
            }
            let complex = row.get(COMPLEX).to_code();
            if complex.is_none() {
                report(IssueKind::BadValue, "names no complex; its pand is a site by itself".into());
            }
            let conditions = conditions(&row, |role, value| {
                let found = value.to_code().unwrap_or_default();
                report(IssueKind::BadValue, format!("`{found:.40}` for {role} is not understood; left out"));
            });
            bezit.rows.push(BezitRow {
                row: number,
                key,
                corporatie: names.one(named.unwrap_or_else(|| "?".into())),
                complex: complex.map(|complex| names.one(complex)),
                conditions,
            });
            Ok(())
        })
    })?;
    Ok(bezit)
}

/// Names that differ in case or spaces alone are one name, spelled as it was
/// met first.
#[derive(Default)]
struct Spellings(HashMap<String, String>);

impl Spellings {
    fn one(&mut self, name: String) -> String {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        self.0.entry(words.join(" ")).or_insert(name).clone()
    }
}

fn key(row: &Row<'_>) -> Result<BezitKey, String> {
    if let Some(code) = row.get(VBO).to_code() {
        return match code.parse() {
            Ok(id) => Ok(BezitKey::Verblijfsobject(id)),
            // Exports put pand ids in a column named bag_id too.
            Err(error) => {
                let error: crate::model::IdError = error;
                code.parse()
                    .map(BezitKey::Pand)
                    .map_err(|_: crate::model::IdError| rounded_hint(&error.to_string()))
            }
        };
    }
    if let Some(code) = row.get(PAND).to_code() {
        return code
            .parse()
            .map(BezitKey::Pand)
            .map_err(|error: crate::model::IdError| rounded_hint(&error.to_string()));
    }
    let postcode = row.get(POSTCODE).to_code().ok_or("names no object: no id and no postcode")?;
    let postcode = postcode.parse().map_err(|error: crate::model::IdError| error.to_string())?;
    let huisnummer = row
        .get(HUISNUMMER)
        .as_i64()
        .and_then(|number| u32::try_from(number).ok())
        .filter(|number| *number > 0)
        .ok_or_else(|| {
            let found = row.get(HUISNUMMER).to_code().unwrap_or_else(|| "nothing".into());
            format!("house number `{found:.20}` is not a number")
        })?;
    let suffix =
        Address::suffix(row.get(HUISLETTER).to_code().as_deref(), row.get(TOEVOEGING).to_code().as_deref());
    Ok(BezitKey::Address(Address { postcode, huisnummer, suffix }))
}

/// Excel keeps 15 digits of a number: a BAG id stored as one is damaged.
fn rounded_hint(error: &str) -> String {
    format!("{error}; in a spreadsheet store BAG ids as text, Excel rounds numbers of 16 digits")
}

/// Years a plan can be of; an earlier one is the history of the building.
const PLANNED: std::ops::RangeInclusive<i64> = 2010..=2200;

/// What else a row says. A cell that holds something else than it should is
/// handed to `odd` with the name of its role: it must not read as nothing.
fn conditions(row: &Row<'_>, mut odd: impl FnMut(&'static str, &Value)) -> Conditions {
    let mut year = |role: usize| {
        let value = row.get(role);
        let year =
            year_in(value).filter(|year| PLANNED.contains(year)).and_then(|year| u16::try_from(year).ok());
        // A zero, a dash or "n.v.t." is how a spreadsheet says "none".
        if year.is_none() && !says_none(value) {
            odd(ROLES[role].name, value);
        }
        year
    };
    let (demolition_year, renovation_year) = (year(8), year(9));
    let mut yes_or_no = |role: usize| {
        let value = row.get(role);
        let answer = value.as_bool();
        if answer.is_none() && !says_none(value) {
            odd(ROLES[role].name, value);
        }
        answer
    };
    let (lift, structure_ok, foundation_ok) = (yes_or_no(10), yes_or_no(11), yes_or_no(12));
    let text = |role: usize| row.get(role).to_code().map(String::into_boxed_str);
    Conditions {
        demolition_year,
        renovation_year,
        lift,
        structure_ok,
        foundation_ok,
        label: text(13),
        rent_class: text(14),
    }
}

/// The year in a cell: a number, or the four digits in a date or phrase
/// (`01-01-2030`, `2030 of later`).
fn year_in(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let text = value.as_text()?;
        text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 4)?.parse().ok()
    })
}

fn says_none(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Int(number) => *number == 0,
        Value::Real(number) => *number == 0.0,
        Value::Bool(_) => false,
        Value::Text(text) => {
            let word: String =
                text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            matches!(word.as_str(), "" | "0" | "nvt" | "geen" | "onbekend" | "nee")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_found_in_the_ways_people_write_it() {
        for text in ["2030", "01-01-2030", "2030-06-01", "2030 of later", "Q3 2030"] {
            assert_eq!(year_in(&text.into()), Some(2030), "{text}");
        }
        assert_eq!(year_in(&Value::Real(2030.0)), Some(2030));
        assert_eq!(year_in(&"ooit".into()), None);
        assert!(says_none(&"n.v.t.".into()) && says_none(&"-".into()) && !says_none(&"ooit".into()));
    }
}
