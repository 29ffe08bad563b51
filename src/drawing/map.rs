//! A map for paper: what lies where, with legend, scale bar and north.

use std::fmt::Write as _;

use geo::{BooleanOps, BoundingRect, CoordsIter};
use geo_types::{Coord, LineString, MultiPolygon, Rect};

use super::{
    Frame, Picture,
    lines::lines,
    palette::color,
    svg::{Svg, escape, length},
};
use crate::lang::Lang;
use crate::wording::whole;

/// How a layer is painted.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Paint {
    /// Fill, a color of the palette.
    pub fill: Option<&'static str>,
    /// Line, a color of the palette.
    pub line: Option<&'static str>,
    /// Width of the line, millimeters.
    pub width: f64,
    /// Whether the line is dashed.
    pub dashed: bool,
    /// Hatching over the fill, a color of the palette: it tells apart what
    /// colors alone do not.
    pub hatch: Option<&'static str>,
    /// How much of it can be seen, 0 to 1; 0 counts as 1.
    pub opacity: f64,
}

/// Something on the map.
#[derive(Debug, Clone)]
pub enum Shape<'a> {
    /// An area.
    Area(&'a MultiPolygon<f64>),
    /// A place, with its sign.
    Place(Coord<f64>, Mark),
    /// A thin line from one place to another.
    Line(Coord<f64>, Coord<f64>),
}

/// The sign at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A dot.
    Dot,
    /// A square.
    Square,
    /// A disc with a short text in it.
    Number(String),
}

/// Things that are painted alike.
#[derive(Debug, Clone, Default)]
pub struct Layer<'a> {
    /// What they are, for the legend; left out when empty.
    pub label: String,
    /// Their paint.
    pub paint: Paint,
    /// The things.
    pub shapes: Vec<Shape<'a>>,
}

/// A map that is being made.
#[derive(Debug, Clone)]
pub struct MapPicture<'a> {
    /// What tells this map from others on one page; letters and digits.
    pub id: String,
    /// The window.
    pub frame: Frame,
    /// What lies below first.
    pub layers: Vec<Layer<'a>>,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Whom to name.
    pub attribution: String,
    /// Texts at places, millimeters high: `(place, height, text)`.
    pub texts: Vec<(Coord<f64>, f64, String)>,
    /// Language of the words on it.
    pub lang: Lang,
}

/// A map and its legend, each by itself: on a narrow screen one stands below
/// the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapApart {
    /// The map, with scale bar and north on it.
    pub map: Picture,
    /// Its legend.
    pub legend: Vec<LegendLine>,
}

/// A line of a legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendLine {
    /// How it looks, drawn.
    pub svg: String,
    /// What it is.
    pub label: String,
}

/// Width of the legend, millimeters.
const LEGEND_MM: f64 = 46.0;
/// Areas with more corners than this are cut to the window before they are drawn.
const CUT_FROM: usize = 400;
/// What is smaller than this is drawn as a square of this size, millimeters.
const SMALL_MM: f64 = 0.25;

