//! Where do a pand, a complex, a point, an address and a name lead?

use std::collections::{BTreeSet, HashMap};

use geo::{
    Area, BooleanOps, Contains, CoordsIter, Distance, Euclidean, Intersects, Translate,
    bounding_rect::BoundingRect,
};
use geo_types::MultiPolygon;
use rstar::RTreeObject as _;
use rstar::{AABB, RTree, primitives::GeomWithData, primitives::Rectangle};

use super::{
    InGemeente, MatchNorms, PlanSite, is_gemeente, is_other_gemeente, names,
    words::{corporatie_key, name_words, plain_words},
};
use crate::{
    link::street_and_numbers,
    model::{
        Address, AddressCells, Form, PandId, PlannedProject, ProjectRule, Reading, place_key, street_key,
        suffix_key,
    },
};

/// A location: the sites that share roof, homes or ground.
#[derive(Default)]
struct Location {
    /// Positions of its sites, the one that stands for it first.
    sites: Vec<usize>,
    gemeente: InGemeente,
    /// Woonplaatsen, as they are compared.
    places: BTreeSet<String>,
    /// Buurten, as they are compared.
    buurten: BTreeSet<String>,
    /// Complexes, as they are compared.
    complexes: BTreeSet<String>,
    words: BTreeSet<String>,
}

/// The numbers of a pand in a street.
struct Numbers {
    low: u32,
    high: u32,
    location: usize,
}

/// The box of a site with its position.
type Boxed = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// The sites by all that rows name them by. Locations are in the order of
/// their identifications.
pub(super) struct Index<'a> {
    plan_sites: &'a [PlanSite],
    norms: &'a MatchNorms,
    locations: Vec<Location>,
    /// Per site its location.
    location_of: Vec<usize>,
    by_site_id: HashMap<&'a str, usize>,
    by_location_id: HashMap<&'a str, usize>,
    by_pand: HashMap<PandId, BTreeSet<usize>>,
    by_complex: HashMap<(String, String), BTreeSet<usize>>,
    /// The corporaties of the run, as they are compared.
    corporaties: BTreeSet<String>,
    by_street: HashMap<String, Vec<Numbers>>,
    boxes: RTree<Boxed>,
    /// The woonplaatsen of the run, as they are compared.
    places: BTreeSet<String>,
    /// All rows name one gemeente: a run about one whose name it does not know
    /// is taken to be about that one.
    is_the_one: bool,
    /// The run is about one gemeente alone.
    is_of_one: bool,
}

impl<'a> Index<'a> {
    pub(super) fn new(sites: &'a [PlanSite], norms: &'a MatchNorms, of_one_gemeente: bool) -> Self {
        let ids: BTreeSet<&str> = sites.iter().map(|site| site.location.as_str()).collect();
        let by_location_id: HashMap<&str, usize> = ids.into_iter().zip(0..).collect();
        let mut locations: Vec<Location> = by_location_id.iter().map(|_| Location::default()).collect();
        let location_of: Vec<usize> =
            sites.iter().map(|site| by_location_id[site.location.as_str()]).collect();
        let (mut by_pand, mut by_complex) =
            (HashMap::<_, BTreeSet<_>>::new(), HashMap::<_, BTreeSet<_>>::new());
        let (mut corporaties, mut by_street) = (BTreeSet::new(), HashMap::<_, Vec<_>>::new());
        let mut by_site_id = HashMap::new();
        let mut boxes = Vec::new();
        for ((position, site), at) in sites.iter().enumerate().zip(&location_of) {
            let location = &mut locations[*at];
            by_site_id.entry(site.id.as_str()).or_insert(position);
            if site.best {
                location.sites.insert(0, position);
            } else {
                location.sites.push(position);
            }
            if site.gemeente > location.gemeente {
                location.gemeente = site.gemeente.clone();
            }
            location.places.extend(site.places.iter().map(|place| place_key(place)));
            location.buurten.extend(site.buurt.as_deref().map(place_key));
            for text in site.buurt.iter().chain(&site.complex) {
                location.words.extend(plain_words(text));
            }
            for pand in &site.panden {
                by_pand.entry(*pand).or_default().insert(*at);
            }
            let corporatie = site.corporatie.as_deref().map(corporatie_key);
            corporaties.extend(corporatie.clone());
            if let Some(complex) = site.complex.as_deref().map(complex_key) {
                location.complexes.insert(complex.clone());
                if let Some(corporatie) = corporatie {
                    by_complex.entry((corporatie, complex)).or_default().insert(*at);
                }
            }
            for address in &site.addresses {
                let (street, numbers) = street_and_numbers(address);
                location.words.extend(plain_words(street));
                if let Some((low, high)) = numbers {
                    let known: &mut Vec<Numbers> = by_street.entry(street_key(street)).or_default();
                    known.push(Numbers { low, high, location: *at });
                }
            }
            if let Some(rect) = site.geometry.bounding_rect() {
                let (low, high) = (rect.min(), rect.max());
                boxes.push(Boxed::new(Rectangle::from_corners([low.x, low.y], [high.x, high.y]), position));
            }
        }
        Self {
            plan_sites: sites,
            norms,
            locations,
            location_of,
            by_site_id,
            by_location_id,
            by_pand,
            by_complex,
            corporaties,
            by_street,
            boxes: RTree::bulk_load(boxes),
            places: norms.places.iter().map(|place| place_key(place)).collect(),
            is_the_one: of_one_gemeente,
            is_of_one: norms.gemeenten.len() == 1,
        }
    }

