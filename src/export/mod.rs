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
mod document;
mod failure;
mod fgb;
mod geojson;
mod gpkg;
mod html;
mod issues;
mod list;
mod matching;
mod parquet;
#[cfg(feature = "gdal")]
mod postgis;
mod report;
mod run_json;
mod sha256;
mod shape;
mod sqlite;
mod target;
mod tiles;
mod xlsx;

pub use cell::{Cell, ColumnSpec, Kind};
pub use csv::CsvWriter;
pub use document::{IndexPage, IndexRow, document_html, write_document_html, write_index};
#[cfg(feature = "pdf")]
pub use document::{SetPages, write_booklet_pdf, write_document_pdf};
pub use fgb::FgbWriter;
pub use geojson::GeoJsonWriter;
pub use gpkg::{GpkgWriter, TableId};
pub use issues::write_issues;
pub use list::{ListBook, ListColumn, ListPart, ListSheet, write_list_csv, write_list_xlsx};
pub use matching::{MatchedRow, MatchingWriter, only_open_rows};
pub use parquet::ParquetWriter;
#[cfg(feature = "gdal")]
pub use postgis::PostgisTarget;
pub use report::{
    Answer, ComplexLine, Count, Fact, FormLine, Group, HoldingsView, Report, SiteCard, SiteList, StateLine,
    StepsView, Tally, write_report,
};
pub use run_json::write_json;
pub use sha256::{sha256_file, sha256_text};
pub use shape::GeometryKind;
pub use target::{OutputFile, OutputFolder};
pub use tiles::{
    FieldKind, MbtilesWriter, PmtilesWriter, Tile, TileFolderWriter, TileLayer, TileSet, TileWriter,
};
pub use xlsx::{ChartSpec, Layout, LeftOut, RowMark, SheetColumn, SheetId, SourceRow, XlsxWriter};

use failure::{format_error, write_error};

#[cfg(test)]
mod map_tests;
