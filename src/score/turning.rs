//! At which weights does a choice turn?
//!
//! One weight moves from nothing to all, the others keep their proportions. A
//! score over what is known is then a ratio of two straight lines, and where
//! two sites are worth the same is the root of a quadratic: exact, no search.

use super::{Criterion, Values};
use crate::params::Weights;

/// A site, scored by weights.
#[derive(Debug, Clone, Copy)]
pub struct Scored<'a> {
    /// What is known of it.
    pub values: &'a Values,
    /// The weights of its form.
    pub weights: &'a Weights,
}

/// A stretch of one weight in which a site is among the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stay {
    /// Its least share of all weights, 0 to 1.
    pub from: f64,
    /// Its greatest.
    pub to: f64,
    /// Who takes its place below `from`; `None` at 0, or where it is left out
    /// as too little is known.
    pub below: Option<usize>,
    /// Who takes its place above `to`.
    pub above: Option<usize>,
}

/// A straight line: its value at 0 and what it gains up to 1.
#[derive(Debug, Clone, Copy)]
struct Line(f64, f64);

impl Line {
    fn at(self, share: f64) -> f64 {
        self.0 + self.1 * share
    }
}

/// Points over what is known, and the share of the weights that is known, as
/// one weight moves.
#[derive(Debug, Clone, Copy)]
struct Run {
    points: Line,
    known: Line,
}

impl Run {
    fn of(scored: Scored<'_>, moving: Criterion) -> Self {
        let all: f64 = scored.weights.in_order().iter().sum();
        let own = moving.weight(scored.weights);
        let rest = all - own;
        let (mut points, mut known) = (0.0, 0.0);
        for &criterion in Criterion::ALL.iter().filter(|criterion| **criterion != moving) {
            if let Some(value) = scored.values.get(criterion) {
                points += criterion.weight(scored.weights) * value;
                known += criterion.weight(scored.weights);
            }
        }
        let value = scored.values.get(moving);
        if own <= 0.0 || rest <= 0.0 {
            // A criterion that does not weigh for a form cannot be given weight,
            // and one that is all cannot be given less.
            let (points, known) = match value.filter(|_| rest <= 0.0 && own > 0.0) {
                Some(value) => (value, 1.0),
                None if all > 0.0 => (points / all, known / all),
                None => (0.0, 0.0),
            };
            return Self { points: Line(points, 0.0), known: Line(known, 0.0) };
        }
        let (points, known) = (points / rest, known / rest);
        let (value, is_known) = value.map_or((0.0, 0.0), |value| (value, 1.0));
        Self { points: Line(points, value - points), known: Line(known, is_known - known) }
    }

    /// Whether enough is known to be compared.
    fn counts(self, share: f64, coverage_min: f64) -> bool {
        let known = self.known.at(share);
        known > 1e-12 && known >= coverage_min - 1e-9
    }

    /// Where it begins or ends to count.
    fn limit(self, coverage_min: f64) -> Option<f64> {
        let Line(start, slope) = self.known;
        (slope.abs() > 1e-12).then(|| (coverage_min - 1e-9 - start) / slope)
    }

    /// Its score times the weight that is known of both, less that of another.
    fn ahead_of(self, other: Self) -> [f64; 3] {
        let product = |a: Line, b: Line| [a.0 * b.0, a.0 * b.1 + a.1 * b.0, a.1 * b.1];
        let (own, others) = (product(self.points, other.known), product(other.points, self.known));
        std::array::from_fn(|at| own[at] - others[at])
    }
}

/// Roots of `c + b t + a t²` between 0 and 1.
fn roots([c, b, a]: [f64; 3]) -> impl Iterator<Item = f64> {
    let found = if a.abs() < 1e-12 {
        [(b.abs() > 1e-12).then(|| -c / b), None]
    } else {
        let square = b * b - 4.0 * a * c;
        // The stable pair: no difference of two numbers that are nearly equal.
        let q = -0.5 * (b + square.max(0.0).sqrt().copysign(b));
        let two = [Some(q / a), (q.abs() > 1e-15).then(|| c / q)];
        if square < 0.0 { [None, None] } else { two }
    };
    found.into_iter().flatten().filter(|root| *root > 0.0 && *root < 1.0)
}

