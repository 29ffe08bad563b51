//! An SVG drawing, millimeter by millimeter.

use std::fmt::Write as _;

use crate::{error::steers, wording::within};

/// Longest text that is drawn, bytes: more than a page is wide.
const LONGEST: usize = 1_000;

/// A drawing that is being made; units are millimeters on paper.
#[derive(Debug, Clone)]
pub struct Svg {
    width: f64,
    height: f64,
    body: String,
}

impl Svg {
    /// An empty drawing of this size.
    #[must_use]
    pub fn new(width: f64, height: f64) -> Self {
        Self { width, height, body: String::new() }
    }

    /// Adds an element as it stands; texts in it must be escaped.
    pub fn raw(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }

    /// A rectangle.
    pub fn rect(&mut self, [x, y, width, height]: [f64; 4], style: &str) {
        let [x, y, width, height] = [x, y, width, height].map(length);
        let _ = writeln!(self.body, r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" {style}/>"#);
    }

    /// A line.
    pub fn line(&mut self, [x1, y1, x2, y2]: [f64; 4], style: &str) {
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(length);
        let _ = writeln!(self.body, r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {style}/>"#);
    }

    /// A circle.
    pub fn circle(&mut self, [x, y]: [f64; 2], radius: f64, style: &str) {
        let [x, y, radius] = [x, y, radius].map(length);
        let _ = writeln!(self.body, r#"<circle cx="{x}" cy="{y}" r="{radius}" {style}/>"#);
    }

    /// A text of this size; `anchor` is `start`, `middle` or `end`.
    pub fn text(&mut self, [x, y]: [f64; 2], size: f64, anchor: &str, style: &str, text: &str) {
        let [x, y, size] = [x, y, size].map(length);
        let text = escape(&within(text, LONGEST));
        let _ = writeln!(
            self.body,
            r#"<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" {style}>{text}</text>"#
        );
    }

    /// The drawing as a part of a page, which says how large it is.
    #[must_use]
    pub fn finish_in_page(self) -> String {
        let Self { width, height, body } = self;
        let (width, height) = (length(width), length(height));
        format!(
            r#"<svg viewBox="0 0 {width} {height}" font-family="Noto Sans, system-ui, sans-serif">
{body}</svg>"#
        )
    }

    /// The drawing as a document.
    #[must_use]
    pub fn finish(self) -> String {
        let Self { width, height, body } = self;
        let (width, height) = (length(width), length(height));
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}mm" height="{height}mm" font-family="Noto Sans, system-ui, sans-serif">
{body}</svg>"#
        )
    }
}

/// A length as it is written: a hundredth of a millimeter is finer than print.
pub(super) fn length(millimeters: f64) -> String {
    let rounded = (millimeters * 100.0).round() / 100.0;
    // Never `-0`.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// A text between tags or in an attribute. Signs XML cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            sign if sign.is_control() => escaped.push(' '),
            sign if steers(sign) => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_lengths_are_short() {
        let mut svg = Svg::new(10.0, 5.0);
        svg.text([1.0 / 3.0, -0.001], 2.0, "start", "", "</svg><script>\u{1}a & b");
        let svg = svg.finish();
        assert!(svg.contains(r#"x="0.33" y="0""#), "{svg}");
        assert!(svg.contains("&lt;/svg&gt;&lt;script&gt; a &amp; b"), "{svg}");
        assert!(!svg.contains("<script"));
    }
}
