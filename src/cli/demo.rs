//! `toplaag demo`.

use std::{fs, path::PathBuf};

use super::{
    progress::teller,
    scan::{shortlist, summary},
    terminal::print,
};
use crate::{
    config::Project,
    error::{Error, ExportError},
    lang::Lang,
    sample,
    scan::{self, Options},
};

/// Scan an invented town that comes with the program; needs no data.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  toplaag demo\n  toplaag demo --into /tmp/proef --lang en")]
pub(super) struct Args {
    /// Folder for the town's files (`invoer`) and the results (`uitkomst`).
    #[arg(long, default_value = "toplaag-demo")]
    into: PathBuf,
    /// Show no progress and only the top 3.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &Args, lang: Lang) -> Result<(), Error> {
    let input = args.into.join("invoer");
    fs::create_dir_all(&input).map_err(|source| ExportError::Write { path: input.clone(), source })?;
    for (name, bytes) in sample::embedded() {
        let path = input.join(name);
        fs::write(&path, bytes).map_err(|source| ExportError::Write { path, source })?;
    }
    let mut project = Project::read(&input.join("toplaag.toml"))?;
    project.lang = lang;
    let options =
        Options { out: args.into.join("uitkomst"), force: true, max_issues: None, ..Options::default() };
    let outcome = scan::run(&project, &options, teller(args.quiet, project.lang).as_mut())?;
    let text = if args.quiet {
        let mut text = String::new();
        shortlist(&outcome, project.lang, &mut text);
        text
    } else {
        summary(&outcome, project.lang)
    };
    print(&text);
    Ok(())
}
