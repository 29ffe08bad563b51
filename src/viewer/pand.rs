//! What is told of any pand: why, or why not?

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Data, FORMAT, Write, json};
use crate::{
    assess::{Check, Outcome, Verdict},
    error::Error,
    lang::Said,
    model::{Form, PandId},
    params::Params,
    survey::FoundPand,
    tables::{SiteRow, sentence},
    wording::{self, Lift},
};

/// Panden of one file, on average at most.
const PANDEN_A_FILE: usize = 100;

/// Panden whose identifications end in the same digits.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PandFile {
    /// Version of these files.
    pub format: u32,
    /// The panden by their identification.
    pub panden: BTreeMap<String, PandAnswer>,
}

/// Why a pand can carry homes, or why not.
#[derive(Debug, Clone, Serialize)]
pub struct PandAnswer {
    /// Identification.
    pub id: String,
    /// Address.
    pub address: Option<String>,
    /// The form the rules below are of, in words.
    pub form: Said,
    /// Verdict, by its code.
    pub verdict: &'static str,
    /// Why, in one sentence.
    pub why: Said,
    /// Who can lift what stands in the way, or can tell what is not known, and
    /// how; `None` where nothing does.
    pub lifts: Option<LiftLine>,
    /// Every rule with what it found.
    pub checks: Vec<CheckLine>,
    /// What to mind.
    pub flags: Vec<Said>,
    /// The sites it belongs to.
    pub sites: Vec<SiteOfPand>,
}

/// Who can lift it, and how.
#[derive(Debug, Clone, Serialize)]
pub struct LiftLine {
    /// Who decide.
    pub who: Vec<Said>,
    /// What lifts it.
    pub how: Said,
}

impl From<Lift> for LiftLine {
    fn from(lift: Lift) -> Self {
        let who = lift.who.iter().map(|who| Said::by(|lang| wording::decider(*who, lang).to_owned()));
        Self { who: who.collect(), how: Said::by(|lang| lift.how(lang).to_owned()) }
    }
}

/// One rule with what it found.
#[derive(Debug, Clone, Serialize)]
pub struct CheckLine {
    /// The rule.
    pub rule: Said,
    /// Whether it holds.
    pub outcome: Outcome,
    /// The outcome in words.
    pub said: Said,
    /// What was found, and what is asked; the missing fact where it is not known.
    pub found: Said,
    /// Key of its norm; empty without one.
    pub norm: &'static str,
}

/// A site that a pand belongs to.
#[derive(Debug, Clone, Serialize)]
pub struct SiteOfPand {
    /// Identification.
    pub id: String,
    /// Form.
    pub form: Said,
    /// Verdict, by its code.
    pub verdict: &'static str,
    /// Why.
    pub why: Said,
}

impl CheckLine {
    fn of(check: &Check) -> Self {
        Self {
            rule: Said::by(|lang| wording::rule(check.rule, lang).to_owned()),
            outcome: check.outcome,
            said: Said::by(|lang| wording::outcome(check.outcome, lang).to_owned()),
            found: Said::by(|lang| match check.missing {
                Some(fact) => wording::missing(fact, lang).to_owned(),
                None => wording::check_numbers(check, lang),
            }),
            norm: check.parameter,
        }
    }
}

impl PandAnswer {
    /// What is told of a pand of a run; `sites` are those it belongs to.
    #[must_use]
    pub fn of(pand: &FoundPand, sites: &[&SiteRow], params: &Params) -> Self {
        let survey = &pand.survey;
        let assessment = &survey.assessment;
        let lifts = match assessment.verdict {
            Verdict::Suitable => None,
            Verdict::Unsuitable(reason) => Some(wording::lifts_reason(reason)),
            Verdict::Undecided(fact) | Verdict::Unsayable(fact) => Some(wording::lifts_missing(fact)),
        };
        Self {
            id: survey.id.to_string(),
            address: survey.address.clone(),
            form: Said::by(|lang| wording::form(Form::Optoppen, lang).to_owned()),
            verdict: assessment.verdict.code(),
            why: Said::by(|lang| wording::reason_sentence(assessment.verdict, &assessment.checks, lang)),
            lifts: lifts.map(LiftLine::from),
            checks: assessment.checks.iter().map(CheckLine::of).collect(),
            flags: assessment
                .flags
                .iter()
                .map(|flag| Said::by(|lang| wording::flag(*flag, params, lang).into_owned()))
                .collect(),
            sites: sites
                .iter()
                .map(|site| SiteOfPand {
                    id: site.id.clone(),
                    form: Said::by(|lang| wording::form(site.form, lang).to_owned()),
                    verdict: site.verdict.code(),
                    why: Said::by(|lang| sentence(site, lang)),
                })
                .collect(),
        }
    }
}

/// The sites by the panden they are about.
pub(super) fn sites_by_pand(rows: &[SiteRow]) -> BTreeMap<PandId, Vec<&SiteRow>> {
    let mut sites: BTreeMap<PandId, Vec<&SiteRow>> = BTreeMap::new();
    for row in rows {
        for member in &row.members {
            sites.entry(member.survey.id).or_default().push(row);
        }
    }
    sites
}

/// How many last digits of a pand name its file.
pub(super) fn digits(panden: usize) -> usize {
    let mut digits = 1;
    while digits < 6 && panden / 10_usize.pow(u32::try_from(digits).unwrap_or(6)) > PANDEN_A_FILE {
        digits += 1;
    }
    digits
}

/// Gives the files of all panden. They are gathered by their last digit, a
/// tenth of them at a time.
pub(super) fn each_file(data: &Data<'_>, write: &mut Write<'_>) -> Result<(), Error> {
    let sites = sites_by_pand(data.rows);
    let n_digits = data.pand_digits();
    for last in '0'..='9' {
        let of = |pand: FoundPand| {
            let id = pand.survey.id.to_string();
            id.ends_with(last).then(|| {
                let sites = sites.get(&pand.survey.id).map_or(&[][..], Vec::as_slice);
                (id, PandAnswer::of(&pand, sites, &data.record.params))
            })
        };
        let mut files: BTreeMap<String, PandFile> = BTreeMap::new();
        for (id, answer) in data.record.map_panden(of)? {
            let digits = id.get(id.len().saturating_sub(n_digits)..).unwrap_or(&id).to_owned();
            let file =
                files.entry(digits).or_insert_with(|| PandFile { format: FORMAT, ..PandFile::default() });
            file.panden.insert(id, answer);
        }
        for (digits, file) in files {
            let name = format!("data/pand/{digits}.json");
            write(&name, &json(&name, &file)?)?;
        }
    }
    Ok(())
}
