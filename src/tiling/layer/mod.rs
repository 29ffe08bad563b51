//! How does any layer become something that can be drawn?

use std::collections::BTreeSet;

use geo::{Area, BoundingRect};
use geo_types::{Geometry, MultiPolygon};
use rayon::prelude::*;

use super::{Options, Polygons};
use crate::{
    config,
    crs::Crs,
    error::Error,
    export::FieldKind,
    issue::{Issue, IssueKind, Issues, left_out_as},
    lang::{Said, say},
    progress::Progress,
    read::layer::{Layer, Record},
    tiles::{
        areas::Areas,
        attribute::{Attribute, Field},
        cells::Tally,
        drawing::{Head, Late, Shape},
        features::Features,
        grid::Box2,
        objects::Objects,
        source::Source,
    },
    value::Value,
};

/// Records that are decoded together.
const BATCH: usize = 8_192;

/// Objects with a mean area below this are drawn as objects, larger ones as
/// zones: a neighborhood is ten times as large, a large building a third.
const OBJECT_M2: f64 = 30_000.0;

/// A layer that can be drawn.
pub enum Drawable {
    /// Many objects.
    Objects(Objects, Option<Box2>),
    /// Zones.
    Zones(Areas),
}

impl Drawable {
    /// As the pyramid draws it.
    pub fn source(&self) -> &dyn Source {
        match self {
            Self::Objects(objects, _) => objects,
            Self::Zones(zones) => zones,
        }
    }

    /// The box around it, on the world grid.
    pub fn bounds(&self) -> Option<Box2> {
        match self {
            Self::Objects(_, bounds) => *bounds,
            Self::Zones(zones) => zones.bounds(),
        }
    }
}

/// Reads a layer; `None` when nothing of it can be drawn, with issues that say
/// why.
pub fn read(
    source: &config::Source,
    options: &Options,
    names: &mut BTreeSet<String>,
    issues: &mut Issues,
    progress: &mut dyn Progress,
) -> Result<Option<Drawable>, Error> {
    let mut layer = super::open(source)?;
    let head = layer.head().clone();
    let about = Issue::about(IssueKind::BadRecord, source.name.as_str(), head.layer.as_str());
    let Some(crs) = head.crs.clone() else {
        let detail = left_out_as(&say!("een tabel zonder geometrie", "a table without geometry"));
        issues.push(Issue { kind: IssueKind::NullGeometry, detail, ..about });
        return Ok(None);
    };
    // Of columns that share a name the first is kept: a tile has one value of a name.
    let mut kept_names = BTreeSet::new();
    let columns: Vec<usize> = (0..head.columns.len())
        .filter(|at| options.fields.is_empty() || options.fields.contains(&head.columns[*at].name))
        .filter(|at| kept_names.insert(head.columns[*at].name.as_str()))
        .collect();
    let kinds = kinds(&mut layer, &columns)?;
    let mut kept = Kept {
        features: Features::new(columns.len()),
        zones: Vec::new(),
        form: options.polygons,
        shape: None,
    };
    layer.read_batches(&columns, BATCH, |batch| {
        let decoded: Vec<_> = batch.into_par_iter().map(|record| decode(record, &crs)).collect();
        progress.advance(decoded.len() as u64);
        if kept.form.is_none() {
            kept.form = form(&decoded);
        }
        for (number, decoded) in decoded {
            let mut report = |kind, detail: Said| {
                issues.push(Issue { kind, object: format!("record {number}"), detail, ..about.clone() });
            };
            match decoded {
                Ok((shape, row, remark)) => {
                    if let Some((kind, detail)) = remark {
                        report(kind, detail);
                    }
                    let row = typed(row, &kinds);
                    if !kept.keep(shape, row)? {
                        let detail = say!(
                            "is niet te tekenen met de rest van de laag",
                            "cannot be drawn with the rest of the layer"
                        );
                        report(IssueKind::WrongGeometryType, left_out_as(&detail));
                    }
                }
                Err((kind, detail)) => report(kind, left_out_as(&detail)),
            }
        }
        Ok::<(), Error>(())
    })?;
    let field = |(column, kind): (&usize, &Option<FieldKind>)| {
        // A column of the file goes before a flag of the same name.
        Field::new(&head.columns[*column].name, kind.unwrap_or(FieldKind::String))
            .without_flag_among(&kept_names)
    };
    let name = unique(if head.layer.is_empty() { stem(source) } else { head.layer.clone() }, names);
    let drawn_as = Head {
        description: format!("{}, {}", file_name(source), head.format),
        name,
        shape: kept.shape.unwrap_or(Shape::Polygon),
        fields: columns.iter().zip(&kinds).map(field).collect(),
        zooms: (*options.zooms.start(), *options.zooms.end()),
    };
    kept.drawable(drawn_as, options, names, issues, about)
}

type Remark = (IssueKind, Said);
type Decoded = (u64, Result<(Geometry<f64>, Vec<Value>, Option<Remark>), Remark>);

