//! The map of an area: its panden by verdict, the best locations, what holds
//! there, and a little of what lies around.

use geo::{BooleanOps, BoundingRect, Contains, InteriorPoint};
use geo_types::{Coord, MultiPolygon, Point, Rect};

use crate::{
    drawing::{Frame, Ground, Layer, MapPicture, Mark, Paint, Picture, Shape, street_names},
    lang::Lang,
    model::Effect,
    survey::{FoundPand, Layers},
    tables::SiteRow,
};

/// Size of the map on paper without its legend, millimeters.
pub(super) const SIZE_MM: [f64; 2] = [136.0, 108.0];

/// The largest scale a map is drawn at.
const LARGEST: f64 = 1_000.0;

/// What a map shows.
pub(super) struct AreaMap<'a> {
    pub naam: &'a str,
    pub area: &'a MultiPolygon<f64>,
    /// All panden in the window.
    pub panden: &'a [FoundPand],
    /// Whether each lies in the area.
    pub inside: &'a [bool],
    /// The best locations in their order, numbered on the map.
    pub best: &'a [&'a SiteRow],
    pub layers: &'a Layers,
    /// Roads and water.
    pub ground: &'a Ground,
    pub attribution: &'a str,
    pub lang: Lang,
}

/// The window in which an area is drawn.
pub(super) fn frame(area: &MultiPolygon<f64>) -> Option<Frame> {
    let bounds: Rect<f64> = area.bounding_rect()?;
    Some(Frame::around(bounds, SIZE_MM, LARGEST))
}

fn one<'a>(label: &str, paint: Paint, shapes: Vec<Shape<'a>>) -> Layer<'a> {
    Layer { label: label.to_owned(), paint, shapes }
}

/// Draws it.
pub(super) fn draw(map: &AreaMap<'_>, frame: Frame) -> Picture {
    let AreaMap { naam, area, panden, inside, best, layers, ground, attribution, lang } = *map;
    let fill = |name| Paint { fill: Some(name), ..Paint::default() };
    let with_verdict = |code: &str| -> Vec<Shape<'_>> {
        let here = panden
            .iter()
            .zip(inside)
            .filter(|(pand, inside)| **inside && pand.survey.assessment.verdict.code() == code);
        here.map(|(pand, _)| Shape::Area(&pand.footprint)).collect()
    };
    let around: Vec<Shape<'_>> = panden
        .iter()
        .zip(inside)
        .filter(|(_, inside)| !**inside)
        .map(|(pand, _)| Shape::Area(&pand.footprint))
        .collect();
    let zones: Vec<(Effect, Vec<MultiPolygon<f64>>)> = layers
        .restrictions
        .iter()
        .filter(|layer| layer.effect != Effect::HeightLimit)
        .map(|layer| (layer.effect, layer.zones.shapes()))
        .collect();
    let of_effect = |effect: Effect| -> Vec<Shape<'_>> {
        zones
            .iter()
            .filter(|(own, _)| *own == effect)
            .flat_map(|(_, shapes)| shapes)
            .map(Shape::Area)
            .collect()
    };
    let line = |name, width, dashed| Paint { line: Some(name), width, dashed, ..Paint::default() };
    let plots: Vec<Shape<'_>> =
        best.iter().filter(|site| site.form.takes_ground()).map(|site| Shape::Area(&site.geometry)).collect();
    let stops: Vec<Shape<'_>> = layers
        .stops
        .iter()
        .flatten()
        .flat_map(|stops| stops.points().map(|point| Shape::Place(point.0, Mark::Square)).collect::<Vec<_>>())
        .filter(|shape| in_window(shape, &frame))
        .collect();
    let numbers: Vec<Shape<'_>> = best
        .iter()
        .enumerate()
        .filter_map(|(at, site)| {
            let place = point_within(site, area).or(site.place.point)?;
            Some(Shape::Place(place.0, Mark::Number((at + 1).to_string())))
        })
        .collect();
    let marks: Vec<Coord<f64>> = numbers
        .iter()
        .filter_map(|shape| match shape {
            Shape::Place(place, _) => Some(*place),
            Shape::Area(_) | Shape::Line(..) => None,
        })
        .collect();
    let sheets = [
        one(lang.pick("panden eromheen", "panden around"), fill("ground.faint"), around),
        one(
            lang.pick("vrije grond", "free ground"),
            Paint {
                fill: Some("homes.few"),
                line: Some("verdict.suitable_line"),
                width: 0.25,
                ..Paint::default()
            },
            plots,
        ),
        one(
            lang.pick("ongeschikt om op te toppen", "unsuitable for storeys on top"),
            Paint {
                fill: Some("verdict.unsuitable"),
                line: Some("verdict.unsuitable_line"),
                width: 0.1,
                ..Paint::default()
            },
            with_verdict("unsuitable"),
        ),
        one(
            lang.pick("onbeslist", "undecided"),
            Paint {
                fill: Some("verdict.undecided"),
                line: Some("verdict.undecided_line"),
                width: 0.12,
                hatch: Some("verdict.undecided_line"),
                ..Paint::default()
            },
            with_verdict("undecided"),
        ),
        one(
            lang.pick("geschikt", "suitable"),
            Paint {
                fill: Some("verdict.suitable"),
                line: Some("verdict.suitable_line"),
                width: 0.15,
                ..Paint::default()
            },
            with_verdict("suitable"),
        ),
        one(
            lang.pick("uitgesloten (kaart van beperkingen)", "ruled out (map of restrictions)"),
            line("restriction.exclude", 0.45, true),
            of_effect(Effect::Exclude),
        ),
        one(
            lang.pick("aandachtsgebied (kaart van beperkingen)", "area with a remark (map of restrictions)"),
            line("restriction.flag", 0.35, true),
            of_effect(Effect::Flag),
        ),
        one(lang.pick("halte", "stop"), fill("restriction.height"), stops),
        one(
            lang.pick("grens van het gebied", "boundary of the area"),
            line("ground.ink", 0.55, false),
            vec![Shape::Area(area)],
        ),
        one(
            lang.pick("beste plekken, genummerd", "best places, numbered"),
            fill("verdict.suitable_line"),
            numbers,
        ),
    ];
    let streets =
        panden.iter().filter_map(|pand| Some((pand.survey.street()?, pand.survey.place.as_ref()?.point?.0)));
    let texts = street_names(streets, &marks, &frame);
    let sheets = sheets.into_iter().filter(|layer| !layer.shapes.is_empty());
    let layers = ground.layers(&frame, lang).into_iter().chain(sheets).collect();
    let alt = match lang {
        Lang::Nl => format!("Kaart van {naam}: panden naar hun oordeel, de beste plekken en wat er geldt"),
        Lang::En => format!("Map of {naam}: panden by verdict, the best places and what holds there"),
    };
    MapPicture { id: "kaart".into(), frame, layers, alt, attribution: attribution.to_owned(), texts, lang }
        .draw()
}

/// A point in a site, and of one that lies in an area in part a point in that part.
fn point_within(site: &SiteRow, area: &MultiPolygon<f64>) -> Option<Point<f64>> {
    let point = site.geometry.interior_point().filter(|point| area.contains(point));
    point
        .or_else(|| site.geometry.intersection(area).interior_point())
        .or_else(|| site.geometry.interior_point())
}

fn in_window(shape: &Shape<'_>, frame: &Frame) -> bool {
    match shape {
        Shape::Place(place, _) => frame.holds(*place),
        Shape::Area(_) | Shape::Line(..) => true,
    }
}
