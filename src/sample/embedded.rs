//! The committed sample, carried along in the program.

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../data/sample/", $name)))),*]
    };
}

/// The files of `data/sample`, by name: what [`write_text`](super::write_text)
/// writes for [`TownSpec::SAMPLE`](super::TownSpec::SAMPLE).
#[must_use]
pub fn embedded() -> &'static [(&'static str, &'static [u8])] {
    files![
        "3dbag.city.jsonl",
        "bezit.csv",
        "bezitgrond.geojson",
        "bouwhoogte.geojson",
        "buurten.geojson",
        "congestie_pc6.csv",
        "dichtheid.geojson",
        "geluid.geojson",
        "gemeenten.geojson",
        "groen.geojson",
        "haltes.geojson",
        "lib.geojson",
        "panden.geojson",
        "parkeerdruk.geojson",
        "parkeernormen.csv",
        "parkeerzones.geojson",
        "percelen.geojson",
        "rijksmonumenten.geojson",
        "tankstation.geojson",
        "toplaag.toml",
        "verblijfsobjecten.geojson",
        "voedingsgebieden.geojson",
        "waterbodem.geojson",
        "waterdelen.geojson",
        "wegdelen.geojson",
    ]
}
