//! Sites that name no corporatie or complex.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use super::left_out::LeftOut;
use crate::{
    model::Form,
    survey::{Detail, DomainKind, FoundPlot, Site, SiteSet},
    tables::SiteRow,
};

/// Takes names off sites and out of their identifications: a location of a
/// complex is called after its first pand, ground of an owner after its place.
/// The same location keeps its name from one run to the next.
pub(super) fn without_names(rows: &mut [SiteRow], left_out: &LeftOut) {
    let locations = neutral(rows);
    let mut ids: HashMap<String, String> = HashMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for row in rows.iter() {
        let place = locations.get(&row.site.location);
        let id = match (row.site.detail.plot(), place) {
            (Some(plot), _) if is_owners(plot) => format!("{}:{}", Form::Inbreiding.code(), spot(&row.site)),
            (None, Some(place)) => format!("{}:{place}", row.site.form.code()),
            _ => row.site.id.clone(),
        };
        ids.insert(row.site.id.clone(), unique(id, &mut taken));
    }
    let mut sets: BTreeMap<String, Arc<SiteSet>> = BTreeMap::new();
    for row in rows {
        let set = sets.entry(row.site.location.clone()).or_insert_with(|| {
            let mut set = SiteSet::clone(&row.site.choice.set);
            for option in &mut set.options {
                rename(&mut option.site_id, &ids);
            }
            Arc::new(set)
        });
        row.site.choice.set = Arc::clone(set);
        rename(&mut row.site.id, &ids);
        rename(&mut row.site.location, &locations);
        row.site.complex = None;
        if let Detail::Plot(plot, _) = &mut row.site.detail {
            *plot = Arc::new(nameless(plot));
        }
        if left_out.corporaties() {
            row.called.corporatie = None;
            if let Some(ranked) = &mut row.ranked {
                ranked.group.corporatie.clear();
            }
        }
        if left_out.columns.contains("complex") {
            row.called.complex = None;
        }
    }
}

fn rename(name: &mut String, to: &HashMap<String, String>) {
    if let Some(neutral) = to.get(name.as_str()) {
        name.clone_from(neutral);
    }
}

/// New names of the locations that are named after an owner.
fn neutral(rows: &[SiteRow]) -> HashMap<String, String> {
    let mut first: BTreeMap<&str, String> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_named(row)) {
        let panden = row.site.members.iter().map(|member| member.survey.id.to_string());
        let name = format!("locatie:{}", panden.min().unwrap_or_else(|| spot(&row.site)));
        // Identifications of panden come before places, and the lowest first.
        let lowest = first.entry(row.site.location.as_str()).or_insert_with(|| name.clone());
        if (name.contains('-'), name.as_str()) < (lowest.contains('-'), lowest.as_str()) {
            *lowest = name;
        }
    }
    let mut taken = BTreeSet::new();
    first.into_iter().map(|(location, name)| (location.to_owned(), unique(name, &mut taken))).collect()
}

/// Whether the location of a site is named after an owner: it is that of a
/// complex, or of ground that an owner says is hers.
fn is_named(row: &SiteRow) -> bool {
    let own = row.site.detail.plot().is_some_and(is_owners);
    let by_pand =
        row.site.members.first().is_some_and(|pand| pand.survey.id.to_string() == row.site.location);
    own || (row.site.complex.is_some() && !by_pand)
}

fn is_owners(plot: &FoundPlot) -> bool {
    plot.kind == DomainKind::Own || plot.own.is_some()
}

fn nameless(plot: &FoundPlot) -> FoundPlot {
    let mut plot = plot.clone();
    if is_owners(&plot) {
        let (x, y) = (plot.shape.circle.0.x(), plot.shape.circle.0.y());
        plot.id = format!("{x:.0}-{y:.0}");
        plot.domain.clear();
        plot.own = None;
    }
    plot
}

/// Where a site lies, to a meter.
fn spot(site: &Site) -> String {
    let point = site.place.point.map_or((0.0, 0.0), |point| (point.x(), point.y()));
    format!("{:.0}-{:.0}", point.0, point.1)
}

fn unique(name: String, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.clone();
    let mut n = 1;
    while !taken.insert(candidate.clone()) {
        n += 1;
        candidate = format!("{name}~{n}");
    }
    candidate
}
