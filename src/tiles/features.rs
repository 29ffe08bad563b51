//! How do millions of objects wait for their tiles?
//!
//! Packed: corners as differences on the world grid, attributes as tagged
//! bytes. A pand takes some 80 bytes, so the country's 11.3 million take 0.9 GB.

use geo_types::{Coord, Geometry, MultiPolygon};

use super::{
    attribute::Attribute,
    bytes,
    grid::{self, Box2, around},
    rings::Rings,
};
use crate::{crs::WebMercator, error::Error};

/// Objects a layer has room for: what is placed in tiles holds a position in
/// so many bits.
pub const POSITION_BITS: u32 = 27;

/// Objects that are packed together: their offsets fit in 32 bits, and their
/// words have numbers of their own.
const CHUNK: usize = 8_192;

/// Objects of one layer, in the order they came.
pub struct Features {
    n_fields: usize,
    chunks: Vec<Chunk>,
    mercator: WebMercator,
    bounds: Option<Box2>,
}

#[derive(Default)]
struct Chunk {
    bytes: Vec<u8>,
    starts: Vec<u32>,
    words: bytes::Words,
}

/// One object.
#[derive(Clone, Copy)]
pub struct Feature<'a> {
    chunk: &'a Chunk,
    bytes: &'a [u8],
    n_fields: usize,
}

impl Features {
    /// Room for objects of so many attributes.
    #[must_use]
    pub fn new(n_fields: usize) -> Self {
        Self { n_fields, chunks: Vec::new(), mercator: WebMercator::default(), bounds: None }
    }

    /// Adds an object: a polygon or a point in RD New, and the values of the
    /// layer's fields in their order. Gives its position; `None` when it has
    /// another shape, lies outside the world, takes more than 4 GB, or when the
    /// layer has 2²⁷ objects already.
    ///
    /// # Errors
    ///
    /// [`Error::Transform`] when PROJ refuses a coordinate.
    pub fn push<'a>(
        &mut self,
        shape: &Geometry<f64>,
        row: impl IntoIterator<Item = Attribute<'a>>,
    ) -> Result<Option<u32>, Error> {
        if self.chunks.last().is_none_or(|chunk| chunk.starts.len() == CHUNK) {
            self.chunks.push(Chunk::default());
        }
        let at = (self.chunks.len() - 1) * CHUNK;
        let Some(chunk) = self.chunks.last_mut() else { return Ok(None) };
        let (Ok(start), Ok(number)) =
            (u32::try_from(chunk.bytes.len()), u32::try_from(at + chunk.starts.len()))
        else {
            return Ok(None);
        };
        if number >> POSITION_BITS > 0 {
            return Ok(None);
        }
        let placed = match shape {
            Geometry::MultiPolygon(shape) => put_polygons(&mut chunk.bytes, shape, &mut self.mercator)?,
            Geometry::Point(point) => put_points(&mut chunk.bytes, &[point.0], &mut self.mercator)?,
            _ => None,
        };
        let Some(placed) = placed else {
            chunk.bytes.truncate(start as usize);
            return Ok(None);
        };
        for attribute in row.into_iter().chain(std::iter::repeat(Attribute::Absent)).take(self.n_fields) {
            bytes::put_attribute(&mut chunk.bytes, attribute, &mut chunk.words);
        }
        chunk.starts.push(start);
        self.bounds = Some(self.bounds.map_or(placed, |all| around(all, placed)));
        Ok(Some(number))
    }

    /// Number of objects.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK + last.starts.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Corners of the box around all objects, on the world grid.
    #[must_use]
    pub fn bounds(&self) -> Option<Box2> {
        self.bounds
    }

    /// The object at a position.
    #[must_use]
    pub fn get(&self, at: u32) -> Option<Feature<'_>> {
        let chunk = self.chunks.get(at as usize / CHUNK)?;
        let start = *chunk.starts.get(at as usize % CHUNK)? as usize;
        Some(Feature { chunk, bytes: &chunk.bytes[start..], n_fields: self.n_fields })
    }

    /// Ranges of positions that are packed together, for working in parallel.
    #[must_use]
    pub fn runs(&self) -> Vec<std::ops::Range<u32>> {
        let mut from = 0;
        let run = |chunk: &Chunk| {
            let start = from;
            from += u32::try_from(chunk.starts.len()).unwrap_or(0);
            start..from
        };
        self.chunks.iter().map(run).collect()
    }
}

