//! Which part does an input play in a run?

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The part an input plays, as the project file names its table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the table of the project file with that name")]
pub enum InputRole {
    Area,
    Panden,
    Verblijfsobjecten,
    Bezit,
    Heights,
    AhnDsm,
    AhnDtm,
    Gemeenten,
    Wijken,
    Buurten,
    ParkingZones,
    ParkingNorms,
    ParkingSupply,
    GridPostcodes,
    GridAreas,
    Water,
    WaterOnTop,
    GroundParcels,
    GroundOwn,
    GroundRoads,
    GroundWater,
    GroundGreen,
    GroundDensity,
    GroundBuiltUp,
    /// The layer of reused ground with this number, from 1.
    GroundReuse(usize),
    /// The layer of stops with this number, from 1.
    Stops(usize),
    /// The restriction layer with this name.
    Restriction(String),
}

/// The roles that one input at most plays, with their names.
const SINGLE: [(InputRole, &str); 24] = [
    (InputRole::Area, "area"),
    (InputRole::Panden, "panden"),
    (InputRole::Verblijfsobjecten, "verblijfsobjecten"),
    (InputRole::Bezit, "bezit"),
    (InputRole::Heights, "heights"),
    (InputRole::AhnDsm, "ahn.dsm"),
    (InputRole::AhnDtm, "ahn.dtm"),
    (InputRole::Gemeenten, "gemeenten"),
    (InputRole::Wijken, "wijken"),
    (InputRole::Buurten, "buurten"),
    (InputRole::ParkingZones, "parking.zones"),
    (InputRole::ParkingNorms, "parking.norms"),
    (InputRole::ParkingSupply, "parking.supply"),
    (InputRole::GridPostcodes, "grid.postcodes"),
    (InputRole::GridAreas, "grid.areas"),
    (InputRole::Water, "water"),
    (InputRole::WaterOnTop, "water.on_top"),
    (InputRole::GroundParcels, "ground.parcels"),
    (InputRole::GroundOwn, "ground.own"),
    (InputRole::GroundRoads, "ground.roads"),
    (InputRole::GroundWater, "ground.water"),
    (InputRole::GroundGreen, "ground.green"),
    (InputRole::GroundDensity, "ground.density"),
    (InputRole::GroundBuiltUp, "ground.built_up"),
];

impl InputRole {
    /// Whether it tells how full the grid is.
    #[must_use]
    pub fn is_grid(&self) -> bool {
        matches!(self, Self::GridPostcodes | Self::GridAreas)
    }

    /// Whom the public register behind it asks to name, and its licence; both
    /// empty where there is no one register.
    #[must_use]
    pub fn publisher(&self) -> (&'static str, &'static str) {
        match self {
            Self::Panden | Self::Verblijfsobjecten => ("BAG, Kadaster", "CC0 1.0"),
            Self::AhnDsm | Self::AhnDtm => ("AHN, Rijkswaterstaat en waterschappen", "CC0 1.0"),
            Self::Heights => ("© 3DBAG by tudelft3d and 3DGI", "CC BY 4.0"),
            Self::Buurten | Self::Wijken | Self::Gemeenten => ("CBS, Kadaster", "CC BY 4.0"),
            Self::GridPostcodes | Self::GridAreas => {
                ("Netbeheer Nederland, capaciteitskaart (indicatief)", "")
            }
            Self::Water | Self::WaterOnTop => ("Ruimtelijk afwegingskader, ministeries van IenW en BZK", ""),
            Self::GroundParcels => ("BRK, Kadaster", "CC BY 4.0"),
            Self::GroundRoads | Self::GroundWater => ("BGT, Kadaster en bronhouders", "CC BY 4.0"),
            _ => ("", ""),
        }
    }
}

impl fmt::Display for InputRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GroundReuse(n) => write!(f, "ground.reuse.{n}"),
            Self::Stops(n) => write!(f, "stops.{n}"),
            Self::Restriction(name) => write!(f, "restrictions.{name}"),
            single => {
                let named = SINGLE.iter().find(|(role, _)| role == single);
                f.write_str(named.map_or("", |(_, name)| name))
            }
        }
    }
}

impl FromStr for InputRole {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbered = |start: &str| text.strip_prefix(start)?.parse().ok();
        if let Some((role, _)) = SINGLE.iter().find(|(_, name)| *name == text) {
            return Ok(role.clone());
        }
        if let Some(name) = text.strip_prefix("restrictions.") {
            return Ok(Self::Restriction(name.to_owned()));
        }
        let numbered =
            numbered("ground.reuse.").map(Self::GroundReuse).or_else(|| numbered("stops.").map(Self::Stops));
        numbered.ok_or_else(|| format!("`{text}` names no input"))
    }
}

impl Serialize for InputRole {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for InputRole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_from_its_name() {
        let more = [InputRole::GroundReuse(2), InputRole::Stops(1), InputRole::Restriction("a.b".into())];
        for role in SINGLE.into_iter().map(|(role, _)| role).chain(more) {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
        assert!("stops.x".parse::<InputRole>().is_err() && "".parse::<InputRole>().is_err());
    }
}
