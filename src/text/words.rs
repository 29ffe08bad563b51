//! The words for every code.

use super::{Lang, number};
use crate::assess::{
    Flag, Missing, Outcome, Reason, Verdict,
    optoppen::{Assessment, Check, StoreysFrom},
};

/// The answer in one word.
#[must_use]
pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Suitable => lang.pick("geschikt", "suitable"),
        Verdict::Unsuitable(_) => lang.pick("ongeschikt", "unsuitable"),
        Verdict::Undecided(_) => lang.pick("onbeslist", "undecided"),
    }
}

/// A rule that fails, in a few words.
#[must_use]
pub fn reason(reason: Reason, lang: Lang) -> &'static str {
    match reason {
        Reason::Status => lang.pick("pand is niet in gebruik", "pand is not in use"),
        Reason::Woonfunctie => lang.pick("te weinig woningen in het pand", "too few of its units are homes"),
        Reason::Rijksmonument => lang.pick("rijksmonument", "rijksmonument (listed building)"),
        Reason::Demolition => lang.pick("sloop gepland", "demolition planned"),
        Reason::Restriction => lang.pick("beperking sluit woningen uit", "a restriction rules homes out"),
        Reason::Bouwjaar => lang.pick("te oud", "too old"),
        Reason::Structure => {
            lang.pick("constructie of fundering draagt geen laag", "structure or foundation cannot carry a storey")
        }
        Reason::FlatShare => lang.pick("dak te weinig plat", "too little of the roof is flat"),
        Reason::FlatArea => lang.pick("plat dak te klein", "flat roof too small"),
        Reason::Storeys => lang.pick("te weinig of te veel bouwlagen", "too few or too many storeys"),
        Reason::HeightLimit => lang.pick("bouwhoogte laat geen laag toe", "the height limit leaves no storey"),
        Reason::Owner => lang.pick("eigendom versnipperd", "ownership is split"),
    }
}

/// A missing fact, in a few words.
#[must_use]
pub fn missing(missing: Missing, lang: Lang) -> &'static str {
    match missing {
        Missing::Status => lang.pick("status van het pand", "status of the pand"),
        Missing::Woonfunctie => lang.pick("gebruik (verblijfsobjecten)", "use (verblijfsobjecten)"),
        Missing::Bouwjaar => lang.pick("bouwjaar", "year of construction"),
        Missing::Roof => lang.pick("dakvorm en plat dakoppervlak", "roof shape and flat roof area"),
        Missing::Height => lang.pick("hoogte van het dak", "height of the roof"),
        Missing::Structure => lang.pick("draagkracht van de constructie", "strength of the structure"),
        Missing::Owner => lang.pick("eigendom (bezit van de corporatie)", "ownership (holdings)"),
        Missing::Limit => lang.pick("toegestane bouwhoogte", "permitted building height"),
        Missing::Monument => lang.pick("kaart van rijksmonumenten", "map of listed buildings"),
        Missing::Parking => lang.pick("parkeerruimte en bezetting", "parking supply and occupancy"),
        Missing::Grid => lang.pick("stand van het stroomnet", "status of the grid"),
        Missing::Water => lang.pick("water- en bodemklasse", "water and soil class"),
        Missing::Gebied => lang.pick("buurt en gemeente", "buurt and gemeente"),
        Missing::Footprint => lang.pick("geldige omtrek van het pand", "a valid footprint"),
    }
}

