//! A corporatie's holdings.

use std::fmt;

use super::{Address, MatchReason, PandId, VerblijfsobjectId};

/// By what a row of the holdings names its object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BezitKey {
    /// A verblijfsobject.
    Verblijfsobject(VerblijfsobjectId),
    /// A whole pand.
    Pand(PandId),
    /// An address.
    Address(Address),
}

impl fmt::Display for BezitKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verblijfsobject(id) => write!(f, "verblijfsobject {id}"),
            Self::Pand(id) => write!(f, "pand {id}"),
            Self::Address(address) => f.write_str(&address.spelled()),
        }
    }
}

/// What the corporatie knows of its own building; each `None` when unsaid.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Conditions {
    /// Year of planned demolition.
    pub demolition_year: Option<u16>,
    /// Year of planned renovation.
    pub renovation_year: Option<u16>,
    /// Whether the building has a lift.
    pub lift: Option<bool>,
    /// A constructeur's verdict: can the structure carry more? Beats the age rule.
    pub structure_ok: Option<bool>,
    /// A verdict on the foundation.
    pub foundation_ok: Option<bool>,
    /// Energy label.
    pub label: Option<Box<str>>,
    /// Whether it stands empty.
    pub vacant: Option<bool>,
    /// Rent class.
    pub rent_class: Option<Box<str>>,
    /// Year of an earlier permit for homes on the roof.
    pub roof_permit_year: Option<u16>,
    /// New homes per old one when it is demolished and rebuilt.
    pub rebuild_ratio: Option<f64>,
}

/// One row of the holdings.
#[derive(Debug, Clone, PartialEq)]
pub struct BezitRow {
    /// Row in the file or sheet, 1-based, as a spreadsheet shows it.
    pub row: u64,
    /// What it names, or why that cannot be told.
    pub key: Result<BezitKey, MatchReason>,
    /// Name of the corporatie.
    pub corporatie: String,
    /// Complex number or name; `None` when the row names none.
    pub complex: Option<String>,
    /// What else the row says.
    pub conditions: Conditions,
}
