//! Was it the disk, or what was to be written?
//!
//! Libraries mix the two up. A full disk, a limit or too many open files fails
//! every document alike and stops the command; content that a format cannot
//! hold is about one document.

use std::{error::Error as _, io, path::Path};

use rusqlite::ErrorCode;
use rust_xlsxwriter::XlsxError;

use crate::error::{Error, ExportError};

/// Why a library did not write a file.
#[derive(Debug)]
pub(super) enum Failure {
    /// The system would not.
    System(io::Error),
    /// The format cannot hold it.
    Content(String),
}

/// The error for a file the system would not write.
pub(super) fn write_error(path: &Path) -> impl Fn(io::Error) -> ExportError + '_ {
    move |source| ExportError::Write { path: path.to_owned(), source }
}

/// The error for a file whose format's writer failed.
pub(super) fn format_error<'a, E: Into<Failure>>(
    path: &'a Path,
    format: &'static str,
) -> impl Fn(E) -> ExportError + 'a {
    move |error| match error.into() {
        Failure::System(source) => write_error(path)(source),
        Failure::Content(detail) => ExportError::Format { path: path.to_owned(), format, detail },
    }
}

impl From<String> for Failure {
    fn from(detail: String) -> Self {
        Self::Content(detail)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Content(error.to_string())
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Content(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Self::System(error.into()) } else { Self::Content(error.to_string()) }
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        let detail = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(source) => Self::System(source),
            _ => Self::Content(detail),
        }
    }
}

impl From<XlsxError> for Failure {
    fn from(error: XlsxError) -> Self {
        // What lies below an error of the zip; of one of the file nothing does.
        let below = error.source().and_then(|source| source.downcast_ref::<io::Error>());
        let below = below.map(|source| io::Error::new(source.kind(), source.to_string()));
        match (error, below) {
            (XlsxError::IoError(source), _) | (_, Some(source)) => Self::System(source),
            (error, None) => Self::Content(error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => io::ErrorKind::PermissionDenied,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => io::ErrorKind::Other,
            _ => return Self::Content(error.to_string()),
        };
        Self::System(io::Error::new(kind, error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_system(error: impl Into<Failure>) -> bool {
        let error = format_error(Path::new("a"), "X")(error);
        assert!(error.hint().is_some());
        matches!(error, ExportError::Write { .. })
    }

    fn full() -> io::Error {
        io::ErrorKind::StorageFull.into()
    }

    #[test]
    fn a_full_disk_is_told_from_content_that_does_not_fit() {
        assert!(is_system(serde_json::Error::io(full())));
        assert!(is_system(csv::Error::from(full())));
        assert!(is_system(XlsxError::IoError(full())));
        assert!(!is_system(XlsxError::MaxStringLengthExceeded));
        assert!(!is_system("a row has 1 values for 2 columns".to_owned()));
        let of_sqlite = |code| rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        for code in [rusqlite::ffi::SQLITE_FULL, rusqlite::ffi::SQLITE_IOERR, rusqlite::ffi::SQLITE_CANTOPEN]
        {
            assert!(is_system(of_sqlite(code)));
        }
        assert!(!is_system(of_sqlite(rusqlite::ffi::SQLITE_CONSTRAINT)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn every_writer_says_of_a_full_disk_that_it_is_the_disk() {
        use crate::{
            export,
            lang::{CsvStyle, Lang},
        };
        let full = Path::new("/dev/full");
        let columns = [export::ColumnSpec::new("a", export::Kind::Text, "", "", "")];
        let csv = || {
            let mut writer = export::CsvWriter::create(full, &columns, CsvStyle::Dutch)?;
            (0..10_000).try_for_each(|_| writer.push(&["a".into()]))?;
            writer.finish()
        };
        let xlsx = || {
            let mut writer = export::XlsxWriter::new(full, "", Lang::Nl);
            let column = export::SheetColumn::named(&columns[0], Lang::Nl);
            writer.sheet("a", vec![column], export::Layout::Wide)?;
            writer.finish().map(|_| ())
        };
        for outcome in [export::write_json(full, &vec![0; 10_000]), csv(), xlsx()] {
            let error = outcome.unwrap_err();
            assert!(matches!(error, ExportError::Write { .. }), "{error}");
        }
    }
}
