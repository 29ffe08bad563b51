//! Where do numbers stand that would lie over each other?

use geo_types::Coord;

use super::{Frame, Mark, Shape};

/// Least distance of two numbers, millimeters: their discs just do not touch.
const APART_MM: f64 = 4.2;
/// Room that is kept to the edge of the window, millimeters.
const EDGE_MM: f64 = 2.4;
/// Rings around a place that are tried, and places on each.
const RINGS: i32 = 12;
const ON_RING: i32 = 16;

/// Numbers at places, each moved as little as it takes to be read; a line
/// leads from one that was moved to its place.
#[must_use]
pub fn numbered(places: &[(Coord<f64>, String)], frame: &Frame) -> Vec<Shape<'static>> {
    let mut standing: Vec<[f64; 2]> = Vec::with_capacity(places.len());
    for (place, _) in places {
        let at = frame.at(*place);
        let spot = spots(at).find(|spot| is_free(*spot, &standing, frame)).unwrap_or(at);
        standing.push(spot);
    }
    let moved = |at: [f64; 2], spot: [f64; 2]| distance(at, spot) > 0.1;
    let pairs = || places.iter().zip(&standing);
    let lines = pairs()
        .filter(|((place, _), spot)| moved(frame.at(*place), **spot))
        .map(|((place, _), spot)| Shape::Line(*place, frame.place(*spot)));
    let numbers =
        pairs().map(|((_, text), spot)| Shape::Place(frame.place(*spot), Mark::Number(text.clone())));
    lines.chain(numbers).collect()
}

/// A place and what lies around it, ring by ring.
fn spots([x, y]: [f64; 2]) -> impl Iterator<Item = [f64; 2]> {
    let around = (1..=RINGS).flat_map(move |ring| {
        let radius = f64::from(ring) * APART_MM / 2.0;
        (0..ON_RING).map(move |step| {
            let angle = std::f64::consts::TAU * f64::from(step) / f64::from(ON_RING);
            [x + radius * angle.cos(), y + radius * angle.sin()]
        })
    });
    std::iter::once([x, y]).chain(around)
}

fn is_free(spot: [f64; 2], standing: &[[f64; 2]], frame: &Frame) -> bool {
    let inside = spot.iter().zip(frame.size).all(|(at, side)| (EDGE_MM..=side - EDGE_MM).contains(at));
    inside && standing.iter().all(|other| distance(spot, *other) >= APART_MM)
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[cfg(test)]
mod tests {
    use geo_types::{Rect, coord};

    use super::*;

    #[test]
    fn numbers_at_one_place_stand_apart_with_a_line_to_it() {
        let place = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 100.0, y: 100.0 });
        let frame = Frame::around(place, [106.0, 106.0], 1_000.0);
        let middle = coord! { x: 50.0, y: 50.0 };
        let places: Vec<_> = (1..=9).map(|n| (middle, n.to_string())).collect();
        let shapes = numbered(&places, &frame);
        let spots: Vec<[f64; 2]> = shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Place(at, _) => Some(frame.at(*at)),
                _ => None,
            })
            .collect();
        assert_eq!(spots.len(), 9);
        assert_eq!(shapes.len() - spots.len(), 8, "the first stands where it lies");
        for (n, spot) in spots.iter().enumerate() {
            assert!(spots[..n].iter().all(|other| distance(*spot, *other) > APART_MM - 1e-9), "{spots:?}");
        }
        let alone = numbered(&[(middle, "1".into())], &frame);
        assert!(matches!(alone.as_slice(), [Shape::Place(at, _)] if *at == middle), "{alone:?}");
    }
}
