use std::{
    io::{Cursor, Write as _},
    sync::LazyLock,
};

use proptest::prelude::ProptestConfig;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime as Moment, Format, Formula, Workbook as Writer, Worksheet,
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::read::format::file::testing::{all, each_cut, names, real, source};

fn open(source: &Source) -> Result<Opened, ReadError> {
    super::open(source, &Wanted::default())
}

type Table = (String, Vec<String>, Vec<Vec<Value>>);

fn read_with(bytes: &[u8], change: impl FnOnce(&mut Source)) -> Result<Table, ReadError> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let mut source = source(file.path());
    change(&mut source);
    let (head, mut reader) = open(&source)?;
    let records = all(&head, reader.as_mut())?;
    // Rows without a value are left out and keep their number, so that a
    // record is found again in the file.
    assert!(records.is_sorted_by(|one, next| one.number < next.number));
    let names = names(&head).into_iter().map(str::to_owned).collect();
    Ok((head.layer, names, records.into_iter().map(|record| record.values).collect()))
}

fn read(bytes: &[u8]) -> Result<Table, ReadError> {
    read_with(bytes, |_| {})
}

/// The name of a sheet, and what fills it.
type Sheet<'a> = (&'a str, &'a dyn Fn(&mut Worksheet));

fn workbook(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut workbook = Writer::new();
    workbook
        .set_properties(&DocProperties::new().set_creation_datetime(&Moment::from_ymd(2026, 1, 1).unwrap()));
    for (name, fill) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        fill(sheet);
    }
    workbook.save_to_buffer().unwrap()
}

fn texts(sheet: &mut Worksheet, row: u32, column: u16, cells: &[&str]) {
    for (column, cell) in (column..).zip(cells) {
        sheet.write(row, column, *cell).unwrap();
    }
}

/// A workbook with this XML for its only sheet, and these shared texts.
fn with_xml(sheet: &str, shared: Option<&str>) -> Vec<u8> {
    static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
        let plain = workbook(&[("Blad1", &|sheet| texts(sheet, 0, 0, &["a", "b"]))]);
        let mut archive = ZipArchive::new(Cursor::new(plain)).unwrap();
        let n_parts = archive.len();
        let part = |place| {
            let mut part = archive.by_index(place).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        };
        (0..n_parts).map(part).collect()
    });
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // Not packed, as most of the time of these tests would go into that.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in &*PARTS {
        writer.start_file(name.as_str(), options).unwrap();
        let bytes = match (name.as_str(), shared) {
            ("xl/worksheets/sheet1.xml", _) => sheet.as_bytes(),
            ("xl/sharedStrings.xml", Some(shared)) => shared.as_bytes(),
            _ => bytes,
        };
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn refused(bytes: &[u8], words: &str) {
    let error = read(bytes).unwrap_err();
    assert!(matches!(error, ReadError::Format { .. }), "{error}");
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn each_kind_of_cell_comes_as_its_own_kind() {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let time = Format::new().set_num_format("hh:mm:ss");
    let length = Format::new().set_num_format("[h]:mm");
    let bytes = workbook(&[("Blad1", &|sheet| {
        texts(sheet, 0, 0, &["a", "b", "c", "d", "e", "f"]);
        texts(sheet, 1, 0, &["0503100000004247"]);
        sheet.write(1, 1, 12).unwrap();
        sheet.write(1, 2, 12.5).unwrap();
        sheet.write(1, 3, true).unwrap();
        sheet.write(1, 4, Formula::new("=SUM(B2:C2)").set_result("24.5")).unwrap();
        sheet.write(1, 5, Formula::new("=A1").set_result("#DIV/0!")).unwrap();
        sheet.write_with_format(2, 0, Moment::from_ymd(2021, 10, 15).unwrap(), &date).unwrap();
        let moment = Moment::from_ymd(2021, 10, 15).unwrap().and_hms(8, 30, 0).unwrap();
        sheet.write_with_format(2, 1, &moment, &date).unwrap();
        sheet.write_with_format(2, 2, 0.75, &time).unwrap();
        sheet.write_with_format(2, 3, 1.5, &length).unwrap();
        sheet.write_with_format(2, 4, -3, &date).unwrap();
        texts(sheet, 2, 5, &["  "]);
    })]);
    let (layer, names, rows) = read(&bytes).unwrap();
    assert_eq!((layer.as_str(), names.concat()), ("Blad1", "abcdef".into()));
    assert_eq!(
        rows[0],
        [
            Value::from("0503100000004247"),
            Value::Int(12),
            Value::Real(12.5),
            Value::Bool(true),
            Value::Real(24.5),
            Value::Null,
        ]
    );
    assert_eq!(
        rows[1],
        [
            Value::from("2021-10-15"),
            Value::from("2021-10-15T08:30:00"),
            Value::from("18:00:00"),
            Value::Real(1.5),
            Value::Int(-3),
            Value::Null,
        ]
    );
}

#[test]
fn an_error_is_null() {
    let sheet = r##"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>
        <row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2"><v>1e999</v></c></row>
        <row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>"##;
    let (_, _, rows) = read(&with_xml(sheet, None)).unwrap();
    assert_eq!(rows, [[Value::Null, Value::Int(2)]]);
}

#[test]
fn a_number_that_lost_digits_is_no_whole_number() {
    let (exact, lost) = (503_100_000_004_247_i64, 1_680_100_000_000_123_i64);
    let bytes = workbook(&[("Blad1", &|sheet| {
        texts(sheet, 0, 0, &["id", "x"]);
        #[expect(clippy::cast_precision_loss, reason = "as Excel does")]
        for (row, id) in [(1, exact), (2, lost)] {
            sheet.write(row, 0, id as f64).unwrap();
        }
    })]);
    let (_, _, rows) = read(&bytes).unwrap();
    assert_eq!(rows[0][0], Value::Int(exact));
    assert!(matches!(rows[1][0], Value::Real(_)), "{:?}", rows[1][0]);
}

#[test]
fn the_header_is_the_first_row_with_two_texts() {
    let bytes = workbook(&[("Bezit", &|sheet| {
        texts(sheet, 1, 1, &["Bezit per 1 januari"]);
        sheet.write(2, 1, 2026).unwrap();
        texts(sheet, 4, 1, &["id", "", "naam", "ID"]);
        sheet.write(4, 5, 2025).unwrap();
        texts(sheet, 6, 0, &["buiten", "1", "x", "De Vaart", "2", "ja", "buiten"]);
        texts(sheet, 9, 0, &["buiten"]);
        texts(sheet, 10, 3, &["Het Hof"]);
    })]);
    let (_, names, rows) = read(&bytes).unwrap();
    assert_eq!(names, ["id", "column_2", "naam", "column_4", "2025"]);
    let text = Value::from;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0], ["1", "x", "De Vaart", "2", "ja"].map(text));
    assert_eq!(rows[1], [Value::Null, Value::Null, text("Het Hof"), Value::Null, Value::Null]);
}

