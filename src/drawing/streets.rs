//! Which street is this? Names on a map, so that a resident finds her own.

use std::collections::BTreeMap;

use geo_types::Coord;

use super::Frame;

/// Height of a name, millimeters.
const HEIGHT_MM: f64 = 1.9;
/// Width of a letter over its height, on average.
const LETTER: f64 = 0.55;
/// Names on one map at most.
const MOST: usize = 24;
/// Kept free around a name, millimeters.
const AROUND_MM: f64 = 0.8;
/// Half of a numbered mark, millimeters.
const MARK_MM: f64 = 2.2;

/// Names of streets where their addresses lie, those with most addresses
/// first, as far as they leave one another and `marks` free.
///
/// `places` are the streets of addresses, each with its point.
#[must_use]
pub fn street_names<'a>(
    places: impl IntoIterator<Item = (&'a str, Coord<f64>)>,
    marks: &[Coord<f64>],
    frame: &Frame,
) -> Vec<(Coord<f64>, f64, String)> {
    let mut streets: BTreeMap<&str, Vec<Coord<f64>>> = BTreeMap::new();
    for (street, at) in places.into_iter().filter(|(_, at)| frame.holds(*at)) {
        streets.entry(street).or_default().push(at);
    }
    let mut streets: Vec<(&str, Vec<Coord<f64>>)> = streets.into_iter().collect();
    // Stable: of as many the first by name.
    streets.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    let mut taken: Vec<[f64; 4]> = marks
        .iter()
        .map(|mark| frame.at(*mark))
        .map(|[x, y]| [x - MARK_MM, y - MARK_MM, x + MARK_MM, y + MARK_MM])
        .collect();
    let mut names = Vec::new();
    for (street, places) in streets {
        if names.len() == MOST {
            break;
        }
        // Characters of a street: far below 2^53.
        let chars = f64::from(u32::try_from(street.chars().count()).unwrap_or(u32::MAX));
        let half = [chars * HEIGHT_MM * LETTER / 2.0 + AROUND_MM, HEIGHT_MM / 2.0 + AROUND_MM];
        let box_at = |at: Coord<f64>| {
            let [x, y] = frame.at(at);
            [x - half[0], y - half[1], x + half[0], y + half[1]]
        };
        let fits = |name: &[f64; 4]| {
            let [width, height] = frame.size;
            let on_map = name[0] >= 0.0 && name[1] >= 0.0 && name[2] <= width && name[3] <= height;
            on_map && !taken.iter().any(|other| meet(name, other))
        };
        let at = nearest_to_middle(&places).into_iter().find(|at| fits(&box_at(*at)));
        if let Some(at) = at {
            taken.push(box_at(at));
            names.push((at, HEIGHT_MM, street.to_owned()));
        }
    }
    names
}

/// The places, that nearest to their middle first.
fn nearest_to_middle(places: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let n = f64::from(u32::try_from(places.len()).unwrap_or(u32::MAX)).max(1.0);
    let sum = places.iter().fold(Coord { x: 0.0, y: 0.0 }, |sum, at| sum + *at);
    let middle = Coord { x: sum.x / n, y: sum.y / n };
    let far = |at: &Coord<f64>| (at.x - middle.x).hypot(at.y - middle.y);
    let mut sorted = places.to_vec();
    sorted.sort_by(|a, b| far(a).total_cmp(&far(b)).then(a.x.total_cmp(&b.x)).then(a.y.total_cmp(&b.y)));
    sorted
}

fn meet(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

#[cfg(test)]
mod tests {
    use geo_types::Rect;

    use super::*;

    #[test]
    fn names_leave_one_another_and_the_marks_free() {
        let corner = |x, y| Coord { x, y };
        let frame = Frame::around(Rect::new(corner(0.0, 0.0), corner(200.0, 200.0)), [100.0, 100.0], 1_000.0);
        let places = [
            ("Irisstraat", corner(50.0, 100.0)),
            ("Irisstraat", corner(60.0, 100.0)),
            ("Anjerstraat", corner(51.0, 100.0)),
            ("Violenstraat", corner(150.0, 50.0)),
            ("Buiten", corner(900.0, 50.0)),
        ];
        let names = street_names(places, &[], &frame);
        let found: Vec<&str> = names.iter().map(|(.., name)| name.as_str()).collect();
        // The Anjerstraat would lie on the Irisstraat, which has more addresses.
        assert_eq!(found, ["Irisstraat", "Violenstraat"]);
        let marked = street_names(places, &[corner(150.0, 50.0)], &frame);
        assert_eq!(marked.len(), 1);
    }
}
