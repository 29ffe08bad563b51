use geo_types::{Coord, Rect};

use super::*;
use crate::{
    overlay::{CellBox, Grid},
    params::Params,
};

/// Heights by a formula of where the middle of a cell lies.
struct Formula<F> {
    cell: f64,
    at: F,
}

impl<F: Fn(Coord<f64>) -> f64 + Send + Sync> Cells for Formula<F> {
    fn grid(&self) -> Grid {
        Grid { west: 100_000.0, north: 450_000.0, cell_width: self.cell, cell_height: self.cell }
    }

    #[expect(clippy::cast_possible_truncation, reason = "cells hold 32 bits")]
    fn window(&self, cells: &CellBox) -> Vec<f32> {
        let grid = self.grid();
        let row = |row| cells.columns.clone().map(move |column| grid.center(column, row));
        cells.rows.clone().flat_map(row).map(|middle| (self.at)(middle) as f32).collect()
    }
}

/// The pand of all tests: 20 by 10 m.
fn pand() -> Rect<f64> {
    Rect::new(Coord { x: 100_100.3, y: 449_900.2 }, Coord { x: 100_120.3, y: 449_910.2 })
}

fn is_in(pand: Rect<f64>, at: Coord<f64>) -> bool {
    pand.min().x <= at.x && at.x < pand.max().x && pand.min().y <= at.y && at.y < pand.max().y
}

/// What a pand gets whose roof lies `height` above ground at -1.20 m.
fn measured(cell: f64, pand: Rect<f64>, height: impl Fn(Coord<f64>) -> f64 + Send + Sync) -> AhnRoof {
    let dsm = Formula { cell, at: |at| if is_in(pand, at) { height(at) - 1.2 } else { -1.2 } };
    let dtm = Formula { cell, at: |at| if is_in(pand, at) { f64::NAN } else { -1.2 } };
    ahn_roof(&pand.to_polygon().into(), &dsm, &dtm, &Params::built_in().optoppen)
}

fn why(found: AhnRoof) -> NoHeight {
    found.roof.expect_err("no height")
}

#[test]
fn a_flat_roof_is_as_high_and_as_flat_as_it_is() {
    let found = measured(0.5, pand(), |_| 11.2);
    let roof = found.roof.unwrap();
    assert_eq!((roof.maaiveld, roof.roof), (Some(Meters(-1.2)), Some(Meters(10.0))));
    assert_eq!((roof.flat, roof.slanted), (Some(SquareMeters(200.0)), Some(SquareMeters(0.0))));
    assert_eq!(roof.from, RoofFrom::Ahn);
    assert_eq!(found.height, Some(Meters(11.2)));
}

#[test]
fn parapets_and_trees_move_nothing() {
    // A parapet of a meter high within 0.6 m of the edge, and a mast.
    let edge = |at: Coord<f64>| {
        let pand = pand();
        (at.x - pand.min().x).min(pand.max().x - at.x).min(at.y - pand.min().y).min(pand.max().y - at.y) < 0.6
    };
    let mast = |at: Coord<f64>| (at.x - 100_110.0).abs() < 0.5 && (at.y - 449_905.0).abs() < 0.5;
    let roof = measured(0.5, pand(), |at| {
        if edge(at) {
            12.2
        } else if mast(at) {
            31.0
        } else {
            11.2
        }
    });
    let roof = roof.roof.unwrap();
    assert_eq!(roof.roof, Some(Meters(10.0)));
    assert!(roof.flat.unwrap().0 > 195.0, "{roof:?}");
}

#[test]
fn a_gable_is_slanted() {
    let found = measured(0.5, pand(), |at| 9.0 - 0.7 * (at.y - 449_905.2).abs());
    assert!(found.roof.unwrap().flat.unwrap().0 < 5.0);
}

#[test]
fn a_shed_is_measured_with_its_edges_and_says_so() {
    let shed = Rect::new(Coord { x: 100_100.0, y: 449_900.0 }, Coord { x: 100_103.0, y: 449_903.0 });
    let roof = measured(0.5, shed, |_| 2.5).roof.unwrap();
    assert_eq!((roof.from, roof.height()), (RoofFrom::AhnFootprint, Some(Meters(2.5))));
    let kiosk = Rect::new(Coord { x: 100_100.0, y: 449_900.0 }, Coord { x: 100_101.0, y: 449_901.0 });
    assert_eq!(why(measured(0.5, kiosk, |_| 2.5)), NoHeight::FewCells);
}

#[test]
fn what_cannot_be_a_building_has_no_height() {
    for (height, expected) in
        [(0.1, NoHeight::NothingStands), (-3.0, NoHeight::NothingStands), (400.0, NoHeight::TooHigh)]
    {
        let found = measured(0.5, pand(), |_| height);
        assert_eq!(why(found), expected, "{height}");
        let of_found = found.height.unwrap();
        assert!((of_found.0 - height).abs() < 0.001);
    }
    // Undeclared no data: no height of this country.
    for nodata in [-9_999.0, 3.0e38, f64::NAN] {
        assert_eq!(why(measured(0.5, pand(), |_| nodata)), NoHeight::NoRoof, "{nodata}");
    }
}

#[test]
fn half_a_roof_without_data_is_still_known_and_more_is_not() {
    let with = |share: f64| {
        measured(0.5, pand(), move |at| if at.x < 100_100.3 + 20.0 * share { f64::NAN } else { 11.2 })
    };
    assert!(with(0.45).roof.is_ok());
    assert_eq!(why(with(0.6)), NoHeight::NoRoof);
}

#[test]
fn ground_without_data_leaves_the_height_unknown() {
    let params = Params::built_in().optoppen;
    let roof = Formula { cell: 0.5, at: |_| 9.0 };
    let nothing = Formula { cell: 0.5, at: |_| f64::NAN };
    assert_eq!(why(ahn_roof(&pand().to_polygon().into(), &roof, &nothing, &params)), NoHeight::NoGround);
}

#[test]
fn cells_of_five_meters_are_too_coarse_and_those_of_one_are_not() {
    assert_eq!(why(measured(5.0, pand(), |_| 11.2)), NoHeight::TooCoarse);
    assert_eq!(measured(1.0, pand(), |_| 11.2).roof.unwrap().height(), Some(Meters(11.2)));
}
