//! Which plan comes of taking one work after another?

use super::model::{Model, Picks};

/// What is used so far, and what was picked.
#[derive(Debug, Clone)]
pub(super) struct Filling {
    pub(super) picks: Picks,
    pub(super) used: Vec<i64>,
}

impl Filling {
    pub(super) fn new(model: &Model) -> Self {
        Self { picks: vec![None; model.works.len()], used: vec![0; model.rows.len()] }
    }

    pub(super) fn of(model: &Model, picks: Picks) -> Self {
        Self { used: model.used(&picks), picks }
    }

    /// Whether a choice can be added without using more than there is of what it uses.
    pub(super) fn fits(&self, model: &Model, work: usize, choice: usize) -> bool {
        let uses = &model.works[work].choices[choice].uses;
        uses.iter().all(|(row, amount)| {
            *amount <= 0 || self.used[*row].saturating_add(*amount) <= model.rows[*row].limit
        })
    }

    pub(super) fn put(&mut self, model: &Model, work: usize, choice: usize) {
        self.take(model, work);
        for (row, amount) in &model.works[work].choices[choice].uses {
            self.used[*row] = self.used[*row].saturating_add(*amount);
        }
        self.picks[work] = Some(choice);
    }

    pub(super) fn take(&mut self, model: &Model, work: usize) {
        let Some(choice) = self.picks[work].take() else { return };
        for (row, amount) in &model.works[work].choices[choice].uses {
            self.used[*row] = self.used[*row].saturating_sub(*amount);
        }
    }

    /// Takes away what costs least for what it frees, as long as more is used than
    /// there is; then adds what fits, the most worth for its price first.
    pub(super) fn mend(&mut self, model: &Model, prices: &[f64]) {
        loop {
            let over: Vec<bool> =
                self.used.iter().zip(&model.rows).map(|(used, row)| *used > row.limit).collect();
            let frees = |work: usize| -> Option<(f64, usize)> {
                let choice = &model.works[work].choices[self.picks[work]?];
                let freed: f64 = choice
                    .uses
                    .iter()
                    .filter(|(row, amount)| over[*row] && *amount > 0)
                    .map(|(row, amount)| share(*amount, self.used[*row] - model.rows[*row].limit))
                    .sum();
                (freed > 0.0).then(|| (choice.worth / freed, work))
            };
            let least = (0..model.works.len())
                .filter_map(frees)
                .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let Some((_, work)) = least else { break };
            self.take(model, work);
        }
        let order = model.by_choice(|work, choice| {
            let choice = &model.works[work].choices[choice];
            let paid = choice.worth - choice.after(prices);
            choice.worth / paid.max(1e-9 * choice.worth.abs()).max(f64::MIN_POSITIVE)
        });
        self.fill(model, &order);
    }

    /// Takes works in an order, each in its first choice that fits, over and over
    /// until nothing is added: what waits for another comes after it.
    pub(super) fn fill(&mut self, model: &Model, order: &[(usize, usize)]) {
        loop {
            let mut added = false;
            for &(work, choice) in order {
                if self.picks[work].is_none() && self.fits(model, work, choice) {
                    self.put(model, work, choice);
                    added = true;
                }
            }
            if !added {
                return;
            }
        }
    }
}

/// How much of what is too much one frees; 1 at most.
#[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
fn share(amount: i64, too_much: i64) -> f64 {
    (amount as f64 / too_much.max(1) as f64).min(1.0)
}

impl Model {
    /// Choices by a rank of their works, the highest first; those of one work in
    /// their order: by year, then way.
    pub(super) fn by_rank(&self, rank: impl Fn(usize) -> f64) -> Vec<(usize, usize)> {
        let mut works: Vec<(f64, usize)> = (0..self.works.len()).map(|work| (rank(work), work)).collect();
        works.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let each = works.into_iter();
        each.flat_map(|(_, work)| (0..self.works[work].choices.len()).map(move |choice| (work, choice)))
            .collect()
    }

    /// Choices by a rank of their own, the highest first.
    pub(super) fn by_choice(&self, rank: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
        let all = self.works.iter().enumerate();
        let mut choices: Vec<(f64, usize, usize)> = all
            .flat_map(|(work, choices)| (0..choices.choices.len()).map(move |choice| (work, choice)))
            .map(|(work, choice)| (rank(work, choice), work, choice))
            .collect();
        choices.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        choices.into_iter().map(|(_, work, choice)| (work, choice)).collect()
    }

    /// The picks of an order, when they keep every limit.
    pub(super) fn filled(&self, order: &[(usize, usize)]) -> Option<Picks> {
        let mut filling = Filling::new(self);
        filling.fill(self, order);
        self.fits(&filling.picks).then_some(filling.picks)
    }
}
