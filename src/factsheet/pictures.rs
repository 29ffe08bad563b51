//! Where it lies, how it would look from above, and from the side.

use geo::{BoundingRect, InteriorPoint};
use geo_types::{Coord, MultiPolygon, Rect};

use super::data::PandLine;
use crate::{
    finished::{FoundPand, FoundSite},
    model::{Effect, Form},
    params::Params,
    picture::{Frame, Layer, MapPicture, Mark, Paint, Picture, Shape, Svg, color},
    survey::Layers,
    text::{Lang, number},
};

/// Size of the location map and of the plan, millimeters.
const LOCATION_MM: [f64; 2] = [136.0, 66.0];
const PLAN_MM: [f64; 2] = [136.0, 66.0];
/// How much around a site the location map shows, meters.
const AROUND_M: f64 = 220.0;

/// What is drawn.
pub(super) struct Drawn<'a> {
    pub site: &'a FoundSite,
    /// Panden in the window of the location map.
    pub around: &'a [FoundPand],
    /// Panden of the site.
    pub own: &'a [&'a FoundPand],
    pub layers: &'a Layers,
    pub attribution: &'a str,
    pub lang: Lang,
}

/// The window of the location map; `None` for a site without a place.
pub(super) fn location_frame(site: &FoundSite) -> Option<Frame> {
    let bounds: Rect<f64> = site.geometry.bounding_rect()?;
    let grow = Coord { x: AROUND_M, y: AROUND_M };
    Some(Frame::around(Rect::new(bounds.min() - grow, bounds.max() + grow), LOCATION_MM, 2_500.0))
}

fn strong(verdict: Option<&str>) -> Paint {
    match verdict {
        Some("suitable") => Paint {
            fill: Some("verdict.suitable"),
            line: Some("verdict.suitable_line"),
            width: 0.3,
            ..Paint::default()
        },
        _ => Paint {
            fill: Some("verdict.undecided"),
            line: Some("verdict.undecided_line"),
            width: 0.3,
            hatch: Some("verdict.undecided_line"),
            ..Paint::default()
        },
    }
}

/// Where it lies.
pub(super) fn location(drawn: &Drawn<'_>, frame: Frame) -> Picture {
    let Drawn { site, around, layers, attribution, lang, .. } = *drawn;
    let fill = |name| Paint { fill: Some(name), ..Paint::default() };
    let line = |name, width| Paint { line: Some(name), width, dashed: true, ..Paint::default() };
    let zones: Vec<(Effect, Vec<MultiPolygon<f64>>)> =
        layers.restrictions.iter().map(|layer| (layer.effect, layer.zones.shapes())).collect();
    let of = |effect: Effect| -> Vec<Shape<'_>> {
        zones
            .iter()
            .filter(|(own, _)| *own == effect)
            .flat_map(|(_, shapes)| shapes)
            .map(Shape::Area)
            .collect()
    };
    let [min_x, min_y, max_x, max_y] = frame.window();
    let stops: Vec<Shape<'_>> = layers
        .stops
        .iter()
        .flatten()
        .flat_map(|stops| stops.points().collect::<Vec<_>>())
        .filter(|point| (min_x..=max_x).contains(&point.x()) && (min_y..=max_y).contains(&point.y()))
        .map(|point| Shape::Place(point.0, Mark::Square))
        .collect();
    let mut sheets = vec![
        Layer {
            label: lang.pick("andere panden", "other panden").into(),
            paint: fill("ground.faint"),
            shapes: around.iter().map(|pand| Shape::Area(&pand.footprint)).collect(),
        },
        Layer {
            label: lang.pick("deze locatie", "this site").into(),
            paint: strong(site.row.text("verdict")),
            shapes: vec![Shape::Area(&site.geometry)],
        },
        Layer {
            label: lang.pick("uitgesloten gebied", "ruled out").into(),
            paint: line("restriction.exclude", 0.45),
            shapes: of(Effect::Exclude),
        },
        Layer {
            label: lang.pick("aandachtsgebied", "area with a remark").into(),
            paint: line("restriction.flag", 0.35),
            shapes: of(Effect::Flag),
        },
        Layer {
            label: lang.pick("hoogtegrens", "height limit").into(),
            paint: line("restriction.height", 0.25),
            shapes: of(Effect::HeightLimit),
        },
        Layer { label: lang.pick("halte", "stop").into(), paint: fill("restriction.height"), shapes: stops },
    ];
    sheets.retain(|layer| !layer.shapes.is_empty());
    let alt = format!("{}: {}", lang.pick("Ligging van", "Location of"), site.title());
    MapPicture {
        id: "ligging",
        frame,
        layers: sheets,
        alt,
        attribution: attribution.to_owned(),
        texts: Vec::new(),
        lang,
    }
    .draw()
}

