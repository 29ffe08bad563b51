//! What did the user type, and what does she get to see?
//!
//! The only module that knows clap and the terminal. One file per command,
//! each ending in one call of the library.

mod check;
mod controleer;
mod demo;
mod document;
mod explain;
mod faseer;
mod feitenblad;
mod fetch;
mod onderzoek;
mod keuze;
mod gewichten;
mod help;
mod init;
mod knelpunten;
mod netaanvraag;
mod paspoort;
mod planlijst;
mod progress;
mod publiceer;
mod sample;
mod scan;
mod sketch;
mod terminal;
mod terugblik;
mod tiles;
#[cfg(feature = "serve")]
mod toon;
mod typen;
mod vergelijk;
mod voortgang;
mod watals;
mod zekerheid;
mod zegel;

use clap::{Parser, Subcommand};

pub use help::parse;
pub use terminal::{show, spoken, warn};

use crate::{
    config::Peildatum,
    error::Error,
    interrupt,
    lang::{Lang, say},
};

/// Finds room for homes inside existing Dutch cities.
///
/// Overlays BAG buildings, corporatie holdings, parking norms, grid
/// congestion, water and soil, and restrictions, and ranks the complexes that
/// can carry extra storeys, with reasons.
#[derive(Debug, Parser)]
#[command(version, about, long_about, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// Language of what people read [default: that of the project or the run, or nl]. TOPLAAG_LANG sets that of help,
    /// errors, progress and `tiles` alone.
    #[arg(long, global = true, value_parser = ["nl", "en"])]
    lang: Option<String>,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  toplaag demo                                   see it work on an invented town
  toplaag init                                   write a toplaag.toml to fill in
  toplaag fetch --gemeente Delft --into data/delft   get open data and a project file
  toplaag check toplaag.toml                     look at the inputs before a run
  toplaag scan toplaag.toml --out out/weesp      run
  toplaag explain out/weesp \"Perronstraat 1\"     why did this pand get its verdict?
  toplaag paspoort out/weesp --out out/weesp-paspoorten   a gebiedspaspoort per buurt
  toplaag feitenblad out/weesp --out out/feitenbladen      a fact sheet per top site
  toplaag planlijst out/weesp --lijst ppm.xlsx --out out/lijst   which project is which site?
  toplaag netaanvraag out/zuid-holland --out out/net       what the sites ask of the grid, year by year
  toplaag faseer out/zuid-holland --ruimte ruimte.csv --out out/fasering   which homes in which year?
  toplaag watals out/weesp --zet parkeren.norm_reductie=0.2 --out out/wat-als   what if?
  toplaag zekerheid out/weesp --out out/zekerheid          how sure is each place?
  toplaag onderzoek out/weesp --out out/onderzoek           what to examine first?
  toplaag keuze out/weesp --afstand 300 --out out/keuze     so many, spread over the map
  toplaag gewichten out/weesp --out out/gewichten          at which weights does the choice turn?
  toplaag terugblik BAGGEM0457L-15102021.zip --van 2015-01-01 --tot 2021-10-15 --out out/terugblik   was it right?
  toplaag zegel out/weesp --out zegel.json        a sealed list; `controleer` sees whether it still holds
  toplaag vergelijk out/oktober out/november --out out/verschil   what changed, and by what?
  toplaag typen out/weesp --out out/weesp-typen   types of blocks, and the pilots that stand for most
  toplaag knelpunten out/weesp --out out/knelpunten         which rule stands in the way of most homes?
  toplaag voortgang --nu ppm-okt.xlsx --vorige ppm-mei.xlsx --out out/voortgang   which delay has no owner?
  toplaag toon out/weesp                         map and list in the browser; the layers for QGIS and ArcGIS
  toplaag publiceer out/weesp site --zonder bezit            a folder with the map for any web server
  toplaag tiles buurten.gpkg --out buurten.pmtiles   vector tiles of any layer

