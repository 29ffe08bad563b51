//! Is what people fill in on a filing list read back, does the room hold, and
//! does no request go before the window opens?

use std::collections::BTreeMap;

use calamine::{Data, DataType as _, Reader as _};

use crate::{
    net::{scanned, sheet},
    support::{Place, rows},
};

/// A planning list: complete, one that lacks what people leave out, and one too late.
const LIST: &str = "ppm_id;naam;gemeente;locatie;x;y;woningtype;woningen;jaarschijf;warmteconcept;planstatus\n\
    W-1;Volledig;Elzermade;;83600;451700;appartement;60;2029;luchtwarmtepomp;hard\n\
    W-2;Zonder warmte;Elzermade;;83610;451700;appartement;30;2030;;zacht\n\
    W-3;Alleen een naam;Elzermade;achter het station;;;;20;2030;all-electric;\n\
    W-4;Te laat;Elzermade;;83620;451700;appartement;10;2027;stadswarmte;hard\n\
    ;Zonder nummer;Elzermade;Kade 1, 1234 AB;;;appartement;8;2030;wko;\n";

/// Names of the filing lists of a folder.
fn lists(place: &Place, folder: &str) -> Vec<String> {
    let names =
        place.files(folder).into_keys().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    names.filter(|name| name.starts_with("indienlijst-")).collect()
}

/// The rows of the lists of a folder, by project and by title of the column.
fn filed(place: &Place, folder: &str) -> BTreeMap<String, BTreeMap<String, Data>> {
    let names = lists(place, folder);
    assert!(!names.is_empty());
    let mut filed = BTreeMap::new();
    for name in names {
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook(place.path(&format!("{folder}/{name}"))).unwrap();
        let range = book.worksheet_range("Indienlijst").unwrap();
        let mut all = range.rows();
        let head: Vec<String> = all.next().unwrap().iter().map(ToString::to_string).collect();
        for row in all {
            let row: BTreeMap<String, Data> = head.iter().cloned().zip(row.iter().cloned()).collect();
            filed.insert(row["Project"].to_string(), row);
        }
    }
    filed
}

#[test]
fn a_request_is_complete_or_says_what_is_missing_and_when_it_can_be_asked() {
    let town = scanned();
    town.write("venster.csv", LIST);
    town.run("netaanvraag uit --lijst venster.csv --peildatum 2026-11-30 --out venster -q").says(0, "");
    let filed = filed(&town, "venster");
    let of = |project: &str, column: &str| filed[project][column].to_string();
    assert_eq!((of("Volledig", "Volledig"), of("Volledig", "Wat ontbreekt")), ("ja".into(), String::new()));
    assert_eq!(of("Volledig", "Wanneer te vragen"), "voor de vrijgave");
    // 1 January 2027 comes before the end of 2029 less twenty months.
    assert_eq!(of("Volledig", "Uiterlijk vragen"), "2026-12-31");
    assert_eq!(of("Zonder warmte", "Wat ontbreekt"), "energievraag: warmteconcept invullen");
    let lacks = of("Alleen een naam", "Wat ontbreekt");
    for part in ["locatie: plaats staat er alleen in woorden", "programma: type of grootte", "“all-electric”"]
    {
        assert!(lacks.contains(part), "{lacks}");
    }
    assert_eq!(
        (of("Te laat", "Wanneer te vragen"), of("Te laat", "Uiterlijk vragen")),
        ("te laat voor de eigen planning".into(), "2026-04-30".into())
    );
    assert_eq!(of("Zonder nummer", "Kenmerk aanvraag"), "elzermade-zonder-nummer");
    assert_eq!(of("Zonder nummer", "Volledig"), "ja", "a postcode is a place");
    // 60 homes of 3.0 kW; 10 homes on district heat, 1.3 each with their simultaneity left out.
    assert!((filed["Volledig"]["Vraag (MW)"].get_float().unwrap() - 0.18).abs() < 1e-9);
    let counts = town.json("venster/run.json")["counts"]["window"].clone();
    let sum =
        |part: &str| counts[part].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
    assert_eq!(
        (sum("claim"), sum("status")),
        (counts["requests"].as_u64().unwrap(), counts["requests"].as_u64().unwrap())
    );
    assert_eq!(counts["ready"], 2);
    assert!(town.read("venster/net.html").contains("Aanvragen voor 1 januari 2027"));
    // After the release nothing is in time any more.
    town.run("netaanvraag uit --lijst venster.csv --peildatum 2027-01-01 --out erna -q").says(0, "");
    assert!(town.json("erna/run.json")["counts"]["window"]["claim"].get("before_release").is_none());
    // Every row of the requests says the same.
    let requests = rows(&town.path("venster/netaanvraag.csv"));
    let own: Vec<_> = requests.iter().filter(|row| row["request_id"] == "W-2").collect();
    assert_eq!(
        (own.len(), own[0]["complete"].as_str(), own[0]["request_status"].as_str()),
        (1, "nee", "te vragen")
    );
}

