//! What is the file of one of many called?

use std::collections::BTreeSet;

use crate::wording::slug;

/// Signs of a name at most, so that paths stay short enough for Windows.
const LONGEST: usize = 80;

/// Names for files in one folder; no two are the same, and none is one that
/// the folder or a system takes for itself.
#[derive(Debug, Clone)]
pub struct Names {
    taken: BTreeSet<String>,
    /// What something without a letter or digit is called.
    nameless: &'static str,
}

impl Names {
    /// Of a folder that has none yet.
    #[must_use]
    pub fn new(nameless: &'static str) -> Self {
        // Taken by files of the folder, or by the system of Windows.
        let taken = ["index", "run", "con", "prn", "aux", "nul"].map(str::to_owned).into();
        Self { taken, nameless }
    }

    /// A name without ending: letters, digits and dashes.
    pub fn name(&mut self, text: &str) -> String {
        let slug = slug(text, LONGEST);
        let slug = if slug.is_empty() { self.nameless.to_owned() } else { slug };
        let mut name = slug.clone();
        let mut n = 1;
        while !self.taken.insert(name.clone()) {
            n += 1;
            name = format!("{slug}-{n}");
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_unique_and_the_same_every_time() {
        let mut names = Names::new("locatie");
        for (text, name) in [
            ("optoppen:woonstichting-réveil:rv-18", "optoppen-woonstichting-reveil-rv-18"),
            ("optoppen:woonstichting-reveil:rv:18", "optoppen-woonstichting-reveil-rv-18-2"),
            ("../../etc/passwd", "etc-passwd"),
            ("con", "con-2"),
            ("☃", "locatie"),
            ("☃☃", "locatie-2"),
            ("C:\\x|y?.html", "c-x-y-html"),
        ] {
            assert_eq!(names.name(text), name);
        }
        assert_eq!(names.name(&"a".repeat(300)).len(), LONGEST);
    }
}
