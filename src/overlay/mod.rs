//! What lies on, in or near a footprint?
//!
//! Four questions, all answered on plain values in RD New meters:
//!
//! - [`ZoneIndex`]: which zones does a footprint lie in, and for which share
//!   of its area; which zones are within a distance of it.
//! - [`PointIndex`]: which point is nearest to a footprint's edge.
//! - [`classify`]: which class dominates a footprint, and which is the worst
//!   one that counts.
//! - [`runs`], [`Mask`]: which cells of a raster lie in or around a footprint,
//!   by their middles; [`flat_cells`]: how flat the surface is they measure.
//!
//! A fifth, which ground is free, has a module of its own: [`ground`].
//!
//! # Method
//!
//! A packed R-tree over envelopes gives the candidates. For each candidate
//! one descent into a hierarchy of boxes over its rings (`ring`) tells
//! whether the zone's boundary meets the footprint's envelope at all. For
//! nearly all pairs it does not, and the footprint is wholly in or wholly
//! out. Only the pairs that are left are measured exactly (`sweep`), all
//! zones of one footprint together, and only with the piece of boundary
//! near the footprint.
//!
//! Geometry is expected to be valid and finite; `read` sees to that. What
//! comes out depends on the footprint and the zones alone: not on the order
//! in which the zones came, nor on the number of threads.

mod bounds;
mod classify;
mod grid;
pub mod ground;
mod part;
mod points;
mod ring;
mod scanline;
mod share;
mod sums;
mod surface;
mod sweep;
mod zones;

pub use classify::{Classified, Whole, classify};
pub use grid::{CellBox, Cells, Grid};
pub use points::PointIndex;
pub use scanline::{Mask, Run, runs};
pub use share::{Overlay, SHARE_TOLERANCE, ZoneShare};
pub use sums::{Lies, PointSums};
pub use surface::{FlatCells, FlatRule, flat_cells, median};
pub use zones::ZoneIndex;

#[cfg(test)]
mod cells_tests;
#[cfg(test)]
mod invariance;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
