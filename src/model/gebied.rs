//! An administrative area.

use geo_types::MultiPolygon;

/// Which division an area belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GebiedKind {
    /// Neighborhood; code `BU` and 8 characters.
    Buurt,
    /// District; code `WK` and 6 characters.
    Wijk,
    /// Municipality; code `GM` and 4 digits.
    Gemeente,
}

impl GebiedKind {
    /// The name of the division in a project file.
    #[must_use]
    pub fn register(self) -> &'static str {
        match self {
            Self::Buurt => "buurten",
            Self::Wijk => "wijken",
            Self::Gemeente => "gemeenten",
        }
    }

    /// The two letters a code of this division starts with.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Buurt => "BU",
            Self::Wijk => "WK",
            Self::Gemeente => "GM",
        }
    }
}

/// A buurt, wijk or gemeente as CBS publishes it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Gebied {
    /// Code with its prefix. Amsterdam's hold letters (`BU0363SC05`).
    pub code: String,
    /// Name; empty when the file has none.
    pub naam: String,
    /// Code of the gemeente it lies in, from its own column or its own code.
    pub gemeente_code: Option<String>,
    /// Name of that gemeente, where the file says.
    pub gemeente_naam: Option<String>,
    /// Address density per km² (`omgevingsadressendichtheid`).
    pub omgevingsadressendichtheid: Option<f64>,
    /// Cars per household, where the file has it (`personenautosPerHuishouden`).
    pub cars_per_household: Option<f64>,
    /// Boundary in RD New.
    #[serde(with = "crate::packed::multi_polygon")]
    pub geometry: MultiPolygon<f64>,
}
