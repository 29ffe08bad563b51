//! What is a block: a row of like panden along a street.
//!
//! A district is a table of blocks; see [`super::town`] and [`super::suburb`].

use crate::model::{Conditions, PandStatus};

use super::{
    Corporatie,
    shape::{Shape, Turn},
};

/// How much of the roof is flat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum RoofForm {
    Flat,
    /// Flat planes at several heights.
    Stepped,
    Slanted,
    /// This share is flat, the rest slanted.
    Partly(f64),
}

/// What the heights register knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Survey {
    Full,
    /// Heights and type, no roof areas.
    NoAreas,
    /// The point cloud has no points here.
    NoPoints,
    /// The pand is not in the register at all.
    Absent,
}

/// How the addresses of one pand are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// Every unit has its own house number.
    Own,
    /// One number per pand, the second unit and later have a letter.
    Letters,
    /// One number per pand, each unit an addition.
    Additions,
}

/// Which rows of the holdings a block gets.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub corporatie: Corporatie,
    /// Number of the complex within the district.
    pub complex: u32,
    /// Share of the homes in percent.
    pub percent: u32,
    pub conditions: Conditions,
}

/// What the default parameters must answer for each pand of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Expected {
    pub verdict: &'static str,
    pub because: &'static str,
}

/// A row of like panden.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Name by which the planned cases are found.
    pub name: &'static str,
    pub buurt: u8,
    /// Corner within the district, meters.
    pub at: (f64, f64),
    pub turn: Turn,
    pub units: u32,
    pub width: f64,
    pub depth: f64,
    /// Free space between two units.
    pub gap: f64,
    pub shape: Shape,
    pub storeys: u16,
    /// First and last year of construction.
    pub years: (u16, u16),
    pub roof: RoofForm,
    pub survey: Survey,
    pub status: PandStatus,
    /// Homes per pand, and their floor area.
    pub homes: u32,
    pub home_m2: u32,
    /// Other units per pand, and what they are used for.
    pub others: u32,
    pub other_use: &'static str,
    /// Widths, depths, heights and uses differ from unit to unit.
    pub uneven: bool,
    /// Every so many units have a shed; 0 for none.
    pub shed_every: u32,
    pub street: &'static str,
    pub first_number: u32,
    pub numbering: Numbering,
    pub held: Option<Held>,
    pub expected: Option<Expected>,
}

impl Block {
    /// One pand of `size` meters at a place; flat, one storey, empty.
    pub fn new(name: &'static str, buurt: u8, at: (f64, f64), turn: (i8, u8), size: (f64, f64)) -> Self {
        Self {
            name,
            buurt,
            at,
            turn: Turn { tilt: turn.0, quarter: turn.1 },
            units: 1,
            width: size.0,
            depth: size.1,
            gap: 0.0,
            shape: Shape::Bar,
            storeys: 1,
            years: (1970, 1970),
            roof: RoofForm::Flat,
            survey: Survey::Full,
            status: PandStatus::PandInGebruik,
            homes: 0,
            home_m2: 0,
            others: 0,
            other_use: "",
            uneven: false,
            shed_every: 0,
            street: "",
            first_number: 1,
            numbering: Numbering::Own,
            held: None,
            expected: None,
        }
    }

    pub fn row(mut self, units: u32, gap: f64) -> Self {
        self.units = units;
        self.gap = gap;
        self
    }

    pub fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    pub fn built(mut self, from: u16, to: u16, storeys: u16, roof: RoofForm) -> Self {
        self.years = (from, to);
        self.storeys = storeys;
        self.roof = roof;
        self
    }

    pub fn survey(mut self, survey: Survey) -> Self {
        self.survey = survey;
        self
    }

    pub fn status(mut self, status: PandStatus) -> Self {
        self.status = status;
        self
    }

    pub fn homes(mut self, homes: u32, m2: u32) -> Self {
        self.homes = homes;
        self.home_m2 = m2;
        self
    }

    pub fn others(mut self, others: u32, gebruiksdoel: &'static str) -> Self {
        self.others = others;
        self.other_use = gebruiksdoel;
        self
    }

    pub fn uneven(mut self) -> Self {
        self.uneven = true;
        self
    }

    pub fn sheds(mut self, every: u32) -> Self {
        self.shed_every = every;
        self
    }

    pub fn street(mut self, street: &'static str, first_number: u32, numbering: Numbering) -> Self {
        self.street = street;
        self.first_number = first_number;
        self.numbering = numbering;
        self
    }

    pub fn held(mut self, corporatie: Corporatie, complex: u32, percent: u32, says: Conditions) -> Self {
        self.held = Some(Held { corporatie, complex, percent, conditions: says });
        self
    }

    pub fn expect(mut self, verdict: &'static str, because: &'static str) -> Self {
        self.expected = Some(Expected { verdict, because });
        self
    }

    /// Number of panden, sheds included.
    pub fn n_panden(&self) -> u32 {
        self.units + if self.shed_every == 0 { 0 } else { self.units.div_ceil(self.shed_every) }
    }

    /// Whether it needs a postcode.
    pub fn has_addresses(&self) -> bool {
        self.homes + self.others > 0
    }
}
