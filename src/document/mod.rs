//! What stands on a page, whatever the format?
//!
//! A passport, a fact document and a grid request are each a [`Document`]: blocks of
//! words, numbers and pictures in reading order, every text already in the
//! language of the reader. The HTML page and the PDF are drawn from the same
//! document, so that they cannot say different things. Nothing here knows a pand,
//! a norm or a file.

use serde::Serialize;

use crate::{drawing::Picture, lang::Lang};

/// One document: what an area, a site or a request looks like on paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// Language of every text here.
    #[serde(serialize_with = "tag")]
    pub lang: Lang,
    /// What kind of document it is, above the title.
    pub kind: String,
    /// Title.
    pub title: String,
    /// One line under the title; may be empty.
    pub subtitle: String,
    /// The few numbers that must be seen first.
    pub key: Vec<KeyFact>,
    /// The document, in reading order.
    pub blocks: Vec<Block>,
    /// At the foot of every page.
    pub footer: String,
    /// Pages the layout is for: print gets smaller until it fits, down to what
    /// can be read. `None` takes as many as it needs.
    pub pages: Option<usize>,
}

/// A number that must be seen first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyFact {
    /// What it is.
    pub label: String,
    /// The number, with its unit.
    pub value: String,
    /// What goes with it, small; may be empty.
    pub note: String,
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading {
        /// Its text.
        text: String,
    },
    /// A paragraph.
    Text {
        /// Its text.
        text: String,
    },
    /// A paragraph in small print: where something comes from, what it is not.
    Note {
        /// Its text.
        text: String,
    },
    /// A list of short texts.
    List {
        /// The texts.
        items: Vec<String>,
    },
    /// Labels with values.
    Facts {
        /// Each with its value.
        facts: Vec<(String, String)>,
    },
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
    /// Blocks side by side.
    Columns {
        /// The blocks of each column.
        columns: Vec<Vec<Block>>,
    },
    /// What follows starts on a new page.
    NewPage,
}

impl Block {
    /// A heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into() }
    }

    /// A paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// A paragraph in small print.
    pub fn note(text: impl Into<String>) -> Self {
        Self::Note { text: text.into() }
    }
}

/// A table with a header.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Table {
    /// What it is about, for those who do not see it.
    pub about: String,
    /// The header.
    pub head: Vec<Head>,
    /// The rows, as many cells as the header.
    pub rows: Vec<Vec<String>>,
    /// Whether the last row is a sum.
    pub total: bool,
    /// Files beside this one that the first cells of rows lead to; as many as
    /// there are rows, or none.
    pub links: Vec<String>,
}

/// The header of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Its text.
    pub text: String,
    /// Whether it holds numbers, which stand to the right.
    pub number: bool,
}

impl Table {
    /// A table without rows. A title that starts with `#` heads a column of
    /// numbers.
    #[must_use]
    pub fn new(about: impl Into<String>, head: &[&str]) -> Self {
        let head = head.iter().map(|text| match text.strip_prefix('#') {
            Some(text) => Head { text: text.to_owned(), number: true },
            None => Head { text: (*text).to_owned(), number: false },
        });
        Self { about: about.into(), head: head.collect(), ..Self::default() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

fn tag<S: serde::Serializer>(lang: &Lang, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(lang.tag())
}
