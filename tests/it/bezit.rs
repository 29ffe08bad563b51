//! Are holdings read as they lie on a corporatie's disk, and is every row
//! accounted for?

use std::path::Path;

use calamine::{Data, Reader as _};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use toplaag::{
    config::Input,
    issue::Issues,
    model::Verblijfsobject,
    read::{self, layer::Source},
};

use crate::{
    real::real,
    support::{Place, pand_id, three},
};

const REPORT: &str = "uit/bezit-koppeling.xlsx";

/// The sample town's holdings, header first.
fn list() -> Vec<Vec<String>> {
    let bytes = toplaag::sample::embedded().iter().find(|(name, _)| *name == "bezit.csv").unwrap().1;
    let (text, ..) = encoding_rs::WINDOWS_1252.decode(bytes);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[String]) {
    for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        match cell.parse::<f64>() {
            // Excel makes numbers of what looks like one, but for ids stored as text.
            Ok(number) if cell.len() < 10 && cell.bytes().all(|byte| byte.is_ascii_digit()) => {
                sheet.write_number(row, column, number).unwrap()
            }
            _ => sheet.write_string(row, column, cell).unwrap(),
        };
    }
}

/// The list as a workbook that a person made: a merged title, remarks, an
/// empty column and empty rows, a total, two sheets of it and two that are no
/// list, one of them hidden.
fn ugly(list: &[Vec<String>]) -> Vec<u8> {
    let (header, rows) = list.split_first().unwrap();
    let spread = |cells: &[String]| -> Vec<String> {
        // An empty column before the first and behind the third.
        let mut spread = vec![String::new()];
        spread.extend_from_slice(&cells[..3]);
        spread.push(String::new());
        spread.extend_from_slice(&cells[3..]);
        spread
    };
    let mut workbook = Workbook::new();
    let about = workbook.add_worksheet().set_name("Toelichting").unwrap();
    about.write_string(0, 0, "Deze lijst is gemaakt door afdeling Vastgoed").unwrap();
    about.write_string(1, 0, "Vragen?").unwrap().write_string(1, 1, "bel 1234").unwrap();
    for (name, part) in [("Eenheden Noord", &rows[..500]), ("Eenheden Zuid", &rows[500..])] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.merge_range(0, 0, 0, 9, "Bezit per 1 januari, complex en huisnummer", &Format::new()).unwrap();
        sheet.write_string(1, 1, "Corporatie").unwrap().write_string(1, 2, "zie kolom B").unwrap();
        write_row(sheet, 4, &spread(header));
        let mut at = 5;
        for (n, row) in part.iter().enumerate() {
            at += u32::from(n % 100 == 99);
            write_row(sheet, at, &spread(row));
            at += 1;
        }
        sheet.write_string(at + 1, 1, "Totaal").unwrap().write_number(at + 1, 6, part.len() as f64).unwrap();
    }
    let old = workbook.add_worksheet().set_name("2019").unwrap().set_hidden(true);
    write_row(old, 0, header);
    write_row(old, 1, &rows[0]);
    workbook.save_to_buffer().unwrap()
}

/// The cells of a sheet as text, row by row, by the names in its first row.
fn sheet(path: &Path, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    let mut rows = range.rows().map(|row| row.iter().map(Data::to_string).collect());
    (rows.next().unwrap(), rows.collect())
}

fn scan_with(name: &str, bytes: &[u8]) -> Place {
    let place = Place::town();
    place.write(name, bytes).edit("toplaag.toml", |toml| toml.replace("bezit.csv", name));
    place.scan();
    place
}

