//! One part, as well as it can be done.

use super::{
    greedy::Filling,
    groups::Grouped,
    model::{Choices, Model, Picks},
    plan::Effort,
    prices::Prices,
    solver::Solver,
    swap::swap,
    sweep::Sweep,
};

/// What came of a part.
#[derive(Debug, Clone, Default)]
pub(super) struct Solved {
    /// The best picks known; `None` when none that keep all limits are.
    pub(super) picks: Option<Picks>,
    pub(super) bound: f64,
    pub(super) is_proven: bool,
    /// Whether it is proven that no picks keep all limits.
    pub(super) is_impossible: bool,
}

/// How near two sums of values must be to be the same, share of the larger.
const SAME: f64 = 1e-9;

/// By how much the sum of a solver may differ, whose yes and no are 1 and 0 nearly.
const ROUNDED: f64 = 1e-5;

/// Solves a part.
pub(super) fn solve(model: &Model, effort: &Effort, solver: &dyn Solver) -> Solved {
    let mut best = Best::default();
    simple_orders(model).iter().for_each(|order| best.offer(model, model.filled(order)));
    let prices = model.prices(best.value, effort.rounds);
    best.offer(model, model.filled(&priced(model, &prices)));
    best.offer(model, model.filled(&guided(model, &prices)));
    let mut bound = prices.bound;
    let mut price = prices.of_row.clone();
    let mut allowed = None;
    if !(best.picks.is_some() && is_reached(best.value, bound)) && effort.states > 0 {
        let swept = sweep(model, &prices, effort, &mut best);
        bound = bound.min(swept.bound);
        price = swept.prices;
        allowed = swept.allowed;
    }
    let mut solved = Solved::default();
    if best.picks.is_none() || !is_reached(best.value, bound) {
        let (left, settled) = fixed(model, &price, allowed, &best);
        let answer = ask(&left, &settled, model, &best, effort.nodes, solver);
        if answer.is_impossible && best.picks.is_none() {
            solved.is_impossible = true;
            solved.is_proven = true;
        }
        let before = best.value;
        best.offer(model, answer.picks);
        if answer.is_optimal && best.picks.is_some() {
            bound = best.value;
        } else if let Some(of_solver) = answer.bound {
            bound = bound.min(of_solver.max(before));
        }
    }
    if best.picks.is_some() {
        bound = bound.max(best.value);
        solved.is_proven = is_reached(best.value, bound);
    }
    Solved { picks: best.picks, bound, ..solved }
}

fn is_reached(value: f64, bound: f64) -> bool {
    bound - value <= SAME * bound.abs().max(1.0)
}

/// The best picks so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Best {
    pub(super) picks: Option<Picks>,
    pub(super) value: f64,
}

impl Best {
    /// Takes picks that keep all limits and are worth more.
    fn offer(&mut self, model: &Model, picks: Option<Picks>) {
        let Some(picks) = picks.filter(|picks| model.fits(picks)) else { return };
        let value = model.value(&picks);
        if self.picks.is_none() || value > self.value {
            *self = Self { picks: Some(picks), value };
        }
    }
}

/// Works by value, and by value for what they use.
fn simple_orders(model: &Model) -> [Vec<(usize, usize)>; 2] {
    let worth = |work: usize| model.works[work].choices.iter().map(|choice| choice.worth).fold(0.0, f64::max);
    let used = |work: usize| -> f64 {
        let most =
            model.works[work].choices.iter().flat_map(|choice| &choice.uses).map(|(_, amount)| *amount).max();
        #[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
        let most = most.unwrap_or(0).max(1) as f64;
        most
    };
    [model.by_rank(worth), model.by_rank(|work| worth(work) / used(work))]
}

/// Choices by what they are worth after paying, for what they pay.
fn priced(model: &Model, prices: &Prices) -> Vec<(usize, usize)> {
    model.by_choice(|work, choice| {
        let choice = &model.works[work].choices[choice];
        let after = choice.after(&prices.of_row);
        after / (choice.worth - after).max(1e-9 * choice.worth.abs()).max(f64::MIN_POSITIVE)
    })
}

/// Choices by how much of them the relaxation takes.
fn guided(model: &Model, prices: &Prices) -> Vec<(usize, usize)> {
    model.by_choice(|work, choice| {
        let taken = prices.taken[work][choice];
        taken * 1e3 + model.works[work].choices[choice].after(&prices.of_row).clamp(-500.0, 500.0) * 1e-3
    })
}

