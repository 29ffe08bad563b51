//! A form at a location, held against the maps.

use std::{collections::BTreeSet, sync::Arc};

use geo::unary_union;
use geo_types::MultiPolygon;

use super::{
    Choice, Detail, FoundPand, Site, ValueRange,
    location::Location,
    street::street,
    sums::{self, Stock},
};
use crate::{
    assess::{
        Answer, Flag, Homes, Missing, Reason, Verdict,
        grid::{self, GridInput, GridResult},
        optoppen,
        parking::{self, ParkingInput, ParkingResult, Street},
        water::{self, Themes, WaterInput},
    },
    link::ComplexId,
    model::{Effect, Form, GridArea, RestrictionKind, StopClass},
    params::Params,
    score::{PlanningFlag, Values, score, value},
    survey::{Hit, Layers, Place, RestrictionLayer},
    units::{Meters, SquareMeters},
};

/// What the new homes of a form ask of their surroundings.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Asks {
    /// Parking: demand of the old function, less the places that disappear.
    pub parking_credit: f64,
    /// Ground that is newly paved or built on.
    pub added_paving: SquareMeters,
    /// Ground of one owner, where a form stands on ground.
    pub own_ground: Option<bool>,
    /// Restrictions on ground that is no pand.
    pub hits: Vec<Hit>,
    /// How high one may build on that ground.
    pub limit: Option<Meters>,
    /// Whether heritage lies on or near that ground.
    pub heritage_near: bool,
}

/// What one form would add at one location, before it is held against the maps.
pub(super) struct Draft {
    pub id: String,
    pub form: Form,
    pub location: String,
    pub complex: Option<ComplexId>,
    pub is_complex: bool,
    pub members: Vec<Arc<FoundPand>>,
    pub parts: Vec<Answer>,
    /// Whether the parts are the panden, one by one.
    pub by_pand: bool,
    pub geometry: MultiPolygon<f64>,
    /// Where it lies, when that is where its one pand lies.
    pub place: Option<Place>,
    pub asks: Asks,
    pub detail: Detail,
}

impl Draft {
    /// A form whose parts are panden.
    pub fn of_panden(
        form: Form,
        location: &Location,
        members: Vec<Arc<FoundPand>>,
        parts: Vec<Answer>,
        asks: Asks,
    ) -> Self {
        let (geometry, place) = match members.as_slice() {
            [only] => (only.footprint.clone(), only.survey.place.clone()),
            // Panden of a block share walls: only their union is a valid area.
            _ => (unary_union(members.iter().flat_map(|member| &member.footprint.0)), None),
        };
        Self {
            id: format!("{}:{}", form.code(), location.name),
            form,
            location: location.name.clone(),
            complex: location.complex,
            is_complex: location.is_complex,
            members,
            parts,
            by_pand: true,
            geometry,
            place,
            asks,
            detail: Detail::Panden,
        }
    }

    /// Whether it is worth a row. A complex shows every form that applies, a
    /// pand or plot by itself those that could add enough homes to be worth a
    /// project.
    pub fn is_listed(&self, params: &Params) -> bool {
        let least = params.optoppen.homes_min_pand.value;
        let could = |part: &Answer| Site::carries(part) && part.homes.high.is_none_or(|homes| homes > 0);
        let high = sums::homes(&self.parts).high;
        self.complex.is_some() || (self.parts.iter().any(could) && high.is_none_or(|homes| homes >= least))
    }

    /// Whether a pand gets homes: where parts are panden, its own part tells.
    fn carries(&self, at: usize) -> bool {
        !self.by_pand || self.parts.get(at).is_some_and(Site::carries)
    }

