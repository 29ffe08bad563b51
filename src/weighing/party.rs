//! Whose weights are asked?

use std::{collections::BTreeMap, path::Path};

use super::Options;
use crate::{
    config::Source,
    error::Error,
    lang::{Lang, Said, say},
    params::{Change, Params, ProfileName, Weights},
    read::weighing::{self, Divided, Pair},
    score::{
        Criterion,
        ahp::{Ahp, ahp},
    },
    wording::{self, number},
};

/// One set of weights, and the norms with them in force.
pub(super) struct Party {
    /// Who.
    pub name: String,
    /// The weights of optoppen, which sum to 100.
    pub weights: [f64; 7],
    /// How far comparisons hang together; `None` for points and profiles.
    pub consistency_ratio: Option<f64>,
    /// Criteria that it does not name, which weigh nothing.
    pub left_out: Vec<Criterion>,
    /// The norms of the run with these weights.
    pub params: Params,
}

impl Party {
    /// That there are criteria it does not name, which weigh nothing; `None`
    /// when it names all.
    pub fn leaves_out(&self, lang: Lang) -> Option<String> {
        let named: Vec<&str> =
            self.left_out.iter().map(|criterion| wording::criterion(*criterion, lang)).collect();
        let (last, first) = named.split_last()?;
        let and = lang.pick(" en ", " and ");
        let named = if first.is_empty() { (*last).to_owned() } else { first.join(", ") + and + last };
        let name = &self.name;
        Some(match lang {
            Lang::Nl => format!("{name} noemt {named} niet: wat niet is genoemd telt niet mee"),
            Lang::En => format!("{name} does not name {named}: what is not named does not count"),
        })
    }
}

/// Points that have to be divided.
const POINTS: f64 = 100.0;

/// The parties of the tables, and all of them together where there are more;
/// the profiles of the norms where no table is given.
pub(super) fn all(options: &Options, params: &Params, lang: Lang) -> Result<Vec<Party>, Error> {
    let mut given = Vec::new();
    if let Some(source) = &options.points {
        given.extend(divided(source)?);
    }
    if let Some(source) = &options.pairs {
        given.extend(compared(source, params, lang)?);
    }
    if given.is_empty() {
        return ProfileName::ALL.iter().map(|name| profile(*name, params)).collect();
    }
    if given.len() > 1 {
        let mut mean = [0.0; 7];
        for party in &given {
            for (mean, weight) in mean.iter_mut().zip(party.weights) {
                #[expect(clippy::cast_precision_loss, reason = "a few parties")]
                let n = given.len() as f64;
                *mean += weight / n;
            }
        }
        given.push(Given {
            name: lang.pick("samen (gemiddelde)", "together (mean)").to_owned(),
            weights: mean,
            consistency_ratio: None,
            left_out: Vec::new(),
        });
    }
    let own = Party {
        name: format!("{} ({})", lang.pick("de run", "the run"), called(params.score.profile.value)),
        weights: in_percent(params.score.profile(params.score.profile.value).optoppen),
        consistency_ratio: None,
        left_out: Vec::new(),
        params: params.clone(),
    };
    let given = given.into_iter().map(|Given { name, weights, consistency_ratio, left_out }| {
        let params = with_weights(params, &weights)?;
        Ok(Party { name, weights, consistency_ratio, left_out, params })
    });
    std::iter::once(Ok(own)).chain(given).collect()
}

/// What a table says of one party.
struct Given {
    name: String,
    weights: [f64; 7],
    consistency_ratio: Option<f64>,
    left_out: Vec<Criterion>,
}

/// The criteria of which this holds.
fn criteria_that(holds: impl Fn(usize) -> bool) -> Vec<Criterion> {
    let all = Criterion::ALL.iter().enumerate().filter(|(at, _)| holds(*at));
    all.map(|(_, criterion)| *criterion).collect()
}

/// Parties that divide points.
fn divided(source: &Source) -> Result<Vec<Given>, Error> {
    let parties = weighing::points(source)?;
    let mut given: Vec<Given> = Vec::new();
    for Divided { party, points } in parties {
        let sum = points.iter().flatten().fold(0.0, |sum, points| sum + points);
        if (sum - POINTS).abs() > 0.5 {
            return Err(refuse(
                source,
                say!("`{party:.60}` verdeelt {sum} punten", "`{party:.60}` divides {sum} points"),
                say!("verdeel er {POINTS}", "divide {POINTS} of them"),
            ));
        }
        if given.iter().any(|known| known.name == party) {
            return Err(refuse(
                source,
                say!("`{party:.60}` staat er vaker", "`{party:.60}` stands there more than once"),
                say!("geef elke partij één rij", "give each party one row"),
            ));
        }
        given.push(Given {
            name: party,
            weights: points.map(|points| points.unwrap_or(0.0) / sum * 100.0),
            consistency_ratio: None,
            left_out: criteria_that(|at| points[at].is_none()),
        });
    }
    if given.is_empty() {
        return Err(refuse(
            source,
            say!("er staat geen partij in", "it holds no party"),
            say!(
                "geef elke partij een rij met punten per criterium",
                "give each party a row of points by criterion"
            ),
        ));
    }
    Ok(given)
}