fn decode(record: Record, crs: &Crs) -> Decoded {
    let shape = match record.shape.polygon(crs) {
        Ok(cleaned) => Ok((Geometry::MultiPolygon(cleaned.geometry), cleaned.remark)),
        Err((IssueKind::WrongGeometryType, detail)) => match record.shape.point(crs) {
            Ok(point) => Ok((Geometry::Point(point), None)),
            Err((IssueKind::WrongGeometryType, _)) => Err((IssueKind::WrongGeometryType, detail)),
            Err(other) => Err(other),
        },
        Err(other) => Err(other),
    };
    (record.number, shape.map(|(shape, remark)| (shape, record.values, remark)))
}

/// Objects or zones, by the mean size of the first polygons.
fn form(decoded: &[Decoded]) -> Option<Polygons> {
    let polygons = decoded.iter().filter_map(|(_, decoded)| match decoded {
        Ok((Geometry::MultiPolygon(shape), ..)) => shape.bounding_rect().map(|_| shape.unsigned_area()),
        _ => None,
    });
    let (n, area) = polygons.fold((0.0, 0.0), |(n, sum), area| (n + 1.0, sum + area));
    (n > 0.0).then_some(if area / n < OBJECT_M2 { Polygons::Objects } else { Polygons::Zones })
}

/// The kind that fits every value of a column: text where they differ.
/// `None` without any value. Tiles are made of packed objects, so this is
/// settled in a reading of its own, before the first is packed.
fn kinds(layer: &mut Layer, columns: &[usize]) -> Result<Vec<Option<FieldKind>>, Error> {
    let mut kinds = vec![None; columns.len()];
    layer.read(columns, &mut |record| {
        for (kind, value) in kinds.iter_mut().zip(&record.values) {
            let own = kind_of(value);
            *kind = match (*kind, own) {
                (Some(known), Some(own)) if known != own => Some(FieldKind::String),
                (known, own) => known.or(own),
            };
        }
        Ok(())
    })?;
    Ok(kinds)
}

fn kind_of(value: &Value) -> Option<FieldKind> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some(FieldKind::Boolean),
        Value::Int(_) | Value::Real(_) => Some(FieldKind::Number),
        Value::Text(_) => Some(FieldKind::String),
    }
}

/// Brings values to the kind of their column.
fn typed(row: Vec<Value>, kinds: &[Option<FieldKind>]) -> Vec<Value> {
    let one = |(value, kind): (Value, &Option<FieldKind>)| match (kind, value) {
        (Some(FieldKind::String), Value::Bool(flag)) => Value::Text(flag.to_string()),
        (Some(FieldKind::String), Value::Int(number)) => Value::Text(number.to_string()),
        (Some(FieldKind::String), Value::Real(number)) => Value::Text(number.to_string()),
        (_, value) => value,
    };
    row.into_iter().zip(kinds).map(one).collect()
}

/// The objects of a layer on their way.
struct Kept {
    features: Features,
    zones: Vec<(MultiPolygon<f64>, Vec<Value>)>,
    form: Option<Polygons>,
    shape: Option<Shape>,
}

impl Kept {
    /// Whether the object has the shape of the rest and a place in the world.
    fn keep(&mut self, shape: Geometry<f64>, row: Vec<Value>) -> Result<bool, Error> {
        let own = if matches!(shape, Geometry::Point(_)) { Shape::Point } else { Shape::Polygon };
        if *self.shape.get_or_insert(own) != own {
            return Ok(false);
        }
        if let (Some(Polygons::Zones), Geometry::MultiPolygon(shape)) = (self.form, &shape) {
            self.zones.push((shape.clone(), row));
            return Ok(true);
        }
        Ok(self.features.push(&shape, row.iter().map(Attribute::from))?.is_some())
    }

    fn drawable(
        self,
        head: Head,
        options: &Options,
        names: &mut BTreeSet<String>,
        issues: &mut Issues,
        about: Issue,
    ) -> Result<Option<Drawable>, Error> {
        if !self.zones.is_empty() {
            let zones =
                self.zones.iter().map(|(shape, row)| (shape, row.iter().cloned().map(Some).collect()));
            let zones = Areas::new(head, zones)?;
            if zones.is_tangled() {
                let detail = say!(
                    "zones overlappen zo vaak dat grenzen niet één keer te tekenen zijn: elke zone is los getekend",
                    "zones overlap so often that borders cannot be drawn once: each is drawn by itself"
                );
                issues.push(Issue { kind: IssueKind::OverlappingZones, detail, ..about });
            }
            return Ok(Some(Drawable::Zones(zones)));
        }
        if self.features.is_empty() {
            return Ok(None);
        }
        let cells = unique(format!("{}_cells", head.name), names);
        let about = format!("{}: number of objects per square", head.description);
        let first = options.objects_from.clamp(head.zooms.0, head.zooms.1);
        let bounds = self.features.bounds();
        let head = Head { zooms: (first, head.zooms.1), ..head };
        let objects = Objects::new(head, &cells, &about, self.features, Late::new(), Tally::objects());
        Ok(Some(Drawable::Objects(objects, bounds)))
    }
}

/// A name no other layer has, whatever its case: some readers see none.
fn unique(name: String, names: &mut BTreeSet<String>) -> String {
    let mut free = name.clone();
    let mut n = 2_u32;
    while !names.insert(free.to_lowercase()) {
        free = format!("{name}_{n}");
        n += 1;
    }
    free
}

/// Without the folders: tiles do not tell where on a disk they came from.
fn file_name(source: &config::Source) -> String {
    source.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn stem(source: &config::Source) -> String {
    source.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