    /// Holds it against the maps.
    pub fn assess(self, layers: &Layers, params: &Params) -> Site {
        // What is odd about a place was said of its panden.
        let place = self.place.clone();
        let place = place.unwrap_or_else(|| Place::of(&self.geometry, layers, params, &mut Vec::new()));
        let stock = Stock::of(&self.members, |at| self.carries(at));
        let homes = sums::homes(&self.parts);
        let street = street(&self.near(), layers, params);
        let parked = |n: u32| self.parking(n, &place, &street, layers, params);
        let parking = homes.mid.map(&parked);
        let grid = self.grid(homes, &place, layers, params);
        let water = water::assess(
            &WaterInput {
                form: self.form,
                dominant: place.water.and_then(|water| water.dominant),
                worst: place.water.and_then(|water| water.worst),
                added_paving: self.asks.added_paving,
                themes: Themes { bouwjaar: stock.bouwjaar.map(|(oldest, _)| oldest), ..Themes::default() },
            },
            &params.water,
        );
        let planning = self.planning(layers, params);
        let [owner_share, owner_share_high, owner_known] = match self.asks.own_ground {
            Some(own) => [own.then_some(1.0); 3],
            None => [stock.owner_share, stock.owner_share_high, stock.owner_share_known],
        };
        let structure =
            (self.form == Form::Optoppen).then(|| value::structure(stock.structure, &params.score));
        let values = Values {
            homes: homes.mid.map(|n| value::homes(n, &params.score)),
            structure: structure.flatten(),
            ownership: value::ownership(owner_known, &params.score),
            parking: parking.as_ref().and_then(|parking| value::parking(parking, &params.score)),
            grid: value::grid(grid.code, &params.net),
            water: value::water(water.factor),
            planning: value::planning(planning.as_deref(), &params.score),
        };
        let worth_parked = |n: u32| value::parking(&parked(n), &params.score);
        let range = ValueRange {
            parking: values
                .parking
                .and(homes.at_least().zip(homes.high))
                .and_then(|(low, high)| Some([worth_parked(low)?, worth_parked(high)?])),
            ownership: value::ownership(owner_share, &params.score)
                .zip(value::ownership(owner_share_high, &params.score))
                .map(<[f64; 2]>::from),
        };
        let on_top = self.form == Form::Optoppen;
        let mut reasons = sums::reasons(&self.parts);
        let verdict = match sums::verdict(&self.parts) {
            verdict @ Verdict::Unsuitable(_) => verdict,
            _ if water.knock_out => Verdict::Unsuitable(Reason::ClassD),
            // The sum of its parts, each of which may hold one at the high estimate.
            Verdict::Suitable | Verdict::Undecided(_) if homes.mid == Some(0) => {
                Verdict::Unsuitable(Reason::NoHome)
            }
            verdict => verdict,
        };
        if let Verdict::Unsuitable(reason) = verdict {
            reasons.entry(reason).or_insert(1);
        }
        let homes = if matches!(verdict, Verdict::Unsuitable(_)) { Homes::NONE } else { homes };
        let score = score(&values, params.score.weights(self.form));
        let compared = verdict.has_homes() && !score.listed_apart(params.score.coverage_min.value);
        let score = if compared { score } else { score.without_points() };
        let mut site = Site {
            verdict,
            reasons,
            missing: missing(&self.parts, &place, &values),
            flags: BTreeSet::new(),
            address: stock.address,
            n_homes: stock.n_homes,
            homes,
            storeys: stock.structure.storeys,
            extra_storeys: stock.extra_storeys.filter(|_| on_top),
            flat_roof: stock.flat_roof.filter(|_| on_top),
            gross: sums::gross(&self.parts),
            bouwjaar: stock.bouwjaar,
            owner_share,
            owner_share_high,
            place,
            parking,
            grid,
            water,
            values,
            range,
            score,
            choice: Choice::default(),
            parking_credit: self.asks.parking_credit,
            detail: self.detail,
            by_pand: self.by_pand,
            id: self.id,
            form: self.form,
            location: self.location,
            complex: self.complex,
            is_complex: self.is_complex,
            members: self.members,
            parts: self.parts,
            geometry: self.geometry,
        };
        site.flags = flags(&site, params);
        site
    }

    fn parking(
        &self,
        homes: u32,
        place: &Place,
        street: &[Street],
        layers: &Layers,
        params: &Params,
    ) -> ParkingResult {
        let stops = walking_distances(place, params);
        let home_go = SquareMeters(params.home_go_m2(self.form));
        parking::assess(
            &ParkingInput {
                form: self.form,
                homes,
                home_go,
                home_bvo: SquareMeters(home_go.0 / params.optoppen.go_per_bvo.value),
                zone: zone_name(place, layers),
                rows: &layers.norms,
                cars_per_household: cars(place, layers),
                stops: &stops,
                credit: self.asks.parking_credit,
                shared_cars: 0,
                plot_places: 0.0,
                street,
            },
            &params.parkeren,
        )
    }

    /// What cars are parked around: the panden that get homes, or the ground.
    fn near(&self) -> MultiPolygon<f64> {
        if !self.by_pand {
            return self.geometry.clone();
        }
        let carriers = self.members.iter().enumerate().filter(|(at, _)| self.carries(*at));
        MultiPolygon(carriers.flat_map(|(_, member)| member.footprint.0.iter().cloned()).collect())
    }

    fn grid(&self, homes: Homes, place: &Place, layers: &Layers, params: &Params) -> GridResult {
        let areas: Vec<&GridArea> = layers.grid_areas.as_ref().map_or_else(Vec::new, |set| {
            place.grid_areas.iter().filter_map(|area| set.says.get(*area as usize)).collect()
        });
        let postcodes: Vec<_> = self.members.iter().map(|member| member.survey.postcodes.code).collect();
        let (homes, homes_gone) = match self.detail.rebuild() {
            Some(rebuild) => (rebuild.new.mid, rebuild.old),
            None => (homes.mid.unwrap_or(0), 0),
        };
        let mut grid = grid::assess(
            &GridInput {
                homes,
                homes_gone,
                heat: params.net.heat_concept.value,
                netbewust: params.net.netbewust.value,
                chargers: 0,
                // Looked around for when all sites are there.
                homes_around: 0,
                areas: &areas,
                postcodes: &postcodes,
                answer: None,
            },
            &params.net,
        );
        grid.disagrees |= place
            .grid_areas
            .iter()
            .any(|area| layers.grid_disagrees.get(*area as usize).copied().unwrap_or(false));
        grid
    }

