//! The columns of the maps that are kept with a run: a reader of its GeoPackage
//! sees the maps the panden were held against.

use crate::{
    export::{ColumnSpec, Kind},
    model::{Effect, Gebied, GridArea, HeightReference, NormRow, ParkingZone, RestrictionKind},
    units::Meters,
    value::Value,
};

const TEXT: Kind = Kind::Text;
const INT: Kind = Kind::Int;
const BOOL: Kind = Kind::Bool;
/// Gemeenten, wijken and buurten.
pub const GEBIEDEN: [ColumnSpec; 6] = [
    ColumnSpec::new("code", TEXT, "", "Code van het gebied", "Code of the area"),
    ColumnSpec::new("naam", TEXT, "", "Naam", "Name"),
    ColumnSpec::new("gemeente_code", TEXT, "", "Code van de gemeente", "Code of the gemeente"),
    ColumnSpec::new("gemeente", TEXT, "", "Naam van de gemeente", "Name of the gemeente"),
    ColumnSpec::new(
        "omgevingsadressendichtheid",
        Kind::real(0),
        "adressen per km²",
        "Omgevingsadressendichtheid",
        "Address density",
    ),
    ColumnSpec::new(
        "cars_per_household",
        Kind::real(2),
        "auto's",
        "Auto's per huishouden",
        "Cars per household",
    ),
];

/// A gebied as a row of [`GEBIEDEN`].
#[must_use]
pub fn gebied_row(code: &str, gebied: &Gebied) -> Vec<Value> {
    vec![
        code.into(),
        gebied.naam.as_str().into(),
        gebied.gemeente_code.clone().into(),
        gebied.gemeente_naam.clone().into(),
        gebied.omgevingsadressendichtheid.into(),
        gebied.cars_per_household.into(),
    ]
}

/// Zones of the parkeernormen.
pub const PARKING: [ColumnSpec; 2] = [
    ColumnSpec::new("zone", TEXT, "", "Zone van de parkeernormen", "Zone of the parking norms"),
    ColumnSpec::new("naam", TEXT, "", "Naam van de zone", "Name of the zone"),
];

/// A parking zone as a row of [`PARKING`].
#[must_use]
pub fn parking_row(zone: &ParkingZone) -> Vec<Value> {
    vec![zone.zone.as_str().into(), zone.naam.as_str().into()]
}

/// The norm table.
pub const PARKING_NORMS: [ColumnSpec; 9] = [
    ColumnSpec::new(
        "zone",
        TEXT,
        "",
        "Zone waarvoor de norm geldt; * voor alle",
        "Zone the norm holds for; * for all",
    ),
    ColumnSpec::new("m2_from", Kind::real(1), "m²", "Woninggrootte vanaf", "Size of a home from"),
    ColumnSpec::new(
        "m2_to",
        Kind::real(1),
        "m²",
        "Woninggrootte tot; leeg zonder grens",
        "Size of a home up to; empty when open",
    ),
    ColumnSpec::new(
        "huurklasse",
        TEXT,
        "",
        "Huurklasse waarvoor de norm geldt; leeg voor alle",
        "Rent class the norm holds for; empty for all",
    ),
    ColumnSpec::new(
        "doelgroep",
        TEXT,
        "",
        "Doelgroep waarvoor de norm geldt; leeg voor alle",
        "Target group the norm holds for; empty for all",
    ),
    ColumnSpec::new(
        "residents_min",
        Kind::real(3),
        "plaatsen per woning",
        "Bewoners, ondergrens van de bandbreedte",
        "Residents, lower end of the bandwidth",
    ),
    ColumnSpec::new(
        "residents_max",
        Kind::real(3),
        "plaatsen per woning",
        "Bewoners, bovengrens van de bandbreedte",
        "Residents, upper end of the bandwidth",
    ),
    ColumnSpec::new("visitors", Kind::real(3), "plaatsen per woning", "Bezoekers", "Visitors"),
    ColumnSpec::new("source", TEXT, "", "Bron van de norm", "Source of the norm"),
];

/// A norm as a row of [`PARKING_NORMS`].
#[must_use]
pub fn norm_row(norm: &NormRow) -> Vec<Value> {
    vec![
        norm.zone.as_str().into(),
        norm.m2_from.into(),
        Some(norm.m2_to).filter(|to| to.is_finite()).into(),
        norm.huurklasse.as_deref().into(),
        norm.doelgroep.as_deref().into(),
        norm.residents_min.into(),
        norm.residents_max.into(),
        norm.visitors.into(),
        norm.source.as_str().into(),
    ]
}

