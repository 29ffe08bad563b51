//! Does the program keep its word, seen from outside?
//!
//! One binary. Each test runs the program as a user does, or reads what it
//! wrote with a reader that is not its own. No network, no clock; tests that
//! need the real registers say so and are skipped without them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accuracy;
mod architecture;
mod archive;
mod area;
mod bag;
mod bag_layers;
mod bad_files;
mod bad_objects;
mod bad_output;
mod bad_project;
mod bezit;
mod cases;
mod circles;
mod columns;
mod comparison;
mod determinism;
#[cfg(unix)]
mod disk;
mod docs;
mod documents;
mod debate;
mod dutch;
mod editions;
#[path = "../../benches/extract/mod.rs"]
mod extract;
#[path = "../../benches/instance/mod.rs"]
mod instance;
mod factsheet;
mod fetch;
mod forms;
#[path = "../fuzz/mod.rs"]
mod fuzz;
mod ground;
mod hindsight;
mod knelpunten;
mod net;
mod net_window;
mod norms;
mod outputs;
mod parquet;
mod parking;
mod paspoort;
mod planlijst;
mod publish;
#[cfg(feature = "gdal")]
mod rasters;
mod real;
mod record;
mod replay;
mod seal;
#[cfg(unix)]
mod signals;
mod spared;
mod support;
mod tiles;
mod timetable;
mod toon;
mod town;
mod typology;
mod viewer;
mod whatif;
