use super::*;
use crate::{assess::Verdict, model::PandStatus};

fn uses(words: &str) -> Gebruiksdoelen {
    Gebruiksdoelen::parse(words).unwrap()
}

/// An office of 1990 with 1,400 m², 12 m deep.
fn good() -> Facts {
    Facts {
        pand: PandFacts {
            status: Some(PandStatus::PandInGebruik),
            bouwjaar: Some(1990),
            homes: Some(0),
            units: Some(2),
            rijksmonument: Some(false),
            exclusions: Some(0),
            ..PandFacts::default()
        },
        floors: vec![
            (uses("kantoorfunctie"), SquareMeters(1_000.0)),
            (uses("kantoorfunctie,bijeenkomstfunctie"), SquareMeters(400.0)),
        ],
        depth: Some(Meters(12.0)),
        restrictions: Some(vec![]),
        vacant: Some(true),
        unmeasured: vec![],
    }
}

fn check(facts: &Facts, expected: Verdict) -> Answer {
    let answer = assess(facts, &Params::built_in());
    assert_eq!(answer.verdict, expected, "{:#?}", answer.checks);
    answer
}

/// By hand: 1,400 × 0.70 / 70 = 14; 1,400 × 0.80 / 55 = 20.4; 1,400 × 0.90 / 45 = 28.
#[test]
fn an_office_becomes_twenty_homes() {
    let answer = check(&good(), Verdict::Suitable);
    assert_eq!(answer.homes, Homes { low: Some(14), mid: Some(20), high: Some(28) });
    assert_eq!(answer.flags, [Flag::Ladder, Flag::Asbestos, Flag::CheckUse, Flag::Fauna]);
    assert!(answer.missing.is_empty());
}

/// By hand: 14 / 20 = 0.7 of the floor: 1,400 × 0.7 × 0.80 / 55 = 14.3 → 14.
/// At 28 m half of it, which is just enough.
#[test]
fn a_deep_footprint_leaves_floor_without_daylight() {
    let answer = check(&Facts { depth: Some(Meters(20.0)), ..good() }, Verdict::Suitable);
    assert_eq!(answer.homes.mid, Some(14));
    assert!(answer.flags.contains(&Flag::CheckDaylight));
    check(&Facts { depth: Some(Meters(28.0)), ..good() }, Verdict::Suitable);
    check(&Facts { depth: Some(Meters(28.1)), ..good() }, Verdict::Unsuitable(Reason::Daylight));
    check(&Facts { depth: None, ..good() }, Verdict::Undecided(Missing::Footprint));
}

#[test]
fn only_units_all_of_whose_uses_are_allowed_count() {
    let cells = Facts { floors: vec![(uses("celfunctie"), SquareMeters(5_000.0))], ..good() };
    check(&cells, Verdict::Unsuitable(Reason::Use));
    let mixed = Facts {
        floors: vec![
            (uses("kantoorfunctie,sportfunctie"), SquareMeters(5_000.0)),
            (uses("winkelfunctie"), SquareMeters(399.0)),
        ],
        ..good()
    };
    let answer = check(&mixed, Verdict::Unsuitable(Reason::FloorArea));
    let floor = answer.checks.iter().find(|check| check.rule == Reason::FloorArea).unwrap();
    assert_eq!((floor.value, floor.norm), (Some(399.0), Some(400.0)));
    let mut params = Params::built_in();
    params.vormen.transform_uses.value.push("sportfunctie".into());
    assert_eq!(assess(&mixed, &params).verdict, Verdict::Suitable);
    // One of several is not known: what is known counts, and it is undecided.
    let known = assess(&good(), &Params::built_in()).homes;
    let facts = Facts { unmeasured: vec![uses("kantoorfunctie")], ..good() };
    check(&facts, Verdict::Undecided(Missing::Oppervlakte));
    assert_eq!(assess(&facts, &Params::built_in()).homes, known);
    let none = Facts { floors: Vec::new(), ..facts.clone() };
    check(&none, Verdict::Undecided(Missing::Oppervlakte));
    // A use that may not become homes says nothing by its size.
    let cell = Facts { unmeasured: vec![uses("celfunctie")], ..good() };
    check(&cell, assess(&good(), &Params::built_in()).verdict);
}

/// What serves the people around is left alone while it is in use.
#[test]
fn what_is_in_use_waits_for_vacancy_or_the_plan_of_its_owner() {
    check(&Facts { vacant: None, ..good() }, Verdict::Undecided(Missing::Vacancy));
    let in_use = |words: &str| Facts {
        floors: vec![(uses(words), SquareMeters(1_400.0))],
        vacant: Some(false),
        ..good()
    };
    check(&in_use("kantoorfunctie"), Verdict::Undecided(Missing::OwnerPlan));
    check(&in_use("industriefunctie"), Verdict::Undecided(Missing::OwnerPlan));
    for words in ["onderwijsfunctie", "gezondheidszorgfunctie", "winkelfunctie", "logiesfunctie"] {
        check(&in_use(words), Verdict::Unsuitable(Reason::Use));
        check(&Facts { vacant: None, ..in_use(words) }, Verdict::Undecided(Missing::Vacancy));
        check(&Facts { vacant: Some(true), ..in_use(words) }, Verdict::Suitable);
    }
}

/// Half homes: uitplinten looks at the rest.
#[test]
fn a_block_of_homes_is_no_case_for_it() {
    let pand = PandFacts { homes: Some(2), units: Some(4), ..good().pand };
    check(&Facts { pand, ..good() }, Verdict::Unsuitable(Reason::Use));
    let pand = PandFacts { homes: Some(1), units: Some(3), ..good().pand };
    check(&Facts { pand, ..good() }, Verdict::Suitable);
}

/// 2026 less 15 is 2011.
#[test]
fn a_young_office_stays_one() {
    let built = |year| Facts { pand: PandFacts { bouwjaar: Some(year), ..good().pand }, ..good() };
    check(&built(2011), Verdict::Suitable);
    check(&built(2012), Verdict::Unsuitable(Reason::TooYoung));
    check(&built(2031), Verdict::Unsuitable(Reason::TooYoung));
}

#[test]
fn noise_and_safety_decide_and_other_kinds_do_not() {
    for (kind, expected) in [
        (RestrictionKind::Noise, Verdict::Unsuitable(Reason::Restriction)),
        (RestrictionKind::Safety, Verdict::Unsuitable(Reason::Restriction)),
        (RestrictionKind::Heritage, Verdict::Suitable),
    ] {
        check(&Facts { restrictions: Some(vec![kind]), ..good() }, expected);
    }
    let mut params = Params::built_in();
    params.vormen.transform_deciding.value.clear();
    let loud = Facts { restrictions: Some(vec![RestrictionKind::Noise]), ..good() };
    assert_eq!(assess(&loud, &params).verdict, Verdict::Suitable);
    let monument = PandFacts { rijksmonument: Some(true), ..good().pand };
    assert!(check(&Facts { pand: monument, ..good() }, Verdict::Suitable).flags.contains(&Flag::Welstand));
}
