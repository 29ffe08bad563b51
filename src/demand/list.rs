//! Which rows of the planning lists are asked for, and which cannot be?
//!
//! Every row ends as one project that is asked for, with its own homes and
//! years, or stands among those that are not, with the reason; a row may be
//! both, where some of its homes have no year to come. Whether a row leads to
//! a site of the run makes no difference.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::gemeenten::Gemeenten;
use crate::{
    codes::codes,
    issue::{Issue, IssueKind, Issues},
    lang::{Said, say},
    model::{PlannedProject, ProjectMatch},
    planlijst::Planned,
    read::register::record_name,
    tables::SiteRow,
};

codes! {
    /// Why homes of a list are not asked for.
    WhyNot {
        /// The row gives no number of homes.
        NoHomes = "no_homes",
        /// The row gives no year for them.
        NoYear = "no_year",
        /// Their years have passed.
        Past = "past",
        /// The row says nowhere where they are.
        NoPlace = "no_place",
        /// An earlier list tells of the same project.
        Double = "double",
        /// A table of phasing says what is built there.
        Table = "table",
    }
}

/// A project of a list that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedProject {
    /// Where it stands, as what tells it from others.
    pub id: String,
    /// Position of its row among those of all lists.
    pub at: usize,
    /// The row.
    pub project: PlannedProject,
    /// Positions of the sites it is about.
    pub sites: Vec<usize>,
    /// Homes by year, none of them past.
    pub years: BTreeMap<u16, u32>,
    /// Homes that the row gives no year, where those are asked for too.
    pub without_year: u32,
}

/// Homes of a list that are not asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAsked {
    /// Position of the row among those of all lists.
    pub at: usize,
    /// The file of the list.
    pub list: String,
    /// Its sheet; empty for a file without.
    pub sheet: String,
    /// Row in it, as a spreadsheet shows it.
    pub row: u64,
    /// What people call the project.
    pub project: String,
    /// Identification in the PPM.
    pub ppm_id: Option<String>,
    /// Gemeente, as the list has it.
    pub gemeente: Option<String>,
    /// Homes; `None` is not known.
    pub homes: Option<u32>,
    /// Why.
    pub why: WhyNot,
    /// What stands in the cell that was not understood, or which list tells of it.
    pub said: Option<String>,
    /// Whether other homes of the row are asked for.
    pub is_part: bool,
}

/// Projects and their homes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ProjectCount {
    /// Projects.
    pub projects: u64,
    /// Homes, as far as they are known.
    pub homes: u64,
}

impl ProjectCount {
    fn add(&mut self, projects: u64, homes: u32) {
        self.projects += projects;
        self.homes += u64::from(homes);
    }
}

/// Counts of the lists that add up: each row is asked for or not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ListCounts {
    /// Rows of all lists, those that add up others left out.
    pub rows: u64,
    /// Of these, asked for.
    pub asked: ProjectCount,
    /// Of these, asked for and at no site of the run.
    pub asked_without_site: ProjectCount,
    /// Of the rows asked for, those of which some homes are not.
    pub asked_in_part: u64,
    /// Of the rows, those of which nothing is asked; homes of those that are
    /// asked in part too.
    pub not_asked: ProjectCount,
    /// The same by reason; a row asked in part counts under its reason.
    pub why: BTreeMap<WhyNot, ProjectCount>,
}

/// What the lists ask.
#[derive(Debug, Default)]
pub struct Listed {
    /// What is asked for, in the order of the lists.
    pub projects: Vec<ListedProject>,
    /// What is not.
    pub not_asked: Vec<NotAsked>,
    /// Locations a list is about, or may be: no rule of thumb holds there.
    pub locations: BTreeSet<String>,
    /// Of each site the first row about it.
    pub first_at: BTreeMap<String, PlannedProject>,
    /// Counts.
    pub counts: ListCounts,
}

/// What becomes of homes that a row gives no year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoYears {
    /// They are not asked for.
    Left,
    /// They are asked for, and wait for a year.
    Asked,
}

