//! Why did the run stop, and how does the user get it going again?
//!
//! The first kind of "no". Every error names file, layer and object, and has
//! a cure that is printed on a line of its own behind `tip:`. The words stand in
//! `said`, Dutch and English side by side.

mod said;
mod words;

use std::{
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::lang::Said;

pub use words::{cause, of_toml};

/// What the program tells the shell. Stable: scripts depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// Done.
    Done = 0,
    /// Something this program did not foresee.
    Unexpected = 1,
    /// The command line was wrong (also used by clap itself).
    CommandLine = 2,
    /// An input file or the project file cannot be used.
    Input = 3,
    /// The output cannot be written.
    Output = 4,
    /// More issues than `--max-issues` allows; nothing was written.
    TooManyIssues = 5,
    /// What was compared is not the same.
    Differs = 6,
    /// Stopped by Ctrl-C or a termination signal; nothing was written.
    Interrupted = 130,
}

/// Why an input could not be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file is missing or may not be read.
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder was given where a file is needed.
    IsDirectory {
        /// The folder.
        path: PathBuf,
    },
    /// A pipe, socket or device was given, which may never end.
    NotRegular {
        /// What was given.
        path: PathBuf,
    },
    /// The file holds nothing.
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is cut off, scrambled, or not of the format its name says.
    Format {
        /// The file.
        path: PathBuf,
        /// The format it was taken for.
        format: &'static str,
        /// What was wrong, and where in the file.
        detail: Said,
    },
    /// A file that is sound, and is not read as it is.
    Refused {
        /// The file.
        path: PathBuf,
        /// The format it is of.
        format: &'static str,
        /// Why it is not read.
        detail: Said,
        /// What to do.
        hint: Said,
    },
    /// A delivery in zips, or a file in one, that cannot be used.
    Archive {
        /// The file.
        path: PathBuf,
        /// The member, behind the names of the zips it lies in; empty for the
        /// file itself.
        member: String,
        /// What was wrong.
        detail: Said,
        /// What to do.
        hint: Said,
    },
    /// A cell that the rest cannot do without is not understood.
    NotUnderstood {
        /// The file.
        path: PathBuf,
        /// The record, 1-based.
        record: u64,
        /// The column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A peildatum is asked of a file that holds one moment.
    NoHistory {
        /// The file.
        path: PathBuf,
    },
    /// A database that cannot be reached, or refuses what is asked.
    Database {
        /// What may be shown of the connection.
        path: PathBuf,
        /// What the server, or the way to it, said.
        detail: Said,
    },
    /// No reader takes this format.
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// The file has no such layer, or several and none was named.
    MissingLayer {
        /// The file.
        path: PathBuf,
        /// The layer that was looked for; empty when none was named.
        layer: String,
        /// The layers there are.
        available: Vec<String>,
    },
    /// A layer lacks a column the model needs.
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The layer.
        layer: String,
        /// The role the column plays, as written in the project file.
        column: String,
        /// The columns there are.
        available: Vec<String>,
    },
    /// No table in the file has the columns by which homes are named.
    NoHomes {
        /// The file.
        path: PathBuf,
        /// The sheet that comes nearest; empty for a file without.
        layer: String,
        /// The row in it that comes nearest to a header, 1-based.
        row: u64,
        /// What stands in that row.
        available: Vec<String>,
    },
    /// No table in the file has the columns of a planning list.
    NoProjects {
        /// The file.
        path: PathBuf,
        /// The sheet that comes nearest; empty for a file without.
        layer: String,
        /// The row in it that comes nearest to a header, 1-based.
        row: u64,
        /// What stands in that row.
        available: Vec<String>,
    },
    /// The project file names a role this input does not have.
    UnknownRole {
        /// The file.
        path: PathBuf,
        /// The role as written.
        role: String,
        /// The roles there are.
        roles: Vec<String>,
    },
    /// The layer does not say which coordinates it uses, or says what its
    /// coordinates contradict.
    Crs {
        /// The file.
        path: PathBuf,
        /// The layer.
        layer: String,
        /// What does not fit.
        detail: Said,
        /// What to write in the project file.
        hint: Said,
    },
    /// A raster that cannot be laid under a footprint as it stands.
    Raster {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        detail: Said,
        /// What to do about it.
        hint: Said,
    },
    /// The layer was read and holds no usable object.
    NoObjects {
        /// The file.
        path: PathBuf,
        /// The layer.
        layer: String,
    },
    /// The layer holds objects, but none that exists on the day asked for.
    NothingOnDay {
        /// The file.
        path: PathBuf,
        /// The layer.
        layer: String,
        /// How many there are of other days, or of objects that are gone.
        voorkomens: u64,
    },
    /// No object can be drawn on a map.
    NothingToDraw {
        /// The file.
        path: PathBuf,
        /// The first object that was left out.
        object: String,
        /// What was wrong with it.
        detail: Said,
    },
}

