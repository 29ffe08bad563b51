//! The maps a run was held against, as they were kept with it.

use geo_types::Point;

use super::{Finished, Row};
use crate::{
    error::Error,
    model::{Gebied, ParkingPlaces, StopClass, Zone},
    overlay::PointIndex,
    survey::{Layers, RestrictionLayer, WaterMap, ZoneSet},
    tables::{RestrictionHead, maps},
    units::Meters,
    value::Value,
};

impl Finished {
    /// The maps as far as they are kept: near the panden, and neither rasters
    /// nor the ground between the panden, nor codes per postcode.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the GeoPackage cannot be read.
    pub fn maps(&self) -> Result<Layers, Error> {
        let tables = self.tables()?;
        let kept = |name: &str| tables.iter().any(|table| table == name);
        let mut layers = Layers::default();
        let gebieden = |name: &str| -> Result<Option<ZoneSet<Gebied>>, Error> {
            self.zones(kept(name), name, |get| {
                let gebied = maps::gebied(get)?;
                Some((gebied.code.clone(), gebied))
            })
        };
        layers.gemeenten = gebieden("gemeenten")?;
        layers.wijken = gebieden("wijken")?;
        layers.buurten = gebieden("buurten")?;
        layers.parking = self.zones(kept("parking"), "parking", |get| {
            let zone = maps::parking_zone(get)?;
            Some((zone.zone.clone(), zone))
        })?;
        if kept("parking_norms") {
            let rows = self.read("parking_norms", None, |_, _| ())?;
            layers.norms = rows.iter().filter_map(|(row, ())| maps::norm(&by_name(row))).collect();
        }
        if kept("parking_places") {
            let places = self.points("parking_places", |row, point| {
                let capacity = row.number("capacity")?;
                Some(ParkingPlaces { point, capacity, occupied: row.number("occupied") })
            })?;
            layers.supply = Some(PointIndex::new(places));
        }
        let areas = self.zones(kept("grid_areas"), "grid_areas", |get| {
            Some((get("id").to_code()?, maps::grid_area(get)))
        })?;
        if let Some(areas) = areas {
            let (areas, disagrees) = split(areas);
            (layers.grid_areas, layers.grid_disagrees) = (Some(areas), disagrees);
        }
        let water = self.zones(kept("water"), "water", |get| {
            let class = maps::water_class(get)?;
            Some((class.letter().to_owned(), class))
        })?;
        layers.water = water.map(WaterMap::Zones);
        if kept("restriction_layers") {
            layers.restrictions = self.restrictions()?;
        }
        if kept("stops") {
            let mut by_class: [Vec<(Point<f64>, ())>; 4] = Default::default();
            for (point, class) in self.points("stops", |row, _| maps::stop_class(&by_name(row)))? {
                let at = StopClass::ALL.iter().position(|known| *known == class).unwrap_or(3);
                by_class[at].push((point, ()));
            }
            layers.stops = Some(by_class.map(PointIndex::new));
        }
        Ok(layers)
    }

    fn zones<T>(
        &self,
        kept: bool,
        table: &str,
        says: impl Fn(&dyn Fn(&str) -> Value) -> Option<(String, T)>,
    ) -> Result<Option<ZoneSet<T>>, Error> {
        if !kept {
            return Ok(None);
        }
        let zones = self.rows(table, None)?.into_iter().filter_map(|(row, geometry)| {
            let (id, says) = says(&by_name(&row))?;
            Some(Zone { id, geometry, says })
        });
        Ok(Some(ZoneSet::new(zones.collect())))
    }

    fn points<T>(
        &self,
        table: &str,
        says: impl Fn(&Row, Point<f64>) -> Option<T>,
    ) -> Result<Vec<(Point<f64>, T)>, Error> {
        let rows = self.read(table, None, |shape, crs| shape.point(crs?).ok())?;
        let points = rows.iter().filter_map(|(row, point)| {
            let point = (*point)?;
            Some((point, says(row, point)?))
        });
        Ok(points.collect())
    }

    fn restrictions(&self) -> Result<Vec<RestrictionLayer>, Error> {
        let heads = self.read("restriction_layers", None, |_, _| ())?;
        let zones = self.rows("restrictions", None)?;
        let points = self.points("restriction_points", |row, _| {
            Some((row.count("layer")?, row.text("id").unwrap_or_default().to_owned()))
        })?;
        let layers = heads.iter().filter_map(|(row, ())| {
            let at = row.count("layer")?;
            let RestrictionHead { name, kind, effect, reference, buffer } =
                maps::restriction_layer(&by_name(row))?;
            let own = zones.iter().filter(|(row, _)| row.count("layer") == Some(at));
            let zones = own.map(|(row, geometry)| Zone {
                id: row.text("id").unwrap_or_default().to_owned(),
                geometry: geometry.clone(),
                says: row.number("limit_m").map(Meters),
            });
            let points = points.iter().filter(|(_, (layer, _))| *layer == at);
            Some(RestrictionLayer {
                name,
                kind,
                effect,
                reference,
                buffer,
                zones: ZoneSet::new(zones.collect()),
                points: PointIndex::new(points.map(|(point, (_, id))| (*point, id.clone())).collect()),
            })
        });
        Ok(layers.collect())
    }
}

fn by_name(row: &Row) -> impl Fn(&str) -> Value + '_ {
    |name| row.get(name).clone()
}

/// What each zone says, in two.
fn split<A, B>(set: ZoneSet<(A, B)>) -> (ZoneSet<A>, Vec<B>) {
    let (says, others) = set.says.into_iter().unzip();
    (ZoneSet { ids: set.ids, says, index: set.index }, others)
}
