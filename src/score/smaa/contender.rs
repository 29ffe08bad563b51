//! What is a site worth in each draw?

use sha2::{Digest, Sha256};

use super::{
    draws::{CRITERIA, Uniforms, WeightDraws, narrow},
    ranks::{Contends, OUT},
};
use crate::score::{Criterion, Values};

/// What a criterion is worth: low, middle, high. Half of the draws lie below
/// the middle, evenly, and half above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    low: f32,
    mid: f32,
    high: f32,
}

impl Spread {
    /// A value that is certain.
    #[must_use]
    pub fn sure(value: f64) -> Self {
        Self::new(value, value, value)
    }

    /// A value that is not.
    #[must_use]
    pub fn new(low: f64, mid: f64, high: f64) -> Self {
        Self { low: narrow(low), mid: narrow(mid), high: narrow(high) }
    }

    /// The middle alone.
    #[must_use]
    fn middle(self) -> Self {
        Self { low: self.mid, mid: self.mid, high: self.mid }
    }

    #[must_use]
    fn is_sure(self) -> bool {
        self.low == self.mid && self.mid == self.high
    }

    /// The value below which a share of the draws lies.
    #[must_use]
    fn at(self, share: f32) -> f32 {
        let (below, above) = ((2.0 * share).min(1.0), (2.0 * share - 1.0).max(0.0));
        self.low + (self.mid - self.low) * below + (self.high - self.mid) * above
    }
}

/// A fact that is not known of a site, and how likely it is to turn out well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fact {
    /// How likely, 0 to 1.
    pub holds: f32,
    /// Where its row of random numbers begins.
    start: u64,
}

/// What is uncertain of a site beside the weights, each with a row of its own.
#[derive(Debug, Clone, Copy)]
enum Row {
    /// Homes, and the cars that come with them.
    Homes = 0,
    Ownership = 1,
    /// Parking that is not known.
    Parking = 2,
    Tie = 3,
}

/// A site that contends for a place in its group.
#[derive(Debug, Clone)]
pub struct Contender {
    /// Which set of weights it is scored by.
    weights: usize,
    values: [Option<Spread>; CRITERIA],
    /// Whether parking follows the homes; else it has a draw of its own.
    parking_by_homes: bool,
    /// Where its rows of random numbers begin.
    starts: [u64; 4],
    facts: Vec<Fact>,
    /// Homes by which facts hold, a bit each; `None` where none are left.
    by_facts: Vec<Option<Spread>>,
}

impl Contender {
    /// A site with values that are certain.
    #[must_use]
    pub fn new(id: &str, weights: usize, values: &Values) -> Self {
        let starts = starts(id, "");
        Self {
            weights,
            values: values.in_order().map(|value| value.map(Spread::sure)),
            parking_by_homes: true,
            starts,
            facts: Vec::new(),
            by_facts: Vec::new(),
        }
    }

    /// The same with one criterion that is not certain.
    #[must_use]
    pub fn with(mut self, criterion: Criterion, spread: Spread) -> Self {
        self.values[criterion as usize] = Some(spread);
        self
    }

    /// The same with parking of which nothing is known: it may be worth nothing
    /// or all.
    #[must_use]
    pub fn with_parking_unknown(mut self) -> Self {
        self.parking_by_homes = false;
        self.with(Criterion::Parking, Spread::new(0.0, 0.5, 1.0))
    }

    /// The same with facts that are not known. `homes` gives the value of the
    /// homes by which of them hold, a bit each; `None` where no home is left.
    #[must_use]
    pub fn with_facts(
        mut self,
        id: &str,
        facts: &[(&str, f64)],
        homes: impl Fn(usize) -> Option<Spread>,
    ) -> Self {
        self.facts = facts
            .iter()
            .map(|(fact, holds)| Fact { holds: narrow(*holds), start: starts(id, fact)[0] })
            .collect();
        self.by_facts = (0..1_usize << facts.len()).map(homes).collect();
        self
    }

    /// The same with what is expected, all unknown facts turning out well:
    /// only the weights are drawn.
    #[must_use]
    pub fn as_expected(&self) -> Self {
        let mut values = self.values.map(|value| value.map(Spread::middle));
        if !self.parking_by_homes {
            values[Criterion::Parking as usize] = None;
        }
        Self { values, facts: Vec::new(), by_facts: Vec::new(), ..self.clone() }
    }

