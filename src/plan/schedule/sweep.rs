//! All ways to fill the limits, work by work, as far as they can still be best.
//!
//! Works come one after another. What was picked so far is a state: what it uses of
//! each limit, and what it is worth. A state is dropped when another is worth no
//! less and uses no more, or when prices tell that it cannot become better than the
//! best plan known. When too many are left, those with the lowest bound go, and
//! that bound is remembered: what comes out is then within it, and else it is the best.

use std::collections::BTreeMap;

use super::model::{Model, Picks};

/// What came of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Swept {
    /// Picks that are worth more than what was known; `None` when there are none left.
    pub(super) picks: Option<Picks>,
    /// No picks are worth more than this, or than what was known.
    pub(super) bound: f64,
}

/// How it is done.
pub(super) struct Sweep<'a> {
    /// Price of each row.
    pub(super) prices: &'a [f64],
    /// What is known to be reached; only more is looked for.
    pub(super) known: f64,
    /// What the works from each position on lose at least, all limits at their price.
    pub(super) ahead: &'a [f64],
    /// Most states that are kept.
    pub(super) width: usize,
}

/// A state: what is used stands apart.
#[derive(Clone, Copy)]
struct State {
    value: f64,
    /// What it is worth less than the bound of the prices.
    loss: f64,
    /// Which state it comes from, and by which choice; 0 is none.
    from: u32,
    choice: u32,
    /// Where what it uses stands.
    at: u32,
}

/// How many of the states kept last one is held against, when more than two limits count.
const HELD_AGAINST: usize = 40;

impl Model {
    /// Goes through all works in their order.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "watts stay far below 2^52, states below 2^32"
    )]
    pub(super) fn sweep(&self, how: &Sweep<'_>) -> Swept {
        let n = self.rows.len();
        let reach = Reach::new(self);
        let (top, _) = self.at_prices(how.prices);
        // Rounding in sums must not drop what is better.
        let least = how.known + 1e-11 * how.known.abs().max(1.0);
        let mut bound_dropped = f64::NEG_INFINITY;
        let mut used: Vec<i64> = vec![0; n];
        let mut states = vec![State { value: 0.0, loss: 0.0, from: 0, choice: 0, at: 0 }];
        let mut history: Vec<Vec<(u32, u32)>> = Vec::with_capacity(self.works.len());
        for (nth, work) in self.works.iter().enumerate() {
            let after: Vec<f64> = work.choices.iter().map(|choice| choice.after(how.prices)).collect();
            let best_after = after.iter().copied().fold(0.0, f64::max);
            let ahead = how.ahead.get(nth + 1).copied().unwrap_or(0.0);
            let mut next: Vec<State> = Vec::new();
            let mut next_used: Vec<i64> = Vec::new();
            let mut now = vec![0_i64; n];
            for (from, state) in states.iter().enumerate() {
                let before = &used[state.at as usize * n..][..n];
                for choice in 0..=work.choices.len() {
                    now.copy_from_slice(before);
                    let (mut value, mut loss) = (state.value, state.loss + best_after);
                    if let Some(at) = choice.checked_sub(1) {
                        value += work.choices[at].worth;
                        loss -= after[at];
                        work.choices[at].uses.iter().for_each(|(row, amount)| now[*row] += amount);
                    }
                    // What a row has left when its last work has come is lost at its price.
                    let mut fits = true;
                    for &row in &reach.touched[nth] {
                        let limit = self.rows[row].limit;
                        fits = fits && now[row] + reach.least[nth + 1][row] <= limit;
                        if reach.last[row] == nth {
                            loss += how.prices[row] * (limit - now[row]) as f64;
                        } else {
                            // Below this, nothing to come can fill it: all the same.
                            let same = limit.saturating_sub(reach.most[nth + 1][row]);
                            if now[row] < same {
                                loss += how.prices[row] * (same - now[row]) as f64;
                                now[row] = same;
                            }
                        }
                    }
                    if fits && top - loss - ahead > least {
                        let at = next.len() as u32;
                        next.push(State { value, loss, from: from as u32, choice: choice as u32, at });
                        next_used.extend_from_slice(&now);
                    }
                }
            }
            let active: Vec<usize> =
                (0..n).filter(|row| reach.first[*row] <= nth && reach.last[*row] > nth).collect();
            let mut kept = undominated(next, &next_used, n, &active);
            if kept.len() > how.width {
                kept.sort_by(|a, b| a.loss.total_cmp(&b.loss).then(a.at.cmp(&b.at)));
                bound_dropped = bound_dropped.max(top - kept[how.width].loss - ahead);
                kept.truncate(how.width);
            }
            used.clear();
            for (at, state) in kept.iter_mut().enumerate() {
                used.extend_from_slice(&next_used[state.at as usize * n..][..n]);
                state.at = at as u32;
            }
            history.push(kept.iter().map(|state| (state.from, state.choice)).collect());
            states = kept;
        }
        let best =
            (0..states.len()).max_by(|a, b| states[*a].value.total_cmp(&states[*b].value).then(b.cmp(a)));
        let mut swept = Swept { picks: None, bound: bound_dropped.max(how.known) };
        if let Some(at) = best {
            swept.bound = swept.bound.max(states[at].value);
            swept.picks = Some(picks_of(&history, at));
            swept.picks = Some(picks_of(&history, at));
        }
        swept
    }
}

