//! The command line: parse, run, show the error, exit code.

use std::{
    panic,
    process::ExitCode as Status,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use toplaag::{Error, ExitCode, cli, interrupt};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long a run may take to stop by itself.
const PATIENCE: Duration = Duration::from_millis(600);

/// Whether it has been said why the program ends.
static SAID: AtomicBool = AtomicBool::new(false);

fn main() -> Status {
    if let Err(error) = ctrlc::set_handler(stop) {
        let what = cli::spoken().pick("Ctrl-C ruimt niet op", "Ctrl-C will not clean up");
        cli::warn(&format!("{what}: {error}"));
    }
    #[cfg(unix)]
    ignore_size_limit();
    // Kept and not shown: readers catch the panics of libraries they call.
    panic::set_hook(Box::new(|what| defects().push(what.to_string())));
    let code = match panic::catch_unwind(|| cli::run(cli::parse())) {
        Ok(Ok(())) => ExitCode::Done,
        Ok(Err(error)) => end(&error),
        Err(_) => {
            let what = defects().join("; ");
            end(&Error::Defect(what))
        }
    };
    Status::from(code as u8)
}

/// What panicked so far, and where.
fn defects() -> MutexGuard<'static, Vec<String>> {
    static DEFECTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    DEFECTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says once why the program ends.
fn end(error: &Error) -> ExitCode {
    if !SAID.swap(true, Ordering::SeqCst) {
        cli::show(error);
    }
    error.exit_code()
}

/// Stops the run. Work between batches ends by itself in the meantime; what is
/// within a library for longer is not waited for.
fn stop() {
    interrupt::request();
    thread::sleep(PATIENCE);
    let _kept = interrupt::clean();
    leave(end(&Error::Interrupted));
}

/// Ends at once: other threads are at work in libraries that must not be
/// taken down under them.
fn leave(code: ExitCode) -> ! {
    #[cfg(unix)]
    signal_hook::low_level::exit(i32::from(code as u8));
    #[cfg(not(unix))]
    std::process::exit(i32::from(code as u8));
}

/// A file beyond `ulimit -f` becomes an error to be told, as a full disk is.
#[cfg(unix)]
fn ignore_size_limit() {
    // A handler that does next to nothing makes the write fail instead.
    let flag = Arc::new(AtomicBool::new(false));
    if let Err(error) = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag) {
        let what = cli::spoken().pick(
            "een grens aan de grootte van bestanden beëindigt het programma zonder een woord",
            "a limit on the size of files ends the program without a word",
        );
        cli::warn(&format!("{what}: {error}"));
    }
}
