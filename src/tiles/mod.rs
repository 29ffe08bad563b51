//! Which tile shows what, at which zoom, and what is left out?
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
mod sound;
pub mod source;
