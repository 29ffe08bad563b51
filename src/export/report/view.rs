//! What does the page show? Every text here is already in the language of the run.

use crate::{
    drawing::{MapApart, Picture},
    export::SourceRow,
    lang::Lang,
    params::Parameter,
    units::Range,
};

/// A verdict as far as its looks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// All rules hold.
    Suitable,
    /// A rule does not hold.
    Unsuitable,
    /// A fact is missing: it is possible, once that is known.
    Undecided,
    /// Nothing can be said before a map or register is given.
    Unsayable,
}

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// How much or what, with its unit.
    pub value: String,
}

/// A label and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What was counted.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// How many got one verdict, for the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Which verdict.
    pub answer: Answer,
    /// The verdict in words.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// What one state came to. Totals are told state by state and never added up:
/// what is undecided is no potential yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateLine {
    /// The state.
    pub answer: Answer,
    /// The state in words.
    pub label: String,
    /// Sites.
    pub sites: u64,
    /// Their homes by estimate, or the ground when homes cannot be said.
    pub extent: String,
    /// What it takes, and what is not in the figure.
    pub note: String,
}

/// What one form came to, each form by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormLine {
    /// The form.
    pub form: String,
    /// Per state of [`Report::states`] its sites and homes, in words.
    pub cells: Vec<String>,
}

/// The holdings: what was given, and what came of each complex.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HoldingsView {
    /// In a few numbers.
    pub facts: Vec<Fact>,
    /// The complexes; empty when no row names one.
    pub complexes: Vec<ComplexLine>,
}

/// What came of one complex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplexLine {
    /// Its name, with its corporatie where there are several.
    pub name: String,
    /// Where it lies.
    pub place: String,
    /// Homes there are.
    pub homes_now: String,
    /// The form that stands for it.
    pub form: String,
    /// Its verdict as a symbol; `None` when nothing of it was found.
    pub answer: Option<Answer>,
    /// Its verdict in words.
    pub verdict: String,
    /// Why.
    pub reason: String,
    /// Homes it could add.
    pub homes: String,
    /// Where it stands.
    pub standing: String,
}

/// One site on the shortlist.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteCard {
    /// Place in its group; `None` when it is not ranked.
    pub rank: Option<u32>,
    /// Its number on the map; `None` when it is not drawn.
    pub on_map: Option<u32>,
    /// Identification, as in the other files.
    pub id: String,
    /// Name for people: complex, corporatie, buurt.
    pub title: String,
    /// How homes are added.
    pub form: String,
    /// Other forms at the same location.
    pub alternatives: Vec<String>,
    /// The forms that go together there, when more than one.
    pub together: Vec<String>,
    /// Verdict as a symbol.
    pub answer: Answer,
    /// Verdict in words, with its reason.
    pub verdict: String,
    /// Score, 0–100.
    pub score: Option<f64>,
    /// Share of the weights that is known, 0–1.
    pub coverage: Option<f64>,
    /// Homes that could be added.
    pub homes: Option<Range<i64>>,
    /// Storeys that could be added, in words.
    pub extra_storeys: Option<String>,
    /// Other key facts.
    pub facts: Vec<Fact>,
    /// Why the verdict is what it is.
    pub reasons: Vec<String>,
    /// Facts that are missing.
    pub missing: Vec<String>,
    /// Remarks.
    pub flags: Vec<String>,
    /// What its verdict hangs on, to be seen first; empty when on nothing.
    pub doubt: Option<String>,
    /// What would have to be done.
    pub measures: Vec<String>,
    /// Longitude and latitude in degrees.
    pub lon_lat: Option<(f64, f64)>,
}

/// What one step of each rule brings.
#[derive(Debug, Clone, PartialEq)]
pub struct StepsView {
    /// As bars.
    pub bars: Picture,
    /// The first of them in words.
    pub sentences: Vec<String>,
}

/// Sites that are ranked together, such as those of one municipality.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Name of the group.
    pub name: String,
    /// One sentence under the name; may be empty.
    pub note: String,
    /// The sites, in order.
    pub sites: Vec<SiteCard>,
    /// Where they lie, when the list as a whole has no map.
    pub map: Option<MapApart>,
}

/// A list of sites: the shortlist, or that of the other forms.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteList {
    /// Its title.
    pub title: String,
    /// One sentence under the title; may be empty.
    pub note: String,
    /// Where its sites lie.
    pub map: Option<MapApart>,
    /// Its sites, group by group.
    pub groups: Vec<Group>,
    /// Whether the table is all: no card a site.
    pub brief: bool,
}

/// All that the page shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// Language of every text here.
    pub lang: Lang,
    /// Title of the page.
    pub title: String,
    /// One sentence under the title; may be empty.
    pub subtitle: String,
    /// What was found, state by state.
    pub states: Vec<StateLine>,
    /// The run in a few numbers.
    pub summary: Vec<Fact>,
    /// What one step of each rule brings; `None` where it was not asked.
    pub steps: Option<StepsView>,
    /// The holdings; `None` when none were given.
    pub holdings: Option<HoldingsView>,
    /// What each form came to.
    pub forms: Vec<FormLine>,
    /// What became of the ground; empty when it was not looked at.
    pub ground: Vec<Fact>,
    /// Verdicts of all panden or sites, for the bar.
    pub tallies: Vec<Tally>,
    /// The shortlist, and what is listed beside it.
    pub lists: Vec<SiteList>,
    /// Unsuitable, by first reason.
    pub unsuitable: Vec<Count>,
    /// Undecided, by what is missing.
    pub undecided: Vec<Count>,
    /// Issues in the input, by kind.
    pub issues: Vec<Count>,
    /// The files the result rests on.
    pub sources: Vec<SourceRow>,
    /// The parameters in force.
    pub parameters: Vec<Parameter>,
    /// Limits and assumptions, a paragraph each.
    pub limits: Vec<String>,
}
