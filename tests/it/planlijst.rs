//! Do the scan, the plan and the list speak of the same project?

use std::{
    collections::BTreeMap,
    path::Path,
    process::Command,
    sync::{Arc, Mutex, Weak},
};

use calamine::{Data, Reader as _};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::support::{PROGRAM, Place, rows, shared};

/// The town, scanned once for all tests here.
fn scanned() -> Arc<Place> {
    static SCANNED: Mutex<Weak<Place>> = Mutex::new(Weak::new());
    shared(&SCANNED, Place::scanned)
}

fn write(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        match cell.parse::<f64>() {
            Ok(number) if cell.len() < 10 => sheet.write_number(row, column, number).unwrap(),
            _ => sheet.write_string(row, column, *cell).unwrap(),
        };
    }
}

/// A list as a person keeps it: a merged title, a header of two rows with the
/// years below one cell, a total, a second sheet, one that explains and one
/// that is hidden.
fn ugly() -> Vec<u8> {
    let look = Format::new();
    let mut workbook = Workbook::new();
    let about = workbook.add_worksheet().set_name("Leeswijzer").unwrap();
    write(about, 0, &["Deze lijst wordt elk kwartaal bijgewerkt"]);
    let sheet = workbook.add_worksheet().set_name("Plannen 2026").unwrap();
    sheet.merge_range(0, 0, 0, 11, "Planlijst Elzermade – concept, projecten en gemeente", &look).unwrap();
    let above = [
        "Projectnr",
        "Projectnaam",
        "Gemeente",
        "Corporatie",
        "Complex nr.",
        "Adres",
        "Hard/zacht",
        "Aantal",
    ];
    for (at, name) in (0..).zip(above) {
        sheet.merge_range(3, at, 4, at, name, &look).unwrap();
    }
    sheet.merge_range(3, 8, 3, 10, "Jaarschijven", &look).unwrap();
    write(sheet, 4, &["", "", "", "", "", "", "", "", "2027", "2028", "2029"]);
    sheet.merge_range(3, 11, 3, 12, "Start bouw", &look).unwrap();
    sheet.write_string(4, 11, "gepland").unwrap().write_string(4, 12, "werkelijk").unwrap();
    let lines: [&[&str]; 8] = [
        &[
            "P-01",
            "Perronblok",
            "Elzermade",
            "Polderhuis",
            "ph 35",
            "",
            "Hard",
            "30",
            "",
            "30",
            "",
            "46447",
            "",
        ],
        &[
            "P-02",
            "Spoorlaan",
            "Elzermade",
            "",
            "",
            "Spoorlaan 1",
            "zacht",
            "12",
            "",
            "",
            "12",
            "Q3 2027",
            "",
        ],
        &["P-03", "Optoppen Anjerstraat", "GM9001", "", "", "", "zacht", "9", "4", "5", "", "", ""],
        &["P-04", "Hoogveld", "Elzermade", "", "", "", "zacht", "40", "", "", "", "", ""],
        &[
            "P-05",
            "Buiten de stad",
            "Wilgenrade",
            "Polderhuis",
            "PH-35",
            "",
            "hard",
            "20",
            "20",
            "",
            "",
            "",
            "",
        ],
        &["P-06", "Nergens", "Elzermade", "Polderhuis", "PH-999", "", "gereed", "ca. 8", "8", "", "", "", ""],
        &[],
        &["Totaal", "", "", "", "", "", "", "111", "32", "35", "12"],
    ];
    for (row, line) in (5..).zip(lines) {
        write(sheet, row, line);
    }
    let more = workbook.add_worksheet().set_name("Reserve").unwrap();
    write(more, 0, &["naam", "gemeente", "pand_id", "woningen", "opmerking"]);
    write(more, 1, &["Wisselplein", "Elzermade", "9001100000000193", "10", "=HYPERLINK(\"x\")"]);
    let old = workbook.add_worksheet().set_name("2019").unwrap().set_hidden(true);
    write(old, 0, &["naam", "gemeente", "woningen"]);
    write(old, 1, &["Oud plan", "Elzermade", "5"]);
    workbook.save_to_buffer().unwrap()
}