Exit codes:
  0 done, 1 unexpected, 2 command line, 3 input, 4 output, 5 more issues than allowed, 6 not the same, 130 interrupted";

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Init(init::Args),
    Fetch(fetch::Args),
    Check(check::Args),
    Scan(scan::Args),
    Explain(explain::Args),
    Paspoort(paspoort::Args),
    #[command(alias = "factsheet")]
    Feitenblad(feitenblad::Args),
    Planlijst(planlijst::Args),
    #[command(alias = "net")]
    Netaanvraag(netaanvraag::Args),
    Faseer(faseer::Args),
    Watals(watals::Args),
    Onderzoek(onderzoek::Args),
    Keuze(keuze::Args),
    Zekerheid(zekerheid::Args),
    Gewichten(gewichten::Args),
    Terugblik(terugblik::Args),
    Zegel(zegel::Args),
    Controleer(controleer::Args),
    Vergelijk(vergelijk::Args),
    Typen(typen::Args),
    Knelpunten(knelpunten::Args),
    Voortgang(voortgang::Args),
    #[cfg(feature = "serve")]
    Toon(toon::Args),
    Publiceer(publiceer::Args),
    Tiles(tiles::Args),
    Sample(sample::Args),
}

/// Runs one command.
///
/// # Errors
///
/// Those of the command.
pub fn run(cli: Cli) -> Result<(), Error> {
    let lang = cli.lang.as_deref().and_then(Lang::parse);
    let outcome = match cli.command {
        Command::Demo(args) => demo::run(&args, lang.unwrap_or_default()),
        Command::Init(args) => init::run(&args),
        Command::Fetch(args) => fetch::run(&args, lang.unwrap_or_default()),
        Command::Check(args) => check::run(&args, lang),
        Command::Scan(args) => scan::run(&args, lang),
        Command::Explain(args) => explain::run(&args, lang),
        Command::Paspoort(args) => paspoort::run(&args, lang),
        Command::Feitenblad(args) => feitenblad::run(&args, lang),
        Command::Planlijst(args) => planlijst::run(&args, lang),
        Command::Netaanvraag(args) => netaanvraag::run(&args, lang),
        Command::Faseer(args) => faseer::run(&args, lang),
        Command::Watals(args) => watals::run(&args, lang),
        Command::Onderzoek(args) => onderzoek::run(&args, lang),
        Command::Keuze(args) => keuze::run(&args, lang),
        Command::Zekerheid(args) => zekerheid::run(&args, lang),
        Command::Gewichten(args) => gewichten::run(&args, lang),
        Command::Terugblik(args) => terugblik::run(&args, lang),
        Command::Zegel(args) => zegel::run(&args, lang),
        Command::Controleer(args) => controleer::run(&args, lang),
        Command::Vergelijk(args) => vergelijk::run(&args, lang),
        Command::Typen(args) => typen::run(&args, lang),
        Command::Knelpunten(args) => knelpunten::run(&args, lang),
        Command::Voortgang(args) => voortgang::run(&args, lang),
        #[cfg(feature = "serve")]
        Command::Toon(args) => toon::run(&args, lang),
        Command::Publiceer(args) => publiceer::run(&args, lang),
        Command::Tiles(args) => tiles::run(&args, spoken()),
        Command::Sample(args) => sample::run(&args),
    };
    // What was cut off says that it was, not by whom.
    if outcome.is_err() { interrupt::check().and(outcome) } else { outcome }
}

/// Most threads that may be asked for.
const MOST_THREADS: i64 = 1_024;

/// A number of threads, as it is typed.
fn thread_count() -> clap::builder::RangedI64ValueParser<usize> {
    clap::builder::RangedI64ValueParser::new().range(0..=MOST_THREADS)
}

/// Sets how many threads the work is done on.
fn use_threads(threads: Option<usize>) -> Result<(), Error> {
    let Some(threads) = threads else { return Ok(()) };
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().map_err(|error| Error::CommandLine {
        detail: say!(
            "kan geen {threads} threads starten: „{error}”",
            "cannot start {threads} threads: {error}"
        ),
        hint: say!(
            "geef een kleiner getal, of laat `--threads` weg",
            "give a smaller number, or leave `--threads` out"
        ),
    })
}

/// The day an option names.
fn day(option: &str, text: &str) -> Result<Peildatum, Error> {
    Peildatum::parse(text).ok_or_else(|| Error::CommandLine {
        detail: say!("`{option} {text}` is geen dag", "`{option} {text}` is no day"),
        hint: say!("schrijf jaar, maand en dag: 2021-10-15", "write year, month and day: 2021-10-15"),
    })
}