#[test]
fn a_list_of_one_column_starts_at_its_first_row() {
    let bytes = workbook(&[("Blad1", &|sheet| {
        for (row, cell) in (2..).zip(["postcode", "1381AB", "1381AC"]) {
            texts(sheet, row, 2, &[cell]);
        }
    })]);
    let (_, names, rows) = read(&bytes).unwrap();
    assert_eq!(names, ["postcode"]);
    assert_eq!(rows, [[Value::from("1381AB")], [Value::from("1381AC")]]);
}

#[test]
fn the_sheet_is_the_named_the_preferred_or_the_first_with_cells() {
    let fill = |cell: &'static str| move |sheet: &mut Worksheet| texts(sheet, 0, 0, &[cell, "x"]);
    let bytes = workbook(&[
        ("Leeg", &|_| {}),
        ("Codes", &|sheet| {
            texts(sheet, 0, 0, &["hidden", "x"]);
            sheet.set_hidden(true);
        }),
        ("Bezit", &fill("bezit")),
        ("Adressen", &fill("adressen")),
    ]);
    let sheet = |change: fn(&mut Source)| read_with(&bytes, change).map(|(layer, names, _)| (layer, names));
    let found = |layer: &str, name: &str| (layer.to_owned(), vec![name.to_owned(), "x".to_owned()]);
    assert_eq!(sheet(|_| {}).unwrap(), found("Bezit", "bezit"));
    assert_eq!(
        sheet(|source| source.layer = Some("adressen".into())).unwrap(),
        found("Adressen", "adressen")
    );
    assert_eq!(sheet(|source| source.layer = Some("Codes".into())).unwrap(), found("Codes", "hidden"));
    assert_eq!(sheet(|source| source.preferred = &["eenheden", "Adressen"]).unwrap().0, "Adressen");
    assert_eq!(sheet(|source| source.preferred = &["eenheden"]).unwrap().0, "Bezit");
    let error = sheet(|source| source.layer = Some("Panden".into())).unwrap_err();
    assert!(error.to_string().contains("it has: Leeg, Codes, Bezit, Adressen"), "{error}");
    let error = sheet(|source| source.layer = Some("Leeg".into())).unwrap_err();
    assert!(error.to_string().contains("sheet `Leeg` has no cells"), "{error}");
}

#[test]
fn a_workbook_without_cells_is_empty_and_one_with_a_header_has_no_rows() {
    assert!(matches!(read(&workbook(&[("Leeg", &|_| {})])), Err(ReadError::Empty { .. })));
    let (_, names, rows) = read(&workbook(&[("Blad1", &|sheet| texts(sheet, 0, 0, &["a", "b"]))])).unwrap();
    assert_eq!((names.len(), rows.len()), (2, 0));
}

