//! What could be done at a location, form by form?
//!
//! A *location* is a complex, a pand by itself, or free ground by itself.
//! Each form that applies there makes a [`Site`]: a draft of what the form
//! would add, held against the maps as a whole (place, parking, grid, water,
//! planning). The forms of a location are compared last: the best stands for
//! it, and the best set that goes together is assessed together.

mod aanplakken;
mod detail;
mod draft;
mod in_panden;
mod inbreiding;
mod location;
mod measure;
mod on_ground;
mod optoppen;
mod pand_facts;
mod places;
mod set;
mod sloop_nieuwbouw;
mod street;
mod sums;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use geo_types::MultiPolygon;
use rayon::prelude::*;

use self::draft::Draft;
use super::{FoundPand, Layers, Place, Survey};
use crate::{
    assess::{
        Answer, Flag, Homes, Missing, Reason, Verdict, grid::GridResult, parking::ParkingResult,
        water::WaterResult,
    },
    link::ComplexId,
    model::Form,
    params::Params,
    score::{Score, Values},
    units::SquareMeters,
};

pub use detail::{Detail, PlotShape};
pub use location::{Location, locations};
pub use measure::measure;
pub use on_ground::OnGround;
pub use places::Places;
pub use set::{Choice, Compared, SetParking, SiteSet};
pub use street::by_moment;

/// What one form would add at one location.
#[derive(Debug, Clone)]
pub struct Site {
    /// Identification: the form, and the pand, or corporatie and complex.
    pub id: String,
    /// How homes are added.
    pub form: Form,
    /// The location: what the identifications of its forms have in common.
    pub location: String,
    /// Whose it is; `None` when it is in nobody's holdings.
    pub complex: Option<ComplexId>,
    /// Whether it is a complex; else a pand or a plot by itself.
    pub is_complex: bool,
    /// The panden it is about, by identification.
    pub members: Vec<Arc<FoundPand>>,
    /// What the rules say of each part: a pand, a block or a plot.
    pub parts: Vec<Answer>,
    /// Whether the parts are its panden, one by one.
    pub by_pand: bool,
    /// The answer: suitable when one of its parts is.
    pub verdict: Verdict,
    /// Rules that parts fail, with their number.
    pub reasons: BTreeMap<Reason, u32>,
    /// Facts that are missing of parts that are not unsuitable, or of the site.
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
    /// The same if all homes whose owner is not known are hers too.
    pub owner_share_high: Option<f64>,
    /// Footprints, strips or plot as one geometry.
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
    /// Between what two of them may lie.
    pub range: ValueRange,
    /// Score and coverage.
    pub score: Score,
    /// Parking places taken off for the old function, less those that go.
    pub parking_credit: f64,
    /// What only this form has.
    pub detail: Detail,
    /// Its standing among the forms of its location.
    pub choice: Choice,
}

/// Between what values criteria lie that are known in the middle alone.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ValueRange {
    /// Parking, with the cautious number of homes and with the high one.
    pub parking: Option<[f64; 2]>,
    /// Ownership, if none of the homes whose owner is not known is the
    /// corporatie's, and if all are.
    pub ownership: Option<[f64; 2]>,
}

impl Site {
    /// Whether a part is not ruled out.
    #[must_use]
    pub fn carries(part: &Answer) -> bool {
        !matches!(part.verdict, Verdict::Unsuitable(_))
    }

    /// Homes on parts that are suitable and on those that are undecided; none
    /// where the site itself has none. Together they are [`Site::homes`].
    #[must_use]
    pub fn homes_by_state(&self) -> ByState {
        if !self.verdict.has_homes() {
            return ByState { suitable: Homes::UNSAYABLE, undecided: Homes::UNSAYABLE };
        }
        let of = |holds: fn(Verdict) -> bool| {
            Homes::sum(self.parts.iter().filter(|part| holds(part.verdict)).map(|part| part.homes))
        };
        ByState {
            suitable: of(|verdict| verdict == Verdict::Suitable),
            undecided: of(|verdict| matches!(verdict, Verdict::Undecided(_))),
        }
    }

    /// Whether it may be put forward: it is suitable, or a part of it is
    /// undecided on nothing but facts that are examined once a site is chosen.
    ///
    /// # Source
    ///
    /// toplaag method §0; `optoppen.examined_later`.
    #[must_use]
    pub fn may_be_put_forward(&self, params: &Params) -> bool {
        let examined = &params.optoppen.examined_later.value;
        let later = |part: &Answer| {
            matches!(part.verdict, Verdict::Undecided(_))
                && self.deciding(part, params).all(|fact| examined.iter().any(|code| code == fact.code()))
        };
        match self.verdict {
            Verdict::Suitable => true,
            Verdict::Undecided(_) => self.parts.iter().any(later),
            Verdict::Unsuitable(_) | Verdict::Unsayable(_) => false,
        }
    }

    /// The facts that are missing of a part and leave it undecided.
    pub fn deciding<'a>(
        &self,
        part: &'a Answer,
        params: &'a Params,
    ) -> impl Iterator<Item = Missing> + use<'a> {
        let needed: &[String] = match self.form {
            Form::Optoppen => &params.optoppen.undecided_without.value,
            Form::Inbreiding => &params.inbreiding.undecided_without.value,
            _ => &params.vormen.undecided_without.value,
        };
        part.missing.iter().copied().filter(|fact| needed.iter().any(|code| code == fact.code()))
    }

    /// Homes it is compared by: where the middle cannot be said, what there
    /// could be at most.
    #[must_use]
    pub fn homes_to_compare(&self) -> u32 {
        self.homes.mid.or(self.homes.high).unwrap_or(0)
    }
}

