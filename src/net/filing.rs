//! A request as it is filed: a project with all its years, whether it is
//! complete, when it can be claimed, and what became of it.

use std::collections::BTreeMap;

use super::{
    answers::{Answer, Answers},
    lacks::{self, Lack},
    request::{Request, RequestOf},
};
use crate::{
    demand::ListedProject,
    export::{ColumnSpec, Kind},
    lang::Lang,
    model::{PlanDate, PlannedProject, Planstatus, Within},
    params::GridParams,
    plan::{Claim, Day, InWindow, RequestStatus, Window},
    value::Value,
    wording::slug,
};

/// A request as it is filed.
#[derive(Debug, Clone, PartialEq)]
pub struct Filing {
    /// What tells it from others, the same in every run: its number in the PPM,
    /// else gemeente and name; of a site its identification.
    pub request_id: String,
    /// What people call it.
    pub project: String,
    /// Who runs the grid there.
    pub netbeheerder: Option<String>,
    /// Supply area; empty when it is not known.
    pub area: String,
    /// Name of that area.
    pub area_name: Option<String>,
    /// Gemeente.
    pub gemeente: Option<String>,
    /// Address, or where it is.
    pub locatie: Option<String>,
    /// Homes and what they ask, MW, by year.
    pub years: BTreeMap<u16, (u32, f64)>,
    /// What it asks, MW, all years together.
    pub demand_mw: f64,
    /// What is missing; nothing when it is complete.
    pub lacks: Vec<Lack>,
    /// When it can be claimed.
    pub window: InWindow,
    /// The last day that counts.
    pub deadline: Option<Day>,
    /// How sure the plan is: 1 hard, 2 soft, 3 not known.
    pub priority: u8,
    /// What came back; `None` when nothing did.
    pub answer: Option<Answer>,
}

/// The columns of a filing list, in order.
pub const FILING: [ColumnSpec; 18] = [
    ColumnSpec::new(
        "request_id",
        Kind::Text,
        "",
        "Kenmerk van de aanvraag, gelijk in elke run; laat het staan",
        "Identification of the request, the same in every run; leave it as it is",
    ),
    ColumnSpec::new("project", Kind::Text, "", "Project", "Project"),
    ColumnSpec::new("gemeente", Kind::Text, "", "Naam van de gemeente", "Name of the gemeente"),
    ColumnSpec::new("locatie", Kind::Text, "", "Adres, of waar het ligt", "Address, or where it is"),
    ColumnSpec::new("grid_area", Kind::Text, "", "Naam van het voedingsgebied", "Name of the supply area"),
    ColumnSpec::new("homes", Kind::Int, "", "Woningen, alle jaren samen", "Homes, all years together"),
    ColumnSpec::new(
        "phasing",
        Kind::Text,
        "",
        "Woningen per jaar van oplevering",
        "Homes by year of delivery",
    ),
    ColumnSpec::new(
        "demand_mw",
        Kind::real(3),
        "MW",
        "Vraag aan de piek van het gebied, alle jaren samen",
        "Demand at the peak of the area, all years together",
    ),
    ColumnSpec::new(
        "complete",
        Kind::Text,
        "",
        "Of locatie, fasering, programma en energievraag volledig zijn: ja of nee",
        "Whether location, phasing, programme and demand are complete: yes or no",
    ),
    ColumnSpec::new("lacks", Kind::Text, "", "Wat er ontbreekt, per veld", "What is missing, by field"),
    ColumnSpec::new(
        "claim",
        Kind::Text,
        "",
        "Wanneer te vragen: voor de vrijgave van de reservering, erna, of te laat voor de eigen planning",
        "When it can be asked: before the release of the reservation, after it, or too late for its own planning",
    ),
    ColumnSpec::new(
        "ask_by",
        Kind::Text,
        "",
        "Uiterste dag: van de eigen planning, of de laatste voor de vrijgave; leeg als de planning onbekend is",
        "Last day: of its own planning, or the last before the release; empty when the planning is not known",
    ),
    ColumnSpec::new(
        "priority",
        Kind::Int,
        "",
        "Voorrang: hard plan eerst, dan zacht, dan onbekend",
        "Priority: hard plans first, then soft, then unknown",
    ),
    ColumnSpec::new(
        "request_status",
        Kind::Text,
        "",
        "Stand: te vragen, gevraagd, toegezegd of afgewezen; in te vullen",
        "Status: to ask, asked, promised or refused; to be filled in",
    ),
    ColumnSpec::new(
        "promised_mw",
        Kind::real(3),
        "MW",
        "Vermogen dat de netbeheerder schriftelijk toezegde; in te vullen",
        "Power the netbeheerder promised in writing; to be filled in",
    ),
    ColumnSpec::new(
        "asked_on",
        Kind::Text,
        "",
        "Dag van de aanvraag; in te vullen",
        "Day of the request; to be filled in",
    ),
    ColumnSpec::new(
        "answered_on",
        Kind::Text,
        "",
        "Dag van het antwoord; in te vullen",
        "Day of the answer; to be filled in",
    ),
    ColumnSpec::new("remark", Kind::Text, "", "Opmerking; in te vullen", "Remark; to be filled in"),
];

