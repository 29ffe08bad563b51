//! What load do the new homes add, and what does the grid map say here?
//!
//! The map speaks of large connections and the answer of the netbeheerder
//! goes before it; nothing here says that a site cannot be connected.

use serde::{Serialize, Serializer};

use crate::{
    codes::codes,
    model::{GridArea, GridCode},
    params::{GridParams, HeatConcept},
    units::Kilowatts,
};

codes! {
    /// Who gave the signal.
    SignalSource {
        /// A written answer of the netbeheerder.
        Answer = "answer",
        /// The supply areas that hold the site.
        Area = "area",
        /// The postcodes of the homes.
        Postcode = "postcode",
    }
}

/// What must be known of a site to answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GridInput<'a> {
    /// Homes added; when others go, those that are built.
    pub homes: u32,
    /// Homes that go, with the load of a building as it is today.
    pub homes_gone: u32,
    /// How the new ones are heated.
    pub heat: HeatConcept,
    /// Whether they are built grid-aware.
    pub netbewust: bool,
    /// Charge points added.
    pub chargers: u32,
    /// Homes added within the station radius, those of this site included.
    pub homes_around: u32,
    /// Supply areas that hold the site; several polygons of one area too.
    pub areas: &'a [&'a GridArea],
    /// Codes of the homes' postcodes; `None` where the table says unknown.
    pub postcodes: &'a [Option<GridCode>],
    /// What the netbeheerder answered in writing.
    pub answer: Option<GridCode>,
}

/// The added peak in its two readings.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Load {
    /// Peak of this site by itself: what its cable and station see.
    pub peak: Kilowatts,
    /// Its part in the peak of a large area: what sums over sites.
    pub coincident: Kilowatts,
}

impl Load {
    /// What is left when the load of homes that go is taken off; not below 0,
    /// as what a building gives back is not taken by a neighbor at its peak.
    #[must_use]
    fn less(self, gone: Self) -> Self {
        let less = |a: Kilowatts, b: Kilowatts| Kilowatts((a.0 - b.0).max(0.0));
        Self { peak: less(self.peak, gone.peak), coincident: less(self.coincident, gone.coincident) }
    }
}

/// The answer for one site.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GridResult {
    /// The added peak.
    pub load: Load,
    /// The same peak as apparent power, kVA.
    pub apparent_kva: f64,
    /// Worst code; `None` is unknown.
    #[serde(serialize_with = "code_number")]
    pub code: Option<GridCode>,
    /// Who gave it.
    pub code_source: Option<SignalSource>,
    /// Known codes of the polygons contradict each other, or the postcodes
    /// the area.
    pub disagrees: bool,
    /// Smallest known headroom of the areas, MW.
    pub headroom_mw: Option<f64>,
    /// The headroom less this site's part of the peak, MW; may be negative.
    pub headroom_after_mw: Option<f64>,
    /// The homes around could need an electricity station of their own.
    pub station: bool,
}

/// How much of `n` single peaks falls together: `g + (1 - g) / sqrt(n)`.
///
/// 0 homes count as 1.
///
/// # Examples
///
/// ```
/// use toplaag::assess::grid::simultaneity;
///
/// assert_eq!(simultaneity(25, 0.2), 0.36);
/// ```
///
/// # Source
///
/// Form of Rusck and Strand-Axelsson; toplaag method §6.
#[must_use]
pub fn simultaneity(n: u32, g: f64) -> f64 {
    g + (1.0 - g) / f64::from(n.max(1)).sqrt()
}

/// The peak the new homes add.
///
/// # Units
///
/// Kilowatts.
///
/// # Method
///
/// `homes * kw_home * (netbewust factor) + chargers * charger_kw`, where
/// `kw_home` is the coincident value of a large group. That is `coincident`,
/// and from `simultaneity_from` (25) homes on it is `peak` too. A smaller
/// group has peaks that fall together more: `homes * p1 * g(homes)`, where the
/// single peak `p1 = kw_home / g(25)` makes both rules meet at 25 homes. With
/// g = 0.2 one home by itself counts 1 / 0.36 = 2.8 times its coincident value.
///
/// # Source
///
/// toplaag method §6.
#[must_use]
pub fn load(homes: u32, heat: HeatConcept, netbewust: bool, chargers: u32, params: &GridParams) -> Load {
    let factor = if netbewust { params.netbewust_factor.value } else { 1.0 };
    let chargers = f64::from(chargers) * params.charger_kw.value;
    let coincident = f64::from(homes) * params.kw_home(heat) * factor;
    let (g, from) = (params.simultaneity_g.value, params.simultaneity_from.value);
    let raise = if homes < from { simultaneity(homes, g) / simultaneity(from, g) } else { 1.0 };
    Load { peak: Kilowatts(coincident * raise + chargers), coincident: Kilowatts(coincident + chargers) }
}

