//! Which words of a name say where it is?

use std::collections::BTreeSet;

use crate::model::{Form, PlannedProject, street_key};

/// What a corporatie may call itself besides its name.
const LEGAL: [&str; 10] = [
    "stichting",
    "woonstichting",
    "woningstichting",
    "woningbouwstichting",
    "woningbouwvereniging",
    "woningcorporatie",
    "corporatie",
    "vereniging",
    "bv",
    "nv",
];

/// The words of a text as they are compared: as streets are, without numbers.
pub(super) fn plain_words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let keys = words.map(street_key);
    keys.filter(|word| word.chars().count() > 1 && word.chars().any(char::is_alphabetic)).collect()
}

/// The form in which corporaties are compared: without what says that they
/// are one.
pub(in crate::link) fn corporatie_key(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').map(street_key);
    let own: Vec<String> = words.filter(|word| !word.is_empty() && !LEGAL.contains(&word.as_str())).collect();
    if own.is_empty() { street_key(text) } else { own.concat() }
}

/// The words of a project's name that say where it is.
pub(in crate::link) fn name_words(project: &PlannedProject, ignored: &[String]) -> BTreeSet<String> {
    let Some(naam) = project.naam.as_deref() else { return BTreeSet::new() };
    let others = [&project.gemeente, &project.kern, &project.corporatie, &project.trekker];
    let mut left_out: BTreeSet<String> = ignored.iter().flat_map(|word| plain_words(word)).collect();
    left_out.extend(others.into_iter().flatten().flat_map(|text| plain_words(text)));
    left_out.extend(Form::WORDS.iter().map(|(word, _)| (*word).to_owned()));
    left_out.insert("sloop".into());
    plain_words(naam).into_iter().filter(|word| !left_out.contains(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corporatie_is_its_name_alone() {
        assert_eq!(corporatie_key("Stichting Polderhuis"), corporatie_key("POLDERHUIS"));
        assert_ne!(corporatie_key("Polderhuis"), corporatie_key("Polderhuizen"));
        assert_eq!(corporatie_key("Stichting"), "stichting");
    }

    #[test]
    fn words_that_name_no_place_do_not_count() {
        let project = PlannedProject {
            naam: Some("Optoppen Anjerstr. fase 2, Elzermade".into()),
            gemeente: Some("Elzermade".into()),
            ..PlannedProject::default()
        };
        let words = name_words(&project, &["fase".into()]);
        assert_eq!(words.into_iter().collect::<Vec<_>>(), ["anjerstraat"]);
    }
}
