//! Does the same input give the same bytes?

use std::collections::BTreeMap;

use crate::support::{Place, rows, verdicts};

#[test]
fn any_number_of_threads_and_any_run_write_the_same_bytes() {
    let place = Place::town();
    let mut first = None;
    for threads in [1, 2, 5, 5] {
        place.run(&format!("scan toplaag.toml --out uit --force -q --threads {threads}")).says(0, "");
        let files = place.files("uit");
        assert_eq!(files.len(), 14, "{:?}", files.keys());
        assert!(files.contains_key(&place.path("uit/toplaag.pmtiles")));
        let first = first.get_or_insert_with(|| files.clone());
        for (path, bytes) in &files {
            assert!(first[path] == *bytes, "{} differs with {threads} threads", path.display());
        }
    }
}

#[test]
fn another_folder_and_another_name_of_the_output_write_the_same_bytes() {
    let files = |out: &str| {
        let place = Place::town();
        place.run(&format!("scan toplaag.toml --out {out} -q")).says(0, "");
        let root = place.path(out);
        place
            .files(out)
            .into_iter()
            .map(|(path, bytes)| (path.strip_prefix(&root).unwrap().to_owned(), bytes))
            .collect::<BTreeMap<_, _>>()
    };
    assert!(files("uit") == files("elders/2026"));
}

#[test]
fn the_order_of_the_panden_changes_no_verdict_and_no_rank() {
    let place = Place::town();
    let outcome = |place: &Place| {
        place.scan();
        let mut verdicts = verdicts(&place.path("uit/toplaag.gpkg"));
        verdicts.sort();
        let sites: Vec<Vec<(String, String)>> = rows(&place.path("uit/shortlist.csv"))
            .into_iter()
            // The panden of a site may be listed in another order.
            .map(|site| site.into_iter().filter(|(name, _)| name != "pand_ids").collect())
            .collect();
        (verdicts, sites)
    };
    let before = outcome(&place);
    for (file, id) in [("panden.geojson", "identificatie"), ("verblijfsobjecten.geojson", "identificatie")] {
        let mut collection = place.json(file);
        let features = collection["features"].as_array_mut().unwrap();
        features.reverse();
        // Of panden with the same identification the first is kept: keep that one first.
        let mut seen = BTreeMap::new();
        for at in 0..features.len() {
            let key = features[at]["properties"][id].as_str().unwrap().to_owned();
            if let Some(other) = seen.insert(key, at) {
                features.swap(at, other);
            }
        }
        place.write(file, collection.to_string());
    }
    let after = outcome(&place);
    assert_eq!(before.0, after.0);
    assert_eq!(before.1, after.1);
}
