use std::path::PathBuf;

use super::*;
use crate::{
    crs::Crs,
    read::raster::sheet::{Facts, settle},
};

fn source(path: PathBuf) -> Source {
    Source { name: "raster.tif".into(), path, ..Source::default() }
}

fn facts() -> Facts {
    Facts {
        format: "GeoTIFF",
        size: (1_000, 500),
        n_bands: 1,
        block: (256, 256),
        transform: Some([100_000.0, 0.5, 0.0, 450_000.0, 0.0, -0.5]),
        crs: (Some(Crs::Rd), String::new()),
        nodata: None,
    }
}

/// What a raster is refused for.
#[track_caller]
fn refused(change: impl FnOnce(&mut Facts), detail: &str) {
    let mut facts = facts();
    change(&mut facts);
    let error = settle(&source("raster.tif".into()), facts).expect_err(detail);
    assert!(error.to_string().contains(detail), "{error}");
    assert!(error.hint().is_some_and(|hint| !hint.is_empty()), "{error} has a cure");
}

#[test]
fn what_cannot_be_laid_under_a_footprint_is_refused() {
    assert!(settle(&source("raster.tif".into()), facts()).is_ok());
    refused(|facts| facts.size = (2_000_000, 1), "2000000 × 1 cells");
    refused(|facts| facts.size = (0, 1), "0 × 1 cells");
    refused(|facts| facts.n_bands = 3, "3 bands");
    refused(|facts| facts.block = (100_000, 1_000), "blocks of 100000 × 1000");
    refused(|facts| facts.transform = None, "where it lies");
    refused(|facts| facts.transform = Some([100_000.0, 0.5, 0.1, 450_000.0, 0.1, -0.5]), "turned");
    refused(|facts| facts.transform = Some([100_000.0, 0.5, 0.0, 450_000.0, 0.0, 0.5]), "first row");
    refused(|facts| facts.transform = Some([4.0, 0.000_005, 0.0, 52.0, 0.0, -0.000_005]), "cells are");
    refused(|facts| facts.transform = Some([f64::NAN, 0.5, 0.0, 450_000.0, 0.0, -0.5]), "cells are");
    refused(|facts| facts.crs = (Some(Crs::LonLat), String::new()), "this one is OGC:CRS84");
    refused(|facts| facts.crs = (None, String::new()), "does not say which coordinates");
    refused(|facts| facts.crs = (None, "Local".into()), "`Local`");
    refused(
        |facts| facts.transform = Some([700_000.0, 0.5, 0.0, 5_800_000.0, 0.0, -0.5]),
        "said to be RD New",
    );
}

#[test]
fn the_word_of_the_user_stands_in_for_a_missing_crs() {
    let silent = Facts { crs: (None, String::new()), ..facts() };
    let told = Source { crs: Some("EPSG:28992".into()), ..source("raster.tif".into()) };
    assert!(settle(&told, silent.clone()).is_ok());
    let other = Source { crs: Some("EPSG:4326".into()), ..told };
    assert!(settle(&other, silent).is_err());
}

#[cfg(not(feature = "gdal"))]
#[test]
fn without_gdal_a_raster_names_the_cure() {
    let error = head(&source("raster.tif".into())).expect_err("nobody reads it");
    assert!(error.to_string().contains("raster.tif") && error.hint().unwrap().contains("gdal"));
}

#[cfg(feature = "gdal")]
mod with_gdal {
    use ::gdal::{
        DriverManager,
        raster::{Buffer, RasterCreationOptions},
        spatial_ref::SpatialRef,
    };
    use tempfile::{TempDir, tempdir};

    use super::*;
    use crate::read::real_data;

