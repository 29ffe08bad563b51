//! A site of a finished run.

use geo_types::{MultiPolygon, Point};

use super::Row;
use crate::{assess::Homes, model::Form, score::Standing};

/// A site of a finished run: its row, with what most readers ask of it.
#[derive(Debug, Clone)]
pub struct FoundSite {
    /// Identification.
    pub id: String,
    /// How homes are added.
    pub form: Form,
    /// Its location: rows of one location share roof, homes or ground.
    pub location: String,
    /// Whether it stands for its location.
    pub best: bool,
    /// Whether it is in the set of forms that goes together best there.
    pub in_set: bool,
    /// Where it stands; `None` when it is unsuitable.
    pub standing: Option<Standing>,
    /// Homes that can be added; of rebuilding the gain.
    pub homes: Homes,
    /// A point in it, RD New.
    pub point: Option<Point<f64>>,
    /// Footprints, strips or plot, RD New.
    pub geometry: MultiPolygon<f64>,
    /// All its columns (`tables::SITES`), codes as codes.
    pub row: Row,
}

impl FoundSite {
    /// Reads a row; `None` when it is no row of a site.
    pub(super) fn new(row: Row, geometry: MultiPolygon<f64>) -> Option<Self> {
        let homes = |estimate: &str| row.count(&format!("homes_{estimate}"));
        Some(Self {
            id: row.text("site_id")?.to_owned(),
            form: row.text("form").and_then(Form::parse)?,
            location: row.text("location_id").unwrap_or_default().to_owned(),
            best: row.flag("best").unwrap_or_default(),
            in_set: row.flag("in_set").unwrap_or_default(),
            standing: row.text("standing").and_then(Standing::parse),
            homes: Homes { low: homes("low"), mid: homes("mid"), high: homes("high") },
            point: row.number("x").zip(row.number("y")).map(|(x, y)| Point::new(x, y)),
            geometry,
            row,
        })
    }

    /// Whether it is put forward or next in line.
    #[must_use]
    pub fn is_put_forward(&self) -> bool {
        matches!(self.standing, Some(Standing::Shortlist | Standing::Reserve))
    }

    /// What people call it: complex and corporatie, or pand or plot, with a place.
    #[must_use]
    pub fn title(&self) -> String {
        let own = self.location.rsplit(':').next().unwrap_or(&self.location);
        let what = match (self.row.text("corporatie"), self.row.text("complex")) {
            (Some(corporatie), Some(complex)) => format!("{corporatie}, complex {complex}"),
            (Some(corporatie), None) => format!("{corporatie}, {own}"),
            (None, _) => match self.row.text("pand_ids") {
                Some(pand) => format!("pand {}", pand.split(';').next().unwrap_or(pand)),
                None => format!("kavel {own}"),
            },
        };
        match self.row.text("address").or_else(|| self.row.text("buurt")) {
            Some(place) => format!("{what} ({place})"),
            None => what,
        }
    }
}
