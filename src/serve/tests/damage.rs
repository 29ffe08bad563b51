//! What becomes of a file that was cut off or scrambled?

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::serve::{area::Area, collection::collections, crs::OutCrs, fgb::Damaged, layer::Query};

/// Asks all that can be asked of the layers of a folder. Errors are answers.
fn ask_all(folder: &Path) {
    let Ok(layers) = collections(folder) else { return };
    for collection in layers {
        let layer = &collection.layer;
        let areas = layer.extent.and_then(|[x, y, to_x, to_y]| {
            let middle = [f64::midpoint(x, to_x), f64::midpoint(y, to_y)];
            Area::of_bbox([x, y, middle[0], middle[1]], OutCrs::Rd)
        });
        for query in [Query::default(), Query { areas: areas.into_iter().collect(), filter: None }] {
            let _ = layer.count(&query);
            let mut next = Some(0);
            for _ in 0..1_000 {
                let Some(from) = next else { break };
                let searched = layer.search(&query, from, 100, 1_000, |row, _| {
                    row.shape()?;
                    Ok::<_, Damaged>(true)
                });
                let Ok(stop) = searched else { break };
                assert!(stop.next.is_none_or(|next| next > from), "a search goes on");
                next = stop.next;
            }
        }
        let _ = layer.feature("9001100000000003", |row, _| row.shape());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_scrambled_layer_gives_an_error_or_features_and_never_a_panic(
        hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        near_the_front in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["sites.fgb", "panden.fgb", "toplaag.gpkg"] {
            fs::copy(town().run().join(name), folder.path().join(name)).unwrap();
        }
        let path = folder.path().join("panden.fgb");
        let mut bytes = fs::read(&path).unwrap();
        let within = if near_the_front { 24_000.min(bytes.len()) } else { bytes.len() };
        for (at, byte) in hits {
            bytes[at.index(within)] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        fs::write(&path, bytes).unwrap();
        ask_all(folder.path());
    }
}
