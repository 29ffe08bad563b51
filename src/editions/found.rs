//! What became of each project, and what is there to say of it?

use std::collections::BTreeSet;

use geo_types::{Geometry, MultiPolygon};

use super::steps::{Steps, delivery_text};
use crate::{
    assess::delay::{self, Cause, Timing},
    codes::codes,
    config::Peildatum,
    issue::{Issue, IssueKind, Issues},
    lang::say,
    link::editions::{self, Editions, Likeness, Pair, RowFate, Rule},
    model::{
        DaySpan, Knelpunt, Level, Phrases, PlanDate, PlannedProject, Planstatus, lower_words, place_key,
    },
    params::Params,
    planlijst::Planned,
    read::{projects::PlanLists, register::record_name},
};

codes! {
    /// What became of a project; each has exactly one.
    Outcome {
        /// Nothing that is held against each other differs.
        Same = "same",
        /// Something does.
        Changed = "changed",
        /// It is in the later edition alone.
        New = "new",
        /// It is in the earlier one alone.
        Gone = "gone",
        /// It is in one edition, and the other has one that is alike.
        MaybeSame = "maybe_same",
        /// The other edition has nothing of its gemeente.
        Elsewhere = "elsewhere",
        /// Its rows contradict one another.
        Unclear = "unclear",
    }
}

codes! {
    /// What differs.
    Change {
        /// A date.
        Moved = "moved",
        /// Homes, or the year they come in.
        Homes = "homes",
        /// Hard became soft, or the other way around.
        Status = "status",
        /// Its name.
        Renamed = "renamed",
        /// Who owns it.
        Owner = "owner",
        /// What stands in its way.
        Knelpunt = "knelpunt",
    }
}

/// One of the two editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The earlier.
    Before,
    /// The later.
    Now,
}

/// One project of both editions, or of one.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectFound {
    /// What became of it.
    pub outcome: Outcome,
    /// By what it is one in both.
    pub rule: Option<Rule>,
    /// Its identification.
    pub ppm_id: Option<String>,
    /// What people call it, in the later edition if it is there.
    pub title: String,
    /// What the earlier edition calls it, where that is another name.
    pub title_before: Option<String>,
    /// Its gemeente, else its kern, as the list writes it.
    pub gemeente: Option<String>,
    /// What differs.
    pub changes: Vec<Change>,
    /// Homes, earlier and later; `None` where the list does not say.
    pub homes: [Option<u32>; 2],
    /// Status, earlier and later.
    pub status: [Option<Planstatus>; 2],
    /// Delivery as the lists say it, earlier and later.
    pub delivery: [Option<String>; 2],
    /// What is known of its delivery against the plan; `None` for one that is in one
    /// edition alone.
    pub timing: Option<Timing>,
    /// The milestone that is later first.
    pub step: Option<String>,
    /// Who owns it: who takes the next step, else who leads it.
    pub owner: Option<String>,
    /// What stands in the way, by kind.
    pub knelpunten: Vec<Knelpunt>,
    /// The same in words of the list.
    pub knelpunt_text: Option<String>,
    /// The table a delay goes to.
    pub level: Option<Level>,
    /// Days of delay the later list states itself.
    pub days_said: Option<i64>,
    /// Projects of the other edition it may be, with what is alike.
    pub alike: Vec<(String, Likeness)>,
    /// When the later list was brought up to date.
    pub updated_on: Option<String>,
    /// Rows, earlier and later: list and row as a spreadsheet shows it.
    pub rows: [Vec<(usize, u64)>; 2],
    /// The site of the run it is about.
    pub site_id: Option<String>,
    /// Where it is, RD New.
    pub place: Option<Geometry<f64>>,
}

impl ProjectFound {
    /// Days its delivery is later by, at least; `None` when it is not delayed.
    #[must_use]
    pub fn delay_days(&self) -> Option<i64> {
        match self.timing {
            Some(Timing::Delayed { days, .. }) => Some(days),
            _ => None,
        }
    }

    /// What made its delivery late.
    #[must_use]
    pub fn cause(&self) -> Option<Cause> {
        match self.timing {
            Some(Timing::Delayed { cause, .. }) => Some(cause),
            _ => None,
        }
    }

