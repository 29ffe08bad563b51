//! Is there room in the street?

use std::collections::BTreeMap;

use geo_types::MultiPolygon;

use crate::{
    assess::parking::Street,
    model::{Moment, ParkingPlaces},
    params::Params,
    survey::Layers,
};

/// The counts of the places within the search radius, straight, of what gets
/// homes, moment by moment; none where nothing was counted.
pub(super) fn street(near: &MultiPolygon<f64>, layers: &Layers, params: &Params) -> Vec<Street> {
    let Some(supply) = layers.supply.as_ref() else { return Vec::new() };
    by_moment(supply.within(near, params.parkeren.search_radius_m.value))
}

/// Adds up counted places, each moment by itself. Places that were counted once,
/// without a moment, count at every moment; those that were not counted tell
/// nothing.
#[must_use]
pub fn by_moment<'a>(places: impl IntoIterator<Item = &'a ParkingPlaces>) -> Vec<Street> {
    let mut sums: BTreeMap<Option<&str>, (f64, f64)> = BTreeMap::new();
    for places in places {
        if let Some(occupied) = places.occupied {
            let sum = sums.entry(places.moment.as_deref()).or_default();
            *sum = (sum.0 + places.capacity, sum.1 + occupied);
        }
    }
    let once = sums.remove(&None);
    if sums.is_empty() {
        let street = |(capacity, occupied)| Street { moment: None, capacity, occupied };
        return once.map(street).into_iter().collect();
    }
    let (capacity, occupied) = once.unwrap_or_default();
    sums.into_iter()
        .map(|(label, sum)| Street {
            moment: label.and_then(Moment::read),
            capacity: sum.0 + capacity,
            occupied: sum.1 + occupied,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use geo_types::Point;

    use super::*;

    fn places(capacity: f64, occupied: Option<f64>, moment: Option<&str>) -> ParkingPlaces {
        ParkingPlaces { point: Point::new(0.0, 0.0), capacity, occupied, moment: moment.map(Into::into) }
    }

    #[test]
    fn counts_at_several_moments_are_not_added_up() {
        let counted = [
            places(20.0, Some(18.0), Some("werkdag nacht")),
            places(20.0, Some(9.0), Some("zaterdag middag")),
            places(10.0, Some(10.0), Some("werkdag nacht")),
            places(10.0, Some(2.0), Some("zaterdag middag")),
            places(5.0, Some(1.0), None),
            places(50.0, None, None),
        ];
        let found = by_moment(&counted);
        let expected = [
            Street { moment: Some(Moment::WeekdayNight), capacity: 35.0, occupied: 29.0 },
            Street { moment: Some(Moment::SaturdayAfternoon), capacity: 35.0, occupied: 12.0 },
        ];
        assert_eq!(found, expected);
        let once = Street { moment: None, capacity: 5.0, occupied: 1.0 };
        assert_eq!(by_moment(&counted[4..]), [once]);
        assert_eq!(by_moment(&counted[5..]), []);
    }
}
