//! How does a document look on a screen, and printed from there?
//!
//! One page that needs nothing else, as the report: no script, no font or
//! picture from elsewhere. All texts are escaped by the template; pictures are
//! drawings of this program, which escape their own.

use std::path::Path;

use askama::Template;

use crate::{
    document::{Block, Document, Table},
    error::ExportError,
    export::html::{page_text, write_page},
};

#[derive(Template)]
#[template(path = "document.html")]
struct Page<'a> {
    s: &'a Document,
}

#[derive(Template)]
#[template(path = "blocks.html")]
struct Blocks<'a> {
    blocks: &'a [Block],
}

impl Page<'_> {
    fn blocks(&self) -> askama::Result<String> {
        Blocks { blocks: &self.s.blocks }.render()
    }
}

impl Blocks<'_> {
    fn inner(&self, blocks: &[Block]) -> askama::Result<String> {
        Blocks { blocks }.render()
    }

    fn number(&self, table: &Table, at: &usize) -> bool {
        table.head.get(*at).is_some_and(|head| head.number)
    }

    /// A file beside this one or below; only names are led to, never another
    /// place.
    fn link<'b>(&self, table: &'b Table, at: &usize) -> Option<&'b str> {
        let is_name = |name: &str| {
            let plain = name.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(sign));
            plain && !name.is_empty() && !name.starts_with('.')
        };
        table.links.get(*at).filter(|link| link.split('/').all(is_name)).map(String::as_str)
    }

    fn is_total(&self, table: &Table, at: &usize) -> bool {
        table.total && at + 1 == table.rows.len()
    }
}

/// Writes a document as one self-contained page.
///
/// # Errors
///
/// [`ExportError::Write`] or [`ExportError::Format`] when the file cannot be
/// written.
pub fn write_document_html(path: &Path, document: &Document) -> Result<(), ExportError> {
    write_page(path, &Page { s: document })
}

/// A document as one self-contained page.
///
/// # Errors
///
/// [`ExportError::Format`] when it cannot be made.
pub fn document_html(document: &Document) -> Result<String, ExportError> {
    page_text(Path::new(&document.title), &Page { s: document })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{document::KeyFact, drawing::Picture, lang::Lang};

    #[test]
    fn texts_are_escaped_and_drawings_are_not() {
        let evil = "</p><script>alert(1)</script>";
        let mut table = Table::new(evil, &["Vorm", "#Woningen"]);
        table.row([evil, "12"]);
        table.row(["Samen", "12"]);
        table.total = true;
        let document = Document {
            lang: Lang::Nl,
            kind: "Gebiedspaspoort".into(),
            title: evil.into(),
            subtitle: evil.into(),
            key: vec![KeyFact { label: evil.into(), value: evil.into(), note: evil.into() }],
            blocks: vec![
                Block::heading(evil),
                Block::Columns { columns: vec![vec![Block::text(evil)], vec![Block::Table(table)]] },
                Block::List { items: vec![evil.into()] },
                Block::Facts { facts: vec![(evil.into(), evil.into())] },
                Block::Picture(Picture {
                    svg: "<svg><g/></svg>".into(),
                    alt: evil.into(),
                    caption: evil.into(),
                }),
            ],
            footer: evil.into(),
            pages: Some(2),
        };
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.html");
        write_document_html(&path, &document).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("<script"), "{text}");
        assert!(text.contains("<svg><g/></svg>"));
        assert!(text.contains(r#"<td class="n">12</td>"#), "{text}");
        assert!(text.contains(r#"<tr class="total">"#));
    }
}
