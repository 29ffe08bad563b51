use super::*;
use crate::read::head::Column;

const ID: &[&str] = &["identificatie"];
const PAND: &[&str] = &["pandidentificatie", "identificatieBAGPND"];
const AREA: &[&str] = &["oppervlakte"];

fn matched(format: &'static str, columns: &[&str], roles: &[&'static [&'static str]]) -> Vec<Option<usize>> {
    let head = Head {
        layer: "laag".into(),
        format,
        columns: columns.iter().map(|name| Column { name: (*name).to_owned() }).collect(),
        count: None,
        crs: None,
        extent: None,
    };
    let roles: Vec<Role> = roles.iter().map(|names| optional(names[0], names)).collect();
    cut_names(&head, &Columns::new(), &roles)
}

#[test]
fn names_that_a_dbf_cut_off_play_their_role() {
    let roles = [ID, PAND, AREA];
    let cut = ["oppervlakt", "pandidenti", "identifica"];
    assert_eq!(matched("Shapefile", &cut, &roles), [Some(2), Some(1), Some(0)]);
    assert_eq!(matched("GeoPackage", &cut, &roles), [None, None, None]);
    // Cut off elsewhere, or not at all.
    assert_eq!(matched("Shapefile", &["oppervlak", "oppervlakte_m2"], &[AREA]), [None]);
}

#[test]
fn a_cut_name_that_fits_two_roles_fits_none() {
    assert_eq!(matched("Shapefile", &["identifica"], &[ID, PAND]), [None, None]);
    // Nor one that stands beside the whole name.
    assert_eq!(matched("Shapefile", &["oppervlakt", "Oppervlakte"], &[AREA]), [None]);
}
