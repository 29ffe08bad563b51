use std::fmt::Write as _;

use super::{encoding::utf16, *};
use crate::read::format::file::testing::{all, each_cut, names, real, source};

fn open(source: &Source) -> Result<Opened, ReadError> {
    super::open(source, &Wanted::default())
}

type Table = (Vec<String>, Vec<Vec<Value>>);

fn read(bytes: &[u8]) -> Result<Table, ReadError> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let (head, mut reader) = open(&source(file.path()))?;
    let records = all(&head, reader.as_mut())?;
    // Rows without a value are left out and keep their number, so that a
    // record is found again in the file.
    assert!(records.is_sorted_by(|one, next| one.number < next.number));
    for record in &records {
        assert!(matches!(record.shape, Shape::Null));
    }
    let names = names(&head).into_iter().map(str::to_owned).collect();
    Ok((names, records.into_iter().map(|record| record.values).collect()))
}

/// `_` stands for a null.
fn check(bytes: &[u8], header: &[&str], rows: &[&[&str]]) {
    let (names, values) = read(bytes).unwrap();
    assert_eq!(names, header);
    let expected: Vec<Vec<Value>> = rows
        .iter()
        .map(|row| row.iter().map(|&cell| if cell == "_" { Value::Null } else { cell.into() }).collect())
        .collect();
    assert_eq!(values, expected);
}

fn refused(bytes: &[u8], words: &str) {
    let error = read(bytes).unwrap_err();
    assert!(matches!(error, ReadError::Format { .. }), "{error}");
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn each_separator_is_found_in_the_header() {
    for delimiter in DELIMITERS.map(char::from) {
        let text = format!("id{delimiter}naam\r\n0363{delimiter}De Vaart\r\n");
        check(text.as_bytes(), &["id", "naam"], &[&["0363", "De Vaart"]]);
    }
    check(b"\"a, b\";\"c, d, e\"\n1;2\n", &["a, b", "c, d, e"], &[&["1", "2"]]);
    check(b"5\" buis;a,b;c\n1;2;3\n", &["5\" buis", "a,b", "c"], &[&["1", "2", "3"]]);
    check(b"\"a \"\"x, y, z\"\"\";b\n1;2\n", &["a \"x, y, z\"", "b"], &[&["1", "2"]]);
    check(b"postcode\n1381AB\n", &["postcode"], &[&["1381AB"]]);
}

#[test]
fn the_separator_line_of_excel_is_obeyed_and_skipped() {
    check(b"sep=;\r\na,b,c;d\r\n1;2\r\n", &["a,b,c", "d"], &[&["1", "2"]]);
}

#[test]
fn every_encoding_gives_the_same_text() {
    let text = "naam;één\nCafé;€ 5\n";
    let (rows, header): (&[&[&str]], &[&str]) = (&[&["Café", "€ 5"]], &["naam", "één"]);
    check(text.as_bytes(), header, rows);
    check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), header, rows);
    check(b"naam;\xE9\xE9n\nCaf\xE9;\x80 5\n", header, rows);
    check(&utf16(text, false), header, rows);
    check(&utf16(text, true), header, rows);
}

#[test]
fn values_stay_text_and_empty_ones_are_null() {
    check(
        b"id;x;y\n0503100000004247;1,50;\n\"\";\"a;\"\"b\"\"\nc\";true\n",
        &["id", "x", "y"],
        &[&["0503100000004247", "1,50", "_"], &["_", "a;\"b\"\nc", "true"]],
    );
}

#[test]
fn a_cut_off_last_row_still_arrives() {
    check(b"a,b,c\n1,2,3\n2022RM,", &["a", "b", "c"], &[&["1", "2", "3"], &["2022RM", "_", "_"]]);
    check(b"a,b\n1,\"2 en", &["a", "b"], &[&["1", "2 en"]]);
}

#[test]
fn cells_beyond_the_header_are_dropped_and_rows_without_a_value_skipped() {
    check(b"a;b\n1;2;3\n;\n\n;;9\n3\n", &["a", "b"], &[&["1", "2"], &["3", "_"]]);
}

#[test]
fn a_file_with_only_a_header_has_no_rows() {
    check(b"a;b\r\n", &["a", "b"], &[]);
    check(b"\n\na;b", &["a", "b"], &[]);
}

#[test]
fn a_file_with_nothing_in_it_is_empty() {
    for bytes in [&b""[..], b"\xEF\xBB\xBF", b"\r\n\r\n", b"sep=;\n"] {
        assert!(matches!(read(bytes), Err(ReadError::Empty { .. })), "{bytes:?}");
    }
}

#[test]
fn hostile_files_are_refused() {
    refused(b"a;b\n1;\0\n", "byte 6 is NUL");
    refused("x;".repeat(3_000).as_bytes(), "3001 columns");
    refused(format!("a;b\n1;{}\n", "x".repeat(MAX_CELL + 1)).as_bytes(), "line 2: a cell is too long");
    refused(format!("a;b\n1;\"{}", "x\n".repeat(200)).as_bytes(), "line 2: a cell is too long");
    refused(format!("\"a;{}", "x".repeat(MAX_CELL + 1)).as_bytes(), "the header does not end");
    refused(format!("a;b\n1;\"{}", "x".repeat(MAX_ROW * 2)).as_bytes(), "a row is too long");
}

