//! Which columns does each map have?

use super::{
    District, MapLayer, PER_GEMEENTE,
    sheet::{Properties, Sheet},
    site::{Built, Corners, Site},
    town,
};
use crate::value::Value;

/// Addresses per km² and cars per household of a buurt; none on water.
pub(super) type Density = Option<(i64, f64)>;

/// Columns of a buurt, in the order of the CBS file. Counts follow from the
/// verblijfsobjecten.
pub(super) fn buurt(
    district: &District,
    built: &[Built<'_>],
    index: u8,
    naam: &str,
    density: Density,
) -> Properties {
    const UNKNOWN: i64 = -99_999_999;
    let wijk = district.number % PER_GEMEENTE;
    let homes = built
        .iter()
        .filter(|here| here.block.buurt == index)
        .flat_map(|here| &district.verblijfsobjecten[here.verblijfsobjecten.clone()])
        .filter(|unit| unit.gebruiksdoel == town::HOME)
        .count() as i64;
    let postcode = built
        .iter()
        .find(|here| here.block.buurt == index && here.postcode.is_some())
        .and_then(|here| here.postcode.as_deref())
        .map(|postcode| postcode[..4].to_owned());
    let known = density.is_some();
    let urban = match density.map(|(density, _)| density) {
        None => UNKNOWN,
        Some(2500..) => 1,
        Some(1500..) => 2,
        Some(1000..) => 3,
        Some(500..) => 4,
        Some(_) => 5,
    };
    let number = |value: i64| Value::Int(if known { value } else { UNKNOWN });
    vec![
        ("buurtcode", format!("BU{:04}{wijk:02}{index:02}", district.gemeente).into()),
        ("buurtnaam", naam.into()),
        ("wijkcode", format!("WK{:04}{wijk:02}", district.gemeente).into()),
        ("gemeentecode", format!("GM{:04}", district.gemeente).into()),
        ("gemeentenaam", district.gemeente_naam.clone().into()),
        ("water", if known { "NEE" } else { "JA" }.into()),
        ("meestVoorkomendePostcode", Value::from(postcode.filter(|_| known))),
        ("omgevingsadressendichtheid", density.map_or(UNKNOWN, |(density, _)| density).into()),
        ("stedelijkheidAdressenPerKm2", urban.into()),
        ("aantalInwoners", number(homes * 21 / 10)),
        ("aantalHuishoudens", number(homes)),
        ("personenautosPerHuishouden", density.map_or(Value::Int(UNKNOWN), |(_, cars)| cars.into())),
        ("jaar", 2024_i64.into()),
    ]
}

/// Columns of a supply area.
pub(super) fn supply_area(
    site: &Site,
    part: u32,
    naam: &str,
    afname: i64,
    headroom: (f64, f64),
    queue: f64,
) -> Properties {
    vec![
        ("voedingsgebied_id", format!("EM{}-{part}", site.number + 10).into()),
        ("voedingsgebied_naam", naam.into()),
        ("afname", afname.into()),
        ("opwek", 2_i64.into()),
        ("wachtrij_afname", queue.into()),
        ("aanwezige_transportcapaciteit_afname", headroom.0.into()),
        ("benodigde_transportcapaciteit_afname", headroom.1.into()),
        ("RNB", "Netbeheer Voorbeeld".into()),
    ]
}

/// A zone of the parking norms.
pub(super) fn parking_zone(sheet: &mut Sheet<'_>, zone: &str, naam: &str, corners: &Corners) {
    sheet.area(MapLayer::Parkeerzones, corners, &[], vec![("zone", zone.into()), ("naam", naam.into())]);
}

/// A maximum building height.
pub(super) fn height(sheet: &mut Sheet<'_>, limit: f64, corners: &Corners, holes: &[&Corners]) {
    let n = sheet.features.iter().filter(|feature| feature.layer == MapLayer::Bouwhoogte).count();
    let columns = vec![
        // Areas that share an id would be one area.
        ("id", format!("BH{}-{}", sheet.site.number + 10, n + 1).into()),
        ("omschrijving", "maximum bouwhoogte".into()),
        ("hoogte", limit.into()),
        ("eenheid", "m".into()),
    ];
    sheet.area(MapLayer::Bouwhoogte, corners, holes, columns);
}

/// Columns of the water and soil map.
pub(super) fn water(class: i64) -> Properties {
    let naam = match class {
        1..=3 => "ja, accepteren",
        4 => "ja, mits: kleine opgave",
        5 => "ja, mits: middelgrote opgave",
        6 => "ja, mits: grote opgave",
        7 => "nee, tenzij",
        _ => "leeg",
    };
    vec![("klasse", class.into()), ("omschrijving", naam.into())]
}

/// A stop of public transport.
pub(super) fn stop(sheet: &mut Sheet<'_>, naam: &str, class: &str, at: (f64, f64)) {
    sheet.point(MapLayer::Haltes, at, vec![("naam", naam.into()), ("klasse", class.into())]);
}
