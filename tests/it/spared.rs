//! Does a command ever replace what it reads, or what is not its own?

use crate::support::{Place, shared};
use std::sync::{Arc, Mutex, Weak};

/// The town, scanned once, with a planning list of it.
fn scanned() -> Arc<Place> {
    static SCANNED: Mutex<Weak<Place>> = Mutex::new(Weak::new());
    shared(&SCANNED, || {
        let place = Place::scanned();
        place.run("planlijst uit --out lijst -q").says(0, "");
        place
    })
}

#[test]
fn no_command_replaces_what_it_reads() {
    let town = scanned();
    let before = town.files("");
    for (command, replaced, read) in [
        ("scan toplaag.toml --out . --force", "", "toplaag.toml"),
        ("check toplaag.toml --matching toplaag.toml --force", "toplaag.toml", "toplaag.toml"),
        ("check toplaag.toml --matching bezit.csv --force", "bezit.csv", "bezit.csv"),
        ("paspoort uit --out uit --force", "uit", "uit"),
        ("paspoort uit --out uit", "uit", "uit"),
        ("paspoort uit --out ./uit/../uit/ --force", "uit", "uit"),
        ("paspoort uit --gebied lijst/planlijst.csv --out lijst --force", "lijst", "lijst/planlijst.csv"),
        ("feitenblad uit --out uit --force", "uit", "uit"),
        ("planlijst uit --out uit --force", "uit", "uit"),
        ("planlijst uit --lijst lijst/planlijst.xlsx --out lijst --force", "lijst", "lijst/planlijst.xlsx"),
        ("netaanvraag uit --out uit --force", "uit", "uit"),
        ("netaanvraag uit --lijst lijst/planlijst.xlsx --out lijst --force", "lijst", "lijst/planlijst.xlsx"),
        (
            "netaanvraag uit --fasering lijst/planlijst.csv --out lijst --force",
            "lijst",
            "lijst/planlijst.csv",
        ),
        (
            "netaanvraag uit --capaciteit lijst/planlijst.csv --out lijst --force",
            "lijst",
            "lijst/planlijst.csv",
        ),
        ("faseer uit --ruimte kaart --out uit --force", "uit", "uit"),
        ("faseer uit --ruimte lijst/planlijst.csv --out lijst --force", "lijst", "lijst/planlijst.csv"),
        (
            "faseer uit --ruimte kaart --wensen lijst/planlijst.csv --out lijst --force",
            "lijst",
            "lijst/planlijst.csv",
        ),
        ("watals uit --zet optoppen.home_go_m2=50 --out uit --force", "uit", "uit"),
        ("zekerheid uit --out uit --force", "uit", "uit"),
        ("onderzoek uit --out uit --force", "uit", "uit"),
        ("keuze uit --out uit --force", "uit", "uit"),
        ("gewichten uit --out uit --force", "uit", "uit"),
        ("zegel uit --out uit/run.json --force", "uit/run.json", "uit"),
        ("vergelijk uit uit --out uit --force", "uit", "uit"),
        ("typen uit --out uit --force", "uit", "uit"),
        ("knelpunten uit --out uit --force", "uit", "uit"),
        ("publiceer uit uit --force", "uit", "uit"),
        ("tiles uit/panden.fgb --out uit/ --force", "uit", "uit/panden.fgb"),
        ("tiles uit/toplaag.gpkg#panden --out uit --force", "uit", "uit/toplaag.gpkg"),
    ] {
        let ran = town
            .run(&format!("{command} -q").replace("check", "check --quick").replace("--force -q", "--force"));
        assert_eq!(ran.code, Some(2), "{command}: {}", ran.stderr);
        let said = ran.stderr.replace(&format!("{}/", town.path("").canonicalize().unwrap().display()), "");
        let ends = format!(
            "would replace `{read}`, which is read\nhint: choose another folder or name, or move what is read out of it first\n"
        );
        assert!(said.ends_with(&ends) && said.contains(replaced), "{command}: {said}");
    }
    assert!(town.files("") == before);
    assert!(town.names().iter().all(|name| !name.starts_with('.')), "{:?}", town.names());
}

#[test]
fn a_result_within_a_run_may_be_made_and_replaced() {
    let place = Place::scanned();
    place.run("netaanvraag uit --out uit/net -q").says(0, "");
    place.run("netaanvraag uit --out uit/net --force -q").says(0, "");
    // But then the run holds more than a scan wrote.
    let ran = place.run("scan toplaag.toml --out uit --force -q");
    assert_eq!(ran.code, Some(4));
    assert!(ran.stderr.contains("the folder also holds net"), "{}", ran.stderr);
}

#[test]
fn every_command_replaces_its_own_result_and_nothing_beside_it() {
    let place = Place::scanned();
    for (command, out) in [
        ("scan toplaag.toml", "uit"),
        ("paspoort uit", "pas"),
        ("feitenblad uit", "bladen"),
        ("planlijst uit", "lijst"),
        ("netaanvraag uit", "net"),
        ("faseer uit --ruimte kaart", "fasering"),
        ("watals uit --zet optoppen.home_go_m2=50", "watals"),
        ("zekerheid uit", "zekerheid"),
        ("onderzoek uit", "onderzoek"),
        ("keuze uit", "keuze"),
        ("gewichten uit", "gewichten"),
        ("vergelijk uit uit", "vergelijk"),
        ("typen uit", "typen"),
        ("knelpunten uit", "knelpunten"),
        ("voortgang --nu lijst/planlijst.csv --vorige lijst/planlijst.csv", "voortgang"),
        ("tiles panden.geojson", "tegels"),
    ] {
        let again = format!("{command} --out {out} --force -q");
        place.run(&again).says(0, "");
        place.run(&again).says(0, "");
        let any = place.files(out).into_keys().find(|path| !path.ends_with("run.json")).unwrap();
        let name = any.file_name().unwrap().to_string_lossy().into_owned();
        let copy = any.with_file_name(format!("{name}.bak"));
        std::fs::copy(&any, &copy).unwrap();
        let before = place.files(out);
        let ran = place.run(&again);
        assert_eq!(ran.code, Some(4), "{again}");
        assert!(ran.stderr.contains(&format!("{name}.bak")), "{again}: {}", ran.stderr);
        assert!(place.files(out) == before);
        std::fs::remove_file(copy).unwrap();
        place.run(&again).says(0, "");
    }
}

#[test]
fn the_run_json_of_another_program_protects_its_folder() {
    let place = Place::town();
    place.write("mine/run.json", "{\"my\": 1}").write("mine/scriptie.docx", "x");
    place.run("scan toplaag.toml --out mine --force -q").says(
        4,
        "error: cannot write `mine`\n\
         \x20 cause: the folder is not a result of this program (it has no run.json of toplaag), so it is not replaced\n\
         hint: choose another name",
    );
    assert_eq!(place.read("mine/scriptie.docx"), "x");
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_fails_before_the_work() {
    let place = Place::town();
    std::os::unix::fs::symlink("weg", place.path("uit")).unwrap();
    // The input is not there either: nothing was read.
    std::fs::remove_file(place.path("panden.geojson")).unwrap();
    for command in ["scan toplaag.toml --out uit --force -q", "tiles weg.fgb --out uit"] {
        place.run(command).says(
            4,
            "error: cannot write `uit`\n\
             \x20 cause: it is a link to what does not exist; make that first, or remove the link\n\
             hint: choose another name",
        );
    }
    assert!(place.path("uit").is_symlink());
}
