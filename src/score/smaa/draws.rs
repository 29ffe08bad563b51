//! Which weights and which numbers are drawn?

use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma};
use rand_pcg::Pcg64Mcg;

/// Criteria of a score.
pub(super) const CRITERIA: usize = 7;

/// Where rows of random numbers may begin.
const STARTS: usize = 1 << 20;

/// Uniform random numbers, 0 up to 1.
///
/// A site reads one row of them for each thing that is uncertain of it, from a
/// place that its identification gives. Two rows that do not begin at the same
/// place hold other numbers at every draw.
pub struct Uniforms {
    numbers: Vec<f32>,
    n: usize,
}

impl Uniforms {
    /// Numbers for `n` draws.
    #[must_use]
    pub fn new(seed: u64, n: usize) -> Self {
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        Self { numbers: (0..STARTS + n).map(|_| random.random::<f32>()).collect(), n }
    }

    /// How many draws there are.
    #[must_use]
    pub fn n(&self) -> usize {
        self.n
    }

    /// The row that begins at a place, a number for each draw.
    #[must_use]
    pub fn row(&self, start: u64) -> &[f32] {
        let start = usize::try_from(start % STARTS as u64).unwrap_or(0);
        &self.numbers[start..start + self.n]
    }
}

/// Weights of every draw, which sum to 1, a column for each criterion.
#[derive(Debug, Clone)]
pub struct WeightDraws {
    columns: [Vec<f32>; CRITERIA],
}

impl WeightDraws {
    /// Weights from a Dirichlet distribution around `profile`: on average its
    /// own, and the closer to them the higher `concentration`. A criterion
    /// without weight keeps none; every other has at least the share `least`.
    ///
    /// The standard deviation of a weight with mean m is
    /// `sqrt(m (1 - m) / (concentration + 1))`, for `least` 0.
    #[must_use]
    pub fn around(profile: &[f64; CRITERIA], concentration: f64, least: f64, n: usize, seed: u64) -> Self {
        let sum: f64 = profile.iter().sum();
        let weighing = profile.iter().filter(|weight| **weight > 0.0).count();
        // What is left of a weight above its least share.
        #[expect(clippy::cast_precision_loss, reason = "seven at most")]
        let free = (1.0 - least * weighing as f64).max(0.0);
        let shares = profile.map(|weight| {
            let above = if sum > 0.0 { (weight / sum - least).max(0.0) } else { 0.0 };
            concentration * if free > 0.0 { above / free } else { 0.0 }
        });
        Self::dirichlet(&shares, &profile.map(|weight| if weight > 0.0 { least } else { 0.0 }), n, seed)
    }

    /// Weights that are all equally likely, of the criteria that weigh in
    /// `profile`.
    #[must_use]
    pub fn uniform(profile: &[f64; CRITERIA], least: f64, n: usize, seed: u64) -> Self {
        let weighs = profile.map(|weight| if weight > 0.0 { 1.0 } else { 0.0 });
        Self::dirichlet(&weighs, &weighs.map(|weighs| weighs * least), n, seed)
    }

    /// The same weights in every draw.
    #[must_use]
    pub fn fixed(weights: &[f64; CRITERIA], n: usize) -> Self {
        let sum: f64 = weights.iter().sum();
        Self { columns: weights.map(|weight| vec![narrow(if sum > 0.0 { weight / sum } else { 0.0 }); n]) }
    }

    fn dirichlet(shapes: &[f64; CRITERIA], least: &[f64; CRITERIA], n: usize, seed: u64) -> Self {
        // Another stream than that of the values.
        let mut random = Pcg64Mcg::seed_from_u64(seed ^ 0x005e_ed0f_3e19_7500);
        let gammas = shapes.map(|shape| Gamma::new(shape, 1.0).ok());
        let free = 1.0 - least.iter().sum::<f64>();
        let mut columns: [Vec<f32>; CRITERIA] = Default::default();
        for _ in 0..n {
            let drawn = gammas.map(|gamma| gamma.map_or(0.0, |gamma| gamma.sample(&mut random)));
            let sum: f64 = drawn.iter().sum();
            for ((column, drawn), least) in columns.iter_mut().zip(drawn).zip(least) {
                column.push(narrow(least + if sum > 0.0 { free * drawn / sum } else { 0.0 }));
            }
        }
        Self { columns }
    }

    /// The weights of one criterion, a number for each draw.
    #[must_use]
    pub fn column(&self, criterion: usize) -> &[f32] {
        &self.columns[criterion]
    }

    /// The weights on average over the draws.
    #[must_use]
    pub fn mean(&self) -> [f64; CRITERIA] {
        std::array::from_fn(|criterion| {
            let column = &self.columns[criterion];
            #[expect(clippy::cast_precision_loss, reason = "a million draws at most")]
            let n = column.len().max(1) as f64;
            column.iter().map(|weight| f64::from(*weight)).sum::<f64>() / n
        })
    }

    /// The weights of one draw.
    #[must_use]
    pub fn at(&self, draw: usize) -> [f64; CRITERIA] {
        std::array::from_fn(|criterion| f64::from(self.columns[criterion][draw]))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share; 24 bits are enough")]
pub(super) fn narrow(number: f64) -> f32 {
    number as f32
}
