//! Sites in their order.

use std::collections::BTreeMap;

use geo::Area;

use super::Counts;
use crate::{
    assess::Verdict,
    crs,
    error::Error,
    model::Form,
    score::{Candidate, List, PutForward, Ranked, Standing, rank as rank_candidates, rank::order},
    survey::Site,
    tables::{Called, Names, SiteRow},
};

/// Ranks the locations of each list by their best form on it, puts the other
/// forms right behind it, and those without homes at the end.
///
/// # Errors
///
/// [`Error::Transform`] when a point cannot be given in degrees.
pub fn rank(sites: Vec<Site>, names: &Names<'_>) -> Result<Vec<SiteRow>, Error> {
    let on_shortlist = |site: &Site| list_of(site.form, names) == List::Shortlist;
    let (able, others): (Vec<Site>, Vec<Site>) = sites.into_iter().partition(|site| site.verdict.has_homes());
    let (shortlist, other_forms): (Vec<Site>, Vec<Site>) = able.into_iter().partition(on_shortlist);
    let params = names.params;
    let put_forward = PutForward {
        sites: params.optoppen.shortlist_size.value,
        reserve_factor: params.optoppen.reserve_factor.value,
    };
    let mut rows = ranked(shortlist, put_forward, names);
    rows.extend(ranked(other_forms, PutForward { sites: 0, ..put_forward }, names));
    rows.extend(others.into_iter().map(|site| (site, None)));
    rows.into_iter()
        .map(|(site, ranked)| {
            let lon_lat =
                site.place.point.map(|point| crs::rd_point_to_lonlat(point.x(), point.y())).transpose()?;
            let called = Called::of(&site, names);
            let list = list_of(site.form, names);
            Ok(SiteRow { site, called, list, ranked, certainty: None, lon_lat })
        })
        .collect()
}

/// The list a form is on. Where holdings were given, that of the corporatie
/// holds the forms she chooses among; without, all forms are on one list.
fn list_of(form: Form, names: &Names<'_>) -> List {
    let forms = &names.params.optoppen.shortlist_forms.value;
    let all = names.complexes.is_empty() || forms.is_empty();
    if all || forms.contains(&form) { List::Shortlist } else { List::OtherForms }
}

/// One list in its order: of each location the form that stands for it, the
/// others right behind.
fn ranked(sites: Vec<Site>, put_forward: PutForward, names: &Names<'_>) -> Vec<(Site, Option<Ranked>)> {
    let mut by_location: BTreeMap<String, Vec<Site>> = BTreeMap::new();
    for site in sites {
        by_location.entry(site.location.clone()).or_default().push(site);
    }
    // What goes together best comes first.
    let before = |a: &Site, b: &Site| {
        b.choice.in_set.cmp(&a.choice.in_set).then_with(|| order(&candidate(a, names), &candidate(b, names)))
    };
    let mut locations: Vec<Vec<Site>> = by_location.into_values().collect();
    for forms in &mut locations {
        let best = (0..forms.len()).min_by(|a, b| before(&forms[*a], &forms[*b])).unwrap_or(0);
        forms.swap(0, best);
        forms[1..].sort_by(|a, b| {
            let points = |site: &Site| site.score.score.unwrap_or(-1.0);
            points(b).total_cmp(&points(a)).then_with(|| a.id.cmp(&b.id))
        });
    }
    let candidates: Vec<Candidate<'_>> = locations.iter().map(|forms| candidate(&forms[0], names)).collect();
    let places = rank_candidates(&candidates, names.params.optoppen.shortlist_scope.value, put_forward);
    let mut rows = Vec::new();
    for place in places {
        let group = place.group.clone();
        let mut forms = std::mem::take(&mut locations[place.index]).into_iter();
        rows.extend(forms.next().map(|best| (best, Some(place))));
        rows.extend(forms.map(|site| {
            let standing = Standing::Alternative;
            (site, Some(Ranked { index: 0, group: group.clone(), rank: None, standing }))
        }));
    }
    rows
}

fn candidate<'a>(site: &'a Site, names: &Names<'a>) -> Candidate<'a> {
    Candidate {
        site_id: &site.id,
        gemeente: site.place.gemeente(names.layers).0,
        corporatie: corporatie(site, names),
        homes: site.homes_to_compare(),
        score: site.score.score,
        apart: site.score.listed_apart(names.params.score.coverage_min.value),
        may_be_put_forward: site.may_be_put_forward(names.params),
    }
}

/// Whose a site is, where holdings were given: by them, else by who owns its
/// ground.
fn corporatie<'a>(site: &'a Site, names: &Names<'a>) -> Option<&'a str> {
    let held = site.complex.and_then(|at| names.complexes.get(at as usize));
    let own = site.detail.plot().and_then(|plot| plot.own.as_ref()?.corporatie.as_deref());
    let own = own.filter(|_| !names.complexes.is_empty());
    held.map(|complex| complex.corporatie.as_str()).or(own)
}

/// Counts sites by where they stand, and by form.
pub fn count(rows: &[SiteRow], counts: &mut Counts) {
    counts.sites = rows.len() as u64;
    for row in rows {
        match row.ranked.as_ref().map(|ranked| ranked.standing) {
            Some(Standing::Apart) => counts.sites_apart += 1,
            Some(Standing::Alternative) => counts.sites_alternative += 1,
            Some(Standing::Shortlist | Standing::Reserve | Standing::Listed) => counts.sites_ranked += 1,
            None if matches!(row.site.verdict, Verdict::Unsayable(_)) => counts.sites_unsayable += 1,
            None => counts.sites_unsuitable += 1,
        }
        counts.locations += u64::from(row.site.choice.best);
        let form = counts.forms.entry(row.site.form).or_default();
        form.sites += 1;
        match row.site.verdict {
            Verdict::Suitable => form.suitable += 1,
            Verdict::Undecided(_) => form.undecided += 1,
            Verdict::Unsayable(_) => {
                let area = whole_m2(&row.site);
                form.unsayable += 1;
                form.unsayable_m2 += area;
                counts.unsayable_m2 += area;
            }
            Verdict::Unsuitable(_) => {}
        }
        let homes = row.site.homes_by_state();
        form.homes.get_or_insert_default().add(homes);
        if row.site.choice.in_set {
            form.in_sets += 1;
            form.homes_in_sets.get_or_insert_default().add(homes);
            counts.homes_sets.get_or_insert_default().add(homes);
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the area of a plot")]
fn whole_m2(site: &Site) -> u64 {
    site.geometry.unsigned_area().round() as u64
}
