//! Taking down what stands at a location, and building more.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Detail, FoundPand,
    draft::{Asks, Draft},
    location::Location,
    pand_facts,
    sums::Stock,
};
use crate::{
    assess::{
        Answer, Owner,
        sloop_nieuwbouw::{self, Facts},
    },
    model::{EnergyLabel, Form},
    params::Params,
    survey::Survey,
    units::SquareMeters,
};

/// The panden of a location that are in use and hold homes.
fn homes_of(location: &Location) -> Vec<Arc<FoundPand>> {
    location.members.iter().filter(|member| stands_for_homes(&member.survey)).cloned().collect()
}

/// What rebuilding would add, the location as a whole; `None` where nobody
/// lives.
pub(super) fn draft(location: &Location, params: &Params) -> Option<Draft> {
    let members = homes_of(location);
    if members.is_empty() {
        return None;
    }
    let surveys: Vec<&Survey> = members.iter().map(|member| &member.survey).collect();
    let owner = match Stock::of(&members, |_| true).owner_share {
        Some(share) => Owner::Share(share),
        None => Owner::NotAsked,
    };
    let footprints: f64 = surveys.iter().filter_map(|survey| survey.facts.footprint).map(|area| area.0).sum();
    let facts = Facts {
        pand: pand_facts::of_all(&surveys, owner),
        labels: labels(&surveys),
        ratio_said: surveys.iter().filter_map(|survey| survey.rebuild_ratio).reduce(f64::min),
    };
    let (answer, rebuild) = sloop_nieuwbouw::assess(&facts, params);
    // As much more ground is built on as there are more homes.
    let more = rebuild.as_ref().and_then(sloop_nieuwbouw::Rebuild::gain).unwrap_or(0.0).max(0.0);
    let added_paving = SquareMeters(footprints * more);
    let asks = Asks { added_paving, ..Asks::default() };
    let mut draft = Draft::of_panden(Form::SloopNieuwbouw, location, members, vec![answer], asks);
    draft.by_pand = false;
    draft.detail = rebuild.map_or(Detail::Panden, |rebuild| Detail::Rebuild(Box::new(rebuild)));
    Some(draft)
}

/// What rebuilding one pand would add.
pub(super) fn alone(survey: &Survey, params: &Params) -> Option<Answer> {
    stands_for_homes(survey).then(|| {
        let facts = Facts {
            pand: pand_facts::of(survey),
            labels: labels(&[survey]),
            ratio_said: survey.rebuild_ratio,
        };
        sloop_nieuwbouw::assess(&facts, params).0
    })
}

/// Whether a pand is in use and holds homes.
fn stands_for_homes(survey: &Survey) -> bool {
    let in_use = survey.facts.status.is_none_or(crate::model::PandStatus::is_assessed);
    in_use && survey.facts.may_hold_homes(1)
}

/// Homes of the location by energy label.
fn labels(surveys: &[&Survey]) -> Vec<(EnergyLabel, u32)> {
    let mut sums: BTreeMap<EnergyLabel, u32> = BTreeMap::new();
    for (label, homes) in surveys.iter().flat_map(|survey| survey.labels.iter()) {
        *sums.entry(*label).or_default() += homes;
    }
    sums.into_iter().collect()
}
