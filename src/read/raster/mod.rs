//! Any raster as windows of cells in RD New.
//!
//! Several sheets of one map make one [`Mosaic`]: of sheets that overlap the
//! first with data holds. Nothing is read but the blocks that are asked for,
//! and of these a bounded number is kept.
//!
//! # Method
//!
//! All sheets lie on one lattice, so a window is a copy of cells, never a
//! resampling. What a file marks as no data, a mask leaves out, or is no
//! number (NaN, or beyond 10³⁰, as both ends of 32 and 64 bits are) is NaN.

mod blocks;
#[cfg(feature = "gdal")]
mod gdal;
#[cfg(not(feature = "gdal"))]
mod none;
mod sheet;

use std::{
    fs::File,
    io::Read,
    path::Path,
    sync::{Mutex, PoisonError},
};

#[cfg(feature = "gdal")]
use gdal as files;
#[cfg(not(feature = "gdal"))]
use none as files;

use crate::{
    config::{Input, Source},
    error::ReadError,
    lang::say,
    overlay::{CellBox, Cells, Grid},
    regular,
};
use blocks::Blocks;
pub use sheet::Sheet;

/// Most sheets of one map; the whole country in AHN sheets is 1,400.
const MAX_SHEETS: usize = 10_000;

/// The sheets of a map, read as they are needed, on any number of threads.
///
/// A block that cannot be read gives no data; [`Mosaic::check`] then tells.
pub struct Mosaic {
    grid: Grid,
    sheets: Vec<Placed>,
    blocks: Blocks,
    problem: Mutex<Option<ReadError>>,
}

/// A sheet with its cells on the lattice of the map.
struct Placed {
    sheet: Sheet,
    cells: CellBox,
}

/// Looks at the head of one raster file.
///
/// # Errors
///
/// [`ReadError::Open`], [`ReadError::Raster`], [`ReadError::Crs`] and
/// [`ReadError::Format`]: the file is missing, is no raster, or one that
/// cannot be laid under a footprint as it stands.
pub fn head(source: &Source) -> Result<Sheet, ReadError> {
    regular::check(&source.path)?;
    let facts = files::facts(source)?;
    sheet::settle(source, facts)
}

/// Whether an input names rasters rather than a layer of polygons: by
/// content, or by an extension that promises one.
#[must_use]
pub fn is_raster(input: &Input) -> bool {
    input.sources.iter().any(|source| looks_like_one(&source.path))
}

fn looks_like_one(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if extension.is_some_and(|extension| ["tif", "tiff", "asc"].contains(&extension.as_str())) {
        return true;
    }
    let mut start = Vec::new();
    // What is no file is told where it is read.
    if regular::check(path).is_err() {
        return false;
    }
    let read = File::open(path).and_then(|file| file.take(5).read_to_end(&mut start));
    // TIFF and BigTIFF of either byte order, and ASCII grids.
    let starts: [&[u8]; 5] = [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"ncols"];
    read.is_ok()
        && starts.iter().any(|sign| start.to_ascii_lowercase().starts_with(&sign.to_ascii_lowercase()))
}

impl Mosaic {
    /// Opens the sheets of a map.
    ///
    /// # Errors
    ///
    /// As [`head`], and [`ReadError::Raster`] when the sheets do not lie on
    /// one lattice.
    pub fn open(input: &Input) -> Result<Self, ReadError> {
        super::register::check_roles(input, &[])?;
        let sheets = input.sources.iter().map(head).collect::<Result<Vec<_>, _>>()?;
        let Some(first) = sheets.first() else {
            return Err(ReadError::Open {
                path: Path::new("").into(),
                source: std::io::ErrorKind::NotFound.into(),
            });
        };
        if sheets.len() > MAX_SHEETS {
            return Err(ReadError::Raster {
                path: first.path.clone(),
                detail: say!("het is een van {} bladen", "it is one of {} sheets", sheets.len()),
                hint: say!(
                    "noem hoogstens {MAX_SHEETS} bladen, die van uw gebied",
                    "name at most {MAX_SHEETS} sheets, those of your area"
                ),
            });
        }
        let grid = first.grid;
        let sheets =
            sheets.into_iter().map(|sheet| sheet.place(&grid)).collect::<Result<Vec<_>, ReadError>>()?;
        Ok(Self { grid, sheets, blocks: Blocks::default(), problem: Mutex::new(None) })
    }

    /// Whether every block that was asked for could be read.
    ///
    /// # Errors
    ///
    /// Why the first that could not be read could not.
    pub fn check(&self) -> Result<(), ReadError> {
        match self.problem.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(problem) => Err(problem),
            None => Ok(()),
        }
    }

    fn note(&self, problem: ReadError) {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(problem);
    }

    /// Copies what a sheet has of a box where nothing is known yet.
    fn copy(&self, at: usize, cells: &CellBox, into: &mut [f32]) -> Result<(), ReadError> {
        let Placed { sheet, cells: of_sheet } = &self.sheets[at];
        for block in sheet.blocks_in(&cells.common(of_sheet).from(of_sheet)) {
            let values = self.blocks.get(at, sheet, &block)?;
            let block = block.onto(of_sheet);
            let common = block.common(cells);
            for row in common.rows.clone() {
                let from = block.position(common.columns.start, row);
                let to = cells.position(common.columns.start, row);
                let width = common.width();
                for (to, from) in into[to..to + width].iter_mut().zip(&values[from..from + width]) {
                    if to.is_nan() {
                        *to = *from;
                    }
                }
            }
        }
        Ok(())
    }
}

impl Cells for Mosaic {
    fn grid(&self) -> Grid {
        self.grid
    }

    fn window(&self, cells: &CellBox) -> Vec<f32> {
        let mut values = vec![f32::NAN; cells.n_cells()];
        for (at, placed) in self.sheets.iter().enumerate() {
            if placed.cells.common(cells).is_empty() || !values.iter().any(|value| value.is_nan()) {
                continue;
            }
            if let Err(problem) = self.copy(at, cells, &mut values) {
                self.note(problem);
            }
        }
        values
    }
}

#[cfg(test)]
mod tests;