#[test]
fn an_ugly_workbook_gives_the_same_shortlist_as_a_clean_list() {
    let clean = Place::scanned();
    let list = list();
    let ugly = scan_with("Bezit per 1 jan.xlsx", &ugly(&list));
    for file in ["shortlist.csv", "panden.fgb", "panden.parquet", "sites.parquet", "sites.geojson"] {
        let bytes = |place: &Place| std::fs::read(place.path("uit").join(file)).unwrap();
        assert!(bytes(&clean) == bytes(&ugly), "{file} differs");
    }
    let (clean, counts) = (clean.json("uit/run.json"), ugly.json("uit/run.json"));
    let (clean, counts) = (&clean["counts"], &counts["counts"]);
    assert_eq!(clean["bezit_rows"], list.len() - 1);
    assert_eq!(
        (&clean["bezit_rows"], &clean["bezit_matched"]),
        (&counts["bezit_rows"], &counts["bezit_matched"])
    );
    assert_eq!(counts["bezit"]["total_row"], 2);
    assert_eq!(counts["issues"]["skipped_sheet"], 2);
    // Every row of every list stands in the report, with the cells it came with.
    let mut n_rows = 0;
    for name in ["Eenheden Noord", "Eenheden Zuid"] {
        let (header, rows) = sheet(&ugly.path(REPORT), name);
        assert_eq!(header[..3], ["status", "reden", "verblijfsobject_id"]);
        assert!(header.iter().any(|name| name == "huurklasse"), "{header:?}");
        n_rows += rows.len();
        assert!(rows.iter().all(|row| !row[0].is_empty() && !row[1].is_empty() && !row[8].is_empty()));
        assert_eq!(rows.last().unwrap()[0], "totaalregel");
        assert_eq!(rows[0][8], "6", "the row a spreadsheet shows");
    }
    assert_eq!(n_rows, list.len() - 1 + 2);
}

#[test]
fn the_same_with_titles_above_a_csv() {
    let list = list();
    let mut text = String::from("Bezit; per 1 januari, opgave Vastgoed\nCorporatie:, zie kolom A\n");
    for row in &list {
        text += &(row.join(";") + "\n");
    }
    text += "Totaal;936\n";
    let place = scan_with("lijst.csv", text.as_bytes());
    let counts = &place.json("uit/run.json")["counts"];
    assert_eq!((counts["bezit_rows"].as_u64(), counts["bezit"]["total_row"].as_u64()), (Some(936), Some(1)));
    assert_eq!(counts["bezit_matched"], 932);
}

#[test]
fn the_mended_report_is_read_as_holdings_and_an_id_beats_the_address() {
    let place = Place::scanned();
    let before = place.json("uit/run.json")["counts"].clone();
    let shortlist = std::fs::read(place.path("uit/shortlist.csv")).unwrap();
    std::fs::copy(place.path(REPORT), place.path("hersteld.xlsx")).unwrap();
    place.edit("toplaag.toml", |toml| toml.replace("bezit.csv", "hersteld.xlsx"));
    let again = place.scan();
    // As it is nothing changes.
    assert_eq!(again.run["counts"]["bezit"], before["bezit"]);
    assert_eq!(std::fs::read(place.path("uit/shortlist.csv")).unwrap(), shortlist);
    let (first, second) = (sheet(&place.path("hersteld.xlsx"), "bezit"), sheet(&place.path(REPORT), "bezit"));
    assert_eq!(first.0, second.0, "its own columns stand there once");
    assert_eq!(first.1.len(), second.1.len());

    // One that was found is pointed at another home: the id goes first.
    let (header, mut rows) = second;
    let postcode = header.iter().position(|name| name == "postcode").unwrap();
    let at = rows.iter().position(|row| row[0] == "gekoppeld" && !row[postcode].is_empty()).unwrap();
    let free = rows.iter().position(|row| row[0] == "niet in BAG" || row[0] == "onleesbaar").unwrap();
    let id = rows[at][2].clone();
    assert_eq!(rows[free][2], "");
    rows[free][2].clone_from(&id);
    rows[at][2] = String::new();
    let mut workbook = Workbook::new();
    let out = workbook.add_worksheet();
    for (row, cells) in std::iter::once(&header).chain(&rows).enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            out.write_string(row as u32, column as u16, cell).unwrap();
        }
    }
    place.write("hersteld.xlsx", workbook.save_to_buffer().unwrap());
    place.scan();
    let (_, mended) = sheet(&place.path(REPORT), "Sheet1");
    assert_eq!((mended[free][2].as_str(), mended[free][1].contains("verblijfsobject")), (id.as_str(), true));
    // The row with the address still finds it, and one of both is too many.
    let both = [mended[free][0].as_str(), mended[at][0].as_str()];
    assert!(
        both.contains(&"gekoppeld") && (both.contains(&"dubbel") || both.contains(&"tegenstrijdig")),
        "{both:?}"
    );
}

