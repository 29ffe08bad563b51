//! `toplaag check`.

mod holdings;
mod understood;

use std::{fmt::Write as _, path::PathBuf};

use super::{
    sketch::{Place, sketch},
    terminal::{follow, print},
};
use crate::{
    config::{InputRole, Project},
    error::Error,
    lang::Lang,
    record::RasterTrail,
    scan::{self, Checked, InputCheck},
    wording::{left_out, match_help, match_status, number, whole},
};

/// Look at every input before a run: layers, CRS, columns, counts, join rates.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  toplaag check toplaag.toml\n  toplaag check toplaag.toml --quick\n  toplaag check toplaag.toml --matching koppeling.xlsx"
)]
pub(super) struct Args {
    /// Project file.
    project: PathBuf,
    /// Look at the heads of the files only, and work out no join rates.
    #[arg(long)]
    quick: bool,
    /// Write what became of every row of the holdings to this XLSX file, to be mended there.
    #[arg(long, value_name = "FILE")]
    matching: Option<PathBuf>,
    /// Replace that file.
    #[arg(long, requires = "matching")]
    force: bool,
    /// Show which column is taken for what, too.
    #[arg(long)]
    columns: bool,
    /// Day to look up in a BAG extract; beats the project file [default: today].
    #[arg(long, value_name = "2021-10-15")]
    peildatum: Option<String>,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let mut project = Project::read(&args.project)?;
    project.lang = follow(lang.unwrap_or(project.lang));
    if let Some(day) = &args.peildatum {
        project.set_peildatum(&super::day("--peildatum", day)?);
    }
    let mut checked = scan::check(&project, !args.quick);
    let mut told = String::new();
    // A command that fails leaves no file: what is wrong is mended first.
    let is_sound = checked.problem.is_none() && checked.inputs.iter().all(|input| input.error.is_none());
    if let (Some(path), true) = (&args.matching, is_sound) {
        // What goes wrong is told below what was seen, and not instead of it.
        match scan::matching(&project, path, args.force, &mut crate::progress::Silent) {
            Ok(counts) => {
                checked.bezit = counts;
                told = format!("\n{}: {}\n", project.lang.pick("geschreven", "written"), path.display());
            }
            Err(error) => checked.problem = checked.problem.or(Some(error)),
        }
    }
    print(&text(&checked, args.columns, project.lang));
    print(&told);
    // What cannot be read would stop a scan: the shell is told so.
    match checked.inputs.into_iter().find_map(|input| input.error).or(checked.problem) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// Everything on one screen; with `columns` what each column is taken for too.
fn text(checked: &Checked, columns: bool, lang: Lang) -> String {
    let mut text = String::new();
    for input in &checked.inputs {
        one(input, columns, lang, &mut text);
    }
    if !checked.absent.is_empty() {
        let _ = writeln!(text, "\n{}", lang.pick("niet opgegeven:", "not given:"));
        for (what, consequence) in &checked.absent {
            let _ = writeln!(text, "  {what:<28} {}", lang.pick(consequence.0, consequence.1));
        }
    }
    joins(checked, lang, &mut text);
    understood::write(checked, lang, &mut text);
    holdings::write(&checked.holdings, lang, &mut text);
    place(checked, lang, &mut text);
    text
}

/// How much finds its counterpart, what was left out, and what became of the holdings.
fn joins(checked: &Checked, lang: Lang, text: &mut String) {
    if !checked.joins.is_empty() {
        let _ = writeln!(text, "\n{}", lang.pick("koppelingen:", "joins:"));
    }
    for join in &checked.joins {
        let percent = (100 * join.n).checked_div(join.of).unwrap_or(0);
        let what = lang.pick(join.what.0, join.what.1);
        let _ = writeln!(
            text,
            "  {:>10} / {:<10} {percent:>3} %  {what}",
            whole(join.n, lang),
            whole(join.of, lang)
        );
        if join.n * 2 < join.of {
            let _ = writeln!(text, "    {}", lang.pick(join.cure.0, join.cure.1));
        }
    }
    for (status, n) in &checked.bezit {
        let (name, help) = (match_status(*status, lang), match_help(*status, lang));
        let _ = writeln!(text, "    {:>10} {name}: {help}", whole(*n, lang));
    }
    if !checked.left_out.is_empty() {
        let _ = writeln!(text, "{}", lang.pick("weggelaten voorkomens:", "voorkomens left out:"));
    }
    for (file, layer, n) in &checked.left_out {
        let _ = writeln!(text, "  {:>10}  {file}, {layer}: {}", whole(n.total(), lang), left_out(*n, lang));
    }
}

/// Where the inputs lie: around the area asked for, or else around the panden.
fn place(checked: &Checked, lang: Lang, text: &mut String) {
    let mut places: Vec<Place> = Vec::new();
    for input in checked.inputs.iter().filter(|input| input.role != InputRole::Area) {
        let Some(bounds) = input.extent_rd else { continue };
        match places.iter_mut().find(|place| place.name == role_name(input)) {
            Some(place) => place.bounds = around(place.bounds, bounds),
            None => places.push(Place { name: role_name(input), bounds }),
        }
    }
    let subject = match &checked.area {
        Some(area) => {
            let size = number(area.area_m2 / 1e6, 1, lang);
            let name = format!("{} ({size} km²)", area.name);
            Some(Place { name, bounds: area.bounds })
        }
        None => places.iter().position(|place| place.name == "panden").map(|at| places.remove(at)),
    };
    if let Some(subject) = subject {
        let _ = writeln!(text, "\n{}", lang.pick("ligging (RD):", "where (RD):"));
        text.push_str(&sketch(&subject, &places, lang));
    }
}

fn around(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

fn one(input: &InputCheck, columns: bool, lang: Lang, text: &mut String) {
    let mark = if input.error.is_some() { '✗' } else { '✓' };
    let _ = write!(text, "{mark} {:<20} {:<30}", short(&role_name(input), 20), short(&input.file, 30));
    if let Some(error) = &input.error {
        let _ = writeln!(text, "\n    {}", error.said().pick(lang));
        if let Some(cure) = error.cure() {
            let _ = writeln!(text, "    {}: {}", lang.pick("tip", "hint"), cure.pick(lang));
        }
        return;
    }
    let layer = if input.layer.is_empty() { String::new() } else { format!(" {}", input.layer) };
    let records = input.records.map_or_else(String::new, |n| whole(n, lang));
    let what = format!("{}{layer}", input.format);
    let _ = writeln!(text, " {:<28} {records:>10}  {}", short(&what, 28), remark(input, lang));
    if let Some(raster) = &input.raster {
        cells(input, raster, lang, text);
    }
    if !input.skipped.is_empty() {
        let label = lang.pick("niet gelezen:", "not read:");
        let _ = writeln!(text, "    {label} {}", input.skipped.join(", "));
    }
    if columns {
        every_column(input, lang, text);
    }
}

/// The role, of a restriction the name the user gave it.
fn role_name(input: &InputCheck) -> String {
    match &input.role {
        InputRole::Restriction(name) => name.clone(),
        role => role.to_string(),
    }
}

/// CRS and what is missing, in a few words.
fn remark(input: &InputCheck, lang: Lang) -> String {
    let mut remarks: Vec<String> = Vec::new();
    if !input.crs.is_empty() {
        remarks.push(input.crs.clone());
    }
    if input.apart {
        remarks.push(lang.pick("! ligt niet bij de panden", "! does not meet the panden").into());
    }
    let missing = input.columns.iter().filter(|(role, column)| column.is_none() && role.missed);
    let missing: Vec<&str> = missing.map(|(role, _)| role.name).collect();
    if !missing.is_empty() {
        const SHOWN: usize = 3;
        let more =
            if missing.len() > SHOWN { format!(" (+{})", missing.len() - SHOWN) } else { String::new() };
        let shown = &missing[..missing.len().min(SHOWN)];
        remarks.push(format!("{} {}{more}", lang.pick("zonder", "without"), shown.join(", ")));
    }
    remarks.join(", ")
}

/// Each role with its column, the box, and the columns that play no role.
fn every_column(input: &InputCheck, lang: Lang, text: &mut String) {
    if let Some([min_x, min_y, max_x, max_y]) = input.extent_rd {
        let _ = writeln!(text, "    x {min_x:.0} – {max_x:.0}, y {min_y:.0} – {max_y:.0} (RD)");
    }
    for (role, column) in &input.columns {
        let column = column.as_deref().unwrap_or(lang.pick("– ontbreekt", "– missing"));
        let _ = writeln!(text, "    {:<22} {column}", role.name);
    }
    const SHOWN: usize = 12;
    if !input.unused.is_empty() {
        let more = input.unused.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" … (+{more})") } else { String::new() };
        let shown: Vec<_> = input.unused.iter().take(SHOWN).map(String::as_str).collect();
        let label = lang.pick("niet gebruikt:", "not used:");
        let _ = writeln!(text, "    {label:<22} {}{more}", shown.join(", "));
    }
}

