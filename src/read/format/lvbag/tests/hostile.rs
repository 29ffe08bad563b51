//! Deliveries that are damaged, or made to do harm.

use super::{
    super::super::zipped::testing::{declaring, encrypted, without_checksum, zip},
    made::{file, gemeente, pand, today, xml},
    *,
};

fn one() -> String {
    xml("PND", &[pand(1, "Pand in gebruik", &today())])
}

/// The number of panden in a file, or the error with its cure.
fn read(name: &str, bytes: &[u8]) -> Result<usize, String> {
    let (folder, path) = file(name, bytes);
    let mut n = 0;
    let count = Layer::open(&source(&path)).and_then(|mut layer| {
        layer.read(&[0, 1, 2], &mut |_| {
            n += 1;
            Ok(())
        })
    });
    let place = format!("{}/", folder.path().display());
    count
        .map(|()| n)
        .map_err(|error| format!("{error}; {}", error.hint().unwrap_or_default()).replace(&place, ""))
}

fn check_refused(bytes: &[u8], expected: &[&str]) {
    let error = read("bag.zip", bytes).unwrap_err();
    assert!(expected.iter().all(|part| error.contains(part)), "{error} | {expected:?}");
}

const PLACE: &str = "`0457GEM15102021.zip/0457PND15102021.zip/0457PND15102021-000001.xml` in `bag.zip`";

#[test]
fn text_that_is_no_extract_is_refused_with_file_member_and_cure() {
    assert_eq!(read("bag.zip", &gemeente(&[("PND", one())])), Ok(1));
    for (text, expected) in [
        (one().split("</sl:standBestand>").next().unwrap().to_owned(), "breaks off"),
        (one()[..300].to_owned(), "byte"),
        (String::new(), "holds nothing"),
        ("<html><body/></html>".to_owned(), "a `bagStand` was expected"),
        (one().replace("bagStand", "bagMutaties"), "`bagMutaties`"),
        (one() + "<b:bagStand/>", "a `bagStand` was expected"),
        (one().replace("</Objecten:geometrie>", "</Objecten:status>"), "byte"),
        (one().replacen("<b:bagStand", "<!DOCTYPE x [<!ENTITY a \"b\">]><b:bagStand", 1), "document type"),
        (one().replace("&amp;", "&lol;"), "`&lol;` is not known"),
        (one().replacen("<sl:stand>", &"<a>".repeat(100), 1), "deep in one another"),
    ] {
        check_refused(&gemeente(&[("PND", text)]), &[PLACE, expected, "download it again"]);
    }
}

#[test]
fn only_encodings_that_are_known_are_read() {
    let latin = |label: &str| {
        let text = one().replace("UTF-8", label).replace("B&amp;W-1", "caf\u{e9}");
        encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
    };
    for label in ["ISO-8859-1", "windows-1252"] {
        assert_eq!(read("pand.xml", &latin(label)), Ok(1), "{label}");
    }
    assert_eq!(read("pand.xml", &[b"\xEF\xBB\xBF", one().as_bytes()].concat()), Ok(1));
    let unknown = read("pand.xml", &latin("EBCDIC")).unwrap_err();
    assert!(unknown.contains("in `EBCDIC`") && unknown.contains("save it as UTF-8"), "{unknown}");
    let lying = read("pand.xml", &latin("UTF-8")).unwrap_err();
    assert!(lying.contains("UTF-8"), "{lying}");
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(one().encode_utf16().flat_map(u16::to_le_bytes)).collect();
    check_refused(&zip(&[("0457PND15102021-000001.xml", &utf16)], true), &["UTF-16", "save it as UTF-8"]);
}

#[test]
fn zips_that_are_damaged_or_made_to_do_harm_are_refused() {
    let text = one();
    let inner = zip(&[("0457PND15102021-000001.xml", text.as_bytes())], true);
    let outer = |inner: &[u8], stored: bool| zip(&[("0457PND15102021.zip", inner)], !stored);
    for stored in [true, false] {
        assert_eq!(read("bag.zip", &outer(&inner, stored)), Ok(1));
        let member = "`0457PND15102021.zip/0457PND15102021-000001.xml` in `bag.zip`";
        check_refused(&outer(&encrypted(inner.clone()), stored), &[member, "encrypted", "unpack it"]);
        check_refused(
            &outer(&declaring(inner.clone(), 100), stored),
            &[member, "more than the 100 bytes it declares"],
        );
        check_refused(&outer(&declaring(inner.clone(), 100_000), stored), &[member, "breaks off"]);
        check_refused(&outer(&without_checksum(inner.clone()), stored), &[member, "checksum"]);
        check_refused(
            &outer(&inner[..inner.len() - 30], stored),
            &["`0457PND15102021.zip` in `bag.zip`", "download"],
        );
    }
    let mut deep = inner;
    for _ in 0..2 {
        deep = zip(&[("BAG.zip", &deep)], false);
    }
    assert_eq!(read("bag.zip", &deep), Ok(1));
    check_refused(&zip(&[("BAG.zip", &deep)], false), &["more than 3 deep"]);
    check_refused(&zip(&[("../0457PND15102021-000001.xml", text.as_bytes())], true), &["points outside"]);
    let bomb =
        xml("PND", &[pand(1, "Pand in gebruik", &today()).replace("B&amp;W-1", &"0".repeat(70 << 20))]);
    check_refused(&gemeente(&[("PND", bomb)]), &[PLACE, "does not end", "unpack it yourself"]);
    let bomb = xml(
        "PND",
        &vec![pand(1, "Pand in gebruik", &today()).replace("B&amp;W-1", &"0".repeat(1 << 20)); 70],
    );
    check_refused(&gemeente(&[("PND", bomb)]), &[PLACE, "unpacks from"]);
}

#[test]
fn a_delivery_cut_off_anywhere_or_scrambled_anywhere_never_panics() {
    let bytes = gemeente(&[("PND", one())]);
    for n in 0..bytes.len() {
        assert!(read("bag.zip", &bytes[..n]).is_err(), "{n}");
    }
    for at in 0..bytes.len() {
        let mut scrambled = bytes.clone();
        scrambled[at] ^= 0x5A;
        let _ = read("bag.zip", &scrambled);
    }
    let text = one();
    for n in 0..text.len() {
        assert!(read("pand.xml", &text.as_bytes()[..n]).is_err(), "{n}");
    }
}
