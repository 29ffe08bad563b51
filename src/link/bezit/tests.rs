use std::sync::Arc;

use super::*;
use crate::{
    link::unit_in_pand::Ambiguous,
    model::{
        Address, AddressCells, Gebruiksdoelen, Nummeraanduiding, OpenbareRuimte, Panden,
        VerblijfsobjectStatus,
    },
};

const PAND: &str = "0457100000000001";

fn id(n: usize) -> String {
    format!("045701{n:010}")
}

/// Homes in one pand: street, place, postcode, number, letter and addition;
/// the first has identification 1.
fn town(homes: &[(&str, &str, &str, u32, &str)]) -> Vec<Verblijfsobject> {
    let home = |(n, (street, place, postcode, number, suffix)): (usize, &(&str, &str, &str, u32, &str))| {
        let (letter, addition) = suffix.split_once('-').unwrap_or((suffix, ""));
        Verblijfsobject {
            id: id(n + 1).parse().unwrap(),
            status: None,
            gebruiksdoelen: Gebruiksdoelen::parse("woonfunctie"),
            oppervlakte: None,
            panden: Panden::One(PAND.parse().unwrap()),
            point: None,
            hoofdadres: Nummeraanduiding {
                postcode: postcode.parse().ok(),
                openbare_ruimte: Some(Arc::new(OpenbareRuimte {
                    naam: (*street).into(),
                    woonplaats: (!place.is_empty()).then(|| (*place).into()),
                })),
                huisnummer: Some(*number),
                huisletter_toevoeging: Address::suffix(Some(letter), Some(addition)),
            },
            nevenadressen: Box::default(),
            rows_disagree: false,
        }
    };
    homes.iter().enumerate().map(home).collect()
}

fn row(key: BezitKey, complex: &str) -> BezitRow {
    BezitRow {
        row: 2,
        key: Ok(key),
        corporatie: "Ons Huis".into(),
        complex: Some(complex.into()),
        conditions: Conditions::default(),
    }
}

fn at(text: &str) -> BezitRow {
    let cells = AddressCells { adres: Some(text), ..AddressCells::default() };
    row(BezitKey::Address(Address::read(&cells).unwrap()), "1")
}

fn find(rows: &[BezitRow], units: &[Verblijfsobject]) -> Vec<RowMatch> {
    let placement = Placement::new(units, &Ambiguous::new(units));
    match_bezit(rows, units, &placement, Extent::Whole).1
}

/// Status of an address, what it stands for, and how many it may stand for.
fn check(units: &[Verblijfsobject], cases: &[(&str, MatchStatus, Option<u32>, usize)]) {
    for (text, status, unit, n_candidates) in cases {
        let found = &find(&[at(text)], units)[0];
        let got = (found.status, found.unit, found.candidates.len());
        assert_eq!(got, (*status, *unit, *n_candidates), "{text}: {:?}", found.reason);
    }
}

#[test]
fn what_is_equal_by_rule_is_found_and_what_may_be_two_is_not() {
    use MatchStatus::{Ambiguous, Matched, NotInBag, OutsideArea};
    let units = town(&[
        ("Sint Jansstraat", "Weesp", "1381AB", 12, ""),
        ("Sint Jansstraat", "Weesp", "1381AB", 12, "A-3"),
        ("Sint Jansstraat", "Weesp", "1381AB", 14, "A"),
        ("Sint Jansstraat", "Weesp", "1381AB", 14, "B"),
        ("Laan 1813", "Weesp", "1381AC", 7, "B"),
        ("Kade", "Weesp", "", 1, ""),
        ("Kade", "Muiden", "1398AA", 1, ""),
        ("Steeg", "Weesp", "1381AD", 5, "A-3"),
        ("Steeg", "Weesp", "1381AD", 5, "-A3"),
        ("Plein 1940-1945", "Weesp", "1381AE", 12, ""),
    ]);
    check(
        &units,
        &[
            ("St. Jansstr. 12, Weesp", Matched, Some(0), 0),
            ("St. Jansstr. 12 Weesp", Matched, Some(0), 0),
            ("iets anders 12, 1381 ab", Ambiguous, None, 1),
            ("Sint Jansstraat 12 a 3, Weesp", Matched, Some(1), 0),
            ("1381AB 12A3", Matched, Some(1), 0),
            ("Sint Jansstraat 12 C, Weesp", NotInBag, None, 2),
            ("Sint Jansstraat 14, Weesp", Ambiguous, None, 2),
            ("Sint Jansstraat 12-14, Weesp", Ambiguous, None, 4),
            ("Sint Jansstraat 99, Weesp", NotInBag, None, 0),
            ("Laan 1813 7 B, Weesp", Matched, Some(4), 0),
            ("Laan 1813 7B 1381AC", Matched, Some(4), 0),
            ("Plein 1940-1945 12 1381AE Weesp", Matched, Some(9), 0),
            // Nobody says in which place.
            ("Kade 1", Ambiguous, None, 2),
            ("Kade 1, Weesp", Matched, Some(5), 0),
            ("Kade 1, Muiden", Matched, Some(6), 0),
            ("Steeg 5 A3, Weesp", Ambiguous, None, 2),
            ("Dorpsstraat 1, Naarden", OutsideArea, None, 0),
            ("Dorpsstraat 1, 1411AA", OutsideArea, None, 0),
            ("Sint Jansstraat 12, 1381ZZ", NotInBag, None, 0),
        ],
    );
}

