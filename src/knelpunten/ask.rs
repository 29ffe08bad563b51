//! Which rules can give way here, and what comes of it?

use std::path::Path;

use super::unlocked::{Measure, Unlocked};
use crate::{
    assess::lift::{Rule, Way},
    error::Error,
    lang::Lang,
    model::Form,
    params::{Change, Params},
    record::{Answer, Record},
    wording::{self, Lift},
};

/// What messages name: nobody typed these changes.
const ASKED: &str = "knelpunten";

/// One rule that gives way, or two together.
#[derive(Debug, Clone)]
pub struct Question {
    /// The rules, and how each gives way.
    pub gives: Vec<(Rule, Way)>,
    /// The norms that change.
    pub changes: Vec<Change>,
    /// The norms with these changes.
    pub params: Params,
}

impl Question {
    /// `None` when one of the rules cannot give way like that.
    ///
    /// # Errors
    ///
    /// [`Error::Project`] when the norms that change leave their range.
    pub fn new(gives: &[(Rule, Way)], run: &Params) -> Result<Option<Self>, Error> {
        let mut params = run.clone();
        let mut changes: Vec<Change> = Vec::new();
        for (rule, way) in gives {
            // The second gives way to what the first left.
            let Some(more) = rule.gives(*way, &params) else { return Ok(None) };
            params = params.changed(&more, Path::new(ASKED))?;
            changes.retain(|change| more.iter().all(|other| other.key != change.key));
            changes.extend(more);
        }
        Ok(Some(Self { gives: gives.to_vec(), changes, params }))
    }

    /// How it gives way, as the start of a sentence.
    #[must_use]
    pub fn said(&self, run: &Params, lang: Lang) -> String {
        let each =
            self.gives.iter().map(|(rule, way)| wording::rule_gives(*rule, *way, run, &self.params, lang));
        each.collect::<Vec<_>>().join(lang.pick(" én ", " and "))
    }

    /// What is changed, each as it is typed for `watals --zet`.
    #[must_use]
    pub fn typed(&self) -> Vec<String> {
        let typed = |change: &Change| {
            let value = toml::Value::try_from(&change.value)
                .map_or_else(|_| change.value.to_string(), |v| v.to_string());
            format!("{}={value}", change.path())
        };
        self.changes.iter().map(typed).collect()
    }

    /// Who can make the first rule give way, and how.
    #[must_use]
    pub fn lift(&self) -> Option<Lift> {
        self.gives.first().map(|(rule, way)| wording::rule_lifts(*rule, *way))
    }

    /// What it is measured by.
    #[must_use]
    pub fn measure(&self) -> Measure {
        self.gives.first().map_or(Measure::Together, |(rule, _)| Measure::of(*rule))
    }
}

/// A question with what came of it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// What came of it.
    pub unlocked: Unlocked,
}

impl Asked {
    /// Its rule, and how it gave way.
    #[must_use]
    pub fn first(&self) -> Option<(Rule, Way)> {
        self.question.gives.first().copied()
    }
}

/// What comes of each question beside the run as it is; `done` is told of each.
///
/// # Errors
///
/// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
pub(super) fn each(
    record: &Record,
    run: &Params,
    questions: Vec<Question>,
    mut done: impl FnMut(),
) -> Result<(Answer, Vec<Asked>), Error> {
    let norms: Vec<&Params> =
        std::iter::once(run).chain(questions.iter().map(|question| &question.params)).collect();
    let kept = record.keep(&norms)?;
    let base = kept.answer(run)?;
    let mut asked = Vec::with_capacity(questions.len());
    for question in questions {
        let unlocked = Unlocked::new(question.measure(), &base, &kept.answer(&question.params)?);
        asked.push(Asked { question, unlocked });
        done();
    }
    Ok((base, asked))
}

/// Every rule that is about a form of the run, in every way it can give way.
///
/// # Errors
///
/// [`Error::Project`] when the norms that change leave their range.
pub(super) fn questions(forms: &[Form], run: &Params) -> Result<Vec<Question>, Error> {
    let mut all = Vec::new();
    for rule in Rule::ALL.iter().filter(|rule| is_about(**rule, forms)) {
        for way in Way::ALL {
            all.extend(Question::new(&[(*rule, *way)], run)?);
        }
    }
    Ok(all)
}

/// Whether a rule is about what the run looked at.
fn is_about(rule: Rule, forms: &[Form]) -> bool {
    let of = |form: &Form| forms.contains(form);
    // Two forms go together or not.
    if rule == Rule::Together { rule.forms().iter().all(of) } else { rule.forms().iter().any(of) }
}
