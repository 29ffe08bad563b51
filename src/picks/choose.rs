//! The choice of each group, as data.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use geo::{BoundingRect, Distance, Euclidean};
use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};
use serde::Serialize;

use super::{Decided, Options, Within};
use crate::{
    documents::named_sites,
    error::Error,
    lang::{Said, say},
    params::{Params, Scope},
    score::{List, spread},
    tables::SiteRow,
};

/// What became of a site in the choice.
#[derive(Debug, Clone)]
pub(super) enum Fate<'a> {
    /// Chosen.
    Chosen,
    /// Chosen as it must be, with why.
    Must(&'a str),
    /// Left out as it must not be, with why.
    MustNot(&'a str),
    /// Left out as it lies too close to one that is chosen.
    TooClose(&'a SiteRow, f64),
    /// Left out as others are worth more.
    Behind,
}

/// A site that could be chosen.
pub(super) struct Candidate<'a> {
    pub site: &'a SiteRow,
    pub fate: Fate<'a>,
    /// Whether the free choice has it: without distance and decisions.
    pub free: bool,
}

/// The choice of one group.
pub(super) struct Group<'a> {
    /// Gemeente and corporatie, those that define it.
    pub name: [String; 2],
    /// All that could be chosen, in their order.
    pub options: Vec<Candidate<'a>>,
    /// Whether nothing better exists.
    pub proven: bool,
    /// By how much the best could be better, in points.
    pub gap: f64,
}

impl Group<'_> {
    /// Those that are chosen.
    pub fn chosen(&self) -> impl Iterator<Item = &Candidate<'_>> {
        self.options.iter().filter(|option| option.is_chosen())
    }

    /// Homes of the free choice and of this one, expected.
    pub fn homes(&self) -> (i64, i64) {
        let sum = |holds: &dyn Fn(&Candidate<'_>) -> bool| {
            let of = self.options.iter().filter(|option| holds(option));
            of.filter_map(|option| option.site.homes.mid).map(i64::from).sum()
        };
        (sum(&|option| option.free), sum(&|option| option.is_chosen()))
    }

    /// Points of the free choice and of this one.
    pub fn points(&self) -> (f64, f64) {
        let sum = |holds: &dyn Fn(&Candidate<'_>) -> bool| {
            self.options.iter().filter(|option| holds(option)).filter_map(|option| option.site.score()).sum()
        };
        (sum(&|option| option.free), sum(&|option| option.is_chosen()))
    }
}

impl Candidate<'_> {
    pub fn is_chosen(&self) -> bool {
        matches!(self.fate, Fate::Chosen | Fate::Must(_))
    }
}

/// Counts that are written down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Counts {
    groups: usize,
    options: usize,
    chosen: usize,
    must: usize,
    must_not: usize,
    proven: bool,
}

pub(super) fn counts(groups: &[Group<'_>]) -> Counts {
    let n = |holds: fn(&Candidate<'_>) -> bool| {
        groups.iter().flat_map(|group| &group.options).filter(|option| holds(option)).count()
    };
    Counts {
        groups: groups.len(),
        options: n(|_| true),
        chosen: n(|option| option.is_chosen()),
        must: n(|option| matches!(option.fate, Fate::Must(_))),
        must_not: n(|option| matches!(option.fate, Fate::MustNot(_))),
        proven: groups.iter().all(|group| group.proven),
    }
}

/// The choice of every group.
pub(super) fn all<'a>(
    sites: &'a [SiteRow],
    options: &'a Options,
    params: &Params,
    run: &Path,
) -> Result<Vec<Group<'a>>, Error> {
    let asked = options.number.map(|number| usize::try_from(number).unwrap_or(usize::MAX));
    let k = asked.unwrap_or_else(|| params.optoppen.put_forward());
    let must = decided(sites, &options.must, run)?;
    let must_not = decided(sites, &options.must_not, run)?;
    if let Some(both) = must.keys().find(|id| must_not.contains_key(*id)) {
        return Err(refuse(
            say!("`{both}` moet én mag niet", "`{both}` must be chosen and must not"),
            say!("haal `--moet` of `--niet` weg", "take `--moet` or `--niet` away"),
        ));
    }
    let within = options.within.unwrap_or(Within::Group(params.optoppen.shortlist_scope.value));
    let mut groups: BTreeMap<[String; 2], Vec<&SiteRow>> = BTreeMap::new();
    for site in sites.iter().filter(|site| has_place(site)) {
        if site.may_be_put_forward(params) || must.contains_key(site.id.as_str()) {
            groups.entry(group_of(site, within)).or_default().push(site);
        }
    }
    let placed: BTreeSet<&str> = groups.values().flatten().map(|site| site.id.as_str()).collect();
    if let Some(nowhere) = must.keys().find(|id| !placed.contains(**id)) {
        return Err(refuse(
            say!(
                "`{nowhere}` kan niet worden gekozen: die heeft geen plaats op de lijst van de voordracht",
                "`{nowhere}` cannot be chosen: it has no place on the list that is put forward"
            ),
            say!("`toplaag explain` zegt waarom", "`toplaag explain` says why"),
        ));
    }
    groups
        .into_iter()
        .map(|(name, members)| {
            let able = |site: &SiteRow| site.may_be_put_forward(params);
            of_group(name, members, &able, k, options.distance, &must, &must_not)
        })
        .collect()
}

