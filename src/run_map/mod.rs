//! What does the map of a run show, and at which zoom?
//!
//! One archive with the panden and what they add up to, the sites with the best
//! ones first, the maps they were held against, and roads and water under all. Everything comes from the
//! tables the other files hold, so a map never tells another story.

mod backdrop;
mod panden;
mod sites;
mod zones;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

pub use panden::PandTiles;

use crate::{
    error::Error,
    export::{ColumnSpec, Kind, PmtilesWriter, TileWriter},
    lang::Lang,
    progress::Progress,
    record::Backdrop,
    survey::Layers,
    tables::SiteRow,
    tiles::{
        areas::Areas,
        grid::{self, Box2},
        pyramid::{self, Frame, MAX_BYTES},
        source::{Counts, Source},
    },
    tiling,
    value::{Value, round},
};

/// First and last zoom. A unit of the last is 37 cm; maps enlarge it further.
const ZOOMS: (u8, u8) = (0, 14);

/// First zoom at which panden are drawn one by one.
const PANDEN_FROM: u8 = 12;

/// First zoom at which storeys are told: where buildings stand out.
const STOREYS_FROM: u8 = 14;

/// What tiles tell of heights from there on: of panden the first two, of sites
/// the last.
pub const STOREYS: [ColumnSpec; 3] = [
    ColumnSpec::new(
        "roof_dm",
        Kind::Int,
        "dm",
        "Panden: dakhoogte boven maaiveld, in hele decimeters",
        "Panden: height of the roof above ground, in whole decimeters",
    ),
    ColumnSpec::new(
        "extra_storeys",
        Kind::Int,
        "",
        "Panden die niet ongeschikt zijn: bouwlagen die erbij kunnen",
        "Panden that are not unsuitable: storeys that can be added",
    ),
    ColumnSpec::new(
        "new_storey_m",
        Kind::Real { decimals: 2 },
        "m",
        "Locaties voor optoppen: hoogte van een nieuwe bouwlaag volgens de norm die geldt",
        "Sites for optoppen: height of a new storey by the norm in force",
    ),
];

/// Tiles this far from the panden are drawn too: 1.5 km on the ground, in units
/// of the world grid.
const MARGIN: i32 = 1 << 16;

/// What a map is made of, besides the panden.
pub struct MapOfRun<'a> {
    /// The sites in order.
    pub sites: &'a [SiteRow],
    /// Their rows.
    pub rows: &'a [Vec<Value>],
    /// The maps.
    pub layers: &'a Layers,
    /// What lies under all, for people who look for their street.
    pub backdrop: Backdrop,
    /// Title.
    pub name: &'a str,
    /// Language of descriptions.
    pub lang: Lang,
    /// Whom to name.
    pub attribution: &'a str,
    /// Height of a new storey, m.
    pub new_storey_m: f64,
    /// Columns that no object tells.
    pub left_out: &'a BTreeSet<String>,
}

/// Draws the map of a run. Gives what became of the objects, per layer and
/// zoom.
///
/// # Errors
///
/// [`Error::Export`] when the file cannot be written, [`Error::Transform`],
/// [`Error::Interrupted`].
pub fn write(
    path: &Path,
    panden: PandTiles,
    map: MapOfRun<'_>,
    progress: &mut dyn Progress,
) -> Result<Counts, Error> {
    let area = panden.bounds();
    let (zones, names) = zones::zones(map.layers, &panden, map.lang)?;
    let (sites, labels) = sites::sites(&map)?;
    let late = sites::of_panden(&map);
    let panden = panden.objects(late, map.lang, map.left_out);
    // What the tiles of the last zoom can show.
    let within = area.map(|area| grid::wider(area, MARGIN));
    let all = zones.iter().filter_map(Areas::bounds).chain(area).reduce(grid::around);
    let bounds = all.zip(within).map(|(all, within)| grid::common(all, shown(within)));
    let bounds: Vec<Box2> = bounds.into_iter().collect();
    let backdrop = backdrop::backdrop(map.backdrop, map.lang)?;
    let mut sources: Vec<&dyn Source> = backdrop.iter().map(|layer| layer as &dyn Source).collect();
    sources.extend(zones.iter().map(|zone| zone as &dyn Source));
    sources.extend([&panden as &dyn Source, &sites]);
    sources.extend(names.iter().map(|names| names as &dyn Source));
    sources.push(&labels);

    progress.begin("tiles", None);
    let mut writer: Box<dyn TileWriter> = Box::new(PmtilesWriter::create(path)?);
    let zooms = ZOOMS.0..=ZOOMS.1;
    let frame = Frame { zooms: zooms.clone(), within, max_bytes: MAX_BYTES };
    let counts = pyramid::draw(&sources, &frame, writer.as_mut(), |tiles| progress.advance(tiles))?;
    let about = map.lang.pick(
        "Panden met hun oordeel, locaties op volgorde, en de kaarten waaraan ze zijn getoetst",
        "Panden with their verdict, sites in order, and the maps they were held against",
    );
    let set = tiling::set(map.name, about, map.attribution, &bounds, &sources, &zooms, &counts);
    writer.finish(&set)?;
    progress.end();
    Ok(counts)
}

/// What tiles of the last zoom show that meet a box.
fn shown(within: Box2) -> Box2 {
    grid::wider(grid::in_tiles(within, ZOOMS.1), grid::BUFFER << (grid::MAX_ZOOM - ZOOMS.1))
}

/// Where columns stand in a row.
fn positions(columns: &[ColumnSpec]) -> BTreeMap<&'static str, (usize, Kind)> {
    columns.iter().enumerate().map(|(at, column)| (column.name, (at, column.kind))).collect()
}

/// A value as the other files tell it: numbers with the decimals of their
/// column.
fn told(value: &Value, kind: Kind) -> Value {
    match (value, kind) {
        (Value::Real(number), Kind::Real { decimals }) => round(*number, decimals).into(),
        _ => value.clone(),
    }
}

/// The first of several codes in a cell.
fn first_code(value: &Value) -> Option<&str> {
    value.as_text().and_then(|codes| codes.split(';').next())
}
