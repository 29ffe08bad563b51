//! How does a map read eleven million panden without loading them?
//!
//! FlatGeobuf with its packed Hilbert R-tree, in RD New. Features stand in the
//! file in Hilbert order, not in the order they were pushed.
//!
//! # Without a geometry
//!
//! Every pand comes out, also one without a footprint. Its box in the index
//! is inverted, so that no search by area meets it. A multipolygon is written
//! as one empty part, which GDAL, QGIS and GeoPandas read as `MULTIPOLYGON
//! EMPTY`. An empty point they refuse, with the whole file; so a point that
//! is not there is left out, and they read a null geometry.
//!
//! A layer without features has no index: an empty one is refused, too.
//!
//! # Memory and disk
//!
//! In memory are 48 bytes a feature, and 12 more while the index is made. The
//! features wait in an unnamed file beside the result, of the same size.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use flatbuffers::FlatBufferBuilder;
use flatgeobuf::{Column, ColumnArgs, ColumnType, Crs, CrsArgs, GeometryType, Header, HeaderArgs};
use geo_types::Geometry;
use rayon::prelude::*;

mod feature;
mod index;

use self::{
    feature::FeatureEncoder,
    index::{Entry, NO_BOX, NODE_SIZE},
};
use super::{ColumnSpec, GeometryKind, Kind, format_error, write_error};
use crate::{error::ExportError, lang::Lang, value::Value};

/// What every file starts with: the name and the version of the format.
const MAGIC: [u8; 8] = *b"fgb\x03fgb\x00";

/// Features one thread makes at a time.
const CHUNK: usize = 256;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 20;

/// Writes one layer as FlatGeobuf.
pub struct FgbWriter {
    path: PathBuf,
    layer: String,
    columns: Vec<ColumnSpec>,
    kind: GeometryKind,
    out: File,
    /// The features in the order they were pushed.
    spool: BufWriter<File>,
    spooled: u64,
    entries: Vec<Entry>,
}

/// Features as bytes, one behind the other, with box and size of each.
#[derive(Default)]
struct Encoded {
    bytes: Vec<u8>,
    each: Vec<(Option<[f64; 4]>, u32)>,
}

impl FgbWriter {
    /// Creates the file; geometries are RD New.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when the file, or the one its features wait in,
    /// cannot be created.
    pub fn create(
        path: &Path,
        layer: &str,
        columns: &[ColumnSpec],
        geometry: GeometryKind,
    ) -> Result<Self, ExportError> {
        let out = File::create(path).map_err(write_error(path))?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let spool = tempfile::tempfile_in(folder.unwrap_or(Path::new("."))).map_err(write_error(path))?;
        Ok(Self {
            path: path.to_owned(),
            layer: layer.to_owned(),
            columns: columns.to_vec(),
            kind: geometry,
            out,
            spool: BufWriter::with_capacity(BUFFER, spool),
            spooled: 0,
            entries: Vec::new(),
        })
    }

    /// Adds one feature.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when geometry or row do not fit the layer,
    /// [`ExportError::Write`] when the disk is full.
    pub fn push(&mut self, geometry: Option<&Geometry<f64>>, values: &[Value]) -> Result<(), ExportError> {
        let encoded = encoded(&self.columns, self.kind, [(geometry, values)]);
        self.append(&encoded.map_err(format_error(&self.path, "FlatGeobuf"))?)
    }

    /// Adds features in their order, made on all threads.
    ///
    /// # Errors
    ///
    /// As [`FgbWriter::push`].
    pub fn push_all(&mut self, rows: &[(Option<Geometry<f64>>, Vec<Value>)]) -> Result<(), ExportError> {
        let of_chunk = |chunk: &[(Option<Geometry<f64>>, Vec<Value>)]| {
            let rows = chunk.iter().map(|(geometry, values)| (geometry.as_ref(), values.as_slice()));
            encoded(&self.columns, self.kind, rows)
        };
        let chunks: Vec<Result<Encoded, String>> = rows.par_chunks(CHUNK).map(of_chunk).collect();
        for chunk in chunks {
            self.append(&chunk.map_err(format_error(&self.path, "FlatGeobuf"))?)?;
        }
        Ok(())
    }

