//! Do the cases of `tests/cases` come out as they should?
//!
//! `tests/cases/README.md` says how a case is written. All run in one test,
//! which names every case that differs; `TOPLAAG_CASE` narrows it.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use rusqlite::types::ValueRef;
use serde::Deserialize;
use toml::{Table, Value};

use crate::support::{Place, files_below, issues, rows};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");

/// The project every case starts from.
const BASE: &str = "base";

/// The tables of every GeoPackage.
const GEOPACKAGE: &str = "
    PRAGMA application_id = 0x47504B47;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
        organization_coordsys_id INTEGER, definition TEXT, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, min_x DOUBLE,
        min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
        srs_id INTEGER, z TINYINT, m TINYINT);";

/// Kinds of situations there must at least be.
const KINDS: usize = 15;

/// What `expect.toml` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// What people's files do.
    #[serde(rename = "situation")]
    _situation: String,
    /// What comes out when it is read otherwise.
    #[serde(rename = "otherwise")]
    _otherwise: String,
    #[serde(default = "scan")]
    run: Vec<Run>,
    #[serde(default)]
    row: Vec<Row>,
    /// Members of `uit/run.json` below `counts`, by JSON pointer.
    #[serde(default)]
    counts: BTreeMap<String, u64>,
    /// All of `uit/issues.csv`, each as `kind object: detail`.
    issues: Option<Vec<String>>,
}

/// One command, and how it ends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    command: String,
    #[serde(default)]
    code: i32,
    /// Words of its output or messages.
    #[serde(default)]
    says: Vec<String>,
    /// Words that must not be there.
    #[serde(default)]
    never: Vec<String>,
}

/// The rows of a table that agree with `where`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// A CSV file, or `file.gpkg/table`.
    table: String,
    #[serde(default, rename = "where")]
    with: Table,
    /// How many there are.
    #[serde(default = "one")]
    n: usize,
    /// What stands in each.
    #[serde(default)]
    is: Table,
}

fn scan() -> Vec<Run> {
    let command = "scan toplaag.toml --out uit".to_owned();
    vec![Run { command, code: 0, says: Vec::new(), never: Vec::new() }]
}

fn one() -> usize {
    1
}

