//! How is one object drawn in one tile?

use std::collections::HashMap;

use fast_mvt::{MvtFeatureBuilder, MvtGeomType, MvtLayerBuilder, MvtResult};
use geo_types::Coord;

use super::{
    attribute::{self, Attribute, Field},
    clip::clip,
    features::Feature,
    grid::{self, BUFFER, EXTENT},
    rings::Rings,
    source::Count,
    validity::Polygons,
};
use crate::{
    export::{Tile, TileLayer},
    value::Value,
};

/// What the objects of a layer are drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Polygons, with a buffer around the tile.
    Polygon,
    /// Points, each in one tile.
    Point,
}

impl Shape {
    /// Units around a tile that are drawn too.
    #[must_use]
    pub fn buffer(self) -> i32 {
        match self {
            Self::Polygon => BUFFER,
            Self::Point => 0,
        }
    }
}

/// A layer's name, meaning, shape and attributes.
#[derive(Debug, Clone)]
pub struct Head {
    /// Name.
    pub name: String,
    /// What it shows, for people.
    pub description: String,
    /// What its objects are drawn as.
    pub shape: Shape,
    /// Attributes.
    pub fields: Vec<Field>,
    /// First and last zoom.
    pub zooms: (u8, u8),
}

impl Head {
    /// As the metadata lists it.
    #[must_use]
    pub fn listed(&self) -> TileLayer {
        TileLayer {
            id: self.name.clone(),
            description: self.description.clone(),
            min_zoom: self.zooms.0,
            max_zoom: self.zooms.1,
            fields: attribute::listed(&self.fields),
        }
    }

    /// Whether the layer occurs at a zoom.
    #[must_use]
    pub fn shows_at(&self, zoom: u8) -> bool {
        (self.zooms.0..=self.zooms.1).contains(&zoom)
    }
}

/// Values that become known after the objects have been packed, by the text of
/// an object's first attribute; `None` where the question does not apply.
pub type Late = HashMap<String, Vec<Option<Value>>>;

/// Draws objects of a layer in a tile.
pub fn draw<'a>(
    head: &Head,
    late: &Late,
    features: impl Iterator<Item = Feature<'a>>,
    tile: Tile,
) -> MvtResult<(Vec<u8>, Count)> {
    let mut layer = MvtLayerBuilder::new(&*head.name)?;
    let (mut count, mut rings) = (Count::default(), Rings::default());
    for feature in features {
        let mut drawn;
        match head.shape {
            Shape::Polygon => {
                let Some((shape, enlarged)) = polygons(feature, tile, &mut rings) else { continue };
                count.enlarged += u64::from(enlarged);
                drawn = layer.feature_of(MvtGeomType::Polygon);
                for (ring, is_exterior) in shape.iter() {
                    drawn.ring(ring.iter().copied(), is_exterior)?;
                }
            }
            Shape::Point => {
                let at = grid::on_zoom(feature.middle(), tile.zoom) - grid::corner(tile);
                // On the eastern or southern edge of the world.
                if !(0..EXTENT).contains(&at.x) || !(0..EXTENT).contains(&at.y) {
                    count.left_out += 1;
                    continue;
                }
                drawn = layer.feature_of(MvtGeomType::Point);
                drawn.points([at])?;
            }
        }
        tag(&mut drawn, &head.fields, feature, late, tile.zoom)?;
        layer = drawn.end();
        count.drawn += 1;
    }
    Ok(if count.drawn == 0 { (Vec::new(), count) } else { (layer.encode(), count) })
}

/// The shape of an object within a tile, and whether it had to be made larger
/// to be seen at all. `None` when it lies outside.
fn polygons(feature: Feature<'_>, tile: Tile, rings: &mut Rings) -> Option<(Polygons, bool)> {
    feature.rings(tile.zoom, rings);
    let mut whole = Polygons::of(rings.clone());
    let enlarged = whole.is_empty();
    if enlarged {
        let Coord { x, y } = grid::on_zoom(feature.middle(), tile.zoom);
        rings.clear();
        [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
            .iter()
            .for_each(|(x, y)| rings.push(Coord { x: *x, y: *y }));
        rings.end_ring();
        whole = Polygons::of(rings.clone());
    }
    let shape = clip(&whole, grid::corner(tile));
    (!shape.is_empty()).then_some((shape, enlarged))
}

/// Writes the attributes of an object, late ones after its own.
fn tag(
    drawn: &mut MvtFeatureBuilder,
    fields: &[Field],
    feature: Feature<'_>,
    late: &Late,
    zoom: u8,
) -> MvtResult<()> {
    if late.is_empty() {
        return attribute::tag(drawn, fields, feature.attributes(), zoom);
    }
    let row = match feature.attributes().next() {
        Some(Attribute::Text(id)) => late.get(id).map(Vec::as_slice),
        _ => None,
    };
    let more =
        row.unwrap_or_default().iter().map(|value| value.as_ref().map_or(Attribute::Absent, Attribute::from));
    attribute::tag(drawn, fields, feature.attributes().chain(more), zoom)
}