    /// The site with this identification.
    pub(super) fn site(&self, id: &str) -> Option<usize> {
        self.by_site_id.get(id).copied()
    }

    /// The location with this identification.
    pub(super) fn location(&self, id: &str) -> Option<usize> {
        self.by_location_id.get(id).copied()
    }

    /// The location a site belongs to.
    pub(super) fn location_of(&self, site: usize) -> usize {
        self.location_of[site]
    }

    /// The site of a location a row is about: that of the form the row names,
    /// else the one that stands for it.
    pub(super) fn stands_for(&self, location: usize, project: &PlannedProject) -> usize {
        let sites = &self.locations[location].sites;
        let form = project.form.or_else(|| project.naam.as_deref().and_then(Form::in_text));
        let of_form = sites.iter().find(|site| Some(self.plan_sites[**site].form) == form);
        *of_form.unwrap_or(&sites[0])
    }

    /// Whether the run is about this gemeente, as far as that is known.
    pub(super) fn is_about(&self, gemeente: &str) -> bool {
        let known = &self.norms.gemeenten;
        known.is_empty()
            || known.iter().any(|known| !is_other_gemeente(gemeente, known))
            || names(gemeente).any(|name| self.places.contains(&name))
    }

    /// The gemeente of a location, for people.
    pub(super) fn gemeente(&self, location: usize) -> String {
        let gemeente = &self.locations[location].gemeente;
        gemeente.naam.clone().or_else(|| gemeente.code.clone()).unwrap_or_default()
    }

    /// Whether a location does not lie in another gemeente than a row says.
    pub(super) fn fits(&self, project: &PlannedProject, location: usize) -> bool {
        let there = &self.locations[location];
        project.gemeente.as_deref().is_none_or(|said| {
            !is_other_gemeente(said, &there.gemeente) || names(said).any(|name| there.places.contains(&name))
        })
    }

    /// Whether a row names a corporatie of the run, as such or as its trekker.
    fn names_corporatie(&self, project: &PlannedProject) -> bool {
        let named = [&project.corporatie, &project.trekker];
        named.into_iter().flatten().any(|name| self.corporaties.contains(&corporatie_key(name)))
    }

    /// Whether a row names the place of a location: its gemeente or woonplaats,
    /// or else as kern its woonplaats, buurt or the gemeente's name. Where the kern
    /// is a woonplaats of the run, a location in another is not there.
    fn is_there(&self, project: &PlannedProject, location: usize) -> bool {
        let there = &self.locations[location];
        let kern = project.kern.as_deref().map(place_key).filter(|kern| self.places.contains(kern));
        if let Some(kern) = kern
            && !there.places.is_empty()
        {
            return there.places.contains(&kern) && self.fits(project, location);
        }
        match (project.gemeente.as_deref(), project.kern.as_deref()) {
            (Some(said), _) => {
                is_gemeente(said, &there.gemeente)
                    || names(said).any(|name| there.places.contains(&name))
                    || !is_other_gemeente(said, &there.gemeente)
                        && self.is_of_one
                        && (self.is_the_one || self.names_corporatie(project))
            }
            (None, Some(kern)) => {
                there.buurten.contains(&place_key(kern)) || is_gemeente(kern, &there.gemeente)
            }
            (None, None) => false,
        }
    }

