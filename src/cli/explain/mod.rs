//! `toplaag explain`.

mod address;
mod density;
mod form;
mod pand;
mod plot;
mod site;
mod told;

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use serde::Deserialize;

use super::terminal::{follow, print};
use crate::{
    assess::Check,
    assess::{Homes, Reason},
    error::Error,
    export::Kind,
    lang::{Lang, Said, say},
    model::PandId,
    params::{Parameter, Params},
    record::{Record, tell_certainty},
    tables::{self, Column, PANDEN, SiteRow},
    value::{Value, round},
    wording::{self, number, whole},
};

/// Tell why a pand or site got its verdict.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  toplaag explain out/weesp \"Perronstraat 1\"
  toplaag explain out/weesp Perronstraat 1 Weesp
  toplaag explain out/weesp 1381AB 12
  toplaag explain out/weesp 0457100000012345 --all
  toplaag explain out/weesp optoppen:stichting-voorbeeld:12

An address is looked up among those of the panden: street or postcode, with the lowest and the highest number.")]
pub(super) struct Args {
    /// Folder of a run, as `toplaag scan --out` wrote it.
    run: PathBuf,
    /// An address: street or postcode with a number, and the place where that is needed; the 16 digits of a pand; or a `site_id`.
    #[arg(required = true, num_args = 1..)]
    id: Vec<String>,
    /// Every rule, number, parameter and source too.
    #[arg(long, alias = "all")]
    alles: bool,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let record = Record::open(&args.run)?;
    let lang = follow(lang.unwrap_or_else(|| record.lang()));
    let mut sites = record.sites()?;
    tell_certainty(&mut sites, &record.params);
    let mut text = String::new();
    let asked = args.id.join(" ");
    let site = sites.iter().find(|site| site.id == asked);
    let pand = match (asked.parse::<PandId>(), site) {
        (Ok(id), _) => record.pand(id)?,
        (Err(_), Some(_)) => None,
        (Err(_), None) => match address::find(&asked, &record)? {
            Some(id) => record.pand(id)?,
            None => None,
        },
    };
    if !args.alles {
        let id = match (&pand, site) {
            (Some(pand), _) => {
                told::pand(pand, &sites, &record.params, lang, &mut text);
                pand.survey.id.to_string()
            }
            (None, Some(site)) => {
                told::site(site, lang, &mut text);
                site.id.clone()
            }
            (None, None) => return Err(not_found(&asked, args, &sites)),
        };
        told::rest(&args.run, &id, lang, &mut text);
        print(&text);
        return Ok(());
    }
    if let Some(pand) = &pand {
        let issues = record.issues_about(&pand.survey.id.to_string())?;
        pand::explain(pand, &sites, &issues, &record.params, lang, &mut text);
        columns(PANDEN, &pand.survey, &record, lang, &mut text);
    } else if let Some(site) = site {
        site::explain(site, &record, lang, &mut text);
    } else {
        return Err(not_found(&asked, args, &sites));
    }
    let run = &record.run;
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

fn not_found(asked: &str, args: &Args, sites: &[SiteRow]) -> Error {
    let alike = alike(sites, asked);
    Error::NotFound {
        detail: say!(
            "`{asked}` is geen pand, adres of locatie van de run in `{}`",
            "`{asked}` is no pand, address or site of the run in `{}`",
            args.run.display()
        ),
        hint: if alike.is_empty() {
            say!(
                "geef een adres, de 16 cijfers van een pand, of een site_id uit shortlist.csv",
                "give an address, the 16 digits of a pand, or a site_id from shortlist.csv"
            )
        } else {
            say!("bedoelt u {}?", "did you mean {}?", alike.join(", "))
        },
    }
}

/// Sites whose identification holds the text, or whose location or complex it
/// is, whatever its case; those of that location first, its best form ahead.
fn alike<'a>(sites: &'a [SiteRow], text: &str) -> Vec<&'a str> {
    const SHOWN: usize = 7;
    let text = text.to_lowercase();
    let is = |other: &str| other.to_lowercase() == text;
    let mut alike: Vec<&SiteRow> = sites
        .iter()
        .filter(|site| {
            site.id.to_lowercase().contains(&text)
                || is(&site.location)
                || site.called.complex.as_deref().is_some_and(is)
        })
        .collect();
    alike.sort_by_key(|site| (!is(&site.location), !site.choice.best, site.id.as_str()));
    alike.truncate(SHOWN);
    alike.into_iter().map(|site| site.id.as_str()).collect()
}

