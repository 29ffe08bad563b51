//! Where do the sites of the shortlist lie? A drawn map with numbers.

use geo::{BoundingRect, InteriorPoint};
use geo_types::{Coord, MultiPolygon, Rect, coord};

use super::states::answer;
use crate::{
    drawing::{Frame, Ground, Layer, MapApart, MapPicture, Paint, Shape, numbered},
    export::Answer,
    lang::Lang,
    survey::Layers,
    tables::SiteRow,
};

/// Size of the map, millimeters: numbers can be read on a telephone.
const SIZE_MM: [f64; 2] = [112.0, 80.0];
/// The largest scale: 1 : 2,500.
const LARGEST: f64 = 2_500.0;
/// Panden of other locations that are drawn at most.
const MOST_OTHERS: usize = 4_000;
/// Buurten with their name at most: with more it is no map but a list.
const MOST_NAMES: usize = 24;

/// What lies under every map of a report, taken out once.
pub(super) struct Base {
    ground: Ground,
    buurten: Vec<(String, MultiPolygon<f64>)>,
    gemeenten: Vec<MultiPolygon<f64>>,
    attribution: String,
    lang: Lang,
}

impl Base {
    pub fn of(layers: &Layers, attribution: String, lang: Lang) -> Self {
        let roads = layers.ground.roads.iter().flat_map(|roads| [&roads.traffic, &roads.parking]);
        let water = layers.ground.water.iter().flatten();
        let named = layers.buurten.iter().flat_map(|set| {
            set.says.iter().map(|buurt| buurt.naam.clone()).zip(set.shapes()).collect::<Vec<_>>()
        });
        Self {
            ground: Ground::new(roads.flatten().cloned(), water.cloned()),
            buurten: named.collect(),
            gemeenten: layers.gemeenten.as_ref().map(|set| set.shapes()).unwrap_or_default(),
            attribution,
            lang,
        }
    }

    /// The map of numbered sites among all others; `None` when none has a shape.
    /// `id` tells it from other maps on the page.
    pub fn map<'a>(&'a self, shown: &[(u32, &'a SiteRow)], all: &'a [SiteRow], id: &str) -> Option<MapApart> {
        let frame = frame(shown)?;
        let lang = self.lang;
        let mut layers = self.ground.layers(&frame, lang);
        let line = |name, width| Paint { line: Some(name), width, ..Paint::default() };
        let mut add = |label: &str, paint: Paint, shapes: Vec<Shape<'a>>| {
            if !shapes.is_empty() {
                layers.push(Layer { label: label.to_owned(), paint, shapes });
            }
        };
        add(
            lang.pick("panden van andere locaties", "panden of other locations"),
            Paint { fill: Some("ground.faint"), opacity: 0.6, ..Paint::default() },
            others(shown, all, &frame),
        );
        let crossing = |areas: Vec<&'a MultiPolygon<f64>>| {
            areas.into_iter().filter(|area| frame.crosses(area)).map(Shape::Area).collect::<Vec<_>>()
        };
        let buurten: Vec<&MultiPolygon<f64>> = self.buurten.iter().map(|(_, area)| area).collect();
        add(
            lang.pick("grens van een buurt", "edge of a buurt"),
            line("ground.faint", 0.3),
            crossing(buurten),
        );
        add(
            lang.pick("grens van een gemeente", "edge of a gemeente"),
            line("ground.soft", 0.5),
            crossing(self.gemeenten.iter().collect()),
        );
        for (state, label, paint) in looks(lang) {
            let here = shown.iter().filter(|(_, row)| answer(row.site.verdict) == state);
            add(label, paint, here.map(|(_, row)| Shape::Area(&row.site.geometry)).collect());
        }
        let places: Vec<(Coord<f64>, String)> = shown
            .iter()
            .filter_map(|(number, row)| {
                let place = row.site.geometry.interior_point().or(row.site.place.point)?;
                Some((place.0, number.to_string()))
            })
            .collect();
        add(
            lang.pick("locatie op de lijst, met haar nummer", "site of the list, with its number"),
            Paint { fill: Some("verdict.suitable_line"), ..Paint::default() },
            numbered(&places, &frame),
        );
        let map = MapPicture {
            id: id.to_owned(),
            frame,
            layers,
            alt: lang
                .pick(
                    "Kaart van de locaties op de shortlist, genummerd",
                    "Map of the sites of the shortlist, numbered",
                )
                .into(),
            attribution: self.attribution.clone(),
            texts: self.names(&frame),
            lang,
        };
        Some(map.draw_apart())
    }

    /// The buurten that can be seen, by name.
    fn names(&self, frame: &Frame) -> Vec<(Coord<f64>, f64, String)> {
        let named: Vec<_> = self
            .buurten
            .iter()
            .filter_map(|(name, area)| Some((area.interior_point()?.0, 2.0, name.clone())))
            .filter(|(at, ..)| frame.holds(*at))
            .collect();
        if named.len() > MOST_NAMES { Vec::new() } else { named }
    }
}

/// How sites are painted, by their state.
fn looks(lang: Lang) -> [(Answer, &'static str, Paint); 2] {
    let paint = |fill, line| Paint { fill: Some(fill), line: Some(line), width: 0.3, ..Paint::default() };
    [
        (
            Answer::Suitable,
            lang.pick("geschikt", "suitable"),
            paint("verdict.suitable", "verdict.suitable_line"),
        ),
        (
            Answer::Undecided,
            lang.pick("onbeslist", "undecided"),
            Paint {
                hatch: Some("verdict.undecided_line"),
                ..paint("verdict.undecided", "verdict.undecided_line")
            },
        ),
    ]
}

/// The window in which the sites lie.
fn frame(shown: &[(u32, &SiteRow)]) -> Option<Frame> {
    let bounds = shown.iter().filter_map(|(_, row)| row.site.geometry.bounding_rect()).reduce(|a, b| {
        Rect::new(
            coord! { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) },
            coord! { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) },
        )
    })?;
    // Room around, so that what lies at the edge has its surroundings.
    let margin = 0.08 * bounds.width().max(bounds.height());
    let corner = coord! { x: margin, y: margin };
    Some(Frame::around(Rect::new(bounds.min() - corner, bounds.max() + corner), SIZE_MM, LARGEST))
}

/// Panden of locations that are not numbered, each once.
fn others<'a>(shown: &[(u32, &SiteRow)], all: &'a [SiteRow], frame: &Frame) -> Vec<Shape<'a>> {
    let is_shown = |row: &SiteRow| shown.iter().any(|(_, one)| one.site.location == row.site.location);
    let in_window = |area: &&MultiPolygon<f64>| area.bounding_rect().is_some_and(|own| frame.meets(own));
    all.iter()
        .filter(|row| row.site.choice.best && !is_shown(row))
        .flat_map(|row| &row.site.members)
        .map(|member| &member.footprint)
        .filter(in_window)
        .take(MOST_OTHERS)
        .map(Shape::Area)
        .collect()
}