const TIDY: &str = "ppm_id,naam,gemeente,kern,corporatie,complex,vorm,planstatus,jaarschijf,woningen,x,y,budget,+nota\n\
    PPM-7,Seinstraat,Elzermade,,Réveil,RV-18,splitsen,hard,2028,14,,,1.5,=1+1\n\
    PPM-7,Seinstraat,Elzermade,,Réveil,RV-18,splitsen,hard,2029,3,,,,@x\n\
    PPM-8,Zeven,Elzermade,,,,,zacht,2030,18,130076.81,470191.79,,-2+3\n\
    P-01,elders bekend,Elzermade,,,,,zacht,2031,30,,,,\n";

fn column<'a>(rows: &'a [BTreeMap<String, String>], name: &str) -> Vec<&'a str> {
    rows.iter().map(|row| row[name].as_str()).collect()
}

fn list(place: &Place, folder: &str) -> Vec<BTreeMap<String, String>> {
    rows(&place.path(&format!("{folder}/planlijst.csv")))
}

fn plan(place: &Place, words: &str) {
    place.run(&format!("planlijst uit {words} --force -q")).says(0, "");
}

#[test]
fn an_ugly_workbook_is_matched_row_by_row_and_counts_add_up() {
    let place = scanned();
    place.write("ugly.xlsx", ugly());
    let ran = place.run("planlijst uit --lijst ugly.xlsx --out ugly --force");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.stdout.contains("8  regels in de lijsten, waarvan"), "{}", ran.stdout);
    let list = list(&place, "ugly");
    let status = &column(&list, "scan_status")[..7];
    let found = "gekoppeld";
    assert_eq!(
        status,
        [found, found, found, "niet eenduidig", "andere gemeente", "niet in de scan", found],
        "{:?}",
        column(&list, "scan_reason")
    );
    let by = &column(&list, "scan_matched_by")[..7];
    assert_eq!(
        by,
        ["corporatie en complex", "straat en huisnummer", "naam en plaats", "", "", "", "pandnummer"]
    );
    let sites = &column(&list, "site_id")[..3];
    assert_eq!(sites[0], "optoppen:stichting-polderhuis:ph-35");
    assert!(sites[1].ends_with(":ph-34") && sites[2].ends_with(":rv-11"), "{sites:?}");
    assert!(sites[2].starts_with("optoppen:"), "the form its name says: {sites:?}");
    // Years, days and what was not understood.
    assert_eq!((list[0]["2028"].as_str(), list[0]["start bouw gepland"].as_str()), ("30", "2027-03-01"));
    assert_eq!(list[1]["start bouw gepland"], "2027-Q3");
    assert_eq!((list[5]["planstatus"].as_str(), list[5]["woningen"].as_str()), ("gereed", "ca. 8"));
    // Homes of list and scan.
    assert_eq!((list[0]["scan_homes_mid"].as_str(), list[0]["scan_homes_difference"].as_str()), ("34", "-4"));
    assert_eq!(list[0]["scan_within_band"], "ja");
    // Behind the list what is put forward and stands on none.
    let proposed = &list[7..];
    assert!(!proposed.is_empty() && proposed.iter().all(|row| row["herkomst"] == "scan"));
    assert!(proposed.iter().all(|row| row["planstatus"].is_empty() && !row["site_id"].is_empty()));

    let counts = &place.json("ugly/run.json")["counts"];
    let count = |name: &str| counts[name].as_u64().unwrap();
    let by_status: u64 = counts["by_status"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    assert_eq!((count("rows"), count("totals"), by_status), (8, 1, 7));
    assert_eq!(counts["by_status"]["matched"], 4);
    assert_eq!(count("proposals"), proposed.len() as u64);
    let kinds: Vec<String> =
        rows(&place.path("ugly/issues.csv")).into_iter().map(|mut row| row.remove("kind").unwrap()).collect();
    assert_eq!(
        kinds,
        ["skipped_sheet", "skipped_sheet", "bad_value", "bad_value", "ambiguous", "unmatched", "unmatched"]
    );
}

