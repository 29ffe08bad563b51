//! In which language do people read, and what do their spreadsheets open?

use std::fmt;

use serde::{Deserialize, Serialize};

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

    /// How those who read it are used to have a CSV file.
    #[must_use]
    pub fn csv_style(self) -> CsvStyle {
        match self {
            Self::Nl => CsvStyle::Dutch,
            Self::En => CsvStyle::International,
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

impl CsvStyle {
    /// Reads `dutch` or `international`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "dutch" => Some(Self::Dutch),
            "international" => Some(Self::International),
            _ => None,
        }
    }
}

/// A sentence in both languages: made where it is known what happened, read
/// where it is known by whom. As a plain text it is English.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Said(Box<Both>);

/// Behind a pointer, so that an error with two sentences stays small.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
struct Both {
    nl: String,
    en: String,
}

impl Said {
    /// A sentence and its translation; the macro `say` formats both.
    #[must_use]
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Box::new(Both { nl: nl.into(), en: en.into() }))
    }

    /// A sentence that is put together from others.
    #[must_use]
    pub fn by(word: impl Fn(Lang) -> String) -> Self {
        Self::new(word(Lang::Nl), word(Lang::En))
    }

    /// What the system, a library or a file says, which has one language.
    #[must_use]
    pub fn quoted(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(text.clone(), text)
    }

    /// The sentence in this language.
    #[must_use]
    pub fn pick(&self, lang: Lang) -> &str {
        lang.pick(&self.0.nl, &self.0.en)
    }
}

impl fmt::Display for Said {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.en)
    }
}

/// `say!("Dutch {value}", "English {value}")`: a [`Said`], formatted twice.
macro_rules! say {
    ($nl:literal, $en:literal $(, $($value:tt)*)?) => {
        $crate::lang::Said::new(format!($nl $(, $($value)*)?), format!($en $(, $($value)*)?))
    };
}
pub(crate) use say;
