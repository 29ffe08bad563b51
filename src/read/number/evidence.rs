//! What the cells of a column tell about the sign in it.

use super::{Holds, Spelled, spelled, spelled::Sign};
use crate::value::Value;

/// Which sign stands before decimals in a column, as far as its cells tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    point: bool,
    comma: bool,
    /// Whether some whole number stands without any sign.
    plain: bool,
}

impl Evidence {
    /// As the user says: `.` or `,`; nothing for another sign.
    #[must_use]
    pub fn said(decimal: char) -> Self {
        Self { point: decimal == '.', comma: decimal == ',', plain: false }
    }

    /// Takes in one cell of a column.
    pub fn see(&mut self, value: &Value, holds: Holds) {
        let Value::Text(text) = value else { return };
        match spelled(holds.bare(text), holds.unit()) {
            Some(Spelled::Number { decimal: Some(sign), .. }) => self.note(sign),
            Some(Spelled::Number { decimal: None, .. }) => self.plain = true,
            // Half a home, half a year: thousands, so the other sign is decimal.
            Some(Spelled::Either { sign, is_round: false, .. }) if holds.is_whole() => {
                self.note(sign.other())
            }
            Some(Spelled::Either { thousands, decimals, sign, .. }) => {
                match holds.unit().tells(thousands, decimals) {
                    Some(true) => self.note(sign),
                    Some(false) => self.note(sign.other()),
                    None => {}
                }
            }
            None => {}
        }
    }

    fn note(&mut self, sign: Sign) {
        match sign {
            Sign::Point => self.point = true,
            Sign::Comma => self.comma = true,
        }
    }

    /// Takes over what another column of the same file shows, where this one
    /// shows nothing.
    #[must_use]
    pub fn or(self, file: Self) -> Self {
        if self.point || self.comma { self } else { Self { plain: self.plain, ..file } }
    }

    /// What two columns show together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            point: self.point || other.point,
            comma: self.comma || other.comma,
            plain: self.plain || other.plain,
        }
    }

    /// Whether a sign stands before decimals; `None` when nothing tells, or
    /// some cells tell one thing and some the other.
    pub(super) fn is_decimal(self, sign: Sign, holds: Holds) -> Option<bool> {
        let (same, other) = match sign {
            Sign::Point => (self.point, self.comma),
            Sign::Comma => (self.comma, self.point),
        };
        match (same, other) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            // `2.000` beside `85` among whole numbers: who writes decimals
            // writes them everywhere.
            (false, false) if holds.is_whole() && self.plain => Some(false),
            _ => None,
        }
    }
}
