//! What do people want of a phasing?
//!
//! Wishes are few and weigh much: one that is not understood would give
//! another plan than was asked for, so here it stops the reading. They stand
//! in a TOML file with Dutch keys, or in a table with a row each.

mod file;
mod table;

pub use table::ROLES;

use crate::{
    config::Source,
    error::Error,
    lang::{Said, say},
};

/// Wishes as somebody wrote them down.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wishes {
    /// Whether homes may be built grid-aware to fit; `None` is not said.
    pub netbewust: Option<bool>,
    /// The wishes, in the order of the file.
    pub wishes: Vec<Wish>,
    /// What may be done at a project to spare the grid.
    pub measures: Vec<Measure>,
}

/// One wish.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Where it stands in the file.
    pub at: Said,
    /// Why it is wished; may be empty.
    pub reason: String,
    /// What is wished.
    pub what: Wished,
}

/// Years of a wish; an end that is not given is that of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Years {
    /// The first.
    pub from: Option<u16>,
    /// The last.
    pub until: Option<u16>,
}

/// What is wished. Projects, gemeenten and corporaties are named as people
/// name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wished {
    /// The project is built within the plan.
    Must {
        /// The project.
        project: String,
    },
    /// It delivers no homes before this year.
    NotBefore {
        /// The project.
        project: String,
        /// The year.
        year: u16,
    },
    /// It starts in this year at the latest.
    NotAfter {
        /// The project.
        project: String,
        /// The year.
        year: u16,
    },
    /// One comes in a later year than the other.
    Order {
        /// The one that goes first.
        first: String,
        /// The one that comes after it.
        then: String,
    },
    /// At least so many homes in these years together.
    AtLeast {
        /// Where.
        gemeente: String,
        /// When.
        years: Years,
        /// Homes.
        homes: u32,
    },
    /// At most so many homes in each of these years.
    AtMost {
        /// Where.
        gemeente: String,
        /// When.
        years: Years,
        /// Homes.
        homes: u32,
    },
    /// At most so many projects start in each of these years.
    Starts {
        /// Whose.
        corporatie: String,
        /// When.
        years: Years,
        /// Projects.
        most: u32,
    },
}

/// What may be done at a project to spare the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Where it stands in the file.
    pub at: Said,
    /// The project.
    pub project: String,
    /// What it is: a battery, an energy hub.
    pub name: String,
    /// What it takes off the peak, kW.
    pub kw: f64,
    /// What it costs, kEUR; `None` is not known.
    pub keur: Option<f64>,
}

/// Highest peak a measure may take off, kW: what is more is watts.
const MOST_KW: f64 = 100_000.0;

/// Reads wishes: TOML by the ending of the name, else a table.
///
/// # Errors
///
/// Those of the file; [`Error::Project`] and [`Error::NotFound`] for a wish that
/// is not understood.
pub fn read(source: &Source) -> Result<Wishes, Error> {
    let is_toml = source.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    if is_toml { file::read(&source.path) } else { table::read(source) }
}

/// A year of a plan, if it is one.
fn year(year: i64) -> Option<u16> {
    u16::try_from(year).ok().filter(|year| (2000..=2100).contains(year))
}

/// What a measure takes off, if it can be.
fn is_peak(kw: f64) -> bool {
    kw > 0.0 && kw <= MOST_KW
}

/// Why a number of kilowatts is refused.
fn no_peak(kw: f64) -> Said {
    say!(
        "een maatregel neemt meer dan 0 en hoogstens 100.000 kW van de piek; er staat {kw}",
        "a measure takes more than 0 and at most 100,000 kW off the peak; it says {kw}"
    )
}

#[cfg(test)]
mod tests;
