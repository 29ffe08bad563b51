//! One pand against all layers: what lies where, then what the rules say.
//!
//! Depends on the pand and the layers alone, never on its neighbors in the
//! file, the batch or the thread.

use std::collections::BTreeMap;

use geo::Area;
use geo_types::MultiPolygon;
use serde::{Deserialize, Serialize};

use super::{Layers, NoHeight, Place, PostcodeSignal, RestrictionLayer};
use crate::{
    assess::optoppen::{self, Facts, Owner},
    issue::IssueKind,
    lang::Said,
    link::{OwnerShare, Units, street_and_numbers},
    model::{
        Effect, EnergyLabel, Gebruiksdoelen, HeightReference, Pand, PandId, Postcode6, RestrictionKind, Roof,
    },
    params::Params,
    units::{Meters, SquareMeters},
};

/// A restriction that holds at a pand.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Hit {
    /// Position of the layer.
    pub layer: u16,
    /// Identification of the zone or object.
    pub id: String,
    /// Share of the footprint; 0 when it holds by nearness.
    pub share: f64,
}

/// Everything found about one pand.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Survey {
    /// Identification.
    pub id: PandId,
    /// Where it lies; `None` without a footprint.
    pub place: Option<Place>,
    /// What the rules look at.
    pub facts: Facts,
    /// What the rules say; asked again of a survey that is read back.
    #[serde(skip)]
    pub assessment: optoppen::Assessment,
    /// Its address for people.
    pub address: Option<String>,
    /// Its woonplaats, where the addresses say.
    pub woonplaats: Option<Box<str>>,
    /// Postcodes of its units in use, ascending.
    pub pc6: Box<[Postcode6]>,
    /// Whether homes and units rest on the pand's own columns.
    pub units_estimated: bool,
    /// Whether records about it, or about one of its units, contradict one another.
    pub rows_disagree: bool,
    /// Oppervlakte of its homes, of those whose area is known, m².
    pub home_areas: Box<[u32]>,
    /// Its units that are no home, by use: how many, and their oppervlakte.
    pub others: Vec<OtherUnits>,
    /// Homes by energy label, of those whose label the holdings say.
    pub labels: Box<[(EnergyLabel, u32)]>,
    /// Whether it stands empty, as the holdings or a map say.
    pub vacant: Option<bool>,
    /// Year of an earlier permit for storeys on top.
    pub roof_permit_year: Option<u16>,
    /// New homes over old ones, as the corporatie says.
    pub rebuild_ratio: Option<f64>,
    /// Who holds most of it.
    pub owner: Option<OwnerShare>,
    /// Grid signal by the postcodes of its units.
    pub postcodes: PostcodeSignal,
    /// Why AHN, where it was asked, does not tell its height.
    pub no_height: Option<NoHeight>,
    /// Restrictions that hold.
    pub hits: Vec<Hit>,
    /// What is odd about it; the list of issues holds it.
    #[serde(skip)]
    pub issues: Vec<(IssueKind, Said)>,
}

impl Survey {
    /// The street of its address, where that has a number.
    #[must_use]
    pub fn street(&self) -> Option<&str> {
        let (street, numbers) = street_and_numbers(self.address.as_deref()?);
        numbers.map(|_| street)
    }

    /// Summed oppervlakte of its homes; `None` when that of one is not known,
    /// as its floor would pass for storage.
    #[must_use]
    pub fn homes_area(&self) -> Option<SquareMeters> {
        let all_known =
            !self.home_areas.is_empty() && self.home_areas.len() == self.facts.homes.unwrap_or(0) as usize;
        all_known.then(|| SquareMeters(self.home_areas.iter().map(|area| f64::from(*area)).sum()))
    }

    /// Homes of which the register does not say how large they are; 0 where
    /// homes rest on the pand's own columns.
    #[must_use]
    pub fn n_homes_without_area(&self) -> u32 {
        let known = u32::try_from(self.home_areas.len()).unwrap_or(u32::MAX);
        if self.units_estimated { 0 } else { self.facts.homes.unwrap_or(0).saturating_sub(known) }
    }

