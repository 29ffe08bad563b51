//! Which form is best at a location, and which go together?
//!
//! Forms of one location share its roof, its homes and its ground: a block
//! that is taken down carries no storey. Of the sets that go together the one
//! that adds most homes, weighted by their scores, is assessed as a whole: its
//! cars look for the same places, its load comes from the same station.

use std::sync::Arc;

use geo::{Area, BoundingRect, Centroid};
use geo_types::MultiPolygon;
use rayon::prelude::*;
use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};
use serde::{Deserialize, Serialize};

use super::{Site, street::street};
use crate::{
    assess::{
        Flag, Homes,
        grid::{self, Load},
        parking::{self, Balance, Deductions, HomeRow, ParkingOutcome, requirement},
    },
    model::Form,
    overlay::ZoneIndex,
    params::Params,
    score::{self, Candidate, combine, conflicts_by_form, rank},
    survey::Layers,
};

/// Where a form stands among those of its location.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Whether it is the best of its location; it stands for all of them.
    pub best: bool,
    /// Whether it is in the best set that goes together.
    pub in_set: bool,
    /// The set, and the forms that were compared.
    pub set: Arc<SiteSet>,
}

/// The best set of forms at a location that go together.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SiteSet {
    /// All forms that were compared, in the order of their identifications.
    pub options: Vec<Compared>,
    /// Homes of the set.
    pub homes: Homes,
    /// Parking places the set needs, and whether they are there; `None` when
    /// the homes of none of its forms can be said.
    pub parking: Option<SetParking>,
    /// Peak the set adds.
    pub load: Load,
}

/// One form that was compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Identification of its site.
    pub site_id: String,
    /// The form.
    pub form: Form,
    /// Its homes.
    pub homes: Homes,
    /// Its score.
    pub score: Option<f64>,
    /// Whether it is in the set.
    pub in_set: bool,
}

/// Parking of a set as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SetParking {
    /// Places needed at the binding moment.
    pub demand: f64,
    /// What there is.
    #[serde(flatten)]
    pub balance: Balance,
}

/// Compares the forms of every location; `sites` stand by location.
pub(super) fn choose(sites: &mut [Site], layers: &Layers, params: &Params) {
    let together = |a: &Site, b: &Site| a.location == b.location;
    sites.par_chunk_by_mut(together).for_each(|forms| take_best_set(forms, params));
    keep_apart(sites);
    sites.par_chunk_by_mut(together).for_each(|forms| sum_up(forms, layers, params));
}

/// The sites of a location that have homes: suitable or undecided.
fn able(sites: &[Site]) -> Vec<usize> {
    (0..sites.len()).filter(|at| sites[*at].verdict.has_homes()).collect()
}

fn take_best_set(sites: &mut [Site], params: &Params) {
    let able = able(sites);
    let options: Vec<score::Choice> = able
        .iter()
        .map(|at| &sites[*at])
        .map(|site| score::Choice {
            form: site.form,
            homes: site.homes.mid.unwrap_or(0),
            score: site.score.score,
        })
        .collect();
    let conflicts = conflicts(&options, sites, &able, params);
    for at in combine(&options, &conflicts).chosen {
        sites[able[at]].choice.in_set = true;
    }
}

/// Two locations may reach for the same ground: a strip beside one and a plot
/// of the next. The one worth more keeps it, and the other leaves its set.
fn keep_apart(sites: &mut [Site]) {
    let mut on_ground: Vec<usize> =
        (0..sites.len()).filter(|at| sites[*at].choice.in_set && sites[*at].form.takes_ground()).collect();
    on_ground.sort_by(|a, b| {
        let (a, b) = (&sites[*a], &sites[*b]);
        worth(b).total_cmp(&worth(a)).then_with(|| a.id.cmp(&b.id))
    });
    let mut kept: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>> = RTree::new();
    for at in on_ground {
        let Some(bounds) = sites[at].geometry.bounding_rect() else { continue };
        let corners: ([f64; 2], [f64; 2]) = (bounds.min().into(), bounds.max().into());
        let taken = kept
            .locate_in_envelope_intersecting(AABB::from_corners(corners.0, corners.1))
            .any(|other| overlap(&sites[other.data].geometry, &sites[at].geometry));
        if taken {
            sites[at].choice.in_set = false;
        } else {
            kept.insert(GeomWithData::new(Rectangle::from_corners(corners.0, corners.1), at));
        }
    }
}

/// The best of the set stands for the location; where nothing can be said to
/// go together the best of all, and where none is able the first.
fn sum_up(sites: &mut [Site], layers: &Layers, params: &Params) {
    let able = able(sites);
    let chosen: Vec<usize> = able.iter().copied().filter(|at| sites[*at].choice.in_set).collect();
    let chosen = that_park(chosen, sites, layers, params);
    for at in &able {
        sites[*at].choice.in_set = chosen.contains(at);
    }
    let stands = if chosen.is_empty() { &able } else { &chosen };
    let best = stands
        .iter()
        .copied()
        .min_by(|a, b| rank::order(&candidate(&sites[*a], params), &candidate(&sites[*b], params)));
    sites[best.unwrap_or(0)].choice.best = true;
    let set = Arc::new(together(sites, &able, &chosen, layers, params));
    for site in sites {
        site.choice.set = Arc::clone(&set);
    }
}

