//! Who solves a program of yes-or-no columns?

#[cfg(feature = "highs")]
mod highs;
mod microlp;

#[cfg(feature = "highs")]
pub use highs::Highs;
pub use microlp::MicroLp;

/// Something that can solve a [`Program`]. It works on one thread, stops by
/// counting and never by a clock, so that the same program has the same answer.
pub trait Solver: Sync {
    /// What it is called.
    fn name(&self) -> &'static str;

    /// Solves a program, with so many nodes of its search at most.
    fn solve(&self, program: &Program, nodes: u64) -> Answer;
}

/// Columns between 0 and a most, of which some are whole, and rows that add up to
/// at most their limit. The sum of the costs is to be as low as it can be.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// What there is to decide.
    pub columns: Vec<Column>,
    /// What holds it back.
    pub rows: Vec<ProgramRow>,
    /// Values of the columns from which to start, if any are known.
    pub start: Option<Vec<f64>>,
}

/// One thing to decide.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What a whole one costs.
    pub cost: f64,
    /// Yes or no; otherwise anything from 0 to `most`.
    pub is_whole: bool,
    /// The most it can be; 1 for yes or no.
    pub most: f64,
}

/// One limit.
#[derive(Debug, Clone, Default)]
pub struct ProgramRow {
    /// By column, how much it counts.
    pub terms: Vec<(usize, f64)>,
    /// What the sum is at most.
    pub limit: f64,
}

/// What a solver says. It is believed only as far as it can be checked: values are
/// held against the limits again, in whole numbers.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// A value for each column.
    pub values: Option<Vec<f64>>,
    /// What no values cost less than.
    pub bound: Option<f64>,
    /// Whether no values cost less than these.
    pub is_optimal: bool,
    /// Whether no values keep the limits.
    pub is_impossible: bool,
}
