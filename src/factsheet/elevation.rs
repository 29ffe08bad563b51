//! The elevation: what stands there, what comes on top, and what limits it.

use super::{
    case::{Case, Member},
    plan::SIZE_MM,
};
use crate::{
    drawing::{Picture, Svg, color},
    lang::Lang,
    model::Form,
    overlay::ground::rectangle,
    wording::number,
};

/// Height of the texts, millimeters: 7.4 points.
const TEXT_MM: f64 = 2.6;
/// Ground line from the top, millimeters.
const GROUND_MM: f64 = SIZE_MM[1] - 5.5;
/// Room above for labels, millimeters.
const TOP_MM: f64 = 8.0;
/// Room to the right for the labels of lines, millimeters.
const RIGHT_MM: f64 = 14.0;
/// Panden that are drawn, those with most homes.
const MOST: usize = 3;

/// One pand, as it is drawn.
struct Facade {
    width_m: f64,
    storeys: u32,
    extra: u32,
    height_m: f64,
    limit_m: Option<f64>,
    tail: String,
}

/// The drawing for optoppen; `None` for other forms and where no height is
/// known.
pub(super) fn elevation(case: &Case<'_>, lang: Lang) -> Option<Picture> {
    if case.form() != Form::Optoppen {
        return None;
    }
    let mut carriers: Vec<&Member<'_>> =
        case.members.iter().filter(|member| member.carries(case.site)).collect();
    carriers.sort_by(|a, b| {
        b.homes().mid.cmp(&a.homes().mid).then_with(|| a.pand.survey.id.cmp(&b.pand.survey.id))
    });
    let n_all = carriers.iter().filter_map(|member| facade(member)).count();
    let facades: Vec<Facade> = carriers.into_iter().filter_map(facade).take(MOST).collect();
    if facades.is_empty() {
        return None;
    }
    let params = &case.record.params.optoppen;
    let new_storey = params.new_storey_m.value;
    let lift = params.lift_floor_m.value;
    let roofs = facades.iter().map(|facade| facade.height_m + f64::from(facade.extra) * new_storey);
    let highest = roofs.fold(lift, f64::max);
    // A limit far above is named, not drawn to scale.
    let shown_limit = |limit: f64| limit <= highest * 1.6;
    let limits = facades.iter().filter_map(|facade| facade.limit_m).filter(|limit| shown_limit(*limit));
    let top = limits.fold(highest, f64::max) * 1.04;
    let up = (GROUND_MM - TOP_MM) / top;
    let level = |meters: f64| GROUND_MM - meters * up;

    let [width, height] = SIZE_MM;
    let mut svg = Svg::new(width, height);
    svg.rect([0.0, 0.0, width, height], &format!(r#"fill="{}""#, color("ground.paper")));
    let room = width - RIGHT_MM - 4.0;
    let gap = 4.0;
    let total: f64 = facades.iter().map(|facade| facade.width_m).sum();
    let scale = (room - gap * (facades.len() as f64 - 1.0)) / total;
    // Not wider than two and a half times as high: a short block stays a block.
    let scale = scale.min(up * 2.5);
    let mut x = 4.0;
    for facade in &facades {
        let wide = facade.width_m * scale;
        draw(&mut svg, facade, x, wide, [new_storey, lift], facades.len() > 1, &level, lang);
        if let Some(limit) = facade.limit_m {
            limit_line(&mut svg, x, wide, limit, shown_limit(limit), &level, lang);
        }
        x += wide + gap;
    }
    let line = format!(
        r#"stroke="{}" stroke-width="0.25" stroke-dasharray="0.7 0.9""#,
        color("restriction.exclude")
    );
    svg.line([2.0, level(lift), width - RIGHT_MM + 0.5, level(lift)], &line);
    let style = format!(r#"fill="{}""#, color("restriction.exclude"));
    svg.text(
        [width - RIGHT_MM + 1.2, level(lift) + 0.9],
        TEXT_MM,
        "start",
        &style,
        &format!("{} m", number(lift, 1, lang)),
    );
    let ink = color("ground.ink");
    svg.line([1.0, GROUND_MM, width - 1.0, GROUND_MM], &format!(r#"stroke="{ink}" stroke-width="0.5""#));
    let soft = format!(r#"fill="{}""#, color("ground.soft"));
    svg.text([width - 1.5, GROUND_MM + 3.4], TEXT_MM, "end", &soft, lang.pick("0 m maaiveld", "0 m ground"));
    let edge = format!(r#"fill="none" stroke="{}" stroke-width="0.25""#, color("ground.soft"));
    svg.rect([0.0, 0.0, width, height], &edge);
    Some(Picture { svg: svg.finish(), alt: alt(case, lang), caption: caption(lift, n_all, lang) })
}

fn facade(member: &Member<'_>) -> Option<Facade> {
    let (pand, facts) = (member.pand, &member.pand.survey.facts);
    let around = rectangle(&member.pand.footprint)?;
    Some(Facade {
        width_m: around.length_m,
        storeys: pand.storeys()?,
        extra: member.optoppen().extra_storeys.unwrap_or(0),
        height_m: facts.roof.height().map(|height| height.0).filter(|height| *height > 0.0)?,
        limit_m: facts.limit.map(|limit| limit.0),
        tail: super::homes::tail(&pand.survey.id.to_string()).to_owned(),
    })
}

fn alt(case: &Case<'_>, lang: Lang) -> String {
    let title = case.site.title();
    match lang {
        Lang::Nl => format!("Schematisch gevelaanzicht van {title}: bestaande en nieuwe lagen"),
        Lang::En => format!("Schematic elevation of {title}: present and new storeys"),
    }
}

fn caption(lift: f64, n_all: usize, lang: Lang) -> String {
    let lift = number(lift, 1, lang);
    let more = match (n_all.saturating_sub(MOST), lang) {
        (0, _) => String::new(),
        (more, Lang::Nl) => format!(" Nog {more} panden zijn niet getekend."),
        (more, Lang::En) => format!(" {more} more panden are not drawn."),
    };
    match lang {
        Lang::Nl => format!(
            "Gevelaanzicht, schematisch; hoogten in m boven maaiveld. Liftgrens {lift} m geldt voor de bovenste vloer.{more}"
        ),
        Lang::En => format!(
            "Elevation, schematic; heights in m above ground. The lift step of {lift} m is about the top floor.{more}"
        ),
    }
}

#[expect(clippy::too_many_arguments, reason = "a drawing has a place, a size and a style")]
fn draw(
    svg: &mut Svg,
    facade: &Facade,
    x: f64,
    wide: f64,
    [new_storey, lift]: [f64; 2],
    named: bool,
    level: &impl Fn(f64) -> f64,
    lang: Lang,
) {
    let Facade { storeys, extra, height_m, .. } = facade;
    let old = format!(
        r#"fill="{}" stroke="{}" stroke-width="0.3""#,
        color("verdict.unsuitable"),
        color("ground.soft")
    );
    let new = format!(
        r#"fill="{}" stroke="{}" stroke-width="0.4""#,
        color("homes.some"),
        color("verdict.suitable_line")
    );
    svg.rect([x, level(*height_m), wide, level(0.0) - level(*height_m)], &old);
    let thin = format!(r#"stroke="{}" stroke-width="0.15""#, color("ground.soft"));
    for storey in 1..*storeys {
        let at = level(height_m * f64::from(storey) / f64::from((*storeys).max(1)));
        svg.line([x, at, x + wide, at], &thin);
    }
    for storey in 0..*extra {
        let (low, high) =
            (height_m + f64::from(storey) * new_storey, height_m + f64::from(storey + 1) * new_storey);
        svg.rect([x, level(high), wide, level(low) - level(high)], &new);
    }
    let text = |ink: &str| {
        format!(
            r#"fill="{}" stroke="{}" stroke-width="0.6" stroke-linejoin="round" paint-order="stroke" font-weight="700""#,
            color(ink),
            color("ground.paper")
        )
    };
    let middle = x + wide / 2.0;
    let meters = |value: f64| format!("{} m", number(value, 1, lang));
    let room = |signs: usize| wide >= signs as f64 * TEXT_MM * 0.58;
    let storeys_word = lang.pick("lagen", "storeys");
    let said = format!("{storeys} {storeys_word}, {}", meters(*height_m));
    let said = if room(said.len()) { said } else { format!("{storeys}") };
    // In the middle of a storey: floors are lines.
    let n = f64::from((*storeys).max(1));
    let within = height_m * (f64::from(storeys / 2) + 0.5).min(n - 0.5) / n;
    svg.text([middle, level(within) + 0.9], TEXT_MM, "middle", &text("ground.ink"), &said);
    if *extra > 0 {
        let top = height_m + f64::from(*extra) * new_storey;
        let said = format!("+{extra}: {}", meters(top));
        let said = if room(said.len()) { said } else { format!("+{extra}") };
        // Clear of the line of the lift step, above or below it.
        let places = [(height_m + top) / 2.0, (lift + top) / 2.0, (lift + height_m) / 2.0];
        let clear = |at: &f64| (level(*at) - level(lift)).abs() >= TEXT_MM;
        let at = places.into_iter().find(clear).unwrap_or(places[0]);
        svg.text([middle, level(at) + 0.9], TEXT_MM, "middle", &text("verdict.suitable_line"), &said);
    }
    if named && room(6) {
        let soft = format!(r#"fill="{}""#, color("ground.soft"));
        svg.text([middle, GROUND_MM + 3.4], TEXT_MM, "middle", &soft, &format!("…{}", facade.tail));
    }
}

fn limit_line(
    svg: &mut Svg,
    x: f64,
    wide: f64,
    limit: f64,
    shown: bool,
    level: &impl Fn(f64) -> f64,
    lang: Lang,
) {
    let ink = color("restriction.height");
    let y = if shown { level(limit) } else { 5.0 };
    if shown {
        let style = format!(r#"stroke="{ink}" stroke-width="0.4" stroke-dasharray="1.6 0.9""#);
        svg.line([x - 1.0, y, x + wide + 1.0, y], &style);
    }
    let arrow = if shown { "" } else { "↑ " };
    let said = format!("{arrow}{} {} m", lang.pick("bouwhoogte", "limit"), number(limit, 1, lang));
    let said = if wide >= said.chars().count() as f64 * TEXT_MM * 0.58 {
        said
    } else {
        format!("{arrow}{} m", number(limit, 1, lang))
    };
    svg.text([x + wide / 2.0, y - 0.8], TEXT_MM, "middle", &format!(r#"fill="{ink}""#), &said);
}