    /// Locations that hold the panden a row names; several may share one.
    pub(super) fn by_pand(&self, project: &PlannedProject) -> Option<(ProjectRule, BTreeSet<usize>)> {
        if project.panden.is_empty() {
            return None;
        }
        let found = project.panden.iter().filter_map(|pand| self.by_pand.get(pand)).flatten();
        Some((ProjectRule::Pand, found.copied().collect()))
    }

    /// Locations of the complex a row names. A row that names no corporatie
    /// means the only one of the run; a trekker may be one.
    pub(super) fn by_complex(&self, project: &PlannedProject) -> Option<(ProjectRule, BTreeSet<usize>)> {
        let complex = complex_key(project.complex.as_deref()?);
        let corporatie = match &project.corporatie {
            Some(corporatie) => corporatie_key(corporatie),
            None => {
                let trekker = project.trekker.as_deref().map(corporatie_key);
                let named = trekker.filter(|trekker| self.corporaties.contains(trekker));
                let only = || self.corporaties.first().filter(|_| self.corporaties.len() == 1).cloned();
                named.or_else(only)?
            }
        };
        let found = self.by_complex.get(&(corporatie, complex));
        Some((ProjectRule::Complex, found.cloned().unwrap_or_default()))
    }

    /// Locations that the area of a plan holds: one of their sites lies in it
    /// for the larger part, or holds the larger part of it.
    pub(super) fn by_area(&self, project: &PlannedProject) -> Option<(ProjectRule, BTreeSet<usize>)> {
        let area = project.area.as_ref()?;
        let rect = area.bounding_rect()?;
        let (low, high) = (rect.min(), rect.max());
        let around = AABB::from_corners([low.x, low.y], [high.x, high.y]);
        let near: Vec<usize> =
            self.boxes.locate_in_envelope_intersecting(around).map(|boxed| boxed.data).collect();
        // An area of very many corners over very many sites is not measured.
        if area.coords_count().saturating_mul(near.len()) > MOST_CORNERS {
            return None;
        }
        let holds = |at: &usize| overlap(&self.plan_sites[*at].geometry, area) >= self.norms.plan_area_share;
        let found: BTreeSet<usize> = near.into_iter().filter(holds).map(|at| self.location_of[at]).collect();
        (!found.is_empty()).then_some((ProjectRule::PlanArea, found))
    }

    /// Locations a row's point lies in, else those it lies near.
    pub(super) fn by_point(&self, project: &PlannedProject) -> Option<(ProjectRule, BTreeSet<usize>)> {
        let point = project.point?;
        let reach = self.norms.distance.0;
        let around = AABB::from_corners(
            [point.x() - reach, point.y() - reach],
            [point.x() + reach, point.y() + reach],
        );
        let (mut inside, mut near) = (BTreeSet::new(), BTreeSet::new());
        for boxed in self.boxes.locate_in_envelope_intersecting(around) {
            let (geometry, at) = (&self.plan_sites[boxed.data].geometry, self.location_of[boxed.data]);
            if geometry.contains(&point) || geometry.intersects(&point) {
                inside.insert(at);
            } else if Euclidean.distance(geometry, &point) <= reach {
                near.insert(at);
            }
        }
        Some(match inside.is_empty() {
            false => (ProjectRule::PointInside, inside),
            true => (ProjectRule::PointNear, near),
        })
    }

