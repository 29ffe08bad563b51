//! Which weights follow from comparing criteria two by two?

/// Weights from comparisons, and how far these hang together.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahp {
    /// A weight for each criterion, which sum to 1.
    pub weights: Vec<f64>,
    /// Consistency ratio: 0 when no comparison contradicts another.
    pub consistency_ratio: f64,
}

/// Saaty's mean consistency index of random comparisons, for 1 to 7 criteria.
const RANDOM_INDEX: [f64; 7] = [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32];

/// The analytic hierarchy process: the principal eigenvector of a matrix of
/// comparisons, in which row `i` and column `j` say how many times as
/// important `i` is as `j`, and `j`, `i` its inverse.
///
/// # Source
///
/// toplaag method §8 (domain page on scoring, §2); Saaty 1980.
#[must_use]
pub fn ahp(matrix: &[Vec<f64>]) -> Ahp {
    let n = matrix.len();
    #[expect(clippy::cast_precision_loss, reason = "seven at most")]
    let size = n as f64;
    let mut weights = vec![1.0 / size.max(1.0); n];
    let mut largest = size;
    // A matrix of positive numbers converges; seven criteria within a few dozen turns.
    for _ in 0..1_000 {
        let next: Vec<f64> =
            matrix.iter().map(|row| row.iter().zip(&weights).map(|(a, w)| a * w).sum()).collect();
        largest = next.iter().sum();
        let next: Vec<f64> = next.into_iter().map(|weight| weight / largest).collect();
        let moved: f64 = next.iter().zip(&weights).map(|(a, b)| (a - b).abs()).sum();
        weights = next;
        if moved < 1e-14 {
            break;
        }
    }
    let random = RANDOM_INDEX.get(n.saturating_sub(1)).copied().unwrap_or(0.0);
    let consistency_ratio =
        if random > 0.0 { ((largest - size) / (size - 1.0) / random).max(0.0) } else { 0.0 };
    Ahp { weights, consistency_ratio }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(upper: &[&[f64]]) -> Vec<Vec<f64>> {
        let n = upper.len() + 1;
        let mut matrix = vec![vec![1.0; n]; n];
        for (i, row) in upper.iter().enumerate() {
            for (at, ratio) in row.iter().enumerate() {
                matrix[i][i + 1 + at] = *ratio;
                matrix[i + 1 + at][i] = 1.0 / ratio;
            }
        }
        matrix
    }

    #[test]
    fn comparisons_that_hang_together_give_the_weights_they_were_made_of() {
        let found = ahp(&matrix(&[&[2.0, 4.0], &[2.0]]));
        for (weight, expected) in found.weights.iter().zip([4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0]) {
            assert!((weight - expected).abs() < 1e-12);
        }
        assert!(found.consistency_ratio < 1e-12);
    }

    /// By hand, from the characteristic polynomial of a matrix of three:
    /// λ = 1 + k + 1/k with k the cube root of a12·a23/a13 = (1/3)·7/5.
    #[test]
    fn the_ratio_of_three_criteria_is_that_of_the_polynomial() {
        let found = ahp(&matrix(&[&[1.0 / 3.0, 5.0], &[7.0]]));
        let k = (7.0_f64 / 15.0).cbrt();
        let largest = 1.0 + k + 1.0 / k;
        assert!((found.consistency_ratio - (largest - 3.0) / 2.0 / 0.58).abs() < 1e-9);
        // Of three the eigenvector is the geometric mean of each row.
        let means = [(5.0_f64 / 3.0).cbrt(), 21.0_f64.cbrt(), (1.0_f64 / 35.0).cbrt()];
        let sum: f64 = means.iter().sum();
        for (weight, mean) in found.weights.iter().zip(means) {
            assert!((weight - mean / sum).abs() < 1e-9);
        }
    }

    #[test]
    fn a_circle_of_preferences_does_not_hang_together() {
        assert!(ahp(&matrix(&[&[9.0, 1.0 / 9.0], &[9.0]])).consistency_ratio > 1.0);
    }
}
