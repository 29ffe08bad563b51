//! A server of OGC API Features that behaves, or misbehaves as it is told.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Read as _, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// What a request is answered with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// As it should.
    Good,
    /// Closes the connection before it says anything.
    Drop,
    /// Says nothing for this many seconds.
    Silence(u64),
    /// Announces all and sends half.
    Truncate,
    /// A status, with `Retry-After: 1`.
    Status(u16),
    /// Counts one object too many.
    Lie,
    /// Links to the first page for ever.
    Loop,
    /// Sends this same page whatever is asked, under new links.
    Again,
    /// Never ends.
    Endless,
    /// Redirects to `file:///etc/passwd`.
    ToFile,
    /// Redirects to itself.
    ToItself,
    /// Links to a page on another host.
    NextElsewhere,
    /// A web page with status 200.
    Html,
    /// A part nobody asked for.
    Part,
    /// A long error in JSON, of several lines, with status 200.
    Scolds,
    /// Always links to a next page, and says no CRS where there is nothing.
    EmptyEnd,
}

/// A request that came in: its path with the query, and headers in lower case.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    pub headers: BTreeMap<String, String>,
}

#[derive(Default)]
struct State {
    collections: BTreeMap<String, Vec<String>>,
    /// Ways per collection, used up one by one; the last stays.
    ways: BTreeMap<String, Vec<Way>>,
    requests: Vec<Request>,
}

pub struct Server {
    pub address: String,
    state: Arc<Mutex<State>>,
    ended: Arc<AtomicBool>,
}

impl Server {
    /// Serves features under the names of their collections.
    pub fn new(collections: &[(&str, Vec<String>)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        for (name, features) in collections {
            state.lock().unwrap().collections.insert((*name).to_owned(), features.clone());
        }
        let ended = Arc::new(AtomicBool::new(false));
        let (shared, base, stop) = (Arc::clone(&state), address.clone(), Arc::clone(&ended));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let (shared, base) = (Arc::clone(&shared), base.clone());
                // A client that gives up closes the connection: no fault of the test.
                thread::spawn(move || answer(stream, &shared, &base));
            }
        });
        Self { address, state, ended }
    }

    /// From now on requests for a collection go these ways, the last for ever.
    pub fn behave(&self, collection: &str, ways: &[Way]) {
        self.state.lock().unwrap().ways.insert(collection.to_owned(), ways.to_vec());
    }

    /// The requests since the last time this was asked.
    pub fn requests(&self) -> Vec<Request> {
        std::mem::take(&mut self.state.lock().unwrap().requests)
    }

    /// Requests for one collection since the last time this was asked.
    pub fn count(&self, collection: &str) -> usize {
        let of = format!("/collections/{collection}/");
        self.requests().iter().filter(|request| request.path.contains(&of)).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address.trim_start_matches("http://"));
    }
}

fn answer(stream: TcpStream, state: &Mutex<State>, base: &str) {
    let Some(request) = request(&stream) else { return };
    let name = request.path.split("/collections/").nth(1).and_then(|rest| rest.split('/').next());
    let name = name.unwrap_or("file").to_owned();
    let (way, features) = {
        let mut state = state.lock().unwrap();
        state.requests.push(request.clone());
        let way = match state.ways.get_mut(&name) {
            Some(ways) if ways.len() > 1 => ways.remove(0),
            Some(ways) => ways.first().copied().unwrap_or(Way::Good),
            None => Way::Good,
        };
        (way, state.collections.get(&name).cloned())
    };
    let mut out = stream;
    let Some(features) = features else {
        let _ = head(&mut out, "404 Not Found", &[], 0);
        return;
    };
    let _ = if name == "file" {
        file(&mut out, &request, features[0].as_bytes(), way)
    } else {
        page(&mut out, &request, &name, &features, way, base)
    };
}

fn request(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        })
        .collect();
    Some(Request { path, headers })
}

fn head(out: &mut TcpStream, status: &str, headers: &[(&str, &str)], length: usize) -> std::io::Result<()> {
    write!(out, "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n")?;
    for (name, value) in headers {
        write!(out, "{name}: {value}\r\n")?;
    }
    write!(out, "\r\n")
}

