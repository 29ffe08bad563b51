//! In which language do people read, and what do their spreadsheets open?

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
