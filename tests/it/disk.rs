//! What becomes of a command when the system gives it no room?

use std::{path::Path, process::Command};

use crate::support::{PROGRAM, Place, Ran};

/// The commands that write documents, with the folder they write.
const COMMANDS: [(&str, &str); 17] = [
    ("scan toplaag.toml --out uit2", "uit2"),
    ("paspoort uit --out pas", "pas"),
    ("feitenblad uit --out bladen", "bladen"),
    ("planlijst uit --out lijst", "lijst"),
    ("netaanvraag uit --out net", "net"),
    ("faseer uit --ruimte kaart --out fasering", "fasering"),
    ("watals uit --zet optoppen.home_go_m2=50 --out watals", "watals"),
    ("zekerheid uit --out zekerheid", "zekerheid"),
    ("onderzoek uit --out onderzoek", "onderzoek"),
    ("keuze uit --out keuze", "keuze"),
    ("gewichten uit --out gewichten", "gewichten"),
    ("zegel uit --out zegel.json", "zegel.json"),
    ("vergelijk uit uit --out vergelijk", "vergelijk"),
    ("typen uit --out typen", "typen"),
    ("knelpunten uit --out knelpunten", "knelpunten"),
    ("voortgang --nu lijst/planlijst.csv --vorige lijst/planlijst.csv --out voortgang", "voortgang"),
    ("tiles panden.geojson --out tegels.pmtiles", "tegels.pmtiles"),
];

/// A scanned town with a result of every command.
fn town() -> Place {
    let place = Place::scanned();
    for (command, _) in COMMANDS {
        place.run(&format!("{command} -q")).says(0, "");
    }
    place
}

/// Runs a command under a limit of the shell.
fn limited(place: &Place, limit: &str, command: &str) -> Ran {
    let output = Command::new("sh")
        .args(["-c", &format!("ulimit {limit} && exec '{PROGRAM}' {command} --force -q")])
        .current_dir(place.path(""))
        .output()
        .unwrap();
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_disk_that_is_full_stops_every_command_and_what_stood_there_stays() {
    let place = town();
    let before = place.files("");
    for (command, _) in COMMANDS {
        // Files may have no more than this many blocks of half a kB.
        for blocks in [0, 1, 8] {
            let ran = limited(&place, &format!("-f {blocks}"), command);
            assert_eq!(ran.code, Some(4), "{command}, {blocks} blocks: {}", ran.stderr);
            assert!(ran.stderr.contains("fout: kan `"), "{command}: {}", ran.stderr);
            assert!(ran.stderr.contains("\ntip: controleer of de map bestaat"), "{command}: {}", ran.stderr);
            assert!(place.files("") == before, "{command}, {blocks} blocks");
        }
    }
}

#[test]
fn a_command_that_may_open_few_files_writes_all_or_fails() {
    let place = town();
    let before = place.files("");
    for (command, _) in COMMANDS {
        for files in [8, 12, 16, 20, 28] {
            let ran = limited(&place, &format!("-n {files}"), command);
            match ran.code {
                Some(0) => {
                    assert!(place.files("") == before, "{command}, {files} files: not all was written")
                }
                Some(1 | 3 | 4) => assert!(place.files("") == before, "{command}, {files} files"),
                other => panic!("{command}, {files} files: {other:?} {}", ran.stderr),
            }
        }
    }
}

#[test]
fn the_result_of_a_command_is_there_at_every_moment_it_is_replaced() {
    let place = town();
    let is_there = |path: &Path| path.join("run.json").is_file();
    let out = place.path("net");
    let mut child = Command::new(PROGRAM)
        .args(["net", "uit", "--out", "net", "--force", "-q"])
        .current_dir(place.path(""))
        .spawn()
        .unwrap();
    while child.try_wait().unwrap().is_none() {
        assert!(is_there(&out));
    }
    assert!(is_there(&out));
}
