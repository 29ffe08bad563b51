//! The columns of a phasing, and their rows.

use super::{
    Fate, Found,
    area::Limit,
    entry::{Entry, in_the_end},
    problem::NoPlace,
    said,
    watts::mw,
};
use crate::{
    export::{ColumnSpec, Kind},
    plan::schedule::{Staircase, Start, Step, WishKind},
    tables::of_site,
    value::Value,
    wording,
};

const PAST: ColumnSpec = ColumnSpec::new(
    "past",
    Kind::Text,
    "",
    "Of het project een jaar heeft waarin het past: ja, nee (het wacht) of onbekend",
    "Whether the project has a year in which it fits: yes, no (it waits) or unknown",
);
const STATE: ColumnSpec = ColumnSpec::new(
    "state",
    Kind::Text,
    "",
    "Hoe het ermee staat: geplaatst, wacht op ruimte, of waarom het niet te zeggen is",
    "How it stands: placed, waits for room, or why it cannot be said",
);
const NAME: ColumnSpec = ColumnSpec::new(
    "project",
    Kind::Text,
    "",
    "Project: de naam op de planlijst, anders die van de locatie",
    "Project: its name on the planning list, else that of the site",
);
const PLANSTATUS: ColumnSpec = ColumnSpec::new(
    "planstatus",
    Kind::Text,
    "",
    "Planstatus: hard of zacht; leeg als geen lijst hem noemt",
    "Status of the plan: hard or soft (zacht); empty when no list says",
);
const OPERATOR: ColumnSpec =
    ColumnSpec::new("netbeheerder", Kind::Text, "", "Regionale netbeheerder", "Regional grid operator");
const AREA_ID: ColumnSpec = ColumnSpec::new("grid_area_id", Kind::Text, "", "Voedingsgebied", "Supply area");
const AREA: ColumnSpec =
    ColumnSpec::new("grid_area", Kind::Text, "", "Naam van het voedingsgebied", "Name of the supply area");
const STATION: ColumnSpec = ColumnSpec::new(
    "station",
    Kind::Text,
    "",
    "Station boven het voedingsgebied",
    "Station above the supply area",
);
const HOMES: ColumnSpec =
    ColumnSpec::new("homes", Kind::Int, "", "Woningen van het project", "Homes of the project");
const OWN_YEAR: ColumnSpec = ColumnSpec::new(
    "own_year",
    Kind::Int,
    "jaar",
    "Eerste jaar van oplevering volgens de planlijst",
    "First year of delivery by the planning list",
);
const YEAR: ColumnSpec = ColumnSpec::new(
    "year",
    Kind::Int,
    "jaar",
    "Jaar waarin de eerste woningen worden opgeleverd; leeg als het project geen jaar heeft",
    "Year in which the first homes are delivered; empty when the project has no year",
);
const SLIPS: ColumnSpec = ColumnSpec::new(
    "slips_years",
    Kind::Int,
    "jaar",
    "Zo veel jaar later dan volgens de planlijst",
    "So many years later than by the planning list",
);
const WAY: ColumnSpec = ColumnSpec::new(
    "way",
    Kind::Text,
    "",
    "Hoe het moet worden gebouwd om te passen: netbewust of met een maatregel; leeg is zoals gevraagd",
    "How it must be built to fit: grid-aware (netbewust) or with a measure; empty is as it was asked",
);
const ASKED_MW: ColumnSpec = ColumnSpec::new(
    "asked_mw",
    Kind::real(3),
    "MW",
    "Vraag aan de piek van het gebied, zoals gevraagd",
    "Demand at the peak of the area, as it was asked",
);
const PLAN_MW: ColumnSpec = ColumnSpec::new(
    "plan_mw",
    Kind::real(3),
    "MW",
    "Vraag aan de piek van het gebied in de fasering",
    "Demand at the peak of the area in the phasing",
);
const FROM_DATE: ColumnSpec = ColumnSpec::new(
    "from_date",
    Kind::Date,
    "",
    "Eerste dag van dat jaar, voor de tijdbalk van QGIS",
    "First day of that year, for the temporal controller of QGIS",
);
const UNTIL_DATE: ColumnSpec = ColumnSpec::new(
    "until_date",
    Kind::Date,
    "",
    "Laatste dag van dat jaar, voor de tijdbalk van QGIS",
    "Last day of that year, for the temporal controller of QGIS",
);

