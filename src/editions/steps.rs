//! Which steps has a project, and when was each planned and when is it expected?

use crate::{
    assess::delay::Step,
    model::{DaySpan, PlanDate, PlanPeriod, PlannedProject},
};

/// The steps of a project with their names, the delivery last.
pub(super) struct Steps {
    pub names: Vec<String>,
    pub steps: Vec<Step>,
    /// Position of the start of building.
    pub start: Option<usize>,
    /// Whether the earlier edition had the delivery behind it.
    pub was_delivered: bool,
}

impl Steps {
    /// Of a project in two editions. `milestones` are those of the region, in order.
    pub fn of(before: &PlannedProject, now: &PlannedProject, milestones: &[String]) -> Self {
        let mut names: Vec<String> =
            milestones.iter().filter(|name| *name != PlannedProject::DELIVERY).cloned().collect();
        if !names.iter().any(|name| name == PlannedProject::START) {
            names.push(PlannedProject::START.to_owned());
        }
        let start = names.iter().position(|name| name == PlannedProject::START);
        let mut steps: Vec<Step> = names
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let own = |project: &PlannedProject| project.start.filter(|_| Some(at) == start);
                let planned = planned(before, name).or(own(before)).or(actual(before, name));
                let passed = actual(now, name);
                let expected = passed.or(self::planned(now, name)).or(own(now));
                step(planned.map(DaySpan::from), expected.map(DaySpan::from), passed.is_some())
            })
            .collect();
        let passed = actual(now, PlannedProject::DELIVERY);
        let expected = passed.map(DaySpan::from).or_else(|| delivery(now));
        steps.push(step(delivery(before), expected, passed.is_some()));
        names.push(PlannedProject::DELIVERY.to_owned());
        Self { names, steps, start, was_delivered: actual(before, PlannedProject::DELIVERY).is_some() }
    }

    /// Whether a date differs between the editions, or is known in one alone.
    pub fn moved(&self) -> bool {
        self.steps.iter().any(|step| step.planned != step.expected)
    }
}

fn step(planned: Option<DaySpan>, expected: Option<DaySpan>, is_passed: bool) -> Step {
    Step { planned, expected, is_passed }
}

fn planned(project: &PlannedProject, name: &str) -> Option<PlanDate> {
    project.milestones.iter().find(|known| known.name == name)?.planned
}

fn actual(project: &PlannedProject, name: &str) -> Option<PlanDate> {
    project.milestones.iter().find(|known| known.name == name)?.actual
}

/// When the last home is to be delivered, as exactly as the list says it: a date
/// or milestone, else the last year or period with homes.
pub(super) fn delivery(project: &PlannedProject) -> Option<DaySpan> {
    let own = project.delivery.map(|period: PlanPeriod| period.until);
    if let Some(date) = planned(project, PlannedProject::DELIVERY).or(own) {
        return Some(date.into());
    }
    let last_year = project.years.iter().rev().find(|(_, homes)| **homes > 0).map(|(year, _)| *year);
    if let Some(year) = last_year.or(project.jaarschijf).and_then(PlanDate::year) {
        return Some(year.into());
    }
    let last =
        project.periods.iter().filter(|(_, _, homes)| *homes > 0).max_by_key(|(_, until, _)| *until)?;
    let ends = [PlanDate::year(last.0)?, PlanDate::year(last.1)?].map(DaySpan::from);
    Some(DaySpan { first: ends[0].first, last: ends[1].last })
}

/// When the last home is delivered or expected, in words of the list.
pub(super) fn delivery_text(project: &PlannedProject) -> Option<String> {
    let own = || project.delivery.map(|period| period.until);
    let date = actual(project, PlannedProject::DELIVERY)
        .or_else(|| planned(project, PlannedProject::DELIVERY))
        .or_else(own);
    let last_year = || project.years.iter().rev().find(|(_, homes)| **homes > 0).map(|(year, _)| *year);
    let period = || {
        let with_homes = project.periods.iter().filter(|(_, _, homes)| *homes > 0);
        with_homes.max_by_key(|(_, until, _)| *until).map(|(from, until, _)| format!("{from}-{until}"))
    };
    let year = || last_year().or(project.jaarschijf).map(|year| year.to_string());
    date.map(|date| date.to_string()).or_else(year).or_else(period)
}
