//! Which project of the planning lists is which site of the scan?
//!
//! Reads a finished run and lists of projects (the PPM, a list of a gemeente,
//! region or province), matches the rows to locations, and gives back one list in
//! the form of the PPM record: the rows as they came, with what the scan says
//! beside them, and behind them the sites that are put forward and stand on no
//! list. So the scan, the plan and the list speak of the same project, and
//! the file can be filled in and read again.

mod book;
mod phasing;
mod replanned;
mod sheets;
mod sites;
mod trail;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

pub use phasing::{Phasing, phasing};
pub use replanned::{Given, NewYears, write_replanned};
pub use trail::{Counts, ListTrail};

use crate::{
    config::Source,
    documents::{self, Frame, Kind, Trail},
    error::Error,
    export::{write_issues, write_list_csv, write_list_xlsx},
    issue::{Issue, IssueKind, Issues},
    lang::{Lang, Said},
    link::{MatchNorms, match_projects},
    model::{PlannedProject, ProgrammeBy, ProjectMatch, ProjectStatus},
    params::PlanlijstParams,
    read::{
        projects::{ListForm, PlanLists, StatusWords, read},
        register::record_name,
    },
    record::Record,
    tables::{PROJECT_SITES, SiteRow},
    units::Meters,
    wording::project_reason,
};

/// The list as a workbook.
pub const WORKBOOK: &str = "planlijst.xlsx";
/// The list as CSV.
pub const TABLE: &str = "planlijst.csv";
/// What was odd in the lists.
const ISSUES: &str = "issues.csv";

/// What to read and where to write.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// How it is asked for.
    pub document: documents::Options,
    /// The lists; none to start one.
    pub lists: Vec<Source>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The folder that was written.
    pub folder: PathBuf,
    /// Language it was written in.
    pub lang: Lang,
    /// Counts that add up.
    pub counts: Counts,
    /// What was odd in the lists.
    pub issues: Issues,
    /// Homes by site and year, as the lists have them.
    pub phasing: Phasing,
    /// Lists in which no row has a number of homes, with their columns that play no role.
    pub without_homes: Vec<(String, Vec<String>)>,
}

/// The lists of a run, matched to its sites.
#[derive(Debug)]
pub struct Planned {
    /// The sites of the run, in its order.
    pub sites: Vec<SiteRow>,
    /// The lists and their rows.
    pub lists: PlanLists,
    /// What became of each row.
    pub matches: Vec<ProjectMatch>,
}

impl Planned {
    /// Reads lists and matches them to the sites of a run.
    ///
    /// # Errors
    ///
    /// Those of the run and of the lists.
    pub fn read(record: &Record, lists: &[Source], issues: &mut Issues) -> Result<Self, Error> {
        let sites = record.sites()?;
        let params = &record.params.planlijst;
        let lists = read(lists, &form(params), issues)?;
        let panden = record.panden(None)?;
        let norms = MatchNorms {
            distance: Meters(params.match_distance_m.value),
            name_words_share: params.name_words_share.value,
            ignored: params.name_words_ignored.value.clone(),
            plan_area_share: params.plan_area_share.value,
            places: sites::places(&panden),
            gemeenten: sites::gemeenten(&sites, &panden, &record.layers),
        };
        let matches = match_projects(&lists.projects, &sites::for_matching(&sites, &panden), &norms);
        Ok(Self { sites, lists, matches })
    }

    /// The sites of a run without any list.
    ///
    /// # Errors
    ///
    /// Those of the run.
    pub fn none(record: &Record) -> Result<Self, Error> {
        Ok(Self { sites: record.sites()?, ..Self::empty() })
    }

    /// Neither sites nor lists.
    #[must_use]
    pub fn empty() -> Self {
        Self { sites: Vec::new(), lists: PlanLists::default(), matches: Vec::new() }
    }

    /// Homes by site and year, as the lists have them, of rows about one site.
    #[must_use]
    pub fn phasing(&self) -> Phasing {
        let rows = self.rows().map(|(list, project, found)| {
            let site = found.site.filter(|_| found.others.is_empty());
            (list, project, site.map(|site| self.sites[site].id.as_str()))
        });
        phasing(rows)
    }

