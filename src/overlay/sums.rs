//! How much do the points in a shape add up to?
//!
//! Without looking at each: a hundred thousand panden at one place, asked for
//! by each of them, would be ten billion looks.

/// Points with figures, packed in boxes that know their sums.
///
/// Sums are made in the order of the boxes, so that they are the same for the
/// same points and any number of threads.
#[derive(Debug)]
pub struct PointSums<const N: usize> {
    points: Vec<([f32; 2], [f32; N])>,
    /// A box before the two it is divided in.
    boxes: Vec<SumBox<N>>,
}

#[derive(Debug)]
struct SumBox<const N: usize> {
    /// `[min_x, min_y, max_x, max_y]`.
    bounds: [f32; 4],
    sums: [f64; N],
    first: u32,
    n: u32,
    /// The second half; the first is the next box. 0 when it is not divided.
    second: u32,
}

/// Where a box lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lies {
    /// All of it in the shape.
    Inside,
    /// Nothing of it in the shape.
    Outside,
    /// It may be either.
    Across,
}

/// Points in a box that is not divided.
const LEAF: usize = 16;

impl<const N: usize> PointSums<N> {
    /// Packs points with their figures.
    #[must_use]
    pub fn new(mut points: Vec<([f32; 2], [f32; N])>) -> Self {
        let mut boxes = Vec::new();
        if !points.is_empty() {
            divide(&mut points, 0, &mut boxes);
        }
        Self { points, boxes }
    }

    /// The sums of the points for which `holds` says yes. `lies` tells of a box
    /// `[min_x, min_y, max_x, max_y]` whether all or none of its points are.
    pub fn of(&self, lies: impl Fn([f64; 4]) -> Lies, holds: impl Fn([f64; 2]) -> bool) -> [f64; N] {
        let mut sums = [0.0; N];
        let mut open: Vec<u32> = if self.boxes.is_empty() { Vec::new() } else { vec![0] };
        while let Some(at) = open.pop() {
            let own = &self.boxes[at as usize];
            match lies(own.bounds.map(f64::from)) {
                Lies::Outside => {}
                Lies::Inside => add(&mut sums, own.sums),
                Lies::Across if own.second > 0 => open.extend([own.second, at + 1]),
                Lies::Across => {
                    let points = &self.points[own.first as usize..][..own.n as usize];
                    for (_, figures) in points.iter().filter(|(point, _)| holds(point.map(f64::from))) {
                        add(&mut sums, figures.map(f64::from));
                    }
                }
            }
        }
        sums
    }
}

fn divide<const N: usize>(
    points: &mut [([f32; 2], [f32; N])],
    first: usize,
    boxes: &mut Vec<SumBox<N>>,
) -> [f64; N] {
    let mut bounds = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    for ([x, y], _) in points.iter() {
        bounds = [bounds[0].min(*x), bounds[1].min(*y), bounds[2].max(*x), bounds[3].max(*y)];
    }
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let own = boxes.len();
    boxes.push(SumBox { bounds, sums: [0.0; N], first: number(first), n: number(points.len()), second: 0 });
    let mut sums = [0.0; N];
    if points.len() <= LEAF {
        points.iter().for_each(|(_, figures)| add(&mut sums, figures.map(f64::from)));
    } else {
        let axis = usize::from(bounds[3] - bounds[1] > bounds[2] - bounds[0]);
        let middle = points.len() / 2;
        points.select_nth_unstable_by(middle, |(a, _), (b, _)| a[axis].total_cmp(&b[axis]));
        let (west, east) = points.split_at_mut(middle);
        add(&mut sums, divide(west, first, boxes));
        boxes[own].second = number(boxes.len());
        add(&mut sums, divide(east, first + middle, boxes));
    }
    boxes[own].sums = sums;
    sums
}

fn add<const N: usize>(sums: &mut [f64; N], more: [f64; N]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_circle(points: &PointSums<2>, center: [f64; 2], radius: f64) -> [f64; 2] {
        let away = |[x, y]: [f64; 2]| (x - center[0]).hypot(y - center[1]);
        let lies = |[min_x, min_y, max_x, max_y]: [f64; 4]| {
            let nearest = [center[0].clamp(min_x, max_x), center[1].clamp(min_y, max_y)];
            let corners = [[min_x, min_y], [min_x, max_y], [max_x, min_y], [max_x, max_y]];
            if away(nearest) > radius {
                Lies::Outside
            } else if corners.into_iter().all(|corner| away(corner) <= radius) {
                Lies::Inside
            } else {
                Lies::Across
            }
        };
        points.of(lies, |point| away(point) <= radius)
    }

    #[test]
    fn sums_are_those_of_looking_at_each() {
        // Scattered by rule, a quarter of them in one place.
        let points: Vec<([f32; 2], [f32; 2])> = (0..3_000_u16)
            .map(|n| {
                let spread = |by: f32| if n % 4 == 0 { 50.0 } else { (f32::from(n) * by) % 100.0 };
                ([spread(7.3), spread(3.9)], [1.0, f32::from(n % 10)])
            })
            .collect();
        let packed = PointSums::new(points.clone());
        for (x, y, radius) in [(50.0, 50.0, 0.0), (50.0, 50.0, 20.0), (0.0, 10.0, 35.5), (50.0, 50.0, 1e3)] {
            let away = |[px, py]: [f32; 2]| (f64::from(px) - x).hypot(f64::from(py) - y);
            let mut each = [0.0; 2];
            for (_, figures) in points.iter().filter(|(point, _)| away(*point) <= radius) {
                add(&mut each, figures.map(f64::from));
            }
            assert_eq!(in_circle(&packed, [x, y], radius), each, "{x} {y} {radius}");
        }
        assert_eq!(in_circle(&PointSums::new(Vec::new()), [0.0, 0.0], 9.0), [0.0; 2]);
    }
}
