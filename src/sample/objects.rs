//! What does the town consist of? Plain records in the registers' terms.

use geo_types::{Geometry, Point, Polygon};

use crate::{
    model::{Conditions, PandStatus, VerblijfsobjectStatus},
    value::Value,
};

/// A piece of the town: all that lies in 1,000 × 800 m.
#[derive(Debug, Clone, PartialEq)]
pub struct District {
    /// Position in the town, from 0.
    pub number: u64,
    /// Code of the gemeente, four digits.
    pub gemeente: u64,
    /// Name of the gemeente.
    pub gemeente_naam: String,
    /// Panden, planned duplicates behind the others.
    pub panden: Vec<TownPand>,
    /// Verblijfsobjecten, by pand.
    pub verblijfsobjecten: Vec<TownVerblijfsobject>,
    /// Rows of the holdings.
    pub bezit: Vec<TownBezit>,
    /// Postcodes with grid status, for the table by postcode.
    pub postcodes: Vec<TownPostcode>,
    /// Percelen, those of blocks before the others.
    pub percelen: Vec<TownPerceel>,
    /// Everything drawn on a zone map.
    pub features: Vec<MapFeature>,
    /// What the default parameters must answer, for the panden that were
    /// planned to have a certain answer.
    pub planned: Vec<Planned>,
    /// Percelen that were planned to be a certain case of free ground.
    pub plots: Vec<PlannedPlot>,
}

/// A perceel as the BRK publishes it.
#[derive(Debug, Clone, PartialEq)]
pub struct TownPerceel {
    /// The 14 digits as a number.
    pub identificatie: u64,
    /// Code of the cadastral gemeente.
    pub gemeente: String,
    /// Section, one or two letters.
    pub sectie: String,
    /// Number in the section.
    pub perceelnummer: u32,
    /// Boundary in RD New, whole millimeters.
    pub geometry: Polygon<f64>,
}

/// A pand as the BAG publishes it, with its record in the heights register.
#[derive(Debug, Clone, PartialEq)]
pub struct TownPand {
    /// The 16 digits as a number.
    pub identificatie: u64,
    /// `oorspronkelijkBouwjaar`; 9999 is the register's own "not yet".
    pub bouwjaar: u16,
    /// Status.
    pub status: PandStatus,
    /// Footprint in RD New, whole millimeters.
    pub footprint: Polygon<f64>,
    /// Heights and roof; `None` when the heights register lacks the pand.
    pub roof: Option<TownRoof>,
    /// Uses of its verblijfsobjecten, comma between; empty without any.
    pub gebruiksdoel: String,
    /// Smallest floor area of its verblijfsobjecten.
    pub oppervlakte_min: Option<u32>,
    /// Largest floor area of its verblijfsobjecten.
    pub oppervlakte_max: Option<u32>,
    /// Number of its verblijfsobjecten.
    pub aantal_verblijfsobjecten: u32,
}

/// What 3DBAG knows of a pand, by the attribute names of its 2024 release.
#[derive(Debug, Clone, PartialEq)]
pub struct TownRoof {
    /// `b3_h_maaiveld`, meters NAP.
    pub h_maaiveld: f64,
    /// `b3_dak_type`.
    pub dak_type: &'static str,
    /// `b3_h_dak_min`, `_50p`, `_70p`, `_max`, meters NAP.
    pub h_dak: Option<[f64; 4]>,
    /// `b3_opp_dak_plat`, m².
    pub opp_dak_plat: Option<f64>,
    /// `b3_opp_dak_schuin`, m².
    pub opp_dak_schuin: Option<f64>,
    /// `b3_opp_grond`, m².
    pub opp_grond: f64,
    /// `b3_bouwlagen`; never above 5.
    pub bouwlagen: Option<u16>,
}

/// A verblijfsobject with its main address, as the BAG publishes it.
#[derive(Debug, Clone, PartialEq)]
pub struct TownVerblijfsobject {
    /// The 16 digits as a number.
    pub identificatie: u64,
    /// Floor area, m²; 999999 is the register's own "unknown".
    pub oppervlakte: u32,
    /// Status.
    pub status: VerblijfsobjectStatus,
    /// Uses, comma between.
    pub gebruiksdoel: &'static str,
    /// Street.
    pub openbare_ruimte: &'static str,
    /// House number.
    pub huisnummer: u32,
    /// Letter; empty for most.
    pub huisletter: String,
    /// Addition; empty for most.
    pub toevoeging: String,
    /// Postcode without a space.
    pub postcode: String,
    /// Year of construction of its pand.
    pub bouwjaar: u16,
    /// Status of its pand.
    pub pandstatus: PandStatus,
    /// The panden it lies in; usually one.
    pub panden: Vec<u64>,
    /// Its point in RD New.
    pub point: Point<f64>,
}

/// The invented corporaties. Each names its holdings in another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Corporatie {
    /// Gives verblijfsobject ids.
    ZevenLinden,
    /// Gives addresses.
    Reveil,
    /// Gives pand ids.
    Polderhuis,
}

