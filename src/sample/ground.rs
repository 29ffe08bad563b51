//! How is the ground around the blocks divided?
//!
//! By rule: houses in a row have a perceel each, with a garden; a complex, a
//! school and a row of garages have one around the block. A street runs
//! before each block, on a perceel of its own.

use std::collections::BTreeMap;

use geo_types::{MultiPolygon, Polygon};

use super::{
    Corporatie, District, MapFeature, MapLayer, PlannedPlot, Town, bezit,
    block::Block,
    ground_town,
    land::{Land, quad, rectangle},
    shape::Frame,
    site::{Built, Site},
};

/// How far a perceel reaches beyond its pand.
#[derive(Debug, Clone, Copy)]
struct Margins {
    /// Whether every unit has a perceel of its own.
    each: bool,
    front: f64,
    back: f64,
    side: f64,
    street: Street,
}

/// Depths of what lies before a block, from the fronts on.
#[derive(Debug, Clone, Copy)]
struct Street {
    foot: f64,
    carriage: f64,
    parking: f64,
}

impl Street {
    const NONE: Self = Self { foot: 0.0, carriage: 0.0, parking: 0.0 };
    const ALLEY: Self = Self { foot: 1.5, carriage: 3.5, parking: 0.0 };
    const PLAIN: Self = Self { foot: 2.0, carriage: 5.5, parking: 0.0 };
    const PARKED: Self = Self { foot: 2.0, carriage: 5.5, parking: 2.2 };

    fn depth(self) -> f64 {
        self.foot + self.carriage + self.parking
    }
}

/// The margins of a block, by what it is and in which buurt.
fn margins(block: &Block) -> Margins {
    let of = |each, front, back, side, street| Margins { each, front, back, side, street };
    let buurt = block.name.split(' ').next().unwrap_or_default();
    match (block.units, block.homes) {
        // The old centre: no front garden, a court behind.
        (2.., _) if block.uneven && block.gap == 0.0 => of(true, 0.0, 6.0, 0.0, Street::ALLEY),
        (2.., 2..) => of(true, 14.0, 24.0, block.gap / 2.0, Street::PARKED),
        (2.., _) if block.gap > 0.0 => of(true, 6.0, 14.0, (block.gap / 2.0).min(9.0), Street::PLAIN),
        (2.., 1) => of(true, 4.0, 12.0, 0.0, Street::PARKED),
        // Garages, with room to turn.
        (2.., 0) => of(false, 8.0, 1.0, 1.0, Street::NONE),
        _ if is_school(block) => of(false, 8.0, 24.0, 4.0, Street::PLAIN),
        _ if block.name == "weide supermarkt" => of(false, 8.0, 30.0, 6.0, Street::PLAIN),
        (_, homes) => match (buurt, homes) {
            ("hoogveld", 1..) => of(false, 16.0, 21.0, 10.0, Street::PLAIN),
            ("bloemen", 17..) => of(false, 10.0, 18.0, 8.0, Street::PARKED),
            ("hoogveld", 0) => of(false, 2.0, 4.0, 2.0, Street::PARKED),
            ("bloemen", _) => of(false, 8.0, 10.0, 4.0, Street::PARKED),
            ("station", _) => of(false, 8.0, 12.0, 4.0, Street::PARKED),
            ("weide", _) => of(false, 8.0, 14.0, 8.0, Street::PLAIN),
            ("centrum", _) => of(false, 2.0, 4.0, 3.0, Street::NONE),
            ("winkels", _) => of(false, 30.0, 6.0, 4.0, Street::PARKED),
            _ => of(false, 8.0, 8.0, 6.0, Street::PLAIN),
        },
    }
}

fn is_school(block: &Block) -> bool {
    block.other_use.starts_with("onderwijsfunctie")
}

