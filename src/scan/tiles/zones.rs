//! The maps the panden were held against.

use geo_types::MultiPolygon;

use super::{
    ZOOMS,
    panden::{PandTiles, TALLY, Totals},
};
use crate::{
    error::Error,
    export::FieldKind,
    model::{Effect, Gebied, RestrictionKind},
    survey::{Layers, ZoneSet},
    text::Lang,
    tiles::{
        areas::Areas,
        attribute::Field,
        drawing::{Head, Shape},
        grid::Box2,
    },
    value::Value,
};

type Row = Vec<Option<Value>>;
type Zones = Vec<(MultiPolygon<f64>, Row)>;

/// All zone layers that were given, as far as they meet `near`, larger areas first.
pub fn zones(
    layers: &Layers,
    panden: &PandTiles,
    near: Option<Box2>,
    lang: Lang,
) -> Result<Vec<Areas>, Error> {
    let mut all = Vec::new();
    let mut add = |name: &str, about: &str, fields: &[Field], zones: Zones| -> Result<(), Error> {
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
        all.push(Areas::new(head, zones.iter().map(|(shape, row)| (shape, row.clone())), near)?);
        Ok(())
    };
    let named = texts(&["code", "naam"]);
    let with_totals: Vec<Field> = named.iter().cloned().chain(TALLY.fields()).collect();

    let about =
        lang.pick("Gemeenten, met wat hun panden optellen", "Gemeenten, with what their panden add up to");
    add("gemeenten", about, &with_totals, gebieden(layers.gemeenten.as_ref(), Some(&panden.gemeenten)))?;
    add("wijken", "Wijken", &named, gebieden(layers.wijken.as_ref(), None))?;
    let about =
        lang.pick("Buurten, met wat hun panden optellen", "Buurten, with what their panden add up to");
    add("buurten", about, &with_totals, gebieden(layers.buurten.as_ref(), Some(&panden.buurten)))?;

    let parking = of(layers.parking.as_ref(), |id, zone| vec![known(id), Some(zone.naam.as_str().into())]);
    add("parking", lang.pick("Parkeerzones", "Parking zones"), &texts(&["id", "naam"]), parking)?;

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
        grid,
    )?;

    let water = of(layers.water.as_ref(), |_, class| vec![known(class.letter())]);
    add(
        "water",
        lang.pick("Klassen van water en bodem", "Classes of water and soil"),
        &texts(&["class"]),
        water,
    )?;

    let limit = Field::new("height_limit_m", FieldKind::Number);
    let fields = [texts(&["layer", "kind", "effect", "id"]), vec![limit]].concat();
    add("restrictions", lang.pick("Beperkingen", "Restrictions"), &fields, restrictions(layers))?;
    Ok(all)
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
        let kind =
            RestrictionKind::ALL.iter().find(|(kind, _)| *kind == layer.kind).map_or("", |(_, word)| *word);
        let effect = match layer.effect {
            Effect::Exclude => "exclude",
            Effect::Flag => "flag",
            Effect::HeightLimit => "height_limit",
        };
        all.extend(of(Some(&layer.zones), |id, limit| {
            let limit = match (layer.effect, limit) {
                (Effect::HeightLimit, limit) => Some(limit.map(|limit| limit.0).into()),
                _ => None,
            };
            vec![known(&layer.name), known(kind), known(effect), known(id), limit]
        }));
    }
    all
}
