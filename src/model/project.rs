//! A project on a planning list, or in the PPM.

use std::{collections::BTreeMap, ops::RangeInclusive};

use geo_types::{MultiPolygon, Point};

use super::{Form, PandId, PlanDate, PlanPeriod};
use crate::codes::codes;

codes! {
    /// How sure a plan is.
    Planstatus {
        /// The homes are anchored in an omgevingsplan or a permit.
        Hard = "hard",
        /// They are not.
        Zacht = "zacht",
    }
}

codes! {
    /// By what a line of a programme counts homes.
    ProgrammeBy {
        /// Kind of home.
        Type = "woningtype",
        /// Rent or price class.
        RentClass = "huurklasse",
        /// Usable floor area.
        Size = "grootte",
    }
}

/// One line of a programme: so many homes of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeLine {
    /// By what it counts.
    pub by: ProgrammeBy,
    /// The kind, as `planlijst.toml` or the project file names it.
    pub name: String,
    /// Homes.
    pub homes: u32,
}

/// A step that public and private parties agreed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Name, as `planlijst.toml` or the project file has it.
    pub name: String,
    /// When it should be passed.
    pub planned: Option<PlanDate>,
    /// When it was.
    pub actual: Option<PlanDate>,
}

/// One row of a planning list. What is `None` or empty is not said.
///
/// # Source
///
/// The PPM record of `scoring-en-documenten.md` §4; the split into fields is
/// this program's own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlannedProject {
    /// Row in the file or sheet, 1-based, as a spreadsheet shows it.
    pub row: u64,
    /// Identification in the PPM.
    pub ppm_id: Option<String>,
    /// Name.
    pub naam: Option<String>,
    /// Gemeente, as name or code.
    pub gemeente: Option<String>,
    /// Place or part of town.
    pub kern: Option<String>,
    /// Address, or where it is in words.
    pub locatie: Option<String>,
    /// Who leads the project.
    pub trekker: Option<String>,
    /// Housing association.
    pub corporatie: Option<String>,
    /// Number or name of its complex.
    pub complex: Option<String>,
    /// How homes are added.
    pub form: Option<Form>,
    /// How sure the plan is.
    pub planstatus: Option<Planstatus>,
    /// Homes by year of delivery (jaarschijf).
    pub years: BTreeMap<u16, u32>,
    /// Homes by period of delivery: first year, last year, homes.
    pub periods: Vec<(u16, u16, u32)>,
    /// The one year the row is about, where the list has a row a year.
    pub jaarschijf: Option<u16>,
    /// All its homes, as the list has them.
    pub homes: Option<u32>,
    /// Homes by type, rent class and size.
    pub programme: Vec<ProgrammeLine>,
    /// Type of all its homes.
    pub home_type: Option<String>,
    /// Rent class of all its homes.
    pub rent_class: Option<String>,
    /// Size of its homes, in words or m².
    pub home_size: Option<String>,
    /// Steps with a date, in the order of the parameter.
    pub milestones: Vec<Milestone>,
    /// What stands in the way.
    pub knelpunten: Vec<String>,
    /// Days of delay.
    pub delay_days: Option<i64>,
    /// Who must take the next step.
    pub next_step_owner: Option<String>,
    /// The project it stands in for, should that stall.
    pub alternative_for: Option<String>,
    /// When the row was last brought up to date.
    pub updated_on: Option<PlanDate>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Start of building.
    pub start: Option<PlanDate>,
    /// Delivery.
    pub delivery: Option<PlanPeriod>,
    /// How the homes are heated.
    pub heat_concept: Option<String>,
    /// Whether it is built to spare the grid.
    pub netbewust: Option<bool>,
    /// Charge points for cars.
    pub chargers: Option<u32>,
    /// Supply area, by identification or name.
    pub grid_area: Option<String>,
    /// A point in it, RD New.
    pub point: Option<Point<f64>>,
    /// The area of the plan, RD New, where the list is a map.
    pub area: Option<MultiPolygon<f64>>,
    /// Panden it is about.
    pub panden: Vec<PandId>,
    /// The site it is about, as an earlier export or a person filled in.
    pub site_id: Option<String>,
    /// Where the row came from first.
    pub herkomst: Option<String>,
}

