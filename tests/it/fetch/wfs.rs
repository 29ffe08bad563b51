//! Does a WFS or ArcGIS service that does not give all at once still give all?
//!
//! Twelve by four addresses on a grid, served by a server made here.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use crate::support::{Place, Ran};

/// What the service does.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Way {
    Good,
    /// Every second page is cut from another order, unless it is told to sort.
    Unstable,
    /// The same, and sorting is refused.
    UnstableUnsorted,
    /// Refuses to count on beyond 20.
    Limit,
    /// The same, and ignores boxes.
    LimitWithoutBoxes,
    /// Four a page, and does not count.
    Cap,
    /// Counts one too many.
    LieUp,
    /// Counts half.
    LieDown,
    /// Every row twice.
    Double,
    /// Gives the first page whatever `startIndex` says.
    Stuck,
    /// ArcGIS: 7 a page, says that there is more.
    Arcgis,
    /// ArcGIS: the same, from 14 on it gives an error in JSON.
    ArcgisLimit,
}

const X0: f64 = 130_000.0;
const Y0: f64 = 470_000.0;

fn addresses() -> Vec<(f64, f64, String)> {
    let one = |i: u32| {
        let (x, y) = (X0 + f64::from(i % 12) * 40.0, Y0 + f64::from(i / 12) * 60.0);
        let text = format!(
            r#"{{"type":"Feature","id":"v.{i}","properties":{{"identificatie":"089901{i:010}"}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}"#
        );
        (x, y, text)
    };
    (0..48).map(one).collect()
}

fn serve(way: Way) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = AtomicUsize::new(0);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            asked.fetch_add(1, Ordering::Relaxed);
            assert!(asked.load(Ordering::Relaxed) < 2_000, "there is no end to it");
            let (status, body) = answer(&stream, way);
            let mut stream = stream;
            let head =
                format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
            let _ = stream.write_all((head + &body).as_bytes());
        }
    });
    address
}

