//! The PROJ operations behind [`Crs`](super::Crs).

use std::{
    cell::RefCell,
    collections::HashMap,
    env, fmt,
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock, PoisonError},
};

use geo_types::{Coord, Geometry, LineString, Polygon};
use proj::{Proj, ProjBuilder, ProjError};
use serde::Serialize;

use crate::lang::{Said, say};

/// The grid of RDNAPTRANS2018, variant 2, under the name PROJ's data package
/// gives it and under NSGI's own: the same shifts, as GeoTIFF and as NTv2.
const GRIDS: [&str; 2] = ["nl_nsgi_rdtrans2018.tif", "rdtrans2018.gsb"];

/// RD New to Bessel longitude and latitude in radians, and back.
///
/// # Source
///
/// EPSG:28992 (projection 19914), EPSG dataset in PROJ 9.6.
const RD: &str = "+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 \
    +x_0=155000 +y_0=463000 +ellps=bessel";

/// Bessel to ETRS89 without the grid: 0.25 m.
///
/// # Source
///
/// EPSG "Amersfoort to ETRS89 (8)", as PROJ 9.6 writes it.
const SHIFT: &str = "+proj=helmert +x=565.7381 +y=50.4018 +z=465.2904 +rx=0.395025981036064 \
    +ry=-0.330772431242031 +rz=1.87607329462821 +s=4.07244 +convention=coordinate_frame";

/// How well RD New and degrees agree on this machine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Accuracy {
    /// Largest error to expect, meters.
    pub meters: f64,
    /// The correction grid in use; `None` when it was not found.
    pub grid: Option<PathBuf>,
}

impl Accuracy {
    /// What is done between Bessel 1841, on which RD New rests, and ETRS89.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self.grid {
            Some(_) => "RDNAPTRANS2018 variant 2 (grid)",
            None => "EPSG Amersfoort to ETRS89 (8) (7 parameters)",
        }
    }
}

impl fmt::Display for Accuracy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.grid {
            Some(_) => write!(f, "{}, {} m", self.operation(), self.meters),
            None => write!(f, "without the grid {}, about {} m", GRIDS.join(" or "), self.meters),
        }
    }
}

/// How well RD New and degrees agree: whether a grid of RDNAPTRANS2018 was
/// found. Decided once per process.
#[must_use]
pub fn accuracy() -> Accuracy {
    match grid() {
        Some(path) => Accuracy { meters: 0.001, grid: Some(path.to_owned()) },
        None => Accuracy { meters: 0.25, grid: None },
    }
}

/// The grid, if there is one that PROJ can use.
fn grid() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOUND
        .get_or_init(|| {
            folders()
                .into_iter()
                .flat_map(|folder| GRIDS.map(|grid| folder.join(grid)))
                .filter(|path| path.is_file())
                // A broken grid must not spoil the run: it is tried on the
                // one point every Dutch surveyor knows.
                .find(|path| {
                    operation(Some(path)).is_ok_and(|proj| {
                        proj.convert((155_000.0, 463_000.0)).is_ok_and(|(lon, lat): (f64, f64)| {
                            (lon - 5.387_203_650).abs() < 1e-8 && (lat - 52.155_172_887).abs() < 1e-8
                        })
                    })
                })
        })
        .as_deref()
}

/// Where a grid may lie, best first: what the user set, the user's own PROJ
/// folder, and the folders of common installations.
fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = ["PROJ_DATA", "PROJ_LIB"]
        .iter()
        .filter_map(env::var_os)
        .flat_map(|paths| env::split_paths(&paths).collect::<Vec<_>>())
        .collect();
    let home = |below: &str| env::var_os("HOME").map(|home| PathBuf::from(home).join(below));
    folders.extend(
        env::var_os("XDG_DATA_HOME")
            .map(|data| PathBuf::from(data).join("proj"))
            .or(home(".local/share/proj")),
    );
    folders.extend(home("Library/Application Support/proj"));
    folders.extend(env::var_os("LOCALAPPDATA").map(|data| PathBuf::from(data).join("proj")));
    // Also beside the program, so that a folder can be carried along.
    if let Some(bin) = env::current_exe().ok().as_deref().and_then(Path::parent) {
        folders.extend([bin.join("../share/proj"), bin.join("proj")]);
    }
    folders
        .extend(["/usr/local/share/proj", "/usr/share/proj", "/opt/homebrew/share/proj"].map(PathBuf::from));
    folders
}

