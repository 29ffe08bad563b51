//! The plots of one domain.

use geo::{Area, Contains};
use geo_types::{MultiPolygon, Point};
use serde::{Deserialize, Serialize};

use super::{Context, Ground, Reused, TakenBy, spot};
use crate::{
    assess::inbreiding,
    codes::codes,
    model::{DensitySaid, Effect, Form, OwnGround, PandId, ReuseClass, WaterClass},
    overlay::{
        ZoneIndex,
        ground::{Plot, PlotRule, Taking, cut, free_area, length_near},
    },
    survey::{Hit, pand::restrictions},
    units::{Meters, SquareMeters},
};

codes! {
    /// What kind of ground was cut.
    DomainKind {
        /// Ground of one owner, as the owner says.
        Own = "own",
        /// A perceel of the cadaster.
        Parcel = "parcel",
        /// A block between roads.
        Block = "block",
        /// A whole buurt.
        Buurt = "buurt",
    }
}

/// Ground that is cut as one.
#[derive(Debug, Clone)]
pub struct Domain {
    /// What it is.
    pub kind: DomainKind,
    /// Its identification.
    pub id: String,
    /// Whose it is, where that is known.
    pub own: Option<OwnGround>,
    /// Its place among the ground of owners, when it is that.
    pub own_at: Option<u32>,
    /// Its outline.
    pub geometry: MultiPolygon<f64>,
}

/// What one layer took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// What took it.
    pub by: TakenBy,
    /// Name of the restriction; empty for the others.
    pub name: String,
    /// Area it took of what was left before it, m².
    pub m2: f64,
}

/// What became of the domains.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct GroundCounts {
    /// Domains that were cut.
    pub domains: u64,
    /// Of these, those with at least one plot.
    pub with_plots: u64,
    /// Of these, too small to hold a plot.
    pub too_small: u64,
    /// Of these, without enough free ground in one piece.
    pub without_room: u64,
    /// Plots.
    pub plots: u64,
    /// Of these, too few homes to be a site, or ruled out: not listed.
    pub plots_unlisted: u64,
    /// Their area, m².
    pub plots_m2: f64,
}

impl GroundCounts {
    /// Adds the outcome of one domain.
    pub fn add(&mut self, domain_m2: f64, plots: &[FoundPlot], min_m2: f64) {
        self.domains += 1;
        self.plots += plots.len() as u64;
        self.plots_m2 += plots.iter().map(|plot| plot.shape.area_m2).sum::<f64>();
        match plots.is_empty() {
            false => self.with_plots += 1,
            true if domain_m2 < min_m2 => self.too_small += 1,
            true => self.without_room += 1,
        }
    }

    /// Whether every domain came out.
    #[must_use]
    pub fn add_up(&self) -> bool {
        self.domains == self.with_plots + self.too_small + self.without_room
    }
}

/// Free ground, with all that was found about it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FoundPlot {
    /// Its domain and its number in it.
    pub id: String,
    /// What kind of ground it was cut from.
    pub kind: DomainKind,
    /// Identification of the domain.
    pub domain: String,
    /// Area of the domain, m².
    pub domain_m2: f64,
    /// What was cut away from the domain, in order.
    pub taken: Vec<Taken>,
    /// Free ground of the domain that was too narrow, m².
    pub narrow_m2: f64,
    /// Pieces of it that were too small, m².
    pub small_m2: f64,
    /// Outline, size and shape.
    pub shape: Plot,
    /// Length along a public road; `None` without a map of roads.
    pub frontage: Option<Meters>,
    /// How densely is built around it.
    pub context: Option<Context>,
    /// Addresses per km² around it.
    pub address_density: f64,
    /// Uses that give way.
    pub reuse: Vec<ReuseClass>,
    /// Parking places that go.
    pub places_lost: f64,
    /// Whose ground it is.
    pub own: Option<OwnGround>,
    /// Panden on its domain.
    pub panden: Vec<PandId>,
    /// Restrictions that hold on it.
    pub hits: Vec<Hit>,
    /// How high one may build on it.
    pub limit: Option<Meters>,
    /// Whether heritage lies on or near it; `None` without such a map.
    pub heritage_near: Option<bool>,
    /// Whether a restriction with effect `flag` holds; `None` without such a
    /// map.
    pub flagged: Option<bool>,
    /// Whether it lies in water class D; `None` without a class.
    pub class_d: Option<bool>,
    /// The density a plan or map says for most of it.
    pub said: Option<DensitySaid>,
    /// Whether a map of the water was given.
    pub water_known: bool,
}

