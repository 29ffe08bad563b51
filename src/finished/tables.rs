//! The panden, sites and findings of a run, from its GeoPackage.

use std::collections::BTreeMap;

use geo_types::{MultiPolygon, Point};
use rayon::prelude::*;

use super::{Finished, FoundSite, Row, row::Columns};
use crate::{
    config::Source,
    crs::Crs,
    error::{Error, ReadError},
    model::PandId,
    read::{
        self,
        layer::{Layer, Shape},
    },
    scan::SiteFindings,
};

/// Rows that are decoded together. Part of no result.
const BATCH: usize = 8_192;

/// A pand of a finished run.
#[derive(Debug, Clone)]
pub struct FoundPand {
    /// Identification.
    pub id: PandId,
    /// Its footprint, RD New; empty when it has none.
    pub footprint: MultiPolygon<f64>,
    /// All its columns (`tables::PANDEN`), codes as codes.
    pub row: Row,
}

impl Finished {
    /// All sites, in the order of the run.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the GeoPackage cannot be read.
    pub fn sites(&self) -> Result<Vec<FoundSite>, Error> {
        let rows = self.rows("sites", None)?;
        Ok(rows.into_iter().filter_map(|(row, shape)| FoundSite::new(row, shape)).collect())
    }

    /// The panden whose box meets a window (`[min_x, min_y, max_x, max_y]`, RD
    /// New), or all, by identification.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the GeoPackage cannot be read.
    pub fn panden(&self, window: Option<[f64; 4]>) -> Result<Vec<FoundPand>, Error> {
        let rows = self.rows("panden", window)?;
        let mut panden: Vec<FoundPand> = rows
            .into_iter()
            .filter_map(|(row, footprint)| {
                let id = row.text("identificatie")?.parse().ok()?;
                Some(FoundPand { id, footprint, row })
            })
            .collect();
        panden.sort_by_key(|pand| pand.id);
        Ok(panden)
    }

    /// A point in every pand that has one, RD New, in the order of the run.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the GeoPackage cannot be read.
    pub fn points_of_panden(&self) -> Result<Vec<Point<f64>>, Error> {
        let rows = self.read_columns("panden", None, Some(&["x", "y"]), |_, _| ())?;
        let point = |row: &Row| Some(Point::new(row.number("x")?, row.number("y")?));
        Ok(rows.iter().filter_map(|(row, ())| point(row)).collect())
    }

    /// What the run found of each site besides its columns.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the GeoPackage cannot be read,
    /// [`Error::NotFound`] when it is of another version of the program.
    pub fn findings(&self) -> Result<BTreeMap<String, SiteFindings>, Error> {
        let each = self.findings_of(|_| true)?;
        each.into_iter().map(|(id, findings)| Ok((id, findings?))).collect()
    }

    /// The findings of the sites that are asked for, each by itself: one that
    /// cannot be understood says so and leaves the others.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the GeoPackage cannot be read.
    pub fn findings_of(
        &self,
        asked: impl Fn(&str) -> bool,
    ) -> Result<BTreeMap<String, Result<SiteFindings, Error>>, Error> {
        let mut found = BTreeMap::new();
        for (row, _) in self.rows("site_findings", None)? {
            let (Some(id), Some(text)) = (row.text("site_id"), row.text("findings")) else { continue };
            if asked(id) {
                let findings = serde_json::from_str(text).map_err(|error| self.other_version(id, &error));
                found.insert(id.to_owned(), findings);
            }
        }
        Ok(found)
    }

    /// The error for findings that cannot be understood.
    pub(super) fn other_version(&self, id: &str, error: &serde_json::Error) -> Error {
        Error::NotFound {
            detail: format!("cannot read the findings of `{id}` in `{}`: {error}", self.gpkg().display()),
            hint: "the run may be of another version of the program; run the scan again".into(),
        }
    }

    /// The rows of one table with their polygons, in file order.
    pub(super) fn rows(
        &self,
        table: &str,
        window: Option<[f64; 4]>,
    ) -> Result<Vec<(Row, MultiPolygon<f64>)>, Error> {
        self.read(table, window, |shape, crs| match (shape, crs) {
            (Shape::Null, _) | (_, None) => MultiPolygon(Vec::new()),
            (shape, Some(crs)) => {
                shape.polygon(crs).map_or_else(|_| MultiPolygon(Vec::new()), |clean| clean.geometry)
            }
        })
    }

    /// The rows of one table with what is decoded of their shapes, in file order.
    pub(super) fn read<T: Send>(
        &self,
        table: &str,
        window: Option<[f64; 4]>,
        decode: impl Fn(&Shape, Option<&Crs>) -> T + Sync,
    ) -> Result<Vec<(Row, T)>, Error> {
        self.read_columns(table, window, None, decode)
    }

    /// As [`Finished::read`], with these columns alone.
    fn read_columns<T: Send>(
        &self,
        table: &str,
        window: Option<[f64; 4]>,
        only: Option<&[&str]>,
        decode: impl Fn(&Shape, Option<&Crs>) -> T + Sync,
    ) -> Result<Vec<(Row, T)>, Error> {
        let mut layer = Layer::open(&Source { layer: Some(table.to_owned()), window, ..self.source() })?;
        let head = layer.head().clone();
        let asked = |name: &str| only.is_none_or(|only| only.contains(&name));
        let wanted: Vec<usize> =
            (0..head.columns.len()).filter(|at| asked(&head.columns[*at].name)).collect();
        let columns = Columns::new(wanted.iter().map(|at| head.columns[*at].name.clone()).collect());
        let mut rows = Vec::new();
        layer.read_batches(&wanted, BATCH, |records| {
            let decoded: Vec<(Row, T)> = records
                .into_par_iter()
                .map(|record| {
                    let shape = decode(&record.shape, head.crs.as_ref());
                    (Row::new(&columns, record.values), shape)
                })
                .collect();
            rows.extend(decoded);
            Ok::<_, ReadError>(())
        })?;
        Ok(rows)
    }

    /// The names of the tables.
    pub(super) fn tables(&self) -> Result<Vec<String>, Error> {
        Ok(read::layers(&self.source())?)
    }

    fn source(&self) -> Source {
        let path = self.gpkg();
        Source { name: path.display().to_string(), path, ..Source::default() }
    }
}
