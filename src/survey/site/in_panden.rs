//! Forms that leave the outside of a pand as it is: uitplinten, splitsen and
//! transformatie.

use std::sync::Arc;

use geo_types::MultiPolygon;

use super::{
    FoundPand, Site,
    draft::{Asks, Draft},
    location::Location,
    pand_facts,
};
use crate::{
    assess::{Answer, inbreiding, splitsen, transformatie, uitplinten},
    model::{Form, Gebruiksdoelen, RestrictionKind},
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
    let lost: f64 = match form {
        Form::Uitplinten => members
            .iter()
            .zip(&parts)
            .filter(|(_, part)| Site::carries(part))
            .map(|(member, _)| garages_lost(&member.survey, params))
            .sum(),
        _ => 0.0,
    };
    let asks = Asks { parking_credit: -lost, ..Asks::default() };
    Some(Draft::of_panden(form, location, members, parts, asks))
}

/// Homes in the plinth: of panden that hold homes and something else.
pub(super) fn in_plinth(survey: &Survey, params: &Params) -> Option<Answer> {
    let known = survey.facts.units.is_some();
    let facts = uitplinten::Facts {
        pand: pand_facts::of(survey),
        footprint: survey.facts.footprint,
        homes_area: survey.homes_area(),
        used: area_of(survey, |uses| uses != Gebruiksdoelen::OVERIG).filter(|_| known),
        overig: area_of(survey, |uses| uses == Gebruiksdoelen::OVERIG).filter(|_| known),
    };
    survey.facts.homes.filter(|homes| *homes > 0)?;
    let others = survey.others.iter().any(|other| other.n > 0);
    others.then(|| uitplinten::assess(&facts, params))
}

/// Parking places that go when garages in a plinth become homes; 0 where it has
/// units of another use, which become homes first.
fn garages_lost(survey: &Survey, params: &Params) -> f64 {
    let overig = |uses: Gebruiksdoelen| uses == Gebruiksdoelen::OVERIG;
    if survey.others.iter().any(|other| !overig(other.uses)) {
        return 0.0;
    }
    let garages: u32 = survey.others.iter().map(|other| other.n).sum();
    inbreiding::places_lost(SquareMeters(0.0), garages, &params.inbreiding)
}

/// Large homes that become two.
pub(super) fn split(
    survey: &Survey,
    footprint: &MultiPolygon<f64>,
    layers: &Layers,
    params: &Params,
) -> Option<Answer> {
    let large_homes = survey.n_splittable(params);
    let unsized_homes = survey.n_homes_without_area();
    if large_homes == 0 && unsized_homes == 0 {
        return None;
    }
    let pressure = street(footprint, layers, params)
        .into_iter()
        .filter(|street| street.capacity > 0.0)
        .map(|street| street.occupied / street.capacity)
        .reduce(f64::max);
    let facts = splitsen::Facts {
        pand: pand_facts::of(survey),
        large_homes: Some(large_homes),
        unsized_homes,
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
        floors: survey.others.iter().map(|other| (other.uses, other.area)).collect(),
        unmeasured: survey
            .others
            .iter()
            .filter(|other| other.n_without_area > 0)
            .map(|other| other.uses)
            .collect(),
        vacant: survey.vacant,
        depth: rectangle(footprint).map(|around| Meters(around.width_m)),
        restrictions: (!layers.restrictions.is_empty()).then_some(kinds),
    };
    Some(transformatie::assess(&facts, params))
}

/// Floor area of the units of some uses; `None` when that of one is not known.
fn area_of(survey: &Survey, asked: impl Fn(Gebruiksdoelen) -> bool) -> Option<SquareMeters> {
    let others = || survey.others.iter().filter(|other| asked(other.uses));
    others().all(|other| other.n_without_area == 0).then(|| others().map(|other| other.area).sum())
}
