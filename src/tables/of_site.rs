//! Columns that mean the same wherever a site stands in a table of an answer.

use crate::export::{ColumnSpec, Kind};

/// Identification.
pub const SITE_ID: ColumnSpec = ColumnSpec::new(
    "site_id",
    Kind::Text,
    "",
    "Kenmerk van de locatie in deze vorm",
    "Identification of the site",
);
/// Its title.
pub const NAME: ColumnSpec =
    ColumnSpec::new("name", Kind::Text, "", "Hoe de locatie heet", "What the site is called");
/// Its form.
pub const FORM: ColumnSpec = ColumnSpec::new("form", Kind::Text, "", "Vorm", "Form");
/// Its gemeente: the name, or the code where there is none.
pub const GEMEENTE: ColumnSpec =
    ColumnSpec::new("gemeente", Kind::Text, "", "Naam van de gemeente", "Name of the gemeente");
/// Its corporatie.
pub const CORPORATIE: ColumnSpec = ColumnSpec::new("corporatie", Kind::Text, "", "Corporatie", "Corporatie");
/// Its complex.
pub const COMPLEX: ColumnSpec = ColumnSpec::new("complex", Kind::Text, "", "Complex", "Complex");
/// Its address.
pub const ADDRESS: ColumnSpec =
    ColumnSpec::new("address", Kind::Text, "", "Adres van het grootste pand", "Address of the largest pand");
/// Homes it adds.
pub const HOMES: ColumnSpec =
    ColumnSpec::new("homes_mid", Kind::Int, "", "Nieuwe woningen, verwacht", "New homes, expected");
/// Its score.
pub const SCORE: ColumnSpec = ColumnSpec::new(
    "score",
    Kind::real(1),
    "0-100",
    "Score over de bekende criteria",
    "Score over the criteria that are known",
);
/// Its number in its group.
pub const RANK: ColumnSpec =
    ColumnSpec::new("rank", Kind::Int, "", "Plaats in de groep", "Place in its group");
/// How large that group is.
pub const N_GROUP: ColumnSpec = ColumnSpec::new(
    "n_group",
    Kind::Int,
    "",
    "Locaties met een plaats in de groep",
    "Sites with a place in its group",
);
/// The list it stands on.
pub const LIST: ColumnSpec = ColumnSpec::new("list", Kind::Text, "", "Lijst", "List");