#[test]
fn only_the_asked_columns_come_in_the_order_asked() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "a;b;c\n1;2;3\n").unwrap();
    let (_, mut reader) = open(&source(file.path())).unwrap();
    for _ in 0..2 {
        let mut values = Vec::new();
        reader
            .read(&[2, 0, 7], &mut |record| {
                values = record.values;
                Ok(())
            })
            .unwrap();
        assert_eq!(values, [Value::from("3"), Value::from("1"), Value::Null]);
    }
}

#[test]
fn reading_stops_at_the_first_error_of_the_caller() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "a\n1\n2\n3\n").unwrap();
    let (_, mut reader) = open(&source(file.path())).unwrap();
    let mut n = 0;
    let result = reader.read(&[0], &mut |record| {
        n = record.number;
        if n == 2 { Err(ReadError::Empty { path: PathBuf::new() }) } else { Ok(()) }
    });
    assert!(result.is_err());
    assert_eq!(n, 2);
}

#[test]
fn many_rows_stream_through_every_buffer() {
    let mut text = String::from("postcode;straat\n");
    for n in 0..60_000 {
        writeln!(text, "{n:06};Ée{}", "x".repeat(n % 9)).unwrap();
    }
    let (_, rows) = read(text.as_bytes()).unwrap();
    assert_eq!(rows.len(), 60_000);
    assert_eq!(rows[59_999], [Value::from("059999"), Value::from(format!("Ée{}", "x".repeat(59_999 % 9)))]);
}

#[test]
fn no_cut_makes_it_panic() {
    let text = "id;\"na\"\"am\";één\r\n1;\"a\nb\";€\r\n2;;\r\n";
    for bytes in [text.as_bytes().to_vec(), utf16(text, false), utf16(text, true)] {
        each_cut(&bytes, open, |_, _| {});
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = read(&bytes);
    }
}

#[test]
fn the_capaciteitskaart_of_2024_comes_whole_with_its_half_row() {
    let Some(path) = real("netcongestie/capaciteitskaart_2024-05-26.csv") else { return };
    let (head, mut reader) = open(&source(&path)).unwrap();
    assert_eq!(
        names(&head),
        ["postcode", "invoeding", "afname", "congestiemanagement invoeding", "congestiemanagement afname"]
    );
    let records = all(&head, reader.as_mut()).unwrap();
    // 69,904 whole rows, and the half row at the cut.
    assert_eq!(records.len(), 69_905);
    assert_eq!(records[0].values[0], Value::from("1011AA"));
    assert_eq!(records[69_903].values[0], Value::from("2022RL"));
    assert_eq!(records[69_904].values, ["2022RM".into(), Value::Null, Value::Null, Value::Null, Value::Null]);
}

#[test]
fn the_capaciteitskaart_of_2023_comes_whole_with_its_empty_postcode() {
    let Some(path) = real("netcongestie/capaciteitskaart_2023-06-11.csv") else { return };
    let (head, mut reader) = open(&source(&path)).unwrap();
    assert_eq!(names(&head), ["postcode", "invoeding", "afname"]);
    let records = all(&head, reader.as_mut()).unwrap();
    // 95,330 whole rows, one of them without a postcode, and the half row.
    assert_eq!(records.len(), 95_331);
    assert_eq!(records.iter().filter(|record| record.values[0].is_null()).count(), 1);
    assert_eq!(records[0].values, [Value::Null, "0".into(), "0".into()]);
    assert_eq!(records[95_330].values, ["2585GN".into(), Value::Null, Value::Null]);
}

#[test]
fn a_row_has_the_number_a_spreadsheet_shows() {
    for (end, more) in [("\n", ""), ("\n", "\n"), ("\r\n", ""), ("\r\n", "\r\n")] {
        let lines = ["Bezit", "", "id;naam", "1;a", "", "", "2;\"x\ny\"", "3;b", "", "4;c", "5;d"];
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), lines.join(end) + more).unwrap();
        let mut wanted = Wanted::default();
        wanted.push(&["id"], true);
        let (head, mut reader) = super::open(&source(file.path()), &wanted).unwrap();
        assert_eq!((names(&head), reader.header_row()), (vec!["id", "naam"], Some(3)));
        let numbers: Vec<u64> =
            all(&head, reader.as_mut()).unwrap().iter().map(|record| record.number + 1).collect();
        assert_eq!(numbers, [4, 7, 8, 10, 11], "{end:?} {more:?}");
    }
}

#[test]
fn a_quote_that_is_not_closed_loses_no_row_and_is_told() {
    let text = "corporatie;complex;vbo\r\n\"Proef;C1;1\r\nProef;C1;2\r\n\r\nProef;C2;3\r\n";
    check(
        text.as_bytes(),
        &["corporatie", "complex", "vbo"],
        &[&["Proef", "C1", "1"], &["Proef", "C1", "2"], &["Proef", "C2", "3"]],
    );
    let (details, rows) = remarks(text);
    assert!(details[0].contains("a quote opens here") && details[0].contains("rows 2 to 5"), "{details:?}");
    assert_eq!(rows, [2]);
}

#[test]
fn a_row_of_units_is_no_record_and_is_told() {
    let text = "id;oppervlakte\n;[m2]\n1;80\n";
    check(text.as_bytes(), &["id", "oppervlakte"], &[&["1", "80"]]);
    let (details, rows) = remarks(text);
    assert!(details[0].contains("units"), "{details:?}");
    assert_eq!(rows, [2]);
}

/// What is said of a file, and of which rows.
fn remarks(text: &str) -> (Vec<String>, Vec<u64>) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let (head, mut reader) = open(&source(file.path())).unwrap();
    all(&head, reader.as_mut()).unwrap();
    reader.remarks().iter().map(|said| (said.detail.to_string(), said.row)).unzip()
}
