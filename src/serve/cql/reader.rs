//! How are the words of a filter passed, one after the other?

use super::words::Word;
use crate::{
    lang::{Said, say},
    serve::{crs::OutCrs, fgb::Column},
};

/// Brackets and NOTs within one another.
const DEEPEST: usize = 24;

/// Where in a filter one is.
pub(super) struct Parser<'a> {
    pub(super) words: &'a [Word<'a>],
    pub(super) at: usize,
    pub(super) columns: &'a [Column],
    pub(super) crs: OutCrs,
    pub(super) depth: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn peek(&self) -> Option<&'a Word<'a>> {
        self.words.get(self.at)
    }

    pub(super) fn next(&mut self) -> Option<&'a Word<'a>> {
        let word = self.words.get(self.at);
        self.at += usize::from(word.is_some());
        word
    }

    /// Passes a keyword, if it stands there.
    pub(super) fn takes(&mut self, keyword: &str) -> bool {
        let is = self.peek().is_some_and(|word| word.is(keyword));
        self.at += usize::from(is);
        is
    }

    /// Passes a sign, if it stands there.
    pub(super) fn takes_sign(&mut self, sign: &str) -> bool {
        let is = matches!(self.peek(), Some(Word::Sign(found)) if *found == sign);
        self.at += usize::from(is);
        is
    }

    pub(super) fn sign(&mut self, sign: &str) -> Result<(), Said> {
        let what = format!("`{sign}`");
        if self.takes_sign(sign) { Ok(()) } else { Err(self.expected(&what, &what)) }
    }

    /// What stands here, and what should.
    pub(super) fn expected(&self, nl: &str, en: &str) -> Said {
        match self.peek() {
            Some(word) => Said::new(
                format!("er staat `{}` waar {nl} hoort", word.shown()),
                format!("`{}` stands where {en} belongs", word.shown()),
            ),
            None => say!("het filter eindigt waar {nl} hoort", "the filter ends where {en} belongs"),
        }
    }

    pub(super) fn unexpected(&self, word: &Word<'_>) -> Said {
        say!(
            "`{}` staat achter een filter dat al af is",
            "`{}` stands behind a filter that is complete",
            word.shown()
        )
    }

    pub(super) fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Result<T, Said>) -> Result<T, Said> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(say!(
                "het filter is dieper genest dan {DEEPEST}",
                "the filter is nested deeper than {DEEPEST}"
            ));
        }
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }
}
