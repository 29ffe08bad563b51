//! Can this raster be laid under a footprint as it stands?

use std::path::PathBuf;

use crate::{
    config::Source,
    crs::{Crs, RD_BOUNDS},
    error::ReadError,
    lang::{Said, say},
    overlay::{CellBox, Grid},
    read::head::stem,
};

use super::Placed;

/// Most columns or rows; the country at 0.5 m has 650,000.
const MAX_SIDE: u64 = 1_000_000;

/// Smallest and largest cell, meters.
const CELL_SIZES: std::ops::RangeInclusive<f64> = 0.05..=1_000.0;

/// Most cells of a block as the file is packed: 64 million take 256 MB.
const MAX_BLOCK: u64 = 1 << 26;

/// Cells of a block as it is read and kept, on a side, where the file does
/// not say better.
const SIDE: u64 = 256;

/// How far sheets may lie off the common lattice, in cells.
const OFF: f64 = 0.01;

/// What a raster file says of itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    /// Format, for people.
    pub format: &'static str,
    /// Columns and rows.
    pub size: (u64, u64),
    /// Bands.
    pub n_bands: u64,
    /// Columns and rows of a block, as the file is packed.
    pub block: (u64, u64),
    /// Corner, and steps per column and row; `None` when it does not say.
    pub transform: Option<[f64; 6]>,
    /// CRS as far as it is understood, and as the file says it.
    pub crs: (Option<Crs>, String),
    /// The value that stands for no data.
    pub nodata: Option<f64>,
}

/// One raster file that can be laid under footprints.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The file.
    pub path: PathBuf,
    /// Format, for people.
    pub format: &'static str,
    /// Columns and rows.
    pub size: (u64, u64),
    /// Its CRS: RD New, however the file names it.
    pub crs: Crs,
    /// Its own lattice: column and row 0 are its first.
    pub grid: Grid,
    /// The value that stands for no data.
    pub nodata: Option<f64>,
    /// Columns and rows of a block as it is read and kept.
    block: (u64, u64),
}

/// Checks what a file says of itself.
pub(super) fn settle(source: &Source, facts: Facts) -> Result<Sheet, ReadError> {
    let refuse =
        |detail: Said, hint: Said| Err(ReadError::Raster { path: source.path.clone(), detail, hint });
    let (columns, rows) = facts.size;
    if columns == 0 || rows == 0 || columns > MAX_SIDE || rows > MAX_SIDE {
        return refuse(
            say!("het heeft {columns} × {rows} cellen", "it has {columns} × {rows} cells"),
            say!("knip uw gebied eruit met gdalwarp -te", "cut your area out of it with gdalwarp -te"),
        );
    }
    if facts.n_bands != 1 {
        return refuse(
            say!(
                "het heeft {} banden; hoogtes en klassen staan in één",
                "it has {} bands; heights and classes stand in one",
                facts.n_bands
            ),
            say!(
                "is het een plaatje, vraag dan om de gegevens erachter; neem anders één band: gdal_translate -b 1 in.tif out.tif",
                "if it is a picture, ask for the data behind it; else take one band: gdal_translate -b 1 in.tif out.tif"
            ),
        );
    }
    if facts.block.0.saturating_mul(facts.block.1) > MAX_BLOCK {
        return refuse(
            say!(
                "het is ingepakt in blokken van {} × {} cellen, te groot om er een te lezen",
                "it is packed in blocks of {} × {} cells, too large to read one",
                facts.block.0,
                facts.block.1
            ),
            say!(
                "pak het in tegels: gdal_translate -co TILED=YES -co COMPRESS=DEFLATE in.tif out.tif",
                "pack it in tiles: gdal_translate -co TILED=YES -co COMPRESS=DEFLATE in.tif out.tif"
            ),
        );
    }
    let grid = grid(source, facts.transform)?;
    let crs = crs(source, &facts, &grid)?;
    // Whole blocks of the file, where these are tiles; of long strips a piece.
    let side = |of_file: u64, length: u64| {
        let side = if of_file > 4 * SIDE || of_file == 0 { SIDE } else { of_file * SIDE.div_ceil(of_file) };
        side.min(length)
    };
    Ok(Sheet {
        path: source.path.clone(),
        format: facts.format,
        size: facts.size,
        crs,
        grid,
        nodata: facts.nodata,
        block: (side(facts.block.0, columns), side(facts.block.1, rows)),
    })
}

