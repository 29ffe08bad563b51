//! What do water and soil ask of this site?
//!
//! The framework (Ruimtelijk afwegingskader, April 2024) speaks of new
//! development and gives no rule for optoppen; how much a theme counts for a
//! form is our reading, set in `data/params/water.toml`, and shown as such.

use serde::{Serialize, Serializer};

use crate::{
    codes::codes,
    model::{Form, WaterClass},
    params::{Treatment, WaterParams, WaterTheme},
    units::{Meters, SquareMeters},
};

codes! {
    /// What a theme found.
    WaterFlag {
        /// Mean highest groundwater too near to the surface (te nat).
        TooWet = "too_wet",
        /// Mean lowest groundwater too deep (te droog); wooden piles suffer.
        TooDry = "too_dry",
        /// Soft soil (te slap).
        TooSoft = "too_soft",
        /// Floods too deep (te gevaarlijk); entrances and evacuation.
        TooDangerous = "too_dangerous",
        /// Salt in root zone or surface water (te zout).
        TooSalt = "too_salt",
        /// An old pand in an area with foundation trouble.
        PileRisk = "pile_risk",
        /// Added paving asks for storage of rain.
        Storage = "storage",
    }
}

codes! {
    /// A measure to consider; general ones, from the handelingsperspectief.
    Measure {
        /// Raise entrance or floor level.
        RaiseEntrance = "raise_entrance",
        /// A safe upper floor.
        SafeUpperFloor = "safe_upper_floor",
        /// Waterberging on the site or on the roof.
        StorageOnSite = "storage_on_site",
        /// Drainage and partial raising of the ground.
        Drainage = "drainage",
        /// Light fill.
        LightFill = "light_fill",
        /// A deep pile foundation.
        DeepPiles = "deep_piles",
        /// Floors without a crawl space.
        NoCrawlSpace = "no_crawl_space",
        /// Shade and green.
        ShadeAndGreen = "shade_and_green",
    }
}

/// What must be known of a site to answer; `None` is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WaterInput {
    /// How the homes are added.
    pub form: Form,
    /// The class that covers most of it.
    pub dominant: Option<WaterClass>,
    /// The worst class that is no sliver.
    pub worst: Option<WaterClass>,
    /// Paving the plan adds; ignored for a form without new footprint.
    pub added_paving: SquareMeters,
    /// Theme maps at the site.
    pub themes: Themes,
}

/// Values of the theme maps at one site.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Themes {
    /// Mean highest groundwater (GHG), below ground level.
    pub ghg: Option<Meters>,
    /// Mean lowest groundwater (GLG), below ground level.
    pub glg: Option<Meters>,
    /// Greatest depth of a flood.
    pub flood_depth: Option<Meters>,
    /// Whether it lies outside the dikes.
    pub outside_dikes: bool,
    /// Whether the soil is peat or otherwise soft (BOFEK veen, 200-series).
    pub soft_soil: Option<bool>,
    /// Whether salt is expected in root zone or surface water.
    pub salt: Option<bool>,
    /// Whether it lies in an RVO indicatief funderingsgebied.
    pub foundation_area: Option<bool>,
    /// Year the pand was built.
    pub bouwjaar: Option<u16>,
}

/// One thing a theme found and how much it counts for this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was found.
    pub flag: WaterFlag,
    /// How much it counts.
    pub counts: Treatment,
}

/// The answer for one site.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WaterResult {
    /// The class that covers most of it.
    #[serde(serialize_with = "class_letter")]
    pub dominant: Option<WaterClass>,
    /// The worst class that is no sliver.
    #[serde(serialize_with = "class_letter")]
    pub worst: Option<WaterClass>,
    /// Value of the class that counts for this form; `None` without a class.
    pub factor: Option<f64>,
    /// Class D, and the form does not go there.
    pub knock_out: bool,
    /// Class D, and the form may: entrances and evacuation to be examined.
    pub class_d: bool,
    /// Water to store for added paving, m³.
    pub storage_m3: f64,
    /// What the themes found, in the order of [`WaterFlag`].
    pub findings: Vec<Finding>,
    /// Measures to consider, in the order of [`Measure`].
    pub measures: Vec<Measure>,
}