    /// Kinds of restriction that narrow the plan. `None` while no map of
    /// restrictions other than heights was given, and while it is not known how
    /// high one may build and the form builds: unknown is not free.
    fn planning(&self, layers: &Layers, params: &Params) -> Option<Vec<PlanningFlag>> {
        let carriers = || {
            let on_panden = self.asks.own_ground.is_none();
            self.members
                .iter()
                .enumerate()
                .filter(move |(at, _)| on_panden && self.carries(*at))
                .map(|(_, m)| m)
        };
        let limits = || carriers().map(|member| member.survey.facts.limit).chain([self.asks.limit]);
        let narrows = |layer: &RestrictionLayer| {
            layer.effect != Effect::HeightLimit && layer.kind != RestrictionKind::Vacancy
        };
        let looked_at = layers.restrictions.iter().any(narrows);
        if !looked_at || self.form.builds() && limits().all(|limit| limit.is_none()) {
            return None;
        }
        let mut found = BTreeSet::new();
        if self.asks.heritage_near {
            found.insert(PlanningFlag::Welstand);
        }
        let mut hits: Vec<&Hit> = self.asks.hits.iter().collect();
        for member in carriers() {
            let facts = &member.survey.facts;
            if facts.heritage_near == Some(true) {
                found.insert(PlanningFlag::Welstand);
            }
            let extra = member.survey.assessment.extra_storeys.filter(|_| self.form == Form::Optoppen);
            let limit = optoppen::limit_in_force(facts.limit, &params.optoppen);
            if let (Some(limit), Some(height), Some(extra)) = (limit, facts.roof.height(), extra) {
                let new_roof = height + Meters(params.optoppen.new_storey_m.value) * f64::from(extra);
                if value::height_tight(new_roof, limit, &params.score) {
                    found.insert(PlanningFlag::HeightTight);
                }
            }
            hits.extend(&member.survey.hits);
        }
        for hit in hits {
            let layer = &layers.restrictions[usize::from(hit.layer)];
            if layer.effect == Effect::Flag && layer.kind != RestrictionKind::Vacancy {
                found.insert(match layer.kind {
                    RestrictionKind::Rijksmonument | RestrictionKind::Heritage => PlanningFlag::Welstand,
                    RestrictionKind::Noise => PlanningFlag::Noise,
                    RestrictionKind::Safety => PlanningFlag::Safety,
                    RestrictionKind::Height | RestrictionKind::Vacancy | RestrictionKind::Other => {
                        PlanningFlag::Other
                    }
                });
            }
        }
        Some(found.into_iter().collect())
    }
}

fn missing(parts: &[Answer], place: &Place, values: &Values) -> BTreeSet<Missing> {
    let mut missing = sums::missing(parts);
    let mut lacks = |absent: bool, fact: Missing| {
        if absent {
            missing.insert(fact);
        }
    };
    lacks(values.planning.is_none(), Missing::Planning);
    lacks(values.parking.is_none(), Missing::Parking);
    lacks(values.grid.is_none(), Missing::Grid);
    lacks(values.water.is_none(), Missing::Water);
    lacks(place.buurt.is_none() && place.gemeente.is_none(), Missing::Gebied);
    missing
}

fn flags(site: &Site, params: &Params) -> BTreeSet<Flag> {
    let mut flags: BTreeSet<Flag> = site
        .parts
        .iter()
        .filter(|part| Site::carries(part))
        .flat_map(|part| part.flags.iter().copied())
        .collect();
    let few = site.is_complex
        && site.form == Form::Optoppen
        && site.homes.mid.is_some_and(|homes| homes < params.optoppen.homes_min_complex.value);
    let least = params.optoppen.owner_share_min.value;
    let owner_hangs =
        site.owner_share.zip(site.owner_share_high).is_some_and(|(low, high)| low < least && high >= least);
    let raised = [
        (owner_hangs, Flag::UnlinkedDecides),
        (few, Flag::FewHomes),
        (site.grid.disagrees, Flag::GridDisagrees),
        (site.water.class_d, Flag::WaterClassD),
        (site.score.listed_apart(params.score.coverage_min.value), Flag::LowCoverage),
        (site.members.iter().any(|member| member.survey.rows_disagree), Flag::RowsDisagree),
    ];
    if !matches!(site.verdict, Verdict::Unsuitable(_)) {
        flags.extend(raised.into_iter().filter(|(holds, _)| *holds).map(|(_, flag)| flag));
    }
    flags
}

fn walking_distances(place: &Place, params: &Params) -> Vec<(StopClass, Meters)> {
    let factor = params.optoppen.walking_factor.value;
    StopClass::ALL
        .into_iter()
        .zip(place.stops)
        .filter_map(|(class, distance)| Some((class, distance? * factor)))
        .collect()
}

fn zone_name<'a>(place: &Place, layers: &'a Layers) -> Option<&'a str> {
    let zone = layers.parking.as_ref()?.says.get(place.parking_zone? as usize)?;
    Some(&zone.zone)
}

fn cars(place: &Place, layers: &Layers) -> Option<f64> {
    layers.buurten.as_ref()?.says.get(place.buurt? as usize)?.cars_per_household
}