fn heading(title: &str, text: &mut String) {
    let _ = writeln!(text, "\n{title}");
}

/// The parameters that were named already: of each the trail stands once.
type Named = BTreeSet<String>;

/// A rule with what it found, and the trail of its parameter.
fn one_check(check: &Check, params: &Params, named: &mut Named, lang: Lang, text: &mut String) {
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
        (None, _) => check.missing.map_or_else(String::new, |fact| wording::missing(fact, lang).to_owned()),
    };
    let _ = writeln!(
        text,
        "  {:<22} {:<13} {found}",
        wording::rule(check.rule, lang),
        wording::outcome(check.outcome, lang)
    );
    trails(&[check.parameter], params, named, lang, text);
}

/// The trails of parameters that were not named before.
fn trails(keys: &[&str], params: &Params, named: &mut Named, lang: Lang, text: &mut String) {
    for parameter in keys.iter().filter_map(|key| params.get(key)) {
        if named.insert(parameter.key.clone()) {
            let _ = writeln!(text, "    {}", trail(parameter, lang));
        }
    }
}

/// Where a value comes from. A table is too long for a line: it stands in
/// the report.
fn trail(parameter: &Parameter, lang: Lang) -> String {
    let is_table = parameter.value.as_array().is_some_and(|rows| rows.iter().any(|row| row.is_object()));
    let value = if is_table { "…".to_owned() } else { parameter.value.to_string() };
    format!(
        "{} = {} {} [{:?}] {} ({})",
        parameter.key,
        value,
        parameter.unit.pick(lang),
        parameter.confidence,
        parameter.source.pick(lang),
        parameter.date
    )
}

/// Homes by estimate: `12 woningen (8 – 15)`.
fn homes_range(homes: Homes, lang: Lang) -> String {
    let one = |homes: Option<i64>| homes.map_or_else(|| "?".to_owned(), |homes| whole(homes, lang));
    format!(
        "{} {} ({} – {})",
        one(homes.mid.map(i64::from)),
        if homes.mid == Some(1) { lang.pick("woning", "home") } else { lang.pick("woningen", "homes") },
        one(homes.low.map(i64::from)),
        one(homes.high.map(i64::from))
    )
}

/// Findings as indented lines, one value a line.
fn json(value: &serde_json::Value, depth: usize, lang: Lang, text: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                if let Ok(said) = Said::deserialize(value) {
                    let _ = writeln!(text, "{indent}{name:<22} {}", said.pick(lang));
                } else if value.is_object()
                    || value.as_array().is_some_and(|items| items.iter().any(|item| !item.is_string()))
                {
                    let _ = writeln!(text, "{indent}{name}");
                    json(value, depth + 1, lang, text);
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
                    None => json(item, depth, lang, text),
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
fn columns<T>(columns: &[Column<T>], object: &T, record: &Record, lang: Lang, text: &mut String) {
    heading(lang.pick("Alle gegevens", "All facts"), text);
    // As the tables of the run have it.
    let names = record.names(record.lang());
    for (column, value) in columns.iter().zip(tables::row(columns, object, &names)) {
        let spec = &column.spec;
        let shown = match (value, spec.kind) {
            (Value::Null, _) => continue,
            (Value::Bool(flag), _) => {
                if flag { lang.pick("ja", "yes") } else { lang.pick("nee", "no") }.to_owned()
            }
            (Value::Real(number), Kind::Real { decimals }) => {
                round(number, decimals).map_or_else(String::new, |number| number.to_string())
            }
            (other, _) => other.to_code().unwrap_or_default(),
        };
        let _ = writeln!(text, "  {:<20} {shown:<24} {} {}", spec.name, spec.meaning(lang), spec.unit);
    }
}

#[cfg(test)]
mod tests;
