//! How well is a home insulated, by its registered label?

use crate::codes::codes;

codes! {
    /// An energy label by its letter: `A++++` counts as `A`. The best first.
    EnergyLabel {
        /// A, with any number of plusses.
        A = "A",
        /// B.
        B = "B",
        /// C.
        C = "C",
        /// D.
        D = "D",
        /// E.
        E = "E",
        /// F.
        F = "F",
        /// G.
        G = "G",
    }
}

impl EnergyLabel {
    /// Reads a label as lists spell it: `A++`, `a`, ` D `. `None` for anything
    /// else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut signs = text.trim().chars();
        let letter = signs.next()?.to_ascii_uppercase();
        if !signs.all(|sign| sign == '+') {
            return None;
        }
        Self::parse(letter.encode_utf8(&mut [0; 4]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_its_letter() {
        for (text, label) in
            [("A++++", Some(EnergyLabel::A)), (" d ", Some(EnergyLabel::D)), ("G", Some(EnergyLabel::G))]
        {
            assert_eq!(EnergyLabel::read(text), label, "{text}");
        }
        for text in ["", "?", "H", "D of E", "onbekend", "geen"] {
            assert_eq!(EnergyLabel::read(text), None, "{text}");
        }
        assert!(EnergyLabel::A < EnergyLabel::D);
    }
}
