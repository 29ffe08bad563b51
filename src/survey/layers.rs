//! Everything around the panden, indexed: the maps a pand is held against.

use geo_types::{MultiPolygon, Point};

use super::{WaterMap, zone_set::ZoneSet};
use crate::{
    model::{
        DensitySaid, Effect, Gebied, GridArea, HeightReference, NormRow, OwnGround, ParkingPlaces,
        ParkingZone, Postcodes, RestrictionKind, ReuseClass, StopClass,
    },
    overlay::{PointIndex, ZoneIndex},
    units::Meters,
};

/// A restriction layer, indexed.
pub struct RestrictionLayer {
    /// Name for people.
    pub name: String,
    /// Kind of rule.
    pub kind: RestrictionKind,
    /// What it does.
    pub effect: Effect,
    /// How its heights are given.
    pub reference: HeightReference,
    /// Distance at which it still holds.
    pub buffer: Meters,
    /// Areas; what each says is its height limit.
    pub zones: ZoneSet<Option<Meters>>,
    /// Objects given as a point.
    pub points: PointIndex<String>,
}

/// Road surfaces by what they are for.
#[derive(Default)]
pub struct Roads {
    /// Traffic of any kind.
    pub traffic: Vec<MultiPolygon<f64>>,
    /// Parking.
    pub parking: Vec<MultiPolygon<f64>>,
}

/// Ground whose use may give way.
pub struct ReuseLayer {
    /// What it is used for.
    pub class: ReuseClass,
    /// Areas, each a zone of its own, in file order.
    pub zones: ZoneIndex,
    /// Objects given as a point.
    pub points: Vec<Point<f64>>,
}

/// The maps of the ground but the percelen, which stream. What was not given
/// is `None`.
#[derive(Default)]
pub struct GroundLayers {
    /// Ground of corporaties.
    pub own: Option<ZoneSet<OwnGround>>,
    /// Roads and parking.
    pub roads: Option<Roads>,
    /// Open water.
    pub water: Option<Vec<MultiPolygon<f64>>>,
    /// Green that stays green.
    pub green: Option<Vec<MultiPolygon<f64>>>,
    /// How densely one may build, or has built.
    pub density: Option<ZoneSet<DensitySaid>>,
    /// The built-up area, one zone.
    pub built_up: Option<ZoneIndex>,
    /// Ground whose use may give way, in the order of the project file.
    pub reuse: Vec<ReuseLayer>,
}

/// Everything around the panden. What was not given is `None`.
#[derive(Default)]
pub struct Layers {
    /// Municipalities.
    pub gemeenten: Option<ZoneSet<Gebied>>,
    /// Districts.
    pub wijken: Option<ZoneSet<Gebied>>,
    /// Neighborhoods.
    pub buurten: Option<ZoneSet<Gebied>>,
    /// Zones of the parkeernormen.
    pub parking: Option<ZoneSet<ParkingZone>>,
    /// The norm table; empty without one.
    pub norms: Vec<NormRow>,
    /// Parking places.
    pub supply: Option<PointIndex<ParkingPlaces>>,
    /// Grid status per postcode.
    pub postcodes: Option<Postcodes>,
    /// Supply areas.
    pub grid_areas: Option<ZoneSet<GridArea>>,
    /// Which supply areas have polygons that disagree, by position.
    pub grid_disagrees: Vec<bool>,
    /// Water and soil.
    pub water: Option<WaterMap>,
    /// The ground between the panden.
    pub ground: GroundLayers,
    /// Restrictions, in the order of the project file.
    pub restrictions: Vec<RestrictionLayer>,
    /// Stops per class, in the order of [`StopClass::ALL`].
    pub stops: Option<[PointIndex<()>; 4]>,
}

/// Distance per class of stop, in the order of [`StopClass::ALL`].
pub type StopDistances = [Option<Meters>; StopClass::ALL.len()];
