//! Where does a border pass the sides of tiles?

use super::{EXTENT, Grid, point::Point};

/// A place as (across, along) the lines it is compared with.
type Place = (i32, i32);

/// The pixels in which a straight piece of border passes the sides of tiles
/// with their margin, between its ends.
///
/// With a vertex in each of them a border never has to be cut in between.
pub(super) fn crossed(from: Point, to: Point, grid: Grid) -> Vec<Point> {
    let columns = passed((from.x, from.y), (to.x, to.y), grid).map(|(x, y)| Point { x, y });
    let rows = passed((from.y, from.x), (to.y, to.x), grid).map(|(y, x)| Point { x, y });
    columns.chain(rows).collect()
}

/// The pixels in which a line passes the sides that lie across one axis.
fn passed(from: Place, to: Place, grid: Grid) -> impl Iterator<Item = Place> {
    let pixels = grid.pixels();
    let width = i64::from(pixels.width());
    let (low, high) = (from.0.min(to.0), from.0.max(to.0));
    let (ahead, step) = (from.0 < to.0, i64::from(to.1) - i64::from(from.1));
    let tile = |place: i32, margin: i32| (place / pixels.width() + margin).div_euclid(EXTENT);
    let tiles = tile(low, -grid.margin)..=tile(high, grid.margin) + 1;
    let margins = if grid.margin == 0 { 1 } else { 2 };
    let sides = tiles.flat_map(move |tile| {
        [tile * EXTENT - grid.margin, tile * EXTENT + grid.margin].into_iter().take(margins)
    });
    sides.filter_map(move |side| {
        let place = i64::from(side) * width;
        let (past_low, before_high) = (place - i64::from(low), i64::from(high) - place);
        let over = if ahead { past_low } else { before_high };
        let along = || pixels.of_fraction(from.1, step, over, past_low + before_high);
        (past_low > 0 && before_high > 0).then(|| (side, along()))
    })
}
