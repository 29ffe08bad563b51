//! `toplaag zekerheid`.

use super::{
    document::{DocumentArgs, answer, typed},
    progress::teller,
    terminal::spoken,
};
use crate::{certainty, documents::Kind, error::Error, lang::Lang};

/// Tell how sure each place on the lists is: with other weights, other numbers, and facts that turn out otherwise.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag zekerheid out/weesp --out out/zekerheid

Weights, numbers of homes, ownership, parking and unknown facts are drawn 10,000 times. A scan gives the share of
draws in which a site is among the first of its group; this tells at which places, ahead of whom, and under which
weights. What is drawn is set under [params.zekerheid].")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = args.document.options(lang)?;
    let answered = certainty::run(&options, teller(args.document.output.quiet, spoken()).as_mut())?;
    let next = format!("toplaag explain {} SITE_ID", typed(&args.document.run));
    answer(&answered, &args.document.output, Kind::Zekerheid, &next);
    Ok(())
}
