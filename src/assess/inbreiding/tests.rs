use std::sync::LazyLock;

/// A gebiedspaspoort that says nothing may be built is a target like any other.
#[test]
fn a_target_of_nothing_is_a_target() {
    let said = Some(DensitySaid { fsi: 0.0, is_target: true });
    let (_, capacity) = check(&Facts { said, ..good() }, Verdict::Unsuitable(Reason::NoHome));
    assert_eq!((capacity.target_fsi, capacity.homes.high), (Some(0.0), Some(0)));
    // RUDIFUN's next to nothing is no context: what stands around is.
    let said = Some(DensitySaid { fsi: 0.02, is_target: false });
    let (_, capacity) = check(&Facts { said, ..good() }, Verdict::Suitable);
    assert_eq!((capacity.context_fsi, capacity.context_said), (Some(0.50), false));
}

use proptest::prelude::*;

use super::*;
use crate::assess::{Verdict, density::Sums};

/// Read once: a property is tried hundreds of times.
static PARAMS: LazyLock<Params> = LazyLock::new(Params::built_in);

/// A plot of 1,000 m² in a sterk stedelijk buurt, in a block of FSI 0.50.
fn good() -> Facts {
    Facts {
        plot: SquareMeters(1_000.0),
        context: Some(density(0.50, 0.20)),
        address_density: Some(1_800.0),
        limit: Some(Meters(15.0)),
        frontage: Some(Meters(30.0)),
        water_known: true,
        owner_known: true,
        exclusions: Some(0),
        heritage_near: Some(false),
        flagged: Some(false),
        class_d: Some(false),
        ..Facts::default()
    }
}

fn density(fsi: f64, gsi: f64) -> Density {
    let plan = SquareMeters(10_000.0);
    let sums = Sums { plan, footprint: plan * gsi, gross: plan * fsi, homes_gross: SquareMeters(0.0) };
    Density::of(&sums).unwrap()
}

fn check(facts: &Facts, expected: Verdict) -> (Answer, Capacity) {
    let (answer, capacity) = assess(facts, &Params::built_in());
    assert_eq!(answer.verdict, expected, "{:#?}", answer.checks);
    (answer, capacity)
}

/// By hand, row stedelijker 0.90:
/// low  0.50 × 1.0 = 0.50: 1,000 × 0.50 × 0.78 / 80 = 4.875 → 4
/// mid  0.50 × 1.5 = 0.75: 1,000 × 0.75 × 0.78 / 65 = 9.0 → 9
/// high 0.50 × 2.0 = 1.00, row 0.90: 1,000 × 0.90 × 0.78 / 50 = 14.04 → 14
#[test]
fn capacity_is_the_lesser_of_context_and_reference() {
    let (answer, capacity) = check(&good(), Verdict::Suitable);
    assert_eq!(answer.homes, Homes { low: Some(4), mid: Some(9), high: Some(14) });
    assert_eq!(capacity.fsi, Some(Range { low: 0.50, mid: 0.75, high: 0.90 }));
    assert_eq!((capacity.bound, capacity.woonmilieu), (Some(Bound::Context), Some(Woonmilieu::Stedelijker)));
    assert_eq!(answer.gross, Some(SquareMeters(750.0)));
    assert_eq!((answer.flags, answer.missing), (vec![], vec![]));
    // Denser surroundings: 0.80 × 1.5 = 1.20 goes down to the row, 0.90 → 10.8.
    let (answer, capacity) = check(&Facts { context: Some(density(0.80, 0.3)), ..good() }, Verdict::Suitable);
    assert_eq!((capacity.bound, answer.homes.mid), (Some(Bound::Reference), Some(10)));
}

/// 0.50 × 1.13 = 0.565; × 1.5 = 0.8475: 1,000 × 0.8475 × 0.78 / 65 = 10.17 → 10.
#[test]
fn the_density_of_a_neighborhood_is_turned_into_that_of_its_blocks() {
    let (answer, capacity) = check(&Facts { context_is_bruto: true, ..good() }, Verdict::Suitable);
    assert!((capacity.context_fsi.unwrap() - 0.565).abs() < 1e-12);
    assert_eq!(answer.homes.mid, Some(10));
}

