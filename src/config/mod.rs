//! What does the user want, from which files?
//!
//! A project file (`toplaag.toml`) names the inputs; paths in it are relative
//! to the file. It is read once into [`Project`]: what was meant, with
//! sources resolved and settings checked. Unknown keys are errors, so that a
//! typing slip is not a layer silently left out.

mod area;
mod database;
mod file;
mod ground;
mod peildatum;
mod role;
mod tables;
mod template;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

pub use area::Area;
pub use database::Database;
pub use ground::{DensityInput, GroundInputs, ReuseInput};
pub use peildatum::Peildatum;
pub use role::InputRole;
pub use template::TEMPLATE;

pub use crate::model::{HeightReference, RestrictionKind};
use crate::{
    error::Error,
    lang::{CsvStyle, Lang, Said, say},
    model::{Effect, Form, StopClass},
    params::Params,
};

/// Columns named by the user: role to column name.
pub type Columns = BTreeMap<String, String>;

/// Which layer of which file, and what the project file says about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// The file, relative paths already resolved; of a database what may be
    /// shown of its connection.
    pub path: PathBuf,
    /// The database, when it is one.
    pub database: Option<Database>,
    /// Rows asked of a database by a query, instead of a layer.
    pub sql: Option<String>,
    /// The file as the project names it: what messages and `run.json` show.
    pub name: String,
    /// Layer, table or sheet; `None` takes the only one, or the first that fits `preferred`.
    pub layer: Option<String>,
    /// Layer names to look for, in order, when `layer` is not set.
    pub preferred: &'static [&'static str],
    /// CRS set by the user, such as `EPSG:28992`; beats what the file says.
    pub crs: Option<String>,
    /// The sign before decimals, `.` or `,`, set by the user for numbers such
    /// as `1.200`; without it the columns tell.
    pub decimal: Option<char>,
    /// Only what meets this box is asked for, RD New meters: a format with an
    /// index need not hand over the rest, the others may.
    pub window: Option<[f64; 4]>,
    /// Day to look up, in a register that holds history; `None` for today.
    pub peildatum: Option<Peildatum>,
    /// Whether it was named on the command line, where a CRS is set by
    /// `--crs`, and not in a project file.
    pub on_command_line: bool,
}

impl Source {
    /// How the user sets the CRS of this source, for hints.
    #[must_use]
    pub fn set_crs(&self, crs: &str) -> Said {
        if self.on_command_line {
            say!("zet `--crs {crs}` achter het commando", "add `--crs {crs}` to the command")
        } else {
            say!(
                "schrijf `crs = \"{crs}\"` bij deze invoer in het projectbestand",
                "write `crs = \"{crs}\"` for this input in the project file"
            )
        }
    }

    /// Where the user's CRS stands, as the subject of a sentence.
    #[must_use]
    pub fn who_sets_crs(&self) -> Said {
        if self.on_command_line {
            Said::alike("`--crs`")
        } else {
            say!("het projectbestand", "the project file")
        }
    }

    /// The file or database a user names on the command line, with the CRS of
    /// `--crs`.
    #[must_use]
    pub fn typed(name: &str, crs: Option<&str>) -> Self {
        let crs = crs.map(str::to_owned);
        Self { crs, on_command_line: true, ..Self::named(name, Path::new("")) }
    }

    /// The file or database a user names, from the folder paths start in.
    #[must_use]
    pub fn named(name: &str, folder: &Path) -> Self {
        match Database::parse(name) {
            Some(database) => {
                let shown = database.to_string();
                Self { path: PathBuf::from(&shown), name: shown, database: Some(database), ..Self::default() }
            }
            None => Self { path: folder.join(name), name: name.to_owned(), ..Self::default() },
        }
    }
}

/// One input: its files and what the user said about them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Input {
    /// The files; several of one kind are read in this order as one layer.
    pub sources: Vec<Source>,
    /// Columns named by the user.
    pub columns: Columns,
    /// Columns named by the user for one sheet of a workbook, by its name;
    /// they beat those for all.
    pub sheets: BTreeMap<String, Columns>,
    /// Date of the data, for the trail.
    pub date: String,
    /// Who must be named when the result is shown.
    pub attribution: String,
}

impl Input {
    /// Its files, as what an output must not replace; a database is none.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.sources.iter().map(|source| source.path.as_path())
    }
}

/// A restriction layer.
#[derive(Debug, Clone, PartialEq)]
pub struct RestrictionInput {
    /// Name for people, shown with every hit.
    pub name: String,
    /// Kind of rule.
    pub kind: RestrictionKind,
    /// What it does to a pand in it.
    pub effect: Effect,
    /// How its heights are given.
    pub reference: HeightReference,
    /// Distance from a footprint at which it still holds, meters.
    pub buffer_m: f64,
    /// Where it comes from.
    pub input: Input,
}

/// A layer of public-transport stops.
#[derive(Debug, Clone, PartialEq)]
pub struct StopsInput {
    /// Class of all its stops, when it has no class column.
    pub class: Option<StopClass>,
    /// Where it comes from.
    pub input: Input,
}

/// The height rasters of AHN.
#[derive(Debug, Clone, PartialEq)]
pub struct AhnInput {
    /// The surface with all that stands on it.
    pub dsm: Input,
    /// The ground.
    pub dtm: Input,
}

