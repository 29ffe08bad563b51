use proptest::prelude::*;

use super::*;

fn alone(text: &str, holds: Holds) -> Result<Value, Why> {
    read(&Value::from(text), holds, &Evidence::default())
}

/// Reads a column, each cell in the light of all.
fn column(cells: &[&str], holds: Holds) -> Vec<Result<Value, Why>> {
    let mut evidence = Evidence::default();
    cells.iter().for_each(|cell| evidence.see(&Value::from(*cell), holds));
    cells.iter().map(|cell| read(&Value::from(*cell), holds, &evidence)).collect()
}

const MW: Holds = Holds::Number(Unit::Megawatts);
const M2: Holds = Holds::Whole(Unit::SquareMeters);
const HOMES: Holds = Holds::Whole(Unit::Homes);

#[test]
fn a_number_with_one_reading_is_read_by_itself() {
    for (text, holds, expected) in [
        ("12,5", MW, 12.5),
        ("12.5", MW, 12.5),
        ("1.200,5", MW, 1200.5),
        ("1,000.50", MW, 1000.5),
        ("1.234.567", MW, 1_234_567.0),
        ("1 200", MW, 1200.0),
        ("1\u{a0}200,5", MW, 1200.5),
        ("1'200", MW, 1200.0),
        ("0.250", MW, 0.25),
        (",5", MW, 0.5),
        ("1234.567", MW, 1234.567),
        ("24,0 MW", MW, 24.0),
        ("2400 kW", MW, 2.4),
        ("-3,5", MW, -3.5),
        ("−3,5", MW, -3.5),
        ("1.5e3", MW, 1500.0),
        ("800 m2", M2, 800.0),
        ("800m²", M2, 800.0),
        ("1.250 m²", M2, 1250.0),
        ("0,5 ha", M2, 5000.0),
        ("85,0", M2, 85.0),
        ("'85", M2, 85.0),
        ("=\"85\"", M2, 85.0),
        ("\u{feff}85", M2, 85.0),
        ("12 won.", HOMES, 12.0),
        ("0,1 pp", Holds::Number(Unit::PlacesPerHome), 0.1),
        ("1.200", Holds::Number(Unit::PlacesPerHome), 1.2),
        ("11.200", Holds::Number(Unit::Meters), 11.2),
        ("11,2 m", Holds::Number(Unit::Meters), 11.2),
        ("> 75", Holds::From(Unit::SquareMeters), 75.0),
        ("75 m² en meer", Holds::From(Unit::SquareMeters), 75.0),
        ("< 50 m²", Holds::To(Unit::SquareMeters), 50.0),
        ("t/m 50", Holds::To(Unit::SquareMeters), 50.0),
    ] {
        // A whole column is needed for what looks like thousands.
        let read = column(&[text], holds).remove(0);
        assert_eq!(read.as_ref().ok().and_then(Value::as_f64), Some(expected), "{text}: {read:?}");
    }
}

#[test]
fn what_spells_no_number_is_not_understood() {
    for text in [
        "ca. 12",
        "12 à 14",
        "40-60",
        "40-60 m²",
        "<50",
        ">75",
        "veel",
        "12 kg",
        "1.2.3",
        "12.",
        "1,2,3",
        "12 14",
        "½",
        "€ 5",
        "1.20.000",
        "0x1F",
        "e5",
        "12 (14)",
    ] {
        assert_eq!(alone(text, MW), Err(Why::NotANumber), "{text}");
    }
    assert_eq!(alone("12,5", HOMES), Err(Why::NotANumber), "half a home");
    assert_eq!(alone("24 MW", M2), Err(Why::NotANumber), "a unit of something else");
    assert_eq!(read(&Value::Bool(true), HOMES, &Evidence::default()), Err(Why::NotANumber));
}

#[test]
fn a_cell_that_says_nothing_is_absent() {
    for text in ["", "  ", "-", "–", "n.v.t.", "NVT", "onbekend", "n.n.b.", "NaN", "null"] {
        assert_eq!(alone(text, MW), Ok(Value::Null), "{text}");
    }
}

