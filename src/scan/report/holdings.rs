//! *Uw bezit*: what was given, and what came of each complex?

use std::collections::{BTreeMap, BTreeSet};

use super::states::answer;
use crate::{
    export::{ComplexLine, Fact, HoldingsView},
    lang::Lang,
    link::ComplexId,
    record::Counts,
    score::List,
    tables::{Names, SiteRow, sentence},
    wording::{self, whole},
};

/// The holdings as the page shows them; `None` when none were given.
pub(super) fn holdings(sites: &[SiteRow], names: &Names<'_>, counts: &Counts) -> Option<HoldingsView> {
    if counts.bezit_rows == 0 {
        return None;
    }
    let lang = names.lang;
    let mut of_complex: BTreeMap<ComplexId, Vec<&SiteRow>> = BTreeMap::new();
    for row in sites {
        if let Some(complex) = row.site.complex {
            of_complex.entry(complex).or_default().push(row);
        }
    }
    let corporaties: BTreeSet<&str> =
        names.complexes.iter().map(|complex| complex.corporatie.as_str()).collect();
    let complexes: Vec<ComplexLine> = (0..)
        .zip(names.complexes)
        .filter(|(_, complex)| !complex.complex.is_empty())
        .map(|(id, complex)| {
            let name = if corporaties.len() > 1 {
                format!("{}, {}", complex.corporatie, complex.complex)
            } else {
                complex.complex.clone()
            };
            line(name, of_complex.get(&id).map_or(&[], Vec::as_slice), lang)
        })
        .collect();
    let homes: u64 = of_complex.values().filter_map(|rows| rows.first()?.site.n_homes.map(u64::from)).sum();
    let fact = |label: &str, value: String| Fact { label: label.into(), value };
    let facts = vec![
        fact(
            lang.pick("Regels die hun woning vonden", "Rows that found their home"),
            format!("{} / {}", whole(counts.bezit_matched, lang), whole(counts.bezit_rows, lang)),
        ),
        fact(lang.pick("Complexen", "Complexes"), whole(complexes.len() as u64, lang)),
        fact(
            lang.pick("Woningen in panden van die complexen", "Homes in panden of those complexes"),
            whole(homes, lang),
        ),
    ];
    Some(HoldingsView { facts, complexes })
}

/// The row of a complex on the list of what is put forward, where that is not of
/// all forms.
fn of_list<'a>(rows: &[&'a SiteRow]) -> Option<&'a SiteRow> {
    let is_apart = rows.iter().any(|row| row.list == List::OtherForms);
    rows.iter().copied().find(|row| is_apart && row.list == List::Shortlist)
}

/// One complex by the form that is put forward, else the one that stands for it.
fn line(name: String, rows: &[&SiteRow], lang: Lang) -> ComplexLine {
    let Some(row) = of_list(rows).or(rows.iter().copied().find(|row| row.site.choice.best)) else {
        return ComplexLine {
            name,
            place: "–".into(),
            homes_now: "–".into(),
            form: "–".into(),
            answer: None,
            verdict: lang.pick("niet beoordeeld", "not assessed").into(),
            reason: lang
                .pick("geen pand ervan ligt in de invoer", "none of its panden is in the input")
                .into(),
            homes: "–".into(),
            standing: "–".into(),
        };
    };
    let site = &row.site;
    let count = |homes: Option<i64>| homes.map_or_else(|| "–".to_owned(), |homes| whole(homes, lang));
    let standing = row.standing().map(|standing| wording::standing(standing, lang));
    ComplexLine {
        name,
        place: site.address.clone().or_else(|| row.called.buurt.clone()).unwrap_or_else(|| "–".into()),
        homes_now: count(site.n_homes.map(i64::from)),
        form: wording::form_word(site.form).into(),
        answer: Some(answer(site.verdict)),
        verdict: wording::verdict(site.verdict, lang).into(),
        reason: sentence(site, lang),
        homes: match site.homes.mid {
            Some(mid) if row.ranked.is_some() => {
                let (low, high) = (site.homes.low.map(i64::from), site.homes.high.map(i64::from));
                format!("{} ({} – {})", whole(mid, lang), count(low), count(high))
            }
            _ => "–".into(),
        },
        standing: match (standing, row.rank()) {
            (Some(standing), Some(rank)) => format!("{standing}, {rank}"),
            (Some(standing), None) => standing.into(),
            (None, _) => "–".into(),
        },
    }
}
