//! How often does each site of a group come where?

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::draws::{CRITERIA, Uniforms, WeightDraws};

/// What is worth less than everything: it falls out.
pub(super) const OUT: f32 = -1.0;

/// What takes part in a contest.
pub trait Contends: Sync {
    /// Which set of weights it is scored by.
    fn weights(&self) -> usize;

    /// The criteria that have a value, a bit each in the order of
    /// [`crate::score::Criterion::ALL`].
    fn known(&self) -> u8;

    /// What it is worth in the draws from `first` on, 0 to 1, into `worth`;
    /// below 0 where it falls out. `over` is 1 over the weight of what is
    /// known, in each of these draws.
    fn worth(
        &self,
        uniforms: &Uniforms,
        weights: &WeightDraws,
        first: usize,
        over: &[f32],
        worth: &mut [f32],
    );
}

/// Draws that are worked on at once: their weights fit in a cache.
const BLOCK: usize = 512;

/// No site at this place in this draw.
const NOBODY: u32 = u32::MAX;

/// What is drawn, for all groups.
#[derive(Clone, Copy)]
pub struct Contest<'a> {
    /// Random numbers of the values.
    pub uniforms: &'a Uniforms,
    /// Sets of weights; a contender names one.
    pub weights: &'a [WeightDraws],
    /// Places that are told apart.
    pub places: usize,
}

/// How often the sites of one group came where.
pub struct Acceptability {
    n_draws: usize,
    places: usize,
    /// Who came where, draw by draw.
    lists: Vec<u32>,
    /// How often each was at each place.
    at: Vec<u32>,
    /// How often each was worth more than the next, halves for equal.
    beats_next: Vec<u32>,
}

impl Contest<'_> {
    /// Lets the sites of a group contend.
    #[must_use]
    pub fn run(&self, group: &[impl Contends]) -> Acceptability {
        let n_draws = self.uniforms.n();
        let places = self.places.min(group.len()).max(1);
        let blocks: Vec<usize> = (0..n_draws).step_by(BLOCK).collect();
        let taken: Vec<(Vec<u32>, Vec<u32>)> =
            blocks.into_par_iter().map(|first| self.block(group, places, first)).collect();
        let mut lists = Vec::with_capacity(n_draws * places);
        let mut beats_next = vec![0; group.len()];
        for (list, beats) in taken {
            lists.extend(list);
            for (sum, beats) in beats_next.iter_mut().zip(beats) {
                *sum += beats;
            }
        }
        let mut at = vec![0; group.len() * places];
        for draw in lists.chunks_exact(places) {
            for (place, site) in draw.iter().enumerate().filter(|(_, site)| **site != NOBODY) {
                at[*site as usize * places + place] += 1;
            }
        }
        Acceptability { n_draws, places, lists, at, beats_next }
    }

    /// How sure the first place of a site is if everybody agrees on its central
    /// weights: the share of the draws in which they put it first.
    #[must_use]
    pub fn confidence(&self, group: &[impl Contends], site: usize, central: &[[f64; CRITERIA]]) -> f64 {
        let weights: Vec<WeightDraws> =
            central.iter().map(|weights| WeightDraws::fixed(weights, self.uniforms.n())).collect();
        Contest { weights: &weights, places: 1, ..*self }.run(group).at(site, 0)
    }

    /// Who comes where in the draws of one block, and how often each is worth
    /// more than the next.
    fn block(&self, group: &[impl Contends], places: usize, first: usize) -> (Vec<u32>, Vec<u32>) {
        let n = BLOCK.min(self.uniforms.n() - first);
        let mut best = vec![(OUT, NOBODY); n * places];
        let mut beats_next = vec![0; group.len()];
        let (mut worth, mut before) = (vec![0.0; n], vec![0.0; n]);
        let mut over: BTreeMap<(usize, u8), Vec<f32>> = BTreeMap::new();
        for (at, contender) in (0_u32..).zip(group) {
            let weights = &self.weights[contender.weights()];
            let known = contender.known();
            let over = over
                .entry((contender.weights(), known))
                .or_insert_with(|| one_over(weights, known, first, n));
            contender.worth(self.uniforms, weights, first, over, &mut worth);
            if let Some(last) = (at as usize).checked_sub(1) {
                // In halves: who is out with the next is neither before it nor behind.
                beats_next[last] =
                    before.iter().zip(&worth).map(|(a, b)| u32::from(a > b) + u32::from(a >= b)).sum();
            }
            for (list, worth) in best.chunks_exact_mut(places).zip(&worth) {
                if *worth > list[places - 1].0 {
                    let place = list.partition_point(|(other, _)| other >= worth);
                    list[place..].rotate_right(1);
                    list[place] = (*worth, at);
                }
            }
            std::mem::swap(&mut worth, &mut before);
        }
        (best.into_iter().map(|(_, site)| site).collect(), beats_next)
    }
}

