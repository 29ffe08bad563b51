//! What became of a row of the holdings?

use serde::Serialize;

use super::{Expected, PandId, VerblijfsobjectId};

/// What became of a row: the one account from which issues, counts and the
/// matching report are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchStatus {
    /// It stands for a home, or for the homes of a pand.
    Matched,
    /// An earlier row stands for the same home, in the same complex.
    Double,
    /// An earlier row claims the same home or pand for another complex.
    Conflict,
    /// It may stand for more than one home.
    Ambiguous,
    /// There is no such home.
    NotInBag,
    /// It lies where nothing of the input lies, or not in the area of the run.
    OutsideArea,
    /// It does not say what it stands for.
    Unreadable,
    /// It adds up other rows.
    #[serde(rename = "total_row")]
    Total,
}

impl MatchStatus {
    /// All of them, in the order people see.
    pub const ALL: [Self; 8] = [
        Self::Matched,
        Self::Double,
        Self::Conflict,
        Self::Ambiguous,
        Self::NotInBag,
        Self::OutsideArea,
        Self::Unreadable,
        Self::Total,
    ];

    /// Whether it found what it stands for, counted or not.
    #[must_use]
    pub fn is_found(self) -> bool {
        matches!(self, Self::Matched | Self::Double | Self::Conflict)
    }
}

/// Why a row has its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchReason {
    /// Its verblijfsobject is there.
    Id,
    /// It names a pand, which holds so many homes.
    Pand(u32),
    /// Exactly one verblijfsobject has its address.
    Address,
    /// The home stands in an earlier row too.
    Again(VerblijfsobjectId),
    /// The home is another complex's by an earlier row.
    Claimed(VerblijfsobjectId),
    /// The pand is another complex's by an earlier row.
    PandClaimed(PandId),
    /// No such verblijfsobject.
    NoVerblijfsobject(VerblijfsobjectId),
    /// No such pand, or no home in it.
    NoHomeIn(PandId),
    /// No verblijfsobject has this address.
    NoAddress(String),
    /// The verblijfsobject with this address is not in use (yet, or any more).
    NotInUse(String),
    /// None has this letter and addition, but others there have these.
    OtherSuffix(String, Vec<String>),
    /// The one with this postcode and number lies in another street: this one.
    OtherStreet(String, String),
    /// So many have this address.
    Several(String, usize),
    /// It may be a range of numbers.
    Range(String),
    /// Without a postcode, row and register must both name the place.
    NoPlace(String),
    /// No identification in the input starts with this gemeentecode.
    OtherGemeente(String),
    /// No postcode in the input starts with these digits.
    OtherPostcode(String),
    /// No verblijfsobject in the input lies in this place.
    OtherPlace(String),
    /// What it names is not in the area of this run.
    NotInArea(String),
    /// No identification, no address.
    NoObject,
    /// The text is not the identification it should be; says what was expected.
    BadId(String, Expected),
    /// The text is no postcode.
    BadPostcode(String),
    /// There is no house number in the text.
    BadNumber(String),
    /// It is the sum of other rows.
    Total,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowMatch {
    /// What became of it.
    pub status: MatchStatus,
    /// Why.
    pub reason: MatchReason,
    /// Position of the verblijfsobject it stands for.
    pub unit: Option<u32>,
    /// The pand it stands for, when it names one.
    pub pand: Option<PandId>,
    /// Positions of verblijfsobjecten it may stand for.
    pub candidates: Box<[u32]>,
}

impl RowMatch {
    /// A row that found nothing.
    #[must_use]
    pub fn none(status: MatchStatus, reason: MatchReason) -> Self {
        Self { status, reason, unit: None, pand: None, candidates: Box::default() }
    }
}
