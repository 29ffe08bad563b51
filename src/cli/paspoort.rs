//! `toplaag paspoort`.

use std::{fmt::Write as _, path::Path};

use super::{
    document::{DocumentArgs, beside, closing, typed, warn_of},
    progress::teller,
    terminal::{print, spoken},
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

  toplaag paspoort out/weesp --notities notities.csv --zonder-namen --out out/raad

Each area gets a page front and back (PDF and HTML) and its data (JSON); paspoorten.pdf holds all of them to print,
paspoorten.gpkg as a map, index.html as a list. Panden belong to the area their middle lies in. An area that fails is named and
the others come out.")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
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
    /// What the gemeente itself says of areas: a table with gebied_id and tekst (CSV or XLSX).
    #[arg(long, value_name = "FILE")]
    notities: Option<String>,
    /// Leave out the names of corporaties and complexes.
    #[arg(long)]
    zonder_namen: bool,
    /// Tell all there is to tell, on as many pages as it takes.
    #[arg(long)]
    uitgebreid: bool,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let document = args.document.options(lang)?;
    let areas = args.gebied.as_ref().map(|file| Input {
        sources: vec![Source {
            layer: args.layer.clone(),
            preferred: &["gebieden", "buurten", "cbs_buurten", "buurt"],
            ..Source::typed(file, args.crs.as_deref())
        }],
        ..Input::default()
    });
    let notes = args
        .notities
        .as_ref()
        .map(|file| Input { sources: vec![Source::typed(file, None)], ..Input::default() });
    let options = Options {
        document,
        areas,
        ids: args.id.clone(),
        notes,
        long: args.uitgebreid,
        nameless: args.zonder_namen,
    };
    let outcome = passport::run(&options, teller(args.document.output.quiet, spoken()).as_mut())?;
    warn_of(&outcome.failed, ("paspoort", "passport"), outcome.lang);
    if !args.document.output.quiet {
        print(&summary(&outcome, &args.document.run));
    }
    Ok(())
}

fn summary(outcome: &Outcome, run: &Path) -> String {
    let Outcome { folder, passports, lang, failed, issues } = outcome;
    let lang = *lang;
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
            "meldingen over gebieden en notities (issues.csv)",
            "issues in areas and notes (issues.csv)",
        );
        let _ = writeln!(text, "{:>12}  {what}", whole(issues.total(), lang));
    }
    let next = format!("toplaag feitenblad {} --out {}", typed(run), beside(run, "feitenbladen"));
    text.push_str(&closing(&folder.join("index.html"), &next, lang));
    text
}
