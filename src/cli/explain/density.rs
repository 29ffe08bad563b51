//! How densely may this plot be built, and how many homes is that?

use std::fmt::Write as _;

use super::{Named, heading, homes_range, trails};
use crate::{
    assess::{density::Density, inbreiding::Capacity},
    lang::Lang,
    params::Params,
    survey::{Context, FoundPlot, Over},
    wording::{self, number},
};

/// How much may be built: what stands around, what was said, the reference
/// and the height limit, and which of them decides.
pub(super) fn density(
    plot: &FoundPlot,
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
                trails(&["inbreiding.context_reach_m", "inbreiding.bruto_netto"], params, named, lang, text);
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
            trails(keys, params, named, lang, text);
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
            wording::woonmilieu(milieu),
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
            wording::bound(bound, lang),
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
    trails(&keys.each_ref().map(String::as_str), params, named, lang, text);
}
