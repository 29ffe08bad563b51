//! `toplaag faseer`.

use super::{
    document::{DocumentArgs, beside, closing, shown, typed},
    progress::teller,
    terminal::{print, spoken},
};
use crate::{
    config::Source,
    documents::Kind,
    error::Error,
    lang::Lang,
    net::RoomInput,
    planlijst::WORKBOOK,
    timetable::{self, Options},
};

/// Give every project a year in which the grid holds, and say who waits, for how many MW, and what one MW more brings.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag faseer out/zuid-holland --ruimte ruimte.xlsx --lijst ppm.xlsx --out out/fasering
  toplaag faseer out/zuid-holland --ruimte ruimte.csv --wensen wensen.toml --jaren 12 --out out/fasering
  toplaag faseer out/zuid-holland --ruimte kaart --alle --out out/fasering

What is phased is what `netaanvraag` asks for: projects of lists, and sites that are put forward. Room is a table by
supply area, station and year (reservation for small users, netbudget, what was promised), or `kaart`: the map of the
run, which is about large connections. Wishes are a TOML file or a table: moet, niet voor, niet na, volgorde, minimum,
maximum, starts, maatregel. A part that is solved to the end is told as the best; else the gap is told.")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
    /// Room for homes by supply area, station and year: CSV or XLSX; or `kaart` for the map of the run.
    #[arg(long, value_name = "FILE|kaart")]
    ruimte: String,
    /// A planning list (PPM): CSV, XLSX or a layer. May be given more than once.
    #[arg(long = "lijst", value_name = "FILE")]
    lists: Vec<String>,
    /// What people want: a TOML file, CSV or XLSX.
    #[arg(long, value_name = "FILE")]
    wensen: Option<String>,
    /// Phase all sites where homes can be added, not those put forward alone.
    #[arg(long)]
    alle: bool,
    /// Years of the plan [default: as the norm plan_years says].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=30))]
    jaren: Option<u16>,
    /// CRS of the lists, when they do not say.
    #[arg(long, value_name = "EPSG:28992", requires = "lists")]
    crs: Option<String>,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = Options {
        document: args.document.options(lang)?,
        room: RoomInput::typed(&args.ruimte),
        lists: args.lists.iter().map(|list| Source::typed(list, args.crs.as_deref())).collect(),
        wishes: args.wensen.as_ref().map(|wishes| Source::typed(wishes, None)),
        all: args.alle,
        years: args.jaren,
    };
    let outcome = timetable::run(&options, teller(args.document.output.quiet, spoken()).as_mut())?;
    if !args.document.output.quiet {
        let (folder, run) = (&outcome.folder, &args.document.run);
        let mut text = String::from("\n");
        text.push_str(&shown(&outcome.lines, Kind::Fasering, outcome.lang));
        let next = format!(
            "toplaag netaanvraag {} --lijst {} --out {}",
            typed(run),
            typed(&folder.join(WORKBOOK)),
            beside(run, "net")
        );
        text.push_str(&closing(&folder.join("fasering.html"), &next, outcome.lang));
        print(&text);
    }
    Ok(())
}
