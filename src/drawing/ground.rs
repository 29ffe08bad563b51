//! What lies underneath: roads and open water, so that a reader finds her street.

use geo::BoundingRect;
use geo_types::{MultiPolygon, Rect};

use super::{Frame, Layer, Paint, Shape};
use crate::lang::Lang;

/// What is smaller than this cannot be told from its neighbor, millimeters.
const LEAST_MM: f64 = 0.5;
/// Most areas of a kind on one map; of more the largest are drawn.
const MOST: usize = 5_000;

/// An area with the box around it.
#[derive(Debug, Clone)]
struct Boxed {
    bounds: Rect<f64>,
    area: MultiPolygon<f64>,
}

/// Roads and open water. A map that was not given has none, and no line in a legend.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    roads: Vec<Boxed>,
    water: Vec<Boxed>,
}

impl Ground {
    /// Roads and water; what has no shape is left out.
    #[must_use]
    pub fn new(
        roads: impl IntoIterator<Item = MultiPolygon<f64>>,
        water: impl IntoIterator<Item = MultiPolygon<f64>>,
    ) -> Self {
        let boxed = |area: MultiPolygon<f64>| Some(Boxed { bounds: area.bounding_rect()?, area });
        Self {
            roads: roads.into_iter().filter_map(boxed).collect(),
            water: water.into_iter().filter_map(boxed).collect(),
        }
    }

    /// What of it shows on a map, to lie below all else.
    #[must_use]
    pub fn layers(&self, frame: &Frame, lang: Lang) -> Vec<Layer<'_>> {
        let kinds = [
            (&self.water, "ground.open_water", lang.pick("open water", "open water")),
            (&self.roads, "ground.road", lang.pick("wegen", "roads")),
        ];
        let layers = kinds.into_iter().map(|(areas, color, label)| Layer {
            label: label.to_owned(),
            paint: Paint { fill: Some(color), ..Paint::default() },
            shapes: shown(areas, frame),
        });
        layers.filter(|layer| !layer.shapes.is_empty()).collect()
    }
}

fn shown<'a>(areas: &'a [Boxed], frame: &Frame) -> Vec<Shape<'a>> {
    let size = |one: &Boxed| one.bounds.width().max(one.bounds.height());
    let least = LEAST_MM * frame.meters_per_mm;
    let mut seen: Vec<(usize, &Boxed)> =
        areas.iter().enumerate().filter(|(_, one)| frame.meets(one.bounds) && size(one) >= least).collect();
    if seen.len() > MOST {
        seen.sort_by(|(at, a), (other, b)| size(b).total_cmp(&size(a)).then(at.cmp(other)));
        seen.truncate(MOST);
        seen.sort_by_key(|(at, _)| *at);
    }
    seen.into_iter().map(|(_, one)| Shape::Area(&one.area)).collect()
}

#[cfg(test)]
mod tests {
    use geo_types::{coord, polygon};

    use super::*;

    fn square(x: f64, side: f64) -> MultiPolygon<f64> {
        polygon![(x: x, y: 0.0), (x: x + side, y: 0.0), (x: x + side, y: side), (x: x, y: side)].into()
    }

    #[test]
    fn only_what_can_be_seen_in_the_window_is_drawn() {
        let place = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 100.0, y: 100.0 });
        // 1 : 1,000, so half a millimeter is half a meter.
        let frame = Frame::around(place, [106.0, 106.0], 1_000.0);
        let ground = Ground::new([square(10.0, 20.0), square(50.0, 0.4), square(900.0, 20.0)], []);
        let layers = ground.layers(&frame, Lang::Nl);
        assert_eq!(layers.len(), 1, "no water was given: no line in the legend");
        assert_eq!((layers[0].label.as_str(), layers[0].shapes.len()), ("wegen", 1));
        assert!(Ground::default().layers(&frame, Lang::Nl).is_empty());
    }

    #[test]
    fn of_too_many_the_largest_stand() {
        let place = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 100.0, y: 100.0 });
        let frame = Frame::around(place, [106.0, 106.0], 1_000.0);
        let small = (0..MOST).map(|_| square(1.0, 1.0));
        let ground = Ground::new(small.chain([square(5.0, 50.0)]), []);
        let layers = ground.layers(&frame, Lang::En);
        assert_eq!(layers[0].shapes.len(), MOST);
        let Some(Shape::Area(last)) = layers[0].shapes.last() else { panic!() };
        assert_eq!(last.bounding_rect().map(|bounds| bounds.width()), Some(50.0));
    }
}
