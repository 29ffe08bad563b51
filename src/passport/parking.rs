//! Which parking norms hold in an area, where in the bandwidth, and is there
//! room in the street? And how near is public transport?

use std::collections::BTreeMap;

use geo::Contains;
use geo_types::MultiPolygon;

use super::data::{Access, Norm, NormByForm, Parking, Places, Share};
use crate::{
    assess::parking::{self, ParkingInput, Street, free_on_street},
    model::{Form, ParkingPlaces, StopClass},
    overlay::Overlay,
    params::Params,
    survey::{FoundPand, Layers, by_moment},
    units::{Meters, SquareMeters},
};

/// Forms whose norm is shown: one on an existing building, one on new ground.
const FORMS: [Form; 2] = [Form::Optoppen, Form::Inbreiding];

/// Parking in an area whose buurt is at `buurt` in the maps.
pub(super) fn parking(
    area: &MultiPolygon<f64>,
    buurt: Option<usize>,
    access: &[Access],
    layers: &Layers,
    params: &Params,
) -> Parking {
    let zones = layers.parking.as_ref().map(|set| {
        let Overlay { mut shares, .. } = set.index.overlay(area);
        shares.retain(|zone| zone.share >= 0.005);
        shares.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.group.cmp(&b.group)));
        let named = shares.iter().filter_map(|zone| {
            let says = set.says.get(zone.group as usize)?;
            Some(Share { id: says.zone.clone(), naam: says.naam.clone(), share: zone.share })
        });
        named.collect::<Vec<_>>()
    });
    let zone = zones.as_ref().and_then(|zones| zones.first()).map(|zone| zone.id.clone());
    let here = |name: &str| name == "*" || zones.iter().flatten().any(|zone| zone.id == name);
    let norms = layers.norms.iter().filter(|norm| here(&norm.zone)).map(|norm| Norm {
        zone: norm.zone.clone(),
        m2_from: norm.m2_from,
        m2_to: Some(norm.m2_to).filter(|to| to.is_finite()),
        huurklasse: norm.huurklasse.clone(),
        doelgroep: norm.doelgroep.clone(),
        residents_min: norm.residents_min,
        residents_max: norm.residents_max,
        visitors: norm.visitors,
        source: norm.source.clone(),
    });
    let cars_per_household =
        buurt.zip(layers.buurten.as_ref()).and_then(|(at, set)| set.says.get(at)?.cars_per_household);
    let stops: Vec<(StopClass, Meters)> = access
        .iter()
        .filter_map(|access| {
            let class = StopClass::ALL.into_iter().find(|class| class.name() == access.class)?;
            Some((class, Meters(access.median_m)))
        })
        .collect();
    let used = FORMS.map(|form| {
        let home = params.home_go_m2(form);
        let norm = parking::norm(
            &ParkingInput {
                form,
                homes: 1,
                home_go: SquareMeters(home),
                home_bvo: SquareMeters(home / params.optoppen.go_per_bvo.value),
                zone: zone.as_deref(),
                rows: &layers.norms,
                cars_per_household,
                stops: &stops,
                credit: 0.0,
                shared_cars: 0,
                plot_places: 0.0,
                street: &[],
            },
            &params.parkeren,
        );
        NormByForm {
            form: form.code(),
            zone: zone.clone(),
            home_m2: home,
            residents: norm.residents,
            visitors: norm.visitors,
            rule: norm.rule.code(),
            position: norm.position,
            highest_of_classes: norm.highest_of_classes,
        }
    });
    Parking {
        norms: norms.collect(),
        zones,
        cars_per_household,
        used: used.to_vec(),
        places: layers.supply.as_ref().map(|_| places(area, layers, params)),
    }
}

/// Counted places in the area, at the moment each street is fullest. Each is
/// held against the limit by itself: what is free in one street is not free in
/// another.
fn places(area: &MultiPolygon<f64>, layers: &Layers, params: &Params) -> Places {
    let all: Vec<&ParkingPlaces> = layers.supply.iter().flat_map(|supply| supply.within(area, 0.0)).collect();
    // One street at one place, however often it was counted.
    let mut streets: BTreeMap<[u64; 2], Vec<&ParkingPlaces>> = BTreeMap::new();
    for places in &all {
        let place = [places.point.x().to_bits(), places.point.y().to_bits()];
        streets.entry(place).or_default().push(places);
    }
    let free = |street: &Street| free_on_street(*street, &params.parkeren);
    let mut places = Places::default();
    for counts in streets.into_values() {
        let fullest = by_moment(counts.iter().copied())
            .into_iter()
            .min_by(|a, b| free(a).total_cmp(&free(b)).then(b.occupied.total_cmp(&a.occupied)));
        match fullest {
            Some(street) => {
                places.counted += street.capacity;
                places.occupied += street.occupied;
                places.free += free(&street);
            }
            None => places.uncounted += counts.iter().map(|count| count.capacity).fold(0.0, f64::max),
        }
    }
    places
}

/// Walking distances from the homes of an area, per class of stop.
pub(super) fn access(
    area: &MultiPolygon<f64>,
    panden: &[&FoundPand],
    layers: &Layers,
    params: &Params,
) -> Vec<Access> {
    let factor = params.optoppen.walking_factor.value;
    let has_homes = panden.iter().any(|pand| pand.survey.facts.homes.is_some_and(|homes| homes > 0));
    let classes = StopClass::ALL.into_iter().enumerate();
    classes
        .filter_map(|(at, class)| {
            let mut walks: Vec<(f64, u32)> = panden
                .iter()
                .filter_map(|pand| {
                    let homes = if has_homes { pand.survey.facts.homes.unwrap_or(0) } else { 1 };
                    let distance = pand.survey.place.as_ref()?.stops[at]?;
                    Some((distance.0 * factor, homes)).filter(|(_, homes)| *homes > 0)
                })
                .collect();
            walks.sort_by(|a, b| a.0.total_cmp(&b.0));
            let total: u64 = walks.iter().map(|(_, homes)| u64::from(*homes)).sum();
            let mut before = 0;
            let median = walks.iter().find(|(_, homes)| {
                before += u64::from(*homes);
                before * 2 >= total
            })?;
            let stops = layers
                .stops
                .as_ref()
                .map_or(0, |stops| stops[at].points().filter(|point| area.contains(point)).count() as u64);
            Some(Access { class: class.name(), nearest_m: walks.first()?.0, median_m: median.0, stops })
        })
        .collect()
}
