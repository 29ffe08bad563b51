//! What do the maps say about the town?
//!
//! Corners are meters from the district's south-west corner. The shapes cut
//! through blocks here and there, so that shares and slivers come up.

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

use crate::value::Value;

use super::{
    District, HEIGHT, MapFeature, MapLayer, PER_GEMEENTE, SIDE, Town, TownPostcode, WIDTH,
    build::{Built, Site},
    dice::Dice,
    shape::Frame,
    town,
};

/// A ring without its last corner, meters from the district's corner.
pub(super) type Corners = [(f64, f64)];
/// Addresses per km² and cars per household of a buurt; none on water.
pub(super) type Density = Option<(i64, f64)>;
type Properties = Vec<(&'static str, Value)>;

/// The maps of one district while they are drawn.
pub(super) struct Sheet<'a> {
    site: &'a Site,
    features: &'a mut Vec<MapFeature>,
}

impl Sheet<'_> {
    fn ring(&self, corners: &Corners) -> LineString<f64> {
        let (x, y) = self.site.corner;
        let mut ring: Vec<_> = corners.iter().map(|&(u, v)| Coord { x: x + u, y: y + v }).collect();
        ring.extend(ring.first().copied());
        LineString(ring)
    }

    /// Adds a polygon, with holes.
    pub fn area(&mut self, layer: MapLayer, corners: &Corners, holes: &[&Corners], properties: Properties) {
        let holes = holes.iter().map(|hole| self.ring(hole)).collect();
        let polygon = Polygon::new(self.ring(corners), holes);
        self.features.push(MapFeature { layer, geometry: MultiPolygon(vec![polygon]).into(), properties });
    }

    /// Adds a point.
    pub fn point(&mut self, layer: MapLayer, at: (f64, f64), properties: Properties) {
        let (x, y) = self.site.corner;
        self.features.push(MapFeature { layer, geometry: Point::new(x + at.0, y + at.1).into(), properties });
    }

    /// Adds a feature whose geometry lies in RD New already.
    pub fn add(&mut self, layer: MapLayer, geometry: Geometry<f64>, properties: Properties) {
        self.features.push(MapFeature { layer, geometry, properties });
    }

    /// The site that is drawn.
    pub fn site(&self) -> &Site {
        self.site
    }

    fn rectangle(&mut self, layer: MapLayer, low: (f64, f64), high: (f64, f64), properties: Properties) {
        self.area(layer, &[low, (high.0, low.1), high, (low.0, high.1)], &[], properties);
    }
}

/// Draws all maps of one district.
pub(super) fn draw(plan: &Town, site: &Site, built: &[Built<'_>], district: &mut District) {
    let mut features = Vec::new();
    let sheet = &mut Sheet { site, features: &mut features };
    if site.number.is_multiple_of(PER_GEMEENTE) {
        gemeente(plan, sheet, district);
    }
    parkeerdruk(sheet, built, district);
    let monuments = if Town::is_town(site.number) {
        super::zones_town::draw(sheet, built, district)
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
