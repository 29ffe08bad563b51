//! Which of the things one knows does a text name?

use super::lower_words;

/// Phrases that stand for things. A word that ends in `*` stands for all that
/// begin so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases<T> {
    phrases: Vec<(Vec<Word>, T)>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { phrases: Vec::new() }
    }
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    /// Whether others may begin with it.
    is_start: bool,
}

impl Word {
    fn fits(&self, word: &str) -> bool {
        if self.is_start { word.starts_with(&self.text) } else { word == self.text }
    }
}

impl<T: Copy + PartialEq> Phrases<T> {
    /// From texts, each with what it stands for. One without a word is left out.
    #[must_use]
    pub fn new<'a>(texts: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let words = |text: &str| -> Vec<Word> {
            let parts = text.split_whitespace().map(|part| (part, part.ends_with('*')));
            parts
                .flat_map(|(part, is_start)| {
                    lower_words(part).into_iter().map(move |text| Word { text: folded(&text), is_start })
                })
                .collect()
        };
        let phrases = texts.into_iter().map(|(text, thing)| (words(text), thing));
        Self { phrases: phrases.filter(|(words, _)| !words.is_empty()).collect() }
    }

    /// What a text names, in the order of the text, each thing once. A phrase
    /// within a longer one does not count: `niet vastgesteld` is not
    /// `vastgesteld`.
    #[must_use]
    pub fn named(&self, text: &str) -> Vec<T> {
        let text: Vec<String> = lower_words(text).iter().map(|word| folded(word)).collect();
        let mut found: Vec<(std::ops::Range<usize>, T)> = Vec::new();
        for (phrase, thing) in &self.phrases {
            let fits = |window: &[String]| window.iter().zip(phrase).all(|(word, known)| known.fits(word));
            let starts = text.windows(phrase.len()).enumerate().filter(|(_, window)| fits(window));
            found.extend(starts.map(|(at, _)| (at..at + phrase.len(), *thing)));
        }
        let is_within = |inner: &std::ops::Range<usize>| {
            found.iter().any(|(outer, _)| {
                outer.len() > inner.len() && outer.start <= inner.start && inner.end <= outer.end
            })
        };
        let mut whole: Vec<_> = found.iter().filter(|(range, _)| !is_within(range)).collect();
        whole.sort_by_key(|(range, _)| range.start);
        let mut named: Vec<T> = Vec::new();
        for (_, thing) in whole {
            if !named.contains(thing) {
                named.push(*thing);
            }
        }
        named
    }
}

/// A word without the marks on its letters.
fn folded(word: &str) -> String {
    let plain = |letter: char| match letter {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        letter => letter,
    };
    word.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_holds_and_a_star_stands_for_what_follows() {
        let phrases = Phrases::new([
            ("vastgesteld", 'h'),
            ("niet vastgesteld", 'z'),
            ("parkeer*", 'p'),
            ("financien", 'f'),
            ("  ", 'x'),
        ]);
        assert_eq!(phrases.named("Niet-vastgesteld"), ['z']);
        assert_eq!(phrases.named("financiën; parkeernorm, Parkeerdruk"), ['f', 'p']);
        assert!(phrases.named("uitparkeren").is_empty());
        assert!(phrases.named("").is_empty());
    }
}