/// Load and signal of one site.
///
/// # Method
///
/// The code is the worst of the areas that hold the site; without a known one
/// the worst of its postcodes. A written answer beats both; `code_better` reads
/// whichever it is so many steps better. Headroom is the
/// smallest of the areas. The station flag is raised by more than
/// `station_homes` homes around or a peak above `station_load_mw`.
///
/// # Source
///
/// toplaag method §6.
#[must_use]
pub fn assess(input: &GridInput<'_>, params: &GridParams) -> GridResult {
    let built = load(input.homes, input.heat, input.netbewust, input.chargers, params);
    let gone = load(input.homes_gone, HeatConcept::DistrictHeat, false, 0, params);
    let load = built.less(gone);
    let by_area = input.areas.iter().filter_map(|area| area.code).max();
    let by_postcode = input.postcodes.iter().flatten().copied().max();
    let (code, code_source) = match (input.answer, by_area, by_postcode) {
        (Some(code), _, _) => (Some(code), Some(SignalSource::Answer)),
        (None, Some(code), _) => (Some(code), Some(SignalSource::Area)),
        (None, None, Some(code)) => (Some(code), Some(SignalSource::Postcode)),
        (None, None, None) => (None, None),
    };
    let code = code.map(|code| code.better_by(params.code_better.value));
    let areas_differ = by_area != input.areas.iter().filter_map(|area| area.code).min();
    let postcodes_differ = by_area.is_some() && by_postcode.is_some() && by_area != by_postcode;
    let headroom_mw =
        input.areas.iter().filter_map(|area| area.headroom_mw).min_by(|one, other| one.total_cmp(other));
    GridResult {
        load,
        apparent_kva: load.peak.0 / params.power_factor.value,
        code,
        code_source,
        disagrees: areas_differ || postcodes_differ,
        headroom_mw,
        headroom_after_mw: headroom_mw.map(|headroom| headroom - load.coincident.0 / 1_000.0),
        station: needs_station(input.homes_around, load, params),
    }
}

/// Whether the homes around, or a load by itself, could need an electricity
/// station of their own.
///
/// # Source
///
/// toplaag method §6: `net.station_homes`, `net.station_load_mw`.
#[must_use]
pub fn needs_station(homes_around: u32, load: Load, params: &GridParams) -> bool {
    homes_around > params.station_homes.value || load.peak.0 > params.station_load_mw.value * 1_000.0
}