fn grid(source: &Source, transform: Option<[f64; 6]>) -> Result<Grid, ReadError> {
    let refuse =
        |detail: Said, hint: Said| Err(ReadError::Raster { path: source.path.clone(), detail, hint });
    let Some(transform) = transform else {
        return refuse(
            say!("het zegt niet waar het ligt", "it does not say where it lies"),
            say!(
                "exporteer het opnieuw met zijn plek, of zet het world-bestand (.tfw) ernaast",
                "export it again with its place, or put the world file (.tfw) beside it"
            ),
        );
    };
    let [west, cell_width, turn_x, north, turn_y, down] = transform;
    if turn_x != 0.0 || turn_y != 0.0 {
        return refuse(
            say!("zijn cellen zijn gedraaid", "its cells are turned"),
            say!(
                "zet het recht: gdalwarp -t_srs EPSG:28992 in.tif out.tif",
                "straighten it: gdalwarp -t_srs EPSG:28992 in.tif out.tif"
            ),
        );
    }
    if down > 0.0 || cell_width < 0.0 {
        return refuse(
            say!("zijn eerste rij is niet de noordelijke", "its first row is not the northern one"),
            say!(
                "draai het: gdalwarp -t_srs EPSG:28992 in.tif out.tif",
                "turn it: gdalwarp -t_srs EPSG:28992 in.tif out.tif"
            ),
        );
    }
    let cell_height = -down;
    let lies_somewhere = west.is_finite() && north.is_finite();
    let is_cell = |side: f64| CELL_SIZES.contains(&side);
    if !(lies_somewhere && is_cell(cell_width) && is_cell(cell_height)) {
        return refuse(
            say!(
                "zijn cellen zijn {cell_width} × {cell_height} m",
                "its cells are {cell_width} × {cell_height} m"
            ),
            say!(
                "exporteer het opnieuw in RD New, met cellen van een hoogtekaart (0,5 m) of een klassenkaart (5 m)",
                "export it again in RD New, with cells of a height map (0.5 m) or a class map (5 m)"
            ),
        );
    }
    Ok(Grid { west, north, cell_width, cell_height })
}

/// A raster is laid down as it is, so it has to be RD New.
fn crs(source: &Source, facts: &Facts, grid: &Grid) -> Result<Crs, ReadError> {
    let error = |detail: Said, hint: Said| ReadError::Crs {
        path: source.path.clone(),
        layer: stem(&source.path),
        detail,
        hint,
    };
    let warp = say!(
        "zet het om naar RD New: gdalwarp -t_srs EPSG:28992 in.tif out.tif",
        "turn it into RD New: gdalwarp -t_srs EPSG:28992 in.tif out.tif"
    );
    let (of_file, said) = &facts.crs;
    let write_rd = source.set_crs("EPSG:28992");
    let crs = match &source.crs {
        Some(text) => Crs::parse(text).ok_or_else(|| {
            let who = source.who_sets_crs();
            let detail = Said::by(|lang| {
                let who = who.pick(lang);
                say!(
                    "{who} noemt het CRS `{text}`, dat dit programma niet kent",
                    "{who} sets the CRS `{text}`, which is none this program knows"
                )
                .pick(lang)
                .to_owned()
            });
            error(detail, write_rd.clone())
        })?,
        None => of_file.clone().ok_or_else(|| {
            let said = if said.trim().is_empty() {
                say!(
                    "het bestand zegt niet welke coördinaten het gebruikt",
                    "the file does not say which coordinates it uses"
                )
            } else {
                say!(
                    "het bestand noemt het CRS `{said:.60}`, dat dit programma niet kent",
                    "the file names the CRS `{said:.60}`, which is none this program knows"
                )
            };
            error(said, write_rd.clone())
        })?,
    };
    let crs = crs.settled().map_err(|why| error(why, write_rd.clone()))?;
    if !crs.is_rd() {
        return Err(error(
            say!(
                "rasters worden gelezen in RD New (EPSG:28992), en dit is {}",
                "rasters are read in RD New (EPSG:28992), and this one is {}",
                crs.name()
            ),
            warp,
        ));
    }
    #[expect(clippy::cast_precision_loss, reason = "at most a million")]
    let (columns, rows) = (facts.size.0 as f64, facts.size.1 as f64);
    let (east, south) = (grid.west + columns * grid.cell_width, grid.north - rows * grid.cell_height);
    let [min_x, min_y, max_x, max_y] = RD_BOUNDS;
    if grid.west > max_x || east < min_x || south > max_y || grid.north < min_y {
        return Err(error(
            say!(
                "het zou RD New zijn, maar ligt op x {:.0} – {east:.0}, y {south:.0} – {:.0}",
                "it is said to be RD New, but lies at x {:.0} – {east:.0}, y {south:.0} – {:.0}",
                grid.west,
                grid.north
            ),
            warp,
        ));
    }
    Ok(crs)
}

