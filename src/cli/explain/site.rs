//! Why did this site get its verdict, and how does it stand beside the other
//! forms of its location?

use std::fmt::Write as _;

use super::{Named, columns, form, heading, homes_range, json, trail};
use crate::{
    finished::{Row, SiteExplained},
    model::Form,
    params::Params,
    scan::{SetFound, SiteFindings},
    score::Criterion,
    text::{self, Lang, number},
};

/// The form with its sums, the location, the score, and all that was found.
pub(super) fn explain(site: &SiteExplained, params: &Params, lang: Lang, text: &mut String) {
    let SiteExplained { row, findings } = site;
    let show = |name: &str| row.get(name).to_code().unwrap_or_default();
    let verdict = show("verdict");
    let word = text::verdict_word(&verdict, lang).unwrap_or(&verdict);
    let _ =
        writeln!(text, "{} {}: {word}, {}", lang.pick("locatie", "site"), show("site_id"), show("reason"));
    let _ = writeln!(text, "{}: {}", lang.pick("vorm", "form"), text::form(findings.form, lang));
    form::explain(findings, params, &mut Named::new(), lang, text);
    location(findings, &show("site_id"), lang, text);
    score(row, findings.form, params, lang, text);
    heading(lang.pick("Bevindingen", "Findings"), text);
    json(&serde_json::Value::Object(findings.others.clone()), 1, text);
    columns(row, &crate::tables::specs(crate::tables::SITES), lang, text);
    heading(lang.pick("Parameters", "Parameters"), text);
    let groups = [group(findings.form), "parkeren.", "net.", "water.", "score."];
    for parameter in params.list().iter().filter(|p| groups.iter().any(|group| p.key.starts_with(group))) {
        let _ = writeln!(text, "  {}", trail(parameter));
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
pub(super) fn location(findings: &SiteFindings, site_id: &str, lang: Lang, text: &mut String) {
    let SetFound { options, homes, parking, load } = &findings.set;
    let title = lang.pick("De vormen op deze locatie", "The forms at this location");
    heading(&format!("{title} ({})", findings.location), text);
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
            text::form_word(option.form),
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
            places(lang.pick("vrij", "free"), parking.supply),
            places(lang.pick("tekort", "short"), parking.shortfall)
        );
    }
    if homes.mid.is_some() {
        let _ =
            write!(text, ", {} {} kW", lang.pick("piekbelasting", "peak load"), number(load.peak, 1, lang));
    }
    text.push('\n');
}

fn score(row: &Row, form: Form, params: &Params, lang: Lang, text: &mut String) {
    heading(lang.pick("Score", "Score"), text);
    let weights = params.score.weights(form);
    for criterion in Criterion::ALL {
        let value = row.get(criterion.column()).as_f64();
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
    let score = row.get("score").as_f64().map_or_else(|| "–".into(), |score| number(score, 1, lang));
    let coverage = row.get("coverage").as_f64().map_or_else(|| "–".into(), |share| number(share, 2, lang));
    let _ = writeln!(
        text,
        "  {} {score}, {} {coverage}, {} {}",
        lang.pick("score", "score"),
        lang.pick("dekking", "coverage"),
        lang.pick("profiel", "profile"),
        params.score.profile.value.code()
    );
}
