//! The large registers (panden, verblijfsobjecten, heights, percelen) in either
//! of the forms they are published in: text, or GeoPackage for large towns.

use std::path::Path;

use geo::Area as _;
use geo_types::Geometry;

use super::{bag, cityjson, geojson};
use crate::{
    error::ExportError,
    export::{ColumnSpec, GeometryKind, GpkgWriter, Kind, TableId},
    sample::{
        Town, TownPand, TownPerceel, TownVerblijfsobject,
        build::{digits, status_name},
    },
    value::Value,
};

/// Where panden and verblijfsobjecten go.
pub(super) trait Registers {
    /// Writes a pand and its roof.
    fn pand(&mut self, pand: &TownPand) -> Result<(), ExportError>;
    /// Writes a verblijfsobject.
    fn unit(&mut self, unit: &TownVerblijfsobject, woonplaats: &str) -> Result<(), ExportError>;
    /// Writes a perceel.
    fn perceel(&mut self, perceel: &TownPerceel) -> Result<(), ExportError>;
    /// Completes the files.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// GeoJSON and CityJSONSeq.
pub(super) struct Text {
    panden: geojson::Collection,
    units: geojson::Collection,
    heights: cityjson::Sequence,
    percelen: geojson::Collection,
}

impl Text {
    pub(super) fn create(town: &Town, folder: &Path) -> Result<Self, ExportError> {
        let file = |name: &str| folder.join(name);
        Ok(Self {
            panden: geojson::Collection::create(&file("panden.geojson"), "pand", geojson::RD)?,
            units: geojson::Collection::create(
                &file("verblijfsobjecten.geojson"),
                "verblijfsobject",
                geojson::RD,
            )?,
            heights: cityjson::Sequence::create(&file("3dbag.city.jsonl"), town)?,
            percelen: geojson::Collection::create(&file("percelen.geojson"), "perceel", geojson::RD)?,
        })
    }
}

impl Registers for Text {
    fn pand(&mut self, pand: &TownPand) -> Result<(), ExportError> {
        self.panden.polygon(&bag::pand(pand), &pand.footprint)?;
        self.heights.building(pand)
    }

    fn unit(&mut self, unit: &TownVerblijfsobject, woonplaats: &str) -> Result<(), ExportError> {
        self.units.point(&bag::verblijfsobject(unit, woonplaats), unit.point)
    }

