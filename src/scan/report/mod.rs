//! The report: the run on one page, for people.

mod card;
mod limits;
mod summary;

use self::{
    card::card,
    limits::limits,
    summary::{by_form, ground, summary},
};
use super::found::RunResult;
use crate::{
    export::{Answer, Count, Group, Report, Tally},
    lang::Lang,
    model::Form,
    score::{Ranked, Standing},
    tables::{Names, SiteRow},
    wording,
};

/// Sites shown in a group that has none to put forward.
const SHOWN_APART: usize = 5;

/// The view of a run that the page shows.
pub(super) fn report(found: &RunResult<'_>) -> Report {
    let RunResult { run, counts, sites, names, project, issues, .. } = *found;
    let lang = project.lang;
    let (what, which) = if project.forms == [Form::Optoppen] {
        (
            lang.pick("locaties om op te toppen", "sites for storeys on top"),
            lang.pick(
                "Welke gebouwen kunnen een extra laag dragen, in welke volgorde en waarom.",
                "Which buildings can carry an extra storey, in which order and why.",
            ),
        )
    } else {
        (
            lang.pick("ruimte voor woningen", "room for homes"),
            lang.pick(
                "Waar kunnen woningen bij, in welke vorm, in welke volgorde en waarom.",
                "Where can homes be added, in which form, in which order and why.",
            ),
        )
    };
    let afar = lang.pick(
        "Een scan op afstand: constructie, installaties en brand moeten ter plaatse worden onderzocht.",
        "A scan from afar: structure, installations and fire must be examined on site.",
    );
    Report {
        lang,
        title: format!("{}: {}", project.name, what),
        subtitle: format!("{which} {afar}"),
        summary: summary(counts, project),
        forms: by_form(counts, lang),
        ground: ground(counts, lang),
        tallies: [
            (Answer::Suitable, counts.suitable, "suitable"),
            (Answer::Undecided, counts.undecided.values().sum(), "undecided"),
            (Answer::Unsuitable, counts.unsuitable.values().sum(), "unsuitable"),
        ]
        .into_iter()
        .map(|(answer, count, code)| Tally {
            answer,
            label: wording::verdict_word(code, lang).unwrap_or(code).into(),
            count,
        })
        .collect(),
        groups: groups(sites, names, lang),
        unsuitable: most_first(
            counts.unsuitable.iter().map(|(reason, count)| (wording::reason(*reason, lang), *count)),
        ),
        undecided: most_first(
            counts.undecided.iter().map(|(missing, count)| (wording::missing(*missing, lang), *count)),
        ),
        issues: issues
            .counts()
            .iter()
            .map(|((kind, file), count)| Count {
                label: format!("{} ({file})", wording::issue_kind(*kind, lang)),
                count: *count,
            })
            .collect(),
        sources: run.sources(),
        parameters: run.parameters.clone(),
        limits: limits(run, project),
    }
}

fn most_first(counts: impl Iterator<Item = (&'static str, u64)>) -> Vec<Count> {
    let mut counts: Vec<Count> =
        counts.map(|(label, count)| Count { label: label.to_owned(), count }).collect();
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    counts
}

/// One group after another: what is put forward and in reserve; where nothing
/// has a rank, the first of those that stand apart.
fn groups(sites: &[SiteRow], names: &Names<'_>, lang: Lang) -> Vec<Group> {
    let mut groups = Vec::new();
    let ranked: Vec<(&SiteRow, &Ranked)> =
        sites.iter().filter_map(|row| Some((row, row.ranked.as_ref()?))).collect();
    for chunk in ranked.chunk_by(|(_, a), (_, b)| a.group == b.group) {
        let (first, ranked) = chunk[0];
        let gemeente = first.site.place.gemeente(names.layers).1;
        let name = [gemeente.unwrap_or(&ranked.group.gemeente), &ranked.group.corporatie]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        let forward: Vec<_> = chunk
            .iter()
            .filter(|(_, ranked)| matches!(ranked.standing, Standing::Shortlist | Standing::Reserve))
            .collect();
        let (note, shown): (&str, Vec<_>) = if forward.is_empty() {
            (
                lang.pick(
                    "Geen locatie heeft een rang: er ontbreken te veel gegevens. Dit zijn de eerste van de lijst apart.",
                    "No site has a rank: too much is missing. These come first of those listed apart.",
                ),
                chunk.iter().take(SHOWN_APART).collect(),
            )
        } else {
            (
                lang.pick("Voorgedragen, met de reserve erachter.", "Put forward, with the reserve behind."),
                forward,
            )
        };
        groups.push(Group {
            name: if name.is_empty() { lang.pick("Alle locaties", "All sites").into() } else { name },
            note: note.into(),
            sites: shown.into_iter().map(|(row, _)| card(row, names, lang)).collect(),
        });
    }
    groups
}
