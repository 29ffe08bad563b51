//! What was found, state by state? One figure over what is suitable and what
//! is undecided would call ignorance potential: there is none here.

use std::collections::{BTreeMap, BTreeSet};

use super::summary::range;
use crate::{
    assess::{Missing, Verdict},
    export::{Answer, FormLine, StateLine},
    lang::Lang,
    model::Form,
    record::{Counts, FormCounts},
    tables::SiteRow,
    wording::{self, number, whole},
};

/// Missing facts that are named.
const NAMED: usize = 4;

/// The verdict as far as its looks go.
pub(super) fn answer(verdict: Verdict) -> Answer {
    match verdict {
        Verdict::Suitable => Answer::Suitable,
        Verdict::Unsuitable(_) => Answer::Unsuitable,
        Verdict::Undecided(_) => Answer::Undecided,
        Verdict::Unsayable(_) => Answer::Unsayable,
    }
}

/// What was found: per location the forms that go together, each roof and
/// each ground once.
pub(super) fn states(sites: &[SiteRow], counts: &Counts, lang: Lang) -> Vec<StateLine> {
    let here = |state: Answer| {
        sites.iter().filter(move |row| row.site.choice.in_set && answer(row.site.verdict) == state)
    };
    let mut lines = vec![
        StateLine {
            answer: Answer::Suitable,
            label: lang.pick("geschikt", "suitable").to_owned(),
            sites: here(Answer::Suitable).count() as u64,
            extent: range(counts.homes_sets.map(|homes| homes.suitable), lang),
            note: lang
                .pick(
                    "alle regels zijn gehaald; per locatie één keer geteld",
                    "all rules hold; counted once a location",
                )
                .to_owned(),
        },
        StateLine {
            answer: Answer::Undecided,
            label: lang.pick("onbeslist", "undecided").to_owned(),
            sites: here(Answer::Undecided).count() as u64,
            extent: range(counts.homes_sets.map(|homes| homes.undecided), lang),
            note: format!(
                "{} {}{}",
                lang.pick("mogelijk, als bekend is:", "possible, once it is known:"),
                if_known(here(Answer::Undecided), lang),
                lang.pick(
                    "; ook op onbesliste panden van geschikte complexen",
                    "; on undecided panden of suitable complexes too"
                ),
            ),
        },
    ];
    if counts.homes_sets.is_none() {
        let why = lang.pick(
            "; zonder verblijfsobjecten is er geen aantal woningen te noemen",
            "; without verblijfsobjecten no number of homes can be told",
        );
        lines.iter_mut().for_each(|line| line.note.push_str(why));
    }
    if counts.sites_unsayable > 0 {
        let missing = sites.iter().filter_map(|row| match row.site.verdict {
            Verdict::Unsayable(fact) => Some(fact),
            _ => None,
        });
        let missing: BTreeSet<Missing> = missing.collect();
        let named: Vec<&str> = missing.into_iter().map(|fact| wording::missing(fact, lang)).collect();
        lines.push(StateLine {
            answer: Answer::Unsayable,
            label: lang.pick("niet te zeggen", "cannot be said").to_owned(),
            sites: counts.sites_unsayable,
            extent: hectares(counts.unsayable_m2, lang),
            note: format!(
                "{} {}",
                lang.pick("telt in geen aantal woningen mee; ontbreekt:", "in no number of homes; missing:"),
                named.join(", "),
            ),
        });
    }
    lines
}

fn hectares(m2: u64, lang: Lang) -> String {
    #[expect(clippy::cast_precision_loss, reason = "ground of a country, far below 2^53 m²")]
    let hectares = number(m2 as f64 / 10_000.0, 1, lang);
    format!("{hectares} ha")
}

/// The facts that most sites wait for.
fn if_known<'a>(rows: impl Iterator<Item = &'a SiteRow>, lang: Lang) -> String {
    let mut waiting: BTreeMap<Missing, u64> = BTreeMap::new();
    for row in rows {
        if let Verdict::Undecided(fact) = row.site.verdict {
            *waiting.entry(fact).or_default() += 1;
        }
    }
    let mut most: Vec<(Missing, u64)> = waiting.into_iter().collect();
    most.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let named = most
        .iter()
        .take(NAMED)
        .map(|(fact, n)| format!("{} ({})", wording::missing(*fact, lang), whole(*n, lang)));
    let mut said = named.collect::<Vec<_>>().join(", ");
    if most.len() > NAMED {
        said.push_str(", …");
    }
    said
}

/// A line a form, each form by itself.
pub(super) fn by_form(counts: &Counts, lang: Lang) -> Vec<FormLine> {
    let cell =
        |n: u64, what: String| if n == 0 { "–".to_owned() } else { format!("{}: {what}", whole(n, lang)) };
    let line = |(form, counts): (&Form, &FormCounts)| FormLine {
        form: wording::form(*form, lang).into(),
        cells: vec![
            cell(counts.suitable, range(counts.homes.map(|homes| homes.suitable), lang)),
            cell(counts.undecided, range(counts.homes.map(|homes| homes.undecided), lang)),
            cell(counts.unsayable, hectares(counts.unsayable_m2, lang)),
        ],
    };
    counts.forms.iter().map(line).collect()
}
