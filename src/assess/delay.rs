//! Is a project delayed?
//!
//! A project is delayed when a start, an end or a duration differs from what was
//! planned such that its planned delivery is missed; a slip that the delivery
//! absorbs stays within the margin. What cannot be told is never on time.
//!
//! # Source
//!
//! Routekaart Haaglanden 2026, note 1.

use crate::model::DaySpan;

/// One step of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When it was to be passed.
    pub planned: Option<DaySpan>,
    /// When it was passed, or is expected.
    pub expected: Option<DaySpan>,
    /// Whether it was passed.
    pub is_passed: bool,
}

/// How far a step moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// By so many days; below zero is earlier.
    Days(i64),
    /// Later, by so many days at least: one date is coarser than the other.
    AtLeast(i64),
    /// No later; one date is coarser than the other.
    NotLater,
    /// A date is missing, or too coarse to tell.
    Unknown,
}

impl Shift {
    /// Days it is later by, at least; `None` when it is not known to be later.
    #[must_use]
    pub fn late(self) -> Option<i64> {
        match self {
            Self::Days(days) | Self::AtLeast(days) if days > 0 => Some(days),
            _ => None,
        }
    }
}

impl Step {
    /// How far it moved. Two dates that are as exact are held last day against
    /// last day; of others only what is sure counts.
    ///
    /// # Units
    ///
    /// `coarsest` is the number of days a date may have at most to be called the
    /// same as another.
    #[must_use]
    pub fn shift(&self, coarsest: i64) -> Shift {
        let (Some(planned), Some(expected)) = (self.planned, self.expected) else { return Shift::Unknown };
        if is_as_exact(planned, expected) && planned.days() <= coarsest {
            Shift::Days(expected.last - planned.last)
        } else if expected.first > planned.last {
            Shift::AtLeast(expected.first - planned.last)
        } else if expected.last <= planned.last && planned.days() <= coarsest {
            Shift::NotLater
        } else {
            Shift::Unknown
        }
    }
}

/// Whether two dates are both a day, a month, a quarter or a year: months of 28
/// and of 31 days are alike.
fn is_as_exact(one: DaySpan, other: DaySpan) -> bool {
    const LONGEST: [i64; 4] = [1, 31, 92, 366];
    let class = |span: DaySpan| LONGEST.iter().position(|longest| span.days() <= *longest);
    class(one) == class(other) && class(one).is_some()
}

/// What made the delivery late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A step before building starts.
    Before,
    /// The start of building.
    Start,
    /// Building started, or starts, as planned and takes longer.
    Duration,
    /// The delivery itself; no earlier step tells.
    End,
}

/// What is known of a delivery against its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// The planned delivery is missed.
    Delayed {
        /// Days it is later by.
        days: i64,
        /// Whether it may be more.
        at_least: bool,
        /// Position of the first step that is later.
        step: usize,
        /// What made it late.
        cause: Cause,
    },
    /// A step is later, and the delivery is not.
    WithinMargin {
        /// Days that step is later by, at least.
        days: i64,
        /// Its position.
        step: usize,
    },
    /// Nothing that is known is later, nor is the delivery.
    OnTime,
    /// It was delivered before the earlier edition.
    Delivered,
    /// It cannot be told.
    Unsayable(Why),
}

/// Why it cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The earlier edition has no delivery.
    NoPlan,
    /// The later edition has none.
    NoDelivery,
    /// The dates are too coarse.
    Coarse,
    /// The delivery lies in the past, and no edition says that it took place.
    Passed,
}

