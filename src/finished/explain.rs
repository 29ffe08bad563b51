//! Why did this pand or site get its answer?
//!
//! Reads a finished run alone: the row of the object, the parameters that
//! were in force, and the files it rested on. The rules are asked again with
//! the facts of the row, so the explanation cannot say something else than
//! the rules do.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, types::ValueRef};

use super::{Finished, Row, row::Columns};
use crate::{
    assess::optoppen::{self, Assessment, Facts},
    error::{Error, ReadError},
    model::PandId,
    params::Params,
    scan::{Run, SiteFindings},
    tables,
    value::Value,
};

/// A pand with what the rules found.
#[derive(Debug, Clone)]
pub struct PandExplained {
    /// Its row.
    pub row: Row,
    /// What the rules looked at.
    pub facts: Facts,
    /// What they say.
    pub assessment: Assessment,
    /// The sites it belongs to, a form each.
    pub sites: Vec<SiteNamed>,
    /// What was odd about it in the input: what it is called, and the detail.
    pub issues: Vec<[String; 2]>,
}

/// A site in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteNamed {
    /// Identification.
    pub site_id: String,
    /// Code of its form.
    pub form: String,
    /// Code of its verdict.
    pub verdict: String,
    /// Homes it would add, when that can be said.
    pub homes: Option<u32>,
}

/// A site with its findings.
#[derive(Debug, Clone)]
pub struct SiteExplained {
    /// Its row.
    pub row: Row,
    /// What the run found besides.
    pub findings: SiteFindings,
}

/// What was asked about.
#[derive(Debug, Clone)]
pub enum Explained {
    /// A pand.
    Pand(Box<PandExplained>),
    /// A site.
    Site(Box<SiteExplained>),
}

/// Looks up a pand or a site in a finished run.
///
/// # Errors
///
/// [`Error::NotFound`] when the folder holds no run, or the run no such
/// object; [`Error::Read`] when its files cannot be read.
pub fn explain(folder: &Path, id: &str) -> Result<(Run, Params, Explained), Error> {
    let finished = Finished::open(folder)?;
    let path = finished.gpkg();
    let failed = |error: rusqlite::Error| ReadError::Format {
        path: path.clone(),
        format: "GeoPackage",
        detail: error.to_string(),
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&path, flags).map_err(failed)?;
    let find = |table: &str, column: &str, id: &str| find(&connection, table, column, id).map_err(failed);

    if let Ok(pand) = id.parse::<PandId>()
        && let Some(row) = find("panden", "identificatie", &pand.to_string())?
    {
        let facts = tables::facts(|name| row.get(name).clone());
        let assessment = optoppen::assess(&facts, &finished.params.optoppen);
        let sites = sites_of(&connection, pand).map_err(failed)?;
        let issues = finished.issues_about(&pand.to_string())?;
        let pand = PandExplained { row, facts, assessment, sites, issues };
        return Ok((finished.run, finished.params, Explained::Pand(Box::new(pand))));
    }
    if let Some(row) = find("sites", "site_id", id)? {
        let text = find("site_findings", "site_id", id)?
            .and_then(|row| row.text("findings").map(str::to_owned))
            .unwrap_or_default();
        let findings = serde_json::from_str(&text).map_err(|error| finished.other_version(id, &error))?;
        let site = SiteExplained { row, findings };
        return Ok((finished.run, finished.params, Explained::Site(Box::new(site))));
    }
    let alike = alike(&connection, id).map_err(failed)?;
    Err(Error::NotFound {
        detail: format!("`{id}` is no pand and no site of the run in `{}`", folder.display()),
        hint: if alike.is_empty() {
            "give the 16 digits of a pand, or a site_id from shortlist.csv".into()
        } else {
            format!("did you mean {}?", alike.join(", "))
        },
    })
}

/// Sites whose identification holds the text, or whose location or complex it
/// is, whatever its case; those of that location first, its best form ahead.
fn alike(connection: &Connection, text: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT site_id FROM sites
         WHERE instr(lower(site_id), lower(?1)) > 0 OR lower(complex) = lower(?1) OR lower(location_id) = lower(?1)
         ORDER BY lower(location_id) = lower(?1) DESC, best DESC, site_id LIMIT 7",
    )?;
    let rows = statement.query_map([text], |row| row.get(0))?;
    rows.collect()
}

fn find(connection: &Connection, table: &str, column: &str, id: &str) -> rusqlite::Result<Option<Row>> {
    let mut statement =
        connection.prepare(&format!("SELECT * FROM \"{table}\" WHERE \"{column}\" = ?1 LIMIT 1"))?;
    let names: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut rows = statement.query([id])?;
    let Some(found) = rows.next()? else { return Ok(None) };
    let (mut kept, mut values) = (Vec::new(), Vec::new());
    for (at, name) in names.into_iter().enumerate() {
        let value = match found.get_ref(at)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::Int(number),
            ValueRef::Real(number) => Value::Real(number),
            ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(_) => continue,
        };
        kept.push(name);
        values.push(value);
    }
    Ok(Some(Row::new(&Columns::new(kept), values)))
}

/// The sites a pand belongs to, in the order of the run.
fn sites_of(connection: &Connection, pand: PandId) -> rusqlite::Result<Vec<SiteNamed>> {
    let mut statement = connection.prepare(
        "SELECT site_id, form, verdict, homes_mid FROM sites WHERE instr(pand_ids, ?1) > 0 ORDER BY rowid",
    )?;
    let rows = statement.query_map([pand.to_string()], |row| {
        Ok(SiteNamed { site_id: row.get(0)?, form: row.get(1)?, verdict: row.get(2)?, homes: row.get(3)? })
    })?;
    rows.collect()
}
