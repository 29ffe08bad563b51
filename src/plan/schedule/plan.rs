//! What is the answer, and how good is it?

use crate::{codes::codes, params::PhasingParams};

/// When a work starts, and how it is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Start {
    /// Year of the plan.
    pub year: usize,
    /// Position of the way.
    pub way: usize,
}

codes! {
    /// What is known of how good a plan is.
    Proof {
        /// No plan is better.
        Optimal = "optimal",
        /// A better plan may exist, within the gap.
        Within = "within",
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Of each work; `None` is not built within the plan.
    pub starts: Vec<Option<Start>>,
    /// What it is worth.
    pub value: f64,
    /// What no plan is worth more than.
    pub bound: f64,
    /// Parts that share no limit, each solved by itself.
    pub parts: usize,
    /// Of the parts, those proven.
    pub proven: usize,
}

impl Plan {
    /// What a better plan could be worth more at most, share of the bound.
    #[must_use]
    pub fn gap(&self) -> f64 {
        if self.bound <= self.value {
            0.0
        } else {
            (self.bound - self.value) / self.bound.abs().max(f64::MIN_POSITIVE)
        }
    }

    /// What is known of how good it is.
    #[must_use]
    pub fn proof(&self) -> Proof {
        if self.proven == self.parts { Proof::Optimal } else { Proof::Within }
    }
}

/// What a simple rule would make of it, to hold beside a plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Simple {
    /// Of each work; `None` is not built within the plan.
    pub starts: Vec<Option<Start>>,
    /// What it is worth.
    pub value: f64,
    /// Wishes it breaks (must, at least), by position: a rule looks no further than one work.
    pub broken: Vec<usize>,
}

/// Wishes that cannot be had together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Conflict {
    /// Who is short, by position of the wish, and by how many homes: the least
    /// that must be given up, with all other wishes and all room kept.
    pub short: Vec<(usize, u64)>,
    /// Positions of wishes that cannot go together: without any one of them, the others can.
    pub set: Vec<usize>,
    /// Whether both are proven: no less is short, and every wish of the set is needed in it.
    pub proven: bool,
}

/// All that came out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// The plan. Where wishes conflict, the one that gives up what `conflicts` tells to be short.
    pub plan: Plan,
    /// The works of most value first, each in the first year in which it fits.
    pub by_value: Simple,
    /// The works of most value per kW first.
    pub by_value_per_kw: Simple,
    /// Where wishes conflict, by part.
    pub conflicts: Vec<Conflict>,
}

/// How much work may be done: counts, never clocks, so that the same question has the same answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// States that are kept when a part is filled work by work.
    pub states: usize,
    /// Nodes of a solver's search, for each part.
    pub nodes: u64,
    /// Rounds in which prices of room are looked for, for each part.
    pub rounds: u32,
    /// Times a plan is taken apart and put together again, for each part.
    pub repairs: u32,
}

impl Effort {
    /// As the parameters tell.
    #[must_use]
    pub fn of(params: &PhasingParams) -> Self {
        Self {
            states: params.effort_states.value as usize,
            nodes: u64::from(params.effort_nodes.value),
            rounds: params.effort_rounds.value,
            repairs: params.effort_repairs.value,
        }
    }
}