impl Filing {
    /// The request of a site or project; `None` when it asks nothing in any year.
    pub(super) fn of(
        about: &RequestOf<'_>,
        requests: &[Request],
        window: &Window,
        answers: &mut Answers,
    ) -> Option<Self> {
        let first = requests.first()?;
        let net = &about.record.params.net;
        let years: BTreeMap<u16, (u32, f64)> = requests
            .iter()
            .map(|request| (request.load.year, (request.load.homes, request.load.coincident.0 / 1_000.0)))
            .collect();
        let has_gemeente = first.gemeente.is_some() || first.gemeente_code.is_some();
        let (start, delivery) = planning(about.project, years.keys().next().copied());
        let in_window = window.of(start, delivery);
        Some(Self {
            request_id: about.request_id.to_owned(),
            project: first.project.clone(),
            netbeheerder: first.netbeheerder.clone(),
            area: first.grid_area_id.clone().unwrap_or_default(),
            area_name: first.grid_area.clone(),
            gemeente: first
                .gemeente
                .clone()
                .or_else(|| about.project.and_then(|project| project.gemeente.clone()))
                .or_else(|| first.gemeente_code.clone()),
            locatie: first.locatie.clone(),
            demand_mw: years.values().map(|(_, mw)| mw).sum(),
            years,
            lacks: lacks::lacks(about, has_gemeente, first.point.is_some(), net),
            window: in_window,
            deadline: in_window.deadline(window),
            priority: priority(about.project),
            answer: answers.take(about.request_id, &first.project),
        })
    }

    /// Its status; to be asked when nothing came back.
    #[must_use]
    pub fn status(&self) -> RequestStatus {
        self.answer.as_ref().map_or(RequestStatus::ToAsk, |answer| answer.status)
    }

