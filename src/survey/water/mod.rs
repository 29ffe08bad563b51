//! Which classes of water and soil does a footprint lie in?

use std::sync::Arc;

use geo::Area;
use geo_types::{MultiPolygon, Point};

use super::zone_set::ZoneSet;
use crate::{
    issue::IssueKind,
    lang::{Said, say},
    model::WaterClass,
    overlay::{Cells, Classified, Whole, classify, runs},
};

/// The map of water and soil classes.
pub enum WaterMap {
    /// Polygons; one zone a class.
    Zones(ZoneSet<WaterClass>),
    /// Cells with the codes of the combination map.
    Cells {
        /// The cells.
        cells: Arc<dyn Cells>,
        /// Polygons that lie on top of them.
        on_top: Option<ZoneSet<WaterClass>>,
    },
}

impl WaterMap {
    /// Its polygons, where it is made of them.
    #[must_use]
    pub fn zones(&self) -> Option<&ZoneSet<WaterClass>> {
        match self {
            Self::Zones(set) => Some(set),
            Self::Cells { .. } => None,
        }
    }

    /// The dominant and the worst class of a footprint with an inner point.
    /// What is odd is added to `issues`.
    ///
    /// # Method
    ///
    /// Polygons by area. Cells by their middles: the share of a class is its
    /// cells over all cells with their middle in the footprint, those without
    /// a class too. A footprint that holds no middle has the class of the
    /// cell under its inner point, for all of it. At the middle of a cell the
    /// worst of the polygons on top goes before the cell.
    pub(super) fn classify(
        &self,
        footprint: &MultiPolygon<f64>,
        point: Option<Point<f64>>,
        sliver: f64,
        issues: &mut Vec<(IssueKind, Said)>,
    ) -> Option<Classified<WaterClass>> {
        match self {
            Self::Zones(set) => {
                let overlay = set.index.overlay(footprint);
                let what = say!("klassen van water en bodem", "water and soil classes");
                super::zone_set::report_overlap(overlay.overlap, &what, issues);
                let whole = Whole { area_m2: footprint.unsigned_area(), uncovered: overlay.uncovered() };
                classify(overlay.classes(|group| set.says.get(group as usize).copied()), whole, sliver)
            }
            Self::Cells { cells, on_top } => {
                let mut tally =
                    Tally { cells: cells.as_ref(), on_top: on_top.as_ref(), n: [0; 5], all: 0, odd: 0 };
                if tally.add_all(footprint).is_none() {
                    issues.push((
                        IssueKind::BadValue,
                        say!(
                            "te groot voor de cellen van de kaart van water en bodem; de klasse blijft onbekend",
                            "too large for the cells of the water and soil map; its class stays unknown"
                        ),
                    ));
                    return None;
                }
                if let Some(point) = point.filter(|_| tally.all == 0) {
                    let (column, row) = tally.cells.grid().cell_at(point.0);
                    let value = tally.cells.window(&crate::overlay::CellBox::one((column, row)));
                    tally.add(value.first().copied().unwrap_or(f32::NAN), point);
                }
                if tally.odd > 0 {
                    let Tally { odd, all, .. } = tally;
                    issues.push((
                        IssueKind::BadValue,
                        say!(
                            "{odd} van de {all} cellen van de kaart van water en bodem hebben geen klasse (1-7, 0 voor geen); \
                             gelden als geen",
                            "{odd} of {all} cells of the water and soil map hold no class (1-7, 0 for none); taken as none"
                        ),
                    ));
                }
                // A cell is a unit of area: they are all alike.
                classify(tally.shares(), tally.whole(), sliver)
            }
        }
    }
}

/// Cells counted by class.
struct Tally<'a> {
    cells: &'a dyn Cells,
    on_top: Option<&'a ZoneSet<WaterClass>>,
    /// Cells per class, in the order of [`WaterClass::ALL`].
    n: [u64; 5],
    /// All cells.
    all: u64,
    /// Cells with a value that stands for nothing.
    odd: u64,
}

impl Tally<'_> {
    /// Counts the cells of a footprint, polygon by polygon: those of a
    /// complex may lie far apart.
    fn add_all(&mut self, footprint: &MultiPolygon<f64>) -> Option<()> {
        let grid = self.cells.grid();
        for polygon in footprint {
            for run in runs(&grid, polygon)? {
                let row = crate::overlay::CellBox { columns: run.columns, rows: run.row..run.row + 1 };
                let values = self.cells.window(&row);
                for (column, value) in row.columns.zip(values) {
                    self.add(value, grid.center(column, run.row).into());
                }
            }
        }
        Some(())
    }

    fn add(&mut self, value: f32, at: Point<f64>) {
        self.all += 1;
        let on_top = self.on_top.and_then(|set| {
            set.index.at(at).into_iter().filter_map(|zone| set.says.get(zone as usize).copied()).max()
        });
        let class = on_top.or_else(|| match WaterClass::of_cell(value) {
            Ok(class) => class,
            Err(()) => {
                self.odd += 1;
                None
            }
        });
        if let Some(class) = class {
            self.n[class as usize] += 1;
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "cells of one footprint")]
    fn whole(&self) -> Whole {
        let (all, covered) = (self.all.max(1) as f64, self.n.iter().sum::<u64>() as f64);
        Whole { area_m2: all, uncovered: 1.0 - covered / all }
    }

    #[expect(clippy::cast_precision_loss, reason = "cells of one footprint")]
    fn shares(&self) -> impl Iterator<Item = (WaterClass, f64)> {
        let all = self.all.max(1) as f64;
        WaterClass::ALL.into_iter().zip(self.n).map(move |(class, n)| (class, n as f64 / all))
    }
}

#[cfg(test)]
mod tests;
