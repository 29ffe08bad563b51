//! How does the result leave the program?
//!
//! One file per format, each a writer that knows nothing of panden or sites:
//! it gets columns ([`ColumnSpec`]) and rows (`&[Value]`), or a view model.
//! What the columns are and what they hold is decided by the caller.
//!
//! All writers share three promises. A value is rounded in one place
//! ([`ColumnSpec::cell`]), so every format tells the same number. No clock,
//! host or thread shows in a file, so the same input gives the same bytes.
//! And nothing is left out in silence: a value that does not fit its column
//! is an error, and a row that a format has no room for is counted.
//!
//! Files are written into an [`OutputFolder`], a single one into an
//! [`OutputFile`]; both appear under their own name whole or not at all.

mod cell;
mod csv;
mod failure;
mod fgb;
mod fgb_feature;
mod fgb_index;
mod file;
mod folder;
mod geojson;
mod gpkg;
mod gpkg_rtree;
mod gpkg_schema;
mod gpkg_styles;
mod html;
mod issues;
mod list;
mod matching;
mod matching_explained;
mod mbtiles;
mod own;
mod partial;
#[cfg(feature = "pdf")]
mod pdf_world;
mod pmtiles;
#[cfg(feature = "gdal")]
mod postgis;
mod report;
mod report_labels;
mod run_json;
mod sha256;
mod shape;
mod sheet_html;
mod sheet_index;
#[cfg(feature = "pdf")]
mod sheet_pdf;
mod spared;
mod sqlite;
mod tile;
mod tile_folder;
mod tile_metadata;
mod tile_order;
mod xlsx;
mod xlsx_chart;
mod xlsx_sheets;

pub use cell::{Cell, ColumnSpec, Kind};
pub use csv::CsvWriter;
pub use fgb::FgbWriter;
pub use file::OutputFile;
pub use folder::OutputFolder;
pub use geojson::GeoJsonWriter;
pub use gpkg::{GpkgWriter, TableId};
pub use issues::write_issues;
pub use list::{ListBook, ListColumn, ListPart, ListSheet, write_list_csv, write_list_xlsx};
pub use matching::{MatchedRow, MatchingWriter};
pub use matching_explained::only_open_rows;
pub use mbtiles::MbtilesWriter;
pub use pmtiles::PmtilesWriter;
#[cfg(feature = "gdal")]
pub use postgis::PostgisTarget;
pub use report::{Answer, Count, Fact, FormLine, Group, Report, SiteCard, Tally, write_report};
pub use run_json::write_json;
pub use sha256::sha256_file;
pub use shape::GeometryKind;
pub use sheet_html::write_sheet_html;
pub use sheet_index::{IndexPage, IndexRow, write_index};
#[cfg(feature = "pdf")]
pub use sheet_pdf::write_sheet_pdf;
pub use tile::{FieldKind, Tile, TileLayer, TileSet, TileWriter};
pub use tile_folder::TileFolderWriter;
pub use xlsx::{LeftOut, SheetId, XlsxWriter};
pub use xlsx_chart::ChartSpec;
pub use xlsx_sheets::SourceRow;

use failure::{format_error, write_error};

#[cfg(test)]
mod map_tests;
#[cfg(test)]
mod tile_back_tests;
#[cfg(test)]
mod tile_tests;
