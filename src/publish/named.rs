//! Does a text of the run still name a corporatie, and where on this machine
//! did it come from?
//!
//! Titles, sources and names of files are written by people: no column holds
//! them, so leaving columns out does not clean them.

use std::path::Path;

use crate::{
    error::Error,
    lang::{Lang, Said, say},
    params::Origin,
    record::{Record, Run},
};

/// What stands for a file on the machine of who made the run.
const PROJECT: &str = "toplaag.toml";

/// Takes paths of this machine out of what a run says of itself.
///
/// # Errors
///
/// [`Error::NotFound`] when its norms cannot be read again.
pub(super) fn without_paths(record: &mut Record) -> Result<(), Error> {
    let base = |file: &str| file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    for input in &mut record.run.inputs {
        input.file = base(&input.file);
    }
    for parameter in &mut record.run.parameters {
        let Origin::File(file) = &mut parameter.origin else { continue };
        if !file.is_empty() {
            let said = |said: &Said, lang| said.pick(lang).replace(file.as_str(), PROJECT);
            parameter.source =
                Said::new(said(&parameter.source, Lang::Nl), said(&parameter.source, Lang::En));
        }
        PROJECT.clone_into(file);
    }
    record.params = record.run.params(Path::new(Run::FILE))?;
    Ok(())
}

/// Refuses a run of which a title, source, norm or map names one of these
/// corporaties.
///
/// # Errors
///
/// [`Error::CommandLine`], with where the name stands.
pub(super) fn refuse(record: &Record, title: &str, corporaties: &[String]) -> Result<(), Error> {
    let named = |text: &str| corporaties.iter().find(|name| mentions(text, name));
    if let Some(name) = named(title) {
        return Err(Error::CommandLine {
            detail: say!("de titel „{title}” noemt {name}", "the title `{title}` names {name}"),
            hint: say!("geef een andere titel met `--name`", "give another title with `--name`"),
        });
    }
    let mut texts: Vec<(String, &str)> = Vec::new();
    for input in &record.run.inputs {
        let of = [&input.file, &input.layer, &input.licence, &input.attribution];
        texts.extend(of.into_iter().map(|text| (input.role.to_string(), text.as_str())));
    }
    // What the program says itself names nobody.
    for norm in record.run.parameters.iter().filter(|norm| norm.origin != Origin::BuiltIn) {
        let of = [&norm.unit, &norm.source, &norm.note];
        let said = of.into_iter().flat_map(|said| [Lang::Nl, Lang::En].map(|lang| said.pick(lang)));
        texts.extend(said.map(|text| (norm.key.clone(), text)));
    }
    texts.extend(record.layers.restrictions.iter().map(|map| ("restrictions".to_owned(), map.name.as_str())));
    match texts.iter().find_map(|(place, text)| Some((place, named(text)?))) {
        None => Ok(()),
        Some((place, name)) => Err(Error::CommandLine {
            detail: say!(
                "wat de run over `{place}` zegt noemt {name}",
                "what the run says of `{place}` names {name}"
            ),
            hint: say!(
                "haal de naam uit het projectbestand of de naam van het bestand, en voer de scan opnieuw uit",
                "take the name out of the project file or the name of the file, and run the scan again"
            ),
        }),
    }
}

/// Whether a text has a name as words of its own, whatever its case.
fn mentions(text: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (text, name) = (words(text), words(name));
    !name.is_empty() && text.windows(name.len()).any(|part| part == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_words_of_its_own() {
        for (text, name, found) in [
            ("Optopkansen Woonstichting Zeven Linden 2026", "Woonstichting Zeven Linden", true),
            ("data/woonstichting-zeven-linden.csv", "Woonstichting Zeven Linden", true),
            ("Eigen Haardstraat 4", "Eigen Haard", false),
            ("Weesp", "Eigen Haard", false),
            ("alles", "", false),
            ("alles", "-", false),
        ] {
            assert_eq!(mentions(text, name), found, "{text} {name}");
        }
    }
}
