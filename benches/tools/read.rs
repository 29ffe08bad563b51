//! How many panden are in this file, or in a box of it, and how large are they?
//!
//! Reads as a scan reads: geometry decoded, checked and repaired, columns
//! parsed, on all cores. One line of JSON out.
//!
//! ```text
//! cargo run --release --example read -- bag-light.gpkg pand 82000 442000 87000 450000
//! ```

use std::time::Instant;

use geo::{Area, BoundingRect};
use toplaag::config::{Input, Source};
use toplaag::issue::Issues;
use toplaag::read::panden;

// As the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (file, layer, corners) = match words.as_slice() {
        [file, layer, corners @ ..] if corners.is_empty() || corners.len() == 4 => (file, layer, corners),
        _ => return Err("give a file, a layer, and either nothing or four corners in RD New".into()),
    };
    let corners = corners.iter().map(|corner| corner.parse()).collect::<Result<Vec<f64>, _>>()?;
    let window: Option<[f64; 4]> = corners.try_into().ok();
    let source = Source {
        path: file.into(),
        name: file.clone(),
        layer: Some(layer.clone()),
        window,
        ..Source::default()
    };
    let input = Input { sources: vec![source], ..Input::default() };
    let clock = Instant::now();
    let (mut n, mut area) = (0_u64, 0.0);
    let counts = panden::stream(&input, None, &mut Issues::default(), |batch, _| {
        for footprint in batch.iter().filter_map(|pand| pand.footprint.as_ref()) {
            // A window may hand over more than it holds.
            let meets = window.is_none_or(|[min_x, min_y, max_x, max_y]| {
                footprint.bounding_rect().is_some_and(|rect| {
                    rect.min().x <= max_x
                        && rect.max().x >= min_x
                        && rect.min().y <= max_y
                        && rect.max().y >= min_y
                })
            });
            n += u64::from(meets);
            area += if meets { footprint.unsigned_area() } else { 0.0 };
        }
        Ok(())
    })?;
    let seconds = clock.elapsed().as_secs_f64();
    #[expect(clippy::print_stdout, reason = "this is what was asked")]
    {
        println!(
            "{}",
            serde_json::json!({ "records": counts.records, "panden": n, "area_m2": area, "seconds": seconds })
        );
    }
    Ok(())
}
