//! The window of the requests: which can be claimed from the reservation for
//! small users before it is released, and what of the reservation is left?

use std::fmt;

use crate::codes::codes;

codes! {
    /// When a request can be claimed.
    Claim {
        /// Before the reservation is released to the queue.
        BeforeRelease = "before_release",
        /// After it: from the queue.
        AfterRelease = "after_release",
        /// Too late for the planning of the project itself.
        TooLate = "too_late",
    }
}

codes! {
    /// What became of a request.
    RequestStatus {
        /// Still to be asked.
        ToAsk = "to_ask",
        /// Asked, and not answered.
        Asked = "asked",
        /// Promised in writing.
        Promised = "promised",
        /// Refused; it is not asked again until somebody says so.
        Refused = "refused",
        /// Something stands there that is not understood.
        Unclear = "unclear",
    }
}

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// A day that exists.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        (day >= 1 && day <= days_in(year, month)).then_some(Self { year, month, day })
    }

    /// The last day of a month of a year.
    #[must_use]
    pub fn last_of(year: u16, month: u8) -> Option<Self> {
        Self::new(year, month, days_in(year, month))
    }

    /// Reads `2026-10-01`.
    ///
    /// # Examples
    ///
    /// ```
    /// use toplaag::plan::Day;
    ///
    /// assert_eq!(Day::parse("2026-10-01").unwrap().to_string(), "2026-10-01");
    /// assert_eq!(Day::parse("2026-02-29"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else { return None };
        let is_whole = [(year, 4), (month, 2), (day, 2)]
            .iter()
            .all(|(part, n)| part.len() == *n && part.bytes().all(|byte| byte.is_ascii_digit()));
        is_whole.then(|| Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)).flatten()
    }

    /// The same day so many months before; the last of the month where that
    /// month is shorter.
    #[must_use]
    pub fn months_before(self, months: u32) -> Self {
        let at = i64::from(self.year) * 12 + i64::from(self.month) - 1 - i64::from(months);
        let year = u16::try_from(at.div_euclid(12)).unwrap_or_default();
        let month = u8::try_from(at.rem_euclid(12) + 1).unwrap_or(1);
        Self { year, month, day: self.day.min(days_in(year, month)) }
    }

    /// The day before.
    #[must_use]
    pub fn before(self) -> Self {
        if self.day > 1 {
            return Self { day: self.day - 1, ..self };
        }
        let (year, month) =
            if self.month > 1 { (self.year, self.month - 1) } else { (self.year.saturating_sub(1), 12) };
        Self { year, month, day: days_in(year, month) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The days between which requests move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// From then on projects may ask under the new route.
    pub request_from: Day,
    /// Then the reservation is released to the queue.
    pub release_on: Day,
    /// The day from which is counted; `None` counts from `request_from`.
    pub today: Option<Day>,
    /// How long before its first delivery the answer to a request must be there, months.
    pub answer_before_delivery: u32,
    /// How long an answer takes, months.
    pub answer_takes: u32,
}

/// A request in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InWindow {
    /// When it can be claimed.
    pub claim: Claim,
    /// The first day on which it can be asked; none is before the route opens.
    pub ask_from: Day,
    /// The last day on which asking serves its own planning; `None` when the
    /// planning is not known.
    pub ask_by: Option<Day>,
}

impl InWindow {
    /// The last day that counts: of its own planning, or before the release.
    #[must_use]
    pub fn deadline(&self, window: &Window) -> Option<Day> {
        let release = (self.claim == Claim::BeforeRelease).then(|| window.release_on.before());
        [self.ask_by, release].into_iter().flatten().min()
    }
}

impl Window {
    /// The first day on which a request can be made.
    #[must_use]
    pub fn ask_from(&self) -> Day {
        self.today.map_or(self.request_from, |today| today.max(self.request_from))
    }

    /// A request of a project whose building starts and whose first homes are
    /// delivered by these days.
    ///
    /// # Method
    ///
    /// The answer must be there when building starts; where no start is known,
    /// `answer_before_delivery` before the first homes are delivered. A request
    /// is made `answer_takes` before that at the latest. A project is too late
    /// only when it is so on the last day its planning can mean.
    #[must_use]
    pub fn of(&self, start: Option<Day>, delivery: Option<Day>) -> InWindow {
        let before_delivery = || Some(delivery?.months_before(self.answer_before_delivery));
        let ask_by =
            start.or_else(before_delivery).map(|answer_by| answer_by.months_before(self.answer_takes));
        let ask_from = self.ask_from();
        let claim = match ask_by {
            Some(ask_by) if ask_by < ask_from => Claim::TooLate,
            _ if ask_from < self.release_on => Claim::BeforeRelease,
            _ => Claim::AfterRelease,
        };
        InWindow { claim, ask_from, ask_by }
    }
}

/// The reservation of an area and what goes out of it, MW.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Claims {
    /// What is reserved for small users; `None` is not known.
    pub reserved_mw: Option<f64>,
    /// Promised in answer to requests: claimed.
    pub claimed_mw: f64,
    /// Asked and not answered.
    pub asked_mw: f64,
    /// To be asked, complete, and in time before the release.
    pub ready_mw: f64,
    /// To be asked, in time if it is completed.
    pub incomplete_mw: f64,
    /// Too late for its planning, or after the release.
    pub late_mw: f64,
    /// Refused.
    pub refused_mw: f64,
    /// Promises whose megawatts are not known.
    pub claimed_unknown: u64,
}