/// Which rows are asked for. `given` are the sites that a table phases, and
/// `first_year` is the first that has not passed.
#[must_use]
pub fn listed(planned: &Planned, given: &BTreeSet<&str>, first_year: u16, no_years: NoYears) -> Listed {
    let mut listed = Listed::default();
    let mut told = Told::default();
    let rows = planned.rows().zip(&planned.lists.carried).enumerate();
    for (at, ((list, project, found), carried)) in rows {
        let sites: Vec<&SiteRow> = found.sites().map(|at| &planned.sites[at]).collect();
        // A row that may be about several places keeps the rule from all of them.
        let may_be = found.candidates.iter().map(|at| &planned.sites[*at]);
        let about = sites.iter().copied().chain(may_be.filter(|_| found.site.is_none()));
        listed.locations.extend(about.map(|site| site.location.clone()));
        for site in &sites {
            listed.first_at.entry(site.id.clone()).or_insert_with(|| project.clone());
        }
        listed.counts.rows += 1;

        let source = &planned.lists.lists[list];
        let unread = |column: &str| carried.unread.get(column).and_then(crate::value::Value::to_code);
        let because = |why: WhyNot, homes: Option<u32>, is_part: bool| NotAsked {
            at,
            list: source.file_name(),
            sheet: source.sheet.clone(),
            row: project.row,
            project: project.title().to_owned(),
            ppm_id: project.ppm_id.clone(),
            gemeente: project.gemeente.clone(),
            homes,
            why,
            said: match why {
                WhyNot::NoHomes => unread("woningen"),
                WhyNot::NoYear => unread("jaarschijf").or_else(|| unread("opleverdatum")),
                _ => None,
            },
            is_part,
        };
        let mut years = project.phasing();
        let in_years = years.values().copied().fold(0, u32::saturating_add);
        let homes = project.n_homes().map(|homes| homes.max(in_years)).filter(|homes| *homes > 0);
        let is_given = sites.iter().any(|site| given.contains(site.id.as_str()));
        let no = match homes {
            None => Some(because(WhyNot::NoHomes, None, false)),
            Some(_) if is_given => Some(because(WhyNot::Table, homes, false)),
            Some(_) if !has_place(project, found) => Some(because(WhyNot::NoPlace, homes, false)),
            Some(_) => told.before(list, project, found).map(|earlier| NotAsked {
                said: Some(planned.lists.lists[earlier].file_name()),
                ..because(WhyNot::Double, homes, false)
            }),
        };
        if let Some(no) = no {
            listed.not_asked.push(no);
            continue;
        }
        years.retain(|year, _| *year >= first_year);
        let in_time = years.values().copied().fold(0, u32::saturating_add);
        let no_year = homes.unwrap_or_default().saturating_sub(in_years);
        let (without_year, left) = match no_years {
            NoYears::Left => (0, no_year),
            NoYears::Asked => (no_year, 0),
        };
        let asked = in_time.saturating_add(without_year);
        let parts = [(WhyNot::Past, in_years.saturating_sub(in_time)), (WhyNot::NoYear, left)];
        let parts = parts.into_iter().filter(|(_, homes)| *homes > 0);
        listed.not_asked.extend(parts.map(|(why, homes)| because(why, Some(homes), asked > 0)));
        if asked > 0 {
            told.tell(list, project, found);
            listed.counts.asked.add(1, asked);
            if found.site.is_none() {
                listed.counts.asked_without_site.add(1, asked);
            }
            listed.projects.push(ListedProject {
                id: format!("list {list:03}, {:>9}", project.row),
                at,
                project: project.clone(),
                sites: found.sites().collect(),
                years,
                without_year,
            });
        }
    }
    listed.count();
    listed
}

impl Listed {
    /// Counts what is not asked. A row without a year to come may stand there
    /// twice, for homes that are past and homes without a year.
    fn count(&mut self) {
        let mut seen = BTreeSet::new();
        for no in &self.not_asked {
            let homes = no.homes.unwrap_or_default();
            let is_first = seen.insert(no.at);
            self.counts.not_asked.add(u64::from(is_first && !no.is_part), homes);
            self.counts.asked_in_part += u64::from(is_first && no.is_part);
            self.counts.why.entry(no.why).or_default().add(1, homes);
        }
    }

