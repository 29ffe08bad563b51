//! Does a plan keep what was asked? Held against the question itself, in whole
//! numbers, whatever made the plan.

use std::collections::BTreeSet;

use super::{
    plan::{Plan, Start},
    problem::{Problem, WishKind, whole_eur},
    sound::MOST_W,
};

/// What a plan does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Broken {
    /// It has not one start for each work.
    Length,
    /// A work starts in a year or way that does not exist.
    Start {
        /// Position of the work.
        work: usize,
    },
    /// More load than room.
    Room {
        /// Position of the area or station.
        area: usize,
        /// Year.
        year: usize,
        /// Load up to and with that year, W.
        load_w: i64,
        /// Room in it, W.
        room_w: i64,
    },
    /// A wish is not kept.
    Wish {
        /// Position of the wish.
        wish: usize,
        /// The first year in which it is not, where it is about each year.
        year: Option<usize>,
    },
    /// It is not worth what it claims to be.
    Value,
}

impl Plan {
    /// All that it breaks: every area and station in every year, and every wish.
    #[must_use]
    pub fn broken(&self, problem: &Problem) -> Vec<Broken> {
        let mut broken = problem.broken(&self.starts);
        let worth = problem.value(&self.starts);
        if broken.is_empty() && (worth - self.value).abs() > 1e-9 * worth.abs().max(1.0) {
            broken.push(Broken::Value);
        }
        broken
    }
}

impl Problem {
    /// All that these starts break.
    #[must_use]
    pub fn broken(&self, starts: &[Option<Start>]) -> Vec<Broken> {
        if starts.len() != self.works.len() {
            return vec![Broken::Length];
        }
        let exists = |at: usize| {
            let start = starts[at]?;
            (start.year >= self.years || start.way >= self.works[at].ways.len())
                .then_some(Broken::Start { work: at })
        };
        let mut broken: Vec<Broken> = (0..starts.len()).filter_map(exists).collect();
        if !broken.is_empty() {
            return broken;
        }
        let loads = self.loads_w(starts);
        for (area, loads) in loads.iter().enumerate() {
            for (year, &load_w) in loads.iter().enumerate() {
                let Some(room_w) = self.room_w(area, year) else { continue };
                if load_w > room_w && load_w > 0 {
                    broken.push(Broken::Room { area, year, load_w, room_w });
                }
            }
        }
        for wish in 0..self.wishes.len() {
            if let Some(year) = self.broken_wish(starts, wish) {
                broken.push(Broken::Wish { wish, year });
            }
        }
        broken
    }

    /// Room of an area or station in a year, W; `None` where it has no limit.
    #[must_use]
    pub fn room_w(&self, area: usize, year: usize) -> Option<i64> {
        let room = self.areas.get(area)?.room_w.as_ref()?;
        Some(room.get(year).or(room.last()).copied().unwrap_or(0).clamp(0, MOST_W))
    }

    /// Load of each area and station up to and with each year, W.
    #[must_use]
    pub fn loads_w(&self, starts: &[Option<Start>]) -> Vec<Vec<i64>> {
        let mut loads = vec![vec![0_i64; self.years]; self.areas.len()];
        for (work, start) in self.works.iter().zip(starts) {
            let Some(start) = start else { continue };
            for area in self.above(work.area) {
                for (year, load) in loads[area].iter_mut().enumerate().skip(start.year) {
                    *load = load.saturating_add(work.load_w(start.way, year - start.year));
                }
            }
        }
        loads
    }

    /// Homes delivered in each year.
    #[must_use]
    pub fn homes(&self, starts: &[Option<Start>]) -> Vec<u64> {
        let of_year = |year: usize| {
            let each = self.works.iter().zip(starts);
            each.map(|(work, start)| start.map_or(0, |start| work.homes_in(start, year))).sum()
        };
        (0..self.years).map(of_year).collect()
    }

    /// What these starts are worth together.
    #[must_use]
    pub fn value(&self, starts: &[Option<Start>]) -> f64 {
        let worth =
            |(work, start): (usize, &Option<Start>)| start.map_or(0.0, |start| self.worth(work, start));
        starts.iter().enumerate().map(worth).sum()
    }

    /// Whether a wish is broken, and in which year first; `None` when it is kept.
    #[expect(clippy::option_option, reason = "broken or not, and then with a year or not")]
    fn broken_wish(&self, starts: &[Option<Start>], wish: usize) -> Option<Option<usize>> {
        let years = |from: usize, until: usize| from..(until.saturating_add(1)).min(self.years);
        let set = |works: &[usize]| works.iter().copied().collect::<BTreeSet<usize>>();
        let homes = |works: &BTreeSet<usize>, year: usize| -> u64 {
            let of = |&work: &usize| starts[work].map_or(0, |start| self.works[work].homes_in(start, year));
            works.iter().map(of).sum()
        };
        match &self.wishes[wish].kind {
            WishKind::Must { work } => starts[*work].is_none().then_some(None),
            WishKind::NotBefore { work, year } => {
                starts[*work].is_some_and(|start| start.year < *year).then_some(None)
            }
            WishKind::NotAfter { work, year } => {
                starts[*work].is_some_and(|start| start.year > *year).then_some(None)
            }
            WishKind::Order { before, after } => {
                let after = starts[*after]?;
                starts[*before].is_none_or(|before| before.year >= after.year).then_some(None)
            }
            WishKind::AtLeast { works, from, until, homes: least } => {
                let works = set(works);
                let sum: u64 = years(*from, *until).map(|year| homes(&works, year)).sum();
                (sum < u64::from(*least)).then_some(None)
            }
            WishKind::AtMost { works, from, until, homes: most } => {
                let works = set(works);
                years(*from, *until).find(|year| homes(&works, *year) > u64::from(*most)).map(Some)
            }
            WishKind::Starts { works, from, until, most } => {
                let works = set(works);
                let starting = |year: usize| {
                    works.iter().filter(|work| starts[**work].is_some_and(|start| start.year == year)).count()
                };
                years(*from, *until).find(|year| starting(*year) as u64 > u64::from(*most)).map(Some)
            }
            WishKind::Budget { works, keur } => {
                let mut sum = 0_i64;
                for work in set(works) {
                    match starts[work].map(|start| self.works[work].cost_eur(start.way)) {
                        None => {}
                        Some(None) => return Some(None),
                        Some(Some(eur)) => sum = sum.saturating_add(eur),
                    }
                }
                (sum > whole_eur(*keur)).then_some(None)
            }
        }
    }
}
