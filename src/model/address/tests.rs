use proptest::prelude::*;

use super::*;

/// What the plain reading of one cell says: street, number, suffix, postcode
/// and place; an empty text for what it does not say.
fn plain(text: &str) -> (String, u32, String, String, String) {
    let address = Address::read(&AddressCells { adres: Some(text), ..AddressCells::default() })
        .unwrap_or_else(|error| panic!("`{text}`: {error:?}"));
    let first = address.readings[0].clone();
    (
        first.straat.unwrap_or_default().into(),
        first.huisnummer,
        first.suffix.into(),
        address.postcode.map(|postcode| postcode.to_string()).unwrap_or_default(),
        address.woonplaats.unwrap_or_default().into(),
    )
}

#[test]
fn addresses_are_read_as_people_write_them() {
    // Text, street, number, suffix, postcode, place.
    #[rustfmt::skip]
    let table: &[(&str, &str, u32, &str, &str, &str)] = &[
        ("Dorpsstraat 12", "Dorpsstraat", 12, "", "", ""),
        ("Dorpsstraat 12a", "Dorpsstraat", 12, "A", "", ""),
        ("Dorpsstraat 12 a", "Dorpsstraat", 12, "A", "", ""),
        ("Dorpsstraat 12-A", "Dorpsstraat", 12, "A", "", ""),
        ("Dorpsstraat 12a-3", "Dorpsstraat", 12, "A3", "", ""),
        ("Dorpsstraat 12 A 3", "Dorpsstraat", 12, "A3", "", ""),
        ("Dorpsstraat 12 A-3", "Dorpsstraat", 12, "A3", "", ""),
        ("Dorpsstraat 12A3", "Dorpsstraat", 12, "A3", "", ""),
        ("Dorpsstraat 12 bis", "Dorpsstraat", 12, "BIS", "", ""),
        ("Dorpsstraat 12bis A", "Dorpsstraat", 12, "BISA", "", ""),
        ("Dorpsstraat 12 hs", "Dorpsstraat", 12, "HS", "", ""),
        ("Dorpsstraat 12-hs", "Dorpsstraat", 12, "HS", "", ""),
        ("Dorpsstraat 12 huis", "Dorpsstraat", 12, "HUIS", "", ""),
        ("Dorpsstraat 12-III", "Dorpsstraat", 12, "III", "", ""),
        ("Dorpsstraat 12 iii", "Dorpsstraat", 12, "III", "", ""),
        ("Dorpsstraat 12/3", "Dorpsstraat", 12, "3", "", ""),
        ("Dorpsstraat 12 3hoog", "Dorpsstraat", 12, "3HOOG", "", ""),
        ("Dorpsstraat 12, 3 hoog", "Dorpsstraat", 12, "3HOOG", "", ""),
        ("Dorpsstraat, 12", "Dorpsstraat", 12, "", "", ""),
        ("Dorpsstraat nr. 12", "Dorpsstraat", 12, "", "", ""),
        ("Dorpsstraat nr 12 b", "Dorpsstraat", 12, "B", "", ""),
        ("Dorpsstraat huisnummer 12", "Dorpsstraat", 12, "", "", ""),
        ("Dorpsstraat 012", "Dorpsstraat", 12, "", "", ""),
        ("Dorpsstraat 12.0", "Dorpsstraat", 12, "", "", ""),
        ("  Dorpsstraat   12  ", "Dorpsstraat", 12, "", "", ""),
        ("Dorpsstraat\u{a0}12\u{a0}A", "Dorpsstraat", 12, "A", "", ""),
        ("Dorpsstraat\n12", "Dorpsstraat", 12, "", "", ""),
        ("DORPSSTRAAT 12", "DORPSSTRAAT", 12, "", "", ""),
        ("Plein 1940-1945 12", "Plein", 1940, "194512", "", ""),
        ("Laan 1813 7 B", "Laan", 1813, "7B", "", ""),
        ("2e Tuindwarsstraat 3", "2e Tuindwarsstraat", 3, "", "", ""),
        ("1ste Weg 4", "1ste Weg", 4, "", "", ""),
        ("3de Helmersstraat 15-II", "3de Helmersstraat", 15, "II", "", ""),
        ("Hof van 1e Rang 7", "Hof van 1e Rang", 7, "", "", ""),
        ("17 Septemberplein 5", "17 Septemberplein", 5, "", "", ""),
        ("'s-Gravenweg 12-14", "'s-Gravenweg", 12, "14", "", ""),
        ("'t Hoogt 8", "'t Hoogt", 8, "", "", ""),
        ("Burg. v.d. Pollstr. 23", "Burg. v.d. Pollstr.", 23, "", "", ""),
        ("St. Jansstraat 4", "St. Jansstraat", 4, "", "", ""),
        ("J.P. Coenstraat 4A", "J.P. Coenstraat", 4, "A", "", ""),
        ("Prinses Irenelaan 100", "Prinses Irenelaan", 100, "", "", ""),
        ("Molenpad-Oost 9", "Molenpad-Oost", 9, "", "", ""),
        ("Curaçaostraat 31", "Curaçaostraat", 31, "", "", ""),
        ("Dorpsstraat 12 1381AB", "Dorpsstraat", 12, "", "1381AB", ""),
        ("Dorpsstraat 12, 1381 AB", "Dorpsstraat", 12, "", "1381AB", ""),
        ("Dorpsstraat 12, 1381 ab Weesp", "Dorpsstraat", 12, "", "1381AB", "Weesp"),
        ("Dorpsstraat 12 A-3 1381 AB WEESP", "Dorpsstraat", 12, "A3", "1381AB", "WEESP"),
        ("Dorpsstraat 12; 1381AB; Weesp", "Dorpsstraat", 12, "", "1381AB", "Weesp"),
        ("Dorpsstraat 12\n1381 AB  Weesp", "Dorpsstraat", 12, "", "1381AB", "Weesp"),
        ("Dorpsstraat 12, Weesp", "Dorpsstraat", 12, "", "", "Weesp"),
        ("Dorpsstraat 12a, 's-Graveland", "Dorpsstraat", 12, "A", "", "'s-Graveland"),
        ("Dorpsstraat 12, Bergen (NH)", "Dorpsstraat", 12, "", "", "Bergen (NH)"),
        ("1381 AB 12", "", 12, "", "1381AB", ""),
        ("1381AB 12-A", "", 12, "A", "1381AB", ""),
        ("1381AB 12 A 3", "", 12, "A3", "1381AB", ""),
        ("1381ab, Dorpsstraat 12", "Dorpsstraat", 12, "", "1381AB", ""),
        ("1381 AB Weesp, Dorpsstraat 12 B", "Dorpsstraat", 12, "B", "1381AB", "Weesp"),
        ("1381 AB Dorpsstraat 12", "Dorpsstraat", 12, "", "1381AB", ""),
        ("1381AB Weesp, Dorpsstraat 1234 BG", "Dorpsstraat", 1234, "BG", "1381AB", "Weesp"),
        ("Dorpsstraat 1234 BG, 1381AB Weesp", "Dorpsstraat", 1234, "BG", "1381AB", "Weesp"),
        ("Dorpsstraat 1234 AB", "Dorpsstraat", 1234, "AB", "", ""),
        ("Dorpsstraat 12 1e", "Dorpsstraat", 12, "1E", "", ""),
        ("Rijksweg A 2 44", "Rijksweg A", 2, "44", "", ""),
        ("Kade 99999", "Kade", 99_999, "", "", ""),
        ("=Dorpsstraat 12", "=Dorpsstraat", 12, "", "", ""),
        ("Dorpsstraat 12 t/m 16", "Dorpsstraat", 12, "TM16", "", ""),
    ];
    assert!(table.len() >= 60);
    for (text, straat, number, suffix, postcode, place) in table {
        let expected = (
            (*straat).to_owned(),
            *number,
            (*suffix).to_owned(),
            (*postcode).to_owned(),
            (*place).to_owned(),
        );
        assert_eq!(plain(text), expected, "`{text}`");
    }
}

