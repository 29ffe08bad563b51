//! Works of one area come one after another; what each area can do by itself
//! bounds what all can do together.

use std::collections::BTreeMap;

use super::{
    model::{Choice, Choices, Model, Origin, Picks},
    prices::{Prices, ROUNDED_OFF},
    sweep::Sweep,
};

/// A model whose works come area by area.
pub(super) struct Grouped {
    pub(super) model: Model,
    /// Of each work, its position before.
    order: Vec<usize>,
    /// Where each group begins, and where the last ends.
    begins: Vec<usize>,
}

impl Model {
    /// The works area by area: the area or station of a work whose limit fewest share.
    pub(super) fn grouped(&self) -> Grouped {
        let mut sharing: BTreeMap<usize, usize> = BTreeMap::new();
        let of = |work: &Choices| -> Vec<usize> {
            let rows = work.choices.iter().flat_map(|choice| choice.uses.iter().map(|(row, _)| *row));
            let mut areas: Vec<usize> = rows
                .filter_map(|row| match self.rows[row].origin {
                    Origin::Room(area) => Some(area),
                    Origin::Wish(_) => None,
                })
                .collect();
            areas.sort_unstable();
            areas.dedup();
            areas
        };
        for work in &self.works {
            of(work).into_iter().for_each(|area| *sharing.entry(area).or_default() += 1);
        }
        let group = |work: &Choices| of(work).into_iter().min_by_key(|area| (sharing[area], *area));
        let mut order: Vec<(Option<usize>, usize)> =
            self.works.iter().enumerate().map(|(at, work)| (group(work), at)).collect();
        order.sort_unstable();
        let mut begins: Vec<usize> =
            (0..order.len()).filter(|at| *at == 0 || order[*at].0 != order[at - 1].0).collect();
        begins.push(order.len());
        let order: Vec<usize> = order.into_iter().map(|(_, at)| at).collect();
        let works = order.iter().map(|at| self.works[*at].clone()).collect();
        Grouped { model: Self { works, rows: self.rows.clone() }, order, begins }
    }
}

impl Grouped {
    /// Picks in the order the works had before.
    pub(super) fn picks_before(&self, picks: &Picks) -> Picks {
        let mut before = vec![None; picks.len()];
        self.order.iter().zip(picks).for_each(|(at, pick)| before[*at] = *pick);
        before
    }

    /// Picks in the order of the groups.
    pub(super) fn picks_after(&self, picks: &Picks) -> Picks {
        self.order.iter().map(|at| picks[*at]).collect()
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.begins.len() - 1
    }

    /// The works of some groups by themselves, when all others do as picked: their
    /// model and positions.
    pub(super) fn only(&self, groups: &[usize], picks: &Picks) -> (Model, Vec<usize>) {
        let works: Vec<usize> =
            groups.iter().flat_map(|group| self.begins[*group]..self.begins[group + 1]).collect();
        let mut others = picks.clone();
        works.iter().for_each(|work| others[*work] = None);
        let mut rows = self.model.rows.clone();
        rows.iter_mut().zip(self.model.used(&others)).for_each(|(row, used)| row.limit -= used);
        let mut model =
            Model { works: works.iter().map(|work| self.model.works[*work].clone()).collect(), rows };
        let mut touched = vec![false; model.rows.len()];
        let uses = model.works.iter().flat_map(|work| &work.choices).flat_map(|choice| &choice.uses);
        uses.for_each(|(row, _)| touched[*row] = true);
        model.keep_rows(&touched);
        (model, works)
    }

    /// Which rows each group alone uses, by group, and those that more share.
    fn shares(&self) -> (Vec<Vec<usize>>, Vec<usize>) {
        let mut owner: Vec<Option<Option<usize>>> = vec![None; self.model.rows.len()];
        for group in 0..self.len() {
            for work in &self.model.works[self.begins[group]..self.begins[group + 1]] {
                for (row, _) in work.choices.iter().flat_map(|choice| &choice.uses) {
                    owner[*row] = match owner[*row] {
                        None => Some(Some(group)),
                        Some(Some(at)) if at == group => Some(Some(group)),
                        Some(_) => Some(None),
                    };
                }
            }
        }
        let mut own = vec![Vec::new(); self.len()];
        let mut shared = Vec::new();
        for (row, owner) in owner.into_iter().enumerate() {
            match owner {
                Some(Some(group)) => own[group].push(row),
                _ => shared.push(row),
            }
        }
        (own, shared)
    }

    /// What each work, in the order before, may cost more than its best choice at the
    /// prices of a split, when `to_win` is still to be won: its group loses some anyway.
    pub(super) fn allowed(&self, split: &Decomposed, to_win: f64) -> Vec<f64> {
        let mut allowed = vec![to_win; self.order.len()];
        for (group, loss) in split.losses.iter().enumerate() {
            let works = &self.order[self.begins[group]..self.begins[group + 1]];
            works.iter().for_each(|work| allowed[*work] = to_win + loss);
        }
        allowed
    }

