use proptest::prelude::*;

use super::*;
use crate::{model::RoofFrom, params::Params};

/// Spoils one fact.
type Change = fn(&mut Facts);

/// A 1972 block of four storeys with 600 m² of flat roof and nothing against it.
fn good() -> Facts {
    Facts {
        status: Some(PandStatus::PandInGebruik),
        bouwjaar: Some(1972),
        footprint: Some(SquareMeters(600.0)),
        homes: Some(24),
        units: Some(24),
        oppervlakte: Some(SquareMeters(1_872.0)),
        roof: Roof {
            maaiveld: Some(Meters(0.5)),
            roof: Some(Meters(11.7)),
            flat: Some(SquareMeters(600.0)),
            slanted: Some(SquareMeters(0.0)),
            dak_type: Some(DakType::Horizontal),
            bouwlagen: Some(4),
            from: RoofFrom::Heights,
        },
        rijksmonument: Some(false),
        exclusions: Some(0),
        limit: Some(Meters(16.0)),
        owner: Owner::Share(1.0),
        ..Facts::default()
    }
}

fn check(facts: &Facts, expected: Verdict) -> Assessment {
    let assessment = assess(facts, &Params::built_in().optoppen);
    assert_eq!(assessment.verdict, expected, "{:#?}", assessment.checks);
    assessment
}

#[test]
fn six_hundred_square_meters_and_one_layer_give_seven_homes() {
    let assessment = check(&good(), Verdict::Suitable);
    assert_eq!(assessment.extra_storeys, Some(1));
    assert!((assessment.gross.unwrap().0 - 510.0).abs() < 1e-9);
    // 600 × 0.70 × 0.78 / 70 = 4.68 and 600 × 0.95 × 0.78 / 45 = 9.88.
    assert_eq!(assessment.homes, Homes { low: Some(4), mid: Some(7), high: Some(9) });
}

#[test]
fn each_rule_knocks_out_with_its_own_reason() {
    let cases: [(&str, Change, Reason); 12] = [
        ("not in use", |f| f.status = Some(PandStatus::BouwGestart), Reason::Status),
        ("offices", |f| (f.homes, f.units) = (Some(2), Some(5)), Reason::Woonfunctie),
        ("no units", |f| (f.homes, f.units) = (Some(0), Some(0)), Reason::Woonfunctie),
        ("monument", |f| f.rijksmonument = Some(true), Reason::Rijksmonument),
        ("demolition", |f| f.demolition_year = Some(2029), Reason::Demolition),
        ("restriction", |f| f.exclusions = Some(1), Reason::Restriction),
        ("old", |f| f.bouwjaar = Some(1930), Reason::Bouwjaar),
        ("constructeur said no", |f| f.structure_ok = Some(false), Reason::Structure),
        ("slanted", |f| f.roof.slanted = Some(SquareMeters(300.0)), Reason::FlatShare),
        ("small", |f| f.roof.flat = Some(SquareMeters(199.0)), Reason::FlatArea),
        ("nine storeys", |f| f.roof.bouwlagen = Some(9), Reason::Storeys),
        ("low limit", |f| f.limit = Some(Meters(14.3)), Reason::HeightLimit),
    ];
    for (name, change, reason) in cases {
        let mut facts = good();
        change(&mut facts);
        let assessment = assess(&facts, &Params::built_in().optoppen);
        assert_eq!(assessment.verdict, Verdict::Unsuitable(reason), "{name}");
        assert_eq!(assessment.homes.mid, Some(0), "{name}: an unsuitable pand adds no homes");
    }
}

#[test]
fn the_first_rule_in_order_is_the_headline_and_all_are_listed() {
    let facts = Facts { bouwjaar: Some(1900), exclusions: Some(2), limit: Some(Meters(5.0)), ..good() };
    let assessment = check(&facts, Verdict::Unsuitable(Reason::Restriction));
    let reasons: Vec<_> = assessment.reasons().collect();
    assert_eq!(reasons, [Reason::Restriction, Reason::Bouwjaar, Reason::HeightLimit]);
}

#[test]
fn what_is_not_known_leaves_it_undecided_with_what_is_missing() {
    let cases: [(Change, Missing); 7] = [
        (|f| f.status = None, Missing::Status),
        (|f| f.homes = None, Missing::Woonfunctie),
        (|f| f.bouwjaar = None, Missing::Bouwjaar),
        (|f| f.roof.dak_type = Some(DakType::NoPoints), Missing::Roof),
        (|f| f.roof.roof = None, Missing::Height),
        (|f| f.bouwjaar = Some(1955), Missing::Structure),
        (|f| f.limit = None, Missing::Limit),
    ];
    for (change, missing) in cases {
        let mut facts = good();
        change(&mut facts);
        check(&facts, Verdict::Undecided(missing));
    }
    check(&Facts { owner: Owner::Share(0.65), ..good() }, Verdict::Undecided(Missing::Owner));
}

