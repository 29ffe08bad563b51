//! A chart for paper: what is asked each year against what there is.

use super::{Picture, palette::color, svg::Svg};
use crate::lang::Lang;
use crate::wording::number;

/// One year of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Year.
    pub year: u16,
    /// What is asked.
    pub asked: f64,
    /// The same, in the thriftier way.
    pub thrifty: f64,
    /// What there is; `None` is not known.
    pub room: Option<f64>,
}

/// Words on a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartWords {
    /// Title.
    pub title: String,
    /// What the bars are.
    pub asked: String,
    /// What the lighter bars are.
    pub thrifty: String,
    /// What the line is.
    pub room: String,
    /// Unit of the axis.
    pub unit: String,
}

/// Size of a chart, millimeters.
const SIZE: [f64; 2] = [182.0, 52.0];
/// Room for the axis to the left and the years below.
const LEFT: f64 = 13.0;
const BOTTOM: f64 = 9.0;
const TOP: f64 = 8.0;
/// Room a year takes below its bar.
const LABEL: f64 = 8.0;

/// Draws bars per year with a line of what there is. The first year whose bar
/// passes the line is marked.
#[must_use]
pub fn chart(bars: &[Bar], words: &ChartWords, lang: Lang) -> Picture {
    let mut svg = Svg::new(SIZE[0], SIZE[1]);
    let (width, height) = (SIZE[0] - LEFT - 2.0, SIZE[1] - TOP - BOTTOM);
    let values = || bars.iter().flat_map(|bar| [Some(bar.asked), bar.room]).flatten();
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let step = step((high - low).max(1e-9));
    let (low, high) = ((low / step).floor() * step, (high / step).ceil().max(1.0) * step);
    let y = |value: f64| TOP + height * (high - value) / (high - low);
    let soft = format!(r#"fill="{}""#, color("ground.soft"));
    let ink = format!(r#"fill="{}" font-weight="700""#, color("ground.ink"));
    svg.text([0.0, 3.2], 2.9, "start", &ink, &words.title);
    let grid = format!(r#"stroke="{}" stroke-width="0.15""#, color("ground.faint"));
    #[expect(clippy::cast_possible_truncation, reason = "a dozen lines at most")]
    let lines = ((high - low) / step).round() as i32;
    let decimals = if step < 0.1 { 2 } else { u8::from(step < 1.0) };
    for line in 0..=lines {
        let value = low + f64::from(line) * step;
        svg.line([LEFT, y(value), SIZE[0] - 2.0, y(value)], &grid);
        svg.text([LEFT - 1.0, y(value) + 0.8], 2.2, "end", &soft, &number(value, decimals, lang));
    }
    svg.text([LEFT - 1.0, TOP - 2.2], 2.2, "end", &soft, &words.unit);
    let slot = width / f64::from(u32::try_from(bars.len().max(1)).unwrap_or(1));
    let thick = (slot * 0.34).min(9.0);
    let paint = |name: &str| format!(r#"fill="{}""#, color(name));
    let first_over = bars.iter().position(|bar| bar.room.is_some_and(|room| bar.asked > room + 1e-6));
    // Years stand below as many bars as there is room for.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen bars")]
    let every = (LABEL / slot.max(0.01)).ceil().max(1.0) as usize;
    for (at, bar) in bars.iter().enumerate() {
        let middle = LEFT + slot * (f64::from(u32::try_from(at).unwrap_or(0)) + 0.5);
        let mut column = |left: f64, value: f64, style: &str| {
            let (top, bottom) = (y(value.max(0.0)), y(value.min(0.0)));
            svg.rect([left, top, thick, bottom - top], style);
        };
        column(middle - thick, bar.asked, &paint("homes.many"));
        column(middle, bar.thrifty, &paint("homes.few"));
        if let Some(room) = bar.room {
            let style = format!(r#"stroke="{}" stroke-width="0.7""#, color("restriction.exclude"));
            svg.line([middle - slot / 2.0, y(room), middle + slot / 2.0, y(room)], &style);
        }
        let is_first = first_over == Some(at);
        let label = if is_first { format!("{} !", bar.year) } else { bar.year.to_string() };
        let has_room = first_over.is_none_or(|first| first.abs_diff(at) >= every);
        if is_first || at % every == 0 && has_room {
            let style = if is_first { &ink } else { &soft };
            svg.text([middle, SIZE[1] - BOTTOM + 3.0], 2.3, "middle", style, &label);
        }
    }
    let mut left = LEFT;
    for (name, text) in
        [("homes.many", &words.asked), ("homes.few", &words.thrifty), ("restriction.exclude", &words.room)]
    {
        let is_line = name == "restriction.exclude";
        let (top, tall) = if is_line { (SIZE[1] - 2.4, 0.7) } else { (SIZE[1] - 3.4, 2.4) };
        svg.rect([left, top, 4.0, tall], &paint(name));
        svg.text([left + 5.0, SIZE[1] - 1.4], 2.3, "start", &soft, text);
        left += 9.0 + 1.35 * f64::from(u32::try_from(text.chars().count()).unwrap_or(0));
    }
    Picture { svg: svg.finish(), alt: words.title.clone(), caption: String::new() }
}

/// Distance of lines on the axis: 1, 2 or 5 times a power of ten, some five of them.
fn step(range: f64) -> f64 {
    let power = 10_f64.powf((range / 5.0).log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|nice| nice * power)
        .into_iter()
        .find(|step| range / step <= 6.0)
        .unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> ChartWords {
        ChartWords {
            title: "Noord <b>".into(),
            asked: "gevraagd".into(),
            thrifty: "netbewust".into(),
            room: "ruimte".into(),
            unit: "MW".into(),
        }
    }

    #[test]
    fn the_first_year_that_is_too_much_is_marked_and_texts_are_escaped() {
        let bar = |year, asked| Bar { year, asked, thrifty: asked * 0.8, room: Some(1.0) };
        let svg = chart(&[bar(2028, 0.5), bar(2029, 1.5), bar(2030, 2.0)], &words(), Lang::Nl).svg;
        assert!(svg.contains(">2028<") && svg.contains(">2029 !<") && svg.contains(">2030<"), "{svg}");
        assert!(svg.contains("Noord &lt;b&gt;"));
        assert!(svg.contains(">0,5<") || svg.contains(">1,0<") || svg.contains(">1<"), "{svg}");
    }

    #[test]
    fn years_that_have_no_room_are_left_out_but_the_first_that_is_too_much() {
        let bars: Vec<Bar> = (2028..2108)
            .map(|year| Bar { year, asked: f64::from(year - 2028), thrifty: 0.0, room: Some(40.5) })
            .collect();
        let svg = chart(&bars, &words(), Lang::Nl).svg;
        assert!(svg.contains(">2069 !<") && svg.contains(">2028<") && !svg.contains(">2029<"));
        assert!(svg.matches(">20").count() < 30, "{svg}");
    }

    #[test]
    fn steps_of_the_axis_are_round() {
        assert_eq!([step(1.0), step(6.0), step(0.9), step(33.0)], [0.2, 1.0, 0.2, 10.0]);
        // Nothing to draw is drawn, too.
        assert!(chart(&[], &words(), Lang::Nl).svg.starts_with("<svg"));
        let negative = Bar { year: 2028, asked: 0.0, thrifty: 0.0, room: Some(-3.0) };
        assert!(!chart(&[negative], &words(), Lang::En).svg.contains("NaN"));
    }
}
