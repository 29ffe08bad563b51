//! Forms that leave the outside of a pand as it is: uitplinten, splitsen and
//! transformatie.

use std::sync::Arc;

use geo_types::MultiPolygon;

use super::{
    FoundPand,
    draft::{Asks, Draft},
    location::Location,
    pand_facts,
};
use crate::{
    assess::{Answer, optoppen::StoreysFrom, splitsen, transformatie, uitplinten},
    model::{Form, RestrictionKind},
    overlay::ground::rectangle,
    params::Params,
    survey::{Layers, Survey, site::street::street},
    units::{Meters, SquareMeters},
};

/// What one of these forms would add; `None` where it has no object.
pub(super) fn draft(form: Form, location: &Location, layers: &Layers, params: &Params) -> Option<Draft> {
    let answer = |member: &FoundPand| {
        let FoundPand { survey, footprint } = member;
        match form {
            Form::Uitplinten => in_plinth(survey, params),
            Form::Splitsen => split(survey, footprint, layers, params),
            Form::Transformatie => transform(survey, footprint, layers, params),
            _ => None,
        }
    };
    let (members, parts): (Vec<Arc<FoundPand>>, Vec<Answer>) =
        location.members.iter().filter_map(|member| Some((Arc::clone(member), answer(member)?))).unzip();
    if members.is_empty() {
        return None;
    }
    let home_go = match form {
        Form::Splitsen => params.vormen.split_min_go_m2.value / 2.0,
        Form::Uitplinten => params.vormen.plinth_home_go_m2.value,
        _ => params.vormen.home_go_m2.value,
    };
    let asks = Asks { home_go: Some(SquareMeters(home_go)), ..Asks::default() };
    Some(Draft::of_panden(form, location, members, parts, asks))
}

/// Homes in the plinth: of panden that hold homes and something else.
pub(super) fn in_plinth(survey: &Survey, params: &Params) -> Option<Answer> {
    let facts = uitplinten::Facts {
        pand: pand_facts::of(survey),
        footprint: survey.facts.footprint,
        storeys: survey
            .assessment
            .storeys
            .filter(|(_, from)| *from != StoreysFrom::FloorArea)
            .map(|(storeys, _)| storeys),
        other_units: survey.facts.units.map(|_| other_area(survey)),
        homes_area: survey.homes_area(),
    };
    survey.facts.homes.filter(|homes| *homes > 0)?;
    let plinth = uitplinten::plinth(&facts, params)?;
    (plinth.units.0 + plinth.storage.0 > 0.0).then(|| uitplinten::assess(&facts, params))
}

/// Large homes that become two.
pub(super) fn split(
    survey: &Survey,
    footprint: &MultiPolygon<f64>,
    layers: &Layers,
    params: &Params,
) -> Option<Answer> {
    let large_homes = survey.n_splittable(params);
    if large_homes == 0 {
        return None;
    }
    let pressure = street(footprint, layers, params)
        .filter(|street| street.capacity > 0.0)
        .map(|street| street.occupied / street.capacity);
    let facts = splitsen::Facts {
        pand: pand_facts::of(survey),
        large_homes: Some(large_homes),
        parking_pressure: pressure,
        permit_year: survey.roof_permit_year,
    };
    Some(splitsen::assess(&facts, params))
}

/// Offices, shops and schools that become homes.
pub(super) fn transform(
    survey: &Survey,
    footprint: &MultiPolygon<f64>,
    layers: &Layers,
    params: &Params,
) -> Option<Answer> {
    let homes = f64::from(survey.facts.homes?);
    let units = f64::from(survey.facts.units?);
    if survey.others.is_empty() || homes >= units * params.optoppen.woonfunctie_share_min.value {
        return None;
    }
    let kinds: Vec<RestrictionKind> =
        survey.hits.iter().map(|hit| layers.restrictions[usize::from(hit.layer)].kind).collect();
    let facts = transformatie::Facts {
        pand: pand_facts::of(survey),
        floors: Some(survey.others.iter().map(|other| (other.uses, other.area)).collect()),
        depth: rectangle(footprint).map(|around| Meters(around.width_m)),
        restrictions: (!layers.restrictions.is_empty()).then_some(kinds),
    };
    Some(transformatie::assess(&facts, params))
}

fn other_area(survey: &Survey) -> SquareMeters {
    survey.others.iter().map(|other| other.area).sum()
}
