//! `toplaag feitenblad`.

use std::{fmt::Write as _, path::Path};

use super::{
    document::{DocumentArgs, beside, closing, typed, warn_of},
    progress::teller,
    terminal::{print, spoken},
};
use crate::{
    error::Error,
    factsheet::{self, Options, Outcome, Why},
    lang::Lang,
    wording::{self, number, whole},
};

/// Make the page for the bouwtafel of each site that is put forward.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  toplaag feitenblad out/weesp --out feitenbladen
  toplaag feitenblad out/weesp --out feitenbladen --reserve --force
  toplaag feitenblad out/weesp --out complex-12 --locatie optoppen:stichting-voorbeeld:12 --uitgebreid

The folder appears whole or not at all: <site>.pdf (one page, front and back), <site>.html and <site>.json of each
site, index.html (open this first) and run.json. A site whose findings cannot be read is named on a line of its own
and left out; the others are made and the exit code is 0. When none can be made, nothing is written (exit code 3).")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
    /// A site_id, location_id or complex instead of those put forward; may be given more than once.
    #[arg(long = "locatie", alias = "site", value_name = "ID")]
    site: Vec<String>,
    /// Sheets for the reserve too.
    #[arg(long)]
    reserve: bool,
    /// All panden and all parameters, on as many pages as it takes.
    #[arg(long, alias = "full")]
    uitgebreid: bool,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = Options {
        document: args.document.options(lang)?,
        sites: args.site.clone(),
        reserve: args.reserve,
        full: args.uitgebreid,
    };
    let outcome = factsheet::run(&options, teller(args.document.output.quiet, spoken()).as_mut())?;
    warn_of(&outcome.failed, ("feitenblad", "fact sheet"), outcome.lang);
    if !args.document.output.quiet {
        print(&summary(&outcome, &args.document.run));
    }
    Ok(())
}

fn summary(outcome: &Outcome, run: &Path) -> String {
    let lang = outcome.lang;
    let mut text = String::from("\n");
    let mut line = |count: usize, label: &str| {
        let count = whole(u64::try_from(count).unwrap_or(u64::MAX), lang);
        let _ = writeln!(text, "{count:>12}  {label}");
    };
    line(outcome.made.len(), lang.pick("feitenbladen", "fact sheets"));
    let over = outcome.made.iter().filter(|sheet| sheet.pages.is_some_and(|pages| pages > 2)).count();
    if over > 0 {
        line(over, lang.pick("- langer dan twee bladzijden", "- longer than two pages"));
    }
    if !outcome.failed.is_empty() {
        line(outcome.failed.len(), lang.pick("niet gemaakt, zie hierboven", "not made, see above"));
    }
    if outcome.made.iter().any(|sheet| sheet.why == Why::Apart) {
        let apart = lang.pick(
            "In deze run kreeg geen locatie een rang; dit zijn de eerste die apart staan: te weinig bekend.",
            "No site of this run was ranked; these are the first listed apart: too little known.",
        );
        let _ = writeln!(text, "{apart}");
    }
    const SHOWN: usize = 12;
    for sheet in outcome.made.iter().take(SHOWN) {
        let homes = sheet.homes.mid.map_or_else(|| "?".into(), |homes| whole(u64::from(homes), lang));
        let score = sheet.score.map_or_else(|| "–".into(), |score| number(score, 1, lang));
        let verdict = wording::verdict_word(&sheet.verdict, lang).unwrap_or(&sheet.verdict);
        let _ = writeln!(
            text,
            "  {}: {homes} {}, score {score}, {verdict}",
            sheet.title,
            lang.pick("woningen", "homes")
        );
    }
    if outcome.made.len() > SHOWN {
        let _ = writeln!(text, "  … {} {}", lang.pick("en nog", "and"), outcome.made.len() - SHOWN);
    }
    let next = format!("toplaag netaanvraag {} --out {}", typed(run), beside(run, "net"));
    text.push_str(&closing(&outcome.folder.join("index.html"), &next, lang));
    text
}