    /// Looks for prices of what groups share at which all of them together are worth
    /// least, each group filled as well as it can be by itself. `offer` gets what
    /// they pick.
    pub(super) fn decomposed(
        &self,
        start: &Prices,
        rounds: u32,
        width: usize,
        mut offer: impl FnMut(&Picks, &[f64]) -> f64,
    ) -> Decomposed {
        let (own, shared) = self.shares();
        let scale = self.model.scales();
        let mut prices = start.of_row.clone();
        let mut best = Decomposed {
            bound: f64::INFINITY,
            prices: prices.clone(),
            losses: Vec::new(),
            ahead: Vec::new(),
        };
        let (mut step, mut waited) = (1.0, 0);
        let mut over_before = vec![0.0; shared.len()];
        for _ in 0..rounds.max(1) {
            let mut picks: Picks = Vec::with_capacity(self.model.works.len());
            let mut at = prices.clone();
            #[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
            let of_shared = shared.iter().map(|row| prices[*row] * self.model.rows[*row].limit as f64);
            let (sum, size) = of_shared.fold((0.0, 0.0), |(sum, size), of| (sum + of, size + of.abs()));
            let mut bound = sum + 2.0 * ROUNDED_OFF * size;
            let mut losses = vec![0.0; self.len()];
            for group in 0..self.len() {
                let alone = self.alone(group, &own[group], &prices, width);
                bound += alone.bound;
                losses[group] = alone.loss;
                own[group].iter().zip(&alone.prices).for_each(|(row, price)| at[*row] = *price);
                picks.extend(alone.picks);
            }
            let value = offer(&picks, &at);
            if bound < best.bound {
                waited = if bound < best.bound - 1e-6 * bound.abs() { 0 } else { waited + 1 };
                best.bound = bound;
                best.prices = at;
                best.losses = losses;
            } else {
                waited += 1;
            }
            if waited >= 5 {
                (step, waited) = (step * 0.6, 0);
                shared.iter().for_each(|row| prices[*row] = best.prices[*row]);
                over_before.fill(0.0);
            }
            let used = self.model.used(&picks);
            let mut length = 0.0;
            for (before, row) in over_before.iter_mut().zip(&shared) {
                #[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
                let over = (used[*row] - self.model.rows[*row].limit) as f64 / scale[*row];
                *before = 0.5 * *before + over;
                if prices[*row] <= 0.0 && *before < 0.0 {
                    *before = 0.0;
                }
                length += *before * *before;
            }
            if length <= 0.0 || bound <= value {
                break;
            }
            let by = step * (bound - value) / length;
            for (over, row) in over_before.iter().zip(&shared) {
                prices[*row] = (prices[*row] + by * over / scale[*row]).max(0.0);
            }
        }
        let mut sum = 0.0;
        let mut ahead = vec![0.0; self.model.works.len() + 1];
        for group in (0..self.len()).rev() {
            let (begin, end) = (self.begins[group], self.begins[group + 1]);
            // Within a group its own works lose what they lose.
            ahead[begin + 1..end].fill(sum);
            sum += best.losses[group];
            ahead[begin] = sum;
        }
        best.ahead = ahead;
        best
    }

    /// A group by itself, what it shares at its price.
    fn alone(&self, group: usize, own: &[usize], prices: &[f64], width: usize) -> Alone {
        let works = self.model.works[self.begins[group]..self.begins[group + 1]].iter();
        let works = works.map(|work| {
            let choices = work.choices.iter().map(|choice| {
                let mut alone = Choice { uses: Vec::new(), ..*choice };
                for (row, amount) in &choice.uses {
                    match own.binary_search(row) {
                        Ok(at) => alone.uses.push((at, *amount)),
                        #[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
                        Err(_) => alone.worth -= *amount as f64 * prices[*row],
                    }
                }
                alone
            });
            Choices { work: work.work, choices: choices.collect() }
        });
        let model =
            Model { works: works.collect(), rows: own.iter().map(|row| self.model.rows[*row]).collect() };
        let filled = model.filled(&model.by_choice(|work, choice| {
            let choice = &model.works[work].choices[choice];
            choice.worth
                / 1.0_f64.max(
                    choice
                        .uses
                        .iter()
                        .map(|(row, amount)| *amount as f64 / model.rows[*row].limit.max(1) as f64)
                        .sum(),
                )
        }));
        let known = filled.map_or(0.0, |picks| model.value(&picks));
        let of_own = model.prices(known, 40);
        let (top, free) = model.at_prices(&of_own.of_row);
        let swept = model.sweep(&Sweep { prices: &of_own.of_row, known: f64::MIN, ahead: &[], width });
        let bound = swept.bound.min(top);
        Alone {
            bound,
            loss: (top - bound).max(0.0),
            prices: of_own.of_row,
            picks: swept.picks.unwrap_or(free),
        }
    }
}

/// Prices, and what they bound.
pub(super) struct Decomposed {
    pub(super) bound: f64,
    pub(super) prices: Vec<f64>,
    /// What each group loses at least at these prices, because it cannot be filled to the brim.
    pub(super) losses: Vec<f64>,
    /// The same of all groups that begin at or after a position.
    pub(super) ahead: Vec<f64>,
}

struct Alone {
    bound: f64,
    loss: f64,
    prices: Vec<f64>,
    picks: Picks,
}
