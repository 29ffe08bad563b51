//! Which norms change when a rule gives way, by a step or altogether?
//!
//! "The rule that blocks the most homes" is asked by changing that rule and
//! asking all others again: no second account of what a rule does. What is
//! changed is a list of norms, so that anybody may ask the same with
//! `toplaag watals` or by another scan.

use serde_json::{Value as Json, json};

use super::{Missing, Reason, optoppen::Assessment};
use crate::{
    codes::codes,
    model::{EnergyLabel, Form},
    params::{Change, HEIGHT_EXTRA_MOST_M, Params},
};

/// Free places that no site needs all of, which is no norm at all; places a site.
const FREE_OF_NORM: f64 = 1e6;

codes! {
    /// A rule that may give way: one that rules homes out or leaves them
    /// undecided, or one that limits how many there are.
    Rule {
        /// How high one may build.
        HeightLimit = "height_limit",
        /// How old a pand is.
        Bouwjaar = "bouwjaar",
        /// How many storeys a pand may carry, whatever the plan allows.
        Layers = "layers",
        /// Whether the structure carries more.
        Structure = "structure",
        /// How many storeys a pand has.
        Storeys = "storeys",
        /// How much of a roof is flat.
        FlatShare = "flat_share",
        /// How large a flat roof is.
        FlatArea = "flat_area",
        /// How much of a pand is homes.
        Woonfunctie = "woonfunctie",
        /// Who decides.
        Owner = "owner",
        /// Places that a map rules out.
        Restriction = "restriction",
        /// Rijksmonumenten.
        Rijksmonument = "rijksmonument",
        /// Demolition that is planned.
        Demolition = "demolition",
        /// Status in the register.
        Status = "status",
        /// How few homes are worth a project.
        HomesMin = "homes_min",
        /// How large a new home is.
        HomeSize = "home_size",
        /// How densely free ground is built.
        Density = "density",
        /// Whether it stands empty.
        Vacancy = "vacancy",
        /// What the owner wants with what is in use.
        OwnerPlan = "owner_plan",
        /// What is in the plinth.
        PlinthUse = "plinth_use",
        /// How much floor of other uses there is.
        FloorArea = "floor_area",
        /// How much of the floor gets daylight.
        Daylight = "daylight",
        /// How young a pand is.
        TooYoung = "too_young",
        /// Energy labels that protect homes.
        Label = "label",
        /// How many homes rebuilding must gain.
        Gain = "gain",
        /// How full the street may be where homes are split.
        ParkingPressure = "parking_pressure",
        /// How long an earlier permit stands in the way.
        EarlierPermit = "earlier_permit",
        /// How large a home must be to be split.
        SplitSize = "split_size",
        /// Forms that a plan does not let go together.
        Together = "together",
        /// Parking places per home.
        ParkingNorm = "parking_norm",
        /// How full the street may be.
        StreetLimit = "street_limit",
        /// What the map of the electricity grid says.
        GridCode = "grid_code",
    }
}

codes! {
    /// How a rule gives way.
    Way {
        /// It moves one step (`[params.knelpunten]`).
        Step = "step",
        /// What is not known of it turns out well.
        Known = "known",
        /// It is lifted altogether.
        Lifted = "lifted",
    }
}

impl Rule {
    /// The rule behind a reason; `None` for what no norm decides: a home that
    /// does not fit, and what was measured on the maps.
    #[must_use]
    pub fn of(reason: Reason) -> Option<Self> {
        Some(match reason {
            Reason::Status => Self::Status,
            Reason::Woonfunctie => Self::Woonfunctie,
            Reason::Rijksmonument => Self::Rijksmonument,
            Reason::Demolition => Self::Demolition,
            Reason::Restriction => Self::Restriction,
            Reason::Bouwjaar => Self::Bouwjaar,
            Reason::Structure => Self::Structure,
            Reason::FlatShare => Self::FlatShare,
            Reason::FlatArea => Self::FlatArea,
            Reason::Storeys => Self::Storeys,
            Reason::HeightLimit => Self::HeightLimit,
            Reason::Owner => Self::Owner,
            Reason::Vacancy => Self::Vacancy,
            Reason::TooYoung => Self::TooYoung,
            Reason::Label => Self::Label,
            Reason::Gain => Self::Gain,
            Reason::ParkingPressure => Self::ParkingPressure,
            Reason::EarlierPermit => Self::EarlierPermit,
            Reason::Daylight => Self::Daylight,
            Reason::FloorArea => Self::FloorArea,
            Reason::Use
            | Reason::EndWall
            | Reason::FreeDepth
            | Reason::ClassD
            | Reason::NoHome
            | Reason::Taken => return None,
        })
    }

