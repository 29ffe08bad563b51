//! Where does every number come from? What `run.json` holds.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Counts;
use crate::{
    config::{InputRole, Project},
    crs,
    error::{Error, ExportError},
    export::SourceRow,
    lang::{Said, say},
    params::{Parameter, Params, as_tables},
    regular,
};

/// One file a run rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InputTrail {
    /// The role it plays, as in the project file.
    pub role: InputRole,
    /// The file, as the project file names it.
    pub file: String,
    /// Layer, table or sheet.
    pub layer: String,
    /// Format.
    pub format: String,
    /// The query, when a database was asked one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sql: Option<String>,
    /// CRS the coordinates were read in; empty for a table.
    pub crs: String,
    /// Records, where the format tells.
    pub records: Option<u64>,
    /// SHA-256 of the file; empty for a folder.
    pub sha256: String,
    /// Date of the data, as the project file states it.
    pub date: String,
    /// Day that was looked up in a register with history.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub peildatum: String,
    /// Licence.
    pub licence: String,
    /// Whom to name.
    pub attribution: String,
    /// What there is to know of a raster; absent for other files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raster: Option<RasterTrail>,
}

/// What there is to know of a raster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RasterTrail {
    /// Columns and rows.
    pub cells: [u64; 2],
    /// Width and height of a cell, meters.
    pub cell_m: [f64; 2],
    /// The value that stands for no data, as the file says; infinite ones
    /// and NaN as text.
    pub nodata: Option<String>,
    /// Whether the map shows it. Cells are not drawn.
    pub drawn: bool,
}

/// What `run.json` holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Run {
    /// Name of the program.
    pub program: String,
    /// Its version.
    pub version: String,
    /// What the folder holds: `scan`.
    pub kind: String,
    /// Title of the run.
    pub name: String,
    /// Language of what people read.
    pub lang: String,
    /// Weight set in use.
    pub profile: String,
    /// The area it was about; `None` for all there is in the files.
    #[serde(default)]
    pub area: Option<String>,
    /// How exact coordinates in degrees are.
    pub accuracy: AccuracyTrail,
    /// The files it rests on.
    pub inputs: Vec<InputTrail>,
    /// Counts that add up.
    pub counts: serde_json::Value,
    /// Parameters in force.
    pub parameters: Vec<Parameter>,
    /// What became of the objects on the map, per layer and zoom.
    #[serde(default)]
    pub tiles: serde_json::Value,
    /// The files of the folder. A later run with `--force` replaces these, and
    /// refuses when others stand beside them.
    pub outputs: Vec<String>,
}

/// How exact coordinates in degrees are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccuracyTrail {
    /// Largest error to expect, meters.
    pub meters: f64,
    /// Whether the RDNAPTRANS2018 correction grid was used.
    pub rdnaptrans2018_grid: bool,
    /// What was done between Bessel 1841 and ETRS89.
    #[serde(default)]
    pub operation: String,
    /// Name of the grid's file; empty without one.
    #[serde(default)]
    pub grid: String,
}

impl AccuracyTrail {
    fn now() -> Self {
        let accuracy = crs::accuracy();
        let grid = accuracy.grid.as_deref().and_then(Path::file_name);
        Self {
            meters: accuracy.meters,
            rdnaptrans2018_grid: accuracy.grid.is_some(),
            operation: accuracy.operation().into(),
            grid: grid.map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        }
    }
}

impl Run {
    /// The trail of a run.
    #[must_use]
    pub fn new(
        project: &Project,
        area: Option<String>,
        inputs: Vec<InputTrail>,
        counts: &Counts,
        outputs: Vec<String>,
    ) -> Self {
        Self {
            program: env!("CARGO_PKG_NAME").into(),
            version: env!("CARGO_PKG_VERSION").into(),
            kind: Self::KIND.into(),
            name: project.name.clone(),
            lang: project.lang.tag().into(),
            profile: project.params.score.profile.value.code().into(),
            area,
            accuracy: AccuracyTrail::now(),
            inputs,
            counts: serde_json::to_value(counts).unwrap_or_default(),
            parameters: project.params.list().to_vec(),
            tiles: serde_json::Value::Null,
            outputs,
        }
    }

    /// Whether verblijfsobjecten were read.
    #[must_use]
    pub fn has_verblijfsobjecten(&self) -> bool {
        self.inputs.iter().any(|input| input.role == InputRole::Verblijfsobjecten)
    }

    /// Whom a map must name: every source once, in the order of the inputs.
    #[must_use]
    pub fn attribution(&self) -> String {
        let mut named: Vec<&str> = Vec::new();
        for input in self.inputs.iter().map(|input| input.attribution.as_str()) {
            if !input.is_empty() && !named.contains(&input) {
                named.push(input);
            }
        }
        named.join(" | ")
    }

    /// The files as rows of a table.
    #[must_use]
    pub fn sources(&self) -> Vec<SourceRow> {
        self.inputs
            .iter()
            .map(|input| SourceRow {
                file: input.file.clone(),
                layer: input.layer.clone(),
                date: match input.peildatum.as_str() {
                    "" => input.date.clone(),
                    day => format!("peildatum {day}"),
                },
                sha256: input.sha256.clone(),
                count: input.records,
                licence: input.licence.clone(),
                attribution: input.attribution.clone(),
            })
            .collect()
    }
}

impl Run {
    /// The file of a run that holds its trail.
    pub const FILE: &str = "run.json";

    /// What the folder of a run holds, beside those of documents.
    const KIND: &str = "scan";

    /// Reads the trail of an earlier run.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when the folder holds no run.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(Self::FILE);
        let not_a_run = |detail: Said| Error::NotFound {
            detail,
            hint: say!(
                "noem de map die `toplaag scan --out` schreef",
                "name the folder that `toplaag scan --out` wrote"
            ),
        };
        let is_file = regular::check(&path);
        let text = is_file.ok().and_then(|_| std::fs::read_to_string(&path).ok()).ok_or_else(|| {
            not_a_run(say!(
                "`{}` is niet de map van een run: er is geen run.json",
                "`{}` is not the folder of a run: it has no run.json",
                folder.display()
            ))
        })?;
        let cannot_read = |error| {
            not_a_run(say!("kan `{}` niet lezen: „{error}”", "cannot read `{}`: {error}", path.display()))
        };
        let trail: serde_json::Value = serde_json::from_str(&text).map_err(cannot_read)?;
        match trail["kind"].as_str() {
            Some(kind) if kind != Self::KIND => Err(not_a_run(say!(
                "`{}` bevat een {kind}, geen scan",
                "`{}` holds a {kind}, no scan",
                folder.display()
            ))),
            _ => serde_json::from_value(trail).map_err(cannot_read),
        }
    }

    /// The parameters that were in force in it. All are set to what the run
    /// wrote, as the defaults of this version of the program may be others.
    /// `path` is what messages name.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when this version does not know them.
    pub fn params(&self, path: &Path) -> Result<Params, Error> {
        let groups = as_tables(&self.parameters).map_err(|detail| Error::NotFound {
            detail: say!("`{}`: „{detail}”", "`{}`: {detail}", path.display()),
            hint: say!(
                "de run kan van een andere versie van het programma zijn; voer de scan opnieuw uit",
                "the run may be of another version of the program; run the scan again"
            ),
        })?;
        Params::with_overrides(&groups, &path.display().to_string())
    }
}

/// The error for a value that cannot be written as JSON.
pub(crate) fn json_error(path: &Path, error: &serde_json::Error) -> ExportError {
    ExportError::Format { path: path.to_owned(), format: "JSON", detail: error.to_string() }
}