/// Whether it has a place on the list that sites are put forward from.
fn has_place(site: &SiteRow) -> bool {
    site.list == List::Shortlist && site.rank().is_some()
}

fn group_of(site: &SiteRow, within: Within) -> [String; 2] {
    let called = &site.called;
    let gemeente = || called.gemeente_name().unwrap_or_default().to_owned();
    let corporatie = || called.corporatie.clone().unwrap_or_default();
    match within {
        Within::Region => Default::default(),
        Within::Group(Scope::PerGemeente) => [gemeente(), String::new()],
        Within::Group(Scope::PerCorporatie) => [String::new(), corporatie()],
        Within::Group(Scope::PerBoth) => [gemeente(), corporatie()],
    }
}

type Reasons<'a> = BTreeMap<&'a str, &'a str>;

/// The sites that decisions name, each with its reason.
fn decided<'a>(sites: &'a [SiteRow], decisions: &'a [Decided], run: &Path) -> Result<Reasons<'a>, Error> {
    let mut reasons = BTreeMap::new();
    for decision in decisions {
        if decision.reason.is_empty() {
            let site = &decision.site;
            return Err(refuse(
                say!("`{site:.80}` heeft geen reden", "`{site:.80}` has no reason"),
                say!(
                    "schrijf `LOCATIE=reden`: die staat in elke uitkomst",
                    "write `SITE=reason`: it shows in every output"
                ),
            ));
        }
        // The form that has a place, where another form is the best of all.
        let placed = named_sites(run, sites.iter().filter(|site| has_place(site)), &decision.site);
        for id in placed.or_else(|_| named_sites(run, sites.iter(), &decision.site))? {
            if reasons.insert(id, decision.reason.as_str()).is_some() {
                return Err(refuse(
                    say!("`{id}` wordt vaker genoemd", "`{id}` is named more than once"),
                    say!("geef één reden", "give one reason"),
                ));
            }
        }
    }
    Ok(reasons)
}

