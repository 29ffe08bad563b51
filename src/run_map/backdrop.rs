//! Roads and open water, to see where one is.

use geo::Area;
use geo_types::{Geometry, MultiPolygon};

use super::ZOOMS;
use crate::{
    error::Error,
    lang::Lang,
    record::Backdrop,
    tiles::{
        drawing::{Head, Shape},
        features::Features,
        ranked::Ranked,
    },
};

/// First zoom of roads: where streets can be told apart.
const ROADS_FROM: u8 = 14;

/// First zoom of open water: where a river can be told from a ditch.
const WATER_FROM: u8 = 11;

/// Open water and roads; what was not given has no layer.
pub(super) fn backdrop(backdrop: Backdrop, lang: Lang) -> Result<Vec<Ranked>, Error> {
    let [roads, water] = backdrop.into_areas();
    let layers = [
        ("open_water", lang.pick("Open water", "Open water"), WATER_FROM, water),
        ("roads", lang.pick("Wegen", "Roads"), ROADS_FROM, roads),
    ];
    let given = layers.into_iter().filter(|(.., areas)| !areas.is_empty());
    given
        .map(|(name, description, from, areas)| {
            let head = Head {
                name: name.to_owned(),
                description: description.to_owned(),
                shape: Shape::Polygon,
                fields: Vec::new(),
                zooms: (from, ZOOMS.1),
            };
            Ok(Ranked::background(head, largest_first(areas)?))
        })
        .collect()
}

fn largest_first(areas: Vec<MultiPolygon<f64>>) -> Result<Features, Error> {
    let mut areas: Vec<(f64, MultiPolygon<f64>)> =
        areas.into_iter().map(|area| (area.unsigned_area(), area)).collect();
    // Stable: of equal areas the first stays first.
    areas.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut features = Features::new(0);
    for (_, area) in areas {
        features.push(&Geometry::MultiPolygon(area), [])?;
    }
    Ok(features)
}
