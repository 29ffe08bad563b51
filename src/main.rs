//! The command line: parse, run, show the error, exit code.

use std::process;

use clap::Parser;
use toplaag::{ExitCode, cli, interrupt};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> process::ExitCode {
    // A second signal means it: the run may be in the middle of one long file.
    let handler = || {
        if interrupt::check().is_err() {
            process::exit(i32::from(ExitCode::Interrupted as u8));
        }
        interrupt::request();
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        cli::warn(&format!("Ctrl-C will not clean up: {error}"));
    }
    let code = match cli::run(cli::Cli::parse()) {
        Ok(()) => ExitCode::Done,
        Err(error) => {
            cli::show(&error);
            error.exit_code()
        }
    };
    process::ExitCode::from(code as u8)
}