/// A row a project or site.
pub const PROJECTS: [ColumnSpec; 26] = [
    PAST,
    STATE,
    NAME,
    of_site::SITE_ID,
    of_site::FORM,
    of_site::GEMEENTE,
    of_site::CORPORATIE,
    PLANSTATUS,
    ColumnSpec::new(
        "stage",
        Kind::Text,
        "",
        "Hoe ver het project is: in aanbouw, vergund, hard, zacht of idee uit de scan",
        "How far the project is: being built, permitted, hard, soft, or an idea of the scan",
    ),
    OPERATOR,
    AREA_ID,
    AREA,
    STATION,
    HOMES,
    OWN_YEAR,
    YEAR,
    ColumnSpec::new(
        "last_year",
        Kind::Int,
        "jaar",
        "Jaar waarin de laatste woningen worden opgeleverd; kan na het laatste jaar van de fasering liggen",
        "Year in which the last homes are delivered; may lie after the last year of the phasing",
    ),
    SLIPS,
    WAY,
    ASKED_MW,
    PLAN_MW,
    ColumnSpec::new(
        "cost_keur",
        Kind::real(1),
        "k€",
        "Wat de maatregel kost; leeg is onbekend of geen maatregel",
        "What the measure costs; empty is unknown or no measure",
    ),
    of_site::SCORE,
    ColumnSpec::new(
        "score_own",
        Kind::Bool,
        "",
        "Of het project een eigen score heeft; anders telt die van de norm score_without",
        "Whether the project has a score of its own; else that of the norm score_without counts",
    ),
    ColumnSpec::new(
        "value",
        Kind::real(1),
        "",
        "Waarvoor het project meetelt: woningen × score / 100",
        "What the project counts for: homes × score / 100",
    ),
    FROM_DATE,
];

/// What a netbeheerder is told, one page wide.
pub(super) const ON_PAPER: [ColumnSpec; 11] =
    [AREA, NAME, of_site::GEMEENTE, PLANSTATUS, HOMES, OWN_YEAR, YEAR, PAST, WAY, ASKED_MW, PLAN_MW];

const LIMIT_KIND: ColumnSpec = ColumnSpec::new(
    "limit_kind",
    Kind::Text,
    "",
    "Voedingsgebied, of station daarboven",
    "Supply area, or station above it",
);
const LIMIT_ID: ColumnSpec = ColumnSpec::new("limit_id", Kind::Text, "", "Kenmerk", "Identification");
const LIMIT_NAME: ColumnSpec =
    ColumnSpec::new("limit_name", Kind::Text, "", "Gebied of station", "Area or station");

/// A row an area or station and year.
pub const LIMITS: [ColumnSpec; 16] = [
    LIMIT_KIND,
    LIMIT_ID,
    LIMIT_NAME,
    OPERATOR,
    STATION,
    ColumnSpec::new("year", Kind::Int, "jaar", "Jaar", "Year"),
    ColumnSpec::new(
        "room_mw",
        Kind::real(3),
        "MW",
        "Ruimte voor woningen in dat jaar; leeg is onbekend",
        "Room for homes in that year; empty is unknown",
    ),
    ColumnSpec::new("room_from", Kind::Text, "", "Waar de ruimte vandaan komt", "Where the room comes from"),
    ColumnSpec::new(
        "asked_mw",
        Kind::real(3),
        "MW",
        "Vraag tot en met dat jaar als alles start zoals gevraagd",
        "Demand up to and with that year when everything starts as it was asked",
    ),
    ColumnSpec::new(
        "asked_fits",
        Kind::Text,
        "",
        "Of dat past: ja, nee of onbekend",
        "Whether that fits: yes, no or unknown",
    ),
    ColumnSpec::new(
        "plan_mw",
        Kind::real(3),
        "MW",
        "Vraag tot en met dat jaar in de fasering",
        "Demand up to and with that year in the phasing",
    ),
    ColumnSpec::new(
        "without_measures_mw",
        Kind::real(3),
        "MW",
        "Dezelfde jaren, zonder netbewust bouwen en maatregelen",
        "The same years, without grid-aware building and measures",
    ),
    ColumnSpec::new(
        "left_mw",
        Kind::real(3),
        "MW",
        "Wat er in de fasering van de ruimte overblijft",
        "What is left of the room in the phasing",
    ),
    ColumnSpec::new(
        "homes_cumulative",
        Kind::Int,
        "",
        "Woningen in de fasering tot en met dat jaar",
        "Homes in the phasing up to and with that year",
    ),
    FROM_DATE,
    UNTIL_DATE,
];

