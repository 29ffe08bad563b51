//! How is this said to a planner?
//!
//! Codes are for machines and stay English; what people read is Dutch, or
//! English with `--lang en`. Every word the rules can say stands here once,
//! in both languages side by side.

mod date;
mod file_name;
mod ground;
mod left_out;
mod lifts;
mod matching;
mod number;
mod sums;
mod projects;
mod shown;
mod words;

pub use date::day;
pub use file_name::{file_stem, slug};
pub use ground::{bound, direction, domain_kind, reuse, taken_by, woonmilieu};
pub use left_out::left_out;
pub use lifts::{Decider, Lift, Obstacle, decider, lifts_missing, lifts_obstacle, lifts_reason, obstacle};
pub use matching::{match_help, match_reason, match_status};
pub use number::{number, short, whole};
pub use projects::{project_help, project_reason, project_rule, project_status};
pub use shown::{harmless, within};
pub use sums::{heat_concept, moment, rounding, water_class, water_flag};
pub use words::{
    confidence, criterion, flag, form, form_word, grid_code, issue_kind, measure, missing, norm_rule,
    outcome, parts, reason, reason_sentence, rule, standing, storeys_from, verdict, verdict_word,
};

/// Language of what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// Reads `nl` or `en`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "nl" => Some(Self::Nl),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The language tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The one of two texts that is in this language.
    #[must_use]
    pub fn pick<'a>(self, nl: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Nl => nl,
            Self::En => en,
        }
    }
}

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvStyle {
    /// `;`, decimal comma, byte-order mark, CRLF: opens in Dutch Excel.
    #[default]
    Dutch,
    /// `,`, decimal point, no mark, LF: for programs.
    International,
}
