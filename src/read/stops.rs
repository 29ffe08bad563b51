//! Public transport: where are the stops, and of which class?

use geo_types::Point;

use super::register::{Register, check_roles, optional, record_name, roles};
use crate::{
    config::StopsInput,
    error::Error,
    issue::{Issue, IssueKind, Issues, left_out_as},
    lang::{Said, say},
    model::StopClass,
};

roles! {
    /// The roles of a layer of stops.
    pub const ROLES;
    CLASS =
        optional("class", &["klasse", "class", "modaliteit", "type", "_styleId", "vehicle_type", "soort"]);
    NAAM = optional("naam", &["naam", "name", "stop_name", "haltenaam"]);
}

/// Reads the stops of one layer. A class that is not understood counts as
/// [`StopClass::Other`], with an issue.
///
/// # Errors
///
/// Those of the files.
pub fn read(stops: &StopsInput, issues: &mut Issues) -> Result<Vec<(Point<f64>, StopClass)>, Error> {
    check_roles(&stops.input, ROLES)?;
    let mut points = Vec::new();
    Register::each_file(&stops.input, ROLES, |mut register| {
        let crs = register.layer().head().crs.clone();
        let about = register.issue(IssueKind::BadRecord);
        let before = points.len();
        let n_records = register.read(issues, |row, issues| {
            let object = || row.get(NAAM).to_code().unwrap_or_else(|| record_name(row.record.number));
            let mut report = |kind: IssueKind, detail: Said| {
                issues.push(Issue { kind, object: object(), detail, ..about.clone() });
            };
            let point = match crs.as_ref().map(|crs| row.record.shape.point(crs)) {
                Some(Ok(point)) => point,
                Some(Err((kind, detail))) => {
                    report(kind, left_out_as(&detail));
                    return Ok(());
                }
                None => {
                    let no_coordinates =
                        say!("de laag heeft geen coördinaten", "the layer has no coordinates");
                    report(IssueKind::NullGeometry, left_out_as(&no_coordinates));
                    return Ok(());
                }
            };
            let class = stops.class.unwrap_or_else(|| {
                let word = row.get(CLASS).to_code().unwrap_or_default();
                StopClass::parse(&word).unwrap_or_else(|| {
                    issues.push(Issue {
                        kind: IssueKind::NotUnderstood,
                        object: object(),
                        detail: say!(
                            "klasse `{word:.30}` is niet bekend; geldt als overig",
                            "class `{word:.30}` is not known; taken as other"
                        ),
                        cell: row.cell(CLASS),
                        ..about.clone()
                    });
                    StopClass::Other
                })
            });
            points.push((point, class));
            Ok(())
        })?;
        issues.used(&about.file, &about.layer, n_records, (points.len() - before) as u64);
        Ok(())
    })?;
    Ok(points)
}
