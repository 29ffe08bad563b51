//! Why did the run stop, and how does the user get it going again?
//!
//! The first kind of "no". Every error names file, layer and object, and has
//! a cure that is printed on a line of its own behind `hint:`.

use std::{
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

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
    /// Stopped by Ctrl-C or a termination signal; nothing was written.
    Interrupted = 130,
}

/// Why an input could not be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file is missing or may not be read.
    #[error("cannot open `{}`", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder was given where a file is needed.
    #[error("`{}` is a folder, a file was expected", path.display())]
    IsDirectory {
        /// The folder.
        path: PathBuf,
    },
    /// A pipe, socket or device was given, which may never end.
    #[error("`{}` is a pipe, socket or device; a file was expected", path.display())]
    NotRegular {
        /// What was given.
        path: PathBuf,
    },
    /// The file holds nothing.
    #[error("`{}` is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is cut off, scrambled, or not of the format its name says.
    #[error("cannot read `{}` as {format}: {detail}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The format it was taken for.
        format: &'static str,
        /// What was wrong, and where in the file.
        detail: String,
    },
    /// A file that is sound, and is not read as it is.
    #[error("cannot read `{}` as {format}: {detail}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// The format it is of.
        format: &'static str,
        /// Why it is not read.
        detail: String,
        /// What to do.
        hint: &'static str,
    },
    /// A delivery in zips, or a file in one, that cannot be used.
    #[error("cannot read {}`{}`: {detail}", in_archive(member), path.display())]
    Archive {
        /// The file.
        path: PathBuf,
        /// The member, behind the names of the zips it lies in; empty for the
        /// file itself.
        member: String,
        /// What was wrong.
        detail: String,
        /// What to do.
        hint: String,
    },
    /// A cell that the rest cannot do without is not understood.
    #[error("`{}`, record {record}: `{text}` in column `{column}` is not understood", path.display())]
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
    #[error("`{}` holds no history to look up a peildatum in", path.display())]
    NoHistory {
        /// The file.
        path: PathBuf,
    },
    /// A database that cannot be reached, or refuses what is asked.
    #[error("database `{}`: {detail}", path.display())]
    Database {
        /// What may be shown of the connection.
        path: PathBuf,
        /// What the server, or the way to it, said.
        detail: String,
    },
    /// No reader takes this format.
    #[error("`{}` has no format this program can read", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// The file has no such layer, or several and none was named.
    #[error("{}; it has: {}", no_layer(path, layer), available.join(", "))]
    MissingLayer {
        /// The file.
        path: PathBuf,
        /// The layer that was looked for; empty when none was named.
        layer: String,
        /// The layers there are.
        available: Vec<String>,
    },
    /// A layer lacks a column the model needs.
    #[error("layer `{layer}` in `{}` has no column for `{column}`; it has: {}", path.display(), available.join(", "))]
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
    #[error("nothing in `{}` names homes; nearest comes {}: {}", path.display(), row_of(layer, *row), available.join(", "))]
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
    #[error("nothing in `{}` is a list of projects; nearest comes {}: {}", path.display(), row_of(layer, *row), available.join(", "))]
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
    #[error("`columns` for `{}` names `{role}`, which this input does not use", path.display())]
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
    #[error("layer `{layer}` in `{}`: {detail}", path.display())]
    Crs {
        /// The file.
        path: PathBuf,
        /// The layer.
        layer: String,
        /// What does not fit.
        detail: String,
        /// What to write in the project file.
        hint: String,
    },
    /// A raster that cannot be laid under a footprint as it stands.
    #[error("raster `{}`: {detail}", path.display())]
    Raster {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        detail: String,
        /// What to do about it.
        hint: String,
    },
    /// The layer was read and holds no usable object.
    #[error("layer `{layer}` in `{}` holds no usable objects", path.display())]
    NoObjects {
        /// The file.
        path: PathBuf,
        /// The layer.
        layer: String,
    },
    /// The layer holds objects, but none that exists on the day asked for.
    #[error("none of the {voorkomens} voorkomens in layer `{layer}` of `{}` holds on the day asked for", path.display())]
    NothingOnDay {
        /// The file.
        path: PathBuf,
        /// The layer.
        layer: String,
        /// How many there are of other days, or of objects that are gone.
        voorkomens: u64,
    },
    /// No object can be drawn on a map.
    #[error("nothing in `{}` can be drawn; first, {object}: {detail}", path.display())]
    NothingToDraw {
        /// The file.
        path: PathBuf,
        /// The first object that was left out.
        object: String,
        /// What was wrong with it.
        detail: String,
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

    /// What the user can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Open { source, .. } if matches!(source.raw_os_error(), Some(23 | 24)) => {
                Some("too many files are open: allow more (`ulimit -n 1024`), or close other programs".into())
            }
            Self::Open { .. } => {
                Some("check the path; paths in a project file are relative to that file".into())
            }
            Self::IsDirectory { .. } => Some("name the file inside the folder".into()),
            Self::NotRegular { .. } => Some("save what comes out of it as a file, and name that".into()),
            Self::Empty { .. } => Some("download or export the file again".into()),
            Self::Format { .. } => {
                Some("the file may be cut off or carry the wrong extension; export it again".into())
            }
            Self::Refused { hint, .. } => Some((*hint).into()),
            Self::Archive { hint, .. } => Some(hint.clone()),
            Self::NotUnderstood { .. } => Some(
                "write a number there, such as 50, or a class, such as 50-75; nothing for an end that is open".into(),
            ),
            Self::NoHistory { .. } => {
                Some("name a BAG 2.0 extract (LVBAG), or a layer with columns of begin and end such as `beginGeldigheid` and \
                 `eindGeldigheid`, or leave `peildatum` out".into())
            }
            Self::Database { .. } => Some(
                "try the same with psql; a password is best kept in ~/.pgpass, a service file or PGPASSWORD".into(),
            ),
            Self::UnknownFormat { .. } => Some(
                "give a GeoPackage, FlatGeobuf, GeoParquet, GeoJSON, CityJSON, BAG extract, CSV or XLSX file, or Shapefile, GML, SpatiaLite, FileGDB, KML or MapInfo"
                    .into(),
            ),
            Self::MissingLayer { .. } => {
                Some("write `layer = \"…\"` with one of these names in the project file".into())
            }
            Self::MissingColumn { column, .. } => Some(format!(
                "write `columns = {{ {column} = \"…\" }}` with one of these names in the project file"
            )),
            Self::UnknownRole { roles, .. } if roles.is_empty() => {
                Some("a raster has none: leave it out".into())
            }
            Self::NoHomes { .. } => Some(
                "one row must name the columns: verblijfsobject_id, or pand_id, or adres, or huisnummer with \
                 postcode or straat; a column with another name: `columns = { postcode = \"…\" }`"
                    .into(),
            ),
            Self::NoProjects { .. } => Some(
                "one row must name the columns: naam, ppm_id or site_id, and one of gemeente, kern, locatie, corporatie, \
                 complex, planstatus or woningen"
                    .into(),
            ),
            Self::UnknownRole { roles, .. } => Some(format!("the roles are {}", roles.join(", "))),
            Self::Crs { hint, .. } | Self::Raster { hint, .. } => Some(hint.clone()),
            Self::NoObjects { .. } => {
                Some("the layer is empty, or none of its objects can be read; is this the right file?".into())
            }
            Self::NothingOnDay { .. } => Some(
                "set `peildatum` to a day on which they existed; without one the extract is read as of today".into(),
            ),
            Self::NothingToDraw { .. } => {
                Some("tiles are made of polygons and points in the Netherlands; lines are not drawn".into())
            }
        }
    }
}

