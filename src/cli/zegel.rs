//! `toplaag zegel`.

use std::path::PathBuf;

use super::{
    document::{closing, typed},
    terminal::{follow, print},
};
use crate::{
    error::Error,
    lang::Lang,
    seal::{self, Options, Seal},
    wording::whole,
};

/// Seal the list of a run: one file by which anybody can see whether it still comes out.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  toplaag zegel out/weesp --out zegel-weesp.json
  toplaag controleer zegel-weesp.json out/weesp

The file holds the checksums of the inputs, every norm and weight, and the list. It has a number; write that in the
minutes: whoever changes one sign of the file gives it another number.")]
pub(super) struct Args {
    /// Folder of a run, as `toplaag scan --out` wrote it.
    run: PathBuf,
    /// File to write; must not exist yet unless `--force` is given.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Replace the file that is there.
    #[arg(long)]
    force: bool,
    /// Threads to use [default: all cores]. The result does not depend on it.
    #[arg(long, value_name = "N", value_parser = super::thread_count())]
    threads: Option<usize>,
    /// Show no summary.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    super::use_threads(args.threads)?;
    let options = Options { run: args.run.clone(), out: args.out.clone(), force: args.force };
    let (file, seal) = seal::write(&options)?;
    if !args.quiet {
        let lang = follow(lang.or_else(|| Lang::parse(&seal.lang)).unwrap_or_default());
        let next = format!("toplaag controleer {} {}", typed(&file), typed(&args.run));
        print(&(summary(&seal, lang) + &closing(&file, &next, lang)));
    }
    Ok(())
}

/// What is sealed, and the number to write down.
fn summary(seal: &Seal, lang: Lang) -> String {
    let count = |n: usize| whole(n as u64, lang);
    let (inputs, norms) = (count(seal.inputs.len()), count(seal.norms.len()));
    let list = count(seal.result.put_forward.len());
    let name = &seal.name;
    let said = match lang {
        Lang::Nl => format!(
            "{name}: {inputs} invoerlagen, {norms} normen, {list} locaties op de lijst (voordracht en reserve)"
        ),
        Lang::En => {
            format!(
                "{name}: {inputs} input layers, {norms} norms, {list} sites on the list (with the reserve)"
            )
        }
    };
    let write = lang.pick("Schrijf dit getal in het verslag", "Write this number in the minutes");
    format!("\n  {said}\n  {write}:\n  {}\n", seal.number)
}