#[test]
fn a_tidy_list_keeps_its_own_columns_and_rows_of_one_site_add_up() {
    let place = scanned();
    place.write("tidy.csv", TIDY).write("other.xlsx", ugly());
    plan(&place, "--lijst tidy.csv --lijst other.xlsx --out tidy");
    let list = list(&place, "tidy");
    assert_eq!(&column(&list, "site_id")[..2], ["splitsen:woonstichting-réveil:rv-18"; 2]);
    assert_eq!(&column(&list, "scan_list_homes")[..3], ["17", "17", "18"]);
    assert_eq!(list[2]["scan_matched_by"], "punt in de locatie");
    assert!(list[2]["location_id"].ends_with(":zl-102"), "{:?}", list[2]);
    // The other list knows where P-01 is.
    assert_eq!(list[3]["scan_matched_by"], "ppm_id");
    assert_eq!(list[3]["site_id"], "optoppen:stichting-polderhuis:ph-35");
    assert_eq!(
        column(&list, "herkomst")[..5],
        ["tidy.csv", "tidy.csv", "tidy.csv", "tidy.csv", "other.xlsx"]
    );
    assert_eq!(list[0]["budget"], "1.5");
}

#[test]
fn hostile_text_is_text_in_every_spreadsheet() {
    let place = scanned();
    place.write("hostile.csv", TIDY);
    plan(&place, "--lijst hostile.csv --out hostile");
    let text = place.read("hostile/planlijst.csv");
    for cell in ["'=1+1", "'@x", "'-2+3", "'+nota"] {
        assert!(text.contains(&format!("\"{cell}\"")), "{cell}: {text}");
    }
    let path = place.path("hostile/planlijst.xlsx");
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    for sheet in workbook.sheet_names() {
        let formulas = workbook.worksheet_formula(&sheet).unwrap();
        assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{sheet}");
    }
    let range = workbook.worksheet_range("planlijst").unwrap();
    assert!(range.rows().flatten().any(|cell| *cell == Data::String("=1+1".into())));
}

/// The list part of a file: all columns but those the scan puts beside it.
fn list_part(rows: &[BTreeMap<String, String>]) -> Vec<Vec<(&String, &String)>> {
    let is_list = |name: &str| !name.starts_with("scan_") && name != "location_id";
    rows.iter().map(|row| row.iter().filter(|(name, _)| is_list(name)).collect()).collect()
}

#[test]
fn an_export_read_back_matches_itself_whatever_the_format() {
    let place = scanned();
    place.write("round.xlsx", ugly()).write("round.csv", TIDY);
    plan(&place, "--lijst round.xlsx --lijst round.csv --out first");
    let first = list(&place, "first");
    for (name, out) in [("planlijst.xlsx", "from-xlsx"), ("planlijst.csv", "from-csv")] {
        plan(&place, &format!("--lijst first/{name} --out {out}"));
        let again = list(&place, out);
        assert_eq!(list_part(&first), list_part(&again), "{name}");
        for (before, after) in first.iter().zip(&again) {
            let rule = if before["site_id"].is_empty() { "" } else { "site_id" };
            assert_eq!(after["scan_matched_by"], rule, "{after:?}");
            assert_eq!(before["scan_status"], after["scan_status"]);
        }
        let counts = &place.json(&format!("{out}/run.json"))["counts"];
        let n_with_site = first.iter().filter(|row| !row["site_id"].is_empty()).count();
        assert_eq!(counts["by_rule"]["site_id"], n_with_site);
        assert_eq!(counts["proposals"], 0, "they stand on the list now");
        // From here on nothing changes.
        plan(&place, &format!("--lijst {out}/{name} --out {out}-again"));
        let bytes = |folder: &str| std::fs::read(place.path(&format!("{folder}/{name}"))).unwrap();
        assert!(bytes(out) == bytes(&format!("{out}-again")), "{name}");
    }
}