/// Homes by what is known of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByState {
    /// On what is suitable.
    pub suitable: Homes,
    /// On what is undecided.
    pub undecided: Homes,
}

/// What sites are held against.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The maps.
    pub layers: &'a Layers,
    /// What was measured on the ground, by the name of the location; empty
    /// when no form asks.
    pub on_ground: &'a BTreeMap<String, OnGround>,
    /// The forms that are looked at.
    pub forms: &'a [Form],
    /// Parameters in force.
    pub params: &'a Params,
    /// Places that were looked up before, for who asks several times.
    pub places: Option<&'a Places>,
}

/// Makes the sites of locations and assesses each, in order of identification.
#[must_use]
pub fn sites(locations: &[Location], around: &Surroundings<'_>) -> Vec<Site> {
    let Surroundings { layers, params, places, .. } = *around;
    let drafts: Vec<Draft> =
        locations.par_iter().flat_map_iter(|location| drafts(location, around)).collect();
    let drafts = drafts.into_par_iter().filter(|draft| draft.is_listed(params));
    let lies = |mut draft: Draft| {
        if let (None, Some(places)) = (&draft.place, places) {
            draft.place = Some(places.of(&draft.id, &draft.geometry, layers, params));
        }
        draft
    };
    let mut sites: Vec<Site> = drafts.map(|draft| lies(draft).assess(layers, params)).collect();
    sites.sort_by(|a, b| (&a.location, a.form, &a.id).cmp(&(&b.location, b.form, &b.id)));
    set::choose(&mut sites, layers, params);
    set::look_around(&mut sites, params);
    sites.sort_by(|a, b| a.id.cmp(&b.id));
    sites
}

/// What each form would add at a location.
fn drafts(location: &Location, around: &Surroundings<'_>) -> Vec<Draft> {
    let Surroundings { layers, on_ground, forms, params, .. } = *around;
    let on_ground = on_ground.get(&location.name);
    forms
        .iter()
        .flat_map(|form| match form {
            Form::Optoppen => optoppen::draft(location).into_iter().collect(),
            Form::Inbreiding => inbreiding::drafts(location, layers, params),
            Form::Aanplakken => {
                on_ground.and_then(|found| aanplakken::draft(location, found, params)).into_iter().collect()
            }
            Form::Uitplinten | Form::Splitsen | Form::Transformatie => {
                in_panden::draft(*form, location, layers, params).into_iter().collect()
            }
            Form::SloopNieuwbouw => sloop_nieuwbouw::draft(location, params).into_iter().collect::<Vec<_>>(),
        })
        .collect()
}

/// Whether a pand belongs to a location: to a complex where holdings were
/// given, else by itself when it could add enough homes in some form to be
/// worth a project. Offices and shops are rarely held and come in either case.
#[must_use]
pub fn belongs(
    survey: &Survey,
    footprint: &MultiPolygon<f64>,
    held: bool,
    around: &Surroundings<'_>,
) -> bool {
    let Surroundings { layers, forms, params, .. } = *around;
    let asked: &[Form] = match (held, survey.owner) {
        (true, Some(_)) => return true,
        (true, None) => &[Form::Transformatie],
        (false, _) => forms,
    };
    let asked = asked.iter().filter(|form| forms.contains(form));
    asked.copied().any(|form| could_be(form, survey, footprint, layers, params))
}

/// Whether a pand by itself could add enough homes in a form to be worth a
/// project; what only its surroundings can tell is taken for granted.
fn could_be(
    form: Form,
    survey: &Survey,
    footprint: &MultiPolygon<f64>,
    layers: &Layers,
    params: &Params,
) -> bool {
    let least = params.optoppen.homes_min_pand.value;
    let enough = |verdict: Verdict, homes: Homes| {
        !matches!(verdict, Verdict::Unsuitable(_)) && homes.high.is_some_and(|homes| homes >= least)
    };
    match form {
        Form::Optoppen => enough(survey.assessment.verdict, survey.assessment.homes),
        Form::Inbreiding => false,
        Form::Aanplakken => aanplakken::could_be(survey, footprint, params),
        form => alone(form, survey, footprint, layers, params)
            .is_some_and(|answer| enough(answer.verdict, answer.homes)),
    }
}

/// What the rules of a form that needs nothing but the pand say of one by
/// itself; `None` where the form has no object, and for forms that look at its
/// roof or around it.
#[must_use]
pub fn alone(
    form: Form,
    survey: &Survey,
    footprint: &MultiPolygon<f64>,
    layers: &Layers,
    params: &Params,
) -> Option<Answer> {
    match form {
        Form::Uitplinten => in_panden::in_plinth(survey, params),
        Form::Splitsen => in_panden::split(survey, footprint, layers, params),
        Form::Transformatie => in_panden::transform(survey, footprint, layers, params),
        Form::SloopNieuwbouw => sloop_nieuwbouw::alone(survey, params),
        Form::Optoppen | Form::Inbreiding | Form::Aanplakken => None,
    }
}
