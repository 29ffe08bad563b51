//! `toplaag watals`.

use std::fmt::Write as _;

use super::{
    document::{DocumentArgs, closing, shown, typed},
    progress::teller,
    terminal::{print, spoken},
};
use crate::{
    config::Source,
    documents::Kind,
    error::Error,
    lang::Lang,
    whatif::{self, Options, Outcome},
};

/// Ask a run again with other norms, weights or thresholds: what changes, who comes and goes, and by which rule.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag watals out/weesp --zet parkeren.norm_reductie=0.2 --out out/wat-als
  toplaag watals out/weesp --zet optoppen.home_go_m2=50 --zet score.profile=gemeente --out out/wat-als
  toplaag watals out/weesp --zet score.corporatie.optoppen.parking=30 --out out/wat-als
  toplaag watals out/weesp --scenario scenarios.toml --out out/wat-als
  toplaag watals out/weesp --recept must-centrum --recept stec-2023 --out out/wat-als

What is set together is one scenario. A file holds several:

  [scenario.minder-parkeren]
  naam = \"Parkeernorm 20 % lager\"
  parkeren.norm_reductie = 0.2

Nothing is read but the run. A norm that the maps were measured by (a buffer, the smallest plot) is refused: it needs
another scan. `toplaag scan toplaag.toml --show-config` lists all norms.")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
    /// Another value for a norm or weight: `group.norm=value`. May be given more than once; together one scenario.
    #[arg(long = "zet", value_name = "NORM=VALUE")]
    changes: Vec<String>,
    /// A published method that comes with the program: must-centrum, stec-2023. May be given more than once.
    #[arg(long = "recept", value_name = "NAME")]
    recipes: Vec<String>,
    /// A file with scenarios (TOML). May be given more than once.
    #[arg(long = "scenario", value_name = "FILE")]
    scenarios: Vec<String>,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = Options {
        document: args.document.options(lang)?,
        changes: args.changes.clone(),
        recipes: args.recipes.clone(),
        scenarios: args.scenarios.iter().map(|file| Source::typed(file, None)).collect(),
    };
    let mut teller = teller(args.document.output.quiet, spoken());
    let outcome = whatif::run(&options, teller.as_mut())?;
    if !args.document.output.quiet {
        print(&summary(&outcome, args));
    }
    Ok(())
}

/// What each scenario gives, and where to look.
fn summary(outcome: &Outcome, args: &Args) -> String {
    let Outcome { folder, lang, counts, said } = outcome;
    let mut text = String::new();
    for (counts, lines) in counts.iter().zip(said) {
        let _ = writeln!(text, "\n{}", counts.scenario);
        // A recipe names what it needs, also where the run has it already.
        for (norm, before, after) in counts.changes.iter().filter(|(_, before, after)| before != after) {
            let _ = writeln!(text, "  {norm}: {before} → {after}");
        }
        text.push_str(&shown(lines, Kind::Watals, *lang));
    }
    let next = format!("toplaag explain {} SITE_ID", typed(&args.document.run));
    text.push_str(&closing(&folder.join("watals.html"), &next, *lang));
    text
}
