//! What do people call what goes into a run?

use crate::{config::InputRole, lang::Lang};

/// An input, as people call it.
#[must_use]
pub fn input_role(role: &InputRole, lang: Lang) -> String {
    let word = match role {
        InputRole::Area => lang.pick("het gebied", "the area"),
        InputRole::Panden => lang.pick("de panden (BAG)", "the panden (BAG)"),
        InputRole::Verblijfsobjecten => {
            lang.pick("de verblijfsobjecten (BAG)", "the verblijfsobjecten (BAG)")
        }
        InputRole::Bezit => lang.pick("het bezit", "the holdings"),
        InputRole::Heights | InputRole::AhnDsm | InputRole::AhnDtm => {
            lang.pick("de hoogten en daken", "the heights and roofs")
        }
        InputRole::Gemeenten => lang.pick("de gemeenten", "the gemeenten"),
        InputRole::Wijken => lang.pick("de wijken", "the wijken"),
        InputRole::Buurten => lang.pick("de buurten (CBS)", "the buurten (CBS)"),
        InputRole::ParkingZones => lang.pick("de parkeerzones", "the parking zones"),
        InputRole::ParkingNorms => lang.pick("de parkeernormen", "the parking norms"),
        InputRole::ParkingSupply => lang.pick("de parkeerplaatsen", "the parking places"),
        InputRole::GridPostcodes => lang.pick("het net per postcode", "the grid by postcode"),
        InputRole::GridAreas => lang.pick("de voedingsgebieden", "the supply areas"),
        InputRole::Water | InputRole::WaterOnTop => lang.pick("water en bodem", "water and soil"),
        InputRole::GroundParcels => lang.pick("de percelen", "the percelen"),
        InputRole::GroundOwn => lang.pick("de grond van eigenaren", "the ground of owners"),
        InputRole::GroundRoads => lang.pick("de wegen", "the roads"),
        InputRole::GroundWater => lang.pick("het open water", "the open water"),
        InputRole::GroundGreen => lang.pick("het groen", "the green"),
        InputRole::GroundDensity => lang.pick("de dichtheden", "the densities"),
        InputRole::GroundBuiltUp => lang.pick("de bebouwde kom", "the built-up area"),
        InputRole::GroundReuse(_) => lang.pick("de grond met ander gebruik", "the ground with another use"),
        InputRole::Stops(_) => lang.pick("de haltes", "the stops"),
        InputRole::Restriction(name) => {
            return match lang {
                Lang::Nl => format!("de beperking „{name}”"),
                Lang::En => format!("the restriction “{name}”"),
            };
        }
    };
    word.to_owned()
}
