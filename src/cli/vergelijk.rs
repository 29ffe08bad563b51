//! `toplaag vergelijk`.

use std::path::PathBuf;

use super::{
    document::{DocumentArgs, answer, typed},
    progress::teller,
    terminal::spoken,
};
use crate::{
    comparison::{self, Options},
    documents::{self, Kind},
    error::Error,
    lang::Lang,
};

/// Compare two finished runs: what came, went and moved, and which input or norm did it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag vergelijk out/weesp-oktober out/weesp-november --out out/verschil

Both runs are asked again with one change at a time: an input or norm that alone makes the whole change of a site is
its cause; where several did it together it says so.")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
    /// Folder of the second run, which is compared with the first.
    after: PathBuf,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let document = args.document.options(lang)?;
    let before = document.run.clone();
    let options = Options { document: documents::Options { run: args.after.clone(), ..document }, before };
    let mut teller = teller(args.document.output.quiet, spoken());
    let answered = comparison::run(&options, teller.as_mut())?;
    let next = format!("toplaag explain {} SITE_ID", typed(&args.after));
    answer(&answered, &args.document.output, Kind::Vergelijk, &next);
    Ok(())
}
