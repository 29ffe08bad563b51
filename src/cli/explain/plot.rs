//! How was this plot cut, and how many homes does it hold?

use std::fmt::Write as _;

use super::{Named, heading, homes_range, trails};
use crate::{
    assess::{density::Density, inbreiding::Capacity},
    params::Params,
    scan::PlotFound,
    survey::{Context, Over, PlotShape, TakenBy},
    text::{self, Lang, number},
};

/// The cut as a sum: the domain, less what was taken, is the plot.
pub(super) fn cut(
    plot: &PlotFound,
    shape: &PlotShape,
    params: &Params,
    named: &mut Named,
    lang: Lang,
    text: &mut String,
) {
    heading(lang.pick("Hoe de kavel is uitgesneden", "How the plot was cut"), text);
    let p = &params.inbreiding;
    let kind = text::domain_kind(plot.kind.code(), lang).unwrap_or(plot.kind.code());
    let line = |sign: &str, label: &str, m2: f64, text: &mut String| {
        let _ = writeln!(text, "  {sign} {label:<44} {:>12} m²", number(m2, 1, lang));
    };
    line(" ", &format!("{kind} {}", plot.domain), plot.domain_m2, text);
    let mut left = plot.domain_m2;
    for taken in &plot.taken {
        let word = text::taken_by(taken.by.code(), lang).unwrap_or(taken.by.code());
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
        trails(&[key], params, named, text);
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
        trails(&[key], params, named, text);
    }
    line("=", lang.pick("kavel", "plot"), shape.area_m2, text);
}

/// Its measures, what lies along it, and what it takes the place of.
pub(super) fn shape(
    plot: &PlotFound,
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
            text::direction(shape.azimuth_deg, lang)
        ),
        lang.pick("compactheid", "compactness"),
        number(shape.compactness, 2, lang),
    );
    trails(&["inbreiding.plot_min_m2", "inbreiding.plot_min_width_m"], params, named, text);
    let frontage = plot.frontage.map_or_else(
        || lang.pick("onbekend, geen kaart van wegen", "unknown, no map of roads").to_owned(),
        |frontage| format!("{} m", meters(frontage.0)),
    );
    let _ = writeln!(text, "  {}: {frontage}", lang.pick("langs een openbare weg", "along a public road"));
    trails(&["inbreiding.frontage_min_m"], params, named, text);
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
        let uses: Vec<&str> = plot.reuse.iter().map(|class| text::reuse(*class, lang)).collect();
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
            text,
        );
    }
}

