//! `toplaag init`.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write},
    path::PathBuf,
};

use super::terminal::print;
use crate::{
    config::TEMPLATE,
    error::{Error, ExportError},
    lang::say,
};

/// Write a commented project file to fill in.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  toplaag init\n  toplaag init projecten/delft.toml")]
pub(super) struct Args {
    /// File to write; must not exist yet.
    #[arg(default_value = "toplaag.toml")]
    file: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<(), Error> {
    let path = &args.file;
    let write = |source| ExportError::Write { path: path.clone(), source };
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Error::CommandLine {
                detail: say!(
                    "`{}` bestaat al, en blijft zoals het is",
                    "`{}` exists already, and stays as it is",
                    path.display()
                ),
                hint: say!(
                    "geef een andere naam, zoals `toplaag init {}`, of ga verder met wat er staat: `toplaag check {}`",
                    "give another name, such as `toplaag init {}`, or go on with what is there: `toplaag check {}`",
                    path.with_file_name("toplaag-2.toml").display(),
                    path.display()
                ),
            });
        }
        other => other.map_err(write)?,
    };
    file.write_all(TEMPLATE.as_bytes()).map_err(write)?;
    print(&format!("{}\n", path.display()));
    Ok(())
}
