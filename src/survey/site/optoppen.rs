//! Storeys on the panden of a location.

use super::{
    draft::{Asks, Draft},
    location::Location,
};
use crate::{
    assess::{Answer, optoppen::Assessment},
    model::Form,
};

/// What storeys on top would add; `None` on ground without panden.
pub(super) fn draft(location: &Location) -> Option<Draft> {
    if location.members.is_empty() {
        return None;
    }
    let parts = location.members.iter().map(|member| part(&member.survey.assessment)).collect();
    Some(Draft::of_panden(Form::Optoppen, location, location.members.clone(), parts, Asks::default()))
}

fn part(assessment: &Assessment) -> Answer {
    Answer {
        verdict: assessment.verdict,
        checks: assessment.checks.clone(),
        missing: assessment.missing.clone(),
        flags: assessment.flags.clone(),
        homes: assessment.homes,
        gross: assessment.gross,
    }
}