    /// Homes large enough to be split.
    #[must_use]
    pub fn n_splittable(&self, params: &Params) -> u32 {
        let large = |area: &&u32| f64::from(**area) >= params.vormen.split_min_go_m2.value;
        u32::try_from(self.home_areas.iter().filter(large).count()).unwrap_or(u32::MAX)
    }
}

/// A pand with what was found about it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FoundPand {
    /// What was found about it.
    pub survey: Survey,
    /// Its footprint, RD New; empty when it has none.
    #[serde(with = "crate::packed::multi_polygon")]
    pub footprint: MultiPolygon<f64>,
}

impl FoundPand {
    /// Storeys it has, as far as that can be told.
    #[must_use]
    pub fn storeys(&self) -> Option<u32> {
        self.survey.assessment.storeys.map(|(storeys, _)| storeys)
    }

    /// Without the checks that hold, which take more room than all else: what
    /// is kept of the members of a location.
    #[must_use]
    pub fn with_reasons_only(self) -> Self {
        let assessment = self.survey.assessment.with_reasons_only();
        Self { survey: Survey { assessment, ..self.survey }, footprint: self.footprint }
    }
}

/// Units of one use that are no home.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct OtherUnits {
    /// What they are used for.
    pub uses: Gebruiksdoelen,
    /// How many.
    pub n: u32,
    /// Their oppervlakte, of those that have one.
    pub area: SquareMeters,
    /// How many have none.
    pub n_without_area: u32,
}

/// Adds up units of the same use, in order of use.
fn others(units: &Units) -> Vec<OtherUnits> {
    let mut sums: BTreeMap<Gebruiksdoelen, OtherUnits> = BTreeMap::new();
    for (uses, area) in &units.others {
        let none = OtherUnits { uses: *uses, n: 0, area: SquareMeters(0.0), n_without_area: 0 };
        let sum = sums.entry(*uses).or_insert(none);
        sum.n += 1;
        sum.n_without_area += u32::from(area.is_none());
        sum.area = sum.area + SquareMeters(f64::from(area.unwrap_or(0)));
    }
    sums.into_values().collect()
}

/// Surveys one pand. `roof` is what is known of its roof, or why AHN does not
/// tell; `asked_owner` tells whether holdings were given.
#[must_use]
pub fn survey(
    pand: &Pand,
    units: &Units,
    roof: Result<Roof, Option<NoHeight>>,
    asked_owner: bool,
    layers: &Layers,
    params: &Params,
) -> Survey {
    let owner = units.owner;
    let share = owner.map_or(0.0, |owner| owner.share);
    let mut facts = Facts {
        status: pand.status,
        bouwjaar: pand.bouwjaar,
        footprint: pand.footprint.as_ref().map(|footprint| SquareMeters(footprint.unsigned_area())),
        homes: units.homes,
        units: units.units,
        partly: units.partly,
        oppervlakte: units.oppervlakte,
        roof: roof.unwrap_or_default(),
        owner: if asked_owner { Owner::Share(share) } else { Owner::NotAsked },
        demolition_year: units.conditions.demolition_year,
        renovation_year: units.conditions.renovation_year,
        lift: units.conditions.lift,
        structure_ok: units.conditions.structure_ok,
        foundation_ok: units.conditions.foundation_ok,
        ..Facts::default()
    };
    let mut issues = Vec::new();
    let mut hits = Vec::new();
    let place = pand.footprint.as_ref().map(|footprint| {
        hits = restrictions(footprint, layers, params, &mut facts);
        Place::of(footprint, layers, params, &mut issues)
    });
    Survey {
        id: pand.id,
        place,
        assessment: optoppen::assess(&facts, &params.optoppen),
        facts,
        address: units.address.clone(),
        woonplaats: units.woonplaats.clone(),
        pc6: units.postcodes.iter().map(|(postcode, _)| *postcode).collect(),
        units_estimated: units.estimated,
        rows_disagree: units.rows_disagree,
        home_areas: units.home_areas.as_slice().into(),
        others: others(units),
        labels: units.labels.as_slice().into(),
        vacant: units.conditions.vacant.or_else(|| on_vacancy_map(&hits, layers)),
        roof_permit_year: units.conditions.roof_permit_year,
        rebuild_ratio: units.conditions.rebuild_ratio,
        owner,
        postcodes: PostcodeSignal::of(units, layers),
        no_height: roof.err().flatten(),
        hits,
        issues,
    }
}

