//! From the solids of a building to its outline on the map.
//!
//! # Method
//!
//! The footprint is the surface of level of detail 0, as 3DBAG and most other
//! files have it. A file without it still has a floor: the faces called
//! `GroundSurface` in the geometry with the lowest level of detail, the solid
//! with the fewest and largest faces. Faces are given as they are; those that
//! touch are not merged, which is for the cleaning of geometries.

use geo_types::{Coord, Geometry as Shape2d, LineString, MultiPolygon, Polygon};

use super::geometry::{Geometry, Tokens, Transform, Vertex};
use crate::{
    lang::{Said, say},
    read::record::Shape,
};

/// One face: its rings, the outer one first, each a list of vertex indices.
pub(super) type Face = Vec<Vec<u32>>;

/// The faces that make up the footprint; empty when the geometries have none.
pub(super) fn faces(geometries: &[Geometry]) -> Vec<Face> {
    let mut ranked: Vec<(f64, &Geometry)> =
        geometries.iter().filter_map(|geometry| Some((geometry.lod()?, geometry))).collect();
    // Stable, so that the first of two equals wins.
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    ranked
        .iter()
        .map(|&(lod, geometry)| {
            let faces = labelled_faces(geometry);
            let ground = |&(_, is_ground): &(Node<'_>, bool)| is_ground;
            // Level 0 is a footprint by definition, unless it says that it
            // holds a roof outline as well.
            let all = lod < 1.0 && geometry.kind.ends_with("Surface") && !faces.iter().any(ground);
            faces.into_iter().filter(|face| all || ground(face)).map(|(face, _)| rings(face)).collect()
        })
        .find(|faces: &Vec<Face>| !faces.is_empty())
        .unwrap_or_default()
}

/// The geometry of one footprint, or why there is none.
pub(super) fn shape(faces: &[&Face], vertices: &[Vertex], transform: Transform) -> Shape {
    let polygons: Result<Vec<Polygon<f64>>, Said> = faces
        .iter()
        .filter(|face| !face.is_empty())
        .map(|face| {
            let mut rings = face.iter().map(|ring| line_string(ring, vertices, transform));
            // Only faces with a ring come here.
            let exterior = rings.next().unwrap_or_else(|| Ok(LineString::new(Vec::new())))?;
            Ok(Polygon::new(exterior, rings.collect::<Result<_, Said>>()?))
        })
        .collect();
    match polygons {
        Ok(polygons) if polygons.is_empty() => Shape::Null,
        Ok(polygons) => Shape::Decoded(Shape2d::MultiPolygon(MultiPolygon::new(polygons))),
        Err(detail) => Shape::Broken(detail),
    }
}

fn line_string(ring: &[u32], vertices: &[Vertex], transform: Transform) -> Result<LineString<f64>, Said> {
    if ring.len() < 3 {
        return Err(say!(
            "een ring van de footprint heeft {} punten, verwacht werden er minstens 3",
            "a ring of the footprint has {} vertices, at least 3 expected",
            ring.len()
        ));
    }
    let coord = |&index: &u32| {
        if index == Tokens::NONE {
            return Err(say!(
                "een ring van de footprint bevat iets dat geen nummer van een punt is",
                "a ring of the footprint holds something that is no index of a vertex"
            ));
        }
        let Vertex([x, y]) = vertices.get(index as usize).ok_or_else(|| {
            say!(
                "de footprint vraagt punt {index}, er zijn er {}",
                "the footprint asks for vertex {index}, there are {}",
                vertices.len()
            )
        })?;
        let Transform { scale, translate } = transform;
        let coord = Coord { x: x * scale[0] + translate[0], y: y * scale[1] + translate[1] };
        if coord.x.is_finite() && coord.y.is_finite() {
            Ok(coord)
        } else {
            Err(say!("punt {index} valt buiten het bereik", "vertex {index} is out of range"))
        }
    };
    ring.iter().map(coord).collect::<Result<Vec<_>, _>>().map(LineString::new)
}

/// A list, or a number, in a row of tokens.
#[derive(Debug, Clone, Copy)]
enum Node<'a> {
    /// What is between the opening and the closing token.
    List(&'a [u32]),
    Number(u32),
}

impl<'a> Node<'a> {
    /// The whole of the tokens.
    fn of(tokens: &'a Tokens) -> Self {
        Self::List(&tokens.0).children().next().unwrap_or(Self::Number(Tokens::NONE))
    }

    /// The items of a list; a number has none.
    fn children(self) -> impl Iterator<Item = Node<'a>> {
        let mut rest = match self {
            Self::List(tokens) => tokens,
            Self::Number(_) => &[],
        };
        std::iter::from_fn(move || {
            let (&first, behind) = rest.split_first()?;
            if first != Tokens::OPEN {
                rest = behind;
                return Some(Node::Number(first));
            }
            let mut depth = 1_usize;
            let end = behind.iter().position(|&token| {
                match token {
                    Tokens::OPEN => depth += 1,
                    Tokens::CLOSE => depth -= 1,
                    _ => {}
                }
                depth == 0
            })?;
            rest = &behind[end + 1..];
            Some(Node::List(&behind[..end]))
        })
    }
}

/// All outer faces of a geometry, and whether each is a `GroundSurface`.
fn labelled_faces(geometry: &Geometry) -> Vec<(Node<'_>, bool)> {
    let depth = match geometry.kind.as_str() {
        "MultiSurface" | "CompositeSurface" => 1,
        "Solid" => 2,
        "MultiSolid" | "CompositeSolid" => 3,
        _ => return Vec::new(),
    };
    let semantics = geometry.semantics.as_ref();
    let is_ground = |index: u32| {
        semantics
            .and_then(|semantics| semantics.surfaces.get(index as usize))
            .is_some_and(|surface| surface.kind == "GroundSurface")
    };
    let values = semantics.map_or(Node::Number(Tokens::NONE), |semantics| Node::of(&semantics.values));
    let mut faces = Vec::new();
    collect_faces(Node::of(&geometry.boundaries), values, depth, &mut |face, index| {
        faces.push((face, is_ground(index)));
    });
    faces
}

/// Walks boundaries and semantic values side by side; both nest alike, but
/// values may end early or hold a null for a whole list.
fn collect_faces<'a>(boundaries: Node<'a>, values: Node<'a>, depth: u8, each: &mut dyn FnMut(Node<'a>, u32)) {
    let mut values = values.children();
    for child in boundaries.children() {
        let value = values.next().unwrap_or(Node::Number(Tokens::NONE));
        match depth {
            1 => each(child, if let Node::Number(index) = value { index } else { Tokens::NONE }),
            _ => collect_faces(child, value, depth - 1, each),
        }
        // The shells of a solid behind the first are hollows inside it.
        if depth == 2 {
            break;
        }
    }
}

fn rings(face: Node<'_>) -> Face {
    let index = |node| if let Node::Number(index) = node { index } else { Tokens::NONE };
    match face {
        Node::List(_) => face
            .children()
            .map(|ring| match ring {
                Node::List(_) => ring.children().map(index).collect(),
                // No ring at all: kept as one that is too short, to be reported.
                Node::Number(_) => Vec::new(),
            })
            .collect(),
        Node::Number(_) => vec![Vec::new()],
    }
}
