//! Polygons that say something: the reading that all zone layers share.

use super::{
    layer::Shape,
    register::{Register, Role, Row, check_roles, record_name},
};
use crate::{
    config::Input,
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues},
    model::Zone,
};

/// What a row of a zone layer turned out to be.
pub enum Said<T> {
    /// A zone that says this.
    Zone {
        /// Identification; the record number when the layer has none.
        id: Option<String>,
        /// What it says.
        says: T,
    },
    /// Says nothing, as documented (an empty class): left out silently.
    Nothing,
    /// Cannot be understood: left out with this issue.
    Bad(String),
}

/// Reads all polygons of a zone layer; bad ones become issues.
///
/// # Errors
///
/// Those of the files; [`ReadError::NoObjects`] when a file gives no zone.
pub fn read<T>(
    input: &Input,
    roles: &[Role],
    issues: &mut Issues,
    mut says: impl FnMut(&Row<'_>) -> Said<T>,
) -> Result<Vec<Zone<T>>, Error> {
    check_roles(input, roles)?;
    let mut zones = Vec::new();
    Register::each_file(input, roles, |mut register| {
        let crs = register.layer().head().crs.clone();
        let about = register.issue(IssueKind::BadRecord, "", "");
        let before = zones.len();
        let mut nothing = 0_u64;
        register.read(|row| {
            let number = row.record.number;
            let mut report = |kind: IssueKind, object: String, detail: String| {
                issues.push(Issue { kind, object, detail: format!("{detail}; left out"), ..about.clone() });
            };
            let (id, says) = match says(&row) {
                Said::Zone { id, says } => (id.unwrap_or_else(|| record_name(number)), says),
                Said::Nothing => {
                    nothing += 1;
                    return Ok(());
                }
                Said::Bad(detail) => {
                    report(IssueKind::BadValue, record_name(number), detail);
                    return Ok(());
                }
            };
            let shape = match (&row.record.shape, &crs) {
                (Shape::Null, _) | (_, None) => Err((IssueKind::NullGeometry, "has no polygon".to_owned())),
                (shape, Some(crs)) => shape.polygon(crs),
            };
            match shape {
                Ok(cleaned) => {
                    if let Some((kind, detail)) = cleaned.remark {
                        issues.push(Issue { kind, object: id.clone(), detail, ..about.clone() });
                    }
                    zones.push(Zone { id, geometry: cleaned.geometry, says });
                }
                Err((kind, detail)) => report(kind, id, detail),
            }
            Ok(())
        })?;
        if zones.len() == before && nothing == 0 {
            let layer = register.layer();
            return Err(ReadError::NoObjects {
                path: layer.source().path.clone(),
                layer: layer.head().layer.clone(),
            }
            .into());
        }
        Ok(())
    })?;
    Ok(zones)
}
