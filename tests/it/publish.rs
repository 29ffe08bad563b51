//! What stands in a published folder, and what does not?

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex, Weak},
};

use serde_json::{Value, json};

use crate::{
    archive::Tiles,
    support::{Place, demo, shared},
};

/// The site of the demo as it is without the holdings, with all that can be added.
fn nameless() -> Arc<Place> {
    static SITE: Mutex<Weak<Place>> = Mutex::new(Weak::new());
    shared(&SITE, || {
        let place = Place::scanned();
        publish(&place, "site --zonder bezit --panden --feitenbladen --paspoorten");
        place
    })
}

fn publish(place: &Place, words: &str) {
    place.run(&format!("publiceer uit {words} -q")).says(0, "");
}

/// Whether the program was built with the page; without it the command says so.
fn has_page() -> bool {
    if !toplaag::viewer::page_files().is_empty() {
        return true;
    }
    let place = demo();
    let ran = place.run("publiceer uitkomst geen-pagina -q");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(ran.stderr.contains("npm --prefix viewer"), "{}", ran.stderr);
    assert!(!place.path("geen-pagina").exists());
    false
}

/// Every name and number of the holdings that says whose something is: from the
/// files of the holdings themselves, as they stand there and as they stand in
/// identifications and names of files.
fn secrets(place: &Place) -> BTreeSet<String> {
    let bytes = fs::read(place.path("bezit.csv")).unwrap();
    // The holdings of the town are in the code page that Excel writes.
    let text: String = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => error.into_bytes().into_iter().map(char::from).collect(),
    };
    let mut secrets = BTreeSet::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        secrets.extend([cells[0], cells[1]].map(str::to_owned));
    }
    let own: Value = serde_json::from_str(&place.read("bezitgrond.geojson")).unwrap();
    for ground in own["features"].as_array().unwrap() {
        secrets.extend(
            ["corporatie", "complex"].map(|name| ground["properties"][name].as_str().unwrap().to_owned()),
        );
    }
    secrets.extend(["bezit.csv", "bezitgrond"].map(str::to_owned));
    let forms: Vec<String> = secrets
        .iter()
        .flat_map(|secret| {
            let lower = secret.to_lowercase();
            let plain = lower.replace('é', "e");
            [lower.replace(' ', "-"), plain.replace(' ', "-"), plain.replace('-', ""), plain, lower]
        })
        .collect();
    secrets.extend(forms);
    secrets.retain(|secret| secret.len() > 4);
    secrets
}

/// All that a reader can make of a file: its bytes, and what is packed in it.
fn texts(path: &Path, bytes: &[u8]) -> Vec<String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut texts = vec![path.display().to_string(), String::from_utf8_lossy(bytes).into_owned()];
    if name.ends_with(".pmtiles") {
        let tiles = Tiles::archive(path);
        texts.push(tiles.metadata.to_string());
        texts.extend(tiles.tiles.values().map(|tile| String::from_utf8_lossy(tile).into_owned()));
    }
    if name.ends_with(".pdf") {
        let out = Command::new("pdftotext").arg(path).arg("-").output().expect("poppler-utils");
        texts.push(String::from_utf8_lossy(&out.stdout).into_owned());
    }
    if name.ends_with(".gpkg") {
        let tables = rusqlite::Connection::open(path).unwrap();
        let mut query = tables.prepare("select name from sqlite_master where type = 'table'").unwrap();
        let names: Vec<String> = query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        for table in names {
            let mut rows = tables.prepare(&format!("select * from \"{table}\"")).unwrap();
            texts.extend(rows.column_names().into_iter().map(str::to_owned));
            let n = rows.column_count();
            let mut rows = rows.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                texts.extend((0..n).filter_map(|at| row.get::<_, String>(at).ok()));
            }
        }
    }
    texts
}

/// Where a secret stands, if anywhere. The page itself is the same for everybody.
fn found(place: &Place, site: &str, secrets: &BTreeSet<String>) -> Vec<String> {
    let page: BTreeSet<&str> = toplaag::viewer::page_files().iter().map(|file| file.name).collect();
    let mut found = Vec::new();
    for (path, bytes) in place.files(site) {
        let name = path.strip_prefix(place.path(site)).unwrap().to_string_lossy().into_owned();
        if page.contains(name.as_str()) {
            continue;
        }
        for text in texts(&place.path(site).join(&name), &bytes) {
            let text = text.to_lowercase();
            let stands = secrets.iter().filter(|secret| text.contains(&secret.to_lowercase()));
            found.extend(stands.map(|secret| format!("{secret} in {name}")));
        }
    }
    found.sort();
    found.dedup();
    found
}