    fn perceel(&mut self, perceel: &TownPerceel) -> Result<(), ExportError> {
        let columns = PERCEEL.iter().map(|column| column.name).zip(columns(perceel));
        self.percelen.polygon(&geojson::properties(&columns.collect::<Vec<_>>()), &perceel.geometry)
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        self.panden.finish()?;
        self.units.finish()?;
        self.heights.finish()?;
        self.percelen.finish()
    }
}

/// GeoPackage: `bag.gpkg` with `pand` and `verblijfsobject`, `3dbag.gpkg`
/// with `pand` and `lod12_2d`, as the national downloads have them; `brk.gpkg`
/// with `perceel`.
pub(super) struct Large {
    bag: GpkgWriter,
    panden: TableId,
    units: TableId,
    roofs: GpkgWriter,
    buildings: TableId,
    parts: TableId,
    brk: GpkgWriter,
    percelen: TableId,
}

const fn column(name: &'static str, kind: Kind) -> ColumnSpec {
    ColumnSpec { name, kind, unit: "", nl: "", en: "" }
}

const METERS: Kind = Kind::Real { decimals: 3 };

const PAND: [ColumnSpec; 5] = [
    column("identificatie", Kind::Text),
    column("bouwjaar", Kind::Int),
    column("status", Kind::Text),
    column("gebruiksdoel", Kind::Text),
    column("aantal_verblijfsobjecten", Kind::Int),
];

const UNIT: [ColumnSpec; 10] = [
    column("identificatie", Kind::Text),
    column("oppervlakte", Kind::Int),
    column("status", Kind::Text),
    column("gebruiksdoel", Kind::Text),
    column("openbare_ruimte", Kind::Text),
    column("huisnummer", Kind::Int),
    column("huisletter", Kind::Text),
    column("toevoeging", Kind::Text),
    column("postcode", Kind::Text),
    column("pand_identificatie", Kind::Text),
];

const BUILDING: [ColumnSpec; 6] = [
    column("identificatie", Kind::Text),
    column("b3_h_maaiveld", METERS),
    column("b3_dak_type", Kind::Text),
    column("b3_opp_dak_plat", METERS),
    column("b3_opp_dak_schuin", METERS),
    column("b3_bouwlagen", Kind::Int),
];

const PART: [ColumnSpec; 2] = [column("identificatie", Kind::Text), column("b3_h_70p", METERS)];

/// Columns of a perceel, as the OGC API of the BRK spells them.
const PERCEEL: [ColumnSpec; 5] = [
    column("identificatie_lokaal_id", Kind::Text),
    column("akr_kadastrale_gemeente_code_waarde", Kind::Text),
    column("sectie", Kind::Text),
    column("perceelnummer", Kind::Int),
    column("kadastrale_grootte_waarde", Kind::Int),
];

/// What they hold.
fn columns(perceel: &TownPerceel) -> [Value; 5] {
    [
        perceel.identificatie.to_string().into(),
        perceel.gemeente.clone().into(),
        perceel.sectie.clone().into(),
        perceel.perceelnummer.into(),
        (perceel.geometry.unsigned_area().round() as i64).into(),
    ]
}

impl Large {
    pub(super) fn create(folder: &Path) -> Result<Self, ExportError> {
        let polygons = GeometryKind::MultiPolygon;
        let mut bag = GpkgWriter::create(&folder.join("bag.gpkg"))?;
        let panden = bag.layer("pand", "", &PAND, polygons, None)?;
        let units = bag.layer("verblijfsobject", "", &UNIT, GeometryKind::Point, None)?;
        let mut roofs = GpkgWriter::create(&folder.join("3dbag.gpkg"))?;
        let buildings = roofs.layer("pand", "", &BUILDING, polygons, None)?;
        let parts = roofs.layer("lod12_2d", "", &PART, polygons, None)?;
        let mut brk = GpkgWriter::create(&folder.join("brk.gpkg"))?;
        let percelen = brk.layer("perceel", "", &PERCEEL, polygons, None)?;
        Ok(Self { bag, panden, units, roofs, buildings, parts, brk, percelen })
    }
}

impl Registers for Large {
    fn pand(&mut self, pand: &TownPand) -> Result<(), ExportError> {
        let geometry = Geometry::Polygon(pand.footprint.clone());
        let id = digits(pand.identificatie);
        let row = [
            id.clone().into(),
            pand.bouwjaar.into(),
            pand.status.name().into(),
            pand.gebruiksdoel.clone().into(),
            pand.aantal_verblijfsobjecten.into(),
        ];
        self.bag.push(self.panden, Some(&geometry), &row)?;
        let Some(roof) = &pand.roof else { return Ok(()) };
        let id: Value = format!("NL.IMBAG.Pand.{id}").into();
        let row = [
            id.clone(),
            roof.h_maaiveld.into(),
            roof.dak_type.into(),
            roof.opp_dak_plat.into(),
            roof.opp_dak_schuin.into(),
            roof.bouwlagen.into(),
        ];
        self.roofs.push(self.buildings, Some(&geometry), &row)?;
        match roof.h_dak {
            Some([_, _, percentile_70, _]) => {
                self.roofs.push(self.parts, Some(&geometry), &[id, percentile_70.into()])
            }
            None => Ok(()),
        }
    }

    fn unit(&mut self, unit: &TownVerblijfsobject, _woonplaats: &str) -> Result<(), ExportError> {
        let panden: Vec<String> = unit.panden.iter().copied().map(digits).collect();
        let row = [
            digits(unit.identificatie).into(),
            unit.oppervlakte.into(),
            status_name(unit.status).into(),
            unit.gebruiksdoel.into(),
            unit.openbare_ruimte.into(),
            unit.huisnummer.into(),
            unit.huisletter.clone().into(),
            unit.toevoeging.clone().into(),
            unit.postcode.clone().into(),
            panden.join(",").into(),
        ];
        self.bag.push(self.units, Some(&Geometry::Point(unit.point)), &row)
    }

    fn perceel(&mut self, perceel: &TownPerceel) -> Result<(), ExportError> {
        let geometry = Geometry::Polygon(perceel.geometry.clone());
        self.brk.push(self.percelen, Some(&geometry), &columns(perceel))
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        self.bag.finish()?;
        self.roofs.finish()?;
        self.brk.finish()
    }
}
