use geo::Area;
use geo_types::{Coord, Rect};
use proptest::prelude::*;

use super::*;
use crate::{
    model::Zone,
    overlay::{CellBox, Grid},
};

/// Cells of 5 m whose codes are a formula of column and row.
struct Codes<F>(F);

impl<F: Fn(i64, i64) -> f32 + Send + Sync> Cells for Codes<F> {
    fn grid(&self) -> Grid {
        Grid { west: 100_000.0, north: 450_000.0, cell_width: 5.0, cell_height: 5.0 }
    }

    fn window(&self, cells: &CellBox) -> Vec<f32> {
        let row = |row| cells.columns.clone().map(move |column| (self.0)(column, row));
        cells.rows.clone().flat_map(row).collect()
    }
}

fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect<f64> {
    let corner = Coord { x: 100_000.0 + x, y: 450_000.0 + y };
    Rect::new(corner, corner + Coord { x: width, y: height })
}

fn class(map: &WaterMap, footprint: Rect<f64>) -> (Option<Classified<WaterClass>>, Vec<String>) {
    let mut issues = Vec::new();
    let point = Some(footprint.center().into());
    let found = map.classify(&footprint.to_polygon().into(), point, 0.1, &mut issues);
    (found, issues.into_iter().map(|(_, detail)| detail.to_string()).collect())
}

fn cells(codes: impl Fn(i64, i64) -> f32 + Send + Sync + 'static) -> WaterMap {
    WaterMap::Cells { cells: Arc::new(Codes(codes)), on_top: None }
}

#[test]
fn shares_are_of_all_cells_the_empty_ones_too() {
    // Four columns: A, C1, none, no data.
    let map = cells(|column, _| [2.0, 5.0, 0.0, f32::NAN][usize::try_from(column.rem_euclid(4)).unwrap()]);
    let (found, issues) = class(&map, rect(0.0, -20.0, 20.0, 20.0));
    let found = found.unwrap();
    assert_eq!((found.dominant, found.dominant_share), (None, 0.0), "half of it has no class");
    assert_eq!((found.worst, found.worst_share), (Some(WaterClass::CMedium), 0.25));
    assert_eq!(issues, Vec::<String>::new());
}

#[test]
fn a_footprint_without_a_middle_has_the_cell_under_it() {
    let map = cells(|column, row| if (column, row) == (1, 0) { 6.0 } else { 1.0 });
    let found = class(&map, rect(8.0, -2.0, 1.0, 1.0)).0.unwrap();
    assert_eq!((found.dominant, found.dominant_share), (Some(WaterClass::CLarge), 1.0));
}

#[test]
fn polygons_on_top_go_before_the_cells() {
    let zones = vec![Zone {
        id: "D".into(),
        geometry: rect(0.0, -20.0, 10.0, 20.0).to_polygon().into(),
        says: WaterClass::D,
    }];
    let map = WaterMap::Cells { cells: Arc::new(Codes(|_, _| 1.0)), on_top: Some(ZoneSet::new(zones)) };
    let found = class(&map, rect(0.0, -20.0, 20.0, 20.0)).0.unwrap();
    assert_eq!(
        (found.dominant, found.worst, found.worst_share),
        (Some(WaterClass::D), Some(WaterClass::D), 0.5)
    );
    let found = class(&map, rect(10.0, -20.0, 10.0, 20.0)).0.unwrap();
    assert_eq!(found.worst, Some(WaterClass::A));
}

#[test]
fn codes_that_stand_for_nothing_are_told() {
    let map = cells(|column, _| if column == 0 { 15.0 } else { 4.0 });
    let (found, issues) = class(&map, rect(0.0, -10.0, 20.0, 10.0));
    assert_eq!(found.unwrap().dominant_share, 0.75);
    assert_eq!(
        issues,
        ["2 of 8 cells of the water and soil map hold no class (1-7, 0 for none); taken as none"]
    );
}

#[test]
fn what_is_beyond_the_raster_is_unknown() {
    assert_eq!(class(&cells(|_, _| f32::NAN), rect(0.0, 0.0, 50.0, 50.0)), (None, vec![]));
}

proptest! {
    /// The same classes as cells and as polygons: their shares differ by no
    /// more than the cells along the boundaries can make up.
    #[test]
    fn cells_and_polygons_agree_within_the_width_of_a_cell(
        x in 0.0..60.0_f64, y in 0.0..60.0_f64, width in 6.0..80.0_f64, height in 6.0..80.0_f64, border in 0..30_i32,
    ) {
        let border = i64::from(border);
        let raster = cells(move |column, _| if column < border { 2.0 } else { 7.0 });
        let east = f64::from(i32::try_from(border).unwrap()) * 5.0;
        let zone = |class: WaterClass, from: f64, to: f64| Zone {
            id: class.letter().into(),
            geometry: rect(from, -500.0, to - from, 1_000.0).to_polygon().into(),
            says: class,
        };
        let polygons = WaterMap::Zones(ZoneSet::new(vec![zone(WaterClass::A, -500.0, east), zone(WaterClass::D, east, 500.0)]));
        let footprint = rect(x, y, width, height);
        let share = |map: &WaterMap| {
            let found = class(map, footprint).0.unwrap();
            let of = |class| if found.dominant == Some(class) { Some(found.dominant_share) } else { None };
            of(WaterClass::A).or_else(|| of(WaterClass::D).map(|share| 1.0 - share)).unwrap()
        };
        let perimeter = 2.0 * (width + height);
        let most = (perimeter * 5.0) / footprint.unsigned_area();
        prop_assert!((share(&raster) - share(&polygons)).abs() <= most, "{} {}", share(&raster), share(&polygons));
    }
}