    fn append(&mut self, encoded: &Encoded) -> Result<(), ExportError> {
        self.spool.write_all(&encoded.bytes).map_err(write_error(&self.path))?;
        for (bounds, size) in &encoded.each {
            self.entries.push(Entry { bounds: bounds.unwrap_or(NO_BOX), start: self.spooled, size: *size });
            self.spooled += u64::from(*size);
        }
        Ok(())
    }

    /// Builds the index and writes the file.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when the disk is full.
    pub fn finish(self) -> Result<(), ExportError> {
        let path = self.path.clone();
        self.write().map_err(write_error(&path))
    }

    fn write(self) -> io::Result<()> {
        let Self { layer, columns, kind, out, spool, entries, .. } = self;
        let mut out = BufWriter::with_capacity(BUFFER, out);
        out.write_all(&MAGIC)?;
        let extent = index::extent(&entries);
        out.write_all(&header(&layer, &columns, kind, extent, entries.len() as u64))?;
        if entries.is_empty() {
            return out.flush();
        }
        let order = index::order(&entries, extent);
        index::write(&mut out, &entries, &order)?;
        let mut spool = spool.into_inner().map_err(io::IntoInnerError::into_error)?;
        let mut feature = Vec::new();
        for at in order {
            let Entry { start, size, .. } = entries[at as usize];
            spool.seek(SeekFrom::Start(start))?;
            feature.resize(size as usize, 0);
            spool.read_exact(&mut feature)?;
            out.write_all(&feature)?;
        }
        out.flush()
    }
}

fn encoded<'r>(
    columns: &[ColumnSpec],
    kind: GeometryKind,
    rows: impl IntoIterator<Item = (Option<&'r Geometry<f64>>, &'r [Value])>,
) -> Result<Encoded, String> {
    let mut encoder = FeatureEncoder::new(columns, kind);
    let mut all = Encoded::default();
    for (geometry, values) in rows {
        let before = all.bytes.len();
        let bounds = encoder.encode(geometry, values, &mut all.bytes)?;
        let size = u32::try_from(all.bytes.len() - before).map_err(|_| "a feature is larger than 4 GB")?;
        all.each.push((bounds, size));
    }
    Ok(all)
}

/// The header with its length before it.
fn header(
    layer: &str,
    columns: &[ColumnSpec],
    geometry: GeometryKind,
    extent: [f64; 4],
    n_features: u64,
) -> Vec<u8> {
    let mut builder = FlatBufferBuilder::new();
    let crs = CrsArgs {
        org: Some(builder.create_string("EPSG")),
        code: 28992,
        name: Some(builder.create_string("Amersfoort / RD New")),
        ..Default::default()
    };
    let name = Some(builder.create_string(layer));
    let crs = Some(Crs::create(&mut builder, &crs));
    let columns: Vec<_> = columns
        .iter()
        .map(|column| {
            let type_ = match column.kind {
                Kind::Text | Kind::Date => ColumnType::String,
                Kind::Int => ColumnType::Long,
                Kind::Real { .. } => ColumnType::Double,
                Kind::Bool => ColumnType::Bool,
            };
            let name = Some(builder.create_string(column.name));
            let description = Some(builder.create_string(&column.description(Lang::Nl)));
            Column::create(&mut builder, &ColumnArgs { name, type_, description, ..Default::default() })
        })
        .collect();
    let header = HeaderArgs {
        name,
        crs,
        columns: Some(builder.create_vector(&columns)),
        envelope: Some(builder.create_vector(&extent)),
        geometry_type: match geometry {
            GeometryKind::MultiPolygon => GeometryType::MultiPolygon,
            GeometryKind::Point => GeometryType::Point,
        },
        features_count: n_features,
        index_node_size: if n_features == 0 { 0 } else { NODE_SIZE },
        ..Default::default()
    };
    let header = Header::create(&mut builder, &header);
    builder.finish_size_prefixed(header, None);
    builder.finished_data().to_vec()
}
