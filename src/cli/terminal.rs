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

/// Whether errors and warnings are English. A signal may come at any time, so
/// it stands where every thread sees it.
static IS_ENGLISH: AtomicBool = AtomicBool::new(false);

/// Whether somebody asked for that, on the command line or by a variable.
static IS_ASKED: AtomicBool = AtomicBool::new(false);

/// Sets the language of errors and warnings, if one is asked for; gives it.
pub(super) fn speak(asked: Option<Lang>) -> Lang {
    IS_ASKED.store(asked.is_some(), Ordering::Relaxed);
    IS_ENGLISH.store(asked == Some(Lang::En), Ordering::Relaxed);
    asked.unwrap_or_default()
}

/// Follows the language of a project or a run, as soon as it is known, unless
/// another was asked for. Gives it back.
pub(super) fn follow(lang: Lang) -> Lang {
    if !IS_ASKED.load(Ordering::Relaxed) {
        IS_ENGLISH.store(lang == Lang::En, Ordering::Relaxed);
    }
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
    let lang = spoken();
    warn(&format!("{}: {}", lang.pick("fout", "error"), error.said().pick(lang)));
    let mut cause = error.source();
    let mut shown = error.to_string();
    while let Some(error) = cause {
        let text = error.to_string();
        // A transparent wrapper repeats its cause.
        if text != shown {
            let told = crate::error::cause(error);
            warn(&format!("  {}: {}", lang.pick("oorzaak", "cause"), told.pick(lang)));
        }
        shown = text;
        cause = error.source();
    }
    if let Some(cure) = error.cure() {
        warn(&format!("{}: {}", lang.pick("tip", "hint"), cure.pick(lang)));
    }
}
