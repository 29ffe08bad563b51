//! The columns of what was found.

use geo::InteriorPoint;
use geo_types::Geometry;

use super::{Change, Found, Held, Outcome, ProjectFound, int};
use crate::{
    assess::delay::Timing,
    documents::{Layer, Sheet},
    export::{ColumnSpec, GeometryKind, Kind, Layout, RowMark},
    lang::Lang,
    link::editions::{Likeness, RowFate},
    model::Planstatus,
    read::projects::PlanLists,
    tables::of_site,
    value::Value,
    wording,
};

const fn text(name: &'static str, nl: &'static str, en: &'static str) -> ColumnSpec {
    ColumnSpec::new(name, Kind::Text, "", nl, en)
}

const fn number(name: &'static str, unit: &'static str, nl: &'static str, en: &'static str) -> ColumnSpec {
    ColumnSpec::new(name, Kind::Int, unit, nl, en)
}

const PPM_ID: ColumnSpec = text("ppm_id", "Identificatie in de PPM", "Identification in the PPM");
const PROJECT: ColumnSpec = text("project", "Naam van het project", "Name of the project");
const OUTCOME: ColumnSpec = text("outcome", "Wat ervan is geworden", "What became of it");
const TIMING: ColumnSpec = text(
    "timing",
    "Wat van de oplevering bekend is; leeg voor een project uit één editie",
    "What is known of the delivery; empty for a project of one edition",
);
const DELAY: ColumnSpec = number(
    "delay_days",
    "dagen",
    "Dagen dat de oplevering later is dan gepland; bij een grovere datum het kleinste aantal",
    "Days the delivery is later than planned; the least number where a date is coarser",
);
const MILESTONE: ColumnSpec = text(
    "milestone",
    "Eerste mijlpaal die later is dan gepland",
    "First milestone that is later than planned",
);
const CAUSE: ColumnSpec =
    text("delay_cause", "Waardoor de oplevering later is", "What made the delivery late");
const OWNER: ColumnSpec = text(
    "owner",
    "Eigenaar: wie de volgende stap zet, anders de trekker",
    "Owner: who takes the next step, else who leads",
);
const KINDS: ColumnSpec =
    text("knelpunt_kinds", "Soort knelpunt, met ; ertussen", "Kind of obstacle, with ; between");
const KNELPUNTEN: ColumnSpec =
    text("knelpunten", "Knelpunt zoals de lijst het zegt", "Obstacle as the list says it");
const TABLE: ColumnSpec = text("table", "Tafel waar de vertraging naartoe gaat", "Table the delay goes to");
const DELIVERY_BEFORE: ColumnSpec =
    text("delivery_before", "Oplevering in de vorige editie", "Delivery in the earlier edition");
const DELIVERY_NOW: ColumnSpec =
    text("delivery_now", "Oplevering in de nieuwe editie", "Delivery in the later edition");
const HOMES: ColumnSpec = number(
    "homes_list_now",
    "woningen",
    "Woningen in de nieuwe editie; leeg als de lijst het niet zegt",
    "Homes in the later edition; empty where the list does not say",
);
const HOMES_BEFORE: ColumnSpec =
    number("homes_list_before", "woningen", "Woningen in de vorige editie", "Homes in the earlier edition");

/// A row for every project.
pub const PROGRESS: [ColumnSpec; 26] = [
    PPM_ID,
    PROJECT,
    of_site::GEMEENTE,
    OUTCOME,
    text("differs", "Wat anders is dan in de vorige editie", "What differs from the earlier edition"),
    TIMING,
    DELAY,
    ColumnSpec::new(
        "at_least",
        Kind::Bool,
        "",
        "Of de vertraging ook meer kan zijn",
        "Whether the delay may be more",
    ),
    MILESTONE,
    CAUSE,
    text(
        "untold",
        "Waarom niet te zeggen is of het op tijd is",
        "Why it cannot be told whether it is on time",
    ),
    OWNER,
    KINDS,
    KNELPUNTEN,
    TABLE,
    DELIVERY_BEFORE,
    DELIVERY_NOW,
    HOMES_BEFORE,
    HOMES,
    text("planstatus_before", "Planstatus in de vorige editie", "Plan status in the earlier edition"),
    text("planstatus_now", "Planstatus in de nieuwe editie", "Plan status in the later edition"),
    text(
        "name_before",
        "Naam in de vorige editie, als die anders was",
        "Name in the earlier edition, if another",
    ),
    text(
        "maybe_same_as",
        "Projecten uit de andere editie die hetzelfde kunnen zijn, met wat er gelijk is",
        "Projects of the other edition that may be the same, with what is alike",
    ),
    number(
        "delay_days_said",
        "dagen",
        "Vertraging die de nieuwe lijst zelf meldt",
        "Delay the later list states itself",
    ),
    text("updated_on", "Bijgewerkt op, volgens de lijst", "Brought up to date on, by the list"),
    text("site_id", "Locatie van de scan, met --run", "Site of the scan, with --run"),
];

