//! Parameters for optoppen, and the ranges of all groups.

use serde::{Deserialize, Serialize};

use super::{Param, Params};
use crate::{
    codes::codes,
    lang::{Said, say},
    model::{Form, Missing},
};

codes! {
    /// Within which group sites are compared.
    Scope {
        /// Within a gemeente.
        PerGemeente = "per_gemeente",
        /// Within a corporatie.
        PerCorporatie = "per_corporatie",
        /// Within a corporatie in one gemeente.
        PerBoth = "per_both",
    }
}

/// What the age of a pand says about extra storeys.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeBand {
    /// First bouwjaar of the band.
    pub from: u16,
    /// Storeys a pand of this age may carry.
    pub layers: u32,
    /// Whether that can be said without a constructeur.
    pub structure_known: bool,
}

/// `data/params/optoppen.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/optoppen.toml")]
pub struct OptoppenParams {
    pub roof_flat_share_min: Param<f64>,
    pub flat_roof_min_m2: Param<f64>,
    pub bouwjaar_min: Param<u16>,
    pub layers_by_bouwjaar: Param<Vec<AgeBand>>,
    pub max_extra: Param<u32>,
    pub height_extra_m: Param<f64>,
    pub rules_lifted: Param<Vec<String>>,
    pub existing_storeys_min: Param<u32>,
    pub existing_storeys_max: Param<u32>,
    pub usable_roof_share: Param<f64>,
    pub usable_roof_share_low: Param<f64>,
    pub usable_roof_share_high: Param<f64>,
    pub existing_storey_m: Param<f64>,
    pub new_storey_m: Param<f64>,
    pub go_per_bvo: Param<f64>,
    pub home_go_m2: Param<f64>,
    pub home_go_low_m2: Param<f64>,
    pub home_go_high_m2: Param<f64>,
    pub woonfunctie_share_min: Param<f64>,
    pub homes_min_pand: Param<u32>,
    pub homes_min_complex: Param<u32>,
    pub owner_share_full: Param<f64>,
    pub owner_share_min: Param<f64>,
    pub lift_floor_m: Param<f64>,
    pub height_step_flags_m: Param<Vec<f64>>,
    pub asbestos_before: Param<u16>,
    pub pile_risk_before: Param<u16>,
    pub gallery_check_before: Param<u16>,
    pub undecided_without: Param<Vec<String>>,
    pub realisation_factor: Param<f64>,
    pub realisation_by: Param<u16>,
    pub shortlist_size: Param<u32>,
    pub shortlist_scope: Param<Scope>,
    pub shortlist_forms: Param<Vec<Form>>,
    pub examined_later: Param<Vec<String>>,
    pub reserve_factor: Param<f64>,
    pub two_storeys_min_m: Param<f64>,
    pub sliver_share: Param<f64>,
    pub exclude_share_min: Param<f64>,
    pub walking_factor: Param<f64>,
    pub heritage_buffer_m: Param<f64>,
    pub ahn_cell_max_m: Param<f64>,
    pub ahn_shrink_m: Param<f64>,
    pub ahn_ring_m: Param<f64>,
    pub ahn_cells_min: Param<u32>,
    pub ahn_nodata_share_max: Param<f64>,
    pub ahn_height_min_m: Param<f64>,
    pub ahn_height_max_m: Param<f64>,
    pub ahn_flat_slope_max_deg: Param<f64>,
    pub ahn_flat_residual_max_m: Param<f64>,
}

/// Rules that a finished run can be asked without, by their codes: those that
/// decide neither how much is built nor what was measured on the maps.
pub const CAN_BE_LIFTED: [&str; 15] = [
    "status",
    "woonfunctie",
    "rijksmonument",
    "demolition",
    "restriction",
    "structure",
    "flat_share",
    "flat_area",
    "storeys",
    "too_young",
    "gain",
    "parking_pressure",
    "earlier_permit",
    "daylight",
    "floor_area",
];

/// Most that may be built above every limit: no limit at all.
pub const HEIGHT_EXTRA_MOST_M: f64 = 1_000.0;

impl OptoppenParams {
    /// How many sites of a group are put forward.
    #[must_use]
    pub fn put_forward(&self) -> usize {
        usize::try_from(self.shortlist_size.value).unwrap_or(usize::MAX)
    }
}

