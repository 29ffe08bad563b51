//! How fast is a BAG extract read? Writes one of any size by rule, and reads
//! any: one line of JSON out.
//!
//! ```text
//! cargo run --release --example bag_extract -- write /tmp/bag.zip 1000000
//! cargo run --release --example bag_extract -- read /tmp/bag.zip pand
//! cargo run --release --example bag_extract -- read /tmp/bag.zip verblijfsobject
//! ```

#[path = "../extract/mod.rs"]
mod extract;
#[path = "../instance/mod.rs"]
mod instance;

use std::{fs::File, io::BufWriter, path::PathBuf, time::Instant};

use toplaag::read::{Layer, Source};

// As the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Voorkomens a file of the Kadaster holds.
const PER_MEMBER: usize = 10_000;

type Failure = Box<dyn std::error::Error>;

/// What was read, and how long it took in seconds of the clock.
#[derive(serde::Serialize)]
struct Found {
    records: u64,
    left_out: u64,
    read_s: f64,
    voorkomens_per_s: f64,
}

#[expect(clippy::print_stdout, reason = "the answer of an example")]
fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", path, panden] => {
            let written = extract::write(BufWriter::new(File::create(path)?), panden.parse()?, PER_MEMBER)?;
            println!("{{\"xml_bytes\":{},\"pand_voorkomens\":{}}}", written.xml, written.panden);
        }
        ["read", path, layer] => println!("{}", serde_json::to_string(&read(path.into(), layer)?)?),
        _ => return Err("write <file> <panden>, or read <file> <layer>".into()),
    }
    Ok(())
}

fn read(path: PathBuf, layer: &str) -> Result<Found, Failure> {
    let start = Instant::now();
    let mut layer = Layer::open(&Source { path, layer: Some(layer.to_owned()), ..Source::default() })?;
    // All but the town, as a scan does.
    let columns: Vec<usize> =
        (0..layer.head().columns.len()).filter(|at| layer.head().columns[*at].name != "woonplaats").collect();
    let mut records = 0;
    layer.read(&columns, &mut |_| {
        records += 1;
        Ok(())
    })?;
    let (left_out, read_s) = (layer.left_out().total(), start.elapsed().as_secs_f64());
    Ok(Found { records, left_out, read_s, voorkomens_per_s: (records + left_out) as f64 / read_s })
}
