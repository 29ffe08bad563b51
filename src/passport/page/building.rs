//! What stands there, in figures.

use super::PageOf;
use crate::{
    document::{Block, Table},
    lang::Lang,
    passport::data::Band,
    wording::{number, whole},
};

/// Building stock.
pub(super) fn stock(about: &PageOf<'_>) -> Vec<Block> {
    let PageOf { passport, params, lang, .. } = *about;
    let stock = &passport.stock;
    let mut facts = vec![
        (
            lang.pick("Panden in gebruik", "Panden in use").to_owned(),
            match stock.other_panden {
                0 => whole(stock.panden, lang),
                other => format!(
                    "{} ({} {})",
                    whole(stock.panden, lang),
                    whole(other, lang),
                    lang.pick("met een andere status", "of another status")
                ),
            },
        ),
        (
            lang.pick("Woningen, andere units", "Homes, other units").to_owned(),
            format!("{}, {}", whole(stock.homes, lang), whole(stock.other_units, lang)),
        ),
        ("FSI, GSI".to_owned(), format!("{}, {}", number(stock.fsi, 2, lang), number(stock.gsi, 2, lang))),
    ];
    let named = |bands: &[Band], missing: &str| -> String {
        let known = bands
            .iter()
            .filter(|band| band.panden > 0)
            .map(|band| format!("{}: {}", name(band, missing), whole(band.panden, lang)));
        known.collect::<Vec<_>>().join(" · ")
    };
    let unknown = lang.pick("onbekend", "unknown");
    let storeys = named(&stock.by_storeys, unknown);
    if !storeys.is_empty() {
        facts.push((lang.pick("Bouwlagen (woonpanden)", "Storeys (panden with homes)").to_owned(), storeys));
    }
    let mut table = Table::new(
        lang.pick("bouwjaren", "years of construction"),
        &match lang {
            Lang::Nl => ["Bouwjaar", "#Panden", "#Woningen"],
            Lang::En => ["Built", "#Panden", "#Homes"],
        },
    );
    for band in stock.by_year.iter().filter(|band| band.panden > 0) {
        table.row([name(band, unknown), whole(band.panden, lang), whole(band.homes, lang)]);
    }
    let factor = number(params.inbreiding.go_per_bvo.value, 2, lang);
    let mut blocks = vec![Block::heading(lang.pick("Bebouwing", "Building stock")), Block::Facts { facts }];
    if !table.rows.is_empty() {
        blocks.push(Block::Table(table));
    }
    blocks.push(Block::note(match lang {
        Lang::Nl => format!("BAG. FSI en GSI over het hele gebied, straten en groen meegeteld; bvo = oppervlakte / {factor}. Een pand hoort bij het gebied waar zijn middelpunt ligt."),
        Lang::En => format!("BAG. FSI and GSI over the whole area, streets and green included; gross = floor area / {factor}. A pand belongs to the area its middle lies in."),
    }));
    blocks
}

fn name(band: &Band, unknown: &str) -> String {
    match (band.from, band.to) {
        (None, _) => unknown.to_owned(),
        (Some(0), Some(to)) => format!("< {}", to + 1),
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => format!("≥ {from}"),
    }
}
