//! The real extract of Weesp against a file in the columns of the WFS that was
//! made from it with other tools.

use std::collections::BTreeSet;

use super::*;

const DERIVED: &str = "bag/weesp/weesp_20211015_wfs-schema_DERIVED.gpkg";

#[test]
fn weesp_equals_what_other_tools_made_of_it() {
    let (Some(extract), Some(derived)) = (real(WEESP), real(DERIVED)) else { return };
    let (panden, left_out) = rows(source(&extract), "pand");
    assert_eq!(left_out, LeftOut { history: 10_192, inactive: 0, ended: 672, ..LeftOut::default() });
    let (mut verblijfsobjecten, left_out) = rows(source(&extract), "verblijfsobject");
    // What the other tools made names hoofdadressen alone.
    let n_records = verblijfsobjecten.len();
    verblijfsobjecten.retain(|id, _| id.len() == 16);
    assert_eq!(n_records - verblijfsobjecten.len(), 5);
    assert_eq!(left_out, LeftOut { history: 13_576, inactive: 0, ended: 651, ..LeftOut::default() });
    let (derived_panden, _) = rows(source(&derived), "pand");
    let (derived_units, _) = rows(source(&derived), "verblijfsobject");
    assert_eq!((panden.len(), verblijfsobjecten.len()), (12_227, 11_858));
    assert!(panden.keys().eq(derived_panden.keys()));
    assert!(verblijfsobjecten.keys().eq(derived_units.keys()));

    let mut different = BTreeMap::<String, Vec<String>>::new();
    let mut compare = |id: &str, column: &str, ours: String, theirs: String| {
        if ours != theirs {
            different.entry(column.to_owned()).or_default().push(format!("{id}: `{ours}`, `{theirs}`"));
        }
    };
    let mut in_pand: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for (id, unit) in &verblijfsobjecten {
        let theirs = &derived_units[id];
        for column in [
            "oppervlakte",
            "status",
            "gebruiksdoel",
            "openbare_ruimte",
            "huisnummer",
            "huisletter",
            "toevoeging",
            "postcode",
            "woonplaats",
        ] {
            compare(id, column, unit.text(column), theirs.text(column));
        }
        let refers = unit.text("pandidentificatie");
        let lowest = refers.split(',').next().unwrap_or_default();
        compare(id, "pandidentificatie", lowest.to_owned(), theirs.text("pandidentificatie"));
        let pand = panden.get(lowest);
        let of_pand = |column| pand.map(|pand| pand.text(column)).unwrap_or_default();
        compare(id, "bouwjaar of the pand", of_pand("bouwjaar"), theirs.text("bouwjaar"));
        compare(id, "pandstatus", of_pand("status"), theirs.text("pandstatus"));
        compare(id, "point", format!("{:?}", unit.geometry), format!("{:?}", theirs.geometry));
        for pand in unit.values["pandidentificatie"].as_text().unwrap_or_default().split(',') {
            in_pand.entry(panden.get_key_value(pand).map_or("", |(id, _)| id)).or_default().push(unit);
        }
    }
    for (id, pand) in &panden {
        let theirs = &derived_panden[id];
        compare(id, "bouwjaar", pand.text("bouwjaar"), theirs.text("bouwjaar"));
        compare(id, "pand status", pand.text("status"), theirs.text("status"));
        compare(id, "footprint", format!("{:?}", pand.geometry), format!("{:?}", theirs.geometry));
        let units = in_pand.get(id.as_str()).map(Vec::as_slice).unwrap_or_default();
        compare(
            id,
            "aantal_verblijfsobjecten",
            units.len().to_string(),
            theirs.text("aantal_verblijfsobjecten"),
        );
        let areas = || units.iter().filter_map(|unit| unit.values["oppervlakte"].as_i64());
        let shown = |area: Option<i64>| area.map(|area| area.to_string()).unwrap_or_default();
        compare(id, "oppervlakte_min", shown(areas().min()), theirs.text("oppervlakte_min"));
        compare(id, "oppervlakte_max", shown(areas().max()), theirs.text("oppervlakte_max"));
        let uses: Vec<String> = units.iter().map(|unit| unit.text("gebruiksdoel")).collect();
        let uses: BTreeSet<&str> =
            uses.iter().flat_map(|uses| uses.split(',')).filter(|name| !name.is_empty()).collect();
        let uses = uses.into_iter().collect::<Vec<_>>().join(",");
        compare(id, "gebruiksdoel of the pand", uses, theirs.text("gebruiksdoel"));
    }
    let summary: Vec<_> = different
        .iter()
        .map(|(column, all)| format!("{column}: {} differ, as {:?}", all.len(), &all[..all.len().min(3)]))
        .collect();
    assert!(summary.is_empty(), "{summary:#?}");
}
