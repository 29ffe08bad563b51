//! What is left when a run is stopped midway?

use std::{
    io::{BufRead as _, BufReader, Read as _},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::support::{EARLIER, PROGRAM, Place};

/// A town that takes seconds to scan, with an earlier result.
fn town() -> Place {
    let place = Place::new();
    assert_eq!(place.run("sample --panden 8000 --out stad").code, Some(0));
    place.earlier();
    place
}

/// Starts a scan of the town and waits until it is at work.
fn at_work(place: &Place) -> (Child, String) {
    let mut child = Command::new(PROGRAM)
        .args(["scan", "stad/toplaag.toml", "--out", "uit", "--force"])
        .current_dir(place.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The first stage is done: its line is there, the long ones are to come.
    let mut lines = BufReader::new(child.stderr.as_mut().unwrap());
    let mut first = String::new();
    lines.read_line(&mut first).unwrap();
    (child, first)
}

/// Waits until a child has its handlers: a program under load is slow to start.
fn until_it_listens(child: &Child) {
    const TERM: u32 = 15;
    let status = format!("/proc/{}/status", child.id());
    let listens = |text: String| {
        let caught = text.lines().find_map(|line| line.strip_prefix("SigCgt:"))?.trim().to_owned();
        Some(u64::from_str_radix(&caught, 16).unwrap() >> (TERM - 1) & 1 == 1)
    };
    while std::fs::read_to_string(&status).ok().and_then(listens) == Some(false) {
        thread::sleep(Duration::from_millis(5));
    }
    if !cfg!(target_os = "linux") {
        thread::sleep(Duration::from_secs(1));
    }
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

fn end(mut child: Child) -> (ExitStatus, String) {
    let mut rest = String::new();
    child.stderr.take().unwrap().read_to_string(&mut rest).unwrap();
    (child.wait().unwrap(), rest)
}

#[test]
fn a_run_that_is_stopped_leaves_the_earlier_result_and_no_litter() {
    let place = town();
    for name in ["INT", "TERM"] {
        let (child, first) = at_work(&place);
        assert!(first.contains("24"), "{first}");
        signal(&child, name);
        let (status, said) = end(child);
        assert_eq!(status.code(), Some(130), "{said}");
        assert!(said.ends_with("fout: gestopt; er is niets geschreven\n"), "{said}");
        assert_eq!(place.names(), ["stad", "uit"]);
        assert_eq!(place.read("uit/run.json"), EARLIER);
    }
}

#[test]
fn every_command_ends_within_a_second_of_the_first_signal() {
    // One second, and as much again for a machine that is busy.
    const PATIENCE: Duration = Duration::from_secs(2);
    let place = Place::new();
    assert_eq!(place.run("sample --panden 3000 --out stad").code, Some(0));
    assert_eq!(place.run("scan stad/toplaag.toml --out run -q").code, Some(0));
    for (command, out) in [
        ("scan stad/toplaag.toml", "uit"),
        ("paspoort run", "pas"),
        ("feitenblad run", "bladen"),
        ("planlijst run", "lijst"),
        ("netaanvraag run", "net"),
        ("watals run --zet optoppen.home_go_m2=50", "watals"),
        ("zekerheid run", "zekerheid"),
        ("onderzoek run", "onderzoek"),
        ("keuze run", "keuze"),
        ("gewichten run", "gewichten"),
        ("zegel run", "zegel.json"),
        ("vergelijk run run", "vergelijk"),
        ("typen run", "typen"),
        ("knelpunten run", "knelpunten"),
        ("tiles stad/bag.gpkg", "tegels.pmtiles"),
        ("tiles stad/bag.gpkg", "tegels"),
    ] {
        for wait in [0, 100, 350, 900, 2_000] {
            let child = Command::new(PROGRAM)
                .args(command.split_whitespace().chain(["--out", out, "--force", "-q"]))
                .current_dir(place.path(""))
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            until_it_listens(&child);
            thread::sleep(Duration::from_millis(wait));
            let asked = Instant::now();
            signal(&child, if wait % 100 == 0 { "INT" } else { "TERM" });
            let (status, said) = end(child);
            let took = asked.elapsed();
            assert!(took < PATIENCE, "{command} after {wait} ms: {took:?}");
            let about = format!("{command} after {wait} ms: {status}, {said}");
            match status.code() {
                // It was done before the signal came, or all but done.
                Some(0) => assert!(place.path(out).exists(), "{about}"),
                Some(130) => assert_eq!(said, "fout: gestopt; er is niets geschreven\n", "{about}"),
                _ => panic!("{about}"),
            }
            let litter = place.names().into_iter().find(|name| name.starts_with('.'));
            assert_eq!(litter, None, "{about}");
        }
    }
}

#[test]
fn a_run_that_is_killed_leaves_the_earlier_result_and_the_next_run_cleans_up() {
    let place = town();
    let (mut child, _) = at_work(&place);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(place.read("uit/run.json"), EARLIER);
    let litter =
        |place: &Place| place.names().iter().filter(|name| name.starts_with(".uit.partial-")).count();
    assert_eq!(litter(&place), 1, "{:?}", place.names());
    // Any next run to the same folder, also one that fails.
    assert_eq!(place.run("scan weg.toml --out uit --force -q").code, Some(3));
    place.write("leeg.toml", "[panden]\npath = \"weg.gpkg\"\n");
    assert_eq!(place.run("scan leeg.toml --out uit --force -q").code, Some(3));
    assert_eq!(place.names(), ["leeg.toml", "stad", "uit"]);
    assert_eq!(place.read("uit/run.json"), EARLIER);
}

#[test]
fn a_run_does_not_take_the_folder_of_another_that_is_at_work_for_litter() {
    let place = town();
    let (child, _) = at_work(&place);
    place.write("leeg.toml", "[panden]\npath = \"weg.gpkg\"\n");
    assert_eq!(place.run("scan leeg.toml --out uit --force -q").code, Some(3));
    assert!(place.names().iter().any(|name| name.starts_with(".uit.partial-")), "{:?}", place.names());
    signal(&child, "INT");
    assert_eq!(end(child).0.code(), Some(130));
}

#[test]
fn a_reader_that_is_gone_ends_the_program_in_silence() {
    let place = Place::town();
    for args in [
        vec!["scan", "toplaag.toml", "--out", "uit", "--force", "--lang", "en"],
        vec!["scan", "toplaag.toml", "--show-config"],
        vec!["--help"],
    ] {
        let mut child = Command::new(PROGRAM)
            .args(&args)
            .current_dir(place.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let (status, said) = end(child);
        assert_eq!(status.code(), Some(0), "{args:?}: {said}");
        assert!(!said.contains("panicked") && !said.contains("error"), "{args:?}: {said}");
    }
    assert!(place.path("uit/report.html").is_file(), "the result was whole by then");
}

#[test]
fn a_terminal_that_is_gone_does_not_stop_a_run() {
    let place = Place::town();
    let mut child = Command::new(PROGRAM)
        .args(["scan", "toplaag.toml", "--out", "uit"])
        .current_dir(place.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(place.path("uit/report.html").is_file());
}
