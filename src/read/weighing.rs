//! What weights do parties give: points they divide, or criteria they compare
//! two by two?
//!
//! A cell that is not understood would give other weights than were meant, so
//! here it stops the reading: these tables are small, and made for this.

use super::{
    number::{Holds, Unit},
    register::{Register, Role, check_roles, optional, record_name, required},
};
use crate::{
    config::{Input, Source},
    error::Error,
    issue::Issues,
    lang::{Said, say},
    value::Value,
};

/// Criteria of a score, in their order, with the names people give them.
const CRITERIA: [(&str, &[&str]); 7] = [
    ("homes", &["woningen", "homes", "aantal woningen", "woningaantal"]),
    ("structure", &["constructie", "structure", "bouwkundig", "draagkracht"]),
    ("ownership", &["eigendom", "ownership", "bezit", "eigenaar"]),
    ("parking", &["parkeren", "parking"]),
    ("grid", &["stroomnet", "grid", "net", "netcongestie", "elektriciteit"]),
    ("water", &["water en bodem", "water", "water_bodem", "bodem"]),
    ("planning", &["planologie", "planning", "planruimte", "ruimtelijke kwaliteit"]),
];

const NUMBER: Holds = Holds::Number(Unit::None);

/// Saaty's scale: 1 to 9, and what these are turned over; 1/9 may be rounded to
/// hundredths.
const MOST: f64 = 9.0;
const LEAST: f64 = 0.105;

/// The roles of a table of points: a row for each party, a column for each
/// criterion.
pub const POINTS_ROLES: &[Role] = &[
    required("party", &["partij", "party", "wie", "naam", "deelnemer"]),
    optional("homes", CRITERIA[0].1).holding(NUMBER),
    optional("structure", CRITERIA[1].1).holding(NUMBER),
    optional("ownership", CRITERIA[2].1).holding(NUMBER),
    optional("parking", CRITERIA[3].1).holding(NUMBER),
    optional("grid", CRITERIA[4].1).holding(NUMBER),
    optional("water", CRITERIA[5].1).holding(NUMBER),
    optional("planning", CRITERIA[6].1).holding(NUMBER),
];

/// The roles of a table of comparisons: a row for each pair.
pub const PAIRS_ROLES: &[Role] = &[
    optional("party", &["partij", "party", "wie", "naam", "deelnemer"]),
    required("criterion", &["criterium", "criterion", "criterium_a", "a"]),
    required("against", &["tegenover", "against", "criterium_b", "b"]),
    // `1/3` is how people write it.
    required("ratio", &["verhouding", "ratio", "maal zo belangrijk", "keer"]),
];

/// What one party gives each criterion, in the order of the score.
#[derive(Debug, Clone, PartialEq)]
pub struct Divided {
    /// Who.
    pub party: String,
    /// Points; `None` where the table has no column or the cell is empty.
    pub points: [Option<f64>; 7],
}

/// How much more important one criterion is than another.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Who says so; empty where the table names nobody.
    pub party: String,
    /// The criterion, by its place in the score.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// How many times as important the first is.
    pub ratio: f64,
}

/// The points that parties divide.
///
/// # Errors
///
/// Those of the file; [`Error::NotFound`] for a column that is no criterion
/// and for a cell that is no number of points.
pub fn points(source: &Source) -> Result<Vec<Divided>, Error> {
    let mut all = Vec::new();
    each_row(
        source,
        POINTS_ROLES,
        |register| match register.unused().into_iter().find(|column| !is_a_remark(column)) {
            Some(column) => Err(unknown(source, &column)),
            None => Ok(()),
        },
        |row, at| {
            let Some(party) =
                row.get(0).to_code().map(|party| party.trim().to_owned()).filter(|p| !p.is_empty())
            else {
                return Err(refused(source, at, &say!("geen partij genoemd", "no party is named")));
            };
            let mut points = [None; 7];
            for (criterion, points) in points.iter_mut().enumerate() {
                let cell = row.get(criterion + 1);
                *points = match cell.as_f64() {
                    Some(number) if number >= 0.0 && number.is_finite() => Some(number),
                    None if cell.is_null() && !row.is_odd() => None,
                    _ => {
                        let name = CRITERIA[criterion].1[0];
                        return Err(refused(
                            source,
                            at,
                            &say!(
                                "`{name}`: geen aantal punten van 0 of meer",
                                "`{name}`: no number of points, 0 or more"
                            ),
                        ));
                    }
                };
            }
            all.push(Divided { party, points });
            Ok(())
        },
    )?;
    Ok(all)
}

