//! The maps of a town district.

use geo_types::Geometry;

use super::{
    District, MapLayer,
    maps::{Density, buurt, height, parking_zone, stop, supply_area, water},
    sheet::Sheet,
    site::{Built, Corners},
    town,
};

/// Draws the maps of a town. Returns the panden that are a monument.
pub(super) fn draw(sheet: &mut Sheet<'_>, built: &[Built<'_>], district: &District) -> Vec<u64> {
    buurten(sheet, built, district);
    parking(sheet);
    heights(sheet);
    grid(sheet);
    water_and_soil(sheet);
    restrictions(sheet);
    for (naam, class, at) in [
        ("Station Elzermade", "train", (976.0, 492.0)),
        ("Elzermade Plas", "metro", (548.0, 742.0)),
        ("Wisselplein", "hov", (690.0, 640.0)),
        ("Kometenplein", "hov", (246.0, 384.0)),
        ("Markt", "bus", (478.0, 600.0)),
        ("Bloemenplein", "bus", (222.0, 600.0)),
        ("Leeuwerikweide", "bus", (640.0, 200.0)),
        ("Polderdijk", "bus", (830.0, 270.0)),
    ] {
        stop(sheet, naam, class, at);
    }
    monuments(sheet, built, district)
}

fn buurten(sheet: &mut Sheet<'_>, built: &[Built<'_>], district: &District) {
    // Neighbors share these corners, so that no gap opens between them. In
    // degrees none lies near the middle between two fifth decimals, so that
    // they round alike with and without the correction grid of crs.rs.
    let (south_a, south_b) = ((338.0, 0.0), (684.0, 0.0));
    let (west, kink, cross_a, cross_b, east) =
        ((0.0, 404.0), (160.0, 412.0), (348.0, 396.0), (690.0, 402.0), (1000.0, 408.0));
    let (north_west, north_a, north_b, north_east) =
        ((0.0, 748.0), (352.0, 752.0), (692.0, 738.0), (1000.0, 752.0));
    let (bend_a, bend_b, bend_c, bend_d) = ((352.0, 213.0), (674.0, 190.0), (344.0, 560.0), (698.0, 590.0));
    let areas: [(u8, &str, Density, &Corners); 7] = [
        (town::CENTRUM, "Centrum", Some((2350, 0.6)), &[cross_a, cross_b, bend_d, north_b, north_a, bend_c]),
        (town::STATION, "Stationskwartier", Some((1980, 0.7)), &[cross_b, east, north_east, north_b, bend_d]),
        (
            town::BLOEMEN,
            "Bloemenbuurt",
            Some((1720, 0.8)),
            &[west, kink, cross_a, bend_c, north_a, north_west],
        ),
        (town::HOOGVELD, "Hoogveld", Some((1690, 0.8)), &[(0.0, 0.0), south_a, bend_a, cross_a, kink, west]),
        (town::WEIDE, "Weidebuurt", Some((1180, 1.1)), &[south_a, south_b, bend_b, cross_b, cross_a, bend_a]),
        (town::HOVEN, "De Hoven", Some((640, 1.6)), &[south_b, (1000.0, 0.0), east, cross_b, bend_b]),
        (97, "Elzermeer", None, &[north_west, north_a, north_b, north_east, (1000.0, 800.0), (0.0, 800.0)]),
    ];
    for (index, naam, density, corners) in areas {
        let columns = buurt(district, built, index, naam, density);
        sheet.area(MapLayer::Buurten, corners, &[], columns);
    }
}

/// Three zones; the lake has none.
fn parking(sheet: &mut Sheet<'_>) {
    parking_zone(sheet, "A", "Centrum", &[(340.0, 400.0), (700.0, 400.0), (700.0, 745.0), (340.0, 745.0)]);
    parking_zone(
        sheet,
        "B",
        "Stationsgebied",
        &[(700.0, 400.0), (1000.0, 400.0), (1000.0, 745.0), (700.0, 745.0)],
    );
    parking_zone(
        sheet,
        "C",
        "Overig",
        &[(0.0, 0.0), (1000.0, 0.0), (1000.0, 400.0), (340.0, 400.0), (340.0, 745.0), (0.0, 745.0)],
    );
}

/// Maximum heights; between the station's two areas no height is known.
fn heights(sheet: &mut Sheet<'_>) {
    let rectangle = |low: (f64, f64), high: (f64, f64)| [low, (high.0, low.1), high, (low.0, high.1)];
    let hoogveld_e = rectangle((22.0, 290.0), (118.0, 332.0));
    let bloemen_g = rectangle((120.0, 410.0), (204.0, 444.0));
    let weide_flats = rectangle((566.0, 98.0), (624.0, 192.0));
    height(sheet, 30.0, &rectangle((0.0, 0.0), (345.0, 404.0)), &[&hoogveld_e]);
    height(sheet, 18.0, &hoogveld_e, &[]);
    height(sheet, 16.0, &rectangle((0.0, 404.0), (345.0, 750.0)), &[&bloemen_g]);
    height(sheet, 13.0, &bloemen_g, &[]);
    height(sheet, 12.0, &rectangle((345.0, 404.0), (698.0, 750.0)), &[]);
    height(sheet, 25.0, &rectangle((698.0, 404.0), (1000.0, 500.0)), &[]);
    height(sheet, 25.0, &rectangle((698.0, 556.0), (1000.0, 750.0)), &[]);
    height(sheet, 10.0, &rectangle((345.0, 0.0), (680.0, 404.0)), &[&weide_flats]);
    height(sheet, 15.0, &weide_flats, &[]);
    height(sheet, 10.0, &rectangle((680.0, 0.0), (1000.0, 404.0)), &[]);
}

