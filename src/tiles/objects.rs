//! Many objects: drawn one by one from some zoom on, and as totals below it.

use std::collections::{BTreeSet, HashMap};

use fast_mvt::{MvtFeatureBuilder, MvtGeomType, MvtLayerBuilder, MvtResult};
use geo_types::Coord;

use super::{
    attribute::{self, Attribute, Field},
    cells::{self, PER_TILE_BITS, Squares, Tally},
    clip::clip,
    features::{Feature, Features},
    grid,
    placing::Placing,
    rings::Rings,
    sound::Polygons,
    source::{Count, Part, Plan, Source},
};
use crate::{
    error::Error,
    export::{Tile, TileLayer},
    value::Value,
};

/// Coarser forms a tile of objects may take.
const STEPS: u8 = 3;

/// A layer's name, meaning and attributes.
#[derive(Debug, Clone)]
pub struct Head {
    /// Name.
    pub name: String,
    /// What it shows, for people.
    pub description: String,
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

/// Objects that give way to totals.
pub struct Objects {
    head: Head,
    cells: Head,
    features: Features,
    late: Late,
    tally: Tally,
    /// Totals in the squares of the last zoom before objects are drawn.
    squares: Squares,
}

impl Objects {
    /// Objects that are drawn from the first zoom of `head` on. Below it, and in
    /// tiles that would be too large, the layer named `cells` holds what
    /// `tally` counts of them. The first fields of `head` are those the features were packed with; any
    /// further ones come from `late`.
    #[must_use]
    pub fn new(head: Head, cells: &str, description: &str, features: Features, late: Late, tally: Tally) -> Self {
        let cells = Head {
            name: cells.to_owned(),
            description: description.to_owned(),
            fields: tally.fields(),
            zooms: (0, head.zooms.1),
        };
        let finest = (head.zooms.0.saturating_sub(1) + PER_TILE_BITS).min(grid::WORLD_BITS);
        let squares = cells::count(&features, tally, finest);
        Self { head, cells, features, late, tally, squares }
    }
}

impl Source for Objects {
    fn layers(&self) -> Vec<TileLayer> {
        vec![self.cells.listed(), self.head.listed()]
    }

    fn plan(&self, zoom: u8) -> Result<Box<dyn Plan + '_>, Error> {
        if self.head.shows_at(zoom) {
            return Ok(Box::new(OneByOne { objects: self, placing: Placing::new(&self.features, zoom) }));
        }
        if zoom > self.head.zooms.1 {
            return Ok(Box::new(Nothing));
        }
        let steps = self.head.zooms.0 - 1 - zoom;
        Ok(Box::new(InSquares { objects: self, zoom, squares: cells::larger(&self.squares, steps) }))
    }
}

/// A source that has nothing at a zoom.
pub struct Nothing;

impl Plan for Nothing {
    fn tiles(&self) -> Vec<u64> {
        Vec::new()
    }

    fn draw(&self, _: Tile, step: u8) -> Option<Vec<Part>> {
        (step == 0).then(Vec::new)
    }
}

struct InSquares<'a> {
    objects: &'a Objects,
    zoom: u8,
    squares: Squares,
}

impl Plan for InSquares<'_> {
    fn tiles(&self) -> Vec<u64> {
        let tile = |(y, x): &(i32, i32)| Tile {
            zoom: self.zoom,
            x: (x >> PER_TILE_BITS).cast_unsigned(),
            y: (y >> PER_TILE_BITS).cast_unsigned(),
        };
        let ids: BTreeSet<u64> = self.squares.keys().filter_map(|square| tile(square).id()).collect();
        ids.into_iter().collect()
    }

    fn draw(&self, tile: Tile, step: u8) -> Option<Vec<Part>> {
        let Objects { cells, .. } = self.objects;
        let drawn = || cells::draw(&cells.name, &cells.fields, &self.squares, tile, PER_TILE_BITS);
        (step == 0).then(|| vec![cells::part(0, drawn())])
    }
}