    /// What is not known of it.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Whether a fact holds, in each draw.
    pub fn holds<'a>(&self, fact: usize, uniforms: &'a Uniforms) -> impl Iterator<Item = bool> + use<'a> {
        let Fact { holds, start } = self.facts[fact];
        uniforms.row(start).iter().map(move |number| *number < holds)
    }

    /// The share of the draws that lies below its homes, or the owner's share,
    /// or its parking, in each draw; `None` for what is certain.
    #[must_use]
    pub fn shares<'a>(&self, criterion: Criterion, uniforms: &'a Uniforms) -> Option<&'a [f32]> {
        let spread = self.values[criterion as usize]?;
        let row = self.row(criterion)?;
        (!spread.is_sure()).then(|| uniforms.row(self.starts[row as usize]))
    }

    fn row(&self, criterion: Criterion) -> Option<Row> {
        match criterion {
            Criterion::Homes => Some(Row::Homes),
            Criterion::Ownership => Some(Row::Ownership),
            Criterion::Parking if self.parking_by_homes => Some(Row::Homes),
            Criterion::Parking => Some(Row::Parking),
            Criterion::Structure | Criterion::Grid | Criterion::Water | Criterion::Planning => None,
        }
    }

    /// Adds what the homes are worth, by which facts hold.
    fn add_homes(
        &self,
        uniforms: &Uniforms,
        first: usize,
        weight: &[f32],
        shares: &[f32],
        worth: &mut [f32],
    ) {
        let mut holding = vec![0_u16; worth.len()];
        for (at, fact) in self.facts.iter().enumerate() {
            let row = &uniforms.row(fact.start)[first..first + worth.len()];
            for (holding, number) in holding.iter_mut().zip(row) {
                *holding |= u16::from(*number < fact.holds) << at;
            }
        }
        for (((worth, weight), share), holding) in worth.iter_mut().zip(weight).zip(shares).zip(holding) {
            match self.by_facts[usize::from(holding)] {
                Some(spread) => *worth += weight * spread.at(*share),
                None => *worth = f32::NEG_INFINITY,
            }
        }
    }
}

impl Contends for Contender {
    fn weights(&self) -> usize {
        self.weights
    }

    fn known(&self) -> u8 {
        (0..CRITERIA).filter(|at| self.values[*at].is_some()).fold(0, |bits, at| bits | 1 << at)
    }

    fn worth(
        &self,
        uniforms: &Uniforms,
        weights: &WeightDraws,
        first: usize,
        over: &[f32],
        worth: &mut [f32],
    ) {
        let row = |start: u64| &uniforms.row(start)[first..first + worth.len()];
        let tie = row(self.starts[Row::Tie as usize]);
        let (homes, ownership, parking) = (row(self.starts[0]), row(self.starts[1]), row(self.starts[2]));
        worth.fill(0.0);
        for &criterion in Criterion::ALL {
            let at = criterion as usize;
            let Some(spread) = self.values[at] else { continue };
            let weight = &weights.column(at)[first..first + worth.len()];
            let shares = match self.row(criterion) {
                Some(Row::Ownership) => ownership,
                Some(Row::Parking) => parking,
                _ => homes,
            };
            if criterion == Criterion::Homes && !self.facts.is_empty() {
                self.add_homes(uniforms, first, weight, homes, worth);
            } else if spread.is_sure() {
                for (worth, weight) in worth.iter_mut().zip(weight) {
                    *worth += weight * spread.mid;
                }
            } else {
                for ((worth, weight), share) in worth.iter_mut().zip(weight).zip(shares) {
                    *worth += weight * spread.at(*share);
                }
            }
        }
        for ((worth, over), tie) in worth.iter_mut().zip(over).zip(tie) {
            // Equal sites take turns.
            let shown = *worth * over + TIE * tie;
            *worth = if *worth < 0.0 || *over <= 0.0 { OUT } else { shown };
        }
    }
}

/// By how much at most equal sites are told apart: a thousandth of a point.
const TIE: f32 = 1e-5;

/// Where the rows of a site begin.
fn starts(id: &str, fact: &str) -> [u64; 4] {
    let digest = Sha256::new().chain_update(id).chain_update([0]).chain_update(fact).finalize();
    std::array::from_fn(|at| {
        let bytes: [u8; 8] = digest[at * 8..at * 8 + 8].try_into().unwrap_or_default();
        u64::from_le_bytes(bytes)
    })
}
