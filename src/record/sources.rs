//! Whom a run names, and on which norms it rests, in small print.

use super::Record;
use crate::{lang::Lang, params::Parameter, wording::short};

impl Record {
    /// Each publisher once, with licence, roles and dates of what was read.
    #[must_use]
    pub fn sources(&self, lang: Lang) -> String {
        let mut named: Vec<(String, Vec<String>)> = Vec::new();
        for input in &self.run.inputs {
            let who =
                if input.attribution.is_empty() { input.file.clone() } else { input.attribution.clone() };
            let who = if input.licence.is_empty() { who } else { format!("{who} ({})", input.licence) };
            let date = if input.date.is_empty() { &input.peildatum } else { &input.date };
            let what =
                if date.is_empty() { input.role.to_string() } else { format!("{} {date}", input.role) };
            match named.iter_mut().find(|(known, _)| *known == who) {
                Some((_, all)) => all.push(what),
                None => named.push((who, vec![what])),
            }
        }
        let named: Vec<String> =
            named.into_iter().map(|(who, what)| format!("{who}: {}", what.join(", "))).collect();
        let undated = self.run.inputs.iter().any(|input| input.date.is_empty() && input.peildatum.is_empty());
        let note = if undated {
            lang.pick(
                " Waar geen datum staat, noemt het project er geen.",
                " Where no date stands, the project names none.",
            )
        } else {
            ""
        };
        format!("{}.{note}", named.join("; "))
    }

    /// Norms by their keys with value, unit and how sure they are, as far as they
    /// are no tables; all of them when `keys` is empty.
    #[must_use]
    pub fn norms(&self, keys: &[&str], lang: Lang) -> String {
        let one = |parameter: &Parameter| {
            let value = match (parameter.value.as_str(), parameter.value.as_f64()) {
                (Some(text), _) => text.to_owned(),
                // A year has no thousands.
                (None, Some(year)) if parameter.unit.pick(Lang::En) == "year" => format!("{year:.0}"),
                (None, Some(value)) => short(value, lang),
                (None, None) => parameter.value.to_string(),
            };
            let unit = match parameter.unit.pick(lang) {
                "1" | "year" | "jaar" => String::new(),
                _ if parameter.value.is_string() => String::new(),
                unit => format!(" {unit}"),
            };
            format!("{} = {value}{unit} [{:?}]", parameter.key, parameter.confidence)
        };
        let is_short = |parameter: &&Parameter| !parameter.value.is_array() && !parameter.value.is_object();
        let listed: Vec<String> = if keys.is_empty() {
            self.params.list().iter().filter(is_short).map(one).collect()
        } else {
            keys.iter().filter_map(|key| self.params.get(key)).filter(is_short).map(one).collect()
        };
        let listed = listed.join("; ");
        match lang {
            Lang::Nl => format!(
                "Normen: {listed}. [S] bron van het project, [P] openbare bron, [K] praktijk, niet nagegaan. Alle normen met hun bron staan in run.json en report.html van de scan."
            ),
            Lang::En => format!(
                "Norms: {listed}. [S] source of the project, [P] public source, [K] practice, not verified. All norms with their source stand in run.json and report.html of the scan."
            ),
        }
    }
}