impl Sheet {
    /// Its box in RD New, `[min_x, min_y, max_x, max_y]`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "at most a million")]
    pub fn extent(&self) -> [f64; 4] {
        let Grid { west, north, cell_width, cell_height } = self.grid;
        let (columns, rows) = (self.size.0 as f64, self.size.1 as f64);
        [west, north - rows * cell_height, west + columns * cell_width, north]
    }

    /// Puts it on the lattice of the map.
    pub(super) fn place(self, grid: &Grid) -> Result<Placed, ReadError> {
        let columns = (self.grid.west - grid.west) / grid.cell_width;
        let rows = (grid.north - self.grid.north) / grid.cell_height;
        let same = |a: f64, b: f64| (a - b).abs() <= 1e-6 * b;
        let whole = |cells: f64| (cells - cells.round()).abs() <= OFF;
        if !same(self.grid.cell_width, grid.cell_width)
            || !same(self.grid.cell_height, grid.cell_height)
            || !whole(columns)
            || !whole(rows)
        {
            return Err(ReadError::Raster {
                path: self.path,
                detail: say!(
                    "zijn cellen ({} × {} m vanaf {}, {}) liggen niet op die van het eerste blad ({} × {} m vanaf {}, {})",
                    "its cells ({} × {} m from {}, {}) do not lie on those of the first sheet ({} × {} m from {}, {})",
                    self.grid.cell_width,
                    self.grid.cell_height,
                    self.grid.west,
                    self.grid.north,
                    grid.cell_width,
                    grid.cell_height,
                    grid.west,
                    grid.north
                ),
                hint: say!(
                    "geef bladen van één kaart, of leg ze op één raster: gdalwarp -tr en -tap",
                    "give sheets of one map, or put them on one lattice: gdalwarp -tr and -tap"
                ),
            });
        }
        let (column, row) = grid.cell_at(self.grid.center(0, 0));
        let length = |cells: u64| i64::try_from(cells).unwrap_or(i64::MAX);
        let cells = CellBox {
            columns: column..column.saturating_add(length(self.size.0)),
            rows: row..row.saturating_add(length(self.size.1)),
        };
        Ok(Placed { sheet: self, cells })
    }

    /// The blocks that meet a box, both counted from the sheet's first cell.
    pub(super) fn blocks_in(&self, cells: &CellBox) -> Vec<CellBox> {
        let cut = |range: &std::ops::Range<i64>, side: u64, length: u64| {
            let (side, length) =
                (i64::try_from(side).unwrap_or(1).max(1), i64::try_from(length).unwrap_or(0));
            let first = range.start.max(0) / side;
            let past = if range.is_empty() { first } else { (range.end.min(length) + side - 1) / side };
            (first..past).map(move |at| at * side..((at + 1) * side).min(length)).collect::<Vec<_>>()
        };
        let columns = cut(&cells.columns, self.block.0, self.size.0);
        cut(&cells.rows, self.block.1, self.size.1)
            .into_iter()
            .flat_map(|rows| {
                columns.iter().map(move |columns| CellBox { columns: columns.clone(), rows: rows.clone() })
            })
            .collect()
    }
}
