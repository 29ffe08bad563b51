//! What the forms beside optoppen ask of panden, taken from their surveys.

use crate::{
    assess::{Owner, pand::PandFacts},
    model::{PartlyKnown, WaterClass},
    survey::Survey,
};

/// The facts of one pand.
pub(super) fn of(survey: &Survey) -> PandFacts {
    let facts = &survey.facts;
    PandFacts {
        status: facts.status,
        bouwjaar: facts.bouwjaar,
        bouwjaar_from: None,
        homes: facts.homes,
        units: facts.units,
        partly: facts.partly,
        rijksmonument: facts.rijksmonument,
        exclusions: facts.exclusions,
        demolition_year: facts.demolition_year,
        renovation_year: facts.renovation_year,
        owner: facts.owner,
        foundation_ok: facts.foundation_ok,
        heritage_near: facts.heritage_near,
        flagged: facts.flagged,
        class_d: class_d(survey),
    }
}

/// The facts of several panden as one: sums, and the worst of all else.
///
/// The youngest pand tells the age: a complex is as old as its youngest part.
/// A planned demolition counts when it is planned for all.
pub(super) fn of_all(surveys: &[&Survey], owner: Owner) -> PandFacts {
    let all = || surveys.iter().map(|survey| of(survey));
    // A sum over what is partly known would pass for the whole.
    let partly = partly(surveys);
    let sum = |of: fn(&PandFacts) -> Option<u32>| {
        all().filter_map(|facts| of(&facts)).reduce(u32::saturating_add).filter(|_| partly.is_none())
    };
    let any = |of: fn(&PandFacts) -> Option<bool>| all().filter_map(|facts| of(&facts)).reduce(|a, b| a || b);
    // One year that is not known may be the youngest.
    let years: Option<Vec<u16>> = all().map(|facts| facts.bouwjaar).collect();
    let bouwjaar_from = all().filter_map(|facts| facts.bouwjaar).max().filter(|_| years.is_none());
    let planned: Option<Vec<u16>> = all().map(|facts| facts.demolition_year).collect();
    PandFacts {
        status: all()
            .map(|facts| facts.status)
            .find(|status| !status.is_some_and(|s| s.is_assessed()))
            .unwrap_or_else(|| all().next().and_then(|facts| facts.status)),
        bouwjaar: years.and_then(|years| years.into_iter().max()),
        bouwjaar_from,
        homes: sum(|facts| facts.homes),
        units: sum(|facts| facts.units),
        partly,
        rijksmonument: any(|facts| facts.rijksmonument),
        exclusions: all().filter_map(|facts| facts.exclusions).max(),
        demolition_year: planned.and_then(|years| years.into_iter().min()),
        renovation_year: all().filter_map(|facts| facts.renovation_year).min(),
        owner,
        foundation_ok: all().filter_map(|facts| facts.foundation_ok).reduce(|a, b| a && b),
        heritage_near: any(|facts| facts.heritage_near),
        flagged: any(|facts| facts.flagged),
        class_d: any(|facts| facts.class_d),
    }
}

/// What is known of all units, when those of a pand are not all known.
fn partly(surveys: &[&Survey]) -> Option<PartlyKnown> {
    surveys.iter().find(|survey| survey.facts.partly.is_some())?;
    let known = |survey: &&Survey| {
        let facts = &survey.facts;
        facts.partly.unwrap_or_else(|| {
            let homes = facts.homes.unwrap_or(0);
            let others = facts.units.unwrap_or(homes).saturating_sub(homes);
            PartlyKnown { homes, others, ..PartlyKnown::default() }
        })
    };
    surveys.iter().map(known).reduce(PartlyKnown::with)
}

fn class_d(survey: &Survey) -> Option<bool> {
    let water = survey.place.as_ref()?.water?;
    water.dominant.max(water.worst).map(|class| class == WaterClass::D)
}
