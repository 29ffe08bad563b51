//! Where does a site or project lie, and what is it called?

use geo_types::Point;

use super::Gemeenten;
use crate::{crs::rd_point_to_lonlat, model::PlannedProject, survey::Layers, tables::SiteRow};

/// Where a site or project lies. What is not known is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Whereabouts {
    /// What people call it; empty when nobody does.
    pub name: String,
    /// A point in it, RD New.
    pub point: Option<Point<f64>>,
    /// The same, longitude and latitude.
    pub lon_lat: Option<(f64, f64)>,
    /// Code of the gemeente.
    pub gemeente_code: Option<String>,
    /// Its name, else what the list calls it.
    pub gemeente: Option<String>,
    /// Supply area; `None` without a map, or outside all of them.
    pub grid_area_id: Option<String>,
    /// Its name.
    pub grid_area: Option<String>,
    /// Who runs the grid there.
    pub netbeheerder: Option<String>,
}

impl Whereabouts {
    /// Of the sites it is about, the first of which says where it lies, or of a
    /// project that leads to none.
    #[must_use]
    pub fn of(
        sites: &[&SiteRow],
        project: Option<&PlannedProject>,
        gemeenten: &Gemeenten,
        layers: &Layers,
    ) -> Self {
        let site = sites.first().copied();
        let only = site.filter(|_| sites.len() == 1);
        let called = site.map(|site| site.called.clone()).unwrap_or_default();
        let own_point = project.and_then(|project| project.point).filter(|_| only.is_none());
        let point = own_point.or_else(|| site.and_then(|site| site.place.point));
        // A point of a list has been checked; what cannot be given in degrees is empty.
        let in_degrees = || point.and_then(|point| rd_point_to_lonlat(point.x(), point.y()).ok());
        // Where no map of gemeenten tells, the list does.
        let is_told = called.gemeente.is_some() || called.gemeente_code.is_some();
        let named = project.and_then(|project| project.gemeente.as_deref()).filter(|_| !is_told);
        let (named_code, named_naam) = named.map(|text| gemeenten.named(text)).unwrap_or_default();
        let areas = layers.grid_areas.as_ref();
        let area_at = || {
            let set = areas?;
            let at = set.index.at(point.filter(|_| site.is_none())?);
            at.first().and_then(|at| set.ids.get(*at as usize)).cloned()
        };
        // By identification, else by a name that one area alone has.
        let area_said = || {
            let said = bare(project?.grid_area.as_deref()?);
            let set = areas.filter(|_| !said.is_empty())?;
            let by_id = set.ids.iter().find(|id| bare(id) == said);
            let mut named = set.ids.iter().zip(&set.says).filter(|(_, area)| bare(&area.naam) == said);
            let by_name = named.next().map(|(id, _)| id).filter(|id| named.all(|(other, _)| other == *id));
            by_id.or(by_name).cloned()
        };
        let grid_area_id = called.grid_area_id.clone().or_else(area_at).or_else(area_said);
        let area = areas.zip(grid_area_id.as_ref()).and_then(|(set, id)| {
            let at = set.ids.iter().position(|known| known == id)?;
            set.says.get(at)
        });
        let area_name = area.map(|area| area.naam.clone()).filter(|naam| !naam.is_empty());
        let name = project
            .map(|project| project.title().to_owned())
            .filter(|title| !title.is_empty())
            .or_else(|| Some(only?.title()));
        Self {
            name: name.unwrap_or_default(),
            point,
            lon_lat: only.map_or_else(in_degrees, |site| site.lon_lat),
            gemeente_code: called.gemeente_code.or_else(|| named_code.map(str::to_owned)),
            gemeente: called.gemeente.or_else(|| named_naam.or(named).map(str::to_owned)),
            grid_area: called.grid_area.or(area_name),
            netbeheerder: area.and_then(|area| area.netbeheerder.clone()),
            grid_area_id,
        }
    }
}

/// A name as areas are compared: whatever its case and signs.
fn bare(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
