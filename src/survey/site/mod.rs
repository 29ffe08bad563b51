//! What could be done at a location, form by form?
//!
//! A *location* is a complex, a pand by itself, or free ground by itself.
//! Each form that applies there makes a [`Site`]: a draft of what the form
//! would add, held against the maps as a whole (place, parking, grid, water,
//! planning). The forms of a location are compared last: the best stands for
//! it, and the best set that goes together is assessed together.

mod draft;
mod location;
mod optoppen;
mod set;
mod sums;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use geo_types::MultiPolygon;
use rayon::prelude::*;

use self::{draft::Draft, location::Location};
use super::{Layers, Place, Survey};
use crate::{
    assess::{
        Answer, Flag, Homes, Missing, Reason, Verdict, grid::GridResult, parking::ParkingResult,
        water::WaterResult,
    },
    link::{Complex, ComplexId},
    model::Form,
    params::Params,
    score::{Score, Values},
    units::SquareMeters,
};

pub use set::{Choice, SiteSet};

/// A pand that belongs to a location.
#[derive(Debug, Clone)]
pub struct Member {
    /// What was found about it.
    pub survey: Survey,
    /// Its footprint.
    pub footprint: MultiPolygon<f64>,
}

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
    pub members: Vec<Arc<Member>>,
    /// What the rules say of each part: a pand, an end wall or a plot. Of
    /// panden in the order of `members`.
    pub parts: Vec<Answer>,
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
    /// Score and coverage.
    pub score: Score,
    /// Its standing among the forms of its location.
    pub choice: Choice,
}

impl Site {
    /// Whether a part gives homes to it.
    #[must_use]
    pub fn carries(part: &Answer) -> bool {
        !matches!(part.verdict, Verdict::Unsuitable(_))
    }
}

/// Makes sites of members and assesses each, in order of identification.
///
/// Members of one complex make one location; without a complex each is one.
/// Depends on the set of members, not on their order.
#[must_use]
pub fn sites(members: Vec<Member>, complexes: &[Complex], layers: &Layers, params: &Params) -> Vec<Site> {
    let locations = location::locations(members, complexes);
    let drafts: Vec<Draft> = locations.par_iter().flat_map_iter(|location| drafts(location)).collect();
    let mut sites: Vec<Site> =
        drafts.into_par_iter().map(|draft| draft.assess(layers, params)).collect();
    sites.sort_by(|a, b| (&a.location, a.form, &a.id).cmp(&(&b.location, b.form, &b.id)));
    set::choose(&mut sites, layers, params);
    set::look_around(&mut sites, params);
    sites.sort_by(|a, b| a.id.cmp(&b.id));
    sites
}

/// What each form would add at a location.
fn drafts(location: &Location) -> Vec<Draft> {
    [optoppen::draft(location)].into_iter().flatten().collect()
}