    struct Made {
        folder: TempDir,
        name: &'static str,
        options: &'static [&'static str],
        nodata: Option<f64>,
        epsg: Option<u32>,
        corner: (f64, f64),
        size: (usize, usize),
    }

    impl Made {
        fn new(name: &'static str) -> Self {
            Self {
                folder: tempdir().unwrap(),
                name,
                options: &[],
                nodata: Some(f64::from(f32::MAX)),
                epsg: Some(28_992),
                corner: (100_000.0, 450_000.0),
                size: (600, 300),
            }
        }

        /// Writes `value(column, row)` into every cell, by GDAL itself.
        fn write(&self, value: impl Fn(usize, usize) -> f32) -> Source {
            let path = self.folder.path().join(self.name);
            let options = RasterCreationOptions::from_iter(self.options.iter().copied());
            let (columns, rows) = self.size;
            let driver = DriverManager::get_driver_by_name("GTiff").unwrap();
            let mut dataset = driver
                .create_with_band_type_with_options::<f32, _>(&path, columns, rows, 1, &options)
                .unwrap();
            dataset.set_geo_transform(&[self.corner.0, 0.5, 0.0, self.corner.1, 0.0, -0.5]).unwrap();
            if let Some(epsg) = self.epsg {
                dataset.set_spatial_ref(&SpatialRef::from_epsg(epsg).unwrap()).unwrap();
            }
            let mut band = dataset.rasterband(1).unwrap();
            band.set_no_data_value(self.nodata).unwrap();
            let values = (0..columns * rows).map(|cell| value(cell % columns, cell / columns)).collect();
            band.write((0, 0), self.size, &mut Buffer::new(self.size, values)).unwrap();
            drop(dataset);
            source(path)
        }
    }

    fn input(sources: &[&Source]) -> Input {
        Input { sources: sources.iter().map(|source| (*source).clone()).collect(), ..Input::default() }
    }

    fn number(column: i64, row: i64) -> f32 {
        f32::from(i16::try_from(column + 1_000 * (row % 30)).unwrap())
    }

    fn counted(column: usize, row: usize) -> f32 {
        number(i64::try_from(column).unwrap(), i64::try_from(row).unwrap())
    }

    #[test]
    fn windows_hold_the_cells_of_the_file_however_it_is_packed() {
        let packings: [&[&str]; 4] = [
            &[],
            &["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=3"],
            &["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=128", "BIGTIFF=YES"],
            &["COMPRESS=LZW", "BLOCKYSIZE=300"],
        ];
        for options in packings {
            let made = Made { options, ..Made::new("a.tif") };
            let mosaic = Mosaic::open(&input(&[&made.write(counted)])).unwrap();
            // Over the edge on all sides, across blocks, and a single cell.
            for (columns, rows) in
                [(-3..10, -2..5), (250..262, 250..260), (590..605, 290..310), (7..8, 9..10)]
            {
                let cells = CellBox { columns, rows };
                let values = mosaic.window(&cells);
                for row in cells.rows.clone() {
                    for column in cells.columns.clone() {
                        let value = values[cells.position(column, row)];
                        let inside = (0..600).contains(&column) && (0..300).contains(&row);
                        assert_eq!(value.is_nan(), !inside, "{column} {row}");
                        assert!(!inside || value == number(column, row), "{column} {row}: {value}");
                    }
                }
            }
            mosaic.check().unwrap();
        }
    }

    #[test]
    fn no_data_is_known_by_whatever_name() {
        let nodata = [Some(f64::from(f32::MAX)), Some(3.402_823_5e38), Some(-9_999.0), Some(f64::NAN), None];
        for declared in nodata {
            let made = Made { nodata: declared, ..Made::new("a.tif") };
            #[expect(clippy::cast_possible_truncation, reason = "as the cells hold it")]
            let empty = declared.map_or(f32::INFINITY, |value| value as f32);
            let source = made.write(|column, _| if column == 1 { empty } else { 5.0 });
            let mosaic = Mosaic::open(&input(&[&source])).unwrap();
            let values = mosaic.window(&CellBox { columns: 0..3, rows: 0..1 });
            assert!(values[0] == 5.0 && values[1].is_nan() && values[2] == 5.0, "{declared:?}: {values:?}");
        }
    }

    #[test]
    fn a_mask_and_a_scale_hold() {
        let made = Made { nodata: None, ..Made::new("a.tif") };
        let source = made.write(|column, _| f32::from(u16::try_from(column).unwrap()));
        let options = ::gdal::DatasetOptions {
            open_flags: ::gdal::GdalOpenFlags::GDAL_OF_UPDATE,
            ..::gdal::DatasetOptions::default()
        };
        {
            let dataset = ::gdal::Dataset::open_ex(&source.path, options).unwrap();
            let mut band = dataset.rasterband(1).unwrap();
            band.set_scale(0.01).unwrap();
            band.set_offset(-2.0).unwrap();
            band.create_mask_band(true).unwrap();
            let mut mask = band.open_mask_band().unwrap();
            mask.fill(255.0, None).unwrap();
            mask.write((101, 0), (1, 1), &mut Buffer::new((1, 1), vec![0_u8])).unwrap();
        }
        let mosaic = Mosaic::open(&input(&[&source])).unwrap();
        let values = mosaic.window(&CellBox { columns: 100..103, rows: 0..1 });
        assert_eq!(format!("{values:.2?}"), "[-1.00, NaN, -0.98]");
    }

    #[test]
    fn of_sheets_the_first_with_data_holds() {
        let first = Made::new("a.tif");
        // 100 cells further east and 100 south.
        let second = Made { corner: (100_050.0, 449_950.0), ..Made::new("b.tif") };
        let a = first.write(|column, _| if column == 150 { f32::MAX } else { 1.0 });
        let b = second.write(|_, _| 2.0);
        let mosaic = Mosaic::open(&input(&[&a, &b])).unwrap();
        let values = mosaic.window(&CellBox { columns: 148..152, rows: 99..101 });
        assert_eq!(format!("{values:?}"), "[1.0, 1.0, NaN, 1.0, 1.0, 1.0, 2.0, 1.0]");
        assert_eq!(mosaic.window(&CellBox { columns: 699..700, rows: 399..400 }), [2.0]);
        let askew = Made { corner: (100_050.2, 449_950.0), ..Made::new("c.tif") }.write_alone();
        let error = Mosaic::open(&input(&[&a, &askew.1])).err().expect("not on one lattice");
        assert!(error.to_string().contains("do not lie on those of the first"), "{error}");
    }

    impl Made {
        /// Keeps the folder along with the source.
        fn write_alone(self) -> (TempDir, Source) {
            let source = self.write(|_, _| 1.0);
            (self.folder, source)
        }
    }

    #[test]
    fn threads_see_the_same_cells() {
        let made = Made { options: &["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"], ..Made::new("a.tif") };
        let mosaic = Mosaic::open(&input(&[&made.write(counted)])).unwrap();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let mosaic = &mosaic;
                scope.spawn(move || {
                    for step in 0..100_i64 {
                        let column = (step * 37 + thread * 150) % 600;
                        let row = (step * 17) % 300;
                        let cells = CellBox { columns: column..column + 1, rows: row..row + 1 };
                        assert_eq!(mosaic.window(&cells), [number(column, row)]);
                    }
                });
            }
        });
        mosaic.check().unwrap();
    }

    #[test]
    fn what_is_cut_off_or_no_raster_is_an_error_and_never_no_data() {
        let made = Made { options: &["TILED=YES"], ..Made::new("a.tif") };
        let source = made.write(counted);
        let bytes = std::fs::read(&source.path).unwrap();
        std::fs::write(&source.path, &bytes[..bytes.len() / 2]).unwrap();
        let problem = match Mosaic::open(&input(&[&source])) {
            Err(error) => error,
            Ok(mosaic) => {
                mosaic.window(&CellBox { columns: 0..600, rows: 0..300 });
                mosaic.check().expect_err("half of it is missing")
            }
        };
        assert!(problem.to_string().contains("a.tif"), "{problem}");
        for text in ["x;y;z\n1;2;3\n", "II*\0 and no more", ""] {
            std::fs::write(&source.path, text).unwrap();
            assert!(is_raster(&input(&[&source])));
            let error = head(&source).expect_err(text);
            assert!(error.hint().is_some(), "{error}");
        }
        std::fs::remove_file(&source.path).unwrap();
        assert!(matches!(head(&source), Err(ReadError::Open { .. })));
    }

    #[test]
    fn an_ascii_grid_is_a_raster_too() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("dtm.asc");
        let head = "ncols 3\nnrows 2\nxllcorner 100000\nyllcorner 450000\ncellsize 0.5\nNODATA_value -9999\n";
        std::fs::write(&path, format!("{head}1.5 2.5 -9999\n4.5 5.5 6.5\n")).unwrap();
        let source = Source { crs: Some("EPSG:28992".into()), ..source(path) };
        let mosaic = Mosaic::open(&input(&[&source])).unwrap();
        assert_eq!(mosaic.grid().north, 450_001.0);
        let values = mosaic.window(&CellBox { columns: 0..3, rows: 0..2 });
        assert_eq!(format!("{values:?}"), "[1.5, 2.5, NaN, 4.5, 5.5, 6.5]");
    }

    #[test]
    fn ahn_of_cadzand_reads_as_it_is() {
        let Some(path) = real_data("ahn/ahn_5m_cadzand.tif") else { return };
        let source = source(path);
        let sheet = head(&source).unwrap();
        assert_eq!((sheet.size, sheet.grid.cell_width), ((400, 400), 5.0));
        assert_eq!(sheet.extent(), [32_300.0, 369_600.0, 34_300.0, 371_600.0]);
        let values =
            Mosaic::open(&input(&[&source])).unwrap().window(&CellBox { columns: 0..400, rows: 0..400 });
        let known: Vec<f32> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        // Beach and dunes: some sea without data, nothing beyond -5 and 40 m.
        assert!(known.len() > 80_000 && known.len() < 160_000, "{}", known.len());
        assert!(known.iter().all(|height| (-5.0..40.0).contains(height)));
    }
}