/// Leaves out what no better plan can hold: a choice that costs, at these prices,
/// more than all that is still to be won. Works left with one answer are settled.
fn fixed(
    model: &Model,
    prices: &[f64],
    allowed: Option<Vec<f64>>,
    best: &Best,
) -> (Model, Vec<Option<Option<usize>>>) {
    let (bound, _) = model.at_prices(prices);
    let allowed = allowed.unwrap_or_else(|| vec![bound - best.value; model.works.len()]);
    let mut settled = vec![None; model.works.len()];
    let mut kept = model.clone();
    if best.picks.is_none() {
        return (kept, settled);
    }
    for (((work, settled), kept), allowed) in
        model.works.iter().zip(&mut settled).zip(&mut kept.works).zip(allowed)
    {
        let to_win = allowed + SAME * bound.abs().max(1.0);
        let after: Vec<f64> = work.choices.iter().map(|choice| choice.after(prices)).collect();
        let top = after.iter().copied().fold(0.0, f64::max);
        let stays: Vec<usize> = (0..after.len()).filter(|at| top - after[*at] <= to_win).collect();
        let may_wait = top <= to_win;
        match (stays.as_slice(), may_wait) {
            ([], _) => *settled = Some(None),
            ([only], false) => *settled = Some(Some(*only)),
            _ => {
                let mut at = 0;
                kept.choices.retain(|_| {
                    at += 1;
                    stays.contains(&(at - 1))
                });
            }
        }
    }
    (kept, settled)
}

#[derive(Default)]
struct Asked {
    picks: Option<Picks>,
    bound: Option<f64>,
    is_optimal: bool,
    is_impossible: bool,
}

/// Columns from which on fewer nodes are searched, since each takes longer.
const AT_ONCE: u64 = 500;

/// Asks the solver about what is not settled.
fn ask(
    kept: &Model,
    settled: &[Option<Option<usize>>],
    model: &Model,
    best: &Best,
    nodes: u64,
    solver: &dyn Solver,
) -> Asked {
    let open: Vec<usize> = (0..settled.len()).filter(|work| settled[*work].is_none()).collect();
    let sure: Picks = settled.iter().map(|settled| settled.flatten()).collect();
    let sure_value = model.value(&sure);
    let mut left = kept.clone();
    // What is settled is looked up among all choices.
    let used = model.used(&sure);
    left.rows.iter_mut().zip(used).for_each(|(row, used)| row.limit = row.limit.saturating_sub(used));
    left.works = open.iter().map(|work| kept.works[*work].clone()).collect();
    let left = left.reduced();
    if left.is_impossible() {
        return Asked { is_impossible: best.picks.is_none(), ..Asked::default() };
    }
    if left.works.iter().all(|work| work.choices.is_empty()) {
        let value = sure_value;
        return Asked { picks: Some(sure), bound: Some(value), is_optimal: true, is_impossible: false };
    }
    let mut steps = left.steps();
    let from_best = best.picks.as_ref().and_then(|picks| {
        let find = |(work, at): (&Choices, &usize)| match picks[*at] {
            None => Some(None),
            Some(pick) => {
                let start = model.works[*at].choices[pick].start;
                work.choices.iter().position(|choice| choice.start == start).map(Some)
            }
        };
        left.works.iter().zip(&open).map(find).collect::<Option<Picks>>()
    });
    steps.program.start = from_best.filter(|picks| left.fits(picks)).map(|picks| steps.values(&picks));
    let columns = steps.program.columns.len() as u64;
    let nodes = if columns > AT_ONCE { nodes.saturating_mul(AT_ONCE) / columns } else { nodes };
    let answer = solver.solve(&steps.program, nodes.max(1));
    let picks = answer.values.as_deref().map(|values| {
        let mut picks = sure.clone();
        for ((pick, work), at) in steps.picks(values).into_iter().zip(&left.works).zip(&open) {
            let start = pick.map(|pick| work.choices[pick].start);
            picks[*at] = start
                .and_then(|start| model.works[*at].choices.iter().position(|choice| choice.start == start));
        }
        picks
    });
    // Optimal is what the solver says so of, fits to the watt, is worth what the solver
    // says, and no less than what is known.
    let bound = answer.bound.map(|bound| sure_value - bound);
    let is_worth = |picks: &Picks| {
        let value = model.value(picks);
        let rounded = ROUNDED * value.abs().max(1.0);
        let is_claimed = bound.is_some_and(|bound| (bound - value).abs() <= rounded);
        model.fits(picks) && is_claimed && (best.picks.is_none() || value >= best.value - rounded)
    };
    let is_optimal = answer.is_optimal && picks.as_ref().is_some_and(is_worth);
    Asked { picks, bound, is_optimal, is_impossible: answer.is_impossible }
}

