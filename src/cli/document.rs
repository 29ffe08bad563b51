//! What every command that makes a document is asked, and how each ends.

use std::path::{Path, PathBuf};

use super::terminal::{print, warn};
use crate::{
    documents::{Answered, Failed, Kind, Options},
    error::Error,
    lang::{CsvStyle, Lang},
    wording::whole,
};

/// How a document is asked for.
#[derive(Debug, clap::Args)]
pub(super) struct DocumentArgs {
    /// Folder of a run, as `toplaag scan --out` wrote it.
    pub run: PathBuf,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// How a document is written, whatever it rests on.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// Folder to write; must not exist yet unless `--force` is given.
    #[arg(long)]
    out: PathBuf,
    /// Replace the result that is in the folder. It stays until the new one is whole.
    #[arg(long)]
    force: bool,
    /// Title [default: that of the run].
    #[arg(long)]
    name: Option<String>,
    /// How CSV files are written: `dutch` with semicolons and decimal commas, or `international` [default: as the
    /// language is used to].
    #[arg(long, value_parser = ["dutch", "international"])]
    csv: Option<String>,
    /// Threads to use [default: all cores]. The result does not depend on it.
    #[arg(long, value_name = "N", value_parser = super::thread_count())]
    threads: Option<usize>,
    /// Show no progress and no summary.
    #[arg(short, long)]
    pub quiet: bool,
}

impl DocumentArgs {
    /// Sets the threads, and gives how the document is made.
    pub fn options(&self, lang: Option<Lang>) -> Result<Options, Error> {
        self.output.options(self.run.clone(), lang)
    }
}

impl OutputArgs {
    /// Sets the threads, and gives how a document of a run is made; the run is
    /// empty for one that rests on none.
    pub fn options(&self, run: PathBuf, lang: Option<Lang>) -> Result<Options, Error> {
        super::use_threads(self.threads)?;
        Ok(Options {
            run,
            out: self.out.clone(),
            force: self.force,
            lang,
            csv: self.csv.as_deref().and_then(CsvStyle::parse),
            name: self.name.clone(),
        })
    }
}

/// Lines of an answer that are shown; all stand in the workbook.
const SHOWN: usize = 13;

/// Shows the answer to a question to a run. `kind` names its page, `next` is
/// what to do then.
pub(super) fn answer(answered: &Answered, args: &OutputArgs, kind: Kind, next: &str) {
    let Answered { folder, lang, lines } = answered;
    if args.quiet {
        return;
    }
    let mut text = String::from("\n");
    text.push_str(&shown(lines, kind, *lang));
    text.push_str(&closing(&folder.join(format!("{}.html", kind.code())), next, *lang));
    print(&text);
}

/// The first lines, and how many more stand in the workbook.
pub(super) fn shown(lines: &[String], kind: Kind, lang: Lang) -> String {
    let mut text: String = lines.iter().take(SHOWN).map(|line| format!("  {line}\n")).collect();
    if let more @ 1.. = lines.len().saturating_sub(SHOWN) {
        let (another, more) = (lang.pick("en nog", "and another"), whole(more as u64, lang));
        text.push_str(&format!("  {another} {more}: {}.xlsx\n", kind.code()));
    }
    text
}

/// Says what could not be made, one line each.
pub(super) fn warn_of(failed: &[Failed], what: (&str, &str), lang: Lang) {
    for one in failed {
        let label = lang.pick("waarschuwing: geen", "warning: no");
        let for_word = lang.pick("voor", "for");
        warn(&format!("{label} {} {for_word} `{}`: {}", lang.pick(what.0, what.1), one.id, one.detail));
    }
}

/// The last lines of every command: what to look at, and what to do next.
pub(super) fn closing(look_at: &Path, next: &str, lang: Lang) -> String {
    let look = lang.pick("Bekijk", "Look at");
    let then = lang.pick("Daarna", "Next");
    format!("\n{look}: {}\n{then}: {next}\n", look_at.display())
}

/// A path as it is typed on a command line.
pub(super) fn typed(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |sign: char| sign.is_alphanumeric() || "/._-~+,:@=".contains(sign);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// A folder beside that of a run: `out/weesp` gives `out/weesp-net`.
pub(super) fn beside(run: &Path, ending: &str) -> String {
    let run = run.display().to_string();
    typed(Path::new(&format!("{}-{ending}", run.trim_end_matches('/'))))
}