/// Parties that compare criteria two by two.
fn compared(source: &Source, params: &Params, lang: Lang) -> Result<Vec<Given>, Error> {
    let mut by_party: BTreeMap<String, Vec<Pair>> = BTreeMap::new();
    for pair in weighing::pairs(source)? {
        by_party.entry(pair.party.clone()).or_default().push(pair);
    }
    if by_party.is_empty() {
        return Err(refuse(
            source,
            say!("er staat geen vergelijking in", "it holds no comparison"),
            say!(
                "schrijf per rij een criterium, waar het tegenover staat en hun verhouding",
                "write a criterion, what it stands against and their ratio in each row"
            ),
        ));
    }
    let most = params.zekerheid.consistency_max.value;
    let of = |(party, pairs): (String, Vec<Pair>)| {
        let name = if party.is_empty() { lang.pick("paren", "pairs").to_owned() } else { party };
        let (weights, ratio) = weights_of(source, &name, &pairs)?;
        let left_out = criteria_that(|at| pairs.iter().all(|pair| pair.one != at && pair.other != at));
        if ratio > most {
            return Err(refuse(
                source,
                say!(
                    "de vergelijkingen van `{name:.60}` spreken elkaar tegen: de consistentieratio is {}",
                    "the comparisons of `{name:.60}` contradict one another: the consistency ratio is {}",
                    number(ratio, 2, lang)
                ),
                say!(
                    "herzie ze tot hij hoogstens {} is: `zekerheid.consistency_max`",
                    "revise them until it is {} at most: `zekerheid.consistency_max`",
                    number(most, 2, lang)
                ),
            ));
        }
        Ok(Given { name, weights, consistency_ratio: Some(ratio), left_out })
    };
    by_party.into_iter().map(of).collect()
}

/// The weights of one party's comparisons, which must be about every pair of
/// the criteria it names, once.
fn weights_of(source: &Source, party: &str, pairs: &[Pair]) -> Result<([f64; 7], f64), Error> {
    let mut named: Vec<usize> = pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
    named.sort_unstable();
    named.dedup();
    let mut ratios: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let called = |criterion: usize, lang| wording::criterion(Criterion::ALL[criterion], lang);
    for pair in pairs {
        for (key, ratio) in [((pair.one, pair.other), pair.ratio), ((pair.other, pair.one), 1.0 / pair.ratio)]
        {
            if ratios.insert(key, ratio).is_some_and(|known| (known - ratio).abs() > 0.01 * ratio) {
                return Err(refuse(
                    source,
                    Said::by(|lang| {
                        let (one, other) = (called(pair.one, lang), called(pair.other, lang));
                        let twice = lang.pick(
                            "staan er met verschillende verhoudingen",
                            "stand there with different ratios",
                        );
                        format!("`{party:.60}`: {one} {} {other} {twice}", lang.pick("en", "and"))
                    }),
                    say!("laat er één staan", "leave one of them"),
                ));
            }
        }
    }
    let mut matrix = vec![vec![1.0; named.len()]; named.len()];
    for (i, one) in named.iter().enumerate() {
        for (j, other) in named.iter().enumerate().filter(|(j, _)| *j != i) {
            let Some(ratio) = ratios.get(&(*one, *other)) else {
                return Err(refuse(
                    source,
                    Said::by(|lang| {
                        let (one, other) = (called(*one, lang), called(*other, lang));
                        let missing = lang.pick("wordt niet vergeleken met", "is not compared with");
                        format!("`{party:.60}`: {one} {missing} {other}")
                    }),
                    say!(
                        "vergelijk elk genoemd criterium met elk ander",
                        "compare every criterion that is named with every other"
                    ),
                ));
            };
            matrix[i][j] = *ratio;
        }
    }
    let Ahp { weights, consistency_ratio } = ahp(&matrix);
    let mut all = [0.0; 7];
    for (criterion, weight) in named.into_iter().zip(weights) {
        all[criterion] = weight * 100.0;
    }
    Ok((all, consistency_ratio))
}

fn refuse(source: &Source, detail: Said, hint: Said) -> Error {
    let file = source.path.display();
    Error::NotFound { detail: say!([detail] "`{file}`: {detail}", "`{file}`: {detail}"), hint }
}

fn profile(name: ProfileName, params: &Params) -> Result<Party, Error> {
    let change = Change { key: "score.profile".into(), part: Vec::new(), value: name.code().into() };
    Ok(Party {
        name: called(name),
        weights: in_percent(params.score.profile(name).optoppen),
        consistency_ratio: None,
        left_out: Vec::new(),
        params: params.changed(&[change], Path::new(name.code()))?,
    })
}

/// A profile, as people write it.
fn called(profile: ProfileName) -> String {
    profile.code().replace('_', " ")
}

fn in_percent(weights: Weights) -> [f64; 7] {
    let weights = weights.in_order();
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| if sum > 0.0 { weight / sum * 100.0 } else { 0.0 })
}

/// The norms with these weights for optoppen, and for every other form without
/// that of structure, which those have none of.
fn with_weights(params: &Params, weights: &[f64; 7]) -> Result<Params, Error> {
    let [homes, structure, ownership, parking, grid, water, planning] = *weights;
    let on_top = Weights { homes, structure, ownership, parking, grid, water, planning };
    let beside = Weights { structure: 0.0, ..on_top };
    let value = serde_json::json!({ "optoppen": on_top, "inbreiding": beside });
    let key = format!("score.{}", params.score.profile.value.code());
    params.changed(&[Change { key, part: Vec::new(), value }], Path::new("gewichten"))
}