/// Parking places that were counted.
pub const PARKING_PLACES: [ColumnSpec; 3] = [
    ColumnSpec::new("capacity", Kind::real(1), "plaatsen", "Plaatsen", "Places"),
    ColumnSpec::new(
        "occupied",
        Kind::real(1),
        "plaatsen",
        "Bezet bij deze telling; leeg als niet geteld",
        "Taken at this count; empty when not counted",
    ),
    ColumnSpec::new(
        "moment",
        TEXT,
        "",
        "Moment van de telling; een plek heeft een rij per telling. Leeg bij één telling",
        "Moment of the count; a place has a row a count. Empty for a single count",
    ),
];

/// Supply areas of the grid.
pub const GRID_AREAS: [ColumnSpec; 7] = [
    ColumnSpec::new("id", TEXT, "", "Voedingsgebied", "Supply area"),
    ColumnSpec::new("naam", TEXT, "", "Naam", "Name"),
    ColumnSpec::new("netbeheerder", TEXT, "", "Regionale netbeheerder", "Regional grid operator"),
    ColumnSpec::new(
        "code",
        INT,
        "",
        "Stand voor afname, 0 tot 3; leeg als onbekend",
        "Status for demand, 0 to 3; empty when unknown",
    ),
    ColumnSpec::new(
        "headroom_mw",
        Kind::real(3),
        "MW",
        "Ruimte: aanwezig min benodigd",
        "Headroom: present minus needed",
    ),
    ColumnSpec::new("queue_mw", Kind::real(3), "MW", "Wachtrij voor afname", "Queue for demand"),
    ColumnSpec::new(
        "disagrees",
        BOOL,
        "",
        "Vlakken van het gebied spreken elkaar tegen",
        "Polygons of the area contradict each other",
    ),
];

/// A supply area as a row of [`GRID_AREAS`].
#[must_use]
pub fn grid_area_row(id: &str, area: &GridArea, disagrees: bool) -> Vec<Value> {
    vec![
        id.into(),
        area.naam.as_str().into(),
        area.netbeheerder.clone().into(),
        area.code.map(|code| u32::from(code.number())).into(),
        area.headroom_mw.into(),
        area.queue_mw.into(),
        disagrees.into(),
    ]
}

/// Classes of water and soil.
pub const WATER: [ColumnSpec; 1] = [ColumnSpec::new(
    "class",
    TEXT,
    "",
    "Klasse van water en bodem (A, B, C1, C2, D)",
    "Class of water and soil (A, B, C1, C2, D)",
)];

/// The layers of restrictions, those without a zone nearby too: a map that
/// says nothing here is not a map that is not there.
pub const RESTRICTION_LAYERS: [ColumnSpec; 6] = [
    ColumnSpec::new("layer", INT, "", "Volgnummer van de laag", "Number of the layer"),
    ColumnSpec::new("naam", TEXT, "", "Naam van de laag", "Name of the layer"),
    ColumnSpec::new("kind", TEXT, "", "Soort regel", "Kind of rule"),
    ColumnSpec::new(
        "effect",
        TEXT,
        "",
        "Gevolg: exclude, flag of height_limit",
        "Effect: exclude, flag or height_limit",
    ),
    ColumnSpec::new(
        "reference",
        TEXT,
        "",
        "Hoogten ten opzichte van maaiveld of nap",
        "Heights above ground (maaiveld) or nap",
    ),
    ColumnSpec::new(
        "buffer_m",
        Kind::real(1),
        "m",
        "Afstand waarop de regel nog geldt",
        "Distance at which the rule still holds",
    ),
];

/// What a layer of restrictions is.
#[derive(Debug, Clone, PartialEq)]
pub struct RestrictionHead {
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
}

/// A layer as a row of [`RESTRICTION_LAYERS`].
#[must_use]
pub fn restriction_layer_row(at: usize, head: &RestrictionHead) -> Vec<Value> {
    vec![
        i64::try_from(at).ok().into(),
        head.name.as_str().into(),
        head.kind.code().into(),
        head.effect.code().into(),
        head.reference.code().into(),
        head.buffer.0.into(),
    ]
}

/// Zones and points of restrictions.
pub const RESTRICTIONS: [ColumnSpec; 4] = [
    ColumnSpec::new("layer", INT, "", "Volgnummer van de laag", "Number of the layer"),
    ColumnSpec::new("naam", TEXT, "", "Naam van de laag", "Name of the layer"),
    ColumnSpec::new("id", TEXT, "", "Kenmerk", "Identification"),
    ColumnSpec::new("limit_m", Kind::real(3), "m", "Hoogste bouwhoogte", "Highest building height"),
];

/// Stops of public transport.
pub const STOPS: [ColumnSpec; 1] = [ColumnSpec::new(
    "class",
    TEXT,
    "",
    "Soort halte: train, metro, hov of other",
    "Class of the stop: train, metro, hov or other",
)];
