//! What it rests on: sources with dates and licences, and assumptions.

use super::PageOf;
use crate::{
    document::{Block, Table},
    lang::Lang,
};

/// Norms a passport rests on most.
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
pub(super) fn blocks(about: &PageOf<'_>) -> Vec<Block> {
    let PageOf { record, lang, long, .. } = *about;
    let mut blocks = vec![Block::heading(lang.pick("Bronnen en aannames", "Sources and assumptions"))];
    if long {
        let mut table = Table::new(
            lang.pick("bronnen", "sources"),
            &match lang {
                Lang::Nl => ["Rol", "Bestand", "Datum", "Licentie", "Bronvermelding", "SHA-256"],
                Lang::En => ["Role", "File", "Date", "Licence", "Attribution", "SHA-256"],
            },
        );
        for input in &record.run.inputs {
            let hash: String = input.sha256.chars().take(12).collect();
            table.row([
                &input.role.to_string(),
                &input.file,
                &input.date,
                &input.licence,
                &input.attribution,
                &hash,
            ]);
        }
        blocks.push(Block::Table(table));
    } else {
        blocks.push(Block::note(record.sources(lang)));
    }
    blocks.push(Block::note(assumptions(about)));
    blocks.push(Block::note(record.norms(if long { &[] } else { &SHOWN }, lang)));
    blocks
}

fn assumptions(about: &PageOf<'_>) -> String {
    let PageOf { record, lang, is_drawn, .. } = *about;
    let belongs = match (is_drawn, lang) {
        (false, Lang::Nl) => "een locatie hoort bij het gebied waar haar middelpunt ligt",
        (false, Lang::En) => "a location belongs to the area its middle lies in",
        (true, Lang::Nl) => {
            "een locatie hoort bij het gebied waar haar middelpunt ligt; een kavel telt mee naar het deel dat in het gebied ligt"
        }
        (true, Lang::En) => {
            "a location belongs to the area its middle lies in; a plot counts by the share that lies in the area"
        }
    };
    let accuracy = &record.run.accuracy;
    let accuracy = format!("{} ({} m)", accuracy.operation, accuracy.meters);
    match lang {
        Lang::Nl => format!(
            "Constructie, fundering, installaties en fauna zijn niet onderzocht. Optoppen per pand, andere vormen per complex of kavel; {belongs}. Vrije grond is wat de opgegeven kaarten vrij laten. Coördinaten: {accuracy}."
        ),
        Lang::En => format!(
            "Structure, foundation, installations and fauna were not examined. Storeys on top pand by pand, other forms by complex or plot; {belongs}. Free ground is what the given maps leave free. Coordinates: {accuracy}."
        ),
    }
}
