//! What is the site worth by criterion, and how sure is that?

use serde::Serialize;

use super::{case::Case, grid::GridSheet, parking::ParkingSheet, say, water::WaterSheet};
use crate::{
    assess::{grid::SignalSource, parking::NormRule},
    document::{Block, Table},
    lang::Lang,
    model::{Form, GridCode},
    score::Criterion,
    tables,
    wording::{self, number},
};

/// How a value is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Certainty {
    /// Counted, measured or registered, or said by who decides.
    Measured,
    /// Reckoned from other facts, or indicative.
    Estimated,
    /// Not known: the criterion is left out.
    Missing,
}

/// One criterion.
#[derive(Debug, Serialize)]
pub(super) struct CriterionLine {
    pub criterion: Criterion,
    /// 0 to 1; none when not known.
    pub value: Option<f64>,
    /// Share of all weights, 0 to 1.
    pub weight_share: f64,
    pub certainty: Certainty,
}

/// The score of the site.
#[derive(Debug, Serialize)]
pub(super) struct ScoreSheet {
    pub score: Option<f64>,
    pub coverage: Option<f64>,
    pub coverage_min: f64,
    /// How sure its place is; none without a place.
    pub place: Option<tables::Certainty>,
    pub profile: String,
    pub criteria: Vec<CriterionLine>,
}

impl ScoreSheet {
    pub fn of(case: &Case<'_>, parking: Option<&ParkingSheet>, grid: &GridSheet) -> Self {
        let params = &case.record.params.score;
        let weights = params.weights(case.form());
        let all: f64 = weights.in_order().iter().sum();
        let criteria = Criterion::ALL.iter().filter(|criterion| criterion.weight(weights) > 0.0);
        let criteria = criteria.map(|&criterion| {
            let value = criterion.value(&case.site.values);
            CriterionLine {
                criterion,
                value,
                weight_share: if all > 0.0 { criterion.weight(weights) / all } else { 0.0 },
                certainty: match value {
                    None => Certainty::Missing,
                    Some(_) => certainty(criterion, case, parking, grid),
                },
            }
        });
        Self {
            criteria: criteria.collect(),
            score: case.site.score(),
            coverage: case.site.coverage(),
            place: case.site.certainty,
            coverage_min: params.coverage_min.value,
            profile: params.profile.value.code().to_owned(),
        }
    }

    /// The table, with what each value rests on.
    pub fn blocks(
        &self,
        case: &Case<'_>,
        parking: Option<&ParkingSheet>,
        grid: &GridSheet,
        water: &WaterSheet,
        lang: Lang,
    ) -> Vec<Block> {
        let mut table = Table::new(
            lang.pick("de score per criterium", "the score by criterion"),
            &[
                lang.pick("Criterium", "Criterion"),
                lang.pick("#0–1", "#0–1"),
                lang.pick("#Gewicht", "#Weight"),
                lang.pick("Rust op", "Rests on"),
                lang.pick("#Zekerheid", "#Certainty"),
            ],
        );
        for line in &self.criteria {
            table.row([
                wording::criterion(line.criterion, lang).to_owned(),
                line.value.map_or_else(|| "–".to_owned(), |value| number(value, 2, lang)),
                say::percent(line.weight_share, lang),
                basis(line.criterion, case, parking, grid, water, lang),
                certainty_word(line.certainty, lang).to_owned(),
            ]);
        }
        let score = self.score.map_or_else(|| "–".into(), |score| number(score, 1, lang));
        let coverage = self.coverage.map_or_else(|| "–".into(), |share| say::percent(share, lang));
        let least = say::percent(self.coverage_min, lang);
        let place = self.place.map_or_else(String::new, |place| {
            let place = place.in_words(lang);
            format!(" {}: {place}.", lang.pick("Hoe zeker is de plaats", "How sure the place is"))
        });
        let said = match lang {
            Lang::Nl => format!(
                "Score {score} van 100 over wat bekend is; bekend is {coverage} van de gewichten (onder {least} \
                 staat een locatie apart). Profiel {}.{place}",
                self.profile
            ),
            Lang::En => format!(
                "Score {score} of 100 over what is known; {coverage} of the weights is known (below {least} a \
                 site is listed apart). Profile {}.{place}",
                self.profile
            ),
        };
        vec![
            Block::heading(lang.pick("Score per criterium", "Score by criterion")),
            Block::Table(table),
            Block::note(said),
        ]
    }
}

