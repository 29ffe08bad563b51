//! Which rows wait to be written, column by column?

use std::{fs::File, io::BufWriter, ops::Range};

use bytes::Bytes;
use geo_types::Geometry;
use parquet::{
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int64Type},
    errors::ParquetError,
    file::writer::{SerializedFileWriter, SerializedRowGroupWriter},
};

use crate::export::{Cell, ColumnSpec, GeometryKind, Kind, cell::cells, shape::widen};
use crate::value::Value;

type Out = BufWriter<File>;
type Group<'a> = SerializedRowGroupWriter<'a, Out>;

/// Some rows of a layer.
pub(super) struct Batch {
    n_rows: usize,
    columns: Vec<Column>,
    shapes: Runs,
    /// The corners of the boxes, `min_x, min_y, max_x, max_y`.
    boxes: [Vec<f32>; 4],
    /// Whether a row has a shape, and with it a box.
    has_shape: Vec<i16>,
    extent: Option<[f64; 4]>,
}

/// One column: what is known, and for every row whether it is (1) or not (0).
struct Column {
    known: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Runs),
    Int(Vec<i64>),
    Real(Vec<f64>),
    Bool(Vec<bool>),
}

/// Texts or shapes, one behind the other.
#[derive(Default)]
struct Runs {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Batch {
    pub(super) fn new(columns: &[ColumnSpec]) -> Self {
        let column = |column: &ColumnSpec| Column {
            known: Vec::new(),
            values: match column.kind {
                Kind::Text | Kind::Date => Values::Text(Runs::default()),
                Kind::Int => Values::Int(Vec::new()),
                Kind::Real { .. } => Values::Real(Vec::new()),
                Kind::Bool => Values::Bool(Vec::new()),
            },
        };
        Self {
            n_rows: 0,
            columns: columns.iter().map(column).collect(),
            shapes: Runs::default(),
            boxes: Default::default(),
            has_shape: Vec::new(),
            extent: None,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.n_rows
    }

    /// The box of all shapes.
    pub(super) fn extent(&self) -> Option<[f64; 4]> {
        self.extent
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// A sentence when geometry or row do not fit the layer; the batch must
    /// then not be used.
    pub(super) fn push(
        &mut self,
        columns: &[ColumnSpec],
        kind: GeometryKind,
        geometry: Option<&Geometry<f64>>,
        values: &[Value],
    ) -> Result<(), String> {
        let shape = kind.shape(geometry)?;
        for (column, cell) in self.columns.iter_mut().zip(cells(columns, values)?) {
            column.push(&cell?.1)?;
        }
        let bounds = shape.bounds();
        if let Some([min_x, min_y, max_x, max_y]) = bounds {
            self.shapes.push(|bytes| shape.write_wkb(bytes));
            let corners = [below(min_x), below(min_y), above(max_x), above(max_y)];
            self.boxes.iter_mut().zip(corners).for_each(|(column, corner)| column.push(corner));
        }
        self.has_shape.push(bounds.is_some().into());
        widen(&mut self.extent, bounds);
        self.n_rows += 1;
        Ok(())
    }

    /// Adds the rows of another batch of the same layer.
    pub(super) fn append(&mut self, other: Self) {
        self.n_rows += other.n_rows;
        for (column, other) in self.columns.iter_mut().zip(other.columns) {
            column.append(other);
        }
        self.shapes.append(&other.shapes);
        for (column, other) in self.boxes.iter_mut().zip(other.boxes) {
            column.extend(other);
        }
        self.has_shape.extend(other.has_shape);
        widen(&mut self.extent, other.extent);
    }

    /// Writes the rows as one row group.
    pub(super) fn write(self, out: &mut SerializedFileWriter<Out>) -> Result<(), ParquetError> {
        let mut group = out.next_row_group()?;
        for Column { known, values } in self.columns {
            match values {
                Values::Text(runs) => write::<ByteArrayType>(&mut group, &runs.arrays(), &known)?,
                Values::Int(numbers) => write::<Int64Type>(&mut group, &numbers, &known)?,
                Values::Real(numbers) => write::<DoubleType>(&mut group, &numbers, &known)?,
                Values::Bool(flags) => write::<BoolType>(&mut group, &flags, &known)?,
            }
        }
        write::<ByteArrayType>(&mut group, &self.shapes.arrays(), &self.has_shape)?;
        for corners in &self.boxes {
            write::<FloatType>(&mut group, corners, &self.has_shape)?;
        }
        group.close().map(drop)
    }
}

fn write<T: DataType>(group: &mut Group<'_>, values: &[T::T], known: &[i16]) -> Result<(), ParquetError> {
    let missing = || ParquetError::General("the schema has fewer columns than the rows".into());
    let mut column = group.next_column()?.ok_or_else(missing)?;
    column.typed::<T>().write_batch(values, Some(known), None)?;
    column.close()
}

impl Column {
    fn push(&mut self, cell: &Cell<'_>) -> Result<(), String> {
        match (&mut self.values, cell) {
            (_, Cell::Null) => {}
            (Values::Text(runs), Cell::Text(text)) => {
                runs.push(|bytes| bytes.extend_from_slice(text.as_bytes()));
            }
            (Values::Int(numbers), Cell::Int(number)) => numbers.push(*number),
            (Values::Real(numbers), Cell::Real(number)) => numbers.push(*number),
            (Values::Bool(flags), Cell::Bool(flag)) => flags.push(*flag),
            (_, cell) => return Err(format!("a column got {cell:?}, which is of another kind")),
        }
        self.known.push((*cell != Cell::Null).into());
        Ok(())
    }

    fn append(&mut self, other: Self) {
        self.known.extend(other.known);
        match (&mut self.values, other.values) {
            (Values::Text(runs), Values::Text(other)) => runs.append(&other),
            (Values::Int(numbers), Values::Int(other)) => numbers.extend(other),
            (Values::Real(numbers), Values::Real(other)) => numbers.extend(other),
            (Values::Bool(flags), Values::Bool(other)) => flags.extend(other),
            _ => unreachable!("both were made for the same columns"),
        }
    }
}

impl Runs {
    fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        write(&mut self.bytes);
        self.ends.push(self.bytes.len());
    }

    fn append(&mut self, other: &Self) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&other.bytes);
        self.ends.extend(other.ends.iter().map(|end| start + end));
    }

    /// Each as the library takes it, without a copy.
    fn arrays(self) -> Vec<ByteArray> {
        let bytes = Bytes::from(self.bytes);
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = starts.zip(&self.ends).map(|(start, end)| Range { start, end: *end });
        ranges.map(|range| ByteArray::from(bytes.slice(range))).collect()
    }
}

/// The largest number of single precision that is not above a corner: a box
/// must hold its shape.
#[expect(clippy::cast_possible_truncation, reason = "rounded outward")]
fn below(corner: f64) -> f32 {
    let near = corner as f32;
    if f64::from(near) > corner { near.next_down() } else { near }
}

/// The smallest number of single precision that is not below a corner.
#[expect(clippy::cast_possible_truncation, reason = "rounded outward")]
fn above(corner: f64) -> f32 {
    let near = corner as f32;
    if f64::from(near) < corner { near.next_up() } else { near }
}