    /// The forms it is about.
    #[must_use]
    pub fn forms(self) -> &'static [Form] {
        use Form::{Aanplakken, Inbreiding, Optoppen, SloopNieuwbouw, Splitsen, Transformatie, Uitplinten};
        match self {
            Self::HeightLimit => &[Optoppen, Inbreiding],
            Self::Bouwjaar
            | Self::Layers
            | Self::Structure
            | Self::Storeys
            | Self::FlatShare
            | Self::FlatArea => &[Optoppen],
            Self::Woonfunctie => &[Optoppen, Aanplakken, Uitplinten],
            Self::Owner => &[Optoppen, Aanplakken, Uitplinten, Splitsen, SloopNieuwbouw],
            Self::Rijksmonument => &[Optoppen, Aanplakken, SloopNieuwbouw],
            Self::Demolition => &[Optoppen, Aanplakken, Uitplinten, Splitsen, Transformatie],
            Self::Density => &[Inbreiding],
            Self::Vacancy | Self::OwnerPlan | Self::FloorArea | Self::Daylight => &[Transformatie],
            Self::PlinthUse => &[Uitplinten],
            Self::TooYoung => &[Transformatie, SloopNieuwbouw],
            Self::Label | Self::Gain => &[SloopNieuwbouw],
            Self::ParkingPressure | Self::EarlierPermit | Self::SplitSize => &[Splitsen],
            Self::Together => &[Optoppen, Splitsen],
            Self::Restriction
            | Self::Status
            | Self::HomesMin
            | Self::HomeSize
            | Self::ParkingNorm
            | Self::StreetLimit
            | Self::GridCode => Form::ALL,
        }
    }

    /// What is not known, where that is what it waits for.
    #[must_use]
    pub fn fact(self) -> Option<Missing> {
        Some(match self {
            Self::HeightLimit => Missing::Limit,
            Self::Structure => Missing::Structure,
            Self::Owner => Missing::Owner,
            Self::Vacancy => Missing::Vacancy,
            Self::OwnerPlan => Missing::OwnerPlan,
            Self::PlinthUse => Missing::PlinthUse,
            _ => return None,
        })
    }

    /// The norms that change when it gives way; `None` when it cannot give way
    /// like that, or has done so already.
    #[must_use]
    pub fn gives(self, way: Way, params: &Params) -> Option<Vec<Change>> {
        let changes = match way {
            Way::Step => self.moves(params)?,
            Way::Known => forget(self.fact()?, params),
            Way::Lifted => self.goes(params)?,
        };
        let other = |change: &Change| params.get(&change.key).is_some_and(|norm| norm.value != change.value);
        let changes: Vec<Change> = changes.into_iter().filter(other).collect();
        (!changes.is_empty()).then_some(changes)
    }

    /// One step.
    fn moves(self, params: &Params) -> Option<Vec<Change>> {
        let (top, forms, step) = (&params.optoppen, &params.vormen, &params.knelpunten);
        Some(match self {
            Self::HeightLimit => {
                let storey = top.new_storey_m.value.max(params.inbreiding.storey_m.value);
                let extra = top.height_extra_m.value + storey * f64::from(step.storeys.value);
                vec![set("optoppen.height_extra_m", tidy(extra.min(HEIGHT_EXTRA_MOST_M)))]
            }
            Self::Bouwjaar => {
                let earlier = |year: u16| year.saturating_sub(step.bouwjaar_y.value);
                vec![
                    set("optoppen.bouwjaar_min", earlier(top.bouwjaar_min.value)),
                    // The first band alone: what younger panden may carry is another rule.
                    each(params, "optoppen.layers_by_bouwjaar", "from", |at, from| match at {
                        0 => json!(u16::try_from(from.as_u64().unwrap_or(0)).map_or(0, earlier)),
                        _ => from.clone(),
                    })?,
                ]
            }
            Self::Layers => vec![
                set("optoppen.max_extra", top.max_extra.value.saturating_add(step.storeys.value)),
                each(params, "optoppen.layers_by_bouwjaar", "layers", |_, layers| {
                    json!(layers.as_u64().unwrap_or(0) + u64::from(step.storeys.value))
                })?,
            ],
            Self::Storeys => vec![
                set(
                    "optoppen.existing_storeys_min",
                    top.existing_storeys_min.value.saturating_sub(step.storeys.value),
                ),
                set(
                    "optoppen.existing_storeys_max",
                    top.existing_storeys_max.value.saturating_add(step.storeys.value),
                ),
            ],
            Self::FlatShare => {
                vec![less(
                    "optoppen.roof_flat_share_min",
                    top.roof_flat_share_min.value,
                    step.flat_share.value,
                )]
            }
            Self::FlatArea => {
                vec![less("optoppen.flat_roof_min_m2", top.flat_roof_min_m2.value, step.flat_area_m2.value)]
            }
            Self::Woonfunctie => vec![
                less(
                    "optoppen.woonfunctie_share_min",
                    top.woonfunctie_share_min.value,
                    step.homes_share.value,
                ),
                less(
                    "vormen.plinth_homes_share_min",
                    forms.plinth_homes_share_min.value,
                    step.homes_share.value,
                ),
            ],
            Self::Owner => {
                vec![less("optoppen.owner_share_min", top.owner_share_min.value, step.owner_share.value)]
            }
            Self::HomesMin => vec![set(
                "optoppen.homes_min_pand",
                top.homes_min_pand.value.saturating_sub(step.homes_min.value).max(1),
            )],
            Self::HomeSize => home_sizes(params)?,
            Self::Density => densities(params)?,
            Self::FloorArea => {
                vec![less("vormen.transform_min_m2", forms.transform_min_m2.value, step.floor_m2.value)]
            }
            Self::Daylight => vec![less(
                "vormen.transform_daylight_share_min",
                forms.transform_daylight_share_min.value,
                step.daylight.value,
            )],
            Self::TooYoung => {
                let less = |age: u16| age.saturating_sub(step.age_y.value);
                let least = forms.rebuild_never_age_y.value;
                vec![
                    set("vormen.transform_min_age_y", less(forms.transform_min_age_y.value)),
                    set(
                        "vormen.rebuild_min_age_y",
                        // Never below the age under which nothing is rebuilt.
                        less(forms.rebuild_min_age_y.value).max(least),
                    ),
                ]
            }
            Self::Label => {
                let protects = EnergyLabel::parse(&forms.label_protects.value)?;
                let better = EnergyLabel::ALL.iter().rfind(|label| **label < protects)?;
                vec![set("vormen.label_protects", better.code())]
            }
            Self::Gain => {
                vec![less("vormen.rebuild_min_gain", forms.rebuild_min_gain.value, step.gain.value)]
            }
            Self::ParkingPressure => vec![set(
                "vormen.parking_pressure_max",
                tidy(forms.parking_pressure_max.value + step.pressure.value),
            )],
            Self::EarlierPermit => {
                vec![set("vormen.permit_years", forms.permit_years.value.saturating_sub(step.permit_y.value))]
            }
            Self::SplitSize => {
                let size = forms.split_min_go_m2.value - step.split_go_m2.value;
                (size > 0.0).then(|| vec![set("vormen.split_min_go_m2", tidy(size))])?
            }
            Self::ParkingNorm => vec![set(
                "parkeren.norm_minder",
                tidy(params.parkeren.norm_minder.value + step.parking_pp.value),
            )],
            Self::StreetLimit => vec![set(
                "parkeren.street_limit",
                tidy((params.parkeren.street_limit.value + step.pressure.value).min(1.0)),
            )],
            Self::GridCode => vec![better_code(params, step.grid_codes.value)],
            Self::Structure
            | Self::Restriction
            | Self::Rijksmonument
            | Self::Demolition
            | Self::Status
            | Self::Vacancy
            | Self::OwnerPlan
            | Self::PlinthUse
            | Self::Together => return None,
        })
    }

    /// Without it.
    fn goes(self, params: &Params) -> Option<Vec<Change>> {
        let lifted = |rule: &str| {
            let mut rules = params.optoppen.rules_lifted.value.clone();
            if !rules.iter().any(|known| known == rule) {
                rules.push(rule.to_owned());
            }
            vec![set("optoppen.rules_lifted", rules)]
        };
        Some(match self {
            Self::HeightLimit => vec![set("optoppen.height_extra_m", HEIGHT_EXTRA_MOST_M)],
            // What is older than the first band is taken for one of it.
            Self::Bouwjaar => vec![
                set("optoppen.bouwjaar_min", 0),
                each(params, "optoppen.layers_by_bouwjaar", "from", |at, from| {
                    if at == 0 { json!(0) } else { from.clone() }
                })?,
            ],
            Self::Label => vec![set("vormen.label_protects", "")],
            // What is taken down cannot be kept, whatever a plan says.
            Self::Together => {
                let excludes = &params.vormen.combine_excludes.value;
                let stays = |(one, other): &&(Form, Form)| [one, other].contains(&&Form::SloopNieuwbouw);
                let left: Vec<&(Form, Form)> = excludes.iter().filter(stays).collect();
                vec![set("vormen.combine_excludes", left)]
            }
            Self::ParkingNorm => vec![set("parkeren.free_places", FREE_OF_NORM)],
            Self::GridCode => vec![better_code(params, u32::from(u8::MAX))],
            Self::Structure
            | Self::Storeys
            | Self::FlatShare
            | Self::FlatArea
            | Self::Woonfunctie
            | Self::Restriction
            | Self::Rijksmonument
            | Self::Demolition
            | Self::Status
            | Self::FloorArea
            | Self::Daylight
            | Self::TooYoung
            | Self::Gain
            | Self::ParkingPressure
            | Self::EarlierPermit => lifted(self.code()),
            Self::Owner
            | Self::Layers
            | Self::HomesMin
            | Self::HomeSize
            | Self::Density
            | Self::Vacancy
            | Self::OwnerPlan
            | Self::PlinthUse
            | Self::SplitSize
            | Self::StreetLimit => return None,
        })
    }
}

