//! How what comes is said.

use super::{
    ask::{Asked, Question},
    unlocked::{Measure, Tally},
};
use crate::{
    assess::lift::Way,
    lang::Lang,
    params::Params,
    wording::{self, Lift, signed},
};

impl Question {
    /// How it gives way, as a title.
    #[must_use]
    pub fn title(&self, run: &Params, lang: Lang) -> String {
        capital(&self.said(run, lang))
    }

    /// Who decide about it, the first of them first.
    #[must_use]
    pub fn who(&self, lang: Lang) -> String {
        who(self.lift(), lang)
    }
}

/// A number with its sign; a dash where homes cannot be told.
pub(super) fn more(value: i64, told: bool, lang: Lang) -> String {
    if told { signed(value, lang) } else { "–".into() }
}

/// Homes that count, in a few words.
pub(super) fn measure(measure: Measure, lang: Lang) -> &'static str {
    match measure {
        Measure::Together => lang.pick("woningen", "homes"),
        Measure::Parked => lang.pick("woningen waarvan de auto's passen", "homes whose cars fit"),
        Measure::WithoutQueue => {
            lang.pick("woningen zonder wachtrij op de netkaart", "homes without a queue on the grid map")
        }
    }
}

/// `+412 woningen, geschikt; +30 mogelijk`.
pub(super) fn brings(tally: Tally, of: Measure, told: bool, lang: Lang) -> String {
    let (suitable, undecided) = (more(tally.suitable.mid, told, lang), more(tally.undecided.mid, told, lang));
    let what = measure(of, lang);
    match lang {
        Lang::Nl => format!("{suitable} {what}, geschikt; {undecided} mogelijk"),
        Lang::En => format!("{suitable} {what}, suitable; {undecided} possible"),
    }
}

/// `met één bouwlaag meer in het omgevingsplan: +412 woningen, …`.
pub(super) fn line(asked: &Asked, run: &Params, told: bool, lang: Lang) -> String {
    let unlocked = &asked.unlocked;
    let brings = brings(unlocked.more(), unlocked.measure, told, lang);
    format!("{}: {brings}", asked.question.said(run, lang))
}

/// How a rule gives way, in a word.
pub(super) fn way(way: Way, lang: Lang) -> &'static str {
    match way {
        Way::Step => lang.pick("een stap", "a step"),
        Way::Known => lang.pick("bekend en goed", "known and well"),
        Way::Lifted => lang.pick("weg", "lifted"),
    }
}

/// Who decide about it, the first of them first.
pub(super) fn who(lift: Option<Lift>, lang: Lang) -> String {
    let who = lift.map_or(&[][..], |lift| lift.who);
    who.iter().map(|who| wording::decider(*who, lang)).collect::<Vec<_>>().join("; ")
}

/// A text that starts with a capital.
pub(super) fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
