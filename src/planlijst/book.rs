//! The list as it goes back: which columns, which rows?

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    Planned, sheets,
    sites::{candidates, proposal},
};
use crate::{
    documents::Frame,
    export::{ListBook, ListColumn, ListPart},
    lang::Lang,
    model::{
        PlannedProject, Planstatus, ProgrammeBy, ProjectMatch, ProjectReason, ProjectRule, ProjectStatus,
    },
    read::projects::{Carried, actual_column, planned_column},
    record::Record,
    score::Standing,
    tables::{self, Names, PROJECT_SITES, PROJECTS, ProjectSite, SiteRow},
    value::Value,
    wording,
};

/// The columns of an export.
struct Columns<'a> {
    lang: Lang,
    years: Vec<u16>,
    programme: Vec<(ProgrammeBy, String)>,
    milestones: &'a [String],
    /// Columns of the lists that play no role, each once.
    extra: Vec<String>,
}

/// The whole list: rows of the lists in their order, then proposals.
pub(super) fn book(planned: &Planned, frame: &Frame) -> ListBook {
    let proposals = planned.proposals();
    let proposals: Vec<(usize, PlannedProject)> =
        proposals.into_iter().map(|site| (site, proposal(&planned.sites[site]))).collect();
    book_with(planned, &proposals, frame)
}

/// The rows of the lists in their order, then these proposals, each about a site.
pub(super) fn book_with(planned: &Planned, proposals: &[(usize, PlannedProject)], frame: &Frame) -> ListBook {
    let (record, lang) = (&frame.record, frame.lang);
    let columns = Columns::of(planned, proposals, record, lang);
    let names = record.names(lang);
    let homes = planned.homes_at_sites();
    let (mut rows, mut open) = (Vec::new(), Vec::new());
    let carried = planned.lists.carried.iter();
    for ((list, project, found), carried) in planned.rows().zip(carried) {
        let mut project = project.clone();
        if found.site.is_some() {
            project.site_id = Some(joined(found.sites().map(|site| planned.sites[site].id.as_str())));
        }
        let list_name = || planned.lists.lists[list].file_name();
        project.herkomst.get_or_insert_with(list_name);
        let list_homes = homes.get(&(list, found.sites().collect())).copied();
        let beside = beside(planned, &project, found, list_homes, lang);
        rows.push(columns.row(&project, carried, &beside, &names));
        open.push(found.site.is_none() && found.status != ProjectStatus::OutsideGemeenten);
    }
    let nothing = Carried::default();
    for (site, project) in proposals {
        let found = ProjectMatch {
            site: Some(*site),
            ..ProjectMatch::none(ProjectStatus::Matched, ProjectReason::By(ProjectRule::SiteId))
        };
        let beside = beside(planned, project, &found, project.homes, lang);
        rows.push(columns.row(project, &nothing, &beside, &names));
        open.push(false);
    }
    let columns = columns.described();
    let fill_in = columns.iter().position(|column| column.name == "site_id").unwrap_or_default();
    let name = lang.pick("planlijst", "planning list");
    ListBook {
        name: name.into(),
        title: format!("{} – {name}", frame.name),
        columns,
        rows,
        fill_in,
        open,
        sheets: vec![sheets::explanation(planned, proposals.len(), lang), sheets::unmatched(planned, lang)],
    }
}

/// What the run says of the sites a row is about.
fn beside(
    planned: &Planned,
    project: &PlannedProject,
    found: &ProjectMatch,
    list_homes: Option<u32>,
    lang: Lang,
) -> ProjectSite {
    let base = ProjectSite {
        planstatus: project.planstatus.map(Planstatus::code),
        status: wording::project_status(found.status, lang).to_owned(),
        rule: found.rule().map(|rule| wording::project_rule(rule, lang).to_owned()),
        reason: wording::project_reason(&found.reason, lang),
        candidates: candidates(planned, found),
        ..ProjectSite::default()
    };
    let Some(site) = found.site.map(|site| &planned.sites[site]) else { return base };
    if !found.others.is_empty() {
        let sites: Vec<&SiteRow> = found.sites().map(|site| &planned.sites[site]).collect();
        // Homes of a site that cannot be said leave the sum unsaid.
        let sum = |homes: fn(&SiteRow) -> Option<i64>| {
            sites.iter().map(|site| homes(site)).try_fold(0_i64, |sum, homes| Some(sum + homes?))
        };
        return ProjectSite {
            location: Some(joined(sites.iter().map(|site| site.location.as_str()))),
            homes: [
                sum(|site| site.homes.low.map(i64::from)),
                sum(|site| site.homes.mid.map(i64::from)),
                sum(|site| site.homes.high.map(i64::from)),
            ],
            list_homes,
            n_locations: Some(sites.len() as u64),
            ..base
        };
    }
    ProjectSite {
        location: Some(site.location.clone()),
        form: Some(wording::form(site.form, lang).to_owned()),
        homes: [site.homes.low.map(i64::from), site.homes.mid.map(i64::from), site.homes.high.map(i64::from)],
        list_homes,
        n_locations: Some(1),
        score: site.score(),
        rank: site.rank(),
        standing: Some(standing(site, lang)),
        verdict: wording::verdict_word(site.verdict.code(), lang).map(str::to_owned),
        grid_code: site.grid.code.map(|code| u32::from(code.number())),
        ..base
    }
}

/// Several identifications in one cell, as they are read back.
fn joined<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join("; ")
}

