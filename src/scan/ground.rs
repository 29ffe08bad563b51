//! The stream of domains: read, cut in parallel, keep the plots.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use geo::CoordsIter;
use geo_types::MultiPolygon;
use rayon::prelude::*;

use crate::{
    config::Project,
    error::Error,
    interrupt,
    issue::{Issue, IssueKind, Issues},
    lang::say,
    model::Perceel,
    progress::Progress,
    read::{self, region::Region},
    survey::{Domain, DomainKind, FoundPlot, Ground, GroundCounts, Layers},
};

/// Cuts all ground of a project: that of owners first, then the rest, by
/// perceel; without percelen by block, and without roads by buurt.
pub(super) fn plots(
    project: &Project,
    ground: &Ground<'_>,
    layers: &Layers,
    region: Option<&Region>,
    issues: &mut Issues,
    progress: &mut dyn Progress,
) -> Result<(Vec<FoundPlot>, GroundCounts), Error> {
    let (mut found, mut counts) = (Vec::new(), GroundCounts::default());
    let mut take = |domains: Vec<Domain>| -> Result<(), Error> {
        interrupt::check()?;
        let cut: Vec<_> = domains.par_iter().map(|domain| ground.plots(domain)).collect();
        for (domain_m2, plots) in cut {
            counts.add(domain_m2, &plots, project.params.inbreiding.plot_min_m2.value);
            found.extend(plots);
        }
        progress.advance(domains.len() as u64);
        Ok(())
    };
    take(owned(layers, region))?;
    if let Some(input) = &project.ground.parcels {
        let template = super::template(IssueKind::DuplicateId, input);
        let mut seen = HashSet::new();
        read::ground::parcels::stream(input, region, issues, |mut percelen, issues| {
            percelen.retain(|perceel| {
                let is_new = seen.insert(fingerprint(&perceel.geometry));
                if !is_new {
                    let detail = say!(
                        "een perceel met dezelfde omtrek kwam al voor; weggelaten",
                        "a perceel with the same outline came before; left out"
                    );
                    issues.push(Issue { object: perceel.id.clone(), detail, ..template.clone() });
                }
                is_new
            });
            take(percelen.into_iter().map(parcel).collect())
        })?;
    } else {
        take(blocks(ground, layers, region))?;
    }
    Ok((found, counts))
}

/// Two percelen with the same corners are one: 8 bytes each for a country of
/// them.
fn fingerprint(geometry: &MultiPolygon<f64>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for corner in geometry.coords_iter() {
        (corner.x.to_bits(), corner.y.to_bits()).hash(&mut hasher);
    }
    hasher.finish()
}

fn parcel(perceel: Perceel) -> Domain {
    Domain { kind: DomainKind::Parcel, id: perceel.id, own: None, own_at: None, geometry: perceel.geometry }
}

/// Ground of owners: what one owner has in one complex is one domain, so that
/// adjoining percelen of hers are cut as one.
fn owned(layers: &Layers, region: Option<&Region>) -> Vec<Domain> {
    let Some(own) = &layers.ground.own else { return Vec::new() };
    let zones = own.ids.iter().zip(&own.says).zip(own.shapes());
    let domains = (0..).zip(zones).map(|(at, ((id, says), geometry))| Domain {
        kind: DomainKind::Own,
        id: id.clone(),
        own: Some(says.clone()),
        own_at: Some(at),
        geometry,
    });
    domains.filter(|domain| holds(region, &domain.geometry)).collect()
}

/// The built blocks; without roads the buurten.
fn blocks(ground: &Ground<'_>, layers: &Layers, region: Option<&Region>) -> Vec<Domain> {
    let domains: Vec<Domain> = match (ground.blocks(), &layers.buurten) {
        (Some(blocks), _) => blocks
            .into_iter()
            .map(|(id, geometry)| Domain { kind: DomainKind::Block, id, own: None, own_at: None, geometry })
            .collect(),
        (None, Some(buurten)) => buurten
            .ids
            .iter()
            .zip(buurten.shapes())
            .map(|(id, geometry)| Domain {
                kind: DomainKind::Buurt,
                id: id.clone(),
                own: None,
                own_at: None,
                geometry,
            })
            .collect(),
        (None, None) => Vec::new(),
    };
    domains.into_iter().filter(|domain| holds(region, &domain.geometry)).collect()
}

/// Ground belongs to the area of a run when its middle does.
fn holds(region: Option<&Region>, geometry: &MultiPolygon<f64>) -> bool {
    region.is_none_or(|region| region.holds(geometry))
}