    /// Whether all four fields are complete.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.lacks.is_empty()
    }

    /// Whether it can be claimed before the release and has yet to be asked.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status() == RequestStatus::ToAsk && self.window.claim == Claim::BeforeRelease
    }

    /// Homes, all years together.
    #[must_use]
    pub fn homes(&self) -> u64 {
        self.years.values().map(|(homes, _)| u64::from(*homes)).sum()
    }

    /// What was promised, MW.
    #[must_use]
    pub fn promised_mw(&self) -> Option<f64> {
        self.answer.as_ref().and_then(|answer| answer.promised_mw)
    }

    /// The status in words; of one that is unclear what stands there.
    #[must_use]
    pub fn status_words(&self, lang: Lang) -> String {
        let said = self.answer.as_ref().and_then(|answer| answer.said.clone());
        said.unwrap_or_else(|| status_word(self.status(), lang).to_owned())
    }

    /// The values of [`FILING`].
    #[must_use]
    pub fn row(&self, lang: Lang) -> Vec<Value> {
        let answer = self.answer.as_ref();
        let phasing = self.years.iter().map(|(year, (homes, _))| format!("{year}: {homes}"));
        vec![
            self.request_id.as_str().into(),
            self.project.as_str().into(),
            self.gemeente.clone().into(),
            self.locatie.clone().into(),
            self.area_name.clone().or_else(|| Some(self.area.clone()).filter(|area| !area.is_empty())).into(),
            i64::try_from(self.homes()).ok().into(),
            phasing.collect::<Vec<_>>().join("; ").into(),
            self.demand_mw.into(),
            yes_no(self.is_complete(), lang).into(),
            Some(lacks::in_words(&self.lacks, lang)).filter(|text| !text.is_empty()).into(),
            claim_words(self.window.claim, lang).into(),
            self.deadline.map(|day| day.to_string()).into(),
            u32::from(self.priority).into(),
            self.status_words(lang).into(),
            self.promised_mw().into(),
            answer.and_then(|answer| answer.asked_on).map(|day| day.to_string()).into(),
            answer.and_then(|answer| answer.answered_on).map(|day| day.to_string()).into(),
            answer.and_then(|answer| answer.remark.clone()).into(),
        ]
    }

    /// The values that stand behind those of each of its years.
    pub(super) fn behind_years(&self, lang: Lang) -> Vec<Value> {
        vec![
            self.request_id.as_str().into(),
            self.is_complete().into(),
            Some(lacks::in_words(&self.lacks, lang)).filter(|text| !text.is_empty()).into(),
            claim_words(self.window.claim, lang).into(),
            self.deadline.map(|day| day.to_string()).into(),
            self.status_words(lang).into(),
            self.promised_mw().into(),
        ]
    }

    /// What stands first on a list: what is still open, by its last day, then
    /// hard plans, then most homes.
    fn order(&self) -> (u8, Option<Day>, u8, std::cmp::Reverse<u64>, &str) {
        let settled = match self.status() {
            RequestStatus::ToAsk | RequestStatus::Unclear => u8::from(self.window.claim == Claim::TooLate),
            RequestStatus::Asked => 2,
            RequestStatus::Promised => 3,
            RequestStatus::Refused => 4,
        };
        // A planning that is not known has no last day, and goes behind those that have one.
        let deadline = self.deadline.or_else(|| Day::last_of(9_999, 12));
        (settled, deadline, self.priority, std::cmp::Reverse(self.homes()), &self.request_id)
    }
}

/// Sorts requests as they stand on a list.
pub(super) fn sort(filings: &mut [Filing]) {
    filings.sort_by(|a, b| a.order().cmp(&b.order()));
}

pub(super) fn yes_no(yes: bool, lang: Lang) -> &'static str {
    if yes { lang.pick("ja", "yes") } else { lang.pick("nee", "no") }
}

/// A status in a word, as the lists have it.
#[must_use]
pub fn status_word(status: RequestStatus, lang: Lang) -> &'static str {
    match status {
        RequestStatus::ToAsk => lang.pick("te vragen", "to ask"),
        RequestStatus::Asked => lang.pick("gevraagd", "asked"),
        RequestStatus::Promised => lang.pick("toegezegd", "promised"),
        RequestStatus::Refused => lang.pick("afgewezen", "refused"),
        RequestStatus::Unclear => lang.pick("onduidelijk", "unclear"),
    }
}

/// When a request can be claimed, in a few words.
#[must_use]
pub fn claim_words(claim: Claim, lang: Lang) -> &'static str {
    match claim {
        Claim::BeforeRelease => lang.pick("voor de vrijgave", "before the release"),
        Claim::AfterRelease => {
            lang.pick("na de vrijgave, uit de wachtrij", "after the release, from the queue")
        }
        Claim::TooLate => lang.pick("te laat voor de eigen planning", "too late for its own planning"),
    }
}

