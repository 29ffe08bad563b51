//! What did others publish, and how far can it be asked of a run?
//!
//! A recipe is a scenario that comes with the program: the part of a published
//! method that norms can say, with its source, what it leaves out, and what
//! was published. Published figures stand beside a run's own and tune nothing.

use std::path::Path;

use serde::Deserialize;

use crate::{
    assess::optoppen::homes_on_roof,
    error::Error,
    lang::{Said, say},
    params::{Confidence, OptoppenParams},
    units::SquareMeters,
};

/// The recipes, by name.
const RECIPES: [(&str, &str); 2] = [
    ("must-centrum", include_str!("../../data/recepten/must-centrum.toml")),
    ("stec-2023", include_str!("../../data/recepten/stec-2023.toml")),
];

/// A published method, as far as it is copied.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Who published what.
    pub source: Said,
    /// Date of that; empty where it is not known.
    pub date: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// What it does copy of the method.
    pub copies: Said,
    /// What it does not.
    pub leaves_out: Said,
    /// A published sum that it gives again.
    pub sum: Option<Sum>,
    /// Published figures.
    #[serde(default)]
    pub published: Vec<Published>,
    /// Between what shares of the homes there are a total is credible.
    pub band: Option<Band>,
}

/// A published sum over one roof.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sum {
    /// Flat roof, m².
    pub roof_m2: f64,
    /// Storeys on it.
    pub layers: u32,
    /// Homes, as published.
    pub homes: u32,
}

/// A published figure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// Of what.
    pub of: Said,
    /// Homes.
    pub homes: u64,
    /// Their share of the homes there are, where that was published.
    pub of_stock: Option<f64>,
    /// Where it was published.
    pub source: String,
    /// When.
    pub date: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Shares of the homes there are.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Who says so.
    pub source: String,
    /// When.
    pub date: String,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Sum {
    /// The homes that norms give for it.
    #[must_use]
    pub fn by(self, norms: &OptoppenParams) -> u32 {
        homes_on_roof(
            SquareMeters(self.roof_m2),
            norms.usable_roof_share.value,
            self.layers.min(norms.max_extra.value),
            norms.go_per_bvo.value,
            SquareMeters(norms.home_go_m2.value),
        )
    }
}

/// The names of all recipes.
#[must_use]
pub fn recipes() -> Vec<&'static str> {
    RECIPES.iter().map(|(name, _)| *name).collect()
}

/// The text of a recipe: its file of scenarios.
///
/// # Errors
///
/// [`Error::CommandLine`] when there is none of that name.
pub(super) fn text(name: &str) -> Result<&'static str, Error> {
    let found = RECIPES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
    found.ok_or_else(|| {
        let known = recipes().join(", ");
        Error::CommandLine {
            detail: say!("er is geen recept `{name:.80}`", "there is no recipe `{name:.80}`"),
            hint: say!("er zijn: {known}", "there are: {known}"),
        }
    })
}

/// What a recipe says of itself.
///
/// # Errors
///
/// [`Error::Project`] when its file is not understood.
pub(super) fn about(path: &Path, file: &toml::Table) -> Result<Option<Recipe>, Error> {
    let Some(table) = file.get("recept") else { return Ok(None) };
    let recipe = table.clone().try_into().map_err(|error: toml::de::Error| Error::Project {
        path: path.to_owned(),
        detail: say!("`[recept]`: „{error}”", "`[recept]`: {error}"),
        hint: say!("zie data/recepten voor de vorm", "see data/recepten for the form"),
    })?;
    Ok(Some(recipe))
}