const DELAYS: [ColumnSpec; 12] = [
    of_site::GEMEENTE,
    PROJECT,
    HOMES,
    DELIVERY_BEFORE,
    DELIVERY_NOW,
    DELAY,
    MILESTONE,
    CAUSE,
    OWNER,
    KINDS,
    KNELPUNTEN,
    TABLE,
];

const GEMEENTEN: [ColumnSpec; 11] = [
    of_site::GEMEENTE,
    number("projects", "", "Projecten in een van beide edities", "Projects in either edition"),
    number("n_delayed", "", "Vertraagd", "Delayed"),
    number("n_without_owner", "", "Vertraagd zonder eigenaar", "Delayed without an owner"),
    number("n_within_margin", "", "Binnen marge", "Within margin"),
    number("n_on_time", "", "Op tijd of opgeleverd", "On time or delivered"),
    number("n_untold", "", "Niet te zeggen", "Cannot be told"),
    number("n_new", "", "Nieuw", "New"),
    number("n_gone", "", "Verdwenen", "Gone"),
    number(
        "n_not_compared",
        "",
        "Niet vergeleken: misschien hetzelfde, tegenstrijdig, of de gemeente staat niet in de andere editie",
        "Not compared: perhaps the same, contradictory, or the gemeente is not in the other edition",
    ),
    number("homes_delayed", "woningen", "Woningen in vertraagde projecten", "Homes in delayed projects"),
];

const ROWS: [ColumnSpec; 7] = [
    text("edition", "Vorige of nieuwe editie", "Earlier or later edition"),
    text("file", "Bestand", "File"),
    text("sheet", "Werkblad", "Sheet"),
    number("row", "", "Rij in het blad", "Row of the sheet"),
    PPM_ID,
    PROJECT,
    text("row_fate", "Wat er van de rij is geworden", "What became of the row"),
];

/// What became of a project.
pub(super) fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Same => lang.pick("gelijk", "the same"),
        Outcome::Changed => lang.pick("gewijzigd", "changed"),
        Outcome::New => lang.pick("nieuw", "new"),
        Outcome::Gone => lang.pick("verdwenen", "gone"),
        Outcome::MaybeSame => lang.pick("misschien hetzelfde", "perhaps the same"),
        Outcome::Elsewhere => {
            lang.pick("gemeente staat niet in de andere editie", "gemeente is not in the other edition")
        }
        Outcome::Unclear => lang.pick("rijen spreken elkaar tegen", "rows contradict one another"),
    }
}

fn change(change: Change, lang: Lang) -> &'static str {
    match change {
        Change::Moved => lang.pick("data", "dates"),
        Change::Homes => lang.pick("woningen", "homes"),
        Change::Status => lang.pick("planstatus", "plan status"),
        Change::Renamed => lang.pick("naam", "name"),
        Change::Owner => lang.pick("eigenaar", "owner"),
        Change::Knelpunt => lang.pick("knelpunt", "obstacle"),
    }
}

fn likeness(likeness: Likeness, lang: Lang) -> &'static str {
    match likeness {
        Likeness::Id => lang.pick("nummer, andere gemeente", "identification, another gemeente"),
        Likeness::Name => lang.pick("plaats en naam", "place and name"),
        Likeness::Pand => "pand",
        Likeness::Complex => "complex",
        Likeness::Address => lang.pick("adres", "address"),
        Likeness::Point => lang.pick("punt", "point"),
        Likeness::Words => lang.pick("woorden van de naam", "words of the name"),
    }
}

/// What became of a row.
pub(super) fn fate(fate: RowFate, lang: Lang) -> &'static str {
    match fate {
        RowFate::Project => lang.pick("project, of deel ervan", "project, or part of one"),
        RowFate::Double => {
            lang.pick("staat er al; telt niet nog eens", "stands there already; not counted again")
        }
        RowFate::Contradicts => lang
            .pick("spreekt een andere rij tegen; niet vergeleken", "contradicts another row; not compared"),
        RowFate::Nameless => lang
            .pick("geen naam en geen nummer; niet vergeleken", "no name and no identification; not compared"),
    }
}

