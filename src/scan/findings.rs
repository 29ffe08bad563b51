//! What a run found of a site besides its columns: as it is written, and as
//! `explain` reads it back.

use serde::{Deserialize, Serialize};

use crate::{
    assess::{Check, Homes, Missing, Outcome, Reason, inbreiding::Capacity, sloop_nieuwbouw::Rebuild},
    model::{Form, OwnGround, ReuseClass},
    survey::{Compared, Context, Detail, DomainKind, PlotShape, Site, SiteSet, Taken},
    units::{Meters, SquareMeters},
};

/// The findings of a site as they are written.
#[derive(Serialize)]
pub(super) struct Findings<'a> {
    form: Form,
    location: &'a str,
    parts: Vec<Part<'a>>,
    detail: &'a Detail,
    set: &'a SiteSet,
    parking: &'a Option<crate::assess::parking::ParkingResult>,
    grid: serde_json::Value,
    water: &'a crate::assess::water::WaterResult,
    reasons: Vec<(&'static str, u32)>,
}

/// What the rules said of one part.
#[derive(Serialize)]
struct Part<'a> {
    /// The pand, when the part is one.
    pand: Option<String>,
    verdict: &'static str,
    /// Of optoppen none: the pand says them itself.
    checks: &'a [Check],
    homes: Homes,
    gross: Option<SquareMeters>,
    /// Of splitsen: homes that are large enough.
    large_homes: Option<u32>,
}

impl<'a> Findings<'a> {
    pub(super) fn of(site: &'a Site) -> Self {
        Self {
            form: site.form,
            location: &site.location,
            parts: parts(site),
            detail: &site.detail,
            set: &site.choice.set,
            parking: &site.parking,
            grid: grid(site),
            water: &site.water,
            reasons: site.reasons.iter().map(|(reason, count)| (reason.code(), *count)).collect(),
        }
    }
}

fn parts(site: &Site) -> Vec<Part<'_>> {
    let survey = |at: usize| site.members.get(at).filter(|_| site.by_pand).map(|member| &member.survey);
    site.parts
        .iter()
        .enumerate()
        .map(|(at, part)| Part {
            pand: survey(at).map(|survey| survey.id.to_string()),
            verdict: part.verdict.code(),
            checks: if site.form == Form::Optoppen { &[] } else { &part.checks },
            homes: part.homes,
            gross: part.gross,
            large_homes: survey(at).filter(|_| site.form == Form::Splitsen).map(|survey| survey.n_splittable),
        })
        .collect()
}

/// The grid's findings; without a number of homes there is no load to show.
fn grid(site: &Site) -> serde_json::Value {
    let mut grid = serde_json::to_value(&site.grid).unwrap_or_default();
    if let (None, Some(fields)) = (site.homes.mid, grid.as_object_mut()) {
        for name in ["load", "apparent_kva", "headroom_after_mw"] {
            fields.insert(name.into(), serde_json::Value::Null);
        }
    }
    grid
}

/// The findings of a site as they are read back.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SiteFindings {
    /// How homes are added.
    pub form: Form,
    /// The location.
    pub location: String,
    /// What the rules said, part by part: pand, block or plot.
    pub parts: Vec<PartFound>,
    /// What only this form has.
    pub detail: Option<DetailFound>,
    /// The forms of the location.
    pub set: SetFound,
    /// All else, as it stands there: parking, grid, water and reasons.
    #[serde(flatten)]
    pub others: serde_json::Map<String, serde_json::Value>,
}

/// What the rules said of one part.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PartFound {
    /// The pand, when the part is one.
    pub pand: Option<String>,
    /// Code of the verdict.
    pub verdict: String,
    /// The checks; none where the pand says them itself.
    pub checks: Vec<CheckFound>,
    /// Homes it would add.
    pub homes: Homes,
    /// New gross floor area.
    pub gross: Option<SquareMeters>,
    /// Of splitsen: homes that are large enough.
    pub large_homes: Option<u32>,
}

/// What one rule found, as [`Check`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "each is described at `Check`")]
pub struct CheckFound {
    pub rule: Reason,
    pub outcome: Outcome,
    pub value: Option<f64>,
    pub norm: Option<f64>,
    pub parameter: String,
    pub missing: Option<Missing>,
}

impl From<&Check> for CheckFound {
    fn from(check: &Check) -> Self {
        Self {
            rule: check.rule,
            outcome: check.outcome,
            value: check.value,
            norm: check.norm,
            parameter: check.parameter.to_owned(),
            missing: check.missing,
        }
    }
}

/// What only one form has.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum DetailFound {
    /// A plot.
    Plot {
        /// What it was cut from and what lies around it.
        plot: Box<PlotFound>,
        /// Size and shape.
        shape: PlotShape,
        /// How much may be built on it.
        capacity: Box<Capacity>,
    },
    /// End walls.
    EndWalls {
        /// Each of them.
        end_walls: Vec<WallFound>,
    },
    /// Old and new homes.
    Rebuild {
        /// Both, and what decided.
        rebuild: Box<Rebuild>,
    },
}

/// A plot, as [`crate::survey::FoundPlot`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "each is described at `FoundPlot`")]
pub struct PlotFound {
    pub kind: DomainKind,
    pub domain: String,
    pub domain_m2: f64,
    pub taken: Vec<Taken>,
    pub narrow_m2: f64,
    pub small_m2: f64,
    pub frontage: Option<Meters>,
    pub context: Option<Context>,
    pub address_density: f64,
    pub reuse: Vec<ReuseClass>,
    pub places_lost: f64,
    pub own: Option<OwnGround>,
    pub limit: Option<Meters>,
}

/// An end wall, as [`crate::survey::FoundWall`].
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "each is described at `FoundWall`")]
pub struct WallFound {
    pub length_m: f64,
    pub exposed_m: f64,
    pub free_depth_m: f64,
    pub usable: bool,
}

/// The forms of a location, as [`SiteSet`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SetFound {
    /// All forms that were compared.
    pub options: Vec<Compared>,
    /// Homes of the set.
    pub homes: Homes,
    /// Parking of the set as a whole.
    pub parking: Option<SetParkingFound>,
    /// Peak the set adds.
    pub load: SetLoadFound,
}

/// Parking of a set, in places.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct SetParkingFound {
    /// Needed at the binding moment.
    pub demand: f64,
    /// Free; `None` when the street was not counted and the plot does not do.
    pub supply: Option<f64>,
    /// Too few.
    pub shortfall: Option<f64>,
}

/// The peak a set adds, kW.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct SetLoadFound {
    /// Of the set by itself.
    pub peak: f64,
}
