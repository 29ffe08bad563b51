//! What do the maps of grid, water and restrictions say of an area?

use std::collections::BTreeMap;

use geo_types::MultiPolygon;

use super::data::{Grid, GridShare, Restriction, Water, WaterShare};
use crate::{
    finished::{FoundPand, FoundSite},
    model::WaterClass,
    params::Params,
    survey::{Layers, RestrictionLayer, WaterMap},
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
    let by_postcode = panden.iter().filter_map(|pand| pand.row.count("grid_code_postcode")).max();
    Grid { areas, postcode_code: by_postcode.and_then(|code| u8::try_from(code).ok()), date: date.to_owned() }
}

/// Water and soil in an area: shares of the area by the map, or where that is a
/// raster, which is not kept with a run, of the footprints by what the run found.
pub(super) fn water(
    area: &MultiPolygon<f64>,
    panden: &[&FoundPand],
    sites: &[&FoundSite],
    layers: &Layers,
    params: &Params,
) -> Water {
    let zones = layers.water.as_ref().and_then(WaterMap::zones);
    let of_area = |class: WaterClass| {
        let set = zones?;
        let at = set.says.iter().position(|says| *says == class)?;
        Some(set.index.overlay(area).share_of(u32::try_from(at).ok()?))
    };
    let footprint = |pand: &&&FoundPand| pand.row.number("footprint_m2").unwrap_or(0.0);
    let total: f64 = panden.iter().map(|pand| footprint(&pand)).sum();
    let of_footprints = |class: WaterClass| {
        let in_class = panden.iter().filter(|pand| pand.row.text("water_class") == Some(class.letter()));
        Some(in_class.map(|pand| footprint(&pand)).sum::<f64>() / total).filter(|share| share.is_finite())
    };
    let classes = WaterClass::ALL.into_iter().filter_map(|class| {
        let share = if zones.is_some() { of_area(class) } else { of_footprints(class) };
        Some(WaterShare { class: class.letter(), share: share? }).filter(|water| water.share > 0.0)
    });
    let count = |column: &str| {
        let mut codes: BTreeMap<String, u64> = BTreeMap::new();
        for site in sites.iter().filter(|site| site.row.text("verdict") != Some("unsuitable")) {
            site.row.codes(column).for_each(|code| *codes.entry(code.to_owned()).or_default() += 1);
        }
        codes.into_iter().collect::<Vec<_>>()
    };
    Water {
        classes: classes.collect(),
        of_footprints: zones.is_none(),
        findings: count("flags").into_iter().filter(|(code, _)| code.starts_with("water")).collect(),
        measures: count("measures"),
        storage_m3_per_m2: params.water.storage_mm.value / 1_000.0,
    }
}

/// Every map of restrictions, those that say nothing here too.
pub(super) fn restrictions(
    area: &MultiPolygon<f64>,
    panden: &[&FoundPand],
    layers: &Layers,
) -> Vec<Restriction> {
    layers.restrictions.iter().map(|layer| restriction(area, panden, layer)).collect()
}

fn restriction(area: &MultiPolygon<f64>, panden: &[&FoundPand], layer: &RestrictionLayer) -> Restriction {
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
    // As `tables::PANDEN` writes it: the name of the map before each object.
    let hit = |pand: &&&FoundPand| {
        let start = format!("{}: ", layer.name);
        pand.row.text("restrictions").is_some_and(|text| text.split("; ").any(|one| one.starts_with(&start)))
    };
    let held: Vec<&&FoundPand> = panden.iter().filter(hit).collect();
    Restriction {
        naam: layer.name.clone(),
        kind: layer.kind.code(),
        effect: layer.effect.code(),
        share: 1.0 - overlay.uncovered(),
        points: points.len() as u64,
        panden: held.len() as u64,
        homes: held.iter().map(|pand| u64::from(pand.row.count("n_homes").unwrap_or(0))).sum(),
        limit_m,
        ids,
    }
}