/// Checks what a type cannot: ranges and order. Gives a message naming the parameter.
pub(super) fn check(params: &Params) -> Result<(), Said> {
    let optoppen = &params.optoppen;
    let positive = [
        ("optoppen.existing_storey_m", optoppen.existing_storey_m.value),
        ("optoppen.new_storey_m", optoppen.new_storey_m.value),
        ("optoppen.go_per_bvo", optoppen.go_per_bvo.value),
        ("optoppen.home_go_m2", optoppen.home_go_m2.value),
        ("optoppen.home_go_low_m2", optoppen.home_go_low_m2.value),
        ("optoppen.home_go_high_m2", optoppen.home_go_high_m2.value),
        ("optoppen.walking_factor", optoppen.walking_factor.value),
        ("optoppen.ahn_cell_max_m", optoppen.ahn_cell_max_m.value),
        ("optoppen.ahn_ring_m", optoppen.ahn_ring_m.value),
        ("optoppen.ahn_height_min_m", optoppen.ahn_height_min_m.value),
        ("optoppen.ahn_height_max_m", optoppen.ahn_height_max_m.value),
        ("optoppen.ahn_flat_residual_max_m", optoppen.ahn_flat_residual_max_m.value),
    ];
    for (key, value) in positive {
        if !(value.is_finite() && value > 0.0) {
            return Err(say!(
                "`{key}` is {value}; het moet boven 0 zijn",
                "`{key}` is {value}; it must be above 0"
            ));
        }
    }
    let shares = [
        ("optoppen.roof_flat_share_min", optoppen.roof_flat_share_min.value),
        ("optoppen.usable_roof_share", optoppen.usable_roof_share.value),
        ("optoppen.usable_roof_share_low", optoppen.usable_roof_share_low.value),
        ("optoppen.usable_roof_share_high", optoppen.usable_roof_share_high.value),
        ("optoppen.woonfunctie_share_min", optoppen.woonfunctie_share_min.value),
        ("optoppen.owner_share_full", optoppen.owner_share_full.value),
        ("optoppen.owner_share_min", optoppen.owner_share_min.value),
        ("optoppen.realisation_factor", optoppen.realisation_factor.value),
        ("optoppen.sliver_share", optoppen.sliver_share.value),
        ("optoppen.exclude_share_min", optoppen.exclude_share_min.value),
        ("optoppen.ahn_nodata_share_max", optoppen.ahn_nodata_share_max.value),
    ];
    for (key, value) in shares {
        if !(0.0..=1.0).contains(&value) {
            return Err(say!(
                "`{key}` is {value}; een deel ligt tussen 0 en 1",
                "`{key}` is {value}; a share lies between 0 and 1"
            ));
        }
    }
    let ordered = [
        (
            "optoppen.usable_roof_share",
            [
                optoppen.usable_roof_share_low.value,
                optoppen.usable_roof_share.value,
                optoppen.usable_roof_share_high.value,
            ],
            say!(
                "`usable_roof_share_low`, `usable_roof_share` en `usable_roof_share_high` mogen niet dalen",
                "`usable_roof_share_low`, `usable_roof_share` and `usable_roof_share_high` must not go down"
            ),
        ),
        (
            "optoppen.home_go_m2",
            [optoppen.home_go_high_m2.value, optoppen.home_go_m2.value, optoppen.home_go_low_m2.value],
            say!(
                "`home_go_high_m2`, `home_go_m2` en `home_go_low_m2` mogen niet dalen: kleine woningen geven de hoge schatting",
                "`home_go_high_m2`, `home_go_m2` and `home_go_low_m2` must not go down: small homes give the high estimate"
            ),
        ),
    ];
    for (key, values, rule) in ordered {
        in_order(key, &values, &rule)?;
    }
    facts("optoppen.undecided_without", &optoppen.undecided_without.value)?;
    facts("optoppen.examined_later", &optoppen.examined_later.value)?;
    between("optoppen.height_extra_m", optoppen.height_extra_m.value, 0.0, HEIGHT_EXTRA_MOST_M)?;
    if let Some(word) =
        optoppen.rules_lifted.value.iter().find(|word| !CAN_BE_LIFTED.contains(&word.as_str()))
    {
        return Err(say!(
            "`optoppen.rules_lifted` noemt `{word}`; de regels zijn {}",
            "`optoppen.rules_lifted` names `{word}`; the rules are {}",
            CAN_BE_LIFTED.join(", ")
        ));
    }
    if optoppen.shortlist_size.value == 0 {
        return Err(say!(
            "`optoppen.shortlist_size` is 0; draag minstens 1 locatie voor",
            "`optoppen.shortlist_size` is 0; put forward at least 1 site"
        ));
    }
    if !(optoppen.reserve_factor.value.is_finite() && optoppen.reserve_factor.value >= 1.0) {
        return Err(say!(
            "`optoppen.reserve_factor` is {}; het moet 1 of meer zijn",
            "`optoppen.reserve_factor` is {}; it must be 1 or more",
            optoppen.reserve_factor.value
        ));
    }
    if optoppen.height_step_flags_m.value.len() != 4 {
        return Err(say!(
            "`optoppen.height_step_flags_m` moet vier stappen hebben",
            "`optoppen.height_step_flags_m` must hold four steps"
        ));
    }
    ahn(optoppen)?;
    params.parkeren.check()?;
    params.net.check()?;
    params.water.check()?;
    params.score.check()?;
    params.inbreiding.check()?;
    params.vormen.check()?;
    params.planlijst.check()?;
    params.fasering.check()?;
    params.zekerheid.check()?;
    params.typen.check()?;
    params.knelpunten.check()?;
    params.voortgang.check()
}

