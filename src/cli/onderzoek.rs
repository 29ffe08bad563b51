//! `toplaag onderzoek`.

use super::{
    document::{DocumentArgs, answer, beside, typed},
    progress::teller,
    terminal::spoken,
};
use crate::{documents::Kind, error::Error, inquiry, lang::Lang};

/// Tell what to find out first: which unknown fact of which site may change the choice most.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag onderzoek out/weesp --out out/onderzoek

From the same draws as how sure a place is: for each unknown fact (structure, plan of the owner, height limit,
vacancy, occupancy of parking, …) how likely another choice comes out once it is known.")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = args.document.options(lang)?;
    let answered = inquiry::run(&options, teller(args.document.output.quiet, spoken()).as_mut())?;
    let run = &args.document.run;
    let next = format!("toplaag zekerheid {} --out {}", typed(run), beside(run, "zekerheid"));
    answer(&answered, &args.document.output, Kind::Onderzoek, &next);
    Ok(())
}