/// From above: footprints with their storeys, now and then.
pub(super) fn plan(drawn: &Drawn<'_>) -> Option<Picture> {
    let Drawn { site, own, around, lang, .. } = *drawn;
    let mut bounds = site.geometry.bounding_rect()?;
    for pand in own {
        let rect = pand.footprint.bounding_rect().unwrap_or(bounds);
        let min = Coord { x: bounds.min().x.min(rect.min().x), y: bounds.min().y.min(rect.min().y) };
        let max = Coord { x: bounds.max().x.max(rect.max().x), y: bounds.max().y.max(rect.max().y) };
        bounds = Rect::new(min, max);
    }
    let frame = Frame::around(bounds, PLAN_MM, 500.0);
    let on_top = site.form == Form::Optoppen;
    let texts = own.iter().filter_map(|pand| {
        let point = pand.footprint.interior_point()?;
        let now = pand.row.count("storeys");
        let extra = pand
            .row
            .count("extra_storeys")
            .filter(|extra| on_top && *extra > 0 && pand.row.text("verdict") != Some("unsuitable"));
        let text = match (now, extra) {
            (Some(now), Some(extra)) => format!("{now} → {}", now + extra),
            (Some(now), None) => now.to_string(),
            (None, Some(extra)) => format!("+{extra}"),
            (None, None) => "?".into(),
        };
        Some((point.0, 3.0, text))
    });
    let takes_ground = site.form.takes_ground();
    let mut layers = vec![
        Layer {
            label: lang.pick("andere panden", "other panden").into(),
            paint: Paint { fill: Some("ground.faint"), ..Paint::default() },
            shapes: around.iter().map(|pand| Shape::Area(&pand.footprint)).collect(),
        },
        Layer {
            label: lang
                .pick("panden van de locatie, met bouwlagen", "panden of the site, with storeys")
                .into(),
            paint: Paint {
                fill: Some("homes.few"),
                line: Some("ground.ink"),
                width: 0.3,
                ..Paint::default()
            },
            shapes: own.iter().map(|pand| Shape::Area(&pand.footprint)).collect(),
        },
    ];
    let label = match site.form {
        Form::Inbreiding => lang.pick("kavel", "plot"),
        Form::Aanplakken => lang.pick("strook naast de kopgevel", "strip at the end wall"),
        _ => lang.pick("waar woningen bij kunnen", "where homes can be added"),
    };
    layers.push(Layer {
        label: label.into(),
        paint: if takes_ground {
            strong(site.row.text("verdict"))
        } else {
            Paint { line: Some("verdict.suitable_line"), width: 0.7, ..Paint::default() }
        },
        shapes: vec![Shape::Area(&site.geometry)],
    });
    layers.retain(|layer| !layer.shapes.is_empty());
    let alt = format!("{}: {}", lang.pick("Plattegrond van", "Plan of"), site.title());
    let map = MapPicture {
        id: "plan",
        frame,
        layers,
        alt,
        attribution: String::new(),
        texts: texts.collect(),
        lang,
    };
    Some(map.draw())
}

