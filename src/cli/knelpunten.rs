//! `toplaag knelpunten`.

use std::path::Path;

use super::{
    document::{DocumentArgs, answer, beside, typed},
    progress::teller,
    terminal::spoken,
};
use crate::{
    documents::Kind,
    error::Error,
    knelpunten::{self, Outcome},
    lang::Lang,
};

/// Ask a run which rule stands in the way of most homes, for every form: one step of it, and without it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag knelpunten out/weesp --out out/knelpunten

Each rule is changed by itself, all else stays, and the run is asked again: how many homes come, decided or possible,
where, and who can make the rule give way. Pairs of rules that block together are asked too. How far a step goes stands
in [params.knelpunten] of the project file. Parking and the grid rule no homes out: there it is counted how many homes
find places, and how many have no queue. Every row names the norms that changed, as `watals --zet` takes them.")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = args.document.options(lang)?;
    let mut teller = teller(args.document.output.quiet, spoken());
    let Outcome { answered, first } = knelpunten::run(&options, teller.as_mut())?;
    let run = &args.document.run;
    // What stands in the first row, to see who would be put forward then.
    let changes: String = first.iter().map(|change| format!(" --zet {}", typed(Path::new(change)))).collect();
    let next = match changes.as_str() {
        "" => format!("toplaag onderzoek {} --out {}", typed(run), beside(run, "onderzoek")),
        _ => format!("toplaag watals {}{changes} --out {}", typed(run), beside(run, "wat-als")),
    };
    answer(&answered, &args.document.output, Kind::Knelpunten, &next);
    Ok(())
}