#[test]
fn thousands_are_told_from_decimals_by_the_column() {
    let ok = |number: f64| {
        if number.fract() == 0.0 { Ok(Value::Int(number as i64)) } else { Ok(Value::Real(number)) }
    };
    assert_eq!(column(&["1.200", "12,5"], MW), [ok(1200.0), ok(12.5)]);
    assert_eq!(column(&["1.200", "12.5"], MW), [ok(1.2), ok(12.5)]);
    assert_eq!(column(&["1,200", "1.000.000"], MW), [ok(1.2), ok(1e6)]);
    assert_eq!(column(&["1.200", "1"], MW), [Err(Why::Ambiguous), ok(1.0)]);
    assert_eq!(column(&["1.200", "1,5", "1.5"], MW)[0], Err(Why::Ambiguous), "the column contradicts itself");
    assert_eq!(column(&["1.200", "2.000"], HOMES), [ok(1200.0), ok(2000.0)]);
    assert_eq!(column(&["2.000", "85"], HOMES), [ok(2000.0), ok(85.0)]);
    assert_eq!(
        column(&["2.000", "1.000"], HOMES),
        [Err(Why::Ambiguous), Err(Why::Ambiguous)],
        "or an export with three decimals"
    );
    assert_eq!(column(&["2.000", "1.0"], HOMES), [ok(2.0), ok(1.0)]);
}

#[test]
fn the_user_and_the_other_columns_of_the_file_can_tell() {
    let said = Evidence::said(',');
    assert_eq!(read(&"1.200".into(), MW, &said), Ok(Value::Int(1200)));
    let mut file = Evidence::default();
    file.see(&"0,5".into(), MW);
    assert_eq!(read(&"1.200".into(), MW, &Evidence::default().or(file)), Ok(Value::Int(1200)));
    let mut own = Evidence::default();
    own.see(&"0.5".into(), MW);
    assert_eq!(read(&"1.200".into(), MW, &own.or(file)), Ok(Value::Real(1.2)), "its own cells go first");
}

#[test]
fn a_year_is_read_from_a_date_and_never_guessed() {
    for text in [
        "1972",
        "1972-03-01",
        "01-03-1972",
        "1/3/1972",
        "1972-03-01T00:00:00Z",
        "1972-01-01 00:00:00",
        "19720301",
        "1972.0",
        "1.972",
    ] {
        assert_eq!(column(&[text], Holds::Year), [Ok(Value::Int(1972))], "{text}");
    }
    assert_eq!(read(&Value::Int(19_720_301), Holds::Year, &Evidence::default()), Ok(Value::Int(1972)));
    for text in ["ca. 1972", "1972/1975", "1972?", "voor 1945", "<1945", "jaren 70", "01-03-72", "1972-1975"]
    {
        assert_eq!(column(&[text], Holds::Year), [Err(Why::NotANumber)], "{text}");
    }
}

#[test]
fn a_class_of_sizes_has_two_ends() {
    let m2 = |text: &str| range(text, Unit::SquareMeters);
    assert_eq!(m2("40-60 m²"), Some((Some(40.0), Some(60.0))));
    assert_eq!(m2("40 m² tot 60 m²"), Some((Some(40.0), Some(60.0))));
    assert_eq!(m2("van 40 tot 60"), Some((Some(40.0), Some(60.0))));
    assert_eq!(m2("<50"), Some((None, Some(50.0))));
    assert_eq!(m2("> 75 m2"), Some((Some(75.0), None)));
    assert_eq!(m2("75+"), Some((Some(75.0), None)));
    for text in ["", "groot", "60-40", "5", "a-b"] {
        assert_eq!(m2(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn what_dutch_and_english_spelling_give_is_read_back(whole in 0_u32..3_000_000, cents in 0_u32..100) {
        let grouped = |sign: char| {
            let digits: Vec<char> = whole.to_string().chars().rev().collect();
            let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
            groups.join(&sign.to_string()).chars().rev().collect::<String>()
        };
        let expected = format!("{whole}.{cents:02}").parse::<f64>().unwrap();
        for text in [format!("{},{cents:02}", grouped('.')), format!("{}.{cents:02}", grouped(','))] {
            prop_assert_eq!(alone(&text, MW).unwrap().as_f64(), Some(expected), "{}", text);
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,30}") {
        for holds in [MW, M2, HOMES, Holds::Year, Holds::From(Unit::SquareMeters), Holds::To(Unit::Meters)] {
            let _ = column(&[&text], holds);
        }
        let _ = range(&text, Unit::SquareMeters);
    }
}
