//! What do the makers of one district share?

use geo_types::{Coord, LineString};

use super::{PER_GEMEENTE, block::Block, corner, gemeente};

/// A ring without its last corner, meters from the district's corner.
pub(super) type Corners = [(f64, f64)];

/// Ids of the objects of one district: 16 digits, gemeente, object type,
/// then the district's place in the gemeente and a running number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ids {
    pand: u64,
    verblijfsobject: u64,
}

impl Ids {
    fn new(number: u64) -> Self {
        let base = gemeente(number) * 1_000_000_000_000 + number % PER_GEMEENTE * 10_000;
        Self { pand: base + 100_000_000_000, verblijfsobject: base + 10_000_000_000 }
    }

    /// The `n`th pand, from 1.
    pub fn pand(self, n: usize) -> u64 {
        self.pand + n as u64
    }

    /// The `n`th verblijfsobject, from 1.
    pub fn verblijfsobject(self, n: usize) -> u64 {
        self.verblijfsobject + n as u64
    }
}

/// A block as built: which panden and verblijfsobjecten are its own.
pub(super) struct Built<'a> {
    pub block: &'a Block,
    pub panden: std::ops::Range<usize>,
    pub verblijfsobjecten: std::ops::Range<usize>,
    pub postcode: Option<String>,
    /// From where to where each unit stands along the block.
    pub units: Vec<(f64, f64)>,
}

/// What the makers of one district share.
pub(super) struct Site {
    pub number: u64,
    pub seed: u64,
    pub ids: Ids,
    /// South-west corner, RD New.
    pub corner: (f64, f64),
}

impl Site {
    pub fn new(seed: u64, number: u64) -> Self {
        Self { number, seed, ids: Ids::new(number), corner: corner(number) }
    }

    /// A ring, closed, in RD New.
    pub fn ring(&self, corners: &Corners) -> LineString<f64> {
        let (x, y) = self.corner;
        let mut ring: Vec<_> = corners.iter().map(|&(u, v)| Coord { x: x + u, y: y + v }).collect();
        ring.extend(ring.first().copied());
        LineString(ring)
    }
}

/// The postcode of the `n`th street side of a district. Up to district 9,000
/// the last letter is F, O or U, which issued postcodes do not end in.
pub(super) fn postcode(number: u64, n: usize) -> String {
    const FIRST: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    const LAST: [&[u8]; 5] = [b"FOU", b"ABC", b"DEG", b"HJK", b"LMN"];
    let four = 1000 + (8990 + number) % 9000;
    let last = LAST[(number / 9000) as usize % LAST.len()];
    let (first, last) = (FIRST[n % FIRST.len()], last[n / FIRST.len() % last.len()]);
    format!("{four}{}{}", char::from(first), char::from(last))
}
