//! What it rests on: sources with dates and licences, and assumptions.

use super::About;
use crate::{
    params::Parameter,
    sheet::{Block, Table},
    text::{Lang, number},
};

/// Parameters a passport rests on most.
const SHOWN: [&str; 12] = [
    "optoppen.home_go_m2",
    "optoppen.usable_roof_share",
    "optoppen.bouwjaar_min",
    "optoppen.roof_flat_share_min",
    "optoppen.new_storey_m",
    "inbreiding.plot_min_m2",
    "inbreiding.setback_m",
    "parkeren.street_limit",
    "net.heat_concept",
    "net.kw_home_air_source",
    "net.netbewust_factor",
    "water.storage_mm",
];

/// Sources and assumptions.
pub(super) fn blocks(about: &About<'_>) -> Vec<Block> {
    let About { run, lang, long, .. } = *about;
    let mut blocks = vec![Block::heading(lang.pick("Bronnen en aannames", "Sources and assumptions"))];
    if long {
        let mut table = Table::new(
            lang.pick("bronnen", "sources"),
            &match lang {
                Lang::Nl => ["Rol", "Bestand", "Datum", "Licentie", "Bronvermelding", "SHA-256"],
                Lang::En => ["Role", "File", "Date", "Licence", "Attribution", "SHA-256"],
            },
        );
        for input in &run.inputs {
            let hash: String = input.sha256.chars().take(12).collect();
            table.row([&input.role, &input.file, &input.date, &input.licence, &input.attribution, &hash]);
        }
        blocks.push(Block::Table(table));
    } else {
        blocks.push(Block::note(sources(about)));
    }
    blocks.push(Block::note(assumptions(about)));
    blocks.push(Block::note(match lang {
        Lang::Nl => format!("Normen met hun herkomst: {}. [S] bron van het project, [P] openbare bron, [K] praktijk, niet nagegaan. Alle normen staan in run.json en report.html van de scan.", norms(about)),
        Lang::En => format!("Norms and where they come from: {}. [S] source of the project, [P] public source, [K] practice, not verified. All norms stand in run.json and report.html of the scan.", norms(about)),
    }));
    blocks
}

/// Each publisher once, with the dates of what was read.
fn sources(about: &About<'_>) -> String {
    let About { run, lang, .. } = *about;
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    for input in &run.inputs {
        let who = if input.attribution.is_empty() { input.file.clone() } else { input.attribution.clone() };
        let who = if input.licence.is_empty() { who } else { format!("{who} ({})", input.licence) };
        let date = if input.date.is_empty() { input.peildatum.clone() } else { input.date.clone() };
        let what = if date.is_empty() { input.role.clone() } else { format!("{} {date}", input.role) };
        match named.iter_mut().find(|(known, _)| *known == who) {
            Some((_, what_all)) => what_all.push(what),
            None => named.push((who, vec![what])),
        }
    }
    let named: Vec<String> =
        named.into_iter().map(|(who, what)| format!("{who}: {}", what.join(", "))).collect();
    let undated = run.inputs.iter().any(|input| input.date.is_empty() && input.peildatum.is_empty());
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

fn assumptions(about: &About<'_>) -> String {
    let About { run, lang, .. } = *about;
    let accuracy = format!("{} ({} m)", run.accuracy.operation, run.accuracy.meters);
    match lang {
        Lang::Nl => format!(
            "Constructie, fundering, installaties en fauna zijn niet onderzocht. Optoppen per pand, andere vormen per complex of kavel; een locatie hoort bij het gebied waar haar middelpunt ligt. Vrije grond is wat de opgegeven kaarten vrij laten. Coördinaten: {accuracy}."
        ),
        Lang::En => format!(
            "Structure, foundation, installations and fauna were not examined. Storeys on top pand by pand, other forms by complex or plot; a location belongs to the area its middle lies in. Free ground is what the given maps leave free. Coordinates: {accuracy}."
        ),
    }
}

fn norms(about: &About<'_>) -> String {
    let one = |parameter: &Parameter| {
        let value = match (parameter.value.as_str(), parameter.value.as_f64()) {
            (Some(text), _) => text.to_owned(),
            // A year has no thousands.
            (None, Some(year)) if parameter.unit == "year" => format!("{year:.0}"),
            (None, Some(value)) => short(value, about.lang),
            (None, None) => parameter.value.to_string(),
        };
        let unit = if parameter.unit == "1" || parameter.value.is_string() {
            String::new()
        } else {
            format!(" {}", parameter.unit)
        };
        format!("{} = {value}{unit} [{:?}]", parameter.key, parameter.confidence)
    };
    let shown = SHOWN.iter().filter_map(|key| about.params.get(key)).map(one);
    let all =
        about.params.list().iter().filter(|parameter| about.long && parameter.value.is_number()).map(one);
    let listed: Vec<String> = if about.long { all.collect() } else { shown.collect() };
    listed.join("; ")
}

/// A number with as many decimals as it has, three at most.
fn short(value: f64, lang: Lang) -> String {
    let decimals = (0..3).find(|decimals| {
        let factor = 10_f64.powi(i32::from(*decimals));
        ((value * factor).round() / factor - value).abs() < 1e-9
    });
    number(value, decimals.unwrap_or(3), lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_no_more_decimals_than_it_needs() {
        let found = [55.0, 0.85, 3.2, 0.1234].map(|value| short(value, Lang::Nl));
        assert_eq!(found, ["55", "0,85", "3,2", "0,123"]);
    }
}
