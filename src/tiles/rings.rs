//! Polygons on an integer grid: rings in one buffer, used again and again.

use geo_types::Coord;

/// The rings of one object, exteriors and holes, without a closing point.
///
/// Winding carries the meaning, as in every valid polygon: holes turn against
/// their exterior.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rings {
    coords: Vec<Coord<i32>>,
    ends: Vec<usize>,
}

impl Rings {
    /// Forgets all rings.
    pub fn clear(&mut self) {
        self.coords.clear();
        self.ends.clear();
    }

    /// Adds a point to the ring that is being made.
    pub fn push(&mut self, coord: Coord<i32>) {
        self.coords.push(coord);
    }

    /// Ends the ring that is being made, tidied: without repeated points,
    /// points on a straight line and spikes. A ring without an inside is dropped.
    pub fn end_ring(&mut self) {
        let start = self.ends.last().copied().unwrap_or(0);
        let kept = tidy(&mut self.coords[start..]);
        self.coords.truncate(start + kept);
        if kept > 0 {
            self.ends.push(start + kept);
        }
    }

    /// Whether there is no ring.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Number of rings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The rings.
    pub fn iter(&self) -> impl Iterator<Item = &[Coord<i32>]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let ring = &self.coords[start..*end];
            start = *end;
            ring
        })
    }

    /// All points.
    #[must_use]
    pub fn coords(&self) -> &[Coord<i32>] {
        &self.coords
    }

    /// The same rings seen from another origin.
    #[must_use]
    pub fn moved(&self, origin: Coord<i32>) -> Self {
        Self { coords: self.coords.iter().map(|at| *at - origin).collect(), ends: self.ends.clone() }
    }

    /// Corners of the box around all points; `None` without any.
    #[must_use]
    pub fn bounds(&self) -> Option<(Coord<i32>, Coord<i32>)> {
        bounds(&self.coords)
    }
}

/// Corners of the box around points; `None` without any.
#[must_use]
pub fn bounds(coords: &[Coord<i32>]) -> Option<(Coord<i32>, Coord<i32>)> {
    let first = *coords.first()?;
    Some(coords.iter().fold((first, first), |(min, max), at| {
        (Coord { x: min.x.min(at.x), y: min.y.min(at.y) }, Coord { x: max.x.max(at.x), y: max.y.max(at.y) })
    }))
}

/// Twice the signed area of a triangle; exact.
#[must_use]
pub fn cross(a: Coord<i32>, b: Coord<i32>, c: Coord<i32>) -> i64 {
    let wide = |from: i32, to: i32| i64::from(to) - i64::from(from);
    wide(a.x, b.x) * wide(a.y, c.y) - wide(a.y, b.y) * wide(a.x, c.x)
}

/// Twice the signed area of a ring, for tests; exact, and positive for one that turns
/// clockwise on a screen, where y grows downwards.
#[cfg(test)]
pub fn twice_area(ring: &[Coord<i32>]) -> i128 {
    let Some(origin) = ring.first() else { return 0 };
    ring.windows(2).map(|edge| i128::from(cross(*origin, edge[0], edge[1]))).sum()
}

/// Moves the points that matter to the front and gives their number; 0 when
/// less than a triangle is left.
fn tidy(ring: &mut [Coord<i32>]) -> usize {
    let mut kept = 0;
    for at in 0..ring.len() {
        let next = ring[at];
        while kept > 0
            && (ring[kept - 1] == next || kept > 1 && cross(ring[kept - 2], ring[kept - 1], next) == 0)
        {
            kept -= 1;
        }
        ring[kept] = next;
        kept += 1;
    }
    // Now over the seam, which moves inward from both sides.
    let mut first = 0;
    loop {
        let n = kept - first;
        if n < 3 {
            return 0;
        }
        let (a, b, y, z) = (ring[first], ring[first + 1], ring[kept - 2], ring[kept - 1]);
        if z == a || cross(y, z, a) == 0 {
            kept -= 1;
        } else if cross(z, a, b) == 0 {
            first += 1;
        } else {
            break;
        }
    }
    ring.copy_within(first..kept, 0);
    kept - first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(i32, i32)]) -> Vec<Vec<(i32, i32)>> {
        let mut rings = Rings::default();
        points.iter().for_each(|(x, y)| rings.push(Coord { x: *x, y: *y }));
        rings.end_ring();
        rings.iter().map(|ring| ring.iter().map(|at| (at.x, at.y)).collect()).collect()
    }

    #[test]
    fn repeated_points_straight_points_and_spikes_go() {
        let square = vec![vec![(0, 0), (4, 0), (4, 4), (0, 4)]];
        assert_eq!(ring(&[(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)]), square);
        assert_eq!(ring(&[(0, 0), (2, 0), (4, 0), (4, 0), (4, 4), (0, 4)]), square);
        assert_eq!(ring(&[(0, 0), (4, 0), (9, 0), (4, 0), (4, 4), (0, 4)]), square, "a spike");
        assert_eq!(ring(&[(2, 0), (4, 0), (4, 4), (0, 4), (0, 0)]), [[(4, 0), (4, 4), (0, 4), (0, 0)]]);
        assert_eq!(ring(&[(0, 0), (4, 0), (4, 4), (0, 4), (0, 9), (0, 4)]), square, "a spike at the seam");
    }

    #[test]
    fn a_ring_without_inside_is_no_ring() {
        assert!(ring(&[]).is_empty());
        assert!(ring(&[(0, 0), (5, 5)]).is_empty());
        assert!(ring(&[(0, 0), (5, 5), (9, 9), (2, 2)]).is_empty());
        assert!(ring(&[(3, 3), (3, 3), (3, 3), (3, 3)]).is_empty());
    }

    #[test]
    fn area_is_exact_where_floats_are_not() {
        let far = 1 << 30;
        let square = [(0, 0), (far, 0), (far, far), (0, far)].map(|(x, y)| Coord { x, y });
        assert_eq!(twice_area(&square), 2 * (1_i128 << 60));
    }
}
