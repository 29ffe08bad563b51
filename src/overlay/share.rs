//! Which share of a footprint lies in which zone?

/// Shares that differ by less than this are the same; a share below it is
/// nothing.
///
/// Areas are exact to about 1e-12 of the footprint. A footprint of 100 m²
/// that touches a zone over its whole length must not get a share of it; one
/// that reaches into it by the width of a hair (0.1 mm over 10 m: 1e-5) must.
pub const SHARE_TOLERANCE: f64 = 1e-9;

/// How much of a footprint lies in one zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneShare {
    /// The zone, by the number it was given to
    /// [`ZoneIndex::new`](super::ZoneIndex::new).
    pub group: u32,
    /// Area in the zone / area of the footprint, in (0, 1].
    pub share: f64,
}

/// How a footprint is divided over the zones of a layer.
///
/// All numbers are shares of the footprint's area.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overlay {
    /// The zones with a share, by group; each zone once.
    pub shares: Vec<ZoneShare>,
    /// The part that lies in at least one zone, 0 to 1.
    pub covered: f64,
    /// The sum of the shares minus `covered`: above 0 where different zones
    /// overlap, exactly 0 where none do.
    pub overlap: f64,
}

impl Overlay {
    /// Puts the zones that hold the whole footprint and those that hold a
    /// piece of it together; `covered` and `overlap` are those of the pieces.
    pub(super) fn new(whole: &[u32], pieces: Vec<(u32, f64)>, covered: f64, overlap: f64) -> Self {
        let relevant = |share: f64| if share < SHARE_TOLERANCE { 0.0 } else { share };
        let mut shares: Vec<ZoneShare> =
            pieces.into_iter().map(|(group, share)| ZoneShare { group, share: share.min(1.0) }).collect();
        shares.retain(|zone| relevant(zone.share) > 0.0);
        let Some((_, others)) = whole.split_first() else {
            return Self { shares, covered: relevant(covered.min(1.0)), overlap: relevant(overlap) };
        };
        let in_pieces: f64 = shares.iter().map(|zone| zone.share).sum();
        let overlap = others.iter().map(|_| 1.0).sum::<f64>() + in_pieces;
        shares.extend(whole.iter().map(|&group| ZoneShare { group, share: 1.0 }));
        shares.sort_unstable_by_key(|zone| zone.group);
        Self { shares, covered: 1.0, overlap }
    }

    /// The part that lies in no zone, 0 to 1.
    ///
    /// Exactly 0 when what is left is below [`SHARE_TOLERANCE`].
    #[must_use]
    pub fn uncovered(&self) -> f64 {
        let rest = 1.0 - self.covered;
        if rest < SHARE_TOLERANCE { 0.0 } else { rest }
    }

    /// The share of one zone, 0 when it has none.
    #[must_use]
    pub fn share_of(&self, group: u32) -> f64 {
        self.shares
            .binary_search_by_key(&group, |zone| zone.group)
            .map_or(0.0, |index| self.shares[index].share)
    }

    /// The shares with the class of their zone, in the form
    /// [`classify`](super::classify()) takes; zones without a class are left
    /// out.
    ///
    /// # Examples
    ///
    /// ```
    /// use toplaag::overlay::{Overlay, Whole, ZoneShare, classify};
    ///
    /// let overlay = Overlay {
    ///     shares: vec![ZoneShare { group: 0, share: 0.7 }, ZoneShare { group: 1, share: 0.3 }],
    ///     covered: 1.0,
    ///     overlap: 0.0,
    /// };
    /// let class_of = ['B', 'D'];
    /// let whole = Whole { area_m2: 100.0, uncovered: overlay.uncovered() };
    /// let classes = classify(overlay.classes(|group| class_of.get(group as usize).copied()), whole, 0.1);
    /// assert_eq!(classes.map(|it| (it.dominant, it.worst)), Some((Some('B'), Some('D'))));
    /// ```
    pub fn classes<C>(&self, class_of: impl Fn(u32) -> Option<C>) -> impl Iterator<Item = (C, f64)> {
        self.shares.iter().filter_map(move |zone| Some((class_of(zone.group)?, zone.share)))
    }
}
