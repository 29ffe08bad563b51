//! `toplaag paspoort`.

use std::{fmt::Write as _, path::PathBuf};

use super::{
    progress::teller,
    terminal::{print, warn},
};
use crate::{
    config::{Input, Source},
    error::Error,
    lang::Lang,
    passport::{self, Options, Outcome},
    wording::whole,
};

/// Draw up a gebiedspaspoort per buurt or polygon of your own, from a finished run.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  toplaag paspoort out/weesp --out out/weesp-paspoorten
  toplaag paspoort out/weesp --gebied plangebieden.gpkg --id Stationskwartier --out out/station

Each area gets a page front and back (PDF and HTML) and its data (JSON); paspoorten.gpkg holds all of them as a
map, index.html as a list. Panden belong to the area their middle lies in. An area that fails is named and
the others come out.")]
pub(super) struct Args {
    /// Folder of a run, as `toplaag scan --out` wrote it.
    run: PathBuf,
    /// Polygons to make passports of: buurten, or areas of your own with a name or id [default: the buurten of the run].
    #[arg(long, value_name = "FILE")]
    gebied: Option<String>,
    /// Layer of that file, when it has several.
    #[arg(long, value_name = "LAYER", requires = "gebied")]
    layer: Option<String>,
    /// CRS of that file, when it does not say.
    #[arg(long, value_name = "EPSG:28992", requires = "gebied")]
    crs: Option<String>,
    /// Only this area, by id or name; may be given more than once.
    #[arg(long, value_name = "ID")]
    id: Vec<String>,
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
    #[arg(long, value_name = "N", value_parser = super::thread_count())]
    threads: Option<usize>,
    /// Show no progress and no summary.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Error> {
    super::use_threads(args.threads)?;
    let areas = args.gebied.as_ref().map(|file| Input {
        sources: vec![Source {
            layer: args.layer.clone(),
            preferred: &["gebieden", "buurten", "cbs_buurten", "buurt"],
            ..Source::typed(file, args.crs.as_deref())
        }],
        ..Input::default()
    });
    let lang = args.lang.as_deref().and_then(Lang::parse);
    let options = Options {
        run: args.run.clone(),
        areas,
        ids: args.id.clone(),
        out: args.out.clone(),
        force: args.force,
        lang,
        long: args.uitgebreid,
    };
    let outcome = passport::run(&options, teller(args.quiet, lang.unwrap_or_default()).as_mut())?;
    for (area, why) in &outcome.failed {
        warn(&format!("area `{area}` failed: {why}"));
    }
    if !args.quiet {
        print(&summary(&outcome, lang.unwrap_or_default()));
    }
    Ok(())
}

fn summary(outcome: &Outcome, lang: Lang) -> String {
    let Outcome { folder, passports, failed, issues } = outcome;
    let mut text = String::new();
    let all = (passports.len() + failed.len()) as u64;
    let _ = writeln!(text, "{:>12}  {}", whole(all, lang), lang.pick("gebieden", "areas"));
    let _ = writeln!(
        text,
        "{:>12}  {}",
        whole(passports.len() as u64, lang),
        lang.pick("paspoorten", "passports")
    );
    let _ = writeln!(text, "{:>12}  {}", whole(failed.len() as u64, lang), lang.pick("mislukt", "failed"));
    if issues.total() > 0 {
        let what = lang.pick(
            "meldingen over het bestand met gebieden (issues.csv)",
            "issues in the file of areas (issues.csv)",
        );
        let _ = writeln!(text, "{:>12}  {what}", whole(issues.total(), lang));
    }
    let index = folder.join("index.html");
    let _ = writeln!(text, "\n{} {}", lang.pick("Open", "Open"), index.display());
    text
}
