//! The layers of the GeoPackage, with days for the temporal controller.

use geo_types::{Geometry, MultiPolygon};

use super::{Found, maps, page::order_of, tables};
use crate::{documents::Layer, export::GeometryKind};

pub(super) fn layers(found: &Found) -> Vec<Layer> {
    let lang = found.lang();
    let mut order: Vec<usize> = (0..found.entries.len()).collect();
    order.sort_by_key(|at| order_of(found, *at));
    let projects = order.into_iter().map(|at| {
        let point = found.entries[at].place.point.map(Geometry::Point);
        (point, tables::project_row(found, at))
    });
    let shapes: Vec<(usize, MultiPolygon<f64>)> = maps::areas(found);
    let limits = (0..found.limits.len()).flat_map(|at| {
        let shape = shapes.iter().find(|(own, _)| *own == at);
        let shape = shape.map(|(_, shape)| Geometry::MultiPolygon(shape.clone()));
        tables::limit_rows(found, at).into_iter().map(move |row| (shape.clone(), row))
    });
    // Under the points.
    let areas = Layer {
        name: "gebieden",
        about: lang
            .pick(
                "Voedingsgebieden en stations per jaar: vraag en ruimte",
                "Supply areas and stations by year: demand and room",
            )
            .to_owned(),
        columns: &tables::LIMITS,
        id: Some("limit_id"),
        style: include_str!("../../styles/qgis/light/fasering_gebieden.qml"),
        geometry: GeometryKind::MultiPolygon,
        rows: limits.collect(),
    };
    let points = Layer {
        name: "projecten",
        about: lang
            .pick("Projecten met het jaar waarin zij passen", "Projects with the year in which they fit")
            .to_owned(),
        columns: &tables::PROJECTS,
        id: Some("site_id"),
        style: include_str!("../../styles/qgis/light/fasering.qml"),
        geometry: GeometryKind::Point,
        rows: projects.collect(),
    };
    vec![points, areas]
}
