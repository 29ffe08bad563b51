//! Polygons that say something: the reading that all zone layers share.

use geo::BoundingRect as _;
use geo_types::{MultiPolygon, Point};
use rayon::prelude::*;

use super::{
    clean::Remark,
    record::Shape,
    region::Region,
    register::{Register, Role, Row, check_roles, record_name},
};
use crate::{
    config::Input,
    crs::Crs,
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues, LeftOut, left_out_as},
    lang::{Said, say},
    model::Zone,
};

/// Records that are decoded and passed on together. Part of no result: any
/// size gives the same output.
const BATCH: usize = 8_192;

/// What a row of a zone layer turned out to be.
pub enum Reading<T> {
    /// A zone that says this.
    Zone {
        /// Identification; the record number when the layer has none.
        id: Option<String>,
        /// What it says.
        says: T,
    },
    /// Says nothing, as documented (an empty class): left out silently.
    Nothing,
    /// Left out on purpose, and counted.
    LeftOut(LeftOut),
    /// Cannot be understood: left out with this issue.
    Bad(Said),
}

/// Where a record lies.
enum Placed {
    Zone(MultiPolygon<f64>, Option<Remark>),
    Point(Point<f64>),
    /// Outside the part of the map that was asked for.
    Elsewhere,
    Bad(Remark),
}

/// Which records of a layer are asked for.
#[derive(Clone, Copy, Default)]
pub(super) struct Asked<'a> {
    /// Those whose middle lies in it; of all others none is told of.
    pub region: Option<&'a Region>,
    /// Objects given as a point too.
    pub points: bool,
}