/// How much may be built: what stands around, what was said, the reference
/// and the height limit, and which of them decides.
pub(super) fn density(
    plot: &PlotFound,
    capacity: &Capacity,
    params: &Params,
    named: &mut Named,
    lang: Lang,
    text: &mut String,
) {
    heading(lang.pick("Hoe dicht", "How dense"), text);
    let two = |value: f64| number(value, 2, lang);
    match &plot.context {
        Some(Context { over, plan_m2, density }) => {
            let over_what = match over {
                Over::Block => lang.pick("in het bouwblok", "in the block").to_owned(),
                Over::Window => format!(
                    "{} {} m",
                    lang.pick("binnen", "within"),
                    number(params.inbreiding.context_reach_m.value, 0, lang)
                ),
            };
            let _ = writeln!(
                text,
                "  {} {over_what} ({} m²): {}",
                lang.pick("er staat", "there stands"),
                number(*plan_m2, 0, lang),
                spacematrix(density, lang)
            );
            if *over == Over::Window {
                trails(&["inbreiding.context_reach_m", "inbreiding.bruto_netto"], params, named, text);
            }
        }
        None => {
            let _ = writeln!(
                text,
                "  {}",
                lang.pick(
                    "er staat te weinig omheen om mee te rekenen",
                    "too little stands around to count with"
                )
            );
        }
    }
    let mut fsi = |label: &str, value: Option<f64>, keys: &[&str], text: &mut String| {
        if let Some(value) = value {
            let _ = writeln!(text, "  {label}: FSI {}", two(value));
            trails(keys, params, named, text);
        }
    };
    let around = if capacity.context_said {
        lang.pick(
            "omgeving, netto, zoals de kaart van dichtheden zegt",
            "surroundings, netto, as the map says",
        )
    } else {
        lang.pick("omgeving, netto", "surroundings, netto")
    };
    fsi(around, capacity.context_fsi, &["inbreiding.context_factor"], text);
    fsi(lang.pick("plan of gebiedspaspoort", "plan"), capacity.target_fsi, &[], text);
    if let Some(milieu) = capacity.woonmilieu {
        let label = format!(
            "{} {}, {} {} {}",
            lang.pick("referentie", "reference"),
            text::woonmilieu(milieu),
            lang.pick("bij", "at"),
            number(plot.address_density, 0, lang),
            lang.pick("adressen per km²", "addresses per km²"),
        );
        fsi(&label, capacity.reference_fsi, &["inbreiding.reference"], text);
    }
    if let (Some(limit), Some(storeys)) = (plot.limit, capacity.limit_storeys) {
        let label = format!(
            "{} {} m, {storeys} {} × {}",
            lang.pick("hoogste bouwhoogte", "height limit"),
            number(limit.0, 1, lang),
            lang.pick("lagen", "storeys"),
            two(params.inbreiding.gsi_max.value),
        );
        fsi(&label, capacity.limit_fsi, &["inbreiding.storey_m", "inbreiding.gsi_max"], text);
    }
    let used = capacity.fsi.zip(capacity.bound);
    let _ = match used {
        Some((fsi, bound)) => writeln!(
            text,
            "  → FSI {} ({} – {}): {} {}",
            two(fsi.mid),
            two(fsi.low),
            two(fsi.high),
            text::bound(bound, lang),
            lang.pick("bepaalt", "decides")
        ),
        None => writeln!(text, "  → {}", lang.pick("dichtheid niet te zeggen", "no density can be said")),
    };
}

fn spacematrix(density: &Density, lang: Lang) -> String {
    let two = |value: f64| number(value, 2, lang);
    let mut measures = vec![format!("FSI {}", two(density.fsi)), format!("GSI {}", two(density.gsi))];
    for (name, value) in [("L", density.l), ("OSR", density.osr), ("MXI", density.mxi)] {
        measures.extend(value.map(|value| format!("{name} {}", two(value))));
    }
    measures.join(", ")
}

/// The sum of the homes.
pub(super) fn homes(
    area_m2: f64,
    capacity: &Capacity,
    params: &Params,
    named: &mut Named,
    lang: Lang,
    text: &mut String,
) {
    let (Some(fsi), Some(go_per_bvo)) = (capacity.fsi, capacity.go_per_bvo) else { return };
    heading(lang.pick("Woningen", "Homes"), text);
    let p = &params.inbreiding;
    let _ = writeln!(
        text,
        "  {} m² × FSI {} × {} GO/BVO / {} m² → {}",
        number(area_m2, 1, lang),
        number(fsi.mid, 2, lang),
        number(go_per_bvo, 2, lang),
        number(p.home_go_m2.value, 0, lang),
        homes_range(capacity.homes, lang),
    );
    for (label, fsi, home) in [
        (lang.pick("laag", "low"), fsi.low, p.home_go_low_m2.value),
        (lang.pick("hoog", "high"), fsi.high, p.home_go_high_m2.value),
    ] {
        let _ = writeln!(
            text,
            "    {label}: FSI {}, {} {} m²",
            number(fsi, 2, lang),
            lang.pick("woningen van", "homes of"),
            number(home, 0, lang)
        );
    }
    let keys = [
        "context_factor_low",
        "context_factor_high",
        "go_per_bvo",
        "home_go_m2",
        "home_go_low_m2",
        "home_go_high_m2",
    ];
    let keys = keys.map(|key| format!("inbreiding.{key}"));
    trails(&keys.each_ref().map(String::as_str), params, named, text);
}