#[test]
fn a_text_that_can_be_read_in_more_ways_keeps_them_all() {
    let check = |text: &str, expected: &[(&str, u32, &str, &str)]| {
        let address = Address::read(&AddressCells { adres: Some(text), ..AddressCells::default() }).unwrap();
        let readings: Vec<_> = address
            .readings
            .iter()
            .map(|one| {
                let place = one.woonplaats.as_deref().unwrap_or_default();
                (one.straat.as_deref().unwrap_or_default(), one.huisnummer, &*one.suffix, place)
            })
            .collect();
        assert_eq!(readings, expected, "{text}");
    };
    check(
        "Laan 1813 7 B",
        &[
            ("Laan", 1813, "7B", ""),
            ("Laan", 1813, "7", "B"),
            ("Laan 1813", 7, "B", ""),
            ("Laan 1813", 7, "", "B"),
        ],
    );
    check("Plein 1940-1945 12", &[("Plein", 1940, "194512", ""), ("Plein 1940-1945", 12, "", "")]);
    check(
        "Dorpsstraat 12 Den Haag",
        &[
            ("Dorpsstraat", 12, "DENHAAG", ""),
            ("Dorpsstraat", 12, "DEN", "Haag"),
            ("Dorpsstraat", 12, "", "Den Haag"),
        ],
    );
}