#[test]
fn what_was_filled_in_comes_back_and_counts_in_the_room() {
    let town = scanned();
    town.write("lijst.csv", LIST);
    town.write("ruimte.csv", "voedingsgebied_id;station;jaar;reservering_mw\nEM10-1;Oost;2028;0,5\nEM10-2;Oost;2028;300 kW\n;Oost;2028;0,7\n");
    let asked = "netaanvraag uit --lijst lijst.csv --ruimte ruimte.csv --peildatum 2026-11-30 -q";
    town.run(&format!("{asked} --out eerst")).says(0, "");
    let lists = lists(&town, "eerst");
    // As it was written: nothing new, and nothing odd.
    let again = lists.iter().map(|name| format!(" --status eerst/{name}")).collect::<String>();
    town.run(&format!("{asked}{again} --out tweede")).says(0, "");
    assert_eq!(town.json("eerst/run.json")["counts"], town.json("tweede/run.json")["counts"]);
    town.write(
        "antwoord.csv",
        "Kenmerk aanvraag;Project;Stand aanvraag;Toegezegd (MW);Gevraagd op;Opmerking\n\
         W-1;Volledig;toegezegd;0,2;2026-11-02;per mail\n\
         W-2;Zonder warmte;afgewezen;;;\n\
         W-4;Te laat;gevraagd;;2026-09-15;\n\
         elzermade-zonder-nummer;Zonder nummer;misschien;;;\n\
         W-99;Weg;toegezegd;1;;\n",
    );
    town.run(&format!("{asked} --status antwoord.csv --out derde")).says(0, "");
    let filed = filed(&town, "derde");
    let of = |project: &str, column: &str| filed[project][column].to_string();
    assert_eq!(
        (of("Volledig", "Stand aanvraag"), of("Volledig", "Toegezegd (MW)")),
        ("toegezegd".into(), "0.2".into())
    );
    assert_eq!(
        (of("Volledig", "Gevraagd op"), of("Volledig", "Opmerking")),
        ("2026-11-02".into(), "per mail".into())
    );
    assert_eq!(of("Zonder warmte", "Stand aanvraag"), "afgewezen");
    assert_eq!(of("Zonder nummer", "Stand aanvraag"), "misschien", "what is not understood stays as it is");
    // No request under the new route carries a day before it opened.
    for row in filed.values() {
        let day = row["Gevraagd op"].to_string();
        assert!(day.is_empty() || day.as_str() >= "2026-10-01", "{row:?}");
    }
    let issues = town.read("derde/issues.csv");
    for said in [
        "`W-99` hoort bij geen aanvraag van deze run",
        "is gevraagd op 2026-09-15",
        "status `misschien` is niet begrepen",
    ] {
        assert!(issues.contains(said), "{issues}");
    }
    let status = &town.json("derde/run.json")["counts"]["window"]["status"];
    assert_eq!(
        (&status["promised"], &status["refused"], &status["asked"], &status["unclear"]),
        (&1.into(), &1.into(), &1.into(), &1.into())
    );
    assert_eq!(town.json("derde/run.json")["counts"]["window"]["promised_w"], 200_000);
    let page = town.read("derde/net.html");
    assert!(page.contains("Afgewezen: 1 aanvraag, 30 woningen (Zonder warmte)"), "{page}");
    assert!(
        page.contains("Ruimte voor woningen in het laatste jaar")
            && !page.contains("gaat over grote aansluitingen en niet")
    );
    // The room of the table, not that of the map: 0.5 MW in EM10-1.
    let balance = sheet(&town, "derde/netaanvraag.xlsx", "Past het");
    let from: Vec<String> = balance.iter().map(|row| row["headroom_from"].to_string()).collect();
    assert!(from.contains(&"reservering 2028".into()) && !from.contains(&"kaart".into()), "{from:?}");
}

