//! `toplaag fetch`.

use std::{fmt::Write as _, path::PathBuf, time::Duration};

use super::{
    progress::teller,
    terminal::{print, warn},
};
use crate::{
    error::Error,
    fetch::{self, BUILT_IN, Catalogue, Entry, Options, Outcome, Patience, Redistribution, Service},
    lang::Lang,
    wording::whole,
};

/// Get the open data of one gemeente, and a project file that reads it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag fetch --gemeente Delft --into data/delft
  toplaag check data/delft/toplaag.toml
  toplaag fetch --gemeente GM0503 --into data/delft --only panden,verblijfsobjecten
  toplaag fetch --list
  toplaag fetch --show-catalogue > bronnen.toml      then: --catalogue bronnen.toml

Asks the publishers themselves and sends them nothing but the outline of the gemeente. The same command goes on where
it broke off; what is younger than --max-age is not asked again. A source that does not answer is a warning, unless
it is the panden (exit code 3). Where each file came from, and under which licence, stands in manifest.json.")]
pub(super) struct Args {
    /// Name or code: Delft, GM0503, 0503.
    #[arg(long, required_unless_present_any = ["list", "show_catalogue"])]
    gemeente: Option<String>,
    /// Folder to fill.
    #[arg(long, required_unless_present_any = ["list", "show_catalogue"])]
    into: Option<PathBuf>,
    /// Sources to fetch, separated by commas [default: all that are not optional].
    #[arg(long, value_delimiter = ',', value_name = "SOURCES")]
    only: Vec<String>,
    /// Sources to leave out, separated by commas.
    #[arg(long, value_delimiter = ',', value_name = "SOURCES")]
    skip: Vec<String>,
    /// Own catalogue, laid over the built-in one key by key.
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// Days for which what was fetched is not asked again.
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    max_age: u64,
    /// How often a request is repeated, after 1, 2, 4, … seconds.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(0..=10))]
    retries: u32,
    /// Longest silence of a service.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    timeout: u64,
    /// Replace the project file that is there, and the data of another gemeente.
    #[arg(long)]
    force: bool,
    /// Show what would be fetched and from where, and stop.
    #[arg(long)]
    list: bool,
    /// Print the built-in catalogue, and stop.
    #[arg(long)]
    show_catalogue: bool,
    /// Show no progress and no summary; warnings stay.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &Args, lang: Lang) -> Result<(), Error> {
    if args.show_catalogue {
        print(BUILT_IN);
        return Ok(());
    }
    let catalogue = Catalogue::read(args.catalogue.as_deref())?;
    if args.list {
        print(&list(&catalogue.selected(&args.only, &args.skip)?, lang));
        return Ok(());
    }
    let into = args.into.clone().unwrap_or_default();
    let options = Options {
        gemeente: args.gemeente.clone().unwrap_or_default(),
        into: into.clone(),
        only: args.only.clone(),
        skip: args.skip.clone(),
        max_age_days: args.max_age,
        patience: Patience { retries: args.retries, silence: Duration::from_secs(args.timeout) },
        force: args.force,
        lang,
    };
    let outcome =
        fetch::run(&catalogue, &options, teller(args.quiet, lang).as_mut()).inspect_err(|error| {
            if matches!(error, Error::Interrupted) {
                warn(lang.pick(
                    "wat binnen was blijft; hetzelfde commando gaat verder",
                    "what came in stays; the same command goes on",
                ));
            }
        })?;
    for (name, what) in &outcome.warnings {
        warn(&format!("{}: {name}: {what}", lang.pick("let op", "warning")));
    }
    if !args.quiet {
        print(&summary(&outcome, lang));
    }
    outcome.error.map_or(Ok(()), Err)
}

fn list(chosen: &[(&str, &Entry)], lang: Lang) -> String {
    let mut text = String::new();
    for (key, entry) in chosen.iter().filter(|(_, entry)| entry.service != Service::None) {
        let _ = writeln!(text, "{key:<24} {} ({})", entry.name, entry.publisher);
        let _ = writeln!(text, "{:<24} {}: {} {}", "", entry.service.name(), entry.address, entry.collection);
        let own_use = match entry.redistribution {
            Redistribution::Yes => "",
            _ => lang.pick("; voor eigen gebruik", "; for own use"),
        };
        let _ = writeln!(text, "{:<24} {}{own_use} [{}, {}]", "", entry.licence, entry.mark, entry.date);
    }
    let _ = writeln!(text, "\n{}", lang.pick("Niet op te halen:", "Not to be fetched:"));
    for (key, entry) in chosen.iter().filter(|(_, entry)| entry.service == Service::None) {
        let _ = writeln!(text, "{key:<24} {}: {}; {}", entry.name, entry.why, entry.ask);
    }
    text
}

fn summary(outcome: &Outcome, lang: Lang) -> String {
    let manifest = &outcome.manifest;
    let mut text = format!("\n{} ({})\n", manifest.gemeente.naam, manifest.gemeente.code);
    for layer in &manifest.layers {
        let count = layer.kept.map_or_else(String::new, |kept| whole(kept, lang));
        let file = match layer.files.as_slice() {
            [one] => one.path.clone(),
            several => format!("{} {}", whole(several.len() as u64, lang), lang.pick("bestanden", "files")),
        };
        let part = if layer.whole { "" } else { lang.pick("  NIET VOLLEDIG", "  NOT WHOLE") };
        let _ = writeln!(text, "{count:>12}  {:<24} {file}{part}", layer.key);
    }
    for layer in manifest.layers.iter().filter(|layer| !layer.whole) {
        let said = lang.pick(
            "is niet volledig binnen: wat ontbreekt telt als niet aanwezig. Haal het elders, of neem een kleiner gebied",
            "did not come whole: what is missing counts as not there. Get it elsewhere, or take a smaller area",
        );
        let _ = writeln!(text, "\n{} {said}.", layer.name);
    }
    if !manifest.not_fetched.is_empty() {
        let _ = writeln!(text, "{}", lang.pick("Niet opgehaald:", "Not fetched:"));
    }
    for missing in &manifest.not_fetched {
        let ask = if missing.ask.is_empty() { String::new() } else { format!("; {}", missing.ask) };
        let _ = writeln!(text, "              {}: {}{ask}", missing.name, missing.why);
    }
    if let Some(project) = &outcome.project {
        let label = lang.pick("Verder", "Go on");
        let _ = writeln!(text, "\n{label}: toplaag check {}", project.display());
    }
    text
}
