//! Which of her own columns does a corporatie want back beside a complex?
//!
//! `[bezit] keep` names columns of the holdings. Their values are gathered per
//! complex; of rows that name no complex, per pand. Rows that differ give all
//! values, each once, in the order of the list.

use std::collections::BTreeMap;

use crate::{
    config::{Input, Project},
    error::Error,
    export::{Kind, SheetColumn},
    lang::{Lang, say},
    link::{Complex, ComplexId},
    model::{BezitRow, PandId, RowMatch, Verblijfsobject},
    read::{self, bezit::Bezit},
    survey::Site,
    value::Value,
    wording::{short, within},
};

/// Values of one cell; of more it says that there are.
const MAX_VALUES: usize = 40;
/// Bytes of one value.
const MAX_BYTES: usize = 200;

/// Whose values they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Complex(ComplexId),
    Pand(PandId),
}

/// Different values of one column.
#[derive(Debug, Clone, Default)]
struct Said {
    values: Vec<String>,
    is_cut: bool,
}

impl Said {
    fn add(&mut self, value: &Value, lang: Lang) {
        let said = match value {
            Value::Bool(true) => lang.pick("ja", "yes").to_owned(),
            Value::Bool(false) => lang.pick("nee", "no").to_owned(),
            Value::Real(number) => short(*number, lang),
            other => other.to_code().unwrap_or_default(),
        };
        let said = within(&said, MAX_BYTES);
        if said.is_empty() || self.values.iter().any(|value| *value == said) {
            return;
        }
        if self.values.len() < MAX_VALUES {
            self.values.push(said.into_owned());
        } else {
            self.is_cut = true;
        }
    }

    fn value(&self) -> Value {
        let mut said = self.values.join("; ");
        if self.is_cut {
            said.push_str("; […]");
        }
        Some(said).filter(|said| !said.is_empty()).into()
    }
}

/// The columns that are kept, with their values.
#[derive(Debug, Default)]
pub(super) struct Kept {
    names: Vec<String>,
    said: BTreeMap<Whose, Vec<Said>>,
}

impl Kept {
    /// Gathers the columns the project asks for.
    ///
    /// # Errors
    ///
    /// Those of the files; [`Error::Project`] when no list has such a column.
    pub fn gather(
        project: &Project,
        input: &Input,
        (bezit, matches): (&Bezit, &[RowMatch]),
        complexes: &[Complex],
        units: &[Verblijfsobject],
    ) -> Result<Self, Error> {
        let names = &project.bezit_keep;
        let position = |columns: &[String], name: &str| {
            columns.iter().position(|column| column.trim().to_lowercase() == name.trim().to_lowercase())
        };
        if let Some(name) =
            names.iter().find(|name| bezit.lists.iter().all(|list| position(&list.columns, name).is_none()))
        {
            let mut there: Vec<&str> = Vec::new();
            for column in bezit.lists.iter().flat_map(|list| &list.columns) {
                if !there.contains(&column.as_str()) {
                    there.push(column);
                }
            }
            return Err(Error::Project {
                path: project.path.clone(),
                detail: say!(
                    "`[bezit] keep` vraagt om `{name}`, een kolom die geen lijst van het bezit heeft",
                    "`[bezit] keep` asks for `{name}`, a column that no list of the holdings has"
                ),
                hint: say!("schrijf een van: {}", "write one of: {}", within(&there.join(", "), 600)),
            });
        }
        let mut kept = Self { names: names.clone(), said: BTreeMap::new() };
        if names.is_empty() {
            return Ok(kept);
        }
        let mut rows = bezit.rows.iter().zip(matches);
        for list in &bezit.lists {
            let columns: Vec<Option<usize>> =
                names.iter().map(|name| position(&list.columns, name)).collect();
            read::bezit::read_again(input, list, |record| {
                let Some(whose) = rows.next().and_then(|(row, found)| whose(row, found, complexes, units))
                else {
                    return Ok(());
                };
                let said = kept.said.entry(whose).or_insert_with(|| vec![Said::default(); names.len()]);
                for (said, column) in said.iter_mut().zip(&columns) {
                    if let Some(value) = column.and_then(|column| record.values.get(column)) {
                        said.add(value, project.lang);
                    }
                }
                Ok(())
            })?;
        }
        Ok(kept)
    }

    /// The columns as a sheet has them.
    pub fn columns(&self, lang: Lang) -> impl Iterator<Item = SheetColumn> + '_ {
        self.names.iter().map(move |name| SheetColumn {
            title: format!("{} ({})", name.trim(), lang.pick("bezit", "holdings")),
            kind: Kind::Text,
            unit: String::new(),
            meaning: lang
                .pick(
                    "Kolom van het bezit zelf; waarden van regels die verschillen met ; ertussen",
                    "A column of the holdings' own; values of rows that differ with ; between",
                )
                .to_owned(),
            width: None,
        })
    }

    /// What the columns hold for a site.
    pub fn values(&self, site: &Site) -> impl Iterator<Item = Value> + '_ {
        let whose = match (site.is_complex, site.complex) {
            (true, Some(complex)) => Some(Whose::Complex(complex)),
            _ => site.members.first().map(|member| Whose::Pand(member.survey.id)),
        };
        let said = whose.and_then(|whose| self.said.get(&whose));
        (0..self.names.len()).map(move |at| said.map_or(Value::Null, |said| said[at].value()))
    }
}

/// Whose values a row of the holdings has; `None` when that cannot be told.
fn whose(
    row: &BezitRow,
    found: &RowMatch,
    complexes: &[Complex],
    units: &[Verblijfsobject],
) -> Option<Whose> {
    row.key.as_ref().ok()?;
    let Some(complex) = &row.complex else {
        let unit = found.unit.and_then(|at| units.get(at as usize));
        let pand = unit.and_then(|unit| unit.panden.as_slice().first().copied()).or(found.pand)?;
        return Some(Whose::Pand(pand));
    };
    let named = Complex { corporatie: row.corporatie.clone(), complex: complex.clone() };
    let at = complexes.binary_search(&named).ok()?;
    ComplexId::try_from(at).ok().map(Whose::Complex)
}
