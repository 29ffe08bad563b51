//! Heights from AHN for panden that the heights do not hold.

use std::sync::Arc;

use geo::BoundingRect;
use rayon::prelude::*;

use super::template;
use crate::{
    config::{AhnInput, Input},
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::{Said, say},
    model::Pand,
    overlay::{Cells, Grid},
    params::OptoppenParams,
    read::raster::Mosaic,
    survey::{AhnRoof, NoHeight, ahn_roof},
    units::Meters,
};

/// Panden within a square of so many cells are measured one after the other,
/// so that blocks are read once.
const NEIGHBORS: i64 = 256;

/// The height rasters of a run.
pub(super) struct Ahn {
    dsm: Arc<Mosaic>,
    dtm: Arc<Mosaic>,
    /// What an issue about them starts from.
    about: Issue,
}

impl Ahn {
    /// Opens them. Cells too large for a roof are reported once: no pand
    /// gets a height then.
    pub(super) fn open(
        input: &AhnInput,
        params: &OptoppenParams,
        rasters: &mut Vec<Arc<Mosaic>>,
        issues: &mut Issues,
    ) -> Result<Self, Error> {
        let mut open = |input: &Input| {
            let mosaic = Arc::new(Mosaic::open(input)?);
            rasters.push(Arc::clone(&mosaic));
            if let Some(side) = too_coarse(&mosaic.grid(), params) {
                let limit = params.ahn_cell_max_m.value;
                issues.push(Issue {
                    detail: say!(
                        "cellen van {side} m zijn te grof voor daken (hoogstens {limit} m); hieruit komen geen hoogten",
                        "cells of {side} m are too coarse for roofs (at most {limit} m); it gives no heights"
                    ),
                    ..template(IssueKind::BadValue, input)
                });
            }
            Ok::<_, Error>(mosaic)
        };
        let (dsm, dtm) = (open(&input.dsm)?, open(&input.dtm)?);
        Ok(Self { dsm, dtm, about: template(IssueKind::BadValue, &input.dsm) })
    }

    /// Measures those of a batch that are asked for; the others get `None`.
    ///
    /// They are measured in the order of where they lie, which changes
    /// nothing but the time it takes.
    pub(super) fn measure(
        &self,
        batch: &[Pand],
        asked: impl Fn(&Pand) -> bool,
        params: &OptoppenParams,
    ) -> Vec<Option<AhnRoof>> {
        let grid = self.dsm.grid();
        let place = |pand: &Pand| {
            let (column, row) = grid.cell_at(pand.footprint.as_ref()?.bounding_rect()?.min());
            Some((row.div_euclid(NEIGHBORS), column.div_euclid(NEIGHBORS)))
        };
        let wanted = batch.iter().enumerate().filter(|(_, pand)| asked(pand));
        let mut order: Vec<_> = wanted.filter_map(|(at, pand)| Some((place(pand)?, at))).collect();
        order.sort_unstable();
        let found: Vec<(usize, Option<AhnRoof>)> = order
            .into_par_iter()
            .map(|(_, at)| {
                let footprint = batch[at].footprint.as_ref();
                let roof = |footprint| ahn_roof(footprint, self.dsm.as_ref(), self.dtm.as_ref(), params);
                (at, footprint.map(roof))
            })
            .collect();
        let mut roofs = vec![None; batch.len()];
        for (at, roof) in found {
            roofs[at] = roof;
        }
        roofs
    }

    /// What is odd about a roof that was measured.
    pub(super) fn issue(&self, pand: &Pand, found: &AhnRoof) -> Option<Issue> {
        let Meters(height) = found.height?;
        let says = match found.roof {
            Err(NoHeight::NothingStands) => say!(
                "te laag voor een gebouw (gebouwd na de vlucht, of weg?)",
                "too low for a building (built after the flight, or gone?)"
            ),
            Err(NoHeight::TooHigh) => say!("te hoog voor een gebouw", "too high for a building"),
            _ => return None,
        };
        let height = Said::decimal(height, 2);
        Some(Issue {
            object: pand.id.to_string(),
            detail: say!(
                [height, says] "het dak ligt {height} m boven de grond eromheen, {says}; de hoogte blijft onbekend",
                "its roof lies {height} m above the ground around it, {says}; its height stays unknown"
            ),
            ..self.about.clone()
        })
    }
}

/// The largest side of a cell, where it is too large for a roof.
pub(super) fn too_coarse(grid: &Grid, params: &OptoppenParams) -> Option<f64> {
    let side = grid.cell_width.max(grid.cell_height);
    (side > params.ahn_cell_max_m.value).then_some(side)
}
