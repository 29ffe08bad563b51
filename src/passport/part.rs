//! How much of a site lies in an area?
//!
//! A site with a building stands where its point is: in an area or not. A plot
//! is ground. Buurten divide it by its point too, so that they add up to the
//! run; of a polygon somebody drew only the share of the plot that lies in it
//! counts.

use geo::{Area, BooleanOps, BoundingRect, Contains, Intersects, Translate};
use geo_types::MultiPolygon;

use crate::{assess::Homes, model::Form, survey::ByState, tables::SiteRow};

/// Less of a plot than this is its border, not a part.
const LEAST: f64 = 0.005;

/// A site, as far as it lies in an area.
pub(super) struct Part<'a> {
    pub site: &'a SiteRow,
    /// Share that lies in the area; 1 for all of it.
    pub share: f64,
}

impl Part<'_> {
    /// Its share of some homes, rounded.
    pub(super) fn of(&self, homes: Homes) -> Homes {
        scaled(homes, self.share)
    }

    /// Its share of the homes of the site, by what is known of them.
    pub(super) fn homes_by_state(&self) -> ByState {
        let homes = self.site.homes_by_state();
        ByState { suitable: self.of(homes.suitable), undecided: self.of(homes.undecided) }
    }
}

fn scaled(homes: Homes, share: f64) -> Homes {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "less than the homes were")]
    let part = |n: u32| (f64::from(n) * share).round() as u32;
    #[expect(clippy::cast_possible_truncation, reason = "less than the homes were")]
    let signed = |n: i32| (f64::from(n) * share).round() as i32;
    Homes { low: homes.low.map(signed), mid: homes.mid.map(part), high: homes.high.map(part) }
}

/// The sites in an area; plots by their share where it `is_drawn`, and no buurt.
pub(super) fn parts<'a>(sites: &'a [SiteRow], area: &MultiPolygon<f64>, is_drawn: bool) -> Vec<Part<'a>> {
    let part = |site: &'a SiteRow| {
        let share = if is_drawn && site.form == Form::Inbreiding {
            share(&site.geometry, area)
        } else {
            f64::from(site.place.point.is_some_and(|point| area.contains(&point)))
        };
        (share >= LEAST).then_some(Part { site, share })
    };
    sites.iter().filter_map(part).collect()
}

/// The share of a plot that lies in an area, 0–1.
fn share(plot: &MultiPolygon<f64>, area: &MultiPolygon<f64>) -> f64 {
    let (Some(box_of_plot), Some(box_of_area)) = (plot.bounding_rect(), area.bounding_rect()) else {
        return 0.0;
    };
    let whole = plot.unsigned_area();
    if whole <= 0.0 || !box_of_plot.intersects(&box_of_area) {
        return 0.0;
    }
    // Near the origin no digits are lost.
    let (x, y) = (-box_of_plot.min().x, -box_of_plot.min().y);
    let both = plot.translate(x, y).intersection(&area.translate(x, y)).unsigned_area();
    let share = (both / whole).clamp(0.0, 1.0);
    if share > 1.0 - LEAST { 1.0 } else { share }
}

#[cfg(test)]
mod tests {
    use geo_types::polygon;

    use super::*;

    fn rect(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
        let (a, b) = (x + width, y + height);
        MultiPolygon(vec![polygon![(x: x, y: y), (x: a, y: y), (x: a, y: b), (x: x, y: b)]])
    }

    #[test]
    fn a_plot_counts_by_what_lies_in_the_area() {
        let plot = rect(130_000.0, 470_000.0, 100.0, 50.0);
        for (area, right) in [
            (rect(129_000.0, 469_000.0, 2_000.0, 2_000.0), 1.0),
            (rect(130_078.0, 469_000.0, 500.0, 2_000.0), 0.22),
            (rect(130_200.0, 470_000.0, 10.0, 10.0), 0.0),
        ] {
            assert!((share(&plot, &area) - right).abs() < 1e-9, "{area:?}");
        }
    }

    #[test]
    fn homes_go_by_the_share() {
        let homes = scaled(Homes { low: Some(10), mid: None, high: Some(101) }, 0.22);
        assert_eq!(homes, Homes { low: Some(2), mid: None, high: Some(22) });
    }
}
