//! How does an answer look to people?
//!
//! One page for all: links, texts and a table. No script, and every text
//! escaped.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::ROOT;
use crate::{
    lang::Lang,
    serve::{fgb::Damaged, hosts::Base, problem::Problem},
    wording::harmless,
};

/// A link with the text people see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub to: String,
    /// What stands there.
    pub text: String,
}

impl Link {
    /// A link.
    pub fn new(to: impl Into<String>, text: impl Into<String>) -> Self {
        Self { to: to.into(), text: text.into() }
    }
}

/// A page.
#[derive(Debug, Default, Template)]
#[template(path = "ogc.html")]
pub struct HtmlPage {
    /// Language of every text here.
    pub lang: &'static str,
    /// Where its style is.
    pub style: String,
    /// Title.
    pub title: String,
    /// The way to this page.
    pub trail: Vec<Link>,
    /// What must be known before reading.
    pub notes: Vec<String>,
    /// Where one can go.
    pub links: Vec<Link>,
    /// Headers of the table.
    pub head: Vec<String>,
    /// Its rows, each cell with where it leads; empty for nowhere.
    pub rows: Vec<Vec<Link>>,
    /// Links below the table: another page, another form.
    pub below: Vec<Link>,
}

impl HtmlPage {
    /// A page without content.
    pub fn new(title: impl Into<String>, base: &Base, lang: Lang) -> Self {
        let style = format!("{base}{ROOT}/stijl.css");
        Self { lang: lang.tag(), style, title: title.into(), ..Self::default() }
    }

    /// As it is sent.
    ///
    /// # Errors
    ///
    /// [`Problem`] when it cannot be made.
    pub fn response(&self) -> Result<Response, Problem> {
        let text = self.render().map_err(|error| Damaged(error.to_string()))?;
        Ok(Html(harmless(&text).into_owned()).into_response())
    }
}
