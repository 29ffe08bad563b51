//! What does a gain seem to be?
//!
//! A register holds no building work, only what stood in it on two days. So a
//! kind is what its numbers look like, the first of the list that fits.

use super::state::{PandState, State, UnitState};
use crate::{
    codes::codes,
    lang::Lang,
    model::{Form, PandId},
    params::OptoppenParams,
};

// What a gain seems to be is a word: these bounds are ours (K), and decide
// nothing else (docs/verantwoording.md, Terugblik).

/// A footprint that differs by less is the same, drawn again: share of the
/// earlier one. Of the transformed offices of Weesp the outlines moved by up to
/// 4 %.
pub(super) const SAME_FOOTPRINT: f64 = 0.05;

/// A sum of oppervlakten that differs by less is the same, measured again.
const SAME_AREA: f64 = 0.10;

/// New home floor comes from other uses when these lost so much of it.
const FROM_OTHERS: f64 = 0.5;

/// No home is so large, m²: what is registered so is a home of many, such as a
/// nursing home, in one piece.
const LARGEST_HOME_M2: f64 = 500.0;

codes! {
    /// What a gain seems to be, in the order in which it is asked.
    Kind {
        /// Another bouwjaar, within the period.
        NewBuilding = "new_building",
        /// The homes were homes of another pand.
        Moved = "moved",
        /// Nothing was registered in it.
        NoUnits = "no_units",
        /// Other uses became homes.
        Transformed = "transformed",
        /// The footprint grew.
        Extended = "extended",
        /// More floor on the same footprint.
        OnTop = "on_top",
        /// What was one for many became one for each.
        Registered = "registered",
        /// More homes on the same floor.
        Split = "split",
        /// None of these.
        Unclear = "unclear",
    }
}

impl Kind {
    /// In a few words.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::NewBuilding => {
                lang.pick("nieuw gebouw onder hetzelfde nummer", "a new building under the same id")
            }
            Self::Moved => lang.pick(
                "administratief: eerst bij een ander pand geteld",
                "administrative: counted with another pand before",
            ),
            Self::NoUnits => lang.pick(
                "administratief of nieuw: er stond niets in geregistreerd",
                "administrative or new: nothing was registered in it",
            ),
            Self::Transformed => lang
                .pick("getransformeerd: ander gebruik werd wonen", "transformed: another use became homes"),
            Self::Extended => lang.pick("uitgebreid: de voetafdruk groeide", "extended: the footprint grew"),
            Self::OnTop => lang.pick(
                "opgetopt, of anders gemeten: meer m² op dezelfde voetafdruk",
                "on top, or measured otherwise: more m² on the same footprint",
            ),
            Self::Registered => lang.pick(
                "administratief: stond als één geheel geregistreerd (zorg, kamers)",
                "administrative: was registered in one piece (care, rooms)",
            ),
            Self::Split => {
                lang.pick("gesplitst: meer woningen op dezelfde m²", "split: more homes on the same m²")
            }
            Self::Unclear => lang.pick("onduidelijk", "unclear"),
        }
    }

    /// The form that would have foreseen it; `None` where none would.
    #[must_use]
    pub fn form(self) -> Option<Form> {
        match self {
            Self::Transformed => Some(Form::Transformatie),
            Self::Split => Some(Form::Splitsen),
            Self::Extended | Self::OnTop => Some(Form::Optoppen),
            Self::NewBuilding | Self::Moved | Self::NoUnits | Self::Registered | Self::Unclear => None,
        }
    }

    /// What the homes that came look like. `first_year` is the year the period
    /// begins in.
    pub(super) fn of(id: PandId, was: &PandState, is: &PandState, then: &State, first_year: u16) -> Self {
        let gain = is.n_homes().saturating_sub(was.n_homes()) as usize;
        let homes = || is.units.iter().filter(|unit| unit.is_home);
        let built = is.bouwjaar.filter(|year| was.bouwjaar != Some(*year) && *year >= first_year);
        if built.is_some() {
            return Self::NewBuilding;
        }
        let moved = homes().filter(|unit| then.homes.get(&unit.id).is_some_and(|pand| *pand != id)).count();
        if moved >= gain {
            return Self::Moved;
        }
        if was.units.is_empty() {
            return Self::NoUnits;
        }
        let was_other =
            |unit: &&UnitState| was.units.iter().any(|before| before.id == unit.id && !before.is_home);
        let less_of_others = was.area(false).zip(is.area(false)).map(|(was, is)| was - is);
        let more_homes = was.area(true).zip(is.area(true)).map(|(was, is)| is - was);
        let from_others = less_of_others
            .zip(more_homes)
            .is_some_and(|(less, more)| more > 0.0 && less >= FROM_OTHERS * more);
        if homes().filter(was_other).count() >= gain || from_others {
            return Self::Transformed;
        }
        if grown(was.footprint, is.footprint).is_some_and(|share| share > SAME_FOOTPRINT) {
            return Self::Extended;
        }
        if grown(was.total(), is.total()).is_some_and(|share| share > SAME_AREA) {
            return Self::OnTop;
        }
        let in_pieces = was.area(true).is_some_and(|area| area > LARGEST_HOME_M2 * f64::from(was.n_homes()));
        match grown(was.area(true), is.area(true)) {
            Some(share) if share <= SAME_AREA && in_pieces => Self::Registered,
            Some(share) if share <= SAME_AREA => Self::Split,
            _ => Self::Unclear,
        }
    }
}

/// By which share something grew.
pub(super) fn grown(was: Option<f64>, is: Option<f64>) -> Option<f64> {
    was.zip(is).filter(|(was, _)| *was > 0.0).map(|(was, is)| (is - was) / was)
}

/// Storeys before and after, by registered floor over footprint (method §1),
/// when at least the smallest storey on top was added to a footprint that is
/// the same. Whole streets that were measured again stay below it.
pub(super) fn storeys(was: &PandState, is: &PandState, params: &OptoppenParams) -> Option<(u32, u32)> {
    grown(was.footprint, is.footprint).filter(|share| share.abs() <= SAME_FOOTPRINT)?;
    let floor = was.footprint? * params.go_per_bvo.value;
    let (before, after) = (was.total()?, is.total()?);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a saturating cast is meant")]
    let n = |total: f64| ((total / floor).round() as u32).max(1);
    let is_a_floor = after - before >= params.usable_roof_share_low.value * floor;
    (is_a_floor && n(after) > n(before)).then(|| (n(before), n(after)))
}
