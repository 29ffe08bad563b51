//! How does a town vary without chance?
//!
//! Numbers that look drawn and follow from the seed and the object alone, so
//! that an object is the same whatever was made before it.

/// A stream of numbers that belongs to one object.
pub(super) struct Dice(u64);

/// The finalizer of splitmix64: every bit of the input moves half of the output's.
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Dice {
    /// The dice of object `object` in district `district`.
    pub fn new(seed: u64, district: u64, object: u64) -> Self {
        Self(mix(mix(mix(seed ^ 0x9E37_79B9_7F4A_7C15) ^ district) ^ object))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A whole number from 0 up to, not including, `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: u32) -> u32 {
        // The high half times `n`, so the result stays below `n` and fits.
        (((self.next() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// A number from `low` to `high` in steps of a thousandth of the way.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * f64::from(self.below(1001)) / 1000.0
    }

    /// Yes, `percent` times in a hundred.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}