/// Distances around a footprint are bounded: they decide how many cells are
/// read of every pand.
fn ahn(optoppen: &OptoppenParams) -> Result<(), Said> {
    let bounds = [
        ("ahn_shrink_m", optoppen.ahn_shrink_m.value, 0.0, 25.0),
        ("ahn_ring_m", optoppen.ahn_ring_m.value, 0.0, 100.0),
        ("ahn_flat_slope_max_deg", optoppen.ahn_flat_slope_max_deg.value, 0.0, 89.0),
    ];
    for (name, value, low, high) in bounds {
        between(&format!("optoppen.{name}"), value, low, high)?;
    }
    if optoppen.ahn_cells_min.value == 0 {
        return Err(say!(
            "`optoppen.ahn_cells_min` is 0; er is minstens 1 cel nodig",
            "`optoppen.ahn_cells_min` is 0; at least 1 cell is needed"
        ));
    }
    if optoppen.ahn_height_min_m.value >= optoppen.ahn_height_max_m.value {
        return Err(say!(
            "`optoppen.ahn_height_min_m` moet onder `ahn_height_max_m` liggen",
            "`optoppen.ahn_height_min_m` must be below `ahn_height_max_m`"
        ));
    }
    Ok(())
}

/// Refuses a number outside its bounds.
fn between(key: &str, value: f64, low: f64, high: f64) -> Result<(), Said> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(say!(
        "`{key}` is {value}; het moet tussen {low} en {high} liggen",
        "`{key}` is {value}; it must lie between {low} and {high}"
    ))
}

/// Refuses a number that is not finite and above 0.
pub(super) fn above_zero(key: &str, value: f64) -> Result<(), Said> {
    if value.is_finite() && value > 0.0 {
        return Ok(());
    }
    Err(say!("`{key}` is {value}; het moet boven 0 zijn", "`{key}` is {value}; it must be above 0"))
}

/// Refuses a number that is not finite or below 0.
pub(super) fn not_negative(key: &str, value: f64) -> Result<(), Said> {
    if value.is_finite() && value >= 0.0 {
        return Ok(());
    }
    Err(say!("`{key}` is {value}; het moet 0 of meer zijn", "`{key}` is {value}; it must be 0 or more"))
}

/// Refuses a number outside 0 to 1.
pub(super) fn share(key: &str, value: f64) -> Result<(), Said> {
    if (0.0..=1.0).contains(&value) {
        return Ok(());
    }
    Err(say!(
        "`{key}` is {value}; een deel ligt tussen 0 en 1",
        "`{key}` is {value}; a share lies between 0 and 1"
    ))
}

/// Refuses numbers that are not finite or go down; `rule` says what must hold.
pub(super) fn in_order(key: &str, values: &[f64], rule: &Said) -> Result<(), Said> {
    if values.iter().all(|value| value.is_finite()) && values.is_sorted() {
        return Ok(());
    }
    Err(Said::by(|lang| {
        let now = lang.pick("nu", "now");
        format!("`{key}`: {} ({now} {values:?})", rule.pick(lang))
    }))
}

/// Refuses a list that names a fact there is not.
pub(super) fn facts(key: &str, words: &[String]) -> Result<(), Said> {
    let Some(word) = words.iter().find(|word| Missing::parse(word).is_none()) else { return Ok(()) };
    let known: Vec<_> = Missing::ALL.iter().map(|fact| fact.code()).collect();
    Err(say!(
        "`{key}` noemt `{word}`; de feiten zijn {}",
        "`{key}` names `{word}`; the facts are {}",
        known.join(", ")
    ))
}
