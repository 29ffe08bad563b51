//! Which places lie near here?

use super::point::Point;

/// Places in columns of equally many, each sorted from north to south.
///
/// Unlike an even grid this does not mind where places are many and where few:
/// one place at the other end of the world costs nothing.
#[derive(Debug)]
pub(super) struct Nearby<'a> {
    /// The places, ascending, so from west to east.
    places: &'a [Point],
    /// How many places a column holds.
    length: usize,
    /// The x of the first place of each column.
    west: Vec<i32>,
    /// Indexes of the places, column by column, by y within each.
    columns: Vec<u32>,
}

impl<'a> Nearby<'a> {
    /// Takes places in ascending order.
    pub fn new(places: &'a [Point]) -> Self {
        debug_assert!(places.is_sorted());
        let length = places.len().isqrt().max(1);
        let mut columns: Vec<u32> = (0..places.len() as u32).collect();
        for column in columns.chunks_mut(length) {
            column.sort_unstable_by_key(|&index| (places[index as usize].y, index));
        }
        let west = places.iter().step_by(length).map(|place| place.x).collect();
        Self { places, length, west, columns }
    }

    /// The places in a box, sides included, by index.
    pub fn in_box(&self, low: Point, high: Point) -> impl Iterator<Item = u32> {
        let columns = self.overlapping(low.x.into(), high.x.into());
        let found = columns.flat_map(move |column| self.between(column, low.y.into(), high.y.into()));
        found.filter(move |&index| (low.x..=high.x).contains(&self.places[index as usize].x))
    }

    /// The places within `reach` units of a line along both axes, and maybe a
    /// few more, by index.
    pub fn along(&self, a: Point, b: Point, reach: i32) -> impl Iterator<Item = u32> {
        let (a, b) = if a.x <= b.x { (a, b) } else { (b, a) };
        let (reach, (dx, dy)) = (i64::from(reach), a.to(b));
        self.overlapping(i64::from(a.x) - reach, i64::from(b.x) + reach).flat_map(move |column| {
            let (west, east) = self.bounds(column);
            // Where the line is as it enters and leaves the reach of the
            // column; one unit more covers the rounding.
            let y_at = |x: i64| {
                let past = (x - i64::from(a.x)).clamp(0, dx);
                i64::from(a.y) + (dy * past).checked_div(dx).unwrap_or(0)
            };
            let (start, end) = if dx == 0 {
                (i64::from(a.y), i64::from(b.y))
            } else {
                (y_at(west - reach), y_at(east + reach))
            };
            self.between(column, start.min(end) - reach - 1, start.max(end) + reach + 1)
        })
    }

    /// The columns that hold places from `west` to `east`, and maybe one more.
    fn overlapping(&self, west: i64, east: i64) -> std::ops::Range<usize> {
        let first = self.west.partition_point(|&x| i64::from(x) < west).saturating_sub(1);
        first..self.west.partition_point(|&x| i64::from(x) <= east)
    }

    /// The x of the first and last place of a column.
    fn bounds(&self, column: usize) -> (i64, i64) {
        let (first, after) = (column * self.length, ((column + 1) * self.length).min(self.places.len()));
        (self.places[first].x.into(), self.places[after - 1].x.into())
    }

    /// The places of a column from `north` to `south`.
    fn between(&self, column: usize, north: i64, south: i64) -> impl Iterator<Item = u32> {
        let column = &self.columns[column * self.length..];
        let column = &column[..column.len().min(self.length)];
        let y = |index: u32| i64::from(self.places[index as usize].y);
        let first = column.partition_point(|&index| y(index) < north);
        column[first..].iter().copied().take_while(move |&index| y(index) <= south)
    }
}
