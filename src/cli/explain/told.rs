//! What is the verdict on a pand or site, and why, in a few words?

use std::{fmt::Write as _, path::Path};

use super::{address::called, homes_range};
use crate::{
    assess::Verdict,
    cli::document::typed,
    lang::Lang,
    model::Form,
    params::Params,
    survey::{FoundPand, Site},
    tables::{SiteRow, sentence},
    wording::{self, Lift, number},
};

/// A pand: what it is, whether storeys fit on it, and the other forms it has a
/// part in.
pub(super) fn pand(pand: &FoundPand, sites: &[SiteRow], params: &Params, lang: Lang, text: &mut String) {
    let (survey, assessment) = (&pand.survey, &pand.survey.assessment);
    let id = survey.id;
    let known = match called(survey) {
        unknown if unknown.is_empty() => format!("pand {id}"),
        known => format!("{known} (pand {id})"),
    };
    let _ = writeln!(text, "{known}");
    let why = wording::reason_sentence(assessment.verdict, &assessment.checks, lang);
    let homes = homes(assessment.verdict, &homes_range(assessment.homes, lang));
    let _ = writeln!(
        text,
        "{}: {}{homes}",
        wording::form(Form::Optoppen, lang),
        joined(assessment.verdict, &why, lang)
    );
    lift(assessment.verdict, lang, text);
    for flag in &assessment.flags {
        let _ = writeln!(text, "  {}: {}", lang.pick("let op", "note"), wording::flag(*flag, params, lang));
    }
    let of_pand: Vec<&SiteRow> =
        sites.iter().filter(|site| site.members.iter().any(|member| member.survey.id == id)).collect();
    if !of_pand.is_empty() {
        let title = lang.pick("Locaties waar dit pand bij hoort", "Sites this pand belongs to");
        let _ = writeln!(text, "\n{title}:");
    }
    for site in of_pand {
        let _ = writeln!(text, "  {}: {}", wording::form(site.form, lang), verdict(site, lang));
        let _ = writeln!(text, "    {}", site.id);
    }
}

/// A site: what it is, its verdict with the reason, who can lift that, and
/// where it stands.
pub(super) fn site(site: &SiteRow, lang: Lang, text: &mut String) {
    let _ = writeln!(text, "{}: {}", site.title(), wording::form(site.form, lang));
    let _ = writeln!(text, "{}", verdict(site, lang));
    lift(site.verdict, lang, text);
    if let (Some(rank), Some(standing)) = (site.rank(), site.standing()) {
        let score = site.score().map_or_else(|| "–".into(), |score| number(score, 1, lang));
        let coverage = site.coverage().map_or_else(|| "–".into(), |share| number(share * 100.0, 0, lang));
        let _ = writeln!(
            text,
            "{} {rank}, {}, score {score}, {} {coverage} %",
            lang.pick("plaats", "place"),
            wording::standing(standing, lang),
            lang.pick("bekend", "known"),
        );
    }
}

/// Where the rest stands.
pub(super) fn rest(run: &Path, id: &str, lang: Lang, text: &mut String) {
    let label = lang.pick("Alle regels, parameters en bronnen", "All rules, parameters and sources");
    let _ =
        writeln!(text, "\n{label}: toplaag explain {} {id} {}", typed(run), lang.pick("--alles", "--all"));
}

fn verdict(site: &Site, lang: Lang) -> String {
    let homes = homes(site.verdict, &homes_range(site.homes, lang));
    format!("{}{homes}", joined(site.verdict, &sentence(site, lang), lang))
}

/// A verdict with its reason.
fn joined(verdict: Verdict, why: &str, lang: Lang) -> String {
    let word = wording::verdict(verdict, lang);
    if why.is_empty() { word.to_owned() } else { format!("{word}, {why}") }
}

/// Homes, where there can be any.
fn homes(verdict: Verdict, range: &str) -> String {
    if verdict.has_homes() { format!("; {range}") } else { String::new() }
}

/// Who can lift what stands in the way.
fn lift(verdict: Verdict, lang: Lang, text: &mut String) {
    let lift: Lift = match verdict {
        Verdict::Suitable => return,
        Verdict::Unsuitable(reason) => wording::lifts_reason(reason),
        Verdict::Undecided(fact) | Verdict::Unsayable(fact) => wording::lifts_missing(fact),
    };
    let who: Vec<&str> = lift.who.iter().map(|who| wording::decider(*who, lang)).collect();
    let label = match verdict {
        Verdict::Unsuitable(_) => lang.pick("wie het kan wegnemen", "who can lift it"),
        _ => lang.pick("wie het kan zeggen", "who can tell"),
    };
    let who = if who.is_empty() { lang.pick("niemand", "nobody").to_owned() } else { who.join(", ") };
    let _ = writeln!(text, "  {label}: {who}; {}", lift.how(lang));
}
