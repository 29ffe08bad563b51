//! How densely is built around a plot?

use geo::{Area, BoundingRect, ConvexHull, Distance, Euclidean, Length};
use geo_types::{MultiPolygon, Point, Polygon};
use serde::{Deserialize, Serialize};

use super::{Fabric, Ground};
use crate::{
    assess::density::{Density, Sums},
    model::Gebied,
    overlay::Lies,
    survey::{ZoneSet, place::largest},
    units::SquareMeters,
};

/// What a density was measured over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// The block between roads that the plot lies in: netto.
    Block,
    /// Everything within a reach of the plot, streets and green included: bruto.
    Window,
}

/// The density around a plot, as Spacematrix measures it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Context {
    /// What it was measured over.
    pub over: Over,
    /// The area of that, m².
    pub plan_m2: f64,
    /// FSI, GSI and the like.
    pub density: Density,
}

impl Ground<'_> {
    /// The density around a shape: of its block where there is one with
    /// something in it, else of all within reach.
    pub(in crate::survey) fn context(&self, shape: &Polygon<f64>) -> Option<Context> {
        let built = |context: &Context| context.density.is_context(&self.params.inbreiding);
        self.block_of(shape).filter(built).or_else(|| self.window(shape).filter(built))
    }

    fn block_of(&self, shape: &Polygon<f64>) -> Option<Context> {
        let blocks = self.blocks.as_ref()?;
        let overlay = blocks.index.overlay(&MultiPolygon(vec![shape.clone()]));
        let most = overlay.shares.iter().max_by(|a, b| a.share.total_cmp(&b.share))?;
        let sums = &blocks.says[most.group as usize];
        Some(Context { over: Over::Block, plan_m2: sums.plan.0, density: Density::of(sums)? })
    }

    /// All panden with their point within reach of the hull of the shape, over
    /// the hull grown by the reach, less the shape, which holds nothing.
    fn window(&self, shape: &Polygon<f64>) -> Option<Context> {
        let reach = self.params.inbreiding.context_reach_m.value;
        let hull = shape.convex_hull();
        let bounds = hull.bounding_rect()?;
        // Steiner: exact for a convex shape.
        let grown = hull.unsigned_area()
            + reach * Euclidean.length(hull.exterior())
            + std::f64::consts::PI * reach * reach;
        let plan_m2 = grown - shape.unsigned_area();
        let (min, max) = (bounds.min(), bounds.max());
        let near = [min.x - reach, min.y - reach, max.x + reach, max.y + reach];
        let [footprint, gross, homes_gross, _] =
            self.within_convex(near, |[x, y]| Euclidean.distance(&Point::new(x, y), &hull) <= reach);
        let sums = Sums {
            plan: SquareMeters(plan_m2),
            footprint: SquareMeters(footprint),
            gross: SquareMeters(gross),
            homes_gross: SquareMeters(homes_gross),
        };
        Some(Context { over: Over::Window, plan_m2, density: Density::of(&sums)? })
    }

    /// Addresses per km² of the buurt a plot lies in, as CBS says, else as
    /// counted in the whole buurt; without a map of buurten those within a
    /// kilometer of its middle.
    pub(super) fn address_density(&self, plot: &Polygon<f64>, middle: Point<f64>) -> f64 {
        let of_buurt = self.layers.buurten.as_ref().and_then(|buurten| {
            let plot = MultiPolygon(vec![plot.clone()]);
            let at = largest(&buurten.index.overlay(&plot), &plot, self.params)? as usize;
            let said = buurten.says.get(at)?.omgevingsadressendichtheid;
            said.or_else(|| self.counted_density.get(at).copied())
        });
        of_buurt.unwrap_or_else(|| self.addresses_around(middle.x(), middle.y()))
    }

    /// Addresses per km² within a kilometer of a point.
    fn addresses_around(&self, x: f64, y: f64) -> f64 {
        const RADIUS: f64 = 1_000.0;
        let near = [x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS];
        let [.., units] = self.within_convex(near, |[px, py]| (px - x).hypot(py - y) <= RADIUS);
        units / std::f64::consts::PI
    }

    /// The sums of the panden whose point a convex shape holds, given the box
    /// around it.
    fn within_convex(&self, near: [f64; 4], holds: impl Fn([f64; 2]) -> bool) -> [f64; 4] {
        let lies = |[min_x, min_y, max_x, max_y]: [f64; 4]| {
            if max_x < near[0] || max_y < near[1] || min_x > near[2] || min_y > near[3] {
                return Lies::Outside;
            }
            let corners = [[min_x, min_y], [min_x, max_y], [max_x, min_y], [max_x, max_y]];
            if corners.into_iter().all(&holds) { Lies::Inside } else { Lies::Across }
        };
        self.fabric.sums.of(lies, &holds)
    }
}

/// Adds one pand to sums over an area.
pub(super) fn add(sums: &mut Sums, fabric: &Fabric, at: u32) {
    let pand = &fabric.built[at as usize];
    sums.footprint = sums.footprint + SquareMeters(f64::from(pand.footprint));
    sums.gross = sums.gross + SquareMeters(f64::from(pand.bvo));
    sums.homes_gross = sums.homes_gross + SquareMeters(f64::from(pand.homes_bvo));
}

/// Addresses per km² counted in each buurt, by position.
pub(super) fn counted_density(buurten: &ZoneSet<Gebied>, fabric: &Fabric) -> Vec<f64> {
    let mut units = vec![0.0; buurten.ids.len()];
    for (at, pand) in (0_u32..).zip(&fabric.built) {
        if let Some(buurt) = buurten.index.at(fabric.point(at)).first() {
            units[*buurt as usize] += f64::from(pand.units.unwrap_or(0));
        }
    }
    let density = |(units, shape): (f64, MultiPolygon<f64>)| {
        let km2 = shape.unsigned_area() / 1e6;
        if km2 > 0.0 { units / km2 } else { 0.0 }
    };
    units.into_iter().zip(buurten.shapes()).map(density).collect()
}
