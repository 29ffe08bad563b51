//! What became of a project between two editions of a list, in words.

use crate::{
    assess::delay::{Cause, Timing, Why},
    lang::Lang,
    model::{Knelpunt, Level},
    wording::whole,
};

/// A kind of obstacle.
#[must_use]
pub fn knelpunt(kind: Knelpunt, lang: Lang) -> &'static str {
    match kind {
        Knelpunt::Bezwaar => lang.pick("bezwaar en beroep", "objection and appeal"),
        Knelpunt::Parkeren => lang.pick("parkeren", "parking"),
        Knelpunt::Net => lang.pick("stroomnet", "electricity grid"),
        Knelpunt::Financien => lang.pick("financiën", "money"),
        Knelpunt::Planologie => lang.pick("planologie", "planning"),
        Knelpunt::Participatie => lang.pick("participatie", "participation"),
        Knelpunt::WaterBodem => lang.pick("water en bodem", "water and soil"),
        Knelpunt::Capaciteit => lang.pick("capaciteit", "capacity"),
        Knelpunt::Anders => lang.pick("anders", "other"),
        Knelpunt::NietGenoemd => lang.pick("niet genoemd", "not named"),
    }
}

/// A table.
#[must_use]
pub fn level(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Bouwtafel => lang.pick("bouwtafel", "bouwtafel (gemeente)"),
        Level::Versnellingstafel => lang.pick("versnellingstafel", "versnellingstafel (region)"),
        Level::Provincie => "provincie",
        Level::Rijk => lang.pick("Rijk", "the state"),
    }
}

/// What is known of a delivery, in a word or two.
#[must_use]
pub fn timing(timing: Timing, lang: Lang) -> &'static str {
    match timing {
        Timing::Delayed { .. } => lang.pick("vertraagd", "delayed"),
        Timing::WithinMargin { .. } => lang.pick("binnen marge", "within margin"),
        Timing::OnTime => lang.pick("op tijd", "on time"),
        Timing::Delivered => lang.pick("opgeleverd", "delivered"),
        Timing::Unsayable(_) => lang.pick("niet te zeggen", "cannot be told"),
    }
}

/// Why a delivery cannot be told.
#[must_use]
pub fn untold(why: Why, lang: Lang) -> &'static str {
    match why {
        Why::NoPlan => {
            lang.pick("de vorige editie noemt geen oplevering", "the earlier edition names no delivery")
        }
        Why::NoDelivery => {
            lang.pick("de nieuwe editie noemt geen oplevering", "the later edition names no delivery")
        }
        Why::Coarse => lang.pick("de datums zijn te grof", "the dates are too coarse"),
        Why::Passed => lang.pick(
            "de oplevering ligt in het verleden en geen lijst zegt dat zij er is",
            "the delivery lies in the past and no list says that it took place",
        ),
    }
}

/// What made a delivery late.
#[must_use]
pub fn cause(cause: Cause, lang: Lang) -> &'static str {
    match cause {
        Cause::Before => lang.pick("eerdere stap", "earlier step"),
        Cause::Start => lang.pick("start bouw", "start of building"),
        Cause::Duration => lang.pick("langere bouwtijd", "longer building time"),
        Cause::End => lang.pick("oplevering", "delivery"),
    }
}

/// Days of delay: `91`, or `minstens 91` where one date is coarser than the other.
#[must_use]
pub fn delay_days(timing: Timing, lang: Lang) -> Option<String> {
    match timing {
        Timing::Delayed { days, at_least: false, .. } => Some(whole(days, lang)),
        Timing::Delayed { days, at_least: true, .. } => {
            Some(format!("{} {}", lang.pick("minstens", "at least"), whole(days, lang)))
        }
        _ => None,
    }
}