/// The days of the window; `today` is the day that was given, else that of the run.
pub(super) fn window(net: &GridParams, today: Option<Day>) -> Option<Window> {
    Some(Window {
        request_from: Day::parse(&net.request_from.value)?,
        release_on: Day::parse(&net.release_on.value)?,
        today,
        answer_before_delivery: net.answer_before_delivery_months.value,
        answer_takes: net.answer_takes_months.value,
    })
}

/// How sure a plan is, as a place in a row.
pub(super) fn priority(project: Option<&PlannedProject>) -> u8 {
    match project.and_then(|project| project.planstatus) {
        Some(Planstatus::Hard) => 1,
        Some(Planstatus::Zacht) => 2,
        None => 3,
    }
}

/// The last day on which building starts, and on which the first homes are
/// delivered, as exactly as a list says.
pub(super) fn planning(
    project: Option<&PlannedProject>,
    first_year: Option<u16>,
) -> (Option<Day>, Option<Day>) {
    let start = project.and_then(PlannedProject::starts).and_then(last_day);
    let delivered = project.and_then(PlannedProject::delivered).map(|period| period.from);
    // A delivery of the first homes that says more than their year.
    let nearer = delivered.filter(|date| Some(date.year) == first_year).and_then(last_day);
    (start, nearer.or_else(|| Day::last_of(first_year?, 12)))
}

/// The last day a date can mean.
fn last_day(date: PlanDate) -> Option<Day> {
    match date.within {
        Within::Year => Day::last_of(date.year, 12),
        Within::Quarter(quarter) => Day::last_of(date.year, quarter.checked_mul(3)?),
        Within::Month(month) => Day::last_of(date.year, month),
        Within::Day(month, day) => Day::new(date.year, month, day),
    }
}

/// Identifications of the projects of lists, that stay when rows are added or
/// years move: the number in the PPM, else gemeente and name. What shares one
/// has its first year behind it, and a number where that is the same too.
pub(super) fn request_ids(projects: &[ListedProject]) -> Vec<String> {
    let first = |project: &ListedProject| project.years.keys().next().copied().unwrap_or_default();
    let own: Vec<String> = projects.iter().map(own_id).collect();
    let count = |ids: &[String]| {
        let mut n: BTreeMap<String, usize> = BTreeMap::new();
        ids.iter().for_each(|id| *n.entry(id.to_lowercase()).or_default() += 1);
        n
    };
    let n_own = count(&own);
    let with_year = |(id, project): (String, &ListedProject)| match n_own.get(&id.to_lowercase()) {
        Some(2..) => format!("{id}/{}", first(project)),
        _ => id,
    };
    let ids: Vec<String> = own.into_iter().zip(projects).map(with_year).collect();
    let n_ids = count(&ids);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let numbered = |id: String| {
        if !matches!(n_ids.get(&id.to_lowercase()), Some(2..)) {
            return id;
        }
        let n = seen.entry(id.to_lowercase()).or_default();
        *n += 1;
        format!("{id}#{n}")
    };
    ids.into_iter().map(numbered).collect()
}

fn own_id(listed: &ListedProject) -> String {
    const LONGEST: usize = 60;
    let project = &listed.project;
    if let Some(id) = project.ppm_id.as_deref().map(str::trim).filter(|id| !id.is_empty()) {
        // A hash marks a number of ours.
        return id.replace('#', "-");
    }
    let words = [project.gemeente.as_deref(), Some(project.title()), project.locatie.as_deref()];
    let named = words.into_iter().flatten().filter(|word| !word.is_empty()).take(2).collect::<Vec<_>>();
    match slug(&named.join(" "), LONGEST) {
        slug if slug.is_empty() => format!("rij-{}", project.row),
        slug => slug,
    }
}