impl Ground<'_> {
    /// Cuts one domain.
    #[must_use]
    pub fn plots(&self, domain: &Domain) -> (f64, Vec<FoundPlot>) {
        let p = &self.params.inbreiding;
        let rule = PlotRule { min_area_m2: p.plot_min_m2.value, min_width_m: p.plot_min_width_m.value };
        let area = domain.geometry.unsigned_area();
        if area < rule.min_area_m2 {
            return (area, Vec::new());
        }
        let outside = self.outside(&domain.geometry);
        let reused = self.reused(&domain.geometry);
        let on_domain = ZoneIndex::new(vec![(0, domain.geometry.clone())]);
        let stays = |pand: u32| !self.gives_way(pand, &reused);
        let mut takings = Vec::new();
        let mut names: Vec<(TakenBy, &str)> = Vec::new();
        // Ground that two owners claim is looked at once, for the first.
        let before = |other: u32| domain.own_at.is_none_or(|at| other < at);
        if !self.own.is_empty() {
            names.push((TakenBy::Own, ""));
            takings.push(Taking { index: &self.own, setback_m: 0.0, keep: Some(&before) });
        }
        if let Some(outside) = &outside {
            names.push((TakenBy::Outside, ""));
            takings.push(Taking { index: outside, setback_m: 0.0, keep: None });
        }
        names.push((TakenBy::Panden, ""));
        takings.push(Taking { index: &self.fabric.index, setback_m: p.setback_m.value, keep: Some(&stays) });
        for taker in self.takers(Form::Inbreiding) {
            names.push((taker.by, &taker.name));
            takings.push(Taking { index: &taker.index, setback_m: taker.setback_m, keep: None });
        }
        let cut = cut(&domain.geometry, &takings, &rule);
        let taken: Vec<Taken> = names
            .iter()
            .zip(&cut.taken_m2)
            .filter(|(_, m2)| **m2 > 0.0)
            .map(|((by, name), m2)| Taken { by: *by, name: (*name).to_owned(), m2: *m2 })
            .collect();
        let panden =
            if cut.plots.is_empty() || domain.kind == DomainKind::Buurt || domain.kind == DomainKind::Block {
                Vec::new()
            } else {
                self.panden_on(&domain.geometry, &on_domain)
            };
        let plots = cut
            .plots
            .into_iter()
            .enumerate()
            .map(|(at, shape)| {
                let on = MultiPolygon(vec![shape.geometry.clone()]);
                let mut facts = crate::assess::optoppen::Facts::default();
                // Limits above NAP are limits above the ground there.
                facts.roof.maaiveld = self.fabric.maaiveld(shape.circle.0, p.context_reach_m.value);
                let mut hits = restrictions(&on, self.layers, self.params, &mut facts);
                // What excludes was cut away: a plot may only touch it.
                hits.retain(|hit| self.layers.restrictions[usize::from(hit.layer)].effect != Effect::Exclude);
                let (reuse, places_lost) = self.reuse_on(&on, &reused);
                let center = shape.circle.0;
                FoundPlot {
                    id: if at == 0 { domain.id.clone() } else { format!("{}:{}", domain.id, at + 1) },
                    kind: domain.kind,
                    domain: domain.id.clone(),
                    domain_m2: cut.domain_m2,
                    taken: taken.clone(),
                    narrow_m2: cut.narrow_m2,
                    small_m2: cut.small_m2,
                    frontage: self
                        .knows_roads()
                        .then(|| Meters(length_near(&shape.geometry, &self.roads, p.frontage_reach_m.value))),
                    context: self.context(&shape.geometry),
                    address_density: self.address_density(&shape.geometry, center),
                    reuse,
                    places_lost,
                    own: domain.own.clone(),
                    panden: panden.clone(),
                    hits,
                    limit: facts.limit,
                    heritage_near: facts.heritage_near,
                    flagged: facts.flagged,
                    class_d: self.class_d(&on, center),
                    said: self.said(&on),
                    water_known: self.knows_water(),
                    shape,
                }
            })
            .collect();
        (cut.domain_m2, plots)
    }

    /// The layers of reused ground that a domain meets.
    fn reused(&self, domain: &MultiPolygon<f64>) -> Vec<&Reused<'_>> {
        let meets = |layer: &&Reused<'_>| {
            !layer.areas.within(domain, 0.0).is_empty() || !layer.points.within(domain, 0.0).is_empty()
        };
        self.reuse.iter().filter(meets).collect()
    }

    /// Whether a pand need not stay: a garage in a row, or one that surely
    /// holds no home, on ground that is reused or within reach of its point.
    fn gives_way(&self, pand: u32, reused: &[&Reused<'_>]) -> bool {
        let p = &self.params.inbreiding;
        let built = &self.fabric.built[pand as usize];
        let garages = p.reuse.value.contains(&ReuseClass::Garages);
        if garages && built.garage {
            return true;
        }
        let point = self.fabric.point(pand);
        let near = || spot(point);
        built.homes == Some(0)
            && reused.iter().any(|layer| {
                !layer.areas.at(point).is_empty()
                    || !layer.points.within(&near(), p.reuse_point_reach_m.value).is_empty()
            })
    }

    /// Whether a plot lies in class D for more than a sliver.
    fn class_d(&self, plot: &MultiPolygon<f64>, center: Point<f64>) -> Option<bool> {
        let sliver = self.params.optoppen.sliver_share.value;
        let water = self.layers.water.as_ref()?.classify(plot, Some(center), sliver, &mut Vec::new())?;
        water.dominant.max(water.worst).map(|class| class == WaterClass::D)
    }

    /// The density a plan or map says for most of a plot.
    fn said(&self, plot: &MultiPolygon<f64>) -> Option<DensitySaid> {
        let zones = self.layers.ground.density.as_ref()?;
        let overlay = zones.index.overlay(plot);
        let most = overlay.shares.iter().max_by(|a, b| a.share.total_cmp(&b.share))?;
        (most.share >= 0.5).then(|| zones.says[most.group as usize])
    }

    /// Which uses give way to a plot, and the parking places that go with them.
    fn reuse_on(&self, plot: &MultiPolygon<f64>, reused: &[&Reused<'_>]) -> (Vec<ReuseClass>, f64) {
        let p = &self.params.inbreiding;
        let mut classes = Vec::new();
        let parking = [Taking::all(&self.parking, 0.0)];
        let parked: f64 =
            plot.iter().map(|polygon| polygon.unsigned_area() - free_area(polygon, &parking)).sum();
        // Less than one place is the edge of a car park next door.
        let parked = if parked >= p.car_park_place_m2.value { parked } else { 0.0 };
        if parked > 0.0 {
            classes.push(ReuseClass::Parkeerterrein);
        }
        // By their points, so that a row beside two plots counts once.
        let garages = self
            .fabric
            .index
            .within(plot, 0.0)
            .into_iter()
            .filter(|at| self.fabric.built[*at as usize].garage && plot.contains(&self.fabric.point(*at)))
            .count();
        if garages > 0 {
            classes.push(ReuseClass::Garages);
        }
        let garages = u32::try_from(garages).unwrap_or(u32::MAX);
        for layer in reused {
            let touches =
                !layer.areas.within(plot, 0.0).is_empty() || !layer.points.within(plot, 0.0).is_empty();
            if touches && !classes.contains(&layer.class) {
                classes.push(layer.class);
            }
        }
        (classes, inbreiding::places_lost(SquareMeters(parked), garages, p))
    }

    /// Panden with their point on a domain, by identification.
    fn panden_on(&self, domain: &MultiPolygon<f64>, index: &ZoneIndex) -> Vec<PandId> {
        let mut on: Vec<PandId> = self
            .fabric
            .index
            .within(domain, 0.0)
            .into_iter()
            .filter(|at| !index.at(self.fabric.point(*at)).is_empty())
            .map(|at| self.fabric.built[at as usize].id)
            .collect();
        on.sort_unstable();
        on
    }
}
