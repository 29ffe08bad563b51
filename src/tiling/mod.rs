//! Any layer as tiles: what does `toplaag tiles` do?

mod layer;
mod target;

use std::{
    collections::BTreeSet,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

pub use target::{Target, set};

use crate::{
    config,
    error::{Error, ReadError},
    issue::Issues,
    lang::say,
    progress::Progress,
    read::layer::{Layer, layers},
    tiles::{
        pyramid::{self, Frame, MAX_BYTES},
        source::{Counts, Source},
    },
};

/// Which layers become tiles, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The files; of one that names no layer all layers are drawn.
    pub sources: Vec<config::Source>,
    /// A `.pmtiles` or `.mbtiles` file, or a folder.
    pub out: PathBuf,
    /// Whether an earlier result is replaced.
    pub force: bool,
    /// First and last zoom.
    pub zooms: RangeInclusive<u8>,
    /// First zoom at which small objects are drawn one by one.
    pub objects_from: u8,
    /// How polygons are drawn; `None` decides by their size.
    pub polygons: Option<Polygons>,
    /// Attributes to keep; all when empty.
    pub fields: Vec<String>,
    /// Title.
    pub name: String,
    /// Whom to name.
    pub attribution: String,
}

/// How a layer of polygons is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polygons {
    /// Many objects: one by one up close, as totals from afar.
    Objects,
    /// Zones: at every zoom, with their borders simplified together.
    Zones,
}

/// What became of the layers.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Where the tiles are.
    pub path: PathBuf,
    /// Objects per layer and zoom.
    pub counts: Counts,
    /// What was odd.
    pub issues: Issues,
}

/// Makes tiles of layers. The result appears whole or not at all.
///
/// # Errors
///
/// [`Error::Read`] when a layer cannot be read, [`Error::Export`] when the
/// tiles cannot be written, and [`Error::Interrupted`]. An earlier result
/// then stays as it was.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let reads: Vec<&Path> = options.sources.iter().map(|source| source.path.as_path()).collect();
    let target = Target::create(&options.out, options.force, &reads)?;
    let mut issues = Issues::default();
    let mut drawn: Vec<layer::Drawable> = Vec::new();
    let mut names = BTreeSet::new();
    let every = every_layer(&options.sources)?;
    fields_exist(&every, &options.fields)?;
    for source in every {
        progress.begin("read", None);
        if let Some(layer) = layer::read(&source, options, &mut names, &mut issues, progress)? {
            drawn.push(layer);
        }
        progress.end();
    }
    if drawn.is_empty() {
        return Err(nothing(&options.sources, &issues));
    }
    let sources: Vec<&dyn Source> = drawn.iter().map(layer::Drawable::source).collect();
    let mut writer = target.writer()?;
    progress.begin("tiles", None);
    let frame = Frame { zooms: options.zooms.clone(), within: None, max_bytes: MAX_BYTES };
    let counts = pyramid::draw(&sources, &frame, writer.as_mut(), |tiles| progress.advance(tiles))?;
    let bounds = drawn.iter().filter_map(layer::Drawable::bounds).collect::<Vec<_>>();
    let set = set(&options.name, "", &options.attribution, &bounds, &sources, &options.zooms, &counts);
    writer.finish(&set)?;
    let path = target.commit()?;
    progress.end();
    Ok(Outcome { path, counts, issues })
}

/// Opens a layer. Here no project file says which CRS it has.
fn open(source: &config::Source) -> Result<Layer, ReadError> {
    Layer::open(source).map_err(|error| match error {
        ReadError::Crs { path, layer, detail, .. } => ReadError::Crs {
            path,
            layer,
            detail,
            hint: say!(
                "geef `--crs EPSG:28992` als de coördinaten RD New zijn, `--crs EPSG:4326` als het graden zijn",
                "give `--crs EPSG:28992` if the coordinates are RD New, `--crs EPSG:4326` if they are degrees"
            ),
        },
        other => other,
    })
}

/// Attributes that were asked for must occur in some layer.
fn fields_exist(every: &[config::Source], fields: &[String]) -> Result<(), Error> {
    if fields.is_empty() {
        return Ok(());
    }
    let mut available = BTreeSet::new();
    for source in every {
        let layer = open(source)?;
        available.extend(layer.head().columns.iter().map(|column| column.name.clone()));
    }
    let Some(missing) = fields.iter().find(|field| !available.contains(*field)) else { return Ok(()) };
    let available = Vec::from_iter(available).join(", ");
    Err(Error::CommandLine {
        detail: say!("geen laag heeft een attribuut `{missing}`", "no layer has an attribute `{missing}`"),
        hint: say!("er zijn: {available}", "there are: {available}"),
    })
}

/// Why there is nothing to draw: what was wrong first, or that there was
/// nothing.
fn nothing(sources: &[config::Source], issues: &Issues) -> Error {
    let Some(first) = issues.kept().first() else {
        let path = sources.first().map(|source| source.path.clone()).unwrap_or_default();
        let layer = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        return ReadError::NoObjects { path, layer }.into();
    };
    let (path, object, detail) = (PathBuf::from(&first.file), first.object.clone(), first.detail.clone());
    ReadError::NothingToDraw { path, object, detail }.into()
}

/// The layers of files that name none.
fn every_layer(sources: &[config::Source]) -> Result<Vec<config::Source>, Error> {
    let mut every = Vec::new();
    for source in sources {
        let names = if source.layer.is_some() { Vec::new() } else { layers(source)? };
        if names.len() < 2 {
            every.push(source.clone());
        }
        every.extend(
            names
                .iter()
                .filter(|_| names.len() > 1)
                .map(|name| config::Source { layer: Some(name.clone()), ..source.clone() }),
        );
    }
    Ok(every)
}
