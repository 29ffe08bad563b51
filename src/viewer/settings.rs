//! How is the page handed out, and what does it not say?

use std::collections::{BTreeMap, BTreeSet};

use super::Phasing;
use crate::lang::Said;

/// What is left out of everything that is handed out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hidden {
    columns: BTreeSet<String>,
}

impl Hidden {
    /// These columns, by their names in tables.
    #[must_use]
    pub fn columns(columns: impl IntoIterator<Item = String>) -> Self {
        Self { columns: columns.into_iter().collect() }
    }

    /// Whether a column is left out.
    #[must_use]
    pub fn hides(&self, column: &str) -> bool {
        self.columns.contains(column)
    }

    /// The names of what is left out.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str)
    }
}

/// Documents that lie beside the page, each by its address from there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// Fact sheets by site.
    pub factsheets: BTreeMap<String, String>,
    /// Passports by the code of the buurt.
    pub passports: BTreeMap<String, String>,
}

/// How the page is handed out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Whether a server is there that asks the rules again, and looks up panden.
    pub served: bool,
    /// Whether files with every pand lie beside the page.
    pub panden: bool,
    /// Whether the house style `tokens.css` lies beside the page.
    pub tokens: bool,
    /// What is left out.
    pub hidden: Hidden,
    /// What that means, a paragraph each.
    pub notes: Vec<Said>,
    /// Documents beside the page.
    pub links: Links,
    /// A phasing that is shown with the run.
    pub phasing: Option<Phasing>,
    /// Where the files of another run are that is shown beside it, from the page.
    pub beside: Option<&'static str>,
}
