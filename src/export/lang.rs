//! Which language does the reader want?

use serde::{Deserialize, Serialize};

use crate::params::Confidence;

/// Language of everything a planner reads. Codes and column names do not
/// change with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// The code, as in the `lang` attribute of HTML.
    #[must_use]
    pub fn code(self) -> &'static str {
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

/// How sure a parameter is, in words.
pub(super) fn confidence(confidence: Confidence, lang: Lang) -> &'static str {
    match (confidence, lang) {
        (Confidence::S, Lang::Nl) => "S: beleidsdocument",
        (Confidence::S, Lang::En) => "S: policy document",
        (Confidence::P, Lang::Nl) => "P: openbare bron",
        (Confidence::P, Lang::En) => "P: public source",
        (Confidence::K, Lang::Nl) => "K: praktijkkennis, niet geverifieerd",
        (Confidence::K, Lang::En) => "K: practice, not verified",
        (Confidence::U, Lang::Nl) => "U: ingesteld door de gebruiker",
        (Confidence::U, Lang::En) => "U: set by the user",
    }
}
