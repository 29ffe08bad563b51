//! Writing to the terminal.

use std::{
    error::Error as _,
    io::{self, Write},
    process,
};

use crate::{
    error::{Error, ExitCode},
    wording::harmless,
};

/// Writes a result to standard output. Ends the program quietly when nobody
/// reads any more (`toplaag … | head`).
pub(super) fn print(text: &str) {
    let mut out = io::stdout().lock();
    if let Err(error) = out.write_all(harmless(text).as_bytes()).and_then(|()| out.flush()) {
        let code = if error.kind() == io::ErrorKind::BrokenPipe { ExitCode::Done } else { ExitCode::Output };
        process::exit(i32::from(code as u8));
    }
}

/// Writes one line to standard error; a terminal that is gone is no reason to
/// stop a run.
pub fn warn(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", harmless(text));
}

/// Shows an error with its causes and its cure.
pub fn show(error: &Error) {
    warn(&format!("error: {error}"));
    let mut cause = error.source();
    let mut shown = error.to_string();
    while let Some(error) = cause {
        let text = error.to_string();
        // A transparent wrapper repeats its cause.
        if text != shown {
            warn(&format!("  cause: {text}"));
        }
        shown = text;
        cause = error.source();
    }
    if let Some(hint) = error.hint() {
        warn(&format!("hint: {hint}"));
    }
}
