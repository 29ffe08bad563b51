//! The plan drawing: footprints, storeys and homes at a large scale.

use std::fmt::Write as _;

use geo::{BoundingRect, InteriorPoint};
use geo_types::{Coord, MultiPolygon, Rect, coord};

use super::{
    case::{Case, Member},
    location::site_paint,
};
use crate::{
    assess::Verdict,
    drawing::{Frame, Picture, Svg, color},
    lang::Lang,
    model::Form,
    overlay::ground::{Rectangle, rectangle},
    survey::Site,
    wording::{number, whole},
};

/// Size of the drawing, millimeters.
pub(super) const SIZE_MM: [f64; 2] = [87.0, 62.0];
/// The largest scale: 1 : 250.
const LARGEST: f64 = 250.0;
/// Height of the texts, millimeters: 7.4 points.
const TEXT_MM: f64 = 2.6;
/// Average width of a sign of bold text, of its height.
const SIGN: f64 = 0.6;
/// Room kept below for scale bar and north, millimeters.
const FOOT_MM: f64 = 8.0;

/// The drawing; `None` for a site without a shape.
pub(super) fn plan(case: &Case<'_>, lang: Lang) -> Option<Picture> {
    let mut bounds = case.site.geometry.bounding_rect()?;
    for member in &case.members {
        if let Some(more) = member.pand.footprint.bounding_rect() {
            bounds = join(bounds, more);
        }
    }
    // Room around for dimensions, and a foot for scale and north.
    let room = 0.09 * bounds.width().max(bounds.height()).max(20.0);
    let foot = room + (bounds.height() + 2.0 * room) * FOOT_MM / (SIZE_MM[1] - FOOT_MM);
    let place = Rect::new(
        coord! { x: bounds.min().x - room, y: bounds.min().y - foot },
        coord! { x: bounds.max().x + room, y: bounds.max().y + room },
    );
    let frame = Frame::around(place, SIZE_MM, LARGEST);
    let mut svg = Svg::new(SIZE_MM[0], SIZE_MM[1]);
    svg.raw(&format!(
        r#"<defs><clipPath id="plan-venster"><rect width="{}" height="{}"/></clipPath><pattern id="plan-arcering" width="1.4" height="1.4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.4" height="1.4" fill="{}"/><rect width="0.35" height="1.4" fill="{}"/></pattern></defs>"#,
        SIZE_MM[0],
        SIZE_MM[1],
        color("verdict.undecided"),
        color("verdict.undecided_line"),
    ));
    svg.rect([0.0, 0.0, SIZE_MM[0], SIZE_MM[1]], &format!(r#"fill="{}""#, color("ground.paper")));
    svg.raw(r#"<g clip-path="url(#plan-venster)">"#);
    let faint = format!(
        r#"fill="{}" stroke="{}" stroke-width="0.15""#,
        color("verdict.unsuitable"),
        color("ground.faint")
    );
    let own: Vec<_> = case.members.iter().map(|member| member.pand.survey.id).collect();
    for pand in case.around.iter().filter(|pand| own.binary_search(&pand.survey.id).is_err()) {
        path(&mut svg, &frame, &pand.footprint, &faint);
    }
    draw_site(case, &frame, &mut svg);
    dimensions(case, &frame, lang, &mut svg);
    labels(case, &frame, lang, &mut svg);
    svg.raw("</g>");
    foot_of(&frame, lang, &mut svg);
    let edge = format!(r#"fill="none" stroke="{}" stroke-width="0.25""#, color("ground.soft"));
    svg.rect([0.0, 0.0, SIZE_MM[0], SIZE_MM[1]], &edge);
    Some(Picture { svg: svg.finish(), alt: alt(case, lang), caption: caption(case, lang) })
}

fn join(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        coord! { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) },
        coord! { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) },
    )
}

fn alt(case: &Case<'_>, lang: Lang) -> String {
    let title = case.site.title();
    match lang {
        Lang::Nl => format!("Plattegrond van {title} met bouwlagen en nieuwe woningen"),
        Lang::En => format!("Plan of {title} with storeys and new homes"),
    }
}

fn caption(case: &Case<'_>, lang: Lang) -> String {
    match case.form() {
        Form::Optoppen => lang.pick(
            "Plattegrond: bouwlagen nu → straks, en nieuwe woningen per pand. Grijs doet niet mee.",
            "Plan: storeys now → then, and new homes by pand. What is gray takes no part.",
        ),
        Form::Inbreiding => lang.pick(
            "Plattegrond: de kavel die vrij is, tussen de panden (grijs).",
            "Plan: the free plot between the panden (gray).",
        ),
        Form::Aanplakken => lang.pick(
            "Plattegrond: stroken tegen de kopgevels (kleur), panden van de locatie (donker).",
            "Plan: strips against the end walls (color), panden of the site (dark).",
        ),
        Form::SloopNieuwbouw => lang.pick(
            "Plattegrond: de panden die wijken, met hun woningen van nu.",
            "Plan: the panden that go, with their homes of today.",
        ),
        Form::Uitplinten | Form::Splitsen | Form::Transformatie => lang.pick(
            "Plattegrond: bouwlagen en nieuwe woningen per pand, binnen het bestaande gebouw.",
            "Plan: storeys and new homes by pand, inside the present building.",
        ),
    }
    .to_owned()
}

fn fill_of(verdict: Verdict) -> (String, &'static str) {
    match verdict {
        Verdict::Suitable => (color("homes.some").to_owned(), color("verdict.suitable_line")),
        Verdict::Undecided(_) => ("url(#plan-arcering)".to_owned(), color("verdict.undecided_line")),
        Verdict::Unsayable(_) => (color("unknown.fill").to_owned(), color("unknown.line")),
        Verdict::Unsuitable(_) => (color("verdict.unsuitable").to_owned(), color("verdict.unsuitable_line")),
    }
}

fn draw_site(case: &Case<'_>, frame: &Frame, svg: &mut Svg) {
    let by_pand = case.members.iter().any(|member| member.part.is_some());
    if by_pand || case.form() == Form::SloopNieuwbouw {
        for member in &case.members {
            let (fill, line) = fill_of(member.verdict(case.site));
            let style = format!(r#"fill="{fill}" stroke="{line}" stroke-width="0.4""#);
            path(svg, frame, &member.pand.footprint, &style);
        }
        return;
    }
    let dark =
        format!(r#"fill="{}" stroke="{}" stroke-width="0.3""#, color("ground.faint"), color("ground.soft"));
    for member in &case.members {
        path(svg, frame, &member.pand.footprint, &dark);
    }
    let (fill, line) = fill_of(case.site.verdict);
    let width = site_paint(case).width;
    path(
        svg,
        frame,
        &case.site.geometry,
        &format!(r#"fill="{fill}" stroke="{line}" stroke-width="{width}""#),
    );
}

/// The rings of a shape as one path.
fn path(svg: &mut Svg, frame: &Frame, shape: &MultiPolygon<f64>, style: &str) {
    let mut path = String::new();
    for polygon in shape {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            for (at, corner) in ring.0.iter().enumerate() {
                let [x, y] = frame.at(*corner);
                let _ = write!(path, "{}{x:.2} {y:.2}", if at == 0 { 'M' } else { 'L' });
            }
            path.push('Z');
        }
    }
    // What lies far outside the window is cut by it.
    let [min_x, min_y, max_x, max_y] = frame.window();
    let seen = shape.bounding_rect().is_some_and(|b| {
        b.min().x <= max_x && b.max().x >= min_x && b.min().y <= max_y && b.max().y >= min_y
    });
    if seen && !path.is_empty() {
        svg.raw(&format!(r#"<path d="{path}" fill-rule="evenodd" {style}/>"#));
    }
}

/// Two lines of text in a footprint: storeys and homes.
fn lines_of(case: &Case<'_>, member: &Member<'_>, lang: Lang) -> [String; 2] {
    let out = !member.carries(case.site);
    let storeys = member.pand.storeys().map(|now| match member.optoppen().extra_storeys {
        Some(extra) if case.form() == Form::Optoppen && extra > 0 && !out => {
            format!("{now} → {}", now + extra)
        }
        _ => format!("{now} {}", lang.pick("lagen", "storeys")),
    });
    let homes = match case.form() {
        Form::SloopNieuwbouw | Form::Aanplakken => {
            member.pand.survey.facts.homes.map(|homes| format!("{homes} {}", lang.pick("wo. nu", "homes")))
        }
        _ => member
            .homes()
            .mid
            .filter(|homes| *homes > 0)
            .map(|homes| format!("+{homes} {}", lang.pick("wo.", "homes"))),
    };
    [storeys.unwrap_or_else(|| "?".into()), homes.unwrap_or_default()]
}

fn labels(case: &Case<'_>, frame: &Frame, lang: Lang, svg: &mut Svg) {
    let style = halo("ground.ink");
    for member in &case.members {
        let footprint = &member.pand.footprint;
        let (Some(around), Some(point)) = (rectangle(footprint), footprint.interior_point()) else {
            continue;
        };
        let at = frame.at(if contains_center(footprint, &around) { around.center.0 } else { point.0 });
        let [storeys, homes] = lines_of(case, member, lang);
        let lines: Vec<&str> =
            [storeys.as_str(), homes.as_str()].into_iter().filter(|line| !line.is_empty()).collect();
        in_footprint(svg, frame, &around, at, &lines, &style);
    }
    if case.form() == Form::Inbreiding {
        let Some(around) = rectangle(&case.site.geometry) else { return };
        let Some(point) = case.site.geometry.interior_point() else { return };
        let area =
            case.plot().map(|plot| plot.shape.area_m2).map(|area| format!("{} m²", number(area, 0, lang)));
        let homes =
            case.site.homes.mid.map(|homes| {
                format!("+{} {}", whole(u64::from(homes), lang), lang.pick("woningen", "homes"))
            });
        let lines: Vec<String> = [area, homes].into_iter().flatten().collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        in_footprint(svg, frame, &around, frame.at(point.0), &lines, &style);
    }
}

fn contains_center(footprint: &MultiPolygon<f64>, around: &Rectangle) -> bool {
    use geo::Contains;
    footprint.contains(&around.center)
}

/// Texts along the long side of a footprint, where there is room: all lines,
/// else the first, else none.
fn in_footprint(svg: &mut Svg, frame: &Frame, around: &Rectangle, at: [f64; 2], lines: &[&str], style: &str) {
    let [long, short] = [around.length_m, around.width_m].map(|side| side / frame.meters_per_mm);
    let width = |line: &str| line.chars().count() as f64 * TEXT_MM * SIGN;
    let fits = |lines: &[&str]| {
        let widest = lines.iter().map(|line| width(line)).fold(0.0, f64::max);
        widest <= long && lines.len() as f64 * TEXT_MM * 1.15 <= short
    };
    let joined = lines.join(", ");
    let shown: Vec<&str> = if fits(lines) {
        lines.to_vec()
    } else if fits(&[&joined]) {
        vec![&joined]
    } else if let Some(first) = lines.first().filter(|first| fits(&[first])) {
        vec![first]
    } else {
        return;
    };
    // Degrees clockwise on paper from the text's own direction, kept upright.
    let mut turn = around.azimuth_deg - 90.0;
    if turn > 60.0 {
        turn -= 180.0;
    }
    let [x, y] = at;
    let turned = format!(r#"{style} transform="rotate({turn:.1} {x:.2} {y:.2})""#);
    let top = y - (shown.len() as f64 - 1.0) * TEXT_MM * 1.15 / 2.0 + TEXT_MM * 0.36;
    for (n, line) in shown.iter().enumerate() {
        svg.text([x, top + n as f64 * TEXT_MM * 1.15], TEXT_MM, "middle", &turned, line);
    }
}

fn halo(ink: &str) -> String {
    format!(
        r#"fill="{}" stroke="{}" stroke-width="0.5" stroke-linejoin="round" paint-order="stroke" font-weight="700""#,
        color(ink),
        color("ground.paper")
    )
}

/// The sides of the largest pand, strip or plot, measured.
fn dimensions(case: &Case<'_>, frame: &Frame, lang: Lang, svg: &mut Svg) {
    let carriers = case.members.iter().filter(|member| member.part.is_some_and(Site::carries));
    let largest = carriers
        .filter_map(|member| rectangle(&member.pand.footprint))
        .max_by(|a, b| (a.length_m * a.width_m).total_cmp(&(b.length_m * b.width_m)));
    let strips = || {
        let parts = case.site.geometry.iter().filter_map(|part| rectangle(&MultiPolygon(vec![part.clone()])));
        parts.max_by(|a, b| (a.length_m * a.width_m).total_cmp(&(b.length_m * b.width_m)))
    };
    let Some(around) = largest.or_else(strips) else { return };
    let turn = around.azimuth_deg.to_radians();
    let along = coord! { x: turn.sin(), y: turn.cos() };
    let across = coord! { x: along.y, y: -along.x };
    let (half_long, half_short) = (around.length_m / 2.0, around.width_m / 2.0);
    let off = 2.4 * frame.meters_per_mm;
    let center = around.center.0;
    let sides = [
        (along, half_long, across, half_short, around.length_m),
        (across, half_short, along, half_long, around.width_m),
    ];
    for (run, half, out, reach, meters) in sides {
        let middle = center + out * (reach + off);
        let (from, to) = (middle - run * half, middle + run * half);
        measure(svg, frame, from, to, out, &format!("{} m", number(meters, 1, lang)));
    }
}

/// A dimension line with its text.
fn measure(svg: &mut Svg, frame: &Frame, from: Coord<f64>, to: Coord<f64>, out: Coord<f64>, text: &str) {
    let ink = color("ground.soft");
    let style = format!(r#"stroke="{ink}" stroke-width="0.2""#);
    let ([x1, y1], [x2, y2]) = (frame.at(from), frame.at(to));
    svg.line([x1, y1, x2, y2], &style);
    let tick = 0.9 * frame.meters_per_mm;
    for end in [from, to] {
        let ([ax, ay], [bx, by]) = (frame.at(end - out * tick), frame.at(end + out * tick));
        svg.line([ax, ay, bx, by], &style);
    }
    let middle = (from + to) / 2.0 + out * (1.9 * frame.meters_per_mm);
    let [x, y] = frame.at(middle);
    let mut turn = (y2 - y1).atan2(x2 - x1).to_degrees();
    if turn > 90.0 {
        turn -= 180.0;
    } else if turn <= -90.0 {
        turn += 180.0;
    }
    let style = format!(
        r#"fill="{ink}" stroke="{}" stroke-width="0.5" paint-order="stroke" transform="rotate({turn:.1} {x:.2} {y:.2})""#,
        color("ground.paper")
    );
    svg.text([x, y + TEXT_MM * 0.36], TEXT_MM, "middle", &style, text);
}

/// Scale bar, scale and north, on a strip of paper at the foot.
fn foot_of(frame: &Frame, lang: Lang, svg: &mut Svg) {
    let [width, height] = SIZE_MM;
    let ink = color("ground.ink");
    svg.rect(
        [0.0, height - FOOT_MM + 1.0, width, FOOT_MM - 1.0],
        &format!(r#"fill="{}""#, color("ground.paper")),
    );
    let meters = frame.bar_m();
    let long = meters / frame.meters_per_mm;
    let y = height - 2.2;
    svg.rect([3.0, y - 0.9, long / 2.0, 0.9], &format!(r#"fill="{ink}""#));
    svg.rect([3.0, y - 0.9, long, 0.9], &format!(r#"fill="none" stroke="{ink}" stroke-width="0.2""#));
    let soft = format!(r#"fill="{}""#, color("ground.soft"));
    svg.text([3.0, y - 1.6], TEXT_MM, "middle", &soft, "0");
    svg.text([3.0 + long, y - 1.6], TEXT_MM, "middle", &soft, &format!("{meters} m"));
    let scale = format!("1 : {}", number(frame.scale(), 0, lang));
    svg.text([width - 8.0, height - 2.2], TEXT_MM, "end", &soft, &scale);
    let (x, y) = (width - 4.0, height - 1.4);
    svg.raw(&format!(
        r#"<path d="M{x:.2} {:.2}L{:.2} {y:.2}L{x:.2} {:.2}L{:.2} {y:.2}Z" fill="{ink}"/>"#,
        y - 3.6,
        x + 1.2,
        y - 0.8,
        x - 1.2
    ));
    svg.text([x, y - 3.9], 2.1, "middle", &format!(r#"fill="{ink}" font-weight="700""#), "N");
}
