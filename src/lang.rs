//! In which language do people read, and what do their spreadsheets open?

use std::{fmt, io};

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

/// `say!("Dutch {value}", "English {value}")`: a [`Said`], formatted twice.
///
/// `say!([said] "Dutch {said}", "English {said}")`: of a [`Said`] named between
/// the brackets each has the sentence in its own language.
macro_rules! say {
    ([$($said:ident),+] $nl:literal, $en:literal $(, $($value:tt)*)?) => {
        $crate::lang::Said::new(
            { $(let $said = $said.pick($crate::lang::Lang::Nl);)+ format!($nl $(, $($value)*)?) },
            { $(let $said = $said.pick($crate::lang::Lang::En);)+ format!($en $(, $($value)*)?) },
        )
    };
    ($nl:literal, $en:literal $(, $($value:tt)*)?) => {
        $crate::lang::Said::new(format!($nl $(, $($value)*)?), format!($en $(, $($value)*)?))
    };
}
pub(crate) use say;

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

    /// A text that is the same in both.
    #[must_use]
    pub fn alike(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(text.clone(), text)
    }

    /// A number with so many decimals, behind the sign that each has for them.
    #[must_use]
    pub fn decimal(number: f64, decimals: usize) -> Self {
        let en = format!("{number:.decimals$}");
        Self::new(en.replace('.', ","), en)
    }

    /// Words, Dutch and English, with "and" between them.
    #[must_use]
    pub fn listed(words: &[[&str; 2]]) -> Self {
        let [nl, en] = [(0, " en "), (1, " and ")]
            .map(|(lang, and)| words.iter().map(|word| word[lang]).collect::<Vec<_>>().join(and));
        Self::new(nl, en)
    }

    /// What the system, a library or a server says: in English, and between
    /// quotation marks where the rest is Dutch.
    #[must_use]
    pub fn quoted(text: impl fmt::Display) -> Self {
        say!("„{text}”", "{text}")
    }

    /// The sentence in this language.
    #[must_use]
    pub fn pick(&self, lang: Lang) -> &str {
        lang.pick(&self.0.nl, &self.0.en)
    }
}

impl std::error::Error for Said {}

impl From<&io::Error> for Said {
    /// A sentence of ours that was carried through the system's type comes out
    /// as it went in; what the system itself says is quoted.
    fn from(error: &io::Error) -> Self {
        let ours = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        ours.cloned().unwrap_or_else(|| Self::quoted(error))
    }
}

impl fmt::Display for Said {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(said: &Said) -> [&str; 2] {
        [Lang::Nl, Lang::En].map(|lang| said.pick(lang))
    }

    #[test]
    fn a_sentence_in_a_sentence_keeps_its_language() {
        let (area, why) = (Said::decimal(12.5, 2), Said::quoted("bad ring"));
        let said = say!([area, why] "{area} m² na {n}: {why}", "{area} m² after {n}: {why}", n = 3);
        assert_eq!(both(&said), ["12,50 m² na 3: „bad ring”", "12.50 m² after 3: bad ring"]);
        let listed = Said::listed(&[["punt", "point"], ["status"; 2]]);
        assert_eq!(both(&listed), ["punt en status", "point and status"]);
    }

    #[test]
    fn a_sentence_comes_whole_through_an_error_of_the_system() {
        let ours = say!("het breekt af", "it breaks off");
        let error = io::Error::new(io::ErrorKind::UnexpectedEof, ours.clone());
        assert_eq!((Said::from(&error), error.to_string()), (ours, "it breaks off".to_owned()));
        let theirs = io::Error::from(io::ErrorKind::UnexpectedEof);
        assert_eq!(both(&Said::from(&theirs)), ["„unexpected end of file”", "unexpected end of file"]);
    }
}
