//! The maps the panden were held against, kept with the run: in QGIS they lie
//! under the result, and what comes after a scan reads them from there.

use geo_types::{Geometry, Point, Rect};

use crate::{
    error::ExportError,
    export::{ColumnSpec, GeometryKind, GpkgWriter},
    lang::Lang,
    model::{Gebied, StopClass},
    overlay::PointIndex,
    record::{NEAR_M, is_near, near},
    survey::{Layers, WaterMap, ZoneSet},
    tables::{RestrictionHead, maps},
    value::Value,
};

/// Writes every map that was given, as far as it lies near the panden. A map
/// without a zone nearby is an empty layer.
pub(super) fn write(
    gpkg: &mut GpkgWriter,
    layers: &Layers,
    panden: Option<Rect<f64>>,
    lang: Lang,
) -> Result<(), ExportError> {
    let mut keeper = Keeper { gpkg, panden };
    let gebieden = [
        ("gemeenten", "Gemeenten", &layers.gemeenten),
        ("wijken", "Wijken", &layers.wijken),
        ("buurten", "Buurten", &layers.buurten),
    ];
    for (name, about, set) in gebieden {
        keeper.zones(name, about, &maps::GEBIEDEN, set.as_ref(), |code, gebied: &Gebied, _| {
            maps::gebied_row(code, gebied)
        })?;
    }
    let about = lang.pick("Zones van de parkeernormen", "Zones of the parking norms");
    keeper.zones("parking", about, &maps::PARKING, layers.parking.as_ref(), |_, zone, _| {
        maps::parking_row(zone)
    })?;
    if !layers.norms.is_empty() {
        let about = lang.pick("Parkeernormen", "Parking norms");
        let table = keeper.gpkg.table("parking_norms", about, &maps::PARKING_NORMS, None)?;
        for norm in &layers.norms {
            keeper.gpkg.push(table, None, &maps::norm_row(norm))?;
        }
    }
    if let Some(places) = &layers.supply {
        let about = lang.pick("Parkeerplaatsen", "Parking places");
        let rows = places.entries().into_iter().map(|(point, place)| {
            let row = vec![place.capacity.into(), place.occupied.into(), place.moment.as_deref().into()];
            (point, row)
        });
        keeper.points("parking_places", about, &maps::PARKING_PLACES, rows)?;
    }
    let about = lang.pick("Voedingsgebieden van het stroomnet", "Supply areas of the grid");
    keeper.zones("grid_areas", about, &maps::GRID_AREAS, layers.grid_areas.as_ref(), |id, area, at| {
        maps::grid_area_row(id, area, layers.grid_disagrees.get(at).copied().unwrap_or_default())
    })?;
    let about = lang.pick("Klassen van water en bodem", "Classes of water and soil");
    let water = layers.water.as_ref().and_then(WaterMap::zones);
    keeper.zones("water", about, &maps::WATER, water, |_, class, _| vec![class.letter().into()])?;
    keeper.restrictions(layers, lang)?;
    if let Some(stops) = &layers.stops {
        let about = lang.pick("Haltes van het openbaar vervoer", "Stops of public transport");
        let rows = StopClass::ALL.into_iter().zip(stops).flat_map(|(class, stops)| {
            stops.entries().into_iter().map(move |(point, ())| (point, vec![class.name().into()]))
        });
        keeper.points("stops", about, &maps::STOPS, rows)?;
    }
    Ok(())
}

struct Keeper<'a> {
    gpkg: &'a mut GpkgWriter,
    panden: Option<Rect<f64>>,
}

impl Keeper<'_> {
    fn zones<T>(
        &mut self,
        name: &str,
        about: &str,
        columns: &[ColumnSpec],
        set: Option<&ZoneSet<T>>,
        row: impl Fn(&str, &T, usize) -> Vec<Value>,
    ) -> Result<(), ExportError> {
        let Some(set) = set else { return Ok(()) };
        let layer = self.gpkg.layer(name, about, columns, GeometryKind::MultiPolygon, None)?;
        for (at, (shape, (id, says))) in
            set.shapes().into_iter().zip(set.ids.iter().zip(&set.says)).enumerate()
        {
            if is_near(&shape, self.panden, NEAR_M) {
                self.gpkg.push(layer, Some(&Geometry::MultiPolygon(shape)), &row(id, says, at))?;
            }
        }
        Ok(())
    }

    fn points(
        &mut self,
        name: &str,
        about: &str,
        columns: &[ColumnSpec],
        rows: impl Iterator<Item = (Point<f64>, Vec<Value>)>,
    ) -> Result<(), ExportError> {
        let layer = self.gpkg.layer(name, about, columns, GeometryKind::Point, None)?;
        for (point, row) in rows {
            if near(Rect::new(point.0, point.0), self.panden, NEAR_M) {
                self.gpkg.push(layer, Some(&Geometry::Point(point)), &row)?;
            }
        }
        Ok(())
    }

    /// All layers in one: a name a layer would clash, and there may be many.
    fn restrictions(&mut self, layers: &Layers, lang: Lang) -> Result<(), ExportError> {
        if layers.restrictions.is_empty() {
            return Ok(());
        }
        let about = lang.pick("Lagen met beperkingen", "Layers of restrictions");
        let heads = self.gpkg.table("restriction_layers", about, &maps::RESTRICTION_LAYERS, None)?;
        let about = lang.pick("Beperkingen, als vlak", "Restrictions, as areas");
        let zones =
            self.gpkg.layer("restrictions", about, &maps::RESTRICTIONS, GeometryKind::MultiPolygon, None)?;
        let about = lang.pick("Beperkingen, als punt", "Restrictions, as points");
        let points =
            self.gpkg.layer("restriction_points", about, &maps::RESTRICTIONS, GeometryKind::Point, None)?;
        for (at, layer) in layers.restrictions.iter().enumerate() {
            let head = RestrictionHead {
                name: layer.name.clone(),
                kind: layer.kind,
                effect: layer.effect,
                reference: layer.reference,
                buffer: layer.buffer,
            };
            self.gpkg.push(heads, None, &maps::restriction_layer_row(at, &head))?;
            let row = |id: &str, limit: Option<f64>| {
                vec![i64::try_from(at).ok().into(), layer.name.as_str().into(), id.into(), limit.into()]
            };
            let set = &layer.zones;
            for (shape, (id, limit)) in set.shapes().into_iter().zip(set.ids.iter().zip(&set.says)) {
                if is_near(&shape, self.panden, NEAR_M) {
                    let row = row(id, limit.map(|limit| limit.0));
                    self.gpkg.push(zones, Some(&Geometry::MultiPolygon(shape)), &row)?;
                }
            }
            let entries: &PointIndex<String> = &layer.points;
            for (point, id) in entries.entries() {
                if near(Rect::new(point.0, point.0), self.panden, NEAR_M) {
                    self.gpkg.push(points, Some(&Geometry::Point(point)), &row(id, None))?;
                }
            }
        }
        Ok(())
    }
}
