//! The sheets behind the list: what became of its rows, and how to mend it.

use super::{Counts, Planned, sites::candidates};
use crate::{export::ListSheet, issue::Issues, lang::Lang, model::ProjectStatus, value::Value, wording};

/// How many rows got which status, what that means and what to do.
/// `proposals` stand behind the rows of the lists.
pub(super) fn explanation(planned: &Planned, proposals: usize, lang: Lang) -> ListSheet {
    let counts = Counts::of(planned, &Issues::default());
    let count = |n: u64| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let line = |what: &str, n: u64, meaning: &str| vec![what.into(), count(n), meaning.into()];
    let mut rows: Vec<Vec<Value>> = ProjectStatus::ALL
        .iter()
        .filter(|status| counts.by_status.get(status).is_some_and(|n| *n > 0))
        .map(|status| {
            let n = counts.by_status[status];
            line(wording::project_status(*status, lang), n, wording::project_help(*status, lang))
        })
        .collect();
    if counts.totals > 0 {
        let meaning = lang.pick(
            "Regels die andere optellen; ze staan niet in deze lijst.",
            "Rows that add up others; they are not in this list.",
        );
        rows.push(line(lang.pick("totaalregel", "total row"), counts.totals, meaning));
    }
    let meaning = lang.pick(
        "Locaties uit de scan die op geen lijst staan; achteraan, met herkomst scan.",
        "Sites of the scan that stand on no list; at the end, with herkomst scan.",
    );
    rows.push(line(lang.pick("voorstel uit de scan", "proposal of the scan"), proposals as u64, meaning));
    rows.push(Vec::new());
    let steps = [
        lang.pick(
            "Filter op scan_status. Vul in de gele cellen van site_id de locatie in; kandidaten staan in scan_candidates en op het volgende blad. Lees dit bestand daarna zelf in: toplaag planlijst RUN --lijst planlijst.xlsx.",
            "Filter on scan_status. Fill in the location in the yellow cells of site_id; candidates stand in scan_candidates and on the next sheet. Then read this file itself: toplaag planlijst RUN --lijst planlijst.xlsx.",
        ),
        lang.pick(
            "Een ingevulde site_id gaat voor al het andere. Er wordt niet geraden: spreken twee gegevens elkaar tegen, of ligt een complex in een andere gemeente dan de regel zegt, dan blijft de regel open.",
            "A site_id that is filled in beats all else. Nothing is guessed: where two facts contradict each other, or a complex lies in another gemeente than the row says, the row stays open.",
        ),
        lang.pick(
            "Kolommen met een grijze kop zijn van de lijst, die met een blauwe kop zet de scan ernaast. Wat niet begrepen is, staat er zoals het kwam; zie issues.csv.",
            "Columns with a gray header are the list's, those with a blue header are put beside it by the scan. What was not understood stands as it came; see issues.csv.",
        ),
    ];
    rows.extend(steps.map(|step| vec![Value::Null, Value::Null, step.into()]));
    ListSheet {
        name: lang.pick("uitleg", "explanation").into(),
        columns: vec![
            (lang.pick("uitkomst", "outcome").into(), 24),
            (lang.pick("regels", "rows").into(), 10),
            (lang.pick("betekenis", "meaning").into(), 110),
        ],
        rows,
    }
}

/// The rows that found no location, and how to mend each.
pub(super) fn unmatched(planned: &Planned, lang: Lang) -> ListSheet {
    let open = planned.rows().filter(|(_, _, found)| found.site.is_none());
    let rows = open.map(|(list, project, found)| {
        let list = &planned.lists.lists[list];
        vec![
            list.file_name().into(),
            list.sheet.as_str().into(),
            Value::Int(i64::try_from(project.row).unwrap_or(i64::MAX)),
            project.title().into(),
            wording::project_status(found.status, lang).into(),
            wording::project_reason(&found.reason, lang).into(),
            candidates(planned, found).into(),
            wording::project_help(found.status, lang).into(),
        ]
    });
    let columns = [
        ("bestand", "file", 24),
        ("blad", "sheet", 16),
        ("rij", "row", 7),
        ("waarover", "about", 40),
        ("uitkomst", "outcome", 18),
        ("reden", "reason", 50),
        ("kandidaten", "candidates", 60),
        ("wat te doen", "what to do", 60),
    ];
    ListSheet {
        name: lang.pick("niet gekoppeld", "not matched").into(),
        columns: columns.map(|(nl, en, width)| (lang.pick(nl, en).to_owned(), width)).to_vec(),
        rows: rows.collect(),
    }
}