#[test]
fn a_list_is_started_from_the_shortlist_and_comes_back_whole() {
    let place = scanned();
    plan(&place, "--out start");
    let start = list(&place, "start");
    let shortlist = rows(&place.path("uit/shortlist.csv"));
    let put_forward: Vec<&str> = shortlist
        .iter()
        .filter(|row| ["voorgedragen", "reserve"].contains(&row["standing"].as_str()))
        .map(|row| row["site_id"].as_str())
        .collect();
    assert!(!put_forward.is_empty());
    assert_eq!(column(&start, "site_id"), put_forward);
    plan(&place, "--lijst start/planlijst.xlsx --out start-again");
    let counts = &place.json("start-again/run.json")["counts"];
    assert_eq!(counts["by_rule"]["site_id"], put_forward.len());
    assert_eq!(counts["by_status"]["matched"], put_forward.len());
    assert_eq!(place.read("start/planlijst.csv"), place.read("start-again/planlijst.csv"));
}

#[test]
fn the_same_lists_give_the_same_bytes_on_any_number_of_threads() {
    let place = scanned();
    place.write("same.xlsx", ugly());
    let run = |threads: &str, out: &str| {
        let folder = place.path("");
        let status = Command::new(PROGRAM)
            .args(["planlijst", "uit", "--lijst", "same.xlsx", "--out", out, "--force", "-q"])
            .env("RAYON_NUM_THREADS", threads)
            .current_dir(folder)
            .status();
        assert!(status.unwrap().success());
        let files = place.files(out);
        files
            .into_iter()
            .map(|(path, bytes)| (path.file_name().unwrap().to_owned(), bytes))
            .collect::<BTreeMap<_, _>>()
    };
    let one = run("1", "one-thread");
    assert_eq!(one.len(), 4);
    assert!(one == run("5", "five-threads"));
}

#[test]
fn the_sheets_behind_the_list_say_what_is_open_and_how_to_mend_it() {
    let place = scanned();
    place.write("mend.xlsx", ugly());
    plan(&place, "--lijst mend.xlsx --out mend");
    let sheet = |path: &Path, name: &str| -> Vec<Vec<String>> {
        let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
        let range = workbook.worksheet_range(name).unwrap();
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    };
    let path = place.path("mend/planlijst.xlsx");
    let open = sheet(&path, "niet gekoppeld");
    assert_eq!(open.len(), 1 + 3);
    assert_eq!(open[1][..5], ["mend.xlsx", "Plannen 2026", "9", "Hoogveld", "niet eenduidig"]);
    assert!(open[1][6].contains(" = "), "candidates: {:?}", open[1]);
    let columns = sheet(&path, "kolommen");
    let list = sheet(&path, "planlijst");
    assert_eq!(columns.len() - 1, list[0].len());
    assert!(columns.iter().all(|row| !row[1].is_empty()), "{columns:?}");

    plan(&place, "--lijst mend.xlsx --out english --lang en");
    let path = place.path("english/planlijst.xlsx");
    assert_eq!(sheet(&path, "not matched")[1][4], "ambiguous");
    assert!(place.read("english/planlijst.csv").starts_with("\"ppm_id\",\"naam\","));
}

