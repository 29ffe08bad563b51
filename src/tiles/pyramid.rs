//! How do layers become tiles?
//!
//! Zoom by zoom, and within a zoom along the Hilbert curve, so that an archive
//! can be written as it is made. A batch of tiles is drawn in parallel and
//! written in order: the bytes do not depend on the number of threads.

use std::{collections::HashSet, io::Write, ops::RangeInclusive};

use fast_mvt::MvtResult;
use flate2::{Compression, write::GzEncoder};
use pmtiles::{TileCoord, TileId};
use rayon::prelude::*;

use super::{
    grid::{self, Box2},
    source::{Count, Counts, Part, Plan, Source},
};
use crate::{
    error::{Error, ExportError},
    export::{Tile, TileWriter},
    interrupt,
};

/// Largest tile, bytes as stored. Phones and browsers draw larger ones too
/// slowly to move a map.
pub const MAX_BYTES: usize = 500_000;

/// Tiles that are drawn before they are written.
const BATCH: usize = 512;

/// Which tiles are drawn, and how large they may become.
#[derive(Debug, Clone)]
pub struct Frame {
    /// First and last zoom.
    pub zooms: RangeInclusive<u8>,
    /// A box on the world grid: only tiles that meet it are drawn.
    pub within: Option<Box2>,
    /// Largest tile, bytes as stored: [`MAX_BYTES`], or less for a slow reader.
    pub max_bytes: usize,
}

/// Draws the tiles of a frame and hands them to `writer`. Gives what became of
/// the objects.
///
/// # Errors
///
/// Those of the sources and the writer, and [`Error::Interrupted`].
pub fn draw(
    sources: &[&dyn Source],
    frame: &Frame,
    writer: &mut dyn TileWriter,
    mut progress: impl FnMut(u64),
) -> Result<Counts, Error> {
    let layers: Vec<Vec<String>> =
        sources.iter().map(|source| source.layers().into_iter().map(|layer| layer.id).collect()).collect();
    let mut counts = Counts::new();
    for zoom in frame.zooms.clone().filter(|zoom| *zoom <= grid::MAX_ZOOM) {
        let plans = sources.iter().map(|source| source.plan(zoom)).collect::<Result<Vec<_>, _>>()?;
        let mut ids: Vec<u64> = plans.iter().flat_map(|plan| plan.tiles()).collect();
        if let Some((low, high)) = frame.within {
            let (low, high) = (grid::on_zoom(low, zoom), grid::on_zoom(high, zoom));
            let inside: HashSet<u64> = grid::tiles_of(low, high, zoom, 0).filter_map(Tile::id).collect();
            ids.retain(|id| inside.contains(id));
        }
        ids.par_sort_unstable();
        ids.dedup();
        for (source, plan) in plans.iter().enumerate() {
            if let Some((layer, left_out)) = plan.nowhere() {
                let name = &layers[source][layer];
                let count = Count { left_out, ..Count::default() };
                counts.entry(name.clone()).or_default().entry(zoom).or_default().add(count);
            }
        }
        for batch in ids.chunks(BATCH) {
            interrupt::check()?;
            let drawn: Vec<Drawn> = batch
                .par_iter()
                .filter_map(|id| TileId::new(*id).ok())
                .map(|id| draw_tile(tile(id), &plans, frame.max_bytes))
                .collect::<Result<_, ExportError>>()?;
            for drawn in drawn {
                for (source, layer, count) in drawn.counts {
                    let name = &layers[source][layer];
                    counts.entry(name.clone()).or_default().entry(zoom).or_default().add(count);
                }
                if !drawn.gzipped.is_empty() {
                    writer.add(drawn.tile, &drawn.gzipped)?;
                }
            }
            progress(batch.len() as u64);
        }
    }
    Ok(counts)
}

fn tile(id: TileId) -> Tile {
    let coord = TileCoord::from(id);
    Tile { zoom: coord.z(), x: coord.x(), y: coord.y() }
}

struct Drawn {
    tile: Tile,
    /// Empty when nothing is left to draw.
    gzipped: Vec<u8>,
    /// By source and layer.
    counts: Vec<(usize, usize, Count)>,
}

/// Draws one tile. As long as it is too large, the source that takes most
/// room gives its next coarser form.
fn draw_tile(tile: Tile, plans: &[Box<dyn Plan + '_>], max_bytes: usize) -> Result<Drawn, ExportError> {
    let Tile { zoom, x, y } = tile;
    attempt(tile, plans, max_bytes).map_err(|error| ExportError::Format {
        path: format!("{zoom}/{x}/{y}").into(),
        format: "vector tile",
        detail: error.to_string(),
    })
}

fn attempt(tile: Tile, plans: &[Box<dyn Plan + '_>], max_bytes: usize) -> MvtResult<Drawn> {
    let mut parts: Vec<(u8, Vec<Part>)> = plans
        .iter()
        .map(|plan| Ok((0, plan.draw(tile, 0)?.unwrap_or_default())))
        .collect::<MvtResult<_>>()?;
    loop {
        let gzipped = gzip(parts.iter().flat_map(|(_, parts)| parts));
        if gzipped.len() > max_bytes && coarsen(tile, plans, &mut parts)? {
            continue;
        }
        let mut counts = Vec::new();
        for (source, (step, parts)) in parts.into_iter().enumerate() {
            for part in parts {
                let drawn = Count {
                    tiles: u64::from(!part.bytes.is_empty()),
                    coarser: u64::from(step > 0),
                    ..part.count
                };
                counts.push((source, part.layer, drawn));
            }
        }
        return Ok(Drawn { tile, gzipped, counts });
    }
}

/// Brings the largest source that has a coarser form to it, the background
/// before all others. Whether there was one.
fn coarsen(tile: Tile, plans: &[Box<dyn Plan + '_>], parts: &mut [(u8, Vec<Part>)]) -> MvtResult<bool> {
    let size = |parts: &[Part]| parts.iter().map(|part| part.bytes.len()).sum::<usize>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse((plans[*at].gives_way_first(), size(&parts[*at].1))));
    for at in order {
        let step = parts[at].0 + 1;
        if let Some(coarser) = plans[at].draw(tile, step)? {
            parts[at] = (step, coarser);
            return Ok(true);
        }
    }
    Ok(false)
}

/// Layers stand in a tile one after the other.
fn gzip<'a>(parts: impl Iterator<Item = &'a Part>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let mut is_empty = true;
    for part in parts {
        is_empty &= part.bytes.is_empty();
        // Into memory: it cannot fail.
        let _ = encoder.write_all(&part.bytes);
    }
    if is_empty { Vec::new() } else { encoder.finish().unwrap_or_default() }
}