impl Corporatie {
    /// Name as the holdings spell it.
    #[must_use]
    pub fn naam(self) -> &'static str {
        match self {
            Self::ZevenLinden => "Woonstichting Zeven Linden",
            Self::Reveil => "Woonstichting Réveil",
            Self::Polderhuis => "Stichting Polderhuis",
        }
    }

    /// What its complex numbers start with.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::ZevenLinden => "ZL",
            Self::Reveil => "RV",
            Self::Polderhuis => "PH",
        }
    }
}

/// How a row of the holdings names its object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TownKey {
    /// By the 16 digits of a verblijfsobject.
    Verblijfsobject(u64),
    /// By the 16 digits of a pand.
    Pand(u64),
    /// By address.
    Address {
        /// Postcode.
        postcode: String,
        /// House number.
        huisnummer: u32,
        /// Letter.
        huisletter: String,
        /// Addition.
        toevoeging: String,
    },
}

/// A row of the holdings.
#[derive(Debug, Clone, PartialEq)]
pub struct TownBezit {
    /// Name of the corporatie.
    pub corporatie: String,
    /// Complex number.
    pub complex: String,
    /// What it names.
    pub key: TownKey,
    /// What else it says.
    pub conditions: Conditions,
}

/// A row of the grid table by postcode.
#[derive(Debug, Clone, PartialEq)]
pub struct TownPostcode {
    /// Postcode without a space.
    pub postcode: String,
    /// Status for demand, -1 to 3.
    pub afname: i64,
    /// Status for feeding in.
    pub opwek: i64,
    /// Supply area.
    pub voedingsgebied_id: String,
    /// Its name.
    pub voedingsgebied_naam: String,
}

/// The maps of the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MapLayer {
    /// CBS buurten.
    Buurten,
    /// CBS gemeenten.
    Gemeenten,
    /// Zones of the parking norms.
    Parkeerzones,
    /// Counted stretches of street: capacity and use.
    Parkeerdruk,
    /// Supply areas of the grid operator.
    Voedingsgebieden,
    /// Classes of the water and soil map.
    Waterbodem,
    /// National monuments.
    Rijksmonumenten,
    /// Maximum building heights.
    Bouwhoogte,
    /// Noise of road and rail.
    Geluid,
    /// Building ban around an airport.
    Lib,
    /// Stops of public transport.
    Haltes,
    /// Ground of the corporaties, by complex.
    Bezitgrond,
    /// Roads, footways and parking.
    Wegdelen,
    /// Open water.
    Waterdelen,
    /// Green with protected trees.
    Groen,
    /// The density a gebiedspaspoort aims at.
    Dichtheid,
    /// Filling stations.
    Tankstation,
}

impl MapLayer {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Buurten,
        Self::Gemeenten,
        Self::Parkeerzones,
        Self::Parkeerdruk,
        Self::Voedingsgebieden,
        Self::Waterbodem,
        Self::Rijksmonumenten,
        Self::Bouwhoogte,
        Self::Geluid,
        Self::Lib,
        Self::Haltes,
        Self::Bezitgrond,
        Self::Wegdelen,
        Self::Waterdelen,
        Self::Groen,
        Self::Dichtheid,
        Self::Tankstation,
    ];

    /// Name of the layer, and of its file without the extension.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Buurten => "buurten",
            Self::Gemeenten => "gemeenten",
            Self::Parkeerzones => "parkeerzones",
            Self::Parkeerdruk => "parkeerdruk",
            Self::Voedingsgebieden => "voedingsgebieden",
            Self::Waterbodem => "waterbodem",
            Self::Rijksmonumenten => "rijksmonumenten",
            Self::Bouwhoogte => "bouwhoogte",
            Self::Geluid => "geluid",
            Self::Lib => "lib",
            Self::Haltes => "haltes",
            Self::Bezitgrond => "bezitgrond",
            Self::Wegdelen => "wegdelen",
            Self::Waterdelen => "waterdelen",
            Self::Groen => "groen",
            Self::Dichtheid => "dichtheid",
            Self::Tankstation => "tankstation",
        }
    }
}

/// An object of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapFeature {
    /// The map it belongs to.
    pub layer: MapLayer,
    /// Where it is, RD New.
    pub geometry: Geometry<f64>,
    /// What the map says of it, in column order.
    pub properties: Vec<(&'static str, Value)>,
}

/// A pand with the answer it was planned to get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Name of its row on the plan.
    pub name: &'static str,
    /// The 16 digits as a number.
    pub pand: u64,
    /// Code of the verdict: `suitable`, `unsuitable` or `undecided`.
    pub verdict: &'static str,
    /// Code of the headline reason, or of what is missing; empty when suitable.
    pub because: &'static str,
}

/// A perceel that was planned to be a certain case of free ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedPlot {
    /// Name of the case: `groot`, `klein`, `smal`, `l-vorm`, `water`, `groen`,
    /// `schoolplein`, `parkeerterrein`, `tankstation`.
    pub name: &'static str,
    /// The 14 digits of the perceel as a number.
    pub perceel: u64,
}