/// The path in a [`ReadError`], borrowed as the error is.
macro_rules! path_of {
    ($error:expr) => {
        match $error {
            ReadError::Open { path, .. }
            | ReadError::IsDirectory { path }
            | ReadError::NotRegular { path }
            | ReadError::Empty { path }
            | ReadError::Format { path, .. }
            | ReadError::Refused { path, .. }
            | ReadError::Archive { path, .. }
            | ReadError::NotUnderstood { path, .. }
            | ReadError::NoHistory { path }
            | ReadError::Database { path, .. }
            | ReadError::UnknownFormat { path }
            | ReadError::MissingLayer { path, .. }
            | ReadError::MissingColumn { path, .. }
            | ReadError::UnknownRole { path, .. }
            | ReadError::Crs { path, .. }
            | ReadError::Raster { path, .. }
            | ReadError::NoHomes { path, .. }
            | ReadError::NoProjects { path, .. }
            | ReadError::NoObjects { path, .. }
            | ReadError::NothingOnDay { path, .. }
            | ReadError::NothingToDraw { path, .. } => path,
        }
    };
}

impl ReadError {
    /// The file, or what may be shown of the database.
    #[must_use]
    pub fn path(&self) -> &Path {
        path_of!(self)
    }

    /// The same error about a file that goes by another name.
    #[must_use]
    pub fn renamed(mut self, name: PathBuf) -> Self {
        *path_of!(&mut self) = name;
        self
    }
}

/// Why an output could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The output, a file or a folder, exists already.
    Exists {
        /// The file or folder.
        path: PathBuf,
    },
    /// The output would take the place of what the command reads.
    Replaces {
        /// The file or folder.
        path: PathBuf,
        /// What is read.
        read: PathBuf,
    },
    /// A file or folder cannot be written.
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A writer of one format failed.
    Format {
        /// The file.
        path: PathBuf,
        /// The format.
        format: &'static str,
        /// What the writer said.
        detail: String,
    },
    /// A database cannot be reached, or something is in the way there.
    Database {
        /// What may be shown of the connection.
        path: PathBuf,
        /// What the server said, or what is in the way.
        detail: Said,
        /// What to do.
        hint: Said,
    },
}

/// Why the program stopped.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// An input could not be read.
    Read(#[from] ReadError),
    /// An output could not be written.
    Export(#[from] ExportError),
    /// The project file is wrong.
    Project {
        /// The project file.
        path: PathBuf,
        /// What is wrong, with line and key.
        detail: Said,
        /// What to write instead.
        hint: Said,
    },
    /// An argument has a value that cannot be.
    CommandLine {
        /// What is wrong.
        detail: Said,
        /// What to write instead.
        hint: Said,
    },
    /// A run folder or an object in it cannot be found.
    NotFound {
        /// What was looked for, and where.
        detail: Said,
        /// What to do.
        hint: Said,
    },
    /// Data cannot be fetched from who publishes it.
    Fetch {
        /// What was asked, and what went wrong.
        detail: Said,
        /// What to do.
        hint: Said,
    },
    /// More issues than allowed.
    TooManyIssues {
        /// How many there were.
        found: u64,
        /// How many were allowed.
        allowed: u64,
    },
    /// What was sealed does not come out, or the seal was changed.
    Differs {
        /// What is not the same.
        detail: Said,
        /// What to do.
        hint: Said,
    },
    /// The user stopped the run.
    Interrupted,
    /// Something that cannot happen did.
    Defect(String),
    /// A projection could not be set up or failed.
    Transform(Said),
}

impl Error {
    /// Whether it is about one document among several, and the others may still
    /// come out. A full disk, a file of the run or too many open files are
    /// about all.
    #[must_use]
    pub fn is_of_one(&self) -> bool {
        matches!(self, Self::NotFound { .. } | Self::Transform(_) | Self::Export(ExportError::Format { .. }))
    }

    /// What the program tells the shell.
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Read(_) | Self::Project { .. } | Self::NotFound { .. } | Self::Fetch { .. } => {
                ExitCode::Input
            }
            Self::CommandLine { .. } | Self::Export(ExportError::Replaces { .. }) => ExitCode::CommandLine,
            Self::Export(_) => ExitCode::Output,
            Self::TooManyIssues { .. } => ExitCode::TooManyIssues,
            Self::Differs { .. } => ExitCode::Differs,
            Self::Interrupted => ExitCode::Interrupted,
            Self::Defect(_) | Self::Transform(_) => ExitCode::Unexpected,
        }
    }
}

/// What a library said or a file holds, for one line of a message: at most
/// 300 characters, and those that would steer a terminal written out.
#[must_use]
pub fn brief(text: &str) -> String {
    const MOST: usize = 300;
    let mut brief = String::new();
    for (at, sign) in text.trim().chars().enumerate() {
        if at == MOST {
            brief.push('…');
            break;
        }
        match sign {
            '\n' | '\t' => brief.push(' '),
            sign if steers(sign) => brief.extend(sign.escape_unicode()),
            sign => brief.push(sign),
        }
    }
    brief
}

/// Whether a character moves the cursor, or turns the text around.
#[must_use]
pub fn steers(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
