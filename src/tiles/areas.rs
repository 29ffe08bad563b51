//! Zones with borders in common: simplified together, drawn at every zoom.
//!
//! Zones that lie over one another by the thousand have no borders in common:
//! they are drawn one by one, as objects are.

use std::collections::HashMap;

use fast_mvt::{MvtGeomType, MvtLayerBuilder, MvtResult};
use geo::Area;
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};

use super::{
    attribute::{self, Attribute},
    cells,
    coverage::{Coverage, Detail, Grid},
    drawing::Head,
    features::Features,
    grid::{self, BUFFER, Box2},
    objects::Nothing,
    ranked::{Keep, Ranked},
    source::{Count, Part, Plan, Source},
};
use crate::{
    crs::WebMercator,
    error::Error,
    export::{Tile, TileLayer},
    value::Value,
};

/// A zone layer.
pub struct Areas {
    drawn: Drawn,
    bounds: Option<Box2>,
}

/// How the zones of a layer are drawn.
enum Drawn {
    ByBorders(Bordered),
    /// The largest first, as a tile that gets too large shows only some.
    OneByOne(Ranked),
}

/// Zones that are drawn by their borders.
struct Bordered {
    head: Head,
    coverage: Coverage,
    rows: Vec<Vec<Option<Value>>>,
}

impl Areas {
    /// Zones in RD New with the values of the head's fields; `None` where a
    /// question does not apply.
    ///
    /// # Errors
    ///
    /// [`Error::Transform`] when PROJ refuses a coordinate.
    pub fn new<'a>(
        head: Head,
        zones: impl IntoIterator<Item = (&'a MultiPolygon<f64>, Vec<Option<Value>>)>,
    ) -> Result<Self, Error> {
        let mut mercator = WebMercator::default();
        let (mut given, mut shapes, mut rows, mut bounds) = (Vec::new(), Vec::new(), Vec::new(), None);
        for (zone, row) in zones {
            let mut own = None;
            let shape = on_world(zone, &mut mercator, &mut own)?;
            let Some(own) = own else { continue };
            bounds = Some(bounds.map_or(own, |all| grid::around(all, own)));
            given.push(zone);
            shapes.push(shape);
            rows.push(row);
        }
        let drawn = match Coverage::new(&shapes) {
            Some(coverage) => Drawn::ByBorders(Bordered { head, coverage, rows }),
            None => Drawn::OneByOne(one_by_one(head, &given, &rows)?),
        };
        Ok(Self { drawn, bounds })
    }

    /// Whether the zones overlap too much to be drawn by their borders.
    #[must_use]
    pub fn is_tangled(&self) -> bool {
        matches!(self.drawn, Drawn::OneByOne(_))
    }

    /// Corners of the box around all zones, on the world grid.
    #[must_use]
    pub fn bounds(&self) -> Option<Box2> {
        self.bounds
    }
}

/// The zones as objects, all at every zoom, the largest first.
fn one_by_one(
    head: Head,
    zones: &[&MultiPolygon<f64>],
    rows: &[Vec<Option<Value>>],
) -> Result<Ranked, Error> {
    let mut order: Vec<(f64, usize)> =
        zones.iter().enumerate().map(|(at, zone)| (zone.unsigned_area(), at)).collect();
    // Stable: of equal areas the first stays first.
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut features = Features::new(head.fields.len());
    for (_, at) in order {
        let row = rows[at].iter().map(|value| value.as_ref().map_or(Attribute::Absent, Attribute::from));
        features.push(&Geometry::MultiPolygon(zones[at].clone()), row)?;
    }
    Ok(Ranked::new(head, features, Keep { always: 0, per_tile: usize::MAX, all_from: 0 }))
}

fn on_world(
    zone: &MultiPolygon<f64>,
    mercator: &mut WebMercator,
    bounds: &mut Option<Box2>,
) -> Result<MultiPolygon<i32>, Error> {
    let mut place = |rd: Coord<f64>| {
        let fraction = mercator.project(rd)?;
        let inside = Coord { x: fraction.x.clamp(0.0, 1.0), y: fraction.y.clamp(0.0, 1.0) };
        let at = grid::on_world(inside).unwrap_or_default();
        *bounds = Some(bounds.map_or((at, at), |all| grid::around(all, (at, at))));
        Ok(at)
    };
    let mut ring =
        |ring: &LineString<f64>| ring.coords().map(|rd| place(*rd)).collect::<Result<Vec<_>, Error>>();
    let mut parts = Vec::with_capacity(zone.0.len());
    for part in zone {
        let exterior = ring(part.exterior())?;
        let holes: Vec<LineString<i32>> =
            part.interiors().iter().map(|hole| ring(hole).map(LineString)).collect::<Result<_, _>>()?;
        parts.push(Polygon::new(LineString(exterior), holes));
    }
    Ok(MultiPolygon(parts))
}