/// A text that fits, with its end, which tells most of a path.
fn short(text: &str, most: usize) -> String {
    let n = text.chars().count();
    if n <= most {
        return text.to_owned();
    }
    let end: String = text.chars().skip(n + 1 - most).collect();
    format!("…{end}")
}

fn cells(input: &InputCheck, raster: &RasterTrail, lang: Lang, text: &mut String) {
    let [columns, rows] = raster.cells.map(|cells| whole(cells, lang));
    let [width, height] = raster.cell_m.map(|side| number(side, 2, lang));
    let nodata = raster.nodata.as_deref().unwrap_or(lang.pick("niet genoemd", "not stated"));
    let _ = writeln!(
        text,
        "    {columns} × {rows} {} {width} × {height} m, {} {nodata}",
        lang.pick("cellen van", "cells of"),
        lang.pick("geen gegevens =", "no data =")
    );
    if input.too_coarse {
        let remark = lang.pick(
            "! te grof voor daken: hoogtes blijven onbekend; neem het raster van 0,5 m",
            "! too coarse for roofs: heights stay unknown; take the raster of 0.5 m",
        );
        let _ = writeln!(text, "    {remark}");
    }
    if input.role == InputRole::Water {
        let remark =
            lang.pick("komt niet op de kaart (toplaag.pmtiles)", "is not drawn on the map (toplaag.pmtiles)");
        let _ = writeln!(text, "    {remark}");
    }
}
