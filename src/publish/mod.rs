//! How does a run become a folder that anybody can host?
//!
//! The page, its data, the tiles, and where asked for passports and fact
//! sheets: files that any web server or object store hands out. What must not
//! be told is left out of all of them at the source: the record is read as if
//! it had never been said ([`Unsaid`](crate::record::Unsaid)), or names are
//! taken off the sites before anything is written of them.

mod about;
mod folder;
mod left_out;
mod map;
mod named;
mod nameless;
mod projects;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use self::{folder::Published, left_out::LeftOut};
use crate::{
    config::InputRole,
    documents::{self, Failed, Frame, Kind},
    error::{Error, ExportError},
    export::{OutputFolder, write_document_html, write_json},
    factsheet,
    lang::{Lang, say},
    model::Form,
    params::Scope,
    passport,
    progress::Progress,
    record::{Record, Run},
    tables::SiteRow,
    viewer::{self, Data, Hidden, Links, Phasing, Settings},
};

/// What is published, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How it is asked for; `csv` is not used.
    pub document: documents::Options,
    /// What is left out: `bezit`, or columns of the holdings.
    pub left_out: Vec<String>,
    /// Whether every pand can be asked why it can carry homes, or why not.
    pub panden: bool,
    /// Whether fact sheets of what is put forward lie beside the page.
    pub factsheets: bool,
    /// Whether passports of the buurten do.
    pub passports: bool,
    /// House style: design tokens as CSS.
    pub tokens: Option<PathBuf>,
    /// Folder of a phasing of the run, to be shown year by year.
    pub phasing: Option<PathBuf>,
}

/// What was published.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The folder.
    pub folder: PathBuf,
    /// Language of what people read.
    pub lang: Lang,
    /// Sites that are shown.
    pub sites: usize,
    /// Of these, put forward.
    pub put_forward: usize,
    /// Files that were written.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Columns that stand in no file.
    pub left_out: Vec<String>,
    /// Forms that are not shown, as they were measured around what is held.
    pub forms_left_out: Vec<Form>,
    /// Fact sheets and passports that could not be made.
    pub failed: Vec<Failed>,
}

/// Publishes a finished run in one folder, which appears whole or not at all.
///
/// # Errors
///
/// [`Error::CommandLine`] for something that cannot be left out;
/// [`Error::NotFound`] when there is no run, or when the program was built
/// without the page; [`Error::Read`] when the run cannot be read;
/// [`Error::Export`] when the folder cannot be written; [`Error::Interrupted`].
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let left_out = LeftOut::parse(&options.left_out)?;
    if left_out.names_alone() && (options.factsheets || options.passports) {
        return Err(tell_names());
    }
    if options.phasing.is_some() && !left_out.is_nothing() {
        return Err(tells_projects());
    }
    let Options { document, .. } = options;
    let reads = [Some(document.run.as_path()), options.tokens.as_deref(), options.phasing.as_deref()];
    let reads: Vec<&Path> = reads.into_iter().flatten().collect();
    // First, so that a folder that cannot be written costs no reading.
    let folder = OutputFolder::create(&document.out, document.force, &reads)?;
    if viewer::page_files().is_empty() {
        return Err(no_page());
    }
    progress.begin("read", None);
    let phasing = options.phasing.as_ref().map(|folder| Phasing::read(folder, &document.run)).transpose()?;
    let before = Record::open(&document.run)?;
    let forms = before.forms().to_vec();
    let corporaties = corporaties(&before);
    let record = opened(before, &left_out, document.name.as_deref())?;
    if left_out.corporaties() {
        named::refuse(&record, &record.run.name, &corporaties)?;
    }
    let mut rows = viewer::rows(&record)?;
    if left_out.names_alone() {
        nameless::without_names(&mut rows, &left_out);
    }
    progress.end();

    let lang = document.lang.unwrap_or_else(|| record.lang());
    let mut site = Published::new(&folder, record.run.name.clone(), lang);
    let mut failed = Vec::new();
    let links = beside(options, &left_out, &mut site, &mut failed, progress)?;
    map::write(&mut site, &record, &rows, &left_out, progress)?;
    progress.begin("write", None);
    for file in viewer::page_files() {
        site.write(file.name, file.bytes)?;
    }
    if let Some(tokens) = &options.tokens {
        site.write("tokens.css", viewer::house_style(tokens)?.as_bytes())?;
    }
    let forms_left_out: Vec<Form> = forms.into_iter().filter(|form| !record.forms().contains(form)).collect();
    let settings = Settings {
        served: false,
        panden: options.panden,
        tokens: options.tokens.is_some(),
        hidden: Hidden::columns(left_out.columns.iter().cloned()),
        notes: about::notes(&left_out, &forms_left_out),
        links: links.clone(),
        phasing,
        beside: None,
    };
    let data = Data::of(&record, &rows, &settings);
    data.each_file(&mut |name, bytes| site.write(name, bytes))?;
    if let Some((name, bytes)) = viewer::steps_file(&record)? {
        site.write(name, &bytes)?;
    }
    let said = about::Said {
        record: &record,
        left_out: &left_out,
        forms: &forms_left_out,
        bounds: data.run().bounds,
    };
    let put_forward: Vec<&SiteRow> = rows.iter().filter(|row| row.is_on_shortlist()).collect();
    let path = site.start("projecten.html")?;
    write_document_html(&path, &projects::document(&put_forward, &said, &links, &site))?;
    let readme = about::readme(&said, &site);
    site.write("LEESMIJ.md", readme.as_bytes())?;
    for (name, json) in about::stac(&said, &site) {
        let path = site.start(name)?;
        write_json(&path, &json)?;
    }
    let path = site.start(Run::FILE)?;
    write_json(&path, &about::trail(&said, &site))?;
    let (files, bytes) = site.size()?;
    let outcome = Outcome {
        folder: folder.target().to_owned(),
        lang,
        sites: rows.len(),
        put_forward: put_forward.len(),
        files,
        bytes,
        left_out: left_out.columns.iter().cloned().collect(),
        forms_left_out,
        failed,
    };
    folder.commit()?;
    progress.end();
    Ok(outcome)
}

