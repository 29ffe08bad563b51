//! `toplaag terugblik`.

use super::{
    document::{DocumentArgs, answer, typed},
    progress::teller,
    terminal::{follow, spoken},
};
use crate::{
    config::Source,
    documents::Kind,
    error::Error,
    hindsight::{self, Options},
    lang::Lang,
};

/// Look back: scan the stock of an earlier day, and see which panden gained homes since and which place they had.
#[derive(Debug, clap::Args)]
#[command(
    mut_arg("run", |arg| arg
        .value_name("EXTRACT|PROJECT")
        .help("BAG extract with its history, as the Kadaster delivers it, or a project file that reads one")),
    after_help = "\
Examples:
  toplaag terugblik BAGGEM0457L-15102021.zip --van 2015-01-01 --tot 2021-10-15 --out out/terugblik
  toplaag terugblik toplaag.toml --van 2015-01-01 --tot 2021-10-15 --out out/terugblik

The order is made without heights: those of now may hold the outcome. Given in the project or by --hoogten, they give a
second table beside it. Storeys on top, splitting, plinths and other use are looked at; homes of other forms come under
another id."
)]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
    /// First day: what stood then is scanned.
    #[arg(long, value_name = "2015-01-01")]
    van: String,
    /// Last day: what had come by then. No later than the day of the extract.
    #[arg(long, value_name = "2021-10-15")]
    tot: String,
    /// Heights (3DBAG) that go with an extract, for a second table.
    #[arg(long, value_name = "FILE")]
    hoogten: Option<String>,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = Options {
        document: args.document.options(lang)?,
        from: super::day("--van", &args.van)?,
        to: super::day("--tot", &args.tot)?,
        heights: args.hoogten.as_deref().map(|file| Source::typed(file, None)),
    };
    let answered = hindsight::run(&options, teller(args.document.output.quiet, spoken()).as_mut())?;
    follow(answered.lang);
    let next =
        format!("toplaag scan toplaag.toml --peildatum {} --out {}", args.van, typed("out/toen".as_ref()));
    answer(&answered, &args.document.output, Kind::Terugblik, &next);
    Ok(())
}
