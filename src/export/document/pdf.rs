//! How does a document look on paper?
//!
//! Set by Typst, in the program itself and offline: the font goes into the
//! file, text can be selected, headings, tables and pictures are tagged, and
//! no clock is written. What a document says goes in as data, so no text of it is
//! ever taken for an instruction.

use std::{fs, path::Path};

use serde_json::Value;
use typst::{
    diag::SourceDiagnostic,
    ecow::EcoVec,
    foundations::{Array, Bytes, Dict, IntoValue, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::pdf_world::PdfWorld;
use crate::{
    document::Document,
    error::ExportError,
    export::{format_error, write_error},
    wording::{harmless, within},
};

/// The layout.
const TEMPLATE: &str = include_str!("../templates/document.typ");

/// Sizes of the text that are tried, points: the largest that fits is taken.
const SIZES: [f64; 4] = [8.8, 8.3, 7.8, 7.3];

/// Longest text that is set, bytes. A text of a PDF has 65,535 bytes at most,
/// at two a sign and more; the library panics beyond that.
const LONGEST: usize = 16_000;

/// How a document was set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SetPages {
    /// Its pages.
    pub n_pages: usize,
    /// Size of its text, points.
    pub size: f64,
}

/// Writes a document as a PDF.
///
/// # Errors
///
/// [`ExportError::Format`] when it cannot be set, [`ExportError::Write`] when
/// the file cannot be written.
pub fn write_document_pdf(path: &Path, document: &Document) -> Result<SetPages, ExportError> {
    let title = title(document);
    let data = data(path, &[document])?;
    let (mut paged, mut size) = (None, SIZES[0]);
    for tried in SIZES {
        let set = compile(&title, &data, &[tried]).map_err(format_error(path, "PDF"))?;
        let fits = document.pages.is_none_or(|most| set.pages().len() <= most);
        (paged, size) = (Some(set), tried);
        if fits {
            break;
        }
    }
    let Some(paged) = paged else { return Ok(SetPages { n_pages: 0, size }) };
    write(path, &paged)?;
    Ok(SetPages { n_pages: paged.pages().len(), size })
}

/// Writes documents as one PDF, each as it was set by itself, with a bookmark
/// for each of them and for its headings. Gives its number of pages.
///
/// # Errors
///
/// As [`write_document_pdf`].
pub fn write_booklet_pdf(
    path: &Path,
    title: &str,
    documents: &[(Document, SetPages)],
) -> Result<usize, ExportError> {
    let sizes: Vec<f64> = documents.iter().map(|(_, set)| set.size).collect();
    let all: Vec<&Document> = documents.iter().map(|(document, _)| document).collect();
    let title = within(&harmless(title), LONGEST).into_owned();
    let paged = compile(&title, &data(path, &all)?, &sizes).map_err(format_error(path, "PDF"))?;
    write(path, &paged)?;
    Ok(paged.pages().len())
}

fn title(document: &Document) -> String {
    within(&harmless(&format!("{}: {}", document.kind, document.title)), LONGEST).into_owned()
}

/// What documents say, as the layout takes it.
fn data(path: &Path, documents: &[&Document]) -> Result<Vec<u8>, ExportError> {
    let mut data = serde_json::to_value(documents).map_err(format_error(path, "PDF"))?;
    bound(&mut data);
    serde_json::to_vec(&data).map_err(format_error(path, "PDF"))
}

fn write(path: &Path, paged: &PagedDocument) -> Result<(), ExportError> {
    let options = PdfOptions { creator: Smart::Custom(Some("toplaag".into())), ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(paged, &options).map_err(said).map_err(format_error(path, "PDF"))?;
    fs::write(path, bytes).map_err(write_error(path))
}

/// Bounds every text of a document, and takes out what would steer how it is
/// shown. A drawing has bounded its own.
fn bound(data: &mut Value) {
    match data {
        Value::String(text) => *text = within(&harmless(text), LONGEST).into_owned(),
        Value::Array(values) => values.iter_mut().for_each(bound),
        Value::Object(fields) => {
            fields.iter_mut().filter(|(name, _)| *name != "svg").for_each(|(_, value)| bound(value));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn compile(title: &str, data: &[u8], sizes: &[f64]) -> Result<PagedDocument, String> {
    let mut inputs = Dict::new();
    inputs.insert("title".into(), title.into_value());
    inputs.insert("documents".into(), Bytes::new(data.to_vec()).into_value());
    inputs.insert("sizes".into(), sizes.iter().map(|size| size.into_value()).collect::<Array>().into_value());
    let document = typst::compile(&PdfWorld::new(TEMPLATE, inputs)).output.map_err(said);
    // What was worked out for one document is of no use for the next.
    typst::comemo::evict(0);
    document
}

/// What Typst has against a document.
fn said(errors: EcoVec<SourceDiagnostic>) -> String {
    errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Block, KeyFact, Table},
        drawing::Svg,
        lang::Lang,
    };

    fn document(rows: usize) -> Document {
        let mut svg = Svg::new(100.0, 40.0);
        svg.text([5.0, 10.0], 4.0, "start", "", "kaart");
        let picture =
            crate::drawing::Picture { svg: svg.finish(), alt: "een kaart".into(), caption: "".into() };
        let mut table = Table::new("vormen", &["Vorm", "#Woningen"]);
        (0..rows).for_each(|row| table.row([format!("rij {row}"), "12".into()]));
        Document {
            lang: Lang::Nl,
            kind: "Gebiedspaspoort".into(),
            title: "#panic(\"x\") $a_1$ *vet* @bron".into(),
            subtitle: "\\ } ] \" <".into(),
            key: vec![KeyFact { label: "Woningen".into(), value: "12".into(), note: "8 – 15".into() }],
            blocks: vec![
                Block::heading("Ruimte"),
                Block::Picture(picture),
                Block::Columns {
                    columns: vec![vec![Block::Table(table)], vec![Block::text("#read(\"/etc/passwd\")")]],
                },
                Block::NewPage,
                Block::Facts { facts: vec![("a".into(), "b".into())] },
                Block::List { items: vec!["een".into()] },
                Block::note("klein"),
            ],
            footer: "toplaag".into(),
            pages: Some(2),
        }
    }

    #[test]
    fn what_a_sheet_says_is_never_taken_for_an_instruction() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a.pdf"), dir.path().join("b.pdf"));
        assert_eq!(write_document_pdf(&a, &document(3)).unwrap().n_pages, 2);
        assert_eq!(write_document_pdf(&b, &document(3)).unwrap().n_pages, 2);
        let bytes = fs::read(&a).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7"));
        assert!(bytes == fs::read(&b).unwrap(), "the same document gives the same bytes");
        assert!(bytes.len() < 200_000, "{} bytes", bytes.len());
    }

    #[test]
    fn a_text_without_end_is_cut_between_two_signs() {
        let dir = tempfile::tempdir().unwrap();
        let long = format!("a{}", "é".repeat(40_000));
        let mut document = document(1);
        let mut svg = Svg::new(100.0, 40.0);
        svg.text([5.0, 10.0], 4.0, "start", "", &long);
        document.title.clone_from(&long);
        document.key[0].value.clone_from(&long);
        document.blocks = vec![
            Block::heading(&long),
            Block::Picture(crate::drawing::Picture {
                svg: svg.finish(),
                alt: long.clone(),
                caption: long.clone(),
            }),
        ];
        write_document_pdf(&dir.path().join("a.pdf"), &document).unwrap();
    }

    #[test]
    fn what_does_not_fit_in_readable_print_takes_more_pages() {
        let dir = tempfile::tempdir().unwrap();
        assert!(write_document_pdf(&dir.path().join("a.pdf"), &document(200)).unwrap().n_pages > 2);
    }

    #[test]
    fn a_booklet_holds_every_document_as_it_was_set() {
        let dir = tempfile::tempdir().unwrap();
        let one = |rows: usize| {
            let document = document(rows);
            let set = write_document_pdf(&dir.path().join("a.pdf"), &document).unwrap();
            (document, set)
        };
        let documents = [one(3), one(45), one(3)];
        let path = dir.path().join("b.pdf");
        let n_pages = write_booklet_pdf(&path, "</title> #panic()", &documents).unwrap();
        assert_eq!(n_pages, documents.iter().map(|(_, set)| set.n_pages).sum::<usize>());
        let bytes = fs::read(&path).unwrap();
        assert!(bytes.windows(9).any(|window| window == b"/Outlines"), "bookmarks");
    }
}
