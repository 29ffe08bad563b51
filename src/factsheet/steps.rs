//! In which order does one go on? A suggestion, adapted to form and blockers.

use serde::Serialize;

use super::{
    blockers::{Blocker, What},
    case::Case,
    grid::GridSheet,
    say,
};
use crate::{
    assess::Missing,
    document::Block,
    lang::Lang,
    model::Form,
    wording::{Decider, Obstacle, day},
};

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    /// Bring what is missing together and look on site.
    Explore,
    /// Whose ground it is, and whether it can be had.
    Ground,
    /// A structural engineer.
    Engineer,
    /// Tenants and co-owners.
    Residents,
    /// The gemeente, on parking, height and plan.
    Gemeente,
    /// The water board.
    Waterschap,
    /// The grid operator.
    Grid,
    /// A sketch and the cost: does it stand?
    Feasible,
    /// Permit and surveys.
    Permit,
}

/// The steps of this site.
pub(super) fn of(case: &Case<'_>, blockers: &[Blocker]) -> Vec<Step> {
    let form = case.form();
    let asks = |who: Decider| blockers.iter().any(|blocker| blocker.who.first() == Some(&who));
    let has = |what: What| blockers.iter().any(|blocker| blocker.what == what);
    let steps = [
        (true, Step::Explore),
        (form.takes_ground() || has(What::Missing(Missing::Ground)), Step::Ground),
        (!matches!(form, Form::Inbreiding | Form::SloopNieuwbouw), Step::Engineer),
        (form != Form::Inbreiding, Step::Residents),
        (true, Step::Gemeente),
        (
            form.takes_ground() || asks(Decider::Waterschap) || has(What::Obstacle(Obstacle::ClassD)),
            Step::Waterschap,
        ),
        (true, Step::Grid),
        (true, Step::Feasible),
        (true, Step::Permit),
    ];
    steps.into_iter().filter(|(holds, _)| *holds).map(|(_, step)| step).collect()
}

/// The steps: first the exploration, then all that can be done side by side,
/// then what waits for it. Each with who leads.
pub(super) fn blocks(
    steps: &[Step],
    case: &Case<'_>,
    blockers: &[Blocker],
    grid: &GridSheet,
    lang: Lang,
) -> Vec<Block> {
    let (mut number, mut letters) = (0, 'a'..='z');
    let items = steps.iter().map(|step| {
        let at = if step.waits() {
            number += 1;
            number.to_string()
        } else {
            number = number.max(2);
            format!("{number}{}", letters.next().unwrap_or('z'))
        };
        let (who, said) = (step.leads(case, lang), step.said(case, blockers, grid, lang));
        format!("{at}. {said} {}: {who}.", lang.pick("Trekker", "Lead"))
    });
    let items = items.collect();
    let heading = lang.pick(
        "Volgende stappen (suggestie; letters gaan tegelijk)",
        "Next steps (a suggestion; letters go side by side)",
    );
    vec![Block::heading(heading), Block::List { items }]
}

impl Step {
    /// Whether it waits for all that stands before it.
    fn waits(self) -> bool {
        matches!(self, Self::Explore | Self::Feasible | Self::Permit)
    }

