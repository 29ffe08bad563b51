use calamine::{Data, Reader, Xlsx, open_workbook};

use super::*;
use crate::params::{Origin, Params};

const COLUMNS: [ColumnSpec; 4] = [
    ColumnSpec { name: "pand_id", kind: Kind::Text, unit: "", nl: "Het pand.", en: "The pand." },
    ColumnSpec { name: "bouwjaar", kind: Kind::Int, unit: "jaar", nl: "Bouwjaar.", en: "Year." },
    ColumnSpec { name: "score", kind: Kind::Real { decimals: 1 }, unit: "1", nl: "Score.", en: "Score." },
    ColumnSpec { name: "lift", kind: Kind::Bool, unit: "", nl: "Lift.", en: "Lift." },
];

fn write(path: &Path, max_rows: u32, n_rows: i64) -> Vec<LeftOut> {
    let mut writer = XlsxWriter::new(path, "Proef", Lang::Nl);
    writer.max_rows = max_rows;
    let columns = COLUMNS.iter().map(|column| SheetColumn::named(column, Lang::Nl)).collect();
    let sheet = writer.sheet("shortlist", columns, Layout::Wide).unwrap();
    for number in 0..n_rows {
        let values = ["0457100000012345".into(), (1950 + number).into(), Value::Real(12.345), true.into()];
        writer.push(sheet, &values, RowMark::None).unwrap();
    }
    writer.explain_columns(&[]).unwrap();
    let mut parameters = Params::built_in().list()[..3].to_vec();
    parameters[0].origin = Origin::File("project.toml".into());
    writer.explain_parameters(&parameters).unwrap();
    let source = SourceRow { file: "bag.gpkg".into(), count: Some(12), ..SourceRow::default() };
    writer.explain_sources(&[source]).unwrap();
    writer.finish().unwrap()
}

#[test]
fn text_stays_text_and_numbers_are_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.xlsx");
    assert_eq!(write(&path, MAX_ROWS, 2), []);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    assert_eq!(book.sheet_names(), ["shortlist", "Toelichting", "Normen", "Bronnen"]);
    let sheet = book.worksheet_range("shortlist").unwrap();
    assert_eq!(sheet.height(), 3);
    assert_eq!(sheet[(1, 0)], Data::String("0457100000012345".into()));
    assert_eq!(sheet[(1, 1)], Data::Float(1950.0));
    assert_eq!(sheet[(1, 2)], Data::Float(12.3));
    assert_eq!(sheet[(1, 3)], Data::String("ja".into()), "words, not TRUE or WAAR");
    let columns = book.worksheet_range("Toelichting").unwrap();
    assert_eq!(columns[(2, 2)], Data::String("Bouwjaar.".into()));
    assert_eq!(book.worksheet_range("Normen").unwrap().height(), 4);
    assert_eq!(book.worksheet_range("Bronnen").unwrap()[(1, 4)], Data::Float(12.0));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = ["1.xlsx", "2.xlsx"].map(|name| folder.path().join(name));
    write(&one, MAX_ROWS, 3);
    // Times in a zip have a grain of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    write(&two, MAX_ROWS, 3);
    assert!(std::fs::read(&one).unwrap() == std::fs::read(&two).unwrap());
}

#[test]
fn rows_without_room_are_counted_and_the_sheet_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.xlsx");
    let left_out = write(&path, 5, 10);
    assert_eq!(left_out, [LeftOut { sheet: "shortlist".into(), rows: 7, texts: 0 }]);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheet = book.worksheet_range("shortlist").unwrap();
    assert_eq!(sheet.height(), 5);
    assert!(sheet[(4, 0)].to_string().starts_with("Nog 7 rijen"));
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.xlsx");
    let mut writer = XlsxWriter::new(&path, "Proef", Lang::En);
    let column = SheetColumn::named(&COLUMNS[0], Lang::En);
    let sheet = writer.sheet("shortlist", vec![column], Layout::Wide).unwrap();
    writer.push(sheet, &["é".repeat(40_000).into()], RowMark::None).unwrap();
    writer.push(sheet, &["=1+1".into()], RowMark::None).unwrap();
    assert_eq!(writer.finish().unwrap()[0].texts, 1);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheet = book.worksheet_range("shortlist").unwrap();
    assert_eq!(sheet[(1, 0)].to_string().chars().count(), book::MAX_CHARS);
    assert_eq!(sheet[(2, 0)], Data::String("=1+1".into()));
    assert!(sheet[(3, 0)].to_string().starts_with("1 texts"));
}