/// Water and soil of one site.
///
/// # Method
///
/// A form that takes new ground counts the worst class and its paving; the
/// others count the dominant class and add no paving. Class D, dominant or
/// worst, is a knock-out for the forms listed in `class_d_excludes` and a flag
/// for the rest. Themes are held against their thresholds and come out with
/// how much they count for the form; a theme that counts for nothing is left
/// out. Themes do not change the factor: the class holds them already.
///
/// # Source
///
/// toplaag method §7.
#[must_use]
pub fn assess(input: &WaterInput, params: &WaterParams) -> WaterResult {
    let new_footprint = params.new_footprint.value.contains(&input.form);
    let (first, second) =
        if new_footprint { (input.worst, input.dominant) } else { (input.dominant, input.worst) };
    let in_d = input.dominant.max(input.worst) == Some(WaterClass::D);
    let knock_out = in_d && params.class_d_excludes.value.contains(&input.form);
    let paving = if new_footprint { input.added_paving } else { SquareMeters(0.0) };
    let storage_m3 = if params.treatment(WaterTheme::Storage, input.form) == Treatment::None {
        0.0
    } else {
        storage_needed(paving, params.storage_mm.value)
    };
    let findings = findings(input, storage_m3, params);
    WaterResult {
        dominant: input.dominant,
        worst: input.worst,
        factor: first.or(second).map(|class| params.class_factor.value.of(class)),
        knock_out,
        class_d: in_d && !knock_out,
        storage_m3,
        measures: measures(input, &findings, new_footprint, params),
        findings,
    }
}

/// Water to store for added paving, m³.
///
/// # Units
///
/// Paving in m², the rule in millimeters of water over it.
///
/// # Examples
///
/// ```
/// use toplaag::{assess::water::storage_needed, units::SquareMeters};
///
/// // Veldhoven: 1,800 m² at 42 mm.
/// assert!((storage_needed(SquareMeters(1_800.0), 42.0) - 75.6).abs() < 1e-9);
/// ```
///
/// # Source
///
/// toplaag method §7: waterschappen ask for 20 to 80 mm over new paving.
#[must_use]
pub fn storage_needed(paving: SquareMeters, rule_mm: f64) -> f64 {
    // Of no surfaces the sum is -0.0, which `max` may keep.
    if paving.0 > 0.0 { paving.0 * rule_mm / 1_000.0 } else { 0.0 }
}

fn findings(input: &WaterInput, storage_m3: f64, params: &WaterParams) -> Vec<Finding> {
    let themes = &input.themes;
    let optoppen = input.form == Form::Optoppen;
    let old = themes.bouwjaar.is_some_and(|year| year < params.pile_risk_year.value);
    let piles = themes.foundation_area == Some(true) && old;

    let too_wet = themes.ghg.is_some_and(|ghg| ghg.0 < params.ghg_min_m.value);
    let too_dry = themes.glg.is_some_and(|glg| glg.0 > params.glg_max_m.value);
    // Outside the dikes any water is too much for homes on the ground; homes
    // on top of others stay dry and only their way out counts.
    let depth_limit = if themes.outside_dikes && !optoppen { 0.0 } else { params.flood_depth_flag_m.value };
    let dangerous = themes.flood_depth.is_some_and(|depth| depth.0 > depth_limit);

    // Groundwater touches a home on top through old wooden piles alone, and
    // a home in an existing ground floor through moisture alone.
    let takes_ground = params.new_footprint.value.contains(&input.form);
    let found = [
        (WaterFlag::TooWet, WaterTheme::Groundwater, too_wet && !optoppen),
        (WaterFlag::TooDry, WaterTheme::Groundwater, too_dry && (takes_ground || optoppen && old)),
        (WaterFlag::TooSoft, WaterTheme::Subsidence, themes.soft_soil == Some(true)),
        (WaterFlag::TooDangerous, WaterTheme::Flooding, dangerous),
        (WaterFlag::TooSalt, WaterTheme::Salt, themes.salt == Some(true)),
        (WaterFlag::PileRisk, WaterTheme::Subsidence, piles),
        (WaterFlag::Storage, WaterTheme::Storage, storage_m3 > 0.0),
    ];
    found
        .into_iter()
        .filter(|(_, _, holds)| *holds)
        .map(|(flag, theme, _)| Finding { flag, counts: params.treatment(theme, input.form) })
        .filter(|finding| finding.counts != Treatment::None)
        .collect()
}

