//! `toplaag gewichten`.

use super::{
    document::{DocumentArgs, answer, beside, typed},
    progress::teller,
    terminal::spoken,
};
use crate::{
    config::Source,
    documents::Kind,
    error::Error,
    lang::Lang,
    weighing::{self, Options},
};

/// Tell at which weights the choice turns, and who would choose otherwise.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag gewichten out/weesp --out out/gewichten
  toplaag gewichten out/weesp --punten punten.csv --out out/gewichten
  toplaag gewichten out/weesp --paren paren.csv --out out/gewichten

Without a table the profiles (corporatie, gemeente, provincie, kansrijk_bouwen) are laid side by side. punten.csv has a
row for each party, who divides 100 points: partij;woningen;constructie;eigendom;parkeren;stroomnet;water;planologie.
paren.csv compares criteria two by two: partij;criterium;tegenover;verhouding, such as wethouder;woningen;parkeren;3.
One weight by itself is a matter of `toplaag watals --zet score.corporatie.optoppen.parking=30`.")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
    /// Parties that divide 100 points over the criteria: CSV or XLSX.
    #[arg(long, value_name = "FILE")]
    punten: Option<String>,
    /// Criteria compared two by two (AHP): CSV or XLSX.
    #[arg(long, value_name = "FILE")]
    paren: Option<String>,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let source = |file: &String| Source::typed(file, None);
    let options = Options {
        document: args.document.options(lang)?,
        points: args.punten.as_ref().map(source),
        pairs: args.paren.as_ref().map(source),
    };
    let answered = weighing::run(&options, teller(args.document.output.quiet, spoken()).as_mut())?;
    let (run, out) = (typed(&args.document.run), beside(&args.document.run, "wat-als"));
    let next = format!("toplaag watals {run} --zet score.corporatie.optoppen.parking=30 --out {out}");
    answer(&answered, &args.document.output, Kind::Gewichten, &next);
    Ok(())
}
