//! Columns of the public BAG WFS v2.0, without `rdf_seealso`: its addresses
//! would lead nowhere.

use crate::value::Value;

use super::{
    super::{
        TownPand, TownVerblijfsobject,
        build::{digits, status_name},
    },
    geojson::properties,
};

/// Columns of `bag:pand`. Without a verblijfsobject the two areas are left
/// out, not null, as the WFS does.
pub(super) fn pand(pand: &TownPand) -> String {
    let mut columns: Vec<(&'static str, Value)> = vec![
        ("identificatie", digits(pand.identificatie).into()),
        ("bouwjaar", pand.bouwjaar.into()),
        ("status", pand.status.name().into()),
        ("gebruiksdoel", pand.gebruiksdoel.clone().into()),
    ];
    if let (Some(min), Some(max)) = (pand.oppervlakte_min, pand.oppervlakte_max) {
        columns.push(("oppervlakte_min", min.into()));
        columns.push(("oppervlakte_max", max.into()));
    }
    columns.push(("aantal_verblijfsobjecten", pand.aantal_verblijfsobjecten.into()));
    properties(&columns)
}

/// Columns of `bag:verblijfsobject`. Several panden stand with commas between.
pub(super) fn verblijfsobject(unit: &TownVerblijfsobject, woonplaats: &str) -> String {
    let panden: Vec<String> = unit.panden.iter().copied().map(digits).collect();
    properties(&[
        ("identificatie", digits(unit.identificatie).into()),
        ("oppervlakte", unit.oppervlakte.into()),
        ("status", status_name(unit.status).into()),
        ("gebruiksdoel", unit.gebruiksdoel.into()),
        ("openbare_ruimte", unit.openbare_ruimte.into()),
        ("huisnummer", unit.huisnummer.into()),
        ("huisletter", unit.huisletter.clone().into()),
        ("toevoeging", unit.toevoeging.clone().into()),
        ("postcode", unit.postcode.clone().into()),
        ("woonplaats", woonplaats.into()),
        ("bouwjaar", unit.bouwjaar.into()),
        ("pandidentificatie", panden.join(",").into()),
        ("pandstatus", unit.pandstatus.name().into()),
    ])
}
