//! What a run found of a site besides its columns, as JSON beside its row: for
//! readers of the GeoPackage and PostGIS. Our own commands ask the rules again.

use serde::Serialize;

use crate::{
    assess::{Check, Homes, inbreiding::Capacity, sloop_nieuwbouw::Rebuild},
    model::{DensitySaid, Form, OwnGround, ReuseClass},
    params::Params,
    survey::{Context, Detail, DomainKind, FoundPlot, FoundWall, PlotShape, Site, SiteSet, Taken},
    units::{Meters, SquareMeters},
};

/// The findings of a site as they are written.
#[derive(Serialize)]
pub struct Findings<'a> {
    form: Form,
    location: &'a str,
    parts: Vec<Part<'a>>,
    detail: DetailOut<'a>,
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
    /// Those of a site.
    #[must_use]
    pub fn of(site: &'a Site, params: &Params) -> Self {
        Self {
            form: site.form,
            location: &site.location,
            parts: parts(site, params),
            detail: DetailOut::of(&site.detail, params),
            set: &site.choice.set,
            parking: &site.parking,
            grid: grid(site),
            water: &site.water,
            reasons: site.reasons.iter().map(|(reason, count)| (reason.code(), *count)).collect(),
        }
    }
}

fn parts<'a>(site: &'a Site, params: &Params) -> Vec<Part<'a>> {
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
            large_homes: survey(at)
                .filter(|_| site.form == Form::Splitsen)
                .map(|survey| survey.n_splittable(params)),
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

/// What only one form has.
#[derive(Serialize)]
#[serde(untagged)]
enum DetailOut<'a> {
    None(()),
    Plot { plot: Box<PlotOut<'a>>, shape: PlotShape, capacity: &'a Capacity },
    EndWalls { end_walls: Vec<WallOut> },
    Rebuild { rebuild: &'a Rebuild },
}

impl<'a> DetailOut<'a> {
    fn of(detail: &'a Detail, params: &Params) -> Self {
        match detail {
            Detail::Panden => Self::None(()),
            Detail::Plot(plot, capacity) => {
                Self::Plot { plot: Box::new(PlotOut::of(plot)), shape: PlotShape::of(plot), capacity }
            }
            Detail::EndWalls(walls) => {
                Self::EndWalls { end_walls: walls.iter().map(|wall| WallOut::of(wall, params)).collect() }
            }
            Detail::Rebuild(rebuild) => Self::Rebuild { rebuild },
        }
    }
}

/// A plot, as [`FoundPlot`], without its outline.
#[derive(Serialize)]
struct PlotOut<'a> {
    kind: DomainKind,
    domain: &'a str,
    domain_m2: f64,
    taken: &'a [Taken],
    narrow_m2: f64,
    small_m2: f64,
    frontage: Option<Meters>,
    context: Option<Context>,
    said: Option<DensitySaid>,
    address_density: f64,
    reuse: &'a [ReuseClass],
    places_lost: f64,
    own: Option<&'a OwnGround>,
    limit: Option<Meters>,
    heritage_near: Option<bool>,
    flagged: Option<bool>,
    class_d: Option<bool>,
}

impl<'a> PlotOut<'a> {
    fn of(plot: &'a FoundPlot) -> Self {
        Self {
            kind: plot.kind,
            domain: &plot.domain,
            domain_m2: plot.domain_m2,
            taken: &plot.taken,
            narrow_m2: plot.narrow_m2,
            small_m2: plot.small_m2,
            frontage: plot.frontage,
            context: plot.context,
            said: plot.said,
            address_density: plot.address_density,
            reuse: &plot.reuse,
            places_lost: plot.places_lost,
            own: plot.own.as_ref(),
            limit: plot.limit,
            heritage_near: plot.heritage_near,
            flagged: plot.flagged,
            class_d: plot.class_d,
        }
    }
}

/// An end wall, as [`FoundWall`], without the ground before it.
#[derive(Serialize)]
struct WallOut {
    length_m: f64,
    exposed_m: f64,
    free_depth_m: f64,
    own_share: Option<f64>,
    usable: bool,
}

impl WallOut {
    fn of(wall: &FoundWall, params: &Params) -> Self {
        Self {
            length_m: wall.length_m,
            exposed_m: wall.exposed_m,
            free_depth_m: wall.free_depth_m,
            own_share: wall.own_share,
            usable: wall.is_usable(params),
        }
    }
}
