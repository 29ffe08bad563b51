//! How is an input read, by the part it plays?

use crate::{
    config::{Input, InputRole},
    read::{self, raster, register::Role},
};

/// The roles the columns of an input can play.
pub(super) fn roles(role: &InputRole) -> &'static [Role] {
    match role {
        InputRole::Panden => read::panden::ROLES,
        InputRole::Verblijfsobjecten => read::verblijfsobjecten::ROLES,
        InputRole::Heights => read::heights::ROLES,
        InputRole::Buurten => read::gebieden::BUURT_ROLES,
        InputRole::Wijken => read::gebieden::WIJK_ROLES,
        InputRole::Gemeenten => read::gebieden::GEMEENTE_ROLES,
        InputRole::Bezit => read::bezit::ROLES,
        InputRole::ParkingZones => read::parking::ZONE_ROLES,
        InputRole::ParkingNorms => read::parking::NORM_ROLES,
        InputRole::ParkingSupply => read::parking::SUPPLY_ROLES,
        InputRole::GridPostcodes => read::grid::POSTCODE_ROLES,
        InputRole::GridAreas => read::grid::AREA_ROLES,
        InputRole::Water => read::water::ROLES,
        InputRole::WaterOnTop => read::water::ON_TOP_ROLES,
        InputRole::Area => read::run_area::ROLES,
        InputRole::GroundParcels => read::ground::parcels::ROLES,
        InputRole::GroundOwn => read::ground::OWN_ROLES,
        InputRole::GroundRoads => read::ground::ROAD_ROLES,
        InputRole::GroundDensity => read::ground::DENSITY_ROLES,
        InputRole::GroundWater
        | InputRole::GroundGreen
        | InputRole::GroundBuiltUp
        | InputRole::GroundReuse(_) => read::ground::ROLES,
        InputRole::Stops(_) => read::stops::ROLES,
        InputRole::Restriction(_) => read::restrictions::ROLES,
        InputRole::AhnDsm | InputRole::AhnDtm => &[],
    }
}

/// Whether an input is read as a raster: heights always, classes when their
/// files are rasters.
pub(super) fn is_raster(role: &InputRole, input: &Input) -> bool {
    match role {
        InputRole::AhnDsm | InputRole::AhnDtm => true,
        InputRole::Water => raster::is_raster(input),
        _ => false,
    }
}