    /// Tells every row that is not asked for as an issue; `fate` says what
    /// became of it.
    pub fn report(&self, fate: &Said, issues: &mut Issues) {
        for no in &self.not_asked {
            let homes = no.homes.map(|homes| say!(" voor de {homes} woningen", " for its {homes} homes"));
            let homes = homes.unwrap_or_default();
            let what = match no.why {
                WhyNot::NoHomes => say!("geeft geen aantal woningen", "gives no number of homes"),
                WhyNot::NoYear => say!([homes] "noemt geen jaar{homes}", "names no year{homes}"),
                WhyNot::Past => {
                    say!([homes] "noemt een jaar dat voorbij is{homes}", "names a year that has passed{homes}")
                }
                WhyNot::NoPlace => say!("noemt geen plaats", "names no place"),
                WhyNot::Double => say!("staat op een eerdere lijst", "stands on an earlier list"),
                WhyNot::Table => say!(
                    "gaat over een locatie die in `--fasering` jaren krijgt",
                    "is about a site that `--fasering` gives years"
                ),
            };
            let project = &no.project;
            issues.push(Issue {
                kind: IssueKind::BadRecord,
                file: no.list.clone(),
                layer: no.sheet.clone(),
                object: record_name(no.row),
                cell: None,
                detail: say!(
                    [what, fate] "`{project:.60}` {what}: {fate}",
                    "`{project:.60}` {what}: {fate}"
                ),
            });
        }
    }

    /// Homes of the lists by gemeente and year, where the gemeente is known.
    pub fn taken(&self, sites: &[SiteRow], gemeenten: &Gemeenten) -> BTreeMap<(String, u16), u32> {
        let mut taken: BTreeMap<(String, u16), u32> = BTreeMap::new();
        for listed in &self.projects {
            let site = listed.sites.first().and_then(|at| sites[*at].called.gemeente_code.clone());
            let named = || gemeenten.named(listed.project.gemeente.as_deref()?).0.map(str::to_owned);
            let Some(gemeente) = site.or_else(named) else { continue };
            for (year, homes) in &listed.years {
                let sum = taken.entry((gemeente.clone(), *year)).or_default();
                *sum = sum.saturating_add(*homes);
            }
        }
        taken
    }
}

/// Whether a row says where it is, on a map or in words.
fn has_place(project: &PlannedProject, found: &ProjectMatch) -> bool {
    let words = [&project.gemeente, &project.kern, &project.locatie];
    found.site.is_some()
        || project.point.is_some()
        || project.area.is_some()
        || !project.panden.is_empty()
        || words.into_iter().any(Option::is_some)
}

/// What earlier lists tell of: two lists tell of the same homes, rows of one
/// list add up.
#[derive(Default)]
struct Told {
    names: BTreeMap<String, usize>,
    sites: BTreeMap<usize, usize>,
}

impl Told {
    /// The list before this one that tells of the same project.
    fn before(&self, list: usize, project: &PlannedProject, found: &ProjectMatch) -> Option<usize> {
        let by_name = name(project).and_then(|name| self.names.get(&name));
        let by_site = found.sites().find_map(|site| self.sites.get(&site));
        [by_name, by_site].into_iter().flatten().copied().find(|earlier| *earlier != list)
    }

    fn tell(&mut self, list: usize, project: &PlannedProject, found: &ProjectMatch) {
        if let Some(name) = name(project) {
            self.names.entry(name).or_insert(list);
        }
        for site in found.sites() {
            self.sites.entry(site).or_insert(list);
        }
    }
}

/// By what a project is known on another list: its identification, else its
/// name in its gemeente.
fn name(project: &PlannedProject) -> Option<String> {
    let plain = |text: &str| text.trim().to_lowercase();
    match (&project.ppm_id, project.title()) {
        (Some(id), _) => Some(plain(id)),
        (None, "") => None,
        (None, title) => {
            Some(format!("{}\n{}", plain(title), plain(project.gemeente.as_deref().unwrap_or_default())))
        }
    }
}
