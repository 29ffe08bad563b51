//! Where is it? The map of the surroundings.

use geo::BoundingRect;
use geo_types::{Coord, MultiPolygon, Rect, coord};

use super::case::Case;
use crate::{
    assess::Verdict,
    drawing::{Frame, Ground, Layer, MapPicture, Mark, Paint, Picture, Shape, street_names},
    lang::Lang,
    model::{Effect, HeightReference, StopClass},
    survey::Layers,
    wording::number,
};

/// Size of the map on paper without its legend, millimeters.
const SIZE_MM: [f64; 2] = [136.0, 74.0];
/// The ground that is shown at least, meters.
const LEAST_M: [f64; 2] = [460.0, 250.0];
/// Ground around the site that is shown at least, meters.
const AROUND_M: f64 = 60.0;
/// The largest scale: 1 : 2,500.
const LARGEST: f64 = 2_500.0;
/// On a smaller scale than this, panden of others are too small to show.
const PANDEN_UP_TO: f64 = 20_000.0;

/// The polygons of the maps, taken out once for all sheets.
pub(super) struct Shapes {
    gemeenten: Vec<MultiPolygon<f64>>,
    buurten: Vec<MultiPolygon<f64>>,
    parking: Vec<MultiPolygon<f64>>,
    restrictions: Vec<Restriction>,
    stops: Vec<(StopClass, Coord<f64>)>,
    ground: Ground,
}

struct Restriction {
    name: String,
    effect: Effect,
    reference: HeightReference,
    zones: Vec<(Option<f64>, MultiPolygon<f64>)>,
}

impl Shapes {
    pub fn of(layers: &Layers, ground: Ground) -> Self {
        let restrictions = layers.restrictions.iter().map(|layer| Restriction {
            name: layer.name.clone(),
            effect: layer.effect,
            reference: layer.reference,
            zones: layer
                .zones
                .says
                .iter()
                .map(|limit| limit.map(|limit| limit.0))
                .zip(layer.zones.shapes())
                .collect(),
        });
        let stops = layers.stops.iter().flat_map(|by_class| StopClass::ALL.into_iter().zip(by_class));
        Self {
            gemeenten: layers.gemeenten.as_ref().map(|set| set.shapes()).unwrap_or_default(),
            buurten: layers.buurten.as_ref().map(|set| set.shapes()).unwrap_or_default(),
            parking: layers.parking.as_ref().map(|set| set.shapes()).unwrap_or_default(),
            restrictions: restrictions.collect(),
            stops: stops
                .flat_map(|(class, points)| points.points().map(move |point| (class, point.0)))
                .collect(),
            ground,
        }
    }
}

/// The window around a site; `None` for a site without a shape.
pub(super) fn frame(site: &MultiPolygon<f64>) -> Option<Frame> {
    let bounds = site.bounding_rect()?;
    let center = bounds.center();
    let half = [
        (bounds.width() / 2.0 + AROUND_M).max(LEAST_M[0] / 2.0),
        (bounds.height() / 2.0 + AROUND_M).max(LEAST_M[1] / 2.0),
    ];
    let corner = coord! { x: half[0], y: half[1] };
    Some(Frame::around(Rect::new(center - corner, center + corner), SIZE_MM, LARGEST))
}