    /// Who leads.
    fn leads(self, case: &Case<'_>, lang: Lang) -> &'static str {
        match self {
            Self::Explore | Self::Ground | Self::Engineer | Self::Residents | Self::Feasible => {
                match case.site.complex {
                    Some(_) => lang.pick("corporatie", "corporatie"),
                    None => lang.pick("eigenaar", "owner"),
                }
            }
            Self::Gemeente | Self::Permit => lang.pick("gemeente", "gemeente"),
            Self::Waterschap => lang.pick("waterschap", "water board"),
            Self::Grid => lang.pick("provincie", "provincie"),
        }
    }

    fn said(self, case: &Case<'_>, blockers: &[Blocker], grid: &GridSheet, lang: Lang) -> String {
        let form = case.form();
        match self {
            Self::Explore => {
                let n = blockers.iter().filter(|blocker| matches!(blocker.what, What::Missing(_))).count();
                match (n, lang) {
                    (0, Lang::Nl) => "Verkenning: locatiebezoek en archief.".to_owned(),
                    (0, Lang::En) => "Exploration: site visit and archive.".to_owned(),
                    (_, Lang::Nl) => format!(
                        "Verkenning: {n} {} aanvullen (zie belemmeringen), locatiebezoek en archief.",
                        if n == 1 { "ontbrekend gegeven" } else { "ontbrekende gegevens" }
                    ),
                    (_, Lang::En) => format!(
                        "Exploration: supply {n} missing {} (see blockers), site visit and archive.",
                        if n == 1 { "fact" } else { "facts" }
                    ),
                }
            }
            Self::Ground => lang
                .pick(
                    "Grond: eigenaar, prijs en gebruik nagaan; intentie met de eigenaar vastleggen.",
                    "Ground: owner, price and use; settle the intent with the owner.",
                )
                .to_owned(),
            Self::Engineer => match form {
                Form::Optoppen | Form::Aanplakken => lang.pick(
                    "Constructeur: quick scan van constructie en fundering, met een licht systeem als uitgangspunt.",
                    "Engineer: quick scan of structure and foundation, starting from a light system.",
                ),
                _ => lang.pick(
                    "Bouwkundige: opname van indeling, brandscheiding, daglicht en leidingen.",
                    "Building engineer: record layout, fire separation, daylight and pipes.",
                ),
            }
            .to_owned(),
            Self::Residents => {
                let others = blockers.iter().any(|blocker| {
                    blocker.what == What::Obstacle(Obstacle::SharedOwnership)
                        || blocker.who.contains(&Decider::CoOwners)
                });
                if others {
                    lang.pick(
                        "Bewoners en VvE: plan bespreken, stemming of aankoop voorbereiden.",
                        "Residents and VvE: discuss the plan, prepare a vote or purchase.",
                    )
                } else if form == Form::SloopNieuwbouw {
                    lang.pick(
                        "Bewoners: sociaal plan, uitplaatsing en terugkeer bespreken.",
                        "Residents: discuss a social plan, moving out and coming back.",
                    )
                } else {
                    lang.pick(
                        "Bewoners: vroeg betrekken; bouwen gebeurt boven of naast bewoonde woningen.",
                        "Residents: involve them early; building happens above or beside homes.",
                    )
                }
                .to_owned()
            }
            Self::Gemeente => {
                let short = blockers.iter().any(|b| b.what == What::Obstacle(Obstacle::ParkingShort));
                let topics = match (short, lang) {
                    (true, Lang::Nl) => "het parkeertekort",
                    (true, Lang::En) => "the parking shortfall",
                    (false, Lang::Nl) => "de parkeernorm",
                    (false, Lang::En) => "the parking norm",
                };
                let height = if form.builds() {
                    lang.pick(", bouwhoogte en welstand", ", height and welstand")
                } else {
                    lang.pick(" en de functie", " and the use")
                };
                match lang {
                    Lang::Nl => format!("Gemeente aan de bouwtafel: {topics}{height}; afspraak over ruimte om af te wijken."),
                    Lang::En => format!("Gemeente at the table: {topics}{height}; agree on room to deviate."),
                }
            }
            Self::Waterschap => lang
                .pick(
                    "Waterschap: berging en vloerpeil bespreken, weging van het waterbelang.",
                    "Water board: storage and floor level; weighing of the water interest.",
                )
                .to_owned(),
            Self::Grid => {
                let kw = say::unit(grid.peak_kw, 0, "kW", lang);
                let from = day(&grid.request_from, lang);
                match lang {
                    Lang::Nl => format!(
                        "Netaanvraag vanaf {from}: {kw}, met fasering en netbewuste variant; de provincie bundelt de aanvragen bij de netbeheerder."
                    ),
                    Lang::En => format!(
                        "Grid request from {from}: {kw}, with phasing and the grid-aware option; the provincie bundles requests to the grid operator."
                    ),
                }
            }
            Self::Feasible => lang
                .pick(
                    "Haalbaarheid: schetsontwerp, kosten en subsidie; besluit doorgaan of stoppen.",
                    "Feasibility: sketch, cost and subsidy; decide to go on or stop.",
                )
                .to_owned(),
            Self::Permit => lang
                .pick(
                    "Besluit: het omgevingsplan waar dat kan, een BOPA waar het niet kan wachten; dan de vergunning, met fauna en asbest op orde.",
                    "Decision: the omgevingsplan where it can, a BOPA where that cannot wait; then the permit, with fauna and asbestos settled.",
                )
                .to_owned(),
        }
    }
}