/// Everything a run needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// The project file, as the user named it.
    pub path: PathBuf,
    /// Title of the run.
    pub name: String,
    /// Language of what people read.
    pub lang: Lang,
    /// How tables are written.
    pub csv: CsvStyle,
    /// The ways to add homes it looks for, each once.
    pub forms: Vec<Form>,
    /// The part of the inputs the run is about; `None` for all of it.
    pub area: Option<Area>,
    /// Buildings.
    pub panden: Input,
    /// Units of use.
    pub verblijfsobjecten: Option<Input>,
    /// Heights and roofs.
    pub heights: Option<Input>,
    /// Height rasters, for panden without heights.
    pub ahn: Option<AhnInput>,
    /// Neighborhoods.
    pub buurten: Option<Input>,
    /// Districts.
    pub wijken: Option<Input>,
    /// Municipalities.
    pub gemeenten: Option<Input>,
    /// Holdings.
    pub bezit: Option<Input>,
    /// Name of the corporatie when the holdings have no such column.
    pub corporatie: Option<String>,
    /// Columns of the holdings that stand beside their complex in the workbook.
    pub bezit_keep: Vec<String>,
    /// Zones of the parkeernormen.
    pub parking_zones: Option<Input>,
    /// Norm table.
    pub parking_norms: Option<Input>,
    /// Parking places and how full they are.
    pub parking_supply: Option<Input>,
    /// Grid status per postcode.
    pub grid_postcodes: Option<Input>,
    /// Supply areas.
    pub grid_areas: Option<Input>,
    /// Water and soil classes: polygons or a raster.
    pub water: Option<Input>,
    /// Polygons that lie on top of a raster of classes.
    pub water_on_top: Option<Input>,
    /// The ground between the panden.
    pub ground: GroundInputs,
    /// Restrictions, in the order of the file.
    pub restrictions: Vec<RestrictionInput>,
    /// Public transport.
    pub stops: Vec<StopsInput>,
    /// Parameters in force.
    pub params: Params,
}

/// Reads the norms of a project file, or of a file that holds nothing but
/// `[params.…]`.
///
/// # Errors
///
/// [`Error::Read`] when the file cannot be read, [`Error::Project`] when it is
/// no TOML, holds no norms, or one is wrong.
pub fn norms(path: &Path) -> Result<Params, Error> {
    file::norms(path)
}

impl Project {
    /// Reads and checks a project file. Opens no input.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the file cannot be read, [`Error::Project`] when
    /// something in it is wrong: the message names line and key.
    pub fn read(path: &Path) -> Result<Self, Error> {
        file::read(path)
    }

    /// A project of nothing but a BAG extract, with the heights that go with
    /// it, if any.
    ///
    /// # Errors
    ///
    /// [`Error::Project`] when a path cannot be written in a project file.
    pub fn of_bag(extract: &Path, heights: Option<&Path>) -> Result<Self, Error> {
        let table = |name: &str, path: &Path| {
            let path = toml::Value::String(path.display().to_string());
            format!("[{name}]\npath = {path}\n")
        };
        let heights = heights.map(|heights| table("heights", heights)).unwrap_or_default();
        let text = table("panden", extract) + &table("verblijfsobjecten", extract) + &heights;
        // Paths stand as they were typed: from the folder one is in.
        let name = extract.file_name().unwrap_or(extract.as_os_str());
        file::parse(Path::new(name), &text)
    }

    /// Asks the BAG for its state on another day.
    pub fn set_peildatum(&mut self, day: &Peildatum) {
        let inputs = [Some(&mut self.panden), self.verblijfsobjecten.as_mut()];
        for source in inputs.into_iter().flatten().flat_map(|input| &mut input.sources) {
            source.peildatum = Some(day.clone());
        }
    }

    /// Every file that is read: what an output must not replace.
    #[must_use]
    pub fn reads(&self) -> Vec<&Path> {
        let inputs = self.inputs().into_iter().flat_map(|(_, input)| input.files());
        std::iter::once(self.path.as_path()).chain(inputs).collect()
    }

    /// Every input with the role it plays, in reading order.
    #[must_use]
    pub fn inputs(&self) -> Vec<(InputRole, &Input)> {
        let area = match &self.area {
            Some(Area::Polygons(input)) => Some(input),
            _ => None,
        };
        let first = [
            (InputRole::Area, area),
            (InputRole::Gemeenten, self.gemeenten.as_ref()),
            (InputRole::Wijken, self.wijken.as_ref()),
            (InputRole::Buurten, self.buurten.as_ref()),
            (InputRole::ParkingZones, self.parking_zones.as_ref()),
            (InputRole::ParkingNorms, self.parking_norms.as_ref()),
            (InputRole::ParkingSupply, self.parking_supply.as_ref()),
            (InputRole::GridPostcodes, self.grid_postcodes.as_ref()),
            (InputRole::GridAreas, self.grid_areas.as_ref()),
            (InputRole::Water, self.water.as_ref()),
            (InputRole::WaterOnTop, self.water_on_top.as_ref()),
        ];
        let restrictions =
            self.restrictions.iter().map(|layer| (InputRole::Restriction(layer.name.clone()), &layer.input));
        let stops = (1..).zip(&self.stops).map(|(n, layer)| (InputRole::Stops(n), &layer.input));
        let last = [
            (InputRole::Verblijfsobjecten, self.verblijfsobjecten.as_ref()),
            (InputRole::Bezit, self.bezit.as_ref()),
            (InputRole::Heights, self.heights.as_ref()),
            (InputRole::AhnDsm, self.ahn.as_ref().map(|ahn| &ahn.dsm)),
            (InputRole::AhnDtm, self.ahn.as_ref().map(|ahn| &ahn.dtm)),
            (InputRole::Panden, Some(&self.panden)),
        ];
        let given = |(role, input): (InputRole, Option<_>)| Some((role, input?));
        let inputs = first.into_iter().filter_map(given).chain(self.ground.inputs());
        inputs.chain(restrictions).chain(stops).chain(last.into_iter().filter_map(given)).collect()
    }
}
