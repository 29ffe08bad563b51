//! The folder of fact sheets: a page, a PDF and data a site, and an overview.

use rayon::prelude::*;
use serde::Serialize;

use super::{FactSheet, Known};
use crate::{
    error::{Error, ExportError},
    export::{OutputFolder, write_json, write_sheet_html},
    params::Parameter,
    scan::{InputTrail, Run},
    sheet::{Block, Sheet, Table},
    text::{self, Lang, number, whole},
};

const INDEX: &str = "index.html";

/// What each site has a file of.
const ENDINGS: &[&str] = if cfg!(feature = "pdf") { &["html", "json", "pdf"] } else { &["html", "json"] };

/// Where a folder of fact sheets comes from: its `run.json`.
#[derive(Serialize)]
struct Trail<'a> {
    program: &'a str,
    version: &'a str,
    made: &'a str,
    name: &'a str,
    lang: &'a str,
    run: &'a str,
    sheets: usize,
    failed: &'a [(String, String)],
    inputs: &'a [InputTrail],
    parameters: &'a [Parameter],
    outputs: Vec<String>,
}

/// Writes the sheets; gives those that came out. The others join `failed`.
pub(super) fn write(
    folder: &OutputFolder,
    sheets: Vec<(FactSheet, Sheet)>,
    failed: &mut Vec<(String, String)>,
    known: &Known,
) -> Result<Vec<FactSheet>, Error> {
    let written: Vec<Result<(), ExportError>> =
        sheets.par_iter().map(|(data, page)| files(folder, data, page)).collect();
    let mut done = Vec::new();
    for ((data, _), outcome) in sheets.into_iter().zip(written) {
        match outcome {
            Ok(()) => done.push(data),
            Err(error) => failed.push((data.site_id, error.to_string())),
        }
    }
    write_sheet_html(&folder.path(INDEX), &overview(&done, failed, known))?;
    let mut outputs: Vec<String> = done
        .iter()
        .flat_map(|data| ENDINGS.iter().map(move |ending| format!("{}.{ending}", data.file)))
        .chain([INDEX.to_owned(), Run::FILE.to_owned()])
        .collect();
    outputs.sort();
    let run = &known.finished.run;
    let trail = Trail {
        program: &run.program,
        version: env!("CARGO_PKG_VERSION"),
        made: "factsheet",
        name: &run.name,
        lang: known.lang.tag(),
        run: &known.finished.folder.display().to_string(),
        sheets: done.len(),
        failed,
        inputs: &run.inputs,
        parameters: &run.parameters,
        outputs,
    };
    write_json(&folder.path(Run::FILE), &trail)?;
    Ok(done)
}

fn files(folder: &OutputFolder, data: &FactSheet, page: &Sheet) -> Result<(), ExportError> {
    let path = |ending: &str| folder.path(&format!("{}.{ending}", data.file));
    write_json(&path("json"), data)?;
    write_sheet_html(&path("html"), page)?;
    #[cfg(feature = "pdf")]
    crate::export::write_sheet_pdf(&path("pdf"), page)?;
    Ok(())
}

fn overview(sheets: &[FactSheet], failed: &[(String, String)], known: &Known) -> Sheet {
    let lang = known.lang;
    let mut table = Table::new(
        lang.pick("feitenbladen", "fact sheets"),
        &match lang {
            Lang::Nl => ["Locatie", "Vorm", "Oordeel", "#Woningen", "#Score"],
            Lang::En => ["Site", "Form", "Verdict", "#Homes", "#Score"],
        },
    );
    for sheet in sheets {
        let homes = match (sheet.homes.mid, sheet.homes.high) {
            (Some(mid), _) => whole(mid.into(), lang),
            (None, Some(high)) => format!("≤ {}", whole(high.into(), lang)),
            (None, None) => "–".into(),
        };
        let score = sheet.score.filter(|_| sheet.rank.is_some());
        table.row([
            sheet.title.clone(),
            sheet.form().map_or("–", text::form_word).to_owned(),
            text::verdict_word(&sheet.verdict, lang).unwrap_or("–").to_owned(),
            homes,
            score.map_or_else(|| lang.pick("apart", "apart").into(), |score| number(score, 1, lang)),
        ]);
        table.links.push(format!("{}.html", sheet.file));
    }
    let mut blocks = vec![Block::Table(table)];
    if !failed.is_empty() {
        blocks.push(Block::heading(lang.pick("Niet gelukt", "Failed")));
        blocks
            .push(Block::List { items: failed.iter().map(|(site, why)| format!("{site}: {why}")).collect() });
    }
    Sheet {
        lang,
        kind: lang.pick("Feitenbladen", "Fact sheets").into(),
        title: known.finished.run.name.clone(),
        subtitle: String::new(),
        key: Vec::new(),
        blocks,
        footer: format!("toplaag {}", env!("CARGO_PKG_VERSION")),
        pages: None,
    }
}
