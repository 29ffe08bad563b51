use rust_xlsxwriter::Workbook;

use super::*;
use crate::{
    config::Columns,
    model::{BezitKey, MatchReason},
};

/// A sheet: its name, whether it is hidden, and its rows.
type Sheet<'a> = (&'a str, bool, &'a [&'a [&'a str]]);

/// Reads a workbook of these sheets.
fn read_sheets(sheets: &[Sheet<'_>], change: impl FnOnce(&mut Input)) -> Result<(Bezit, Issues), Error> {
    let mut workbook = Workbook::new();
    for (name, hidden, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap().set_hidden(*hidden);
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
                match cell.strip_prefix('#').and_then(|number| number.parse::<f64>().ok()) {
                    Some(number) => sheet.write_number(row, column, number).unwrap(),
                    None => sheet.write_string(row, column, *cell).unwrap(),
                };
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bezit.xlsx");
    std::fs::write(&path, workbook.save_to_buffer().unwrap()).unwrap();
    let source = Source { path, name: "bezit.xlsx".into(), ..Source::default() };
    let mut input = Input { sources: vec![source], ..Input::default() };
    change(&mut input);
    let mut issues = Issues::default();
    let bezit = read(&input, Some("Ons Huis"), &mut issues)?;
    // What is read a second time is the same.
    for list in &bezit.lists {
        let mut n_rows = 0;
        read_again(&input, list, |record| {
            assert_eq!(record.values.len(), list.columns.len());
            n_rows += 1;
            Ok(())
        })?;
        assert_eq!(n_rows, list.n_rows);
    }
    Ok((bezit, issues))
}

fn sheets(bezit: &Bezit) -> Vec<(&str, usize)> {
    bezit.lists.iter().map(|list| (list.sheet.as_str(), list.n_rows)).collect()
}

fn reason(bezit: &Bezit, row: usize) -> &MatchReason {
    bezit.rows[row].key.as_ref().unwrap_err()
}

const LIST: &[&[&str]] = &[&["Postcode", "Nr", "Nummer", "Complex"], &["1381AB", "x", "#12", "1"]];

#[test]
fn every_sheet_that_is_shown_and_names_homes_is_a_list() {
    let plan: &[&[&str]] = &[&["jaar", "wat"], &["2030", "sloop"]];
    let all: [Sheet<'_>; 4] =
        [("Noord", false, LIST), ("Plan", false, plan), ("Zuid", false, LIST), ("Oud", true, LIST)];
    let (bezit, issues) = read_sheets(&all, |_| {}).unwrap();
    assert_eq!(sheets(&bezit), [("Noord", 1), ("Zuid", 1)]);
    let skipped: Vec<_> = issues.kept().iter().map(|issue| (issue.kind, issue.layer.as_str())).collect();
    assert_eq!(skipped, [(IssueKind::SkippedSheet, "Plan"), (IssueKind::SkippedSheet, "Oud")]);

    let (bezit, _) =
        read_sheets(&all[1..2].iter().chain(&all[3..]).copied().collect::<Vec<_>>(), |_| {}).unwrap();
    assert_eq!(sheets(&bezit), [("Oud", 1)], "hidden ones count where no other does");

    let (bezit, issues) = read_sheets(&all, |input| input.sources[0].layer = Some("oud".into())).unwrap();
    assert_eq!((sheets(&bezit), issues.total()), (vec![("Oud", 1)], 0), "the project picks one");
}

#[test]
fn a_column_the_project_names_must_stand_on_a_sheet_and_others_go_by_known_names() {
    let own: &[&[&str]] = &[&["Lijst van 2026"], &[], &["BAG", "cpl"], &["0457010000000001", "1"]];
    let sheets_of = |name: &str| {
        let columns = [("vbo_id".to_owned(), name.to_owned())].into();
        read_sheets(&[("Lijst", false, own), ("Anders", false, LIST)], |input| input.columns = columns)
    };
    let (bezit, _) = sheets_of("BAG").unwrap();
    assert_eq!(sheets(&bezit)[0], ("Lijst", 1));
    assert_eq!(sheets(&bezit)[1].0, "Anders");
    assert_eq!(bezit.rows[0].row, 4, "as the spreadsheet shows");
    let error = sheets_of("bag-nr").unwrap_err();
    assert!(matches!(error, Error::Read(ReadError::MissingColumn { .. })), "{error}");
}

#[test]
fn columns_are_found_by_likeness_and_per_sheet() {
    let homes: &[&[&str]] = &[&["Compl.nr", "Adr.", "Pc"], &["10", "Kade 1", "1382AB"]];
    let care: &[&[&str]] = &[&["groep", "object-id (BAG)"], &["41", "0457010000007849"]];
    let two: &[&[&str]] = &[&["Compl.nr", "Cplx", "vbo_id"], &["1", "2", "0457010000007850"]];
    let sheets_given = [("Wonen", false, homes), ("Zorg", false, care), ("Dubbel", false, two)];
    let (bezit, issues) = read_sheets(&sheets_given, |input| {
        input.sheets = [("zorg".to_owned(), [("complex".to_owned(), "groep".to_owned())].into())].into();
    })
    .unwrap();
    let complexes: Vec<Option<&str>> = bezit.rows.iter().map(|row| row.complex.as_deref()).collect();
    assert_eq!(complexes, [Some("10"), Some("41"), None], "of two that may be it none is taken");
    assert!(matches!(bezit.rows[0].key, Ok(BezitKey::Address(_))));
    assert!(matches!(bezit.rows[1].key, Ok(BezitKey::Verblijfsobject(_))));
    let unsure = issues.kept().iter().find(|issue| issue.kind == IssueKind::Ambiguous).unwrap();
    assert!(
        unsure.detail.to_string().contains("`Compl.nr`, `Cplx`") && unsure.layer == "Dubbel",
        "{}",
        unsure.detail
    );
    let error = read_sheets(&sheets_given, |input| {
        input.sheets = [("Zorgg".to_owned(), Columns::default())].into();
    })
    .unwrap_err();
    assert!(error.to_string().contains("Zorgg"), "{error}");
}

#[test]
fn a_word_takes_the_only_candidate_of_the_matching_report() {
    let rows: &[&[&str]] = &[
        &["verblijfsobject_id", "kandidaten", "akkoord", "adres", "complex"],
        &["", "0457010000000001 = Kade 1, Weesp", "x", "Kaade 1", "1"],
        &["", "0457010000000001 = Kade 1; 0457010000000002 = Kade 2", "ja", "Kaade 1, Weesp", "1"],
        &["", "0457010000000001 = Kade 1, Weesp", "", "Kaade 1, Weesp", "1"],
        &["0457010000000009", "0457010000000001 = Kade 1, Weesp", "ja", "Kaade 1, Weesp", "1"],
    ];
    let (bezit, issues) = read_sheets(&[("Lijst", false, rows)], |_| {}).unwrap();
    let id = |at: usize| match &bezit.rows[at].key {
        Ok(BezitKey::Verblijfsobject(id)) => Some(id.to_string()),
        _ => None,
    };
    assert_eq!(id(0).as_deref(), Some("0457010000000001"));
    assert_eq!((id(1), id(2)), (None, None));
    assert_eq!(id(3).as_deref(), Some("0457010000000009"), "what is filled in beats it");
    assert_eq!(
        issues.kept().iter().filter(|issue| issue.detail.to_string().contains("not one candidate")).count(),
        1
    );
}

#[test]
fn every_row_comes_out_readable_or_not() {
    let rows: &[&[&str]] = &[
        &["vhe", "vbo_id", "adres", "complex"],
        &["#1", "#457010000000001", "", "1"],
        &["#2", "#1680010000000123", "", "1"],
        &["#3", "#1680010000000123", "Kade 1, Weesp", "1"],
        &["#4", "", "", "1"],
        &["#5", "", "Kade", "1"],
        &[],
        &["Totaal: 5 woningen", "", "", ""],
    ];
    let (bezit, issues) = read_sheets(&[("Lijst", false, rows)], |_| {}).unwrap();
    assert_eq!(bezit.rows.len(), 6);
    assert!(matches!(bezit.rows[0].key, Ok(BezitKey::Verblijfsobject(_))), "only its zero was lost");
    assert!(matches!(reason(&bezit, 1), MatchReason::BadId(text, _) if text == "1680010000000123"));
    assert!(matches!(bezit.rows[2].key, Ok(BezitKey::Address(_))), "a rounded id leaves the address");
    assert_eq!(*reason(&bezit, 3), MatchReason::NoObject);
    assert_eq!(*reason(&bezit, 4), MatchReason::BadNumber("Kade".into()));
    assert_eq!(*reason(&bezit, 5), MatchReason::Total);
    assert_eq!(bezit.rows[5].row, 8);
    assert_eq!(issues.total(), 0, "what became of rows is told when they are matched");
}

#[test]
fn a_remark_does_not_make_a_total_of_a_home() {
    let rows: &[&[&str]] = &[
        &["vhe", "opmerking", "adres", "complex"],
        &["#1", "Totaal gerenoveerd in 2019", "Kade 1, Weesp", "1"],
        &["#2", "Totaal gerenoveerd in 2019", "", "1"],
        &["", "Totaal 2 woningen", "", ""],
        &["#2", "", "", "Subtotaal 1"],
        &["totaalregel", "Totaal", "", ""],
    ];
    let (bezit, _) = read_sheets(&[("Lijst", false, rows)], |_| {}).unwrap();
    assert!(matches!(bezit.rows[0].key, Ok(BezitKey::Address(_))), "{:?}", bezit.rows[0].key);
    assert_eq!(*reason(&bezit, 1), MatchReason::NoObject);
    assert_eq!(*reason(&bezit, 2), MatchReason::Total, "the first cell of the row");
    assert_eq!(*reason(&bezit, 3), MatchReason::Total, "a cell that names a home or its complex");
    assert_eq!(*reason(&bezit, 4), MatchReason::Total, "as the matching report has it");
}

#[test]
fn a_permit_has_a_year_and_a_ratio_is_above_0_and_at_most_5() {
    let rows: &[&[&str]] = &[
        &["vbo_id", "complex", "vergunningsjaar", "sloopratio"],
        &["0457010000000001", "1", "#2004", "1,25"],
        &["0457010000000002", "1", "12-03-2019", "#5"],
        &["0457010000000003", "1", "n.v.t.", "#0"],
        &["0457010000000004", "1", "#1890", "#5.1"],
        &["0457010000000005", "1", "ooit", "-1"],
    ];
    let (bezit, issues) = read_sheets(&[("Lijst", false, rows)], |_| {}).unwrap();
    let said: Vec<_> = bezit
        .rows
        .iter()
        .map(|row| (row.conditions.roof_permit_year, row.conditions.rebuild_ratio))
        .collect();
    assert_eq!(said[..2], [(Some(2004), Some(1.25)), (Some(2019), Some(5.0))]);
    assert_eq!(said[2..], [(None, None); 3]);
    let details: Vec<String> = issues.kept().iter().map(|issue| issue.detail.to_string()).collect();
    assert_eq!(
        details,
        [
            "`1890` for roof_permit_year is not understood; left out",
            "`5.1` for rebuild_ratio is not understood; left out",
            "`ooit` for roof_permit_year is not understood; left out",
            "`-1` for rebuild_ratio is not understood; left out",
        ]
    );
}
