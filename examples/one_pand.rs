//! What the rules for storeys on top say of one building, with other norms.
//!
//! `cargo run --example one_pand`

#![expect(clippy::print_stdout, reason = "it shows what it found")]

use toplaag::{
    Error,
    assess::optoppen::{Facts, assess},
    model::{PandStatus, Roof},
    params::Params,
    units::{Meters, SquareMeters},
};

fn main() -> Result<(), Error> {
    let roof = Roof {
        maaiveld: Some(Meters(1.0)),
        roof: Some(Meters(15.0)),
        flat: Some(SquareMeters(840.0)),
        ..Roof::default()
    };
    let facts = Facts {
        status: Some(PandStatus::PandInGebruik),
        bouwjaar: Some(1968),
        footprint: Some(SquareMeters(850.0)),
        homes: Some(40),
        units: Some(40),
        limit: Some(Meters(25.0)),
        rijksmonument: Some(false),
        exclusions: Some(0),
        roof,
        ..Facts::default()
    };
    let smaller: toml::Table = toml::from_str("[optoppen]\nhome_go_m2 = 48.0").unwrap_or_default();
    for params in [Params::built_in(), Params::with_overrides(&smaller, "an example")?] {
        let answer = assess(&facts, &params.optoppen);
        println!(
            "{:?}: {:?} homes, {:?}",
            answer.verdict,
            answer.homes.mid,
            answer.reasons().collect::<Vec<_>>()
        );
    }
    Ok(())
}
