//! How does a bigger engine take over the result?
//!
//! GeoParquet 1.1 in RD New: geometry as WKB, the box of each in a column of
//! its own, which engines skip by, and the CRS as PROJJSON. DuckDB, GeoPandas,
//! GDAL and QGIS open it. Rows stand in the order they were pushed.
//!
//! What a column means, with its unit, stands in the file's metadata under
//! `toplaag`, as the format has no room for it beside the column.
//!
//! # Memory
//!
//! Rows wait until they fill a row group of [`ROW_GROUP`], then they are
//! written and forgotten: some 100 MB for panden of a hundred columns.
//!
//! # Source
//!
//! OGC, GeoParquet 1.1.0, <https://geoparquet.org/releases/v1.1.0/>.

mod batch;
mod schema;

#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io::{self, BufWriter},
    path::{Path, PathBuf},
    sync::Arc,
};

use geo_types::Geometry;
use parquet::{
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::{EnabledStatistics, WriterProperties},
        writer::SerializedFileWriter,
    },
    schema::types::ColumnPath,
};
use rayon::prelude::*;

use self::batch::Batch;
use super::{ColumnSpec, GeometryKind, failure::Failure, format_error, shape::widen, write_error};
use crate::{error::ExportError, value::Value};

const FORMAT: &str = "GeoParquet";

/// What the file says it was written by.
const CREATED_BY: &str = concat!("toplaag version ", env!("CARGO_PKG_VERSION"));

/// Rows of one row group: the 50,000 to 100,000 that readers of GeoParquet
/// are tuned for.
const ROW_GROUP: usize = 65_536;

/// Rows one thread makes at a time.
const CHUNK: usize = 1024;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 20;

/// Writes one layer as GeoParquet.
pub struct ParquetWriter {
    path: PathBuf,
    layer: String,
    columns: Vec<ColumnSpec>,
    kind: GeometryKind,
    out: SerializedFileWriter<BufWriter<File>>,
    /// The rows of the row group that is being filled.
    rows: Batch,
    extent: Option<[f64; 4]>,
}

impl ParquetWriter {
    /// Creates the file; geometries are RD New.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when the file cannot be created,
    /// [`ExportError::Format`] when two columns have one name, or the name of
    /// the geometry or its box.
    pub fn create(
        path: &Path,
        layer: &str,
        columns: &[ColumnSpec],
        geometry: GeometryKind,
    ) -> Result<Self, ExportError> {
        schema::check(columns).map_err(format_error(path, FORMAT))?;
        let file = File::create(path).map_err(write_error(path))?;
        let file = BufWriter::with_capacity(BUFFER, file);
        let out = schema::schema(layer, columns)
            .and_then(|schema| SerializedFileWriter::new(file, schema, Arc::new(properties()?)))
            .map_err(format_error(path, FORMAT))?;
        Ok(Self {
            path: path.to_owned(),
            layer: layer.to_owned(),
            columns: columns.to_vec(),
            kind: geometry,
            out,
            rows: Batch::new(columns),
            extent: None,
        })
    }

    /// Adds one row.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when geometry or row do not fit the layer,
    /// [`ExportError::Write`] when the disk is full.
    pub fn push(&mut self, geometry: Option<&Geometry<f64>>, values: &[Value]) -> Result<(), ExportError> {
        self.rows
            .push(&self.columns, self.kind, geometry, values)
            .map_err(format_error(&self.path, FORMAT))?;
        if self.rows.len() < ROW_GROUP { Ok(()) } else { self.write_group() }
    }

    /// Adds rows in their order, made on all threads.
    ///
    /// # Errors
    ///
    /// As [`ParquetWriter::push`].
    pub fn push_all(&mut self, rows: &[(Option<Geometry<f64>>, Vec<Value>)]) -> Result<(), ExportError> {
        let mut left = rows;
        // A row group ends at the same row however the rows come.
        while !left.is_empty() {
            let (now, later) = left.split_at(left.len().min(ROW_GROUP - self.rows.len()));
            self.append(now)?;
            left = later;
        }
        Ok(())
    }

    fn append(&mut self, rows: &[(Option<Geometry<f64>>, Vec<Value>)]) -> Result<(), ExportError> {
        let of_chunk = |chunk: &[(Option<Geometry<f64>>, Vec<Value>)]| {
            let mut batch = Batch::new(&self.columns);
            for (geometry, values) in chunk {
                batch.push(&self.columns, self.kind, geometry.as_ref(), values)?;
            }
            Ok(batch)
        };
        let chunks: Vec<Result<Batch, String>> = rows.par_chunks(CHUNK).map(of_chunk).collect();
        for chunk in chunks {
            self.rows.append(chunk.map_err(format_error(&self.path, FORMAT))?);
        }
        if self.rows.len() < ROW_GROUP { Ok(()) } else { self.write_group() }
    }

    fn write_group(&mut self) -> Result<(), ExportError> {
        let rows = std::mem::replace(&mut self.rows, Batch::new(&self.columns));
        widen(&mut self.extent, rows.extent());
        rows.write(&mut self.out).map_err(format_error(&self.path, FORMAT))
    }

    /// Writes what waits, and the metadata that makes it a file.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when the disk is full.
    pub fn finish(mut self) -> Result<(), ExportError> {
        if self.rows.len() > 0 {
            self.write_group()?;
        }
        let entries = [
            ("geo", schema::geo(self.kind, self.extent)),
            ("toplaag", schema::meanings(&self.layer, &self.columns)),
        ];
        for (key, json) in entries {
            self.out.append_key_value_metadata(KeyValue::new(key.to_owned(), json.to_string()));
        }
        self.out.finish().map(drop).map_err(format_error(&self.path, FORMAT))
    }
}

fn properties() -> Result<WriterProperties, ParquetError> {
    let geometry = ColumnPath::from(schema::GEOMETRY);
    Ok(WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_max_row_group_row_count(Some(ROW_GROUP))
        // No two footprints are the same, and their bytes have no order.
        .set_column_dictionary_enabled(geometry.clone(), false)
        .set_column_statistics_enabled(geometry, EnabledStatistics::None)
        .build())
}

impl From<ParquetError> for Failure {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(source) => match source.downcast::<io::Error>() {
                Ok(source) => Self::System(*source),
                Err(other) => Self::Content(other.to_string()),
            },
            other => Self::Content(other.to_string()),
        }
    }
}
