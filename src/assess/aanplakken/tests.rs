use super::*;
use crate::{
    assess::{Owner, Verdict},
    model::PandStatus,
};

fn wall(length: f64, free_depth: f64) -> EndWall {
    EndWall { length: Meters(length), free_depth: Meters(free_depth), owner_known: true }
}

/// A block of 1968 with four storeys and one free end wall of 10 m.
fn good() -> Facts {
    Facts {
        pand: PandFacts {
            status: Some(PandStatus::PandInGebruik),
            bouwjaar: Some(1968),
            homes: Some(24),
            units: Some(24),
            rijksmonument: Some(false),
            exclusions: Some(0),
            owner: Owner::Share(1.0),
            class_d: Some(false),
            ..PandFacts::default()
        },
        storeys: Some(4),
        storeys_estimated: false,
        end_walls: Some(vec![wall(10.0, 8.0)]),
        roads_known: true,
        water_known: true,
    }
}

fn check(facts: &Facts, expected: Verdict) -> Answer {
    let answer = assess(facts, &Params::built_in());
    assert_eq!(answer.verdict, expected, "{:#?}", answer.checks);
    answer
}

/// By hand: 10 × 8 = 80 m² gross a storey, 62.4 m² usable: one home of 55 m² a
/// storey; 6 m deep none of 70; with no more than 8 m free one of 45. Four storeys.
#[test]
fn each_storey_of_a_strip_holds_its_own_whole_homes() {
    let answer = check(&good(), Verdict::Suitable);
    assert_eq!(answer.homes, Homes { low: Some(0), mid: Some(4), high: Some(4) });
    assert_eq!(answer.gross, Some(SquareMeters(320.0)));
    assert_eq!(
        answer.flags,
        [Flag::Asbestos, Flag::JointFoundation, Flag::CheckDaylight, Flag::Foundation, Flag::Fauna]
    );
    assert!(answer.missing.is_empty());
}

/// 10 m deep, where that much is free: 78 m² usable hold one home of 45 m², of a
/// wall of 12 m 93.6 m² hold two.
#[test]
fn low_and_high_differ_in_depth_and_in_the_size_of_a_home() {
    let deep = |length| Facts { end_walls: Some(vec![wall(length, 10.0)]), ..good() };
    assert_eq!(check(&deep(10.0), Verdict::Suitable).homes.high, Some(4));
    let homes = check(&deep(16.0), Verdict::Suitable).homes;
    // 16 × 6 × 0.78 / 70 = 1.07, 16 × 8 × 0.78 / 55 = 1.8, 16 × 10 × 0.78 / 45 = 2.8.
    assert_eq!(homes, Homes { low: Some(4), mid: Some(4), high: Some(8) });
}

#[test]
fn without_maps_of_roads_and_water_nothing_can_be_said() {
    let answer = check(&Facts { roads_known: false, ..good() }, Verdict::Unsayable(Missing::Roads));
    assert_eq!((answer.homes, answer.gross), (Homes::UNSAYABLE, None));
    check(&Facts { water_known: false, ..good() }, Verdict::Unsayable(Missing::OpenWater));
}

/// Two strips of 80 m² hold one home a storey each, not the two and a bit of
/// 124.8 / 55 = 2.27 together; 16 × 8 = 128 m² holds 99.84 / 55 = 1.8 → 1.
#[test]
fn walls_are_counted_one_by_one() {
    let both = Facts { end_walls: Some(vec![wall(10.0, 8.0), wall(10.0, 12.0)]), ..good() };
    assert_eq!(check(&both, Verdict::Suitable).homes.mid, Some(8));
    let long = Facts { end_walls: Some(vec![wall(16.0, 8.0)]), ..good() };
    assert_eq!(check(&long, Verdict::Suitable).homes.mid, Some(4));
    // The second wall is too short, the third has no ground in front of it.
    let some = Facts { end_walls: Some(vec![wall(10.0, 8.0), wall(5.9, 8.0), wall(12.0, 3.0)]), ..good() };
    assert_eq!(check(&some, Verdict::Suitable).homes.mid, Some(4));
}

#[test]
fn walls_and_ground_fail_apart() {
    let none = Facts { end_walls: Some(vec![]), ..good() };
    check(&none, Verdict::Unsuitable(Reason::EndWall));
    let short = Facts { end_walls: Some(vec![wall(5.0, 8.0)]), ..good() };
    check(&short, Verdict::Unsuitable(Reason::EndWall));
    let shallow = Facts { end_walls: Some(vec![wall(10.0, 7.5), wall(5.0, 8.0)]), ..good() };
    let answer = check(&shallow, Verdict::Unsuitable(Reason::FreeDepth));
    let depth = answer.checks.iter().find(|check| check.rule == Reason::FreeDepth).unwrap();
    assert_eq!((depth.value, depth.norm), (Some(7.5), Some(8.0)));
    assert_eq!((answer.homes, answer.gross, answer.flags), (Homes::NONE, None, vec![]));
}

#[test]
fn what_rules_out_building_rules_out_an_extension() {
    type Change = fn(&mut PandFacts);
    let cases: [(Change, Reason); 6] = [
        (|p| p.status = Some(PandStatus::PandBuitenGebruik), Reason::Status),
        (|p| p.units = Some(60), Reason::Woonfunctie),
        (|p| p.rijksmonument = Some(true), Reason::Rijksmonument),
        (|p| p.demolition_year = Some(2030), Reason::Demolition),
        (|p| p.exclusions = Some(1), Reason::Restriction),
        (|p| p.class_d = Some(true), Reason::ClassD),
    ];
    for (change, reason) in cases {
        let mut facts = good();
        change(&mut facts.pand);
        check(&facts, Verdict::Unsuitable(reason));
    }
}

#[test]
fn what_is_not_known_leaves_it_undecided() {
    let answer = check(&Facts { storeys: None, ..good() }, Verdict::Undecided(Missing::Height));
    assert_eq!((answer.homes, answer.gross), (Homes::UNKNOWN, None));
    check(&Facts { end_walls: None, ..good() }, Verdict::Undecided(Missing::Footprint));
    let split = PandFacts { owner: Owner::Share(0.4), ..good().pand };
    check(&Facts { pand: split, ..good() }, Verdict::Undecided(Missing::Owner));
    let unasked = PandFacts { owner: Owner::NotAsked, ..good().pand };
    check(&Facts { pand: unasked, ..good() }, Verdict::Undecided(Missing::Owner));
    let strange = EndWall { owner_known: false, ..wall(10.0, 8.0) };
    let answer = check(&Facts { end_walls: Some(vec![strange]), ..good() }, Verdict::Suitable);
    assert!(answer.flags.contains(&Flag::GroundUnknown) && answer.missing == [Missing::Ground]);
}
