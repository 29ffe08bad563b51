//! What became of a row of a planning list, in words.

use super::{number, whole};
use crate::lang::Lang;
use crate::model::{ProjectReason, ProjectRule, ProjectStatus};

/// What became of a row, in a few words.
#[must_use]
pub fn project_status(status: ProjectStatus, lang: Lang) -> &'static str {
    match status {
        ProjectStatus::Matched => lang.pick("gekoppeld", "matched"),
        ProjectStatus::Ambiguous => lang.pick("niet eenduidig", "ambiguous"),
        ProjectStatus::NotInScan => lang.pick("niet in de scan", "not in the scan"),
        ProjectStatus::OutsideGemeenten => lang.pick("andere gemeente", "other gemeente"),
        ProjectStatus::Unreadable => lang.pick("onleesbaar", "unreadable"),
    }
}

/// What a status means, and what to do.
#[must_use]
pub fn project_help(status: ProjectStatus, lang: Lang) -> &'static str {
    match status {
        ProjectStatus::Matched => lang.pick(
            "De regel gaat over één locatie van de scan, of over alle in het plangebied; site_id is ingevuld.",
            "The row is about one location of the scan, or about all in the area of the plan; site_id is filled in.",
        ),
        ProjectStatus::Ambiguous => lang.pick(
            "Meer dan één locatie past, of de regel spreekt zichzelf tegen: kies uit de kandidaten en vul site_id in.",
            "More than one location fits, or the row contradicts itself: choose among the candidates and fill in site_id.",
        ),
        ProjectStatus::NotInScan => lang.pick(
            "Geen locatie van de scan is wat de regel noemt: vul site_id in als het er toch één is.",
            "No location of the scan is what the row names: fill in site_id where one is after all.",
        ),
        ProjectStatus::OutsideGemeenten => lang.pick(
            "De scan gaat niet over deze gemeente; er is niets te doen.",
            "The scan is not about this gemeente; nothing is to be done.",
        ),
        ProjectStatus::Unreadable => lang.pick(
            "De regel heeft geen naam, ppm_id of site_id: vul er één in.",
            "The row has no name, ppm_id or site_id: fill one in.",
        ),
    }
}

/// A rule, in a few words.
#[must_use]
pub fn project_rule(rule: ProjectRule, lang: Lang) -> &'static str {
    match rule {
        ProjectRule::SiteId => "site_id",
        ProjectRule::Pand => lang.pick("pandnummer", "pand id"),
        ProjectRule::Complex => lang.pick("corporatie en complex", "corporatie and complex"),
        ProjectRule::PlanArea => lang.pick("plangebied", "plan area"),
        ProjectRule::PointInside => lang.pick("punt in de locatie", "point in the location"),
        ProjectRule::PointNear => lang.pick("punt bij de locatie", "point near the location"),
        ProjectRule::Address => lang.pick("straat en huisnummer", "street and number"),
        ProjectRule::PpmId => "ppm_id",
        ProjectRule::Name => lang.pick("naam en plaats", "name and place"),
    }
}

/// Why a row has its status, as a sentence.
#[must_use]
pub fn project_reason(reason: &ProjectReason, lang: Lang) -> String {
    let rule = |rule: ProjectRule| project_rule(rule, lang);
    match (reason, lang) {
        (ProjectReason::By(found), Lang::Nl) => format!("op {}", rule(*found)),
        (ProjectReason::By(found), Lang::En) => format!("by {}", rule(*found)),
        (ProjectReason::Several(found, n), Lang::Nl) => {
            format!("op {} passen {} locaties", rule(*found), whole(*n as u64, lang))
        }
        (ProjectReason::Several(found, n), Lang::En) => {
            format!("{} locations fit by {}", whole(*n as u64, lang), rule(*found))
        }
        (ProjectReason::Contradiction(one, other), Lang::Nl) => {
            format!("op {} is het een andere locatie dan op {}", rule(*one), rule(*other))
        }
        (ProjectReason::Contradiction(one, other), Lang::En) => {
            format!("by {} it is another location than by {}", rule(*one), rule(*other))
        }
        (ProjectReason::OtherGemeente(found, said, there), Lang::Nl) => {
            format!("de locatie op {} ligt in {there}, de regel zegt {said:.60}", rule(*found))
        }
        (ProjectReason::OtherGemeente(found, said, there), Lang::En) => {
            format!("the location by {} lies in {there}, the row says {said:.60}", rule(*found))
        }
        (ProjectReason::NotFound(rules), lang) => {
            let rules: Vec<&str> = rules.iter().map(|found| rule(*found)).collect();
            let none = lang.pick("geen locatie gevonden op ", "no location found by ");
            format!("{none}{}", rules.join(lang.pick(", noch op ", ", nor by ")))
        }
        (ProjectReason::Far(meters, within), lang) => {
            #[expect(clippy::cast_precision_loss, reason = "meters of the Netherlands")]
            let km = number(*meters as f64 / 1_000.0, 1, lang);
            let [min_x, min_y, max_x, max_y] = within;
            match lang {
                Lang::Nl => format!(
                    "het punt ligt {km} km van de dichtstbijzijnde locatie; de scan beslaat x {min_x}–{max_x}, \
                     y {min_y}–{max_y} (RD): gaat de lijst over dit gebied, in RD?"
                ),
                Lang::En => format!(
                    "the point lies {km} km from the nearest site; the scan covers x {min_x}–{max_x}, \
                     y {min_y}–{max_y} (RD): is the list about this area, in RD?"
                ),
            }
        }
        (ProjectReason::NothingToGoBy, Lang::Nl) => {
            "de regel noemt pand, complex, punt noch adres met gemeente, en de naam past bij geen locatie".into()
        }
        (ProjectReason::NothingToGoBy, Lang::En) => {
            "the row names no pand, complex, point, or address with its gemeente, and its name fits no location".into()
        }
        (ProjectReason::Outside(gemeente), Lang::Nl) => format!("de scan gaat niet over {gemeente:.60}"),
        (ProjectReason::Outside(gemeente), Lang::En) => format!("the scan is not about {gemeente:.60}"),
        (ProjectReason::NoName, Lang::Nl) => "de regel heeft geen naam, ppm_id of site_id".into(),
        (ProjectReason::NoName, Lang::En) => "the row has no name, ppm_id or site_id".into(),
    }
}
