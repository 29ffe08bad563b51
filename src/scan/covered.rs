//! How many panden do the rasters cover?

use geo::Centroid;
use geo_types::Point;

use super::{Join, trail};
use crate::{
    config::Project,
    error::Error,
    model::{Pand, WaterClass},
    overlay::{CellBox, Cells},
    read::raster::Mosaic,
};

/// How many panden lie on data of each raster.
pub(super) struct Covered(Vec<(&'static str, Mosaic, u64)>);

impl Covered {
    /// Opens the rasters that have something to say at a pand.
    pub(super) fn open(project: &Project) -> Result<Self, Error> {
        // The ground has no data below panden, so there is nothing to count.
        let surface = project.ahn.as_ref().map(|ahn| ("ahn.dsm", &ahn.dsm));
        let classes = project.water.as_ref().filter(|input| trail::is_raster("water", input));
        let inputs = surface.into_iter().chain(classes.map(|input| ("water", input)));
        let open = |(role, input)| Ok((role, Mosaic::open(input)?, 0));
        Ok(Self(inputs.map(open).collect::<Result<_, Error>>()?))
    }

    /// Counts the panden of a batch.
    pub(super) fn look(&mut self, batch: &[Pand]) -> Result<(), Error> {
        for (role, mosaic, n) in &mut self.0 {
            let middles = batch.iter().filter_map(|pand| pand.footprint.as_ref()?.centroid());
            let has_data = |middle: &Point<f64>| {
                let cell = CellBox::one(mosaic.grid().cell_at(middle.0));
                mosaic.window(&cell).iter().any(|value| match *role {
                    "water" => matches!(WaterClass::of_cell(*value), Ok(Some(_))),
                    _ => !value.is_nan(),
                })
            };
            *n += middles.filter(has_data).count() as u64;
            mosaic.check()?;
        }
        Ok(())
    }

    /// The counts, of so many panden.
    pub(super) fn joins(self, of: u64) -> impl Iterator<Item = Join> {
        self.0.into_iter().map(move |(role, _, n)| Join {
            what: match role {
                "water" => (
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
        })
    }
}
