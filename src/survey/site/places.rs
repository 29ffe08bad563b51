//! Where do sites lie, for who asks a run again and again?

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use geo_types::MultiPolygon;

use crate::{
    params::Params,
    survey::{Layers, Place},
};

/// The places of sites as far as they were looked up: no norm that a finished
/// run can be asked again with moves one, and looking them up is most of the
/// work of asking.
#[derive(Default)]
pub struct Places(Mutex<HashMap<String, (MultiPolygon<f64>, Place)>>);

impl Places {
    /// The place of a site with this identification and geometry.
    pub(super) fn of(
        &self,
        id: &str,
        geometry: &MultiPolygon<f64>,
        layers: &Layers,
        params: &Params,
    ) -> Place {
        let places = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = places().get(id).filter(|(shape, _)| shape == geometry).map(|(_, place)| place.clone());
        known.unwrap_or_else(|| {
            let place = Place::of(geometry, layers, params, &mut Vec::new());
            places().insert(id.to_owned(), (geometry.clone(), place.clone()));
            place
        })
    }
}
