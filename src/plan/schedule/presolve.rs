//! What cannot bind, cannot fit or cannot pay is left out before anything is solved.

use super::model::{Choices, Model, Origin};

/// Most rounds; each makes room for the next.
const ROUNDS: usize = 4;

impl Model {
    /// The same without rows that cannot bind, choices that cannot fit, and
    /// choices that another choice of the same work is never worse than. Some best
    /// picks are always left.
    pub(super) fn reduced(mut self) -> Self {
        for _ in 0..ROUNDS {
            let before = self.size();
            self.drop_misfits();
            self.drop_loose_rows();
            self.drop_rows_within_others();
            self.works.iter_mut().for_each(drop_dominated);
            if self.size() == before {
                break;
            }
        }
        self
    }

    fn size(&self) -> (usize, usize) {
        (self.rows.len(), self.works.iter().map(|work| work.choices.len()).sum())
    }

    /// Least and most that all works use of each row; one that is taken or not uses 0 too.
    fn reach(&self) -> (Vec<i64>, Vec<i64>) {
        let (mut least, mut most) = (vec![0_i64; self.rows.len()], vec![0_i64; self.rows.len()]);
        let (mut low, mut high) = (vec![0_i64; self.rows.len()], vec![0_i64; self.rows.len()]);
        for work in &self.works {
            let mut rows: Vec<usize> = Vec::new();
            for (row, amount) in work.choices.iter().flat_map(|choice| &choice.uses) {
                low[*row] = low[*row].min(*amount);
                high[*row] = high[*row].max(*amount);
                rows.push(*row);
            }
            for row in rows {
                least[row] = least[row].saturating_add(std::mem::take(&mut low[row]));
                most[row] = most[row].saturating_add(std::mem::take(&mut high[row]));
            }
        }
        (least, most)
    }

    /// Whether even picks that use the least break a row.
    pub(super) fn is_impossible(&self) -> bool {
        let (least, _) = self.reach();
        least.iter().zip(&self.rows).any(|(least, row)| *least > row.limit)
    }

    /// Leaves out rows of which never more can be used than there is.
    pub(super) fn drop_loose_rows(&mut self) {
        let (_, most) = self.reach();
        self.keep_rows(&most.iter().zip(&self.rows).map(|(most, row)| *most > row.limit).collect::<Vec<_>>());
    }

    /// Leaves out choices that do not fit even when all others use the least.
    pub(super) fn drop_misfits(&mut self) {
        let (least, _) = self.reach();
        for work in &mut self.works {
            let lowest = |row: usize, choices: &Choices| {
                choices.choices.iter().map(|choice| choice.of_row(row)).min().unwrap_or(0).min(0)
            };
            let fits = |at: usize, choices: &Choices| {
                choices.choices[at].uses.iter().all(|(row, amount)| {
                    *amount <= 0 || {
                        let others = least[*row].saturating_sub(lowest(*row, choices));
                        others.saturating_add(*amount) <= self.rows[*row].limit
                    }
                })
            };
            let keep: Vec<bool> = (0..work.choices.len()).map(|at| fits(at, work)).collect();
            let mut keep = keep.into_iter();
            work.choices.retain(|_| keep.next().unwrap_or(true));
        }
    }

    /// Leaves out a row of room when another of the same area never has more left.
    fn drop_rows_within_others(&mut self) {
        let mut columns: Vec<Vec<(usize, i64)>> = vec![Vec::new(); self.rows.len()];
        let choices = self.works.iter().flat_map(|work| &work.choices);
        for (at, choice) in choices.enumerate() {
            choice.uses.iter().for_each(|(row, amount)| columns[*row].push((at, *amount)));
        }
        let within = |row: usize, other: usize| {
            self.rows[row].limit >= self.rows[other].limit && never_more(&columns[row], &columns[other])
        };
        let mut keep = vec![true; self.rows.len()];
        for row in (0..self.rows.len()).rev() {
            if !matches!(self.rows[row].origin, Origin::Room(_)) {
                continue;
            }
            // Later years of the same area, of which the next that is kept is enough to look at.
            let mut later =
                (row + 1..self.rows.len()).take_while(|at| self.rows[*at].origin == self.rows[row].origin);
            keep[row] = !later.any(|at| keep[at] && within(row, at));
        }
        self.keep_rows(&keep);
    }

    pub(super) fn keep_rows(&mut self, keep: &[bool]) {
        if keep.iter().all(|keep| *keep) {
            return;
        }
        let mut next = 0;
        let at: Vec<Option<usize>> = keep
            .iter()
            .map(|keep| {
                keep.then(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        for choice in self.works.iter_mut().flat_map(|work| &mut work.choices) {
            choice.uses.retain_mut(|(row, _)| {
                at[*row].is_some_and(|at| {
                    *row = at;
                    true
                })
            });
        }
        let mut keep = keep.iter();
        self.rows.retain(|_| keep.next().copied().unwrap_or(true));
    }
}

/// Whether one uses no more than the other, choice by choice.
fn never_more(one: &[(usize, i64)], other: &[(usize, i64)]) -> bool {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    loop {
        match (one.peek(), other.peek()) {
            (None, None) => return true,
            (Some((_, amount)), None) => {
                if *amount > 0 {
                    return false;
                }
                one.next();
            }
            (None, Some((_, amount))) => {
                if *amount < 0 {
                    return false;
                }
                other.next();
            }
            (Some((a, mine)), Some((b, theirs))) => {
                let (mine, theirs) = match a.cmp(b) {
                    std::cmp::Ordering::Less => (*mine, 0),
                    std::cmp::Ordering::Greater => (0, *theirs),
                    std::cmp::Ordering::Equal => (*mine, *theirs),
                };
                if mine > theirs {
                    return false;
                }
                let step = a.cmp(b);
                if step.is_le() {
                    one.next();
                }
                if step.is_ge() {
                    other.next();
                }
            }
        }
    }
}

/// Leaves out choices that are worth no more than another that uses no more, or than none.
fn drop_dominated(work: &mut Choices) {
    let n = work.choices.len();
    let mut keep = vec![true; n];
    for at in 0..n {
        let choice = &work.choices[at];
        let idle = choice.worth <= 0.0 && choice.uses.iter().all(|(_, amount)| *amount >= 0);
        keep[at] = !idle
            && !(0..n).any(|other| {
                let than = &work.choices[other];
                // Of equals, the first stays.
                other != at
                    && keep[other]
                    && (than.worth > choice.worth || (than.worth >= choice.worth && other < at))
                    && never_more(&than.uses, &choice.uses)
            });
    }
    let mut keep = keep.into_iter();
    work.choices.retain(|_| keep.next().unwrap_or(true));
}