/// Where the user's own copy of the correction grid belongs, whether it is
/// there or not; `None` on a machine that has no such place.
#[must_use]
pub fn own_grid() -> Option<PathBuf> {
    let data = env::var_os("XDG_DATA_HOME").or_else(|| env::var_os("LOCALAPPDATA")).map(PathBuf::from);
    let data = data.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")));
    data.filter(|data| data.is_absolute()).map(|data| data.join("proj").join(GRIDS[0]))
}

/// RD New to longitude, latitude; backwards it gives RD New again.
fn operation(grid: Option<&Path>) -> Result<Proj, Said> {
    let name = grid.and_then(Path::file_name).map(|name| name.to_string_lossy());
    let shift = match name {
        Some(name) => vec![format!("+proj=hgridshift +grids={name}")],
        None => vec![
            "+proj=push +v_3".into(),
            "+proj=cart +ellps=bessel".into(),
            SHIFT.into(),
            "+inv +proj=cart +ellps=GRS80".into(),
            "+proj=pop +v_3".into(),
        ],
    };
    let mut steps = vec![format!("+inv {RD}")];
    steps.extend(shift);
    steps.push("+proj=unitconvert +xy_in=rad +xy_out=deg".into());
    let pipeline = format!("+proj=pipeline +step {}", steps.join(" +step "));

    let mut builder = ProjBuilder::new();
    if let Some(folder) = grid.and_then(Path::parent) {
        add_search_path(&mut builder, folder)?;
    }
    builder.proj(&pipeline).map_err(Said::quoted)
}

/// Adds a folder to those in which PROJ looks for grids, one thread at a time:
/// the crate reads the present ones through `proj_info`, which hands out a text
/// that the next call, from whichever thread, frees.
fn add_search_path(builder: &mut ProjBuilder, folder: &Path) -> Result<(), Said> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _held = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    builder.set_search_paths(folder).map_err(Said::quoted)
}

/// The operations of one thread: PROJ's objects cannot be shared, and making
/// one takes 15 ms.
///
/// They are leaked: dropping one calls `proj_cleanup`, which clears caches of
/// the whole process while other threads may be using them.
#[derive(Default)]
struct Operations {
    rd: Option<Result<Rd, Said>>,
    others: HashMap<String, Result<&'static Proj, Said>>,
}

/// RD New to degrees: by the grid, and without it.
#[derive(Clone, Copy)]
struct Rd {
    /// `None` when there is no grid.
    grid: Option<&'static Proj>,
    shift: &'static Proj,
}

impl Rd {
    fn new() -> Result<Self, Said> {
        let by_grid = grid().map(|grid| operation(Some(grid)).map(leak)).transpose()?;
        Ok(Self { grid: by_grid, shift: operation(None).map(leak)? })
    }

    /// The grid ends far outside the country (2° to 8° E, 50° to 56° N).
    /// Beyond it the 7 parameters hold, as RDNAPTRANS2018 itself has it.
    fn apply(
        self,
        coord: Coord<f64>,
        operation: impl Fn(&Proj, (f64, f64)) -> Result<(f64, f64), ProjError>,
    ) -> Result<Coord<f64>, Said> {
        let by_grid = self.grid.and_then(|grid| checked(coord, |point| operation(grid, point)).ok());
        by_grid.map_or_else(|| checked(coord, |point| operation(self.shift, point)), Ok)
    }
}

thread_local! {
    static OPERATIONS: RefCell<Operations> = RefCell::default();
}

fn leak(proj: Proj) -> &'static Proj {
    Box::leak(Box::new(proj))
}