fn rows(run: &Path, query: &str) -> Vec<BTreeMap<String, Value>> {
    let tables = rusqlite::Connection::open(run.join("toplaag.gpkg")).unwrap();
    let mut query = tables.prepare(query).unwrap();
    let names: Vec<String> = query.column_names().into_iter().map(str::to_owned).collect();
    let value = |row: &rusqlite::Row<'_>, at: usize| match row.get_ref(at).unwrap() {
        rusqlite::types::ValueRef::Null => Value::Null,
        rusqlite::types::ValueRef::Integer(number) => json!(number),
        rusqlite::types::ValueRef::Real(number) => json!(number),
        rusqlite::types::ValueRef::Text(text) => json!(String::from_utf8_lossy(text)),
        rusqlite::types::ValueRef::Blob(_) => Value::Null,
    };
    query
        .query_map([], |row| {
            Ok(names.iter().enumerate().map(|(at, name)| (name.clone(), value(row, at))).collect())
        })
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn with_nothing_left_out_a_site_tells_the_numbers_of_the_run() {
    if !has_page() {
        return;
    }
    let place = nameless();
    publish(&place, "site-alles --panden");
    let sites = place.json("site-alles/data/sites.json");
    let at = |id: &str| sites["id"].as_array().unwrap().iter().position(|own| own == id).unwrap();
    let of_run = rows(
        &place.path("uit"),
        "select site_id, rank, score, coverage, homes_low, homes_mid, homes_high, v_ownership from sites",
    );
    assert_eq!(sites["id"].as_array().unwrap().len(), of_run.len());
    for row in &of_run {
        let at = at(row["site_id"].as_str().unwrap());
        for name in ["rank", "score", "coverage"] {
            assert_eq!(sites[name][at].as_f64(), row[name].as_f64(), "{name} of {row:?}");
        }
        let homes: Vec<Option<i64>> =
            ["homes_low", "homes_mid", "homes_high"].map(|name| row[name].as_i64()).to_vec();
        assert_eq!(sites["homes"][at], json!(homes), "{row:?}");
    }
    assert_eq!(
        fs::read(place.path("site-alles/data/toplaag.pmtiles")).unwrap(),
        fs::read(place.path("uit/toplaag.pmtiles")).unwrap()
    );
    let page = place.read("site-alles/projecten.html");
    for row in rows(&place.path("uit"), "select address, corporatie from sites where standing = 'shortlist'")
    {
        for name in ["address", "corporatie"] {
            assert!(page.contains(row[name].as_str().unwrap()), "{row:?}");
        }
    }
    assert!(!page.contains("<script"));
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn without_holdings_no_byte_tells_whose_something_is() {
    if !has_page() {
        return;
    }
    let place = nameless();
    let secrets = secrets(&place);
    assert!(secrets.len() > 40, "{secrets:?}");
    // The search finds what stands there: the run itself has most of them.
    publish(&place, "site-met");
    assert!(found(&place, "site-met", &secrets).len() > 20);
    assert_eq!(found(&place, "site", &secrets), [""; 0]);
    let names: Vec<PathBuf> = place.files("site").into_keys().collect();
    for folder in ["feitenbladen", "paspoorten", "data/pand"] {
        assert!(names.iter().any(|name| name.starts_with(place.path("site").join(folder))), "{folder}");
    }
}

#[test]
fn without_holdings_no_tile_and_no_list_has_their_columns() {
    if !has_page() {
        return;
    }
    let place = nameless();
    let tiles = Tiles::archive(&place.path("site/data/toplaag.pmtiles"));
    let listed = tiles.metadata["vector_layers"].to_string();
    for column in ["corporatie", "complex", "owner_share"] {
        assert!(!listed.contains(column), "{column}");
        assert!(
            tiles.objects().iter().all(|drawn| !drawn.properties.keys().any(|name| name.starts_with(column)))
        );
    }
    let sites = place.json("site/data/sites.json");
    assert!(sites["corporatie"]["values"].as_array().unwrap().is_empty());
    assert!(sites["complex"].as_array().unwrap().iter().all(Value::is_null));
    assert!(sites["groups"].as_array().unwrap().iter().all(|group| group[1] == ""));
    // Criteria stand in the order of the manifest.
    let run = place.json("site/data/run.json");
    let ownership =
        run["criteria"].as_array().unwrap().iter().position(|one| one["code"] == "ownership").unwrap();
    assert!(sites["v"][ownership].as_array().unwrap().iter().all(Value::is_null));
    for hidden in ["corporatie", "complex", "owner_share", "v_ownership", "demolition_year"] {
        assert!(run["hidden"].as_array().unwrap().iter().any(|name| name == hidden), "{hidden}");
    }
    // Every pand stands by itself.
    for site in sites["location"]["values"].as_array().unwrap() {
        let site = site.as_str().unwrap();
        assert!(site.len() == 16 && site.bytes().all(|byte| byte.is_ascii_digit()), "{site}");
    }
}

/// What two sites say, but for what says that something was left out.
fn told(place: &Place, site: &str) -> BTreeMap<String, Vec<u8>> {
    let about = ["run.json", "LEESMIJ.md", "projecten.html"];
    let files = place.files(site).into_iter().map(|(path, bytes)| {
        let name = path.strip_prefix(place.path(site)).unwrap_or(&path).to_string_lossy().into_owned();
        let bytes = match name.as_str() {
            "data/run.json" => {
                let mut run: Value = serde_json::from_slice(&bytes).unwrap();
                run["hidden"] = Value::Null;
                run["notes"] = Value::Null;
                run.to_string().into_bytes()
            }
            _ => bytes,
        };
        (name, bytes)
    });
    files.filter(|(name, _)| !about.contains(&name.as_str())).collect()
}

#[test]
fn without_holdings_a_site_is_that_of_a_run_that_never_had_them() {
    if !has_page() {
        return;
    }
    let place = nameless();
    let without = Place::town();
    without.edit("toplaag.toml", |text| {
        let own = text.lines().find(|line| line.starts_with("own = ")).unwrap().to_owned();
        let text = text.replace(&own, "").replace("[bezit]\npath = \"bezit.csv\"\n", "[bezit]\n");
        let bezit = text.find("[bezit]").unwrap();
        let end = bezit + text[bezit..].find("\n[parking]").unwrap();
        let forms = "\nforms = [\"optoppen\", \"uitplinten\", \"splitsen\", \"transformatie\", \"sloop_nieuwbouw\"]\n";
        format!("{}{}", &text[..bezit], &text[end..]).replacen("lang = \"nl\"\n", &format!("lang = \"nl\"{forms}"), 1)
    });
    without.scan();
    publish(&without, "site --zonder bezit --panden --feitenbladen --paspoorten");
    let (a, b) = (told(&place, "site"), told(&without, "site"));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    let differ: Vec<&String> =
        a.iter().filter(|(name, bytes)| b[*name] != **bytes).map(|(name, _)| name).collect();
    assert_eq!(differ, [""; 0]);
}

#[test]
fn without_holdings_other_holdings_give_the_same_bytes() {
    if !has_page() {
        return;
    }
    let place = nameless();
    let other = Place::town();
    // Half of the rows go, owners change places, and what is left is demolished.
    let text: String = fs::read(other.path("bezit.csv")).unwrap().into_iter().map(char::from).collect();
    let mut lines = text.lines();
    let mut changed = format!("{}\n", lines.next().unwrap());
    for (at, line) in lines.enumerate().filter(|(at, _)| at % 3 != 0) {
        let mut cells: Vec<String> = line.split(';').map(str::to_owned).collect();
        cells[0] = ["Iemand", "Niemand"][at % 2].to_owned();
        cells[1] = format!("X{}", at % 7);
        cells[8] = "2027".to_owned();
        changed.push_str(&format!("{}\n", cells.join(";")));
    }
    other.write("bezit.csv", changed);
    other.scan();
    publish(&other, "site --zonder bezit --panden --feitenbladen --paspoorten");
    assert!(told(&place, "site") == told(&other, "site"));
    assert_eq!(place.read("site/projecten.html"), other.read("site/projecten.html"));
}

#[test]
fn names_alone_leave_the_sites_with_neutral_identifications() {
    if !has_page() {
        return;
    }
    let place = nameless();
    publish(&place, "site-namen --zonder corporatie,complex --panden");
    assert_eq!(found(&place, "site-namen", &secrets(&place)), [""; 0]);
    let sites = place.json("site-namen/data/sites.json");
    let listed: BTreeSet<&str> =
        sites["id"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!(listed.len(), sites["id"].as_array().unwrap().len());
    assert!(listed.iter().any(|id| id.starts_with("optoppen:locatie:")), "{listed:?}");
    assert!(listed.iter().all(|id| !id.contains("linden")));
    // As many sites as the run has, under the same names in list, tiles and details.
    let n = place.json("uit/run.json")["counts"]["sites"].as_u64().unwrap();
    assert_eq!(listed.len() as u64, n);
    let tiles = Tiles::archive(&place.path("site-namen/data/toplaag.pmtiles"));
    let drawn: BTreeSet<String> =
        tiles.of("sites", 14).iter().map(|of| of["site_id"].as_str().unwrap().to_owned()).collect();
    assert!(drawn.iter().all(|id| listed.contains(id.as_str())));
    assert_eq!(drawn.len(), listed.len());
    let details = place.json("site-namen/data/detail/0.json");
    for (id, detail) in details["sites"].as_object().unwrap() {
        assert!(listed.contains(id.as_str()));
        for other in detail["others"].as_array().unwrap() {
            assert!(listed.contains(other["id"].as_str().unwrap()), "{other}");
        }
    }
    // One list a gemeente: places would tell how many corporaties there are.
    assert!(sites["groups"].as_array().unwrap().iter().all(|group| group[1] == ""));
    let mut ranks: BTreeMap<(String, u64), BTreeSet<u64>> = BTreeMap::new();
    for (at, rank) in sites["rank"].as_array().unwrap().iter().enumerate() {
        let Some(rank) = rank.as_u64() else { continue };
        let list = sites["list"]["at"][at].to_string();
        let group = sites["group"][at].as_u64().unwrap();
        assert!(ranks.entry((list, group)).or_default().insert(rank), "two places {rank}");
    }
}

#[test]
fn a_single_fact_is_forgotten_and_asked_again() {
    if !has_page() {
        return;
    }
    let place = nameless();
    publish(&place, "site-sloop --zonder demolition_year --panden");
    publish(&place, "site-wel --panden");
    let reasons = |site: &str| {
        let tiles = Tiles::archive(&place.path(&format!("{site}/data/toplaag.pmtiles")));
        let of = tiles.of("panden", 14);
        of.iter().filter(|of| of.get("reason") == Some(&json!("demolition"))).count()
    };
    assert!(reasons("site-wel") > 0, "the town has planned demolition");
    assert_eq!(reasons("site-sloop"), 0);
    // All else is as if the column had been empty.
    let empty = Place::town();
    let text: String = fs::read(empty.path("bezit.csv")).unwrap().into_iter().map(char::from).collect();
    let column = text.lines().next().unwrap().split(';').position(|name| name == "sloopjaar").unwrap();
    let lines = text.lines().enumerate().map(|(at, line)| {
        let cells = line.split(';').enumerate();
        let cells = cells.map(|(of, cell)| if at > 0 && of == column { "" } else { cell });
        cells.collect::<Vec<_>>().join(";") + "\n"
    });
    empty.write("bezit.csv", lines.collect::<String>());
    empty.scan();
    publish(&empty, "site-sloop --zonder demolition_year --panden");
    assert!(told(&place, "site-sloop") == told(&empty, "site-sloop"));
}

#[test]
fn buildings_tell_their_storeys_up_close_alone() {
    let place = demo();
    let tiles = Tiles::archive(&place.path("uitkomst/toplaag.pmtiles"));
    let of_run: BTreeMap<String, BTreeMap<String, Value>> = rows(
        &place.path("uitkomst"),
        "select identificatie, verdict, roof_height_m, extra_storeys from panden",
    )
    .into_iter()
    .map(|row| (row["identificatie"].as_str().unwrap().to_owned(), row))
    .collect();
    for zoom in 12..14 {
        for pand in tiles.of("panden", zoom) {
            assert!(!pand.contains_key("roof_dm") && !pand.contains_key("extra_storeys"), "zoom {zoom}");
            assert!(!pand.contains_key("roof_dm_unknown"), "zoom {zoom}");
        }
    }
    let drawn = tiles.of("panden", 14);
    let mut seen = [0, 0];
    for pand in &drawn {
        let row = &of_run[pand["identificatie"].as_str().unwrap()];
        match row["roof_height_m"].as_f64() {
            Some(meters) => {
                seen[0] += 1;
                assert_eq!(pand["roof_dm"].as_f64(), Some((10.0 * meters).round()), "{row:?}");
            }
            None => assert!(!pand.contains_key("roof_dm") && pand["roof_dm_unknown"] == true, "{row:?}"),
        }
        match (row["verdict"].as_str().unwrap(), row["extra_storeys"].as_i64()) {
            ("unsuitable", _) => {
                assert!(!pand.contains_key("extra_storeys") && !pand.contains_key("extra_storeys_unknown"))
            }
            (_, Some(storeys)) => {
                seen[1] += 1;
                assert_eq!(pand["extra_storeys"].as_i64(), Some(storeys), "{row:?}");
            }
            (_, None) => {
                assert!(!pand.contains_key("extra_storeys") && pand["extra_storeys_unknown"] == true)
            }
        }
    }
    assert!(seen[0] > 100 && seen[1] > 10, "{seen:?}");
    let norms = place.json("uitkomst/run.json");
    let storey = norms["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .find(|norm| norm["key"] == "optoppen.new_storey_m")
        .unwrap();
    for site in tiles.of("sites", 14) {
        let expected = (site["form"] == "optoppen").then(|| storey["value"].as_f64().unwrap());
        let told = site.get("new_storey_m").and_then(Value::as_f64);
        assert!(told.zip(expected).map_or(told == expected, |(a, b)| (a - b).abs() < 1e-6), "{site:?}");
    }
    assert!(tiles.of("sites", 13).iter().all(|site| !site.contains_key("new_storey_m")));
}

#[test]
fn tiles_from_the_record_are_those_of_the_scan() {
    if !has_page() {
        return;
    }
    // Without holdings nothing changes but the two columns that are not told.
    let place = Place::town();
    place.edit("toplaag.toml", |text| {
        let bezit = text.find("[bezit]").unwrap();
        let end = bezit + text[bezit..].find("\n[parking]").unwrap();
        let text = format!("{}{}", &text[..bezit], &text[end..]);
        text.lines().filter(|line| !line.starts_with("own = ")).map(|line| format!("{line}\n")).collect()
    });
    place.scan();
    publish(&place, "site --zonder bezit");
    let own = Tiles::archive(&place.path("uit/toplaag.pmtiles"));
    let again = Tiles::archive(&place.path("site/data/toplaag.pmtiles"));
    let objects = |tiles: &Tiles| -> Vec<_> {
        tiles.objects().into_iter().map(|drawn| (drawn.at, drawn.layer, drawn.properties)).collect()
    };
    let (own, again) = (objects(&own), objects(&again));
    assert!(!own.is_empty() && own == again);
}

#[test]
fn what_cannot_be_left_out_is_said_and_nothing_is_written() {
    if !has_page() {
        return;
    }
    let place = nameless();
    for (words, said) in [
        ("--zonder adres", "write one or more of: bezit, corporatie"),
        ("--zonder owner_share", "`--zonder bezit` leaves out all"),
        ("--zonder corporatie --feitenbladen", "use `--zonder bezit`"),
    ] {
        let ran = place.run(&format!("publiceer uit geen {words} -q"));
        assert_eq!(ran.code, Some(2), "{words}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{words}: {}", ran.stderr);
        assert!(!place.path("geen").exists());
    }
    // The title is text of who made the run.
    let args =
        ["publiceer", "uit", "geen", "--zonder", "bezit", "--name", "Kansen van woonstichting zeven linden"];
    let ran = Command::new(crate::support::PROGRAM).args(args).current_dir(place.path("")).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(!place.path("geen").exists());
}

#[test]
fn a_house_style_reaches_for_nothing_elsewhere() {
    if !has_page() {
        return;
    }
    let place = nameless();
    place.write("stijl.css", ":root { --toplaag-kleur-accent: #154273; }");
    publish(&place, "site-stijl --tokens stijl.css");
    assert_eq!(place.read("site-stijl/tokens.css"), place.read("stijl.css"));
    for text in ["@import 'x.css';", "a { background: URL(https://x.nl/a.png) }", "a{background:\\75rl(x)}"] {
        place.write("stijl.css", text);
        assert_eq!(place.run("publiceer uit geen --tokens stijl.css -q").code, Some(2), "{text}");
        assert!(!place.path("geen").exists());
    }
}

#[test]
fn a_site_is_replaced_by_force_and_any_number_of_threads_gives_the_same() {
    if !has_page() {
        return;
    }
    let place = nameless();
    publish(&place, "site-nog --zonder bezit --threads 1");
    let first = place.files("site-nog");
    assert_eq!(place.run("publiceer uit site-nog -q").code, Some(4));
    publish(&place, "site-nog --zonder bezit --force --threads 3");
    assert!(first == place.files("site-nog"));
    place.write("site-nog/mijn.txt", "x");
    assert_eq!(place.run("publiceer uit site-nog --force -q").code, Some(4));
    assert!(place.path("site-nog/mijn.txt").exists());
}

#[test]
fn text_of_the_data_is_never_markup_or_a_path() {
    if !has_page() {
        return;
    }
    let place = Place::town();
    let evil = "</script><img src=x onerror=alert(1)>../../x";
    place.edit("toplaag.toml", |text| text.replace("Elzermade (voorbeeld)", evil));
    place.edit("buurten.geojson", |text| text.replacen("Hoogveld", evil, 1));
    place.scan();
    publish(&place, "site --zonder bezit --feitenbladen --paspoorten");
    for (path, bytes) in place.files("site") {
        let name = path.display().to_string();
        if name.ends_with(".html") && !name.ends_with("index.html") {
            assert!(!String::from_utf8_lossy(&bytes).contains("<img src=x"), "{name}");
        }
    }
    assert!(place.read("site/projecten.html").contains("&#60;/script&#62;"));
    assert_eq!(place.names().iter().filter(|name| *name == "x").count(), 0);
}

#[test]
fn the_catalog_names_files_that_are_there() {
    if !has_page() {
        return;
    }
    let place = nameless();
    let catalog = place.json("site/catalog.json");
    assert_eq!((&catalog["type"], &catalog["stac_version"]), (&json!("Catalog"), &json!("1.1.0")));
    let collection = place.json("site/collection.json");
    let hrefs = collection["links"]
        .as_array()
        .unwrap()
        .iter()
        .chain(collection["assets"].as_object().unwrap().values());
    for href in hrefs.map(|one| one["href"].as_str().unwrap()) {
        assert!(place.path("site").join(href).is_file(), "{href}");
    }
    let run = place.json("site/run.json");
    assert_eq!((&run["program"], &run["kind"]), (&json!("toplaag"), &json!("publiceer")));
}

#[test]
fn a_phasing_and_what_each_rule_brings_lie_beside_the_page() {
    if !has_page() {
        return;
    }
    let place = Place::scanned();
    place.run("faseer uit --ruimte kaart --out plan -q").says(0, "");
    publish(&place, "site --fasering plan");
    assert_eq!(place.read("site/data/fasering.json"), place.read("plan/fasering.json"));
    let run = place.json("site/data/run.json");
    assert_eq!(run["files"]["phasing"], "data/fasering.json");
    assert_eq!(run["files"]["steps"], "data/knelpunten.json");
    place.run("knelpunten uit --out kn -q").says(0, "");
    let page = place.read("kn/knelpunten.html");
    let steps = place.json("site/data/knelpunten.json");
    for step in steps["steps"].as_array().unwrap() {
        assert!(page.contains(step["name"]["nl"].as_str().unwrap()), "{step}");
    }
    let ran = place.run("publiceer uit geen --fasering plan --zonder lift -q");
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("a phasing names projects") && !place.path("geen").exists(),
        "{}",
        ran.stderr
    );
}
