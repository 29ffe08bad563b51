//! The maps of a run as they stand in its record.
//!
//! All that a map says is kept, so that positions stay what they were; of its
//! polygons those near the panden. Of the cells of a water map the squares
//! that a pand or plot of a location meets.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use geo::BoundingRect;
use geo_types::{MultiPolygon, Point, Polygon, Rect};
use serde::{Deserialize, Serialize};

use crate::{
    config::InputRole,
    model::{
        Effect, Gebied, GridArea, HeightReference, NormRow, ParkingPlaces, ParkingZone, RestrictionKind,
        WaterClass,
    },
    overlay::{CellBox, Cells, Grid, PointIndex, ZoneIndex},
    survey::{Layers, RestrictionLayer, WaterMap, ZoneSet},
    units::Meters,
};

/// Zones further from the panden than this are left to other runs, meters.
pub const NEAR_M: f64 = 12_000.0;

/// Whether an area lies within a distance of the panden, box to box, meters.
#[must_use]
pub fn is_near(shape: &MultiPolygon<f64>, panden: Option<Rect<f64>>, distance: f64) -> bool {
    shape.bounding_rect().is_some_and(|own| near(own, panden, distance))
}

/// Whether a box lies within a distance of the panden, meters.
#[must_use]
pub fn near(own: Rect<f64>, panden: Option<Rect<f64>>, distance: f64) -> bool {
    panden.is_some_and(|panden| {
        own.min().x <= panden.max().x + distance
            && own.min().y <= panden.max().y + distance
            && own.max().x >= panden.min().x - distance
            && own.max().y >= panden.min().y - distance
    })
}

