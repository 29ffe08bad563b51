//! What was published, beside what a run gives.

use super::{Compared, Recipe};
use crate::{
    document::{Block, Table},
    lang::Lang,
    model::Form,
    wording::{number, whole},
};

/// What a recipe copies and leaves out, and the published figures beside the
/// run's own, as shares of the homes there are.
pub(super) fn blocks(recipe: &Recipe, compared: &Compared<'_>, stock: Option<u64>, lang: Lang) -> Vec<Block> {
    let source = recipe.source.pick(lang);
    let date = if recipe.date.is_empty() { String::new() } else { format!(", {}", recipe.date) };
    let sum = recipe.sum.map(|sum| {
        let roof = number(sum.roof_m2, 0, lang);
        let (published, here) =
            (whole(sum.homes, lang), whole(sum.by(&compared.scenario.params.optoppen), lang));
        let text = match lang {
            Lang::Nl => format!(
                "{roof} m² plat dak: {published} woningen gepubliceerd, {here} met de normen van dit recept"
            ),
            Lang::En => format!(
                "{roof} m² of flat roof: {published} homes published, {here} by the norms of this recipe"
            ),
        };
        (lang.pick("De gepubliceerde som", "The published sum"), text)
    });
    let facts = [
        (lang.pick("Bron", "Source"), format!("{source}{date} [{:?}]", recipe.confidence)),
        (
            lang.pick("Wat dit recept overneemt", "What this recipe copies"),
            recipe.copies.pick(lang).to_owned(),
        ),
        (
            lang.pick("Wat het niet overneemt", "What it does not copy"),
            recipe.leaves_out.pick(lang).to_owned(),
        ),
    ];
    let facts = facts.into_iter().chain(sum).map(|(label, text)| (label.to_owned(), text)).collect();
    let mut blocks = vec![
        Block::heading(lang.pick("Het gepubliceerde ernaast", "What was published, beside it")),
        Block::Facts { facts },
    ];
    if let Some(table) = beside(recipe, compared, stock, lang) {
        blocks.push(Block::Table(table));
        blocks.push(Block::note(lang.pick(
            "Gepubliceerde getallen staan hier om naast te leggen. Geen norm is erop afgestemd.",
            "Published figures are here to compare with. No norm was tuned by them.",
        )));
    }
    blocks
}

fn beside(recipe: &Recipe, compared: &Compared<'_>, stock: Option<u64>, lang: Lang) -> Option<Table> {
    let whole_of = recipe.published.first()?;
    let stock = stock.filter(|stock| *stock > 0);
    let mut table = Table::new(
        lang.pick("gepubliceerd en in deze run", "published and in this run"),
        &match lang {
            Lang::Nl => ["Wat", "#Woningen", "#Deel", "Waarvan", "Bron"],
            Lang::En => ["What", "#Homes", "#Share", "Of what", "Source"],
        },
    );
    let percent = |share: f64| format!("{} %", number(share * 100.0, 1, lang));
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let share = |part: u64, of: u64| percent(part as f64 / of as f64);
    let homes_there_are = lang.pick("van de woningen die bekend zijn", "of the homes that are known");
    for figure in &recipe.published {
        let (part, of) = match figure.of_stock {
            Some(part) => (percent(part), lang.pick("van de voorraad", "of the stock").to_owned()),
            None => {
                let of = lang.pick("van", "of");
                (share(figure.homes, whole_of.homes), format!("{of} {}", whole(whole_of.homes, lang)))
            }
        };
        let source = format!("{} {} [{:?}]", figure.source, figure.date, figure.confidence);
        table.row([figure.of.pick(lang).to_owned(), whole(figure.homes, lang), part, of, source]);
    }
    let top_up = compared.beside.homes.iter().find(|homes| homes.form == Some(Form::Optoppen));
    let states = [
        (
            lang.pick("deze run, optoppen: geschikt", "this run, on top: suitable"),
            top_up.and_then(|homes| homes.suitable),
        ),
        (
            lang.pick("deze run, optoppen: onbeslist", "this run, on top: undecided"),
            top_up.and_then(|homes| homes.undecided),
        ),
    ];
    for (what, homes) in states {
        let Some((_, homes)) = homes else { continue };
        let part = stock.map_or_else(|| "–".into(), |stock| share(homes, stock));
        let of = stock.map_or_else(
            || homes_there_are.to_owned(),
            |stock| format!("{homes_there_are} ({})", whole(stock, lang)),
        );
        table.row([what.to_owned(), whole(homes, lang), part, of, String::new()]);
    }
    if let Some((stock, band)) = stock.zip(recipe.band.as_ref()) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "counts of homes"
        )]
        let homes = |share: f64| whole((stock as f64 * share).round() as u64, lang);
        let what = lang.pick("band om naast te leggen", "band to compare with").to_owned();
        table.row([
            what,
            format!("{}–{}", homes(band.low), homes(band.high)),
            format!("{}–{}", number(band.low * 100.0, 1, lang), percent(band.high)),
            homes_there_are.to_owned(),
            format!("{} {} [{:?}]", band.source, band.date, band.confidence),
        ]);
    }
    Some(table)
}