/// Whether a map of what stands empty names it; `None` without such a map.
#[must_use]
pub fn on_vacancy_map(hits: &[Hit], layers: &Layers) -> Option<bool> {
    let is_vacancy = |layer: &RestrictionLayer| layer.kind == RestrictionKind::Vacancy;
    let named = |hit: &Hit| layers.restrictions.get(usize::from(hit.layer)).is_some_and(is_vacancy);
    layers.restrictions.iter().any(is_vacancy).then(|| hits.iter().any(named))
}

/// Notes every restriction that holds, and what it does to the facts.
pub fn restrictions(
    footprint: &MultiPolygon<f64>,
    layers: &Layers,
    params: &Params,
    facts: &mut Facts,
) -> Vec<Hit> {
    let share_min = params.optoppen.exclude_share_min.value;
    let mut hits = Vec::new();
    for (at, layer) in (0_u16..).zip(&layers.restrictions) {
        let before = hits.len();
        let overlay = layer.zones.index.overlay(footprint);
        for zone in overlay.shares.iter().filter(|zone| zone.share >= share_min) {
            let id = layer.zones.ids[zone.group as usize].clone();
            hits.push(Hit { layer: at, id, share: zone.share });
            if let (Effect::HeightLimit, Some(limit)) = (layer.effect, layer.zones.says[zone.group as usize])
            {
                let limit = match (layer.reference, facts.roof.maaiveld) {
                    (HeightReference::Maaiveld, _) => Some(limit),
                    (HeightReference::Nap, Some(maaiveld)) => Some(limit - maaiveld),
                    (HeightReference::Nap, None) => None,
                };
                facts.limit = lower(facts.limit, limit);
            }
        }
        if layer.buffer.0 > 0.0 {
            for group in layer.zones.index.within(footprint, layer.buffer.0) {
                if overlay.share_of(group) < share_min {
                    hits.push(Hit { layer: at, id: layer.zones.ids[group as usize].clone(), share: 0.0 });
                }
            }
        }
        let near = layer.points.within(footprint, layer.buffer.0);
        hits.extend(near.into_iter().map(|id| Hit { layer: at, id: id.clone(), share: 0.0 }));
        let holds = hits.len() > before;
        match (layer.kind, layer.effect) {
            (RestrictionKind::Rijksmonument, Effect::Exclude) => {
                facts.rijksmonument = Some(facts.rijksmonument.unwrap_or(false) || holds);
                let buffer = params.optoppen.heritage_buffer_m.value;
                let near = holds
                    || !layer.zones.index.within(footprint, buffer).is_empty()
                    || !layer.points.within(footprint, buffer).is_empty();
                facts.heritage_near = Some(facts.heritage_near.unwrap_or(false) || near);
            }
            (_, Effect::Exclude) => {
                let n = u32::try_from(hits.len() - before).unwrap_or(u32::MAX);
                facts.exclusions = Some(facts.exclusions.unwrap_or(0).saturating_add(n));
            }
            (RestrictionKind::Rijksmonument | RestrictionKind::Heritage, Effect::Flag) => {
                facts.heritage_near = Some(facts.heritage_near.unwrap_or(false) || holds);
            }
            // What stands empty asks no attention: it is a chance.
            (RestrictionKind::Vacancy, Effect::Flag) => {}
            (_, Effect::Flag) => facts.flagged = Some(facts.flagged.unwrap_or(false) || holds),
            (_, Effect::HeightLimit) => {}
        }
    }
    hits
}

fn lower(a: Option<Meters>, b: Option<Meters>) -> Option<Meters> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}