fn set(key: &str, value: impl serde::Serialize) -> Change {
    let value = serde_json::to_value(value).unwrap_or_default();
    Change { key: key.to_owned(), part: Vec::new(), value }
}

/// A number without the noise of sums in f64: 0.75 less 0.1 is 0.65.
fn tidy(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// A bound that goes down, to none at most.
fn less(key: &str, value: f64, step: f64) -> Change {
    set(key, tidy((value - step).max(0.0)))
}

/// Another value for one field in each row of a norm that is a list; `None`
/// where it has no rows.
fn each(params: &Params, key: &str, field: &str, other: impl Fn(usize, &Json) -> Json) -> Option<Change> {
    let mut rows = params.get(key)?.value.as_array()?.clone();
    for (at, row) in rows.iter_mut().enumerate() {
        let value = other(at, row.get(field)?);
        row[field] = value;
    }
    (!rows.is_empty()).then(|| set(key, rows))
}

/// The lists of facts without which something is undecided, less one.
fn forget(fact: Missing, params: &Params) -> Vec<Change> {
    let lists = [
        ("optoppen.undecided_without", &params.optoppen.undecided_without.value),
        ("inbreiding.undecided_without", &params.inbreiding.undecided_without.value),
        ("vormen.undecided_without", &params.vormen.undecided_without.value),
    ];
    let less = |list: &[String]| {
        list.iter().filter(|code| code.as_str() != fact.code()).cloned().collect::<Vec<_>>()
    };
    lists.into_iter().map(|(key, list)| set(key, less(list))).collect()
}

/// Smaller homes in every form; `None` where a home would have no size.
fn home_sizes(params: &Params) -> Option<Vec<Change>> {
    let (top, plots, forms) = (&params.optoppen, &params.inbreiding, &params.vormen);
    let sizes = [
        ("optoppen.home_go_low_m2", top.home_go_low_m2.value),
        ("optoppen.home_go_m2", top.home_go_m2.value),
        ("optoppen.home_go_high_m2", top.home_go_high_m2.value),
        ("inbreiding.home_go_low_m2", plots.home_go_low_m2.value),
        ("inbreiding.home_go_m2", plots.home_go_m2.value),
        ("inbreiding.home_go_high_m2", plots.home_go_high_m2.value),
        ("vormen.home_go_low_m2", forms.home_go_low_m2.value),
        ("vormen.home_go_m2", forms.home_go_m2.value),
        ("vormen.home_go_high_m2", forms.home_go_high_m2.value),
        ("vormen.plinth_home_go_low_m2", forms.plinth_home_go_low_m2.value),
        ("vormen.plinth_home_go_m2", forms.plinth_home_go_m2.value),
        ("vormen.plinth_home_go_high_m2", forms.plinth_home_go_high_m2.value),
    ];
    let less = params.knelpunten.home_go_m2.value;
    let smaller = |(key, size): (&str, f64)| (size > less).then(|| set(key, tidy(size - less)));
    sizes.into_iter().map(smaller).collect()
}

/// Free ground that is built more densely: than what stands around, and than
/// the reference.
fn densities(params: &Params) -> Option<Vec<Change>> {
    let plots = &params.inbreiding;
    let more = 1.0 + params.knelpunten.density.value;
    let fsi = |key: &str| each(params, key, "fsi", |_, fsi| json!(fsi.as_f64().map(|fsi| tidy(fsi * more))));
    Some(vec![
        set("inbreiding.context_factor_low", tidy(plots.context_factor_low.value * more)),
        set("inbreiding.context_factor", tidy(plots.context_factor.value * more)),
        set("inbreiding.context_factor_high", tidy(plots.context_factor_high.value * more)),
        fsi("inbreiding.reference")?,
        fsi("inbreiding.reference_row_houses")?,
    ])
}

fn better_code(params: &Params, steps: u32) -> Change {
    let best = u32::from(crate::model::GridCode::Shortage.number());
    set("net.code_better", u32::from(params.net.code_better.value).saturating_add(steps).min(best))
}

/// The only rule that stands in the way of a pand; `None` when none does, or
/// several do, which must be lifted together.
#[must_use]
pub fn sole_reason(assessment: &Assessment) -> Option<Reason> {
    let mut failing = assessment.reasons();
    let first = failing.next()?;
    failing.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{
        assess::{
            Owner, Verdict,
            optoppen::{Facts, assess},
        },
        model::{PandStatus, Roof},
        params::{CAN_BE_LIFTED, can_be_asked_again},
        units::{Meters, SquareMeters},
    };

    /// 600 m² of flat roof on four storeys of 1970: 7 homes (method §3).
    fn block() -> Facts {
        Facts {
            status: Some(PandStatus::PandInGebruik),
            bouwjaar: Some(1970),
            footprint: Some(SquareMeters(600.0)),
            homes: Some(24),
            units: Some(24),
            roof: Roof {
                maaiveld: Some(Meters(0.0)),
                roof: Some(Meters(11.2)),
                flat: Some(SquareMeters(600.0)),
                slanted: Some(SquareMeters(0.0)),
                ..Roof::default()
            },
            limit: Some(Meters(20.0)),
            ..Facts::default()
        }
    }

    fn with(rule: Rule, way: Way) -> Params {
        let run = Params::built_in();
        run.changed(&rule.gives(way, &run).unwrap(), Path::new("test")).unwrap()
    }

    fn homes(facts: &Facts, params: &Params) -> Option<u32> {
        let answer = assess(facts, &params.optoppen);
        (!matches!(answer.verdict, Verdict::Unsuitable(_))).then_some(answer.homes.mid.unwrap())
    }

    #[test]
    fn the_rule_that_stands_alone_gives_the_homes_it_blocks() {
        let run = Params::built_in();
        let sole = |facts: &Facts| sole_reason(&assess(facts, &run.optoppen));
        assert_eq!(sole(&block()), None);
        let cases = [
            (Facts { bouwjaar: Some(1930), ..block() }, Reason::Bouwjaar),
            (Facts { limit: Some(Meters(12.0)), ..block() }, Reason::HeightLimit),
            (Facts { rijksmonument: Some(true), ..block() }, Reason::Rijksmonument),
            (Facts { demolition_year: Some(2030), ..block() }, Reason::Demolition),
            (Facts { exclusions: Some(2), ..block() }, Reason::Restriction),
            (Facts { structure_ok: Some(false), ..block() }, Reason::Structure),
            (Facts { homes: Some(4), ..block() }, Reason::Woonfunctie),
            (Facts { status: Some(PandStatus::SloopvergunningVerleend), ..block() }, Reason::Status),
        ];
        for (facts, reason) in cases {
            assert_eq!(sole(&facts), Some(reason));
            let lifted = with(Rule::of(reason).unwrap(), Way::Lifted);
            assert_eq!(homes(&facts, &lifted), Some(7), "{reason:?}");
        }
    }

    #[test]
    fn two_rules_must_be_lifted_together() {
        let facts = Facts { bouwjaar: Some(1930), exclusions: Some(1), ..block() };
        assert_eq!(sole_reason(&assess(&facts, &Params::built_in().optoppen)), None);
        assert_eq!(homes(&facts, &with(Rule::Bouwjaar, Way::Lifted)), None);
        let both = with(Rule::Bouwjaar, Way::Lifted);
        let more = Rule::Restriction.gives(Way::Lifted, &both).unwrap();
        assert_eq!(homes(&facts, &both.changed(&more, Path::new("test")).unwrap()), Some(7));
    }

    /// 14.3 m leaves 3.1 m above a roof of 11.2 m: one storey of 3.2 m more is
    /// one storey, and of a block of 1992, which carries two, 6.3 m is still one.
    #[test]
    fn a_storey_more_in_the_plan_is_a_storey_more() {
        let facts = Facts { limit: Some(Meters(14.3)), ..block() };
        assert_eq!(homes(&facts, &Params::built_in()), None);
        assert_eq!(homes(&facts, &with(Rule::HeightLimit, Way::Step)), Some(7));
        let young = Facts { bouwjaar: Some(1992), ..facts };
        assert_eq!(homes(&young, &with(Rule::HeightLimit, Way::Step)), Some(7));
        // 600 × 0.85 × 2 × 0.78 / 55 is 14.5.
        assert_eq!(homes(&young, &with(Rule::HeightLimit, Way::Lifted)), Some(14));
        // Of a limit that nobody knows, nothing is made.
        let unknown = Facts { limit: None, owner: Owner::Share(1.0), ..block() };
        let verdict = |params: &Params| assess(&unknown, &params.optoppen).verdict;
        assert_eq!(verdict(&with(Rule::HeightLimit, Way::Step)), Verdict::Undecided(Missing::Limit));
        assert_eq!(verdict(&with(Rule::HeightLimit, Way::Known)), Verdict::Suitable);
    }

    #[test]
    fn steps_are_those_of_the_norms() {
        let value = |rule: Rule, way: Way, key: &str| with(rule, way).get(key).unwrap().value.clone();
        assert_eq!(value(Rule::FlatShare, Way::Step, "optoppen.roof_flat_share_min"), 0.65);
        assert_eq!(value(Rule::HeightLimit, Way::Step, "optoppen.height_extra_m"), 3.2);
        let bands = value(Rule::Bouwjaar, Way::Step, "optoppen.layers_by_bouwjaar");
        assert_eq!((&bands[0]["from"], &bands[1]["from"]), (&1935.into(), &1965.into()));
        assert_eq!(value(Rule::Layers, Way::Step, "optoppen.layers_by_bouwjaar")[2]["layers"], 3);
        assert_eq!(value(Rule::Label, Way::Step, "vormen.label_protects"), "C");
        assert_eq!(value(Rule::Density, Way::Step, "inbreiding.reference")[1]["fsi"], 1.65);
        assert_eq!(value(Rule::ParkingNorm, Way::Step, "parkeren.norm_minder"), 0.1);
        assert_eq!(value(Rule::GridCode, Way::Lifted, "net.code_better"), 3);
        let left = value(Rule::Together, Way::Lifted, "vormen.combine_excludes");
        assert_eq!(left.as_array().unwrap().len(), 6);
    }

    /// Every rule gives way somehow, by norms that a run can be asked again
    /// with; what is done already is not done again.
    #[test]
    fn every_rule_gives_way_once() {
        let run = Params::built_in();
        for rule in Rule::ALL {
            let ways = Way::ALL.iter().filter_map(|way| Some((way, rule.gives(*way, &run)?)));
            let ways: Vec<_> = ways.collect();
            assert!(!ways.is_empty(), "{rule:?}");
            for (way, changes) in ways {
                assert!(changes.iter().all(|change| can_be_asked_again(&change.key)), "{rule:?}");
                let given = run.changed(&changes, Path::new("test")).unwrap();
                if *way != Way::Step {
                    assert_eq!(rule.gives(*way, &given), None, "{rule:?} {way:?}");
                }
            }
        }
        assert!(CAN_BE_LIFTED.iter().all(|code| Reason::parse(code).is_some_and(|r| Rule::of(r).is_some())));
    }
}