/// Reads all polygons of a zone layer; bad ones become issues. Of an input
/// with a window those that meet it, whatever the format hands over.
///
/// # Errors
///
/// Those of the files; [`ReadError::NoObjects`] when a file gives no zone.
pub fn read<T>(
    input: &Input,
    roles: &[Role],
    issues: &mut Issues,
    says: impl FnMut(&Row<'_>) -> Reading<T>,
) -> Result<Vec<Zone<T>>, Error> {
    let mut zones = Vec::new();
    stream(input, roles, Asked::default(), issues, says, |batch, _, _| {
        zones.extend(batch);
        Ok(())
    })?;
    Ok(zones)
}

/// Streams the records of a zone layer in file order, in batches: zones and,
/// when asked for, points. Gives the number of records that were asked for,
/// without those left out on purpose.
///
/// # Errors
///
/// As [`read`], and what `each` gives.
pub(super) fn stream<T>(
    input: &Input,
    roles: &[Role],
    asked: Asked<'_>,
    issues: &mut Issues,
    mut says: impl FnMut(&Row<'_>) -> Reading<T>,
    mut each: impl FnMut(Vec<Zone<T>>, Vec<Point<f64>>, &mut Issues) -> Result<(), Error>,
) -> Result<u64, Error> {
    check_roles(input, roles)?;
    let mut n_records = 0;
    Register::each_file(input, roles, |mut register| {
        let crs = register.layer().head().crs.clone();
        let window = register.layer().source().window;
        let about = register.issue(IssueKind::BadRecord);
        let (mut n_here, mut n_zones, mut n_nothing, mut left_out) = (0, 0, 0, LeftOut::default());
        register.read_batches(BATCH, |rows| {
            let said: Vec<(u64, Reading<T>, Vec<Issue>)> = rows
                .iter()
                .map(|row| {
                    let said = says(row);
                    let id = match &said {
                        Reading::Zone { id: Some(id), .. } => id.clone(),
                        _ => record_name(row.record.number),
                    };
                    (row.record.number, said, row.issues(&about, &id))
                })
                .collect();
            let is_placed: Vec<bool> = said
                .iter()
                .map(|(_, said, _)| matches!(said, Reading::Zone { .. } | Reading::LeftOut(_)))
                .collect();
            let placed: Vec<Option<Placed>> = rows
                .into_par_iter()
                .zip(is_placed)
                .map(|(row, is_placed)| {
                    is_placed.then(|| place(&row.record.shape, crs.as_ref(), asked, window))
                })
                .collect();
            let (mut zones, mut points) = (Vec::new(), Vec::new());
            for ((number, said, odd), placed) in said.into_iter().zip(placed) {
                if matches!(placed, Some(Placed::Elsewhere)) {
                    continue;
                }
                if !matches!(said, Reading::LeftOut(_)) {
                    n_here += 1;
                    issues.extend(odd);
                }
                let mut report = |kind: IssueKind, object: String, detail: Said| {
                    issues.push(Issue { kind, object, detail, ..about.clone() });
                };
                let (id, says) = match said {
                    Reading::Zone { id, says } => (id.unwrap_or_else(|| record_name(number)), says),
                    Reading::Nothing => {
                        n_nothing += 1;
                        continue;
                    }
                    Reading::LeftOut(counts) => {
                        left_out.add(counts);
                        continue;
                    }
                    Reading::Bad(detail) => {
                        report(IssueKind::BadValue, record_name(number), left_out_as(&detail));
                        continue;
                    }
                };
                match placed {
                    Some(Placed::Zone(geometry, remark)) => {
                        if let Some((kind, detail)) = remark {
                            report(kind, id.clone(), detail);
                        }
                        zones.push(Zone { id, geometry, says });
                    }
                    Some(Placed::Point(point)) => points.push(point),
                    Some(Placed::Bad((kind, detail))) => report(kind, id, left_out_as(&detail)),
                    Some(Placed::Elsewhere) | None => {}
                }
            }
            n_zones += zones.len() + points.len();
            each(zones, points, issues)
        })?;
        issues.extend(register.remarks());
        issues.leave_out(&about.file, &about.layer, left_out);
        issues.used(&about.file, &about.layer, n_here, (n_zones + n_nothing) as u64);
        n_records += n_here;
        let is_part = window.is_some() || asked.region.is_some();
        if n_zones == 0 && n_nothing == 0 && left_out.total() == 0 && !is_part {
            let layer = register.layer();
            return Err(ReadError::NoObjects {
                path: layer.source().path.clone(),
                layer: layer.head().layer.clone(),
            }
            .into());
        }
        Ok(())
    })?;
    Ok(n_records)
}

fn place(shape: &Shape, crs: Option<&Crs>, asked: Asked<'_>, window: Option<[f64; 4]>) -> Placed {
    let (Some(crs), false) = (crs, matches!(shape, Shape::Null)) else {
        return Placed::Bad((IssueKind::NullGeometry, say!("heeft geen vlak", "has no polygon")));
    };
    match shape.polygon(crs) {
        Ok(cleaned) => {
            let is_here = match asked.region {
                Some(region) => region.holds(&cleaned.geometry),
                None => window.is_none_or(|window| meets(&cleaned.geometry, window)),
            };
            if is_here { Placed::Zone(cleaned.geometry, cleaned.remark) } else { Placed::Elsewhere }
        }
        Err(remark) => match shape.point(crs) {
            Ok(point) if asked.points => {
                let is_here = window.is_none_or(|[min_x, min_y, max_x, max_y]| {
                    (min_x..=max_x).contains(&point.x()) && (min_y..=max_y).contains(&point.y())
                });
                if is_here { Placed::Point(point) } else { Placed::Elsewhere }
            }
            _ => Placed::Bad(remark),
        },
    }
}

/// Whether the box of a polygon meets a window.
fn meets(geometry: &MultiPolygon<f64>, [min_x, min_y, max_x, max_y]: [f64; 4]) -> bool {
    geometry.bounding_rect().is_some_and(|rect| {
        rect.max().x >= min_x && rect.min().x <= max_x && rect.max().y >= min_y && rect.min().y <= max_y
    })
}
