//! What did a form come to, part by part, and by which sum?

use std::fmt::Write as _;

use super::{Named, density, heading, homes_range, one_check, plot, trails};
use crate::{
    assess::{Answer, Reason, homes_on, sloop_nieuwbouw::Rebuild},
    lang::Lang,
    model::Form,
    params::Params,
    survey::{Detail, FoundWall, PlotShape, Site, Survey},
    units::SquareMeters,
    wording::{self, number},
};

/// Every part with its checks and homes, and what only this form has.
pub(super) fn explain(site: &Site, params: &Params, named: &mut Named, lang: Lang, text: &mut String) {
    if let Detail::Plot(plot, capacity) = &site.detail {
        let shape = &PlotShape::of(plot);
        plot::cut(plot, shape, params, named, lang, text);
        plot::shape(plot, shape, params, named, lang, text);
        density::density(plot, capacity, params, named, lang, text);
        density::homes(shape.area_m2, capacity, params, named, lang, text);
    }
    if let Detail::EndWalls(end_walls) = &site.detail {
        walls(end_walls, params, named, lang, text);
    }
    if let Detail::Rebuild(rebuild) = &site.detail {
        old_and_new(rebuild, params, named, lang, text);
    }
    for (at, part) in site.parts.iter().enumerate() {
        let pand = site.members.get(at).filter(|_| site.by_pand).map(|pand| &pand.survey);
        let part = PartOf { form: site.form, at, pand, answer: part };
        one_part(&part, params, named, lang, text);
    }
    if site.form == Form::Optoppen {
        let how = lang.pick(
            "  de regels en de som van een pand: toplaag explain met zijn 16 cijfers",
            "  rules and sum of a pand: toplaag explain with its 16 digits",
        );
        let _ = writeln!(text, "{how}");
    }
}

/// One part of a site: a pand, a block or a plot.
pub(super) struct PartOf<'a> {
    pub form: Form,
    /// Its place among the parts.
    pub at: usize,
    /// The pand, where it is one.
    pub pand: Option<&'a Survey>,
    pub answer: &'a Answer,
}

pub(super) fn one_part(part: &PartOf<'_>, params: &Params, named: &mut Named, lang: Lang, text: &mut String) {
    let PartOf { form, at, pand, answer: part } = *part;
    let what = match (pand, form) {
        (Some(pand), _) => format!("pand {}", pand.id),
        (None, Form::Inbreiding) => lang.pick("kavel", "plot").to_owned(),
        (None, Form::SloopNieuwbouw) => lang.pick("alle panden samen", "all panden together").to_owned(),
        (None, _) => format!("{} {}", lang.pick("blok", "block"), at + 1),
    };
    let verdict = wording::verdict_word(part.verdict.code(), lang).unwrap_or_default();
    // Of optoppen the pand says them itself.
    if part.checks.is_empty() || form == Form::Optoppen {
        let _ = writeln!(text, "  {what}: {verdict}, {}", homes_range(part.homes, lang));
        return;
    }
    heading(&format!("{}: {what}, {verdict}", lang.pick("Regels", "Rules")), text);
    for check in &part.checks {
        one_check(check, params, named, lang, text);
    }
    if !Site::carries(part) {
        return;
    }
    match sum(form, pand, part, params, lang) {
        Some((sum, keys)) => {
            let _ = writeln!(text, "  {sum} → {}", homes_range(part.homes, lang));
            let keys: Vec<String> = keys.iter().map(|key| format!("vormen.{key}")).collect();
            trails(&keys.iter().map(String::as_str).collect::<Vec<_>>(), params, named, lang, text);
        }
        None => {
            let _ = writeln!(text, "  → {}", homes_range(part.homes, lang));
        }
    }
}

