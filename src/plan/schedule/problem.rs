//! What is to be planned?

use super::plan::Start;

/// What is to be planned. Years are counted from 0, the first year of the plan;
/// loads and room are whole watts, so that what fits is decided in whole numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Problem {
    /// Years of the plan; at least one.
    pub years: usize,
    /// What may be built.
    pub works: Vec<Work>,
    /// Supply areas and the stations above them.
    pub areas: Vec<Area>,
    /// What people want, each with a name.
    pub wishes: Vec<Wish>,
    /// What a year later is worth, share of a year sooner; above 0, at most 1.
    pub later: f64,
    /// What a work loses when it is built in another way than the first, share of
    /// its value: a measure must bring more than this. From 0, below 1.
    pub measure: f64,
    /// What 1 kEUR of a way takes off the value; 0 when money weighs nothing.
    pub keur: f64,
}

/// A site or project.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// What tells it from others.
    pub id: String,
    /// Position of its supply area.
    pub area: usize,
    /// What it is worth when it starts in year 0: homes × score. Not negative.
    pub value: f64,
    /// Homes delivered in each year since its start; the first is the year of the
    /// start. What comes after the last year of the plan is not counted there.
    pub homes: Vec<u32>,
    /// How it may be built; the first is as it was asked. At least one.
    pub ways: Vec<Way>,
}

/// One way to build a work.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Its name; empty for as it was asked.
    pub name: String,
    /// Load up to and with each year since the start, W; the last holds from then
    /// on. Not negative; empty is no load.
    pub load_w: Vec<i64>,
    /// What it costs more than the first way, kEUR; `None` is not known: it
    /// weighs nothing, and where a budget holds the way is not chosen.
    pub cost_keur: Option<f64>,
}

/// A supply area, or a station above areas.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its identification.
    pub id: String,
    /// Position of the station above it, which may have one above it in turn.
    pub parent: Option<usize>,
    /// Room for homes by year, W; the last holds from then on, less than 0 is no
    /// room. `None` where it has no limit of its own.
    pub room_w: Option<Vec<i64>>,
}

/// Something that people want, and that can be named when it cannot be had.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// What people call it.
    pub name: String,
    /// What is wanted.
    pub kind: WishKind,
}

/// What is wanted. A year after the last of the plan is the last.
#[derive(Debug, Clone, PartialEq)]
pub enum WishKind {
    /// The work starts within the plan.
    Must {
        /// Position of the work.
        work: usize,
    },
    /// The work starts no sooner than this year.
    NotBefore {
        /// Position of the work.
        work: usize,
        /// First year; that of the plan's end or later keeps it out of the plan.
        year: usize,
    },
    /// The work, if it is built, starts no later than this year.
    NotAfter {
        /// Position of the work.
        work: usize,
        /// Last year.
        year: usize,
    },
    /// `after` starts in a later year than `before`, and not without it.
    Order {
        /// Position of the work that comes first.
        before: usize,
        /// Position of the work that waits for it.
        after: usize,
    },
    /// These works deliver at least so many homes in the years `from..=until` together.
    AtLeast {
        /// Positions of the works.
        works: Vec<usize>,
        /// First year.
        from: usize,
        /// Last year.
        until: usize,
        /// Homes of all those years together.
        homes: u32,
    },
    /// These works deliver at most so many homes in each year of `from..=until`.
    AtMost {
        /// Positions of the works.
        works: Vec<usize>,
        /// First year.
        from: usize,
        /// Last year.
        until: usize,
        /// Homes of each of those years.
        homes: u32,
    },
    /// At most so many of these works start in each year of `from..=until`.
    Starts {
        /// Positions of the works.
        works: Vec<usize>,
        /// First year.
        from: usize,
        /// Last year.
        until: usize,
        /// Starts of each of those years.
        most: u32,
    },
    /// The ways these works are built in cost at most so much together.
    Budget {
        /// Positions of the works.
        works: Vec<usize>,
        /// All years together, kEUR.
        keur: f64,
    },
}

impl Work {
    /// Load so many years after the start, W.
    #[must_use]
    pub fn load_w(&self, way: usize, since: usize) -> i64 {
        let load = self.ways.get(way).map_or(&[][..], |way| &way.load_w);
        load.get(since).or(load.last()).copied().unwrap_or(0)
    }

    /// Homes delivered in a year of the plan.
    #[must_use]
    pub fn homes_in(&self, start: Start, year: usize) -> u64 {
        let since = year.checked_sub(start.year).and_then(|since| self.homes.get(since));
        since.map_or(0, |homes| u64::from(*homes))
    }

    /// What a way costs more than the first, whole euros; `None` is not known.
    #[must_use]
    pub fn cost_eur(&self, way: usize) -> Option<i64> {
        if way == 0 { Some(0) } else { self.ways.get(way)?.cost_keur.map(whole_eur) }
    }
}

impl Problem {
    /// What a start of a work is worth.
    ///
    /// # Method
    ///
    /// Its value × `later` for each year after the first; less the share `measure`
    /// of that when built in another way than the first; less `keur` for every 1
    /// kEUR the way costs.
    #[must_use]
    pub fn worth(&self, work: usize, start: Start) -> f64 {
        let Some(at) = self.works.get(work) else { return 0.0 };
        let mut worth = at.value;
        for _ in 0..start.year {
            worth *= self.later;
        }
        if start.way == 0 {
            return worth;
        }
        let cost = at.ways.get(start.way).and_then(|way| way.cost_keur).unwrap_or(0.0);
        worth * (1.0 - self.measure) - self.keur * cost
    }

    /// The area, and all stations above it.
    pub(super) fn above(&self, area: usize) -> Vec<usize> {
        let mut areas = Vec::new();
        let mut next = Some(area);
        while let Some(at) = next.filter(|at| *at < self.areas.len() && !areas.contains(at)) {
            areas.push(at);
            next = self.areas[at].parent;
        }
        areas
    }
}

/// Whole euros of an amount of kEUR.
#[expect(clippy::cast_possible_truncation, reason = "what is too large becomes the largest")]
pub(super) fn whole_eur(keur: f64) -> i64 {
    (keur * 1_000.0).round() as i64
}
