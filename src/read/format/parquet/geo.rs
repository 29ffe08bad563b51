//! Which column is the geometry, and in which coordinates?
//!
//! # Source
//!
//! OGC, GeoParquet 1.1.0, <https://geoparquet.org/releases/v1.1.0/>.

use serde_json::Value as Json;

use super::{
    footer::Footer,
    leaf::{Leaf, Meaning, Physical},
};
use crate::{
    crs::Crs,
    lang::{Said, say},
};

/// What a file says of its geometry.
#[derive(Debug, Clone)]
pub(super) struct Geo {
    /// The column, among those that hold values.
    pub column: usize,
    pub crs: Option<Crs>,
    /// What it says of a CRS that this program does not know; empty for nothing.
    pub unknown_crs: Option<String>,
    pub extent: Option<[f64; 4]>,
    /// The columns of its boxes: `min_x, min_y, max_x, max_y`.
    pub boxes: Option<[usize; 4]>,
}

/// Why a geometry is not read.
pub(super) enum NotRead {
    /// The file contradicts itself.
    Damaged(Said),
    /// It is written in another way than as WKB.
    Encoding(String),
}

/// The geometry of a file; `None` for a table.
///
/// # Errors
///
/// When it is not there, or no WKB.
pub(super) fn geo(footer: &Footer, leaves: &[Leaf]) -> Result<Option<Geo>, NotRead> {
    let Some(text) = &footer.geo else { return Ok(native(leaves)) };
    let damaged = |detail: Said| {
        NotRead::Damaged(say!(
            [detail] "wat er onder `geo` staat: {detail}",
            "what it says under `geo`: {detail}"
        ))
    };
    let geo: Json = serde_json::from_str(text).map_err(|error| damaged(Said::quoted(error)))?;
    let name = geo["primary_column"]
        .as_str()
        .ok_or_else(|| damaged(say!("geen `primary_column`", "no `primary_column`")))?;
    let said = &geo["columns"][name];
    let encoding = said["encoding"].as_str().unwrap_or_default();
    if !encoding.eq_ignore_ascii_case("WKB") {
        return Err(NotRead::Encoding(encoding.to_owned()));
    }
    let column = leaves.iter().position(|leaf| leaf.name() == Some(name));
    let column = column.filter(|at| leaves[*at].physical == Physical::Bytes && !leaves[*at].is_repeated);
    let column = column.ok_or_else(|| {
        damaged(say!("kolom `{name}` is er geen van bytes", "column `{name}` is not one of bytes"))
    })?;
    let (crs, unknown_crs) = match said.get("crs") {
        None => (Some(Crs::LonLat), None),
        Some(Json::Null) => (None, Some(String::new())),
        Some(crs) => {
            let text = crs.as_str().map_or_else(|| crs.to_string(), str::to_owned);
            let parsed = Crs::parse(&text);
            let unknown = parsed.is_none().then(|| crs["name"].as_str().unwrap_or(&text).to_owned());
            (parsed, unknown)
        }
    };
    Ok(Some(Geo { column, crs, unknown_crs, extent: extent(&said["bbox"]), boxes: boxes(said, leaves) }))
}

/// The geometry of a file that has it as a type, as Parquet knows since 2025.
fn native(leaves: &[Leaf]) -> Option<Geo> {
    let column = leaves.iter().position(|leaf| leaf.meaning == Meaning::Geometry && leaf.is_cell())?;
    let (crs, unknown_crs) = match leaves[column].crs.as_deref() {
        None | Some("") => (Some(Crs::LonLat), None),
        Some(said) => {
            let crs = Crs::parse(said.strip_prefix("srid:").unwrap_or(said));
            let unknown = crs.is_none().then(|| said.to_owned());
            (crs, unknown)
        }
    };
    Some(Geo { column, crs, unknown_crs, extent: None, boxes: None })
}

/// Two numbers per dimension: minima first, x and y first of each.
fn extent(said: &Json) -> Option<[f64; 4]> {
    let all: Vec<f64> = said.as_array()?.iter().filter_map(Json::as_f64).collect();
    match all[..] {
        [min_x, min_y, max_x, max_y] | [min_x, min_y, _, max_x, max_y, _] => {
            Some([min_x, min_y, max_x, max_y])
        }
        _ => None,
    }
}

/// The columns of the boxes, where all four are there.
fn boxes(said: &Json, leaves: &[Leaf]) -> Option<[usize; 4]> {
    let covering = &said["covering"]["bbox"];
    let column = |corner: &str| {
        let path = covering[corner].as_array()?;
        let is_it = |leaf: &Leaf| {
            path.len() == leaf.path.len()
                && path.iter().zip(&leaf.path).all(|(said, name)| said.as_str() == Some(name))
        };
        let column = leaves.iter().position(is_it)?;
        let leaf = &leaves[column];
        let is_real = matches!(leaf.physical, Physical::Float | Physical::Double);
        (is_real && !leaf.is_repeated).then_some(column)
    };
    Some([column("xmin")?, column("ymin")?, column("xmax")?, column("ymax")?])
}