impl Source for Areas {
    fn layers(&self) -> Vec<TileLayer> {
        match &self.drawn {
            Drawn::ByBorders(zones) => vec![zones.head.listed()],
            Drawn::OneByOne(zones) => zones.layers(),
        }
    }

    fn plan(&self, zoom: u8) -> Result<Box<dyn Plan + '_>, Error> {
        match &self.drawn {
            Drawn::ByBorders(zones) => Ok(zones.plan(zoom)),
            Drawn::OneByOne(zones) => zones.plan(zoom),
        }
    }
}

impl Bordered {
    fn plan(&self, zoom: u8) -> Box<dyn Plan + '_> {
        let Some(grid) = Grid::new(zoom, BUFFER.unsigned_abs() as u16).filter(|_| self.head.shows_at(zoom))
        else {
            return Box::new(Nothing);
        };
        // The last zoom is the one that is looked at from closer by.
        let detail = if zoom == self.head.zooms.1 { Detail::CLOSE } else { Detail::SCREEN };
        let drawing = self.coverage.at(grid, detail);
        let tiles = drawing.tiles().into_iter().filter_map(|(tile, zones)| Some((tile.id()?, zones)));
        let mut order = Vec::new();
        let tiles: HashMap<u64, Zones> = tiles.inspect(|(id, _)| order.push(*id)).collect();
        Box::new(Cut { areas: self, order, tiles, vanished: drawing.vanished().count() as u64 })
    }
}

type Zones = Vec<(u32, MultiPolygon<i32>)>;

struct Cut<'a> {
    areas: &'a Bordered,
    order: Vec<u64>,
    tiles: HashMap<u64, Zones>,
    vanished: u64,
}

impl Cut<'_> {
    fn encode(
        &self,
        zones: &[(u32, MultiPolygon<i32>)],
        n_fields: usize,
        zoom: u8,
    ) -> MvtResult<(Vec<u8>, Count)> {
        let Bordered { head, rows, .. } = self.areas;
        let mut layer = MvtLayerBuilder::new(&*head.name)?;
        let mut count = Count::default();
        for (zone, shape) in zones {
            let mut drawn = layer.feature_of(MvtGeomType::Polygon);
            for part in shape {
                drawn.ring(part.exterior().coords().copied(), true)?;
                for hole in part.interiors() {
                    drawn.ring(hole.coords().copied(), false)?;
                }
            }
            let row = rows.get(*zone as usize).map(Vec::as_slice).unwrap_or_default();
            let row = row.iter().map(|value| value.as_ref().map_or(Attribute::Absent, Attribute::from));
            attribute::tag(&mut drawn, &head.fields[..n_fields], row, zoom)?;
            layer = drawn.end();
            count.drawn += 1;
        }
        Ok(if count.drawn == 0 { (Vec::new(), count) } else { (layer.encode(), count) })
    }
}

impl Plan for Cut<'_> {
    fn tiles(&self) -> Vec<u64> {
        self.order.clone()
    }

    /// The first coarser form has the first attribute of each zone and nothing
    /// else; the second has no zones.
    fn draw(&self, tile: Tile, step: u8) -> MvtResult<Option<Vec<Part>>> {
        let zones = tile.id().and_then(|id| self.tiles.get(&id)).map(Vec::as_slice).unwrap_or_default();
        let n_fields = self.areas.head.fields.len();
        Ok(Some(vec![match step {
            0 => cells::part(0, self.encode(zones, n_fields, tile.zoom)?),
            1 => cells::part(0, self.encode(zones, n_fields.min(1), tile.zoom)?),
            2 => Part {
                layer: 0,
                bytes: Vec::new(),
                count: Count { left_out: zones.len() as u64, ..Count::default() },
            },
            _ => return Ok(None),
        }]))
    }

    fn nowhere(&self) -> Option<(usize, u64)> {
        (self.vanished > 0).then_some((0, self.vanished))
    }
}