/// Criteria compared two by two.
///
/// # Errors
///
/// Those of the file; [`Error::NotFound`] for a criterion there is not and a
/// ratio that is none.
pub fn pairs(source: &Source) -> Result<Vec<Pair>, Error> {
    let mut all = Vec::new();
    each_row(
        source,
        PAIRS_ROLES,
        |_| Ok(()),
        |row, at| {
            let criterion = |role: usize| {
                let text = row.get(role).to_code().unwrap_or_default();
                criterion_of(&text).ok_or_else(|| unknown(source, text.trim()))
            };
            let (one, other) = (criterion(1)?, criterion(2)?);
            let ratio = ratio_of(row.get(3)).filter(|ratio| (LEAST..=MOST).contains(ratio));
            let Some(ratio) = ratio.filter(|_| one != other) else {
                return Err(refused(
                    source,
                    at,
                    &say!(
                        "een verhouding gaat over twee criteria en ligt tussen 1/9 en 9",
                        "a ratio is about two criteria and lies between 1/9 and 9"
                    ),
                ));
            };
            let party = row.get(0).to_code().map(|party| party.trim().to_owned()).unwrap_or_default();
            all.push(Pair { party, one, other, ratio });
            Ok(())
        },
    )?;
    Ok(all)
}

fn each_row(
    source: &Source,
    roles: &'static [Role],
    opened: impl Fn(&Register) -> Result<(), Error>,
    mut each: impl FnMut(&super::register::Row<'_>, u64) -> Result<(), Error>,
) -> Result<(), Error> {
    let input = Input { sources: vec![source.clone()], ..Input::default() };
    check_roles(&input, roles)?;
    Register::each_file(&input, roles, |mut register| {
        opened(&register)?;
        let header = u64::from(register.layer().header_row().is_some());
        let mut issues = Issues::default();
        register.read(&mut issues, |row, _| each(row, row.record.number + header))?;
        Ok(())
    })
}

/// A ratio: `3`, `0,33` or `1/3`.
fn ratio_of(value: &Value) -> Option<f64> {
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
    value.as_f64().or_else(|| {
        let text = value.to_code()?;
        match text.split_once('/') {
            Some((over, under)) => Some(number(over)? / number(under)?),
            None => number(&text),
        }
    })
}

/// A criterion by any of its names.
fn criterion_of(text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase().replace('_', " ");
    CRITERIA
        .iter()
        .position(|(code, names)| text == *code || names.iter().any(|name| name.replace('_', " ") == text))
}

/// Columns that tell something beside the weights.
fn is_a_remark(column: &str) -> bool {
    ["opmerking", "toelichting", "totaal", "som", "remark", "note", "total", "sum"]
        .contains(&column.trim().to_lowercase().as_str())
}

fn unknown(source: &Source, text: &str) -> Error {
    let alike = |name: &str| strsim::jaro_winkler(&text.to_lowercase(), name);
    let meant = CRITERIA
        .iter()
        .flat_map(|(_, names)| names.iter().copied().take(2))
        .max_by(|a, b| alike(a).total_cmp(&alike(b)))
        .unwrap_or_default();
    let all = CRITERIA.map(|(_, names)| names[0]).join(", ");
    refuse(
        source,
        say!("er is geen criterium `{text:.60}`", "there is no criterion `{text:.60}`"),
        say!("bedoelt u `{meant}`? Er zijn: {all}", "did you mean `{meant}`? There are: {all}"),
    )
}

fn refused(source: &Source, row: u64, why: &Said) -> Error {
    let row = record_name(row);
    refuse(
        source,
        Said::by(|lang| format!("{row}: {}", why.pick(lang))),
        say!("verbeter de rij in het bestand", "mend the row in the file"),
    )
}

fn refuse(source: &Source, detail: Said, hint: Said) -> Error {
    let file = source.path.display();
    Error::NotFound { detail: say!([detail] "`{file}`: {detail}", "`{file}`: {detail}"), hint }
}
