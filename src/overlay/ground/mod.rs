//! Which ground is free?
//!
//! - [`GroundIndex`]: the polygons that take ground, packed; which of them lie
//!   near or in a box.
//! - [`cut`]: what a domain keeps when shapes and the ground around them are
//!   taken away, and what of it is wide and large enough for a [`Plot`];
//!   [`free_ground`] and [`free_area`] without that condition.
//! - [`rectangle`]: length, width and direction of a footprint.
//! - [`blocks`], [`end_walls`], [`strip`], [`free_depth`]: rows of houses,
//!   their short ends, and the ground before those.
//! - [`length_near`]: how much of an edge lies along a road.
//!
//! # Method
//!
//! All cutting is done on integers, on a grid of 7.6 µm around the domain,
//! so that moving everything by whole meters moves the outcome and changes
//! nothing. Setbacks, erosion and dilation are rings at a distance that may
//! cross themselves (`offset`); one pass of the engine (`boolean`) resolves
//! them together with the difference, by how often they wind around a place.
//! Only what lies near a domain is looked at, and large shapes only as far
//! as they reach into its box.
//!
//! Nothing here panics on what is not valid; see [`GroundIndex`] and [`cut`]
//! for what it is taken for.

mod along;
mod blocks;
mod boolean;
mod boxes;
mod circle;
mod clip;
mod cut;
mod frame;
mod index;
mod near;
mod offset;
mod plot;
mod rectangle;
mod rings;
mod room;
mod shape;
mod straight;
mod taking;
mod validity;
mod walls;

pub use along::length_near;
pub use blocks::blocks;
pub use cut::{Cut, PlotRule, cut, free_area, free_ground};
pub use index::{GroundBuilder, GroundIndex};
pub use plot::Plot;
pub use rectangle::{Rectangle, rectangle};
pub use taking::Taking;
pub use walls::{EndWall, WallRule, end_walls, free_depth, strip};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
