//! `toplaag explain`.

use std::{fmt::Write as _, path::PathBuf};

use super::terminal::print;
use crate::{
    assess::{Check, Reason, optoppen::StoreysFrom},
    error::Error,
    model::RoofFrom,
    params::{Parameter, Params},
    scan::{self, Explained, PandExplained, Row, SiteExplained},
    score::Criterion,
    text::{self, Lang, number},
    value::Value,
};

/// Show every finding, number, parameter and source behind one pand or site.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  toplaag explain out/weesp 0457100000012345
  toplaag explain out/weesp optoppen:stichting-voorbeeld:12")]
pub(super) struct Args {
    /// Folder of a run, as `toplaag scan --out` wrote it.
    run: PathBuf,
    /// The 16 digits of a pand, or a `site_id`.
    id: String,
    /// Language [default: that of the run].
    #[arg(long, value_parser = ["nl", "en"])]
    lang: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<(), Error> {
    let (run, params, explained) = scan::explain(&args.run, &args.id)?;
    let lang = args.lang.as_deref().or(Some(&run.lang)).and_then(Lang::parse).unwrap_or_default();
    let mut text = String::new();
    match &explained {
        Explained::Pand(pand) => explain_pand(pand, &params, lang, &mut text),
        Explained::Site(site) => explain_site(site, &params, lang, &mut text),
    }
    heading(lang.pick("Bronnen", "Sources"), &mut text);
    for input in &run.inputs {
        let date = if input.date.is_empty() { String::new() } else { format!(", {}", input.date) };
        let _ = writeln!(
            text,
            "  {:<28} {} {}{date}, sha256 {:.12}…, {}",
            input.role, input.file, input.layer, input.sha256, input.attribution
        );
    }
    let _ = writeln!(text, "  {} {}", run.program, run.version);
    print(&text);
    Ok(())
}

fn heading(title: &str, text: &mut String) {
    let _ = writeln!(text, "\n{title}");
}

fn explain_pand(pand: &PandExplained, params: &Params, lang: Lang, text: &mut String) {
    let assessment = &pand.assessment;
    let id = pand.row.get("identificatie").to_code().unwrap_or_default();
    let verdict = text::verdict(assessment.verdict, lang);
    let _ = writeln!(
        text,
        "pand {id}: {verdict}, {}",
        text::reason_sentence(assessment.verdict, &assessment.checks, lang)
    );
    if let Some(site) = &pand.site_id {
        let _ = writeln!(text, "{} {site}", lang.pick("hoort bij locatie", "belongs to site"));
    }
    heading(lang.pick("Regels, in hun volgorde", "Rules, in their order"), text);
    for check in &assessment.checks {
        one_check(check, params, lang, text);
    }
    heading(lang.pick("Woningen", "Homes"), text);
    sums(pand, params, lang, text);
    if !assessment.missing.is_empty() {
        heading(lang.pick("Wat ontbreekt", "What is missing"), text);
        for fact in &assessment.missing {
            let _ = writeln!(text, "  {}", text::missing(*fact, lang));
        }
    }
    if !assessment.flags.is_empty() {
        heading(lang.pick("Aandachtspunten", "Remarks"), text);
        for flag in &assessment.flags {
            let _ = writeln!(text, "  {}", text::flag(*flag, lang));
        }
    }
    columns(&pand.row, &crate::tables::specs(crate::tables::PANDEN), lang, text);
}

fn one_check(check: &Check, params: &Params, lang: Lang, text: &mut String) {
    let value = |value: f64| match check.rule {
        Reason::Bouwjaar | Reason::Demolition | Reason::Storeys | Reason::Restriction => {
            format!("{value:.0}")
        }
        Reason::FlatArea => number(value, 1, lang),
        _ => number(value, 2, lang),
    };
    let found = match (check.value, check.norm) {
        (Some(found), Some(norm)) => {
            let word = if check.parameter.ends_with("_max") {
                lang.pick("hoogstens", "at most")
            } else {
                lang.pick("minstens", "at least")
            };
            format!("{} ({word} {})", value(found), value(norm))
        }
        (Some(found), None) => value(found),
        (None, _) => check.missing.map_or_else(String::new, |fact| text::missing(fact, lang).to_owned()),
    };
    let _ = writeln!(
        text,
        "  {:<22} {:<13} {found}",
        text::rule(check.rule, lang),
        text::outcome(check.outcome, lang)
    );
    if let Some(parameter) = params.get(check.parameter) {
        let _ = writeln!(text, "    {}", trail(parameter));
    }
}

fn trail(parameter: &Parameter) -> String {
    format!(
        "{} = {} {} [{:?}] {} ({})",
        parameter.key,
        parameter.value,
        parameter.unit,
        parameter.confidence,
        parameter.source,
        parameter.date
    )
}

fn sums(pand: &PandExplained, params: &Params, lang: Lang, text: &mut String) {
    let assessment = &pand.assessment;
    if let Some((storeys, from)) = assessment.storeys {
        let _ = writeln!(
            text,
            "  {storeys} {} ({})",
            lang.pick("bouwlagen", "storeys"),
            text::storeys_from(from, lang)
        );
        if matches!(from, StoreysFrom::Height | StoreysFrom::AhnHeight) {
            let _ = writeln!(
                text,
                "    {}",
                params.get("optoppen.existing_storey_m").map(trail).unwrap_or_default()
            );
        }
    }
    if pand.facts.roof.from.is_estimate() {
        let keys = ["ahn_shrink_m", "ahn_ring_m", "ahn_flat_slope_max_deg", "ahn_flat_residual_max_m"];
        for parameter in keys.iter().filter_map(|key| params.get(&format!("optoppen.{key}"))) {
            let _ = writeln!(text, "    {}", trail(parameter));
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
    let estimated = match (flat.estimated, pand.facts.roof.from) {
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
    let homes = |homes: Option<u32>| homes.map_or_else(|| "?".to_owned(), |homes| homes.to_string());
    let _ = writeln!(
        text,
        "  × {} / {} m² → {} {} ({} – {})",
        number(p.go_per_bvo.value, 2, lang),
        number(p.home_go_m2.value, 0, lang),
        homes(assessment.homes.mid),
        lang.pick("woningen", "homes"),
        homes(assessment.homes.low),
        homes(assessment.homes.high),
    );
    for key in ["usable_roof_share", "go_per_bvo", "home_go_m2", "layers_by_bouwjaar", "max_extra"] {
        if let Some(parameter) = params.get(&format!("optoppen.{key}")) {
            let _ = writeln!(text, "    {}", trail(parameter));
        }
    }
}

fn explain_site(site: &SiteExplained, params: &Params, lang: Lang, text: &mut String) {
    let row = &site.row;
    let show = |name: &str| row.get(name).to_code().unwrap_or_default();
    let verdict = show("verdict");
    let word = text::verdict_word(&verdict, lang).unwrap_or(&verdict);
    let _ =
        writeln!(text, "{} {}: {word}, {}", lang.pick("locatie", "site"), show("site_id"), show("reason"));
    heading(lang.pick("Score", "Score"), text);
    let weights = params.score.weights(crate::model::Form::Optoppen);
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
    heading(lang.pick("Bevindingen", "Findings"), text);
    json(&site.findings, 1, text);
    columns(row, &crate::tables::specs(crate::tables::SITES), lang, text);
    heading(lang.pick("Parameters", "Parameters"), text);
    let groups = ["parkeren.", "net.", "water.", "score."];
    for parameter in params.list().iter().filter(|p| groups.iter().any(|group| p.key.starts_with(group))) {
        let _ = writeln!(text, "  {}", trail(parameter));
    }
}

/// Findings as indented lines, one value a line.
fn json(value: &serde_json::Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                if value.is_object()
                    || value.as_array().is_some_and(|items| items.iter().any(|item| !item.is_string()))
                {
                    let _ = writeln!(text, "{indent}{name}");
                    json(value, depth + 1, text);
                } else {
                    let _ = writeln!(text, "{indent}{name:<22} {}", word(value));
                }
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                match item.as_array() {
                    Some(pair) => {
                        let words: Vec<_> = pair.iter().map(word).collect();
                        let _ = writeln!(text, "{indent}{}", words.join("  "));
                    }
                    None => json(item, depth, text),
                }
            }
        }
        other => {
            let _ = writeln!(text, "{indent}{other}");
        }
    }
}

/// One value of a finding; sums are shown to the thousandth.
fn word(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Number(number) if number.is_f64() => {
            let rounded = number.as_f64().and_then(|number| crate::value::round(number, 3));
            rounded.map_or_else(|| number.to_string(), |number| number.to_string())
        }
        serde_json::Value::Null => "–".into(),
        other => other.to_string().trim_matches('"').to_owned(),
    }
}

/// Every column that holds something, with its meaning.
fn columns(row: &Row, specs: &[crate::export::ColumnSpec], lang: Lang, text: &mut String) {
    heading(lang.pick("Alle gegevens", "All facts"), text);
    for name in row.names() {
        let (value, Some(spec)) = (row.get(name), specs.iter().find(|spec| spec.name == name)) else {
            continue;
        };
        let shown = match &value {
            Value::Null => continue,
            // SQLite has no yes and no.
            Value::Int(flag) if spec.kind == crate::export::Kind::Bool => {
                if *flag == 0 { lang.pick("nee", "no") } else { lang.pick("ja", "yes") }.to_owned()
            }
            Value::Real(number) => format!("{number}"),
            other => other.to_code().unwrap_or_default(),
        };
        let _ = writeln!(text, "  {name:<20} {shown:<24} {} {}", spec.meaning(lang), spec.unit);
    }
}