fn certainty(
    criterion: Criterion,
    case: &Case<'_>,
    parking: Option<&ParkingSheet>,
    grid: &GridSheet,
) -> Certainty {
    let measured = match criterion {
        // A sum with assumed home sizes and shares; a structure by its age.
        Criterion::Homes => false,
        Criterion::Structure => carriers_ok(case),
        Criterion::Ownership | Criterion::Water | Criterion::Planning => true,
        Criterion::Parking => parking.is_some_and(|parking| {
            parking.street.is_some()
                && !matches!(parking.norm.rule, NormRule::CarOwnership | NormRule::Fallback)
        }),
        Criterion::Grid => grid.code_source == Some(SignalSource::Answer),
    };
    if measured { Certainty::Measured } else { Certainty::Estimated }
}

/// Whether a constructeur said yes of every pand that carries homes.
fn carriers_ok(case: &Case<'_>) -> bool {
    let mut carriers = case.members.iter().filter(|m| m.carries(case.site)).peekable();
    carriers.peek().is_some() && carriers.all(|member| member.pand.survey.facts.structure_ok == Some(true))
}

fn certainty_word(certainty: Certainty, lang: Lang) -> &'static str {
    match certainty {
        Certainty::Measured => lang.pick("vastgelegd", "recorded"),
        Certainty::Estimated => lang.pick("geschat", "estimated"),
        Certainty::Missing => lang.pick("onbekend", "unknown"),
    }
}

/// What a value rests on.
fn basis(
    criterion: Criterion,
    case: &Case<'_>,
    parking: Option<&ParkingSheet>,
    grid: &GridSheet,
    water: &WaterSheet,
    lang: Lang,
) -> String {
    let site = case.site;
    let unknown = || lang.pick("niet bekend", "not known").to_owned();
    match criterion {
        Criterion::Homes => say::homes(case.site.homes, lang),
        Criterion::Structure if carriers_ok(case) => {
            lang.pick("oordeel van een constructeur", "verdict of an engineer").to_owned()
        }
        Criterion::Structure => {
            let mut said = Vec::new();
            if let Some((year, _)) = site.bouwjaar {
                said.push(format!("{} {year}", lang.pick("bouwjaar", "built")));
            }
            if let Some(storeys) = site.storeys {
                said.push(format!("{storeys} {}", lang.pick("lagen", "storeys")));
            }
            said.push(lang.pick("plat dak", "flat roof").to_owned());
            said.join(", ")
        }
        Criterion::Ownership => site.owner_share.map_or_else(unknown, |share| match case.plot() {
            Some(_) => lang.pick("grond van één eigenaar", "ground of one owner").to_owned(),
            None => {
                let unknown = site.owner_share_high.map_or(0.0, |high| (high - share).max(0.0));
                let known = if unknown < 1.0 { share / (1.0 - unknown) } else { 0.0 };
                let of = match unknown > 0.0 {
                    true => lang
                        .pick("van de woningen met een bekende eigenaar", "of the homes with a known owner"),
                    false => lang.pick("van de woningen", "of the homes"),
                };
                format!("{} {of}", say::percent(known, lang))
            }
        }),
        Criterion::Parking => parking.map_or_else(unknown, |parking| parking.in_short(lang)),
        Criterion::Grid => {
            grid.code.and_then(|code| GridCode::parse(i64::from(code))).map_or_else(unknown, |code| {
                format!("{}: {}", lang.pick("kaart", "map"), wording::grid_code(code, lang))
            })
        }
        Criterion::Water => water
            .dominant
            .as_ref()
            .map_or_else(unknown, |class| format!("{} {class}", lang.pick("klasse", "class"))),
        Criterion::Planning => {
            let limit = case
                .members
                .iter()
                .filter(|member| member.carries(case.site))
                .filter_map(|member| member.pand.survey.facts.limit)
                .chain(case.plot().and_then(|plot| plot.limit))
                .map(|limit| limit.0)
                .reduce(f64::min);
            match limit {
                Some(limit) => {
                    format!("{} {} m", lang.pick("bouwhoogte", "height limit"), number(limit, 1, lang))
                }
                None if case.form() == Form::Splitsen || site.values.planning.is_some() => {
                    lang.pick("kaarten van beperkingen", "maps of restrictions").to_owned()
                }
                None => unknown(),
            }
        }
    }
}
