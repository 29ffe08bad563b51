//! `toplaag factsheet`.

use std::{fmt::Write as _, path::PathBuf};

use super::{
    progress::teller,
    terminal::{print, warn},
};
use crate::{
    error::Error,
    factsheet::{self, Options, Outcome},
    text::{Lang, whole},
};

/// Make a fact sheet per top site, for the bouwtafel.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag factsheet out/weesp --out out/feitenbladen
  toplaag factsheet out/weesp --site optoppen:stichting-voorbeeld:12 --out out/een

Each site gets a page front and back (PDF and HTML) and its data (JSON); index.html lists them. Without --site
the sites that are put forward; where nothing is ranked, the first of those listed apart. A site that fails is
named and the others come out.")]
pub(super) struct Args {
    /// Folder of a run, as `toplaag scan --out` wrote it.
    run: PathBuf,
    /// Only this site: a `site_id`, a `location_id` or a complex; may be given more than once.
    #[arg(long = "site", value_name = "ID")]
    sites: Vec<String>,
    /// The reserve too.
    #[arg(long)]
    reserve: bool,
    /// Folder to write; must not exist yet unless `--force` is given.
    #[arg(long)]
    out: PathBuf,
    /// Tell all there is to tell, on as many pages as it takes.
    #[arg(long)]
    uitgebreid: bool,
    /// Replace the result that is in the folder. It stays until the new one is whole.
    #[arg(long)]
    force: bool,
    /// Language [default: that of the run].
    #[arg(long, value_parser = ["nl", "en"])]
    lang: Option<String>,
    /// Threads to use [default: all cores]. The result does not depend on it.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Show no progress and no summary.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Error> {
    if let Some(threads) = args.threads {
        // Fails only when a pool exists already, and nothing has made one yet.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let lang = args.lang.as_deref().and_then(Lang::parse);
    let options = Options {
        run: args.run.clone(),
        sites: args.sites.clone(),
        reserve: args.reserve,
        out: args.out.clone(),
        force: args.force,
        lang,
        long: args.uitgebreid,
    };
    let outcome = factsheet::run(&options, teller(args.quiet, lang.unwrap_or_default()).as_mut())?;
    for (site, why) in &outcome.failed {
        warn(&format!("site `{site}` failed: {why}"));
    }
    if !args.quiet {
        print(&summary(&outcome));
    }
    Ok(())
}

fn summary(outcome: &Outcome) -> String {
    let Outcome { folder, lang, sheets, failed, apart } = outcome;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{:>12}  {}",
        whole(sheets.len() as u64, *lang),
        lang.pick("feitenbladen", "fact sheets")
    );
    let _ = writeln!(text, "{:>12}  {}", whole(failed.len() as u64, *lang), lang.pick("mislukt", "failed"));
    if *apart {
        let note = lang.pick(
            "Geen locatie heeft een rang: dit zijn de eerste van de lijst apart.",
            "No site has a rank: these come first of those listed apart.",
        );
        let _ = writeln!(text, "\n{note}");
    }
    let _ = writeln!(text, "\n{} {}", lang.pick("Open", "Open"), folder.join("index.html").display());
    text
}