impl Claims {
    /// What is left of the reservation: with what is claimed it is the whole.
    /// Below zero more was promised than was reserved.
    #[must_use]
    pub fn left_mw(&self) -> Option<f64> {
        self.reserved_mw.map(|reserved| reserved - self.claimed_mw)
    }

    /// What goes to the queue on the day of the release, when all that was asked
    /// and all that is ready is promised; never below zero.
    #[must_use]
    pub fn to_queue_mw(&self) -> Option<f64> {
        self.left_mw().map(|left| (left - self.asked_mw - self.ready_mw).max(0.0))
    }

    /// What goes beyond the reservation when all that was asked and all that is
    /// ready is promised; `None` is not known.
    #[must_use]
    pub fn beyond_mw(&self) -> Option<f64> {
        self.left_mw().map(|left| (self.asked_mw + self.ready_mw - left).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn window(today: Option<&str>) -> Window {
        Window {
            request_from: day("2026-10-01"),
            release_on: day("2027-01-01"),
            today: today.map(day),
            answer_before_delivery: 18,
            answer_takes: 2,
        }
    }

    #[test]
    fn months_go_back_to_a_day_that_exists() {
        for (from, months, to) in [
            ("2028-12-31", 18, "2027-06-30"),
            ("2028-03-31", 1, "2028-02-29"),
            ("2027-01-15", 1, "2026-12-15"),
            ("2027-01-15", 25, "2024-12-15"),
        ] {
            assert_eq!(day(from).months_before(months), day(to));
        }
        assert_eq!(
            (day("2027-01-01").before(), day("2028-03-01").before()),
            (day("2026-12-31"), day("2028-02-29"))
        );
    }

    /// End of 2028, less 18 and 2 months: 30 April 2027.
    #[test]
    fn a_request_is_claimed_before_the_release_after_it_or_too_late() {
        let of = |today: Option<&str>, delivery: &str| window(today).of(None, Some(day(delivery)));
        let before = of(Some("2026-11-30"), "2028-12-31");
        assert_eq!((before.claim, before.ask_by), (Claim::BeforeRelease, Some(day("2027-04-30"))));
        assert_eq!(before.deadline(&window(None)), Some(day("2026-12-31")));
        let after = of(Some("2027-01-01"), "2028-12-31");
        assert_eq!(
            (after.claim, after.deadline(&window(None))),
            (Claim::AfterRelease, Some(day("2027-04-30")))
        );
        assert_eq!(of(Some("2026-11-30"), "2027-12-31").claim, Claim::TooLate);
        // The route opens on 1 October, whatever day it is.
        assert_eq!(of(Some("2026-03-01"), "2028-12-31").ask_from, day("2026-10-01"));
        assert_eq!(of(None, "2028-12-31").ask_from, day("2026-10-01"));
    }

    #[test]
    fn a_start_of_building_is_nearer_than_a_rule_and_no_planning_is_not_too_late() {
        let window = window(Some("2026-11-30"));
        let started = window.of(Some(day("2026-12-31")), Some(day("2030-12-31")));
        assert_eq!((started.claim, started.ask_by), (Claim::TooLate, Some(day("2026-10-31"))));
        let unknown = window.of(None, None);
        assert_eq!((unknown.claim, unknown.ask_by), (Claim::BeforeRelease, None));
    }

    proptest::proptest! {
        #[test]
        fn no_request_goes_before_the_route_opens_and_none_is_in_time_after_its_last_day(
            today in proptest::option::of((2025_u16..2029, 1_u8..13, 1_u8..29)),
            delivery in (2025_u16..2036, 1_u8..13, 1_u8..29),
        ) {
            let today = today.and_then(|(year, month, day)| Day::new(year, month, day));
            let window = Window { today, ..window(None) };
            let of = window.of(None, Day::new(delivery.0, delivery.1, delivery.2));
            proptest::prop_assert!(of.ask_from >= window.request_from);
            proptest::prop_assert!(today.is_none_or(|today| of.ask_from >= today));
            proptest::prop_assert_eq!(of.claim == Claim::TooLate, of.ask_by.unwrap() < of.ask_from);
            if of.claim == Claim::BeforeRelease {
                let deadline = of.deadline(&window).unwrap();
                proptest::prop_assert!(of.ask_from <= deadline && deadline < window.release_on);
            }
        }

        #[test]
        fn claimed_and_left_are_the_reservation(
            reserved in 0.0_f64..50.0, claimed in 0.0_f64..60.0, asked in 0.0_f64..20.0, ready in 0.0_f64..20.0
        ) {
            let claims = Claims {
                reserved_mw: Some(reserved), claimed_mw: claimed, asked_mw: asked, ready_mw: ready, ..Claims::default()
            };
            proptest::prop_assert!((claims.claimed_mw + claims.left_mw().unwrap() - reserved).abs() < 1e-9);
            let (queue, beyond) = (claims.to_queue_mw().unwrap(), claims.beyond_mw().unwrap());
            proptest::prop_assert!(queue == 0.0 || beyond == 0.0);
            proptest::prop_assert!((reserved - claimed - asked - ready - (queue - beyond)).abs() < 1e-9);
            proptest::prop_assert_eq!(Claims { reserved_mw: None, ..claims }.left_mw(), None);
        }
    }
}
