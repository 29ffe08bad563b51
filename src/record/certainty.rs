//! How sure is the place of each site on its list?

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::{
    assess::{Answer, Homes, Missing, Verdict},
    error::Error,
    lang::say,
    model::Form,
    params::{DrawnWeights, Params},
    score::{
        Criterion, Group, List,
        smaa::{Acceptability, Contender, Contest, Spread, Uniforms, WeightDraws},
        value,
    },
    survey::Site,
    tables::{Certainty, SiteRow},
};

/// Weights and numbers of every draw, by the norms in force.
pub struct Draws {
    uniforms: Uniforms,
    /// Of optoppen, and of every other form.
    weights: [WeightDraws; 2],
}

impl Draws {
    /// `None` where the norms ask for no draws.
    #[must_use]
    pub fn of(params: &Params) -> Option<Self> {
        let asked = &params.zekerheid;
        let n = usize::try_from(asked.draws.value).ok().filter(|n| *n > 0)?;
        let seed = u64::from(asked.seed.value);
        let (concentration, least) = (asked.concentration.value, asked.weight_least.value);
        let weights = [Form::Optoppen, Form::Inbreiding].map(|form| {
            let profile = params.score.weights(form).in_order();
            match asked.weights.value {
                DrawnWeights::Profile => WeightDraws::around(&profile, concentration, least, n, seed),
                DrawnWeights::Uniform => WeightDraws::uniform(&profile, least, n, seed),
            }
        });
        Some(Self { uniforms: Uniforms::new(seed, n), weights })
    }

    /// The same, for who asks what the draws say.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] where the norms ask for no draws.
    pub fn asked(params: &Params) -> Result<Self, Error> {
        Self::of(params).ok_or_else(|| Error::NotFound {
            detail: say!("in deze run wordt niets getrokken", "this run draws nothing"),
            hint: say!(
                "geef `zekerheid.draws` een aantal en scan opnieuw",
                "give `zekerheid.draws` a number and scan again"
            ),
        })
    }

    /// What groups contend in, with so many places told apart.
    #[must_use]
    pub fn contest(&self, places: usize) -> Contest<'_> {
        Contest { uniforms: &self.uniforms, weights: &self.weights, places }
    }

    /// The weights a form is scored by.
    #[must_use]
    pub fn weights(&self, form: Form) -> &WeightDraws {
        &self.weights[weights_of(form)]
    }

    /// The weights of a form, on average over the draws.
    #[must_use]
    pub fn mean_weights(&self, form: Form) -> [f64; 7] {
        self.weights(form).mean()
    }

    /// The random numbers of values and facts.
    #[must_use]
    pub fn uniforms(&self) -> &Uniforms {
        &self.uniforms
    }
}

fn weights_of(form: Form) -> usize {
    usize::from(form != Form::Optoppen)
}

/// The sites that have a number on a list, group by group, each in its order;
/// positions in `rows`.
#[must_use]
pub fn ranked_groups(rows: &[SiteRow]) -> Vec<((List, &Group), Vec<usize>)> {
    let mut groups: Vec<((List, &Group), Vec<usize>)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let Some(ranked) = row.ranked.as_ref().filter(|ranked| ranked.rank.is_some()) else { continue };
        let key = (row.list, &ranked.group);
        match groups.last_mut() {
            Some((last, members)) if *last == key => members.push(at),
            _ => groups.push((key, vec![at])),
        }
    }
    groups
}

/// Facts that leave a site undecided, wholly or for a part of it.
#[must_use]
pub fn open_facts(site: &Site, params: &Params) -> Vec<Missing> {
    let undecided = site.parts.iter().filter(|part| matches!(part.verdict, Verdict::Undecided(_)));
    let facts: BTreeSet<Missing> = undecided.flat_map(|part| site.deciding(part, params)).collect();
    facts.into_iter().collect()
}

