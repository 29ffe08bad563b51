//! Taking down what stands at a location, and building more.

use std::sync::Arc;

use geo::ConvexHull;
use geo_types::MultiPolygon;

use super::{
    Detail, Member,
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
    model::Form,
    params::Params,
    survey::{Ground, Layers, Survey},
    units::SquareMeters,
};

/// What rebuilding would add, the location as a whole; `None` where nobody
/// lives.
pub(super) fn draft(
    location: &Location,
    ground: Option<&Ground<'_>>,
    layers: &Layers,
    params: &Params,
) -> Option<Draft> {
    let members: Vec<Arc<Member>> =
        location.members.iter().filter(|member| stands_for_homes(&member.survey)).cloned().collect();
    if members.is_empty() {
        return None;
    }
    let surveys: Vec<&Survey> = members.iter().map(|member| &member.survey).collect();
    let owner = match Stock::of(&members, |_| true).owner_share {
        Some(share) => Owner::Share(share),
        None => Owner::NotAsked,
    };
    let shape = MultiPolygon(members.iter().flat_map(|member| member.footprint.0.iter().cloned()).collect());
    let hull = shape.convex_hull();
    let footprints: f64 = surveys.iter().filter_map(|survey| survey.facts.footprint).map(|area| area.0).sum();
    let facts = Facts {
        pand: pand_facts::of_all(&surveys, owner),
        label: best_label(&surveys),
        ratio_said: surveys.iter().filter_map(|survey| survey.rebuild_ratio).reduce(f64::min),
        fsi_now: ground.and_then(|ground| ground.density_at(&hull, &members)),
        address_density: address_density(&surveys, ground, layers),
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

fn address_density(surveys: &[&Survey], ground: Option<&Ground<'_>>, layers: &Layers) -> Option<f64> {
    let place = surveys.first()?.place.as_ref()?;
    let buurt = layers.buurten.as_ref().zip(place.buurt).and_then(|(set, at)| set.says.get(at as usize));
    buurt.and_then(|buurt| buurt.omgevingsadressendichtheid).or_else(|| {
        let point = place.point?;
        Some(ground?.address_density(point.x(), point.y()))
    })
}
