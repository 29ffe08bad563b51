//! Bytes that nobody meant to write, for every reader of ours.

pub mod seeds;
pub mod targets;
