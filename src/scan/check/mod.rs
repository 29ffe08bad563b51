//! What would a run meet? Heads, columns and join rates, without a result.

mod absent;
mod covered;
mod holdings;
mod joins;
mod look;

use std::collections::BTreeMap;

use absent::absent;
pub use holdings::{Gap, HoldingsCheck};
use joins::{Joined, joined};
use look::look;

use crate::{
    config::{InputRole, Project},
    error::Error,
    issue::{Issues, LeftOut, NotUnderstood, Usable},
    read::{region::Region, register::Role},
    record::{RasterTrail, StatusCounts},
};

/// What was found of one file.
#[derive(Debug)]
pub struct InputCheck {
    /// The role it plays.
    pub role: InputRole,
    /// The file, as the project names it.
    pub file: String,
    /// Format, layer and CRS.
    pub format: &'static str,
    /// Layer, table or sheet.
    pub layer: String,
    /// CRS in force; empty for a table.
    pub crs: String,
    /// Records, where the format tells.
    pub records: Option<u64>,
    /// Extent in RD New.
    pub extent_rd: Option<[f64; 4]>,
    /// Whether that extent does not meet the panden's.
    pub apart: bool,
    /// Each role with the column that plays it.
    pub columns: Vec<(Role, Option<String>)>,
    /// Columns that play no role.
    pub unused: Vec<String>,
    /// What there is to know of a raster.
    pub raster: Option<RasterTrail>,
    /// Whether its cells are too large for what they are asked.
    pub too_coarse: bool,
    /// Sheets of the same file that are not read.
    pub skipped: Vec<String>,
    /// Why it cannot be used.
    pub error: Option<Error>,
}

/// How much of one thing finds its counterpart.
#[derive(Debug)]
pub struct Join {
    /// What was joined, in Dutch and English.
    pub what: (&'static str, &'static str),
    /// How many found theirs.
    pub n: u64,
    /// Of how many.
    pub of: u64,
    /// What to do when few did.
    pub cure: (&'static str, &'static str),
}

/// The area a run would be about.
#[derive(Debug)]
pub struct AreaCheck {
    /// What it is called.
    pub name: String,
    /// Its box in RD New, meters.
    pub bounds: [f64; 4],
    /// Its size, m².
    pub area_m2: f64,
}

/// What would a run meet?
#[derive(Debug, Default)]
pub struct Checked {
    /// The area asked for, when it could be read.
    pub area: Option<AreaCheck>,
    /// Every file.
    pub inputs: Vec<InputCheck>,
    /// Inputs that were not given, with what that means for the answer.
    pub absent: Vec<(&'static str, (&'static str, &'static str))>,
    /// Join rates.
    pub joins: Vec<Join>,
    /// What was left out of a layer of a file, on purpose.
    pub left_out: Vec<(String, String, LeftOut)>,
    /// Layers of which some records take no part, by file and layer.
    pub unusable: Vec<(String, String, Usable)>,
    /// Records that were read, by file and layer.
    pub records: BTreeMap<(String, String), u64>,
    /// What was not understood, by file, layer and column.
    pub columns: Vec<(String, String, String, NotUnderstood)>,
    /// What became of the rows of the holdings.
    pub bezit: StatusCounts,
    /// What each list of the holdings holds.
    pub holdings: Vec<HoldingsCheck>,
    /// Why the join rates could not be worked out.
    pub problem: Option<Error>,
}

/// Looks at all inputs. Never fails: what cannot be read is part of the answer.
#[must_use]
pub fn check(project: &Project, with_joins: bool) -> Checked {
    let mut checked = Checked { absent: absent(project), ..Checked::default() };
    for (role, input) in project.inputs() {
        for source in &input.sources {
            checked.inputs.extend(look(&role, input, source, project));
        }
    }
    let all_open = checked.inputs.iter().all(|input| input.error.is_none());
    let found = if all_open { about(project, with_joins, &mut checked) } else { Ok(()) };
    checked.problem = found.err().and_then(|error| blame(error, project, &mut checked.inputs));
    mark_apart(&mut checked.inputs);
    checked
}

/// Shows an error at the file it is about, as a scan would stop there; gives
/// back one that is about none.
fn blame(error: Error, project: &Project, inputs: &mut [InputCheck]) -> Option<Error> {
    let Error::Read(read) = error else { return Some(error) };
    let named: Vec<(InputRole, String)> = project
        .inputs()
        .into_iter()
        .flat_map(|(role, input)| input.sources.iter().map(move |source| (role.clone(), source)))
        .filter(|(_, source)| source.path == read.path())
        .map(|(role, source)| (role, source.name.clone()))
        .collect();
    match inputs.iter_mut().find(|one| named.contains(&(one.role.clone(), one.file.clone()))) {
        Some(input) => {
            input.error = Some(read.into());
            None
        }
        None => Some(read.into()),
    }
}

fn mark_apart(inputs: &mut [InputCheck]) {
    let panden: Vec<[f64; 4]> = inputs
        .iter()
        .filter(|input| input.role == InputRole::Panden)
        .filter_map(|input| input.extent_rd)
        .collect();
    let meets =
        |a: &[f64; 4]| panden.iter().any(|b| a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]);
    for input in inputs.iter_mut().filter(|input| input.role != InputRole::Panden) {
        input.apart = !panden.is_empty() && input.extent_rd.is_some_and(|extent| !meets(&extent));
    }
}

/// The area, and the join rates in it.
fn about(project: &Project, with_joins: bool, checked: &mut Checked) -> Result<(), Error> {
    let region = Region::of(project)?;
    let narrowed = region.as_ref().map(|region| region.narrow(project));
    checked.area = region.as_ref().map(|region| AreaCheck {
        name: region.name.clone(),
        bounds: region.bounds,
        area_m2: region.area_m2,
    });
    if with_joins {
        let mut issues = Issues::default();
        let found = everything(narrowed.as_ref().unwrap_or(project), region.as_ref(), &mut issues);
        // What was met before it stopped is worth telling.
        tell(&issues, checked);
        let found = found?;
        (checked.joins, checked.bezit, checked.holdings) = (found.joins, found.bezit, found.holdings);
        // Not every format tells where it lies.
        for input in checked.inputs.iter_mut().filter(|input| input.role == InputRole::Panden) {
            input.extent_rd = input.extent_rd.or(found.extent_rd);
        }
    }
    Ok(())
}

/// Reads all that a scan reads.
fn everything(project: &Project, region: Option<&Region>, issues: &mut Issues) -> Result<Joined, Error> {
    let maps = super::inputs::read(project, issues)?;
    joined(project, region, &maps.layers, issues)
}

/// What of the records and cells takes no part.
fn tell(issues: &Issues, checked: &mut Checked) {
    let left_out = issues.left_out().iter();
    checked.left_out = left_out.map(|((file, layer), n)| (file.clone(), layer.clone(), *n)).collect();
    let unusable = issues.usable().iter().filter(|(_, n)| n.used < n.records);
    checked.unusable = unusable.map(|((file, layer), n)| (file.clone(), layer.clone(), *n)).collect();
    checked.records = issues.usable().iter().map(|(key, n)| (key.clone(), n.records)).collect();
    let columns = issues.columns().iter();
    checked.columns = columns
        .map(|((file, layer, column), n)| (file.clone(), layer.clone(), column.clone(), n.clone()))
        .collect();
}
