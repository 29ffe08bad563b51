//! Where is free ground, and what is it cut from?
//!
//! A *domain* is ground of one owner, a perceel, or a built block. What takes
//! it (panden with their setback, roads, water, protected green, restrictions,
//! water class D, all outside the built-up area) is cut away; what is left and
//! wide enough is a plot. Every plot says what it was cut from and by what.

mod built_up;
mod context;
mod fabric;
mod plot;
mod wall;

use geo::BoundingRect;
use geo_types::MultiPolygon;
use rayon::prelude::*;

use self::built_up::BuiltUp;
pub use self::{
    context::{Context, Over},
    fabric::{Built, Fabric, FabricBuilder},
    plot::{Domain, DomainKind, FoundPlot, GroundCounts, Taken},
    wall::FoundWall,
};
use super::{Layers, WaterMap, ZoneSet};
use crate::{
    assess::density::Sums,
    codes::codes,
    model::{Effect, Form, ReuseClass, WaterClass, Zone},
    overlay::{
        PointIndex, ZoneIndex,
        ground::{GroundBuilder, GroundIndex, PlotRule, Taking, cut},
    },
    params::Params,
    units::SquareMeters,
};

codes! {
    /// What takes ground away.
    TakenBy {
        /// Ground of an owner, looked at by itself.
        Own = "own",
        /// Outside the built-up area.
        Outside = "outside",
        /// Panden with their setback.
        Panden = "panden",
        /// Roads.
        Roads = "roads",
        /// Parking places that are not reused.
        Parking = "parking",
        /// Water.
        Water = "water",
        /// Protected green.
        Green = "green",
        /// A restriction with effect `exclude`.
        Restriction = "restriction",
        /// Water class D.
        ClassD = "class_d",
    }
}

/// Everything a domain is held against, indexed.
pub struct Ground<'a> {
    layers: &'a Layers,
    params: &'a Params,
    fabric: &'a Fabric,
    /// What takes ground besides panden and the outside, in the order it is cut.
    takers: Vec<Taker>,
    /// Ground of owners, for domains of others.
    own: GroundIndex,
    parking: GroundIndex,
    roads: GroundIndex,
    built_up: BuiltUp<'a>,
    reuse: Vec<Reused<'a>>,
    /// Blocks between roads, with what stands in each.
    blocks: Option<ZoneSet<Sums>>,
    /// Addresses per km² counted in each buurt, by position.
    counted_density: Vec<f64>,
}

/// Ground of a use that gives way.
struct Reused<'a> {
    class: ReuseClass,
    areas: &'a ZoneIndex,
    /// Objects given as a point: each frees the domain it lies in.
    points: PointIndex<()>,
}

/// A layer that takes ground.
struct Taker {
    by: TakenBy,
    /// Name of the restriction; empty for the others.
    name: String,
    setback_m: f64,
    index: GroundIndex,
}

impl<'a> Ground<'a> {
    /// Indexes the maps. Blocks are made of the buurten and the roads where
    /// both were given.
    #[must_use]
    pub fn new(layers: &'a Layers, fabric: &'a Fabric, params: &'a Params) -> Self {
        let maps = &layers.ground;
        let reused = |class| params.inbreiding.reuse.value.contains(&class);
        let (traffic, parked) =
            maps.roads.as_ref().map_or((&[][..], &[][..]), |roads| (&roads.traffic, &roads.parking));
        let (roads, parking) = (index(traffic), index(parked));
        let mut takers = Vec::new();
        let mut take = |by, name: &str, setback_m, index: GroundIndex| {
            if !index.is_empty() {
                takers.push(Taker { by, name: name.to_owned(), setback_m, index });
            }
        };
        let p = &params.inbreiding;
        take(TakenBy::Roads, "", p.road_setback_m.value, index(traffic));
        if !reused(ReuseClass::Parkeerterrein) {
            take(TakenBy::Parking, "", 0.0, index(parked));
        }
        take(TakenBy::Water, "", p.water_setback_m.value, index(maps.water.as_deref().unwrap_or_default()));
        take(TakenBy::Green, "", 0.0, index(maps.green.as_deref().unwrap_or_default()));
        for layer in layers.restrictions.iter().filter(|layer| layer.effect == Effect::Exclude) {
            let mut shapes = layer.zones.shapes();
            shapes.extend(layer.points.points().map(spot));
            take(TakenBy::Restriction, &layer.name, layer.buffer.0, index(&shapes));
        }
        take(TakenBy::ClassD, "", 0.0, index(&class_d(layers)));
        let own = index(&maps.own.as_ref().map_or_else(Vec::new, ZoneSet::shapes));
        let built_up = BuiltUp::new(maps.built_up.as_ref(), fabric, p);
        let reuse = maps
            .reuse
            .iter()
            .filter(|layer| reused(layer.class))
            .map(|layer| Reused {
                class: layer.class,
                areas: &layer.zones,
                points: PointIndex::new(layer.points.iter().map(|point| (*point, ())).collect()),
            })
            .collect();
        let mut ground = Self {
            layers,
            params,
            fabric,
            takers,
            own,
            parking,
            roads,
            built_up,
            reuse,
            blocks: None,
            counted_density: layers
                .buurten
                .as_ref()
                .map_or_else(Vec::new, |buurten| context::counted_density(buurten, fabric)),
        };
        ground.blocks = ground.make_blocks();
        ground
    }

