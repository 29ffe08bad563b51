//! One run, from files to answers.
//!
//! The only place that strings the stages together: read the maps, place the
//! verblijfsobjecten, match the holdings, then stream the panden in batches
//! (read, survey in parallel, write in order), and at the end make, rank and
//! write the sites. Only sites and their panden stay in memory.

mod ahn;
mod aside;
mod bezit;
mod check;
mod found;
mod ground;
mod inputs;
mod keep;
mod kept;
mod panden;
mod report;
mod roles;
mod trail;
mod workbook;
mod write;

use std::{path::PathBuf, sync::Arc};

pub use aside::Aside;
pub use bezit::matching;
pub use check::{Checked, Gap, HoldingsCheck, InputCheck, Join, check};
pub use inputs::{Maps, read as read_maps};

#[cfg(feature = "gdal")]
use crate::export::PostgisTarget;
use crate::{
    config::Project,
    error::Error,
    export::OutputFolder,
    interrupt,
    issue::{Issue, IssueKind, Issues},
    link::{Ambiguous, Complex, Holdings, Placement},
    model::{Form, Verblijfsobject},
    progress::Progress,
    read::{self, heights::Heights, raster::Mosaic, region::Region},
    record::{self, Counts, Run},
    survey::{Ground, Layers, locations, measure},
    tables::{Names, SiteRow},
};

/// How a run is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The folder to write.
    pub out: PathBuf,
    /// Whether an earlier run in that folder is replaced.
    pub force: bool,
    /// Most issues before the run gives up; `None` for any number.
    pub max_issues: Option<u64>,
    /// A database that gets the result: panden, sites and findings.
    #[cfg(feature = "gdal")]
    pub to: Option<PostgisTarget>,
}

/// What a run gave.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The folder that was written.
    pub folder: PathBuf,
    /// Counts.
    pub counts: Counts,
    /// The sites that are put forward, group by group, in order.
    pub shortlist: Vec<SiteRow>,
    /// Sites that rank as high and may not be put forward: what they are
    /// undecided on must be known first.
    pub passed_over: Vec<SiteRow>,
    /// The issues.
    pub issues: Issues,
    /// What could not be written in full, one sentence each.
    pub left_out: Vec<String>,
}

/// Everything a pand is held against.
struct Inputs {
    layers: Layers,
    /// `None` when no verblijfsobjecten were given.
    units: Option<Vec<Verblijfsobject>>,
    placement: Placement,
    /// `None` when no holdings were given.
    holdings: Option<Holdings>,
    /// Columns of the holdings that stand beside their complex.
    kept: kept::Kept,
    heights: Heights,
    /// What could not be written in full, one sentence each.
    left_out: Vec<String>,
    /// `None` when no height rasters were given.
    ahn: Option<ahn::Ahn>,
    /// All rasters, to ask whether they could be read.
    rasters: Vec<Arc<Mosaic>>,
    /// `None` when the run is about all there is.
    region: Option<Region>,
}

impl Inputs {
    fn complexes(&self) -> &[Complex] {
        self.holdings.as_ref().map_or(&[], |holdings| &holdings.complexes)
    }
}