fn status(status: Option<Planstatus>) -> Value {
    status.map(Planstatus::code).into()
}

/// The kinds of obstacle of a project, in words.
pub(super) fn kinds(found: &ProjectFound, lang: Lang) -> String {
    let kinds = found.knelpunten.iter().map(|kind| wording::knelpunt(*kind, lang));
    kinds.collect::<Vec<_>>().join("; ")
}

/// The owner of a project, in words.
pub(super) fn owner(found: &ProjectFound, lang: Lang) -> String {
    found.owner.clone().unwrap_or_else(|| lang.pick("geen eigenaar", "no owner").to_owned())
}

/// What a project may be the same as, in words.
pub(super) fn alike(found: &ProjectFound, lang: Lang) -> Option<String> {
    let one = |(title, why): &(String, Likeness)| format!("{title} ({})", likeness(*why, lang));
    Some(found.alike.iter().map(one).collect::<Vec<_>>().join("; ")).filter(|text| !text.is_empty())
}

/// The values of [`PROGRESS`].
fn row(found: &ProjectFound, lang: Lang) -> Vec<Value> {
    let timing = found.timing;
    let [before, now] = &found.delivery;
    let changes: Vec<&str> = found.changes.iter().map(|differs| change(*differs, lang)).collect();
    vec![
        found.ppm_id.clone().into(),
        found.title.as_str().into(),
        found.gemeente.clone().into(),
        outcome(found.outcome, lang).into(),
        Some(changes.join("; ")).filter(|text| !text.is_empty()).into(),
        timing.map(|timing| wording::timing(timing, lang)).into(),
        found.delay_days().into(),
        match timing {
            Some(Timing::Delayed { at_least, .. }) => at_least.into(),
            _ => Value::Null,
        },
        found.step.clone().into(),
        found.cause().map(|cause| wording::cause(cause, lang)).into(),
        match timing {
            Some(Timing::Unsayable(why)) => wording::untold(why, lang).into(),
            _ => Value::Null,
        },
        owner(found, lang).into(),
        kinds(found, lang).into(),
        found.knelpunt_text.clone().into(),
        found.level.map(|level| wording::level(level, lang)).into(),
        before.clone().into(),
        now.clone().into(),
        found.homes[0].into(),
        found.homes[1].into(),
        status(found.status[0]),
        status(found.status[1]),
        found.title_before.clone().into(),
        alike(found, lang).into(),
        found.days_said.into(),
        found.updated_on.clone().into(),
        found.site_id.clone().into(),
    ]
}

/// The values of [`DELAYS`].
fn delay(found: &ProjectFound, lang: Lang) -> Vec<Value> {
    let [before, now] = &found.delivery;
    vec![
        found.gemeente.clone().into(),
        found.title.as_str().into(),
        found.homes[1].into(),
        before.clone().into(),
        now.clone().into(),
        found.delay_days().into(),
        found.step.clone().into(),
        found.cause().map(|cause| wording::cause(cause, lang)).into(),
        owner(found, lang).into(),
        kinds(found, lang).into(),
        found.knelpunt_text.clone().into(),
        found.level.map(|level| wording::level(level, lang)).into(),
    ]
}

/// What there is of one gemeente.
#[derive(Debug, Clone, Default)]
pub(super) struct OfGemeente {
    pub name: String,
    pub projects: u64,
    pub delayed: u64,
    pub without_owner: u64,
    pub within_margin: u64,
    pub on_time: u64,
    pub untold: u64,
    pub new: u64,
    pub gone: u64,
    pub not_compared: u64,
    pub homes_delayed: u64,
}