/// A row an area or station and step of room.
pub const STAIRS: [ColumnSpec; 10] = [
    LIMIT_KIND,
    LIMIT_ID,
    LIMIT_NAME,
    OPERATOR,
    ColumnSpec::new(
        "more_mw",
        Kind::real(2),
        "MW",
        "Zo veel ruimte erbij, in elk jaar",
        "So much more room, in every year",
    ),
    ColumnSpec::new(
        "homes_more",
        Kind::Int,
        "",
        "Woningen die er dan bij komen binnen de jaren van de fasering",
        "Homes that come then, within the years of the phasing",
    ),
    ColumnSpec::new(
        "value_more",
        Kind::real(1),
        "",
        "Waarvoor dat meetelt: woningen × score / 100, eerder voor later",
        "What that counts for: homes × score / 100, sooner before later",
    ),
    ColumnSpec::new("year", Kind::Int, "jaar", "Eerste jaar met meer woningen", "First year with more homes"),
    ColumnSpec::new(
        "projects",
        Kind::Text,
        "",
        "Projecten die dan starten, eerder starten, of geen maatregel meer nodig hebben",
        "Projects that start then, start sooner, or need no measure any more",
    ),
    ColumnSpec::new(
        "proven",
        Kind::Bool,
        "",
        "Of bewezen is dat niet meer woningen mogelijk zijn",
        "Whether it is proven that no more homes are possible",
    ),
];

/// A row a year.
pub(super) const OUTLOOK: [ColumnSpec; 9] = [
    ColumnSpec::new("year", Kind::Int, "jaar", "Jaar", "Year"),
    ColumnSpec::new(
        "homes",
        Kind::Int,
        "",
        "Woningen die in dat jaar worden opgeleverd, als alles gaat zoals gepland",
        "Homes delivered in that year, when all goes as planned",
    ),
    ColumnSpec::new(
        "p10",
        Kind::Int,
        "",
        "Bijna zeker: in negen van de tien trekkingen zo veel of meer",
        "Nearly sure: nine in ten draws give as many or more",
    ),
    ColumnSpec::new(
        "p50",
        Kind::Int,
        "",
        "Het midden: in de helft van de trekkingen zo veel of meer",
        "The middle: half of the draws give as many or more",
    ),
    ColumnSpec::new(
        "p90",
        Kind::Int,
        "",
        "Als veel meezit: in een van de tien trekkingen zo veel of meer",
        "When much goes well: one in ten draws gives as many or more",
    ),
    ColumnSpec::new(
        "homes_cumulative",
        Kind::Int,
        "",
        "Woningen tot en met dat jaar, als alles gaat zoals gepland",
        "Homes up to and with that year, when all goes as planned",
    ),
    ColumnSpec::new(
        "p10_cumulative",
        Kind::Int,
        "",
        "Bijna zeker, tot en met dat jaar",
        "Nearly sure, up to and with that year",
    ),
    ColumnSpec::new(
        "p50_cumulative",
        Kind::Int,
        "",
        "Het midden, tot en met dat jaar",
        "The middle, up to and with that year",
    ),
    ColumnSpec::new(
        "p90_cumulative",
        Kind::Int,
        "",
        "Als veel meezit, tot en met dat jaar",
        "When much goes well, up to and with that year",
    ),
];

/// A row a wish.
pub(super) const WISHES: [ColumnSpec; 4] = [
    ColumnSpec::new("wish", Kind::Text, "", "De wens of norm", "The wish or norm"),
    ColumnSpec::new(
        "state",
        Kind::Text,
        "",
        "Wat ervan is geworden: gehouden, niet te houden, of het project is niet geplaatst",
        "What became of it: kept, not to be kept, or the project is not placed",
    ),
    ColumnSpec::new(
        "short_homes",
        Kind::Int,
        "",
        "Woningen waarmee de wens tekortkomt",
        "Homes by which the wish falls short",
    ),
    ColumnSpec::new(
        "against",
        Kind::Text,
        "",
        "Wensen waarmee zij niet samengaat",
        "Wishes with which it does not go together",
    ),
];