/// A row of a table, for [`ReadError::NoHomes`] and [`ReadError::NoProjects`].
fn row_of(layer: &str, row: u64) -> String {
    match layer {
        "" => format!("row {row}"),
        layer => format!("row {row} of sheet `{layer}`"),
    }
}

/// The first half of [`ReadError::MissingLayer`].
fn no_layer(path: &Path, layer: &str) -> String {
    match layer {
        "" => format!("`{}` has several layers and none was named", path.display()),
        layer => format!("`{}` has no layer `{layer}`", path.display()),
    }
}

/// The place of a member, in [`ReadError::Archive`].
fn in_archive(member: &str) -> String {
    if member.is_empty() { String::new() } else { format!("`{member}` in ") }
}

/// Why an output could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The output, a file or a folder, exists already.
    #[error("output `{}` exists already", path.display())]
    Exists {
        /// The file or folder.
        path: PathBuf,
    },
    /// The output would take the place of what the command reads.
    #[error("output `{}` would replace `{}`, which is read", path.display(), read.display())]
    Replaces {
        /// The file or folder.
        path: PathBuf,
        /// What is read.
        read: PathBuf,
    },
    /// A file or folder cannot be written.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A writer of one format failed.
    #[error("cannot write `{}` as {format}: {detail}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The format.
        format: &'static str,
        /// What the writer said.
        detail: String,
    },
    /// A database cannot be reached, or something is in the way there.
    #[error("cannot write to the database `{}`: {detail}; nothing was written", path.display())]
    Database {
        /// What may be shown of the connection.
        path: PathBuf,
        /// What the server said, or what is in the way.
        detail: String,
        /// What to do.
        hint: String,
    },
}

