//! What do the panden of a complex add up to?
//!
//! A site is what is ranked: a complex, or a pand where no holdings are
//! given. Homes, roofs and areas are summed over the panden that are not
//! unsuitable; place, parking, grid and water are asked of the site as a
//! whole.

use std::collections::{BTreeMap, BTreeSet};

use geo::unary_union;
use geo_types::MultiPolygon;
use rayon::prelude::*;
use rstar::{RTree, primitives::GeomWithData};

use super::{Layers, Place, Survey};
use crate::{
    assess::{
        Flag, Homes, Missing, Reason, Verdict,
        grid::{self, GridInput, GridResult},
        parking::{self, ParkingInput, ParkingResult, Street},
        water::{self, Themes, WaterInput, WaterResult},
    },
    link::{Complex, ComplexId, OTHERS},
    model::{Effect, Form, GridArea, RestrictionKind, StopClass},
    params::Params,
    score::{PlanningFlag, Score, StructureFacts, Values, score, value},
    units::{Meters, SquareMeters},
};

/// A pand that belongs to a site.
#[derive(Debug, Clone)]
pub struct Member {
    /// What was found about it.
    pub survey: Survey,
    /// Its footprint.
    pub footprint: MultiPolygon<f64>,
}

impl Member {
    fn carries(&self) -> bool {
        !matches!(self.survey.assessment.verdict, Verdict::Unsuitable(_))
    }
}

/// What is ranked.
#[derive(Debug, Clone)]
pub struct Site {
    /// Identification: `optoppen:` and the pand, or corporatie and complex.
    pub id: String,
    /// How homes are added.
    pub form: Form,
    /// Whose it is; `None` when the site is a pand in nobody's holdings.
    pub complex: Option<ComplexId>,
    /// Whether it is a complex; else a pand by itself.
    pub is_complex: bool,
    /// Its panden, by identification.
    pub members: Vec<Member>,
    /// The answer: suitable when one of its panden is.
    pub verdict: Verdict,
    /// Rules that panden fail, with their number.
    pub reasons: BTreeMap<Reason, u32>,
    /// Facts that are missing of panden that are not unsuitable, or of the site.
    pub missing: BTreeSet<Missing>,
    /// Remarks.
    pub flags: BTreeSet<Flag>,
    /// Address of its largest pand, with `e.a.` when it has more.
    pub address: Option<String>,
    /// Homes there are, in all panden; `None` when it is known of none.
    pub n_homes: Option<u32>,
    /// Homes that can be added.
    pub homes: Homes,
    /// Storeys of the largest pand that is not unsuitable.
    pub storeys: Option<u32>,
    /// Most storeys that can be added to one of them.
    pub extra_storeys: Option<u32>,
    /// Their flat roofs.
    pub flat_roof: Option<SquareMeters>,
    /// New gross floor area.
    pub gross: Option<SquareMeters>,
    /// Oldest and newest bouwjaar.
    pub bouwjaar: Option<(u16, u16)>,
    /// Share of the homes the corporatie holds; `None` without holdings.
    pub owner_share: Option<f64>,
    /// Their footprints as one geometry.
    pub geometry: MultiPolygon<f64>,
    /// Where it lies.
    pub place: Place,
    /// Parking; `None` when the homes cannot be said.
    pub parking: Option<ParkingResult>,
    /// Grid.
    pub grid: GridResult,
    /// Water and soil.
    pub water: WaterResult,
    /// Values of the criteria.
    pub values: Values,
    /// Score and coverage.
    pub score: Score,
}

/// Makes sites of members and assesses each, in order of identification.
///
/// Members of one complex make one site; without a complex each is one.
/// Depends on the set of members, not on their order.
#[must_use]
pub fn sites(members: Vec<Member>, complexes: &[Complex], layers: &Layers, params: &Params) -> Vec<Site> {
    let mut groups: BTreeMap<Key, Vec<Member>> = BTreeMap::new();
    for member in members {
        let key = match member.survey.owner {
            Some(owner) if !complexes[owner.complex as usize].complex.is_empty() => {
                Key::Complex(owner.complex)
            }
            _ => Key::Pand(member.survey.id.number()),
        };
        groups.entry(key).or_default().push(member);
    }
    let ids = identifications(groups.keys(), complexes);
    let drafts: Vec<Draft> = groups
        .into_iter()
        .zip(ids)
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|((key, members), id)| Draft::new(id, key, members))
        .collect();
    let around = homes_around(&drafts, Meters(params.net.station_radius_m.value));
    let mut sites: Vec<Site> = drafts
        .into_par_iter()
        .zip(around)
        .map(|(draft, around)| draft.assess(around, layers, params))
        .collect();
    sites.sort_by(|a, b| a.id.cmp(&b.id));
    sites
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Complex(ComplexId),
    Pand(u64),
}

