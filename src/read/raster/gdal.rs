//! Rasters by GDAL: GeoTIFF, cloud-optimized or not, and ASCII grids.
//!
//! As short a lead as for vector files: two drivers that read one local file,
//! nothing fetched, nothing printed, and little kept.

use std::{path::Path, sync::Once};

use gdal::{Dataset, DatasetOptions, GdalOpenFlags, raster::RasterBand};

use super::sheet::{Facts, Sheet};
use crate::{
    config::Source,
    crs::Crs,
    error::ReadError,
    lang::say,
    overlay::CellBox,
    read::{
        gdal_lead::{RASTER, failure, hold, local},
        refusal::format_error,
    },
};

const FORMAT: &str = "a raster (GeoTIFF or ASCII grid)";

/// What GDAL may keep of all files together, MB. Its own default is a
/// twentieth of the memory, and whole blocks are kept by `blocks`.
const CACHE_MB: &str = "64";

/// Beyond this nothing is a height or a class: both ends of 32 and 64 bits
/// are used for no data, and come out a little different from what the head
/// of a file says they are.
const NO_NUMBER: f32 = 1e30;

/// What a file says of itself.
pub(super) fn facts(source: &Source) -> Result<Facts, ReadError> {
    let path = &source.path;
    let dataset = open(path)?;
    let n_bands = dataset.raster_count() as u64;
    let (columns, rows) = dataset.raster_size();
    let reference = dataset.spatial_ref().ok();
    let said = reference.as_ref().and_then(|reference| reference.to_wkt().ok()).unwrap_or_default();
    let crs = reference
        .as_ref()
        .and_then(|reference| reference.authority().ok())
        .and_then(|code| Crs::parse(&code))
        .or_else(|| Crs::parse(&said));
    let name = reference.as_ref().and_then(gdal::spatial_ref::SpatialRef::name).unwrap_or(said);
    let driver = dataset.driver().short_name();
    let (mut block, mut nodata) = ((0, 0), None);
    if n_bands == 1 {
        let band = dataset.rasterband(1).map_err(|error| failure(path, &error))?;
        block = band.block_size();
        nodata = band.no_data_value();
    }
    Ok(Facts {
        format: RASTER.iter().find(|(short, _)| *short == driver).map_or(FORMAT, |(_, name)| name),
        size: (columns as u64, rows as u64),
        n_bands,
        block: (block.0 as u64, block.1 as u64),
        transform: dataset.geo_transform().ok(),
        crs: (crs, name),
        nodata,
    })
}

fn open(path: &Path) -> Result<Dataset, ReadError> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Only fails for text with a zero byte in it.
        let _ = gdal::config::set_config_option("GDAL_CACHEMAX", CACHE_MB);
    });
    hold();
    let absolute = local(path)?;
    let drivers = RASTER.map(|(short, _)| short);
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_RASTER
            | GdalOpenFlags::GDAL_OF_READONLY
            | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
        allowed_drivers: Some(&drivers),
        ..DatasetOptions::default()
    };
    Dataset::open_ex(&absolute, options).map_err(|error| match failure(path, &error) {
        ReadError::Format { detail, .. } if detail.to_string().contains("not recognized") => {
            let detail =
                say!("het is geen van beide, wat de naam ook zegt", "it is neither, whatever its name says");
            format_error(path, FORMAT, detail)
        }
        ReadError::Format { detail, .. } => format_error(path, FORMAT, detail),
        other => other,
    })
}

/// A file that is open, for one thread at a time.
pub(super) struct File {
    sheet: Sheet,
    dataset: Dataset,
}

impl File {
    pub(super) fn open(sheet: &Sheet) -> Result<Self, ReadError> {
        Ok(Self { sheet: sheet.clone(), dataset: open(&sheet.path)? })
    }

    /// The values of a box, counted from the first cell of the sheet.
    pub(super) fn read(&self, cells: &CellBox) -> Result<Vec<f32>, ReadError> {
        hold();
        let path = &self.sheet.path;
        let failed = |error: gdal::errors::GdalError| match failure(path, &error) {
            ReadError::Format { detail, .. } => format_error(path, FORMAT, detail),
            other => other,
        };
        let band = self.dataset.rasterband(1).map_err(failed)?;
        let mut values: Vec<f32> = read(&band, cells).map_err(failed)?;
        // What the head says and what the cells hold are rounded alike.
        let nodata = self.sheet.nodata.map(to_f32);
        let (scale, offset) = (band.scale().unwrap_or(1.0), band.offset().unwrap_or(0.0));
        let flags = band.mask_flags().map_err(failed)?;
        let mask: Option<Vec<u8>> = if flags.is_all_valid() || flags.is_nodata() {
            None
        } else {
            let mask = band.open_mask_band().map_err(failed)?;
            Some(read(&mask, cells).map_err(failed)?)
        };
        for (at, value) in values.iter_mut().enumerate() {
            let is_out = mask.as_ref().is_some_and(|mask| mask[at] == 0);
            if is_out || value.abs() >= NO_NUMBER || nodata == Some(*value) {
                *value = f32::NAN;
            } else {
                *value = to_f32(f64::from(*value) * scale + offset);
            }
        }
        Ok(values)
    }
}

fn read<T: Copy + gdal::raster::GdalType>(
    band: &RasterBand<'_>,
    cells: &CellBox,
) -> gdal::errors::Result<Vec<T>> {
    let corner = (signed(cells.columns.start), signed(cells.rows.start));
    let size = (cells.width(), cells.height());
    Ok(band.read_as::<T>(corner, size, size, None)?.into_shape_and_vec().1)
}

fn signed(cells: i64) -> isize {
    isize::try_from(cells).unwrap_or(isize::MAX)
}

#[expect(clippy::cast_possible_truncation, reason = "rounding to what the cells hold is the point")]
fn to_f32(value: f64) -> f32 {
    value as f32
}
