use super::*;
use crate::{
    assess::{Owner, Verdict},
    model::PandStatus,
};

/// A block of 600 m² and five storeys with 375 m² of shops below 1,872 m² of
/// homes: 4 × 468.
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
        storeys: Some(5),
        other_units: Some(SquareMeters(375.0)),
        homes_area: Some(SquareMeters(1_872.0)),
    }
}

fn check(facts: &Facts, expected: Verdict) -> Answer {
    let answer = assess(facts, &Params::built_in());
    assert_eq!(answer.verdict, expected, "{:#?}", answer.checks);
    answer
}

/// By hand: the ground floor is 600 × 0.78 = 468 m², the shops take 375 of it;
/// 5 × 468 - 1,872 - 375 = 93 m² is left, less than half a floor: noise.
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

/// By hand: no shops, four storeys of homes on five: 2,340 - 1,872 = 468 m²
/// is storage, a whole floor: 468 × 0.70 / 50 = 6.55 → 6.
#[test]
fn floor_that_no_unit_accounts_for_is_storage() {
    let facts = Facts { other_units: Some(SquareMeters(0.0)), ..good() };
    let answer = check(&facts, Verdict::Suitable);
    assert_eq!(answer.homes.mid, Some(6));
    for flag in [Flag::StorageReplaced, Flag::Estimated, Flag::CheckDaylight] {
        assert!(answer.flags.contains(&flag), "{flag:?}");
    }
    assert!(!answer.flags.contains(&Flag::CheckUse));
    // One storey fewer: all of it is homes.
    check(&Facts { storeys: Some(4), ..facts.clone() }, Verdict::Unsuitable(Reason::Use));
    // Storeys that are not known leave only units to go by.
    let answer = check(&Facts { storeys: None, ..facts }, Verdict::Unsuitable(Reason::Use));
    assert!(answer.missing.contains(&Missing::Height));
}

/// Offices on more than one floor: only the ground floor is a plinth.
#[test]
fn a_plinth_is_no_larger_than_the_ground_floor() {
    let params = Params::built_in();
    let offices = Facts { other_units: Some(SquareMeters(900.0)), ..good() };
    assert_eq!(
        plinth(&offices, &params),
        Some(Plinth { units: SquareMeters(468.0), storage: SquareMeters(0.0) })
    );
    // Of storage and units together too: 9 × 468 - 1,872 - 375 is far more than the 93 m² beside the shops.
    let tall = plinth(&Facts { storeys: Some(9), ..good() }, &params).unwrap();
    assert_eq!((tall.units, tall.storage), (SquareMeters(375.0), SquareMeters(93.0)));
}

#[test]
fn a_rijksmonument_is_flagged_and_a_small_plinth_holds_no_home() {
    let pand = PandFacts { rijksmonument: Some(true), ..good().pand };
    let answer = check(&Facts { pand, ..good() }, Verdict::Suitable);
    assert!(answer.flags.contains(&Flag::Welstand));
    // 44 × 0.90 / 40 = 0.99.
    let kiosk = Facts { other_units: Some(SquareMeters(44.0)), storeys: Some(4), ..good() };
    check(&kiosk, Verdict::Unsuitable(Reason::NoHome));
}

#[test]
fn what_is_not_known_leaves_it_undecided() {
    check(&Facts { other_units: None, ..good() }, Verdict::Undecided(Missing::Oppervlakte));
    check(&Facts { footprint: None, ..good() }, Verdict::Undecided(Missing::Footprint));
    let pand = PandFacts { homes: None, ..good().pand };
    check(&Facts { pand, ..good() }, Verdict::Undecided(Missing::Woonfunctie));
}

#[test]
fn numbers_that_are_no_areas_give_no_homes() {
    for area in [f64::NAN, f64::INFINITY, -1.0] {
        let facts = Facts { other_units: Some(SquareMeters(area)), storeys: None, ..good() };
        let answer = assess(&facts, &Params::built_in());
        assert!(answer.homes.high.is_some_and(|homes| homes <= 10), "{area}: {:?}", answer.homes);
    }
}
