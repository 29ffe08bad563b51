//! What does one feature of a FlatGeobuf hold?
//!
//! Read in place: values and coordinates are taken from the bytes as they are
//! wanted, and every number that leads to others is looked at first.

use flatgeobuf::{Feature, Geometry, size_prefixed_root_as_feature};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::{Column, ColumnKind, Damaged};

/// One value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing known.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text.
    Text(&'a str),
}

/// One feature.
pub struct Row<'a> {
    feature: Feature<'a>,
}

impl<'a> Row<'a> {
    /// The feature in these bytes, its length before it.
    ///
    /// # Errors
    ///
    /// When they are none.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Damaged> {
        let feature = size_prefixed_root_as_feature(bytes).map_err(|error| Damaged(error.to_string()))?;
        Ok(Self { feature })
    }

    /// Its values, one a column.
    ///
    /// # Errors
    ///
    /// When they break off.
    pub fn cells(&self, columns: &[Column]) -> Result<Vec<Cell<'a>>, Damaged> {
        let mut cells = vec![Cell::Null; columns.len()];
        let mut rest = self.feature.properties().map(|bytes| bytes.bytes()).unwrap_or_default();
        while !rest.is_empty() {
            let at = usize::from(u16::from_le_bytes(*take(&mut rest)?));
            let (column, cell) = columns.get(at).zip(cells.get_mut(at)).ok_or_else(broken)?;
            *cell = match column.kind {
                ColumnKind::Bool => Cell::Bool(take::<1>(&mut rest)? != &[0]),
                ColumnKind::Int => Cell::Int(i64::from_le_bytes(*take(&mut rest)?)),
                ColumnKind::Real => match f64::from_le_bytes(*take(&mut rest)?) {
                    number if number.is_finite() => Cell::Real(number),
                    _ => Cell::Null,
                },
                ColumnKind::Text => {
                    let length = u32::from_le_bytes(*take(&mut rest)?) as usize;
                    let (text, after) = rest.split_at_checked(length).ok_or_else(broken)?;
                    rest = after;
                    Cell::Text(std::str::from_utf8(text).map_err(|_| broken())?)
                }
            };
        }
        Ok(cells)
    }

    /// The rings of its polygons, the outer one of each first; none without a
    /// geometry.
    ///
    /// # Errors
    ///
    /// When rings end where there are no coordinates.
    pub fn polygons(&self) -> Result<Vec<Vec<Vec<Coord<f64>>>>, Damaged> {
        let Some(geometry) = self.feature.geometry() else { return Ok(Vec::new()) };
        let parts =
            geometry.parts().iter().flatten().map(|part| rings(&part)).collect::<Result<Vec<_>, _>>()?;
        Ok(parts.into_iter().filter(|rings| !rings.is_empty()).collect())
    }

    /// Its shape.
    ///
    /// # Errors
    ///
    /// As [`Row::polygons`].
    pub fn shape(&self) -> Result<MultiPolygon<f64>, Damaged> {
        let polygon = |rings: Vec<Vec<Coord<f64>>>| {
            let mut rings = rings.into_iter().map(LineString);
            Polygon::new(rings.next().unwrap_or_else(|| LineString(Vec::new())), rings.collect())
        };
        Ok(MultiPolygon(self.polygons()?.into_iter().map(polygon).collect()))
    }
}

fn rings(part: &Geometry<'_>) -> Result<Vec<Vec<Coord<f64>>>, Damaged> {
    let Some(xy) = part.xy() else { return Ok(Vec::new()) };
    let coords: Vec<Coord<f64>> =
        (0..xy.len() / 2).map(|n| Coord { x: xy.get(2 * n), y: xy.get(2 * n + 1) }).collect();
    if coords.iter().any(|coord| !(coord.x.abs() < MOST_M && coord.y.abs() < MOST_M)) {
        return Err(broken());
    }
    let ends = part.ends().filter(|ends| !ends.is_empty());
    let Some(ends) = ends else {
        return Ok(if coords.is_empty() { Vec::new() } else { vec![coords] });
    };
    let mut from = 0;
    let mut rings = Vec::new();
    for end in ends {
        let end = end as usize;
        rings.push(coords.get(from..end).ok_or_else(broken)?.to_vec());
        from = end;
    }
    Ok(rings)
}

/// No coordinate of RD New is as large.
const MOST_M: f64 = 1e9;

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Result<&'a [u8; N], Damaged> {
    let (taken, after) = rest.split_first_chunk::<N>().ok_or_else(broken)?;
    *rest = after;
    Ok(taken)
}

fn broken() -> Damaged {
    Damaged("a feature breaks off".into())
}
