//! The part of a problem that hangs together with some works.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    model::Model,
    problem::{Problem, Wish, WishKind},
};

impl Problem {
    /// The works that may share a limit with these, whichever wishes are kept, and
    /// their wishes; with the positions those had.
    pub(super) fn hanging_together(&self, works: &BTreeSet<usize>) -> (Problem, Vec<usize>) {
        let years = |wish: &Wish| matches!(wish.kind, WishKind::NotBefore { .. } | WishKind::NotAfter { .. });
        let free: BTreeSet<usize> = (0..self.wishes.len()).filter(|at| years(&self.wishes[*at])).collect();
        let mut model = Model::new(self, &free);
        model.drop_loose_rows();
        let (near, _, wishes) = self.of_works(&with_their_parts(model, works));
        (near, wishes)
    }

    /// The works that share a limit with those under an area, as the problem stands.
    pub(super) fn around(&self, area: usize) -> BTreeSet<usize> {
        let under = |work: &usize| self.above(self.works[*work].area).contains(&area);
        let seeds: BTreeSet<usize> = (0..self.works.len()).filter(under).collect();
        let mut model = Model::new(self, &BTreeSet::new());
        model.drop_misfits();
        model.drop_loose_rows();
        with_their_parts(model, &seeds)
    }

    /// The problem of some works alone, the positions they had, and those of its wishes.
    /// Those that wait for one of them, or for which one waits, come along.
    pub(super) fn of_works(&self, works: &BTreeSet<usize>) -> (Problem, Vec<usize>, Vec<usize>) {
        let mut works = works.clone();
        loop {
            let before = works.len();
            for wish in &self.wishes {
                if let WishKind::Order { before, after } = wish.kind
                    && (works.contains(&before) || works.contains(&after))
                {
                    works.extend([before, after]);
                }
            }
            if works.len() == before {
                break;
            }
        }
        let at: BTreeMap<usize, usize> = works.iter().enumerate().map(|(at, work)| (*work, at)).collect();
        let mut wishes = Vec::new();
        let mut kept = Vec::new();
        for (position, wish) in self.wishes.iter().enumerate() {
            if let Some(kind) = wish.kind.of_works(&at) {
                wishes.push(Wish { name: wish.name.clone(), kind });
                kept.push(position);
            }
        }
        let problem = Problem {
            works: works.iter().map(|work| self.works[*work].clone()).collect(),
            areas: self.areas.clone(),
            wishes,
            ..*self
        };
        (problem, works.into_iter().collect(), kept)
    }
}

/// The works of all parts in which one of `works` is.
fn with_their_parts(model: Model, works: &BTreeSet<usize>) -> BTreeSet<usize> {
    let parts = model.parts();
    let hold = parts.iter().filter(|part| part.works.iter().any(|work| works.contains(&work.work)));
    hold.flat_map(|part| part.works.iter().map(|work| work.work)).collect()
}

impl WishKind {
    /// The same about the works that are left, at the positions they have now.
    fn of_works(&self, at: &BTreeMap<usize, usize>) -> Option<Self> {
        let one = |work: &usize| at.get(work).copied();
        let some = |works: &Vec<usize>| -> Option<Vec<usize>> {
            let left: Vec<usize> = works.iter().filter_map(one).collect();
            (!left.is_empty()).then_some(left)
        };
        Some(match self {
            Self::Must { work } => Self::Must { work: one(work)? },
            Self::NotBefore { work, year } => Self::NotBefore { work: one(work)?, year: *year },
            Self::NotAfter { work, year } => Self::NotAfter { work: one(work)?, year: *year },
            Self::Order { before, after } => Self::Order { before: one(before)?, after: one(after)? },
            Self::AtLeast { works, from, until, homes } => {
                Self::AtLeast { works: some(works)?, from: *from, until: *until, homes: *homes }
            }
            Self::AtMost { works, from, until, homes } => {
                Self::AtMost { works: some(works)?, from: *from, until: *until, homes: *homes }
            }
            Self::Starts { works, from, until, most } => {
                Self::Starts { works: some(works)?, from: *from, until: *until, most: *most }
            }
            Self::Budget { works, keur } => Self::Budget { works: some(works)?, keur: *keur },
        })
    }
}