fn answer(stream: &TcpStream, way: Way) -> (&'static str, String) {
    let mut line = String::new();
    let mut reader = BufReader::new(stream);
    reader.read_line(&mut line).unwrap();
    while reader.by_ref_line() {}
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let parameter = |name: &str| {
        let (_, query) = path.split_once('?')?;
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(found, _)| *found == name)
            .map(|(_, v)| v)
    };
    let number = |name: &str| parameter(name).and_then(|value| value.parse::<usize>().ok());
    if path.contains("/collections/") {
        let (west, south, east, north) = (X0 - 100.0, Y0 - 100.0, X0 + 900.0, Y0 + 700.0);
        return (
            "200 OK",
            format!(
                r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"EPSG:28992"}}}},"features":[{{"type":"Feature","properties":{{"identificatie":"GM0899","statcode":"GM0899","statnaam":"Proefdorp"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}]}}"#
            ),
        );
    }
    let is_arcgis = path.contains("/query");
    let sorts = parameter("sortBy") == Some("identificatie");
    if way == Way::UnstableUnsorted && parameter("sortBy").is_some() {
        return ("400 Bad Request", String::new());
    }
    let bbox: Vec<f64> = parameter(if is_arcgis { "geometry" } else { "bbox" })
        .unwrap()
        .split(',')
        .take(4)
        .map(|number| number.parse().unwrap())
        .collect();
    let inside =
        |(x, y, _): &(f64, f64, String)| bbox[0] <= *x && *x <= bbox[2] && bbox[1] <= *y && *y <= bbox[3];
    let mut all = addresses();
    all.retain(|address| way == Way::LimitWithoutBoxes || inside(address));
    let (offset, count) =
        if is_arcgis { ("resultOffset", "resultRecordCount") } else { ("startIndex", "count") };
    let (mut at, mut count) = (number(offset).unwrap(), number(count).unwrap());
    match way {
        Way::Limit | Way::LimitWithoutBoxes if at >= 20 => {
            return (
                "400 Bad Request",
                "<ows:ExceptionReport><ows:Exception><ows:ExceptionText>startindex may be 20 at most</ows:ExceptionText></ows:Exception></ows:ExceptionReport>".into(),
            );
        }
        Way::ArcgisLimit if at >= 14 => {
            return ("200 OK", r#"{"error":{"code":400,"message":"too far"}}"#.into());
        }
        Way::Unstable | Way::UnstableUnsorted if !sorts && at / count % 2 == 1 => {
            let turn = 3.min(all.len());
            all.rotate_left(turn);
        }
        Way::Cap => count = 4,
        Way::Arcgis | Way::ArcgisLimit => count = 7,
        Way::Double => all = all.iter().flat_map(|one| [one.clone(), one.clone()]).collect(),
        Way::Stuck => at = 0,
        _ => {}
    }
    let end = (at + count).min(all.len());
    let page: Vec<&str> = all[at.min(end)..end].iter().map(|(_, _, text)| text.as_str()).collect();
    let mut text = String::from(r#"{"type":"FeatureCollection","#);
    let matched = match way {
        Way::Cap | Way::Arcgis | Way::ArcgisLimit => None,
        Way::LieUp => Some(all.len() + 1),
        Way::LieDown => Some(all.len() / 2),
        _ => Some(all.len()),
    };
    let _ = match matched {
        Some(matched) => write!(text, r#""numberMatched":{matched},"#),
        None if is_arcgis => write!(text, r#""properties":{{"exceededTransferLimit":{}}},"#, end < all.len()),
        None => write!(text, r#""numberMatched":"unknown","#),
    };
    let _ = write!(
        text,
        r#""crs":{{"type":"name","properties":{{"name":"EPSG:28992"}}}},"features":[{}]}}"#,
        page.join(",")
    );
    ("200 OK", text)
}

trait Headers {
    /// Reads a line of the head; false behind it.
    fn by_ref_line(&mut self) -> bool;
}

impl<R: std::io::BufRead> Headers for R {
    fn by_ref_line(&mut self) -> bool {
        let mut line = String::new();
        self.read_line(&mut line).is_ok_and(|n| n > 2)
    }
}

/// Fetches the addresses of the service; how it went, and which came.
fn fetch(way: Way, lang: &str) -> (Ran, Place, Vec<String>) {
    let at = serve(way);
    let place = Place::new();
    let service = if matches!(way, Way::Arcgis | Way::ArcgisLimit) { "arcgis" } else { "wfs" };
    place.write(
        "bronnen.toml",
        format!(
            "[gemeenten]\naddress = \"{at}\"\nquery = {{}}\n[verblijfsobjecten]\nservice = \"{service}\"\n\
             address = \"{at}\"\npage_size = 10\n[verblijfsobjecten_ogc]\nenabled = false\n"
        ),
    );
    let ran = place.run(&format!(
        "fetch --gemeente 0899 --into data --catalogue bronnen.toml --only verblijfsobjecten --retries 0 --timeout 5 --lang {lang}"
    ));
    assert_eq!(ran.code, Some(0), "{way:?}: {}", ran.stderr);
    let json = place.json("data/verblijfsobjecten.geojson");
    let features = json["features"].as_array().unwrap();
    let ids = features.iter().map(|one| one["properties"]["identificatie"].as_str().unwrap().to_owned());
    let ids = ids.collect();
    (ran, place, ids)
}

fn layer(place: &Place) -> serde_json::Value {
    place.json("data/manifest.json")["layers"][0].clone()
}

#[test]
fn all_come_once_whatever_the_pages_are_like() {
    for (way, boxes) in [
        (Way::Good, false),
        (Way::Unstable, false),
        (Way::UnstableUnsorted, true),
        (Way::Limit, true),
        (Way::Cap, true),
        (Way::LieDown, true),
        (Way::Double, true),
        (Way::Stuck, true),
        (Way::Arcgis, false),
        (Way::ArcgisLimit, true),
    ] {
        let (ran, place, ids) = fetch(way, "en");
        let different: BTreeSet<&String> = ids.iter().collect();
        assert_eq!((ids.len(), different.len()), (48, 48), "{way:?}: {}", ran.stderr);
        let layer = layer(&place);
        assert_eq!((&layer["received"], &layer["kept"]), (&48.into(), &48.into()), "{way:?}");
        assert_eq!(layer["boxes"].is_u64(), boxes, "{way:?}: {layer}");
        if way != Way::LieDown {
            assert_eq!(layer["whole"], true, "{way:?}: {}", ran.stderr);
            assert!(!ran.stdout.contains("NOT WHOLE"), "{way:?}");
        }
    }
}

#[test]
fn what_cannot_be_had_whole_is_said_to_be_not_whole() {
    let (ran, place, ids) = fetch(Way::LimitWithoutBoxes, "en");
    assert_eq!((ids.len(), &layer(&place)["whole"]), (20, &false.into()));
    let said = "not whole: 20 objects came, the service counts 48;";
    assert!(
        ran.stderr.contains(said) && ran.stderr.contains("startindex may be 20 at most"),
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.contains("verblijfsobjecten.geojson  NOT WHOLE"), "{}", ran.stdout);
    let (ran, _, _) = fetch(Way::LimitWithoutBoxes, "nl");
    assert!(
        ran.stdout.contains("NIET VOLLEDIG") && ran.stdout.contains("niet volledig binnen"),
        "{}",
        ran.stdout
    );
    let (ran, _, ids) = fetch(Way::LieUp, "en");
    assert_eq!(ids.len(), 48);
    assert!(ran.stderr.contains("48 objects came, the service counts 49"), "{}", ran.stderr);
}
