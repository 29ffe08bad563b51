//! GTFS: stops of public transport, each with the best that calls at it.
//!
//! The class of a stop is not in the file of stops: it follows from the
//! timetable, by trip and route. Of `stop_times.txt`, a gigabyte for the
//! country, only which stop knows which trip is kept. Stops where nothing
//! calls are left out. Whether a bus is HOV is not said here.
//!
//! # Source
//!
//! GTFS schedule reference: `routes.txt` and its extended route types.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use csv::{ReaderBuilder, StringRecord};
use geo_types::{Geometry, Point};

use super::{
    real_value, text_value,
    zipped::{Entry, Window, archive_error, entries, file_name, reading_error},
};
use crate::{
    config::Source,
    crs::Crs,
    error::ReadError,
    lang::{Said, say},
    read::{
        head::{Column, Head},
        reader::{Opened, Reader},
        record::{Record, Shape},
    },
    value::Value,
};

const FORMAT: &str = "GTFS";
const LAYER: &str = "stops";
const COLUMNS: [&str; 3] = ["stop_id", "stop_name", "klasse"];

/// The cure for a file that lacks something.
fn official() -> Said {
    say!(
        "neem de hele levering, zoals gtfs-nl.zip, zoals die is uitgegeven",
        "take the whole delivery, such as gtfs-nl.zip, as it was published"
    )
}

/// The tables that are needed.
#[derive(Clone)]
pub(super) struct Feed {
    path: PathBuf,
    routes: Entry,
    trips: Entry,
    stop_times: Entry,
    stops: Entry,
}

/// The tables of a feed; `None` for another zip.
///
/// # Errors
///
/// [`ReadError::Archive`] for a zip that cannot be used.
pub(super) fn in_zip(path: &Path) -> Result<Option<Feed>, ReadError> {
    let window = Window::of_file(path).map_err(|error| reading_error(path, "", &error))?;
    let all = entries(path, "", &window)?;
    let find = |name: &str| all.iter().find(|entry| file_name(entry.name()) == name).cloned();
    let tables = (find("routes.txt"), find("trips.txt"), find("stop_times.txt"), find("stops.txt"));
    let (Some(routes), Some(trips), Some(stop_times), Some(stops)) = tables else { return Ok(None) };
    Ok(Some(Feed { path: path.to_owned(), routes, trips, stop_times, stops }))
}

/// Opens the one layer of a feed.
pub(super) fn open(source: &Source, feed: Feed) -> Result<Opened, ReadError> {
    super::pick(source, &[LAYER.to_owned()])?;
    let head = Head {
        layer: LAYER.into(),
        format: FORMAT,
        columns: COLUMNS.map(|name| Column { name: name.into() }).to_vec(),
        count: None,
        crs: Some(Crs::LonLat),
        extent: None,
    };
    Ok((head, Box::new(feed)))
}

/// Names of the layers of a feed.
pub(super) fn layers() -> Vec<String> {
    vec![LAYER.into()]
}

/// What calls at a stop, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mode {
    Train,
    Metro,
    Tram,
    Other,
}

impl Mode {
    /// Of a `route_type`, plain or extended; `None` for what is no number.
    fn of(route_type: &str) -> Option<Self> {
        Some(match route_type.trim().parse::<u16>().ok()? {
            2 | 100..=117 => Self::Train,
            1 | 400..=405 | 500 | 600 => Self::Metro,
            0 | 900..=906 => Self::Tram,
            _ => Self::Other,
        })
    }

    /// The word the register of stops knows.
    fn word(self) -> &'static str {
        match self {
            Self::Train => "trein",
            Self::Metro => "metro",
            Self::Tram => "tram",
            Self::Other => "bus",
        }
    }
}

/// What the library that splits rows says.
fn of_csv(error: &csv::Error) -> Said {
    match error.kind() {
        csv::ErrorKind::Io(error) => error.into(),
        _ => Said::quoted(error),
    }
}

impl Feed {
    /// Hands over the cells of the named columns, row by row.
    fn table<const N: usize>(
        &self,
        entry: &Entry,
        columns: [&str; N],
        mut each: impl FnMut([&str; N]) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let bad = |detail: Said| archive_error(&self.path, entry.name(), detail, official());
        let mut rows = ReaderBuilder::new().flexible(true).from_reader(entry.open(&self.path)?);
        let header = rows.headers().map_err(|error| bad(of_csv(&error)))?.clone();
        let mut places = [0; N];
        for (place, column) in places.iter_mut().zip(columns) {
            let is_it = |name: &str| name.trim_start_matches('\u{feff}').trim() == column;
            *place = header
                .iter()
                .position(is_it)
                .ok_or_else(|| bad(say!("het heeft geen kolom `{column}`", "it has no column `{column}`")))?;
        }
        let mut row = StringRecord::new();
        while rows.read_record(&mut row).map_err(|error| bad(of_csv(&error)))? {
            each(places.map(|place| row.get(place).unwrap_or_default()))?;
        }
        Ok(())
    }

