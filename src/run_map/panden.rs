//! Panden on the map: one by one up close, totals from afar.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use geo::BoundingRect;
use geo_types::{Coord, Geometry, Rect};

use super::{PANDEN_FROM, STOREYS, STOREYS_FROM, ZOOMS, first_code, positions};
use crate::{
    error::Error,
    export::FieldKind,
    lang::Lang,
    tables::{PANDEN, specs},
    tiles::{
        attribute::{Attribute, Field},
        cells::Tally,
        drawing::{Head, Late, Shape},
        features::Features,
        grid::Box2,
        objects::Objects,
    },
    value::Value,
};

/// Attributes of a pand, those of its site at the end, and the first zoom at
/// which they are told.
const FIELDS: [(&str, FieldKind, u8); 10] = [
    ("identificatie", FieldKind::String, 0),
    ("verdict", FieldKind::String, 0),
    ("reason", FieldKind::String, 0),
    ("homes_low", FieldKind::Number, 0),
    ("homes_mid", FieldKind::Number, 0),
    ("homes_high", FieldKind::Number, 0),
    (STOREYS[0].name, FieldKind::Number, STOREYS_FROM),
    (STOREYS[1].name, FieldKind::Number, STOREYS_FROM),
    ("score", FieldKind::Number, 0),
    ("site_id", FieldKind::String, 0),
];

/// Of these, so many are of the pand itself.
const OWN: usize = 8;

/// Heights that are taken for a building, in decimeters.
const HEIGHTS_DM: RangeInclusive<f64> = 0.0..=4_000.0;

/// What panden add up to. Homes are those on suitable panden, with the expected
/// ones on undecided panden beside them; `panden_unknown` is the number of
/// undecided panden of which the expected number is not known.
pub const TALLY: Tally = Tally {
    names: &[
        "panden",
        "suitable",
        "undecided",
        "unsuitable",
        "homes_low",
        "homes_mid",
        "homes_high",
        "homes_undecided",
        "panden_unknown",
    ],
    add,
};