/// Forms whose cars find places together: while they do not, the form that is
/// worth least leaves. One form by itself stays, with its own shortfall.
fn that_park(mut chosen: Vec<usize>, sites: &[Site], layers: &Layers, params: &Params) -> Vec<usize> {
    while chosen.len() > 1 {
        let together = parking_of(chosen.iter().map(|at| &sites[*at]), layers, params);
        let short =
            together.is_some_and(|parking| matches!(parking.balance.outcome, ParkingOutcome::Short(_)));
        let least = (0..chosen.len()).min_by(|a, b| {
            let (a, b) = (&sites[chosen[*a]], &sites[chosen[*b]]);
            worth(a).total_cmp(&worth(b)).then_with(|| b.id.cmp(&a.id))
        });
        match least.filter(|_| short) {
            Some(least) => {
                chosen.remove(least);
            }
            None => break,
        }
    }
    chosen
}

/// Homes weighted by the score.
fn worth(site: &Site) -> f64 {
    f64::from(site.homes.mid.unwrap_or(0)) * site.score.score.unwrap_or(0.0)
}

/// What forms of one location are compared by.
fn candidate<'a>(site: &'a Site, params: &Params) -> Candidate<'a> {
    Candidate {
        site_id: &site.id,
        gemeente: None,
        corporatie: None,
        homes: site.homes_to_compare(),
        score: site.score.score,
        apart: site.score.listed_apart(params.score.coverage_min.value),
        may_be_put_forward: true,
    }
}

/// Pairs that do not go together: by form, or because they take the same
/// ground.
fn conflicts(
    options: &[score::Choice],
    sites: &[Site],
    able: &[usize],
    params: &Params,
) -> Vec<(usize, usize)> {
    let mut pairs = conflicts_by_form(options, &params.vormen);
    let on_ground: Vec<(usize, &Site)> =
        able.iter().map(|at| &sites[*at]).enumerate().filter(|(_, site)| site.form.takes_ground()).collect();
    for (i, (a, one)) in on_ground.iter().enumerate() {
        for (b, other) in &on_ground[i + 1..] {
            // Plots of one location lie apart: they were cut apart.
            let plots = one.form == Form::Inbreiding && other.form == Form::Inbreiding;
            if !plots && overlap(&one.geometry, &other.geometry) {
                pairs.push((*a, *b));
            }
        }
    }
    pairs
}

/// Ground two forms may both touch, m²: less is the noise of their outlines.
const SAME_GROUND_M2: f64 = 0.5;

fn overlap(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> bool {
    let index = ZoneIndex::new(vec![(0, a.clone())]);
    index.overlay(b).covered * b.unsigned_area() > SAME_GROUND_M2
}

fn together(sites: &[Site], able: &[usize], chosen: &[usize], layers: &Layers, params: &Params) -> SiteSet {
    let options = able
        .iter()
        .map(|at| Compared {
            site_id: sites[*at].id.clone(),
            form: sites[*at].form,
            homes: sites[*at].homes,
            score: sites[*at].score.score,
            in_set: chosen.contains(at),
        })
        .collect();
    let in_set = || chosen.iter().map(|at| &sites[*at]);
    let homes =
        if chosen.is_empty() { Homes::UNSAYABLE } else { Homes::sum(in_set().map(|site| site.homes)) };
    let net = &params.net;
    let load = match chosen {
        // As the site itself was told, homes that go included.
        [only] => sites[*only].grid.load,
        _ => grid::load(homes.mid.unwrap_or(0), net.heat_concept.value, net.netbewust.value, 0, net),
    };
    SiteSet { options, homes, parking: parking_of(in_set(), layers, params), load }
}

fn parking_of<'a>(
    sites: impl Iterator<Item = &'a Site>,
    layers: &Layers,
    params: &Params,
) -> Option<SetParking> {
    let (mut rows, mut credit, mut near) = (Vec::new(), 0.0, Vec::new());
    for site in sites {
        let (Some(homes), Some(parking)) = (site.homes.mid, &site.parking) else { continue };
        let (residents, visitors) = (parking.norm.residents, parking.norm.visitors);
        rows.push(HomeRow { homes: f64::from(homes), residents, visitors });
        credit += site.parking_credit;
        near.extend(site.geometry.0.iter().cloned());
    }
    if rows.is_empty() {
        return None;
    }
    let deductions = Deductions { credit, shared_cars: 0 };
    let needed = requirement(&rows, &[], deductions, &params.parkeren);
    let street = street(&MultiPolygon(near), layers, params);
    let balance = parking::balance(&needed, 0.0, &street, &params.parkeren);
    Some(SetParking { demand: needed.demand, balance })
}

/// Homes that are added around each site decide whether a station is needed:
/// those of the best sets, and its own.
pub(super) fn look_around(sites: &mut [Site], params: &Params) {
    let middle = |site: &Site| site.geometry.centroid().map(|point| [point.x(), point.y()]);
    let added: Vec<GeomWithData<[f64; 2], u32>> = (0_u32..)
        .zip(&*sites)
        .filter(|(_, site)| site.choice.in_set)
        .filter_map(|(at, site)| Some(GeomWithData::new(middle(site)?, at)))
        .collect();
    let tree = RTree::bulk_load(added);
    let radius = params.net.station_radius_m.value;
    let around: Vec<u32> = sites
        .par_iter()
        .map(|site| {
            let own = site.homes.mid.unwrap_or(0);
            let Some(point) = middle(site) else { return own };
            tree.locate_within_distance(point, radius * radius)
                .map(|near| &sites[near.data as usize])
                .filter(|near| near.id != site.id && (near.location != site.location || site.choice.in_set))
                .filter_map(|near| near.homes.mid)
                .fold(own, u32::saturating_add)
        })
        .collect();
    for (site, around) in sites.iter_mut().zip(around) {
        site.grid.station = grid::needs_station(around, site.grid.load, &params.net);
        if site.grid.station && site.verdict.has_homes() {
            site.flags.insert(Flag::GridStation);
        }
    }
}
