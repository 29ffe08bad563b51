//! HiGHS: C++, faster where many limits tie many works together.

use highs::{HighsModelStatus, RowProblem, Sense};

use super::{Answer, Program, Solver};

/// `HiGHS`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Highs;

impl Solver for Highs {
    fn name(&self) -> &'static str {
        "highs"
    }

    fn solve(&self, program: &Program, nodes: u64) -> Answer {
        let mut problem = RowProblem::default();
        let columns: Vec<_> = program
            .columns
            .iter()
            .map(|column| match column.is_whole {
                true => problem.add_integer_column(column.cost, 0..=1),
                false => problem.add_column(column.cost, 0.0..=column.most),
            })
            .collect();
        for row in &program.rows {
            let terms = row.terms.iter().map(|(column, amount)| (columns[*column], *amount));
            problem.add_row(..=row.limit, terms);
        }
        let Ok(mut model) = problem.try_optimise(Sense::Minimise) else { return Answer::default() };
        model.make_quiet();
        let nodes = i32::try_from(nodes).unwrap_or(i32::MAX);
        let is_set = model.try_set_option("threads", 1).is_ok()
            && model.try_set_option("mip_rel_gap", 0.0).is_ok()
            && model.try_set_option("mip_abs_gap", 1e-9).is_ok()
            && model.try_set_option("mip_max_nodes", nodes).is_ok();
        if !is_set {
            return Answer::default();
        }
        if let Some(start) = &program.start {
            // A start that is not taken costs time and nothing else.
            let _ = model.try_set_solution(Some(start), None, None, None);
        }
        let Ok(solved) = model.try_solve() else { return Answer::default() };
        let status = solved.status();
        if status == HighsModelStatus::Infeasible {
            return Answer { is_impossible: true, ..Answer::default() };
        }
        let bound = solved.double_info_value(c"mip_dual_bound").ok().filter(|bound| bound.is_finite());
        let values = solved.get_solution().columns().to_vec();
        let values = (values.len() == program.columns.len()).then_some(values);
        Answer { values, bound, is_optimal: status == HighsModelStatus::Optimal, is_impossible: false }
    }
}