/// The map; `None` for a site without a shape.
pub(super) fn map(case: &Case<'_>, shapes: &Shapes, lang: Lang) -> Option<Picture> {
    let frame = frame(&case.site.geometry)?;
    let window = frame.window();
    let mut layers = shapes.ground.layers(&frame, lang);
    panden(case, &frame, lang, &mut layers);
    borders(shapes, &frame, lang, &mut layers);
    limits(case, shapes, window, lang, &mut layers);
    layers.push(Layer {
        label: lang.pick("deze locatie", "this site").into(),
        paint: site_paint(case),
        shapes: vec![Shape::Area(&case.site.geometry)],
    });
    stops(shapes, window, lang, &mut layers);
    let title = case.site.title();
    let streets = case
        .around
        .iter()
        .filter_map(|pand| Some((pand.survey.street()?, pand.survey.place.as_ref()?.point?.0)));
    let map = MapPicture {
        id: "ligging".into(),
        frame,
        layers,
        alt: match lang {
            Lang::Nl => format!("Kaart van {title} en omgeving"),
            Lang::En => format!("Map of {title} and its surroundings"),
        },
        attribution: case.record.run.attribution(),
        texts: street_names(streets, &[], &frame),
        lang,
    };
    Some(map.draw())
}

/// How the site is painted: as its verdict.
pub(super) fn site_paint(case: &Case<'_>) -> Paint {
    let paint = |fill, line| Paint { fill: Some(fill), line: Some(line), width: 0.5, ..Paint::default() };
    match case.site.verdict {
        Verdict::Suitable => paint("verdict.suitable", "verdict.suitable_line"),
        Verdict::Undecided(_) => Paint {
            hatch: Some("verdict.undecided_line"),
            ..paint("verdict.undecided", "verdict.undecided_line")
        },
        Verdict::Unsayable(_) => {
            Paint { hatch: Some("unknown.line"), ..paint("unknown.fill", "unknown.line") }
        }
        Verdict::Unsuitable(_) => paint("verdict.unsuitable", "verdict.unsuitable_line"),
    }
}

fn panden<'a>(case: &'a Case<'_>, frame: &Frame, lang: Lang, layers: &mut Vec<Layer<'a>>) {
    if frame.scale() > PANDEN_UP_TO {
        return;
    }
    let own: Vec<_> = case.members.iter().map(|member| member.pand.survey.id).collect();
    let kinds = [
        (
            "unsuitable",
            "verdict.unsuitable",
            lang.pick("pand, ongeschikt voor optoppen", "pand, unsuitable for optoppen"),
        ),
        ("undecided", "verdict.undecided", lang.pick("pand, onbeslist", "pand, undecided")),
        ("suitable", "homes.some", lang.pick("pand, geschikt voor optoppen", "pand, suitable for optoppen")),
    ];
    for (verdict, fill, label) in kinds {
        let others = case
            .around
            .iter()
            .filter(|pand| pand.survey.assessment.verdict.code() == verdict)
            .filter(|pand| own.binary_search(&pand.survey.id).is_err());
        let shapes: Vec<_> = others.map(|pand| Shape::Area(&pand.footprint)).collect();
        if !shapes.is_empty() {
            let paint = Paint {
                fill: Some(fill),
                line: Some("ground.faint"),
                width: 0.1,
                opacity: 0.75,
                ..Paint::default()
            };
            layers.push(Layer { label: label.into(), paint, shapes });
        }
    }
    // Panden of the site that its shape does not cover: against them is built.
    let shapes: Vec<_> = case.members.iter().map(|member| Shape::Area(&member.pand.footprint)).collect();
    let paint = Paint { fill: Some("ground.soft"), opacity: 0.5, ..Paint::default() };
    if !shapes.is_empty() && case.members.iter().all(|member| member.part.is_none()) {
        layers.push(Layer {
            label: lang.pick("panden van de locatie", "panden of the site").into(),
            paint,
            shapes,
        });
    }
}

fn meets(shape: &MultiPolygon<f64>, window: [f64; 4]) -> bool {
    let [min_x, min_y, max_x, max_y] = window;
    shape.bounding_rect().is_some_and(|bounds| {
        bounds.min().x <= max_x
            && bounds.max().x >= min_x
            && bounds.min().y <= max_y
            && bounds.max().y >= min_y
    })
}

