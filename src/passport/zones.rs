//! What do the maps of grid, water and restrictions say of an area?

use std::collections::BTreeMap;

use geo_types::MultiPolygon;

use super::data::{Grid, GridShare, Restriction, Water, WaterShare};
use crate::{
    model::WaterClass,
    params::Params,
    survey::{FoundPand, Layers, RestrictionLayer, WaterMap},
    tables::SiteRow,
};

/// What covers less than this of an area is the digitizing of borders.
const SLIVER: f64 = 0.005;

/// How many objects of a map of restrictions are named.
const NAMED: usize = 5;

/// The grid in an area; `date` is that of the map.
pub(super) fn grid(area: &MultiPolygon<f64>, panden: &[&FoundPand], layers: &Layers, date: &str) -> Grid {
    let areas = layers.grid_areas.as_ref().map(|set| {
        let mut shares = set.index.overlay(area).shares;
        shares.retain(|zone| zone.share >= SLIVER);
        shares.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.group.cmp(&b.group)));
        let areas = shares.iter().filter_map(|zone| {
            let at = zone.group as usize;
            let says = set.says.get(at)?;
            Some(GridShare {
                id: set.ids.get(at)?.clone(),
                naam: says.naam.clone(),
                netbeheerder: says.netbeheerder.clone(),
                share: zone.share,
                code: says.code.map(|code| code.number()),
                headroom_mw: says.headroom_mw,
                queue_mw: says.queue_mw,
                disagrees: layers.grid_disagrees.get(at).copied().unwrap_or_default(),
            })
        });
        areas.collect()
    });
    let by_postcode = panden.iter().filter_map(|pand| pand.survey.postcodes.code).max();
    Grid { areas, postcode_code: by_postcode.map(|code| code.number()), date: date.to_owned() }
}

/// Water and soil in an area: shares of the area by the map, or where that is a
/// raster, which is not kept with a run, of the footprints by what the run found.
pub(super) fn water(
    area: &MultiPolygon<f64>,
    panden: &[&FoundPand],
    sites: &[&SiteRow],
    layers: &Layers,
    params: &Params,
) -> Water {
    let zones = layers.water.as_ref().and_then(WaterMap::zones);
    let of_area = |class: WaterClass| {
        let set = zones?;
        let at = set.says.iter().position(|says| *says == class)?;
        Some(set.index.overlay(area).share_of(u32::try_from(at).ok()?))
    };
    let footprint = |pand: &&&FoundPand| pand.survey.facts.footprint.map_or(0.0, |area| area.0);
    let total: f64 = panden.iter().map(|pand| footprint(&pand)).sum();
    let of_footprints = |class: WaterClass| {
        let in_class = panden.iter().filter(|pand| {
            let place = pand.survey.place.as_ref();
            place.and_then(|place| place.water).is_some_and(|water| water.dominant == Some(class))
        });
        Some(in_class.map(|pand| footprint(&pand)).sum::<f64>() / total).filter(|share| share.is_finite())
    };
    let classes = WaterClass::ALL.into_iter().filter_map(|class| {
        let share = if zones.is_some() { of_area(class) } else { of_footprints(class) };
        Some(WaterShare { class: class.letter(), share: share? }).filter(|water| water.share > 0.0)
    });
    let able = || sites.iter().filter(|site| site.verdict.has_homes());
    let flags = able().flat_map(|site| site.flags.iter().map(|flag| flag.code()));
    let measures = able().flat_map(|site| site.water.measures.iter().map(|measure| measure.code()));
    Water {
        classes: classes.collect(),
        of_footprints: zones.is_none(),
        findings: counted(flags.filter(|code| code.starts_with("water"))),
        measures: counted(measures),
        storage_m3_per_m2: params.water.storage_mm.value / 1_000.0,
    }
}

/// How often each code occurs, in the order of the codes.
fn counted(codes: impl Iterator<Item = &'static str>) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    codes.for_each(|code| *counts.entry(code).or_default() += 1);
    counts.into_iter().map(|(code, n)| (code.to_owned(), n)).collect()
}

/// Every map of restrictions, those that say nothing here too.
pub(super) fn restrictions(
    area: &MultiPolygon<f64>,
    panden: &[&FoundPand],
    layers: &Layers,
) -> Vec<Restriction> {
    (0_u16..).zip(&layers.restrictions).map(|(at, layer)| restriction(area, panden, at, layer)).collect()
}

fn restriction(
    area: &MultiPolygon<f64>,
    panden: &[&FoundPand],
    at: u16,
    layer: &RestrictionLayer,
) -> Restriction {
    let overlay = layer.zones.index.overlay(area);
    let here: Vec<usize> =
        overlay.shares.iter().filter(|zone| zone.share > 0.0).map(|zone| zone.group as usize).collect();
    let limits =
        here.iter().filter_map(|at| layer.zones.says.get(*at).copied().flatten()).map(|limit| limit.0);
    let limit_m = limits.fold(None, |found: Option<(f64, f64)>, limit| {
        Some(found.map_or((limit, limit), |(low, high)| (low.min(limit), high.max(limit))))
    });
    let points = layer.points.within(area, 0.0);
    let zones = here.iter().filter_map(|at| layer.zones.ids.get(*at));
    let mut ids: Vec<String> = zones.chain(points.iter().copied()).cloned().collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(NAMED);
    let hit = |pand: &&&FoundPand| pand.survey.hits.iter().any(|hit| hit.layer == at);
    let held: Vec<&&FoundPand> = panden.iter().filter(hit).collect();
    Restriction {
        naam: layer.name.clone(),
        kind: layer.kind.code(),
        effect: layer.effect.code(),
        share: 1.0 - overlay.uncovered(),
        points: points.len() as u64,
        panden: held.len() as u64,
        homes: held.iter().map(|pand| u64::from(pand.survey.facts.homes.unwrap_or(0))).sum(),
        limit_m,
        ids,
    }
}
