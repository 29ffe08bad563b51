//! The maps the panden were held against.

use geo::{Area, InteriorPoint};
use geo_types::{Geometry, MultiPolygon, Polygon};

use super::{
    ZOOMS,
    panden::{PandTiles, TALLY, Totals},
};
use crate::record::{NEAR_M, is_near};
use crate::{
    error::Error,
    export::FieldKind,
    lang::Lang,
    model::{Effect, Gebied},
    survey::{Layers, WaterMap, ZoneSet},
    tiles::{
        areas::Areas,
        attribute::{Attribute, Field},
        drawing::{Head, Shape},
        features::Features,
        ranked::{Keep, Ranked},
    },
    value::Value,
};

type Row = Vec<Option<Value>>;
type Zones = Vec<(MultiPolygon<f64>, Row)>;

/// Below this zoom a tile shows so many names of a layer.
const NAMES: (u8, usize) = (12, 32);

/// What a layer has one name for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NamePer {
    /// Every zone, in its largest part.
    Zone,
    /// Every part of a zone.
    Part,
}

/// All zone layers that were given, larger areas first, and the points at
/// which their names stand: a map that named polygons would name them once
/// in every tile.
pub(super) fn zones(
    layers: &Layers,
    panden: &PandTiles,
    lang: Lang,
) -> Result<(Vec<Areas>, Vec<Ranked>), Error> {
    let (mut all, mut names) = (Vec::new(), Vec::new());
    let mut add =
        |name: &str, about: &str, fields: &[Field], per: NamePer, mut zones: Zones| -> Result<(), Error> {
            zones.retain(|(shape, _)| is_near(shape, panden.rd, NEAR_M));
            if zones.is_empty() {
                return Ok(());
            }
            let head = Head {
                name: name.to_owned(),
                description: about.to_owned(),
                shape: Shape::Polygon,
                fields: fields.to_vec(),
                zooms: ZOOMS,
            };
            names.push(named_at(&head, per, lang, &zones)?);
            all.push(Areas::new(head, zones.iter().map(|(shape, row)| (shape, row.clone())))?);
            Ok(())
        };
    let named = texts(&["code", "naam"]);
    let with_totals: Vec<Field> = named.iter().cloned().chain(TALLY.fields()).collect();

    let about =
        lang.pick("Gemeenten, met wat hun panden optellen", "Gemeenten, with what their panden add up to");
    add(
        "gemeenten",
        about,
        &with_totals,
        NamePer::Zone,
        gebieden(layers.gemeenten.as_ref(), Some(&panden.gemeenten)),
    )?;
    add("wijken", "Wijken", &named, NamePer::Zone, gebieden(layers.wijken.as_ref(), None))?;
    let about =
        lang.pick("Buurten, met wat hun panden optellen", "Buurten, with what their panden add up to");
    add(
        "buurten",
        about,
        &with_totals,
        NamePer::Zone,
        gebieden(layers.buurten.as_ref(), Some(&panden.buurten)),
    )?;

    let parking = of(layers.parking.as_ref(), |id, zone| vec![known(id), Some(zone.naam.as_str().into())]);
    add(
        "parking",
        lang.pick("Parkeerzones", "Parking zones"),
        &texts(&["id", "naam"]),
        NamePer::Zone,
        parking,
    )?;

    let grid = of(layers.grid_areas.as_ref(), |id, area| {
        let code = area.code.map(|code| u32::from(code.number()));
        vec![
            known(id),
            known(&area.naam),
            Some(code.into()),
            Some(area.headroom_mw.into()),
            Some(area.queue_mw.into()),
        ]
    });
    let numbers = ["code", "headroom_mw", "queue_mw"].map(|name| Field::new(name, FieldKind::Number));
    let fields = [texts(&["id", "naam"]), numbers.to_vec()].concat();
    add(
        "grid_areas",
        lang.pick("Voedingsgebieden van het stroomnet", "Supply areas of the grid"),
        &fields,
        NamePer::Zone,
        grid,
    )?;

    // Cells are not drawn; `run.json` says so.
    let water = of(layers.water.as_ref().and_then(WaterMap::zones), |_, class| vec![known(class.letter())]);
    add(
        "water",
        lang.pick("Klassen van water en bodem", "Classes of water and soil"),
        &texts(&["class"]),
        NamePer::Part,
        water,
    )?;

    let limit = Field::new("height_limit_m", FieldKind::Number);
    let fields = [texts(&["layer", "kind", "effect", "id"]), vec![limit]].concat();
    add(
        "restrictions",
        lang.pick("Beperkingen", "Restrictions"),
        &fields,
        NamePer::Part,
        restrictions(layers),
    )?;
    Ok((all, names))
}

/// A point inside each zone, the largest first, with all the zone says.
fn named_at(zones: &Head, per: NamePer, lang: Lang, shapes: &Zones) -> Result<Ranked, Error> {
    let mut parts: Vec<(&Polygon<f64>, f64, &Row)> = Vec::new();
    for (shape, row) in shapes {
        let sized = shape.iter().map(|part| (part, part.unsigned_area(), row));
        match per {
            NamePer::Part => parts.extend(sized),
            NamePer::Zone => parts.extend(sized.max_by(|a, b| a.1.total_cmp(&b.1))),
        }
    }
    // Stable: of equal areas the first stays first.
    parts.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut features = Features::new(zones.fields.len());
    for (part, _, row) in parts {
        let Some(point) = part.interior_point() else { continue };
        let values = row.iter().map(|value| value.as_ref().map_or(Attribute::Absent, Attribute::from));
        features.push(&Geometry::Point(point), values)?;
    }
    let head = Head {
        name: format!("{}_label", zones.name),
        description: format!(
            "{}: {}",
            zones.description,
            lang.pick("een punt voor de naam", "a point for the name")
        ),
        shape: Shape::Point,
        ..zones.clone()
    };
    Ok(Ranked::new(head, features, Keep { always: 0, per_tile: NAMES.1, all_from: NAMES.0 }))
}

fn texts(names: &[&str]) -> Vec<Field> {
    names.iter().map(|name| Field::new(name, FieldKind::String)).collect()
}

fn known(text: &str) -> Option<Value> {
    Some(text.into())
}

/// Every zone of a set with its row.
fn of<T>(set: Option<&ZoneSet<T>>, row: impl Fn(&str, &T) -> Row) -> Zones {
    let Some(set) = set else { return Vec::new() };
    let rows = set.ids.iter().zip(&set.says).map(|(id, says)| row(id, says));
    set.shapes().into_iter().zip(rows).collect()
}

/// An area without panden has none, and its homes are 0: that is known.
fn gebieden(set: Option<&ZoneSet<Gebied>>, totals: Option<&Totals>) -> Zones {
    of(set, |code, gebied| {
        let mut row = vec![known(code), known(&gebied.naam)];
        if let Some(totals) = totals {
            let none = vec![0; TALLY.names.len()];
            let own = totals.get(code).unwrap_or(&none);
            row.extend(own.iter().map(|total| Some(Value::Int(*total))));
        }
        row
    })
}

fn restrictions(layers: &Layers) -> Zones {
    let mut all = Vec::new();
    for layer in &layers.restrictions {
        all.extend(of(Some(&layer.zones), |id, limit| {
            let limit = match (layer.effect, limit) {
                (Effect::HeightLimit, limit) => Some(limit.map(|limit| limit.0).into()),
                _ => None,
            };
            vec![known(&layer.name), known(layer.kind.code()), known(layer.effect.code()), known(id), limit]
        }));
    }
    all
}
