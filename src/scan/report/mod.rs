//! The report: the run on one page, for people.

mod card;
mod holdings;
mod limits;
mod map;
mod states;
mod summary;

use self::{
    card::card,
    holdings::holdings,
    limits::limits,
    map::Base,
    states::{by_form, states},
    summary::{ground, summary},
};
use super::found::RunResult;
use crate::{
    export::{Answer, Count, Group, Report, SiteList, StepsView, Tally},
    lang::Lang,
    model::Form,
    score::{List, Ranked, Standing},
    tables::{Names, SiteRow},
    wording,
};

/// Sites on one map at most; of a run with more each group has its own.
const ON_ONE_MAP: usize = 60;

/// Sites shown of the other forms in a group.
const SHOWN_OTHERS: usize = 3;

/// Sites shown in a group that has none to put forward.
const SHOWN_APART: usize = 5;

/// The view of a run that the page shows.
pub(super) fn report(found: &RunResult<'_>, steps: Option<StepsView>) -> Report {
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
        states: states(sites, counts, lang),
        summary: summary(counts, project),
        steps,
        holdings: holdings(sites, names, counts),
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
        lists: [Some(shortlist(found)), other_forms(found)].into_iter().flatten().collect(),
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

/// Sites that are shown together, each with its number on the map.
struct Chosen<'a> {
    name: String,
    note: &'static str,
    sites: Vec<(u32, &'a SiteRow)>,
}

/// The shortlist: what is put forward and in reserve, on a map.
fn shortlist(found: &RunResult<'_>) -> SiteList {
    let RunResult { run, sites, names, project, .. } = *found;
    let lang = project.lang;
    let chosen = chosen(sites, names, lang);
    let base = Base::of(names.layers, run.attribution(), lang);
    let all: Vec<(u32, &SiteRow)> = chosen.iter().flat_map(|group| group.sites.iter().copied()).collect();
    let is_one_map = all.len() <= ON_ONE_MAP;
    let groups = chosen.iter().enumerate().map(|(at, group)| Group {
        name: group.name.clone(),
        note: group.note.to_owned(),
        sites: group.sites.iter().map(|(number, row)| card(row, Some(*number), names, lang)).collect(),
        map: if is_one_map { None } else { base.map(&group.sites, sites, &format!("kaart-{at}")) },
    });
    SiteList {
        title: "Shortlist".into(),
        note: lang
            .pick(
                "De nummers staan op de kaart. Een hoge plaats is geen bouwvergunning.",
                "The numbers stand on the map. A high place is no permit.",
            )
            .into(),
        map: if is_one_map { base.map(&all, sites, "kaart") } else { None },
        groups: groups.collect(),
        brief: false,
    }
}

/// The first of the forms that corporaties do not put forward, group by group;
/// `None` where all forms are on one list.
fn other_forms(found: &RunResult<'_>) -> Option<SiteList> {
    let RunResult { sites, names, project, .. } = *found;
    let lang = project.lang;
    let ranked: Vec<(&SiteRow, &Ranked)> = on_list(sites, List::OtherForms)
        .filter_map(|row| Some((row, row.ranked.as_ref().filter(|ranked| ranked.rank.is_some())?)))
        .collect();
    let groups = ranked.chunk_by(|(_, a), (_, b)| a.group == b.group).map(|chunk| Group {
        name: name_of(chunk[0], names, lang),
        note: String::new(),
        sites: chunk.iter().take(SHOWN_OTHERS).map(|(row, _)| card(row, None, names, lang)).collect(),
        map: None,
    });
    let groups: Vec<Group> = groups.collect();
    (!groups.is_empty()).then(|| SiteList {
        title: lang.pick("Andere vormen", "Other forms").into(),
        note: lang
            .pick(
                "Naast wat corporaties voordragen: de eerste van elke groep, in een eigen volgorde.",
                "Beside what corporaties put forward: the first of each group, in an order of their own.",
            )
            .into(),
        map: None,
        groups,
        brief: true,
    })
}

fn on_list(sites: &[SiteRow], list: List) -> impl Iterator<Item = &SiteRow> {
    sites.iter().filter(move |row| row.list == list)
}

/// What a group is called: its gemeente and corporatie.
fn name_of((first, ranked): (&SiteRow, &Ranked), names: &Names<'_>, lang: Lang) -> String {
    let gemeente = first.site.place.gemeente(names.layers).1;
    let parts = [gemeente.unwrap_or(&ranked.group.gemeente), &ranked.group.corporatie];
    let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if name.is_empty() { lang.pick("Alle locaties", "All sites").into() } else { name }
}

/// One group after another: what is put forward and in reserve; where nothing
/// has a rank, the first of those that stand apart.
fn chosen<'a>(sites: &'a [SiteRow], names: &Names<'_>, lang: Lang) -> Vec<Chosen<'a>> {
    let mut groups = Vec::new();
    let mut number = 0;
    let ranked: Vec<(&SiteRow, &Ranked)> =
        on_list(sites, List::Shortlist).filter_map(|row| Some((row, row.ranked.as_ref()?))).collect();
    for chunk in ranked.chunk_by(|(_, a), (_, b)| a.group == b.group) {
        let name = name_of(chunk[0], names, lang);
        let forward: Vec<_> = chunk
            .iter()
            .filter(|(_, ranked)| matches!(ranked.standing, Standing::Shortlist | Standing::Reserve))
            .collect();
        let has_rank = chunk.iter().any(|(_, ranked)| ranked.rank.is_some());
        let (note, shown): (&'static str, Vec<_>) = if forward.is_empty() && has_rank {
            let note = lang.pick(
                "Geen locatie kan worden voorgedragen zolang is onbekend wat erbij staat. Dit zijn de eerste van de lijst.",
                "No site can be put forward while what stands with it is unknown. These come first on the list.",
            );
            (note, chunk.iter().take(SHOWN_APART).collect())
        } else if forward.is_empty() {
            let note = lang.pick(
                "Geen locatie heeft een rang: er ontbreken te veel gegevens. Dit zijn de eerste van de lijst apart.",
                "No site has a rank: too much is missing. These come first of those listed apart.",
            );
            (note, chunk.iter().take(SHOWN_APART).collect())
        } else {
            let note =
                lang.pick("Voorgedragen, met de reserve erachter.", "Put forward, with the reserve behind.");
            (note, forward)
        };
        let sites = shown.into_iter().map(|(row, _)| {
            number += 1;
            (number, *row)
        });
        let sites = sites.collect();
        groups.push(Chosen { name, note, sites });
    }
    groups
}