    /// The best that calls at each stop.
    fn modes(&self) -> Result<HashMap<Box<str>, Mode>, ReadError> {
        let mut of_route: HashMap<Box<str>, Mode> = HashMap::new();
        self.table(&self.routes, ["route_id", "route_type"], |[route, kind]| {
            of_route.extend(Mode::of(kind).map(|mode| (route.into(), mode)));
            Ok(())
        })?;
        let mut of_trip: HashMap<Box<str>, Mode> = HashMap::new();
        self.table(&self.trips, ["trip_id", "route_id"], |[trip, route]| {
            of_trip.extend(of_route.get(route).map(|mode| (trip.into(), *mode)));
            Ok(())
        })?;
        let mut of_stop: HashMap<Box<str>, Mode> = HashMap::new();
        self.table(&self.stop_times, ["trip_id", "stop_id"], |[trip, stop]| {
            if let Some(mode) = of_trip.get(trip) {
                match of_stop.get_mut(stop) {
                    Some(best) => *best = (*best).min(*mode),
                    None => {
                        of_stop.insert(stop.into(), *mode);
                    }
                }
            }
            Ok(())
        })?;
        Ok(of_stop)
    }
}

impl Reader for Feed {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let modes = self.modes()?;
        let mut number = 0;
        self.table(&self.stops, ["stop_id", "stop_name", "stop_lon", "stop_lat"], |[id, name, lon, lat]| {
            number += 1;
            let Some(mode) = modes.get(id) else { return Ok(()) };
            let degrees = |text: &str| text.trim().parse::<f64>().map_or(Value::Null, real_value).as_f64();
            let shape = match (degrees(lon), degrees(lat)) {
                (Some(x), Some(y)) => Shape::Decoded(Geometry::Point(Point::new(x, y))),
                _ => Shape::Null,
            };
            let value = |column: &usize| match column {
                0 => text_value(id),
                1 => text_value(name),
                _ => text_value(mode.word()),
            };
            each(Record { number, shape, values: columns.iter().map(value).collect() })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{
        super::{file::testing::all, zipped::testing::zip},
        *,
    };

    const ROUTES: &str = "route_id,route_type\nic,2\nm50,600\nt3,0\nb21,700\n";
    const TRIPS: &str = "route_id,trip_id\nic,1\nm50,2\nt3,3\nb21,4\nweg,5\n";
    const TIMES: &str = "trip_id,stop_id\n4,a\n1,a\n4,b\n3,b\n4,c\n2,d\n5,e\n";
    const STOPS: &str = "\u{feff}stop_id,stop_name,stop_lat,stop_lon\n\
        a,\"Weesp, Station\",52.312,5.043\nb,Plein,52.31,5.04\nc,Dorp,52.3,5.0\nd,Gaasperplas,52.296,4.98\ne,Leeg,52.2,5.1\nf,Oud,52.1,5.2\n";

    fn feed(members: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gtfs.zip");
        fs::write(&path, zip(members, true)).unwrap();
        (folder, path)
    }

    #[test]
    fn a_stop_has_the_class_of_the_best_that_calls() {
        let members =
            [("routes.txt", ROUTES), ("trips.txt", TRIPS), ("stop_times.txt", TIMES), ("stops.txt", STOPS)];
        let (_folder, path) = feed(&members.map(|(name, text)| (name, text.as_bytes())));
        let source = Source { path, ..Source::default() };
        let (head, mut reader) = super::super::open(&source, &super::super::Wanted::default()).unwrap();
        assert_eq!((head.format, head.crs.as_ref()), ("GTFS", Some(&Crs::LonLat)));
        let records = all(&head, reader.as_mut()).unwrap();
        let told: Vec<(String, String)> = records
            .iter()
            .map(|record| {
                let text = |at: usize| record.values[at].as_text().unwrap().to_owned();
                (text(1), text(2))
            })
            .collect();
        // At e calls a trip of no route, at f none.
        let expected =
            [("Weesp, Station", "trein"), ("Plein", "tram"), ("Dorp", "bus"), ("Gaasperplas", "metro")];
        assert_eq!(told, expected.map(|(name, class)| (name.to_owned(), class.to_owned())));
        let Shape::Decoded(Geometry::Point(point)) = &records[0].shape else {
            panic!("{:?}", records[0].shape)
        };
        assert_eq!((point.x(), point.y()), (5.043, 52.312));
    }

    #[test]
    fn a_table_without_its_columns_is_told_by_name() {
        let members = [
            ("routes.txt", "id\n1\n"),
            ("trips.txt", TRIPS),
            ("stop_times.txt", TIMES),
            ("stops.txt", STOPS),
        ];
        let (_folder, path) = feed(&members.map(|(name, text)| (name, text.as_bytes())));
        let mut feed = in_zip(&path).unwrap().unwrap();
        let error = feed.read(&[0], &mut |_| Ok(())).unwrap_err().to_string();
        assert!(error.contains("routes.txt") && error.contains("it has no column `route_id`"), "{error}");
    }

    #[test]
    fn another_zip_is_no_feed() {
        let (_folder, path) = feed(&[("stops.txt", STOPS.as_bytes())]);
        assert!(in_zip(&path).unwrap().is_none());
    }
}