impl PlannedProject {
    /// All its homes: as the list has them, else its years or periods together.
    #[must_use]
    pub fn n_homes(&self) -> Option<u32> {
        let years = || self.years.values().copied().reduce(u32::saturating_add);
        let periods = || self.periods.iter().map(|(_, _, homes)| *homes).reduce(u32::saturating_add);
        self.homes.or_else(years).or_else(periods)
    }

    /// Homes by year, years without homes left out: its own years, else those of
    /// its periods, else all in the one year it names, else those of its delivery.
    /// Homes of a period are spread evenly, what is left over in its first years.
    #[must_use]
    pub fn phasing(&self) -> BTreeMap<u16, u32> {
        let mut years = self.years.clone();
        years.retain(|_, homes| *homes > 0);
        if years.is_empty() {
            for (from, until, homes) in &self.periods {
                for (year, homes) in spread(*homes, *from..=*until) {
                    let sum = years.entry(year).or_default();
                    *sum = sum.saturating_add(homes);
                }
            }
        }
        let (true, Some(homes)) = (years.is_empty(), self.homes) else { return years };
        let Some(period) =
            self.jaarschijf.map(|year| year..=year).or_else(|| Some(self.delivered()?.years()))
        else {
            return years;
        };
        spread(homes, period).collect()
    }

    /// When its homes are delivered: as a date of its own, else as the milestone
    /// of that name was passed, or is planned.
    #[must_use]
    pub fn delivered(&self) -> Option<PlanPeriod> {
        let milestone = || self.milestones.iter().find(|milestone| milestone.name == Self::DELIVERY);
        let day = || milestone().and_then(|milestone| milestone.actual.or(milestone.planned));
        self.delivery.or_else(|| day().map(PlanPeriod::from))
    }

    /// When building starts: as a date of its own, else as the milestone of that
    /// name was passed, or is planned.
    #[must_use]
    pub fn starts(&self) -> Option<PlanDate> {
        let milestone = || self.milestones.iter().find(|milestone| milestone.name == Self::START);
        self.start.or_else(|| milestone().and_then(|milestone| milestone.actual.or(milestone.planned)))
    }

    /// The milestone at which building starts.
    pub const START: &str = "start bouw";

    /// The milestone that is the delivery of the homes.
    pub const DELIVERY: &str = "oplevering";

    /// What people call it.
    #[must_use]
    pub fn title(&self) -> &str {
        let names = [&self.naam, &self.ppm_id, &self.site_id];
        names.into_iter().find_map(Option::as_deref).unwrap_or_default()
    }
}

/// Homes spread evenly over years, what is left over in the first ones; only
/// years with homes.
fn spread(homes: u32, years: RangeInclusive<u16>) -> impl Iterator<Item = (u16, u32)> {
    let n = u32::try_from(years.len()).unwrap_or(u32::MAX).max(1);
    let each = (0..).zip(years).map(move |(at, year)| (year, homes / n + u32::from(at < homes % n)));
    each.filter(|(_, homes)| *homes > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_of_a_period_are_spread_evenly_and_own_years_go_first() {
        let period = PlannedProject {
            homes: Some(8),
            delivery: PlanPeriod::read("2028-2030"),
            ..PlannedProject::default()
        };
        assert_eq!(period.phasing(), BTreeMap::from([(2028, 3), (2029, 3), (2030, 2)]));
        // Columns of years that are all zero say no year.
        let zeros = PlannedProject { years: BTreeMap::from([(2027, 0)]), ..period.clone() };
        assert_eq!(zeros.phasing(), period.phasing());
        let periods = PlannedProject { periods: vec![(2025, 2026, 3), (2030, 2050, 0)], ..period.clone() };
        assert_eq!(periods.phasing(), BTreeMap::from([(2025, 2), (2026, 1)]));
        let own = PlannedProject { years: BTreeMap::from([(2027, 5), (2028, 0)]), ..periods };
        assert_eq!(own.phasing(), BTreeMap::from([(2027, 5)]));
    }
}
