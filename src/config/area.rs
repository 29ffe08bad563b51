//! Which part of the country is a run about?

use super::Input;

/// The area of a run; only panden whose middle lies in it are answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Area {
    /// A gemeente of the input `gemeenten`, by name or code.
    Gemeente(String),
    /// A box in RD New, meters: `[min_x, min_y, max_x, max_y]`.
    Box([f64; 4]),
    /// All polygons of a layer of the user's own.
    Polygons(Input),
}
