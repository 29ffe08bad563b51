//! A passport on paper: what stands where, in the language of the reader.

mod building;
mod front;
mod mobility;
mod sources;
mod zones;

pub(super) use front::BEST;

use super::{Known, data::Passport};
use crate::{
    document::{Block, Document},
    drawing::Picture,
    lang::Lang,
    params::Params,
    record::HomesTotal,
    record::Record,
    wording::{number, whole},
};

/// What a page is made of besides the passport itself.
#[derive(Clone, Copy)]
pub(super) struct PageOf<'a> {
    /// The passport.
    pub passport: &'a Passport,
    /// The run it rests on.
    pub record: &'a Record,
    /// The parameters that were in force.
    pub params: &'a Params,
    /// Language of the reader.
    pub lang: Lang,
    /// Whether all there is to tell is told, on as many pages as it takes.
    pub long: bool,
    /// Whether somebody drew the area: plots count by the share that lies in it.
    pub is_drawn: bool,
}

/// The page, front and back.
pub(super) fn document(passport: &Passport, map: Option<Picture>, known: Known<'_>) -> Document {
    let Known { record, lang, long, is_drawn, .. } = known;
    let about = &PageOf { passport, record, params: &record.params, lang, long, is_drawn };
    let run = &record.run;
    let mut blocks: Vec<Block> = map.map(Block::Picture).into_iter().collect();
    blocks.extend(front::blocks(about));
    if !passport.notes.is_empty() {
        blocks.push(Block::heading(lang.pick("Van de gemeente", "From the gemeente")));
        blocks.extend(passport.notes.iter().map(Block::text));
    }
    blocks.push(Block::NewPage);
    let left = [mobility::parking(about), mobility::access(about), building::stock(about)];
    let right = [zones::grid(about), zones::water(about), zones::restrictions(about)];
    blocks.push(Block::Columns { columns: vec![left.concat(), right.concat()] });
    blocks.extend(sources::blocks(about));
    Document {
        lang,
        kind: lang.pick("Gebiedspaspoort", "Area passport").into(),
        title: passport.naam.clone(),
        subtitle: subtitle(passport, lang),
        key: front::key(about),
        blocks,
        footer: format!(
            "toplaag {} · {} · {}",
            run.version,
            run.name,
            lang.pick(
                "een scan op afstand, geen besluit; wat onbekend is, staat er als onbekend",
                "a scan from afar, no decision; what is not known is said to be so"
            )
        ),
        pages: (!long).then_some(2),
    }
}

fn subtitle(passport: &Passport, lang: Lang) -> String {
    let hectares = format!("{} ha", number(passport.area_m2 / 10_000.0, 1, lang));
    let named = passport.gemeente.as_ref().or(passport.gemeente_code.as_ref());
    let gemeente = named.map(|naam| format!("{} {naam}", lang.pick("gemeente", "gemeente")));
    let id = (passport.id != passport.naam).then(|| passport.id.clone());
    gemeente.into_iter().chain(id).chain([hectares]).collect::<Vec<_>>().join(" · ")
}

/// A share as a percentage.
fn percent(share: f64, lang: Lang) -> String {
    let shown = share * 100.0;
    if shown > 0.0 && shown < 1.0 { "< 1 %".into() } else { format!("{} %", number(shown, 0, lang)) }
}

/// Homes: expected, with what lies around it.
fn homes(total: HomesTotal, lang: Lang) -> String {
    format!("{} ({} – {})", whole(total.mid, lang), whole(total.low, lang), whole(total.high, lang))
}

/// A distance of a walk, in steps of 10 m: more it does not know.
fn walk(meters: f64, lang: Lang) -> String {
    if meters >= 1_950.0 {
        format!("{} km", number(meters / 1_000.0, 1, lang))
    } else {
        format!("{} m", number((meters / 10.0).round() * 10.0, 0, lang))
    }
}
