//! What does a planner read, print and take to the meeting?
//!
//! One HTML page that needs nothing else: no script, no font or picture from
//! elsewhere, opens offline, reads on a telephone and prints on A4. What it
//! shows stands in [`view`], its own headings in [`labels`]. All values are
//! escaped by the template; maps are drawings of this program, which escape
//! their own.
//!
//! It is a template of its own and no [`crate::document::Document`]: what one
//! run says folds, leads to its parts and takes as many pages as it needs,
//! where a document fills a sheet of paper, and is set twice.

use std::{borrow::Cow, path::Path};

use askama::Template;

mod labels;
mod view;

pub use view::{
    Answer, ComplexLine, Count, Fact, FormLine, Group, HoldingsView, Report, SiteCard, SiteList, StateLine,
    StepsView, Tally,
};

use super::{SourceRow, html::write_page, xlsx::origin_text};
use crate::{
    drawing::MapApart,
    error::ExportError,
    params::{Confidence, Parameter},
    wording::{confidence, number, value_text, whole},
};

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

/// A map with its legend beside or below it.
#[derive(Template)]
#[template(path = "report_map.html")]
struct MapPart<'a> {
    map: &'a MapApart,
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

    /// What stands before a site: its number on the map, else its rank.
    fn place(&self, site: &SiteCard) -> String {
        site.on_map.or(site.rank).map_or_else(|| "–".into(), |place| place.to_string())
    }

    /// The map above a list or group, as a part of the page.
    fn map(&self, map: &MapApart) -> askama::Result<String> {
        MapPart { map, t: self.t }.render()
    }

    /// The parts of a source, after its file.
    fn source<'b>(&self, source: &'b SourceRow) -> Vec<Cow<'b, str>> {
        let objects = source.count.map(|count| format!("{} {}", whole(count, self.r.lang), self.t.objects));
        [&source.layer, &source.date, &source.licence, &source.attribution]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(|text| Cow::from(text.as_str()))
            .chain(objects.map(Cow::from))
            .collect()
    }

    /// Where a norm comes from: source, date, how sure, and who set it.
    fn trail(&self, parameter: &Parameter) -> String {
        let origin = origin_text(&parameter.origin, self.r.lang);
        let parts = [parameter.source.pick(self.r.lang), &parameter.date, self.confidence(parameter), origin];
        parts.into_iter().filter(|part: &&str| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn value(&self, parameter: &Parameter) -> String {
        value_text(&parameter.value, self.r.lang)
    }

    fn unit<'b>(&self, parameter: &'b Parameter) -> &'b str {
        parameter.unit.pick(self.r.lang)
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
