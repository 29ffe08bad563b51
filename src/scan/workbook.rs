//! The workbook of a run: the shortlist on paper first, then all there is.

use super::{found::RunResult, kept::Kept};
use crate::{
    assess::Flag,
    error::ExportError,
    export::{Layout, LeftOut, OutputFolder, RowMark, SheetColumn, XlsxWriter},
    lang::Lang,
    params::Params,
    tables::{SHORTLIST, SITES, SiteRow, in_words, mark, on_paper},
    value::Value,
    wording::{self, whole},
};

/// Its name.
pub(super) const WORKBOOK: &str = "shortlist.xlsx";

/// Rows of all locations. More would take gigabytes to make and minutes to
/// open; the CSV holds all.
const MAX_ROWS: usize = 20_000;

/// Rows of the shortlist on paper: some ten pages.
const PAPER_ROWS: usize = 300;

/// Writes it; `rows` are the values of the sites. Gives what it has no room
/// for, one sentence each.
pub(super) fn write(
    folder: &OutputFolder,
    found: &RunResult<'_>,
    kept: &Kept,
    rows: &[Vec<Value>],
) -> Result<Vec<String>, ExportError> {
    let RunResult { run, sites, names, project, .. } = *found;
    let lang = project.lang;
    let mut xlsx = XlsxWriter::new(&folder.path(WORKBOOK), &project.name, lang);

    let columns = SHORTLIST.iter().map(|column| column.sheet_column(lang)).collect();
    let sheet = xlsx.sheet("Shortlist", columns, Layout::Paper)?;
    let shown = on_paper(sites);
    for row in shown.iter().take(PAPER_ROWS) {
        let values: Vec<Value> = SHORTLIST.iter().map(|column| column.value(row, names)).collect();
        xlsx.push(sheet, &values, mark(row))?;
    }

    let mut columns: Vec<SheetColumn> =
        SITES.iter().map(|column| SheetColumn::named(&column.spec, lang)).collect();
    columns.extend(kept.columns(lang));
    let sheet = xlsx.sheet(lang.pick("Alle locaties", "All sites"), columns, Layout::Wide)?;
    for (site, row) in sites.iter().zip(rows).take(MAX_ROWS) {
        let mut row = row.clone();
        in_words(&mut row, &project.params, lang);
        row.extend(kept.values(&site.site));
        xlsx.push(sheet, &row, RowMark::None)?;
    }
    xlsx.explain_columns(&about(&shown, &project.params, lang))?;
    xlsx.explain_parameters(&run.parameters)?;
    xlsx.explain_sources(&run.sources())?;
    let mut left_out: Vec<String> = xlsx.finish()?.iter().map(|left| said(left, lang)).collect();
    if rows.len() > MAX_ROWS {
        let (first, more) = (whole(MAX_ROWS as u64, lang), whole((rows.len() - MAX_ROWS) as u64, lang));
        left_out.push(match lang {
            Lang::Nl => {
                format!("{WORKBOOK}: de eerste {first} locaties; nog {more} staan alleen in shortlist.csv")
            }
            Lang::En => {
                format!("{WORKBOOK}: the first {first} sites; {more} more stand in shortlist.csv alone")
            }
        });
    }
    Ok(left_out)
}

fn said(left: &LeftOut, lang: Lang) -> String {
    let LeftOut { sheet, rows, texts } = left;
    match lang {
        Lang::Nl => format!("{WORKBOOK}, blad {sheet}: {rows} rijen en {texts} teksten ingekort"),
        Lang::En => format!("{WORKBOOK}, sheet {sheet}: {rows} rows and {texts} texts cut"),
    }
}

/// What the workbook is, a line each.
fn about(shown: &[&SiteRow], params: &Params, lang: Lang) -> Vec<String> {
    let mut about = vec![
        lang.pick(
            "Blad Shortlist: wat wordt voorgedragen (blauw) en de reserve (grijs) eerst, dan wat daarna volgt en wat apart staat. Elke locatie staat er één keer, met de vorm die voor haar staat.",
            "Sheet Shortlist: what is put forward (blue) and the reserve (gray) first, then what comes after and what is listed apart. Each location stands there once, by the form that stands for it.",
        )
        .to_owned(),
        lang.pick(
            "Blad Alle locaties: elke vorm op elke locatie met alle kolommen, gelijk aan shortlist.csv. Woningen van regels met dezelfde location_id tellen niet op.",
            "Sheet All sites: every form at every location with all columns, the same as shortlist.csv. Homes of rows with one location_id do not add up.",
        )
        .to_owned(),
        lang.pick(
            "Onbeslist is geen toezegging: het is mogelijk, als blijkt wat in de kolom ontbreekt staat. Een lege cel is onbekend of niet van toepassing, nooit nul.",
            "Undecided is no promise: it is possible, once it is known what stands in the column missing. An empty cell is unknown or does not apply, never zero.",
        )
        .to_owned(),
    ];
    if shown.iter().take(PAPER_ROWS).any(|row| mark(row) == RowMark::Doubtful) {
        let why = wording::flag(Flag::UnlinkedDecides, params, lang);
        about.push(match lang {
            Lang::Nl => format!("Rood: {why}."),
            Lang::En => format!("Red: {why}."),
        });
    }
    if shown.len() > PAPER_ROWS {
        let (first, all) = (whole(PAPER_ROWS as u64, lang), whole(shown.len() as u64, lang));
        about.push(match lang {
            Lang::Nl => format!("Op blad Shortlist staan de eerste {first} van {all} locaties."),
            Lang::En => format!("Sheet Shortlist has the first {first} of {all} locations."),
        });
    }
    about
}
