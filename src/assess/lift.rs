//! What would optoppen add here if one rule alone were lifted?
//!
//! "The rule that blocks the most homes" is asked by changing that rule and
//! asking all others again: no second account of what a rule does.

use super::{
    Homes, Outcome, Reason, Verdict,
    optoppen::{Assessment, Facts, Owner, assess},
};
use crate::{model::PandStatus, params::OptoppenParams};

/// The only rule that stands in the way of a pand; `None` when none does, or
/// several do, which must be lifted together.
#[must_use]
pub fn sole_reason(assessment: &Assessment) -> Option<Reason> {
    let mut failing = assessment.checks.iter().filter(|check| check.outcome == Outcome::Fail);
    let first = failing.next()?;
    failing.next().is_none().then_some(first.rule)
}

/// Homes a pand would add if this rule were lifted; `None` when the pand stays
/// unsuitable, or the rule is none of optoppen.
///
/// # Method
///
/// A limit on the roof, its height or its share goes; a pand that is too old,
/// or that a constructeur refused, is taken as if one had said yes, which gives
/// the storeys of the first age band; a height limit goes, so that age alone
/// decides how many storeys.
#[must_use]
pub fn lifted(rule: Reason, facts: &Facts, params: &OptoppenParams) -> Option<Homes> {
    let (mut facts, mut params) = (facts.clone(), params.clone());
    match rule {
        Reason::Status => facts.status = Some(PandStatus::PandInGebruik),
        Reason::Woonfunctie => params.woonfunctie_share_min.value = 0.0,
        Reason::Rijksmonument => facts.rijksmonument = Some(false),
        Reason::Demolition => facts.demolition_year = None,
        Reason::Restriction => facts.exclusions = Some(0),
        Reason::Bouwjaar | Reason::Structure => {
            facts.structure_ok = Some(true);
            facts.foundation_ok = Some(true);
        }
        Reason::FlatShare => params.roof_flat_share_min.value = 0.0,
        Reason::FlatArea => params.flat_roof_min_m2.value = 0.0,
        Reason::Storeys => {
            params.existing_storeys_min.value = 0;
            params.existing_storeys_max.value = u32::MAX;
        }
        Reason::HeightLimit => facts.limit = None,
        Reason::Owner => facts.owner = Owner::Share(1.0),
        _ => return None,
    }
    let answer = assess(&facts, &params);
    (!matches!(answer.verdict, Verdict::Unsuitable(_))).then_some(answer.homes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Roof,
        params::Params,
        units::{Meters, SquareMeters},
    };

    /// 600 m² of flat roof on four storeys of 1970: 7 homes (method §3).
    fn block() -> Facts {
        Facts {
            status: Some(PandStatus::PandInGebruik),
            bouwjaar: Some(1970),
            footprint: Some(SquareMeters(600.0)),
            homes: Some(24),
            units: Some(24),
            roof: Roof {
                maaiveld: Some(Meters(0.0)),
                roof: Some(Meters(11.2)),
                flat: Some(SquareMeters(600.0)),
                slanted: Some(SquareMeters(0.0)),
                ..Roof::default()
            },
            limit: Some(Meters(20.0)),
            ..Facts::default()
        }
    }

    #[test]
    fn the_rule_that_stands_alone_gives_the_homes_it_blocks() {
        let params = Params::built_in().optoppen;
        let sole = |facts: &Facts| sole_reason(&assess(facts, &params));
        assert_eq!(sole(&block()), None);
        let cases = [
            (Facts { bouwjaar: Some(1930), ..block() }, Reason::Bouwjaar),
            (Facts { limit: Some(Meters(12.0)), ..block() }, Reason::HeightLimit),
            (Facts { rijksmonument: Some(true), ..block() }, Reason::Rijksmonument),
            (Facts { demolition_year: Some(2030), ..block() }, Reason::Demolition),
            (Facts { exclusions: Some(2), ..block() }, Reason::Restriction),
            (Facts { structure_ok: Some(false), ..block() }, Reason::Structure),
            (Facts { homes: Some(4), ..block() }, Reason::Woonfunctie),
        ];
        for (facts, rule) in cases {
            assert_eq!(sole(&facts), Some(rule));
            assert_eq!(lifted(rule, &facts, &params).unwrap().mid, Some(7), "{rule:?}");
        }
    }

    #[test]
    fn two_rules_must_be_lifted_together() {
        let params = Params::built_in().optoppen;
        let facts = Facts { bouwjaar: Some(1930), exclusions: Some(1), ..block() };
        assert_eq!(sole_reason(&assess(&facts, &params)), None);
        assert_eq!(lifted(Reason::Bouwjaar, &facts, &params), None);
        assert_eq!(lifted(Reason::Gain, &block(), &params), None);
    }
}