struct OneByOne<'a> {
    objects: &'a Objects,
    placing: Placing,
}

impl OneByOne<'_> {
    fn features(&self, tile: Tile) -> impl Iterator<Item = Feature<'_>> {
        let id = tile.id().unwrap_or(u64::MAX);
        self.placing.of(id).filter_map(|at| self.objects.features.get(at))
    }

    fn each(&self, tile: Tile) -> MvtResult<(Vec<u8>, Count)> {
        let Objects { head, late, .. } = self.objects;
        let mut layer = MvtLayerBuilder::new(&*head.name)?;
        let (mut count, mut rings) = (Count::default(), Rings::default());
        for feature in self.features(tile) {
            let Some((shape, enlarged)) = polygons(feature, tile, &mut rings) else { continue };
            let mut drawn = layer.feature_of(MvtGeomType::Polygon);
            for (ring, is_exterior) in shape.iter() {
                drawn.ring(ring.iter().copied(), is_exterior)?;
            }
            tag(&mut drawn, &head.fields, feature, late)?;
            layer = drawn.end();
            count.drawn += 1;
            count.enlarged += u64::from(enlarged);
        }
        Ok(if count.drawn == 0 { (Vec::new(), count) } else { (layer.encode(), count) })
    }

    /// Totals of the tile in ever larger squares.
    fn coarser(&self, tile: Tile, step: u8) -> Vec<Part> {
        let Objects { cells, tally, .. } = self.objects;
        let bits = PER_TILE_BITS + STEPS - step;
        let squares = cells::of_tile(self.features(tile), *tally, tile, bits);
        let left_out = self.features(tile).count() as u64;
        let drawn = cells::draw(&cells.name, &cells.fields, &squares, tile, bits);
        vec![
            cells::part(0, drawn),
            Part { layer: 1, bytes: Vec::new(), count: Count { left_out, ..Count::default() } },
        ]
    }
}

impl Plan for OneByOne<'_> {
    fn tiles(&self) -> Vec<u64> {
        self.placing.tiles()
    }

    fn draw(&self, tile: Tile, step: u8) -> Option<Vec<Part>> {
        match step {
            0 => Some(vec![cells::part(1, self.each(tile))]),
            1..=STEPS => Some(self.coarser(tile, step)),
            _ => None,
        }
    }
}

/// The shape of an object within a tile, and whether it had to be made larger
/// to be seen at all. `None` when it lies outside.
pub fn polygons(feature: Feature<'_>, tile: Tile, rings: &mut Rings) -> Option<(Polygons, bool)> {
    feature.rings(tile.zoom, rings);
    let whole = Polygons::of(rings.clone());
    let (whole, enlarged) = if whole.is_empty() {
        let Coord { x, y } = grid::on_zoom(feature.middle(), tile.zoom);
        rings.clear();
        [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)].iter().for_each(|(x, y)| rings.push(Coord { x: *x, y: *y }));
        rings.end_ring();
        (Polygons::of(rings.clone()), true)
    } else {
        (whole, false)
    };
    let shape = clip(&whole, grid::corner(tile));
    (!shape.is_empty()).then_some((shape, enlarged))
}

/// Writes the attributes of an object, late ones after its own.
pub fn tag(drawn: &mut MvtFeatureBuilder, fields: &[Field], feature: Feature<'_>, late: &Late) -> MvtResult<()> {
    if late.is_empty() {
        return attribute::tag(drawn, fields, feature.attributes());
    }
    let row = match feature.attributes().next() {
        Some(Attribute::Text(id)) => late.get(id).map(Vec::as_slice),
        _ => None,
    };
    let more = row.unwrap_or_default().iter().map(|value| value.as_ref().map_or(Attribute::Absent, Attribute::from));
    attribute::tag(drawn, fields, feature.attributes().chain(more))
}