impl ExportError {
    /// What the user can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Exists { .. } => Some("choose another `--out`, or replace it with `--force`".into()),
            Self::Replaces { .. } => {
                Some("choose another folder or name, or move what is read out of it first".into())
            }
            // Something else is in the way, or the name is none.
            Self::Write { source, .. }
                if matches!(
                    source.kind(),
                    io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidInput
                ) =>
            {
                Some("choose another name".into())
            }
            Self::Write { .. } => {
                Some("check that the folder exists, may be written, and that the disk has room".into())
            }
            Self::Format { .. } => Some(
                "that should not happen: please report it with this message and what it was about".into(),
            ),
            Self::Database { hint, .. } => Some(hint.clone()),
        }
    }
}

/// Why the program stopped.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// An input could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An output could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The project file is wrong.
    #[error("project file `{}`: {detail}", path.display())]
    Project {
        /// The project file.
        path: PathBuf,
        /// What is wrong, with line and key.
        detail: String,
        /// What to write instead.
        hint: String,
    },
    /// An argument has a value that cannot be.
    #[error("{detail}")]
    CommandLine {
        /// What is wrong.
        detail: String,
        /// What to write instead.
        hint: String,
    },
    /// A run folder or an object in it cannot be found.
    #[error("{detail}")]
    NotFound {
        /// What was looked for, and where.
        detail: String,
        /// What to do.
        hint: String,
    },
    /// Data cannot be fetched from who publishes it.
    #[error("{detail}")]
    Fetch {
        /// What was asked, and what went wrong.
        detail: String,
        /// What to do.
        hint: String,
    },
    /// More issues than allowed.
    #[error("{found} issues, at most {allowed} allowed; nothing was written")]
    TooManyIssues {
        /// How many there were.
        found: u64,
        /// How many were allowed.
        allowed: u64,
    },
    /// The user stopped the run.
    #[error("stopped; nothing was written")]
    Interrupted,
    /// Something that cannot happen did.
    #[error("a defect of toplaag: {0}")]
    Defect(String),
    /// A projection could not be set up or failed.
    #[error("coordinate transformation: {0}")]
    Transform(String),
}

impl Error {
    /// What the user can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Read(error) => error.hint(),
            Self::Export(error) => error.hint(),
            Self::Project { hint, .. }
            | Self::CommandLine { hint, .. }
            | Self::NotFound { hint, .. }
            | Self::Fetch { hint, .. } => Some(hint.clone()),
            Self::TooManyIssues { .. } => {
                Some("`toplaag check` shows them by kind; raise `--max-issues` to go on regardless".into())
            }
            Self::Defect(_) => Some(
                "please report it with this message; something odd in an input may have set it off".into(),
            ),
            Self::Interrupted | Self::Transform(_) => None,
        }
    }

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