#[test]
fn what_cannot_be_used_is_refused_and_nothing_is_lost() {
    let place = scanned();
    place.write("geen.csv", "a,b\n1,2\n");
    place.run("planlijst uit --lijst geen.csv --out geen -q").says(
        3,
        "error: nothing in `geen.csv` is a list of projects; nearest comes row 1: a, b\n\
         hint: one row must name the columns: naam, ppm_id or site_id, and one of gemeente, kern, locatie, corporatie, \
         complex, planstatus or woningen",
    );
    assert!(!place.path("geen").exists());
    // Meters, where GeoJSON without a CRS has degrees.
    let feature = r#"{"type":"Feature","properties":{"naam":"A","gemeente":"E"},"geometry":{"type":"Point","coordinates":[130105,470005]}}"#;
    place.write("rd.geojson", format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#));
    for command in ["planlijst", "net"] {
        let refused = place.run(&format!("{command} uit --lijst rd.geojson --out geen -q"));
        assert_eq!(refused.code, Some(3), "{}", refused.stderr);
        assert!(refused.stderr.contains("add `--crs EPSG:28992` to the command"), "{}", refused.stderr);
    }
    place.run("planlijst nergens --out geen -q").says(
        3,
        "error: `nergens` is not the folder of a run: it has no run.json\n\
         hint: name the folder that `toplaag scan --out` wrote",
    );
    let refused = place.run("planlijst uit --out uit --force -q");
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    plan(&place, "--out vol");
    let refused = place.run("planlijst uit --lijst vol/planlijst.xlsx --out vol --force -q");
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(refused.stderr.contains("choose another folder"), "{}", refused.stderr);
    assert_eq!(place.run("planlijst uit --out vol -q").code, Some(4), "it is there already");
}

#[test]
fn homes_that_no_column_gives_are_not_zero_and_statuses_are_told() {
    let place = Place::scanned();
    place.write(
        "kaal.csv",
        "naam;gemeente;locatie;planstatus;bouwstroom\nSpoorlaan;Elzermade;Spoorlaan 1;1A Onherroepelijk;ja\n",
    );
    let ran = place.run("planlijst uit --lijst kaal.csv --out lijst --lang nl");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!ran.stdout.contains("woningen volgens de lijsten"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("kaal.csv: geen kolom met aantallen woningen gevonden; er is: bouwstroom"),
        "{}",
        ran.stdout
    );
    assert!(!ran.stdout.contains("planstatus die niet als hard of zacht is begrepen"), "{}", ran.stdout);
    let list = list(&place, "lijst");
    assert_eq!(
        (list[0]["planstatus"].as_str(), list[0]["scan_planstatus"].as_str()),
        ("1A Onherroepelijk", "hard"),
        "its own words stay"
    );
    place.write(
        "status.csv",
        "naam;gemeente;woningen;status\nA;Elzermade;3;1B onherroepelijk, uit te werken\n",
    );
    let ran = place.run("planlijst uit --lijst status.csv --out status --lang nl");
    assert!(
        ran.stdout.contains("1 regels met een planstatus die niet als hard of zacht is begrepen"),
        "{}",
        ran.stdout
    );
    // As the lists of the provinces name them.
    place.write("eib.csv", "Plannaam;Gem_naam;Aantalrest\nSpoorlaan;Gemeente Elzermade;34\n");
    let ran = place.run("planlijst uit --lijst eib.csv --out eib --lang nl");
    assert!(ran.stdout.contains("34  woningen volgens de lijsten"), "{}", ran.stdout);
}

#[test]
fn columns_and_words_for_a_status_go_by_the_project_file() {
    let place = Place::town();
    place.edit("toplaag.toml", |text| {
        format!(
            "{text}\n[planlijst]\ncolumns = {{ woningen = \"Nog te bouwen\", naam = \"Omschrijving\" }}\n\
             [params.planlijst]\nstatus_hard = [\"groen\"]\n"
        )
    });
    place.scan();
    place.write("eigen.csv", "Omschrijving;gemeente;Nog te bouwen;status\nSpoorlaan;Elzermade;34;Groen\n");
    place.run("planlijst uit --lijst eigen.csv --out lijst -q").says(0, "");
    let first = list(&place, "lijst");
    assert_eq!((first[0]["naam"].as_str(), first[0]["woningen"].as_str()), ("Spoorlaan", "34"));
    assert_eq!(first[0]["scan_planstatus"], "hard");
    // What was written has names of its own, and is read back.
    place.run("planlijst uit --lijst lijst/planlijst.csv --out weer -q").says(0, "");
    assert_eq!(list_part(&first), list_part(&list(&place, "weer")));
    place.edit("toplaag.toml", |text| text.replace("woningen = \"Nog", "huizen = \"Nog"));
    place.run("scan toplaag.toml --out fout -q").says(0, "");
    let ran = place.run("planlijst fout --lijst eigen.csv --out weg -q");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(ran.stderr.contains("huizen"), "{}", ran.stderr);
}

#[test]
fn a_plan_on_the_map_is_about_every_site_in_it() {
    let place = scanned();
    let shortlist = rows(&place.path("uit/shortlist.csv"));
    // A square around two complexes that stand apart from the others.
    let best = |complex: &str| {
        shortlist.iter().find(|row| row["complex"] == complex && row["best"] == "ja").unwrap()
    };
    let points: Vec<(f64, f64)> = ["PH-34", "PH-35"]
        .map(|complex| {
            let row = best(complex);
            let number = |name: &str| row[name].replace(',', ".").parse::<f64>().unwrap();
            (number("x"), number("y"))
        })
        .to_vec();
    let low = |at: fn(&(f64, f64)) -> f64| points.iter().map(at).fold(f64::INFINITY, f64::min) - 60.0;
    let high = |at: fn(&(f64, f64)) -> f64| points.iter().map(at).fold(f64::NEG_INFINITY, f64::max) + 60.0;
    let (a, b, c, d) = (low(|p| p.0), low(|p| p.1), high(|p| p.0), high(|p| p.1));
    let rd = crate::support::RD;
    place.write(
        "plannen.geojson",
        format!(
            r#"{{"type":"FeatureCollection",{rd}"features":[{{"type":"Feature","properties":{{"Plannaam":"Spoorzone","Gem_naam":"Elzermade","Aantalrest":50,"opleverdatum":"2029-2030"}},"geometry":{{"type":"Polygon","coordinates":[[[{a},{b}],[{c},{b}],[{c},{d}],[{a},{d}],[{a},{b}]]]}}}}]}}"#
        ),
    );
    plan(&place, "--lijst plannen.geojson --out vlak");
    let list = list(&place, "vlak");
    assert_eq!(
        (list[0]["scan_status"].as_str(), list[0]["scan_matched_by"].as_str()),
        ("gekoppeld", "plangebied")
    );
    let locations: Vec<&str> = list[0]["location_id"].split("; ").collect();
    assert!(
        locations.iter().any(|id| id.ends_with(":ph-34"))
            && locations.iter().any(|id| id.ends_with(":ph-35"))
    );
    assert_eq!(list[0]["scan_locations"], locations.len().to_string());
    // All of them stand on the list now, and it is read back.
    assert!(list[1..].iter().all(|row| !locations.contains(&row["location_id"].as_str())));
    plan(&place, "--lijst vlak/planlijst.xlsx --out vlak-weer");
    assert_eq!(self::list(&place, "vlak-weer")[0]["site_id"], list[0]["site_id"]);
    // It is one request, and the rule of thumb asks nothing there.
    place.run("netaanvraag uit --alle --lijst plannen.geojson --out vlak-net -q").says(0, "");
    let requests = rows(&place.path("vlak-net/netaanvraag.csv"));
    let own: Vec<_> = requests.iter().filter(|row| row["project"] == "Spoorzone").collect();
    assert_eq!(own.iter().map(|row| row["homes"].as_str()).collect::<Vec<_>>(), ["25", "25"]);
    assert!(requests.iter().all(|row| !locations.contains(&row["location_id"].as_str())));
}

#[test]
fn a_list_that_is_started_begins_in_the_reference_year() {
    let place = scanned();
    plan(&place, "--out begin");
    let text = place.read("begin/planlijst.csv");
    let years: Vec<&str> =
        text.lines().next().unwrap().split(';').filter(|name| name.starts_with("\"20")).collect();
    assert_eq!((years.len(), years[0]), (10, "\"2026\""));
}

#[test]
fn a_list_may_call_a_gemeente_by_its_woonplaats() {
    let place = Place::town();
    // The town is a woonplaats of a gemeente with another name, as Weesp is of Amsterdam.
    for file in ["gemeenten.geojson", "buurten.geojson"] {
        place.edit(file, |text| {
            text.replace("\"gemeentenaam\":\"Elzermade\"", "\"gemeentenaam\":\"Grootstad\"")
        });
    }
    place.scan();
    place.write(
        "plaats.csv",
        "naam;gemeente;locatie;woningen\nA;Elzermade;Spoorlaan 1;30\nB;Verweg;Spoorlaan 1;30\nC;Grootstad;Spoorlaan 1;3\n",
    );
    plan(&place, "--lijst plaats.csv --out plaats");
    let list = list(&place, "plaats");
    assert_eq!(&column(&list, "scan_status")[..3], ["gekoppeld", "andere gemeente", "gekoppeld"]);
    assert_eq!(list[0]["site_id"], list[2]["site_id"]);
}