/// A site as it contends for its place: what is known of it with its range,
/// and the facts that may turn out either way.
///
/// # Source
///
/// toplaag method §8; what a range is stands in docs/verantwoording.md §8.
fn contender(site: &Site, params: &Params) -> Contender {
    let mut contender = Contender::new(&site.id, weights_of(site.form), &site.values);
    if let Some(spread) = spread(site.homes, params) {
        contender = contender.with(Criterion::Homes, spread);
    }
    let around = |middle: Option<f64>, range: Option<[f64; 2]>| {
        middle.zip(range).map(|(middle, [low, high])| Spread::new(low, middle, high))
    };
    if let Some(spread) = around(site.values.ownership, site.range.ownership) {
        contender = contender.with(Criterion::Ownership, spread);
    }
    match around(site.values.parking, site.range.parking) {
        Some(spread) => contender = contender.with(Criterion::Parking, spread),
        // Cars are asked for, and nobody counted whether they fit.
        None if site.parking.is_some() && site.values.parking.is_none() => {
            contender = contender.with_parking_unknown();
        }
        None => {}
    }
    let facts = open_facts(site, params);
    if facts.is_empty() {
        return contender;
    }
    let holds = params.zekerheid.fact_holds.value;
    let named: Vec<(&str, f64)> = facts.iter().map(|fact| (fact.code(), holds)).collect();
    contender.with_facts(&site.id, &named, |holding| spread(homes_if(site, &facts, holding, params), params))
}

/// The homes of a site when of the facts that are not known those hold whose
/// bit is set.
fn homes_if(site: &Site, facts: &[Missing], holding: usize, params: &Params) -> Homes {
    let left = |part: &&Answer| {
        Site::carries(part)
            && site.deciding(part, params).all(|fact| {
                facts.iter().position(|other| *other == fact).is_none_or(|bit| holding & 1 << bit != 0)
            })
    };
    Homes::sum(site.parts.iter().filter(left).map(|part| part.homes))
}

/// What homes are worth: cautious, expected, high; `None` without a home.
fn spread(homes: Homes, params: &Params) -> Option<Spread> {
    let worth = |n: u32| value::homes(n, &params.score);
    let middle = homes.mid.filter(|homes| *homes > 0)?;
    let low = homes.at_least().unwrap_or(middle);
    Some(Spread::new(worth(low), worth(middle), worth(homes.high.unwrap_or(middle))))
}

/// The sites of a group, in their order, after they contended.
pub struct Contested {
    /// As they contended.
    pub contenders: Vec<Contender>,
    /// Who came where.
    pub found: Acceptability,
    /// How sure the place of each is.
    pub certainty: Vec<Certainty>,
}

/// Lets the sites of a group contend: all of them, and with the weights drawn
/// alone those that may be put forward. So many places are told apart, those
/// that are put forward at least.
#[must_use]
pub fn contest(members: &[&SiteRow], draws: &Draws, params: &Params, places: usize) -> Contested {
    let first = params.optoppen.put_forward();
    let contenders: Vec<Contender> = members.iter().map(|site| contender(site, params)).collect();
    let able: Vec<usize> = (0..members.len()).filter(|at| members[*at].may_be_put_forward(params)).collect();
    let expected: Vec<Contender> = able.iter().map(|at| contenders[*at].as_expected()).collect();
    let found = draws.contest(places.max(first)).run(&contenders);
    let by_weights = draws.contest(first).run(&expected);
    let certainty = (0..members.len()).map(|at| Certainty {
        first,
        n_group: members.len(),
        share: found.among_first(at, first),
        by_weights: able.binary_search(&at).ok().map(|at| by_weights.among_first(at, first)),
    });
    let certainty = certainty.collect();
    Contested { contenders, found, certainty }
}

/// Tells of every site that has a number how sure its place is.
pub fn tell_certainty(rows: &mut [SiteRow], params: &Params) {
    let Some(draws) = Draws::of(params) else { return };
    let told: Vec<(usize, Certainty)> = ranked_groups(rows)
        .into_par_iter()
        .flat_map_iter(|(_, members)| {
            let sites: Vec<&SiteRow> = members.iter().map(|at| &rows[*at]).collect();
            let Contested { certainty, .. } = contest(&sites, &draws, params, 0);
            members.into_iter().zip(certainty)
        })
        .collect();
    for (row, certainty) in told {
        rows[row].certainty = Some(certainty);
    }
}
