//! The stream of domains: read, cut in parallel, keep the plots.

use geo_types::MultiPolygon;
use rayon::prelude::*;

use crate::{
    config::Project,
    error::Error,
    interrupt,
    issue::Issues,
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
    progress.begin("ground", None);
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
        read::ground::parcels::stream(input, region, issues, |percelen, _| {
            take(percelen.into_iter().map(parcel).collect())
        })?;
    } else {
        take(blocks(ground, layers, region))?;
    }
    progress.end();
    Ok((found, counts))
}

fn parcel(perceel: Perceel) -> Domain {
    Domain { kind: DomainKind::Parcel, id: perceel.id, own: None, geometry: perceel.geometry }
}

/// Ground of owners: what one owner has in one complex is one domain, so that
/// adjoining percelen of hers are cut as one.
fn owned(layers: &Layers, region: Option<&Region>) -> Vec<Domain> {
    let Some(own) = &layers.ground.own else { return Vec::new() };
    let domains = own.ids.iter().zip(&own.says).zip(own.shapes()).map(|((id, says), geometry)| Domain {
        kind: DomainKind::Own,
        id: id.clone(),
        own: Some(says.clone()),
        geometry,
    });
    domains.filter(|domain| holds(region, &domain.geometry)).collect()
}

/// The built blocks; without roads the buurten.
fn blocks(ground: &Ground<'_>, layers: &Layers, region: Option<&Region>) -> Vec<Domain> {
    let domains: Vec<Domain> = match (ground.blocks(), &layers.buurten) {
        (Some(blocks), _) => blocks
            .into_iter()
            .map(|(id, geometry)| Domain { kind: DomainKind::Block, id, own: None, geometry })
            .collect(),
        (None, Some(buurten)) => buurten
            .ids
            .iter()
            .zip(buurten.shapes())
            .map(|(id, geometry)| Domain { kind: DomainKind::Buurt, id: id.clone(), own: None, geometry })
            .collect(),
        (None, None) => Vec::new(),
    };
    domains.into_iter().filter(|domain| holds(region, &domain.geometry)).collect()
}

/// Ground belongs to the area of a run when its middle does.
fn holds(region: Option<&Region>, geometry: &MultiPolygon<f64>) -> bool {
    region.is_none_or(|region| region.holds(geometry))
}
