//! A town that does not exist, for the demo, the tests and the benches.
//!
//! [`Town`] makes panden, verblijfsobjecten, roofs, percelen, holdings and zone
//! maps in the terms of the official registers, district by district, from rules
//! and a seed: no clock, no chance, no input. [`write_text`] writes them in the
//! text formats the registers are published in; `data/sample` holds what it
//! writes for [`TownSpec::SAMPLE`], and [`embedded`] carries that along in
//! the program.
//!
//! # What is invented, and how one can tell
//!
//! The gemeente Elzermade and everything in it. Gemeente codes from 9001 are
//! not in use. The postcodes of the first 9,000 districts end in F, O or U:
//! none of the 162,000 issued postcodes seen in the published tables of the
//! capaciteitskaart does (the range 9990-9999 alone would not do: 9991 to
//! 9999 are villages in Groningen). Coordinates lie in polder land.
//!
//! # Size
//!
//! A district is 1,000 × 800 m. The sample is one town district. A larger
//! [`TownSpec::panden`] repeats the rules over a grid: per gemeente 10 × 10
//! districts, one in ten a town and the others suburbs, up to the 11.3
//! million panden of the country. Memory holds one district at a time, and
//! district `k` is the same whether others were made before it or not.

mod bezit;
mod block;
mod build;
mod dice;
mod embedded;
mod flaws;
mod ground;
mod ground_town;
mod land;
mod maps;
mod objects;
mod shape;
mod sheet;
mod site;
mod suburb;
mod town;
mod write;
mod zones;
mod zones_town;

#[cfg(test)]
mod tests;

pub use embedded::embedded;
pub use objects::{
    Corporatie, District, MapFeature, MapLayer, Planned, PlannedPlot, TownBezit, TownKey, TownPand,
    TownPerceel, TownPostcode, TownRoof, TownVerblijfsobject,
};
pub use write::{write_large, write_text};

/// How large a town, and which of the many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TownSpec {
    /// Number of panden, planned duplicates not counted.
    pub panden: u64,
    /// Another seed gives other years, areas and widths on the same plan.
    pub seed: u64,
}

impl TownSpec {
    /// The committed sample: one whole town district.
    pub const SAMPLE: Self = Self { panden: 390, seed: 1 };
}

/// Districts in one gemeente.
const PER_GEMEENTE: u64 = 100;
/// Districts along one side of a gemeente.
const SIDE: u64 = 10;
/// Gemeenten side by side.
const GEMEENTEN_SIDE: u64 = 20;
/// Size of a district, meters.
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 800.0;
/// The south-west corner of the first gemeente, RD New.
const ORIGIN: (f64, f64) = (130_000.0, 470_000.0);

/// The rules of one town; holds no objects.
#[derive(Debug, Clone)]
pub struct Town {
    spec: TownSpec,
    town: Vec<block::Block>,
    suburb: Vec<block::Block>,
    n_districts: u64,
}

impl Town {
    /// Lays out a town of at least one pand.
    #[must_use]
    pub fn new(spec: TownSpec) -> Self {
        let mut plan = Self { spec, town: town::blocks(), suburb: suburb::blocks(), n_districts: 0 };
        let per_gemeente: u64 = (0..PER_GEMEENTE).map(|k| plan.n_panden_of(k)).sum();
        let whole = spec.panden / per_gemeente;
        let mut rest = spec.panden % per_gemeente;
        plan.n_districts = whole * PER_GEMEENTE;
        while rest > 0 {
            rest = rest.saturating_sub(plan.n_panden_of(plan.n_districts));
            plan.n_districts += 1;
        }
        plan
    }

    /// What was asked for.
    #[must_use]
    pub fn spec(&self) -> TownSpec {
        self.spec
    }

    /// How many districts there are.
    #[must_use]
    pub fn n_districts(&self) -> u64 {
        self.n_districts
    }

    /// One district; `None` past the last.
    #[must_use]
    pub fn district(&self, number: u64) -> Option<District> {
        (number < self.n_districts).then(|| build::district(self, number))
    }

    /// All districts in order, made as they are asked for.
    pub fn districts(&self) -> impl Iterator<Item = District> + '_ {
        (0..self.n_districts).map(|number| build::district(self, number))
    }

    /// The area all districts lie in: `[min_x, min_y, max_x, max_y]`, RD New.
    #[must_use]
    pub fn extent(&self) -> [f64; 4] {
        let mut extent = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for number in 0..self.n_districts {
            let (x, y) = corner(number);
            extent =
                [extent[0].min(x), extent[1].min(y), extent[2].max(x + WIDTH), extent[3].max(y + HEIGHT)];
        }
        extent
    }

    /// Whether a district is a town; the others are suburbs. One in each row
    /// of ten, shifted from row to row.
    fn is_town(number: u64) -> bool {
        let (column, row) = (number % SIDE, number / SIDE % SIDE);
        (column + 3 * row) % SIDE == 0
    }

    fn blocks(&self, number: u64) -> &[block::Block] {
        if Self::is_town(number) { &self.town } else { &self.suburb }
    }

    /// Panden of a whole district.
    fn n_panden_of(&self, number: u64) -> u64 {
        self.blocks(number).iter().map(|block| u64::from(block.n_panden())).sum()
    }

    /// Panden that the last district is cut off at.
    fn n_panden_before(&self, number: u64) -> u64 {
        let per_gemeente: u64 = (0..PER_GEMEENTE).map(|k| self.n_panden_of(k)).sum();
        let whole = number / PER_GEMEENTE;
        whole * per_gemeente + (whole * PER_GEMEENTE..number).map(|k| self.n_panden_of(k)).sum::<u64>()
    }
}

/// Code of the gemeente a district lies in.
fn gemeente(number: u64) -> u64 {
    9001 + number / PER_GEMEENTE
}

/// South-west corner of a district, RD New. Gemeenten fill a square of 20 ×
/// 20 around the first, so that the whole country's number still lies within
/// the area of use.
fn corner(number: u64) -> (f64, f64) {
    let (place, local) = (number / PER_GEMEENTE, number % PER_GEMEENTE);
    // Counting starts in the middle and wraps around.
    let column = (place + GEMEENTEN_SIDE / 2) % GEMEENTEN_SIDE;
    let row = (place / GEMEENTEN_SIDE + GEMEENTEN_SIDE / 2) % GEMEENTEN_SIDE;
    let step = |cell: u64| cell as f64 - (GEMEENTEN_SIDE / 2) as f64;
    (
        ORIGIN.0 + (step(column) * SIDE as f64 + (local % SIDE) as f64) * WIDTH,
        ORIGIN.1 + (step(row) * SIDE as f64 + (local / SIDE) as f64) * HEIGHT,
    )
}
