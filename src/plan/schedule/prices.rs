//! What is room worth? Prices of limits, and with them a bound on any plan.
//!
//! With a price on every limit each work takes, by itself, the choice that is
//! worth most after paying. What all these are worth, and the limits at their
//! price, is never less than any plan that keeps the limits (Lagrange). Prices
//! are looked for that make this bound low, by steps against what is used too much.

use super::model::{Choice, Model, Picks};

/// Prices, not negative, of one unit of each row; and the bound they give.
#[derive(Debug, Clone, Default)]
pub(super) struct Prices {
    pub(super) of_row: Vec<f64>,
    pub(super) bound: f64,
    /// How much of each choice was taken on average near the end, by work and choice:
    /// close to a solution of the linear relaxation.
    pub(super) taken: Vec<Vec<f64>>,
}

/// Rounds without a lower bound after which steps are halved.
const PATIENCE: u32 = 12;

/// What rounding may do to a sum, share of all that is in it.
pub(super) const ROUNDED_OFF: f64 = 1e-14;

impl Model {
    /// Looks for prices, in so many rounds. `value` is that of some known plan.
    pub(super) fn prices(&self, value: f64, rounds: u32) -> Prices {
        let scale = self.scales();
        let mut price = vec![0.0; self.rows.len()];
        let mut best = Prices {
            bound: f64::INFINITY,
            of_row: price.clone(),
            taken: self.works.iter().map(|work| vec![0.0; work.choices.len()]).collect(),
        };
        let mut over_before = vec![0.0; self.rows.len()];
        let (mut step, mut waited) = (1.0, 0);
        for round in 0..rounds.max(1) {
            let (bound, picks) = self.at_prices(&price);
            if bound < best.bound {
                if bound < best.bound - 1e-7 * best.bound.abs().min(1e12) {
                    waited = 0;
                }
                best.bound = bound;
                best.of_row.clone_from(&price);
            } else {
                waited += 1;
            }
            if waited >= PATIENCE {
                (step, waited) = (step * 0.6, 0);
                price.clone_from(&best.of_row);
            }
            let weight = if round == 0 { 1.0 } else { 0.05 };
            for (taken, pick) in best.taken.iter_mut().zip(&picks) {
                taken.iter_mut().for_each(|taken| *taken *= 1.0 - weight);
                if let Some(taken) = pick.and_then(|at| taken.get_mut(at)) {
                    *taken += weight;
                }
            }
            let used = self.used(&picks);
            let over = used.iter().zip(&self.rows).zip(&scale).map(|((used, row), scale)| {
                #[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
                let over = (*used - row.limit) as f64;
                over / scale
            });
            let mut length = 0.0;
            for ((before, over), price) in over_before.iter_mut().zip(over).zip(&price) {
                *before = 0.6 * *before + over;
                // What is free and not used up cannot become cheaper.
                if *price <= 0.0 && *before < 0.0 {
                    *before = 0.0;
                }
                length += *before * *before;
            }
            let gap = bound - value;
            if length <= 0.0 || gap <= 0.0 {
                break;
            }
            let by = step * gap.max(1e-4 * bound.abs()) / length;
            for ((price, over), scale) in price.iter_mut().zip(&over_before).zip(&scale) {
                *price = (*price + by * over / scale).max(0.0);
            }
        }
        best
    }

    /// The bound at these prices, and what each work takes by itself. High prices
    /// round sums off: the bound is wider by as much as that can be.
    pub(super) fn at_prices(&self, price: &[f64]) -> (f64, Picks) {
        #[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
        let of_rows = self.rows.iter().zip(price).map(|(row, price)| row.limit as f64 * price);
        let (mut bound, mut size) = of_rows.fold((0.0, 0.0), |(sum, size), of| (sum + of, size + of.abs()));
        let mut picks = Vec::with_capacity(self.works.len());
        for work in &self.works {
            let (mut best, mut pick, mut largest) = (0.0, None, 0.0_f64);
            for (at, choice) in work.choices.iter().enumerate() {
                let after = choice.after(price);
                largest = largest.max(choice.worth.abs()).max((choice.worth - after).abs());
                if after > best {
                    (best, pick) = (after, Some(at));
                }
            }
            bound += best;
            size += largest;
            picks.push(pick);
        }
        (bound + ROUNDED_OFF * size, picks)
    }

    /// The largest use of each row by one choice, so that rows weigh alike.
    pub(super) fn scales(&self) -> Vec<f64> {
        let mut scale = vec![1.0_f64; self.rows.len()];
        for (row, amount) in self.works.iter().flat_map(|work| &work.choices).flat_map(|choice| &choice.uses)
        {
            #[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
            let amount = amount.abs() as f64;
            scale[*row] = scale[*row].max(amount);
        }
        scale
    }
}

impl Choice {
    /// What it is worth after paying.
    #[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
    pub(super) fn after(&self, price: &[f64]) -> f64 {
        self.worth - self.uses.iter().map(|(row, amount)| *amount as f64 * price[*row]).sum::<f64>()
    }
}
