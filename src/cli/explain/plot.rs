//! How was this plot cut, and what is it like?

use std::fmt::Write as _;

use super::{Named, heading, trails};
use crate::{
    lang::Lang,
    params::Params,
    survey::{FoundPlot, PlotShape, TakenBy},
    wording::{self, number},
};

/// The cut as a sum: the domain, less what was taken, is the plot.
pub(super) fn cut(
    plot: &FoundPlot,
    shape: &PlotShape,
    params: &Params,
    named: &mut Named,
    lang: Lang,
    text: &mut String,
) {
    heading(lang.pick("Hoe de kavel is uitgesneden", "How the plot was cut"), text);
    let p = &params.inbreiding;
    let kind = wording::domain_kind(plot.kind.code(), lang).unwrap_or(plot.kind.code());
    let line = |sign: &str, label: &str, m2: f64, text: &mut String| {
        let _ = writeln!(text, "  {sign} {label:<44} {:>12} m²", number(m2, 1, lang));
    };
    line(" ", &format!("{kind} {}", plot.domain), plot.domain_m2, text);
    let mut left = plot.domain_m2;
    for taken in &plot.taken {
        let word = wording::taken_by(taken.by.code(), lang).unwrap_or(taken.by.code());
        let with = |setback: f64| {
            let around = lang.pick("met", "with");
            let meters = number(setback, 1, lang);
            if setback > 0.0 {
                format!("{word} {around} {meters} m {}", lang.pick("afstand", "around"))
            } else {
                word.into()
            }
        };
        let (label, key): (String, &str) = match taken.by {
            TakenBy::Panden => (with(p.setback_m.value), "inbreiding.setback_m"),
            TakenBy::Roads => (with(p.road_setback_m.value), "inbreiding.road_setback_m"),
            TakenBy::Water => (with(p.water_setback_m.value), "inbreiding.water_setback_m"),
            TakenBy::Parking => (word.into(), "inbreiding.reuse"),
            TakenBy::Restriction => (format!("{word} {}", taken.name), ""),
            _ => (word.into(), ""),
        };
        line("−", &label, taken.m2, text);
        trails(&[key], params, named, lang, text);
        left -= taken.m2;
    }
    let rests = [
        (plot.narrow_m2, lang.pick("te smal", "too narrow"), "inbreiding.plot_min_width_m"),
        (plot.small_m2, lang.pick("te kleine stukken", "pieces too small"), "inbreiding.plot_min_m2"),
        (
            left - plot.narrow_m2 - plot.small_m2 - shape.area_m2,
            lang.pick("de andere kavels van dit terrein", "the other plots of this ground"),
            "",
        ),
    ];
    // Less than a tenth of a square meter is the rounding of the parts.
    for (m2, label, key) in rests.into_iter().filter(|(m2, _, _)| *m2 >= 0.05) {
        line("−", label, m2, text);
        trails(&[key], params, named, lang, text);
    }
    line("=", lang.pick("kavel", "plot"), shape.area_m2, text);
}

/// Its measures, what lies along it, and what it takes the place of.
pub(super) fn shape(
    plot: &FoundPlot,
    shape: &PlotShape,
    params: &Params,
    named: &mut Named,
    lang: Lang,
    text: &mut String,
) {
    heading(lang.pick("Vorm en ligging", "Shape and place"), text);
    let meters = |value: f64| number(value, 1, lang);
    let _ = writeln!(
        text,
        "  {} m², {} {} m, {} × {} m, {}, {} {}",
        number(shape.area_m2, 0, lang),
        lang.pick("grootste cirkel", "largest circle"),
        meters(shape.circle_m),
        meters(shape.length_m),
        meters(shape.width_m),
        format_args!(
            "{}° ({})",
            number(shape.azimuth_deg, 0, lang),
            wording::direction(shape.azimuth_deg, lang)
        ),
        lang.pick("compactheid", "compactness"),
        number(shape.compactness, 2, lang),
    );
    trails(&["inbreiding.plot_min_m2", "inbreiding.plot_min_width_m"], params, named, lang, text);
    let frontage = plot.frontage.map_or_else(
        || lang.pick("onbekend, geen kaart van wegen", "unknown, no map of roads").to_owned(),
        |frontage| format!("{} m", meters(frontage.0)),
    );
    let _ = writeln!(text, "  {}: {frontage}", lang.pick("langs een openbare weg", "along a public road"));
    trails(&["inbreiding.frontage_min_m"], params, named, lang, text);
    let owner = plot.own.as_ref().map_or_else(
        || lang.pick("onbekend", "unknown").to_owned(),
        |own| {
            let named = [&own.corporatie, &own.complex].into_iter().flatten().cloned().collect::<Vec<_>>();
            if named.is_empty() {
                lang.pick("opgegeven", "given").to_owned()
            } else {
                named.join(", complex ")
            }
        },
    );
    let _ = writeln!(text, "  {}: {owner}", lang.pick("eigenaar", "owner"));
    if !plot.reuse.is_empty() {
        let uses: Vec<&str> = plot.reuse.iter().map(|class| wording::reuse(*class, lang)).collect();
        let _ = writeln!(
            text,
            "  {} {}: {} {}",
            lang.pick("komt in de plaats van", "takes the place of"),
            uses.join(", "),
            number(plot.places_lost, 1, lang),
            lang.pick("parkeerplaatsen te vervangen", "parking places to be replaced"),
        );
        trails(
            &["inbreiding.reuse", "inbreiding.car_park_place_m2", "inbreiding.garage_place_share"],
            params,
            named,
            lang,
            text,
        );
    }
}
