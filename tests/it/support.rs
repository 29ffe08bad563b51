//! A folder with a project in it, and the program run there.

use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, Weak},
    time::Duration,
};

use tempfile::TempDir;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_toplaag");

/// A run that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(240);

/// The trail of an earlier result that is nothing but that trail.
pub const EARLIER: &str = r#"{"program": "toplaag", "outputs": ["run.json"]}"#;

/// The RD `crs` member that GeoJSON had before RFC 7946.
pub const RD: &str = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"#;

/// A folder the program is run in. Paths in its messages are relative, so
/// that they can be compared as they stand.
pub struct Place {
    dir: TempDir,
}

impl Place {
    /// An empty folder.
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A folder with the sample town and its project file.
    pub fn town() -> Self {
        let place = Self::new();
        for (name, bytes) in toplaag::sample::embedded() {
            place.write(name, bytes);
        }
        place
    }

    /// The same with the outcome of its scan in `uit`. The scan is made once
    /// for all tests; each gets files of its own.
    pub fn scanned() -> Self {
        static FILES: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
        let place = Self::town();
        let files = FILES.get_or_init(|| {
            let first = Self::town();
            first.scan();
            let name =
                |path: PathBuf| path.strip_prefix(first.path("")).unwrap().to_str().unwrap().to_owned();
            first.files("uit").into_iter().map(|(path, bytes)| (name(path), bytes)).collect()
        });
        for (name, bytes) in files {
            place.write(name, bytes);
        }
        place
    }

    /// A folder with a project file.
    pub fn project(toml: &str) -> Self {
        let place = Self::new();
        place.write("toplaag.toml", toml);
        place
    }

    /// A folder with a file of panden and a project that reads it.
    pub fn panden(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let place = Self::project(&format!("[panden]\npath = \"{name}\"\n"));
        place.write(name, bytes);
        place
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Rewrites a text file.
    pub fn edit(&self, name: &str, edit: impl FnOnce(String) -> String) -> &Self {
        self.write(name, edit(self.read(name)))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_str(&self.read(name)).unwrap()
    }

    /// What stands in the folder itself, hidden entries too.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Every file below a folder with its bytes.
    pub fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        files_below(&self.path(folder))
    }

    /// Runs the program with the words of a command line; it tells errors in
    /// English, as most tests read them.
    pub fn run(&self, words: &str) -> Ran {
        self.run_in("en", words)
    }

    /// Runs the program where `TOPLAAG_LANG` is this; empty is as if it were not set.
    pub fn run_in(&self, lang: &str, words: &str) -> Ran {
        let args: Vec<&str> = words.split_whitespace().collect();
        let output = assert_cmd::Command::new(PROGRAM)
            .args(&args)
            .env("TOPLAAG_LANG", lang)
            .current_dir(self.dir.path())
            .timeout(PATIENCE)
            .output()
            .unwrap();
        let ran = Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ran.stderr.contains("panicked"), "`{words}` panicked: {}", ran.stderr);
        ran
    }

    /// Scans the project into `uit`, where an earlier result may stand.
    pub fn scan(&self) -> Scanned {
        self.scan_with("")
    }

    /// The same with an outcome in this language, whatever the project says.
    pub fn scan_in(&self, lang: &str) -> Scanned {
        self.scan_with(&format!("--lang {lang}"))
    }

    fn scan_with(&self, options: &str) -> Scanned {
        self.run(&format!("scan toplaag.toml --out uit --force -q {options}")).says(0, "");
        Scanned { run: self.json("uit/run.json"), issues: issues(&self.path("uit/issues.csv")) }
    }

    /// Puts an earlier result in `uit`, and nothing else.
    pub fn earlier(&self) {
        let _ = fs::remove_dir_all(self.path("uit"));
        self.write("uit/run.json", EARLIER);
    }

    /// The scan must fail with this code and message, must leave an earlier
    /// result as it was, and must leave nothing else.
    #[track_caller]
    pub fn refuses(&self, code: i32, message: &str) {
        self.earlier();
        let before = self.files("");
        self.run("scan toplaag.toml --out uit --force -q").says(code, message);
        assert!(self.files("") == before, "something was written or removed: {:?}", self.names());
    }
}

/// Every file below a folder with its bytes.
pub fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    walk(folder, &mut files);
    files
}

fn walk(path: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            let bytes = fs::read(&path).unwrap();
            files.insert(path, bytes);
        }
    }
}

/// What the program said.
#[derive(Debug)]
pub struct Ran {
    /// `None` when a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Nothing on standard output, this on standard error, and this code.
    #[track_caller]
    pub fn says(&self, code: i32, stderr: &str) {
        assert_eq!(self.stderr.trim_end(), stderr.trim_end());
        assert_eq!(self.stdout, "");
        assert_eq!(self.code, Some(code));
    }
}

/// What a scan gave.
pub struct Scanned {
    pub run: serde_json::Value,
    pub issues: Vec<IssueRow>,
}

impl Scanned {
    /// One of the counts; absent kinds count 0.
    pub fn count(&self, name: &str) -> u64 {
        self.run["counts"][name].as_u64().unwrap_or(0)
    }

