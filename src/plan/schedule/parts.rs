//! Which works share no limit, so that each group can be solved by itself?

use super::model::{Choices, Model, Row};

impl Model {
    /// The groups, in the order of their first work; the last may hold rows without any work.
    pub(super) fn parts(self) -> Vec<Model> {
        // The first work of each row stands for all that use it.
        let mut first: Vec<Option<usize>> = vec![None; self.rows.len()];
        let mut groups = Groups((0..self.works.len()).collect());
        for (work, choices) in self.works.iter().enumerate() {
            for (row, _) in choices.choices.iter().flat_map(|choice| &choice.uses) {
                let with = *first[*row].get_or_insert(work);
                groups.join(work, with);
            }
        }
        let mut part_of_group: Vec<Option<usize>> = vec![None; self.works.len()];
        let mut parts: Vec<Model> = Vec::new();
        let mut row_at: Vec<usize> = vec![0; self.rows.len()];
        let mut part_of = |work: usize, parts: &mut Vec<Model>| {
            *part_of_group[groups.root(work)].get_or_insert_with(|| {
                parts.push(Model::default());
                parts.len() - 1
            })
        };
        for (row, first) in first.iter().enumerate() {
            let part = first.map(|work| part_of(work, &mut parts));
            let Some(part) = part else { continue };
            row_at[row] = parts[part].rows.len();
            parts[part].rows.push(self.rows[row]);
        }
        for (work, mut choices) in self.works.into_iter().enumerate() {
            let part = part_of(work, &mut parts);
            for choice in &mut choices.choices {
                choice.uses.iter_mut().for_each(|(row, _)| *row = row_at[*row]);
            }
            parts[part].works.push(choices);
        }
        let loose: Vec<Row> =
            self.rows.iter().zip(&first).filter(|(_, first)| first.is_none()).map(|(row, _)| *row).collect();
        if !loose.is_empty() {
            parts.push(Model { works: Vec::new(), rows: loose });
        }
        parts.sort_by_key(|part| part.works.first().map_or(usize::MAX, |work: &Choices| work.work));
        parts
    }
}

/// Who belongs with whom: each points to another of its group, the last to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