fn add(pand: &[Attribute<'_>], totals: &mut [i64]) {
    let [_, verdict, _, low, mid, high, ..] = *pand else { return };
    let is = |code| i64::from(verdict == Attribute::Text(code));
    let on = |code, homes: Attribute<'_>| is(code) * homes.int();
    let one = [
        1,
        is("suitable"),
        is("undecided"),
        is("unsuitable"),
        on("suitable", low),
        on("suitable", mid),
        on("suitable", high),
        on("undecided", mid),
        i64::from(mid == Attribute::Unknown),
    ];
    totals.iter_mut().zip(one).for_each(|(total, one)| *total += one);
}

/// Totals per area, by the code of the area.
pub type Totals = BTreeMap<String, Vec<i64>>;

/// The panden of a run, packed as they come.
pub struct PandTiles {
    features: Features,
    /// The box around them in RD New.
    pub rd: Option<Rect<f64>>,
    at: At,
    /// Totals per buurt; panden outside every buurt under no code.
    pub buurten: Totals,
    /// Totals per gemeente, likewise.
    pub gemeenten: Totals,
}

fn around(all: Rect<f64>, own: Rect<f64>) -> Rect<f64> {
    let (low, high) = (all.min(), all.max());
    Rect::new(
        Coord { x: low.x.min(own.min().x), y: low.y.min(own.min().y) },
        Coord { x: high.x.max(own.max().x), y: high.y.max(own.max().y) },
    )
}

/// Where the columns that are asked stand.
struct At {
    id: usize,
    verdict: usize,
    reasons: usize,
    missing: usize,
    homes: [usize; 3],
    roof: usize,
    extra_storeys: usize,
    buurt: usize,
    gemeente: usize,
}

impl Default for PandTiles {
    fn default() -> Self {
        Self::new()
    }
}

impl PandTiles {
    /// Room for panden.
    #[must_use]
    pub fn new() -> Self {
        let columns = positions(&specs(PANDEN));
        let at = |name: &str| columns.get(name).map_or(usize::MAX, |(at, _)| *at);
        Self {
            features: Features::new(OWN),
            rd: None,
            at: At {
                id: at("identificatie"),
                verdict: at("verdict"),
                reasons: at("reasons"),
                missing: at("missing"),
                homes: ["homes_low", "homes_mid", "homes_high"].map(at),
                roof: at("roof_height_m"),
                extra_storeys: at("extra_storeys"),
                buurt: at("buurt_code"),
                gemeente: at("gemeente_code"),
            },
            buurten: Totals::new(),
            gemeenten: Totals::new(),
        }
    }

    /// Takes a pand: its footprint and its row. One without a footprint is
    /// counted in no area and drawn nowhere.
    ///
    /// # Errors
    ///
    /// [`Error::Transform`] when PROJ refuses a coordinate.
    pub fn push(&mut self, shape: Option<&Geometry<f64>>, row: &[Value]) -> Result<(), Error> {
        let Some(shape) = shape else { return Ok(()) };
        let value = |at: usize| row.get(at).unwrap_or(&Value::Null);
        let verdict = value(self.at.verdict).as_text().unwrap_or_default();
        let is_unsuitable = verdict == "unsuitable";
        let reason = match verdict {
            "suitable" => None,
            "unsuitable" => first_code(value(self.at.reasons)),
            _ => first_code(value(self.at.missing)),
        };
        let homes = self.at.homes.map(|at| match value(at) {
            // No homes are added there; it is not that nobody knows.
            Value::Null if is_unsuitable => Attribute::Absent,
            other => Attribute::from(other),
        });
        let attributes = [
            Attribute::from(value(self.at.id)),
            Attribute::Text(verdict),
            reason.map_or(Attribute::Absent, Attribute::Text),
            homes[0],
            homes[1],
            homes[2],
            decimeters(value(self.at.roof)),
            // No storey is added there; it is not that nobody knows.
            match value(self.at.extra_storeys) {
                _ if is_unsuitable => Attribute::Absent,
                other => Attribute::from(other),
            },
        ];
        if self.features.push(shape, attributes)?.is_none() {
            return Ok(());
        }
        if let Some(own) = shape.bounding_rect() {
            self.rd = Some(self.rd.map_or(own, |all| around(all, own)));
        }
        for (totals, at) in [(&mut self.buurten, self.at.buurt), (&mut self.gemeenten, self.at.gemeente)] {
            let code = value(at).as_text().unwrap_or_default();
            if !totals.contains_key(code) {
                totals.insert(code.to_owned(), vec![0; TALLY.names.len()]);
            }
            if let Some(totals) = totals.get_mut(code) {
                add(&attributes, totals);
            }
        }
        Ok(())
    }

    /// The box around all panden.
    #[must_use]
    pub fn bounds(&self) -> Option<Box2> {
        self.features.bounds()
    }

    /// As the pyramid draws them, with what their sites say.
    #[must_use]
    pub fn objects(self, late: Late, lang: Lang, left_out: &BTreeSet<String>) -> Objects {
        let field = |(name, kind, from): &(&str, FieldKind, u8)| {
            let field = Field::new(name, *kind).from_zoom(*from);
            if left_out.contains(*name) { field.left_out() } else { field }
        };
        let head = Head {
            name: "panden".into(),
            description: lang.pick("Panden met hun oordeel", "Panden with their verdict").into(),
            shape: Shape::Polygon,
            fields: FIELDS.iter().map(field).collect(),
            zooms: (PANDEN_FROM, ZOOMS.1),
        };
        let about = lang.pick("Panden en woningen per vierkant", "Panden and homes per square");
        Objects::new(head, "cells", about, self.features, late, TALLY)
    }
}

/// A height as whole decimeters, which take a byte or two in a tile; one that no
/// building has is not known.
fn decimeters(meters: &Value) -> Attribute<'static> {
    let Value::Real(meters) = meters else { return Attribute::Unknown };
    let decimeters = (10.0 * meters).round();
    #[expect(clippy::cast_possible_truncation, reason = "compared first")]
    if HEIGHTS_DM.contains(&decimeters) { Attribute::Int(decimeters as i64) } else { Attribute::Unknown }
}