/// Holds the steps of a project against their plan. The last one is the
/// delivery; `start` is the position of the start of building. `was_delivered`
/// says that the earlier edition had the delivery behind it.
///
/// # Units
///
/// `coarsest` in days, as in [`Step::shift`]; `today` in days from 1 January
/// 1970, `None` asks nothing of the past.
#[must_use]
pub fn timing(
    steps: &[Step],
    start: Option<usize>,
    was_delivered: bool,
    coarsest: i64,
    today: Option<i64>,
) -> Timing {
    let Some((delivery, before)) = steps.split_last() else { return Timing::Unsayable(Why::NoPlan) };
    if was_delivered {
        return Timing::Delivered;
    }
    let late = |step: &Step| step.shift(coarsest).late();
    let first = before.iter().position(|step| late(step).is_some());
    let shift = delivery.shift(coarsest);
    if let Some(days) = shift.late() {
        let is_as_planned = |step: &Step| {
            matches!(step.shift(coarsest), Shift::Days(days) if days <= 0)
                || step.shift(coarsest) == Shift::NotLater
        };
        let cause = match (first, start) {
            (Some(first), Some(start)) if first == start => Cause::Start,
            (Some(first), Some(start)) if first > start => Cause::Duration,
            (Some(_), _) => Cause::Before,
            (None, Some(start)) if before.get(start).is_some_and(is_as_planned) => Cause::Duration,
            (None, _) => Cause::End,
        };
        let at_least = matches!(shift, Shift::AtLeast(_));
        return Timing::Delayed { days, at_least, step: first.unwrap_or(before.len()), cause };
    }
    let is_past = |span: DaySpan| today.is_some_and(|today| span.last < today);
    match (delivery.planned, delivery.expected) {
        (None, _) => Timing::Unsayable(Why::NoPlan),
        (_, None) => Timing::Unsayable(Why::NoDelivery),
        (_, Some(expected)) if !delivery.is_passed && is_past(expected) => Timing::Unsayable(Why::Passed),
        _ if shift == Shift::Unknown => Timing::Unsayable(Why::Coarse),
        _ => match first.and_then(|step| Some((step, late(&before[step])?))) {
            Some((step, days)) => Timing::WithinMargin { days, step },
            None => Timing::OnTime,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlanDate;

    fn span(text: &str) -> Option<DaySpan> {
        PlanDate::read(text).map(DaySpan::from)
    }

    fn step(planned: &str, expected: &str) -> Step {
        Step { planned: span(planned), expected: span(expected), is_passed: false }
    }

    fn told(steps: &[Step]) -> Timing {
        timing(steps, Some(1), false, 366, None)
    }

    #[test]
    fn dates_as_exact_are_held_last_day_against_last_day_and_others_as_far_as_is_sure() {
        for (planned, expected, shift) in [
            ("2027-03-01", "2027-03-31", Shift::Days(30)),
            ("2027-03-31", "2027-03-01", Shift::Days(-30)),
            // 28 February to 31 March.
            ("2027-02", "2027-03", Shift::Days(31)),
            // 30 September to 31 December.
            ("2027-Q3", "2027-Q4", Shift::Days(92)),
            ("2027", "2028", Shift::Days(366)),
            ("2027", "2027", Shift::Days(0)),
            // 1 January 2028 is one day after the end of 2027.
            ("2027", "2028-Q1", Shift::AtLeast(1)),
            ("2027", "2027-Q3", Shift::NotLater),
            ("2027-Q3", "2027", Shift::Unknown),
            ("2027-06-01", "2028", Shift::AtLeast(214)),
            ("", "2028", Shift::Unknown),
            ("2027", "", Shift::Unknown),
        ] {
            assert_eq!(step(planned, expected).shift(366), shift, "{planned} → {expected}");
        }
        // A period of several years hides what moves within it.
        let years = DaySpan { first: 0, last: 1_825 };
        let step = Step { planned: Some(years), expected: Some(years), is_passed: false };
        assert_eq!(step.shift(366), Shift::Unknown);
    }

    #[test]
    fn a_delay_is_a_missed_delivery_and_tells_where_it_arose() {
        let on_time = step("2027-03-01", "2027-03-01");
        let late = step("2027-03-01", "2027-04-01");
        let delivered_late = step("2028-Q1", "2028-Q2");
        let none = step("", "");
        let delayed = |step, cause| Timing::Delayed { days: 91, at_least: false, step, cause };
        assert_eq!(told(&[on_time, late, delivered_late]), delayed(1, Cause::Start));
        assert_eq!(told(&[late, late, delivered_late]), delayed(0, Cause::Before));
        assert_eq!(told(&[on_time, on_time, delivered_late]), delayed(2, Cause::Duration));
        assert_eq!(told(&[none, none, delivered_late]), delayed(2, Cause::End));
        assert_eq!(
            told(&[on_time, late, step("2028-Q1", "2028-Q1")]),
            Timing::WithinMargin { days: 31, step: 1 }
        );
        assert_eq!(told(&[on_time, on_time, step("2028-Q1", "2028-Q1")]), Timing::OnTime);
    }

    #[test]
    fn what_is_not_known_is_never_on_time() {
        let late = step("2027-03-01", "2027-04-01");
        assert_eq!(told(&[]), Timing::Unsayable(Why::NoPlan));
        assert_eq!(told(&[late, late, step("", "2028")]), Timing::Unsayable(Why::NoPlan));
        assert_eq!(told(&[late, late, step("2028", "")]), Timing::Unsayable(Why::NoDelivery));
        assert_eq!(told(&[step("2028-Q1", "2028")]), Timing::Unsayable(Why::Coarse));
        // 1 October 2026.
        let today = Some(20_727);
        let past = step("2026-09-30", "2026-09-30");
        assert_eq!(timing(&[past], None, false, 366, today), Timing::Unsayable(Why::Passed));
        let passed = Step { is_passed: true, ..past };
        assert_eq!(timing(&[passed], None, false, 366, today), Timing::OnTime);
        assert_eq!(timing(&[past], None, false, 366, Some(20_726)), Timing::OnTime);
        assert_eq!(timing(&[past], None, true, 366, today), Timing::Delivered);
    }
}
