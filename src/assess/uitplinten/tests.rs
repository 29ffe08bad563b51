use super::*;
use crate::{
    assess::{Owner, Verdict},
    model::PandStatus,
};

/// A block of 600 m² with 375 m² of shops below 1,872 m² of homes: 4 × 468.
fn good() -> Facts {
    Facts {
        pand: PandFacts {
            status: Some(PandStatus::PandInGebruik),
            bouwjaar: Some(1972),
            homes: Some(24),
            units: Some(26),
            rijksmonument: Some(false),
            exclusions: Some(0),
            owner: Owner::Share(1.0),
            ..PandFacts::default()
        },
        footprint: Some(SquareMeters(600.0)),
        homes_area: Some(SquareMeters(1_872.0)),
        used: Some(SquareMeters(375.0)),
        overig: Some(SquareMeters(0.0)),
    }
}

fn check(facts: &Facts, expected: Verdict) -> Answer {
    let answer = assess(facts, &Params::built_in());
    assert_eq!(answer.verdict, expected, "{:#?}", answer.checks);
    answer
}

/// By hand: the ground floor is 600 × 0.78 = 468 m², the shops take 375 of it.
/// low 375 × 0.50 / 60 = 3.1; mid 375 × 0.70 / 50 = 5.25; high 375 × 0.90 / 40 = 8.4.
///
/// Vaartdreef, Zoetermeer, got 5 homes out of a hospice and a recreation room
/// below 50 homes; their floor area is not published, so this is no check of it.
#[test]
fn shops_in_the_plinth_become_five_homes() {
    let answer = check(&good(), Verdict::Suitable);
    assert_eq!(answer.homes, Homes { low: Some(3), mid: Some(5), high: Some(8) });
    assert_eq!(answer.flags, [Flag::Asbestos, Flag::CheckUse, Flag::CheckDaylight]);
    assert!(answer.missing.is_empty());
}

/// By hand: 300 m² of garages and no shop: 300 × 0.50 / 60 = 2.5 → 2,
/// 300 × 0.70 / 50 = 4.2, 300 × 0.90 / 40 = 6.75.
#[test]
fn a_plinth_of_overige_gebruiksfunctie_is_undecided() {
    let garages = Facts { used: Some(SquareMeters(0.0)), overig: Some(SquareMeters(300.0)), ..good() };
    let answer = check(&garages, Verdict::Undecided(Missing::PlinthUse));
    assert_eq!(answer.homes, Homes { low: Some(2), mid: Some(4), high: Some(6) });
    assert!(answer.flags.contains(&Flag::StorageReplaced) && !answer.flags.contains(&Flag::CheckUse));
    // Beside shops it counts at most: (375 + 93) × 0.90 / 40 = 10.5.
    let both = Facts { overig: Some(SquareMeters(300.0)), ..good() };
    let answer = check(&both, Verdict::Suitable);
    assert_eq!(answer.homes, Homes { low: Some(3), mid: Some(5), high: Some(10) });
    // No floor is inferred that no unit has.
    let none = Facts { used: Some(SquareMeters(0.0)), ..good() };
    check(&none, Verdict::Unsuitable(Reason::Use));
}

/// Offices on more than one floor: only the ground floor is a plinth.
#[test]
fn a_plinth_is_no_larger_than_the_ground_floor() {
    let params = Params::built_in();
    let offices = Facts { used: Some(SquareMeters(900.0)), overig: Some(SquareMeters(50.0)), ..good() };
    let found = plinth(&offices, &params);
    assert_eq!(found, Some(Plinth { used: SquareMeters(468.0), overig: SquareMeters(0.0) }));
}

/// Two large shops below 24 small homes: by units it is residential, by floor
/// area it is not. Half is enough.
#[test]
fn a_pand_is_residential_by_floor_area() {
    let with = |used: f64| Facts { used: Some(SquareMeters(used)), ..good() };
    check(&with(1_872.0), Verdict::Suitable);
    let answer = check(&with(1_873.0), Verdict::Unsuitable(Reason::Woonfunctie));
    let share = answer.checks.iter().find(|check| check.rule == Reason::Woonfunctie).unwrap();
    assert_eq!(share.norm, Some(0.5));
}

#[test]
fn a_rijksmonument_is_flagged_and_a_small_plinth_holds_no_home() {
    let pand = PandFacts { rijksmonument: Some(true), ..good().pand };
    let answer = check(&Facts { pand, ..good() }, Verdict::Suitable);
    assert!(answer.flags.contains(&Flag::Welstand));
    // 44 × 0.90 / 40 = 0.99.
    let kiosk = Facts { used: Some(SquareMeters(44.0)), ..good() };
    check(&kiosk, Verdict::Unsuitable(Reason::NoHome));
}

#[test]
fn what_is_not_known_leaves_it_undecided() {
    check(&Facts { used: None, ..good() }, Verdict::Undecided(Missing::Oppervlakte));
    check(&Facts { footprint: None, ..good() }, Verdict::Undecided(Missing::Footprint));
    let pand = PandFacts { homes: None, ..good().pand };
    check(&Facts { pand, ..good() }, Verdict::Undecided(Missing::Woonfunctie));
}

#[test]
fn numbers_that_are_no_areas_give_no_homes() {
    for area in [f64::NAN, f64::INFINITY, -1.0] {
        let facts = Facts { used: Some(SquareMeters(area)), ..good() };
        let answer = assess(&facts, &Params::built_in());
        assert!(answer.homes.high.is_none_or(|homes| homes == 0), "{area}: {:?}", answer.homes);
    }
}
