//! Is what is asked of the grid the sum of what the sites ask, and does it say
//! when it fits?

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, Weak},
};

use calamine::{Data, Reader as _};

use toplaag::{lang::Lang, net::REQUESTS, wording::column_title};

use crate::support::{Place, rows, shared};

/// The town, scanned once for all tests here.
pub fn scanned() -> Arc<Place> {
    static SCANNED: Mutex<Weak<Place>> = Mutex::new(Weak::new());
    shared(&SCANNED, Place::scanned)
}

/// A sheet of the workbook: rows by column name, numbers as numbers.
pub fn sheet(place: &Place, file: &str, name: &str) -> Vec<BTreeMap<String, Data>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(place.path(file)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let mut all = range.rows();
    let head: Vec<String> = all.next().unwrap().iter().map(|title| name_of(&title.to_string())).collect();
    all.map(|row| head.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

/// The column a title stands above: the workbook has titles in Dutch.
fn name_of(title: &str) -> String {
    let known = REQUESTS.iter().map(|column| column.name).chain([
        "left_mw",
        "headroom_mw",
        "headroom_from",
        "past",
        "n_sites",
        "stations",
        "load_mw",
    ]);
    let bare = title.split(" (").next().unwrap();
    let found: Vec<&str> = known.filter(|name| column_title(name, Lang::Nl) == bare).collect();
    // Of the requests the name is `grid_headroom_mw`, of the balance `headroom_mw`.
    found.last().copied().unwrap_or(title).to_owned()
}

fn real(row: &BTreeMap<String, Data>, column: &str) -> f64 {
    match row[column] {
        Data::Float(number) => number,
        #[expect(clippy::cast_precision_loss, reason = "counts of a town")]
        Data::Int(number) => number as f64,
        ref other => panic!("`{column}` is {other:?}, no number"),
    }
}

fn sum(rows: &[BTreeMap<String, Data>], column: &str) -> f64 {
    rows.iter().map(|row| real(row, column)).sum()
}

#[test]
fn the_sums_of_the_workbook_are_the_sums_of_the_requests() {
    let town = scanned();
    town.run("netaanvraag uit --alle --out net -q").says(0, "");
    let book = "net/netaanvraag.xlsx";
    let requests = sheet(&town, book, "Aanvragen");
    assert!(requests.len() > 20, "{}", requests.len());
    let (homes, kw) = (sum(&requests, "homes"), sum(&requests, "coincident_kw"));
    // Net-aware building takes a fifth off, but for homes that go.
    assert!(sum(&requests, "coincident_kw_netbewust") <= kw * 0.8 + 1e-6);
    for request in &requests {
        let quarters: f64 = (1..=4).map(|n| real(request, &format!("homes_q{n}"))).sum();
        assert_eq!(quarters, real(request, "homes"));
        if matches!(request["homes_gone"], Data::Empty) {
            assert!((real(request, "coincident_kw") - real(request, "homes") * 3.0).abs() < 0.051);
        }
    }
    for name in ["Per voedingsgebied", "Per netbeheerder", "Per gemeente", "Per jaar"] {
        let sums = sheet(&town, book, name);
        let (all, years): (Vec<_>, Vec<_>) = sums.into_iter().partition(|row| row["year"] == Data::Empty);
        assert_eq!(sum(&all, "homes"), homes, "{name}");
        assert_eq!(sum(&years, "homes"), homes, "{name}");
        // Each request is rounded to a tenth of a kW.
        assert!((sum(&all, "coincident_kw") - kw).abs() < 0.06 * requests.len() as f64, "{name}");
    }
    let stations = sheet(&town, book, "Per station");
    assert_eq!(sum(&stations, "homes"), homes, "every site is in one group");
    let balance = sheet(&town, book, "Past het");
    for row in &balance {
        let fits = match row["left_mw"] {
            Data::Float(left) => {
                if left < 0.0 {
                    "nee"
                } else {
                    "ja"
                }
            }
            _ => "onbekend",
        };
        assert_eq!(row["past"], Data::String(fits.into()), "{row:?}");
    }
    let last = real(balance.last().unwrap(), "year");
    let at_last: Vec<_> = balance.into_iter().filter(|row| real(row, "year") == last).collect();
    assert_eq!(sum(&at_last, "homes_cumulative"), homes);
    // Zuid of the town is short on the map already: 18.0 less 21.3 MW.
    let south = at_last.iter().find(|row| row["grid_area_id"] == Data::String("EM10-2".into())).unwrap();
    assert!((real(south, "headroom_mw") + 3.3).abs() < 1e-9 && real(south, "left_mw") < -3.3);
    // Each netbeheerder has a sheet of its own, one page wide; nothing is lost between them.
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(town.path(book)).unwrap();
    let names = workbook.sheet_names();
    let own: Vec<_> = names.iter().take_while(|name| *name != "Past het").cloned().collect();
    let asked: f64 = own.iter().map(|name| sum(&sheet(&town, book, name), "homes")).sum();
    assert_eq!(asked, homes, "{own:?}");
    for name in &own {
        let head: Vec<String> = workbook
            .worksheet_range(name)
            .unwrap()
            .rows()
            .next()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(head.last().unwrap() == "Past" && head.iter().all(|title| !title.contains('_')), "{head:?}");
    }
    // The same rows as CSV, and as points in RD New.
    assert_eq!(rows(&town.path("net/netaanvraag.csv")).len(), requests.len());
    let file = rusqlite::Connection::open(town.path("net/net.gpkg")).unwrap();
    let n: usize =
        file.query_row("select count(*) from requests where geom is not null", [], |row| row.get(0)).unwrap();
    assert_eq!(n, requests.len());
    for layer in ["requests", "grid_areas", "stations"] {
        let sql = "select styleQML from layer_styles where f_table_name = ?";
        let style: String = file.query_row(sql, [layer], |row| row.get(0)).unwrap();
        assert!(style.contains("<renderer-v2") && style.contains("<mapTip"), "{layer}");
    }
}

#[test]
fn years_come_from_a_table_first_and_unknown_sites_are_told() {
    let town = scanned();
    let shortlist = rows(&town.path("uit/shortlist.csv"));
    let site = shortlist.iter().find(|row| row["standing"] == "voorgedragen").unwrap();
    let id = site["site_id"].trim();
    town.write(
        "fasering.csv",
        format!("site_id;jaar;woningen\n{id};2029;10\n{id};2031;5\nbestaat:niet;2029;3\n{id};ooit;1\n"),
    );
    town.write("capaciteit.csv", "voedingsgebied_id;jaar;ruimte_mw\nEM10-1;2030;0,02\nEM10-2;2030;0,02\nEM10-1;2029;9\nEM10-2;2029;9\n");
    town.run("netaanvraag uit --fasering fasering.csv --capaciteit capaciteit.csv --out jaren -q")
        .says(0, "");
    let requests = sheet(&town, "jaren/netaanvraag.xlsx", "Aanvragen");
    let own: Vec<(f64, f64)> = requests
        .iter()
        .filter(|row| row["site_id"] == Data::String(id.into()))
        .map(|row| (real(row, "year"), real(row, "homes")))
        .collect();
    assert_eq!(own, [(2029.0, 10.0), (2031.0, 5.0)]);
    let issues = town.read("jaren/issues.csv");
    assert!(issues.contains("bestaat:niet") && issues.contains("vraagt een site_id, een jaar"), "{issues}");
    let run = town.json("jaren/run.json");
    assert_eq!(run["counts"]["given"], 1);
    let counts = &run["counts"];
    let parts = ["asked", "not_asked", "unknown"].map(|name| counts[name].as_u64().unwrap());
    assert_eq!(parts.iter().sum::<u64>(), counts["sites"].as_u64().unwrap());
    // 9 MW of room in 2029, 0.02 from 2030 on: 15 homes of 3 kW do not fit.
    let page = town.read("jaren/net.html");
    assert!(page.contains("2030"), "{page}");
    let balance = sheet(&town, "jaren/netaanvraag.xlsx", "Past het");
    let from: Vec<String> = balance.iter().map(|row| row["headroom_from"].to_string()).collect();
    assert!(from.contains(&"capaciteit 2029".into()) && from.contains(&"capaciteit 2030".into()), "{from:?}");
}

#[test]
fn a_project_of_a_planning_list_is_asked_for_under_its_own_name() {
    let town = scanned();
    town.write(
        "ppm.csv",
        "ppm_id;naam;gemeente;corporatie;complex;planstatus;2028;2030;contact\nZH-7;=Dakhuis;Elzermade;Stichting Polderhuis;PH-35;hard;20;14;adviseur@example.nl\n",
    );
    town.run("netaanvraag uit --lijst ppm.csv --out lijst -q").says(0, "");
    let requests = sheet(&town, "lijst/netaanvraag.xlsx", "Aanvragen");
    let own: Vec<_> = requests.iter().filter(|row| row["ppm_id"] == Data::String("ZH-7".into())).collect();
    assert_eq!(own.iter().map(|row| real(row, "homes")).collect::<Vec<_>>(), [20.0, 14.0]);
    assert_eq!(own[0]["project"], Data::String("=Dakhuis".into()), "text, no formula");
    assert_eq!(own[0]["planstatus"], Data::String("hard".into()));
    assert_eq!(own[0]["contact"], Data::String("adviseur@example.nl".into()));
    let csv = town.read("lijst/netaanvraag.csv");
    assert!(!csv.contains(";=Dakhuis"), "{csv}");
}

#[test]
fn any_number_of_threads_writes_the_same_requests_and_failures_leave_nothing() {
    let town = scanned();
    town.run("netaanvraag uit --out zelfde -q").says(0, "");
    let first = town.files("zelfde");
    town.run("netaanvraag uit --out zelfde --force -q").says(0, "");
    assert!(first == town.files("zelfde"));
    assert_eq!(first.len(), 8, "{:?}", first.keys());
    town.write("fout.csv", "iets;anders\n1;2\n");
    let ran = town.run("netaanvraag uit --fasering fout.csv --out weg -q");
    assert_eq!(ran.code, Some(3));
    assert!(ran.stderr.contains("site"), "{}", ran.stderr);
    assert!(!town.path("weg").exists());
    let page = town.read("zelfde/net.html");
    assert!(page.contains("belooft of weigert geen woning") && !page.contains("kan niet worden aangesloten"));
}

#[test]
fn what_a_list_says_stands_and_what_it_leaves_open_is_summed() {
    let town = scanned();
    let shortlist = rows(&town.path("uit/shortlist.csv"));
    let site = |complex: &str| {
        shortlist
            .iter()
            .find(|row| row["complex"].trim() == complex && row["best"].trim() == "ja")
            .unwrap()
            .clone()
    };
    let (one, other) = (site("PH-35"), site("PH-34"));
    town.write(
        "deels.csv",
        format!(
            "ppm_id;naam;gemeente;locatie;woningen;jaarschijf;opleverdatum;site_id\n\
             A-1;Met jaar;Elzermade;;30;2029;;{}\n\
             A-2;Niet in de scan;Elzermade;Verweggistraat 1;250;2028;;\n\
             A-3;Zonder jaar;Elzermade;;20;;;{}\n\
             A-4;Met oplevering;Elzermade;Verweggistraat 9;7;;2031-05;\n\
             A-5;Elders;Wilgenrade;Kade 1;9;2030;;\n\
             A-6;Zonder aantal;Elzermade;Kade 2;ca. 40;2030;;\n\
             A-7;Voorbij;Elzermade;Kade 3;11;2024;;\n\
             A-8;Periode;Elzermade;Kade 4;5;;2028-2029;\n\
             A-9;Nergens;;;6;2030;;\n",
            one["site_id"].trim(),
            other["site_id"].trim()
        ),
    );
    let ran = town.run("netaanvraag uit --lijst deels.csv --out deels --lang nl");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let counts = town.json("deels/run.json")["counts"].clone();
    let lists = &counts["lists"];
    // 30 + 250 + 7 + 9 + 5, and 20 + 11 + 6 of which nothing is asked.
    assert_eq!((&lists["rows"], &counts["by_list"]), (&9.into(), &5.into()));
    assert_eq!((&lists["asked"]["projects"], &lists["asked"]["homes"]), (&5.into(), &301.into()), "{lists}");
    assert_eq!((&lists["not_asked"]["projects"], &lists["not_asked"]["homes"]), (&4.into(), &37.into()));
    assert_eq!(lists["asked_without_site"]["homes"], 271);
    let said = "5 projecten, 301 woningen gevraagd; 4 projecten, 37 woningen niet, omdat: geen aantal woningen: 1; \
                geen jaar van oplevering: 1 (20 woningen); het jaar van oplevering is voorbij: 1 (11 woningen); \
                geen plaats: 1 (6 woningen).";
    assert!(ran.stdout.contains(said), "{}", ran.stdout);
    let not_asked = rows(&town.path("deels/niet-gevraagd.csv"));
    let reasons: Vec<_> = not_asked
        .iter()
        .map(|row| (row["ppm_id"].as_str(), row["homes"].as_str(), row["reason"].as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            ("A-3", "20", "geen jaar van oplevering: vul een jaarschijf, opleverdatum of jaarkolom in"),
            ("A-6", "", "geen aantal woningen (“ca. 40”): vul het aantal woningen in"),
            ("A-7", "11", "het jaar van oplevering is voorbij: werk de planning bij"),
            ("A-9", "6", "geen plaats: vul gemeente, adres, pand of punt in"),
        ]
    );
    let page = town.read("deels/net.html");
    assert!(page.contains("vul het aantal woningen in"));
    assert!(
        page.contains("van 4 aangevraagde projecten, samen 271 woningen, is geen punt op de kaart bekend"),
        "{page}"
    );
    assert!(
        town.read("deels/issues.csv")
            .contains("`Zonder jaar` noemt geen jaar voor de 20 woningen: niet aangevraagd")
    );
    let requests = rows(&town.path("deels/netaanvraag.csv"));
    let of = |location: &str| -> Vec<(String, String)> {
        let own = requests.iter().filter(|row| row["location_id"].trim() == location);
        own.map(|row| (row["year"].clone(), row["homes"].clone())).collect()
    };
    assert_eq!(of(one["location_id"].trim()), [("2029".to_owned(), "30".to_owned())]);
    assert_eq!(of(other["location_id"].trim()), [], "the rule of thumb does not stand in for the list");
    assert_eq!(
        of(""),
        [("2028", "250"), ("2031", "7"), ("2030", "9"), ("2028", "3"), ("2029", "2")]
            .map(|(year, homes)| (year.to_owned(), homes.to_owned()))
    );
    let elsewhere = requests.iter().find(|row| row["ppm_id"] == "A-5").unwrap();
    assert_eq!(elsewhere["gemeente"], "Wilgenrade");
    let named = requests.iter().find(|row| row["ppm_id"] == "A-2").unwrap();
    assert_eq!((named["gemeente"].as_str(), named["gemeente_code"].as_str()), ("Elzermade", "GM9001"));
}

#[test]
fn every_row_is_a_request_of_its_own_and_two_lists_tell_of_the_same() {
    let town = scanned();
    town.write(
        "een.csv",
        "ppm_id;naam;gemeente;corporatie;complex;woningen;jaarschijf\n\
         B-1;Fase een;Elzermade;Polderhuis;PH-35;10;2029\n\
         B-2;Fase twee;Gemeente Elzermade;Polderhuis;PH-35;12;2031\n\
         B-3;Hoogveld;Elzermade;;;40;2030\n",
    );
    town.write(
        "twee.csv",
        "naam;gemeente;corporatie;complex;ppm_id;woningen;jaarschijf\n\
         Dakhuis;Elzermade;Polderhuis;PH-35;;99;2029\n\
         Iets;Elzermade;;;b-3;41;2030\n\
         Nieuw;Elzermade;;;B-4;7;2030\n",
    );
    town.run("netaanvraag uit --alle --lijst een.csv --lijst twee.csv --out twee -q").says(0, "");
    let requests = rows(&town.path("twee/netaanvraag.csv"));
    let listed: Vec<_> = requests
        .iter()
        .filter(|row| row["phasing_from"] == "list")
        .map(|row| (row["project"].as_str(), row["year"].as_str(), row["homes"].as_str()))
        .collect();
    assert_eq!(
        listed,
        [
            ("Fase een", "2029", "10"),
            ("Fase twee", "2031", "12"),
            ("Hoogveld", "2030", "40"),
            ("Nieuw", "2030", "7")
        ]
    );
    // Two rows at one site ask twice, each for its own; the site is no third.
    let ids: Vec<_> = requests.iter().filter(|row| row["location_id"].ends_with(":ph-35")).collect();
    assert_eq!(ids.len(), 2, "{ids:?}");
    let double = rows(&town.path("twee/niet-gevraagd.csv"));
    let double: Vec<_> = double.iter().map(|row| (row["row"].as_str(), row["reason"].as_str())).collect();
    let reason = "staat op een eerdere lijst (“een.csv”)";
    assert_eq!(double, [("2", reason), ("3", reason)]);
    // Hoogveld may be several locations: no rule of thumb beside the 40 homes there.
    let counts = town.json("twee/run.json")["counts"].clone();
    let homes: u64 = requests.iter().map(|row| row["homes"].parse::<u64>().unwrap()).sum();
    assert_eq!(counts["homes"], homes);
    let parts = ["asked", "not_asked", "unknown"].map(|name| counts[name].as_u64().unwrap());
    assert_eq!(parts.iter().sum::<u64>(), counts["sites"].as_u64().unwrap());
}

#[test]
fn capacity_of_other_areas_is_refused_with_a_cure() {
    let town = scanned();
    town.write("elders.csv", "voedingsgebied_id;jaar;ruimte_mw\nWSP1;2030;9\n");
    let ran = town.run("netaanvraag uit --capaciteit elders.csv --out weg -q");
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    for said in ["names no supply area of the run; it has `WSP1`", "such as `EM10-1`, `EM10-2`"] {
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    assert!(!town.path("weg").exists());
}

#[test]
fn capacity_beside_a_run_without_supply_areas_is_refused() {
    let place = Place::town();
    place.edit("toplaag.toml", |text| {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("areas ="));
        lines.collect::<Vec<_>>().join("\n")
    });
    place.scan();
    place.write("capaciteit.csv", "voedingsgebied_id;jaar;ruimte_mw\nEM10-1;2030;9\n");
    let ran = place.run("netaanvraag uit --capaciteit capaciteit.csv --out weg -q");
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("knows no supply areas") && ran.stderr.contains("[grid] areas"),
        "{}",
        ran.stderr
    );
    assert!(!place.path("weg").exists());
}

#[test]
fn columns_of_periods_are_spread_and_what_has_passed_is_told() {
    let town = scanned();
    // As the plan monitor of a province has them.
    town.write(
        "monitor.csv",
        "Plannaam;Gem_naam;Planstatus;Aantalrest;OP202024;Op202529;Op20302050;OPLONB\n\
         Werf;Elzermade;2A Vastgesteld plan/besluit;2400;1989;395;0;16\n",
    );
    town.run("netaanvraag uit --lijst monitor.csv --out monitor -q").says(0, "");
    let requests = rows(&town.path("monitor/netaanvraag.csv"));
    let own: Vec<_> = requests
        .iter()
        .filter(|row| row["project"] == "Werf")
        .map(|row| (row["year"].as_str(), row["homes"].as_str(), row["planstatus"].as_str()))
        .collect();
    let right = ["2026", "2027", "2028", "2029"].map(|year| (year, "79", "hard"));
    assert_eq!(own, right);
    // 1,989 of 2020 to 2024 and 79 of 2025; 16 without a year.
    let no = rows(&town.path("monitor/niet-gevraagd.csv"));
    let no: Vec<_> = no.iter().map(|row| row["homes"].as_str()).collect();
    assert_eq!(no, ["2068", "16"]);
    let lists = &town.json("monitor/run.json")["counts"]["lists"];
    assert_eq!((&lists["asked"]["homes"], &lists["not_asked"]["homes"]), (&316.into(), &2084.into()));
    assert_eq!((&lists["not_asked"]["projects"], &lists["asked_in_part"]), (&0.into(), &1.into()));
    assert!(town.read("monitor/net.html").contains(
        "1 project, 316 woningen gevraagd; 0 projecten, 2.084 woningen niet (deels gevraagd: 1 project)"
    ));
}
