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
#[cfg(feature = "gdal")]
mod gdal_lead;
mod head;
pub(crate) mod headers;
mod history;
pub mod layer;
mod number;
mod reader;
mod record;
mod refusal;

pub(crate) mod lists;
pub mod region;
pub mod register;
pub mod zones;

pub mod areas;
pub mod bezit;
pub mod capacity;
pub mod gebieden;
pub mod grid;
pub mod notes;
pub mod ground;
pub mod heights;
pub mod panden;
pub mod parking;
pub mod projects;
pub mod raster;
pub mod restrictions;
pub mod room;
pub mod run_area;
pub mod status;
pub mod stops;
pub mod verblijfsobjecten;
pub mod water;
pub mod weighing;
pub mod wishes;

mod crs_check;
#[cfg(test)]
pub(crate) mod samples;
mod validity;
mod wkb;

pub use crate::config::Source;
pub use clean::{Cleaned, Remark};
pub use head::{Column, Head};
pub use layer::{Layer, layers};
pub use record::{Record, Shape};

/// A file of the real data some tests read: in the folder `TOPLAAG_REAL_DATA`
/// names, or else beside the repository. Says so and gives `None` when it is
/// not there; the test then returns.
#[cfg(test)]
pub(crate) fn real_data(file: &str) -> Option<std::path::PathBuf> {
    let folder = std::env::var_os("TOPLAAG_REAL_DATA").map_or_else(
        || concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/real").into(),
        std::path::PathBuf::from,
    );
    let path = folder.join(file);
    if path.is_file() {
        return Some(path);
    }
    #[expect(clippy::print_stderr, reason = "a test that checks nothing must say so")]
    {
        eprintln!("SKIPPED: `{}` is not there", path.display());
    }
    None
}
