//! Does `toplaag toon` answer, and stop when it is asked to?

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::support::{PROGRAM, Place};

/// A server on a run, with the port it took.
struct Serving {
    child: Child,
    port: u16,
    said: String,
}

fn serve(place: &Place, more: &[&str]) -> Serving {
    let mut child = Command::new(PROGRAM)
        .args(["toon", "uit", "--niet-openen", "--poort", "0"])
        .args(more)
        .current_dir(place.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap());
    let mut said = String::new();
    while !said.contains("Ctrl-C") {
        assert!(lines.read_line(&mut said).unwrap() > 0, "{said}");
    }
    let address = said.split("http://").nth(1).unwrap();
    let port = address.split([':', '/']).nth(1).unwrap().parse().unwrap();
    Serving { child, port, said }
}

impl Serving {
    /// What is answered to a request that is written out.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n",
            self.port
        ))
    }

    /// Stops it by a signal; gives the code, the time it took, and what it said.
    #[cfg(unix)]
    fn stop(mut self, signal: &str) -> (Option<i32>, Duration, String) {
        let asked = Instant::now();
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let status = self.child.wait().unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (status.code(), asked.elapsed(), said)
    }
}

#[cfg(unix)]
#[test]
fn it_says_where_it_listens_answers_and_stops_when_asked() {
    let place = Place::scanned();
    let before = place.files("uit");
    for signal in ["-INT", "-TERM"] {
        let serving = serve(&place, &[]);
        assert!(serving.said.contains("Voor QGIS en ArcGIS: http://127.0.0.1:"), "{}", serving.said);
        let landing = serving.get("/ogc");
        assert!(
            landing.starts_with("HTTP/1.1 200 OK\r\n") && landing.contains("\"title\":\"Elzermade"),
            "{landing}"
        );
        assert!(serving.get("/nergens").starts_with("HTTP/1.1 404 Not Found\r\n"));
        let other = serving.ask("GET /ogc HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assert!(
            other.starts_with("HTTP/1.1 421 Misdirected Request\r\n") && other.contains("onder die naam"),
            "{other}"
        );
        // A connection that is kept open holds nothing up.
        let idle = TcpStream::connect(("127.0.0.1", serving.port)).unwrap();
        let (code, took, said) = serving.stop(signal);
        assert_eq!((code, said.as_str()), (Some(0), ""));
        assert!(took < Duration::from_secs(2), "{took:?}");
        drop(idle);
    }
    assert!(place.files("uit") == before, "nothing is written");
}

#[cfg(unix)]
#[test]
fn whoever_lets_others_in_is_warned_of_the_holdings() {
    let place = Place::scanned();
    let serving = serve(&place, &["--bind", "0.0.0.0"]);
    let (code, _, said) = serving.stop("-INT");
    assert_eq!(
        (code, said.as_str()),
        (Some(0), "waarschuwing: wie dit adres bereikt kan het bezit in deze run lezen\n")
    );
}

#[test]
fn what_cannot_be_served_is_said() {
    let place = Place::scanned();
    let fails = |words: &str, code: i32, part: &str| {
        let ran = place.run(words);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(code), ""), "{words}");
        assert!(ran.stderr.contains(part), "{words}: {}", ran.stderr);
    };
    fails("toon nergens --niet-openen", 3, "is not the folder of a run");
    fails("toon uit --niet-openen --poort 99999", 2, "99999");
    fails("toon uit --niet-openen --bind localhost", 2, "localhost");
    fails("toon uit --niet-openen --url kaart.example.nl", 2, "kaart.example.nl");
    fails("toon uit --niet-openen --bind 192.0.2.1 --poort 0", 2, "cannot listen on 192.0.2.1:0");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    fails(&format!("toon uit --niet-openen --poort {port}"), 2, "name another port");
    place.write("uit/panden.fgb", "fgb");
    fails("toon uit --niet-openen --poort 0", 3, "panden.fgb");
}

#[cfg(unix)]
#[test]
fn a_phasing_and_another_run_are_shown_with_a_run() {
    let place = Place::scanned();
    place.run("faseer uit --ruimte kaart --out plan -q").says(0, "");
    place.edit("toplaag.toml", |text| format!("{text}\n[params.optoppen]\nhome_go_m2 = 50.0\n"));
    place.run("scan toplaag.toml --out later -q").says(0, "");
    let serving = serve(&place, &["--fasering", "plan", "--naast", "later"]);
    let run = serving.get("/data/run.json");
    assert!(
        run.contains("\"phasing\":\"data/fasering.json\"") && run.contains("\"beside\":\"naast/\""),
        "{run}"
    );
    assert!(run.contains("\"steps\":\"data/knelpunten.json\""), "{run}");
    assert!(serving.get("/data/fasering.json").contains(place.read("plan/fasering.json").trim_end()));
    let steps = serving.get("/data/knelpunten.json");
    assert!(steps.starts_with("HTTP/1.1 200 OK\r\n") && steps.contains("\"zet\":[\"optoppen."), "{steps}");
    let beside = serving.get("/naast/data/run.json");
    assert!(beside.contains("\"beside\":null"), "{beside}");
    let sites = |path: &str| serving.get(path).split("\r\n\r\n").nth(1).unwrap().to_owned();
    assert_ne!(sites("/data/sites.json"), sites("/naast/data/sites.json"), "homes of 50 m2");
    assert!(serving.get("/naast/data/toplaag.pmtiles").starts_with("HTTP/1.1 200 OK\r\n"));
    assert!(serving.get("/naast/ogc").starts_with("HTTP/1.1 404 Not Found\r\n"));
    assert_eq!(serving.stop("-INT").0, Some(0));
    // A phasing is shown with its own run, and nothing else is a phasing.
    for (folder, said) in [("plan", "is of another run"), ("uit", "is no outcome of `toplaag faseer`")] {
        let ran = place.run(&format!("toon later --fasering {folder} --niet-openen --poort 0"));
        assert_eq!(ran.code, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}