fn standing(site: &SiteRow, lang: Lang) -> String {
    let word = |standing: Standing| wording::standing(standing, lang);
    site.standing().map_or(lang.pick("ongeschikt", "unsuitable"), word).to_owned()
}

impl<'a> Columns<'a> {
    fn of(planned: &Planned, proposals: &[(usize, PlannedProject)], record: &'a Record, lang: Lang) -> Self {
        let params = &record.params.planlijst;
        let projects = planned.lists.projects.iter().chain(proposals.iter().map(|(_, project)| project));
        let mut years: BTreeSet<u16> = projects.flat_map(|project| project.years.keys().copied()).collect();
        let unread = planned.lists.carried.iter().flat_map(|carried| carried.unread.keys());
        years.extend(unread.filter_map(|name| name.parse::<u16>().ok()));
        if years.is_empty() {
            let now = record.params.vormen.reference_year.value;
            years.extend((0..params.years_ahead.value).map(|ahead| now + ahead));
        }
        let form = super::form(params);
        let mut columns = Self {
            lang,
            years: years.into_iter().collect(),
            programme: form.programme,
            milestones: &params.milestones.value,
            extra: Vec::new(),
        };
        let mut taken: HashSet<String> =
            columns.described().into_iter().map(|column| column.name.to_lowercase()).collect();
        for name in planned.lists.lists.iter().flat_map(|list| &list.extra) {
            if taken.insert(name.to_lowercase()) {
                columns.extra.push(name.clone());
            }
        }
        columns
    }

    /// The columns, in order.
    fn described(&self) -> Vec<ListColumn> {
        let lang = self.lang;
        let of_spec = |spec: &crate::export::ColumnSpec, part| ListColumn {
            name: spec.name.into(),
            unit: spec.unit.into(),
            meaning: spec.meaning(lang).into(),
            part,
        };
        let own = |name: String, unit: &str, meaning: String| ListColumn {
            name,
            unit: unit.into(),
            meaning,
            part: ListPart::List,
        };
        let homes = lang.pick("woningen", "homes");
        let mut columns: Vec<ListColumn> =
            PROJECTS.iter().map(|column| of_spec(&column.spec, ListPart::List)).collect();
        columns.extend(self.years.iter().map(|year| {
            let meaning = lang
                .pick("Woningen die in dit jaar worden opgeleverd", "Homes that are delivered in this year");
            own(year.to_string(), homes, meaning.into())
        }));
        columns.extend(self.programme.iter().map(|(by, name)| {
            let by = match by {
                ProgrammeBy::Type => lang.pick("type", "type"),
                ProgrammeBy::RentClass => lang.pick("huur- of prijsklasse", "rent or price class"),
                ProgrammeBy::Size => lang.pick("grootte", "size"),
            };
            let meaning = match lang {
                Lang::Nl => format!("Woningen naar {by}: {name}"),
                Lang::En => format!("Homes by {by}: {name}"),
            };
            own(name.clone(), homes, meaning)
        }));
        for name in self.milestones {
            let (planned, actual) = match lang {
                Lang::Nl => (
                    format!("Wanneer de mijlpaal {name} gepland is"),
                    format!("Wanneer de mijlpaal {name} gehaald is"),
                ),
                Lang::En => {
                    (format!("When milestone {name} is planned"), format!("When milestone {name} was passed"))
                }
            };
            let day = lang.pick("datum", "date");
            columns.push(own(planned_column(name), day, planned));
            columns.push(own(actual_column(name), day, actual));
        }
        columns.extend(self.extra.iter().map(|name| {
            let meaning = lang
                .pick("Kolom van de lijst zelf, zoals die kwam", "A column of the list's own, as it came");
            own(name.clone(), "", meaning.into())
        }));
        columns.extend(PROJECT_SITES.iter().map(|column| of_spec(&column.spec, ListPart::Beside)));
        columns
    }

    /// A row: what is understood, else what stood there.
    fn row(
        &self,
        project: &PlannedProject,
        carried: &Carried,
        beside: &ProjectSite,
        names: &Names<'_>,
    ) -> Vec<Value> {
        let as_it_stood = |name: &str, value: Value| carried.unread.get(name).cloned().unwrap_or(value);
        let fields = PROJECTS.iter().zip(tables::row(PROJECTS, project, names));
        let mut row: Vec<Value> =
            fields.map(|(column, value)| as_it_stood(column.spec.name, value)).collect();
        let years = self.years.iter().map(|year| (year.to_string(), project.years.get(year).copied().into()));
        row.extend(years.map(|(name, value)| as_it_stood(&name, value)));
        let kinds: BTreeMap<(ProgrammeBy, &str), u32> =
            project.programme.iter().map(|line| ((line.by, line.name.as_str()), line.homes)).collect();
        row.extend(
            self.programme
                .iter()
                .map(|(by, name)| as_it_stood(name, kinds.get(&(*by, name.as_str())).copied().into())),
        );
        for name in self.milestones {
            let milestone = project.milestones.iter().find(|milestone| milestone.name == *name);
            let day = |date: Option<crate::model::PlanDate>| date.map(|date| date.to_string()).into();
            let (planned, actual) = milestone.map_or((None, None), |found| (found.planned, found.actual));
            row.push(as_it_stood(&planned_column(name), day(planned)));
            row.push(as_it_stood(&actual_column(name), day(actual)));
        }
        row.extend(self.extra.iter().map(|name| carried.extra.get(name).cloned().unwrap_or_default()));
        row.extend(tables::row(PROJECT_SITES, beside, names));
        row
    }
}