/// RUDIFUN says 0.40: × 1.5 = 0.60: 1,000 × 0.60 × 0.78 / 65 = 7.2 → 7.
#[test]
fn what_rudifun_says_goes_before_what_was_computed() {
    let said = Some(DensitySaid { fsi: 0.40, is_target: false });
    let (answer, capacity) = check(&Facts { said, context_is_bruto: true, ..good() }, Verdict::Suitable);
    assert_eq!((capacity.context_fsi, capacity.context_said), (Some(0.40), true));
    assert_eq!(answer.homes.mid, Some(7));
}

/// Target 2.00: 2.00 / 0.40 = 5 storeys of 3 m are not above 15 m, so 0.78:
/// 1,000 × 2.00 × 0.78 / 65 = 24, / 80 = 19.5, / 50 = 31.2.
#[test]
fn a_target_goes_before_all_tables_and_the_height_limit() {
    let said = Some(DensitySaid { fsi: 2.0, is_target: true });
    let facts = Facts { said, limit: Some(Meters(2.0)), ..good() };
    let (answer, capacity) = check(&facts, Verdict::Suitable);
    assert_eq!(answer.homes, Homes { low: Some(19), mid: Some(24), high: Some(31) });
    assert_eq!((capacity.bound, capacity.limit_storeys), (Some(Bound::Target), Some(0)));
    assert!(answer.flags.contains(&Flag::Ladder));
}

/// 5.9 m holds one storey of 3 m: FSI 0.40 × 1: 1,000 × 0.40 × 0.78 / 65 = 4.8 → 4.
#[test]
fn a_height_limit_caps_the_density_in_whole_storeys() {
    let (answer, capacity) = check(&Facts { limit: Some(Meters(5.9)), ..good() }, Verdict::Suitable);
    assert_eq!((capacity.bound, capacity.limit_fsi), (Some(Bound::HeightLimit), Some(0.40)));
    assert_eq!(answer.homes.mid, Some(4));
    let (answer, _) =
        check(&Facts { limit: Some(Meters(2.9)), ..good() }, Verdict::Unsuitable(Reason::HeightLimit));
    assert_eq!((answer.homes, answer.gross), (Homes::NONE, None));
}

/// 2.80 is 7 storeys of 3 m, above 15 m: 1,000 × 2.80 × 0.65 / 65 = 28.
#[test]
fn above_15_m_more_of_the_floor_is_lost() {
    let facts = Facts {
        context: Some(density(3.0, 0.5)),
        address_density: Some(9_000.0),
        limit: Some(Meters(40.0)),
        ..good()
    };
    let (answer, capacity) = check(&facts, Verdict::Suitable);
    assert_eq!((capacity.go_per_bvo, answer.homes.mid), (Some(0.65), Some(28)));
}

#[test]
fn ground_with_next_to_nothing_on_it_is_no_context() {
    let (answer, capacity) =
        check(&Facts { context: Some(density(0.04, 0.04)), ..good() }, Verdict::Suitable);
    assert_eq!((capacity.context_fsi, capacity.bound), (None, Some(Bound::Reference)));
    assert!(answer.flags.contains(&Flag::DensityEstimated) && answer.missing.contains(&Missing::Density));
    // Nor a reference: nothing can be said.
    let facts = Facts { context: None, address_density: None, ..good() };
    let (answer, capacity) = check(&facts, Verdict::Undecided(Missing::Density));
    assert_eq!((answer.homes, capacity.fsi), (Homes::UNKNOWN, None));
    assert!(!answer.flags.contains(&Flag::DensityEstimated));
    // The surroundings alone are enough: 9 as above, and 15 instead of 14.
    let (answer, _) = check(&Facts { address_density: None, ..good() }, Verdict::Suitable);
    assert_eq!(answer.homes, Homes { low: Some(4), mid: Some(9), high: Some(15) });
}

#[test]
fn each_rule_knocks_out_with_its_own_reason() {
    check(&Facts { exclusions: Some(1), ..good() }, Verdict::Unsuitable(Reason::Restriction));
    check(&Facts { class_d: Some(true), ..good() }, Verdict::Unsuitable(Reason::ClassD));
    check(&Facts { plot: SquareMeters(60.0), ..good() }, Verdict::Unsuitable(Reason::NoHome));
    // Class D can be lifted, and is then a remark.
    let mut params = Params::built_in();
    params.water.class_d_excludes.value.clear();
    let (answer, _) = assess(&Facts { class_d: Some(true), ..good() }, &params);
    assert_eq!((answer.verdict, answer.flags), (Verdict::Suitable, vec![Flag::WaterClassD]));
}

