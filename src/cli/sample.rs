//! `toplaag sample`.

use std::path::PathBuf;

use super::terminal::print;
use crate::{
    error::{Error, ExportError},
    export::OutputFolder,
    lang::say,
    sample::{Town, TownSpec, write_large, write_text},
};

/// Write an invented town of any size, up to a whole country, to try things on.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  toplaag sample --panden 100000 --out /tmp/stad\n  toplaag scan /tmp/stad/toplaag.toml --out /tmp/stad-uit"
)]
pub(super) struct Args {
    /// Folder to write; must not exist yet.
    #[arg(long)]
    out: PathBuf,
    /// Number of panden.
    #[arg(long, default_value_t = TownSpec::SAMPLE.panden)]
    panden: u64,
    /// Another number gives another town.
    #[arg(long, default_value_t = TownSpec::SAMPLE.seed)]
    seed: u64,
    /// `text` as GeoJSON, CityJSON and CSV; `gpkg` with panden, verblijfsobjecten, heights and percelen as GeoPackage.
    #[arg(long, default_value = "gpkg", value_parser = ["text", "gpkg"])]
    format: String,
}

pub(super) fn run(args: &Args) -> Result<(), Error> {
    const MOST: u64 = 12_000_000;
    if !(1..=MOST).contains(&args.panden) {
        return Err(Error::CommandLine {
            detail: say!("`--panden {}` kan niet", "`--panden {}` cannot be", args.panden),
            hint: say!("geef 1 tot {MOST}", "give 1 to {MOST}"),
        });
    }
    let town = Town::new(TownSpec { panden: args.panden, seed: args.seed });
    let folder = OutputFolder::create(&args.out, false, &[])?;
    let path = folder.path("");
    let written: Result<(), ExportError> =
        if args.format == "text" { write_text(&town, &path) } else { write_large(&town, &path) };
    written?;
    print(&format!("{}\n", folder.commit()?.join("toplaag.toml").display()));
    Ok(())
}