/// The picks that led to a state.
fn picks_of(history: &[Vec<(u32, u32)>], mut at: usize) -> Picks {
    let mut picks = vec![None; history.len()];
    for (nth, states) in history.iter().enumerate().rev() {
        let (from, choice) = states[at];
        picks[nth] = (choice as usize).checked_sub(1);
        at = from as usize;
    }
    picks
}

/// Which works use which row first and last, and what those to come use.
struct Reach {
    first: Vec<usize>,
    last: Vec<usize>,
    /// Of each work, the rows it uses.
    touched: Vec<Vec<usize>>,
    /// Least and most that works from each position on use of each row.
    least: Vec<Vec<i64>>,
    most: Vec<Vec<i64>>,
}

impl Reach {
    fn new(model: &Model) -> Self {
        let n = model.rows.len();
        let (mut first, mut last) = (vec![usize::MAX; n], vec![0; n]);
        let mut touched = Vec::with_capacity(model.works.len());
        let (mut least, mut most) = (vec![vec![0_i64; n]], vec![vec![0_i64; n]]);
        for (nth, work) in model.works.iter().enumerate() {
            let mut rows: Vec<usize> =
                work.choices.iter().flat_map(|choice| choice.uses.iter().map(|(row, _)| *row)).collect();
            rows.sort_unstable();
            rows.dedup();
            for &row in &rows {
                first[row] = first[row].min(nth);
                last[row] = nth;
            }
            touched.push(rows);
        }
        for work in model.works.iter().rev() {
            let (mut low, mut high) = (least[least.len() - 1].clone(), most[most.len() - 1].clone());
            let mut rows: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
            for (row, amount) in work.choices.iter().flat_map(|choice| &choice.uses) {
                let (low, high) = rows.entry(*row).or_default();
                (*low, *high) = ((*low).min(*amount), (*high).max(*amount));
            }
            for (row, (lowest, highest)) in rows {
                low[row] = low[row].saturating_add(lowest);
                high[row] = high[row].saturating_add(highest);
            }
            least.push(low);
            most.push(high);
        }
        least.reverse();
        most.reverse();
        Self { first, last, touched, least, most }
    }
}

/// States that no other is worth as much as with no more used, those of most value first.
fn undominated(mut states: Vec<State>, used: &[i64], n: usize, active: &[usize]) -> Vec<State> {
    let of = |state: &State, row: usize| used[state.at as usize * n + row];
    states.sort_by(|a, b| {
        let by_use = || active.iter().map(|row| of(a, *row).cmp(&of(b, *row))).find(|order| order.is_ne());
        b.value.total_cmp(&a.value).then_with(|| by_use().unwrap_or(a.at.cmp(&b.at)))
    });
    let mut kept: Vec<State> = Vec::new();
    match *active {
        [] => states.truncate(1),
        [row] => {
            let mut lowest = i64::MAX;
            states.retain(|state| {
                let is_lower = of(state, row) < lowest;
                lowest = lowest.min(of(state, row));
                is_lower
            });
        }
        [row, other] => {
            // By use of one row, the lowest use of the other so far: falling.
            let mut steps: BTreeMap<i64, i64> = BTreeMap::new();
            states.retain(|state| {
                let (x, y) = (of(state, row), of(state, other));
                if steps.range(..=x).next_back().is_some_and(|(_, lowest)| *lowest <= y) {
                    return false;
                }
                while let Some((&at, _)) = steps.range(x..).next().filter(|(_, lowest)| **lowest >= y) {
                    steps.remove(&at);
                }
                steps.insert(x, y);
                true
            });
        }
        _ => {
            for state in states {
                let last = kept.iter().rev().take(HELD_AGAINST);
                let mut held =
                    last.filter(|other| active.iter().all(|row| of(other, *row) <= of(&state, *row)));
                if held.next().is_none() {
                    kept.push(state);
                }
            }
            return kept;
        }
    }
    states
}
