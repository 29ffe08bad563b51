//! Which row of the holdings is which home? From the files to the holdings,
//! the issues, the counts and the matching report: all from one list of
//! statuses.

use std::path::Path;

use super::kept::Kept;
use crate::{
    config::{Input, Project},
    error::{Error, ExportError},
    export::{MatchedRow, MatchingWriter, OutputFile, only_open_rows},
    issue::{Issue, IssueKind, Issues},
    lang::{Lang, Said, say},
    link::{Extent, Holdings, Placement, match_bezit},
    model::{MatchStatus, RowMatch, Verblijfsobject},
    progress::Progress,
    read::{self, bezit::Bezit, region::Region},
    record::StatusCounts,
    wording::match_reason,
};

/// The matching report in the folder of a run.
pub(super) const REPORT: &str = "bezit-koppeling.xlsx";

/// Rows of the report. More would take gigabytes to make; a longer list has
/// only the rows that did not match in it.
const MAX_ROWS: usize = 100_000;

/// The holdings and what became of each row.
pub(super) struct Matching {
    bezit: Bezit,
    matches: Vec<RowMatch>,
    pub holdings: Holdings,
}

impl Matching {
    /// Reads and matches the holdings; what is odd goes to the issues.
    pub(super) fn new(
        project: &Project,
        input: &Input,
        units: &[Verblijfsobject],
        placement: &Placement,
        issues: &mut Issues,
    ) -> Result<Self, Error> {
        let bezit = read::bezit::read(input, project.corporatie.as_deref(), issues)?;
        // Where an area is asked for the register was read for it alone.
        let extent = match (&project.area, &project.verblijfsobjecten) {
            (Some(_), Some(_)) => Extent::Narrowed,
            _ => Extent::Whole,
        };
        let (holdings, matches) = match_bezit(&bezit.rows, units, placement, extent);
        let matching = Self { bezit, matches, holdings };
        matching.report(issues);
        Ok(matching)
    }

    /// The holdings as they were read.
    pub(super) fn bezit(&self) -> &Bezit {
        &self.bezit
    }

    /// How many rows got which status.
    pub(super) fn counts(&self) -> StatusCounts {
        let mut counts = StatusCounts::new();
        for found in &self.matches {
            *counts.entry(found.status).or_default() += 1;
        }
        counts
    }

    fn report(&self, issues: &mut Issues) {
        let mut rows = self.bezit.rows.iter().zip(&self.matches);
        for list in &self.bezit.lists {
            for (row, found) in rows.by_ref().take(list.n_rows) {
                let kind = match found.status {
                    MatchStatus::Matched | MatchStatus::Total => continue,
                    MatchStatus::Double => IssueKind::DuplicateId,
                    MatchStatus::Conflict => IssueKind::Conflict,
                    MatchStatus::Ambiguous => IssueKind::Ambiguous,
                    MatchStatus::NotInBag | MatchStatus::OutsideArea | MatchStatus::Unreadable => {
                        IssueKind::Unmatched
                    }
                };
                issues.push(Issue {
                    kind,
                    file: list.source.name.clone(),
                    layer: list.sheet.clone(),
                    object: read::register::record_name(row.row),
                    cell: None,
                    detail: Said::by(|lang| match_reason(&found.reason, lang)),
                });
            }
        }
    }

    /// The columns of the holdings that the project keeps.
    pub(super) fn kept(
        &self,
        project: &Project,
        input: &Input,
        units: &[Verblijfsobject],
    ) -> Result<Kept, Error> {
        Kept::gather(project, input, (&self.bezit, &self.matches), &self.holdings.complexes, units)
    }