fn measures(
    input: &WaterInput,
    findings: &[Finding],
    new_footprint: bool,
    params: &WaterParams,
) -> Vec<Measure> {
    let found = |flag| findings.iter().any(|finding| finding.flag == flag);
    let dangerous = found(WaterFlag::TooDangerous);
    let depth = input.themes.flood_depth.unwrap_or_default();
    // Up to this depth one can build on it; deeper, people must get above it.
    let deep = depth.0 > params.flood_depth_adapt_m.value;
    let on_top = input.form == Form::Optoppen;
    let considered = [
        (Measure::RaiseEntrance, dangerous && (!deep || on_top)),
        (Measure::SafeUpperFloor, dangerous && deep && !on_top),
        (Measure::StorageOnSite, found(WaterFlag::Storage)),
        (Measure::Drainage, found(WaterFlag::TooWet) && new_footprint),
        (Measure::LightFill, found(WaterFlag::TooSoft) && new_footprint),
        (Measure::DeepPiles, found(WaterFlag::TooSoft) && new_footprint),
        (Measure::NoCrawlSpace, found(WaterFlag::TooWet) && new_footprint),
        (Measure::ShadeAndGreen, found(WaterFlag::Storage)),
    ];
    considered.into_iter().filter(|(_, holds)| *holds).map(|(measure, _)| measure).collect()
}

