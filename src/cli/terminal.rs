//! Writing to the terminal.

use std::{
    error::Error as _,
    io::{self, Write},
    process,
    sync::atomic::{AtomicBool, Ordering},
};

use crate::{
    error::{Error, ExitCode},
    lang::Lang,
    wording::harmless,
};

/// Whether the terminal is spoken to in English. A signal may come at any
/// time, so it stands where every thread sees it.
static IS_ENGLISH: AtomicBool = AtomicBool::new(false);

/// Sets the language of errors and warnings from here on: that of the command
/// line, and of the project or the run as soon as it is known.
pub(super) fn speak(lang: Lang) -> Lang {
    IS_ENGLISH.store(lang == Lang::En, Ordering::Relaxed);
    lang
}

/// The language of errors and warnings.
#[must_use]
pub fn spoken() -> Lang {
    if IS_ENGLISH.load(Ordering::Relaxed) { Lang::En } else { Lang::Nl }
}

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