    /// Writes the matching report. Gives what could not be written in full.
    pub(super) fn write(
        &self,
        path: &Path,
        input: &Input,
        units: &[Verblijfsobject],
        lang: Lang,
    ) -> Result<Option<String>, Error> {
        let mut writer = MatchingWriter::new(path, lang);
        let mut rows = self.bezit.rows.iter().zip(&self.matches);
        let n_rows = self.bezit.rows.len();
        let (all, mut n_written, mut n_left) = (n_rows <= MAX_ROWS, 0, 0_u64);
        for list in &self.bezit.lists {
            let stem = list.source.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let (name, origin) = match list.sheet.as_str() {
                "" => (stem.unwrap_or_default(), list.source.name.clone()),
                sheet => (sheet.to_owned(), format!("{}, {sheet}", list.source.name)),
            };
            writer.list(&name, &origin, &list.columns)?;
            read::bezit::read_again(input, list, |record| {
                let Some((row, found)) = rows.next() else { return Ok(()) };
                if !all && found.status == MatchStatus::Matched {
                    return Ok(());
                }
                if n_written == MAX_ROWS {
                    n_left += 1;
                    return Ok(());
                }
                n_written += 1;
                writer.push(&matched_row(row.row, found, &record.values, units, lang))?;
                Ok(())
            })?;
        }
        let counts: Vec<_> = self.counts().into_iter().collect();
        let note = (!all).then(|| only_open_rows(n_rows as u64, lang));
        writer.finish(&counts, note.as_deref())?;
        Ok((n_left > 0).then(|| match lang {
            Lang::Nl => {
                format!("{REPORT}: nog {n_left} niet gekoppelde regels passen er niet in; zie issues.csv")
            }
            Lang::En => {
                format!("{REPORT}: {n_left} more rows that did not match have no room; see issues.csv")
            }
        }))
    }
}

fn matched_row<'a>(
    row: u64,
    found: &RowMatch,
    cells: &'a [crate::value::Value],
    units: &[Verblijfsobject],
    lang: Lang,
) -> MatchedRow<'a> {
    let unit = found.unit.map(|at| &units[at as usize]);
    let in_pand = unit.and_then(|unit| unit.panden.as_slice().first().copied());
    let candidates: Vec<String> = found
        .candidates
        .iter()
        .map(|at| &units[*at as usize])
        .map(|unit| format!("{} = {}", unit.id, unit.address()))
        .collect();
    MatchedRow {
        status: found.status,
        reason: match_reason(&found.reason, lang),
        id: unit.map(|unit| unit.id.to_string()),
        address: unit.map(Verblijfsobject::address),
        pand: found.pand.filter(|_| found.status.is_found()).or(in_pand).map(|pand| pand.to_string()),
        candidates: candidates.join("; "),
        row,
        cells,
    }
}

/// Matches the holdings of a project and writes the matching report, without
/// a run. Gives the counts.
///
/// # Errors
///
/// Those of the files; [`Error::CommandLine`] when the project names no
/// holdings; [`ExportError::Exists`] when the report is there already.
pub fn matching(
    project: &Project,
    path: &Path,
    force: bool,
    progress: &mut dyn Progress,
) -> Result<StatusCounts, Error> {
    let Some(input) = &project.bezit else {
        return Err(Error::CommandLine {
            detail: say!(
                "het projectbestand noemt geen bezit om te koppelen",
                "the project file names no holdings to match"
            ),
            hint: say!(
                "schrijf `[bezit]` en daaronder `path = \"…\"`",
                "write `[bezit]` and below it `path = \"…\"`"
            ),
        });
    };
    let file = OutputFile::create(path, force, &project.reads())?;
    let region = Region::of(project)?;
    let narrowed = region.as_ref().map(|region| region.narrow(project));
    let project = narrowed.as_ref().unwrap_or(project);
    let mut issues = Issues::default();
    let mut units = Vec::new();
    if let Some(input) = &project.verblijfsobjecten {
        progress.begin("verblijfsobjecten", None);
        units = read::verblijfsobjecten::read(input, &mut issues)?;
        progress.end();
    }
    let placement = super::place(project, &units, progress)?;
    progress.begin("bezit", None);
    let matching = Matching::new(project, input, &units, &placement, &mut issues)?;
    matching.write(&file.path(), input, &units, project.lang)?;
    progress.end();
    file.commit().map_err(|error: ExportError| Error::from(error))?;
    Ok(matching.counts())
}