/// From the side, schematic: the highest pand that gets storeys; `None` for
/// another form or without a height.
pub(super) fn elevation(panden: &[PandLine], params: &Params, lang: Lang) -> Option<Picture> {
    let highest = panden
        .iter()
        .filter(|pand| pand.verdict != "unsuitable" && pand.extra.is_some_and(|extra| extra > 0))
        .filter(|pand| pand.storeys.is_some())
        .max_by_key(|pand| {
            (pand.storeys.unwrap_or(0) + pand.extra.unwrap_or(0), std::cmp::Reverse(pand.id.clone()))
        })?;
    let (storeys, extra) = (highest.storeys?, highest.extra?);
    let new_m = params.optoppen.new_storey_m.value;
    let roof = highest.roof_m.unwrap_or(f64::from(storeys) * params.optoppen.existing_storey_m.value);
    let top = roof + f64::from(extra) * new_m;
    let lift = params.optoppen.lift_floor_m.value;
    let tallest = top.max(highest.limit_m.unwrap_or(0.0)).max(lift) + 2.0;
    let (width, height) = (182.0, 46.0);
    let (ground, scale) = (height - 5.0, (height - 9.0) / tallest);
    let y = |meters: f64| ground - meters * scale;
    let mut svg = Svg::new(width, height);
    let (left, wide) = (24.0, 70.0);
    let ink = format!(r#"stroke="{}" stroke-width="0.3""#, color("ground.ink"));
    let box_style = |fill: &str| format!(r#"fill="{}" {ink}"#, color(fill));
    for storey in 0..storeys {
        let one = roof / f64::from(storeys.max(1));
        svg.rect([left, y(one * f64::from(storey + 1)), wide, one * scale], &box_style("homes.few"));
    }
    for storey in 0..extra {
        let bottom = roof + f64::from(storey) * new_m;
        svg.rect([left, y(bottom + new_m), wide, new_m * scale], &box_style("verdict.suitable"));
    }
    svg.line(
        [6.0, ground, width - 4.0, ground],
        &format!(r#"stroke="{}" stroke-width="0.6""#, color("ground.ink")),
    );
    let soft = format!(r#"fill="{}""#, color("ground.soft"));
    let meters = |value: f64| format!("{} m", number(value, 1, lang));
    // Heights that lie close together are written one below the other.
    let mut lines = vec![
        (roof, "ground.soft", format!("{} {}", lang.pick("dak nu", "roof now"), meters(roof)), false),
        (
            top,
            "verdict.suitable_line",
            format!("{} {}", lang.pick("dak straks", "roof then"), meters(top)),
            false,
        ),
        (
            lift,
            "restriction.flag",
            format!(
                "{} {}",
                lang.pick("liftgrens voor de hoogste vloer", "lift step for the top floor"),
                meters(lift)
            ),
            true,
        ),
    ];
    if let Some(limit) = highest.limit_m {
        lines.push((
            limit,
            "restriction.exclude",
            format!("{} {}", lang.pick("maximum bouwhoogte", "height limit"), meters(limit)),
            true,
        ));
    }
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut last = f64::NEG_INFINITY;
    for (value, name, text, dashed) in lines {
        let dash = if dashed { r#" stroke-dasharray="1.6 0.9""# } else { "" };
        let stroke = format!(r#"stroke="{}" stroke-width="0.35"{dash}"#, color(name));
        svg.line([left - 6.0, y(value), left + wide + 8.0, y(value)], &stroke);
        let at = (y(value) + 0.9).max(last + 3.2);
        svg.text([left + wide + 10.0, at], 2.5, "start", &soft, &text);
        last = at;
    }
    svg.text([left - 8.0, ground - 1.0], 2.3, "end", &soft, lang.pick("maaiveld", "ground"));
    let title = match lang {
        Lang::Nl => format!("Schematisch: pand {}, {storeys} → {} bouwlagen", highest.id, storeys + extra),
        Lang::En => format!("Schematic: pand {}, {storeys} → {} storeys", highest.id, storeys + extra),
    };
    Some(Picture { svg: svg.finish(), alt: title.clone(), caption: title })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_elevation_shows_what_is_there_what_comes_and_the_limits() {
        let params = Params::built_in();
        let pand = PandLine {
            id: "9001100000000003".into(),
            bouwjaar: Some(1971),
            storeys: Some(4),
            extra: Some(1),
            roof_m: Some(11.2),
            limit_m: Some(15.0),
            homes: Some(24),
            flat_roof_m2: Some(600.0),
            verdict: "suitable".into(),
        };
        let picture = elevation(std::slice::from_ref(&pand), &params, Lang::Nl).unwrap();
        for said in ["dak nu 11,2 m", "dak straks 14,4 m", "maximum bouwhoogte 15,0 m", "12,5 m", "4 → 5"] {
            assert!(picture.svg.contains(said) || picture.caption.contains(said), "{said}");
        }
        assert_eq!(picture.svg.matches("<rect").count(), 5, "four storeys and a new one");
        let unsuitable = PandLine { verdict: "unsuitable".into(), ..pand };
        assert!(elevation(&[unsuitable], &params, Lang::Nl).is_none());
    }
}