fn rd() -> Result<Rd, Said> {
    OPERATIONS.with_borrow_mut(|all| all.rd.get_or_insert_with(Rd::new).clone())
}

fn other(crs: &str) -> Result<&'static Proj, Said> {
    OPERATIONS.with_borrow_mut(|all| {
        if let Some(known) = all.others.get(crs) {
            return known.clone();
        }
        let made = Proj::new_known_crs(crs, "EPSG:4258", None).map(leak).map_err(Said::quoted);
        all.others.insert(crs.to_owned(), made.clone());
        made
    })
}

/// Whether RD New and degrees can be converted.
pub(super) fn ready() -> Result<(), Said> {
    rd().map(drop)
}

/// Whether PROJ knows this CRS.
pub(super) fn knows(crs: &str) -> Result<(), Said> {
    ready()?;
    other(crs).map(drop)
}

pub(super) fn rd_to_lonlat(coord: Coord<f64>) -> Result<Coord<f64>, Said> {
    rd()?.apply(coord, |proj, point| proj.convert(point))
}

pub(super) fn lonlat_to_rd(coord: Coord<f64>) -> Result<Coord<f64>, Said> {
    // `project` passes the numbers on as they are: the pipeline takes degrees.
    rd()?.apply(coord, |proj, point| proj.project(point, true))
}

pub(super) fn other_to_lonlat(crs: &str, coord: Coord<f64>) -> Result<Coord<f64>, Said> {
    let proj = other(crs)?;
    checked(coord, |point| proj.convert(point))
}

fn checked(
    Coord { x, y }: Coord<f64>,
    operation: impl Fn((f64, f64)) -> Result<(f64, f64), ProjError>,
) -> Result<Coord<f64>, Said> {
    match operation((x, y)) {
        Ok((to_x, to_y)) if to_x.is_finite() && to_y.is_finite() => Ok(Coord { x: to_x, y: to_y }),
        Ok(_) => Err(say!(
            "coördinaat ({x}, {y}) ligt buiten de projectie",
            "coordinate ({x}, {y}) lies outside the projection"
        )),
        Err(error) => Err(say!("coördinaat ({x}, {y}): „{error}”", "coordinate ({x}, {y}): {error}")),
    }
}

/// Changes every coordinate in place, stopping at the first that fails.
///
/// By hand, as geo's `try_map_coords_in_place` does not compile for a
/// `Geometry`: its collections recurse into ever new types.
pub(super) fn map(
    geometry: &mut Geometry<f64>,
    change: &dyn Fn(Coord<f64>) -> Result<Coord<f64>, Said>,
) -> Result<(), Said> {
    let one = |coord: &mut Coord<f64>| -> Result<(), Said> {
        *coord = change(*coord)?;
        Ok(())
    };
    let line = |line: &mut LineString<f64>| line.0.iter_mut().try_for_each(one);
    let polygon = |polygon: &mut Polygon<f64>| {
        polygon.try_exterior_mut(line)?;
        polygon.try_interiors_mut(|rings| rings.iter_mut().try_for_each(line))
    };
    match geometry {
        Geometry::Point(point) => one(&mut point.0),
        Geometry::Line(ends) => [&mut ends.start, &mut ends.end].into_iter().try_for_each(one),
        Geometry::LineString(all) => line(all),
        Geometry::Polygon(all) => polygon(all),
        Geometry::MultiPoint(points) => points.0.iter_mut().try_for_each(|point| one(&mut point.0)),
        Geometry::MultiLineString(lines) => lines.0.iter_mut().try_for_each(line),
        Geometry::MultiPolygon(polygons) => polygons.0.iter_mut().try_for_each(polygon),
        Geometry::GeometryCollection(parts) => parts.0.iter_mut().try_for_each(|part| map(part, change)),
        // These two do not stay what they are under a projection.
        Geometry::Rect(rect) => {
            *geometry = Geometry::Polygon(rect.to_polygon());
            map(geometry, change)
        }
        Geometry::Triangle(triangle) => {
            *geometry = Geometry::Polygon(triangle.to_polygon());
            map(geometry, change)
        }
    }
}
