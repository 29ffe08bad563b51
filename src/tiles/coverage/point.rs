//! What is a place on the grid, and which side of a line is it on?

use geo_types::Coord;

/// A place on a grid of whole units, y down (southwards).
///
/// Places are ordered from west to east, then from north to south.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Point {
    /// Units from the west.
    pub x: i32,
    /// Units from the north.
    pub y: i32,
}

impl Point {
    /// The vector from here to another place.
    pub fn to(self, other: Self) -> (i64, i64) {
        (i64::from(other.x) - i64::from(self.x), i64::from(other.y) - i64::from(self.y))
    }
}

impl From<Point> for Coord<i32> {
    fn from(point: Point) -> Self {
        Self { x: point.x, y: point.y }
    }
}

/// A straight piece of border; what it bounds lies on its left, y taken as
/// counting upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Edge {
    /// Where it starts.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
}

impl Edge {
    /// The same piece, walked the other way.
    pub fn reversed(self) -> Self {
        Self { from: self.to, to: self.from }
    }

    /// The same piece from its smaller end, and +1 if that turned nothing, -1
    /// if it did.
    pub fn upright(self) -> (Self, i32) {
        if self.from < self.to { (self, 1) } else { (self.reversed(), -1) }
    }
}

/// Twice the signed area of a triangle: positive where `p` lies left of
/// `a` → `b`.
///
/// Exact for places within 2³⁰ units of each other along both axes.
pub(super) fn turn(a: Point, b: Point, p: Point) -> i64 {
    let ((ux, uy), (vx, vy)) = (a.to(b), a.to(p));
    ux * vy - uy * vx
}

/// Adds up pieces that lie on one another: what is walked as often forth as
/// back is no border, the rest comes once, smallest first, with the number of
/// times it is walked more forth than back.
pub(super) fn added_up(edges: impl Iterator<Item = Edge>) -> Vec<(Edge, i32)> {
    let mut upright: Vec<_> = edges.filter(|edge| edge.from != edge.to).map(Edge::upright).collect();
    upright.sort_unstable();
    upright.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    upright.retain(|&(_, times)| times != 0);
    upright
}

/// The border that is left of these pieces, each walked in its own direction.
pub(super) fn netted(edges: impl Iterator<Item = Edge>) -> Vec<Edge> {
    let directed = |(edge, times): (Edge, i32)| if times > 0 { edge } else { edge.reversed() };
    added_up(edges).into_iter().map(directed).collect()
}
