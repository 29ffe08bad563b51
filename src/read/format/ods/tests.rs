use std::io::Write as _;

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::read::format::file::testing::{all, names, source};
use crate::value::Value;

/// A workbook with this for its tables.
fn workbook(tables: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::with_suffix(".ods").unwrap();
    let mut writer = ZipWriter::new(file.reopen().unwrap());
    writer.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    let xml = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">
        <office:automatic-styles><style:style style:name="weg"><style:table-properties table:display="false"/></style:style>
        </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
        </office:document-content>"#
    );
    writer.write_all(xml.as_bytes()).unwrap();
    writer.finish().unwrap();
    file
}

fn text(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

fn row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

#[test]
fn a_sheet_of_texts_keeps_its_header_and_merged_cells_hold() {
    let merged = r#"<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>C&amp;1</text:p></table:table-cell>"#;
    let covered = "<table:covered-table-cell/>".to_owned();
    let number = r#"<table:table-cell office:value-type="float" office:value="12.5"><text:p>12,50</text:p></table:table-cell>"#;
    let formula = r#"<table:table-cell table:formula="of:=1+1"/>"#;
    let table = format!(
        r#"<table:table table:name="Oud" table:style-name="weg">{}</table:table><table:table table:name="Bezit">{}{}{}{}</table:table>"#,
        row(&[text("x"), text("y")]),
        row(&[text("complex"), text("adres"), text("huur")]),
        row(&[merged.into(), text("Kade<text:s/>1"), number.into()]),
        row(&[covered, text("Kade 2"), formula.into()]),
        r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
    );
    let file = workbook(&table);
    let (head, mut reader) = open(&source(file.path()), &Wanted::default()).unwrap();
    assert_eq!((head.layer.as_str(), names(&head)), ("Bezit", vec!["complex", "adres", "huur"]));
    let rows: Vec<_> = all(&head, reader.as_mut()).unwrap().into_iter().map(|record| record.values).collect();
    assert_eq!(
        rows,
        [
            vec!["C&1".into(), "Kade 1".into(), Value::Real(12.5)],
            vec!["C&1".into(), "Kade 2".into(), Value::Null]
        ]
    );
    assert!(
        reader.remarks()[0].detail.to_string().starts_with("1 cell holds a formula"),
        "{:?}",
        reader.remarks()
    );
    let opened = open_all(&source(file.path()), &|_| Wanted::default()).unwrap();
    let shown: Vec<_> = opened.iter().map(|sheet| (sheet.head.layer.as_str(), sheet.hidden)).collect();
    assert_eq!(shown, [("Oud", true), ("Bezit", false)]);
}

#[test]
fn repeated_cells_without_end_are_refused() {
    let many = r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#;
    let refused = |rows: &str, words: &str| {
        let file = workbook(&format!(r#"<table:table table:name="A">{rows}</table:table>"#));
        let Err(error) = open(&source(file.path()), &Wanted::default()) else { panic!("{words}") };
        let error = error.to_string();
        assert!(error.contains(words) && error.contains("sheet `A`"), "{error}");
    };
    refused(many, "more than 5000000 cells");
    let long = |name: &str, times: u32| {
        let cell = text(&"x".repeat(100_000));
        let cell = cell.replace(
            "<table:table-cell",
            &format!("<table:table-cell table:number-columns-repeated=\"{times}\""),
        );
        row(&[cell])
            .replace("<table:table-row", &format!("<table:table-row table:number-rows-repeated=\"{name}\""))
    };
    refused(&long("10000", 1), "more than 128 MB of text");
    refused(&long("1", 10_000), "row 1 has more than 4 MB of text");
}
