//! How do seven values become one number?

use serde::Serialize;

use super::{Criterion, Values};
use crate::params::Weights;

/// The score of one site and how much of it is known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// 0 to 100; `None` when no criterion that weighs is known.
    pub score: Option<f64>,
    /// Weight of the known criteria over the weight of all, 0 to 1.
    pub coverage: f64,
}

impl Score {
    /// The coverage alone: of a site that is not compared with others.
    #[must_use]
    pub fn without_points(self) -> Self {
        Self { score: None, ..self }
    }

    /// Whether so little is known that the site is listed apart.
    #[must_use]
    pub fn listed_apart(&self, coverage_min: f64) -> bool {
        // Shares of weights are sums of decimals: 0.7 may come as 0.69999….
        self.score.is_none() || self.coverage < coverage_min - 1e-9
    }
}

/// The weighted mean of the known values, times 100, and the coverage.
///
/// # Method
///
/// `score = 100 * Σ w·v / Σ w` over the criteria that are known; `coverage =
/// Σ w known / Σ w`. A missing value is left out, never counted as 0. Weights
/// need not sum to 100.
///
/// # Examples
///
/// ```
/// use toplaag::{params::Params, score::{Values, score}};
///
/// let weights = Params::built_in().score.corporatie.value.optoppen;
/// // Homes weigh 20 and grid 10; 70 points are not known.
/// let values = Values { homes: Some(1.0), grid: Some(0.4), ..Values::default() };
/// let result = score(&values, &weights);
/// assert!((result.score.unwrap() - 80.0).abs() < 1e-9);
/// assert!((result.coverage - 0.30).abs() < 1e-9);
/// ```
///
/// # Source
///
/// toplaag method §8.
#[must_use]
pub fn score(values: &Values, weights: &Weights) -> Score {
    let (mut points, mut known, mut all) = (0.0, 0.0, 0.0);
    for &criterion in Criterion::ALL {
        let weight = criterion.weight(weights);
        all += weight;
        if let Some(value) = values.get(criterion) {
            points += weight * value;
            known += weight;
        }
    }
    Score {
        score: (known > 0.0).then(|| (100.0 * points / known).clamp(0.0, 100.0)),
        coverage: if all > 0.0 { known / all } else { 0.0 },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        model::Form,
        params::{Params, ProfileName},
    };

    fn corporatie() -> Weights {
        Params::built_in().score.corporatie.value.optoppen
    }

    fn all(value: f64) -> Values {
        Values {
            homes: Some(value),
            structure: Some(value),
            ownership: Some(value),
            parking: Some(value),
            grid: Some(value),
            water: Some(value),
            planning: Some(value),
        }
    }

    /// Method §8: 20/25/15/15/10/5/10 and 25/-/15/15/15/15/15.
    #[test]
    fn default_weights_are_those_of_the_method() {
        let params = Params::built_in().score;
        assert_eq!(params.profile.value, ProfileName::Corporatie);
        assert_eq!(params.weights(Form::Optoppen).in_order(), [20.0, 25.0, 15.0, 15.0, 10.0, 5.0, 10.0]);
        assert_eq!(params.weights(Form::Inbreiding).in_order(), [25.0, 0.0, 15.0, 15.0, 15.0, 15.0, 15.0]);
    }

    /// toplaag method §8: ruimtelijke kwaliteit = planning + parking,
    /// woningbehoefte = homes, voortgang = structure, ownership, grid, water.
    #[test]
    fn the_three_pillars_of_kansrijk_bouwen_weigh_the_same() {
        let profile = Params::built_in().score.kansrijk_bouwen.value;
        for weights in [profile.optoppen, profile.inbreiding] {
            let [homes, structure, ownership, parking, grid, water, planning] = weights.in_order();
            assert_eq!(planning + parking, homes);
            assert_eq!(structure + ownership + grid + water, homes);
        }
    }

    #[test]
    fn every_other_profile_sums_to_100() {
        let params = Params::built_in().score;
        for name in [ProfileName::Corporatie, ProfileName::Gemeente, ProfileName::Provincie] {
            for weights in [params.profile(name).optoppen, params.profile(name).inbreiding] {
                assert_eq!(weights.in_order().iter().sum::<f64>(), 100.0, "{name:?}");
            }
        }
    }

    /// By hand: 20*0.5 + 25*0.8 + 15*1 + 15*0 + 10*0.7 + 5*0.85 + 10*0.6 = 62.25.
    #[test]
    fn a_site_with_all_criteria_gets_its_weighted_sum() {
        let values = Values {
            homes: Some(0.5),
            structure: Some(0.8),
            ownership: Some(1.0),
            parking: Some(0.0),
            grid: Some(0.7),
            water: Some(0.85),
            planning: Some(0.6),
        };
        let result = score(&values, &corporatie());
        assert!((result.score.unwrap() - 62.25).abs() < 1e-9);
        assert_eq!(result.coverage, 1.0);
    }

    #[test]
    fn a_missing_value_is_left_out_and_not_zero() {
        let values = Values { parking: None, ..all(0.8) };
        let result = score(&values, &corporatie());
        assert!((result.score.unwrap() - 80.0).abs() < 1e-9);
        assert!((result.coverage - 0.85).abs() < 1e-9);
        assert!(!result.listed_apart(0.70));
        // 15 + 15 = 30 points unknown: exactly 0.70 is enough, less is not.
        let values = Values { ownership: None, ..values };
        assert!(!score(&values, &corporatie()).listed_apart(0.70));
        let values = Values { water: None, ..values };
        assert!(score(&values, &corporatie()).listed_apart(0.70));
    }

    #[test]
    fn nothing_known_gives_no_score() {
        let result = score(&Values::default(), &corporatie());
        assert_eq!((result.score, result.coverage), (None, 0.0));
        assert!(result.listed_apart(0.0));
        // Structure weighs nothing for inbreiding.
        let structure_only = Values { structure: Some(1.0), ..Values::default() };
        let inbreiding = Params::built_in().score.corporatie.value.inbreiding;
        assert_eq!(score(&structure_only, &inbreiding).score, None);
    }

    fn value() -> impl Strategy<Value = Option<f64>> {
        proptest::option::of(0.0f64..=1.0)
    }

    proptest! {
        #[test]
        fn a_score_lies_between_0_and_100(
            v in proptest::array::uniform7(value()),
            w in proptest::array::uniform7(0.0f64..100.0),
        ) {
            let [homes, structure, ownership, parking, grid, water, planning] = v;
            let values = Values { homes, structure, ownership, parking, grid, water, planning };
            let [homes, structure, ownership, parking, grid, water, planning] = w;
            let weights = Weights { homes, structure, ownership, parking, grid, water, planning };
            let result = score(&values, &weights);
            prop_assert!((0.0..=1.0 + 1e-12).contains(&result.coverage));
            if let Some(score) = result.score {
                prop_assert!((0.0..=100.0).contains(&score));
            }
        }
    }
}
