//! One run, from files to answers.
//!
//! The only place that strings the stages together: read the maps, place the
//! verblijfsobjecten, match the holdings, then stream the panden in batches
//! (read, survey in parallel, write in order), and at the end make, rank and
//! write the sites. Only sites and their panden stay in memory.

mod bezit;
mod check;
mod explain;
mod inputs;
mod panden;
mod ranking;
mod report;
mod summary;
mod tiles;
mod trail;
mod write;

use std::path::PathBuf;

pub use bezit::{StatusCounts, matching};
pub use check::{Checked, InputCheck, Join, check};
pub use explain::{Explained, PandExplained, Row, SiteExplained, explain};
pub use inputs::read as read_layers;
pub use summary::{Counts, HomesTotal};
pub use trail::{InputTrail, Run};

use crate::{
    config::Project,
    error::Error,
    export::OutputFolder,
    interrupt,
    issue::{Issue, IssueKind, Issues},
    link::{Ambiguous, Complex, Holdings, Placement},
    model::Verblijfsobject,
    progress::Progress,
    read::{self, heights::Heights},
    survey::{Layers, sites},
    tables::{Names, SiteRow},
};

/// How a run is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The folder to write.
    pub out: PathBuf,
    /// Whether an earlier run in that folder is replaced.
    pub force: bool,
    /// Most issues before the run gives up; `None` for any number.
    pub max_issues: Option<u64>,
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
    /// Names of their gemeente, corporatie and buurt, for showing.
    pub titles: Vec<String>,
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
    heights: Heights,
    /// What could not be written in full, one sentence each.
    left_out: Vec<String>,
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
    let folder = OutputFolder::create(&options.out, options.force)?;
    let mut issues = Issues::default();
    let mut counts = Counts::default();
    let (trail, checksums) = trail::inputs(project, progress)?;
    let mut inputs = read_inputs(project, &folder, &mut counts, &mut issues, progress)?;
    let mut writer = write::Writer::create(&folder, project)?;
    let members = panden::stream(project, &mut inputs, &mut writer, &mut counts, &mut issues, progress)?;
    if let (Some(units), Some(input)) = (&inputs.units, &project.verblijfsobjecten) {
        counts.verblijfsobjecten = units.len() as u64;
        counts.verblijfsobjecten_placed = inputs.placement.n_placed();
        counts.grid_verblijfsobjecten = inputs.layers.postcodes.as_ref().map_or(0, |table| {
            let listed = |unit: &&Verblijfsobject| unit.postcode.is_some_and(|pc6| table.get(pc6).is_some());
            units.iter().filter(listed).count() as u64
        });
        let template = template(IssueKind::DanglingReference, input);
        issues.extend(inputs.placement.unplaced(units, &template));
    }
    interrupt::check()?;
    // Gigabytes for a country, of which the rest of the run needs the maps and
    // the names of complexes alone.
    let Inputs { layers, holdings, units, placement, heights, mut left_out } = inputs;
    drop((units, placement, heights));
    let complexes = holdings.map(|holdings| holdings.complexes).unwrap_or_default();

    progress.begin("sites", Some(members.len() as u64));
    let sites = sites(members, &complexes, &layers, &project.params);
    let names = Names { layers: &layers, complexes: &complexes, lang: project.lang };
    let rows = ranking::rank(sites, &names, &project.params)?;
    ranking::count(&rows, &mut counts);
    progress.end();

    for (kind, n) in issues.counts().iter().map(|((kind, _), n)| (kind.code(), n)) {
        *counts.issues.entry(kind.to_owned()).or_default() += n;
    }
    if let Some(allowed) = options.max_issues.filter(|allowed| issues.total() > *allowed) {
        return Err(Error::TooManyIssues { found: issues.total(), allowed });
    }
    interrupt::check()?;
    progress.begin("write", None);
    let run = Run::new(project, checksums.fill(trail)?, &counts);
    let found =
        write::Found { run: &run, counts: &counts, sites: &rows, names: &names, project, issues: &issues };
    left_out.extend(writer.finish(&folder, &found, progress)?);
    interrupt::check()?;
    let path = folder.commit()?;
    progress.end();

    let shortlist: Vec<SiteRow> = rows.into_iter().filter(ranking::is_put_forward).collect();
    let titles = shortlist.iter().map(|row| report::title(row, &names)).collect();
    Ok(Outcome { folder: path, counts, shortlist, titles, issues, left_out })
}

fn read_inputs(
    project: &Project,
    folder: &OutputFolder,
    counts: &mut Counts,
    issues: &mut Issues,
    progress: &mut dyn Progress,
) -> Result<Inputs, Error> {
    progress.begin("maps", None);
    let layers = inputs::read(project, issues)?;
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
    let (mut holdings, mut left_out) = (None, Vec::new());
    if let Some(input) = &project.bezit {
        progress.begin("bezit", None);
        let known = units.as_deref().unwrap_or_default();
        let matching = bezit::Matching::new(project, input, known, &placement, issues)?;
        counts.bezit(matching.counts());
        left_out.extend(matching.write(&folder.path(bezit::REPORT), input, known, project.lang)?);
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
    Ok(Inputs { layers, units, placement, holdings, heights, left_out })
}

/// Places the verblijfsobjecten. Only when some refer to several panden or to
/// none do the footprints have to be looked at, in a pass of their own.
fn place(
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
    Issue {
        kind,
        file: source.map(|source| source.name.clone()).unwrap_or_default(),
        layer: source.and_then(|source| source.layer.clone()).unwrap_or_default(),
        object: String::new(),
        detail: String::new(),
    }
}
