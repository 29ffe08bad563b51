//! Which documents are in a folder?
//!
//! One page with links to the files beside it; no script, nothing from
//! elsewhere, all texts escaped.

use std::path::Path;

use askama::Template;

use crate::{error::ExportError, export::html::write_page, lang::Lang};

/// A page that lists documents.
#[derive(Debug, Clone)]
pub struct IndexPage {
    /// Language of every text here.
    pub lang: Lang,
    /// What kind of documents they are.
    pub kind: String,
    /// Title.
    pub title: String,
    /// What must be known before reading.
    pub notes: Vec<String>,
    /// Headers, the links first; one that starts with `#` heads numbers.
    pub head: Vec<String>,
    /// The documents.
    pub rows: Vec<IndexRow>,
    /// At the foot.
    pub footer: String,
}

/// One document.
#[derive(Debug, Clone)]
pub struct IndexRow {
    /// Its files with their names for people, the page first.
    pub links: Vec<(String, String)>,
    /// The other cells.
    pub cells: Vec<String>,
}

#[derive(Template)]
#[template(path = "index.html")]
struct Page<'a> {
    p: &'a IndexPage,
}

impl Page<'_> {
    fn number(&self, at: &usize) -> bool {
        self.p.head.get(*at + 1).is_some_and(|head| head.starts_with('#'))
    }
}

/// Writes the page.
///
/// # Errors
///
/// [`ExportError::Write`] or [`ExportError::Format`] when the file cannot be
/// written.
pub fn write_index(path: &Path, page: &IndexPage) -> Result<(), ExportError> {
    write_page(path, &Page { p: page })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn links_lead_to_files_beside_it_and_texts_are_escaped() {
        let evil = "<script>alert(1)</script>";
        let page = IndexPage {
            lang: Lang::Nl,
            kind: evil.into(),
            title: evil.into(),
            notes: vec![evil.into()],
            head: vec!["Locatie".into(), "#Woningen".into()],
            rows: vec![IndexRow { links: vec![("a.html".into(), evil.into())], cells: vec!["12".into()] }],
            footer: evil.into(),
        };
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("index.html");
        write_index(&path, &page).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("<script"), "{text}");
        assert!(text.contains(r#"<a href="a.html">"#) && text.contains(r#"<td class="n">12</td>"#), "{text}");
    }
}
