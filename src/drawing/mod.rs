//! How does this look, drawn?
//!
//! Pictures are SVG: sharp in print and on screen, small, and text in them can
//! be selected. They hold no script and nothing from elsewhere, and every text
//! is escaped. Colors are those of the maps (`styles/palette.json`).

mod bars;
mod chart;
mod frame;
mod ground;
mod lines;
mod map;
mod numbers;
mod palette;
mod streets;
mod svg;

use serde::Serialize;

pub use bars::{BarWords, LyingBar, lying_bars};
pub use chart::{Bar, ChartWords, chart};
pub use frame::Frame;
pub use ground::Ground;
pub use map::{Layer, LegendLine, MapApart, MapPicture, Mark, Paint, Shape};
pub use numbers::numbered;
pub use palette::color;
pub use streets::street_names;
pub use svg::Svg;

/// A picture with what it shows, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// The drawing.
    pub svg: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// One line below it; may be empty.
    pub caption: String,
}

impl Picture {
    /// The drawing within an HTML page, which needs no namespace: a page that
    /// stands by itself names no address.
    #[must_use]
    pub fn inline(&self) -> String {
        self.svg.replacen(r#" xmlns="http://www.w3.org/2000/svg""#, "", 1)
    }
}
