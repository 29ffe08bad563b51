//! How do zones look at a zoom, if no border is to gap, overlap or be drawn
//! in two ways?
//!
//! Neighbors share their borders. Drawn one by one, each zone is simplified
//! and rounded for itself, and slivers appear where two drawings differ. Here
//! borders are what is drawn, and zones are what they enclose:
//!
//! 1. The zones of a layer are brought onto the world grid together. Where
//!    borders cross, or pass within half a unit of a vertex, they get a vertex
//!    ([`snap`]); where the parts of a zone overlap, they become one
//!    ([`winding`]). From here on borders meet at vertices only.
//! 2. Borders are divided into stretches that the same zones share ([`arcs`]),
//!    each stored once.
//! 3. One pass over all stretches finds the order in which vertices can be left
//!    out, and how far that takes the border from where it was
//!    ([`simplify`]). A zoom takes the vertices it needs.
//! 4. What is left is brought onto the grid of the zoom, again by snap
//!    rounding, from full precision.
//! 5. Tiles are cut along lines where all borders have vertices ([`cut`]).
//! 6. Polygons are put together last, from borders ([`polygons`]).
//!
//! Steps 1, 3 and 4 move borders without ever passing them over one another,
//! and steps 5 and 6 move nothing. So neighbors neither gap nor overlap, at
//! any zoom, in any tile, exactly; and zones that overlapped still do. All
//! decisions are made in whole numbers.

mod arcs;
mod cells;
mod crossings;
mod cut;
mod pixel;
mod planar;
mod point;
mod polygons;
mod simplify;
mod snap;
mod winding;

#[cfg(test)]
mod tests;

use geo_types::{LineString, MultiPolygon};
use rayon::prelude::*;

use self::{
    arcs::Arcs,
    pixel::Pixels,
    point::{Edge, Point, netted},
    snap::HotPixels,
};
use crate::export::Tile;

/// The finest zoom there is; its grid is the world grid.
pub const MAX_ZOOM: u8 = 18;

/// Units along the side of a tile.
pub const EXTENT: i32 = 4096;

/// The width of the world in units of the world grid.
const WORLD: i32 = EXTENT << MAX_ZOOM;

/// The grid of a zoom, and how far its tiles show beyond their sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    zoom: u8,
    margin: i32,
}

impl Grid {
    /// The grid of a zoom of at most [`MAX_ZOOM`], with a margin of less than
    /// half a tile, in units; `None` if there is no such grid.
    #[must_use]
    pub fn new(zoom: u8, margin: u16) -> Option<Self> {
        let margin = i32::from(margin);
        (zoom <= MAX_ZOOM && 2 * margin < EXTENT).then_some(Self { zoom, margin })
    }

    fn pixels(self) -> Pixels {
        Pixels::new(u32::from(MAX_ZOOM - self.zoom))
    }
}

/// How far a border may be drawn from where it is.
///
/// Rounding to the grid of the zoom comes on top: at most 0.71 units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detail {
    /// The largest distance from any vertex to the border drawn instead, in
    /// units of the zoom.
    pub tolerance: f64,
}

impl Detail {
    /// What cannot be told apart on a screen, where a tile is 512 points wide
    /// and a point 8 units.
    pub const SCREEN: Self = Self { tolerance: 1.0 };
    /// All that the grid of the zoom can hold.
    pub const FULL: Self = Self { tolerance: 0.0 };
}

/// The borders of a layer, at full precision.
#[derive(Debug)]
pub struct Coverage {
    arcs: Arcs,
    /// The tolerance from which each vertex of each arc is left out, in world
    /// units, squared.
    tolerances: Vec<Vec<f64>>,
}

impl Coverage {
    /// Finds the borders of zones on the world grid: Web Mercator, 2³⁰ units
    /// wide, from the north-west, y down. What lies beyond is moved to its
    /// sides.
    ///
    /// Zones may overlap, touch, lie in each other's holes and be empty.
    /// Direction, start and repeated vertices of rings do not matter.
    #[must_use]
    pub fn new(zones: &[MultiPolygon<i32>]) -> Self {
        let pixels = Grid { zoom: MAX_ZOOM, margin: 0 }.pixels();
        let given: Vec<Vec<Edge>> = zones.par_iter().map(edges).collect();
        let mut distinct: Vec<Edge> = given.iter().flatten().map(|edge| edge.upright().0).collect();
        distinct.par_sort_unstable();
        distinct.dedup();
        let mut hot = crossings::crossings(&distinct, pixels);
        hot.extend(distinct.iter().flat_map(|edge| [edge.from, edge.to]));
        let hot = HotPixels::new(pixels, hot);
        let borders: Vec<Vec<Edge>> = given
            .par_iter()
            .map(|edges| {
                let mut routed = Vec::new();
                for edge in edges {
                    let mut path = vec![edge.from];
                    hot.route(edge.from, edge.to, &mut path);
                    routed.extend(path.windows(2).map(|pair| Edge { from: pair[0], to: pair[1] }));
                }
                winding::border(routed.into_iter())
            })
            .collect();
        let arcs = Arcs::new(&borders);
        let tolerances = simplify::tolerances(&arcs);
        Self { arcs, tolerances }
    }