    /// Homes of the later edition, else of the earlier; for sums beside which
    /// projects without a number are counted.
    #[must_use]
    pub fn n_homes(&self) -> u64 {
        u64::from(self.homes[1].or(self.homes[0]).unwrap_or_default())
    }
}

/// All projects of two editions.
pub struct Found {
    /// Delays without an owner first, then other delays by days, then the rest in the
    /// order of the lists.
    pub projects: Vec<ProjectFound>,
    /// What became of each row: earlier and later.
    pub rows: [Vec<RowFate>; 2],
    /// Whether no gemeente of one edition is in the other.
    pub(super) have_nothing_in_common: bool,
}

/// A site of a run that a row is about.
pub(super) struct SiteOfRow {
    id: String,
    geometry: MultiPolygon<f64>,
}

/// The site of each row of the lists.
pub(super) fn sites(planned: &Planned) -> Vec<Option<SiteOfRow>> {
    let site = |at: usize| {
        let site = &planned.sites[at];
        SiteOfRow { id: site.id.clone(), geometry: site.geometry.clone() }
    };
    planned.matches.iter().map(|found| found.site.map(site)).collect()
}

/// A day as a count of days from 1 January 1970.
pub(super) fn day(day: &Peildatum) -> Option<i64> {
    PlanDate::read(day.as_str()).map(|date| DaySpan::from(date).last)
}

/// What a project is judged by.
struct Judge<'a> {
    params: &'a Params,
    words: Phrases<Knelpunt>,
    no_owner: Vec<Vec<String>>,
    today: Option<i64>,
}

impl Found {
    pub(super) fn new(
        before: &PlanLists,
        now: &PlanLists,
        sites: &[Option<SiteOfRow>],
        params: &Params,
        today: Option<i64>,
    ) -> Self {
        let list = &params.planlijst;
        let norms = editions::Norms {
            distance_m: list.match_distance_m.value,
            name_words_share: list.name_words_share.value,
            ignored: list.name_words_ignored.value.clone(),
        };
        let held = editions::hold(&before.projects, &now.projects, &norms);
        let words = params.voortgang.knelpunt_words.value.iter();
        let judge = Judge {
            params,
            words: Phrases::new(
                words.flat_map(|(kind, words)| words.iter().map(|word| (word.as_str(), *kind))),
            ),
            no_owner: params.voortgang.no_owner.value.iter().map(|text| lower_words(text)).collect(),
            today,
        };
        let list_of = [before, now].map(lists_of_rows);
        let rows = |side: usize, rows: &[usize], projects: &[PlannedProject]| {
            rows.iter().map(|row| (list_of[side][*row], projects[*row].row)).collect::<Vec<_>>()
        };
        let mut projects: Vec<ProjectFound> = held
            .pairs
            .iter()
            .map(|pair| {
                let mut found = judge.project(pair, &held);
                if let Some(at) = pair.before {
                    found.rows[0] = rows(0, &held.before[at].rows, &before.projects);
                }
                if let Some(at) = pair.now {
                    found.rows[1] = rows(1, &held.now[at].rows, &now.projects);
                    let site = held.now[at].rows.iter().find_map(|row| sites.get(*row)?.as_ref());
                    found.site_id = site.map(|site| site.id.clone());
                    let of_site = || site.map(|site| Geometry::MultiPolygon(site.geometry.clone()));
                    found.place = found.place.take().or_else(of_site);
                }
                found
            })
            .collect();
        // Stable: the rest stays in the order of the lists.
        projects.sort_by_key(|found| match found.delay_days() {
            Some(days) => (if found.owner.is_none() { 0 } else { 1 }, -days),
            None => (2, 0),
        });
        // Lists of two regions number their projects alike.
        let have_nothing_in_common =
            !held.pairs.is_empty() && held.pairs.iter().all(|pair| pair.is_elsewhere);
        Self { projects, rows: [held.rows_before, held.rows_now], have_nothing_in_common }
    }

