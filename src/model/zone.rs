//! A piece of a map that says something about the buildings in it.

use geo_types::{MultiPolygon, Point};

use super::Postcode6;
use crate::{codes::codes, units::Meters};

/// A polygon of a zone layer with what it says.
#[derive(Debug, Clone)]
pub struct Zone<T> {
    /// Identification within its layer; zones that share it are one zone.
    pub id: String,
    /// Area in RD New, valid.
    pub geometry: MultiPolygon<f64>,
    /// What the zone says.
    pub says: T,
}

/// A zone of the municipality's parkeernormen.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ParkingZone {
    /// Key into the norm table.
    pub zone: String,
    /// Name for people.
    pub naam: String,
}

/// One row of a municipal norm table: zone × dwelling class.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct NormRow {
    /// Zone the row holds for; `*` holds for all.
    pub zone: String,
    /// Home size from which it holds, m² in the table's own measure; 0 when open.
    pub m2_from: f64,
    /// Home size below which it holds; infinite when open.
    pub m2_to: f64,
    /// Rent class of the homes it holds for; `None` for all.
    pub huurklasse: Option<Box<str>>,
    /// Target group of the homes it holds for; `None` for all.
    pub doelgroep: Option<Box<str>>,
    /// Places per home for residents, or the lower end of the bandwidth.
    pub residents_min: f64,
    /// The upper end of the bandwidth; equals `residents_min` for a single value.
    pub residents_max: f64,
    /// Places per home for visitors.
    pub visitors: f64,
    /// Where the row comes from, for the trail.
    pub source: String,
}

/// Grid status of an area, per direction, as the capaciteitskaart codes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum GridCode {
    /// 0: capacity, no queue.
    Capacity,
    /// 1: limited, no queue.
    Limited,
    /// 2: in research, queue.
    Research,
    /// 3: shortage, queue.
    Shortage,
}

impl GridCode {
    /// Reads the published code; −1 and anything else is unknown.
    #[must_use]
    pub fn parse(code: i64) -> Option<Self> {
        Some(match code {
            0 => Self::Capacity,
            1 => Self::Limited,
            2 => Self::Research,
            3 => Self::Shortage,
            _ => return None,
        })
    }

    /// Whether demand waits in a queue.
    #[must_use]
    pub fn has_queue(self) -> bool {
        matches!(self, Self::Research | Self::Shortage)
    }

    /// The published code, 0 to 3.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The code so many steps nearer to room, at best [`GridCode::Capacity`].
    #[must_use]
    pub fn better_by(self, steps: u8) -> Self {
        Self::parse(i64::from(self.number().saturating_sub(steps))).unwrap_or(Self::Capacity)
    }
}

/// A supply area (voedingsgebied) of a netbeheerder.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct GridArea {
    /// Name for people.
    pub naam: String,
    /// Who runs the grid there (regionale netbeheerder).
    pub netbeheerder: Option<String>,
    /// Status for demand (afname); `None` when unknown.
    pub code: Option<GridCode>,
    /// Present minus needed transport capacity for demand, MW.
    pub headroom_mw: Option<f64>,
    /// Queue for demand, MW.
    pub queue_mw: Option<f64>,
}

/// Class of the water and soil combination map (afwegingskader, April 2024).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum WaterClass {
    /// A: yes, accept.
    A,
    /// B: yes, provided that; small task.
    B,
    /// C: yes, provided that; medium task.
    CMedium,
    /// C: yes, provided that; large task.
    CLarge,
    /// D: no, unless.
    D,
}

