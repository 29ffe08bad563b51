//! `toplaag explain`.

mod density;
mod form;
mod pand;
mod plot;
mod site;

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use super::terminal::print;
use crate::{
    assess::{Homes, Reason},
    error::Error,
    finished::{self, Explained, Row},
    params::{Parameter, Params},
    scan::CheckFound,
    text::{self, Lang, number},
    value::Value,
};

/// Show every finding, number, parameter and source behind one pand or site.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  toplaag explain out/weesp 0457100000012345
  toplaag explain out/weesp optoppen:stichting-voorbeeld:12
  toplaag explain out/weesp inbreiding:wsp00-a-1234")]
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
    let (run, params, explained) = finished::explain(&args.run, &args.id)?;
    let lang = args.lang.as_deref().or(Some(&run.lang)).and_then(Lang::parse).unwrap_or_default();
    let mut text = String::new();
    match &explained {
        Explained::Pand(pand) => pand::explain(pand, &params, lang, &mut text),
        Explained::Site(site) => site::explain(site, &params, lang, &mut text),
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

/// The parameters that were named already: of each the trail stands once.
type Named = BTreeSet<String>;

/// A rule with what it found, and the trail of its parameter.
fn one_check(check: &CheckFound, params: &Params, named: &mut Named, lang: Lang, text: &mut String) {
    let value = |value: f64| match check.rule {
        Reason::Bouwjaar
        | Reason::Demolition
        | Reason::Storeys
        | Reason::Restriction
        | Reason::TooYoung
        | Reason::EarlierPermit
        | Reason::NoHome => {
            format!("{value:.0}")
        }
        Reason::FlatArea | Reason::FloorArea | Reason::EndWall | Reason::FreeDepth => number(value, 1, lang),
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
    trails(&[&check.parameter], params, named, text);
}

/// The trails of parameters that were not named before.
fn trails(keys: &[&str], params: &Params, named: &mut Named, text: &mut String) {
    for parameter in keys.iter().filter_map(|key| params.get(key)) {
        if named.insert(parameter.key.clone()) {
            let _ = writeln!(text, "    {}", trail(parameter));
        }
    }
}

/// Where a value comes from. A table is too long for a line: it stands in
/// the report.
fn trail(parameter: &Parameter) -> String {
    let is_table = parameter.value.as_array().is_some_and(|rows| rows.iter().any(|row| row.is_object()));
    let value = if is_table { "…".to_owned() } else { parameter.value.to_string() };
    format!(
        "{} = {} {} [{:?}] {} ({})",
        parameter.key, value, parameter.unit, parameter.confidence, parameter.source, parameter.date
    )
}

/// Homes by estimate: `12 woningen (8 – 15)`.
fn homes_range(homes: Homes, lang: Lang) -> String {
    let one = |homes: Option<u32>| homes.map_or_else(|| "?".to_owned(), |homes| homes.to_string());
    format!(
        "{} {} ({} – {})",
        one(homes.mid),
        if homes.mid == Some(1) { lang.pick("woning", "home") } else { lang.pick("woningen", "homes") },
        one(homes.low),
        one(homes.high)
    )
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

#[cfg(test)]
mod tests;
