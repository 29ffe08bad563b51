//! Which records are wrong, on purpose?
//!
//! Registers hold such records too, and a user must see what becomes of
//! them. They stand in the first district of each gemeente.

use geo_types::{LineString, Point, Polygon};

use crate::model::Conditions;

use super::{
    Corporatie, District, TownBezit, TownKey, bezit,
    site::{Built, Site, postcode},
};

/// Adds the planned flaws to a town district.
pub(super) fn add(site: &Site, built: &[Built<'_>], district: &mut District) {
    let find = |name: &str| built.iter().find(|here| here.block.name == name);
    // A shed drawn as a bow tie: its second and third corner are swapped.
    if let Some(here) = find("hoven rij a") {
        let pand = &mut district.panden[here.panden.end - 1];
        let mut ring = pand.footprint.exterior().0.clone();
        ring.swap(1, 2);
        pand.footprint = Polygon::new(LineString(ring), Vec::new());
    }
    // A floor area that is the register's sentinel.
    if let Some(here) = find("weide rij b") {
        district.verblijfsobjecten[here.verblijfsobjecten.start].oppervlakte = 999_999;
    }
    // A shop that was broken through into its neighbor.
    if let Some(here) = find("centrum markt noord") {
        let first = district.panden[here.panden.start].identificatie;
        if let Some(unit) = district.verblijfsobjecten[here.verblijfsobjecten.clone()]
            .iter_mut()
            .find(|unit| unit.panden == [first])
        {
            unit.panden.push(first + 1);
        }
    }
    // A point that lies outside its own pand, in the garden.
    if let Some(here) = find("hoven rij b") {
        let unit = &mut district.verblijfsobjecten[here.verblijfsobjecten.start];
        unit.point = Point::new(unit.point.x() + 3.0, unit.point.y() - 16.0);
    }
    // A home whose pand is not in the delivery.
    if let Some(mut lost) = find("hoven rij c")
        .and_then(|here| here.verblijfsobjecten.clone().last())
        .map(|last| district.verblijfsobjecten[last].clone())
    {
        lost.identificatie = site.ids.verblijfsobject(district.verblijfsobjecten.len() + 1);
        lost.huisnummer += 100;
        lost.panden = vec![site.ids.pand(9_998)];
        lost.point = Point::new(lost.point.x() + 40.0, lost.point.y() + 20.0);
        district.verblijfsobjecten.push(lost);
    }
    // The same pand a second time, with another year.
    if let Some(here) = find("weide rij a") {
        let mut twin = district.panden[here.panden.start].clone();
        twin.bouwjaar += 1;
        district.panden.push(twin);
    }
    holdings(site, district);
}

/// Rows of the holdings that match nothing, and one that is claimed twice.
fn holdings(site: &Site, district: &mut District) {
    let row = |corporatie: Corporatie, complex: &str, key| TownBezit {
        corporatie: bezit::naam(corporatie, site.number),
        complex: complex.to_owned(),
        key,
        conditions: Conditions::default(),
    };
    let address = |postcode: String, huisnummer, huisletter: &str| TownKey::Address {
        postcode,
        huisnummer,
        huisletter: huisletter.to_owned(),
        toevoeging: String::new(),
    };
    let home = district.bezit.iter().find_map(|row| match row.key {
        TownKey::Verblijfsobject(id) => Some(id),
        _ => None,
    });
    let street = postcode(site.number, 0);
    district.bezit.extend([
        row(Corporatie::ZevenLinden, "ZL-199", TownKey::Verblijfsobject(site.ids.verblijfsobject(9_997))),
        row(Corporatie::Reveil, "RV-99", address(street.clone(), 9_999, "")),
        row(Corporatie::Reveil, "RV-99", address(street, 1, "Z")),
        row(Corporatie::Polderhuis, "PH-99", TownKey::Pand(site.ids.pand(9_997))),
    ]);
    if let Some(id) = home {
        district.bezit.push(row(Corporatie::Polderhuis, "PH-99", TownKey::Verblijfsobject(id)));
    }
}
