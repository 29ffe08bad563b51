//! Does every reader come back from bytes that nobody meant to write?
//!
//! What `cargo fuzz` looks for at length, at small scale and the same every
//! time: the seeds of each target, and so many mutations of each.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    time::{Duration, Instant},
};

use rayon::prelude::*;

use crate::fuzz::{
    seeds::seeds,
    targets::{TARGETS, Target},
};

/// Mutations of each seed.
const MUTATIONS: u64 = 60;

/// A reader that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(5);

#[test]
fn every_seed_is_understood() {
    for (name, target) in TARGETS {
        for (n, seed) in seeds(name).iter().enumerate() {
            assert!(target(seed) > 0, "{name}: nothing is understood of seed {n}");
        }
    }
}

/// Writes what `cargo fuzz` starts from, one folder a target.
#[test]
#[ignore = "a step of fuzz/README.md"]
fn write_seeds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, _) in TARGETS {
        fs::create_dir_all(corpus.join(name)).unwrap();
        for (n, seed) in seeds(name).iter().enumerate() {
            fs::write(corpus.join(name).join(format!("seed-{n}")), seed).unwrap();
        }
    }
}

#[test]
fn no_mutation_makes_a_reader_panic_or_hang() {
    let wrong: Vec<String> =
        TARGETS.par_iter().flat_map_iter(|(name, target)| replay(name, *target)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What went wrong with a target.
fn replay(name: &str, target: Target) -> Vec<String> {
    let seeds = seeds(name);
    let mut wrong = Vec::new();
    for (n, seed) in (0..).zip(&seeds) {
        for k in 0..MUTATIONS {
            let mut dice = Dice(n << 32 | k);
            let bytes = mutated(seed, &seeds, &mut dice);
            let start = Instant::now();
            let ended = catch_unwind(AssertUnwindSafe(|| target(&bytes)));
            if ended.is_err() || start.elapsed() > PATIENCE {
                let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{n}-{k}"));
                fs::write(&kept, &bytes).unwrap();
                let how = if ended.is_err() { "panicked" } else { "took too long" };
                wrong.push(format!("{name} {how} on {}", kept.display()));
            }
        }
    }
    wrong
}

/// Numbers that look like chance and are the same every time (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % n.max(1) as u64).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// A seed with one to three things done to it.
fn mutated(seed: &[u8], seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len());
        let len = dice.below((bytes.len() - at).min(64) + 1);
        match dice.below(7) {
            0 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << dice.below(8)),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..at + len)),
            3 => bytes.extend_from_within(at..at + len),
            4 => {
                let other = dice.one(seeds);
                let from = dice.below(other.len());
                bytes.splice(at.., other[from..].iter().copied());
            }
            5 => lie(&mut bytes, at, dice),
            _ => {
                bytes.splice(at..at, dice.one(TOKENS).bytes());
            }
        }
    }
    bytes
}

/// Puts a count or length there that is not true.
fn lie(bytes: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let digits = bytes[at..].iter().position(u8::is_ascii_digit).map(|skip| at + skip);
    match (dice.below(2), digits) {
        (0, Some(from)) => {
            let until = bytes[from..].iter().position(|byte| !byte.is_ascii_digit());
            let until = until.map_or(bytes.len(), |len| from + len);
            bytes.splice(from..until, dice.one(NUMBERS).bytes());
        }
        _ => {
            let lie = dice.one(&[0_u32, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0, u32::MAX]).to_le_bytes();
            bytes.iter_mut().skip(at).zip(lie).for_each(|(byte, lie)| *byte = lie);
        }
    }
}

const NUMBERS: &[&str] =
    &["0", "-1", "2147483648", "4294967295", "99999999999999999999", "1e308", "0.0000000001"];

const TOKENS: &[&str] = &[
    "\"", "{", "[", "}", "<", "&", ";", ",", "\n", "\r", "\0", "\u{feff}", "\u{301}", "null", "NaN", "'",
    "=\"", "²", "(2:",
];