/// Runs a project and writes its folder, whole or not at all.
///
/// # Errors
///
/// [`Error::Read`] when an input cannot be read, [`Error::Export`] when the
/// folder cannot be written, [`Error::TooManyIssues`], and
/// [`Error::Interrupted`]. In each case nothing is written and an earlier
/// folder stays as it was.
pub fn run(project: &Project, options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    // First, so that a folder that cannot be written costs no reading.
    let folder = OutputFolder::create(&options.out, options.force, &project.reads())?;
    #[cfg(feature = "gdal")]
    if let Some(target) = &options.to {
        target.check(&write::TABLES)?;
    }
    let mut issues = Issues::default();
    let mut counts = Counts::default();
    let region = Region::of(project)?;
    let narrowed = region.as_ref().map(|region| region.narrow(project));
    let project = narrowed.as_ref().unwrap_or(project);
    let (trail, checksums) = trail::inputs(project, progress)?;
    let mut inputs = read_inputs(project, region, &folder, &mut counts, &mut issues, progress)?;
    let mut writer = write::Writer::create(&folder, project)?;
    let panden::Panden { members, fabric, disagreeing } =
        panden::stream(project, &mut inputs, &mut writer, &mut counts, &mut issues, progress)?;
    if let (Some(units), Some(input)) = (&inputs.units, &project.verblijfsobjecten) {
        let mut unplaced = inputs.placement.unplaced();
        if let Some(region) = &inputs.region {
            // Read from around the area for the sake of panden on its border.
            let here = |at: u32| units[at as usize].point.is_some_and(|point| region.holds_point(point));
            unplaced.retain(|(at, _)| here(*at));
        }
        counts.verblijfsobjecten_placed = inputs.placement.placed().count() as u64;
        counts.verblijfsobjecten = counts.verblijfsobjecten_placed + unplaced.len() as u64;
        counts.grid_verblijfsobjecten = inputs.layers.postcodes.as_ref().map_or(0, |table| {
            let listed = |at: &u32| {
                units[*at as usize].hoofdadres.postcode.is_some_and(|pc6| table.get(pc6).is_some())
            };
            let all = inputs.placement.placed().chain(unplaced.iter().map(|(at, _)| *at));
            all.filter(listed).count() as u64
        });
        let template = template(IssueKind::DanglingReference, input);
        issues.extend(unplaced.into_iter().map(|(at, detail)| Issue {
            object: units[at as usize].id.to_string(),
            detail,
            ..template.clone()
        }));
    }
    interrupt::check()?;
    // Gigabytes for a country, of which the rest of the run needs the maps and
    // the names of complexes alone.
    let Inputs { layers, holdings, kept, units, placement, heights, mut left_out, ahn, rasters, region } =
        inputs;
    drop((units, placement, heights, ahn));
    let complexes = holdings.map(|holdings| holdings.complexes).unwrap_or_default();

    // Blocks and rows of garages take their time too.
    if fabric.is_some() {
        progress.begin("ground", None);
    }
    let fabric = fabric.map(|fabric| fabric.finish(&project.params));
    let ground = fabric.as_ref().map(|fabric| Ground::new(&layers, fabric, &project.params));
    let mut plots = Vec::new();
    if let (Some(ground), true) = (&ground, project.forms.contains(&Form::Inbreiding)) {
        (plots, counts.ground) =
            ground::plots(project, ground, &layers, region.as_ref(), &mut issues, progress)?;
        check_rasters(&rasters)?;
    }
    if ground.is_some() {
        progress.end();
    }
    progress.begin("sites", Some((members.len() + plots.len()) as u64));
    writer.keep("plots", &plots)?;
    let locations = locations(members, plots, &complexes);
    let measured = ground.as_ref().map(|ground| measure(&locations, ground, &project.forms, &project.params));
    let on_ground = measured.unwrap_or_default();
    writer.keep("ground", &on_ground)?;
    drop(ground);
    drop(fabric);
    let names = Names { layers: &layers, complexes: &complexes, params: &project.params, lang: project.lang };
    let mut rows = record::ask(&locations, &on_ground, &project.forms, &names)?;
    drop((locations, on_ground));
    record::tell_certainty(&mut rows, &project.params);
    let listed = rows.iter().filter(|row| row.site.form == Form::Inbreiding).count() as u64;
    counts.ground.plots_unlisted = counts.ground.plots.saturating_sub(listed);
    check_rasters(&rasters)?;
    record::count(&rows, &mut counts);
    counts.tell_homes(counts.verblijfsobjecten > 0);
    progress.end();

    for ((kind, _), n) in issues.counts() {
        *counts.issues.entry(*kind).or_default() += n;
    }
    for ((_, layer), left_out) in issues.left_out() {
        counts.left_out.entry(layer.clone()).or_default().add(*left_out);
    }
    if let Some(allowed) = options.max_issues.filter(|allowed| issues.total() > *allowed) {
        return Err(Error::TooManyIssues { found: issues.total(), allowed });
    }
    interrupt::check()?;
    progress.begin("write", None);
    let area = region.map(|region| region.name);
    let run = Run::new(project, area, checksums.fill(trail)?, &counts, write::files(project));
    let found = found::RunResult {
        run: &run,
        counts: &counts,
        sites: &rows,
        names: &names,
        project,
        issues: &issues,
        disagreeing: &disagreeing,
    };
    left_out.extend(writer.finish(&folder, &found, &kept, progress)?);
    interrupt::check()?;
    let path = commit(folder, options, &run)?;
    progress.end();

    let size = project.params.optoppen.shortlist_size.value;
    let (shortlist, others): (Vec<SiteRow>, Vec<SiteRow>) =
        rows.into_iter().partition(SiteRow::is_on_shortlist);
    let passed_over = others.into_iter().filter(|row| row.is_passed_over(size)).collect();
    Ok(Outcome { folder: path, counts, shortlist, passed_over, issues, left_out })
}