#[test]
fn every_case_comes_out_as_it_should() {
    let kinds = folders(Path::new(CASES)).into_iter().filter(|kind| !kind.ends_with(BASE));
    let kinds: Vec<PathBuf> = kinds.collect();
    assert!(kinds.len() >= KINDS, "{} kinds", kinds.len());
    let asked = std::env::var("TOPLAAG_CASE").unwrap_or_default();
    let cases: Vec<PathBuf> = kinds.iter().flat_map(|kind| folders(kind)).collect();
    let asked: Vec<&PathBuf> = cases.iter().filter(|case| name(case).contains(&asked)).collect();
    assert!(!asked.is_empty(), "no case has this name");
    let wrong: Vec<String> = asked.par_iter().flat_map_iter(|case| differences(case)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn name(case: &Path) -> String {
    case.strip_prefix(CASES).unwrap().display().to_string()
}

/// A place for each case whose issues are told.
pub fn with_issues() -> Vec<Place> {
    let kinds = folders(Path::new(CASES)).into_iter().filter(|kind| !kind.ends_with(BASE));
    let cases = kinds.flat_map(|kind| folders(&kind));
    let tells =
        |case: &PathBuf| fs::read_to_string(case.join("expect.toml")).unwrap().contains("issues = [\n");
    cases.filter(tells).map(|case| laid_out(&case)).collect()
}

/// A place with the files of a case.
fn laid_out(case: &Path) -> Place {
    let place = Place::new();
    lay_out(&Path::new(CASES).join(BASE), &place);
    lay_out(case, &place);
    place
}

/// What of a case comes out otherwise.
fn differences(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("expect.toml"));
    let text = text.unwrap_or_else(|_| panic!("{} has no expect.toml", name(case)));
    let expected: Expected = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", name(case)));
    let place = laid_out(case);
    let mut wrong = Vec::new();
    for run in &expected.run {
        run_one(run, &place, &mut wrong);
    }
    if wrong.is_empty() {
        expected.row.iter().for_each(|row| look_at(row, &place, &mut wrong));
        for (pointer, n) in &expected.counts {
            let found = place.json("uit/run.json")["counts"].pointer(pointer).cloned().unwrap_or_default();
            if found != *n {
                wrong.push(format!("counts {pointer}: {found} instead of {n}"));
            }
        }
        if let Some(expected) = &expected.issues {
            let found: Vec<String> =
                issues(&place.path("uit/issues.csv")).iter().map(ToString::to_string).collect();
            if found != *expected {
                wrong.push(format!("issues:\n  {}", found.join("\n  ")));
            }
        }
    }
    wrong.iter().map(|wrong| format!("{}: {wrong}", name(case))).collect()
}

fn run_one(run: &Run, place: &Place, wrong: &mut Vec<String>) {
    let ran = place.run(&run.command);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    let lacks: Vec<&String> = run.says.iter().filter(|words| !said.contains(*words)).collect();
    let has: Vec<&String> = run.never.iter().filter(|words| said.contains(*words)).collect();
    if ran.code != Some(run.code) || !lacks.is_empty() || !has.is_empty() {
        wrong.push(format!(
            "`{}` gives code {:?}, lacks {lacks:?}, has {has:?}:\n{said}",
            run.command, ran.code
        ));
    }
}

fn look_at(row: &Row, place: &Place, wrong: &mut Vec<String>) {
    let table = table(&place.path(&row.table));
    let agrees = |found: &BTreeMap<String, String>, cells: &Table| {
        cells.iter().all(|(name, cell)| found.get(name).is_some_and(|found| is(found, cell)))
    };
    let found: Vec<_> = table.iter().filter(|found| agrees(found, &row.with)).collect();
    if found.len() != row.n {
        wrong.push(format!("{}: {} rows with {}: {table:#?}", row.table, found.len(), row.with));
    }
    for found in found.into_iter().filter(|found| !agrees(found, &row.is)) {
        let cells: Vec<_> = row.is.keys().map(|name| (name, found.get(name))).collect();
        wrong.push(format!("{}, row with {}: {cells:?} instead of {}", row.table, row.with, row.is));
    }
}

/// Whether a cell holds a value; numbers are equal as numbers.
fn is(cell: &str, value: &Value) -> bool {
    let number = |value: f64| cell.parse::<f64>().is_ok_and(|cell| (cell - value).abs() < 1e-6);
    match value {
        Value::String(text) => cell == text,
        #[expect(clippy::cast_precision_loss, reason = "small numbers written by hand")]
        Value::Integer(value) => number(*value as f64),
        Value::Float(value) => number(*value),
        other => panic!("`{other}` is no value of a cell"),
    }
}

/// The rows of a CSV file, or of a table in a GeoPackage, as text.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let Some(file) = path.parent().filter(|parent| parent.is_file()) else { return self::rows(path) };
    let file = rusqlite::Connection::open(file).unwrap();
    let table = path.file_name().unwrap().display();
    let mut query = file.prepare(&format!("select * from \"{table}\"")).unwrap();
    let names: Vec<String> = query.column_names().into_iter().map(str::to_owned).collect();
    let row = |row: &rusqlite::Row<'_>| {
        let cell = |at: usize| match row.get_ref(at).unwrap() {
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Real(number) => number.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            ValueRef::Null | ValueRef::Blob(_) => String::new(),
        };
        Ok(names.iter().enumerate().map(|(at, name)| (name.clone(), cell(at))).collect())
    };
    query.query_map([], row).unwrap().map(Result::unwrap).collect()
}

/// Lays the files of a folder over what is there. A project file is laid over
/// another table by table; `x.sql` becomes the database `x`; a folder with the
/// name of an archive or workbook becomes one.
fn lay_out(from: &Path, place: &Place) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        match name.rsplit_once('.') {
            _ if name == "expect.toml" => {}
            _ if name == "toplaag.toml" && place.path(name).exists() => {
                let mut project: Table = toml::from_str(&place.read(name)).unwrap();
                lay_over(&mut project, toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap());
                place.write(name, project.to_string());
            }
            Some((database, "sql")) => {
                let is_geopackage = database.ends_with(".gpkg");
                let database = rusqlite::Connection::open(place.path(database)).unwrap();
                if is_geopackage {
                    database.execute_batch(GEOPACKAGE).unwrap();
                }
                database.execute_batch(&fs::read_to_string(&path).unwrap()).unwrap();
            }
            Some((_, "zip" | "xlsx" | "ods")) if path.is_dir() => {
                place.write(name, zipped(&path));
            }
            _ => {
                place.write(name, fs::read(&path).unwrap());
            }
        }
    }
}

fn lay_over(project: &mut Table, over: Table) {
    for (name, value) in over {
        match (project.get_mut(&name), value) {
            (Some(Value::Table(below)), Value::Table(value)) => lay_over(below, value),
            (_, value) => {
                project.insert(name, value);
            }
        }
    }
}

fn zipped(folder: &Path) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in files_below(folder) {
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
