//! CityJSONSeq 2.0: one line of metadata, then one building per line with its
//! footprint (LoD 0) and the `b3_` attributes of the 2024 release.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use geo_types::Coord;
use serde_json::{Value as Json, json};

use crate::error::ExportError;

use super::super::{Town, TownPand, TownRoof, build::digits};

/// A file of buildings, written as they come.
pub(super) struct Sequence {
    path: PathBuf,
    out: BufWriter<File>,
    origin: (f64, f64),
}

impl Sequence {
    /// Starts a file.
    pub fn create(path: &Path, town: &Town) -> Result<Self, ExportError> {
        let failed = |source| ExportError::Write { path: path.to_owned(), source };
        let mut out = BufWriter::new(File::create(path).map_err(failed)?);
        let [min_x, min_y, max_x, max_y] = town.extent();
        let head = json!({
            "type": "CityJSON",
            "version": "2.0",
            "transform": {"scale": [0.001, 0.001, 0.001], "translate": [min_x, min_y, 0.0]},
            "CityObjects": {},
            "vertices": [],
            "metadata": {
                "geographicalExtent": [min_x, min_y, -5.0, max_x, max_y, 60.0],
                "referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/7415",
                "title": "Elzermade (verzonnen)",
            },
        });
        writeln!(out, "{head}").map_err(failed)?;
        Ok(Self { path: path.to_owned(), out, origin: (min_x, min_y) })
    }

    /// Writes a building; nothing for a pand that is not in the register.
    pub fn building(&mut self, pand: &TownPand) -> Result<(), ExportError> {
        let Some(roof) = &pand.roof else { return Ok(()) };
        let id = format!("NL.IMBAG.Pand.{}", digits(pand.identificatie));
        let mut vertices = Vec::new();
        let mut rings = Vec::new();
        let millimeters = |meters: f64| (meters * 1000.0).round() as i64;
        for ring in std::iter::once(pand.footprint.exterior()).chain(pand.footprint.interiors()) {
            let first = vertices.len();
            // A ring does not repeat its first corner in CityJSON.
            let corners: &[Coord<f64>] = ring.0.split_last().map_or(&[], |(_, rest)| rest);
            vertices.extend(corners.iter().map(|corner| {
                [
                    millimeters(corner.x - self.origin.0),
                    millimeters(corner.y - self.origin.1),
                    millimeters(roof.h_maaiveld),
                ]
            }));
            rings.push((first..vertices.len()).collect::<Vec<_>>());
        }
        let attributes = attributes(pand, roof, &id);
        let line = json!({
            "type": "CityJSONFeature",
            "id": &id,
            "CityObjects": {
                &id: {
                    "type": "Building",
                    "attributes": attributes,
                    "geometry": [{"type": "MultiSurface", "lod": "0", "boundaries": [rings]}],
                },
            },
            "vertices": vertices,
        });
        writeln!(self.out, "{line}").map_err(|source| ExportError::Write { path: self.path.clone(), source })
    }

    /// Closes the file.
    pub fn finish(mut self) -> Result<(), ExportError> {
        self.out.flush().map_err(|source| ExportError::Write { path: self.path, source })
    }
}

/// The attributes that say something here; the register has some more.
fn attributes(pand: &TownPand, roof: &TownRoof, id: &str) -> Json {
    let [min, half, seventy, max] = roof.h_dak.map_or([None; 4], |heights| heights.map(Some));
    json!({
        "identificatie": id,
        "oorspronkelijkbouwjaar": pand.bouwjaar,
        "status": pand.status.name(),
        "b3_bouwlagen": roof.bouwlagen,
        "b3_dak_type": roof.dak_type,
        "b3_h_dak_50p": half,
        "b3_h_dak_70p": seventy,
        "b3_h_dak_max": max,
        "b3_h_dak_min": min,
        "b3_h_maaiveld": roof.h_maaiveld,
        "b3_opp_dak_plat": roof.opp_dak_plat,
        "b3_opp_dak_schuin": roof.opp_dak_schuin,
        "b3_opp_grond": roof.opp_grond,
        "b3_pw_datum": 2020,
    })
}