/// Two supply areas; the southern one comes in two pieces that disagree.
fn grid(sheet: &mut Sheet<'_>) {
    let (zuid, noord) = ("Elzermade Zuid", "Elzermade Noord");
    for (part, naam, code, capacity, queue, low, high) in [
        (1, noord, 1, (24.0, 21.6), 0.0, (0.0, 404.0), (1000.0, 800.0)),
        (2, zuid, 3, (18.0, 21.3), 6.5, (0.0, 0.0), (345.0, 404.0)),
        (2, zuid, 2, (18.0, 21.3), 6.5, (345.0, 0.0), (1000.0, 404.0)),
    ] {
        let columns = supply_area(sheet.site, part, naam, code, capacity, queue);
        let corners: [(f64, f64); 4] = [low, (high.0, low.1), high, (low.0, high.1)];
        sheet.area(MapLayer::Voedingsgebieden, &corners, &[], columns);
    }
}

/// All seven classes, an empty one, and a strip that is not covered.
fn water_and_soil(sheet: &mut Sheet<'_>) {
    let areas: [(i64, &Corners); 12] = [
        (1, &[(345.0, 404.0), (520.0, 404.0), (540.0, 750.0), (345.0, 750.0)]),
        (2, &[(520.0, 404.0), (698.0, 404.0), (698.0, 750.0), (540.0, 750.0)]),
        (4, &[(698.0, 404.0), (1000.0, 404.0), (1000.0, 600.0), (698.0, 540.0)]),
        (2, &[(698.0, 540.0), (1000.0, 600.0), (1000.0, 750.0), (698.0, 750.0)]),
        (3, &[(0.0, 404.0), (60.0, 404.0), (150.0, 750.0), (0.0, 750.0)]),
        (5, &[(60.0, 404.0), (345.0, 404.0), (345.0, 750.0), (150.0, 750.0)]),
        (6, &[(0.0, 0.0), (140.0, 0.0), (205.0, 404.0), (0.0, 404.0)]),
        (5, &[(140.0, 0.0), (345.0, 0.0), (345.0, 404.0), (205.0, 404.0)]),
        (3, &[(345.0, 0.0), (450.0, 0.0), (450.0, 404.0), (345.0, 404.0)]),
        (0, &[(450.0, 0.0), (560.0, 0.0), (560.0, 110.0), (450.0, 110.0)]),
        (6, &[(450.0, 110.0), (560.0, 110.0), (560.0, 404.0), (450.0, 404.0)]),
        (4, &[(684.0, 0.0), (850.0, 0.0), (850.0, 180.0), (930.0, 404.0), (684.0, 404.0)]),
    ];
    for (class, corners) in areas {
        sheet.area(MapLayer::Waterbodem, corners, &[], water(class));
    }
    let low_land = [(850.0, 0.0), (1000.0, 0.0), (1000.0, 404.0), (930.0, 404.0), (850.0, 180.0)];
    sheet.area(MapLayer::Waterbodem, &low_land, &[], water(7));
}

/// Noise along rail and road, and the building ban around an airport. The
/// ban's edge cuts a sliver off the corner of "hoogveld f".
fn restrictions(sheet: &mut Sheet<'_>) {
    let rail = [(905.0, 404.0), (1000.0, 404.0), (1000.0, 745.0), (925.0, 745.0)];
    sheet.area(
        MapLayer::Geluid,
        &rail,
        &[],
        vec![("id", "spoor".into()), ("klasse", "65-69 dB Lden".into())],
    );
    let road = [(336.0, 0.0), (380.0, 0.0), (376.0, 398.0), (330.0, 398.0)];
    sheet.area(MapLayer::Geluid, &road, &[], vec![("id", "weg".into()), ("klasse", "60-64 dB Lden".into())]);
    let ban = [(120.0, 0.0), (270.0, 0.0), (262.0, 60.0), (180.0, 86.0), (150.0, 60.0)];
    sheet.area(MapLayer::Lib, &ban, &[], vec![("naam", "beperkingengebied bebouwing".into())]);
}

/// Points in the old centre; polygons for the church and one flat.
fn monuments(sheet: &mut Sheet<'_>, built: &[Built<'_>], district: &District) -> Vec<u64> {
    let mut monuments = Vec::new();
    for here in built {
        let every = match here.block.name {
            "centrum kerk" | "bloemen k" => 1,
            "centrum markt noord" | "centrum gracht" | "centrum markt oost" => 5,
            _ => continue,
        };
        for pand in district.panden[here.panden.clone()].iter().step_by(every) {
            let units = &district.verblijfsobjecten[here.verblijfsobjecten.clone()];
            let door = units.iter().find(|unit| unit.panden.contains(&pand.identificatie));
            let geometry: Geometry<f64> = match door {
                Some(unit) if every > 1 => unit.point.into(),
                _ => pand.footprint.clone().into(),
            };
            let kind = if here.block.homes == 0 { "kerkelijke gebouwen" } else { "woningen" };
            monuments.push(pand.identificatie);
            let number = 990_000 + monuments.len() as i64;
            let columns = vec![("rijksmonument_nummer", number.into()), ("hoofdcategorie", kind.into())];
            sheet.add(MapLayer::Rijksmonumenten, geometry, columns);
        }
    }
    monuments
}
