//! How do zones look at a zoom, if no border is to gap, overlap or be drawn
//! in two ways?
//!
//! Neighbors share their borders. Drawn one by one, each zone is simplified
//! and rounded for itself, and slivers appear where two drawings differ. Here
//! borders are what is drawn, and zones are what they enclose:
//!
//! 1. The zones of a layer are brought onto the world grid together. Where
//!    borders cross, or pass within half a unit of a vertex, they get a vertex
//!    (`snap`); where the parts of a zone overlap, they become one
//!    (`winding`). From here on borders meet at vertices only.
//! 2. Borders are divided into stretches that the same zones share (`arcs`),
//!    each stored once.
//! 3. One pass over all stretches finds the order in which vertices can be left
//!    out, and how far that takes the border from where it was
//!    (`simplify`). A zoom takes the vertices it needs.
//! 4. What is left is brought onto the grid of the zoom, again by snap
//!    rounding, from full precision.
//! 5. Tiles are cut along lines where all borders have vertices (`cut`).
//! 6. Polygons are put together last, from borders (`polygons`).
//!
//! Steps 1, 3 and 4 move borders without ever passing them over one another,
//! and steps 5 and 6 move nothing. So neighbors neither gap nor overlap, at
//! any zoom, in any tile, exactly; and zones that overlapped still do. Where a
//! border runs is decided in whole numbers; only the order in which vertices are
//! left out rests on floats.

mod arcs;
mod crossings;
mod cut;
mod nearby;
mod pixel;
mod planar;
mod point;
mod polygons;
mod rings;
mod sides;
mod simplify;
mod snap;
mod winding;
mod wound;

#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicUsize, Ordering};

use geo_types::MultiPolygon;
use rayon::prelude::*;

pub use self::wound::wound;
use self::{
    arcs::Arcs,
    crossings::Limits,
    pixel::Pixels,
    point::{Edge, Point, netted},
    snap::HotPixels,
};
use super::grid::{EXTENT, MAX_ZOOM};
use crate::export::Tile;

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
    /// and a point 8 units: with rounding, borders stay within a third of a
    /// point.
    pub const SCREEN: Self = Self { tolerance: 2.0 };
    /// For the last zoom of a map, which is enlarged on further zooming.
    pub const CLOSE: Self = Self { tolerance: 1.0 };
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
    ///
    /// `None` when their borders cross more than two million times: twenty
    /// thousand zones that all overlap would take more memory than there is.
    #[must_use]
    pub fn new(zones: &[MultiPolygon<i32>]) -> Option<Self> {
        let pixels = Grid { zoom: MAX_ZOOM, margin: 0 }.pixels();
        let given: Vec<Vec<Edge>> = zones.par_iter().map(rings::edges).collect();
        let borders = together(&given, pixels, Limits::LAYER)?;
        let arcs = Arcs::new(&borders);
        let tolerances = simplify::tolerances(&arcs);
        Some(Self { arcs, tolerances })
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
            let sides = path.windows(2).flat_map(|pair| sides::crossed(pair[0], pair[1], grid));
            path.iter().map(|&vertex| pixels.of(vertex)).chain(sides)
        });
        let hot = sorted(hot.collect());
        let hot = HotPixels::new(pixels, &hot);
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
            .map(|zone| {
                netted(self.arcs.of_zone[zone].iter().flat_map(|&arc| {
                    let left = self.arcs.arcs[arc as usize].zones.contains(&(zone as u32, true));
                    routed[arc as usize].windows(2).map(move |pair| {
                        let edge = Edge { from: pair[0], to: pair[1] };
                        if left { edge } else { edge.reversed() }
                    })
                }))
            })
            .collect();
        Drawing { grid, borders }
    }
}

/// What a tile shows of some zones, by number, ascending.
pub type Parts = Vec<(u32, MultiPolygon<i32>)>;

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
    pub fn tiles(&self) -> Vec<(Tile, Parts)> {
        let mut parts: Vec<_> = (0..self.borders.len() as u32)
            .into_par_iter()
            .flat_map_iter(|zone| {
                let parts = cut::cut(&self.borders[zone as usize], self.grid);
                parts.into_iter().map(move |(tile, part)| (tile.id(), tile, zone, part))
            })
            .collect();
        parts.par_sort_unstable_by_key(|&(id, _, zone, _)| (id, zone));
        let mut tiles: Vec<(Tile, Parts)> = Vec::new();
        for (_, tile, zone, part) in parts {
            match tiles.last_mut() {
                Some((last, zones)) if *last == tile => zones.push((zone, part)),
                _ => tiles.push((tile, vec![(zone, part)])),
            }
        }
        tiles
    }
}

/// The borders of zones brought onto a grid together, given the edges of their
/// rings. Where edges cross, or pass a vertex within half a unit, they get a
/// vertex: borders meet at vertices only. `None` when that is more than the
/// limits allow.
fn together(given: &[Vec<Edge>], pixels: Pixels, limits: Limits) -> Option<Vec<Vec<Edge>>> {
    let distinct = sorted(given.iter().flatten().map(|edge| edge.upright().0).collect());
    let mut hot = crossings::crossings(&distinct, pixels, limits)?;
    hot.extend(distinct.iter().flat_map(|edge| [edge.from, edge.to]));
    let hot = sorted(hot);
    let hot = HotPixels::new(pixels, &hot);
    let added = AtomicUsize::new(0);
    given
        .par_iter()
        .map(|edges| {
            let mut routed = Vec::new();
            for edge in edges {
                let mut path = vec![edge.from];
                hot.route(edge.from, edge.to, &mut path);
                let more = path.len().saturating_sub(2);
                if added.fetch_add(more, Ordering::Relaxed) + more > 2 * limits.vertices {
                    return None;
                }
                routed.extend(path.windows(2).map(|pair| Edge { from: pair[0], to: pair[1] }));
            }
            Some(winding::border(routed.into_iter()))
        })
        .collect()
}

/// In ascending order, each once.
fn sorted<T: Ord + Send>(mut all: Vec<T>) -> Vec<T> {
    all.par_sort_unstable();
    all.dedup();
    all
}
