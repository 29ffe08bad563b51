//! Where does every number come from? What `run.json` holds.

use std::{
    collections::BTreeMap,
    panic::resume_unwind,
    path::PathBuf,
    thread::{self, JoinHandle},
};

use super::roles::{is_raster, roles};
use crate::{
    config::{Input, InputRole, Project},
    crs,
    error::{Error, ReadError},
    export::sha256_file,
    progress::Progress,
    read::{
        self,
        layer::{Head, Layer, Source},
        raster,
    },
    record::{InputTrail, RasterTrail},
};

/// What can be known of a file without reading it all, and whether it is a
/// raster.
pub(super) fn head(source: &Source) -> Result<(Head, Option<RasterTrail>), ReadError> {
    let sheet = raster::head(source)?;
    let head = Head {
        layer: String::new(),
        format: sheet.format,
        columns: Vec::new(),
        count: None,
        crs: Some(sheet.crs.clone()),
        extent: Some(sheet.extent()),
    };
    let trail = RasterTrail {
        cells: [sheet.size.0, sheet.size.1],
        cell_m: [sheet.grid.cell_width, sheet.grid.cell_height],
        // Debug writes 3.4e38 where display has 39 digits.
        nodata: sheet.nodata.map(|nodata| format!("{nodata:?}")),
        drawn: false,
    };
    Ok((head, Some(trail)))
}

/// Opens every file of a project once: head, and whom to name. The checksums
/// are on their way.
pub(super) fn inputs(
    project: &Project,
    progress: &mut dyn Progress,
) -> Result<(Vec<InputTrail>, Checksums), Error> {
    progress.begin("inputs", None);
    let (mut trail, mut paths) = (Vec::new(), Vec::new());
    for (role, input) in project.inputs() {
        for source in &input.sources {
            crate::interrupt::check()?;
            let (attribution, licence) = role.publisher();
            for (head, raster) in heads(&role, input, source)? {
                trail.push(InputTrail {
                    role: role.clone(),
                    file: source.name.clone(),
                    layer: head.layer,
                    format: head.format.into(),
                    sql: source.sql.clone(),
                    crs: head.crs.as_ref().map(crs::Crs::name).unwrap_or_default(),
                    records: head.count,
                    sha256: String::new(),
                    date: input.date.clone(),
                    peildatum: source.peildatum.as_ref().map(ToString::to_string).unwrap_or_default(),
                    licence: licence.into(),
                    attribution: if input.attribution.is_empty() {
                        attribution.into()
                    } else {
                        input.attribution.clone()
                    },
                    raster,
                });
                paths.push(source.path.clone());
            }
            progress.advance(1);
        }
    }
    progress.end();
    // After the heads, so that a file that is no good is refused at once.
    Ok((trail, Checksums::start(paths)))
}

/// What a file gives to a role: one layer or raster, but of holdings every list.
fn heads(
    role: &InputRole,
    input: &Input,
    source: &Source,
) -> Result<Vec<(Head, Option<RasterTrail>)>, Error> {
    if *role == InputRole::Bezit {
        let lists = read::bezit::open(input, source)?;
        return Ok(lists.registers.iter().map(|list| (list.layer().head().clone(), None)).collect());
    }
    if is_raster(role, input) {
        return Ok(vec![head(source)?]);
    }
    let layer = read::register::open(source, &input.columns, roles(role))?;
    Ok(vec![(layer.head().clone(), None)])
}

/// The checksums of files, taken while the run reads and works: then nobody
/// waits for gigabytes that are read for this alone.
pub(super) struct Checksums {
    paths: Vec<PathBuf>,
    thread: JoinHandle<Result<BTreeMap<PathBuf, String>, Error>>,
}

impl Checksums {
    fn start(paths: Vec<PathBuf>) -> Self {
        let all = paths.clone();
        Self { paths, thread: thread::spawn(move || checksums(&all)) }
    }

    /// Waits for them and writes them down, for each file in its place.
    pub(super) fn fill(self, mut trail: Vec<InputTrail>) -> Result<Vec<InputTrail>, Error> {
        let checksums = self.thread.join().unwrap_or_else(|panic| resume_unwind(panic))?;
        for (input, path) in trail.iter_mut().zip(&self.paths) {
            input.sha256 = checksums.get(path).cloned().unwrap_or_default();
        }
        Ok(trail)
    }
}

/// The checksum of every file, each read once however many layers are asked
/// of it; folders have none.
fn checksums(paths: &[PathBuf]) -> Result<BTreeMap<PathBuf, String>, Error> {
    let mut files: Vec<&PathBuf> = paths.iter().filter(|path| path.is_file()).collect();
    files.sort_unstable();
    files.dedup();
    files
        .into_iter()
        .map(|path| {
            crate::interrupt::check()?;
            let sha256 =
                sha256_file(path).map_err(|source| ReadError::Open { path: path.clone(), source })?;
            Ok((path.clone(), sha256))
        })
        .collect()
}

/// Number of records in the panden files, where the formats tell.
pub(super) fn count(input: &Input) -> Option<u64> {
    input.sources.iter().map(|source| Layer::open(source).ok()?.head().count).sum()
}