/// The run as it may be told.
fn opened(record: Record, left_out: &LeftOut, name: Option<&str>) -> Result<Record, Error> {
    let mut record = record.without(left_out.unsaid.clone());
    if let Some(name) = name {
        name.clone_into(&mut record.run.name);
    }
    if left_out.corporaties() {
        record.run.inputs.retain(|input| !matches!(input.role, InputRole::Bezit | InputRole::GroundOwn));
        // A place within a corporatie would tell who are compared with whom.
        for norm in &mut record.run.parameters {
            if norm.key == "optoppen.shortlist_scope" {
                norm.value = Scope::PerGemeente.code().into();
            }
        }
    }
    named::without_paths(&mut record)?;
    Ok(record)
}

/// The corporaties of a run.
fn corporaties(record: &Record) -> Vec<String> {
    let mut names: Vec<String> =
        record.names(record.lang()).complexes.iter().map(|complex| complex.corporatie.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// Makes the documents that lie beside the page; gives where they are.
fn beside(
    options: &Options,
    left_out: &LeftOut,
    site: &mut Published<'_>,
    failed: &mut Vec<Failed>,
    progress: &mut dyn Progress,
) -> Result<Links, Error> {
    let mut links = Links::default();
    let open = |kind: Kind, out: PathBuf| {
        let document = documents::Options { out, force: false, ..options.document.clone() };
        let record = opened(Record::open(&document.run)?, left_out, document.name.as_deref())?;
        let folder = OutputFolder::create(&document.out, false, &[document.run.as_path()])?;
        Ok::<_, Error>((Frame::of(kind, &document, folder, record, &[])?, document))
    };
    if options.factsheets {
        let (frame, document) = open(Kind::Feitenblad, site.below("feitenbladen"))?;
        let asked = factsheet::Options { document, ..factsheet::Options::default() };
        let made = factsheet::of(frame, &asked, progress)?;
        let address =
            |made: &factsheet::Made| (made.site_id.clone(), format!("feitenbladen/{}.html", made.file));
        links.factsheets = made.made.iter().map(address).collect();
        failed.extend(made.failed);
        site.take("feitenbladen")?;
    }
    if options.passports {
        let (frame, document) = open(Kind::Paspoort, site.below("paspoorten"))?;
        let asked = passport::Options { document, ..passport::Options::default() };
        let made = passport::of(frame, &asked, progress)?;
        let address = |made: &passport::Passport| (made.id.clone(), format!("paspoorten/{}.html", made.file));
        links.passports = made.passports.iter().map(address).collect::<BTreeMap<_, _>>();
        failed.extend(made.failed);
        site.take("paspoorten")?;
    }
    Ok(links)
}

fn tell_names() -> Error {
    Error::CommandLine {
        detail: say!(
            "feitenbladen en paspoorten gaan over namen heen die met `--zonder` weg moeten",
            "fact sheets and passports tell of the names that `--zonder` leaves out"
        ),
        hint: say!(
            "gebruik `--zonder bezit`, of laat `--feitenbladen` en `--paspoorten` weg",
            "use `--zonder bezit`, or leave out `--feitenbladen` and `--paspoorten`"
        ),
    }
}

fn tells_projects() -> Error {
    Error::CommandLine {
        detail: say!(
            "een fasering noemt projecten en wie ze heeft; dat kan niet samen met `--zonder`",
            "a phasing names projects and who has them, which `--zonder` cannot take out"
        ),
        hint: say!("laat `--fasering` of `--zonder` weg", "leave out `--fasering` or `--zonder`"),
    }
}

/// That the program was built without the page.
fn no_page() -> Error {
    Error::NotFound {
        detail: say!(
            "dit programma is gebouwd zonder de kaartpagina",
            "this program was built without the map page"
        ),
        hint: say!(
            "bouw haar met `npm --prefix viewer ci && npm --prefix viewer run build` en bouw het programma opnieuw, of neem een uitgave",
            "build it with `npm --prefix viewer ci && npm --prefix viewer run build` and build the program again, or take a release"
        ),
    }
}

/// An error for a file that cannot be written.
fn unwritable(path: &Path) -> impl FnOnce(std::io::Error) -> ExportError + use<> {
    let path = path.to_owned();
    move |source| ExportError::Write { path, source }
}