#[test]
fn cells_that_contradict_each_other_need_the_street_to_agree() {
    let units = town(&[
        ("Kade", "Weesp", "1381AB", 1, ""),
        ("Kade", "Weesp", "1381AB", 12, ""),
        ("Laan 1813", "Weesp", "1381AC", 7, ""),
    ]);
    let found = |adres: &str, huisnummer: &str, postcode: &str| {
        let cells = AddressCells {
            adres: Some(adres),
            huisnummer: Some(huisnummer),
            postcode: Some(postcode),
            ..AddressCells::default()
        };
        let found = &find(&[row(BezitKey::Address(Address::read(&cells).unwrap()), "1")], &units)[0];
        (found.status, found.unit)
    };
    use MatchStatus::{Matched, NotInBag};
    // The second column may hold the number of the row.
    assert_eq!(found("Kade 12", "1", "1381AB"), (Matched, Some(1)));
    assert_eq!(found("Kade 12", "12", "1381AB"), (Matched, Some(1)));
    assert_eq!(found("Kade", "12", "1381AB"), (Matched, Some(1)));
    assert_eq!(found("Laan 1813", "7", "1381AC"), (Matched, Some(2)));
    assert_eq!(found("Steeg 9", "1", "1381AB"), (NotInBag, None));
}

#[test]
fn without_a_place_on_either_side_nothing_is_guessed() {
    let units = town(&[("Kade", "", "", 1, "")]);
    check(
        &units,
        &[
            ("Kade 1, Weesp", MatchStatus::Ambiguous, None, 1),
            ("Kade 2, Weesp", MatchStatus::NotInBag, None, 0),
        ],
    );
}

#[test]
fn a_unit_that_is_not_in_use_is_named_but_not_taken() {
    let mut units = town(&[("Kade", "Weesp", "1381AB", 1, "")]);
    units[0].status = Some(VerblijfsobjectStatus::Gevormd);
    let found = &find(&[at("Kade 1, 1381AB")], &units)[0];
    assert!(matches!(found.reason, MatchReason::NotInUse(_)), "{:?}", found.reason);
    assert_eq!((found.status, found.candidates.len()), (MatchStatus::NotInBag, 1));
}

#[test]
fn the_same_home_twice_counts_once() {
    let units = town(&[("Kade", "Weesp", "1381AB", 1, ""), ("Kade", "Weesp", "1381AB", 2, "")]);
    let home = |n: usize, complex: &str| row(BezitKey::Verblijfsobject(id(n).parse().unwrap()), complex);
    let pand = |complex: &str| row(BezitKey::Pand(PAND.parse().unwrap()), complex);
    let statuses = |rows: &[BezitRow]| -> Vec<MatchStatus> {
        find(rows, &units).into_iter().map(|found| found.status).collect()
    };
    use MatchStatus::{Conflict, Double, Matched};
    assert_eq!(statuses(&[home(1, "1"), at("Kade 1, 1381AB"), home(1, "2")]), [Matched, Double, Conflict]);
    // A list with a row a home may name the pand in each.
    assert_eq!(
        statuses(&[pand("1"), pand("1"), home(2, "1"), home(2, "1")]),
        [Matched, Matched, Matched, Double]
    );
    assert_eq!(statuses(&[home(1, "1"), pand("2")]), [Matched, Conflict]);
}