/// Gives the folder its name, and the database its tables. The database is
/// told first and commits last: when either fails neither is there, but for a
/// connection that breaks in the last step, when the folder is.
#[cfg_attr(not(feature = "gdal"), expect(unused_variables, reason = "no database without GDAL"))]
fn commit(folder: OutputFolder, options: &Options, run: &Run) -> Result<PathBuf, Error> {
    #[cfg(feature = "gdal")]
    if let Some(target) = &options.to {
        let gpkg = folder.path("toplaag.gpkg");
        let label = format!("{}: {}", run.version, run.name);
        return target.write(&gpkg, &write::TABLES, &label, || Ok(folder.commit()?));
    }
    Ok(folder.commit()?)
}

fn read_inputs(
    project: &Project,
    region: Option<Region>,
    folder: &OutputFolder,
    counts: &mut Counts,
    issues: &mut Issues,
    progress: &mut dyn Progress,
) -> Result<Inputs, Error> {
    progress.begin("maps", None);
    let Maps { layers, mut rasters } = inputs::read(project, issues)?;
    let ahn = project.ahn.as_ref();
    let params = &project.params.optoppen;
    let ahn = ahn.map(|input| ahn::Ahn::open(input, params, &mut rasters, issues)).transpose()?;
    progress.end();
    let mut units = None;
    let mut placement = Placement::default();
    if let Some(input) = &project.verblijfsobjecten {
        progress.begin("verblijfsobjecten", None);
        let read = read::verblijfsobjecten::read(input, issues)?;
        progress.advance(read.len() as u64);
        progress.end();
        placement = place(project, &read, progress)?;
        units = Some(read);
    }
    let (mut holdings, mut kept, mut left_out) = (None, kept::Kept::default(), Vec::new());
    if let Some(input) = &project.bezit {
        progress.begin("bezit", None);
        let known = units.as_deref().unwrap_or_default();
        let matching = bezit::Matching::new(project, input, known, &placement, issues)?;
        counts.bezit(matching.counts());
        left_out.extend(matching.write(&folder.path(bezit::REPORT), input, known, project.lang)?);
        kept = matching.kept(project, input, known)?;
        progress.advance(counts.bezit_rows);
        progress.end();
        holdings = Some(matching.holdings);
    }
    let mut heights = Heights::default();
    if let Some(input) = &project.heights {
        progress.begin("heights", None);
        heights = read::heights::read(input, issues)?;
        counts.heights = heights.len() as u64;
        progress.advance(counts.heights);
        progress.end();
    }
    Ok(Inputs { layers, units, placement, holdings, kept, heights, left_out, ahn, rasters, region })
}

/// A block that could not be read was taken for no data: no answer that rests
/// on that may come out.
fn check_rasters(rasters: &[Arc<Mosaic>]) -> Result<(), Error> {
    Ok(rasters.iter().try_for_each(|raster| raster.check())?)
}

/// Places the verblijfsobjecten. Only when some refer to several panden or to
/// none do the footprints have to be looked at, in a pass of their own.
///
/// # Errors
///
/// Those of the files.
pub fn place(
    project: &Project,
    units: &[Verblijfsobject],
    progress: &mut dyn Progress,
) -> Result<Placement, Error> {
    let mut ambiguous = Ambiguous::new(units);
    if !ambiguous.is_empty() {
        progress.begin("place", None);
        let wanted = ambiguous.wanted();
        read::panden::look_up(&project.panden, wanted, |panden, n_records| {
            panden.iter().for_each(|pand| ambiguous.look(pand, units));
            progress.advance(n_records);
        })?;
        progress.end();
    }
    Ok(Placement::new(units, &ambiguous))
}

/// An issue about an input as a whole, to be filled in.
fn template(kind: IssueKind, input: &crate::config::Input) -> Issue {
    let source = input.sources.first();
    let file = source.map(|source| source.name.clone()).unwrap_or_default();
    Issue::about(kind, file, source.and_then(|source| source.layer.clone()).unwrap_or_default())
}
