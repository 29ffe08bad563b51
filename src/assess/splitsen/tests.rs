use super::*;
use crate::{
    assess::{Flag, Owner, Verdict},
    model::PandStatus,
};

fn good() -> Facts {
    Facts {
        pand: PandFacts {
            status: Some(PandStatus::PandInGebruik),
            homes: Some(20),
            units: Some(20),
            rijksmonument: Some(false),
            exclusions: Some(0),
            owner: Owner::Share(1.0),
            ..PandFacts::default()
        },
        large_homes: Some(9),
        unsized_homes: 0,
        parking_pressure: Some(0.80),
        permit_year: None,
    }
}

fn check(facts: &Facts, expected: Verdict) -> Answer {
    let answer = assess(facts, &Params::built_in());
    assert_eq!(answer.verdict, expected, "{:#?}", answer.checks);
    answer
}

/// By hand: 9 × 0.25 = 2.25, 9 × 0.5 = 4.5, 9 × 1 = 9.
#[test]
fn each_home_that_is_split_adds_one() {
    let answer = check(&good(), Verdict::Suitable);
    assert_eq!(answer.homes, Homes { low: Some(2), mid: Some(4), high: Some(9) });
    assert_eq!((answer.flags, answer.missing, answer.gross), (vec![], vec![], None));
    check(&Facts { large_homes: Some(0), ..good() }, Verdict::Unsuitable(Reason::NoHome));
    check(&Facts { large_homes: None, ..good() }, Verdict::Undecided(Missing::Oppervlakte));
}

/// By hand: 9 + 3 of unknown size: at most 12; of 3 of unknown size alone nothing is said.
#[test]
fn homes_of_unknown_size_are_at_most_large() {
    let answer = check(&Facts { unsized_homes: 3, ..good() }, Verdict::Suitable);
    assert_eq!(answer.homes, Homes { low: Some(2), mid: Some(4), high: Some(12) });
    assert_eq!(answer.missing, [Missing::Oppervlakte]);
    let none_known = Facts { large_homes: Some(0), unsized_homes: 3, ..good() };
    let answer = check(&none_known, Verdict::Undecided(Missing::Oppervlakte));
    assert_eq!(answer.homes, Homes { low: Some(0), mid: Some(0), high: Some(3) });
}

/// Den Haag: not above 90 %, not within 10 years of a permit; counted in 2026.
#[test]
fn the_conditions_are_those_of_den_haag() {
    check(&Facts { parking_pressure: Some(0.90), ..good() }, Verdict::Suitable);
    check(&Facts { parking_pressure: Some(0.91), ..good() }, Verdict::Unsuitable(Reason::ParkingPressure));
    check(&Facts { permit_year: Some(2016), ..good() }, Verdict::Suitable);
    let answer =
        check(&Facts { permit_year: Some(2017), ..good() }, Verdict::Unsuitable(Reason::EarlierPermit));
    let permit = answer.checks.iter().find(|check| check.rule == Reason::EarlierPermit).unwrap();
    assert_eq!((permit.value, permit.norm), (Some(9.0), Some(10.0)));
}

#[test]
fn a_street_that_was_not_counted_decides_only_when_it_is_asked_to() {
    let facts = Facts { parking_pressure: None, ..good() };
    assert_eq!(check(&facts, Verdict::Suitable).missing, [Missing::Parking]);
    let mut params = Params::built_in();
    params.vormen.undecided_without.value.push("parking".into());
    assert_eq!(assess(&facts, &params).verdict, Verdict::Undecided(Missing::Parking));
}

#[test]
fn a_rijksmonument_is_flagged_and_an_exclusion_fails() {
    let monument = PandFacts { rijksmonument: Some(true), ..good().pand };
    assert_eq!(check(&Facts { pand: monument, ..good() }, Verdict::Suitable).flags, [Flag::Welstand]);
    let excluded = PandFacts { exclusions: Some(2), ..good().pand };
    check(&Facts { pand: excluded, ..good() }, Verdict::Unsuitable(Reason::Restriction));
    let goes = PandFacts { demolition_year: Some(2028), ..good().pand };
    check(&Facts { pand: goes, ..good() }, Verdict::Unsuitable(Reason::Demolition));
}
