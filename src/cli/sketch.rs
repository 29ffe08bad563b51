//! Where do the inputs lie? A map of their boxes in letters.

use std::fmt::Write as _;

use crate::lang::Lang;
use crate::wording::number;

/// Columns and lines of the map. A character is about twice as high as wide.
const WIDE: usize = 46;
const HIGH: usize = 14;

/// How much is shown around the subject, as a share of its size.
const AROUND: f64 = 0.35;

/// An input with the box it lies in.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// What it is called.
    pub name: String,
    /// RD New, meters: `[min_x, min_y, max_x, max_y]`.
    pub bounds: [f64; 4],
}

/// The piece of RD New that is drawn.
struct View {
    west: f64,
    north: f64,
    /// Meters per column, and per line.
    step: [f64; 2],
}

impl View {
    fn of([min_x, min_y, max_x, max_y]: [f64; 4]) -> Self {
        // A point or a line has a size too.
        let (wide, high) = ((max_x - min_x).max(100.0), (max_y - min_y).max(100.0));
        let column =
            (wide * (1.0 + 2.0 * AROUND) / WIDE as f64).max(high * (1.0 + 2.0 * AROUND) / HIGH as f64 / 2.0);
        let step = [column, 2.0 * column];
        let (x, y) = (f64::midpoint(min_x, max_x), f64::midpoint(min_y, max_y));
        Self { west: x - step[0] * WIDE as f64 / 2.0, north: y + step[1] * HIGH as f64 / 2.0, step }
    }

    /// First and last column, first and last line; they may lie off the map.
    fn cells(&self, [min_x, min_y, max_x, max_y]: [f64; 4]) -> [i64; 4] {
        #[expect(clippy::cast_possible_truncation, reason = "saturates: off the map is off the map")]
        let cell = |at: f64| at.floor() as i64;
        [
            cell((min_x - self.west) / self.step[0]),
            cell((max_x - self.west) / self.step[0]),
            cell((self.north - max_y) / self.step[1]),
            cell((self.north - min_y) / self.step[1]),
        ]
    }
}

/// Draws the boxes around the subject, which is shaded. Boxes that look the
/// same share a letter; what is off the map or around all of it is named below.
pub(super) fn sketch(subject: &Place, others: &[Place], lang: Lang) -> String {
    let view = View::of(subject.bounds);
    let mut map = vec![[' '; WIDE]; HIGH];
    let mut drawn: Vec<([i64; 4], Vec<&str>)> = Vec::new();
    let mut around: Vec<&str> = Vec::new();
    let mut off: Vec<String> = Vec::new();
    for place in std::iter::once(subject).chain(others) {
        let cells = view.cells(place.bounds);
        let [left, right, top, bottom] = cells;
        if right < 0 || bottom < 0 || left >= WIDE as i64 || top >= HIGH as i64 {
            off.push(format!("{} ({})", place.name, away(subject.bounds, place.bounds, lang)));
        } else if left < 0 && top < 0 && right >= WIDE as i64 && bottom >= HIGH as i64 {
            around.push(&place.name);
        } else if let Some((_, names)) = drawn.iter_mut().find(|(known, _)| *known == cells) {
            names.push(&place.name);
        } else {
            drawn.push((cells, vec![&place.name]));
        }
    }
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap_or_default());
    // The subject last, so that it is seen.
    for (n, (cells, _)) in drawn.iter().enumerate().rev() {
        outline(&mut map, *cells, letter(n), n == 0);
    }
    let mut text = String::new();
    for line in map {
        let line: String = line.iter().collect();
        let _ = writeln!(text, "  {}", line.trim_end());
    }
    for (n, (_, names)) in drawn.iter().enumerate() {
        let _ = writeln!(text, "  {} {}", letter(n), names.join(", "));
    }
    if !around.is_empty() {
        let _ = writeln!(text, "  {} {}", lang.pick("rondom:", "all around:"), around.join(", "));
    }
    if !off.is_empty() {
        let _ = writeln!(text, "  {} {}", lang.pick("! buiten beeld:", "! off the map:"), off.join(", "));
    }
    let _ = writeln!(
        text,
        "  {} {} × {} km",
        lang.pick("beeld:", "map:"),
        number(view.step[0] * WIDE as f64 / 1_000.0, 1, lang),
        number(view.step[1] * HIGH as f64 / 1_000.0, 1, lang)
    );
    text
}

/// A rectangle of letters, shaded inside when it is the subject.
fn outline(map: &mut [[char; WIDE]], [left, right, top, bottom]: [i64; 4], letter: char, shaded: bool) {
    for (line, row) in (0_i64..).zip(map.iter_mut()) {
        for (column, cell) in (0_i64..).zip(row.iter_mut()) {
            let inside = (left..=right).contains(&column) && (top..=bottom).contains(&line);
            let edge = column == left || column == right || line == top || line == bottom;
            if inside && edge {
                *cell = letter;
            } else if inside && shaded && *cell == ' ' {
                *cell = '·';
            }
        }
    }
}

/// How far, and on which side, one box lies from another.
fn away(from: [f64; 4], to: [f64; 4], lang: Lang) -> String {
    let gap = |low: f64, high: f64, other_low: f64, other_high: f64| {
        if other_low > high {
            other_low - high
        } else if other_high < low {
            other_high - low
        } else {
            0.0
        }
    };
    let (east, north) = (gap(from[0], from[2], to[0], to[2]), gap(from[1], from[3], to[1], to[3]));
    let side = |distance: f64, plus: &'static str, minus: &'static str| match distance {
        d if d > 0.0 => plus,
        d if d < 0.0 => minus,
        _ => "",
    };
    let sides = format!(
        "{}{}",
        side(north, lang.pick("noord", "north"), lang.pick("zuid", "south")),
        side(east, lang.pick("oost", "east"), lang.pick("west", "west"))
    );
    format!("{:.0} km {sides}", east.hypot(north) / 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, bounds: [f64; 4]) -> Place {
        Place { name: name.into(), bounds }
    }

    #[test]
    fn the_sketch_shows_what_overlaps_and_names_what_lies_elsewhere() {
        let subject = place("panden", [100_000.0, 400_000.0, 104_000.0, 403_000.0]);
        let others = [
            place("verblijfsobjecten", [100_000.0, 400_000.0, 104_000.0, 403_000.0]),
            place("heights", [102_000.0, 401_000.0, 104_500.0, 404_000.0]),
            place("water", [0.0, 300_000.0, 300_000.0, 600_000.0]),
            place("stops.1", [150_000.0, 450_000.0, 151_000.0, 451_000.0]),
        ];
        insta::assert_snapshot!(sketch(&subject, &others, Lang::Nl));
    }

    #[test]
    fn a_single_point_and_boxes_without_end_are_drawn_too() {
        let subject = place("panden", [100_000.0, 400_000.0, 100_000.0, 400_000.0]);
        let others = [place("x", [f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY])];
        let text = sketch(&subject, &others, Lang::En);
        assert!(text.contains("a panden") && text.contains("all around: x"), "{text}");
    }
}