/// The gemeenten by name; spellings of one name together, projects without a
/// gemeente last.
pub(super) fn gemeenten(found: &Found, lang: Lang) -> Vec<OfGemeente> {
    let mut all: std::collections::BTreeMap<(bool, String), OfGemeente> = std::collections::BTreeMap::new();
    for project in &found.projects {
        let name = project.gemeente.clone();
        let key = (name.is_none(), name.as_deref().map(crate::model::place_key).unwrap_or_default());
        let of = all.entry(key).or_insert_with(|| OfGemeente {
            name: name.unwrap_or_else(|| lang.pick("zonder gemeente", "without a gemeente").to_owned()),
            ..OfGemeente::default()
        });
        // Of two spellings the one that is not all capitals.
        if let Some(name) = &project.gemeente
            && name.chars().any(char::is_lowercase)
            && !of.name.chars().any(char::is_lowercase)
        {
            of.name.clone_from(name);
        }
        of.projects += 1;
        match project.timing {
            Some(Timing::Delayed { .. }) => {
                of.delayed += 1;
                of.without_owner += u64::from(project.owner.is_none());
                of.homes_delayed += project.n_homes();
            }
            Some(Timing::WithinMargin { .. }) => of.within_margin += 1,
            Some(Timing::OnTime | Timing::Delivered) => of.on_time += 1,
            Some(Timing::Unsayable(_)) => of.untold += 1,
            None => match project.outcome {
                Outcome::New => of.new += 1,
                Outcome::Gone => of.gone += 1,
                _ => of.not_compared += 1,
            },
        }
    }
    all.into_values().collect()
}

fn of_gemeente(of: &OfGemeente) -> (Vec<Value>, RowMark) {
    let numbers = [
        of.projects,
        of.delayed,
        of.without_owner,
        of.within_margin,
        of.on_time,
        of.untold,
        of.new,
        of.gone,
        of.not_compared,
        of.homes_delayed,
    ];
    let row = std::iter::once(Value::from(of.name.as_str())).chain(numbers.map(int));
    (row.collect(), RowMark::None)
}

/// Every row of an edition, and what became of it.
fn rows(edition: &str, lists: &PlanLists, fates: &[RowFate], lang: Lang) -> Vec<(Vec<Value>, RowMark)> {
    let list_of = lists.lists.iter().flat_map(|list| std::iter::repeat_n(list, list.n_rows));
    let rows = lists.projects.iter().zip(fates).zip(list_of).map(|((project, what), list)| {
        let mark = if *what == RowFate::Project { RowMark::None } else { RowMark::Doubtful };
        let row = vec![
            edition.into(),
            list.file_name().into(),
            list.sheet.as_str().into(),
            int(project.row),
            project.ppm_id.clone().into(),
            project.title().into(),
            fate(*what, lang).into(),
        ];
        (row, mark)
    });
    rows.collect()
}

/// The sheets.
pub(super) fn sheets(held: &Held, lang: Lang) -> Vec<Sheet> {
    let found = &held.found;
    let sheet = |nl, en, columns, layout, rows| Sheet::new(lang.pick(nl, en), columns, layout, rows);
    let delays = found.delayed().map(|project| {
        let mark = if project.owner.is_none() { RowMark::Doubtful } else { RowMark::None };
        (delay(project, lang), mark)
    });
    let all = found.projects.iter().map(|project| {
        let is_open = matches!(project.outcome, Outcome::MaybeSame | Outcome::Unclear);
        (row(project, lang), if is_open { RowMark::Doubtful } else { RowMark::None })
    });
    let mut accounted = rows(lang.pick("nieuwe", "later"), &held.now, &found.rows[1], lang);
    accounted.extend(rows(lang.pick("vorige", "earlier"), &held.before, &found.rows[0], lang));
    let gemeenten = gemeenten(found, lang).iter().map(of_gemeente).collect();
    vec![
        sheet("Vertraging", "Delays", &DELAYS, Layout::Paper, delays.collect()),
        sheet("Gemeenten", "Gemeenten", &GEMEENTEN, Layout::Paper, gemeenten),
        sheet("Projecten", "Projects", &PROGRESS, Layout::Wide, all.collect()),
        sheet("Rijen", "Rows", &ROWS, Layout::Wide, accounted),
    ]
}

/// Projects with a place, as points; none writes no map.
pub(super) fn layers(found: &Found, lang: Lang) -> Vec<Layer> {
    let point = |place: &Geometry<f64>| match place {
        Geometry::Point(point) => Some(*point),
        other => other.interior_point(),
    };
    let rows: Vec<_> = found
        .projects
        .iter()
        .filter_map(|project| {
            let point = point(project.place.as_ref()?)?;
            Some((Some(Geometry::Point(point)), row(project, lang)))
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let about = lang.pick(
        "Projecten uit beide edities van een planlijst, met wat er van de oplevering bekend is",
        "Projects of both editions of a planning list, with what is known of their delivery",
    );
    vec![Layer {
        name: "voortgang",
        about: about.to_owned(),
        columns: &PROGRESS,
        id: None,
        style: include_str!("../../styles/qgis/light/voortgang.qml"),
        geometry: GeometryKind::Point,
        rows,
    }]
}