    /// Projects with a missed delivery.
    pub fn delayed(&self) -> impl Iterator<Item = &ProjectFound> {
        self.projects.iter().filter(|found| found.delay_days().is_some())
    }

    /// The first gemeenten of an edition, for a message.
    pub(super) fn gemeenten(&self, side: Side) -> String {
        let side = side as usize;
        let of_side = self.projects.iter().filter(|found| !found.rows[side].is_empty());
        let names: BTreeSet<&str> = of_side.filter_map(|found| found.gemeente.as_deref()).collect();
        names.into_iter().take(5).collect::<Vec<_>>().join(", ")
    }

    /// Tells what is odd: rows that stand twice, contradict one another or have no
    /// name, and projects that may be the same.
    pub(super) fn report(&self, before: &PlanLists, now: &PlanLists, issues: &mut Issues) {
        for (lists, fates) in [before, now].into_iter().zip(&self.rows) {
            let list_of = lists_of_rows(lists);
            for ((project, fate), list) in lists.projects.iter().zip(fates).zip(list_of) {
                let (kind, detail) = match fate {
                    RowFate::Double => (
                        IssueKind::DuplicateId,
                        say!("staat er al; telt niet nog eens", "stands there already; does not count again"),
                    ),
                    RowFate::Contradicts => (
                        IssueKind::Conflict,
                        say!(
                            "een andere rij over hetzelfde project zegt iets anders; er is niets vergeleken",
                            "another row about the same project says otherwise; nothing was compared"
                        ),
                    ),
                    // A row without a name was told when it was read.
                    RowFate::Project | RowFate::Nameless => continue,
                };
                let list = &lists.lists[list];
                let about = Issue::about(kind, list.file.as_str(), list.sheet.as_str());
                issues.push(Issue { object: record_name(project.row), detail, ..about });
            }
        }
        for found in self.projects.iter().filter(|found| found.outcome == Outcome::MaybeSame) {
            let (side, lists) = if found.rows[1].is_empty() { (0, before) } else { (1, now) };
            let Some((list, row)) = found.rows[side].first() else { continue };
            let (list, alike) = (&lists.lists[*list], &found.alike);
            let names: Vec<&str> = alike.iter().take(5).map(|(title, _)| title.as_str()).collect();
            let names = names.join("; ");
            let detail = say!(
                "misschien hetzelfde als `{names}` in de andere editie; niet samengevoegd",
                "perhaps the same as `{names}` in the other edition; not joined"
            );
            let about = Issue::about(IssueKind::Ambiguous, list.file.as_str(), list.sheet.as_str());
            issues.push(Issue { object: record_name(*row), detail, ..about });
        }
    }
}

/// Per row the position of its list.
fn lists_of_rows(lists: &PlanLists) -> Vec<usize> {
    lists.lists.iter().enumerate().flat_map(|(at, list)| std::iter::repeat_n(at, list.n_rows)).collect()
}