    /// Every row with the position of its list and what became of it.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &PlannedProject, &ProjectMatch)> {
        let lists = self.lists.lists.iter().enumerate();
        let list_of = lists.flat_map(|(at, list)| std::iter::repeat_n(at, list.n_rows));
        list_of
            .zip(self.lists.projects.iter().zip(&self.matches))
            .map(|(list, (project, found))| (list, project, found))
    }

    /// Homes of all rows of each list about the same sites.
    fn homes_at_sites(&self) -> BTreeMap<(usize, Vec<usize>), u32> {
        let mut homes: BTreeMap<(usize, Vec<usize>), u32> = BTreeMap::new();
        for (list, project, found) in self.rows() {
            if let (Some(_), Some(n)) = (found.site, project.n_homes()) {
                let sum = homes.entry((list, found.sites().collect())).or_default();
                *sum = sum.saturating_add(n);
            }
        }
        homes
    }

    /// Lists in which no row has a number of homes, with their columns that play no role.
    fn without_homes(&self) -> Vec<(String, Vec<String>)> {
        let has = |at: usize| self.rows().any(|(list, project, _)| list == at && project.n_homes().is_some());
        let lists = self.lists.lists.iter().enumerate().filter(|(at, list)| list.n_rows > 0 && !has(*at));
        lists.map(|(_, list)| (list.file_name(), list.extra.clone())).collect()
    }

    /// The sites that are put forward at locations no list is about.
    fn proposals(&self) -> Vec<usize> {
        let planned: BTreeSet<&str> = self
            .matches
            .iter()
            .flat_map(ProjectMatch::sites)
            .map(|site| self.sites[site].location.as_str())
            .collect();
        let sites = self.sites.iter().enumerate();
        sites
            .filter(|(_, site)| site.is_put_forward() && !planned.contains(site.location.as_str()))
            .map(|(at, _)| at)
            .collect()
    }

    /// Tells the rows that found no location as issues.
    pub fn report(&self, issues: &mut Issues) {
        for (list, project, found) in self.rows() {
            let kind = match found.status {
                // An unreadable row was told when it was read.
                ProjectStatus::Matched | ProjectStatus::Unreadable => continue,
                ProjectStatus::Ambiguous => IssueKind::Ambiguous,
                ProjectStatus::NotInScan | ProjectStatus::OutsideGemeenten => IssueKind::Unmatched,
            };
            let list = &self.lists.lists[list];
            issues.push(Issue {
                kind,
                file: list.file.clone(),
                layer: list.sheet.clone(),
                object: record_name(project.row),
                cell: None,
                detail: Said::by(|lang| project_reason(&found.reason, lang)),
            });
        }
    }
}

/// Reads a run and lists, matches them, and writes a folder.
///
/// # Errors
///
/// Those of the run and the lists; [`Error::Export`] when the folder cannot be
/// written.
pub fn run(options: &Options) -> Result<Outcome, Error> {
    let sources: Vec<_> = options.lists.iter().map(|list| ("planlijst", list)).collect();
    let frame = Frame::open(Kind::Planlijst, &options.document, &sources)?;
    let Frame { record, folder, lang, csv, .. } = &frame;
    let (lang, csv) = (*lang, *csv);
    let mut issues = Issues::default();
    let planned = Planned::read(record, &options.lists, &mut issues)?;
    planned.report(&mut issues);
    crate::interrupt::check()?;

    let book = book::book(&planned, &frame);
    write_list_csv(&folder.path(TABLE), &book, csv)?;
    write_list_xlsx(&folder.path(WORKBOOK), &book, lang)?;
    write_issues(&folder.path(ISSUES), &issues, csv, lang)?;
    let counts = Counts::of(&planned, &issues);
    let lists = serde_json::to_value(trail::lists(&planned, &frame)).unwrap_or_default();
    let outputs = [WORKBOOK, TABLE, ISSUES].map(str::to_owned).to_vec();
    let trail = Trail { counts: counts.clone(), made: lists, failed: Vec::new(), outputs };
    let folder = frame.commit(&trail)?;
    let phasing = planned.phasing();
    Ok(Outcome { folder, lang, counts, issues, phasing, without_homes: planned.without_homes() })
}

/// The columns a region gives its lists.
#[must_use]
pub fn form(params: &PlanlijstParams) -> ListForm {
    let kinds = [
        (ProgrammeBy::Type, &params.home_types.value),
        (ProgrammeBy::RentClass, &params.rent_classes.value),
        (ProgrammeBy::Size, &params.sizes.value),
    ];
    ListForm {
        milestones: params.milestones.value.clone(),
        programme: kinds
            .into_iter()
            .flat_map(|(by, names)| names.iter().map(move |name| (by, name.clone())))
            .collect(),
        own: PROJECT_SITES.iter().map(|column| column.spec.name).collect(),
        columns: params.columns.value.clone(),
        statuses: StatusWords::new(&params.status_hard.value, &params.status_zacht.value),
    }
}