#[test]
fn holdings_that_were_not_given_leave_it_undecided_who_owns_it() {
    let unasked = Facts { owner: Owner::NotAsked, ..good() };
    let assessment = check(&unasked, Verdict::Undecided(Missing::Owner));
    assert_eq!(assessment.homes.mid, Some(7));
    let mut params = Params::built_in().optoppen;
    params.undecided_without.value.retain(|fact| fact != "owner");
    let assessment = assess(&unasked, &params);
    assert_eq!(assessment.verdict, Verdict::Suitable);
    assert!(assessment.missing.contains(&Missing::Owner));
}

#[test]
fn a_low_roof_has_one_storey_beneath_it_whatever_is_estimated() {
    let low = |height| Facts {
        roof: Roof {
            maaiveld: Some(Meters(0.0)),
            roof: Some(Meters(height)),
            bouwlagen: Some(2),
            ..good().roof
        },
        ..good()
    };
    let storeys = |height| assess(&low(height), &Params::built_in().optoppen).storeys;
    assert_eq!(storeys(4.99), Some((1, StoreysFrom::ThreeDbag)));
    assert_eq!(storeys(5.0), Some((2, StoreysFrom::ThreeDbag)));
    let by_height = Facts { roof: Roof { bouwlagen: None, ..low(4.5).roof }, ..good() };
    assert_eq!(assess(&by_height, &Params::built_in().optoppen).storeys, Some((1, StoreysFrom::Height)));
}

/// Without a bouwjaar at most two storeys; the limit leaves room for one.
#[test]
fn the_high_estimate_respects_a_limit_where_the_age_is_not_known() {
    let facts = |limit| Facts { bouwjaar: None, limit: Some(Meters(limit)), ..good() };
    let high = |limit| assess(&facts(limit), &Params::built_in().optoppen).homes.high;
    let height = good().roof.height().unwrap().0;
    assert_eq!(high(height + 3.2).map(|homes| homes * 2), high(height + 30.0).map(|homes| homes / 2 * 2));
    assert_eq!(high(height + 3.1), Some(0));
}

#[test]
fn a_constructeurs_yes_beats_the_age_rule_both_ways() {
    check(&Facts { bouwjaar: Some(1955), structure_ok: Some(true), ..good() }, Verdict::Suitable);
    let old = check(&Facts { bouwjaar: Some(1935), structure_ok: Some(true), ..good() }, Verdict::Suitable);
    assert_eq!(old.extra_storeys, Some(1));
    check(&Facts { foundation_ok: Some(false), ..good() }, Verdict::Unsuitable(Reason::Structure));
}

#[test]
fn a_roof_without_points_gives_no_middle_estimate_but_an_upper_bound() {
    let mut facts = good();
    facts.roof = Roof { maaiveld: Some(Meters(0.0)), dak_type: Some(DakType::NoPoints), ..Roof::default() };
    let assessment = check(&facts, Verdict::Undecided(Missing::Roof));
    assert_eq!(assessment.homes, Homes { low: Some(0), mid: None, high: Some(9) });
    assert_eq!(assessment.storeys, Some((4, StoreysFrom::FloorArea))); // 1872 / (600 × 0.78) = 4
}

#[test]
fn missing_areas_are_estimated_from_the_shape_of_the_roof() {
    let mut facts = good();
    (facts.roof.flat, facts.roof.slanted) = (None, None);
    let flat = check(&facts, Verdict::Suitable);
    assert_eq!(flat.flat_roof, Some(Known { value: SquareMeters(600.0), estimated: true }));
    assert!(flat.flags.contains(&Flag::Estimated));
    facts.roof.dak_type = Some(DakType::Slanted);
    check(&facts, Verdict::Unsuitable(Reason::FlatShare));
}

#[test]
fn a_roof_is_never_larger_than_the_footprint() {
    let mut facts = good();
    facts.roof.flat = Some(SquareMeters(859.0));
    let capped = check(&facts, Verdict::Suitable);
    assert_eq!(capped.flat_roof.map(|flat| flat.value), Some(SquareMeters(600.0)));
    assert_eq!(capped.homes.mid, Some(7), "as with 600 m2");
    assert!(capped.flags.contains(&Flag::RoofCapped));
    facts.roof.flat = Some(SquareMeters(600.0));
    assert!(!check(&facts, Verdict::Suitable).flags.contains(&Flag::RoofCapped));
}

