//! Finds room for homes inside existing Dutch cities.
//!
//! `toplaag` reads the registers a planner already has (BAG panden and
//! verblijfsobjecten, 3DBAG heights, corporatie holdings, and zone maps for
//! parking, grid, water and restrictions), overlays them pand by pand, and
//! answers which complexes can carry extra storeys, in which order, and why.
//!
//! The modules follow the flow of one run; read them top to bottom:
//!
//! [`read`] → [`model`] → [`link`] → [`overlay`] → [`assess`] → [`survey`] →
//! [`score`] → [`export`], with [`scan`] as the one place that strings them
//! together.
//!
//! Inside the program all geometry is RD New (EPSG:28992) in meters and all
//! heights are NAP, unless a name says otherwise.

mod codes;
pub mod units;
pub mod value;
pub mod issue;
pub mod error;
mod packed;
mod regular;
mod sql;
pub mod crs;
pub mod interrupt;
pub mod progress;
pub mod lang;
#[cfg(feature = "gdal")]
mod gdal_log;

pub mod model;
pub mod params;
pub mod config;

pub mod read;
pub mod link;
pub mod overlay;
pub mod assess;
pub mod survey;
pub mod score;
pub mod plan;
pub mod drawing;
pub mod document;
pub mod export;
pub mod tables;
pub mod tiles;
pub mod tiling;
pub mod record;
pub mod run_map;
pub mod documents;
pub mod beside;
pub mod passport;
pub mod factsheet;
pub mod planlijst;
pub mod editions;
pub mod demand;
pub mod net;
pub mod timetable;
pub mod certainty;
pub mod picks;
pub mod inquiry;
pub mod weighing;
pub mod whatif;
pub mod seal;
pub mod hindsight;
pub mod comparison;
pub mod typology;
pub mod knelpunten;
pub mod scan;
pub mod viewer;
#[cfg(feature = "serve")]
pub mod serve;
pub mod publish;

pub mod wording;
pub mod sample;
pub mod fetch;
pub mod cli;

pub use error::{Error, ExitCode};
