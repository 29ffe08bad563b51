//! Why did this pand get its verdict?

use std::fmt::Write as _;

use super::{Named, heading, one_check, trail};
use crate::{
    assess::optoppen::StoreysFrom,
    lang::Lang,
    model::{Form, RoofFrom},
    params::Params,
    survey::FoundPand,
    tables::SiteRow,
    wording::{self, number},
};

/// The rules of optoppen one by one, with their numbers; and the other forms
/// the pand takes part in.
pub(super) fn explain(
    pand: &FoundPand,
    sites: &[SiteRow],
    issues: &[[String; 2]],
    params: &Params,
    lang: Lang,
    text: &mut String,
) {
    let (id, assessment) = (pand.survey.id, &pand.survey.assessment);
    let verdict = wording::verdict(assessment.verdict, lang);
    let _ = writeln!(
        text,
        "pand {id}: {verdict}, {}",
        wording::reason_sentence(assessment.verdict, &assessment.checks, lang)
    );
    for site in sites.iter().filter(|site| site.members.iter().any(|member| member.survey.id == id)) {
        let form = wording::form_word(site.form);
        let verdict = wording::verdict_word(site.verdict.code(), lang).unwrap_or_default();
        let homes = site.homes.mid.map_or_else(|| "?".into(), |homes| homes.to_string());
        let _ = writeln!(
            text,
            "{} {}: {form}, {verdict}, {homes} {}",
            lang.pick("hoort bij locatie", "belongs to site"),
            site.id,
            lang.pick("woningen", "homes"),
        );
    }
    let optoppen = wording::form(Form::Optoppen, lang);
    let rules = lang.pick("regels, in hun volgorde", "rules, in their order");
    heading(&format!("{optoppen}: {rules}"), text);
    let mut named = Named::new();
    for check in &assessment.checks {
        one_check(check, params, &mut named, lang, text);
    }
    heading(lang.pick("Woningen", "Homes"), text);
    sums(pand, params, lang, text);
    if !assessment.missing.is_empty() {
        heading(lang.pick("Wat ontbreekt", "What is missing"), text);
        for fact in &assessment.missing {
            let _ = writeln!(text, "  {}", wording::missing(*fact, lang));
        }
    }
    if !assessment.flags.is_empty() {
        heading(lang.pick("Aandachtspunten", "Remarks"), text);
        for flag in &assessment.flags {
            let _ = writeln!(text, "  {}", wording::flag(*flag, params, lang));
        }
    }
    if !issues.is_empty() {
        heading(lang.pick("Bijzonderheden in de gegevens", "Oddities in the data"), text);
        for [meaning, detail] in issues {
            let _ = writeln!(text, "  {meaning}: {detail}");
        }
    }
}

fn sums(pand: &FoundPand, params: &Params, lang: Lang, text: &mut String) {
    let (facts, assessment) = (&pand.survey.facts, &pand.survey.assessment);
    if let Some((storeys, from)) = assessment.storeys {
        let _ = writeln!(
            text,
            "  {storeys} {} ({})",
            lang.pick("bouwlagen", "storeys"),
            wording::storeys_from(from, lang)
        );
        if matches!(from, StoreysFrom::Height | StoreysFrom::AhnHeight) {
            let _ = writeln!(
                text,
                "    {}",
                params
                    .get("optoppen.existing_storey_m")
                    .map(|parameter| trail(parameter, lang))
                    .unwrap_or_default()
            );
        }
    }
    if facts.roof.from.is_estimate() {
        let keys = ["ahn_shrink_m", "ahn_ring_m", "ahn_flat_slope_max_deg", "ahn_flat_residual_max_m"];
        for parameter in keys.iter().filter_map(|key| params.get(&format!("optoppen.{key}"))) {
            let _ = writeln!(text, "    {}", trail(parameter, lang));
        }
    }
    let (Some(flat), Some(extra)) = (assessment.flat_roof, assessment.extra_storeys) else {
        let _ = writeln!(
            text,
            "  {}",
            lang.pick("niet te zeggen: zie wat ontbreekt", "cannot be said: see what is missing")
        );
        return;
    };
    let p = &params.optoppen;
    let estimated = match (flat.estimated, facts.roof.from) {
        (false, _) => "",
        (true, RoofFrom::Heights) => lang.pick(" (geschat)", " (estimated)"),
        (true, _) => lang.pick(" (geschat uit AHN)", " (estimated from AHN)"),
    };
    let _ = writeln!(
        text,
        "  {} m²{estimated} × {} × {extra} {} = {} m² bvo",
        number(flat.value.0, 1, lang),
        number(p.usable_roof_share.value, 2, lang),
        lang.pick("laag/lagen", "storey(s)"),
        number(flat.value.0 * p.usable_roof_share.value * f64::from(extra), 1, lang),
    );
    let homes = |homes: Option<i64>| homes.map_or_else(|| "?".to_owned(), |homes| homes.to_string());
    // What the sum itself gives, where a rule then leaves none of it.
    let bvo = flat.value.0 * p.usable_roof_share.value * f64::from(extra);
    let by_sum = (bvo * p.go_per_bvo.value / p.home_go_m2.value).floor();
    let before = if assessment.homes.mid == Some(0) && by_sum >= 1.0 {
        let left = lang.pick("; de regels laten daarvan over:", "; the rules leave of these:");
        format!("{}{left} ", number(by_sum, 0, lang))
    } else {
        String::new()
    };
    let _ = writeln!(
        text,
        "  × {} / {} m² → {before}{} {} ({} – {})",
        number(p.go_per_bvo.value, 2, lang),
        number(p.home_go_m2.value, 0, lang),
        homes(assessment.homes.mid.map(i64::from)),
        lang.pick("woningen", "homes"),
        homes(assessment.homes.low.map(i64::from)),
        homes(assessment.homes.high.map(i64::from)),
    );
    for key in ["usable_roof_share", "go_per_bvo", "home_go_m2", "layers_by_bouwjaar", "max_extra"] {
        if let Some(parameter) = params.get(&format!("optoppen.{key}")) {
            let _ = writeln!(text, "    {}", trail(parameter, lang));
        }
    }
}