#[test]
fn what_must_be_looked_at_is_flagged() {
    let facts = Facts {
        owner_known: false,
        frontage: Some(Meters(3.9)),
        reuse: vec![ReuseClass::Garages, ReuseClass::Parkeerterrein],
        heritage_near: Some(true),
        ..good()
    };
    let (answer, _) = check(&facts, Verdict::Suitable);
    let expected =
        [Flag::Welstand, Flag::GroundUnknown, Flag::NoFrontage, Flag::ReuseParking, Flag::ReuseGarages];
    assert_eq!((answer.flags.as_slice(), answer.missing.as_slice()), (&expected[..], &[Missing::Ground][..]));
    let unknown = Facts { plot: SquareMeters(1_000.0), context: good().context, ..Facts::default() };
    // It may be a street, or a pond.
    let (answer, _) = check(&unknown, Verdict::Unsayable(Missing::Roads));
    assert_eq!((answer.homes, answer.gross), (Homes::UNSAYABLE, None));
    check(&Facts { water_known: false, ..good() }, Verdict::Unsayable(Missing::OpenWater));
    for fact in [Missing::Limit, Missing::Restrictions, Missing::Water, Missing::Ground, Missing::Roads] {
        assert!(answer.missing.contains(&fact), "{fact:?}");
    }
}

/// 11 homes are no stedelijke ontwikkeling, 12 are. At FSI 0.75, 0.009 homes a
/// m²: 1,333 m² hold 11.997 and 1,334 m² 12.006.
#[test]
fn the_ladder_applies_from_twelve_homes() {
    for (plot, homes, ladder) in [(1_333.0, 11, false), (1_334.0, 12, true)] {
        let (answer, _) = check(&Facts { plot: SquareMeters(plot), ..good() }, Verdict::Suitable);
        assert_eq!((answer.homes.mid, answer.flags.contains(&Flag::Ladder)), (Some(homes), ladder));
    }
}

/// A car park of 1,250 m² has 50 places, ten garages hold 5 cars.
#[test]
fn places_that_go_are_counted() {
    let params = Params::built_in().inbreiding;
    assert_eq!(places_lost(SquareMeters(1_250.0), 10, &params), 55.0);
}

proptest! {
    #[test]
    fn estimates_do_not_go_down_and_more_ground_holds_no_fewer_homes(
        plot in 0.0f64..50_000.0,
        more in 0.0f64..10_000.0,
        fsi in proptest::option::of(0.0f64..4.0),
        oad in proptest::option::of(0.0f64..12_000.0),
        limit in proptest::option::of(0.0f64..60.0),
    ) {
        let mut params = PARAMS.inbreiding.clone();
        // One size of home in all estimates: only the density differs.
        params.home_go_low_m2.value = 65.0;
        params.home_go_high_m2.value = 65.0;
        let facts = Facts {
            plot: SquareMeters(plot),
            context: fsi.map(|fsi| density(fsi, 0.3)),
            address_density: oad,
            limit: limit.map(Meters),
            ..Facts::default()
        };
        let homes = capacity(&facts, &params).homes;
        if let (Some(low), Some(mid), Some(high)) = (homes.low, homes.mid, homes.high) {
            prop_assert!(i64::from(low) <= i64::from(mid) && mid <= high);
        }
        let larger = capacity(&Facts { plot: SquareMeters(plot + more), ..facts }, &params).homes;
        prop_assert!(homes.low <= larger.low && homes.mid <= larger.mid && homes.high <= larger.high);
    }

    #[test]
    fn no_number_makes_it_panic(
        plot in proptest::num::f64::ANY,
        said in proptest::num::f64::ANY,
        oad in proptest::num::f64::ANY,
        limit in proptest::num::f64::ANY,
        is_target in any::<bool>(),
    ) {
        let facts = Facts {
            plot: SquareMeters(plot),
            said: Some(DensitySaid { fsi: said, is_target }),
            address_density: Some(oad),
            limit: Some(Meters(limit)),
            ..Facts::default()
        };
        let (answer, _) = assess(&facts, &PARAMS);
        prop_assert_eq!(answer.checks.len(), 5);
    }
}
