//! `toplaag typen`.

use super::{
    document::{DocumentArgs, answer, beside, typed},
    progress::teller,
    terminal::spoken,
};
use crate::{
    documents::Kind,
    error::Error,
    lang::Lang,
    typology::{self, Options},
};

/// Find the types of near-identical blocks, and the few pilots that stand for most homes.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag typen out/weesp --out out/weesp-typen
  toplaag typen out/weesp --pilots 5 --out out/weesp-typen

Panden that are alike in bouwjaar, storeys, flat roof, depth and owner form a type ([params.typen] sets the bands).")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
    /// Pilots to name, over all and of each corporatie [default: that of the norms].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    pilots: Option<u32>,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = Options { document: args.document.options(lang)?, pilots: args.pilots };
    let mut teller = teller(args.document.output.quiet, spoken());
    let answered = typology::run(&options, teller.as_mut())?;
    let run = &args.document.run;
    let next = format!("toplaag feitenblad {} --out {}", typed(run), beside(run, "bladen"));
    answer(&answered, &args.document.output, Kind::Typen, &next);
    Ok(())
}