    /// The built blocks: buurten less roads, with what stands in each. `None`
    /// without roads or without buurten.
    fn make_blocks(&self) -> Option<ZoneSet<Sums>> {
        let buurten = self.layers.buurten.as_ref()?;
        if self.roads.is_empty() {
            return None;
        }
        let rule = PlotRule {
            min_area_m2: self.params.inbreiding.plot_min_m2.value,
            min_width_m: self.params.inbreiding.plot_min_width_m.value,
        };
        let cut_one = |buurt: &MultiPolygon<f64>| cut(buurt, &[Taking::all(&self.roads, 0.0)], &rule);
        let cuts: Vec<_> = buurten.shapes().par_iter().map(cut_one).collect();
        let zones = buurten.ids.iter().zip(cuts).flat_map(|(code, cut)| {
            cut.plots.into_iter().enumerate().map(move |(at, plot)| Zone {
                id: format!("{code}:{:04}", at + 1),
                says: Sums { plan: SquareMeters(plot.area_m2), ..Sums::default() },
                geometry: MultiPolygon(vec![plot.geometry]),
            })
        });
        let mut blocks = ZoneSet::new(zones.collect());
        for at in 0..u32::try_from(self.fabric.built.len()).unwrap_or(u32::MAX) {
            if let Some(block) = blocks.index.at(self.fabric.point(at)).first() {
                context::add(&mut blocks.says[*block as usize], self.fabric, at);
            }
        }
        Some(blocks)
    }
}

impl Ground<'_> {
    /// Whether a map of roads was given.
    pub(in crate::survey) fn knows_roads(&self) -> bool {
        !self.roads.is_empty()
    }

    /// Whether a map of open water was given.
    pub(in crate::survey) fn knows_water(&self) -> bool {
        self.layers.ground.water.is_some()
    }

    /// What takes ground from a form, besides panden and the outside. Class D
    /// only takes it from a form it rules out.
    fn takers(&self, form: Form) -> impl Iterator<Item = &Taker> {
        let class_d = self.params.water.class_d_excludes.value.contains(&form);
        self.takers.iter().filter(move |taker| class_d || taker.by != TakenBy::ClassD)
    }

    /// What of a shape's box lies outside the built-up area; `None` when
    /// nothing does.
    fn outside(&self, shape: &MultiPolygon<f64>) -> Option<GroundIndex> {
        let bounds = shape.bounding_rect()?;
        let outside = self.built_up.outside([bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y]);
        (!outside.0.is_empty()).then(|| index(&[outside]))
    }

    /// The built blocks with their identifications; `None` without roads or
    /// without buurten.
    #[must_use]
    pub fn blocks(&self) -> Option<Vec<(String, MultiPolygon<f64>)>> {
        let blocks = self.blocks.as_ref()?;
        Some(blocks.ids.iter().cloned().zip(blocks.shapes()).collect())
    }
}

fn index(shapes: &[MultiPolygon<f64>]) -> GroundIndex {
    let mut builder = GroundBuilder::default();
    for (at, shape) in (0_u32..).zip(shapes) {
        builder.push(at, shape);
    }
    builder.finish()
}

/// A point as ground: a square of a meter.
fn spot(point: geo_types::Point<f64>) -> MultiPolygon<f64> {
    let half = geo_types::coord! { x: 0.5, y: 0.5 };
    MultiPolygon(vec![geo_types::Rect::new(point.0 - half, point.0 + half).to_polygon()])
}

/// The polygons of class D, where classes are polygons; cells are asked for
/// afterwards.
fn class_d(layers: &Layers) -> Vec<MultiPolygon<f64>> {
    let zones = match &layers.water {
        Some(WaterMap::Zones(zones)) => zones,
        Some(WaterMap::Cells { on_top: Some(zones), .. }) => zones,
        _ => return Vec::new(),
    };
    zones
        .shapes()
        .into_iter()
        .zip(&zones.says)
        .filter(|(_, class)| **class == WaterClass::D)
        .map(|(shape, _)| shape)
        .collect()
}

#[cfg(test)]
mod tests;