#[expect(clippy::ref_option, reason = "serde asks for a reference")]
fn code_number<S: Serializer>(code: &Option<GridCode>, serializer: S) -> Result<S::Ok, S::Error> {
    code.map(GridCode::number).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    fn net() -> GridParams {
        *Params::built_in().net
    }

    fn area(code: Option<GridCode>, headroom_mw: Option<f64>) -> GridArea {
        GridArea { naam: "Noord".into(), netbeheerder: None, code, headroom_mw, queue_mw: None }
    }

    fn input<'a>(homes: u32, areas: &'a [&'a GridArea]) -> GridInput<'a> {
        GridInput {
            homes,
            homes_gone: 0,
            heat: HeatConcept::AirSource,
            netbewust: false,
            chargers: 0,
            homes_around: homes,
            areas,
            postcodes: &[],
            answer: None,
        }
    }

    /// toplaag method §6, checks for g = 0.2.
    #[test]
    fn simultaneity_falls_from_1_to_0_20() {
        for (n, expected) in [(1, 1.0), (4, 0.6), (25, 0.36), (100, 0.28), (u32::MAX, 0.20)] {
            assert!((simultaneity(n, 0.2) - expected).abs() < 2e-5, "{n}");
        }
    }

    /// toplaag method §6: 22 x 3.0 x 0.8 = 52.8 kW, below one step of 200 kW. The
    /// published sum is the coincident reading; by itself a group of 22 is
    /// below 25 homes and peaks g(22) / g(25) = 1.029 times as high.
    #[test]
    fn twenty_two_grid_aware_homes_add_52_8_kw_to_the_area() {
        let load = load(22, HeatConcept::AirSource, true, 0, &net());
        assert!((load.coincident.0 - 52.8).abs() < 1e-9);
        assert!((load.peak.0 - 54.35).abs() < 0.005, "{}", load.peak.0);
        assert!(load.peak.0 < 200.0);
    }

    #[test]
    fn both_rules_meet_at_25_homes() {
        let peak = |homes| load(homes, HeatConcept::Hybrid, false, 0, &net()).peak.0;
        assert!((peak(25) - 45.0).abs() < 1e-9);
        assert!((peak(26) - 46.8).abs() < 1e-9);
        assert!(peak(24) < peak(25) && peak(24) > 24.0 * 1.8);
        // One home: 3.0 / 0.36 = 8.33 kW.
        assert!((load(1, HeatConcept::AirSource, false, 0, &net()).peak.0 - 3.0 / 0.36).abs() < 1e-9);
    }

    #[test]
    fn no_homes_add_no_load_and_chargers_are_not_made_grid_aware() {
        let load = load(0, HeatConcept::AirSource, true, 3, &net());
        assert_eq!((load.peak.0, load.coincident.0), (3.0, 3.0));
    }

    /// Order of magnitude: 1,084 MW for 248,691 homes in Zuid-Holland is
    /// 4.36 kW per home; the highest default lies between half of it and it.
    #[test]
    fn defaults_per_home_are_of_the_order_of_the_provincial_figure() {
        let provincial = 1_084_000.0 / 248_691.0;
        let highest = HeatConcept::ALL.iter().map(|&heat| net().kw_home(heat)).fold(0.0, f64::max);
        assert!((provincial / 2.0..provincial).contains(&highest));
    }

    #[test]
    fn the_worst_code_wins_and_a_contradiction_is_flagged() {
        let (good, bad) =
            (area(Some(GridCode::Limited), Some(8.0)), area(Some(GridCode::Shortage), Some(-2.0)));
        let result = assess(&input(100, &[&good, &bad]), &net());
        assert_eq!(result.code, Some(GridCode::Shortage));
        assert!(result.disagrees);
        assert_eq!(result.headroom_mw, Some(-2.0));
        // 100 homes of 3 kW take 0.3 MW more.
        assert_eq!(result.headroom_after_mw, Some(-2.3));
        let result = assess(&input(100, &[&good]), &net());
        assert_eq!((result.code, result.disagrees), (Some(GridCode::Limited), false));
    }

    #[test]
    fn postcodes_only_check_a_known_area_and_stand_in_for_an_unknown_one() {
        let known = area(Some(GridCode::Limited), None);
        let unknown = area(None, None);
        let postcodes = [Some(GridCode::Research), None];
        let result = assess(&GridInput { postcodes: &postcodes, ..input(10, &[&known]) }, &net());
        assert_eq!((result.code, result.disagrees), (Some(GridCode::Limited), true));
        let result = assess(&GridInput { postcodes: &postcodes, ..input(10, &[&unknown]) }, &net());
        assert_eq!((result.code, result.disagrees), (Some(GridCode::Research), false));
        assert_eq!(result.code_source, Some(SignalSource::Postcode));
    }

    /// 100 homes with 3 kW instead of 80 with 1.3 kW: 300 less 104.
    #[test]
    fn homes_that_go_take_their_load_along() {
        let rebuilt = assess(&GridInput { homes_gone: 80, ..input(100, &[]) }, &net());
        assert!((rebuilt.load.peak.0 - 196.0).abs() < 1e-9, "{:?}", rebuilt.load);
        let fewer = assess(&GridInput { homes_gone: 400, ..input(100, &[]) }, &net());
        assert_eq!(fewer.load.peak.0, 0.0);
    }

    #[test]
    fn a_written_answer_beats_the_map() {
        let bad = area(Some(GridCode::Shortage), None);
        let result = assess(&GridInput { answer: Some(GridCode::Capacity), ..input(10, &[&bad]) }, &net());
        assert_eq!(result.code, Some(GridCode::Capacity));
        assert_eq!(result.code_source, Some(SignalSource::Answer));
    }

    #[test]
    fn without_map_and_answer_the_signal_is_unknown() {
        let result = assess(&input(10, &[]), &net());
        assert_eq!((result.code, result.code_source, result.headroom_after_mw), (None, None, None));
    }

    #[test]
    fn more_than_200_homes_around_or_600_kw_ask_for_a_station() {
        let station =
            |homes, homes_around| assess(&GridInput { homes_around, ..input(homes, &[]) }, &net()).station;
        assert!(!station(50, 200));
        assert!(station(50, 201));
        assert!(!station(200, 200));
        // 201 homes of 3 kW are 603 kW.
        assert!(station(201, 0));
    }

    #[test]
    fn the_code_is_written_as_its_number() {
        let bad = area(Some(GridCode::Shortage), None);
        let json = serde_json::to_value(assess(&input(1, &[&bad]), &net())).unwrap();
        assert_eq!(json["code"], 3);
        assert_eq!(json["code_source"], "area");
    }

    proptest::proptest! {
        #[test]
        fn more_homes_never_add_less_load(homes in 0u32..400) {
            let peak = |homes| load(homes, HeatConcept::AirSource, true, 2, &net());
            proptest::prop_assert!(peak(homes).peak.0 <= peak(homes + 1).peak.0);
            proptest::prop_assert!(peak(homes).coincident.0 <= peak(homes).peak.0 + 1e-9);
        }
    }
}
