//! What does a planner read, print and take to the meeting?
//!
//! One HTML page that needs nothing else: no script, no font or picture from
//! elsewhere, opens offline and prints on A4. This file holds the view model:
//! every text in it is already in the language of the run; the page's own
//! headings stand in [`labels`]. All values are escaped by the template.

use std::path::Path;

use askama::Template;

mod labels;

use super::{
    SourceRow,
    html::write_page,
    xlsx::{origin_text, value_text},
};
use crate::lang::Lang;
use crate::wording::confidence;
use crate::wording::{number, whole};
use crate::{
    error::ExportError,
    params::{Confidence, Parameter},
    units::Range,
};

/// A verdict as far as its looks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// All rules hold.
    Suitable,
    /// A rule does not hold.
    Unsuitable,
    /// A fact is missing.
    Undecided,
    /// A map is missing without which nothing can be said.
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

/// What one form came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormLine {
    /// The form.
    pub form: String,
    /// Its sites.
    pub sites: u64,
    /// Of these, suitable.
    pub suitable: u64,
    /// Of these, undecided.
    pub undecided: u64,
    /// Of these, such that nothing can be said.
    pub unsayable: u64,
    /// Homes of the suitable, each form by itself.
    pub homes_suitable: String,
    /// Homes of the undecided, each form by itself.
    pub homes_undecided: String,
    /// Homes of the suitable that go together, counted once.
    pub once_suitable: String,
    /// Homes of the undecided that go together, counted once.
    pub once_undecided: String,
}

/// One site on the shortlist.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteCard {
    /// Place in its group; `None` when it is not ranked.
    pub rank: Option<u32>,
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
    /// What would have to be done.
    pub measures: Vec<String>,
    /// Longitude and latitude in degrees.
    pub lon_lat: Option<(f64, f64)>,
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
    /// The run in a few numbers.
    pub summary: Vec<Fact>,
    /// What each form came to.
    pub forms: Vec<FormLine>,
    /// What became of the ground; empty when it was not looked at.
    pub ground: Vec<Fact>,
    /// Verdicts of all panden or sites, for the bar.
    pub tallies: Vec<Tally>,
    /// The shortlists.
    pub groups: Vec<Group>,
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

/// Writes the report as one self-contained page.
///
/// # Errors
///
/// [`ExportError::Write`] or [`ExportError::Format`] when the file cannot be
/// written.
pub fn write_report(path: &Path, report: &Report) -> Result<(), ExportError> {
    write_page(path, &Page { r: report, t: labels::labels(report.lang) })
}

/// The page: view model, labels, and how numbers look on it.
#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    r: &'a Report,
    t: &'static labels::Labels,
}

/// One piece of the bar of verdicts, in the units of the drawing.
struct Segment<'a> {
    tally: &'a Tally,
    x: f64,
    width: f64,
    share: String,
}

impl Page<'_> {
    /// Width of the bar in the units of the drawing.
    const BAR: f64 = 1_000.0;

    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    fn segments(&self) -> Vec<Segment<'_>> {
        let total: u64 = self.r.tallies.iter().map(|tally| tally.count).sum();
        let mut before = 0;
        let place = |count: u64| (Self::BAR * 10.0 * count as f64 / total.max(1) as f64).round() / 10.0;
        self.r
            .tallies
            .iter()
            .map(|tally| {
                let x = place(before);
                before += tally.count;
                let share = 100.0 * tally.count as f64 / total.max(1) as f64;
                let share = format!("{} %", number(share, 1, self.r.lang));
                Segment { tally, x, width: place(before) - x, share }
            })
            .collect()
    }

    /// The verdict as a symbol: readable without color.
    fn symbol(&self, answer: &Answer) -> &'static str {
        match answer {
            Answer::Suitable => "✔",
            Answer::Unsuitable => "✖",
            Answer::Undecided => "?",
            Answer::Unsayable => "–",
        }
    }

    /// The verdict as a class of the stylesheet.
    fn class(&self, answer: &Answer) -> &'static str {
        match answer {
            Answer::Suitable => "yes",
            Answer::Unsuitable => "no",
            Answer::Undecided => "open",
            Answer::Unsayable => "unsaid",
        }
    }

    fn whole(&self, count: &u64) -> String {
        whole(*count, self.r.lang)
    }

    fn rank(&self, site: &SiteCard) -> String {
        site.rank.map_or_else(|| "–".into(), |rank| rank.to_string())
    }

    fn score(&self, site: &SiteCard) -> String {
        site.score.map_or_else(|| "–".into(), |score| number(score, 1, self.r.lang))
    }

    fn coverage(&self, site: &SiteCard) -> String {
        site.coverage
            .map_or_else(|| "–".into(), |share| format!("{} %", number(100.0 * share, 0, self.r.lang)))
    }

    fn homes_mid(&self, site: &SiteCard) -> String {
        site.homes.map_or_else(|| "–".into(), |homes| whole(homes.mid, self.r.lang))
    }

    fn homes_range(&self, site: &SiteCard) -> Option<String> {
        site.homes.map(|homes| [homes.low, homes.mid, homes.high].map(|n| whole(n, self.r.lang)).join(" – "))
    }

    fn storeys(&self, site: &SiteCard) -> String {
        site.extra_storeys.clone().unwrap_or_else(|| "–".into())
    }

    /// Coordinates always with a point: a comma parts the two.
    fn location(&self, site: &SiteCard) -> Option<String> {
        let east = self.r.lang.pick("O", "E");
        site.lon_lat.map(|(lon, lat)| format!("{lat:.5} N, {lon:.5} {east}"))
    }

    /// The lists of a card that have something in them.
    fn lists<'b>(&self, site: &'b SiteCard) -> Vec<(&'static str, &'b [String])> {
        [
            (self.t.reasons, site.reasons.as_slice()),
            (self.t.missing, &site.missing),
            (self.t.measures, &site.measures),
            (self.t.flags, &site.flags),
            (self.t.together, &site.together),
            (self.t.alternatives, &site.alternatives),
        ]
        .into_iter()
        .filter(|(_, texts)| !texts.is_empty())
        .collect()
    }

    fn objects(&self, source: &SourceRow) -> String {
        source.count.map_or_else(|| "–".into(), |count| whole(count, self.r.lang))
    }

    fn value(&self, parameter: &Parameter) -> String {
        value_text(&parameter.value, self.r.lang)
    }

    /// Only the letter: the words stand once, above the table.
    fn confidence(&self, parameter: &Parameter) -> &'static str {
        confidence(parameter.confidence, self.r.lang).split(':').next().unwrap_or_default()
    }

    fn confidences(&self) -> String {
        [Confidence::S, Confidence::P, Confidence::K, Confidence::U]
            .map(|level| confidence(level, self.r.lang))
            .join(" · ")
    }

    fn origin<'b>(&'b self, parameter: &'b Parameter) -> &'b str {
        origin_text(&parameter.origin, self.r.lang)
    }

    /// A heading's counts, when there are any.
    fn counts(&self) -> Vec<(&'static str, &'static str, &[Count])> {
        [
            (self.t.unsuitable_by, self.t.reason, self.r.unsuitable.as_slice()),
            (self.t.undecided_by, self.t.missing_fact, &self.r.undecided),
        ]
        .into_iter()
        .filter(|(_, _, counts)| !counts.is_empty())
        .collect()
    }
}

#[cfg(test)]
mod tests;