/// Readable, unique and the same in every run on the same holdings.
fn identifications<'a>(keys: impl Iterator<Item = &'a Key>, complexes: &[Complex]) -> Vec<String> {
    let mut used: BTreeMap<String, u32> = BTreeMap::new();
    keys.map(|key| match key {
        Key::Pand(pand) => format!("{}:{pand:016}", Form::Optoppen.code()),
        Key::Complex(complex) => {
            let complex = &complexes[*complex as usize];
            let id =
                format!("{}:{}:{}", Form::Optoppen.code(), slug(&complex.corporatie), slug(&complex.complex));
            let times = used.entry(id.clone()).or_insert(0);
            *times += 1;
            // Names that differ only in case or signs keep apart.
            if *times == 1 { id } else { format!("{id}~{times}") }
        }
    })
    .collect()
}

/// Lower case, letters and digits, the rest as single hyphens.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "-".into() } else { slug.into() }
}

/// A site before it is held against the maps.
struct Draft {
    id: String,
    complex: Option<ComplexId>,
    is_complex: bool,
    members: Vec<Member>,
    homes: Homes,
    geometry: MultiPolygon<f64>,
}

impl Draft {
    fn new(id: String, key: Key, mut members: Vec<Member>) -> Self {
        members.sort_by_key(|member| member.survey.id);
        let polygons: Vec<_> = members.iter().flat_map(|member| &member.footprint.0).collect();
        let geometry = match members.as_slice() {
            [only] => only.footprint.clone(),
            // Panden of a block share walls: only their union is a valid area.
            _ => unary_union(polygons),
        };
        Self {
            id,
            complex: match key {
                Key::Complex(complex) => Some(complex),
                Key::Pand(_) => members.first().and_then(|member| Some(member.survey.owner?.complex)),
            },
            is_complex: matches!(key, Key::Complex(_)),
            homes: sum_homes(&members),
            geometry,
            members,
        }
    }

    fn point(&self) -> Option<[f64; 2]> {
        use geo::Centroid;
        self.geometry.centroid().map(|point| [point.x(), point.y()])
    }

