//! How is a shape written in a filter?
//!
//! `BBOX(…)`, and well-known text: `POINT(5.04 52.3)`, `POLYGON((…))` and the
//! others, in two dimensions.

use geo_types::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use super::{reader::Parser, words::Word};
use crate::{
    lang::{Said, say},
    serve::area::Area,
};

/// Most coordinates of the shapes of a filter.
const MOST_COORDS: usize = 1_000;

/// What shapes took so far.
#[derive(Default)]
pub(super) struct Shapes {
    coords: usize,
}

/// The shape that stands here.
pub(super) fn shape(parser: &mut Parser<'_>, shapes: &mut Shapes) -> Result<Area, Said> {
    let keyword = match parser.next() {
        Some(Word::Name(name)) => name.to_ascii_uppercase(),
        _ => {
            return Err(say!(
                "er hoort een vorm te staan: POINT, BBOX, POLYGON, …",
                "a shape belongs here: POINT, BBOX, POLYGON, …"
            ));
        }
    };
    let crs = parser.crs;
    if keyword == "BBOX" {
        let bbox = bbox(parser)?;
        return Area::of_bbox(bbox, crs).ok_or_else(not_placed);
    }
    let line = |parser: &mut Parser<'_>, shapes: &mut Shapes| coords(parser, shapes).map(LineString);
    let geometry = match keyword.as_str() {
        "POINT" => {
            parser.sign("(")?;
            let at = coord(parser, shapes)?;
            parser.sign(")")?;
            Geometry::Point(Point(at))
        }
        "LINESTRING" => Geometry::LineString(line(parser, shapes)?),
        "POLYGON" => Geometry::Polygon(polygon(parser, shapes)?),
        "MULTIPOINT" => {
            // Both `(1 2, 3 4)` and `((1 2), (3 4))` are written.
            let point = |parser: &mut Parser<'_>, shapes: &mut Shapes| {
                let bracketed = parser.takes_sign("(");
                let at = coord(parser, shapes)?;
                if bracketed {
                    parser.sign(")")?;
                }
                Ok(Point(at))
            };
            Geometry::MultiPoint(MultiPoint(list(parser, shapes, point)?))
        }
        "MULTILINESTRING" => Geometry::MultiLineString(MultiLineString(list(parser, shapes, line)?)),
        "MULTIPOLYGON" => Geometry::MultiPolygon(MultiPolygon(list(parser, shapes, polygon)?)),
        other => {
            return Err(say!(
                "`{other}` is geen vorm die een filter kent",
                "`{other}` is no shape that a filter knows"
            ));
        }
    };
    Area::of_geometry(&geometry, crs).ok_or_else(not_placed)
}

fn not_placed() -> Said {
    say!(
        "een coördinaat in het filter ligt buiten waar gerekend kan worden",
        "a coordinate in the filter lies outside where sums can be made"
    )
}

fn bbox(parser: &mut Parser<'_>) -> Result<[f64; 4], Said> {
    parser.sign("(")?;
    let mut numbers = vec![number(parser)?];
    while parser.takes_sign(",") {
        numbers.push(number(parser)?);
    }
    parser.sign(")")?;
    let four: Result<[f64; 4], Vec<f64>> = numbers.try_into();
    four.map_err(|_| say!("`BBOX` vraagt vier getallen", "`BBOX` asks for four numbers"))
}

fn polygon(parser: &mut Parser<'_>, shapes: &mut Shapes) -> Result<Polygon<f64>, Said> {
    let rings = list(parser, shapes, coords)?;
    let is_ring = |ring: &Vec<Coord<f64>>| ring.len() >= 4 && ring.first() == ring.last();
    if !rings.iter().all(is_ring) {
        return Err(say!(
            "een ring van een POLYGON heeft minstens vier punten en eindigt waar hij begint",
            "a ring of a POLYGON has four points at least and ends where it begins"
        ));
    }
    let mut rings = rings.into_iter().map(LineString);
    Ok(Polygon::new(rings.next().unwrap_or_else(|| LineString(Vec::new())), rings.collect()))
}

fn coords(parser: &mut Parser<'_>, shapes: &mut Shapes) -> Result<Vec<Coord<f64>>, Said> {
    list(parser, shapes, coord)
}

fn list<T>(
    parser: &mut Parser<'_>,
    shapes: &mut Shapes,
    one: impl Fn(&mut Parser<'_>, &mut Shapes) -> Result<T, Said>,
) -> Result<Vec<T>, Said> {
    parser.sign("(")?;
    let mut all = vec![one(parser, shapes)?];
    while parser.takes_sign(",") {
        all.push(one(parser, shapes)?);
    }
    parser.sign(")")?;
    Ok(all)
}

fn coord(parser: &mut Parser<'_>, shapes: &mut Shapes) -> Result<Coord<f64>, Said> {
    shapes.coords += 1;
    if shapes.coords > MOST_COORDS {
        return Err(say!(
            "een vorm heeft meer dan {MOST_COORDS} punten",
            "a shape has more than {MOST_COORDS} points"
        ));
    }
    Ok(Coord { x: number(parser)?, y: number(parser)? })
}

fn number(parser: &mut Parser<'_>) -> Result<f64, Said> {
    let sign = if parser.takes_sign("-") { -1.0 } else { 1.0 };
    match parser.peek() {
        Some(Word::Number(number)) => {
            parser.next();
            Ok(sign * number)
        }
        _ => Err(say!("er hoort een getal te staan in een vorm", "a number belongs in a shape")),
    }
}
