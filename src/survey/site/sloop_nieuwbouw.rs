//! Taking down what stands at a location, and building more.

use std::sync::Arc;

use super::{
    Detail, FoundPand,
    draft::{Asks, Draft},
    location::Location,
    on_ground::OnGround,
    pand_facts,
    sums::Stock,
};
use crate::{
    assess::{
        Answer, Owner,
        sloop_nieuwbouw::{self, Facts},
    },
    model::Form,
    params::Params,
    survey::{Layers, Survey},
    units::SquareMeters,
};

/// The panden of a location that are in use and hold homes.
pub(super) fn homes_of(location: &Location) -> Vec<Arc<FoundPand>> {
    location.members.iter().filter(|member| stands_for_homes(&member.survey)).cloned().collect()
}

/// What rebuilding would add, the location as a whole; `None` where nobody
/// lives.
pub(super) fn draft(
    location: &Location,
    on_ground: Option<&OnGround>,
    layers: &Layers,
    params: &Params,
) -> Option<Draft> {
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
        label: best_label(&surveys),
        ratio_said: surveys.iter().filter_map(|survey| survey.rebuild_ratio).reduce(f64::min),
        fsi_now: on_ground.and_then(|found| found.fsi),
        address_density: buurt_density(&surveys, layers)
            .or_else(|| on_ground.and_then(|found| found.address_density)),
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

/// What rebuilding one pand would add, its density left open.
pub(super) fn alone(survey: &Survey, params: &Params) -> Option<Answer> {
    stands_for_homes(survey).then(|| {
        let facts = Facts {
            pand: pand_facts::of(survey),
            label: survey.label.as_deref().map(str::to_owned),
            ratio_said: survey.rebuild_ratio,
            fsi_now: None,
            address_density: None,
        };
        sloop_nieuwbouw::assess(&facts, params).0
    })
}

/// Whether a pand is in use and holds homes.
fn stands_for_homes(survey: &Survey) -> bool {
    let in_use = survey.facts.status.is_none_or(crate::model::PandStatus::is_assessed);
    in_use && survey.facts.may_hold_homes(1)
}

/// The best label of the location: the homes that are good stay good.
fn best_label(surveys: &[&Survey]) -> Option<String> {
    let mut labels: Vec<&str> = surveys.iter().filter_map(|survey| survey.label.as_deref()).collect();
    // A++ before A+ before A before B.
    labels.sort_by_key(|label| {
        let mut signs = label.trim().chars();
        let letter = signs.next().map(|letter| letter.to_ascii_uppercase());
        (letter, std::cmp::Reverse(signs.filter(|sign| *sign == '+').count()))
    });
    labels.first().map(|label| (*label).to_owned())
}

/// Addresses per km², as the buurt of the first pand tells.
fn buurt_density(surveys: &[&Survey], layers: &Layers) -> Option<f64> {
    let place = surveys.first()?.place.as_ref()?;
    layers.buurten.as_ref()?.says.get(place.buurt? as usize)?.omgevingsadressendichtheid
}
