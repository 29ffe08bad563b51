//! Bars that lie: what one thing after another brings, the longest first.

use super::{Picture, lines::lines, palette::color, svg::Svg};
use crate::{lang::Lang, wording::signed};

/// One thing, with two numbers that are never added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LyingBar {
    /// What it is, a sentence at most.
    pub label: String,
    /// What it brings for sure, and what it may bring; either may be a loss.
    pub values: [i64; 2],
}

/// Words on the bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarWords {
    /// Title.
    pub title: String,
    /// What the first and the second bar of each pair are.
    pub of: [String; 2],
}

/// Width, millimeters; what the labels take of it, and the numbers on either
/// side.
const WIDTH: f64 = 182.0;
const LABELS: f64 = 84.0;
const NUMBERS: f64 = 15.0;
const TOP: f64 = 6.0;
const ROW: f64 = 7.4;
const LINE: f64 = 3.1;
const BAR: f64 = 2.6;
/// Signs that fit on a line of a label, and its lines.
const SIGNS: usize = 58;
const LINES: usize = 2;
const COLORS: [&str; 2] = ["verdict.suitable", "verdict.undecided"];
const EDGES: [&str; 2] = ["verdict.suitable_line", "verdict.undecided_line"];

/// Draws the bars in the order they are given.
#[must_use]
pub fn lying_bars(bars: &[LyingBar], words: &BarWords, lang: Lang) -> Picture {
    let rows = f64::from(u32::try_from(bars.len()).unwrap_or(u32::MAX));
    let mut svg = Svg::new(WIDTH, TOP + rows * ROW + 6.0);
    let soft = format!(r#"fill="{}""#, color("ground.soft"));
    let ink = format!(r#"fill="{}""#, color("ground.ink"));
    let bold = format!(r#"fill="{}" font-weight="700""#, color("ground.ink"));
    svg.text([0.0, 3.2], 2.9, "start", &bold, &words.title);
    let values = || bars.iter().flat_map(|bar| bar.values);
    let (low, high) = (values().fold(0, i64::min), values().fold(0, i64::max));
    let before = if low < 0 { NUMBERS } else { 0.0 };
    let room = WIDTH - LABELS - 2.0 - before - NUMBERS;
    #[expect(clippy::cast_precision_loss, reason = "homes stay far below 2^53")]
    let long = |value: i64| room * value as f64 / (high - low).max(1) as f64;
    let zero = LABELS + 2.0 + before + long(-low);
    for (at, bar) in (0_u32..).zip(bars) {
        let top = TOP + f64::from(at) * ROW;
        let lines = lines(&bar.label, SIGNS, LINES);
        let first = top + if lines.len() > 1 { 2.4 } else { 2.4 + LINE / 2.0 };
        for (line, text) in (0_u32..).zip(&lines) {
            svg.text([LABELS, first + f64::from(line) * LINE], 2.6, "end", &ink, text);
        }
        for (nth, value) in (0_u32..).zip(bar.values).filter(|(_, value)| *value != 0) {
            let (y, end) = (top + f64::from(nth) * (BAR + 0.3), zero + long(value));
            let fill = color(COLORS[nth as usize]);
            let style =
                format!(r#"fill="{fill}" stroke="{}" stroke-width="0.15""#, color(EDGES[nth as usize]));
            svg.rect([zero.min(end), y, (end - zero).abs(), BAR], &style);
            let text = signed(value, lang);
            let (x, anchor) = if value > 0 { (end + 0.8, "start") } else { (end - 0.8, "end") };
            svg.text([x, y + BAR - 0.4], 2.4, anchor, &ink, &text);
        }
    }
    let axis = format!(r#"stroke="{}" stroke-width="0.2""#, color("ground.soft"));
    svg.line([zero, TOP - 1.0, zero, TOP + rows * ROW], &axis);
    let mut left = LABELS + 2.0;
    for (nth, text) in words.of.iter().enumerate() {
        let y = TOP + rows * ROW + 1.8;
        svg.rect([left, y, 4.0, BAR], &format!(r#"fill="{}""#, color(COLORS[nth])));
        svg.text([left + 5.0, y + 2.1], 2.4, "start", &soft, text);
        left += 10.0 + 1.4 * f64::from(u32::try_from(text.chars().count()).unwrap_or(0));
    }
    Picture { svg: svg.finish(), alt: alt(bars, words, lang), caption: String::new() }
}

/// All that is drawn, in words.
fn alt(bars: &[LyingBar], words: &BarWords, lang: Lang) -> String {
    let each = bars.iter().map(|bar| {
        let [sure, may] = bar.values.map(|value| signed(value, lang));
        format!("{}: {sure} {}, {may} {}", bar.label, words.of[0], words.of[1])
    });
    format!("{}. {}", words.title, each.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> BarWords {
        BarWords { title: "Wat <b>".into(), of: ["geschikt".into(), "mogelijk".into()] }
    }

    #[test]
    fn both_numbers_are_drawn_and_texts_are_escaped() {
        let bar = |label: &str, values| LyingBar { label: label.into(), values };
        let bars = [bar("met <één> laag", [412, 30]), bar("als bekend", [96, -96]), bar("niets", [0, 0])];
        let picture = lying_bars(&bars, &words(), Lang::Nl);
        for text in ["+412", "+30", "+96", "−96", "met &lt;één&gt; laag"] {
            assert!(picture.svg.contains(&format!(">{text}<")), "{text}: {}", picture.svg);
        }
        // Two bars a row, where there is something, and the legend.
        assert_eq!(picture.svg.matches("<rect").count(), 4 + 2);
        assert!(picture.alt.contains("met <één> laag: +412 geschikt, +30 mogelijk"), "{}", picture.alt);
        assert!(!lying_bars(&[], &words(), Lang::En).svg.contains("NaN"));
    }

    #[test]
    fn a_long_label_breaks_between_words() {
        let long = "met panden die woning zijn voor minstens 40 % in plaats van 50 % van de eenheden";
        assert_eq!(lines(long, SIGNS, LINES).len(), 2);
        assert_eq!(lines(long, SIGNS, LINES).join(" "), long);
        assert_eq!(lines("kort", SIGNS, LINES), ["kort"]);
    }
}