impl Judge<'_> {
    fn project(&self, pair: &Pair, held: &Editions) -> ProjectFound {
        let before = pair.before.map(|at| &held.before[at]);
        let now = pair.now.map(|at| &held.now[at]);
        let groups = [before, now];
        let projects = groups.map(|group| group.map(|group| &group.project));
        let contradicts = groups.iter().flatten().any(|group| group.contradicts);
        let latest = projects[1].or(projects[0]);
        let others = if pair.now.is_some() { &held.before } else { &held.now };
        let alike = pair.alike.iter().map(|(at, why)| (others[*at].project.title().to_owned(), *why));
        let text = |own: fn(&PlannedProject) -> Option<&String>| latest.and_then(own).cloned();
        let name = |at: usize| projects[at].map(PlannedProject::title);
        let knelpunten = latest.map(|project| self.knelpunten(project)).unwrap_or_default();
        let mut found = ProjectFound {
            outcome: Outcome::Same,
            rule: pair.rule,
            ppm_id: text(|project| project.ppm_id.as_ref()),
            title: latest.map(PlannedProject::title).unwrap_or_default().to_owned(),
            title_before: name(0)
                .filter(|before| name(1).is_some_and(|now| place_key(now) != place_key(before)))
                .map(str::to_owned),
            gemeente: latest.and_then(place_name),
            changes: Vec::new(),
            homes: projects.map(|project| project.and_then(PlannedProject::n_homes)),
            status: projects.map(|project| project.and_then(|project| project.planstatus)),
            delivery: projects.map(|project| project.and_then(delivery_text)),
            timing: None,
            step: None,
            owner: latest.and_then(|project| self.owner(project)),
            knelpunten,
            knelpunt_text: latest
                .map(|project| project.knelpunten.join("; "))
                .filter(|text| !text.is_empty()),
            level: None,
            days_said: projects[1].and_then(|project| project.delay_days),
            alike: alike.collect(),
            updated_on: latest.and_then(|project| project.updated_on).map(|date| date.to_string()),
            rows: [Vec::new(), Vec::new()],
            site_id: None,
            place: latest.and_then(place),
        };
        found.outcome = match projects {
            _ if contradicts => Outcome::Unclear,
            [Some(before), Some(now)] => {
                self.compare(&mut found, before, now);
                if found.changes.is_empty() { Outcome::Same } else { Outcome::Changed }
            }
            _ if !pair.alike.is_empty() => Outcome::MaybeSame,
            _ if pair.is_elsewhere => Outcome::Elsewhere,
            [None, _] => Outcome::New,
            [_, None] => Outcome::Gone,
        };
        found
    }

    /// What differs between the editions of one project, and what became of its
    /// delivery.
    fn compare(&self, found: &mut ProjectFound, before: &PlannedProject, now: &PlannedProject) {
        let steps = Steps::of(before, now, &self.params.planlijst.milestones.value);
        let differs = |change: Change| match change {
            Change::Moved => steps.moved(),
            Change::Homes => {
                found.homes[0] != found.homes[1] || before.years != now.years || before.periods != now.periods
            }
            Change::Status => before.planstatus != now.planstatus,
            Change::Renamed => found.title_before.is_some(),
            Change::Owner => self.owner(before) != self.owner(now),
            Change::Knelpunt => before.knelpunten != now.knelpunten,
        };
        let changes = Change::ALL.iter().copied().filter(|change| differs(*change)).collect();
        found.changes = changes;
        let coarsest = i64::from(self.params.voortgang.date_days_max.value);
        let timing = delay::timing(&steps.steps, steps.start, steps.was_delivered, coarsest, self.today);
        found.timing = Some(timing);
        if let Timing::Delayed { step, .. } | Timing::WithinMargin { step, .. } = timing {
            found.step = steps.names.get(step).cloned();
        }
        if let Timing::Delayed { days, .. } = timing {
            found.level = Some(self.params.voortgang.level(&found.knelpunten, Some(days)));
        }
    }

    /// Who takes the next step, else who leads the project.
    fn owner(&self, project: &PlannedProject) -> Option<String> {
        let named = |text: &&String| {
            let words = lower_words(text);
            !words.is_empty() && !self.no_owner.contains(&words)
        };
        [&project.next_step_owner, &project.trekker].into_iter().flatten().find(named).cloned()
    }

    fn knelpunten(&self, project: &PlannedProject) -> Vec<Knelpunt> {
        let mut kinds = BTreeSet::new();
        for text in &project.knelpunten {
            let named = self.words.named(text);
            kinds.extend(if named.is_empty() { vec![Knelpunt::Anders] } else { named });
        }
        if kinds.is_empty() {
            kinds.insert(Knelpunt::NietGenoemd);
        }
        kinds.into_iter().collect()
    }
}

/// Gemeente, else kern, without the word that it is one.
fn place_name(project: &PlannedProject) -> Option<String> {
    let text = project.gemeente.as_deref().or(project.kern.as_deref())?.trim();
    let (first, rest) = text.split_once(' ').unwrap_or(("", text));
    Some(if first.eq_ignore_ascii_case("gemeente") { rest.trim() } else { text }.to_owned())
}

/// Where a list says that a project is.
fn place(project: &PlannedProject) -> Option<Geometry<f64>> {
    let area = project.area.clone().map(Geometry::MultiPolygon);
    area.or_else(|| project.point.map(Geometry::Point))
}