/// 1 over the weight of what is known, draw by draw; 0 where nothing weighs.
fn one_over(weights: &WeightDraws, known: u8, first: usize, n: usize) -> Vec<f32> {
    let mut sums = vec![0.0_f32; n];
    for criterion in (0..CRITERIA).filter(|at| known & 1 << at != 0) {
        for (sum, weight) in sums.iter_mut().zip(&weights.column(criterion)[first..]) {
            *sum += weight;
        }
    }
    sums.into_iter().map(|sum| if sum > 1e-9 { 1.0 / sum } else { 0.0 }).collect()
}

impl Acceptability {
    /// How many draws there were.
    #[must_use]
    pub fn n_draws(&self) -> usize {
        self.n_draws
    }

    /// The share of the draws in which a site came at a place, from 0.
    #[must_use]
    pub fn at(&self, site: usize, place: usize) -> f64 {
        if place >= self.places {
            return 0.0;
        }
        self.share(self.at[site * self.places + place])
    }

    /// The share of the draws in which a site is among the first `k`.
    #[must_use]
    pub fn among_first(&self, site: usize, k: usize) -> f64 {
        let at = site * self.places;
        self.share(self.at[at..at + k.min(self.places)].iter().sum())
    }

    /// The share of the draws in which a site is worth more than the next one
    /// that was given; draws in which both are equal or out count half.
    #[must_use]
    pub fn beats_next(&self, site: usize) -> f64 {
        self.share(self.beats_next[site]) / 2.0
    }

    /// Who is among the first `k`, draw by draw.
    pub fn firsts(&self, k: usize) -> impl Iterator<Item = impl Iterator<Item = usize> + '_> + '_ {
        let of = move |draw: &'_ [u32]| draw.len().min(k);
        self.lists.chunks_exact(self.places).map(move |draw| {
            let k = of(draw);
            draw[..k].iter().filter(|site| **site != NOBODY).map(|site| *site as usize)
        })
    }

    /// The weights that put a site first, on average over the draws that do;
    /// `None` when none does.
    #[must_use]
    pub fn central_weights(&self, site: usize, weights: &WeightDraws) -> Option<[f64; CRITERIA]> {
        let mut sums = [0.0; CRITERIA];
        let mut n = 0.0;
        for (draw, list) in self.lists.chunks_exact(self.places).enumerate() {
            if list[0] as usize == site {
                let of = weights.at(draw);
                for (sum, weight) in sums.iter_mut().zip(of) {
                    *sum += weight;
                }
                n += 1.0;
            }
        }
        (n > 0.0).then(|| sums.map(|sum| sum / n))
    }

    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    fn share(&self, n: u32) -> f64 {
        if self.n_draws == 0 { 0.0 } else { f64::from(n) / self.n_draws as f64 }
    }
}

/// How undecided a ranking is, in bits: 0 when every draw gives the same.
/// `shares` are those of each order that came.
#[must_use]
pub fn entropy(shares: impl IntoIterator<Item = f64>) -> f64 {
    shares.into_iter().filter(|share| *share > 0.0).map(|share| -share * share.log2()).sum()
}