fn count(n: u64) -> Value {
    i64::try_from(n).ok().into()
}

/// The first day of a year.
fn first_day(year: u16) -> String {
    format!("{year:04}-01-01")
}

/// The row of [`PROJECTS`].
pub(super) fn project_row(found: &Found, at: usize) -> Vec<Value> {
    let lang = found.lang();
    let (entry, fate) = (&found.entries[at], found.fates[at]);
    let start = found.start(at);
    let year = start.and_then(|start| found.years.get(start.year).copied());
    let way = start.and_then(|start| entry.ways.get(start.way));
    let ids: Vec<&str> = entry.sites.iter().take(300).map(|at| found.sites()[*at].id.as_str()).collect();
    let text = |text: &str| Value::from(Some(text.to_owned()).filter(|text| !text.is_empty()));
    vec![
        said::fits(fate_fits(fate), lang).into(),
        said::state(fate, lang).into(),
        text(&entry.place.name),
        text(&ids.join("; ")),
        entry.form.map(|form| wording::form(form, lang).to_owned()).into(),
        entry.place.gemeente.clone().or_else(|| entry.place.gemeente_code.clone()).into(),
        entry.corporatie.clone().into(),
        entry.planstatus.map(|status| status.code().to_owned()).into(),
        said::stage(entry.stage, lang).into(),
        entry.place.netbeheerder.clone().into(),
        entry.place.grid_area_id.clone().into(),
        entry.place.grid_area.clone().into(),
        station_of(found, entry).map(|limit| limit.name.clone()).into(),
        count(entry.n_homes()),
        entry.own_year.map(u32::from).into(),
        year.map(u32::from).into(),
        year.and_then(|year| last_year(entry, year)).map(u32::from).into(),
        found.slip(at).map(u32::from).into(),
        text(way.map_or("", |way| way.name.as_str())),
        mw(entry.asked_w()).into(),
        way.map(|way| mw(in_the_end(way))).into(),
        way.filter(|way| !way.name.is_empty()).and_then(|way| way.cost_keur).into(),
        entry.score.into(),
        entry.is_scored().into(),
        entry.value(&found.record().params).into(),
        year.map(first_day).into(),
    ]
}

/// The row of [`ON_PAPER`].
pub(super) fn paper_row(found: &Found, at: usize) -> Vec<Value> {
    let row = project_row(found, at);
    let cell = |column: &ColumnSpec| {
        let at = PROJECTS.iter().position(|own| own.name == column.name);
        at.and_then(|at| row.get(at)).cloned().unwrap_or_default()
    };
    ON_PAPER.iter().map(cell).collect()
}

/// Whether a project fits; `None` cannot be said.
pub(super) fn fate_fits(fate: Fate) -> Option<bool> {
    match fate {
        Fate::Placed(_) => Some(true),
        Fate::Waits(_) => Some(false),
        Fate::Nowhere(NoPlace::NoArea | NoPlace::NoRoom | NoPlace::Later) => None,
    }
}

/// The station above an entry.
pub(super) fn station_of<'a>(found: &'a Found, entry: &Entry) -> Option<&'a Limit> {
    let area = super::problem::area_of(entry, &found.limits)?;
    found.limits[area].parent.and_then(|parent| found.limits.get(parent))
}

/// The year of the last homes.
fn last_year(entry: &Entry, first: u16) -> Option<u16> {
    let last = entry.homes.iter().rposition(|homes| *homes > 0)?;
    first.checked_add(u16::try_from(last).ok()?)
}