/// The sum of a part in the middle estimate, and the parameters in it.
fn sum(
    form: Form,
    pand: Option<&Survey>,
    part: &Answer,
    params: &Params,
    lang: Lang,
) -> Option<(String, &'static [&'static str])> {
    let found = |rule: Reason| part.checks.iter().find(|check| check.rule == rule)?.value;
    let p = &params.vormen;
    Some(match form {
        Form::Aanplakken => (
            format!(
                "{} m² bvo × {} / {} m², {}",
                number(part.gross?.0, 1, lang),
                number(params.optoppen.go_per_bvo.value, 2, lang),
                number(p.home_go_m2.value, 0, lang),
                lang.pick("hele woningen per gevel en laag", "whole homes by wall and storey"),
            ),
            &["home_go_m2", "home_go_low_m2", "home_go_high_m2"],
        ),
        Form::Uitplinten => (
            format!(
                "{} m² {} × {} / {} m²",
                number(found(Reason::Use)?, 1, lang),
                lang.pick("plint", "of plinth"),
                number(p.plinth_usable_share.value, 2, lang),
                number(p.plinth_home_go_m2.value, 0, lang),
            ),
            &[
                "plinth_usable_share",
                "plinth_usable_share_low",
                "plinth_usable_share_high",
                "plinth_home_go_m2",
                "plinth_home_go_low_m2",
                "plinth_home_go_high_m2",
            ],
        ),
        Form::Splitsen => (
            format!(
                "{} {} {} m² × {}",
                pand?.n_splittable(params),
                lang.pick("woningen van minstens", "homes of at least"),
                number(p.split_min_go_m2.value, 0, lang),
                number(p.split_share.value, 2, lang),
            ),
            &["split_min_go_m2", "split_share", "split_share_low", "split_share_high"],
        ),
        Form::Transformatie => (
            format!(
                "{} m² × {} {} × {} / {} m²",
                number(found(Reason::FloorArea)?, 1, lang),
                number(found(Reason::Daylight)?, 2, lang),
                lang.pick("met daglicht", "with daylight"),
                number(p.transform_usable_share.value, 2, lang),
                number(p.home_go_m2.value, 0, lang),
            ),
            &[
                "transform_depth_max_m",
                "transform_usable_share",
                "transform_usable_share_low",
                "transform_usable_share_high",
                "home_go_m2",
                "home_go_low_m2",
                "home_go_high_m2",
            ],
        ),
        Form::Optoppen | Form::Inbreiding | Form::SloopNieuwbouw => return None,
    })
}

pub(super) fn walls(walls: &[FoundWall], params: &Params, named: &mut Named, lang: Lang, text: &mut String) {
    heading(lang.pick("Kopgevels", "End walls"), text);
    for (at, wall) in walls.iter().enumerate() {
        let meters = |value: f64| number(value, 1, lang);
        let strip = SquareMeters(wall.exposed_m * wall.free_depth_m.min(params.vormen.aanplak_depth_m.value));
        let outcome = if wall.is_usable(params) {
            let home = SquareMeters(params.vormen.home_go_m2.value);
            let homes = homes_on(strip, 1.0, params.optoppen.go_per_bvo.value, home);
            format!(
                "{}, {} m² × {} / {} m² → {homes} {}",
                lang.pick("bruikbaar", "usable"),
                number(strip.0, 1, lang),
                number(params.optoppen.go_per_bvo.value, 2, lang),
                number(home.0, 0, lang),
                lang.pick("per laag", "a storey"),
            )
        } else {
            lang.pick("niet bruikbaar", "not usable").to_owned()
        };
        let _ = writeln!(
            text,
            "  {}. {} m, {} {} m, {} {} m: {outcome}",
            at + 1,
            meters(wall.length_m),
            lang.pick("waarvan vrij", "of which free"),
            meters(wall.exposed_m),
            lang.pick("grond ervoor vrij tot", "ground in front free to"),
            meters(wall.free_depth_m),
        );
    }
    trails(
        &["vormen.end_wall_min_m", "vormen.aanplak_depth_m", "vormen.neighbor_gap_m"],
        params,
        named,
        lang,
        text,
    );
}

pub(super) fn old_and_new(
    rebuild: &Rebuild,
    params: &Params,
    named: &mut Named,
    lang: Lang,
    text: &mut String,
) {
    let Rebuild { old, stay, ratio, said, new } = rebuild;
    heading(lang.pick("Oud en nieuw", "Old and new"), text);
    let _ = writeln!(text, "  {old} {}", lang.pick("woningen nu", "homes now"));
    let ratios = [ratio.mid, ratio.low, ratio.high].map(|ratio| number(ratio, 2, lang));
    let of = if *said { lang.pick(", zo opgegeven", ", as was given") } else { "" };
    let _ = writeln!(
        text,
        "  × {} ({} – {}){of} = {} ({} – {}) {}",
        ratios[0],
        ratios[1],
        ratios[2],
        new.mid,
        new.low,
        new.high,
        lang.pick("woningen terug", "homes rebuilt")
    );
    if *stay > 0 {
        let why = lang.pick("woningen blijven om hun energielabel", "homes stay for their energy label");
        let _ = writeln!(text, "  {stay} {why}");
    }
    let [from, to] = params.vormen.rebuild_ratio_agreed.value.map(|ratio| number(ratio, 1, lang));
    let aim = lang.pick("afgesproken streven, niet de praktijk", "the agreed aim, which practice is not");
    let _ = writeln!(text, "  {aim}: × {from} – {to}");
    let gain =
        rebuild.gain().map_or_else(String::new, |gain| format!(", {} %", number(gain * 100.0, 0, lang)));
    let _ = writeln!(
        text,
        "  {}: {}{gain}",
        lang.pick("winst, nieuw min oud", "net gain, new less old"),
        homes_range(rebuild.gained(), lang)
    );
    let keys = ["vormen.rebuild_ratio", "vormen.rebuild_ratio_low", "vormen.rebuild_ratio_high"];
    trails(&keys[..if *said { 0 } else { 3 }], params, named, lang, text);
    trails(&["vormen.rebuild_ratio_agreed", "vormen.label_protects"], params, named, lang, text);
}
