//! Is there room in the street?

use geo_types::MultiPolygon;

use crate::{assess::parking::Street, params::Params, survey::Layers};

/// Counted places within the search radius, straight, of what gets homes;
/// places that were not counted tell nothing and are left out.
pub(super) fn street(near: &MultiPolygon<f64>, layers: &Layers, params: &Params) -> Option<Street> {
    let near = layers.supply.as_ref()?.within(near, params.parkeren.search_radius_m.value);
    let counted: Vec<(f64, f64)> =
        near.into_iter().filter_map(|places| Some((places.capacity, places.occupied?))).collect();
    (!counted.is_empty()).then(|| Street {
        capacity: counted.iter().map(|(capacity, _)| capacity).sum(),
        occupied: counted.iter().map(|(_, occupied)| occupied).sum(),
    })
}