impl<'a> Feature<'a> {
    /// Its corners on the world grid, ring by ring; a point is a ring of one
    /// corner. The corners are given in turn, `None` at the end of a ring.
    fn corners(self, mut each: impl FnMut(Option<Coord<i32>>)) -> &'a [u8] {
        let mut rest = self.bytes;
        let n_rings = bytes::take(&mut rest);
        let mut at = Coord { x: 0_i32, y: 0_i32 };
        for _ in 0..n_rings {
            for _ in 0..bytes::take(&mut rest) {
                at.x += bytes::take_signed(&mut rest);
                at.y += bytes::take_signed(&mut rest);
                each(Some(at));
            }
            each(None);
        }
        rest
    }

    /// Its rings on the grid of a zoom, and its box there.
    pub fn rings(self, zoom: u8, rings: &mut Rings) {
        rings.clear();
        self.corners(|corner| match corner {
            Some(corner) => rings.push(grid::on_zoom(corner, zoom)),
            None => rings.end_ring(),
        });
    }

    /// Corners of its box on the world grid.
    #[must_use]
    pub fn bounds(self) -> (Coord<i32>, Coord<i32>) {
        let (mut min, mut max) = (Coord { x: i32::MAX, y: i32::MAX }, Coord { x: i32::MIN, y: i32::MIN });
        self.corners(|corner| {
            if let Some(corner) = corner {
                min = Coord { x: min.x.min(corner.x), y: min.y.min(corner.y) };
                max = Coord { x: max.x.max(corner.x), y: max.y.max(corner.y) };
            }
        });
        (min, max)
    }

    /// The middle of its box on the world grid: where it is counted.
    #[must_use]
    pub fn middle(self) -> Coord<i32> {
        let (min, max) = self.bounds();
        Coord { x: min.x + (max.x - min.x) / 2, y: min.y + (max.y - min.y) / 2 }
    }

    /// Its attributes, in the order of the layer's fields.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'a>> {
        let mut rest = self.corners(|_| ());
        let words = &self.chunk.words;
        (0..self.n_fields).map(move |_| bytes::take_attribute(&mut rest, words))
    }
}

fn put_polygons(
    out: &mut Vec<u8>,
    shape: &MultiPolygon<f64>,
    mercator: &mut WebMercator,
) -> Result<Option<Box2>, Error> {
    let rings = || shape.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    bytes::put(out, rings().count() as u64);
    let mut pen = Pen::default();
    for ring in rings() {
        // The last point repeats the first.
        let corners = &ring.0[..ring.0.len().saturating_sub(1)];
        if !pen.draw(out, corners, mercator)? {
            return Ok(None);
        }
    }
    Ok(pen.bounds)
}

fn put_points(
    out: &mut Vec<u8>,
    points: &[Coord<f64>],
    mercator: &mut WebMercator,
) -> Result<Option<Box2>, Error> {
    bytes::put(out, 1);
    let mut pen = Pen::default();
    Ok(if pen.draw(out, points, mercator)? { pen.bounds } else { None })
}

/// Writes corners as differences with the one before.
#[derive(Default)]
struct Pen {
    at: Coord<i32>,
    bounds: Option<Box2>,
}

impl Pen {
    /// Whether all corners lie in the world.
    fn draw(
        &mut self,
        out: &mut Vec<u8>,
        corners: &[Coord<f64>],
        mercator: &mut WebMercator,
    ) -> Result<bool, Error> {
        bytes::put(out, corners.len() as u64);
        for corner in corners {
            let Some(to) = grid::on_world(mercator.project(*corner)?) else { return Ok(false) };
            bytes::put_signed(out, to.x - self.at.x);
            bytes::put_signed(out, to.y - self.at.y);
            self.bounds = Some(self.bounds.map_or((to, to), |all| around(all, (to, to))));
            self.at = to;
        }
        Ok(true)
    }
}
