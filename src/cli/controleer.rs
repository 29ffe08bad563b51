//! `toplaag controleer`.

use std::path::PathBuf;

use super::{
    document::typed,
    progress::teller,
    terminal::{follow, print, spoken},
};
use crate::{
    error::Error,
    lang::{Lang, say},
    seal::{self, Checked},
    wording::whole,
};

/// See whether a sealed list still comes out, and if not which input or norm is another.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag controleer zegel-weesp.json out/weesp        ask the record of the run again
  toplaag controleer zegel-weesp.json toplaag.toml     read and scan the inputs again

Exit code 0 when all is the same, 6 when anything is not: what differs is named, one a line, causes first. A seal that
was changed gives 6 too; a damaged one, or one of another form, 3.")]
pub(super) struct Args {
    /// Seal, as `toplaag zegel` wrote it.
    seal: PathBuf,
    /// Folder of a run, or a project file.
    #[arg(value_name = "RUN|PROJECT")]
    with: PathBuf,
    /// Threads to use [default: all cores]. The result does not depend on it.
    #[arg(long, value_name = "N", value_parser = super::thread_count())]
    threads: Option<usize>,
    /// Show no progress and no summary; the exit code tells.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    super::use_threads(args.threads)?;
    let mut teller = teller(args.quiet, spoken());
    let checked = seal::check(&args.seal, &args.with, teller.as_mut())?;
    let lang = follow(lang.or_else(|| Lang::parse(&checked.seal.lang)).unwrap_or_default());
    if !args.quiet {
        print(&summary(&checked, lang));
    }
    if checked.holds() {
        return Ok(());
    }
    let (seal, with) = (args.seal.display(), args.with.display());
    let n = checked.differences.all().count();
    let first = checked.differences.all().next().cloned().unwrap_or_default();
    Err(Error::Differs {
        detail: say!(
            [first] "`{seal}` klopt niet met `{with}`; verschillen: {n}; het eerste: {first}",
            "`{seal}` does not hold for `{with}`; differences: {n}; the first: {first}"
        ),
        hint: match checked.beside {
            seal::Beside::Run => say!(
                "`toplaag controleer {} toplaag.toml` leest en scant de invoer zelf opnieuw",
                "`toplaag controleer {} toplaag.toml` reads and scans the inputs themselves again",
                typed(&args.seal)
            ),
            seal::Beside::Inputs => say!(
                "zet terug wat is genoemd, of scan opnieuw en maak een nieuw zegel",
                "put back what is named, or scan again and make a new seal"
            ),
        },
    })
}

/// Differences that are shown.
const SHOWN: usize = 60;

/// The answer, what was done for it, and the differences.
fn summary(checked: &Checked, lang: Lang) -> String {
    let number = &checked.seal.number;
    let mut text = format!("\n{} {number}\n", lang.pick("zegel", "seal"));
    let lines = checked.answer().into_iter().chain(checked.unsummed());
    for line in lines {
        text.push_str(&format!("  {}\n", line.pick(lang)));
    }
    for line in checked.differences.all().take(SHOWN) {
        text.push_str(&format!("  - {}\n", line.pick(lang)));
    }
    if let more @ 1.. = checked.differences.all().count().saturating_sub(SHOWN) {
        text.push_str(&format!("  {} {}\n", lang.pick("en nog", "and another"), whole(more as u64, lang)));
    }
    text
}
