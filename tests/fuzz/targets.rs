//! What every reader of ours does with any bytes: one function a target.
//!
//! Shared by the fuzzers in `fuzz/` and by the replay in `tests/it/fuzz.rs`.
//! A target reads as `check` and `scan` do; it must come back, without a panic,
//! within seconds, in little memory, and gives how much it understood. A format
//! that is read from a file is put in one, in memory where the system has that.

use std::{
    fs,
    io::{Cursor, Write as _},
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use toplaag::{
    config::{Input, Source, StopsInput},
    crs::Crs,
    issue::Issues,
    model::{Address, AddressCells, PandId, Postcode6, VerblijfsobjectId, house_number},
    read::{
        Layer, Shape, bezit, capacity, grid, heights, layers, panden, parking, projects, room, status, stops,
        verblijfsobjecten,
    },
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Reads bytes and gives the number of records, shapes or cells in them.
pub type Target = fn(&[u8]) -> usize;

/// Every target with its name.
#[allow(dead_code, reason = "a fuzzer runs one")]
pub const TARGETS: &[(&str, Target)] = &[
    ("address", address),
    ("archive", archive),
    ("cityjson", cityjson),
    ("csv", csv),
    ("flatgeobuf", flatgeobuf),
    ("geojson", geojson),
    ("gpkg_geometry", gpkg_geometry),
    ("gtfs", gtfs),
    ("lvbag", lvbag),
    ("number", number),
    ("ods", ods),
    ("parquet", parquet),
    ("planlist", planlist),
    ("wkb", wkb),
    ("xlsx", xlsx),
];

/// Between the files or cells that one input stands for.
pub const BETWEEN: u8 = 0;

/// Well-known binary, as PostGIS and GDAL hand it over.
pub fn wkb(bytes: &[u8]) -> usize {
    shape(&Shape::Wkb(bytes.to_vec()), &Crs::Rd)
}

/// The blob of a GeoPackage.
pub fn gpkg_geometry(bytes: &[u8]) -> usize {
    shape(&Shape::Gpkg(bytes.to_vec()), &Crs::Rd)
}

/// GeoJSON and its relatives.
pub fn geojson(bytes: &[u8]) -> usize {
    let file = Given::new("panden.geojson", bytes);
    file.records() + file.panden()
}

/// CityJSON, as a document or a text sequence.
pub fn cityjson(bytes: &[u8]) -> usize {
    let file = Given::new("3dbag.city.json", bytes);
    let heights = heights::read(&file.input(), &mut Issues::default());
    file.records() + heights.map_or(0, |heights| heights.len())
}

/// FlatGeobuf.
pub fn flatgeobuf(bytes: &[u8]) -> usize {
    let file = Given::new("panden.fgb", bytes);
    file.records() + file.panden()
}

/// GeoParquet.
pub fn parquet(bytes: &[u8]) -> usize {
    let file = Given::new("panden.parquet", bytes);
    file.records() + file.panden()
}

/// The XML of a BAG extract: panden, verblijfsobjecten, and what their
/// addresses are made of.
pub fn lvbag(bytes: &[u8]) -> usize {
    let names = ["PND", "VBO", "NUM", "OPR", "WPL"].map(|code| format!("9999{code}15102021-000001.xml"));
    let file = Given::new("bag.zip", &zipped(&names.each_ref().map(String::as_str), bytes, &[]));
    let units = verblijfsobjecten::read(&file.input(), &mut Issues::default());
    file.records() + file.panden() + units.map_or(0, |units| units.len())
}

/// A table as text.
pub fn csv(bytes: &[u8]) -> usize {
    let file = Given::new("lijst.csv", bytes);
    let (input, mut issues) = (file.input(), Issues::default());
    let homes = bezit::read(&input, None, &mut issues).map_or(0, |bezit| bezit.rows.len());
    let units = verblijfsobjecten::read(&input, &mut issues).map_or(0, |units| units.len());
    let codes = grid::read_postcodes(&input, &mut issues).map_or(0, |codes| codes.len());
    file.records() + homes + units + codes
}

/// A planning list.
pub fn planlist(bytes: &[u8]) -> usize {
    let file = Given::new("planlijst.csv", bytes);
    let form = projects::ListForm::default();
    projects::read(&file.input().sources, &form, &mut Issues::default())
        .map_or(0, |lists| lists.projects.len())
}

/// The tables of a GTFS feed: routes, trips, stop times, stops.
pub fn gtfs(bytes: &[u8]) -> usize {
    let names = ["routes.txt", "trips.txt", "stop_times.txt", "stops.txt"];
    Given::new("gtfs.zip", &zipped(&names, bytes, &[])).stops()
}

/// The parts of an Excel workbook: sheet, workbook, texts, styles.
pub fn xlsx(bytes: &[u8]) -> usize {
    let names = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"];
    Given::new("bezit.xlsx", &zipped(&names, bytes, XLSX)).workbook()
}

/// What ties the parts of a workbook together.
const XLSX: &[(&str, &str)] = &[
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>
</Relationships>"#,
    ),
];

/// The contents of a LibreOffice workbook.
pub fn ods(bytes: &[u8]) -> usize {
    Given::new("bezit.ods", &zipped(&["content.xml"], bytes, &[])).workbook()
}

/// A zip as it is delivered.
pub fn archive(bytes: &[u8]) -> usize {
    let file = Given::new("levering.zip", bytes);
    file.records() + file.panden() + file.stops()
}

/// The cells of a column of numbers, as the registers that have some take
/// them: sizes and their classes, norms, years, megawatts, homes, heights.
pub fn number(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let cells = text.split('\0').map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    let cells: Vec<String> = cells.take(100).collect();
    let pand = |n: usize| format!("90011000000001{n:02}");
    // The key and a number that can be stand before the columns of cells.
    let table = |columns: &str| {
        let n_columns = columns.matches(';').count() - 1;
        let row =
            |(n, cell): (usize, &String)| format!("{};1{}\n", pand(n), format!(";{cell}").repeat(n_columns));
        let rows: String = cells.iter().enumerate().map(row).collect();
        Given::new("getallen.csv", format!("{columns}\n{rows}").as_bytes())
    };
    let issues = &mut Issues::default();
    let mut n_read = 0;
    // One that is not understood stops the reading, or leaves out the row.
    for columns in ["bewoners_min;m2_van", "bewoners_min;m2_tot", "bewoners_min;m2", "x;bewoners_min"] {
        let norms = table(&format!("zone;{columns}"));
        n_read += parking::read_norms(&norms.input(), issues).map_or(0, |norms| norms.len());
    }
    let rooms = table("voedingsgebied_id;x;jaar;ruimte_mw");
    n_read += capacity::read(&rooms.input(), issues).map_or(0, |rooms| rooms.len());
    let rooms = table("voedingsgebied_id;station;jaar;reservering_mw");
    n_read += room::read(&rooms.input(), issues).map_or(0, |rooms| rooms.len());
    let filed = table("request_id;stand;toegezegd_mw;gevraagd_op");
    n_read += status::read(&filed.input(), issues).map_or(0, |rows| rows.len());
    let phasing = table("site_id;x;jaar;woningen");
    n_read += capacity::read_phasing(&phasing.input(), issues).map_or(0, |sites| sites.len());
    let roofs = table("identificatie;b3_bouwlagen;b3_h_maaiveld;b3_opp_dak_plat");
    let roofs = heights::read(&roofs.input(), issues).unwrap_or_default();
    n_read + (0..cells.len()).filter_map(|n| roofs.get(pand(n).parse().ok()?)?.flat).count()
}

/// The cells of an address, and identifications.
pub fn address(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let mut cells = text.split('\0').map(|cell| Some(cell).filter(|cell| !cell.is_empty()));
    let mut next = || cells.next().flatten();
    let cells = AddressCells {
        adres: next(),
        straat: next(),
        huisnummer: next(),
        huisletter: next(),
        toevoeging: next(),
        postcode: next(),
        woonplaats: next(),
    };
    let readings = Address::read(&cells).map_or(0, |address| {
        let _ = address.spelled();
        address.readings.len()
    });
    let number = house_number(&text, cells.huisletter, cells.toevoeging);
    let ids = (text.parse::<Postcode6>(), text.parse::<PandId>(), text.parse::<VerblijfsobjectId>());
    readings
        + [number.is_some(), ids.0.is_ok(), ids.1.is_ok(), ids.2.is_ok()]
            .map(usize::from)
            .iter()
            .sum::<usize>()
}

fn shape(shape: &Shape, crs: &Crs) -> usize {
    usize::from(shape.polygon(crs).is_ok()) + usize::from(shape.point(crs).is_ok())
}

/// A zip of these files, in which the bytes stand in this order; a name for
/// which there are none is left out.
fn zipped(names: &[&str], bytes: &[u8], others: &[(&str, &str)]) -> Vec<u8> {
    let given = names.iter().copied().zip(bytes.split(|byte| *byte == BETWEEN));
    let others = others.iter().map(|(name, text)| (*name, text.as_bytes()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in given.chain(others) {
        zip.start_file(name, stored).expect("the names differ");
        zip.write_all(bytes).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// A file with the bytes of a run in it.
struct Given {
    path: PathBuf,
    _folder: TempDir,
}

impl Given {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.expect("there is room for a folder");
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("there is room for a file");
        Self { path, _folder: folder }
    }

    fn source(&self) -> Source {
        Source { path: self.path.clone(), name: "gegeven".into(), ..Source::default() }
    }

    fn input(&self) -> Input {
        Input { sources: vec![self.source()], ..Input::default() }
    }

    /// Reads the layers there are, each record with its shape.
    fn records(&self) -> usize {
        let named = layers(&self.source()).unwrap_or_default().into_iter().take(4).map(Some);
        let mut n_records = 0;
        for layer in std::iter::once(None).chain(named) {
            let Ok(mut layer) = Layer::open(&Source { layer, ..self.source() }) else { continue };
            let columns: Vec<usize> = (0..layer.head().columns.len()).collect();
            let crs = layer.crs().clone();
            let _ = layer.read(&columns, &mut |record| {
                shape(&record.shape, &crs);
                n_records += 1;
                Ok(())
            });
        }
        n_records
    }

    fn panden(&self) -> usize {
        let mut n_panden = 0;
        let _ = panden::stream(&self.input(), None, &mut Issues::default(), |panden, _| {
            n_panden += panden.len();
            Ok(())
        });
        n_panden
    }

    fn stops(&self) -> usize {
        let stops = StopsInput { class: None, input: self.input() };
        stops::read(&stops, &mut Issues::default()).map_or(0, |stops| stops.len())
    }

    fn workbook(&self) -> usize {
        let homes = bezit::read(&self.input(), None, &mut Issues::default());
        self.records() + homes.map_or(0, |homes| homes.rows.len())
    }
}
