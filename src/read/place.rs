//! Do the coordinates lie where the layer says they do?
//!
//! A layer whose CRS and coordinates contradict each other stops the run,
//! with the line to write in the project file: a wrong guess here would move
//! a whole register by kilometers. One object out of place is an issue of
//! that object, so the check goes by what most of the coordinates say.

use geo::CoordsIter;
use geo_types::Coord;

use super::layer::{Head, Reader, Record, Source, layer_name};
use crate::{
    crs::{Crs, LONLAT_BOUNDS, RD_BOUNDS, within},
    error::ReadError,
};

/// How many coordinates are looked at.
const SAMPLE: usize = 1_000;

/// At most so many of one record, so that one big zone is not the whole sample.
const PER_RECORD: usize = 10;

const WRITE_RD: &str = "write `crs = \"EPSG:28992\"` for this input in the project file";
const WRITE_LONLAT: &str = "write `crs = \"EPSG:4326\"` for this input in the project file";
const SWAP: &str = "export the file again with longitude (x) before latitude (y), or in RD New (EPSG:28992)";

/// What coordinates look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looks {
    Rd,
    LonLat,
    LatLon,
    Other,
}

impl Looks {
    fn of(x: f64, y: f64) -> Self {
        if within(RD_BOUNDS, x, y) {
            Self::Rd
        } else if within(LONLAT_BOUNDS, x, y) {
            Self::LonLat
        } else if within(LONLAT_BOUNDS, y, x) {
            Self::LatLon
        } else {
            Self::Other
        }
    }
}

/// Settles the CRS of a layer (the user's word beats the file's) and checks
/// it against the coordinates.
///
/// # Errors
///
/// [`ReadError::Crs`], or what reading a sample gives.
pub(super) fn settle(source: &Source, head: &mut Head, reader: &mut dyn Reader) -> Result<(), ReadError> {
    let unknown = reader.unknown_crs();
    let layer = layer_name(source, head);
    let error = |detail: String, hint: &str| ReadError::Crs {
        path: source.path.clone(),
        layer: layer.clone(),
        detail,
        hint: hint.to_owned(),
    };
    if head.crs.is_none() && unknown.is_none() {
        return Ok(()); // a table without geometry
    }

    let (crs, who) = match &source.crs {
        Some(text) => {
            let parsed = Crs::parse(text).ok_or_else(|| {
                error(
                    format!("the project file sets the CRS `{text}`, which is none this program knows"),
                    WRITE_RD,
                )
            })?;
            (Some(parsed), "the project file")
        }
        None => (head.crs.clone(), "the file"),
    };
    if let Some(Crs::Other(_)) = &crs {
        let crs = crs.as_ref().unwrap_or(&Crs::Rd);
        crs.check().map_err(|detail| {
            error(
                format!("the CRS `{}` cannot be used ({detail})", crs.name()),
                "export the file in RD New (EPSG:28992)",
            )
        })?;
    }

    // The box is believed when it fits. It may be stale, or stretched by one
    // stray object, so what does not fit is decided by the coordinates.
    if let (Some(crs), Some([min_x, min_y, max_x, max_y])) = (&crs, head.extent)
        && fits(crs, min_x, min_y)
        && fits(crs, max_x, max_y)
    {
        head.crs = Some(crs.clone());
        return Ok(());
    }
    let sample = sample(reader)?;
    let Some(looks) = most(&sample) else {
        // Nothing to contradict the CRS, and nothing to place without one.
        head.crs = crs.or(Some(Crs::Rd));
        return Ok(());
    };
    match crs {
        Some(crs) => {
            let n_fit = sample.iter().filter(|coord| fits(&crs, coord.x, coord.y)).count();
            if n_fit * 2 < sample.len() {
                let (detail, hint) = contradiction(&crs, who, looks);
                return Err(error(detail, hint));
            }
            head.crs = Some(crs);
            Ok(())
        }
        None => {
            let (detail, hint) = silence(unknown.as_deref().unwrap_or_default(), looks);
            Err(error(detail, hint))
        }
    }
}

/// Whether a coordinate of this CRS lies in the Netherlands.
fn fits(crs: &Crs, x: f64, y: f64) -> bool {
    match crs {
        Crs::LonLat => within(LONLAT_BOUNDS, x, y),
        _ => crs.coord_to_rd(Coord { x, y }).is_ok_and(|rd| within(RD_BOUNDS, rd.x, rd.y)),
    }
}

/// What the file and its coordinates say against each other.
fn contradiction(crs: &Crs, who: &str, looks: Looks) -> (String, &'static str) {
    let said = format!("{who} says the coordinates are {}", crs.name());
    match (crs, looks) {
        (_, Looks::LatLon) => (format!("{said}, but they are degrees with latitude before longitude"), SWAP),
        (_, Looks::Rd) => (format!("{said}, but they look like RD New (EPSG:28992)"), WRITE_RD),
        (_, Looks::LonLat) => (format!("{said}, but they look like degrees (EPSG:4326)"), WRITE_LONLAT),
        (_, Looks::Other) => (
            format!("{said}, but most of them lie outside the Netherlands"),
            "check that this is the right file, and that its coordinates are RD New (EPSG:28992)",
        ),
    }
}

/// What to do with a file that names no CRS, or one nobody knows.
fn silence(text: &str, looks: Looks) -> (String, &'static str) {
    let said = if text.trim().is_empty() {
        "the file does not say which coordinates it uses".to_owned()
    } else {
        let short: String = text.trim().chars().take(60).collect();
        format!("the file names the CRS `{short}`, which is none this program knows")
    };
    match looks {
        Looks::Rd => (format!("{said}; they look like RD New"), WRITE_RD),
        Looks::LonLat => (format!("{said}; they look like longitude and latitude"), WRITE_LONLAT),
        Looks::LatLon => (format!("{said}; they are degrees with latitude before longitude"), SWAP),
        Looks::Other => (said, "write `crs = \"EPSG:…\"` for this input in the project file"),
    }
}

/// What most of the coordinates look like; `None` without any.
fn most(sample: &[Coord<f64>]) -> Option<Looks> {
    if sample.is_empty() {
        return None;
    }
    let count = |looks| sample.iter().filter(|coord| Looks::of(coord.x, coord.y) == looks).count();
    let half = sample.len().div_ceil(2);
    Some(
        [Looks::Rd, Looks::LonLat, Looks::LatLon]
            .into_iter()
            .find(|looks| count(*looks) >= half)
            .unwrap_or(Looks::Other),
    )
}

/// The first coordinates of the layer.
fn sample(reader: &mut dyn Reader) -> Result<Vec<Coord<f64>>, ReadError> {
    let mut coords = Vec::new();
    let mut n_records = 0;
    let mut enough = false;
    let result = reader.read(&[], &mut |record: Record| {
        n_records += 1;
        if let Ok(geometry) = record.shape.decode() {
            let finite = |coord: &Coord<f64>| coord.x.is_finite() && coord.y.is_finite();
            coords.extend(geometry.coords_iter().filter(finite).take(PER_RECORD));
        }
        if coords.len() >= SAMPLE || n_records >= 100 * SAMPLE {
            enough = true;
            // Only stops the reader; it does not come out.
            return Err(ReadError::UnknownFormat { path: std::path::PathBuf::new() });
        }
        Ok(())
    });
    if !enough {
        result?;
    }
    Ok(coords)
}

#[cfg(test)]
mod tests;