impl MapPicture<'_> {
    /// The map, with its legend to the right.
    #[must_use]
    pub fn draw(&self) -> Picture {
        let [width, height] = self.frame.size;
        let mut svg = Svg::new(width + LEGEND_MM, height);
        self.window(&mut svg);
        self.legend(&mut svg);
        Picture { svg: svg.finish(), alt: self.alt.clone(), caption: String::new() }
    }

    /// The map without its legend: of several beside each other the words below
    /// them say what is what.
    #[must_use]
    pub fn draw_bare(&self) -> Picture {
        let [width, height] = self.frame.size;
        let mut svg = Svg::new(width, height);
        self.window(&mut svg);
        self.furniture(&mut svg);
        Picture { svg: svg.finish(), alt: self.alt.clone(), caption: self.attribution.clone() }
    }

    /// The map and its legend apart. Patterns of the legend are those of the
    /// map: both belong on one page.
    #[must_use]
    pub fn draw_apart(&self) -> MapApart {
        let [width, height] = self.frame.size;
        let mut svg = Svg::new(width, height);
        self.window(&mut svg);
        self.furniture(&mut svg);
        let legend = self.layers.iter().enumerate().filter(|(_, layer)| !layer.label.is_empty());
        let line = |(at, layer): (usize, &Layer<'_>)| {
            let mut svg = Svg::new(5.2, 4.4);
            self.swatch(at, layer, [0.2, 0.7], &mut svg);
            LegendLine { svg: svg.finish_in_page(), label: layer.label.clone() }
        };
        MapApart {
            map: Picture {
                svg: svg.finish_in_page(),
                alt: self.alt.clone(),
                caption: self.attribution.clone(),
            },
            legend: legend.map(line).collect(),
        }
    }

    /// What lies in the window, with its edge.
    fn window(&self, svg: &mut Svg) {
        let [width, height] = self.frame.size;
        let id = &self.id;
        svg.raw(&format!(
            r#"<title>{}</title><defs><clipPath id="{id}-window"><rect width="{}" height="{}"/></clipPath>"#,
            escape(&self.alt),
            length(width),
            length(height)
        ));
        for (at, layer) in self.layers.iter().enumerate() {
            if let Some(hatch) = layer.paint.hatch {
                svg.raw(&format!(
                    r#"<pattern id="{id}-{at}" width="1.1" height="1.1" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.1" height="1.1" fill="{}"/><rect width="0.45" height="1.1" fill="{}"/></pattern>"#,
                    color(layer.paint.fill.unwrap_or("ground.paper")),
                    color(hatch)
                ));
            }
        }
        svg.raw("</defs>");
        svg.rect([0.0, 0.0, width, height], &format!(r#"fill="{}""#, color("ground.paper")));
        svg.raw(&format!(r#"<g clip-path="url(#{id}-window)">"#));
        for (at, layer) in self.layers.iter().enumerate() {
            self.layer(at, layer, svg);
        }
        let halo = format!(
            r#"fill="{}" stroke="{}" stroke-width="0.5" paint-order="stroke" font-weight="700""#,
            color("ground.ink"),
            color("ground.paper")
        );
        for (place, size, text) in &self.texts {
            let [x, y] = self.frame.at(*place);
            svg.text([x, y + size / 3.0], *size, "middle", &halo, text);
        }
        svg.raw("</g>");
        let edge = format!(r#"fill="none" stroke="{}" stroke-width="0.25""#, color("ground.soft"));
        svg.rect([0.0, 0.0, width, height], &edge);
    }

    /// Scale bar, scale and north, in the corner of the map itself.
    fn furniture(&self, svg: &mut Svg) {
        let [_, height] = self.frame.size;
        let long = self.frame.bar_m() / self.frame.meters_per_mm;
        let paper = format!(r#"fill="{}" fill-opacity="0.85""#, color("ground.paper"));
        svg.rect([0.4, height - 10.4, long + 19.0, 10.0], &paper);
        self.bar([2.0, height - 6.2], svg);
        let soft = format!(r#"fill="{}""#, color("ground.soft"));
        svg.text([2.0, height - 1.8], 2.3, "start", &soft, &self.scale());
        self.north([long + 15.0, height - 2.0], svg);
    }

    fn scale(&self) -> String {
        format!("1 : {}", whole(scale_number(self.frame.scale()), self.lang))
    }

    /// An arrow that points up, from its foot.
    fn north(&self, [x, y]: [f64; 2], svg: &mut Svg) {
        let ink = format!(r#"fill="{}""#, color("ground.ink"));
        svg.raw(&format!(
            r#"<path d="M{} {}L{} {}L{} {}L{} {}Z" {ink}/>"#,
            length(x),
            length(y - 5.0),
            length(x + 1.5),
            length(y),
            length(x),
            length(y - 1.1),
            length(x - 1.5),
            length(y)
        ));
        svg.text([x, y - 5.8], 2.4, "middle", &format!(r#"{ink} font-weight="700""#), "N");
    }

    /// How a layer looks, for a legend.
    fn swatch(&self, at: usize, layer: &Layer<'_>, [x, y]: [f64; 2], svg: &mut Svg) {
        let sign = layer.shapes.iter().find_map(|shape| match shape {
            Shape::Place(_, mark) => Some(mark),
            _ => None,
        });
        match sign {
            Some(Mark::Number(_)) => {
                self.mark([x + 2.4, y + 1.5], &Mark::Number("1".into()), &layer.paint, svg)
            }
            Some(mark) => self.mark([x + 2.4, y + 1.5], mark, &layer.paint, svg),
            None => svg.rect([x, y, 4.8, 3.0], &self.style(at, &layer.paint)),
        }
    }

    fn layer(&self, at: usize, layer: &Layer<'_>, svg: &mut Svg) {
        let mut path = String::new();
        for shape in &layer.shapes {
            if let Shape::Area(area) = shape {
                self.area(area, &mut path);
            }
        }
        if !path.is_empty() {
            svg.raw(&format!(r#"<path d="{path}" fill-rule="evenodd" {}/>"#, self.style(at, &layer.paint)));
        }
        for shape in &layer.shapes {
            match shape {
                Shape::Area(_) => {}
                Shape::Place(place, mark) => self.mark(self.frame.at(*place), mark, &layer.paint, svg),
                Shape::Line(from, to) => {
                    let ([x1, y1], [x2, y2]) = (self.frame.at(*from), self.frame.at(*to));
                    let style = format!(r#"stroke="{}" stroke-width="0.35""#, color("ground.ink"));
                    svg.line([x1, y1, x2, y2], &style);
                }
            }
        }
    }

    fn style(&self, at: usize, paint: &Paint) -> String {
        let fill = match (paint.hatch, paint.fill) {
            (Some(_), _) => format!("url(#{}-{at})", self.id),
            (None, Some(fill)) => color(fill).to_owned(),
            (None, None) => "none".to_owned(),
        };
        let mut style = format!(r#"fill="{fill}""#);
        if let Some(line) = paint.line {
            let _ = write!(style, r#" stroke="{}" stroke-width="{}""#, color(line), length(paint.width));
            if paint.dashed {
                style.push_str(r#" stroke-dasharray="1.6 0.9""#);
            }
        }
        if paint.opacity > 0.0 {
            let _ = write!(style, r#" fill-opacity="{}""#, length(paint.opacity));
        }
        style
    }

    /// The rings of an area as far as they are in the window, on a grid of a
    /// twentieth of a millimeter.
    fn area(&self, area: &MultiPolygon<f64>, path: &mut String) {
        let Some(bounds) = area.bounding_rect() else { return };
        let [min_x, min_y, max_x, max_y] = self.frame.window();
        if bounds.max().x < min_x
            || bounds.min().x > max_x
            || bounds.max().y < min_y
            || bounds.min().y > max_y
        {
            return;
        }
        let grow = 5.0 * self.frame.meters_per_mm;
        let reaches = bounds.min().x < min_x - grow
            || bounds.max().x > max_x + grow
            || bounds.min().y < min_y - grow
            || bounds.max().y > max_y + grow;
        if reaches && area.coords_count() > CUT_FROM {
            let window = Rect::new((min_x - grow, min_y - grow), (max_x + grow, max_y + grow));
            let cut = area.intersection(&MultiPolygon(vec![window.to_polygon()]));
            self.rings(&cut, path);
        } else {
            self.rings(area, path);
        }
    }

    fn rings(&self, area: &MultiPolygon<f64>, path: &mut String) {
        for polygon in area {
            let [x, y] = polygon.exterior().0.first().map_or([0.0; 2], |first| self.frame.at(*first));
            let too_small = polygon.bounding_rect().is_some_and(|bounds| {
                bounds.width().max(bounds.height()) < SMALL_MM * self.frame.meters_per_mm
            });
            if too_small {
                let [x, y, side] = [x, y, SMALL_MM].map(length);
                let _ = write!(path, "M{x} {y}h{side}v{side}h-{side}Z");
                continue;
            }
            self.ring(polygon.exterior(), path);
            polygon.interiors().iter().for_each(|ring| self.ring(ring, path));
        }
    }

    fn ring(&self, ring: &LineString<f64>, path: &mut String) {
        const GRID: f64 = 20.0;
        let mut corners: Vec<[f64; 2]> = Vec::with_capacity(ring.0.len());
        for corner in &ring.0 {
            let at = self.frame.at(*corner).map(|at| (at * GRID).round() / GRID);
            if corners.last() != Some(&at) {
                corners.push(at);
            }
        }
        if corners.len() > 1 && corners.first() == corners.last() {
            corners.pop();
        }
        if corners.len() < 3 {
            return;
        }
        for (n, [x, y]) in corners.into_iter().enumerate() {
            let _ = write!(path, "{}{} {}", if n == 0 { 'M' } else { 'L' }, length(x), length(y));
        }
        path.push('Z');
    }

    fn mark(&self, [x, y]: [f64; 2], mark: &Mark, paint: &Paint, svg: &mut Svg) {
        let style = self.style(usize::MAX, &Paint { hatch: None, ..*paint });
        match mark {
            Mark::Dot => svg.circle([x, y], 0.9, &style),
            Mark::Square => svg.rect([x - 0.9, y - 0.9, 1.8, 1.8], &style),
            Mark::Number(text) => {
                svg.circle([x, y], 2.0, &style);
                let white = format!(r#"fill="{}" font-weight="700""#, color("ground.paper"));
                svg.text([x, y + 0.85], 2.4, "middle", &white, text);
            }
        }
    }

    fn legend(&self, svg: &mut Svg) {
        let [width, height] = self.frame.size;
        let left = width + 4.0;
        let ink = format!(r#"fill="{}""#, color("ground.ink"));
        let soft = format!(r#"fill="{}""#, color("ground.soft"));
        let mut y = 2.6;
        svg.text(
            [left, y],
            2.6,
            "start",
            &format!(r#"{ink} font-weight="700""#),
            self.lang.pick("Legenda", "Legend"),
        );
        y += 2.2;
        let credits = lines(&self.attribution, 38, 5);
        let tight = self.tightness(credits.len());
        for (at, layer) in self.layers.iter().enumerate().filter(|(_, layer)| !layer.label.is_empty()) {
            self.swatch(at, layer, [left, y], svg);
            // A legend has room for two lines of 28 signs.
            for (n, line) in lines(&layer.label, 28, 2).into_iter().enumerate() {
                if n > 0 {
                    y += 2.9 * tight;
                }
                svg.text([left + 6.4, y + 2.3], 2.3, "start", &ink, &line);
            }
            y += 4.2 * tight;
        }
        // From the bottom up: whom to name, scale, bar, north.
        let mut bottom = height - 0.6;
        for line in credits.iter().rev() {
            svg.text([left, bottom], 1.8, "start", &soft, line);
            bottom -= 2.2;
        }
        bottom -= 1.2;
        svg.text([left, bottom], 2.3, "start", &soft, &self.scale());
        bottom -= 4.4;
        self.bar([left, bottom], svg);
        self.north([left + LEGEND_MM - 9.0, bottom - 1.0], svg);
    }

    /// How much closer than usual the lines of the legend must stand, so that it
    /// ends above north, bar and credits; 1 is as usual.
    fn tightness(&self, n_credits: usize) -> f64 {
        let length = |label: &str| 4.2 + 2.9 * (lines(label, 28, 2).len().max(1) - 1) as f64;
        let labels = self.layers.iter().map(|layer| layer.label.as_str()).filter(|label| !label.is_empty());
        let needed: f64 = labels.map(length).sum();
        let room = self.frame.size[1] - 5.0 - 10.0 - 2.2 * n_credits as f64;
        (room / needed.max(1.0)).clamp(0.6, 1.0)
    }

    fn bar(&self, [x, y]: [f64; 2], svg: &mut Svg) {
        let meters = self.frame.bar_m();
        let long = meters / self.frame.meters_per_mm;
        // Half of it black, so that halves can be measured too.
        let ink = color("ground.ink");
        svg.rect([x, y, long / 2.0, 1.0], &format!(r#"fill="{ink}""#));
        svg.rect([x, y, long, 1.0], &format!(r#"fill="none" stroke="{ink}" stroke-width="0.2""#));
        let style = format!(r#"fill="{}""#, color("ground.soft"));
        let (number, unit) = if meters >= 1_000.0 { (meters / 1_000.0, "km") } else { (meters, "m") };
        svg.text([x, y - 0.8], 2.1, "start", &style, "0");
        svg.text([x + long, y - 0.8], 2.1, "middle", &style, &format!("{number} {unit}"));
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "scales lie between 1 and 10 million"
)]
fn scale_number(scale: f64) -> u64 {
    scale.round() as u64
}

#[cfg(test)]
mod tests {
    use geo_types::{Point, coord, polygon};

    use super::*;

    fn map<'a>(layers: Vec<Layer<'a>>) -> MapPicture<'a> {
        let place = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 100.0, y: 100.0 });
        MapPicture {
            id: "kaart".into(),
            frame: Frame::around(place, [106.0, 106.0], 1_000.0),
            layers,
            alt: "a <map>".into(),
            attribution: "BAG, Kadaster".into(),
            texts: vec![(coord! { x: 50.0, y: 50.0 }, 3.0, "5 → 6 & </svg>".into())],
            lang: Lang::Nl,
        }
    }

    #[test]
    fn a_square_is_drawn_where_it_lies_and_texts_are_escaped() {
        let square: MultiPolygon<f64> =
            polygon![(x: 10.0, y: 10.0), (x: 20.0, y: 10.0), (x: 20.0, y: 20.0), (x: 10.0, y: 20.0)].into();
        let paint = Paint { fill: Some("verdict.suitable"), ..Paint::default() };
        let layer = Layer { label: "geschikt".into(), paint, shapes: vec![Shape::Area(&square)] };
        let picture = map(vec![layer]).draw();
        // 1 : 1,000, with a margin of 3 mm: (10, 10) lies 13 mm from the left and the bottom.
        assert!(picture.svg.contains(r#"d="M13 93L23 93L23 83L13 83Z""#), "{}", picture.svg);
        assert!(picture.svg.contains("5 → 6 &amp; &lt;/svg&gt;"));
        assert!(picture.svg.contains("a &lt;map&gt;"));
        assert!(picture.svg.contains("1 : 1.000") && picture.svg.contains(">N</text>"));
    }

    #[test]
    fn what_is_elsewhere_is_not_drawn_and_what_is_too_small_is() {
        let far: MultiPolygon<f64> = polygon![(x: 1e4, y: 1e4), (x: 2e4, y: 1e4), (x: 2e4, y: 2e4)].into();
        let speck: MultiPolygon<f64> = polygon![(x: 5.0, y: 5.0), (x: 5.1, y: 5.0), (x: 5.1, y: 5.1)].into();
        let shapes = vec![Shape::Area(&far), Shape::Area(&speck)];
        let picture = map(vec![Layer { shapes, ..Layer::default() }]).draw();
        assert_eq!(picture.svg.matches("<path d=\"M").count(), 2, "the speck and the arrow: {}", picture.svg);
        assert!(picture.svg.contains("h0.25v0.25h-0.25Z"));
        let point = Point::new(50.0, 50.0);
        let shapes = vec![Shape::Place(point.0, Mark::Number("3".into()))];
        let picture = map(vec![Layer { shapes, ..Layer::default() }]).draw();
        assert!(picture.svg.contains(">3</text>"));
    }

    #[test]
    fn a_long_text_is_broken_at_spaces_and_cut() {
        assert_eq!(lines("een twee drie vier", 8, 2), ["een twee", "drie…"]);
        assert_eq!(lines("", 8, 2), Vec::<String>::new());
    }
}