fn borders<'a>(shapes: &'a Shapes, frame: &Frame, lang: Lang, layers: &mut Vec<Layer<'a>>) {
    let all = [
        (&shapes.parking, "parking.line", 0.25, true, lang.pick("zone parkeernormen", "parking zone")),
        (&shapes.buurten, "ground.soft", 0.2, false, lang.pick("grens van een buurt", "edge of a buurt")),
        (
            &shapes.gemeenten,
            "ground.ink",
            0.35,
            false,
            lang.pick("grens van een gemeente", "edge of a gemeente"),
        ),
    ];
    for (areas, line, width, dashed, label) in all {
        // An area that holds the whole window has no edge to show.
        let shown = areas.iter().filter(|area| frame.crosses(area));
        let shapes: Vec<_> = shown.map(Shape::Area).collect();
        if !shapes.is_empty() {
            let paint = Paint { line: Some(line), width, dashed, ..Paint::default() };
            layers.push(Layer { label: label.into(), paint, shapes });
        }
    }
}

fn limits<'a>(
    case: &Case<'_>,
    shapes: &'a Shapes,
    window: [f64; 4],
    lang: Lang,
    layers: &mut Vec<Layer<'a>>,
) {
    for layer in &shapes.restrictions {
        let near: Vec<_> = layer.zones.iter().filter(|(_, zone)| meets(zone, window)).collect();
        if near.is_empty() {
            continue;
        }
        let (fill, line, dashed) = match layer.effect {
            Effect::Exclude => (Some("restriction.exclude"), "restriction.exclude", false),
            Effect::Flag => (None, "restriction.flag", false),
            Effect::HeightLimit => (None, "restriction.height", true),
        };
        let mut label = layer.name.clone();
        if layer.effect == Effect::HeightLimit {
            let mut here: Vec<f64> = near
                .iter()
                .filter(|(_, zone)| {
                    case.site.geometry.bounding_rect().is_some_and(|bounds| {
                        meets(zone, [bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y])
                    })
                })
                .filter_map(|(limit, _)| *limit)
                .collect();
            here.sort_by(f64::total_cmp);
            here.dedup();
            if !here.is_empty() {
                let said: Vec<_> = here.iter().map(|limit| number(*limit, 1, lang)).collect();
                let over = match layer.reference {
                    HeightReference::Maaiveld => "m",
                    HeightReference::Nap => "m NAP",
                };
                label = format!("{label}: {} {over}", said.join(" / "));
            }
        }
        let paint = Paint { fill, line: Some(line), width: 0.35, dashed, opacity: 0.2, ..Paint::default() };
        let shapes = near.into_iter().map(|(_, zone)| Shape::Area(zone)).collect();
        layers.push(Layer { label, paint, shapes });
    }
}

fn stops<'a>(shapes: &Shapes, window: [f64; 4], lang: Lang, layers: &mut Vec<Layer<'a>>) {
    let [min_x, min_y, max_x, max_y] = window;
    for class in StopClass::ALL {
        let here = shapes.stops.iter().filter(|(of, at)| {
            *of == class && (min_x..=max_x).contains(&at.x) && (min_y..=max_y).contains(&at.y)
        });
        let (label, mark) = match class {
            StopClass::Train => (lang.pick("station", "railway station"), Mark::Square),
            StopClass::Metro => (lang.pick("metro of lightrail", "metro or light rail"), Mark::Square),
            StopClass::Hov => (lang.pick("tram of HOV", "tram or HOV"), Mark::Dot),
            StopClass::Other => (lang.pick("bushalte", "bus stop"), Mark::Dot),
        };
        let shapes: Vec<_> = here.map(|(_, at)| Shape::Place(*at, mark.clone())).collect();
        if !shapes.is_empty() {
            let fill = if class == StopClass::Other { "ground.soft" } else { "ground.ink" };
            let paint =
                Paint { fill: Some(fill), line: Some("ground.paper"), width: 0.2, ..Paint::default() };
            layers.push(Layer { label: label.into(), paint, shapes });
        }
    }
}