#[test]
fn a_pand_is_held_by_the_first_row_that_matched() {
    let pand = |id: &str, complex: &str| row(BezitKey::Pand(id.parse().unwrap()), complex);
    let holder = |rows: &[BezitRow], units: &[Verblijfsobject], id: &str| {
        let placement = Placement::new(units, &Ambiguous::new(units));
        let (holdings, found) = match_bezit(rows, units, &placement, Extent::Whole);
        let statuses: Vec<_> = found.iter().map(|found| found.status).collect();
        (holdings.pand(id.parse().unwrap()).map(|matched| matched.complex), statuses)
    };
    use MatchStatus::{Conflict, Matched, NotInBag};
    // Without verblijfsobjecten the pand itself is held, once.
    let rows = [pand(PAND, "1"), pand(PAND, "2"), pand(PAND, "1")];
    assert_eq!(holder(&rows, &[], PAND), (Some(0), vec![Matched, Conflict, Matched]));
    let units = town(&[("Kade", "Weesp", "1381AB", 1, "")]);
    let unknown = "0457100000009999";
    assert_eq!(holder(&[pand(unknown, "1")], &units, unknown), (None, vec![NotInBag]));
}

#[test]
fn what_is_not_in_the_area_of_a_run_may_well_exist() {
    let mut units = town(&[("Kade", "Weesp", "1381AB", 1, "A"), ("Kade", "Weesp", "1381AB", 2, "")]);
    units[0].gebruiksdoelen = Gebruiksdoelen::parse("winkelfunctie");
    let shop = "0457100000000002";
    units[0].panden = Panden::One(shop.parse().unwrap());
    let home = |n: usize| row(BezitKey::Verblijfsobject(id(n).parse().unwrap()), "1");
    let pand = |id: &str| row(BezitKey::Pand(id.parse().unwrap()), "1");
    let rows = [
        home(2),
        home(3),
        pand("0457100000009999"),
        at("Kade 3, 1381AB"),
        // These are there, or nearly.
        pand(shop),
        at("Kade 1 B, 1381AB"),
    ];
    let statuses = |extent: Extent| -> Vec<MatchStatus> {
        let placement = Placement::new(&units, &Ambiguous::new(&units));
        match_bezit(&rows, &units, &placement, extent).1.into_iter().map(|found| found.status).collect()
    };
    use MatchStatus::{Matched, NotInBag, OutsideArea};
    assert_eq!(statuses(Extent::Whole), [Matched, NotInBag, NotInBag, NotInBag, NotInBag, NotInBag]);
    assert_eq!(
        statuses(Extent::Narrowed),
        [Matched, OutsideArea, OutsideArea, OutsideArea, NotInBag, NotInBag]
    );
}

#[test]
fn an_identification_from_elsewhere_lies_outside() {
    let units = town(&[("Kade", "Weesp", "1381AB", 1, "")]);
    let status = |id: &str| {
        let key =
            id.parse().map(BezitKey::Verblijfsobject).unwrap_or_else(|_| BezitKey::Pand(id.parse().unwrap()));
        find(&[row(key, "1")], &units)[0].status
    };
    assert_eq!(status("0457010000009999"), MatchStatus::NotInBag);
    assert_eq!(status("0363010000000001"), MatchStatus::OutsideArea);
    assert_eq!(status("0457100000009999"), MatchStatus::NotInBag);
    assert_eq!(status("0363100000000001"), MatchStatus::OutsideArea);
}

#[test]
fn homes_that_an_unlinked_row_may_be_about_have_no_known_owner() {
    let kade = |number| ("Kade", "Weesp", "1382AB", number, "");
    let units = town(&[kade(1), kade(2), kade(3), kade(4)]);
    let placement = Placement::new(&units, &Ambiguous::new(&units));
    let n_unknown = |rows: &[BezitRow]| {
        match_bezit(rows, &units, &placement, Extent::Whole).0.n_unknown(PAND.parse().unwrap())
    };
    let slip = |complex: &str| BezitRow { complex: Some(complex.into()), ..at("Kdae 99, 1382AB Weesp") };
    let linked = [at("Kade 1, 1382AB Weesp"), at("Kade 2, 1382AB Weesp")];
    assert_eq!(n_unknown(&linked), 0);
    let with = |others: &[BezitRow]| n_unknown(&[&linked[..], others].concat());
    assert_eq!(with(&[slip("1")]), 1, "of its complex");
    assert_eq!(with(&[slip("2")]), 0, "of another");
    assert_eq!(with(&[slip("1"), slip("1"), slip("1")]), 2, "no more than nobody holds");
}
