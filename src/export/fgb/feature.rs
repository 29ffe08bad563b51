//! What is one feature of a FlatGeobuf, as bytes?
//!
//! A FlatBuffer with its length before it: the geometry, then the values as
//! one run of (column, value), those not known left out. It depends on the
//! feature alone, so features can be made on any number of threads.

use flatbuffers::{FlatBufferBuilder, WIPOffset};
use flatgeobuf::{Feature, FeatureArgs, Geometry as Encoded, GeometryArgs};
use geo_types::{Geometry, Polygon};

use crate::export::{
    Cell, ColumnSpec, GeometryKind,
    cell::cells,
    shape::{Shape, rings},
};
use crate::value::Value;

/// A polygon of no rings: what stands for a pand without a footprint.
const NO_PART: [Option<&Polygon<f64>>; 1] = [None];

/// Makes features of one layer, one after the other.
pub(super) struct FeatureEncoder<'a> {
    columns: &'a [ColumnSpec],
    kind: GeometryKind,
    builder: FlatBufferBuilder<'a>,
    values: Vec<u8>,
    xy: Vec<f64>,
    ends: Vec<u32>,
}

impl<'a> FeatureEncoder<'a> {
    pub(super) fn new(columns: &'a [ColumnSpec], kind: GeometryKind) -> Self {
        let builder = FlatBufferBuilder::new();
        Self { columns, kind, builder, values: Vec::new(), xy: Vec::new(), ends: Vec::new() }
    }

    /// Appends a feature to `out`; gives its box, `None` without a geometry.
    ///
    /// # Errors
    ///
    /// A sentence when geometry or row do not fit the layer.
    pub(super) fn encode(
        &mut self,
        geometry: Option<&Geometry<f64>>,
        values: &[Value],
        out: &mut Vec<u8>,
    ) -> Result<Option<[f64; 4]>, String> {
        let shape = self.kind.shape(geometry)?;
        self.write_values(values)?;
        self.builder.reset();
        let geometry = match (shape, self.kind) {
            (Shape::Null, GeometryKind::Point) => None,
            (Shape::Null, GeometryKind::MultiPolygon) => Some(self.parts(NO_PART)),
            (Shape::Point(point), _) => {
                self.xy.clear();
                self.xy.extend([point.x(), point.y()]);
                Some(self.part())
            }
            (Shape::Polygons(polygons), _) => Some(self.parts(polygons.iter().map(Some))),
        };
        let properties = Some(self.builder.create_vector(&self.values));
        let feature =
            Feature::create(&mut self.builder, &FeatureArgs { geometry, properties, ..Default::default() });
        self.builder.finish_size_prefixed(feature, None);
        out.extend_from_slice(self.builder.finished_data());
        Ok(shape.bounds())
    }

    fn write_values(&mut self, values: &[Value]) -> Result<(), String> {
        self.values.clear();
        for (position, cell) in (0_u16..).zip(cells(self.columns, values)?) {
            let cell = cell?.1;
            if cell != Cell::Null {
                self.values.extend(position.to_le_bytes());
            }
            match cell {
                Cell::Null => {}
                Cell::Bool(flag) => self.values.push(u8::from(flag)),
                Cell::Int(number) => self.values.extend(number.to_le_bytes()),
                Cell::Real(number) => self.values.extend(number.to_le_bytes()),
                Cell::Text(text) => {
                    let length = u32::try_from(text.len()).map_err(|_| "a text is longer than 4 GB")?;
                    self.values.extend(length.to_le_bytes());
                    self.values.extend(text.as_bytes());
                }
            }
        }
        Ok(())
    }

    /// A multipolygon of polygons; `None` is one without rings.
    fn parts<'p>(
        &mut self,
        polygons: impl IntoIterator<Item = Option<&'p Polygon<f64>>>,
    ) -> WIPOffset<Encoded<'a>> {
        let mut parts = Vec::new();
        for polygon in polygons {
            self.xy.clear();
            self.ends.clear();
            for ring in polygon.into_iter().flat_map(rings) {
                self.xy.extend(ring.0.iter().flat_map(|coord| [coord.x, coord.y]));
                #[expect(clippy::cast_possible_truncation, reason = "no ring has 2^32 points")]
                self.ends.push((self.xy.len() / 2) as u32);
            }
            parts.push(self.part());
        }
        let parts = Some(self.builder.create_vector(&parts));
        Encoded::create(&mut self.builder, &GeometryArgs { parts, ..Default::default() })
    }

    /// The coordinates at hand as one geometry; a single ring needs no ends.
    fn part(&mut self) -> WIPOffset<Encoded<'a>> {
        let xy = Some(self.builder.create_vector(&self.xy));
        let ends = (self.ends.len() > 1).then(|| self.builder.create_vector(&self.ends));
        Encoded::create(&mut self.builder, &GeometryArgs { xy, ends, ..Default::default() })
    }
}