/// Lays out one district.
pub(super) fn draw(site: &Site, built: &[Built<'_>], district: &mut District) {
    let mut land = Land::new(site);
    let mut own: BTreeMap<(Corporatie, u32), Vec<Polygon<f64>>> = BTreeMap::new();
    for here in built {
        let around = lay_out(&mut land, here);
        // Whose half it is, is the others' as well.
        if let Some(held) = here.block.held.as_ref().filter(|held| held.percent > 50) {
            own.entry((held.corporatie, held.complex)).or_default().push(around);
        }
    }
    for ((corporatie, complex), polygons) in own {
        let columns = vec![
            ("corporatie", bezit::naam(corporatie, site.number).into()),
            ("complex", bezit::complex(corporatie, complex, site.number).into()),
        ];
        let geometry = MultiPolygon(polygons).into();
        land.features.push(MapFeature { layer: MapLayer::Bezitgrond, geometry, properties: columns });
    }
    if Town::is_town(site.number) {
        ground_town::draw(&mut land);
    } else {
        suburb(&mut land);
    }
    let Land { percelen, features, plots, .. } = land;
    district.percelen = percelen;
    district.plots = plots;
    district.features.extend(features);
}

/// Lays out a block and the street before it; gives its ground as a whole.
fn lay_out(land: &mut Land<'_>, here: &Built<'_>) -> Polygon<f64> {
    let block = here.block;
    let Margins { each, front, back, side, street } = margins(block);
    let frame = land.frame(block);
    let length = here.units.last().map_or(0.0, |unit| unit.1);
    let along = (-side, length + side);
    let across = (-front, block.depth + back);
    let around = quad(&frame, along, across);
    if each {
        for &(from, to) in &here.units {
            land.perceel(quad(&frame, (from - side, to + side), across));
        }
    } else {
        let perceel = land.perceel(around.clone());
        if is_school(block) {
            land.plots.push(PlannedPlot { name: "schoolplein", perceel });
        }
    }
    if street.depth() > 0.0 {
        land.perceel(quad(&frame, along, (-front - street.depth(), -front)));
    }
    let mut v = -front;
    for (functie, depth) in
        [("voetpad", street.foot), ("rijbaan lokale weg", street.carriage), ("parkeervlak", street.parking)]
    {
        if depth > 0.0 {
            land.road(functie, quad(&frame, along, (v - depth, v)));
        }
        v -= depth;
    }
    // Parking courts on the ground of flats and shops.
    let court = match block.name {
        "weide supermarkt" => Some(((0.0, length), (block.depth + 4.0, block.depth + 26.0))),
        "winkels" => Some(((0.0, length), (-27.0, -5.0))),
        name if name.starts_with("hoogveld") && block.homes > 0 => Some(((0.0, length / 2.0), (-14.0, -9.0))),
        _ => None,
    };
    if let Some((along, across)) = court {
        land.road("parkeervlak", quad(&frame, along, across));
    }
    if each && block.homes == 1 && block.gap == 0.0 {
        behind(land, &frame, (0.0, length), across.1, -front - street.depth());
    }
    around
}

/// The path behind the gardens of a row, and the verge across its street.
fn behind(land: &mut Land<'_>, frame: &Frame, along: (f64, f64), back: f64, street: f64) {
    let path = quad(frame, along, (back, back + 1.2));
    land.perceel(path.clone());
    land.road("voetpad", path);
    // Terraces of the town stand closer together than those of a suburb.
    let depth = if Town::is_town(land.site.number) { 1.0 } else { 9.0 };
    land.perceel(quad(frame, along, (street - depth, street)));
}

/// What lies between the blocks of a suburb.
fn suburb(land: &mut Land<'_>) {
    land.street((488.0, 4.0), (496.0, 796.0));
    land.street((496.0, 520.0), (996.0, 528.0));
    land.street((448.0, 84.0), (456.0, 246.0));
    land.plot("groot", &rectangle((388.0, 90.0), (448.0, 130.0)));
    land.plot("klein", &rectangle((388.0, 140.0), (404.0, 158.0)));
    land.plot("smal", &rectangle((388.0, 170.0), (397.0, 240.0)));
    let park = rectangle((390.0, 300.0), (470.0, 420.0));
    land.perceel(land.polygon(&park));
    let columns = vec![("id", "park".into()), ("omschrijving", "beschermde bomen".into())];
    land.add(MapLayer::Groen, land.polygon(&park).into(), columns);
    let pond = rectangle((400.0, 500.0), (470.0, 560.0));
    land.perceel(land.polygon(&pond));
    land.water("waterpartij", &pond);
}
