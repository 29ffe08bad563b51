//! How does one rule say what it found, and how do all rules make an answer?

use super::{Answer, Check, Flag, Homes, Missing, Outcome, Reason, Verdict};
use crate::{
    params::{OptoppenParams, Params},
    units::SquareMeters,
};

/// A rule without numbers.
pub(super) fn simple(rule: Reason, passes: bool) -> Check {
    let outcome = if passes { Outcome::Pass } else { Outcome::Fail };
    Check { rule, outcome, value: None, norm: None, parameter: "", missing: None }
}

/// A rule that lacks a fact.
pub(super) fn unknown(rule: Reason, missing: Missing) -> Check {
    Check { rule, outcome: Outcome::Unknown, value: None, norm: None, parameter: "", missing: Some(missing) }
}

/// A rule that lacks a fact when it is not told whether it holds.
pub(super) fn check_known(rule: Reason, passes: Option<bool>, missing: Missing) -> Check {
    passes.map_or_else(|| unknown(rule, missing), |passes| simple(rule, passes))
}

/// A rule that asks for this much.
pub(super) fn at_least(rule: Reason, value: Option<f64>, norm: f64, missing: Missing) -> Check {
    let passes = value.map(|value| millionths(value) >= millionths(norm));
    Check { value, norm: Some(norm), ..check_known(rule, passes, missing) }
}

/// A rule that allows this much.
pub(super) fn at_most(rule: Reason, value: Option<f64>, norm: f64, missing: Missing) -> Check {
    let passes = value.map(|value| millionths(value) <= millionths(norm));
    Check { value, norm: Some(norm), ..check_known(rule, passes, missing) }
}

/// Numbers are compared after rounding to a millionth, so that 0.75 written
/// as 75/100 is 0.75.
fn millionths(value: f64) -> f64 {
    (value * 1e6).round()
}

/// The facts a form cannot do without, by their codes.
#[derive(Clone, Copy)]
pub(super) struct Needs<'a> {
    /// Without one of these it is undecided.
    pub undecided_without: &'a [String],
    /// Without one of these nothing can be said.
    pub unsayable_without: &'a [String],
    /// Rules that nothing is held against.
    pub lifted: &'a [String],
}

impl<'a> Needs<'a> {
    /// Of the forms beside optoppen and inbreiding.
    pub(super) fn of(params: &'a Params) -> Self {
        Self {
            undecided_without: &params.vormen.undecided_without.value,
            unsayable_without: &params.vormen.unsayable_without.value,
            lifted: &params.optoppen.rules_lifted.value,
        }
    }

    /// Of optoppen, about which something can always be said.
    pub(super) fn of_optoppen(params: &'a OptoppenParams) -> Self {
        Self {
            undecided_without: &params.undecided_without.value,
            unsayable_without: &[],
            lifted: &params.rules_lifted.value,
        }
    }

    /// The checks as they count: a rule that is lifted holds, also where it
    /// lacks a fact.
    pub(super) fn in_force(self, mut checks: Vec<Check>) -> Vec<Check> {
        let lifted = |check: &&mut Check| self.lifted.iter().any(|code| code == check.rule.code());
        for check in checks.iter_mut().filter(lifted) {
            (check.outcome, check.missing) = (Outcome::Pass, None);
        }
        checks
    }
}

/// The first rule that fails; else the first missing fact without which
/// nothing can be said; else the first without which it is undecided.
pub(super) fn verdict(checks: &[Check], needs: Needs<'_>) -> Verdict {
    if let Some(check) = checks.iter().find(|check| check.outcome == Outcome::Fail) {
        return Verdict::Unsuitable(check.rule);
    }
    let first_of = |facts: &[String]| {
        let counts = |fact: &Missing| facts.iter().any(|code| code == fact.code());
        checks.iter().filter_map(|check| check.missing).find(counts)
    };
    match (first_of(needs.unsayable_without), first_of(needs.undecided_without)) {
        (Some(fact), _) => Verdict::Unsayable(fact),
        (None, Some(fact)) => Verdict::Undecided(fact),
        (None, None) => Verdict::Suitable,
    }
}

/// The facts the rules lack and the others that are missing, each once.
pub(super) fn missing(checks: &[Check], others: impl IntoIterator<Item = Missing>) -> Vec<Missing> {
    let mut missing: Vec<_> = checks.iter().filter_map(|check| check.missing).chain(others).collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

impl Answer {
    /// Reads the answer off the checks.
    ///
    /// The headline is that of [`verdict`]. What is unsuitable adds no homes
    /// and has no remarks; of what cannot be said no number is kept. `others`
    /// are missing facts that no rule asks for.
    #[must_use]
    pub(super) fn new(
        checks: Vec<Check>,
        needs: Needs<'_>,
        others: impl IntoIterator<Item = Missing>,
        flags: Vec<Flag>,
        homes: Homes,
        gross: Option<SquareMeters>,
    ) -> Self {
        let checks = needs.in_force(checks);
        let missing = missing(&checks, others);
        let verdict = verdict(&checks, needs);
        match verdict {
            Verdict::Suitable | Verdict::Undecided(_) => {
                Self { verdict, checks, missing, flags, homes, gross }
            }
            Verdict::Unsayable(_) => {
                Self { verdict, checks, missing, flags, homes: Homes::UNSAYABLE, gross: None }
            }
            Verdict::Unsuitable(_) => {
                Self { verdict, checks, missing, flags: Vec::new(), homes: Homes::NONE, gross: None }
            }
        }
    }

    /// The rules that fail, in order; the first is the headline.
    pub fn reasons(&self) -> impl Iterator<Item = Reason> + '_ {
        self.checks.iter().filter(|check| check.outcome == Outcome::Fail).map(|check| check.rule)
    }
}
