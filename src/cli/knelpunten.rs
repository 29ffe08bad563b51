//! `toplaag knelpunten`.

use super::{
    document::{DocumentArgs, answer, beside, typed},
    progress::teller,
    terminal::spoken,
};
use crate::{documents::Kind, error::Error, knelpunten, lang::Lang};

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
    let mut teller = teller(args.document.quiet, spoken());
    let answered = knelpunten::run(&options, teller.as_mut())?;
    let (run, out) = (typed(&args.document.run), beside(&args.document.run, "wat-als"));
    let next = format!("toplaag watals {run} --zet optoppen.height_extra_m=3.2 --out {out}");
    answer(&answered, &args.document, Kind::Knelpunten, &next);
    Ok(())
}