#[test]
fn room_that_may_be_in_another_unit_or_about_other_areas_stops_with_a_cure() {
    let town = scanned();
    for (table, said) in [
        (
            "voedingsgebied_id;jaar;reservering_mw\nEM10-1;2028;900\n",
            ["record 2: `EM10-1`", "Is 900 kW meant?", "write the unit in the cell itself"],
        ),
        (
            "voedingsgebied_id;jaar;reservering_mw\nWSP1;2028;1\n",
            ["names no supply area of the run", "`WSP1`", "such as `EM10-1`"],
        ),
        (
            "voedingsgebied_id;jaar;aanwezige_transportcapaciteit_afname\nEM10-1;2028;1\n",
            ["no table names an area", "--capaciteit", "--ruimte kaart"],
        ),
        ("voedingsgebied_id;reservering_mw\nEM10-1;1\n", ["no table names an area", "a year", "jaar"]),
    ] {
        town.write("fout.csv", table);
        let ran = town.run("netaanvraag uit --ruimte fout.csv --out weg -q");
        assert!(matches!(ran.code, Some(2 | 3)), "{}", ran.stderr);
        for said in said {
            assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
        }
        assert!(!town.path("weg").exists());
    }
    town.write("antwoord-kw.csv", "request_id;stand;toegezegd_mw\nW-1;toegezegd;180\n");
    town.write("lijst-kw.csv", LIST);
    let ran = town.run("netaanvraag uit --lijst lijst-kw.csv --status antwoord-kw.csv --out weg -q");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("`W-1` was promised 180 MW, and 180 kW was asked. Is 180 kW meant?"),
        "{}",
        ran.stderr
    );
    assert!(!town.path("weg").exists());
}

#[test]
fn rows_that_say_too_little_are_told_and_their_areas_are_not_known() {
    let town = scanned();
    town.write(
        "gaten.csv",
        "voedingsgebied_id;jaar;ruimte_mw\nEM10-1;2028;1,5\nEM10-1;2028;1,0\nEM10-2;2028;-1\nEM10-2;;2\nEM10-2;2030;ongeveer drie\nWSP1;2028;9\n",
    );
    town.run("netaanvraag uit --ruimte gaten.csv --out gaten -q").says(0, "");
    let issues = town.read("gaten/issues.csv");
    for said in [
        "een eerdere rij 1,5; de laagste geldt",
        "geeft een negatieve ruimte",
        "noemt geen jaar",
        "ongeveer drie",
        "`WSP1` is geen voedingsgebied",
        "in geen enkel jaar",
    ] {
        assert!(issues.contains(said), "{said}: {issues}");
    }
    assert!(town.read("gaten/net.html").contains("Ruimte onbekend: 1 gebied,"));
    for row in sheet(&town, "gaten/netaanvraag.xlsx", "Past het") {
        let known = row["grid_area_id"] == Data::String("EM10-1".into());
        assert_eq!(row["past"] == Data::String("onbekend".into()), !known, "{row:?}");
    }
    // The map says that it is about large connections.
    town.run("netaanvraag uit --ruimte kaart --out kaart -q").says(0, "");
    assert!(town.read("kaart/net.html").contains("gaat over grote aansluitingen en niet over woningen"));
}

#[test]
fn a_filing_list_offers_the_words_it_reads() {
    let town = scanned();
    town.run("netaanvraag uit --out keuzelijst -q").says(0, "");
    let name = lists(&town, "keuzelijst").remove(0);
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(town.path(&format!("keuzelijst/{name}"))).unwrap();
    assert_eq!(book.sheet_names(), ["Indienlijst", "Per jaar", "Toelichting"]);
    assert!(book.worksheet_range("Per jaar").unwrap().height() > 1);
    let mut zip =
        zip::ZipArchive::new(std::fs::File::open(town.path(&format!("keuzelijst/{name}"))).unwrap()).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut xml).unwrap();
    assert!(
        xml.contains("dataValidation") && xml.contains("te vragen,gevraagd,toegezegd,afgewezen"),
        "{xml:.2000}"
    );
}