#[test]
fn protected_and_broken_files_are_refused() {
    refused(&[&OLE[..], &[0; 600]].concat(), "protected with a password");
    refused(b"id;naam\n1;2\n", "cannot read");
}

#[test]
fn hostile_sheets_are_refused_or_harmless() {
    let corners = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>
        <row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>"#;
    assert_eq!(read(&with_xml(corners, None)).unwrap().1, ["1"]);
    let wide = r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a</v></c><c r="XFD1" t="str"><v>b</v></c>
        </row></sheetData></worksheet>"#;
    refused(&with_xml(wide, None), "16384 columns");
    let beyond =
        r#"<worksheet><sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData></worksheet>"#;
    refused(&with_xml(beyond, None), "beyond column XFD");
    // Overflows in a build with checks, and means another row without.
    let far =
        r#"<worksheet><sheetData><row r="1"><c r="A99999999999"><v>1</v></c></row></sheetData></worksheet>"#;
    let _ = read(&with_xml(far, None));
    refused(&with_xml(corners, Some(r#"<sst uniqueCount="99999999999999"></sst>"#)), "announces");
}

#[test]
fn no_cut_makes_it_panic() {
    let bytes = workbook(&[("Blad1", &|sheet| {
        texts(sheet, 0, 0, &["a", "b"]);
        texts(sheet, 1, 0, &["1", "2"]);
    })]);
    each_cut(&bytes, open, |n, result| assert!(result.is_err(), "{n}"));
    let sheet = "<worksheet><dimension ref=\"A1:B2\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c>\
        <c r=\"B1\" t=\"inlineStr\"><is><t>b</t></is></c></row></sheetData></worksheet>";
    for n in 0..sheet.len() {
        let _ = read(&with_xml(&sheet[..n], None));
    }
}

proptest::proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_scrambled_byte_makes_it_panic(places in proptest::collection::vec((0..4_000_usize, 0..=255_u8), 1..8)) {
        let mut bytes = workbook(&[("Blad1", &|sheet| texts(sheet, 0, 0, &["a", "b"]))]);
        for (place, byte) in places {
            let place = place % bytes.len();
            bytes[place] = byte;
        }
        let _ = read(&bytes);
    }
}

#[test]
fn the_congested_postcodes_come_whole() {
    let Some(path) = real("netcongestie/postcodes_congestie.xlsx") else { return };
    let (head, mut reader) = open(&source(&path)).unwrap();
    assert_eq!((head.layer.as_str(), names(&head)), ("Alles gegroepeerd", vec!["Focusgebied", "Column1"]));
    let records = all(&head, reader.as_mut()).unwrap();
    assert_eq!(records.len(), 95_679);
    let n_in = |area: &str| {
        records
            .iter()
            .filter(|record| record.values[0].as_text().is_some_and(|text| text.contains(area)))
            .count()
    };
    let counts = ["Liander", "Stedin", "2 Dodewaard", "3 Doetinchem", "4 Dronten", "Enexis"].map(n_in);
    assert_eq!(counts, [7_170, 29_207, 21_168, 10_780, 13_400, 13_954]);
    assert!(records.iter().all(|record| record.values[1].as_text().is_some_and(|text| text.len() == 6)));
}

#[test]
fn merged_cells_hold_for_what_they_cover_and_blank_formulas_are_told() {
    let look = Format::new();
    let fill = |sheet: &mut Worksheet| {
        sheet.merge_range(0, 0, 0, 2, "Bezit", &look).unwrap();
        texts(sheet, 1, 0, &["complex", "adres", "huur"]);
        sheet.merge_range(2, 0, 3, 0, "C1", &look).unwrap();
        texts(sheet, 2, 1, &["Kade 1"]);
        texts(sheet, 3, 1, &["Kade 2"]);
        texts(sheet, 4, 1, &["Kade 3"]);
    };
    let (_, _, rows) = read(&workbook(&[("Lijst", &fill)])).unwrap();
    let complexes: Vec<Option<String>> = rows.iter().map(|row| row[0].to_code()).collect();
    assert_eq!(complexes[rows.len() - 3..], [Some("C1".into()), Some("C1".into()), None]);
    let xml = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>naam</t></is></c></row>
        <row r="2"><c r="A2"><f>1+1</f><v/></c><c r="B2" t="inlineStr"><is><t>x</t></is></c></row>
        <row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="str"><f>""</f><v></v></c></row></sheetData></worksheet>"#;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), with_xml(xml, None)).unwrap();
    let (head, mut reader) = open(&source(file.path())).unwrap();
    all(&head, reader.as_mut()).unwrap();
    let said: Vec<(u64, String)> =
        reader.remarks().iter().map(|said| (said.row, said.detail.to_string())).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].0 == 2 && said[0].1.starts_with("1 cell holds a formula"), "{said:?}");
}