/// The stretches of one weight, as a share of all, in which a site is among the
/// first of its group. `group` stands in its order, which decides between equal
/// scores; sites of which less than `coverage_min` is known do not count.
///
/// Scores are compared as they are, without the rounding to a hundredth of a
/// point that the order of a list has.
#[must_use]
pub fn stays(
    group: &[Scored<'_>],
    site: usize,
    moving: Criterion,
    first: usize,
    coverage_min: f64,
) -> Vec<Stay> {
    let own = Run::of(group[site], moving);
    // Where the number of those ahead changes, by whom, and by how much.
    let mut events: Vec<(f64, usize, i64)> = Vec::new();
    let mut ahead: i64 = 0;
    for (at, other) in group.iter().enumerate().filter(|(at, _)| *at != site) {
        let other = Run::of(*other, moving);
        let difference = own.ahead_of(other);
        let mut turns: Vec<f64> = roots(difference).chain(inside(other.limit(coverage_min))).collect();
        turns.sort_by(f64::total_cmp);
        let is_ahead = |share: f64| {
            let [c, b, a] = difference;
            let by = c + share * (b + share * a);
            other.counts(share, coverage_min) && (by < -1e-12 || (by < 1e-12 && at < site))
        };
        let mut was = is_ahead(middle(0.0, turns.first().copied().unwrap_or(1.0)));
        ahead += i64::from(was);
        for (turn, share) in turns.iter().enumerate() {
            let is = is_ahead(middle(*share, turns.get(turn + 1).copied().unwrap_or(1.0)));
            if is != was {
                events.push((*share, at, if is { 1 } else { -1 }));
                was = is;
            }
        }
    }
    let limit = inside(own.limit(coverage_min));
    // The site itself falls out, or comes in.
    events.extend(limit.map(|share| (share, site, 0)));
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.2.cmp(&a.2)).then_with(|| a.1.cmp(&b.1)));
    sweep(&events, ahead, first, |share| own.counts(share, coverage_min))
}

/// Goes from event to event, and keeps the stretches with fewer than `first`
/// ahead.
fn sweep(
    events: &[(f64, usize, i64)],
    mut ahead: i64,
    first: usize,
    counts: impl Fn(f64) -> bool,
) -> Vec<Stay> {
    let first = i64::try_from(first).unwrap_or(i64::MAX);
    let mut stays: Vec<Stay> = Vec::new();
    let mut open: Option<Stay> = None;
    let mut left_by: Option<usize> = None;
    let mut at = 0;
    let mut from = 0.0;
    loop {
        let to = events.get(at).map_or(1.0, |event| event.0);
        if to > from {
            let stays_here = ahead < first && counts(middle(from, to));
            if stays_here && open.is_none() {
                open = Some(Stay { from, to, below: left_by, above: None });
            }
            if let (false, Some(stay)) = (stays_here, open.take_if(|_| !stays_here)) {
                stays.push(Stay { to: from, ..stay });
            }
            if let Some(stay) = &mut open {
                stay.to = to;
            }
            from = to;
        }
        let Some((_, who, change)) = events.get(at).copied() else { break };
        ahead += change;
        // Whoever passes it takes its place; who falls behind gives it back.
        left_by = (change != 0).then_some(who);
        if let (1, Some(stay)) = (change, &mut open) {
            stay.above = Some(who);
        }
        at += 1;
    }
    stays.extend(open.map(|stay| Stay { to: 1.0, above: None, ..stay }));
    stays
}

fn inside(share: Option<f64>) -> impl Iterator<Item = f64> {
    share.into_iter().filter(|share| *share > 0.0 && *share < 1.0)
}

