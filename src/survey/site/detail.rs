//! What only one form has.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    assess::{inbreiding::Capacity, sloop_nieuwbouw::Rebuild},
    survey::{Context, FoundPlot, FoundWall},
};

/// What only one form has, for those that show and explain it.
#[derive(Debug, Clone)]
pub enum Detail {
    /// Nothing besides its panden.
    Panden,
    /// A plot, and how much may be built on it.
    Plot(Arc<FoundPlot>, Box<Capacity>),
    /// End walls.
    EndWalls(Vec<FoundWall>),
    /// Old and new homes.
    Rebuild(Box<Rebuild>),
}

impl Detail {
    /// The plot.
    #[must_use]
    pub fn plot(&self) -> Option<&FoundPlot> {
        if let Self::Plot(plot, _) = self { Some(plot) } else { None }
    }

    /// The density around the plot.
    #[must_use]
    pub fn context(&self) -> Option<&Context> {
        self.plot()?.context.as_ref()
    }

    /// The FSI that was counted with.
    #[must_use]
    pub fn fsi(&self) -> Option<f64> {
        if let Self::Plot(_, capacity) = self { capacity.fsi.map(|fsi| fsi.mid) } else { None }
    }

    /// Old and new homes.
    #[must_use]
    pub fn rebuild(&self) -> Option<&Rebuild> {
        if let Self::Rebuild(rebuild) = self { Some(rebuild) } else { None }
    }
}

/// Size and shape of a plot, meters and square meters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PlotShape {
    /// Area.
    pub area_m2: f64,
    /// Diameter of the largest circle in it.
    pub circle_m: f64,
    /// Long side of the smallest rectangle around it.
    pub length_m: f64,
    /// Short side of that rectangle.
    pub width_m: f64,
    /// Direction of the long side, degrees clockwise from grid north.
    pub azimuth_deg: f64,
    /// 4πA/P²: 1 for a circle.
    pub compactness: f64,
    /// Length of its edge.
    pub perimeter_m: f64,
}

impl PlotShape {
    /// That of a plot.
    #[must_use]
    pub fn of(plot: &FoundPlot) -> Self {
        let shape = &plot.shape;
        Self {
            area_m2: shape.area_m2,
            circle_m: shape.circle.1,
            length_m: shape.length_m,
            width_m: shape.width_m,
            azimuth_deg: shape.azimuth_deg,
            compactness: shape.compactness,
            perimeter_m: shape.perimeter_m,
        }
    }
}