/// How near the best plan one must come to be looked at further, share of its value.
const NEAR: f64 = 0.01;

/// Most limits of a part that is swept as a whole: with more, too few states are alike.
const SWEPT_ROWS: usize = 40;

/// How many times as many states are kept of an area by itself: it asks little.
const ALONE: usize = 100;

/// Numbers a sweep keeps at most beside those of the states that are asked for.
const MOST_KEPT: usize = 4_000_000;

/// How many states are kept of an area by itself: as many as memory allows.
fn width_alone(model: &Model, states: usize) -> usize {
    let choices = model.works.iter().map(|work| work.choices.len() + 1).max().unwrap_or(1);
    let of_state = (choices * model.rows.len().max(1)).max(model.works.len());
    states.saturating_mul(ALONE).min(MOST_KEPT / of_state.max(1)).max(states)
}

/// What a sweep tells.
struct Bounded {
    bound: f64,
    /// Prices, and by how much a choice of each work may be worth less at them than
    /// its best one; `None` when the prices alone tell.
    prices: Vec<f64>,
    allowed: Option<Vec<f64>>,
}

/// Fills a part area by area, and then as a whole.
fn sweep(model: &Model, prices: &Prices, effort: &Effort, best: &mut Best) -> Bounded {
    let grouped = model.grouped();
    let known = |best: &Best| if best.picks.is_some() { best.value } else { f64::MIN };
    if grouped.len() == 1 {
        let width = width_alone(model, effort.states);
        let how = Sweep { prices: &prices.of_row, known: known(best), ahead: &[], width };
        let bound = offer_swept(model, &grouped, &how, best);
        return Bounded { bound, prices: prices.of_row.clone(), allowed: None };
    }
    let split = grouped.decomposed(prices, effort.rounds / 6, effort.states, |picks, at| {
        let mut filling = Filling::of(&grouped.model, picks.clone());
        filling.mend(&grouped.model, at);
        let mended = grouped.picks_before(&filling.picks);
        if best.picks.is_none() || model.value(&mended) > best.value - NEAR * best.value.abs() {
            best.offer(model, Some(swap(model, &mended, 2)));
        }
        best.value
    });
    improve(model, &grouped, effort, best);
    let mut bound = split.bound;
    if !(best.picks.is_some() && is_reached(best.value, bound)) && model.rows.len() <= SWEPT_ROWS {
        let how =
            Sweep { prices: &split.prices, known: known(best), ahead: &split.ahead, width: effort.states };
        bound = bound.min(offer_swept(model, &grouped, &how, best));
    }
    let allowed = Some(grouped.allowed(&split, split.bound - best.value));
    Bounded { bound, prices: split.prices, allowed }
}

/// Sweeps all works; gives a bound.
fn offer_swept(model: &Model, grouped: &Grouped, how: &Sweep<'_>, best: &mut Best) -> f64 {
    let swept = grouped.model.sweep(how);
    best.offer(model, swept.picks.map(|picks| grouped.picks_before(&picks)));
    // Without any state left there is nothing to bound: it is for others to tell why.
    if swept.bound == f64::MIN { f64::INFINITY } else { swept.bound }
}

/// Plans two areas at a time again, all others as they are, as long as it helps.
fn improve(model: &Model, grouped: &Grouped, effort: &Effort, best: &mut Best) {
    let Some(picks) = &best.picks else { return };
    let mut picks = grouped.picks_after(picks);
    let n = grouped.len();
    let mut left = effort.repairs;
    let mut changed = vec![true; n];
    while n > 1 && left > 0 && changed.iter().any(|changed| *changed) {
        let was = std::mem::replace(&mut changed, vec![false; n]);
        for (a, b) in (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))) {
            if left == 0 || !(was[a] || was[b] || changed[a] || changed[b]) {
                continue;
            }
            left -= 1;
            let (part, works) = grouped.only(&[a, b], &picks);
            let now: Picks = works.iter().map(|work| picks[*work]).collect();
            let value = part.value(&now);
            let prices = part.prices(value, effort.rounds / 3);
            let swept = part.sweep(&Sweep {
                prices: &prices.of_row,
                known: value,
                ahead: &[],
                width: effort.states / 4,
            });
            let Some(better) = swept.picks.filter(|better| part.fits(better) && part.value(better) > value)
            else {
                continue;
            };
            works.iter().zip(better).for_each(|(work, pick)| picks[*work] = pick);
            (changed[a], changed[b]) = (true, true);
        }
    }
    best.offer(model, Some(grouped.picks_before(&picks)));
}