#[test]
fn a_range_is_known_as_one() {
    let until = |text: &str| {
        let cells = AddressCells { adres: Some(text), ..AddressCells::default() };
        Address::read(&cells).unwrap().readings[0].until
    };
    for text in ["Kade 12-14", "Kade 12 - 14", "Kade 12 t/m 14", "Kade 12–14"] {
        assert_eq!(until(text), Some(14), "{text}");
    }
    for text in ["Kade 12-3", "Kade 12-12", "Kade 12 14", "Kade 12-A14", "Kade 12"] {
        assert_eq!(until(text), None, "{text}");
    }
}

#[test]
fn cells_of_their_own_are_put_together() {
    let read = |cells: AddressCells<'_>| Address::read(&cells).map(|address| address.spelled());
    let base = AddressCells { postcode: Some("1381 ab"), huisnummer: Some("12"), ..AddressCells::default() };
    assert_eq!(read(base).unwrap(), "1381AB 12");
    assert_eq!(read(AddressCells { huisnummer: Some("12.0"), ..base }).unwrap(), "1381AB 12");
    assert_eq!(read(AddressCells { huisnummer: Some("12-a 3"), ..base }).unwrap(), "1381AB 12A3");
    assert_eq!(
        read(AddressCells { huisletter: Some("a"), toevoeging: Some("3"), ..base }).unwrap(),
        "1381AB 12A3"
    );
    assert_eq!(
        read(AddressCells { huisnummer: Some("12a"), huisletter: Some("A"), ..base }).unwrap(),
        "1381AB 12A"
    );
    assert_eq!(read(AddressCells { postcode: Some("1381AB Weesp"), ..base }).unwrap(), "1381AB 12");
    let street = AddressCells {
        straat: Some("Dorpsstraat"),
        huisnummer: Some("12"),
        woonplaats: Some("Weesp"),
        ..AddressCells::default()
    };
    assert_eq!(read(street).unwrap(), "Dorpsstraat 12, Weesp");
    assert_eq!(read(AddressCells { postcode: Some("1381"), ..street }).unwrap(), "Dorpsstraat 12, Weesp");
    assert_eq!(
        read(AddressCells { postcode: Some("1381"), straat: None, ..street }),
        Err(AddressError::Postcode("1381".into()))
    );
    assert_eq!(
        read(AddressCells { huisnummer: Some("twaalf"), ..base }),
        Err(AddressError::Number("twaalf".into()))
    );
    assert_eq!(read(AddressCells { huisnummer: None, ..base }), Err(AddressError::Number("nothing".into())));
    assert_eq!(read(AddressCells::default()), Err(AddressError::Nothing));
    assert_eq!(
        read(AddressCells { adres: Some("Dorpsstraat"), ..AddressCells::default() }),
        Err(AddressError::Number("Dorpsstraat".into()))
    );
}

#[test]
fn streets_are_compared_by_rule_and_never_by_likeness() {
    let same = |one: &str, other: &str| street_key(one) == street_key(other);
    for (one, other) in [
        ("Dorpsstraat", "DORPSSTRAAT"),
        ("Curaçaostraat", "Curacaostraat"),
        ("Dorpsstr.", "Dorpsstraat"),
        ("Julianaln", "Julianalaan"),
        ("Stationspln.", "Stationsplein"),
        ("St. Janskade", "Sint Janskade"),
        ("Sint-Janskade", "st janskade"),
        ("J.P. Coenstraat", "JP Coenstraat"),
        ("'s-Gravenweg", "s Gravenweg"),
        ("'s-Gravenweg", "’s Gravenweg"),
        ("2e Tuindwarsstraat", "Tweede Tuindwarsstraat"),
        ("Burg. Jansenlaan", "Burgemeester Jansenlaan"),
        ("Prof. Dr. Lorentzweg", "Professor Doctor Lorentzweg"),
        ("Ĳsselkade", "IJsselkade"),
        ("Cafe\u{301}hof", "Caféhof"),
    ] {
        assert!(same(one, other), "{one} / {other}");
    }
    for (one, other) in [
        ("Dorpsstraat", "Dorpstraat"),
        ("Dorpsstraat", "Dorpsweg"),
        ("v.d. Pollstraat", "van der Pollstraat"),
        ("2e Tuindwarsstraat", "3e Tuindwarsstraat"),
        ("Kon. Julianalaan", "Koningin Julianalaan"),
    ] {
        assert!(!same(one, other), "{one} / {other}");
    }
    assert_eq!(place_key("Den Haag"), place_key("'s-Gravenhage"));
    assert_ne!(place_key("St. Annen"), place_key("Sint Annen"));
}

