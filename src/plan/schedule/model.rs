//! The question as choices that use up limits.
//!
//! Every work has choices (a year and a way), of which it takes one or none. Each
//! choice uses so much of some rows, in whole numbers, and of no row may more be
//! used than its limit. Room, wishes for at most, at least (less than nothing is
//! used, and less than nothing is the limit) and order all have this one form.

use std::collections::BTreeSet;

use super::{
    plan::Start,
    problem::{Problem, WishKind, whole_eur},
};

/// Choices and limits.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) works: Vec<Choices>,
    pub(super) rows: Vec<Row>,
}

/// What a work may do.
#[derive(Debug, Clone)]
pub(super) struct Choices {
    /// Position of the work in the problem.
    pub(super) work: usize,
    pub(super) choices: Vec<Choice>,
}

/// One thing it may do.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) start: Start,
    pub(super) worth: f64,
    /// By row, in order; never 0.
    pub(super) uses: Vec<(usize, i64)>,
}

/// A limit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) limit: i64,
    pub(super) origin: Origin,
}

/// Where a limit comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Room of an area or station.
    Room(usize),
    /// A wish, by position.
    Wish(usize),
}

/// Of each work, which of its choices.
pub(super) type Picks = Vec<Option<usize>>;

impl Model {
    /// All choices and limits of a problem, leaving out some wishes.
    pub(super) fn new(problem: &Problem, without: &BTreeSet<usize>) -> Self {
        let mut rows = Vec::new();
        let mut works = choices(problem, without);
        let mut row = |origin: Origin, limit: i64| {
            rows.push(Row { limit, origin });
            rows.len() - 1
        };
        // Rows are made in order, so that the uses of a choice are in order too.
        let limits = room_that_binds(problem);
        let at: Vec<Vec<Option<usize>>> = (limits.iter().enumerate())
            .map(|(area, years)| {
                years.iter().map(|limit| limit.map(|limit| row(Origin::Room(area), limit))).collect()
            })
            .collect();
        for choices in &mut works {
            let work = &problem.works[choices.work];
            let mut areas = problem.above(work.area);
            areas.sort_unstable();
            for choice in &mut choices.choices {
                for &area in &areas {
                    for (year, row) in at[area].iter().enumerate().skip(choice.start.year) {
                        let Some(row) = *row else { continue };
                        choice.add(row, work.load_w(choice.start.way, year - choice.start.year));
                    }
                }
            }
        }
        for (at, wish) in problem.wishes.iter().enumerate().filter(|(at, _)| !without.contains(at)) {
            add_wish(problem, &wish.kind, &mut works, |limit| row(Origin::Wish(at), limit));
        }
        Self { works, rows }
    }

    /// What all picks are worth.
    pub(super) fn value(&self, picks: &Picks) -> f64 {
        let worth =
            |(choices, pick): (&Choices, &Option<usize>)| pick.map_or(0.0, |at| choices.choices[at].worth);
        self.works.iter().zip(picks).map(worth).sum()
    }

    /// What all picks use of each row.
    pub(super) fn used(&self, picks: &Picks) -> Vec<i64> {
        let mut used = vec![0_i64; self.rows.len()];
        for (choices, pick) in self.works.iter().zip(picks) {
            let Some(at) = *pick else { continue };
            for (row, use_) in &choices.choices[at].uses {
                used[*row] = used[*row].saturating_add(*use_);
            }
        }
        used
    }

    /// Whether no more is used than there is.
    pub(super) fn fits(&self, picks: &Picks) -> bool {
        self.used(picks).iter().zip(&self.rows).all(|(used, row)| *used <= row.limit)
    }
}

impl Choice {
    fn add(&mut self, row: usize, amount: i64) {
        if amount != 0 {
            self.uses.push((row, amount));
        }
    }

    /// What it uses of a row.
    pub(super) fn of_row(&self, row: usize) -> i64 {
        self.uses.binary_search_by_key(&row, |(at, _)| *at).map_or(0, |at| self.uses[at].1)
    }
}

/// The years and ways each work may start in.
fn choices(problem: &Problem, without: &BTreeSet<usize>) -> Vec<Choices> {
    let mut years = vec![(0, problem.years); problem.works.len()];
    for (_, wish) in problem.wishes.iter().enumerate().filter(|(at, _)| !without.contains(at)) {
        match wish.kind {
            WishKind::NotBefore { work, year } => years[work].0 = years[work].0.max(year),
            WishKind::NotAfter { work, year } => years[work].1 = years[work].1.min(year.saturating_add(1)),
            _ => {}
        }
    }
    let each = problem.works.iter().zip(years).enumerate();
    each.map(|(work, (about, (from, until)))| {
        let starts = (from..until).flat_map(|year| (0..about.ways.len()).map(move |way| Start { year, way }));
        let choice = |start| Choice { start, worth: problem.worth(work, start), uses: Vec::new() };
        Choices { work, choices: starts.map(choice).collect() }
    })
    .collect()
}