    /// The zones on the grid of a zoom.
    #[must_use]
    pub fn at(&self, grid: Grid, detail: Detail) -> Drawing {
        let pixels = grid.pixels();
        let tolerance = detail.tolerance.max(0.0) * f64::from(pixels.width());
        let paths: Vec<Vec<Point>> = (&self.arcs.arcs, &self.tolerances)
            .into_par_iter()
            .map(|(arc, tolerances)| {
                let kept = arc.path.iter().zip(tolerances).filter(|&(_, &from)| from > tolerance * tolerance);
                kept.map(|(&vertex, _)| self.arcs.vertices[vertex as usize]).collect()
            })
            .collect();
        let hot = paths.par_iter().flat_map_iter(|path| {
            let sides = path.windows(2).flat_map(|pair| crossed_sides(pair[0], pair[1], grid));
            path.iter().map(|&vertex| pixels.of(vertex)).chain(sides)
        });
        let hot = HotPixels::new(pixels, hot.collect());
        let routed: Vec<Vec<Point>> = paths
            .par_iter()
            .map(|path| {
                let mut routed = vec![pixels.of(path[0])];
                for pair in path.windows(2) {
                    hot.route(pair[0], pair[1], &mut routed);
                }
                routed
            })
            .collect();
        let borders = (0..self.arcs.of_zone.len())
            .into_par_iter()
            .map(|zone| netted(self.arcs.of_zone[zone].iter().flat_map(|&arc| {
                let left = self.arcs.arcs[arc as usize].zones.contains(&(zone as u32, true));
                routed[arc as usize].windows(2).map(move |pair| {
                    let edge = Edge { from: pair[0], to: pair[1] };
                    if left { edge } else { edge.reversed() }
                })
            })))
            .collect();
        Drawing { grid, borders }
    }
}

/// The zones of a layer on the grid of a zoom.
#[derive(Debug)]
pub struct Drawing {
    grid: Grid,
    /// The edges of each zone, which meet at vertices only; the zone on their
    /// left.
    borders: Vec<Vec<Edge>>,
}

impl Drawing {
    /// The zones that are too small or too thin to show at this zoom, or were
    /// empty from the start; ascending.
    pub fn vanished(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.borders).filter(|(_, border)| border.is_empty()).map(|(zone, _)| zone)
    }

    /// Every zone as polygons, in units of the zoom from the north-west corner
    /// of the world.
    ///
    /// Polygons are valid. Outer rings have a positive area by the shoelace
    /// formula, as vector tiles want it, holes a negative one.
    #[must_use]
    pub fn polygons(&self) -> Vec<MultiPolygon<i32>> {
        let origin = Point { x: 0, y: 0 };
        self.borders.par_iter().map(|border| polygons::polygons(border, origin)).collect()
    }

    /// The zones by tile, in units of the zoom from the north-west corner of
    /// the tile, with the margin around it.
    ///
    /// Tiles come in the order of [`Tile::id`], zones in their own; a tile
    /// without zones does not come. Polygons are as in [`Drawing::polygons`].
    #[must_use]
    pub fn tiles(&self) -> Vec<(Tile, Vec<(u32, MultiPolygon<i32>)>)> {
        let mut parts: Vec<_> = (0..self.borders.len() as u32)
            .into_par_iter()
            .flat_map_iter(|zone| {
                let parts = cut::cut(&self.borders[zone as usize], self.grid);
                parts.into_iter().map(move |(tile, part)| (tile.id(), tile, zone, part))
            })
            .collect();
        parts.par_sort_unstable_by_key(|&(id, _, zone, _)| (id, zone));
        let mut tiles: Vec<(Tile, Vec<_>)> = Vec::new();
        for (_, tile, zone, part) in parts {
            match tiles.last_mut() {
                Some((last, zones)) if *last == tile => zones.push((zone, part)),
                _ => tiles.push((tile, vec![(zone, part)])),
            }
        }
        tiles
    }
}

/// The edges of all rings of a zone, outer rings turning left, holes right.
fn edges(zone: &MultiPolygon<i32>) -> Vec<Edge> {
    let mut edges = Vec::new();
    for polygon in zone {
        add_ring(polygon.exterior(), true, &mut edges);
        for hole in polygon.interiors() {
            add_ring(hole, false, &mut edges);
        }
    }
    edges
}

fn add_ring(ring: &LineString<i32>, left: bool, edges: &mut Vec<Edge>) {
    let within = |c: i32| c.clamp(0, WORLD);
    let mut ring: Vec<_> = ring.0.iter().map(|c| Point { x: within(c.x), y: within(c.y) }).collect();
    ring.dedup();
    let turns_left = polygons::doubled_area(&ring) > 0;
    let steps = ring.windows(2).map(|pair| Edge { from: pair[0], to: pair[1] });
    edges.extend(steps.map(|edge| if turns_left == left { edge } else { edge.reversed() }));
}

/// The pixels in which a straight piece of border passes the sides of tiles
/// with their margin.
fn crossed_sides(from: Point, to: Point, grid: Grid) -> Vec<Point> {
    let pixels = grid.pixels();
    let mut crossed = Vec::new();
    let mut along_axis = |a: (i32, i32), b: (i32, i32), point: fn(i32, i32) -> Point| {
        let ((low, _), (high, _)) = (a.min(b), a.max(b));
        let width = pixels.width();
        let tiles = (low / width - grid.margin).div_euclid(EXTENT)..=(high / width + grid.margin) / EXTENT + 1;
        let margins = if grid.margin == 0 { vec![0] } else { vec![-grid.margin, grid.margin] };
        for side in tiles.flat_map(|tile| margins.iter().map(move |margin| tile * EXTENT + margin)) {
            let place = i64::from(side) * i64::from(width);
            if i64::from(low) < place && place < i64::from(high) {
                let (sign, step) = ((i64::from(b.0) - i64::from(a.0)).signum(), i64::from(b.1) - i64::from(a.1));
                let (over, under) = ((place - i64::from(a.0)) * sign, i64::from(high) - i64::from(low));
                crossed.push(point(side, pixels.of_fraction(a.1, step, over, under)));
            }
        }
    };
    along_axis((from.x, from.y), (to.x, to.y), |x, y| Point { x, y });
    along_axis((from.y, from.x), (to.y, to.x), |y, x| Point { x, y });
    crossed
}
