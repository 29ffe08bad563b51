//! Which tile shows what, at which zoom, and what is left out?
//!
//! A map shows the same objects at zooms from 0, the world in one tile, to 14,
//! a tile of 1.5 km. Not everything fits everywhere. This module decides what a
//! tile holds, and counts what it does not.
//!
//! # The way of an object
//!
//! 1. It comes in RD New and is brought onto the world grid, 2³⁰ units wide
//!    ([`grid`]). There it waits, packed ([`features`]).
//! 2. For a zoom it is rounded to the grid of that zoom, 4,096 units a tile:
//!    once, and not per tile, so both sides of a tile's border hold the same
//!    corners.
//! 3. Rounding breaks polygons: what crosses itself is resolved (`validity`), and
//!    what has no inside left becomes a square of one unit, as a pand that is
//!    too small to draw is still there.
//! 4. It is cut to each tile it lies in, with a buffer of 64 units (`clip`), and
//!    written as MVT with its attributes ([`drawing`]).
//!
//! # Three kinds of layers
//!
//! Each is a [`source::Source`]; they differ in what gives way to what.
//!
//! | source | at low zooms | in a tile that is too large |
//! | --- | --- | --- |
//! | [`objects`]: panden, and any layer of many small things | a second layer of squares ([`cells`]), 32 × 32 a tile, with what their objects add up to | squares: 128 on a side, then 64, then 32 |
//! | [`ranked`]: sites, names of zones | the first ones always, and the best few of the others | a quarter of the others, and again, until none is left |
//! | [`areas`]: buurten, water, restrictions | every zone, with shared borders simplified once ([`coverage`]) | the first attribute alone, then nothing |
//!
//! [`pyramid`] asks all sources for their tiles, zoom by zoom. A tile that is
//! larger than 500 kB as stored takes the next coarser form of the source that
//! takes most room in it, until it fits or no source has a coarser form.
//!
//! # What is not known
//!
//! MVT has no null. A question that does not apply to an object has no
//! attribute. One that applies and has no answer has none either, but a flag
//! `{name}_unknown` stands in its place ([`attribute`]). Totals are always
//! known; what could not be added is a total of its own.
//!
//! # What holds
//!
//! - Every polygon in every tile is valid by Simple Features.
//! - An object counts in the one square that holds the middle of its box: the
//!   squares of a zoom add up to the whole, exactly, at every zoom.
//! - A point is drawn in one tile; a polygon in every tile it reaches, buffer
//!   included.
//! - What lies in a tile and is not drawn there is counted ([`source::Count`]).
//! - Tiles are written in ascending order, each once, and their bytes depend on
//!   the input alone: not on threads, nor on how many tiles are drawn together.
//! - Nothing here knows a pand, a norm or a file.
pub mod areas;
pub mod attribute;
mod bytes;
pub mod cells;
mod clip;
pub mod coverage;
pub mod drawing;
pub mod features;
pub mod grid;
pub mod objects;
mod placing;
pub mod pyramid;
pub mod ranked;
mod rings;
mod validity;
pub mod source;
#[cfg(test)]
mod tests;
