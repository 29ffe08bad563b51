//! What becomes of an output that is in the way or cannot be written?

use crate::support::{Place, three};

fn place() -> Place {
    Place::panden("panden.geojson", three())
}

#[test]
fn a_folder_that_exists_stays_as_it_is_without_force() {
    let place = place();
    place.scan();
    let before = place.files("");
    place.run("scan toplaag.toml --out uit -q").says(
        4,
        "error: output `uit` exists already\n\
             hint: choose another `--out`, or replace it with `--force`",
    );
    assert!(place.files("") == before);
}

#[test]
fn force_replaces_a_run_as_a_whole() {
    let place = place();
    let trail = r#"{"program": "toplaag", "outputs": ["run.json", "oud.txt"]}"#;
    place.write("uit/run.json", trail).write("uit/oud.txt", "van een oudere versie");
    place.scan();
    assert!(!place.path("uit/oud.txt").exists());
    assert_eq!(place.json("uit/run.json")["counts"]["panden"], 3);
    assert_eq!(place.names(), ["panden.geojson", "toplaag.toml", "uit"]);
}

#[test]
fn force_does_not_replace_a_folder_that_is_no_run() {
    let place = place();
    place.write("foto/kat.jpg", "miauw");
    place.run("scan toplaag.toml --out foto --force -q").says(4, "error: cannot write `foto`\n\
             \x20 cause: the folder is not a result of this program (it has no run.json of toplaag), so it is not replaced\n\
             hint: choose another name");
    assert_eq!(place.read("foto/kat.jpg"), "miauw");
    place.write("brief.docx", "Beste");
    place.run("scan toplaag.toml --out brief.docx --force -q").says(
        4,
        "error: cannot write `brief.docx`\n\
             \x20 cause: a file of that name exists\n\
             hint: choose another name",
    );
    assert_eq!(place.read("brief.docx"), "Beste");
    assert_eq!(place.names(), ["brief.docx", "foto", "panden.geojson", "toplaag.toml"]);
}

#[test]
fn an_output_that_cannot_be_written_is_named_before_anything_is_read() {
    let place = place();
    // Below a file, which holds for every user; and with no input to read.
    std::fs::remove_file(place.path("panden.geojson")).unwrap();
    place.write("bestand", "");
    place.run("scan toplaag.toml --out bestand/uit -q").says(
        4,
        "error: cannot write `bestand`\n\
             \x20 cause: File exists (os error 17)\n\
             hint: choose another name",
    );
    place.run("scan toplaag.toml --out / -q").says(
        4,
        "error: cannot write `/`\n\
             \x20 cause: the path has no name at its end\n\
             hint: choose another name",
    );
}

#[test]
fn folders_above_the_output_are_made() {
    let place = place();
    place.run("scan toplaag.toml --out uit/2026/weesp -q").says(0, "");
    assert!(place.path("uit/2026/weesp/report.html").is_file());
}

#[test]
fn more_issues_than_allowed_write_nothing() {
    let place = Place::town();
    let n = place.scan().issues.len();
    let before = place.files("");
    let run =
        |allowed: usize| place.run(&format!("scan toplaag.toml --out uit --force -q --max-issues {allowed}"));
    run(n - 1).says(
        5,
        &format!(
            "error: {n} issues, at most {} allowed; nothing was written\n\
             hint: `toplaag check` shows them by kind; raise `--max-issues` to go on regardless",
            n - 1
        ),
    );
    assert!(place.files("") == before);
    run(n).says(0, "");
}

#[test]
fn quiet_says_nothing_at_all() {
    place().run("scan toplaag.toml --out uit --quiet").says(0, "");
}

#[test]
fn results_go_to_standard_output_and_progress_to_standard_error() {
    let ran = place().run("scan toplaag.toml --out uit --lang en");
    assert!(ran.stdout.contains("panden assessed") && !ran.stderr.contains("assessed"), "{}", ran.stdout);
    assert!(ran.stderr.contains("panden: 3 ("), "{}", ran.stderr);
}