#[test]
fn storeys_come_from_the_height_where_3dbag_gives_none() {
    let mut facts = good();
    facts.roof.bouwlagen = None;
    // 11.2 m / 2.8 m = 4.
    assert_eq!(check(&facts, Verdict::Suitable).storeys, Some((4, StoreysFrom::Height)));
    facts.roof.roof = Some(Meters(1.5)); // 1.0 m high: at least one storey
    assert_eq!(check(&facts, Verdict::Unsuitable(Reason::Storeys)).storeys, Some((1, StoreysFrom::Height)));
}

#[test]
fn storeys_estimated_from_the_floor_area_never_rule_a_pand_out() {
    let mut facts = good();
    (facts.roof.bouwlagen, facts.roof.roof) = (None, None);
    facts.oppervlakte = Some(SquareMeters(9_360.0)); // 9360 / (600 × 0.78) = 20
    let assessment = check(&facts, Verdict::Undecided(Missing::Height));
    assert_eq!(assessment.storeys, Some((20, StoreysFrom::FloorArea)));
}

#[test]
fn the_steps_in_the_building_rules_are_flagged_when_crossed() {
    // Method §3: +1 on three stays below, +1 on five crosses 12.5 and 13 m.
    let flags = |storeys: u16| {
        let mut facts = Facts { limit: Some(Meters(40.0)), ..good() };
        facts.roof.bouwlagen = Some(storeys);
        check(&facts, Verdict::Suitable).flags
    };
    assert!(!flags(3).contains(&Flag::LiftStep) && flags(3).contains(&Flag::FireStepFirst));
    assert!(!flags(4).contains(&Flag::LiftStep));
    assert!(flags(5).contains(&Flag::LiftStep) && flags(5).contains(&Flag::FireStepSecond));
    let mut facts = Facts { limit: Some(Meters(40.0)), lift: Some(true), ..good() };
    facts.roof.bouwlagen = Some(5);
    assert!(!check(&facts, Verdict::Suitable).flags.contains(&Flag::LiftStep));
}

#[test]
fn two_storeys_on_a_recent_pand_unless_the_limit_leaves_one() {
    let facts = Facts { bouwjaar: Some(1995), limit: Some(Meters(30.0)), ..good() };
    assert_eq!(check(&facts, Verdict::Suitable).extra_storeys, Some(2));
    let facts = Facts { limit: Some(Meters(11.2 + 3.2)), ..facts };
    assert_eq!(check(&facts, Verdict::Suitable).extra_storeys, Some(1));
}

proptest! {
    #[test]
    fn adding_n_storeys_of_height_h_gives_n(roof in 0_u32..60_000, n in 0_u32..20, storey in 2_000_u32..5_000) {
        let meters = |mm: u32| Meters(f64::from(mm) / 1_000.0);
        let limit = meters(roof + n * storey);
        prop_assert_eq!(storeys_that_fit(meters(roof), limit, meters(storey)), n);
    }

    #[test]
    fn a_larger_roof_never_gives_fewer_homes(a in 0.0_f64..20_000.0, b in 0.0_f64..20_000.0) {
        let homes = |m2| homes_on_roof(SquareMeters(m2), 0.85, 1, 0.78, SquareMeters(55.0));
        prop_assert!(homes(a.min(b)) <= homes(a.max(b)));
    }
}

#[test]
fn a_roof_from_ahn_counts_and_is_marked_everywhere() {
    let params = Params::built_in().optoppen;
    let mut facts = good();
    facts.roof = Roof { bouwlagen: None, dak_type: None, from: RoofFrom::Ahn, ..facts.roof };
    let found = assess(&facts, &params);
    assert_eq!(found.verdict, Verdict::Suitable);
    assert_eq!(found.storeys, Some((4, StoreysFrom::AhnHeight)));
    assert!(found.flat_share.unwrap().estimated && found.flat_roof.unwrap().estimated);
    for flag in [Flag::Estimated, Flag::EstimatedAhn] {
        assert!(found.flags.contains(&flag), "{:?}", found.flags);
    }
    facts.roof.from = RoofFrom::Heights;
    let found = assess(&facts, &params);
    assert_eq!(found.storeys, Some((4, StoreysFrom::Height)));
    assert!(!found.flags.contains(&Flag::Estimated) && !found.flags.contains(&Flag::EstimatedAhn));
}