#[test]
fn letter_and_addition_are_brought_to_one_form() {
    assert_eq!(&*Address::suffix(None, None), "");
    assert_eq!(&*Address::suffix(Some(" a "), Some("")), "A");
    assert_eq!(&*Address::suffix(None, Some("- 3 hs")), "-3HS");
    assert_eq!(&*Address::suffix(Some("A"), Some("2")), "A-2");
    assert_eq!(suffix_key(&Address::suffix(Some("a"), Some("-3"))), suffix_key("A 3"));
}

/// An address as the register may hold it.
fn registered() -> impl Strategy<Value = (String, u32, String, String, String)> {
    let street = "(de |van )?[A-Z][a-zé]{2,9}(straat|laan|weg|hof|kade)( (Noord|West))?";
    let letter = prop_oneof![3 => Just(String::new()), 1 => "[A-Z]"];
    let addition = prop_oneof![3 => Just(String::new()), 1 => "[1-9]", 1 => "(HS|BIS|II|BG)"];
    (street, 1_u32..9_999, letter, addition, "[1-9][0-9]{3}[A-Z]{2}")
}

proptest! {
    #[test]
    fn what_is_written_in_ten_ways_is_read_as_one((street, number, letter, addition, pc) in registered()) {
        let key = suffix_key(&Address::suffix(Some(&letter), Some(&addition)));
        // `1` with addition `1` needs a sign between them to be no `11`.
        let sign = if letter.is_empty() && addition.starts_with(|c: char| c.is_ascii_digit()) { "-" } else { "" };
        let suffixes = [format!("{sign}{letter}{addition}"), format!("{letter}-{addition}"), format!(" {letter} {addition}").to_lowercase()];
        let spaced = format!("{} {}", &pc[..4], pc[4..].to_lowercase());
        let mut layouts = Vec::new();
        for suffix in suffixes {
            let suffix = suffix.trim_end_matches(['-', ' ']).to_owned();
            layouts.push((format!("{street} {number}{suffix}, {pc} Weesp"), false));
            layouts.push((format!("{street} {number}{suffix} {spaced}"), false));
            layouts.push((format!("{pc} Weesp, {street} {number}{suffix}"), false));
        }
        layouts.push((format!("{}, {number}{sign}{letter}{addition}, {pc}", street.to_uppercase()), true));
        for (text, shouted) in layouts {
            let address = Address::read(&AddressCells { adres: Some(&text), ..AddressCells::default() }).unwrap();
            let first = &address.readings[0];
            let straat = first.straat.as_deref().unwrap_or_default();
            if shouted {
                prop_assert_eq!(street_key(straat), street_key(&street), "{}", text);
            } else {
                prop_assert_eq!(straat, street.as_str(), "{}", text);
            }
            prop_assert_eq!(first.huisnummer, number, "{}", text);
            prop_assert_eq!(&*first.suffix, key.as_str(), "{}", text);
            prop_assert_eq!(address.postcode.unwrap().to_string(), pc.clone(), "{}", text);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}", more in "[0-9A-Za-z ,'-]{0,40}") {
        for text in [text.as_str(), more.as_str()] {
            let some = Some(text);
            for postcode in [None, some] {
                let cells = AddressCells { adres: some, postcode, ..AddressCells::default() };
                let _ = Address::read(&cells);
                let _ = Address::read(&AddressCells { huisnummer: some, toevoeging: some, ..cells });
            }
            let _ = (street_key(text), place_key(text));
        }
    }
}

#[test]
fn number_and_letter_of_a_register_are_read_from_any_cell() {
    let read = |number, letter, addition| {
        house_number(number, letter, addition).map(|(number, suffix)| (number, suffix.to_string()))
    };
    let is = |number: u32, suffix: &str| Some((number, suffix.to_owned()));
    assert_eq!(read("1A", None, None), is(1, "A"));
    assert_eq!(read("1 a", Some(""), Some("2")), is(1, "A-2"));
    assert_eq!(read("1A", Some("A"), None), is(1, "A"), "said twice");
    assert_eq!(read("12.0", Some("B"), Some("2.0")), is(12, "B-2"));
    assert_eq!(read("\u{feff}nr. 7", None, None), is(7, ""));
    assert_eq!(read("12-14", None, None), is(12, "14"));
    assert_eq!(read("zie bijlage", None, None), None);
}

#[test]
fn the_country_before_a_postcode_and_marks_in_a_cell_do_no_harm() {
    for postcode in
        ["NL-1382AB", "nl 1382\u{a0}AB", "NL1382AB", "1382-ab", "\u{feff}1382AB\u{200b}", "=\"1382AB\""]
    {
        let cells =
            AddressCells { postcode: Some(postcode), huisnummer: Some("'12"), ..AddressCells::default() };
        let address = Address::read(&cells).unwrap();
        assert_eq!(address.spelled(), "1382AB 12", "{postcode:?}");
    }
}