fn middle(from: f64, to: f64) -> f64 {
    f64::midpoint(from, to)
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_pcg::Pcg64Mcg;

    use super::*;
    use crate::{model::Form, params::Params, score::score};

    fn weights() -> Weights {
        *Params::built_in().score.weights(Form::Optoppen)
    }

    fn two(homes: f64, structure: f64) -> Values {
        Values { homes: Some(homes), structure: Some(structure), ..Values::default() }
    }

    /// By hand, with weights for homes and structure alone: a is worth `t`, b
    /// `0.4`, c `1 - t`. The first of three is a above one half, c below it.
    #[test]
    fn the_interval_of_two_criteria_is_that_of_the_sum() {
        let only = Weights {
            homes: 30.0,
            structure: 70.0,
            ownership: 0.0,
            parking: 0.0,
            grid: 0.0,
            water: 0.0,
            planning: 0.0,
        };
        let values = [two(1.0, 0.0), two(0.4, 0.4), two(0.0, 1.0)];
        let group: Vec<Scored<'_>> = values.iter().map(|values| Scored { values, weights: &only }).collect();
        let of = |site, first| stays(&group, site, Criterion::Homes, first, 0.7);
        assert_eq!(of(0, 1), [Stay { from: 0.5, to: 1.0, below: Some(2), above: None }]);
        assert_eq!(of(2, 1), [Stay { from: 0.0, to: 0.5, below: None, above: Some(0) }]);
        assert_eq!(of(1, 1), []);
        let [low, high] = of(1, 2)[..] else { panic!("{:?}", of(1, 2)) };
        assert_eq!((low.from, low.below, low.above), (0.0, None, Some(0)));
        assert_eq!((high.to, high.below, high.above), (1.0, Some(2), None));
        assert!((low.to - 0.4).abs() < 1e-12 && (high.from - 0.6).abs() < 1e-12);
    }

    /// All of a weight on what is not known leaves the site out: with 0.7 asked
    /// it counts as long as the weight is at most 0.3.
    #[test]
    fn a_site_counts_as_long_as_enough_of_it_is_known() {
        let values = [Values { parking: None, ..all(0.9) }, all(0.5)];
        let weights = weights();
        let group: Vec<Scored<'_>> =
            values.iter().map(|values| Scored { values, weights: &weights }).collect();
        let found = stays(&group, 0, Criterion::Parking, 1, 0.7);
        assert_eq!(found.len(), 1);
        assert!(found[0].from == 0.0 && (found[0].to - 0.3).abs() < 1e-6, "{found:?}");
        assert_eq!(found[0].above, None);
    }

    fn all(value: f64) -> Values {
        let value = Some(value);
        Values {
            homes: value,
            structure: value,
            ownership: value,
            parking: value,
            grid: value,
            water: value,
            planning: value,
        }
    }

    /// Another way: the weights that are drawn, all scores, a sort.
    #[test]
    fn a_hundred_thousand_draws_find_the_same_intervals() {
        let mut random = Pcg64Mcg::seed_from_u64(8);
        let profile = weights();
        for round in 0..20 {
            let values: Vec<Values> = (0..12)
                .map(|_| {
                    let mut value = || {
                        (random.random::<f64>() > 0.15)
                            .then(|| (random.random::<f64>() * 20.0).round() / 20.0)
                    };
                    Values {
                        homes: value(),
                        structure: value(),
                        ownership: value(),
                        parking: value(),
                        grid: value(),
                        water: value(),
                        planning: value(),
                    }
                })
                .collect();
            let group: Vec<Scored<'_>> =
                values.iter().map(|values| Scored { values, weights: &profile }).collect();
            let moving = Criterion::ALL[round % 7];
            let found: Vec<Vec<Stay>> =
                (0..group.len()).map(|site| stays(&group, site, moving, 3, 0.7)).collect();
            for _ in 0..5_000 {
                let share = random.random::<f64>();
                let others = 100.0 - moving.weight(&profile);
                let mut drawn = profile;
                for (criterion, weight) in [
                    (Criterion::Homes, &mut drawn.homes),
                    (Criterion::Structure, &mut drawn.structure),
                    (Criterion::Ownership, &mut drawn.ownership),
                    (Criterion::Parking, &mut drawn.parking),
                    (Criterion::Grid, &mut drawn.grid),
                    (Criterion::Water, &mut drawn.water),
                    (Criterion::Planning, &mut drawn.planning),
                ] {
                    *weight = if criterion == moving { share } else { *weight / others * (1.0 - share) };
                }
                let scores: Vec<_> = values.iter().map(|values| score(values, &drawn)).collect();
                let mut order: Vec<usize> =
                    (0..values.len()).filter(|at| !scores[*at].listed_apart(0.7)).collect();
                let points = |at: usize| scores[at].score.unwrap_or(0.0);
                order.sort_by(|a, b| points(*b).total_cmp(&points(*a)).then(a.cmp(b)));
                for (site, found) in found.iter().enumerate() {
                    let near = |edge: f64| (share - edge).abs() < 1e-6;
                    if found.iter().any(|stay| near(stay.from) || near(stay.to)) {
                        continue;
                    }
                    let is_in = found.iter().any(|stay| stay.from < share && share < stay.to);
                    let among = order.iter().take(3).any(|at| *at == site);
                    // Equal to the last bit or not is no matter of weights.
                    let third = order.get(2).map_or(0.0, |at| points(*at));
                    let tied = (points(site) - third).abs() < 1e-9;
                    assert!(is_in == among || tied, "{round}: {site} at {share}: {found:?}");
                }
            }
        }
    }

    #[test]
    fn who_takes_the_place_is_who_passes() {
        let mut random = Pcg64Mcg::seed_from_u64(3);
        let profile = weights();
        let values: Vec<Values> = (0..9)
            .map(|_| {
                let mut value = || Some(random.random::<f64>());
                Values {
                    homes: value(),
                    structure: value(),
                    ownership: value(),
                    parking: value(),
                    grid: value(),
                    water: value(),
                    planning: value(),
                }
            })
            .collect();
        let group: Vec<Scored<'_>> =
            values.iter().map(|values| Scored { values, weights: &profile }).collect();
        for &moving in Criterion::ALL {
            let found: Vec<Vec<Stay>> = (0..9).map(|site| stays(&group, site, moving, 3, 0.7)).collect();
            for stay in found.iter().flatten() {
                let begins =
                    |who: usize, at: f64| found[who].iter().any(|other| (other.from - at).abs() < 1e-9);
                let ends = |who: usize, at: f64| found[who].iter().any(|other| (other.to - at).abs() < 1e-9);
                assert!(stay.above.is_none_or(|who| begins(who, stay.to)), "{stay:?}");
                assert!(stay.below.is_none_or(|who| ends(who, stay.from)), "{stay:?}");
            }
        }
    }
}
