//! Who gets an answer, and what comes with it?

use std::fs;

use super::*;

#[test]
fn a_page_from_elsewhere_cannot_ask_by_another_name() {
    for host in ["evil.example", "localhost.evil.example:28992", "10.0.0.1"] {
        let asked = Request::builder().uri("/ogc").header("host", host).body(Body::empty()).unwrap();
        ask(asked).is_refused(421, "by that name");
    }
    ask(Request::builder().uri("/ogc").body(Body::empty()).unwrap()).is_refused(421, "by that name");
    let twice = request(Method::GET, "/ogc").header("host", "localhost").body(Body::empty()).unwrap();
    ask(twice).is_refused(421, "by that name");
    let proxy = request(Method::GET, "http://evil.example/ogc").body(Body::empty()).unwrap();
    ask(proxy).is_refused(421, "no proxy");
    let by_number = Request::builder().uri("/ogc").header("host", "127.0.0.1:9").body(Body::empty()).unwrap();
    assert!(ask(by_number).text().contains("http://127.0.0.1:9/ogc/collections"));
}

#[test]
fn every_answer_says_what_a_browser_keeps_to() {
    for path in ["/", "/ogc", "/ogc/collections/sites/items", "/nergens", "/data/toplaag.pmtiles"] {
        let answer = get(path);
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
}

#[test]
fn nothing_is_written_and_only_sums_are_posted() {
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS, Method::TRACE] {
        for path in ["/", "/ogc", "/ogc/collections/panden/items", "/data/toplaag.pmtiles"] {
            let answer = ask(request(method.clone(), path).body(Body::empty()).unwrap());
            answer.is_refused(405, "read only");
            assert!(answer.header("allow").contains("GET"), "{method} {path}");
        }
    }
    get("/api/watals").is_refused(405, "");
    let head = ask(request(Method::HEAD, "/ogc/collections/panden/items").body(Body::empty()).unwrap());
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(head.header("content-type"), "application/geo+json");
    let head = ask(request(Method::HEAD, "/nergens").body(Body::empty()).unwrap());
    assert_eq!((head.status, head.body.len()), (StatusCode::NOT_FOUND, 0));
}

#[test]
fn no_path_leads_out_of_what_is_offered() {
    for path in [
        "/../Cargo.toml",
        "/run.json",
        "/toplaag.record",
        "/data/",
        "/data/..",
        "/data/../run.json",
        "/data/%2e%2e/run.json",
        "/data/..%2frun.json",
        "/data/toplaag.pmtiles/..%2f..%2frun.json",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/data//etc/passwd",
        "/data/toplaag.pmtiles%00",
        "/ogc/collections/..%2f..%2frun.json",
        "/ogc/collections/panden%2fitems",
        "/ogc/tiles/..",
    ] {
        let answer = get(path);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        answer.is_refused(404, "nothing here");
    }
}

fn what_if(body: &str, more: &[(&str, &str)]) -> Answer {
    let mut asked = request(Method::POST, "/api/watals");
    for (name, value) in more {
        asked = asked.header(*name, *value);
    }
    ask(asked.body(Body::from(body.to_owned())).unwrap())
}

