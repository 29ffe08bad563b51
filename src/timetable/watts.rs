//! Whole watts, in which what fits is decided, and the megawatts people read.

/// Whole watts of kilowatts.
#[expect(clippy::cast_possible_truncation, reason = "a project asks gigawatts at most")]
pub(super) fn watts(kw: f64) -> i64 {
    (kw * 1_000.0).round() as i64
}

/// Whole watts of megawatts.
pub(super) fn watts_of_mw(mw: f64) -> i64 {
    watts(mw * 1_000.0)
}

/// Megawatts of whole watts.
pub(super) fn mw(watts: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "watts of a province stay far below 2^53")]
    let watts = watts as f64;
    watts / 1e6
}