#[derive(Serialize, Deserialize)]
struct Shape(#[serde(with = "crate::packed::polygon")] Polygon<f64>);

#[derive(Serialize, Deserialize)]
struct Spot(#[serde(with = "crate::packed::point")] Point<f64>);

#[derive(Serialize, Deserialize)]
#[serde(bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
struct Zones<'a, T: Clone> {
    ids: Cow<'a, [String]>,
    says: Cow<'a, [T]>,
    polygons: Vec<(u32, Shape)>,
}

impl<'a, T: Clone> Zones<'a, T> {
    fn of(set: &'a ZoneSet<T>, panden: Option<Rect<f64>>) -> Self {
        let is_near = |(_, polygon): &(u32, Polygon<f64>)| {
            polygon.bounding_rect().is_some_and(|own| near(own, panden, NEAR_M))
        };
        let polygons = set.index.polygons().filter(is_near);
        Self {
            ids: Cow::Borrowed(&set.ids),
            says: Cow::Borrowed(&set.says),
            polygons: polygons.map(|(zone, polygon)| (zone, Shape(polygon))).collect(),
        }
    }

    /// `None` when zones are named that are not there.
    fn set(self) -> Option<ZoneSet<T>> {
        let n = self.ids.len();
        let known = |zone: &u32| (*zone as usize) < n;
        let whole = self.says.len() == n && self.polygons.iter().all(|(zone, _)| known(zone));
        whole.then(|| ZoneSet {
            ids: self.ids.into_owned(),
            says: self.says.into_owned(),
            index: ZoneIndex::new(
                self.polygons
                    .into_iter()
                    .map(|(zone, Shape(polygon))| (zone, MultiPolygon(vec![polygon])))
                    .collect(),
            ),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
struct Points<T>(Vec<(Spot, T)>);

impl<T: Clone> Points<T> {
    fn of(index: &PointIndex<T>) -> Self {
        Self(index.entries().into_iter().map(|(point, says)| (Spot(point), says.clone())).collect())
    }

    fn index(self) -> PointIndex<T> {
        PointIndex::new(self.0.into_iter().map(|(Spot(point), says)| (point, says)).collect())
    }
}

/// A restriction layer.
#[derive(Serialize, Deserialize)]
struct Restriction<'a> {
    name: Cow<'a, str>,
    kind: RestrictionKind,
    effect: Effect,
    reference: HeightReference,
    buffer: Meters,
    zones: Zones<'a, Option<Meters>>,
    points: Points<String>,
}

#[derive(Serialize, Deserialize)]
enum Water<'a> {
    Zones(Zones<'a, WaterClass>),
    Cells { cells: KeptCells, on_top: Option<Zones<'a, WaterClass>> },
}

/// All maps that later questions may ask.
#[derive(Serialize, Deserialize)]
pub struct Maps<'a> {
    gemeenten: Option<Zones<'a, Gebied>>,
    wijken: Option<Zones<'a, Gebied>>,
    buurten: Option<Zones<'a, Gebied>>,
    parking: Option<Zones<'a, ParkingZone>>,
    norms: Cow<'a, [NormRow]>,
    supply: Option<Points<ParkingPlaces>>,
    grid_areas: Option<Zones<'a, GridArea>>,
    grid_disagrees: Cow<'a, [bool]>,
    water: Option<Water<'a>>,
    restrictions: Vec<Restriction<'a>>,
    stops: Option<[Points<()>; 4]>,
}

impl<'a> Maps<'a> {
    /// The maps as they are kept: near `panden`, and under `shapes`.
    #[must_use]
    pub fn of<'s>(
        layers: &'a Layers,
        panden: Option<Rect<f64>>,
        shapes: impl Iterator<Item = &'s MultiPolygon<f64>>,
    ) -> Self {
        let gebieden = |set: &'a Option<ZoneSet<Gebied>>| set.as_ref().map(|set| Zones::of(set, panden));
        Self {
            gemeenten: gebieden(&layers.gemeenten),
            wijken: gebieden(&layers.wijken),
            buurten: gebieden(&layers.buurten),
            parking: layers.parking.as_ref().map(|set| Zones::of(set, panden)),
            norms: Cow::Borrowed(&layers.norms),
            supply: layers.supply.as_ref().map(Points::of),
            grid_areas: layers.grid_areas.as_ref().map(|set| Zones::of(set, panden)),
            grid_disagrees: Cow::Borrowed(&layers.grid_disagrees),
            water: layers.water.as_ref().map(|map| match map {
                WaterMap::Zones(set) => Water::Zones(Zones::of(set, panden)),
                WaterMap::Cells { cells, on_top } => Water::Cells {
                    cells: KeptCells::under(shapes, cells.as_ref()),
                    on_top: on_top.as_ref().map(|set| Zones::of(set, panden)),
                },
            }),
            restrictions: layers
                .restrictions
                .iter()
                .map(|layer| Restriction {
                    name: Cow::Borrowed(&layer.name),
                    kind: layer.kind,
                    effect: layer.effect,
                    reference: layer.reference,
                    buffer: layer.buffer,
                    zones: Zones::of(&layer.zones, panden),
                    points: Points::of(&layer.points),
                })
                .collect(),
            stops: layers.stops.as_ref().map(|stops| std::array::from_fn(|class| Points::of(&stops[class]))),
        }
    }

    /// The maps, indexed again; `None` when they do not hang together.
    #[must_use]
    pub fn layers(self) -> Option<Layers> {
        fn set<T: Clone>(zones: Option<Zones<'_, T>>) -> Option<Option<ZoneSet<T>>> {
            zones.map_or(Some(None), |zones| zones.set().map(Some))
        }
        let restrictions = self.restrictions.into_iter().map(|layer| {
            Some(RestrictionLayer {
                name: layer.name.into_owned(),
                kind: layer.kind,
                effect: layer.effect,
                reference: layer.reference,
                buffer: layer.buffer,
                zones: layer.zones.set()?,
                points: layer.points.index(),
            })
        });
        Some(Layers {
            gemeenten: set(self.gemeenten)?,
            wijken: set(self.wijken)?,
            buurten: set(self.buurten)?,
            parking: set(self.parking)?,
            norms: self.norms.into_owned(),
            supply: self.supply.map(Points::index),
            grid_areas: set(self.grid_areas)?,
            grid_disagrees: self.grid_disagrees.into_owned(),
            water: match self.water {
                None => None,
                Some(Water::Zones(zones)) => Some(WaterMap::Zones(zones.set()?)),
                Some(Water::Cells { cells, on_top }) => {
                    Some(WaterMap::Cells { cells: Arc::new(cells.checked()?), on_top: set(on_top)? })
                }
            },
            restrictions: restrictions.collect::<Option<_>>()?,
            stops: self.stops.map(|stops| stops.map(Points::index)),
            ..Layers::default()
        })
    }
}

impl Maps<'static> {
    /// The maps of two runs as one: each of the second where `of_after` tells
    /// so. The restrictions stand as in the second where `order_after`, else as
    /// in the first, those of the other alone at the end.
    #[must_use]
    pub fn mixed(self, after: Self, of_after: &dyn Fn(&InputRole) -> bool, order_after: bool) -> Self {
        fn pick<T>(after: bool, a: T, b: T) -> T {
            if after { b } else { a }
        }
        let of = |role: InputRole| of_after(&role);
        let mut by_name: Vec<(bool, Restriction<'static>)> = Vec::new();
        let named = |layers: Vec<Restriction<'static>>, is_after: bool| {
            layers.into_iter().map(move |layer| (is_after, layer))
        };
        let order: Vec<String> = pick(order_after, &self.restrictions, &after.restrictions)
            .iter()
            .chain(pick(order_after, &after.restrictions, &self.restrictions))
            .map(|layer| layer.name.to_string())
            .collect();
        by_name.extend(named(self.restrictions, false).chain(named(after.restrictions, true)));
        by_name.retain(|(is_after, layer)| of(InputRole::Restriction(layer.name.to_string())) == *is_after);
        // Stable: layers of one name keep their order.
        by_name.sort_by_key(|(_, layer)| order.iter().position(|name| *name == layer.name));
        Self {
            gemeenten: pick(of(InputRole::Gemeenten), self.gemeenten, after.gemeenten),
            wijken: pick(of(InputRole::Wijken), self.wijken, after.wijken),
            buurten: pick(of(InputRole::Buurten), self.buurten, after.buurten),
            parking: pick(of(InputRole::ParkingZones), self.parking, after.parking),
            norms: pick(of(InputRole::ParkingNorms), self.norms, after.norms),
            supply: pick(of(InputRole::ParkingSupply), self.supply, after.supply),
            grid_areas: pick(of(InputRole::GridAreas), self.grid_areas, after.grid_areas),
            grid_disagrees: pick(of(InputRole::GridAreas), self.grid_disagrees, after.grid_disagrees),
            water: pick(of(InputRole::Water), self.water, after.water),
            restrictions: by_name.into_iter().map(|(_, layer)| layer).collect(),
            stops: pick(of(InputRole::Stops(1)), self.stops, after.stops),
        }
    }

    /// All that the map of an input says, without the outlines, as bytes to
    /// compare; empty where there is none.
    #[must_use]
    pub fn says(&self, role: &InputRole) -> Vec<u8> {
        fn zones<T: Clone + Serialize>(zones: Option<&Zones<'_, T>>) -> Vec<u8> {
            zones.map_or_else(Vec::new, |zones| bytes(&(&zones.ids, &zones.says)))
        }
        fn bytes(what: &impl Serialize) -> Vec<u8> {
            postcard::to_allocvec(what).unwrap_or_default()
        }
        match role {
            InputRole::Gemeenten => zones(self.gemeenten.as_ref()),
            InputRole::Wijken => zones(self.wijken.as_ref()),
            InputRole::Buurten => zones(self.buurten.as_ref()),
            InputRole::ParkingZones => zones(self.parking.as_ref()),
            InputRole::ParkingNorms => bytes(&self.norms),
            InputRole::ParkingSupply => bytes(&self.supply),
            InputRole::GridAreas => zones(self.grid_areas.as_ref()),
            InputRole::Water | InputRole::WaterOnTop => match &self.water {
                Some(Water::Zones(set)) => zones(Some(set)),
                Some(Water::Cells { cells, on_top }) => bytes(&(cells.grid, zones(on_top.as_ref()))),
                None => Vec::new(),
            },
            InputRole::Stops(_) => bytes(&self.stops),
            InputRole::Restriction(name) => {
                let layers = self.restrictions.iter().filter(|layer| layer.name == *name);
                let says = layers.map(|layer| {
                    let how = (layer.kind, layer.effect, layer.reference, layer.buffer);
                    bytes(&(how, &layer.zones.ids, &layer.zones.says, &layer.points))
                });
                says.flatten().collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Cells along a side of a square that is kept.
const SIDE: i64 = 64;

/// Cells of a map, square by square, as far as they were asked for.
#[derive(Serialize, Deserialize)]
struct KeptCells {
    grid: Grid,
    squares: BTreeMap<(i64, i64), Vec<f32>>,
}

impl KeptCells {
    /// The squares that shapes meet.
    fn under<'s>(shapes: impl Iterator<Item = &'s MultiPolygon<f64>>, cells: &dyn Cells) -> Self {
        let grid = cells.grid();
        let mut squares = BTreeMap::new();
        for bounds in shapes.flatten().filter_map(BoundingRect::bounding_rect) {
            let (west, north) = grid.cell_at(geo_types::coord! { x: bounds.min().x, y: bounds.max().y });
            let (east, south) = grid.cell_at(geo_types::coord! { x: bounds.max().x, y: bounds.min().y });
            for row in north.div_euclid(SIDE)..=south.div_euclid(SIDE) {
                for column in west.div_euclid(SIDE)..=east.div_euclid(SIDE) {
                    squares.entry((column, row)).or_insert_with(|| cells.window(&square(column, row)));
                }
            }
        }
        Self { grid, squares }
    }

    /// Itself, when every square is whole and the lattice is one.
    fn checked(self) -> Option<Self> {
        let whole = |values: &Vec<f32>| values.len() == square(0, 0).n_cells();
        let Grid { west, north, cell_width, cell_height } = self.grid;
        let sizes = [cell_width, cell_height].iter().all(|size| size.is_finite() && *size > 0.0);
        (sizes && west.is_finite() && north.is_finite() && self.squares.values().all(whole)).then_some(self)
    }
}

fn square(column: i64, row: i64) -> CellBox {
    let along = |at: i64| at.saturating_mul(SIDE)..at.saturating_mul(SIDE).saturating_add(SIDE);
    CellBox { columns: along(column), rows: along(row) }
}

impl Cells for KeptCells {
    fn grid(&self) -> Grid {
        self.grid
    }

    fn window(&self, cells: &CellBox) -> Vec<f32> {
        let at = |column: i64, row: i64| {
            let key = (column.div_euclid(SIDE), row.div_euclid(SIDE));
            let values = self.squares.get(&key)?;
            values.get(square(key.0, key.1).position(column, row)).copied()
        };
        let rows = cells.rows.clone();
        rows.flat_map(|row| cells.columns.clone().map(move |column| (column, row)))
            .map(|(column, row)| at(column, row).unwrap_or(f32::NAN))
            .collect()
    }
}
