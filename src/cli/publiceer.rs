//! `toplaag publiceer`.

use std::{fmt::Write as _, path::PathBuf};

use super::{
    document::{closing, warn_of},
    progress::teller,
    terminal::{print, spoken},
};
use crate::{
    documents,
    error::Error,
    lang::Lang,
    publish::{self, Options, Outcome},
    wording::{self, whole},
};

/// Publish a finished run: a folder with map, list and data for any web server or object store.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag publiceer out/weesp site
  toplaag publiceer out/weesp site --zonder bezit --feitenbladen --paspoorten --force

`--zonder bezit` asks the run again as if no holdings had been given: no file holds a name, a complex, a share or anything
that follows from them. Single facts (demolition_year, lift, …) are forgotten in the same way; corporatie and complex
take names off what was found. The server must hand out parts of files (range requests), as nginx, Apache and object
stores do; docs/publiceren.md has settings.")]
pub(super) struct Args {
    /// Folder of a run, as `toplaag scan --out` wrote it.
    run: PathBuf,
    /// Folder to write; must not exist yet unless `--force` is given.
    #[arg(value_name = "OUT")]
    site: PathBuf,
    /// Leave out what the holdings say: `bezit` for all of it, or corporatie, complex, demolition_year, renovation_year,
    /// lift, structure_ok, foundation_ok, vacant, energy_label, roof_permit_year, rebuild_ratio.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    zonder: Vec<String>,
    /// Add what was found of every pand, so that the page can tell why not.
    #[arg(long)]
    panden: bool,
    /// Add a fact sheet per site that is put forward.
    #[arg(long)]
    feitenbladen: bool,
    /// Add a passport per buurt.
    #[arg(long)]
    paspoorten: bool,
    /// House style: a CSS file with design tokens.
    #[arg(long, value_name = "FILE")]
    tokens: Option<PathBuf>,
    /// Show the phasing of this run year by year: the folder that `toplaag faseer --out` wrote.
    #[arg(long, value_name = "DIR")]
    fasering: Option<PathBuf>,
    /// Title [default: that of the run].
    #[arg(long)]
    name: Option<String>,
    /// Replace the result that is in the folder. It stays until the new one is whole.
    #[arg(long)]
    force: bool,
    /// Threads to use [default: all cores]. The result does not depend on it.
    #[arg(long, value_name = "N", value_parser = super::thread_count())]
    threads: Option<usize>,
    /// Show no progress and no summary.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    super::use_threads(args.threads)?;
    let options = Options {
        document: documents::Options {
            run: args.run.clone(),
            out: args.site.clone(),
            force: args.force,
            lang,
            csv: None,
            name: args.name.clone(),
        },
        left_out: args.zonder.clone(),
        panden: args.panden,
        factsheets: args.feitenbladen,
        passports: args.paspoorten,
        tokens: args.tokens.clone(),
        phasing: args.fasering.clone(),
    };
    let outcome = publish::run(&options, teller(args.quiet, spoken()).as_mut())?;
    warn_of(&outcome.failed, ("document", "document"), outcome.lang);
    if !args.quiet {
        print(&summary(&outcome));
    }
    Ok(())
}

fn summary(outcome: &Outcome) -> String {
    let lang = outcome.lang;
    let mut text = String::from("\n");
    let mut line = |count: u64, label: &str| {
        let _ = writeln!(text, "{:>12}  {label}", whole(count, lang));
    };
    line(outcome.sites as u64, lang.pick("locaties", "sites"));
    line(outcome.put_forward as u64, lang.pick("- voorgedragen", "- put forward"));
    line(outcome.files as u64, lang.pick("bestanden", "files"));
    line(outcome.bytes.div_ceil(1_000), "kB");
    if !outcome.left_out.is_empty() {
        let label = lang.pick("Weggelaten", "Left out");
        let _ = writeln!(text, "{label}: {}", outcome.left_out.join(", "));
    }
    if !outcome.forms_left_out.is_empty() {
        let forms: Vec<&str> = outcome.forms_left_out.iter().map(|form| wording::form_word(*form)).collect();
        let label = lang.pick(
            "Zonder deze vormen, gemeten rond het bezit",
            "Without these forms, measured around the holdings",
        );
        let _ = writeln!(text, "{label}: {}", forms.join(", "));
    }
    let next = lang.pick(
        "zet de map op een webserver die delen van bestanden geeft, zie docs/publiceren.md",
        "put the folder on a web server that hands out parts of files, see docs/publiceren.md",
    );
    text.push_str(&closing(&outcome.folder.join("projecten.html"), next, lang));
    text
}
