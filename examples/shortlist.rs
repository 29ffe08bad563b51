//! The sites a finished run puts forward, from its folder alone.
//!
//! `cargo run --example shortlist -- toplaag-demo/uitkomst`

#![expect(clippy::print_stdout, reason = "it shows what it found")]

use std::path::Path;

use toplaag::{Error, lang::Lang, record::Record, tables::sentence};

fn main() -> Result<(), Error> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "toplaag-demo/uitkomst".into());
    // The facts of the run are read; what the rules make of them is asked again.
    let record = Record::open(Path::new(&folder))?;
    for site in record.sites()?.iter().filter(|site| site.is_put_forward()) {
        let homes = site.homes.mid.map_or_else(|| "?".to_owned(), |homes| homes.to_string());
        println!("{}: {homes} homes, {}", site.title(), sentence(site, Lang::En));
    }
    Ok(())
}
