//! How high and how flat is a roof, by the height rasters of AHN?
//!
//! For panden that 3DBAG does not hold. An estimate, and marked as one: 3DBAG
//! has the point cloud itself, this has cells of half a meter.

use geo::Area;
use geo_types::MultiPolygon;

use crate::{
    codes::codes,
    model::{Roof, RoofFrom},
    overlay::{Cells, FlatRule, Grid, Mask, flat_cells, median},
    params::OptoppenParams,
    units::{Meters, SquareMeters},
};

codes! {
    /// Why AHN does not tell the height of a pand.
    NoHeight {
        /// The cells are too large for a roof.
        TooCoarse = "too_coarse",
        /// The footprint is out of all proportion to the cells.
        TooLarge = "too_large",
        /// The footprint holds too few cells.
        FewCells = "few_cells",
        /// Too much of the roof has no data.
        NoRoof = "no_roof_data",
        /// Too little ground around the footprint has data.
        NoGround = "no_ground_data",
        /// Nothing that high as a building stands there: built after the
        /// flight, or gone.
        NothingStands = "nothing_stands",
        /// Higher than any building.
        TooHigh = "too_high",
    }
}

/// What AHN tells of a roof.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AhnRoof {
    /// Ground, roof and flatness, or why there are none.
    pub roof: Result<Roof, NoHeight>,
    /// The height that was found, also when it is one that cannot be.
    pub height: Option<Meters>,
}

impl From<NoHeight> for AhnRoof {
    fn from(why: NoHeight) -> Self {
        Self { roof: Err(why), height: None }
    }
}

/// Heights below and above which a cell holds a mistake, meters NAP: the
/// country lies between -7 and 323 m and its highest mast rises to 373 m.
const NAP: std::ops::RangeInclusive<f32> = -50.0..=500.0;

/// Measures a roof.
///
/// # Units
///
/// `dsm` and `dtm` hold meters NAP: the surface with what stands on it, and
/// the ground.
///
/// # Method
///
/// Roof: the median of the surface over the cells of the footprint further
/// than `ahn_shrink_m` from its edge; where these are fewer than
/// `ahn_cells_min` all cells of the footprint, marked
/// [`RoofFrom::AhnFootprint`]. Ground: the median over the cells outside it,
/// at most `ahn_ring_m` away. Flat roof: the share of the same roof cells
/// that lie on flat planes ([`flat_cells`]), of the area of the footprint.
#[must_use]
pub fn ahn_roof(
    footprint: &MultiPolygon<f64>,
    dsm: &dyn Cells,
    dtm: &dyn Cells,
    params: &OptoppenParams,
) -> AhnRoof {
    let (of_dsm, of_dtm) = (dsm.grid(), dtm.grid());
    let largest = [of_dsm.cell_width, of_dsm.cell_height, of_dtm.cell_width, of_dtm.cell_height];
    if largest.into_iter().any(|side| side > params.ahn_cell_max_m.value) {
        return NoHeight::TooCoarse.into();
    }
    let surface = match surface(footprint, dsm, params) {
        Ok(surface) => surface,
        Err(why) => return why.into(),
    };
    let maaiveld = match ground(footprint, dtm, params) {
        Ok(maaiveld) => maaiveld,
        Err(why) => return why.into(),
    };
    let height = surface.roof - maaiveld;
    let area = footprint.unsigned_area();
    let roof = if height.0 < params.ahn_height_min_m.value {
        Err(NoHeight::NothingStands)
    } else if height.0 > params.ahn_height_max_m.value {
        Err(NoHeight::TooHigh)
    } else {
        Ok(Roof {
            maaiveld: Some(maaiveld),
            roof: Some(surface.roof),
            flat: surface.flat_share.map(|share| SquareMeters(area * share)),
            slanted: surface.flat_share.map(|share| SquareMeters(area * (1.0 - share))),
            from: surface.from,
            ..Roof::default()
        })
    };
    AhnRoof { roof, height: Some(height) }
}

/// What was measured of a roof.
struct Surface {
    roof: Meters,
    flat_share: Option<f64>,
    from: RoofFrom,
}

fn surface(
    footprint: &MultiPolygon<f64>,
    dsm: &dyn Cells,
    params: &OptoppenParams,
) -> Result<Surface, NoHeight> {
    let grid = dsm.grid();
    let mask = Mask::new(&grid, footprint, params.ahn_shrink_m.value).ok_or(NoHeight::TooLarge)?;
    let n_min = params.ahn_cells_min.value as usize;
    let count = |cells: &mut dyn Iterator<Item = bool>| cells.filter(|is_in| *is_in).count();
    let (cells, from): (Vec<bool>, _) = if count(&mut mask.inner()) >= n_min {
        (mask.inner().collect(), RoofFrom::Ahn)
    } else if count(&mut mask.inside()) >= n_min {
        (mask.inside().collect(), RoofFrom::AhnFootprint)
    } else {
        return Err(NoHeight::FewCells);
    };
    let mut heights = dsm.window(&mask.cells);
    for (height, is_in) in heights.iter_mut().zip(&cells) {
        if !(*is_in && NAP.contains(height)) {
            *height = f32::NAN;
        }
    }
    let n_cells = count(&mut cells.iter().copied());
    let mut known: Vec<f32> = heights.iter().copied().filter(|height| !height.is_nan()).collect();
    if known.len() < n_min || share(n_cells - known.len(), n_cells) > params.ahn_nodata_share_max.value {
        return Err(NoHeight::NoRoof);
    }
    let roof = median(&mut known).ok_or(NoHeight::NoRoof)?;
    let Grid { cell_width, cell_height, .. } = grid;
    let rule = FlatRule {
        slope_max: params.ahn_flat_slope_max_deg.value.to_radians().tan(),
        residual_max: params.ahn_flat_residual_max_m.value,
    };
    let flat = flat_cells(&heights, mask.cells.width(), (cell_width, cell_height), rule);
    let flat_share = (flat.known >= n_min).then(|| share(flat.flat, flat.known));
    Ok(Surface { roof: millimeters(roof), flat_share, from })
}

fn ground(
    footprint: &MultiPolygon<f64>,
    dtm: &dyn Cells,
    params: &OptoppenParams,
) -> Result<Meters, NoHeight> {
    let mask = Mask::new(&dtm.grid(), footprint, params.ahn_ring_m.value).ok_or(NoHeight::TooLarge)?;
    let heights = dtm.window(&mask.cells);
    let in_ring =
        heights.into_iter().zip(mask.ring()).filter(|(height, in_ring)| *in_ring && NAP.contains(height));
    let mut known: Vec<f32> = in_ring.map(|(height, _)| height).collect();
    if known.len() < params.ahn_cells_min.value as usize {
        return Err(NoHeight::NoGround);
    }
    median(&mut known).map(millimeters).ok_or(NoHeight::NoGround)
}

/// Rounded as heights from 3DBAG are.
fn millimeters(height: f64) -> Meters {
    Meters((height * 1e3).round() / 1e3)
}

#[expect(clippy::cast_precision_loss, reason = "cells of one pand")]
fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}

#[cfg(test)]
mod tests;