/// The rows of [`LIMITS`] of an area or station.
pub(super) fn limit_rows(found: &Found, at: usize) -> Vec<Vec<Value>> {
    let (limit, loads, lang) = (&found.limits[at], &found.loads[at], found.lang());
    let station =
        limit.parent.and_then(|parent| found.limits.get(parent)).map(|station| station.name.clone());
    let years = found.years.iter().enumerate();
    years
        .map(|(year, number)| {
            let room = limit.room.get(year).copied().flatten();
            let asked = mw(loads.asked_w[year]);
            let plan = mw(loads.plan_w[year]);
            vec![
                said::limit_kind(limit, lang).into(),
                limit.id.as_str().into(),
                limit.name.as_str().into(),
                limit.netbeheerder.clone().into(),
                station.clone().into(),
                u32::from(*number).into(),
                room.map(|room| room.mw).into(),
                room.map(|room| said::room_from(room.from, lang)).into(),
                asked.into(),
                said::fits(room.map(|room| asked <= room.mw + 1e-9), lang).into(),
                plan.into(),
                mw(loads.bare_w[year]).into(),
                room.map(|room| room.mw - plan).into(),
                count(loads.plan_homes[year]),
                first_day(*number).into(),
                format!("{number:04}-12-31").into(),
            ]
        })
        .collect()
}

/// The rows of [`STAIRS`] of an area or station.
pub(super) fn stair_rows(found: &Found, stair: &Staircase) -> Vec<Vec<Value>> {
    let (limit, lang) = (&found.limits[stair.area], found.lang());
    let row = |step: &Step| {
        let names = said::names_of(found, step.works.iter().map(|(work, _)| *work));
        let year = step.year.and_then(|year| found.years.get(year).copied());
        vec![
            said::limit_kind(limit, lang).into(),
            limit.id.as_str().into(),
            limit.name.as_str().into(),
            limit.netbeheerder.clone().into(),
            mw(step.more_w).into(),
            step.homes.into(),
            step.value.into(),
            year.map(u32::from).into(),
            Some(names).filter(|names| !names.is_empty()).into(),
            step.proven.into(),
        ]
    };
    stair.steps.iter().map(row).collect()
}

/// The rows of [`OUTLOOK`].
pub(super) fn outlook_rows(found: &Found) -> Vec<Vec<Value>> {
    let outlook = &found.chances.outlook;
    let years = found.years.iter().zip(outlook.years.iter().zip(&outlook.up_to));
    years
        .map(|(year, (own, all))| {
            let mut row = vec![u32::from(*year).into()];
            for likely in [own, all] {
                row.extend([likely.planned, likely.p10, likely.p50, likely.p90].map(count));
            }
            row
        })
        .collect()
}

/// The rows of [`WISHES`]; `all` with the years of lists and the first year of
/// what a scan found, which are kept.
pub(super) fn wish_rows(found: &Found, all: bool) -> Vec<Vec<Value>> {
    let lang = found.lang();
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (at, wish) in found.problem.wishes.iter().enumerate() {
        let conflict = found.solved.outcome.conflicts.iter().find(|conflict| conflict.set.contains(&at));
        let short = found.solved.outcome.conflicts.iter().flat_map(|conflict| &conflict.short);
        let short = short.into_iter().find(|(own, _)| *own == at).map(|(_, homes)| *homes);
        let against = conflict.map(|conflict| {
            let others = conflict.set.iter().filter(|other| **other != at);
            let names: Vec<&str> = others.map(|other| found.problem.wishes[*other].name.as_str()).collect();
            names.join("; ")
        });
        let is_told = at < found.n_wished || matches!(wish.kind, WishKind::AtMost { .. });
        if !all && !is_told && conflict.is_none() && short.is_none() {
            continue;
        }
        let state = match short {
            Some(_) => lang.pick("niet te houden", "cannot be kept"),
            None => lang.pick("gehouden", "kept"),
        };
        rows.push(vec![
            wish.name.as_str().into(),
            state.into(),
            short.map_or(Value::Null, count),
            against.into(),
        ]);
    }
    // Of the norms and years of lists many are alike.
    rows.dedup();
    rows.extend(found.idle.iter().map(|idle| {
        let state = lang.pick("project niet geplaatst", "project not placed");
        vec![idle.name.as_str().into(), state.into(), Value::Null, Value::Null]
    }));
    rows
}

/// When an entry starts.
impl Found {
    pub(super) fn start(&self, at: usize) -> Option<Start> {
        match self.fates[at] {
            Fate::Placed(start) => Some(start),
            Fate::Waits(_) | Fate::Nowhere(_) => None,
        }
    }

    /// Years that an entry comes later than its list has it; `None` when it
    /// does not.
    pub(super) fn slip(&self, at: usize) -> Option<u16> {
        let year = *self.years.get(self.start(at)?.year)?;
        year.checked_sub(self.entries[at].own_year?).filter(|late| *late > 0)
    }
}
