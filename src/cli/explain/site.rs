//! Why did this site get its verdict, and how does it stand beside the other
//! forms of its location?

use std::fmt::Write as _;

use super::{Named, columns, form, heading, homes_range, json, trail};
use crate::{
    lang::Lang,
    model::Form,
    params::Params,
    record::{Findings, Record},
    score::Criterion,
    survey::SiteSet,
    tables::{SITES, SiteRow, sentence},
    wording::{self, number},
};

/// The form with its sums, the location, the score, and all that was found.
pub(super) fn explain(site: &SiteRow, record: &Record, lang: Lang, text: &mut String) {
    let params = &record.params;
    let word = wording::verdict_word(site.verdict.code(), lang).unwrap_or_default();
    let why = sentence(site, lang);
    let _ = writeln!(text, "{} {}: {word}, {why}", lang.pick("locatie", "site"), site.id);
    let _ = writeln!(text, "{}: {}", lang.pick("vorm", "form"), wording::form(site.form, lang));
    form::explain(site, params, &mut Named::new(), lang, text);
    location(&site.choice.set, &site.location, &site.id, lang, text);
    score(site, params, lang, text);
    heading(lang.pick("Bevindingen", "Findings"), text);
    let findings = serde_json::to_value(Findings::of(site, params)).unwrap_or_default();
    for name in ["parking", "grid", "water", "reasons"] {
        json(&serde_json::json!({ name: findings[name] }), 1, lang, text);
    }
    columns(SITES, site, record, lang, text);
    heading(lang.pick("Parameters", "Parameters"), text);
    let groups = [group(site.form), "parkeren.", "net.", "water.", "score."];
    for parameter in params.list().iter().filter(|p| groups.iter().any(|group| p.key.starts_with(group))) {
        let _ = writeln!(text, "  {}", trail(parameter, lang));
    }
}

/// The parameters a form rests on.
fn group(form: Form) -> &'static str {
    match form {
        Form::Optoppen => "optoppen.",
        Form::Inbreiding => "inbreiding.",
        _ => "vormen.",
    }
}

/// All forms of the location, and which of them go together.
pub(super) fn location(set: &SiteSet, location: &str, site_id: &str, lang: Lang, text: &mut String) {
    let SiteSet { options, homes, parking, load } = set;
    let title = lang.pick("De vormen op deze locatie", "The forms at this location");
    heading(&format!("{title} ({location})"), text);
    if options.is_empty() {
        let none = lang.pick("  geen vorm komt in aanmerking", "  no form qualifies");
        let _ = writeln!(text, "{none}");
        return;
    }
    for option in options {
        let score = option.score.map_or_else(|| "–".into(), |score| number(score, 1, lang));
        let in_set = if option.in_set { lang.pick("gaat samen", "in the set") } else { "" };
        let here = if option.site_id == site_id { "*" } else { " " };
        let _ = writeln!(
            text,
            "{here} {:<16} {:<26} score {score:>5}  {in_set:<10}  {}",
            wording::form_word(option.form),
            homes_range(option.homes, lang),
            option.site_id,
        );
    }
    let _ = write!(
        text,
        "  {}: {}",
        lang.pick("wat samengaat, niets dubbel geteld", "what goes together, nothing counted twice"),
        homes_range(*homes, lang)
    );
    if let Some(parking) = parking {
        let places = |label: &str, places: Option<f64>| {
            places.map_or_else(String::new, |places| format!(", {label} {}", number(places, 1, lang)))
        };
        let _ = write!(
            text,
            "{}{}{}",
            places(lang.pick("parkeereis", "parking needs"), Some(parking.demand)),
            places(lang.pick("vrij", "free"), parking.balance.supply),
            places(lang.pick("tekort", "short"), parking.balance.shortfall)
        );
    }
    if homes.mid.is_some() {
        let _ =
            write!(text, ", {} {} kW", lang.pick("piekbelasting", "peak load"), number(load.peak.0, 1, lang));
    }
    text.push('\n');
}

fn score(site: &SiteRow, params: &Params, lang: Lang, text: &mut String) {
    heading(lang.pick("Score", "Score"), text);
    let weights = params.score.weights(site.form);
    for criterion in Criterion::ALL {
        let value = criterion.value(&site.values);
        let value =
            value.map_or_else(|| lang.pick("onbekend", "unknown").to_owned(), |value| number(value, 3, lang));
        let weight = number(criterion.weight(weights), 0, lang);
        let _ = writeln!(
            text,
            "  {:<12} {} {weight:>3}  {value}",
            criterion.code(),
            lang.pick("gewicht", "weight")
        );
    }
    let score = site.score().map_or_else(|| "–".into(), |score| number(score, 1, lang));
    let coverage = site.coverage().map_or_else(|| "–".into(), |share| number(share, 2, lang));
    let _ = writeln!(
        text,
        "  {} {score}, {} {coverage}, {} {}",
        lang.pick("score", "score"),
        lang.pick("dekking", "coverage"),
        lang.pick("profiel", "profile"),
        params.score.profile.value.code()
    );
    if let Some(certainty) = site.certainty {
        let _ = writeln!(text, "  {}", certainty.in_words(lang));
    }
}
