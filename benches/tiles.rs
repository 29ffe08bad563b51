//! How many objects and zones a second become tiles?
//!
//! All cores. The input is made by rule, so that runs compare: L-shaped
//! footprints on a jittered grid of 170 m, packed and drawn at zoom 14 for a
//! writer that only counts; and a partition of a square into zones with
//! ragged borders, whose borders are found and drawn at zoom 10. Before
//! anything is timed, every footprint has to be there once and the zones have
//! to fill the square at every zoom.

mod instance;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::{Coord, Geometry, MultiPolygon, Polygon};
use toplaag::{
    error::ExportError,
    export::{FieldKind, Tile, TileSet, TileWriter},
    tiles::{
        attribute::{Attribute, Field},
        cells::Tally,
        coverage::{Coverage, Detail, Grid},
        drawing::{Head, Late, Shape},
        features::Features,
        grid::MAX_ZOOM,
        objects::Objects,
        pyramid::{self, Frame, MAX_BYTES},
        source::Count,
    },
};

use self::instance::{footprint, rule};

const FOOTPRINTS: u32 = 100_000;
const ZOOM: u8 = 14;

/// Zones along a side of the square, and pieces of the border between two.
const ZONES: u32 = 40;
const PIECES: u32 = 64;
/// Side of a zone and of a piece, world units.
const ZONE: i32 = PIECE * PIECES as i32;
const PIECE: i32 = 1_024;

fn packed(shapes: &[Geometry<f64>]) -> Features {
    let mut features = Features::new(4);
    for (i, shape) in (0..).zip(shapes) {
        let row = [
            Attribute::Int(i64::from(i)),
            Attribute::Int(1900 + (125.0 * rule(6, i)) as i64),
            Attribute::Int(1 + (8.0 * rule(7, i)) as i64),
            Attribute::Real((10_000.0 * rule(8, i)).round() / 10_000.0),
        ];
        features.push(shape, row).expect("lies in the Netherlands");
    }
    features
}

fn objects(features: Features) -> Objects {
    let fields = ["id", "bouwjaar", "lagen", "score"].map(|name| Field::new(name, FieldKind::Number));
    let head = Head {
        name: "panden".into(),
        description: String::new(),
        shape: Shape::Polygon,
        fields: fields.to_vec(),
        zooms: (ZOOM, ZOOM),
    };
    Objects::new(head, "panden_cells", "", features, Late::new(), Tally::objects())
}

/// Counts what it is given, and keeps nothing.
#[derive(Default)]
struct Counted {
    tiles: u64,
    bytes: usize,
}

impl TileWriter for Counted {
    fn add(&mut self, _: Tile, gzipped: &[u8]) -> Result<(), ExportError> {
        self.tiles += 1;
        self.bytes += gzipped.len();
        Ok(())
    }

    fn finish(self: Box<Self>, _: &TileSet) -> Result<(), ExportError> {
        Ok(())
    }
}

fn drawn(objects: &Objects) -> (Counted, Count) {
    let mut counted = Counted::default();
    let counts = pyramid::draw(
        &[objects],
        &Frame { zooms: ZOOM..=ZOOM, within: None, max_bytes: MAX_BYTES },
        &mut counted,
        |_| (),
    )
    .expect("nothing is written");
    (counted, counts["panden"][&ZOOM])
}

fn footprints(criterion: &mut Criterion) {
    let shapes: Vec<Geometry<f64>> = (0..FOOTPRINTS).map(|i| footprint(i, FOOTPRINTS).into()).collect();
    let all = objects(packed(&shapes));

    let (counted, count) = drawn(&all);
    // Those in the buffer of a neighboring tile are drawn there too.
    let most = u64::from(FOOTPRINTS) * 11 / 10;
    assert!((u64::from(FOOTPRINTS)..most).contains(&count.drawn), "{count:?}");
    assert_eq!((count.left_out, count.coarser, counted.tiles), (0, 0, count.tiles));
    // Sixty bytes a footprint hold its corners and four values.
    assert!((30..60).contains(&(counted.bytes / shapes.len())), "{} bytes", counted.bytes);

    criterion.bench_function("tiles/pack_footprints/100k", |bencher| {
        bencher.iter(|| packed(black_box(&shapes)).len());
    });
    criterion.bench_function("tiles/draw_footprints_z14/100k", |bencher| {
        bencher.iter(|| drawn(black_box(&all)).0.bytes);
    });
}

/// A vertex of the net of borders: aside by at most half a piece, except on
/// the rim.
fn vertex(column: u32, row: u32) -> Coord<i32> {
    let whole = ZONES * PIECES;
    let aside = |stream, at: u32| {
        let inside = at > 0 && at < whole;
        if inside { ((rule(stream, column * (whole + 1) + row) - 0.5) * f64::from(PIECE)) as i32 } else { 0 }
    };
    let middle = 1 << 29;
    Coord {
        x: middle + column as i32 * PIECE + aside(9, column),
        y: middle + row as i32 * PIECE + aside(10, row),
    }
}

fn zone(i: u32) -> MultiPolygon<i32> {
    let (left, top) = (i % ZONES * PIECES, i / ZONES * PIECES);
    let (right, bottom) = (left + PIECES, top + PIECES);
    let ring = (left..right)
        .map(|column| vertex(column, top))
        .chain((top..bottom).map(|row| vertex(right, row)))
        .chain((left..right).map(|column| vertex(column + 1, bottom)).rev())
        .chain((top..bottom).map(|row| vertex(left, row + 1)).rev());
    Polygon::new(ring.collect(), Vec::new()).into()
}

/// Twice the area of polygons, exactly.
fn doubled_area(polygons: &[MultiPolygon<i32>]) -> i64 {
    let rings =
        polygons.iter().flatten().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    let cross = |line: geo_types::Line<i32>| {
        i64::from(line.start.x) * i64::from(line.end.y) - i64::from(line.end.x) * i64::from(line.start.y)
    };
    rings.flat_map(|ring| ring.lines()).map(cross).sum()
}

fn zones(criterion: &mut Criterion) {
    let zones: Vec<MultiPolygon<i32>> = (0..ZONES * ZONES).map(zone).collect();
    let coverage = Coverage::new(&zones).expect("the zones hardly overlap");
    for zoom in [6, 10, 14] {
        let grid = Grid::new(zoom, 64).expect("there is such a grid");
        let side = i64::from((ZONE * ZONES as i32) >> (MAX_ZOOM - zoom));
        let drawing = coverage.at(grid, Detail::SCREEN);
        assert_eq!(doubled_area(&drawing.polygons()), 2 * side * side, "zoom {zoom}");
    }

    criterion.bench_function("tiles/find_borders/1600x256", |bencher| {
        bencher.iter(|| Coverage::new(black_box(&zones)));
    });
    let grid = Grid::new(10, 64).expect("there is such a grid");
    criterion.bench_function("tiles/draw_zones_z10/1600x256", |bencher| {
        bencher.iter(|| black_box(&coverage).at(grid, Detail::SCREEN).tiles().len());
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = footprints, zones
}
criterion_main!(benches);
