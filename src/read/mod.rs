//! What do the files say?
//!
//! Two floors. Below, [`layer`]: any file as a stream of rows with a
//! geometry, one adapter per format (`format/`), CRS read, checked and
//! transformed to RD New, geometry cleaned. Above, one file per register,
//! which knows the columns and turns rows into the nouns of [`crate::model`].
//!
//! A bad record becomes an [`Issue`](crate::issue::Issue); a bad file is a
//! [`ReadError`](crate::error::ReadError). Nothing here knows a rule.

mod clean;
mod format;
pub mod layer;

pub mod register;
pub mod zones;

pub mod bezit;
pub mod gebieden;
pub mod grid;
pub mod heights;
pub mod panden;
pub mod parking;
pub mod restrictions;
pub mod stops;
pub mod verblijfsobjecten;
pub mod water;
