//! Where does a ring turn?

use i_overlay::i_float::int::point::IntPoint;

use super::shape::Ring;

/// The ring without repeated points and points on a straight line.
pub(super) fn straightened(ring: Ring) -> Ring {
    let mut kept: Ring = Vec::with_capacity(ring.len());
    for point in ring {
        while kept.last().is_some_and(|&last| last == point)
            || kept.len() > 1 && turn(kept[kept.len() - 2], kept[kept.len() - 1], point) == 0
        {
            kept.pop();
        }
        kept.push(point);
    }
    // The same where the ring closes.
    while kept.len() > 2 {
        let n = kept.len();
        if kept[n - 1] == kept[0] || turn(kept[n - 2], kept[n - 1], kept[0]) == 0 {
            kept.pop();
        } else if turn(kept[n - 1], kept[0], kept[1]) == 0 {
            kept.remove(0);
        } else {
            break;
        }
    }
    kept
}

/// Which side of the line from `a` to `b` the point lies on: positive on the
/// left.
pub(super) fn turn(a: IntPoint, b: IntPoint, point: IntPoint) -> i128 {
    let (ax, ay) = (i128::from(a.x), i128::from(a.y));
    let (ux, uy) = (i128::from(b.x) - ax, i128::from(b.y) - ay);
    let (vx, vy) = (i128::from(point.x) - ax, i128::from(point.y) - ay);
    ux * vy - uy * vx
}
