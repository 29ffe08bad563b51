//! How many panden does each map cover?

use geo::Centroid;
use geo_types::Point;

use super::{super::roles::is_raster, Join};
use crate::{
    config::{InputRole, Project},
    error::Error,
    model::{Pand, WaterClass},
    overlay::{CellBox, Cells, ZoneIndex},
    read::raster::Mosaic,
    survey::Layers,
};

/// How many panden lie on data of each map: rasters, and zones that are meant
/// to cover all of the area.
pub(super) struct Covered<'a> {
    rasters: Vec<(InputRole, Mosaic, u64)>,
    zones: Vec<(Said, &'a ZoneIndex, u64)>,
}

/// A text in Dutch and English.
type Said = (&'static str, &'static str);

impl<'a> Covered<'a> {
    /// Opens the rasters that have something to say at a pand, and takes the
    /// zones of the maps.
    pub(super) fn open(project: &Project, layers: &'a Layers) -> Result<Self, Error> {
        // The ground has no data below panden, so there is nothing to count.
        let surface = project.ahn.as_ref().map(|ahn| (InputRole::AhnDsm, &ahn.dsm));
        let classes = project.water.as_ref().filter(|input| is_raster(&InputRole::Water, input));
        let inputs = surface.into_iter().chain(classes.map(|input| (InputRole::Water, input)));
        let open = |(role, input)| Ok((role, Mosaic::open(input)?, 0));
        let rasters = inputs.map(open).collect::<Result<_, Error>>()?;
        let gebieden: [(Said, _); 3] = [
            (("panden in een gemeente van de kaart", "panden in a gemeente of the map"), &layers.gemeenten),
            (("panden in een wijk", "panden in a wijk"), &layers.wijken),
            (("panden in een buurt", "panden in a buurt"), &layers.buurten),
        ];
        let gebieden = gebieden.into_iter().filter_map(|(what, set)| Some((what, &set.as_ref()?.index)));
        let parking = layers.parking.as_ref().map(|set| {
            (("panden in een zone van de parkeernormen", "panden in a zone of the parking norms"), &set.index)
        });
        let grid = layers.grid_areas.as_ref().map(|set| {
            (("panden in een voedingsgebied van het net", "panden in a supply area of the grid"), &set.index)
        });
        let zones = gebieden.chain(parking).chain(grid).map(|(what, index)| (what, index, 0)).collect();
        Ok(Self { rasters, zones })
    }

    /// Counts the panden of a batch, by their middles.
    pub(super) fn look(&mut self, batch: &[Pand]) -> Result<(), Error> {
        let middles: Vec<Point<f64>> =
            batch.iter().filter_map(|pand| pand.footprint.as_ref()?.centroid()).collect();
        for (_, index, n) in &mut self.zones {
            *n += middles.iter().filter(|middle| !index.at(**middle).is_empty()).count() as u64;
        }
        for (role, mosaic, n) in &mut self.rasters {
            let has_data = |middle: &&Point<f64>| {
                let cell = CellBox::one(mosaic.grid().cell_at(middle.0));
                mosaic.window(&cell).iter().any(|value| match role {
                    InputRole::Water => matches!(WaterClass::of_cell(*value), Ok(Some(_))),
                    _ => !value.is_nan(),
                })
            };
            *n += middles.iter().filter(has_data).count() as u64;
            mosaic.check()?;
        }
        Ok(())
    }

    /// The counts, of so many panden.
    pub(super) fn joins(self, of: u64) -> impl Iterator<Item = Join> {
        let zones = self.zones.into_iter().map(move |(what, _, n)| Join {
            what,
            n,
            of,
            cure: (
                "! is dit de kaart van dit gebied? Van panden daarbuiten blijft dit onbekend",
                "! is this the map of this area? Of panden outside it this stays unknown",
            ),
        });
        zones.chain(self.rasters.into_iter().map(move |(role, _, n)| Join {
            what: match role {
                InputRole::Water => (
                    "panden met een klasse in het raster van water en bodem",
                    "panden with a class in the raster of water and soil",
                ),
                _ => ("panden met gegevens in AHN (dsm)", "panden with data in AHN (dsm)"),
            },
            n,
            of,
            cure: (
                "! zijn dit de bladen van dit gebied, en is dit het goede raster?",
                "! are these the sheets of this area, and is this the right raster?",
            ),
        }))
    }
}
