//! A model as a program in steps: has a work started by this year, in this way?
//!
//! A column for every choice is 1 when the work has started in its way by its
//! year, so that it never falls from one year to the next, and the ways of a work
//! together start it once at most. This form is solved far sooner than one column
//! for each start: to say yes or no to a column settles many years at once.

use std::collections::BTreeMap;

use super::{
    model::{Model, Picks},
    solver::{Column, Program, ProgramRow},
};

/// A program, and which column stands for which choice.
pub(super) struct Steps {
    pub(super) program: Program,
    /// Of each work, its ways: choices in the order of their years with their columns.
    ways: Vec<Vec<Vec<(usize, usize)>>>,
}

/// Part of a unit by which limits are widened, so that rounding inside a solver
/// cannot cut off what fits to the watt. Nothing new fits: what is used is whole.
const WIDER: f64 = 0.25;

impl Model {
    /// The program of a model.
    pub(super) fn steps(&self) -> Steps {
        let mut program = Program::default();
        let mut terms: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.rows.len()];
        let mut ways = Vec::with_capacity(self.works.len());
        for work in &self.works {
            let mut by_way: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (at, choice) in work.choices.iter().enumerate() {
                by_way.entry(choice.start.way).or_default().push(at);
            }
            let mut lasts = Vec::new();
            let mut columns_of_ways = Vec::new();
            for choices in by_way.into_values() {
                let mut columns = Vec::with_capacity(choices.len());
                for (nth, &at) in choices.iter().enumerate() {
                    let (choice, next) =
                        (&work.choices[at], choices.get(nth + 1).map(|at| &work.choices[*at]));
                    let column = program.columns.len();
                    let cost = next.map_or(0.0, |next| next.worth) - choice.worth;
                    program.columns.push(Column { cost, is_whole: true, most: 1.0 });
                    for (row, amount) in differences(&choice.uses, next.map_or(&[][..], |next| &next.uses)) {
                        terms[row].push((column, amount));
                    }
                    if next.is_some() {
                        let not_back = vec![(column, 1.0), (column + 1, -1.0)];
                        program.rows.push(ProgramRow { terms: not_back, limit: 0.0 });
                    }
                    columns.push((at, column));
                }
                lasts.extend(columns.last().map(|(_, column)| (*column, 1.0)));
                columns_of_ways.push(columns);
            }
            if lasts.len() > 1 {
                program.rows.push(ProgramRow { terms: lasts, limit: 1.0 });
            }
            ways.push(columns_of_ways);
        }
        for (terms, row) in terms.into_iter().zip(&self.rows) {
            let largest = terms.iter().map(|(_, amount)| amount.abs()).fold(1.0, f64::max);
            #[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
            let limit = (row.limit as f64 + WIDER) / largest;
            let terms = terms.into_iter().map(|(column, amount)| (column, amount / largest)).collect();
            program.rows.push(ProgramRow { terms, limit });
        }
        Steps { program, ways }
    }
}

impl Steps {
    /// What values of the columns pick.
    pub(super) fn picks(&self, values: &[f64]) -> Picks {
        let is_on = |column: usize| values.get(column).is_some_and(|value| *value > 0.5);
        let first = |ways: &Vec<Vec<(usize, usize)>>| {
            ways.iter().flatten().find(|(_, column)| is_on(*column)).map(|(choice, _)| *choice)
        };
        self.ways.iter().map(first).collect()
    }

    /// The columns of picks.
    pub(super) fn values(&self, picks: &Picks) -> Vec<f64> {
        let mut values = vec![0.0; self.program.columns.len()];
        for (ways, pick) in self.ways.iter().zip(picks) {
            for way in ways {
                let started = way.iter().skip_while(|(choice, _)| Some(*choice) != *pick);
                started.for_each(|(_, column)| values[*column] = 1.0);
            }
        }
        values
    }
}

/// What one uses more than the next, by row.
fn differences(one: &[(usize, i64)], next: &[(usize, i64)]) -> Vec<(usize, f64)> {
    let mut differences: Vec<(usize, i64)> = one.to_vec();
    differences.extend(next.iter().map(|(row, amount)| (*row, amount.saturating_neg())));
    differences.sort_by_key(|(row, _)| *row);
    differences.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 = earlier.1.saturating_add(later.1);
        }
        same
    });
    #[expect(clippy::cast_precision_loss, reason = "watts and homes stay far below 2^52")]
    let exact =
        differences.into_iter().filter(|(_, amount)| *amount != 0).map(|(row, amount)| (row, amount as f64));
    exact.collect()
}