#[test]
fn check_writes_the_report_without_a_run() {
    let place = Place::town();
    let ran = place.run("check toplaag.toml --matching koppeling.xlsx");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("gekoppeld") && ran.stdout.contains("niet in BAG"), "{}", ran.stdout);
    place.scan();
    let bytes = |name: &str| std::fs::read(place.path(name)).unwrap();
    assert!(bytes("koppeling.xlsx") == bytes(REPORT), "a run writes the same");
    let refused = place.run("check toplaag.toml --matching koppeling.xlsx");
    assert_eq!(refused.code, Some(4), "it is there already");
    assert!(refused.stdout.contains("✓ panden"), "what was looked at is told: {}", refused.stdout);
    assert_eq!(place.run("check toplaag.toml --matching koppeling.xlsx --force").code, Some(0));
    let english = place.run("check toplaag.toml --matching matching.xlsx --lang en").stdout;
    assert!(english.contains("not in BAG"), "{english}");
    assert_eq!(sheet(&place.path("matching.xlsx"), "bezit").0[1], "reason");
}

#[test]
fn homes_outside_the_area_of_a_run_are_not_called_missing_from_the_register() {
    let place = Place::scanned();
    let whole = place.json("uit/run.json")["counts"]["bezit"].clone();
    let gpkg = rusqlite::Connection::open(place.path("uit/toplaag.gpkg")).unwrap();
    let (west, east): (f64, f64) = gpkg
        .query_row("select min_x, max_x from gpkg_contents where table_name = 'panden'", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let middle = f64::midpoint(west, east);
    place.edit("toplaag.toml", |toml| format!("{toml}\n[area]\nbox = [0, 300000, {middle}, 625000]\n"));
    place.run("scan toplaag.toml --out west -q");
    let narrowed = &place.json("west/run.json")["counts"]["bezit"];
    let count = |counts: &serde_json::Value, status: &str| counts[status].as_u64().unwrap_or(0);
    assert!(count(narrowed, "matched") > 0 && count(narrowed, "matched") < count(&whole, "matched"));
    let (header, rows) = sheet(&place.path("west/bezit-koppeling.xlsx"), "bezit");
    let candidates = header.iter().position(|name| name == "kandidaten").unwrap();
    let mut n_outside = 0;
    for row in rows {
        // A number that is there with another suffix is a slip to be mended.
        assert!(row[0] != "niet in BAG" || !row[candidates].is_empty(), "{row:?}");
        n_outside += u32::from(row[1].ends_with("ligt niet in het gebied van deze run"));
    }
    assert!(n_outside > 0);
}

#[test]
fn hostile_cells_stay_text_in_the_report() {
    let place = Place::project("[panden]\npath = \"panden.geojson\"\n[bezit]\npath = \"bezit.csv\"\n");
    place.write("panden.geojson", three());
    place.write(
        "bezit.csv",
        format!(
            "pand_id;corporatie;complex;=cmd\n{};=1+1;@x;=HYPERLINK(\"http://x\")\n+1;a;b;-2+3\n",
            pand_id(1)
        ),
    );
    place.scan();
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(place.path(REPORT)).unwrap();
    let formulas = workbook.worksheet_formula("bezit").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{formulas:?}");
    let (header, rows) = sheet(&place.path(REPORT), "bezit");
    assert_eq!(header[9..], ["pand_id", "corporatie", "complex", "=cmd"]);
    assert_eq!(rows[0][10..], ["=1+1", "@x", "=HYPERLINK(\"http://x\")"]);
}

fn refused(name: &str, bytes: &[u8], message: &str) {
    let place = Place::project(&format!("[panden]\npath = \"panden.geojson\"\n[bezit]\npath = \"{name}\"\n"));
    place.write("panden.geojson", three()).write(name, bytes);
    place.refuses(3, message);
}

fn workbook(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_file_without_a_list_is_refused_with_the_row_that_comes_nearest() {
    const CURE: &str = "hint: one row must name the columns: verblijfsobject_id, or pand_id, or adres, or huisnummer with \
        postcode or straat; a column with another name: `columns = { postcode = \"…\" }`";
    refused(
        "leeg.xlsx",
        &workbook(|_| {}),
        "error: `leeg.xlsx` is empty\nhint: download or export the file again",
    );
    let titles = workbook(|sheet| {
        sheet.write_string(0, 0, "Bezit 2026").unwrap();
        sheet.write_string(2, 0, "vertrouwelijk").unwrap();
    });
    refused(
        "titels.xlsx",
        &titles,
        &format!(
            "error: nothing in `titels.xlsx` names homes; nearest comes row 1 of sheet `Sheet1`: Bezit 2026\n{CURE}"
        ),
    );
    let near = workbook(|sheet| {
        write_row(sheet, 0, &["Overzicht".into()]);
        write_row(sheet, 3, &["Complex", "Postcode", "Energielabel"].map(str::to_owned));
        write_row(sheet, 4, &["12", "1381AB", "C"].map(str::to_owned));
    });
    refused(
        "bijna.xlsx",
        &near,
        &format!(
            "error: nothing in `bijna.xlsx` names homes; nearest comes row 4 of sheet `Sheet1`: Complex, Postcode, Energielabel\n{CURE}"
        ),
    );
    refused(
        "bijna.csv",
        b"Overzicht\nComplex;Postcode\n12;1381AB\n",
        &format!("error: nothing in `bijna.csv` names homes; nearest comes row 2: Complex, Postcode\n{CURE}"),
    );
    let ole = [&[0xD0, 0xCF, 0x11, 0xE0][..], &[0; 600]].concat();
    for name in ["oud.xlsx", "oud.xls"] {
        refused(
            name,
            &ole,
            &format!(
                "error: cannot read `{name}` as XLSX: it is protected with a password, or from before Excel 2007; save it as .xlsx without one\n\
                hint: the file may be cut off or carry the wrong extension; export it again"
            ),
        );
    }
}

const WEESP: &str = "bag/weesp/weesp_20211015_wfs-schema_DERIVED.gpkg";

/// How one home is written, cell by cell.
type Layout = fn(&Verblijfsobject) -> Vec<String>;

fn parts(unit: &Verblijfsobject) -> (String, String, String, String, String, String) {
    let street = unit.hoofdadres.openbare_ruimte.as_ref().unwrap();
    let suffix = unit.hoofdadres.huisletter_toevoeging.to_string();
    let (letter, addition) = suffix.split_once('-').unwrap_or((&suffix, ""));
    (
        street.naam.to_string(),
        unit.hoofdadres.huisnummer.unwrap().to_string(),
        letter.to_owned(),
        addition.to_owned(),
        unit.hoofdadres.postcode.map(|postcode| postcode.to_string()).unwrap_or_default(),
        street.woonplaats.as_deref().unwrap_or_default().to_owned(),
    )
}

fn joined(letter: &str, addition: &str, sign: &str) -> String {
    [letter, addition].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(sign)
}

/// A sheet each: its name, header and rows.
const LAYOUTS: [(&str, &[&str], Layout); 10] = [
    ("kolommen", &["Postcode", "Huisnr.", "Letter", "Toev."], |unit| {
        let (_, number, letter, addition, postcode, _) = parts(unit);
        vec![postcode, number, letter, addition]
    }),
    ("nummer in een cel", &["Postcode", "Huisnummer"], |unit| {
        let (_, number, letter, addition, postcode, _) = parts(unit);
        let suffix = joined(&letter, &addition, "-").to_lowercase();
        let sign = if suffix.starts_with(|c: char| c.is_ascii_digit()) { "-" } else { "" };
        vec![
            format!(
                "{} {}",
                &postcode[..4.min(postcode.len())],
                postcode.get(4..).unwrap_or_default().to_lowercase()
            ),
            format!("{number}{sign}{suffix}"),
        ]
    }),
    ("adres en postcode", &["Adres", "Postcode"], |unit| {
        let (street, number, letter, addition, postcode, _) = parts(unit);
        vec![format!("{street} {number} {}", joined(&letter, &addition, " ")), postcode]
    }),
    ("een cel", &["Adres"], |unit| {
        let (street, number, letter, addition, postcode, place) = parts(unit);
        vec![
            format!("{street} {number}-{}, {postcode} {place}", joined(&letter, &addition, "-"))
                .replace("-,", ","),
        ]
    }),
    ("een cel met plaats", &["Adres"], |unit| {
        let (street, number, letter, addition, _, place) = parts(unit);
        vec![format!("{street} {number} {}, {}", joined(&letter, &addition, "-"), place.to_uppercase())]
    }),
    ("postcode voorop", &["Adres"], |unit| {
        let (street, number, letter, addition, postcode, place) = parts(unit);
        vec![format!(
            "{postcode} {place}, {street} {number} {}",
            joined(&letter, &addition, " ").to_lowercase()
        )]
    }),
    ("postcode en nummer", &["Adres"], |unit| {
        let (_, number, letter, addition, postcode, _) = parts(unit);
        vec![format!("{postcode} {number} {}", joined(&letter, &addition, "-"))]
    }),
    ("straat en plaats", &["Straatnaam", "Huisnummer", "Toevoeging", "Plaats"], |unit| {
        let (street, number, letter, addition, _, place) = parts(unit);
        vec![street.to_uppercase(), number, joined(&letter, &addition, ""), place]
    }),
    ("straat verkort", &["Straat", "Nummer", "Letter", "Toev", "Woonplaats"], |unit| {
        let (street, number, letter, addition, _, place) = parts(unit);
        vec![
            street.replace("straat", "str.").replace("laan", "ln.").replace("Sint ", "St. "),
            number,
            letter,
            addition,
            place,
        ]
    }),
    ("alles los", &["Adres"], |unit| {
        let (street, number, letter, addition, _, place) = parts(unit);
        vec![format!("{street} {number} {} {place}", joined(&letter, &addition, " "))]
    }),
];

/// Layouts that tell a home by its postcode alone.
const BY_POSTCODE: [&str; 4] = ["kolommen", "nummer in een cel", "adres en postcode", "postcode en nummer"];

#[test]
fn the_addresses_of_weesp_are_found_in_every_layout() {
    let Some(weesp) = real(WEESP) else { return };
    let name = weesp.display().to_string();
    let source =
        Source { path: weesp, name: name.clone(), preferred: &["verblijfsobject"], ..Source::default() };
    let input = Input { sources: vec![source], ..Input::default() };
    let units = read::verblijfsobjecten::read(&input, &mut Issues::default()).unwrap();
    assert_eq!(units.len(), 11_858);
    for layouts in LAYOUTS.chunks(5) {
        let mut workbook = Workbook::new();
        for (name, header, layout) in layouts {
            let sheet = workbook.add_worksheet().set_name(*name).unwrap();
            sheet.merge_range(0, 0, 0, 5, "Overzicht van het bezit", &Format::new()).unwrap();
            let head: Vec<String> = header.iter().map(|&name| name.to_owned()).collect();
            write_row(sheet, 2, &head);
            for (row, unit) in (3..).zip(&units) {
                write_row(sheet, row, &layout(unit));
            }
        }
        let place = Place::project(&format!(
            "[panden]\npath = \"{name}\"\n[verblijfsobjecten]\npath = \"{name}\"\n\
             [bezit]\npath = \"bezit.xlsx\"\ncorporatie = \"A\"\n"
        ));
        place.write("bezit.xlsx", workbook.save_to_buffer().unwrap());
        let ran = place.run("check toplaag.toml --matching koppeling.xlsx");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        for (name, ..) in layouts {
            let (_, rows) = sheet(&place.path("koppeling.xlsx"), name);
            assert_eq!(rows.len(), units.len());
            let mut n_found = 0;
            for (row, unit) in rows.iter().zip(&units) {
                let is_told = unit.hoofdadres.postcode.is_some() || !BY_POSTCODE.contains(name);
                if unit.is_in_use() && is_told {
                    assert_eq!(row[2], unit.id.to_string(), "{name}: {row:?}");
                    n_found += 1;
                } else {
                    // At most another home that is in use and has the same address.
                    assert_ne!(row[2], unit.id.to_string(), "{name}: {row:?}");
                }
            }
            assert_eq!(n_found, if BY_POSTCODE.contains(name) { 10_937 } else { 11_043 }, "{name}");
        }
    }
}

/// Columns of her own stand beside the complex: one value where all rows agree,
/// all of them where they do not, and text is text whatever it starts with.
#[test]
fn columns_that_are_kept_stand_beside_their_complex() {
    let place = Place::town();
    let list = list();
    let header = &list[0];
    let complex = header.iter().position(|name| name == "complex").unwrap();
    let mut text = format!("{};Wijkbeheerder;=Eigen\n", header.join(";"));
    for (n, row) in list.iter().skip(1).enumerate() {
        let keeper = if row[complex] == "PH-35" { "=1+1".to_owned() } else { format!("team {}", n % 2) };
        text += &format!("{};{keeper};\n", row.join(";"));
    }
    place.write("bezit.csv", &text);
    place.edit("toplaag.toml", |toml| {
        toml.replace("path = \"bezit.csv\"", "path = \"bezit.csv\"\nkeep = [\"wijkbeheerder\", \"=Eigen\"]")
    });
    place.scan();
    let (head, rows) = sheet(&place.path("uit/shortlist.xlsx"), "Alle locaties");
    let at = |name: &str| head.iter().position(|title| title == name).unwrap_or_else(|| panic!("{name}"));
    let (kept, empty) = (at("wijkbeheerder (bezit)"), at("=Eigen (bezit)"));
    let values: std::collections::BTreeSet<(&str, &str)> =
        rows.iter().map(|row| (row[at("complex")].as_str(), row[kept].as_str())).collect();
    assert!(values.contains(&("PH-35", "=1+1")), "{values:?}");
    assert!(
        values.iter().any(|(_, said)| *said == "team 0; team 1" || *said == "team 1; team 0"),
        "{values:?}"
    );
    assert!(rows.iter().all(|row| row[empty].is_empty()));
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(place.path("uit/shortlist.xlsx")).unwrap();
    let formulas = book.worksheet_formula("Alle locaties").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{formulas:?}");
    // A slip is no column silently left out.
    place.edit("toplaag.toml", |toml| toml.replace("\"wijkbeheerder\"", "\"wijkbeheerdr\""));
    let refused = place.run("scan toplaag.toml --out uit --force");
    assert_eq!(refused.code, Some(3), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("`wijkbeheerdr`") && refused.stderr.contains("Wijkbeheerder"),
        "{}",
        refused.stderr
    );
}
