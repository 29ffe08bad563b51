//! What is added up over the parts and the panden of a site.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{FoundPand, Site};
use crate::{
    assess::{Answer, Homes, Missing, Reason, Verdict, optoppen::Owner},
    link::OTHERS,
    score::StructureFacts,
    survey::Survey,
    units::SquareMeters,
};

/// Sums over the parts that are not unsuitable.
pub(super) fn homes(parts: &[Answer]) -> Homes {
    Homes::sum(parts.iter().filter(|part| Site::carries(part)).map(|part| part.homes))
}

/// Gross floor area of the parts that are not unsuitable; of all when none is.
pub(super) fn gross(parts: &[Answer]) -> Option<SquareMeters> {
    let any = parts.iter().any(Site::carries);
    let known: Vec<f64> = parts
        .iter()
        .filter(|part| Site::carries(part) || !any)
        .filter_map(|part| Some(part.gross?.0))
        .collect();
    (!known.is_empty()).then(|| SquareMeters(known.into_iter().sum()))
}

/// Suitable when a part is; else undecided when one is, else unsayable when one
/// is, by the fact most of them lack; else unsuitable by the rule most of them
/// fail first.
pub(super) fn verdict(parts: &[Answer]) -> Verdict {
    let verdicts = || parts.iter().map(|part| part.verdict);
    if verdicts().any(|verdict| verdict == Verdict::Suitable) {
        return Verdict::Suitable;
    }
    let missing = most(verdicts().filter_map(|verdict| match verdict {
        Verdict::Undecided(missing) => Some(missing),
        _ => None,
    }));
    if let Some(missing) = missing {
        return Verdict::Undecided(missing);
    }
    let unsayable = most(verdicts().filter_map(|verdict| match verdict {
        Verdict::Unsayable(missing) => Some(missing),
        _ => None,
    }));
    if let Some(missing) = unsayable {
        return Verdict::Unsayable(missing);
    }
    let reason = most(verdicts().filter_map(|verdict| match verdict {
        Verdict::Unsuitable(reason) => Some(reason),
        _ => None,
    }));
    reason.map_or(Verdict::Undecided(Missing::Footprint), Verdict::Unsuitable)
}

/// The value that occurs most; of equals the first in order.
fn most<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, u32> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(value, _)| value)
}

/// Rules that parts fail, with their number.
pub(super) fn reasons(parts: &[Answer]) -> BTreeMap<Reason, u32> {
    let mut reasons = BTreeMap::new();
    for reason in parts.iter().flat_map(Answer::reasons) {
        *reasons.entry(reason).or_default() += 1;
    }
    reasons
}

/// Facts that parts lack which are not unsuitable.
pub(super) fn missing(parts: &[Answer]) -> BTreeSet<Missing> {
    parts.iter().filter(|part| Site::carries(part)).flat_map(|part| part.missing.iter().copied()).collect()
}

/// What is summed or taken from the panden themselves.
#[derive(Default)]
pub(super) struct Stock {
    pub address: Option<String>,
    pub n_homes: Option<u32>,
    pub bouwjaar: Option<(u16, u16)>,
    pub extra_storeys: Option<u32>,
    pub flat_roof: Option<SquareMeters>,
    pub owner_share: Option<f64>,
    /// The same if all homes whose owner is not known are hers too.
    pub owner_share_high: Option<f64>,
    /// Her share of the homes whose owner is known.
    pub owner_share_known: Option<f64>,
    pub structure: StructureFacts,
}

impl Stock {
    /// Sums over `members`, of which those count most that `carry` homes.
    pub fn of(members: &[Arc<FoundPand>], carry: impl Fn(usize) -> bool) -> Self {
        // A site whose panden are all unsuitable is described by all of them.
        let any = (0..members.len()).any(&carry);
        let carriers: Vec<&Survey> = members
            .iter()
            .enumerate()
            .filter(|(at, _)| carry(*at) || !any)
            .map(|(_, member)| &member.survey)
            .collect();
        let years = || carriers.iter().filter_map(|s| s.facts.bouwjaar);
        let area = |s: &Survey| s.facts.footprint.map_or(0.0, |area| area.0);
        let largest = carriers.iter().map(|s| area(s)).max_by(f64::total_cmp);
        // Of equal panden the lowest identification, as members are sorted.
        let main = largest.and_then(|largest| carriers.iter().find(|s| area(s) >= largest));
        let flat_roofs: Vec<f64> =
            carriers.iter().filter_map(|s| Some(s.assessment.flat_roof?.value.0)).collect();
        let roofs: Vec<(f64, f64)> =
            carriers.iter().filter_map(|s| Some((s.assessment.flat_share?.value, area(s)))).collect();
        let roof_area: f64 = roofs.iter().map(|(_, area)| area).sum();
        // A sum over what is partly known would pass for the whole.
        let all_known = members.iter().all(|m| m.survey.facts.partly.is_none());
        let n_homes = members
            .iter()
            .filter_map(|m| m.survey.facts.homes)
            .reduce(u32::saturating_add)
            .filter(|_| all_known);
        let asked = members.iter().any(|m| matches!(m.survey.facts.owner, Owner::Share(_)));
        let owned: f64 = members
            .iter()
            .filter_map(|m| Some(m.survey.owner?.share * f64::from(m.survey.facts.homes.unwrap_or(1))))
            .sum();
        let of: f64 = members.iter().map(|m| f64::from(m.survey.facts.homes.unwrap_or(1))).sum();
        let unknown: f64 =
            members.iter().filter_map(|m| m.survey.owner).map(|owner| f64::from(owner.n_unknown)).sum();
        let share_of =
            |homes: f64| (asked && of > 0.0).then(|| if homes > 0.0 { owned / homes } else { 0.0 });
        let address = main.and_then(|s| s.address.clone()).map(|address| {
            let more = members.len() > 1 && !address.ends_with(OTHERS);
            if more { format!("{address}{OTHERS}") } else { address }
        });
        Self {
            address,
            n_homes,
            bouwjaar: years().min().zip(years().max()),
            extra_storeys: carriers.iter().filter_map(|s| s.assessment.extra_storeys).max(),
            flat_roof: (!flat_roofs.is_empty()).then(|| SquareMeters(flat_roofs.into_iter().sum())),
            owner_share: share_of(of),
            owner_share_high: (asked && of > 0.0).then(|| (owned + unknown) / of),
            owner_share_known: share_of(of - unknown),
            structure: StructureFacts {
                bouwjaar: years().min(),
                storeys: main.and_then(|s| s.assessment.storeys).map(|(storeys, _)| storeys),
                flat_share: (roof_area > 0.0)
                    .then(|| roofs.iter().map(|(share, area)| share * area).sum::<f64>() / roof_area),
                structure_ok: carriers
                    .iter()
                    .all(|s| s.facts.structure_ok == Some(true))
                    .then_some(true)
                    .filter(|_| !carriers.is_empty()),
            },
        }
    }
}