    /// How far a row's point lies from the nearest box of a site, meters, and
    /// the box of all sites: min x, min y, max x, max y.
    pub(super) fn how_far(&self, project: &PlannedProject) -> Option<(u64, [i64; 4])> {
        let point = project.point?;
        let nearest = self.boxes.nearest_neighbor([point.x(), point.y()])?.envelope();
        let (low, high) = (nearest.lower(), nearest.upper());
        let beside = |at: f64, low: f64, high: f64| (low - at).max(at - high).max(0.0);
        let far = beside(point.x(), low[0], high[0]).hypot(beside(point.y(), low[1], high[1]));
        let (low, high) = {
            let all = self.boxes.root().envelope();
            (all.lower(), all.upper())
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole meters of the Netherlands"
        )]
        let whole = (far.round() as u64, [low[0], low[1], high[0], high[1]].map(|at| at.round() as i64));
        Some(whole)
    }

    /// Locations at the street and number of a row, in its place.
    pub(super) fn by_address(&self, project: &PlannedProject) -> Option<(ProjectRule, BTreeSet<usize>)> {
        let adres = project.locatie.as_deref()?;
        let cells = AddressCells {
            adres: Some(adres),
            woonplaats: project.kern.as_deref(),
            ..AddressCells::default()
        };
        let address = Address::read(&cells).ok()?;
        let mut found = BTreeSet::new();
        for reading in &address.readings {
            found.extend(self.at(reading));
        }
        let in_street = address.readings.iter().any(|reading| reading.straat.is_some());
        // Streets of one name lie in many gemeenten.
        found.retain(|at| self.is_there(project, *at));
        in_street.then_some((ProjectRule::Address, found))
    }

    /// Locations with a number of a reading: first those whose numbers lie on
    /// its side of the street.
    fn at(&self, reading: &Reading) -> BTreeSet<usize> {
        let street = reading.straat.as_deref().map(street_key);
        let known = street.and_then(|street| self.by_street.get(&street)).map_or(&[][..], Vec::as_slice);
        let (first, last) =
            (reading.huisnummer, reading.until.unwrap_or(reading.huisnummer).max(reading.huisnummer));
        let meets = |numbers: &&Numbers| numbers.low <= last && first <= numbers.high;
        let same_side = |numbers: &&Numbers| numbers.low % 2 == first % 2 && numbers.high % 2 == first % 2;
        let of = |keep: &dyn Fn(&&Numbers) -> bool| -> BTreeSet<usize> {
            known
                .iter()
                .filter(meets)
                .filter(|numbers| keep(numbers))
                .map(|numbers| numbers.location)
                .collect()
        };
        let sided = of(&same_side);
        if sided.is_empty() { of(&|_| true) } else { sided }
    }

    /// Locations in a row's place that have enough of the words of its name.
    pub(super) fn by_name(&self, project: &PlannedProject) -> BTreeSet<usize> {
        let words = name_words(project, &self.norms.ignored);
        if words.is_empty() {
            return BTreeSet::new();
        }
        let complex = project.complex.as_deref().map(complex_key);
        let fits = |(at, location): &(usize, &Location)| {
            let n_known = words.iter().filter(|word| location.words.contains(*word)).count();
            #[expect(clippy::cast_precision_loss, reason = "a name has few words")]
            let share = n_known as f64 / words.len() as f64;
            let same_complex = complex
                .as_ref()
                .is_none_or(|complex| location.complexes.is_empty() || location.complexes.contains(complex));
            n_known > 0 && share >= self.norms.name_words_share && same_complex && self.is_there(project, *at)
        };
        self.locations.iter().enumerate().filter(fits).map(|(at, _)| at).collect()
    }
}

/// Corners of an area times sites that are held against it, at most.
const MOST_CORNERS: usize = 20_000_000;

/// The share of one shape that lies in the other, whichever is larger, 0–1.
fn overlap(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> f64 {
    let least = one.unsigned_area().min(other.unsigned_area());
    let Some(rect) = one.bounding_rect().filter(|_| least > 0.0) else { return 0.0 };
    // Near the origin no digits are lost.
    let (x, y) = (-rect.min().x, -rect.min().y);
    one.translate(x, y).intersection(&other.translate(x, y)).unsigned_area() / least
}

/// The form in which complexes are compared: `ZL-102` is `zl 102`, `0012` is `12`.
pub(in crate::link) fn complex_key(text: &str) -> String {
    let key = suffix_key(text);
    match key.trim_start_matches('0') {
        "" => key,
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.to_owned(),
        _ => key,
    }
}