fn of_group<'a>(
    name: [String; 2],
    mut members: Vec<&'a SiteRow>,
    able: &dyn Fn(&SiteRow) -> bool,
    k: usize,
    distance: f64,
    must: &Reasons<'a>,
    must_not: &Reasons<'a>,
) -> Result<Group<'a>, Error> {
    // Groups that are wider than those of the run: by what is printed, then as the run has them.
    members.sort_by_key(|site| std::cmp::Reverse(hundredths(site)));
    let worth: Vec<u64> = members.iter().map(|site| hundredths(site)).collect();
    let close = close(&members, distance);
    let forced: Vec<usize> =
        (0..members.len()).filter(|at| must.contains_key(members[*at].id.as_str())).collect();
    let group = || name.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    if forced.len() > k {
        let (n, group) = (forced.len(), group());
        return Err(refuse(
            say!(
                "{n} locaties moeten, en er worden er {k} gekozen: {group}",
                "{n} sites must be chosen, of {k}: {group}"
            ),
            say!("vraag er meer met `--aantal`", "ask for more with `--aantal`"),
        ));
    }
    for (one, other, meters) in &close {
        if forced.contains(one) && forced.contains(other) {
            let (one, other) = (&members[*one].id, &members[*other].id);
            return Err(refuse(
                say!(
                    "`{one}` en `{other}` moeten allebei, en liggen {meters:.0} m van elkaar",
                    "`{one}` and `{other}` must both be chosen, and lie {meters:.0} m apart"
                ),
                say!("vraag een kleinere `--afstand`", "ask for a smaller `--afstand`"),
            ));
        }
    }
    let allowed: Vec<usize> =
        (0..members.len()).filter(|at| !must_not.contains_key(members[*at].id.as_str())).collect();
    let place: BTreeMap<usize, usize> =
        allowed.iter().enumerate().map(|(at, member)| (*member, at)).collect();
    let conflicts: Vec<(usize, usize)> =
        close.iter().filter_map(|(a, b, _)| Some((*place.get(a)?, *place.get(b)?))).collect();
    let of_allowed: Vec<u64> = allowed.iter().map(|at| worth[*at]).collect();
    let forced_allowed: Vec<usize> = forced.iter().filter_map(|at| place.get(at).copied()).collect();
    let found = spread::picks(&of_allowed, &conflicts, &forced_allowed, k);
    let picked: BTreeSet<usize> = found.picked.iter().map(|at| allowed[*at]).collect();
    // What must be chosen may not be put forward by itself: no free choice has it.
    let free: Vec<usize> = (0..members.len()).filter(|at| able(members[*at])).collect();
    let of_free: Vec<u64> = free.iter().map(|at| worth[*at]).collect();
    let free: BTreeSet<usize> =
        spread::picks(&of_free, &[], &[], k).picked.into_iter().map(|at| free[at]).collect();
    let sum: u64 = picked.iter().map(|at| worth[*at]).sum();
    let fate = |at: usize| {
        let id = members[at].id.as_str();
        if let Some(reason) = must_not.get(id) {
            return Fate::MustNot(reason);
        }
        if picked.contains(&at) {
            return must.get(id).map_or(Fate::Chosen, |reason| Fate::Must(reason));
        }
        let beside = close.iter().find_map(|(a, b, meters)| match (*a == at, *b == at) {
            (true, _) if picked.contains(b) => Some((*b, *meters)),
            (_, true) if picked.contains(a) => Some((*a, *meters)),
            _ => None,
        });
        beside.map_or(Fate::Behind, |(other, meters)| Fate::TooClose(members[other], meters))
    };
    let options = (0..members.len()).map(|at| Candidate {
        site: members[at],
        fate: fate(at),
        free: free.contains(&at),
    });
    #[expect(clippy::cast_precision_loss, reason = "hundredths of points")]
    let gap = found.at_most.saturating_sub(sum) as f64 / 100.0;
    let options = options.collect();
    Ok(Group { name, options, proven: found.proven, gap })
}

/// Pairs that lie closer than a distance, edge to edge, with how far apart.
fn close(members: &[&SiteRow], distance: f64) -> Vec<(usize, usize, f64)> {
    if distance <= 0.0 {
        return Vec::new();
    }
    let boxed = members.iter().enumerate().filter_map(|(at, site)| {
        let bounds = site.geometry.bounding_rect()?;
        let (low, high) = (bounds.min(), bounds.max());
        Some(GeomWithData::new(Rectangle::from_corners([low.x, low.y], [high.x, high.y]), at))
    });
    let tree = RTree::bulk_load(boxed.collect());
    let mut pairs = Vec::new();
    for one in &tree {
        let (low, high) = (one.geom().lower(), one.geom().upper());
        let around = AABB::from_corners(low.map(|at| at - distance), high.map(|at| at + distance));
        for other in tree.locate_in_envelope_intersecting(around).filter(|other| other.data > one.data) {
            let meters = Euclidean.distance(&members[one.data].geometry, &members[other.data].geometry);
            if meters < distance {
                pairs.push((one.data, other.data, meters));
            }
        }
    }
    pairs.sort_by_key(|pair| (pair.0, pair.1));
    pairs
}

/// What a site is worth: its score in whole hundredths, as lists compare it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "scores lie between 0 and 100")]
fn hundredths(site: &SiteRow) -> u64 {
    site.site.score.score.map_or(0, |score| (score * 100.0).round() as u64)
}

fn refuse(detail: Said, hint: Said) -> Error {
    Error::CommandLine { detail, hint }
}