    fn assess(self, homes_around: u32, layers: &Layers, params: &Params) -> Site {
        let Self { id, complex, is_complex, members, homes, geometry } = self;
        let mut issues = Vec::new();
        let place = Place::of(&geometry, layers, params, &mut issues);
        let stock = Stock::of(&members);
        let parking = homes.mid.map(|n| {
            let stops = walking_distances(&place, params);
            parking::assess(
                &ParkingInput {
                    form: Form::Optoppen,
                    homes: n,
                    home_go: SquareMeters(params.optoppen.home_go_m2.value),
                    home_bvo: SquareMeters(
                        params.optoppen.home_go_m2.value / params.optoppen.go_per_bvo.value,
                    ),
                    zone: zone_name(&place, layers),
                    rows: &layers.norms,
                    cars_per_household: cars(&place, layers),
                    stops: &stops,
                    credit: 0.0,
                    shared_cars: 0,
                    plot_places: 0.0,
                    street: street(&members, layers, params),
                },
                &params.parkeren,
            )
        });
        let areas: Vec<&GridArea> = layers.grid_areas.as_ref().map_or_else(Vec::new, |set| {
            place.grid_areas.iter().filter_map(|area| set.says.get(*area as usize)).collect()
        });
        let postcodes: Vec<_> = members.iter().map(|member| member.survey.postcodes.code).collect();
        let mut grid = grid::assess(
            &GridInput {
                homes: homes.mid.unwrap_or(0),
                heat: params.net.heat_concept.value,
                netbewust: params.net.netbewust.value,
                chargers: 0,
                homes_around,
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
        let water = water::assess(
            &WaterInput {
                form: Form::Optoppen,
                dominant: place.water.map(|water| water.dominant),
                worst: place.water.map(|water| water.worst),
                added_paving: SquareMeters(0.0),
                themes: Themes { bouwjaar: stock.bouwjaar.map(|(oldest, _)| oldest), ..Themes::default() },
            },
            &params.water,
        );
        let verdict = verdict(&members);
        let planning = planning_flags(&members, layers, params);
        let values = Values {
            homes: homes.mid.map(|n| value::homes(n, &params.score)),
            structure: value::structure(stock.structure, &params.score),
            ownership: value::ownership(stock.owner_share, &params.score),
            parking: parking.as_ref().and_then(|parking| value::parking(parking, &params.score)),
            grid: value::grid(grid.code, &params.net),
            water: value::water(water.factor),
            planning: value::planning(planning.as_deref(), &params.score),
        };
        let score = score(&values, params.score.weights(Form::Optoppen));
        let mut site = Site {
            id,
            form: Form::Optoppen,
            complex,
            is_complex,
            verdict,
            reasons: reasons(&members),
            missing: missing(&members, &place, &values),
            flags: BTreeSet::new(),
            address: stock.address,
            n_homes: stock.n_homes,
            homes,
            storeys: stock.structure.storeys,
            extra_storeys: stock.extra_storeys,
            flat_roof: stock.flat_roof,
            gross: stock.gross,
            bouwjaar: stock.bouwjaar,
            owner_share: stock.owner_share,
            geometry,
            place,
            parking,
            grid,
            water,
            values,
            score,
            members,
        };
        site.flags = flags(&site, params);
        site
    }
}

/// Sums over the panden that are not unsuitable. The middle is left open
/// only when none of them can say it.
fn sum_homes(members: &[Member]) -> Homes {
    let sum = |of: fn(&Homes) -> Option<u32>| {
        let known: Vec<u32> =
            members.iter().filter(|m| m.carries()).filter_map(|m| of(&m.survey.assessment.homes)).collect();
        if known.is_empty() && members.iter().any(Member::carries) {
            return None;
        }
        Some(known.into_iter().fold(0_u32, u32::saturating_add))
    };
    Homes { low: sum(|homes| homes.low), mid: sum(|homes| homes.mid), high: sum(|homes| homes.high) }
}

/// Homes added by all sites within a distance of each, itself included.
fn homes_around(drafts: &[Draft], radius: Meters) -> Vec<u32> {
    let points = drafts
        .iter()
        .filter_map(|draft| Some(GeomWithData::new(draft.point()?, draft.homes.mid.unwrap_or(0))))
        .collect();
    let tree: RTree<GeomWithData<[f64; 2], u32>> = RTree::bulk_load(points);
    drafts
        .par_iter()
        .map(|draft| {
            let Some(point) = draft.point() else { return draft.homes.mid.unwrap_or(0) };
            tree.locate_within_distance(point, radius.0 * radius.0)
                .map(|near| near.data)
                .fold(0_u32, u32::saturating_add)
        })
        .collect()
}

/// What is summed or taken from the panden themselves.
struct Stock {
    address: Option<String>,
    n_homes: Option<u32>,
    bouwjaar: Option<(u16, u16)>,
    extra_storeys: Option<u32>,
    flat_roof: Option<SquareMeters>,
    gross: Option<SquareMeters>,
    owner_share: Option<f64>,
    structure: StructureFacts,
}

impl Stock {
    fn of(members: &[Member]) -> Self {
        // A site whose panden are all unsuitable is described by all of them.
        let any = members.iter().any(Member::carries);
        let carriers: Vec<&Survey> =
            members.iter().filter(|m| m.carries() || !any).map(|m| &m.survey).collect();
        let years = || carriers.iter().filter_map(|s| s.facts.bouwjaar);
        let area = |s: &Survey| s.facts.footprint.map_or(0.0, |area| area.0);
        let largest = carriers.iter().map(|s| area(s)).max_by(f64::total_cmp);
        // Of equal panden the lowest identification, as members are sorted.
        let main = largest.and_then(|largest| carriers.iter().find(|s| area(s) >= largest));
        let sum = |of: fn(&Survey) -> Option<f64>| {
            let known: Vec<f64> = carriers.iter().filter_map(|s| of(s)).collect();
            (!known.is_empty()).then(|| SquareMeters(known.into_iter().sum()))
        };
        let roofs: Vec<(f64, f64)> =
            carriers.iter().filter_map(|s| Some((s.assessment.flat_share?.value, area(s)))).collect();
        let roof_area: f64 = roofs.iter().map(|(_, area)| area).sum();
        let n_homes = members.iter().filter_map(|m| m.survey.facts.homes).reduce(u32::saturating_add);
        let asked =
            members.iter().any(|m| matches!(m.survey.facts.owner, crate::assess::optoppen::Owner::Share(_)));
        let owned: f64 = members
            .iter()
            .filter_map(|m| Some(m.survey.owner?.share * f64::from(m.survey.facts.homes.unwrap_or(1))))
            .sum();
        let of: f64 = members.iter().map(|m| f64::from(m.survey.facts.homes.unwrap_or(1))).sum();
        let address = main.and_then(|s| s.address.clone()).map(|address| {
            let more = members.len() > 1 && !address.ends_with(OTHERS);
            if more { format!("{address}{OTHERS}") } else { address }
        });
        Self {
            address,
            n_homes,
            bouwjaar: years().min().zip(years().max()),
            extra_storeys: carriers.iter().filter_map(|s| s.assessment.extra_storeys).max(),
            flat_roof: sum(|s| s.assessment.flat_roof.map(|flat| flat.value.0)),
            gross: sum(|s| s.assessment.gross.map(|gross| gross.0)),
            owner_share: (asked && of > 0.0).then(|| owned / of),
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

/// Suitable when a pand is; else undecided when one is, by the fact most of
/// them lack; else unsuitable by the rule most of them fail first.
fn verdict(members: &[Member]) -> Verdict {
    let verdicts = || members.iter().map(|member| member.survey.assessment.verdict);
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

fn reasons(members: &[Member]) -> BTreeMap<Reason, u32> {
    let mut reasons = BTreeMap::new();
    for reason in members.iter().flat_map(|member| member.survey.assessment.reasons()) {
        *reasons.entry(reason).or_default() += 1;
    }
    reasons
}

fn missing(members: &[Member], place: &Place, values: &Values) -> BTreeSet<Missing> {
    let mut missing: BTreeSet<Missing> = members
        .iter()
        .filter(|member| member.carries())
        .flat_map(|member| member.survey.assessment.missing.iter().copied())
        .collect();
    let mut lacks = |absent: bool, fact: Missing| {
        if absent {
            missing.insert(fact);
        }
    };
    lacks(values.parking.is_none(), Missing::Parking);
    lacks(values.grid.is_none(), Missing::Grid);
    lacks(values.water.is_none(), Missing::Water);
    lacks(place.buurt.is_none() && place.gemeente.is_none(), Missing::Gebied);
    missing
}

fn flags(site: &Site, params: &Params) -> BTreeSet<Flag> {
    let mut flags: BTreeSet<Flag> = site
        .members
        .iter()
        .filter(|member| member.carries())
        .flat_map(|member| member.survey.assessment.flags.iter().copied())
        .collect();
    let few = site.is_complex
        && site.homes.mid.is_some_and(|homes| homes < params.optoppen.homes_min_complex.value);
    let raised = [
        (few, Flag::FewHomes),
        (site.grid.station, Flag::GridStation),
        (site.grid.disagrees, Flag::GridDisagrees),
        (site.water.class_d, Flag::WaterClassD),
        (site.score.listed_apart(params.score.coverage_min.value), Flag::LowCoverage),
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

/// Counted places within the search radius, straight, of the panden that get
/// homes; places that were not counted tell nothing and are left out.
fn street(members: &[Member], layers: &Layers, params: &Params) -> Option<Street> {
    let carriers = members.iter().filter(|member| member.carries());
    let polygons = carriers.flat_map(|member| member.footprint.0.iter().cloned()).collect();
    let near =
        layers.supply.as_ref()?.within(&MultiPolygon::new(polygons), params.parkeren.search_radius_m.value);
    let counted: Vec<(f64, f64)> =
        near.into_iter().filter_map(|places| Some((places.capacity, places.occupied?))).collect();
    (!counted.is_empty()).then(|| Street {
        capacity: counted.iter().map(|(capacity, _)| capacity).sum(),
        occupied: counted.iter().map(|(_, occupied)| occupied).sum(),
    })
}

/// Kinds of restriction that narrow the plan; `None` while it is not known of
/// any pand how high one may build: that is the most of planning room, and
/// unknown is not free.
fn planning_flags(members: &[Member], layers: &Layers, params: &Params) -> Option<Vec<PlanningFlag>> {
    let carriers = || members.iter().filter(|member| member.carries());
    if carriers().all(|member| member.survey.facts.limit.is_none()) {
        return None;
    }
    let mut found = BTreeSet::new();
    for member in carriers() {
        let facts = &member.survey.facts;
        if facts.heritage_near == Some(true) {
            found.insert(PlanningFlag::Welstand);
        }
        let extra = member.survey.assessment.extra_storeys;
        if let (Some(limit), Some(height), Some(extra)) = (facts.limit, facts.roof.height(), extra) {
            let new_roof = height + Meters(params.optoppen.new_storey_m.value) * f64::from(extra);
            if value::height_tight(new_roof, limit, &params.score) {
                found.insert(PlanningFlag::HeightTight);
            }
        }
        for hit in &member.survey.hits {
            let layer = &layers.restrictions[usize::from(hit.layer)];
            if layer.effect == Effect::Flag {
                found.insert(match layer.kind {
                    RestrictionKind::Rijksmonument | RestrictionKind::Heritage => PlanningFlag::Welstand,
                    RestrictionKind::Noise => PlanningFlag::Noise,
                    RestrictionKind::Safety => PlanningFlag::Safety,
                    RestrictionKind::Height | RestrictionKind::Other => PlanningFlag::Other,
                });
            }
        }
    }
    Some(found.into_iter().collect())
}
