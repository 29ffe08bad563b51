//! What do the maps say about the town?
//!
//! Corners are meters from the district's south-west corner. The shapes cut
//! through blocks here and there, so that shares and slivers come up.

use super::{
    District, HEIGHT, MapLayer, PER_GEMEENTE, SIDE, Town, TownPostcode, WIDTH,
    dice::Dice,
    maps::{buurt, height, parking_zone, stop, supply_area, water},
    shape::Frame,
    sheet::Sheet,
    site::{Built, Site},
    town, zones_town,
};

/// Draws all maps of one district.
pub(super) fn draw(plan: &Town, site: &Site, built: &[Built<'_>], district: &mut District) {
    let mut features = Vec::new();
    let sheet = &mut Sheet { site, features: &mut features };
    if site.number.is_multiple_of(PER_GEMEENTE) {
        gemeente(plan, sheet, district);
    }
    parkeerdruk(sheet, built, district);
    let monuments = if Town::is_town(site.number) {
        zones_town::draw(sheet, built, district)
    } else {
        suburb(sheet, built, district);
        Vec::new()
    };
    for planned in &mut district.planned {
        // The rule on monuments comes before the one on age.
        if planned.because == "bouwjaar" && monuments.contains(&planned.pand) {
            planned.because = "rijksmonument";
        }
    }
    district.postcodes = postcodes(site, built);
    district.features = features;
}

/// The gemeente is the union of its districts: whole rows, and what stands on
/// the last one.
fn gemeente(plan: &Town, sheet: &mut Sheet<'_>, district: &District) {
    let n = (plan.n_districts - sheet.site.number).min(PER_GEMEENTE);
    let (full, rest) = ((n / SIDE) as f64 * HEIGHT, (n % SIDE) as f64 * WIDTH);
    let side = SIDE as f64 * WIDTH;
    let corners: Vec<(f64, f64)> = if full == 0.0 {
        vec![(0.0, 0.0), (rest, 0.0), (rest, HEIGHT), (0.0, HEIGHT)]
    } else if rest == 0.0 {
        vec![(0.0, 0.0), (side, 0.0), (side, full), (0.0, full)]
    } else {
        let top = full + HEIGHT;
        vec![(0.0, 0.0), (side, 0.0), (side, full), (rest, full), (rest, top), (0.0, top)]
    };
    let code = format!("GM{:04}", district.gemeente);
    sheet.area(
        MapLayer::Gemeenten,
        &corners,
        &[],
        vec![
            ("gemeentecode", code.into()),
            ("gemeentenaam", district.gemeente_naam.clone().into()),
            ("water", "NEE".into()),
            ("jaar", 2024_i64.into()),
        ],
    );
}

/// A counted stretch of street in front of each block of homes.
fn parkeerdruk(sheet: &mut Sheet<'_>, built: &[Built<'_>], district: &District) {
    for (n, here) in built.iter().enumerate() {
        let block = here.block;
        let homes = district.verblijfsobjecten[here.verblijfsobjecten.clone()]
            .iter()
            .filter(|unit| unit.gebruiksdoel == town::HOME)
            .count() as u32;
        if homes < 4 {
            continue;
        }
        let mut dice = Dice::new(sheet.site.seed, sheet.site.number, 700_000 + n as u64);
        let capacity = (homes * 7 / 10).clamp(6, 44) + dice.below(9);
        let percent = if block.buurt == town::CENTRUM { 86 } else { 58 } + dice.below(30);
        let frame = Frame::new(block.at.0, block.at.1, block.turn);
        let at = frame.at(f64::from(block.units) * block.width / 2.0, -7.0);
        sheet.point(
            MapLayer::Parkeerdruk,
            (at.x, at.y),
            vec![
                ("straat", block.street.into()),
                ("moment", "werkdag nacht".into()),
                ("capaciteit", capacity.into()),
                ("bezet", (capacity * percent / 100).into()),
            ],
        );
    }
}

/// The grid table by postcode. Three streets differ from the map: one says
/// worse, one is not known yet, and one is missing.
fn postcodes(site: &Site, built: &[Built<'_>]) -> Vec<TownPostcode> {
    built
        .iter()
        .filter(|here| here.block.name != "hoven rij b")
        .filter_map(|here| {
            let north = here.block.at.1 >= 404.0;
            let afname = match here.block.name {
                "bloemen a" => 3,
                "station u" => -1,
                _ if north => 1,
                _ if here.block.buurt == town::HOOGVELD => 3,
                _ => 2,
            };
            Some(TownPostcode {
                postcode: here.postcode.clone()?,
                afname,
                opwek: 2,
                voedingsgebied_id: format!("EM{}-{}", site.number + 10, if north { 1 } else { 2 }),
                voedingsgebied_naam: if north { "Elzermade Noord" } else { "Elzermade Zuid" }.to_owned(),
            })
        })
        .collect()
}

/// The maps of a suburb: a few large zones.
fn suburb(sheet: &mut Sheet<'_>, built: &[Built<'_>], district: &District) {
    let split = 505.0;
    let (low, high) = ((0.0, 0.0), (WIDTH, HEIGHT));
    for (index, naam, density, cars, from, to) in
        [(0, "Vogelbuurt", 980, 1.1, low, (split, HEIGHT)), (1, "Parkbuurt", 720, 1.3, (split, 0.0), high)]
    {
        let columns = buurt(district, built, index, naam, Some((density, cars)));
        sheet.rectangle(MapLayer::Buurten, from, to, columns);
    }
    parking_zone(sheet, "C", "Overig", &[low, (WIDTH, 0.0), high, (0.0, HEIGHT)]);
    let flats = [(545.0, 300.0), (720.0, 300.0), (720.0, 480.0), (545.0, 480.0)];
    height(sheet, 10.0, &[low, (WIDTH, 0.0), high, (0.0, HEIGHT)], &[&flats]);
    height(sheet, 18.0, &flats, &[]);
    let site = sheet.site;
    sheet.rectangle(
        MapLayer::Voedingsgebieden,
        low,
        (WIDTH, 404.0),
        supply_area(site, 2, "Elzermade Zuid", 2, (18.0, 19.5), 2.5),
    );
    sheet.rectangle(
        MapLayer::Voedingsgebieden,
        (0.0, 404.0),
        high,
        supply_area(site, 1, "Elzermade Noord", 1, (24.0, 21.0), 0.0),
    );
    for (class, from, to) in
        [(2, low, (400.0, HEIGHT)), (4, (400.0, 0.0), (WIDTH, 500.0)), (6, (400.0, 500.0), high)]
    {
        sheet.rectangle(MapLayer::Waterbodem, from, to, water(class));
    }
    stop(sheet, "Parkplein", "bus", (690.0, 540.0));
}
