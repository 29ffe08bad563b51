//! How does one rule say what it found, and how do all rules make an answer?

use super::{Answer, Check, Flag, Homes, Missing, Outcome, Reason, Verdict};
use crate::units::SquareMeters;

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

/// The first rule that fails, else the first missing fact that counts.
///
/// Holdings that were not given leave the owner unasked, not undecided.
pub(super) fn verdict(checks: &[Check], undecided_without: &[String]) -> Verdict {
    if let Some(check) = checks.iter().find(|check| check.outcome == Outcome::Fail) {
        return Verdict::Unsuitable(check.rule);
    }
    let counts = |fact: Missing| undecided_without.iter().any(|code| code == fact.code());
    checks
        .iter()
        .filter(|check| !(check.rule == Reason::Owner && check.value.is_none()))
        .filter_map(|check| check.missing)
        .find(|fact| counts(*fact))
        .map_or(Verdict::Suitable, Verdict::Undecided)
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
    /// The first rule that fails is the headline; with none failing, the
    /// first missing fact on `undecided_without` is. What is unsuitable adds
    /// no homes and has no remarks. `others` are missing facts that no rule
    /// asks for.
    #[must_use]
    pub fn new(
        checks: Vec<Check>,
        undecided_without: &[String],
        others: impl IntoIterator<Item = Missing>,
        flags: Vec<Flag>,
        homes: Homes,
        gross: Option<SquareMeters>,
    ) -> Self {
        let missing = missing(&checks, others);
        let verdict = verdict(&checks, undecided_without);
        if matches!(verdict, Verdict::Unsuitable(_)) {
            let homes = Homes::NONE;
            return Self { verdict, checks, missing, flags: Vec::new(), homes, gross: None };
        }
        Self { verdict, checks, missing, flags, homes, gross }
    }

    /// The rules that fail, in order; the first is the headline.
    pub fn reasons(&self) -> impl Iterator<Item = Reason> + '_ {
        self.checks.iter().filter(|check| check.outcome == Outcome::Fail).map(|check| check.rule)
    }
}
