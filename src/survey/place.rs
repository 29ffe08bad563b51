//! Where does a pand or a site lie, on every map that says where?

use std::cmp::Reverse;

use geo::{Area, Centroid, Contains, InteriorPoint};
use geo_types::{MultiPolygon, Point};

use super::{
    Layers, StopDistances,
    zone_set::{ZoneSet, report_overlap},
};
use crate::{
    issue::IssueKind,
    lang::{Said, say},
    link::Units,
    model::{Gebied, GridCode, WaterClass},
    overlay::{Classified, Overlay, Whole, classify},
    params::Params,
    units::Meters,
};

/// Where a footprint lies. Zones are positions in their layers.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// A point inside, RD New.
    #[serde(with = "crate::packed::maybe_point")]
    pub point: Option<Point<f64>>,
    /// Buurt with the largest share.
    pub buurt: Option<u32>,
    /// Wijk with the largest share.
    pub wijk: Option<u32>,
    /// Gemeente with the largest share.
    pub gemeente: Option<u32>,
    /// Parking zone with the largest share.
    pub parking_zone: Option<u32>,
    /// Supply areas that hold it: first the one with the largest share, then
    /// those that are no sliver.
    pub grid_areas: Vec<u32>,
    /// Water and soil classes.
    pub water: Option<Classified<WaterClass>>,
    /// Straight distance to the nearest stop of each class.
    pub stops: StopDistances,
}

impl Place {
    /// Looks it up on every map. Zones that overlap where they should not
    /// are added to `issues`.
    #[must_use]
    pub fn of(
        footprint: &MultiPolygon<f64>,
        layers: &Layers,
        params: &Params,
        issues: &mut Vec<(IssueKind, Said)>,
    ) -> Self {
        let stops = layers.stops.as_ref().map_or([None; 4], |stops| {
            std::array::from_fn(|class| stops[class].nearest(footprint).map(|(meters, ())| Meters(meters)))
        });
        let point = inner_point(footprint);
        Self {
            point,
            buurt: dominant_area(layers.buurten.as_ref(), footprint, params),
            wijk: dominant_area(layers.wijken.as_ref(), footprint, params),
            gemeente: dominant_area(layers.gemeenten.as_ref(), footprint, params),
            parking_zone: parking_zone(layers, footprint, params, issues),
            grid_areas: grid_areas(footprint, layers, params),
            water: layers
                .water
                .as_ref()
                .and_then(|map| map.classify(footprint, point, params.optoppen.sliver_share.value, issues)),
            stops,
        }
    }

    /// Code and name of the gemeente: by the gemeenten, else as the buurt or
    /// wijk tells it.
    #[must_use]
    pub fn gemeente<'a>(&self, layers: &'a Layers) -> (Option<&'a str>, Option<&'a str>) {
        fn find(set: Option<&ZoneSet<Gebied>>, at: Option<u32>) -> Option<&Gebied> {
            set?.says.get(at? as usize)
        }
        let gebied = find(layers.gemeenten.as_ref(), self.gemeente)
            .or_else(|| find(layers.buurten.as_ref(), self.buurt))
            .or_else(|| find(layers.wijken.as_ref(), self.wijk));
        gebied
            .map_or((None, None), |gebied| (gebied.gemeente_code.as_deref(), gebied.gemeente_naam.as_deref()))
    }

    /// Worst grid code over the areas that hold it.
    #[must_use]
    pub fn grid_code(&self, layers: &Layers) -> Option<GridCode> {
        let set = layers.grid_areas.as_ref()?;
        self.grid_areas.iter().filter_map(|area| set.says.get(*area as usize)?.code).max()
    }
}

/// What the grid table says by the postcodes of the units in a pand.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct PostcodeSignal {
    /// Worst code over the postcodes.
    pub code: Option<GridCode>,
    /// Share of the units with that code.
    pub share: Option<f64>,
}

impl PostcodeSignal {
    /// Looks up the postcodes of the units.
    #[must_use]
    pub fn of(units: &Units, layers: &Layers) -> Self {
        let Some(table) = &layers.postcodes else { return Self::default() };
        let listed: Vec<(Option<GridCode>, u32)> =
            units.postcodes.iter().filter_map(|(postcode, n)| Some((table.get(*postcode)?, *n))).collect();
        let total: u32 = units.postcodes.iter().map(|(_, n)| n).sum();
        let code = listed.iter().filter_map(|(code, _)| *code).max();
        let with_code: u32 =
            listed.iter().filter(|(other, _)| code.is_some() && *other == code).map(|(_, n)| n).sum();
        Self { code, share: code.map(|_| f64::from(with_code) / f64::from(total.max(1))) }
    }
}

/// The centroid where it lies inside, else a point that does.
fn inner_point(footprint: &MultiPolygon<f64>) -> Option<Point<f64>> {
    footprint.centroid().filter(|point| footprint.contains(point)).or_else(|| footprint.interior_point())
}

/// The zone with the largest share; ties, in whole cm², go to the lower
/// identification, which has the lower position. None when that share is a
/// sliver or smaller than what no zone covers.
pub(in crate::survey) fn largest(
    overlay: &Overlay,
    footprint: &MultiPolygon<f64>,
    params: &Params,
) -> Option<u32> {
    let whole = Whole { area_m2: footprint.unsigned_area(), uncovered: overlay.uncovered() };
    let sliver = params.optoppen.sliver_share.value;
    let zones = overlay.classes(|group| Some(Reverse(group)));
    classify(zones, whole, sliver)?.dominant.map(|Reverse(group)| group)
}

fn dominant_area(
    set: Option<&ZoneSet<Gebied>>,
    footprint: &MultiPolygon<f64>,
    params: &Params,
) -> Option<u32> {
    largest(&set?.index.overlay(footprint), footprint, params)
}

fn parking_zone(
    layers: &Layers,
    footprint: &MultiPolygon<f64>,
    params: &Params,
    issues: &mut Vec<(IssueKind, Said)>,
) -> Option<u32> {
    let overlay = layers.parking.as_ref()?.index.overlay(footprint);
    report_overlap(overlay.overlap, &say!("parkeerzones", "parking zones"), issues);
    largest(&overlay, footprint, params)
}

fn grid_areas(footprint: &MultiPolygon<f64>, layers: &Layers, params: &Params) -> Vec<u32> {
    let Some(set) = &layers.grid_areas else { return Vec::new() };
    let overlay = set.index.overlay(footprint);
    let main = largest(&overlay, footprint, params);
    let counts = |share: f64| share >= params.optoppen.sliver_share.value;
    let others = overlay.shares.iter().filter(|zone| counts(zone.share)).map(|zone| zone.group);
    main.into_iter().chain(others.filter(|group| Some(*group) != main)).collect()
}