/// The ways that do not depend on what is asked. Gives whether it was one.
fn astray(out: &mut TcpStream, request: &Request, way: Way) -> std::io::Result<bool> {
    match way {
        Way::Drop => {}
        Way::Silence(seconds) => thread::sleep(Duration::from_secs(seconds)),
        Way::Status(status) => head(out, &format!("{status} No"), &[("Retry-After", "1")], 0)?,
        Way::ToFile => head(out, "302 Found", &[("Location", "file:///etc/passwd")], 0)?,
        Way::ToItself => head(out, "302 Found", &[("Location", &request.path)], 0)?,
        Way::Html => {
            let text = "<html>Onderhoud</html>";
            head(out, "200 OK", &[("Content-Type", "text/html; charset=utf-8")], text.len())?;
            out.write_all(text.as_bytes())?;
        }
        Way::Part => {
            let text = "{}";
            head(out, "206 Partial Content", &[("Content-Range", "bytes 0-1/9")], text.len())?;
            out.write_all(text.as_bytes())?;
        }
        Way::Scolds => {
            let text = format!(r#"{{"error":{{"message":"traag\n{}"}}}}"#, "x".repeat(10_000));
            head(out, "200 OK", &[], text.len())?;
            out.write_all(text.as_bytes())?;
        }
        Way::Endless => {
            write!(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"x\":\"")?;
            let block = [b'x'; 1 << 16];
            while out.write_all(&block).is_ok() {}
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn page(
    out: &mut TcpStream,
    request: &Request,
    name: &str,
    features: &[String],
    way: Way,
    base: &str,
) -> std::io::Result<()> {
    if astray(out, request, way)? {
        return Ok(());
    }
    let number = |parameter: &str| {
        let (_, rest) = request.path.split_once(parameter)?;
        rest.split('&').next()?.parse::<usize>().ok()
    };
    let (offset, limit) = (number("offset=").unwrap_or(0), number("limit=").unwrap_or(10));
    let end = (offset + limit).min(features.len());
    let shown = if way == Way::Again { 0..limit } else { offset.min(end)..end };
    let tag = format!("\"{name}-{offset}-{}\"", features.len());
    if way == Way::Good && request.headers.get("if-none-match") == Some(&tag) {
        return head(out, "304 Not Modified", &[("ETag", &tag)], 0);
    }
    let next = match way {
        Way::Loop => Some(format!("{base}{}", request.path)),
        Way::NextElsewhere => Some("http://elders.example/items".to_owned()),
        Way::Again => Some(format!("?limit={limit}&offset={}", offset + limit)),
        _ if offset + limit < features.len() || (way == Way::EmptyEnd && offset < features.len()) => {
            Some(format!("{base}/collections/{name}/items?limit={limit}&offset={}", offset + limit))
        }
        _ => None,
    };
    let matched = features.len() + usize::from(way == Way::Lie);
    let links = next.map_or(String::new(), |href| format!(r#"{{"rel":"next","href":"{href}"}}"#));
    let text = format!(
        r#"{{"type":"FeatureCollection","numberMatched":{matched},"links":[{links}],"features":[{}]}}"#,
        features[shown].join(",")
    );
    let crs = if text.contains("[5.") { "CRS84" } else { "EPSG/0/28992" };
    let crs = format!("<http://www.opengis.net/def/crs/{crs}>");
    let mut headers = vec![("ETag", tag.as_str()), ("Content-Type", "application/geo+json")];
    if way != Way::EmptyEnd {
        headers.push(("Content-Crs", &crs));
    }
    head(out, "200 OK", &headers, text.len())?;
    let end = if way == Way::Truncate { text.len() / 2 } else { text.len() };
    out.write_all(&text.as_bytes()[..end])
}

fn file(out: &mut TcpStream, request: &Request, bytes: &[u8], way: Way) -> std::io::Result<()> {
    if astray(out, request, way)? {
        return Ok(());
    }
    let range = request.headers.get("range").and_then(|range| range.strip_prefix("bytes="));
    let from: usize = range.and_then(|range| range.trim_end_matches('-').parse().ok()).unwrap_or(0);
    let rest = &bytes[from.min(bytes.len())..];
    let content = format!("bytes {from}-{}/{}", bytes.len() - 1, bytes.len());
    let mut headers = vec![("ETag", "\"een\""), ("Content-Type", "text/csv")];
    if range.is_some() {
        headers.push(("Content-Range", &content));
    }
    head(out, if range.is_some() { "206 Partial Content" } else { "200 OK" }, &headers, rest.len())?;
    let end = if way == Way::Truncate { rest.len() / 2 } else { rest.len() };
    out.write_all(&rest[..end])?;
    out.flush()?;
    // What the client still sends is read, so that the end is no reset.
    out.shutdown(std::net::Shutdown::Write)?;
    let _ = out.read(&mut [0; 16]);
    Ok(())
}