const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn another_norm_gives_another_answer_and_changes_nothing() {
    let town = town();
    let before: Vec<_> = fs::read_dir(town.run()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let answer =
        what_if(r#"{"zet":["optoppen.home_go_m2=50"]}"#, &[JSON, ("origin", "http://localhost:28992")]);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let answer = answer.json();
    assert!(answer["difference"]["changed"].as_u64().unwrap() > 0, "{}", answer["difference"]);
    let lines = answer["difference"]["homes"].as_array().unwrap();
    let homes = &lines.iter().find(|line| line["form"] == "optoppen").unwrap()["suitable"];
    assert!(homes[1].as_u64() > homes[0].as_u64(), "smaller homes are more homes: {homes}");
    let same = what_if(r#"{"zet":[]}"#, &[JSON]).json();
    assert_eq!(same["difference"]["changed"], 0);
    let after: Vec<_> = fs::read_dir(town.run()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(before, after);
}

#[test]
fn a_question_that_cannot_be_answered_says_why() {
    let zet = |norm: &str| what_if(&format!(r#"{{"zet":["{norm}"]}}"#), &[JSON]);
    zet("parkeren.norm_reductie").is_refused(400, "");
    zet("parkeren.nergens=1").is_refused(400, "no norm");
    zet("optoppen.home_go_m2=-1").is_refused(400, "home_go_m2");
    let hint = zet("parkeren.nergens=1").json()["hint"].as_str().map(str::to_owned);
    assert!(hint.is_some());
    what_if("{}", &[JSON]).is_refused(400, "zet");
    what_if("[", &[JSON]).is_refused(400, "zet");
    what_if(r#"{"zet":[],"more":1}"#, &[JSON]).is_refused(400, "more");
    what_if(r#"{"zet":[]}"#, &[]).is_refused(415, "application/json");
    what_if(r#"{"zet":[]}"#, &[("content-type", "text/plain")]).is_refused(415, "application/json");
    let long = format!(r#"{{"zet":["{}"]}}"#, "a".repeat(70_000));
    what_if(&long, &[JSON]).is_refused(413, "longer");
    let many = format!(r#"{{"zet":[{}]}}"#, vec!["\"a.b=1\""; 61].join(","));
    what_if(&many, &[JSON]).is_refused(400, "60");
    for origin in ["http://evil.example", "null", "https://localhost.evil.example"] {
        what_if(r#"{"zet":[]}"#, &[JSON, ("origin", origin)]).is_refused(403, "another page");
    }
    what_if(r#"{"zet":[]}"#, &[JSON, ("sec-fetch-site", "cross-site")]).is_refused(403, "another page");
}

#[test]
fn what_is_told_of_a_pand_is_there_by_its_number() {
    let pand = json("/api/pand/9001100000000003");
    assert_eq!(pand["id"], "9001100000000003");
    assert!(pand["checks"].as_array().is_some_and(|checks| !checks.is_empty()), "{pand}");
    get("/api/pand/9001100000999999").is_refused(404, "");
    get("/api/pand/negen").is_refused(400, "16");
}

#[test]
fn the_page_reads_its_files_packed_or_not() {
    let run = json("/data/run.json");
    assert_eq!(run["served"], true);
    let packed =
        request(Method::GET, "/data/sites.json").header("accept-encoding", "gzip").body(Body::empty());
    let packed = ask(packed.unwrap());
    assert_eq!((packed.header("content-encoding"), &packed.body[..2]), ("gzip", &[0x1f, 0x8b][..]));
    let tag = packed.header("etag").to_owned();
    let again = request(Method::GET, "/data/sites.json")
        .header("accept-encoding", "gzip")
        .header("if-none-match", &tag)
        .body(Body::empty());
    let again = ask(again.unwrap());
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    get("/data/nergens.json").is_refused(404, "");
    get("/tokens.css").is_refused(404, "");
}

/// A scan with `--force` puts another folder in the place of this one.
#[test]
fn a_run_that_is_replaced_is_noticed_by_every_question() {
    let town = town();
    let folder = tempfile::tempdir().unwrap();
    let run = folder.path().join("uit");
    fs::create_dir(&run).unwrap();
    for entry in fs::read_dir(town.run()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), run.join(entry.file_name())).unwrap();
    }
    let app = app(served(&town.runtime, &run), None);
    let ask = |path: &str| send(&app, request(Method::GET, path).body(Body::empty()).unwrap());
    assert_eq!(ask("/data/run.json").status, StatusCode::OK);
    let next = folder.path().join("next");
    fs::create_dir(&next).unwrap();
    fs::copy(run.join("run.json"), next.join("run.json")).unwrap();
    fs::rename(&run, folder.path().join("old")).unwrap();
    fs::rename(&next, &run).unwrap();
    for path in ["/", "/ogc", "/data/run.json", "/data/toplaag.pmtiles", "/ogc/collections/panden/items"] {
        let answer = ask(path);
        answer.is_refused(503, "replaced");
        assert_eq!(answer.header("retry-after"), "2");
    }
    fs::remove_dir_all(&run).unwrap();
    ask("/ogc").is_refused(503, "replaced");
}

#[test]
fn the_sheet_of_a_site_is_made_while_one_waits() {
    let sites = get("/data/sites.json").json();
    let id = sites["id"][0].as_str().unwrap();
    let sheet = get(&format!("/feitenblad?locatie={id}&lang=nl"));
    assert_eq!((sheet.status, sheet.header("content-type")), (StatusCode::OK, "text/html;charset=utf-8"));
    assert!(
        sheet.header("content-security-policy").starts_with("default-src 'none'; style-src 'unsafe-inline'")
    );
    assert!(
        sheet.text().starts_with("<!DOCTYPE html>")
            && sheet.text().contains("<svg")
            && sheet.text().contains(id)
    );
    assert!(get(&format!("/feitenblad?locatie={id}")).text().contains("lang=\"en\""), "that of the server");
    get("/feitenblad?locatie=niets").is_refused(404, "");
    get("/feitenblad").is_refused(400, "");
    get("/feitenblad?locatie=%3Cscript%3E").is_refused(404, "");
}

#[test]
fn the_passport_of_a_buurt_is_made_while_one_waits() {
    let detail = get("/data/detail/0.json").json();
    let sites = detail["sites"].as_object().unwrap();
    let buurt = sites.values().find_map(|site| site["buurt"].as_str()).unwrap();
    let page = get(&format!("/gebiedspaspoort?gebied={buurt}&lang=nl"));
    assert_eq!((page.status, page.header("content-type")), (StatusCode::OK, "text/html;charset=utf-8"));
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
    assert!(page.text().contains("Gebiedspaspoort") && page.text().contains("<svg"));
    assert!(get(&format!("/gebiedspaspoort?gebied={buurt}")).text().contains("lang=\"en\""));
    get("/gebiedspaspoort?gebied=BU00000000").is_refused(404, "BU00000000");
    get("/gebiedspaspoort?locatie=x").is_refused(400, "gebied");
    get("/gebiedspaspoort?gebied=%3Cscript%3E").is_refused(404, "");
}
