//! How do cells look?
//!
//! Few looks, each with a meaning that the sheet explains; none tells by color
//! alone.

use std::collections::HashMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::export) enum Look {
    /// As it comes.
    Plain,
    /// A header.
    Head,
    /// The header of a column that is put beside a list.
    HeadBeside,
    /// Lines that break in the cell, from the top.
    Wrapped,
    /// The same, of what is put forward.
    Forward,
    /// The same, of what is next in line.
    Next,
    /// The same, of what hangs on what is not known.
    Doubtful,
    /// Something to notice.
    Bold,
    /// A title.
    Title,
    /// Set off from what stands before it.
    Indented,
    /// In the middle of its column.
    Middle,
    /// Text whatever is typed: digits stay as they are.
    AsTyped,
    /// To be filled in by hand.
    FillIn,
    /// A number to be filled in by hand.
    FillInNumber,
    /// What was found.
    Found,
    /// What is open.
    Open,
    /// What is set apart.
    Apart,
}

impl Look {
    /// Whether a cell without a value is painted too.
    pub(super) fn shows_when_empty(self) -> bool {
        matches!(
            self,
            Self::Forward | Self::Next | Self::Doubtful | Self::AsTyped | Self::FillIn | Self::FillInNumber
        )
    }

    /// Whether lines break in the cell.
    pub(super) fn wraps(self) -> bool {
        matches!(
            self,
            Self::Head | Self::HeadBeside | Self::Wrapped | Self::Forward | Self::Next | Self::Doubtful
        )
    }

    fn format(self) -> Format {
        let format = Format::new();
        let wrapped = || Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let head = |color: &str| {
            let format = Format::new().set_bold().set_background_color(color);
            format.set_text_wrap().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Thin)
        };
        match self {
            Self::Plain => format,
            Self::Head => head("#E6ECEF"),
            Self::HeadBeside => head("#CFE2EC"),
            Self::Wrapped => wrapped(),
            Self::Forward => wrapped().set_background_color("#DCEAF3").set_border_bottom(FormatBorder::Hair),
            Self::Next => wrapped().set_background_color("#F3F6F7").set_border_bottom(FormatBorder::Hair),
            Self::Doubtful => wrapped().set_font_color("#9A3324").set_border_bottom(FormatBorder::Hair),
            Self::Bold => format.set_bold(),
            Self::Title => format.set_bold().set_font_size(14),
            Self::Indented => format.set_indent(1),
            Self::Middle => format.set_align(FormatAlign::Center),
            Self::AsTyped => format.set_num_format("@"),
            Self::FillIn => format.set_num_format("@").set_background_color("#FFF7BF"),
            Self::FillInNumber => format.set_background_color("#FFF7BF"),
            Self::Found => format.set_background_color("#DCEFE3"),
            Self::Open => format.set_background_color("#FBE3D0"),
            Self::Apart => format.set_background_color("#ECEFF1"),
        }
    }
}

/// The formats of a sheet, each made once.
#[derive(Default)]
pub(super) struct Looks(HashMap<(Look, Option<u8>), Format>);

impl Looks {
    /// The format of a look, for numbers with so many decimals; `None` leaves
    /// them as they are. No thousands separator: a bouwjaar would read 1.972.
    pub fn of(&mut self, look: Look, decimals: Option<u8>) -> &Format {
        self.0.entry((look, decimals)).or_insert_with(|| match decimals {
            None => look.format(),
            Some(0) => look.format().set_num_format("0"),
            Some(decimals) => {
                look.format().set_num_format(format!("0.{}", "0".repeat(usize::from(decimals))))
            }
        })
    }
}
