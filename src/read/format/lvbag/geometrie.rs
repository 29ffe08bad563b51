//! From GML to a geometry in the plane.

use geo::InteriorPoint;
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

use crate::{
    lang::{Said, say},
    read::record::Shape,
};

/// The geometry of an object as text; nothing is worked out before it is
/// known that the object is taken.
#[derive(Debug, Default)]
pub(super) struct Outline {
    coordinates: String,
    rings: Vec<Ring>,
    /// Numbers a vertex has, as the last element that says so declares.
    dimension: usize,
    /// What it holds that this program does not read.
    odd: Option<Said>,
}

#[derive(Debug)]
struct Ring {
    part: Part,
    text: std::ops::Range<usize>,
    dimension: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Point,
    Exterior,
    Interior,
}

impl Outline {
    pub(super) fn clear(&mut self) {
        self.coordinates.clear();
        self.rings.clear();
        self.dimension = 2;
        self.odd = None;
    }

    /// An element begins; says whether its text is coordinates.
    pub(super) fn begin(&mut self, name: &str, attribute: impl Fn(&str) -> Option<String>) -> bool {
        let part = match name {
            "posList" | "pos" => None,
            "Point" => Some(Part::Point),
            "exterior" => Some(Part::Exterior),
            "interior" => Some(Part::Interior),
            "Polygon" | "Surface" | "MultiSurface" => None,
            "Arc" | "ArcString" | "Circle" | "Curve" => {
                self.odd =
                    Some(say!("een {name}, die de BAG niet kent", "a {name}, which the BAG does not have"));
                return false;
            }
            _ => return false,
        };
        if let Some(dimension) = attribute("srsDimension") {
            self.dimension = dimension.trim().parse().unwrap_or(0);
        }
        if let Some(crs) = attribute("srsName")
            && !["28992", "7415"].iter().any(|code| crs.trim().ends_with(code))
        {
            self.odd = Some(say!(
                "coördinaten in `{crs:.60}`, verwacht werd RD New",
                "coordinates in `{crs:.60}`, RD New was expected"
            ));
        }
        if let Some(part) = part {
            let at = self.coordinates.len();
            self.rings.push(Ring { part, text: at..at, dimension: self.dimension });
        }
        ["posList", "pos"].contains(&name)
    }

    pub(super) fn push(&mut self, text: &str) {
        self.coordinates.push_str(text);
    }

    /// A list of coordinates ends; another of the same ring may follow.
    pub(super) fn pause(&mut self) {
        self.coordinates.push(' ');
        if let Some(ring) = self.rings.last_mut() {
            ring.text.end = self.coordinates.len();
            ring.dimension = self.dimension;
        }
    }

    /// The geometry: polygons as they are, a point as it is.
    pub(super) fn shape(&self) -> Shape {
        if let Some(odd) = &self.odd {
            return Shape::Broken(say!([odd] "de geometrie bevat {odd}", "its geometry holds {odd}"));
        }
        self.decode().map_or_else(Shape::Broken, |geometry| geometry.map_or(Shape::Null, Shape::Decoded))
    }

    /// The geometry as a point: a vlak gives a point inside it.
    pub(super) fn point(&self) -> Shape {
        match self.shape() {
            Shape::Decoded(Geometry::Polygon(polygon)) => {
                polygon.interior_point().map_or(Shape::Null, |point| Shape::Decoded(point.into()))
            }
            Shape::Decoded(Geometry::MultiPolygon(parts)) => {
                parts.interior_point().map_or(Shape::Null, |point| Shape::Decoded(point.into()))
            }
            shape => shape,
        }
    }

    fn decode(&self) -> Result<Option<Geometry<f64>>, Said> {
        let mut polygons: Vec<(LineString<f64>, Vec<LineString<f64>>)> = Vec::new();
        for ring in &self.rings {
            let coords = coords(&self.coordinates[ring.text.clone()], ring.dimension)?;
            match (ring.part, polygons.last_mut()) {
                (Part::Point, _) => {
                    return match coords[..] {
                        [coord] => Ok(Some(Point::from(coord).into())),
                        _ => Err(say!(
                            "een punt van {} coördinaten",
                            "a point of {} coordinates",
                            coords.len()
                        )),
                    };
                }
                (Part::Exterior, _) => polygons.push((LineString(coords), Vec::new())),
                (Part::Interior, Some((_, holes))) => holes.push(LineString(coords)),
                (Part::Interior, None) => {
                    return Err(say!("een gat zonder ring eromheen", "a hole without a ring around it"));
                }
            }
        }
        let mut polygons: Vec<_> =
            polygons.into_iter().map(|(exterior, holes)| Polygon::new(exterior, holes)).collect();
        Ok(match polygons.len() {
            0 => None,
            1 => polygons.pop().map(Geometry::Polygon),
            _ => Some(MultiPolygon(polygons).into()),
        })
    }
}

/// The first two of every `dimension` numbers.
fn coords(text: &str, dimension: usize) -> Result<Vec<Coord<f64>>, Said> {
    if !(2..=3).contains(&dimension) {
        return Err(say!("de srsDimension is 2 noch 3", "its srsDimension is neither 2 nor 3"));
    }
    let mut coords = Vec::with_capacity(text.len() / 20);
    let mut vertex = [0.0; 3];
    let mut n = 0;
    for number in text.split_ascii_whitespace() {
        vertex[n] = number
            .parse()
            .map_err(|_| say!("`{number:.40}` is geen coördinaat", "`{number:.40}` is no coordinate"))?;
        n += 1;
        if n == dimension {
            coords.push(Coord { x: vertex[0], y: vertex[1] });
            n = 0;
        }
    }
    if n == 0 {
        Ok(coords)
    } else {
        Err(say!(
            "een punt van {n} getallen, verwacht werden er {dimension}",
            "a vertex of {n} numbers, {dimension} were expected"
        ))
    }
}