    /// These issues and no others, as `kind object: detail`.
    #[track_caller]
    pub fn found(&self, issues: &[&str]) {
        let found: Vec<String> = self.issues.iter().map(ToString::to_string).collect();
        assert_eq!(found, issues);
    }
}

/// A line of `issues.csv`.
pub struct IssueRow {
    pub kind: String,
    pub object: String,
    pub detail: String,
}

impl fmt::Display for IssueRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.kind, self.object, self.detail)
    }
}

/// The lines of `issues.csv`.
pub fn issues(path: &Path) -> Vec<IssueRow> {
    rows(path)
        .into_iter()
        .map(|mut row| {
            let mut take = |name: &str| row.remove(name).unwrap();
            IssueRow { kind: take("kind"), object: take("object"), detail: take("detail") }
        })
        .collect()
}

/// The rows of a CSV file in either style, by column name, trimmed.
pub fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    let (text, delimiter) = match text.strip_prefix('\u{feff}') {
        Some(text) => (text, b';'),
        None => (text.as_str(), b','),
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            names.iter().zip(&record).map(|(name, cell)| (name.to_owned(), cell.trim().to_owned())).collect()
        })
        .collect()
}

/// The verdicts of `panden` in a run: identification, verdict, and the codes
/// of reasons and missing facts.
pub fn verdicts(gpkg: &Path) -> Vec<(String, String, String, String)> {
    let file = rusqlite::Connection::open(gpkg).unwrap();
    let text =
        |row: &rusqlite::Row<'_>, at: usize| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
    let mut query =
        file.prepare("select identificatie, verdict, reasons, missing from panden order by fid").unwrap();
    query
        .query_map([], |row| Ok((text(row, 0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// The shapes of a layer in a run's GeoPackage, by identification, as another
/// library reads them.
pub fn shapes(gpkg: &Path, layer: &str, id: &str) -> Vec<(String, geo_types::MultiPolygon<f64>)> {
    use geozero::{ToGeo, wkb::GpkgWkb};
    let file = rusqlite::Connection::open(gpkg).unwrap();
    let mut query = file.prepare(&format!("select {id}, geom from {layer} order by fid")).unwrap();
    query
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))
        .unwrap()
        .map(|row| {
            let (id, blob) = row.unwrap();
            match GpkgWkb(blob).to_geo().unwrap() {
                geo_types::Geometry::MultiPolygon(shape) => (id, shape),
                other => panic!("{id} is {other:?}"),
            }
        })
        .collect()
}

/// The demo's folder: made once for all tests that look at it at the same
/// time, gone with the last.
pub fn demo() -> Arc<Place> {
    static DEMO: Mutex<Weak<Place>> = Mutex::new(Weak::new());
    shared(&DEMO, || {
        let place = Place::new();
        assert_eq!(place.run("demo --into . -q").code, Some(0));
        place
    })
}

/// Gives what another test holds, or makes it.
pub fn shared<T>(slot: &Mutex<Weak<T>>, make: impl FnOnce() -> T) -> Arc<T> {
    // A test that failed while making it left nothing behind.
    let mut slot = slot.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(there) = slot.upgrade() {
        return there;
    }
    let made = Arc::new(make());
    *slot = Arc::downgrade(&made);
    made
}

/// A GeoJSON collection in RD New.
pub fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection",{RD}"features":[{}]}}"#, features.join(",\n"))
}

/// A flat of 1972 with 12 homes; `geometry` is GeoJSON.
pub fn pand(n: u64, geometry: &str) -> String {
    feature(
        &format!(
            r#""identificatie":"{}","bouwjaar":1972,"status":"Pand in gebruik","gebruiksdoel":"woonfunctie","aantal_verblijfsobjecten":12"#,
            pand_id(n)
        ),
        geometry,
    )
}

/// A feature; `properties` is the inside of a JSON object.
pub fn feature(properties: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{geometry}}}"#)
}

/// An identification in a gemeente that does not exist.
pub fn pand_id(n: u64) -> String {
    format!("9999100000{n:06}")
}

/// The `n`th of a row of squares of 30 × 30 m, 100 m apart.
pub fn square(n: u64) -> String {
    let (x, y) = (130_000 + 100 * n, 470_000);
    let (right, top) = (x + 30, y + 30);
    format!(
        r#"{{"type":"Polygon","coordinates":[[[{x},{y}],[{right},{y}],[{right},{top}],[{x},{top}],[{x},{y}]]]}}"#
    )
}

/// Three sound panden.
pub fn three() -> String {
    collection(&[1, 2, 3].map(|n| pand(n, &square(n))))
}

/// Has optoppen, scores, ranks and totals of a finished run worked out again by
/// a script that knows the method and not the program.
pub fn by_the_method(run: &Path) {
    worked_out_again("check-method", run);
}

/// The same of the other forms, of parking, load and what goes together, from
/// the inputs that stand beside the run.
pub fn forms_by_the_method(run: &Path) {
    worked_out_again("check-forms", run);
}

fn worked_out_again(script: &str, run: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts").join(script);
    let Ok(checked) = std::process::Command::new("python3").arg(script).arg(run).output() else {
        #[expect(clippy::print_stderr, reason = "a test that checks nothing must say so")]
        {
            eprintln!("SKIPPED: `python3` is not there");
        }
        return;
    };
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}
