//! Does a plan become better when a work takes the place of one or two others?

use super::{
    greedy::Filling,
    model::{Model, Picks},
};

/// Swaps, as long as that brings more, in so many rounds over all works at most.
pub(super) fn swap(model: &Model, picks: &Picks, rounds: u32) -> Picks {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); model.rows.len()];
    for (at, work) in model.works.iter().enumerate() {
        for (row, amount) in work.choices.iter().flat_map(|choice| &choice.uses) {
            if *amount > 0 && users[*row].last() != Some(&at) {
                users[*row].push(at);
            }
        }
    }
    let mut swaps = Swaps { model, users, filling: Filling::of(model, picks.clone()) };
    for _ in 0..rounds {
        let mut is_better = false;
        for work in 0..model.works.len() {
            for choice in 0..model.works[work].choices.len() {
                is_better |= swaps.filling.picks[work] != Some(choice) && swaps.try_one(work, choice);
            }
        }
        if !is_better {
            break;
        }
    }
    swaps.filling.picks
}

/// Most pairs of works that are tried for one to take their place.
const MOST_PAIRS: usize = 200;

struct Swaps<'a> {
    model: &'a Model,
    /// By row, the works that may use it.
    users: Vec<Vec<usize>>,
    filling: Filling,
}

impl Swaps<'_> {
    /// Tries a choice in place of what stands in its way: one work for each of two limits at most.
    fn try_one(&mut self, work: usize, choice: usize) -> bool {
        let model = self.model;
        let worth = model.works[work].choices[choice].worth;
        let of_now = self.worth_of(work);
        if worth <= 0.0 {
            return false;
        }
        let before = self.filling.picks[work];
        self.filling.take(model, work);
        let over: Vec<usize> = self.over(work, choice).collect();
        let in_way = |row: usize, filling: &Filling| -> Vec<usize> {
            self.users[row].iter().copied().filter(|user| filling.picks[*user].is_some()).collect()
        };
        let tries: Vec<Vec<usize>> = match *over.as_slice() {
            [] => vec![Vec::new()],
            [row] => in_way(row, &self.filling).into_iter().map(|one| vec![one]).collect(),
            [row, other] => {
                let (ones, others) = (in_way(row, &self.filling), in_way(other, &self.filling));
                if ones.len() * others.len() > MOST_PAIRS {
                    return self.put_back(work, before);
                }
                ones.into_iter().flat_map(|one| others.iter().map(move |two| vec![one, *two])).collect()
            }
            _ => Vec::new(),
        };
        for out in tries {
            let lost: f64 = out.iter().map(|out| self.worth_of(*out)).sum::<f64>() + of_now;
            // What is filled up again seldom brings more than half.
            if worth - lost > -0.5 * worth && self.replace(work, choice, &out, worth - lost) {
                return true;
            }
        }
        self.put_back(work, before)
    }

    fn put_back(&mut self, work: usize, before: Option<usize>) -> bool {
        before.iter().for_each(|before| self.filling.put(self.model, work, *before));
        false
    }

    /// Puts a choice in, takes others out, and fills up; undone when that brings nothing.
    fn replace(&mut self, work: usize, choice: usize, out: &[usize], gain: f64) -> bool {
        let model = self.model;
        let was: Vec<(usize, Option<usize>)> =
            out.iter().map(|out| (*out, self.filling.picks[*out])).collect();
        out.iter().for_each(|out| self.filling.take(model, *out));
        if !self.filling.fits(model, work, choice) {
            was.iter()
                .for_each(|(out, pick)| pick.iter().for_each(|pick| self.filling.put(model, *out, *pick)));
            return false;
        }
        self.filling.put(model, work, choice);
        let mut rows: Vec<usize> = Vec::new();
        for (out, pick) in &was {
            let choice = pick.map(|pick| &model.works[*out].choices[pick]);
            rows.extend(choice.iter().flat_map(|choice| choice.uses.iter().map(|(row, _)| *row)));
        }
        let mut free: Vec<(f64, usize, usize)> = Vec::new();
        for user in
            rows.iter().flat_map(|row| &self.users[*row]).filter(|user| self.filling.picks[**user].is_none())
        {
            for (at, choice) in model.works[*user].choices.iter().enumerate() {
                if choice.worth > 0.0 && self.filling.fits(model, *user, at) {
                    free.push((choice.worth, *user, at));
                }
            }
        }
        free.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut added = Vec::new();
        let mut gain = gain;
        for (worth, user, at) in free {
            if self.filling.picks[user].is_none() && self.filling.fits(model, user, at) {
                self.filling.put(model, user, at);
                added.push(user);
                gain += worth;
            }
        }
        if gain > 1e-9 && self.filling.used.iter().zip(&model.rows).all(|(used, row)| *used <= row.limit) {
            return true;
        }
        added.into_iter().for_each(|user| self.filling.take(model, user));
        self.filling.take(model, work);
        was.iter().for_each(|(out, pick)| pick.iter().for_each(|pick| self.filling.put(model, *out, *pick)));
        false
    }

    fn worth_of(&self, work: usize) -> f64 {
        self.filling.picks[work].map_or(0.0, |pick| self.model.works[work].choices[pick].worth)
    }

    /// Rows of which too much would be used.
    fn over(&self, work: usize, choice: usize) -> impl Iterator<Item = usize> {
        let uses = &self.model.works[work].choices[choice].uses;
        uses.iter()
            .filter(|(row, amount)| {
                *amount > 0 && self.filling.used[*row].saturating_add(*amount) > self.model.rows[*row].limit
            })
            .map(|(row, _)| *row)
    }
}
