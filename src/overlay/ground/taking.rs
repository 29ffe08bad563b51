//! Which rings take ground from a domain?

use geo_types::Coord;

use super::super::bounds::Bounds;
use super::clip::clip;
use super::frame::Frame;
use super::index::GroundIndex;
use super::offset::{Join, offset};
use super::shape::Ring;

/// What is taken away from a domain, with the ground around it.
#[derive(Clone, Copy)]
pub struct Taking<'a> {
    /// The shapes that take.
    pub index: &'a GroundIndex,
    /// The ground around each that goes with it, meters; 0 for the shape
    /// alone.
    pub setback_m: f64,
    /// Shapes whose number gives false take nothing; without it all take.
    pub keep: Option<&'a dyn Fn(u32) -> bool>,
}

impl<'a> Taking<'a> {
    /// All shapes of an index, with a setback in meters.
    #[must_use]
    pub fn all(index: &'a GroundIndex, setback_m: f64) -> Self {
        Self { index, setback_m, keep: None }
    }

    /// The distance over which it takes: nothing negative, nothing endless.
    pub(super) fn setback(&self) -> f64 {
        if self.setback_m.is_finite() { self.setback_m.max(0.0) } else { 0.0 }
    }

    /// The rings that take ground from what lies in `bounds`, RD New.
    ///
    /// Wound so that what is taken is wound positively and nothing is wound
    /// negatively.
    pub(super) fn rings(&self, frame: &Frame, bounds: &Bounds) -> Vec<Ring> {
        let setback = self.setback();
        let moved =
            |ring: Vec<Coord<f64>>| if setback > 0.0 { offset(&ring, setback, Join::Round) } else { ring };
        let rings = self.rings_within(frame, bounds, setback).into_iter().map(moved);
        rings
            .filter(|ring| ring.len() > 2)
            .map(|ring| ring.into_iter().map(|c| frame.grid(c)).collect())
            .collect()
    }

    /// The rings of the shapes whose box lies within a distance of `bounds`,
    /// RD New, relative to the frame: exteriors counterclockwise, holes
    /// clockwise, cut off a meter further away.
    pub(super) fn rings_within(&self, frame: &Frame, bounds: &Bounds, meters: f64) -> Vec<Vec<Coord<f64>>> {
        let reach = bounds.inflated(meters + 1.0);
        let local = Bounds { min: frame.local(reach.min), max: frame.local(reach.max) };
        let slots = self.index.meeting(&bounds.inflated(meters)).into_iter();
        let takes = slots.filter(|&slot| self.keep.is_none_or(|keep| keep(self.index.id(slot))));
        let rings = takes.flat_map(|slot| self.index.rings(slot));
        rings
            .map(|ring| clip(ring.iter().map(|&corner| frame.local_of_mm(corner)).collect(), &local))
            .collect()
    }
}