/// A remark, in a few words.
#[must_use]
pub fn flag(flag: Flag, lang: Lang) -> &'static str {
    match flag {
        Flag::LiftStep => {
            lang.pick("bovenste vloer boven 12,5 m: liftgrens in zicht", "top floor above 12.5 m: lift threshold crossed")
        }
        Flag::FireStep7 => lang.pick("brandgrens 7 m overschreden", "crosses the 7 m fire step"),
        Flag::FireStep13 => lang.pick("brandgrens 13 m overschreden", "crosses the 13 m fire step"),
        Flag::FireStep20 => lang.pick("brandgrens 20 m overschreden", "crosses the 20 m fire step"),
        Flag::FireStep70 => lang.pick("brandgrens 70 m overschreden", "crosses the 70 m fire step"),
        Flag::Foundation => lang.pick("fundering onderzoeken", "examine the foundation"),
        Flag::Asbestos => lang.pick("asbest mogelijk", "asbestos possible"),
        Flag::Galleries => lang.pick("uitkragende galerijen onderzoeken", "examine cantilevered galleries"),
        Flag::Fauna => lang.pick("gierzwaluw, huismus en vleermuis onderzoeken", "survey swifts, sparrows and bats"),
        Flag::Welstand => lang.pick("erfgoed of welstand in het geding", "heritage or welstand concerned"),
        Flag::Restriction => lang.pick("aandachtspunt uit een beperkingenkaart", "a restriction map asks attention"),
        Flag::FewHomes => lang.pick("weinig woningen voor een complex", "few homes for a complex"),
        Flag::Renovation => lang.pick("renovatie gepland: kans om te combineren", "renovation planned: a chance to combine"),
        Flag::GridStation => lang.pick("elektriciteitsruimte nodig", "room for an electricity station needed"),
        Flag::GridDisagrees => lang.pick("netsignalen spreken elkaar tegen", "grid signals disagree"),
        Flag::WaterClassD => lang.pick("water/bodem klasse D: ingang en evacuatie bezien", "water class D: look at entrances and evacuation"),
        Flag::LowCoverage => lang.pick("te weinig gegevens voor een rang", "too little known for a rank"),
        Flag::Estimated => lang.pick("berust op een schatting", "rests on an estimate"),
    }
}

/// What a rule found.
#[must_use]
pub fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Pass => lang.pick("voldoet", "passes"),
        Outcome::Fail => lang.pick("voldoet niet", "fails"),
        Outcome::Unknown => lang.pick("onbekend", "unknown"),
    }
}

/// Where a number of storeys came from.
#[must_use]
pub fn storeys_from(from: StoreysFrom, lang: Lang) -> &'static str {
    match from {
        StoreysFrom::Registered => lang.pick("3DBAG", "3DBAG"),
        StoreysFrom::Height => lang.pick("uit de hoogte", "from the height"),
        StoreysFrom::FloorArea => lang.pick("geschat uit het vloeroppervlak", "estimated from the floor area"),
    }
}

/// Why a pand got its verdict, as one sentence with the numbers that decided.
#[must_use]
pub fn reason_sentence(assessment: &Assessment, lang: Lang) -> String {
    match assessment.verdict {
        Verdict::Suitable => lang.pick("alle regels voldoen", "all rules hold").to_owned(),
        Verdict::Undecided(fact) => format!("{}: {}", lang.pick("onbekend", "unknown"), missing(fact, lang)),
        Verdict::Unsuitable(rule) => {
            let numbers = assessment.checks.iter().find(|check| check.rule == rule).map(|check| numbers(check, lang));
            match numbers {
                Some(numbers) if !numbers.is_empty() => format!("{} ({numbers})", reason(rule, lang)),
                _ => reason(rule, lang).to_owned(),
            }
        }
    }
}

/// The numbers of a check: what was found against what was asked.
fn numbers(check: &Check, lang: Lang) -> String {
    let show = |value: f64| match check.rule {
        Reason::FlatShare | Reason::Woonfunctie | Reason::Owner => format!("{} %", number(value * 100.0, 0, lang)),
        Reason::FlatArea => format!("{} m²", number(value, 0, lang)),
        Reason::HeightLimit => format!("{} m", number(value, 1, lang)),
        _ => format!("{value:.0}"),
    };
    match (check.value, check.norm) {
        (Some(value), Some(norm)) => {
            let word = if check.parameter.ends_with("_max") {
                lang.pick("hoogstens", "at most")
            } else {
                lang.pick("minstens", "at least")
            };
            format!("{}, {word} {}", show(value), show(norm))
        }
        (Some(value), None) => show(value),
        _ => String::new(),
    }
}

/// Several remarks as one line for people.
#[must_use]
pub fn measure_list(items: impl IntoIterator<Item = &'static str>) -> String {
    items.into_iter().collect::<Vec<_>>().join("; ")
}
