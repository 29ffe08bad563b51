//! The default: a solver in Rust alone.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions};

use super::{Answer, Program, Solver};

/// `microlp`.
#[derive(Debug, Clone, Copy, Default)]
pub struct MicroLp;

impl Solver for MicroLp {
    fn name(&self) -> &'static str {
        "microlp"
    }

    fn solve(&self, program: &Program, nodes: u64) -> Answer {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let columns: Vec<_> = program
            .columns
            .iter()
            .map(|column| match column.is_whole {
                true => problem.add_binary_var(column.cost),
                false => problem.add_var(column.cost, (0.0, column.most)),
            })
            .collect();
        for row in &program.rows {
            let terms = row.terms.iter().map(|(column, amount)| (columns[*column], *amount));
            problem.add_constraint(terms, ComparisonOp::Le, row.limit);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(nodes);
        options.warm_start =
            program.start.as_ref().map(|start| columns.iter().copied().zip(start.iter().copied()).collect());
        match problem.solve_with(options) {
            Ok(outcome) => {
                let (bound, is_optimal) = (outcome.stats().best_bound, outcome.is_optimal());
                let values = outcome
                    .solution()
                    .map(|solution| columns.iter().map(|at| solution.var_value(*at)).collect());
                Answer { values, bound, is_optimal, is_impossible: false }
            }
            Err(Error::Infeasible) => Answer { is_impossible: true, ..Answer::default() },
            Err(_) => Answer::default(),
        }
    }
}