impl WaterClass {
    /// Reads the raster's code (1–7) or the class letter (A, B, C, C1, C2, D).
    /// A bare `C` counts as the larger task. 0 is empty: unknown.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Some(match code.trim().to_ascii_uppercase().as_str() {
            "1" | "2" | "3" | "A" => Self::A,
            "4" | "B" => Self::B,
            "5" | "C1" => Self::CMedium,
            "6" | "C" | "C2" => Self::CLarge,
            "7" | "D" => Self::D,
            _ => return None,
        })
    }

    /// All classes, the best first.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::CMedium, Self::CLarge, Self::D];

    /// Reads a cell of the combination map: 1 to 7; 0 and no data (NaN) are
    /// empty.
    ///
    /// # Errors
    ///
    /// Nothing to say of any other value but that it stands for nothing.
    #[expect(clippy::result_unit_err, reason = "there is nothing to say about it")]
    pub fn of_cell(value: f32) -> Result<Option<Self>, ()> {
        match value {
            value if value.is_nan() || value == 0.0 => Ok(None),
            1.0 | 2.0 | 3.0 => Ok(Some(Self::A)),
            4.0 => Ok(Some(Self::B)),
            5.0 => Ok(Some(Self::CMedium)),
            6.0 => Ok(Some(Self::CLarge)),
            7.0 => Ok(Some(Self::D)),
            _ => Err(()),
        }
    }

    /// The letter people use; both C classes keep their number.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::CMedium => "C1",
            Self::CLarge => "C2",
            Self::D => "D",
        }
    }
}

codes! {
    /// What a restriction does to the panden in it.
    Effect {
        /// A knock-out.
        Exclude = "exclude",
        /// A remark.
        Flag = "flag",
        /// A limit on the height of buildings.
        HeightLimit = "height_limit",
    }
}

/// What one zone of a restriction layer says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Restriction {
    /// The highest a building may be here, above ground level; only for
    /// [`Effect::HeightLimit`].
    pub limit: Option<Meters>,
}

/// Class of a public-transport stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum StopClass {
    /// Train station.
    Train,
    /// Metro or light rail station.
    Metro,
    /// High-quality frequent bus or tram (HOV).
    Hov,
    /// Anything else.
    Other,
}

impl StopClass {
    /// All classes, in order of quality.
    pub const ALL: [Self; 4] = [Self::Train, Self::Metro, Self::Hov, Self::Other];

    /// Reads the words Dutch stop files use. Tram counts as HOV.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.trim().to_lowercase().as_str() {
            "train" | "trein" | "station" | "treinstation" | "intercity" | "sprinter" => Self::Train,
            "metro" | "subway" | "lightrail" | "light rail" | "randstadrail" => Self::Metro,
            "hov" | "tram" | "r-net" | "rnet" | "brt" => Self::Hov,
            "other" | "bus" | "overig" | "halte" | "veer" | "ferry" => Self::Other,
            _ => return None,
        })
    }

    /// The name used in columns and settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Metro => "metro",
            Self::Hov => "hov",
            Self::Other => "other",
        }
    }
}

/// Grid status per postcode, sorted by postcode.
#[derive(Debug, Default)]
pub struct Postcodes(Vec<(Postcode6, Option<GridCode>)>);

impl Postcodes {
    /// From rows in any order. Of a postcode listed more than once the worst
    /// code holds.
    #[must_use]
    pub fn new(mut rows: Vec<(Postcode6, Option<GridCode>)>) -> Self {
        // Worst first, so that it is the one kept; unknown sorts before any code.
        rows.sort_unstable_by(|a, b| b.cmp(a));
        rows.dedup_by_key(|(postcode, _)| *postcode);
        rows.reverse();
        Self(rows)
    }

    /// Whether the postcode is listed, and with which code.
    #[must_use]
    pub fn get(&self, postcode: Postcode6) -> Option<Option<GridCode>> {
        self.0.binary_search_by_key(&postcode, |(postcode, _)| *postcode).ok().map(|at| self.0[at].1)
    }

    /// How many postcodes are listed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A place with parking: a street section, a lot, a garage.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ParkingPlaces {
    /// Where it is; the middle of an area.
    #[serde(with = "crate::packed::point")]
    pub point: Point<f64>,
    /// Places there are.
    pub capacity: f64,
    /// Places taken at that moment, where counted.
    pub occupied: Option<f64>,
    /// The moment of the count, as the file labels it; `None` where there is one
    /// count, of the busiest moment.
    pub moment: Option<Box<str>>,
}
