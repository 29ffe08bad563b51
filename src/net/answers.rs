//! What came back on the requests: the filing lists as people filled them in.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    config::{Input, Source},
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::say,
    params::GridParams,
    plan::{Day, RequestStatus},
    read::{
        room::Figure,
        status::{self, StatusRow},
    },
    wording::short_said,
};

/// What became of one request.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Its status.
    pub status: RequestStatus,
    /// What stood in the cell of an unclear status.
    pub said: Option<String>,
    /// What was promised, MW; `None` where nothing was, or how much is not known.
    pub promised_mw: Option<f64>,
    /// The day it was asked on.
    pub asked_on: Option<Day>,
    /// The day of the answer.
    pub answered_on: Option<Day>,
    /// What else somebody wrote.
    pub remark: Option<String>,
    /// What the list called the project.
    project: Option<String>,
    /// Where it stands.
    pub(super) row: Issue,
    /// Whether the unit of the promise stood in its cell.
    pub(super) has_unit: bool,
}

/// The answers by request.
#[derive(Debug, Default)]
pub(super) struct Answers {
    by_request: BTreeMap<String, Answer>,
    taken: BTreeSet<String>,
}

impl Answers {
    /// Reads filing lists. Of a request that stands there twice the first row holds.
    pub(super) fn read(sources: &[Source], net: &GridParams, issues: &mut Issues) -> Result<Self, Error> {
        let mut answers = Self::default();
        let input = Input { sources: sources.to_vec(), ..Input::default() };
        for row in status::read(&input, issues)? {
            let Some(request) = row.request.clone() else {
                let detail = say!(
                    "noemt geen kenmerk van een aanvraag; weggelaten",
                    "names no identification of a request; left out"
                );
                issues.push(Issue { detail, ..row.about });
                continue;
            };
            let answer = answer(row, net, issues);
            match answers.by_request.get(&request) {
                None => {
                    answers.by_request.insert(request, answer);
                }
                Some(first) if first.says_the_same(&answer) => {}
                Some(first) => {
                    let first = &first.row.object;
                    let detail = say!(
                        "`{request:.60}` staat er al, met iets anders ({first}); dat geldt",
                        "`{request:.60}` stands there already, with something else ({first}), which holds"
                    );
                    issues.push(Issue { kind: IssueKind::Conflict, detail, ..answer.row });
                }
            }
        }
        Ok(answers)
    }

    /// The answer to a request of a project. An identification that was numbered
    /// is no more than a place on a list, so there the name must be the same.
    pub(super) fn take(&mut self, request: &str, project: &str) -> Option<Answer> {
        let answer = self.by_request.get(request)?;
        let same = |name: &String| bare(name) == bare(project);
        if request.contains('#') && !answer.project.as_ref().is_some_and(same) {
            return None;
        }
        self.taken.insert(request.to_owned());
        Some(answer.clone())
    }

    /// Tells the answers that belong to no request of the run.
    pub(super) fn report(&self, issues: &mut Issues) {
        let open = self.by_request.iter().filter(|(request, _)| !self.taken.contains(*request));
        for (request, answer) in open {
            let detail = say!(
                "`{request:.60}` hoort bij geen aanvraag van deze run: het antwoord telt nergens mee",
                "`{request:.60}` belongs to no request of this run: its answer counts nowhere"
            );
            issues.push(Issue { kind: IssueKind::Unmatched, detail, ..answer.row.clone() });
        }
    }
}

impl Answer {
    fn says_the_same(&self, other: &Self) -> bool {
        let what = |answer: &Self| {
            (
                answer.status,
                answer.said.clone(),
                answer.promised_mw.map(f64::to_bits),
                answer.asked_on,
                answer.answered_on,
            )
        };
        what(self) == what(other)
    }
}

/// What a row says, with what is odd about it told.
fn answer(row: StatusRow, net: &GridParams, issues: &mut Issues) -> Answer {
    let status = row.status.as_deref().map_or(Some(RequestStatus::ToAsk), status_of);
    let mut tell = |kind, detail| issues.push(Issue { kind, detail, ..row.about.clone() });
    if let (None, Some(said)) = (status, &row.status) {
        let detail = say!(
            "status `{said:.40}` is niet begrepen; er zijn: te vragen, gevraagd, toegezegd, afgewezen",
            "status `{said:.40}` is not understood; there are: to ask, asked, promised, refused"
        );
        tell(IssueKind::NotUnderstood, detail);
    }
    let unclear = status.is_none();
    let status = status.unwrap_or(RequestStatus::Unclear);
    let figure: Option<Figure> =
        row.promised.filter(|figure| figure.mw != 0.0 || status == RequestStatus::Promised);
    let promised_mw = match (status, figure) {
        (RequestStatus::Promised, Some(figure)) if figure.mw >= 0.0 => Some(figure.mw),
        (RequestStatus::Promised, Some(figure)) => {
            let mw = short_said(figure.mw);
            let detail = say!(
                [mw]
                "zegt {mw} MW toe, minder dan niets: hoeveel is onbekend",
                "promises {mw} MW, less than nothing: how much is not known"
            );
            tell(IssueKind::BadValue, detail);
            None
        }
        (RequestStatus::Promised, None) => {
            if !row.promised_is_odd {
                let detail = say!(
                    "is toegezegd zonder MW: hoeveel is onbekend, en telt niet mee als toegezegd vermogen",
                    "is promised without MW: how much is not known, and does not count as promised"
                );
                tell(IssueKind::BadValue, detail);
            }
            None
        }
        (_, Some(figure)) => {
            let mw = short_said(figure.mw);
            let detail = say!(
                [mw]
                "geeft {mw} MW als toegezegd, maar de status is anders: telt niet mee als toegezegd",
                "gives {mw} MW as promised, but its status is another: it does not count as promised"
            );
            tell(IssueKind::Conflict, detail);
            None
        }
        (_, None) => None,
    };
    let day = |text: &Option<String>| text.as_deref().and_then(Day::parse);
    let asked_on = day(&row.asked_on);
    let from = Day::parse(&net.request_from.value);
    // Nothing is asked under the new route before it is there.
    if let (Some(asked), Some(from)) = (asked_on, from)
        && asked < from
    {
        let detail = say!(
            "is gevraagd op {asked}, voordat het op {from} kon: geen aanvraag langs de nieuwe route; de datum vervalt, \
             vraag het na",
            "was asked on {asked}, before {from}, from when it can be: no request under the new route; the date is \
             dropped, find out"
        );
        tell(IssueKind::BadValue, detail);
    }
    Answer {
        status,
        said: row.status.clone().filter(|_| unclear),
        promised_mw,
        asked_on: asked_on.filter(|asked| from.is_none_or(|from| *asked >= from)),
        answered_on: day(&row.answered_on),
        remark: row.remark,
        project: row.project,
        has_unit: figure.is_some_and(|figure| figure.has_unit),
        row: row.about,
    }
}

/// The status a word says, as the lists have it in either language.
fn status_of(text: &str) -> Option<RequestStatus> {
    Some(match bare(text).as_str() {
        "" | "tevragen" | "nogtevragen" | "toask" => RequestStatus::ToAsk,
        "gevraagd" | "aangevraagd" | "ingediend" | "asked" => RequestStatus::Asked,
        "toegezegd" | "toegekend" | "promised" => RequestStatus::Promised,
        "afgewezen" | "geweigerd" | "refused" => RequestStatus::Refused,
        _ => return None,
    })
}

/// A text as it is compared: whatever its case and signs.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
