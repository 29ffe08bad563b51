//! Restrictions: where may one not build, or not higher than this?

use geo_types::{MultiPolygon, Point};

use super::{
    layer::Layer,
    number::{Holds, Unit},
    record::Shape,
    register::{Register, Role, check_roles, optional, record_name, roles},
};
use crate::{
    config::{Input, RestrictionInput},
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues, left_out_as},
    lang::{Said, say},
    model::{Effect, Restriction, Zone},
    units::Meters,
};

roles! {
    /// The roles of a restriction layer.
    pub const ROLES;
    ID = optional(
        "id",
        &["id", "identificatie", "nummer", "rijksmonumentnummer", "rijksmonument_nummer", "naam", "name"],
    );
    HEIGHT = optional(
        "height",
        &[
            "hoogte",
            "bouwhoogte",
            "maximum_bouwhoogte",
            "max_bouwhoogte",
            "kwantitatieveNormwaarde",
            "omvang",
            "waarde",
        ],
    );
}

/// A restriction layer: polygons, points, or both.
#[derive(Debug, Default)]
pub struct Restrictions {
    /// Areas.
    pub zones: Vec<Zone<Restriction>>,
    /// Objects given as a point, such as monuments.
    pub points: Vec<(Point<f64>, String)>,
}

/// The roles of a layer with this effect: a height limit must say a height.
#[must_use]
pub fn roles(effect: Effect) -> Vec<Role> {
    let mut roles = ROLES.to_vec();
    if effect == Effect::HeightLimit {
        roles[HEIGHT] = Role { required: true, ..roles[HEIGHT].holding(Holds::Number(Unit::Meters)) };
    }
    roles
}

/// Reads one restriction layer.
///
/// # Errors
///
/// Those of the files; [`ReadError::MissingColumn`] when a height limit has
/// no column with a height.
pub fn read(layer: &RestrictionInput, issues: &mut Issues) -> Result<Restrictions, Error> {
    let input: &Input = &layer.input;
    check_roles(input, ROLES)?;
    let mut restrictions = Restrictions::default();
    for source in &input.sources {
        let opened = Layer::open(source)?;
        let mut register = Register::new(opened, &input.columns, &roles(layer.effect))?;
        let crs = register.layer().head().crs.clone();
        let about = register.issue(IssueKind::BadRecord);
        let before = (restrictions.zones.len(), restrictions.points.len());
        let n_records = register.read(issues, |row, issues| {
            let id = row.get(ID).to_code().unwrap_or_else(|| record_name(row.record.number));
            let mut report = |kind: IssueKind, detail: Said| {
                issues.push(Issue { kind, object: id.clone(), detail, ..about.clone() });
            };
            let limit = row.get(HEIGHT).as_f64().filter(|_| layer.effect == Effect::HeightLimit);
            if layer.effect == Effect::HeightLimit
                && !limit.is_some_and(|limit| (0.0..=500.0).contains(&limit))
            {
                let found = row.get(HEIGHT).to_code();
                let found = found.map_or_else(|| say!("niets", "nothing"), Said::alike);
                let detail = say!(
                    [found] "`{found:.20}` is geen hoogte in meters; weggelaten",
                    "`{found:.20}` is no height in meters; left out"
                );
                report(IssueKind::BadValue, detail);
                return Ok(());
            }
            let says = Restriction { limit: limit.map(Meters) };
            let Some(crs) = &crs else {
                let no_coordinates = say!("de laag heeft geen coördinaten", "the layer has no coordinates");
                report(IssueKind::NullGeometry, left_out_as(&no_coordinates));
                return Ok(());
            };
            if matches!(row.record.shape, Shape::Null) {
                report(
                    IssueKind::NullGeometry,
                    left_out_as(&say!("heeft geen geometrie", "has no geometry")),
                );
                return Ok(());
            }
            match row.record.shape.polygon(crs) {
                Ok(cleaned) => {
                    let geometry: MultiPolygon<f64> = cleaned.geometry;
                    if let Some((kind, detail)) = cleaned.remark {
                        report(kind, detail);
                    }
                    restrictions.zones.push(Zone { id, geometry, says });
                }
                Err((kind, detail)) => match row.record.shape.point(crs) {
                    Ok(point) if layer.effect != Effect::HeightLimit => restrictions.points.push((point, id)),
                    _ => report(kind, left_out_as(&detail)),
                },
            }
            Ok(())
        })?;
        let used = restrictions.zones.len() + restrictions.points.len() - before.0 - before.1;
        issues.used(&about.file, &about.layer, n_records, used as u64);
        // A map without objects says that nothing holds; one whose objects all
        // failed says nothing.
        if n_records > 0 && (restrictions.zones.len(), restrictions.points.len()) == before {
            let layer = register.layer();
            return Err(ReadError::NoObjects {
                path: layer.source().path.clone(),
                layer: layer.head().layer.clone(),
            }
            .into());
        }
    }
    Ok(restrictions)
}
