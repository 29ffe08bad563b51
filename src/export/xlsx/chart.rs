//! A chart on a sheet, drawn by Excel from the cells beside it.

use rust_xlsxwriter::{Chart, ChartType, XlsxError};

use super::{Sheet, SheetId, XlsxWriter};
use crate::{error::ExportError, export::format_error};

/// A chart: columns and lines over rows of one data sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartSpec {
    /// Title.
    pub title: String,
    /// Title of the vertical axis.
    pub axis: String,
    /// First and last row of data, counted from 0 without the header.
    pub rows: (u32, u32),
    /// Column with what stands below each bar.
    pub categories: u16,
    /// Columns drawn as bars.
    pub bars: Vec<u16>,
    /// Columns drawn as lines.
    pub lines: Vec<u16>,
}

/// Colors of bars and lines, told apart without color by their form.
const BARS: [&str; 2] = ["#1F7FB2", "#86BAD6"];
const LINES: [&str; 1] = ["#9A3324"];

impl XlsxWriter {
    /// Puts a chart beside the data of a sheet, the first on top.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the workbook refuses.
    pub fn chart(&mut self, sheet: SheetId, spec: &ChartSpec) -> Result<(), ExportError> {
        let path = self.path.clone();
        let sheet = &mut self.sheets[sheet.0];
        let mut draw = || -> Result<(), XlsxError> {
            let mut bars = filled(ChartType::Column, spec, &spec.bars, &BARS, sheet);
            let lines = filled(ChartType::Line, spec, &spec.lines, &LINES, sheet);
            if !spec.lines.is_empty() {
                bars.combine(&lines);
            }
            bars.title().set_name(spec.title.as_str());
            bars.y_axis().set_name(spec.axis.as_str());
            bars.set_width(560).set_height(300);
            const ROWS: u32 = 16;
            let column = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX - 1) + 1;
            sheet.page.chart(1 + sheet.n_charts * ROWS, column, &bars)?;
            sheet.n_charts += 1;
            Ok(())
        };
        draw().map_err(format_error(&path, "XLSX"))
    }
}

fn filled(kind: ChartType, spec: &ChartSpec, columns: &[u16], colors: &[&str], sheet: &Sheet) -> Chart {
    let name = sheet.page.name();
    let (first, last) = (spec.rows.0 + 1, spec.rows.1 + 1);
    let mut chart = Chart::new(kind);
    for (at, column) in columns.iter().enumerate() {
        let color = colors[at % colors.len()];
        let series = chart.add_series();
        series
            .set_categories((name, first, spec.categories, last, spec.categories))
            .set_values((name, first, *column, last, *column))
            .set_name((name, 0, *column));
        match kind {
            ChartType::Line => {
                series.set_format(
                    rust_xlsxwriter::ChartFormat::new()
                        .set_line(rust_xlsxwriter::ChartLine::new().set_color(color).set_width(2.25)),
                );
            }
            _ => {
                series.set_format(
                    rust_xlsxwriter::ChartFormat::new()
                        .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(color)),
                );
            }
        }
    }
    chart
}