/// Room by area and year, where more could be used than there is. A station whose
/// areas together cannot use more has no limit that matters.
fn room_that_binds(problem: &Problem) -> Vec<Vec<Option<i64>>> {
    let areas = problem.areas.len();
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); areas];
    let mut own = vec![vec![0_i64; problem.years]; areas];
    for (at, area) in problem.areas.iter().enumerate() {
        if let Some(parent) = area.parent.filter(|parent| *parent < areas) {
            inside[parent].push(at);
        }
    }
    for work in problem.works.iter().filter(|work| work.area < areas) {
        // At most, up to any year: the largest load of any way.
        let most = work.ways.iter().flat_map(|way| way.load_w.iter().copied()).max().unwrap_or(0).max(0);
        own[work.area].iter_mut().for_each(|sum| *sum = sum.saturating_add(most));
    }
    let most = |area: usize, year: usize| most_used(problem, &inside, &own, area, year, areas);
    (0..areas)
        .map(|area| {
            let limit = |year: usize| {
                let room = problem.room_w(area, year)?;
                let below: i64 = inside[area].iter().map(|at| most(*at, year)).fold(0, i64::saturating_add);
                (own[area][year].saturating_add(below) > room).then_some(room)
            };
            (0..problem.years).map(limit).collect()
        })
        .collect()
}

/// What an area may use at most, its own room kept.
fn most_used(
    problem: &Problem,
    inside: &[Vec<usize>],
    own: &[Vec<i64>],
    area: usize,
    year: usize,
    depth: usize,
) -> i64 {
    let room = problem.room_w(area, year).unwrap_or(i64::MAX);
    if depth == 0 {
        return room;
    }
    let below = inside[area].iter().map(|at| most_used(problem, inside, own, *at, year, depth - 1));
    below.fold(own[area][year], i64::saturating_add).min(room)
}

/// Adds the rows of a wish; `row` makes one with a limit.
fn add_wish(problem: &Problem, kind: &WishKind, works: &mut [Choices], mut row: impl FnMut(i64) -> usize) {
    let years = |from: usize, until: usize| from..until.saturating_add(1).min(problem.years);
    let set = |works: &[usize]| works.iter().copied().collect::<BTreeSet<usize>>();
    let mut add = |row: usize, work: usize, amount: &dyn Fn(Start) -> i64| {
        works[work].choices.iter_mut().for_each(|choice| choice.add(row, amount(choice.start)));
    };
    let homes = |work: usize, start: Start, year: usize| to_i64(problem.works[work].homes_in(start, year));
    match kind {
        WishKind::Must { work } => add(row(-1), *work, &|_| -1),
        WishKind::NotBefore { .. } | WishKind::NotAfter { .. } => {}
        WishKind::Order { before, after } => {
            for year in 0..problem.years {
                let at = row(0);
                add(at, *after, &|start| i64::from(start.year <= year));
                add(at, *before, &|start| -i64::from(start.year < year));
            }
        }
        WishKind::AtLeast { works, from, until, homes: least } => {
            let at = row(-i64::from(*least));
            for work in set(works) {
                add(at, work, &|start| {
                    -years(*from, *until).map(|year| homes(work, start, year)).sum::<i64>()
                });
            }
        }
        WishKind::AtMost { works, from, until, homes: most } => {
            for year in years(*from, *until) {
                let at = row(i64::from(*most));
                set(works).into_iter().for_each(|work| add(at, work, &|start| homes(work, start, year)));
            }
        }
        WishKind::Starts { works, from, until, most } => {
            for year in years(*from, *until) {
                let at = row(i64::from(*most));
                set(works).into_iter().for_each(|work| add(at, work, &|start| i64::from(start.year == year)));
            }
        }
        WishKind::Budget { works, keur } => {
            let most = whole_eur(*keur);
            let at = row(most);
            for work in set(works) {
                // What is not known does not fit in any budget.
                add(at, work, &|start| {
                    problem.works[work].cost_eur(start.way).unwrap_or_else(|| most.saturating_add(1).max(1))
                });
            }
        }
    }
}

fn to_i64(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
