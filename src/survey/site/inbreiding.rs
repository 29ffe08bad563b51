//! Homes on the free ground of a location.

use std::sync::Arc;

use geo_types::MultiPolygon;

use super::{
    Detail,
    draft::{Asks, Draft},
    location::Location,
};
use crate::{
    assess::{
        inbreiding::{self, Facts},
        optoppen,
    },
    model::Form,
    params::Params,
    survey::{FoundPlot, Layers, Over},
    units::SquareMeters,
};

/// A draft a plot.
pub(super) fn drafts(location: &Location, layers: &Layers, params: &Params) -> Vec<Draft> {
    location.plots.iter().map(|plot| draft(location, plot, layers, params)).collect()
}

fn draft(location: &Location, plot: &Arc<FoundPlot>, layers: &Layers, params: &Params) -> Draft {
    let geometry = MultiPolygon(vec![plot.shape.geometry.clone()]);
    let excluded = plot
        .hits
        .iter()
        .filter(|hit| layers.restrictions[usize::from(hit.layer)].effect == crate::model::Effect::Exclude);
    let facts = Facts {
        plot: SquareMeters(plot.shape.area_m2),
        context: plot.context.map(|context| context.density),
        context_is_bruto: plot.context.is_some_and(|context| context.over == Over::Window),
        said: plot.said,
        address_density: Some(plot.address_density),
        limit: optoppen::limit_in_force(plot.limit, &params.optoppen),
        frontage: plot.frontage,
        water_known: plot.water_known,
        owner_known: plot.own.is_some(),
        reuse: plot.reuse.clone(),
        exclusions: (!layers.restrictions.is_empty())
            .then(|| u32::try_from(excluded.count()).unwrap_or(u32::MAX)),
        heritage_near: plot.heritage_near,
        flagged: plot.flagged,
        class_d: plot.class_d,
    };
    let (answer, capacity) = inbreiding::assess(&facts, params);
    Draft {
        id: format!("{}:{}", Form::Inbreiding.code(), plot.id),
        form: Form::Inbreiding,
        location: location.name.clone(),
        complex: location.complex,
        is_complex: false,
        members: Vec::new(),
        by_pand: false,
        parts: vec![answer],
        asks: Asks {
            parking_credit: -plot.places_lost,
            added_paving: SquareMeters(plot.shape.area_m2),
            own_ground: Some(plot.own.is_some()),
            hits: plot.hits.clone(),
            limit: plot.limit,
            heritage_near: plot.heritage_near == Some(true),
        },
        detail: Detail::Plot(Arc::clone(plot), Box::new(capacity)),
        geometry,
        place: None,
    }
}
