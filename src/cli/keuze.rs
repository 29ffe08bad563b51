//! `toplaag keuze`.

use super::{
    document::{DocumentArgs, answer, beside, typed},
    progress::teller,
    terminal::spoken,
};
use crate::{
    documents::Kind,
    error::Error,
    lang::Lang,
    params::Scope,
    picks::{self, Decided, Options, Within},
};

/// Choose the best sites: so many, spread over the map, with those that must be and without those that must not.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag keuze out/weesp --aantal 3 --per corporatie --afstand 300 --out out/keuze
  toplaag keuze out/weesp --per regio --aantal 10 --out out/keuze
  toplaag keuze out/weesp --moet \"ZL-102=toezegging van de raad\" --niet \"PH-35=wordt verkocht\" --out out/keuze

The best choice is found exactly, and told with what it costs beside the free one. A reason shows in every output.")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
    /// Sites of each group [default: as many as a shortlist has].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000))]
    aantal: Option<u32>,
    /// Within what is chosen [default: as the run groups sites].
    #[arg(long, value_parser = ["corporatie", "gemeente", "beide", "regio"])]
    per: Option<String>,
    /// Least distance between two chosen sites of a group, meters from edge to edge.
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    afstand: Option<u32>,
    /// A site, location or complex that must be chosen, with its reason. May be given more than once.
    #[arg(long, value_name = "SITE=REASON")]
    moet: Vec<String>,
    /// A site, location or complex that must not be chosen, with its reason. May be given more than once.
    #[arg(long, value_name = "SITE=REASON")]
    niet: Vec<String>,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let within = args.per.as_deref().map(|per| match per {
        "corporatie" => Within::Group(Scope::PerCorporatie),
        "gemeente" => Within::Group(Scope::PerGemeente),
        "beide" => Within::Group(Scope::PerBoth),
        _ => Within::Region,
    });
    let options = Options {
        document: args.document.options(lang)?,
        number: args.aantal,
        within,
        distance: args.afstand.map_or(0.0, f64::from),
        must: args.moet.iter().map(|text| decided(text)).collect(),
        must_not: args.niet.iter().map(|text| decided(text)).collect(),
    };
    let answered = picks::run(&options, teller(args.document.output.quiet, spoken()).as_mut())?;
    let run = &args.document.run;
    let next = format!("toplaag feitenblad {} --out {}", typed(run), beside(run, "feitenbladen"));
    answer(&answered, &args.document.output, Kind::Keuze, &next);
    Ok(())
}

/// A site with its reason, as it is typed.
fn decided(text: &str) -> Decided {
    let (site, reason) = text.split_once('=').unwrap_or((text, ""));
    Decided { site: site.trim().to_owned(), reason: reason.trim().to_owned() }
}