#[expect(clippy::ref_option, reason = "serde asks for a reference")]
fn class_letter<S: Serializer>(class: &Option<WaterClass>, serializer: S) -> Result<S::Ok, S::Error> {
    class.map(WaterClass::letter).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    fn water() -> WaterParams {
        *Params::built_in().water
    }

    fn input(form: Form, dominant: WaterClass, worst: WaterClass) -> WaterInput {
        WaterInput {
            form,
            dominant: Some(dominant),
            worst: Some(worst),
            added_paving: SquareMeters(500.0),
            themes: Themes::default(),
        }
    }

    fn flags(form: Form, themes: Themes) -> Vec<(WaterFlag, Treatment)> {
        let input = WaterInput {
            themes,
            added_paving: SquareMeters(0.0),
            ..input(form, WaterClass::A, WaterClass::A)
        };
        assess(&input, &water()).findings.iter().map(|finding| (finding.flag, finding.counts)).collect()
    }

    /// toplaag method §7: Delfland watersleutel, 1,358 m² -> 103 m³, which is
    /// 75.8 mm; stored in 206 m² of water it rises 0.5 m. Veldhoven: 1,800 m²
    /// at 42 mm is 75.6 m³.
    #[test]
    fn published_storage_sums_come_out() {
        let delfland_mm = 103.0 / 1_358.0 * 1_000.0;
        assert!((delfland_mm - 75.8_f64).abs() < 0.05);
        assert!((storage_needed(SquareMeters(1_358.0), 75.8) - 103.0).abs() < 0.1);
        assert!((storage_needed(SquareMeters(1_358.0), delfland_mm) / 206.0 - 0.5).abs() < 0.001);
        assert!((storage_needed(SquareMeters(1_800.0), 42.0) - 75.6).abs() < 1e-9);
    }

    #[test]
    fn new_ground_counts_the_worst_class_and_a_storey_on_top_the_dominant_one() {
        let factor = |form| assess(&input(form, WaterClass::B, WaterClass::CLarge), &water()).factor;
        assert_eq!(factor(Form::Inbreiding), Some(0.40));
        assert_eq!(factor(Form::Optoppen), Some(0.85));
    }

    #[test]
    fn class_d_knocks_out_new_ground_and_flags_homes_on_top() {
        for (form, knock_out) in [
            (Form::Optoppen, false),
            (Form::Splitsen, false),
            (Form::Uitplinten, false),
            (Form::Aanplakken, true),
            (Form::Inbreiding, true),
            (Form::SloopNieuwbouw, true),
        ] {
            let result = assess(&input(form, WaterClass::A, WaterClass::D), &water());
            assert_eq!((result.knock_out, result.class_d), (knock_out, !knock_out), "{form:?}");
        }
        let mut lifted = water();
        lifted.class_d_excludes.value.clear();
        assert!(assess(&input(Form::Inbreiding, WaterClass::D, WaterClass::D), &lifted).class_d);
    }

    #[test]
    fn an_empty_class_has_no_factor_and_one_known_class_is_used() {
        let none =
            WaterInput { dominant: None, worst: None, ..input(Form::Optoppen, WaterClass::A, WaterClass::A) };
        assert_eq!(assess(&none, &water()).factor, None);
        let worst_only = WaterInput { dominant: None, ..input(Form::Optoppen, WaterClass::A, WaterClass::B) };
        assert_eq!(assess(&worst_only, &water()).factor, Some(0.85));
    }

    #[test]
    fn storeys_on_top_add_no_paving() {
        let result = |form| assess(&input(form, WaterClass::A, WaterClass::A), &water());
        assert_eq!(result(Form::Optoppen).storage_m3, 0.0);
        assert!(result(Form::Optoppen).measures.is_empty());
        // 500 m² at 60 mm.
        assert_eq!(result(Form::Inbreiding).storage_m3, 30.0);
        assert_eq!(result(Form::Inbreiding).measures, [Measure::StorageOnSite, Measure::ShadeAndGreen]);
    }

    #[test]
    fn groundwater_is_held_against_its_thresholds() {
        let themes =
            |ghg, glg| Themes { ghg: Some(Meters(ghg)), glg: Some(Meters(glg)), ..Themes::default() };
        assert!(flags(Form::Inbreiding, themes(0.30, 1.80)).is_empty());
        assert_eq!(
            flags(Form::Inbreiding, themes(0.29, 1.81)),
            [(WaterFlag::TooWet, Treatment::Full), (WaterFlag::TooDry, Treatment::Full)]
        );
        assert_eq!(flags(Form::Splitsen, themes(0.29, 1.81)), [(WaterFlag::TooWet, Treatment::Flag)]);
        assert!(flags(Form::Optoppen, themes(0.29, 1.81)).is_empty());
        let old = Themes { bouwjaar: Some(1960), ..themes(0.29, 1.81) };
        assert_eq!(flags(Form::Optoppen, old), [(WaterFlag::TooDry, Treatment::Flag)]);
    }

    #[test]
    fn soft_soil_and_old_piles_count_in_full_for_storeys_on_top() {
        let themes = Themes {
            soft_soil: Some(true),
            foundation_area: Some(true),
            bouwjaar: Some(1969),
            ..Themes::default()
        };
        assert_eq!(
            flags(Form::Optoppen, themes),
            [(WaterFlag::TooSoft, Treatment::Full), (WaterFlag::PileRisk, Treatment::Full)]
        );
        let newer = Themes { bouwjaar: Some(1970), soft_soil: None, ..themes };
        assert!(flags(Form::Optoppen, newer).is_empty());
    }

    #[test]
    fn floods_count_from_1_5_m_behind_dikes_and_from_any_depth_outside() {
        let themes = |depth, outside_dikes| Themes {
            flood_depth: Some(Meters(depth)),
            outside_dikes,
            ..Themes::default()
        };
        assert!(flags(Form::Inbreiding, themes(1.5, false)).is_empty());
        assert!(flags(Form::Inbreiding, themes(0.0, true)).is_empty());
        assert_eq!(flags(Form::Inbreiding, themes(0.2, true)), [(WaterFlag::TooDangerous, Treatment::Full)]);
        assert!(flags(Form::Optoppen, themes(0.2, true)).is_empty());
        assert_eq!(flags(Form::Optoppen, themes(1.6, false)), [(WaterFlag::TooDangerous, Treatment::Flag)]);
    }

    #[test]
    fn measures_follow_what_was_found() {
        let measures = |form, themes| {
            let input = WaterInput {
                added_paving: SquareMeters(0.0),
                themes,
                ..input(form, WaterClass::B, WaterClass::B)
            };
            assess(&input, &water()).measures
        };
        let wet = Themes { ghg: Some(Meters(0.1)), soft_soil: Some(true), ..Themes::default() };
        assert_eq!(
            measures(Form::Inbreiding, wet),
            [Measure::Drainage, Measure::LightFill, Measure::DeepPiles, Measure::NoCrawlSpace]
        );
        assert!(measures(Form::Optoppen, wet).is_empty());
        let flood = Themes { flood_depth: Some(Meters(2.0)), ..Themes::default() };
        assert_eq!(measures(Form::Inbreiding, flood), [Measure::SafeUpperFloor]);
        assert_eq!(measures(Form::Optoppen, flood), [Measure::RaiseEntrance]);
        let shallow = Themes { flood_depth: Some(Meters(0.8)), outside_dikes: true, ..Themes::default() };
        assert_eq!(measures(Form::Inbreiding, shallow), [Measure::RaiseEntrance]);
    }

    #[test]
    fn the_class_is_written_as_its_letter() {
        let json =
            serde_json::to_value(assess(&input(Form::Optoppen, WaterClass::B, WaterClass::CLarge), &water()));
        assert_eq!(json.unwrap()["worst"], "C2");
    }
}
