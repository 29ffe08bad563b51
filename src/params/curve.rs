//! What value between 0 and 1 is this number worth?

use serde::{Deserialize, Serialize};

/// A value function: straight lines between points, level outside them.
///
/// # Examples
///
/// ```
/// use toplaag::params::Curve;
///
/// let homes = Curve::new(vec![[0.0, 0.0], [30.0, 1.0]]).unwrap();
/// assert_eq!(homes.at(15.0), 0.5);
/// assert_eq!(homes.at(44.0), 1.0);
/// ```
///
/// # Source
///
/// toplaag method §8: criterion values by piecewise-linear functions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<[f64; 2]>", into = "Vec<[f64; 2]>")]
pub struct Curve {
    points: Vec<[f64; 2]>,
}

/// Why a list of points is no value function.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CurveError {
    /// One point makes no line.
    #[error("a curve needs at least two points")]
    TooFewPoints,
    /// A coordinate is infinite or no number.
    #[error("point {index} of the curve is not a pair of finite numbers")]
    NotFinite {
        /// Which point, from 1.
        index: usize,
    },
    /// The numbers do not rise from point to point.
    #[error("point {index} of the curve does not lie right of the one before it")]
    NotRising {
        /// Which point, from 1.
        index: usize,
    },
    /// A value lies outside 0 to 1.
    #[error("point {index} of the curve has the value {value}; values lie between 0 and 1")]
    Value {
        /// Which point, from 1.
        index: usize,
        /// Its value.
        value: f64,
    },
}

impl Curve {
    /// A curve through these points `[x, value]`.
    ///
    /// # Errors
    ///
    /// With fewer than two points, with x that does not strictly rise, or
    /// with a value outside 0 to 1.
    pub fn new(points: Vec<[f64; 2]>) -> Result<Self, CurveError> {
        if points.len() < 2 {
            return Err(CurveError::TooFewPoints);
        }
        for (position, &[x, value]) in points.iter().enumerate() {
            let index = position + 1;
            if !(x.is_finite() && value.is_finite()) {
                return Err(CurveError::NotFinite { index });
            }
            if position > 0 && x <= points[position - 1][0] {
                return Err(CurveError::NotRising { index });
            }
            if !(0.0..=1.0).contains(&value) {
                return Err(CurveError::Value { index, value });
            }
        }
        Ok(Self { points })
    }

    /// The points, x rising.
    #[must_use]
    pub fn points(&self) -> &[[f64; 2]] {
        &self.points
    }

    /// The value at `x`; left of the first point and right of the last one
    /// the value of that point.
    #[must_use]
    pub fn at(&self, x: f64) -> f64 {
        let right = self.points.partition_point(|point| point[0] < x);
        let last = self.points.len() - 1;
        if right == 0 {
            return self.points[0][1];
        }
        if right > last {
            return self.points[last][1];
        }
        let ([x0, v0], [x1, v1]) = (self.points[right - 1], self.points[right]);
        // The value at a point is that point's, to the last bit.
        if x == x1 {
            return v1;
        }
        (v0 + (v1 - v0) * (x - x0) / (x1 - x0)).clamp(v0.min(v1), v0.max(v1))
    }
}

impl TryFrom<Vec<[f64; 2]>> for Curve {
    type Error = CurveError;
    fn try_from(points: Vec<[f64; 2]>) -> Result<Self, CurveError> {
        Self::new(points)
    }
}

impl From<Curve> for Vec<[f64; 2]> {
    fn from(curve: Curve) -> Self {
        curve.points
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn curve(points: &[[f64; 2]]) -> Curve {
        Curve::new(points.to_vec()).unwrap()
    }

    /// R package smaa 0.3-3, cut-offs -0.15 and 0.35.
    #[test]
    fn the_cut_offs_of_smaa_give_a_half_at_one_tenth() {
        assert!((curve(&[[-0.15, 0.0], [0.35, 1.0]]).at(0.1) - 0.5).abs() < 1e-12);
    }

    /// R package smaa 0.3-3, a falling function of four points.
    #[test]
    fn the_falling_function_of_smaa_gives_0_92_at_60() {
        let falling = curve(&[[50.0, 1.0], [75.0, 0.8], [90.0, 0.5], [100.0, 0.0]]);
        assert!((falling.at(60.0) - 0.92).abs() < 1e-12);
        assert_eq!(falling.at(75.0), 0.8);
        assert_eq!(falling.at(49.0), 1.0);
        assert_eq!(falling.at(101.0), 0.0);
    }

    #[test]
    fn a_list_that_is_no_function_is_refused() {
        let error = |points: &[[f64; 2]]| Curve::new(points.to_vec()).unwrap_err();
        assert_eq!(error(&[[0.0, 0.0]]), CurveError::TooFewPoints);
        assert_eq!(error(&[[0.0, 0.0], [0.0, 1.0]]), CurveError::NotRising { index: 2 });
        assert_eq!(error(&[[0.0, 0.0], [1.0, 1.5]]), CurveError::Value { index: 2, value: 1.5 });
        assert_eq!(error(&[[f64::NAN, 0.0], [1.0, 1.0]]), CurveError::NotFinite { index: 1 });
    }

    proptest! {
        #[test]
        fn a_value_stays_between_0_and_1(
            mut xs in proptest::collection::vec(-1000.0f64..1000.0, 2..8),
            values in proptest::collection::vec(0.0f64..=1.0, 8),
            x in -2000.0f64..2000.0,
        ) {
            xs.sort_by(f64::total_cmp);
            xs.dedup();
            prop_assume!(xs.len() >= 2);
            let points = xs.into_iter().zip(values).map(|(x, value)| [x, value]).collect();
            let value = Curve::new(points).unwrap().at(x);
            prop_assert!((0.0..=1.0).contains(&value));
        }
    }
}
