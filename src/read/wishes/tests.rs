use super::{Wished, Years, file::parse};
use crate::lang::Lang;

const FILE: &str = r#"
netbewust = false
[[moet]]
project = "ZL-102"
reden = "toezegging van de raad"
[[niet_voor]]
project = "PH-35"
jaar = 2030
[[niet_na]]
project = "PH-35"
jaar = 2032
[[volgorde]]
eerst = "ZL-102"
daarna = "PH-35"
[[minimum]]
gemeente = "Weesp"
jaar = 2029
woningen = 40
[[maximum]]
gemeente = "Weesp"
van = 2029
woningen = 90
[[starts]]
corporatie = "Zeven Linden"
per_jaar = 2
[[maatregel]]
project = "ZL-102"
naam = "batterij"
kw = 40
keur = 120.5
"#;

#[test]
fn every_wish_of_a_file_is_read() {
    let wishes = parse(FILE).unwrap();
    assert_eq!(wishes.netbewust, Some(false));
    let what: Vec<&Wished> = wishes.wishes.iter().map(|wish| &wish.what).collect();
    assert_eq!(what.len(), 7);
    assert_eq!(wishes.wishes[0].reason, "toezegging van de raad");
    assert_eq!(wishes.wishes[3].at.pick(Lang::Nl), "[[volgorde]] 1");
    let one = Years { from: Some(2029), until: Some(2029) };
    assert_eq!(*what[4], Wished::AtLeast { gemeente: "Weesp".into(), years: one, homes: 40 });
    let open = Years { from: Some(2029), until: None };
    assert_eq!(*what[5], Wished::AtMost { gemeente: "Weesp".into(), years: open, homes: 90 });
    assert_eq!((wishes.measures[0].kw, wishes.measures[0].keur), (40.0, Some(120.5)));
}

#[test]
fn what_is_not_understood_stops_the_reading() {
    for (text, says) in [
        ("moet = 3", "moet"),
        ("[[moet]]\nprojekt = \"x\"", "projekt"),
        ("[[niet_voor]]\nproject = \"x\"\njaar = 29", "[[niet_voor]] 1: 29 is geen jaar"),
        ("[[maximum]]\ngemeente = \"x\"\nwoningen = -3", "-3"),
        ("[[maximum]]\ngemeente = \"x\"\nwoningen = 3\nvan = 2030\ntot_en_met = 2029", "2029 ligt voor 2030"),
        ("[[maatregel]]\nproject = \"x\"\nnaam = \"b\"\nkw = 0", "meer dan 0"),
        ("[[maatregel]]\nproject = \"x\"\nnaam = \"b\"\nkw = nan", "meer dan 0"),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.pick(Lang::Nl).contains(says), "{text}: {error:?}");
    }
}
