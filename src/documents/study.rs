//! What does a question to a run give, in every format?
//!
//! A [`Study`] is the answer as data: a page, the sheets of a workbook and the
//! layers of a GeoPackage. A module that asks a run something fills it in;
//! the files are written here, so that all of them are alike.

use std::path::PathBuf;

use geo_types::Geometry;
use serde::Serialize;

use super::{Basis, Frame, Kind, Trail};
use crate::{
    document::{Block, Document},
    error::Error,
    export::{
        ColumnSpec, GeometryKind, GpkgWriter, Layout, RowMark, SheetColumn, SourceRow, XlsxWriter,
        write_document_html,
    },
    lang::Lang,
    value::Value,
    wording::whole,
};

/// The answer to a question, before it is written.
pub struct Study {
    /// The page.
    pub document: Document,
    /// What the workbook is, a line each.
    pub about: Vec<String>,
    /// Its sheets, those looked at first in front.
    pub sheets: Vec<Sheet>,
    /// The layers of the GeoPackage; none writes no GeoPackage.
    pub layers: Vec<Layer>,
}

/// One sheet.
pub struct Sheet {
    /// Its name, in the language of the reader.
    pub title: String,
    /// Its columns.
    pub columns: &'static [ColumnSpec],
    /// What it is for.
    pub layout: Layout,
    /// Its rows.
    pub rows: Vec<(Vec<Value>, RowMark)>,
}

impl Sheet {
    /// A sheet under this name.
    #[must_use]
    pub fn new(
        title: &str,
        columns: &'static [ColumnSpec],
        layout: Layout,
        rows: Vec<(Vec<Value>, RowMark)>,
    ) -> Self {
        Self { title: title.to_owned(), columns, layout, rows }
    }
}

/// One layer; RD New.
pub struct Layer {
    /// Its name.
    pub name: &'static str,
    /// What it holds, in the language of the reader.
    pub about: String,
    /// Its columns.
    pub columns: &'static [ColumnSpec],
    /// The column that identifies a row, which gets an index.
    pub id: Option<&'static str>,
    /// Its style for QGIS.
    pub style: &'static str,
    /// Its kind of geometry.
    pub geometry: GeometryKind,
    /// Its rows.
    pub rows: Vec<(Option<Geometry<f64>>, Vec<Value>)>,
}

/// That there are more rows than stand on the page of a study, if there are.
#[must_use]
pub fn more(all: usize, shown: usize, kind: Kind, lang: Lang) -> Option<Block> {
    let more = all.checked_sub(shown).filter(|more| *more > 0)?;
    let (more, kind) = (whole(more as u64, lang), kind.code());
    Some(Block::note(match lang {
        Lang::Nl => format!("Nog {more} staan in {kind}.xlsx."),
        Lang::En => format!("Another {more} stand in {kind}.xlsx."),
    }))
}

/// That there are more groups than stand on the page of a study, if there are.
#[must_use]
pub fn more_groups(all: usize, shown: usize, kind: Kind, lang: Lang) -> Option<Block> {
    let more = all.checked_sub(shown).filter(|more| *more > 0)?;
    let (more, kind) = (whole(more as u64, lang), kind.code());
    Some(Block::note(match lang {
        Lang::Nl => format!("Nog {more} groepen staan in {kind}.xlsx."),
        Lang::En => format!("Another {more} groups stand in {kind}.xlsx."),
    }))
}

/// What came of a question, for who asked it.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The folder that was written.
    pub folder: PathBuf,
    /// Language it was written in.
    pub lang: Lang,
    /// The answer in a few lines, the one to read first in front.
    pub lines: Vec<String>,
}

impl<B: Basis> Frame<B> {
    /// Writes a study and what its folder says of itself, and gives the folder
    /// its name. `lines` are the answer for who asked.
    ///
    /// # Errors
    ///
    /// [`Error::Export`] when a file cannot be written, [`Error::Read`] when the
    /// run has gone meanwhile.
    pub fn answer(
        self,
        study: &Study,
        counts: impl Serialize,
        lines: Vec<String>,
    ) -> Result<Answered, Error> {
        let (outputs, lang) = (self.write(study)?, self.lang);
        let trail = Trail { counts, made: serde_json::Value::Null, failed: Vec::new(), outputs };
        Ok(Answered { folder: self.commit(&trail)?, lang, lines })
    }

    /// Writes a study under the name of its kind (`watals.html`, …); gives the
    /// names of the files.
    ///
    /// # Errors
    ///
    /// [`Error::Export`] when a file cannot be written.
    pub fn write(&self, study: &Study) -> Result<Vec<String>, Error> {
        let name = |ending: &str| format!("{}.{ending}", self.kind.code());
        let mut outputs = vec![name("html"), name("xlsx")];
        write_document_html(&self.folder.path(&name("html")), &study.document)?;
        self.write_workbook(&name("xlsx"), study)?;
        if !study.layers.is_empty() {
            self.write_map(&name("gpkg"), &study.layers)?;
            outputs.push(name("gpkg"));
        }
        #[cfg(feature = "pdf")]
        {
            crate::export::write_document_pdf(&self.folder.path(&name("pdf")), &study.document)?;
            outputs.push(name("pdf"));
        }
        Ok(outputs)
    }

    fn write_workbook(&self, file: &str, study: &Study) -> Result<(), Error> {
        let lang = self.lang;
        let mut xlsx = XlsxWriter::new(&self.folder.path(file), &self.name, lang);
        for sheet in &study.sheets {
            let columns = sheet.columns.iter().map(|column| SheetColumn::titled(column, lang)).collect();
            let id = xlsx.sheet(&sheet.title, columns, sheet.layout)?;
            for (row, mark) in &sheet.rows {
                xlsx.push(id, row, *mark)?;
            }
        }
        xlsx.explain_columns(&study.about)?;
        xlsx.explain_sources(&self.sources())?;
        xlsx.finish()?;
        Ok(())
    }

    /// The files of the run, else those that were read for the document alone.
    fn sources(&self) -> Vec<SourceRow> {
        if let Some((run, _)) = self.record.run() {
            return run.sources();
        }
        let row = |(file, sha256): (&str, &str)| SourceRow {
            file: file.to_owned(),
            layer: String::new(),
            date: String::new(),
            sha256: sha256.to_owned(),
            count: None,
            licence: String::new(),
            attribution: String::new(),
        };
        self.files.iter().map(|read| row((&read.file, &read.sha256))).collect()
    }

    fn write_map(&self, file: &str, layers: &[Layer]) -> Result<(), Error> {
        let mut gpkg = GpkgWriter::create(&self.folder.path(file))?.for_people(self.lang);
        for layer in layers {
            let id = gpkg.layer(layer.name, &layer.about, layer.columns, layer.geometry, layer.id)?;
            gpkg.style(id, "toplaag", layer.style);
            for (shape, row) in &layer.rows {
                gpkg.push(id, shape.as_ref(), row)?;
            }
        }
        gpkg.finish()?;
        Ok(())
    }
}
