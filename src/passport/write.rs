//! The folder of passports: a page, a PDF and data an area, one map of all,
//! and an overview.

use std::fs;

use geo_types::Geometry;
use rayon::prelude::*;
use serde::Serialize;

use super::{
    AllAreas, Made,
    booklet::{Booklet, Pages},
    data::Passport,
    page, table,
};
use crate::{
    document::{Block, Document, Table},
    documents::{Failed, Frame, Names, Trail},
    error::{Error, ExportError},
    export::{GeometryKind, GpkgWriter, TableId, write_document_html, write_issues, write_json},
    issue::Issues,
    lang::Lang,
    wording::{number, whole},
};

/// Name of the map of all areas.
const MAP: &str = "paspoorten.gpkg";
/// Name of the overview.
const INDEX: &str = "index.html";

#[derive(Serialize)]
pub(super) struct Counts {
    areas: usize,
    passports: usize,
    failed: usize,
    issues: u64,
}

/// Writes passports as they are made.
pub(super) struct Writer<'a> {
    known: &'a AllAreas,
    gpkg: GpkgWriter,
    layer: TableId,
    names: Names,
    outputs: Vec<String>,
    booklet: Booklet,
}

impl<'a> Writer<'a> {
    pub(super) fn create(known: &'a AllAreas) -> Result<Self, Error> {
        let mut gpkg = GpkgWriter::create(&known.frame.folder.path(MAP))?.for_people(known.frame.lang);
        let columns: Vec<_> = table::COLUMNS.iter().map(|(spec, _)| *spec).collect();
        let about = known.frame.lang.pick("Gebiedspaspoorten", "Area passports");
        let layer =
            gpkg.layer("paspoorten", about, &columns, GeometryKind::MultiPolygon, Some("gebied_id"))?;
        gpkg.style(layer, "toplaag", include_str!("../../styles/qgis/light/paspoorten.qml"));
        let outputs = [INDEX, "issues.csv", MAP].map(str::to_owned).to_vec();
        Ok(Self { known, gpkg, layer, names: Names::new("gebied"), outputs, booklet: Booklet::default() })
    }

    /// Writes a batch; gives each passport with whether it came out.
    pub(super) fn write(&mut self, made: Vec<Made>) -> Vec<(Passport, Result<(), Error>)> {
        // Two areas may share a name; their files may not.
        let mut named: Vec<(Made, String)> = Vec::with_capacity(made.len());
        for mut made in made {
            let name = self.names.name(&made.passport.file_stem());
            made.passport.file.clone_from(&name);
            named.push((made, name));
        }
        let known = self.known;
        let written: Vec<Result<Pages, ExportError>> =
            named.par_iter().map(|(made, name)| files(made, name, known)).collect();
        let mut done = Vec::with_capacity(named.len());
        for ((made, name), outcome) in named.into_iter().zip(written) {
            let outcome = outcome.and_then(|pages| {
                let area = Geometry::MultiPolygon(made.area);
                self.gpkg.push(self.layer, Some(&area), &table::row(&made.passport))?;
                self.booklet.add(pages, known, &mut self.outputs)
            });
            let files = ENDINGS.iter().map(|ending| format!("{name}.{ending}"));
            if outcome.is_ok() {
                self.outputs.extend(files);
            } else {
                // What was not written yet cannot be removed.
                files.for_each(|file| fs::remove_file(known.frame.folder.path(&file)).unwrap_or_default());
            }
            done.push((made.passport, outcome.map_err(Error::from)));
        }
        done
    }

    /// Writes what is about all of them; gives what the folder says of itself.
    pub(super) fn finish(
        self,
        passports: &[Passport],
        failed: Vec<Failed>,
        issues: &Issues,
    ) -> Result<Trail<Counts>, Error> {
        let Self { known, gpkg, mut outputs, mut booklet, .. } = self;
        booklet.finish(known, &mut outputs)?;
        let Frame { folder, lang, csv, .. } = &known.frame;
        gpkg.finish()?;
        write_document_html(&folder.path(INDEX), &overview(passports, &failed, known))?;
        write_issues(&folder.path("issues.csv"), issues, *csv, *lang)?;
        let counts = Counts {
            areas: passports.len() + failed.len(),
            passports: passports.len(),
            failed: failed.len(),
            issues: issues.total(),
        };
        Ok(Trail { counts, made: serde_json::Value::Null, failed, outputs })
    }
}

/// What each area has a file of.
const ENDINGS: &[&str] = if cfg!(feature = "pdf") { &["html", "json", "pdf"] } else { &["html", "json"] };

fn files(made: &Made, name: &str, known: &AllAreas) -> Result<Pages, ExportError> {
    let document = page::document(&made.passport, made.map.clone(), known.known());
    let path = |ending: &str| known.frame.folder.path(&format!("{name}.{ending}"));
    write_json(&path("json"), &made.passport)?;
    write_document_html(&path("html"), &document)?;
    #[cfg(feature = "pdf")]
    let document = {
        let set = crate::export::write_document_pdf(&path("pdf"), &document)?;
        (document, set)
    };
    Ok(document)
}

/// All areas on one page, the most homes first.
fn overview(passports: &[Passport], failed: &[Failed], known: &AllAreas) -> Document {
    let lang = known.frame.lang;
    let mut table = Table::new(
        lang.pick("gebieden", "areas"),
        &match lang {
            Lang::Nl => [
                "Gebied",
                "#Woningen nu",
                "#Erbij, geschikt",
                "#Mogelijk (onbeslist)",
                "#Niet te zeggen (ha)",
                "#Net (code)",
                "Water",
            ],
            Lang::En => [
                "Area",
                "#Homes now",
                "#To add, suitable",
                "#Possible (undecided)",
                "#Cannot be said (ha)",
                "#Grid (code)",
                "Water",
            ],
        },
    );
    let mut order: Vec<&Passport> = passports.iter().collect();
    order.sort_by_key(|passport| {
        let homes = passport.potential.homes;
        std::cmp::Reverse(homes.map(|homes| (homes.suitable.mid, homes.undecided.mid)))
    });
    let mut totals = [Some(0); 3];
    let told = |count: Option<u64>| count.map_or_else(|| "?".to_owned(), |count| whole(count, lang));
    let mut unsayable_m2 = 0.0;
    let hectares = |m2: f64| number(m2 / 10_000.0, 1, lang);
    for passport in order {
        let homes = passport.potential.homes;
        let counts = [
            homes.map(|_| passport.stock.homes),
            homes.map(|homes| homes.suitable.mid),
            homes.map(|homes| homes.undecided.mid),
        ];
        totals
            .iter_mut()
            .zip(counts)
            .for_each(|(total, count)| *total = total.zip(count).map(|(a, b)| a + b));
        unsayable_m2 += passport.potential.unsayable_m2;
        let [now, suitable, undecided] = counts.map(told);
        let code = passport.grid.worst_code().map_or_else(|| "–".to_owned(), |code| code.to_string());
        let water = passport.water.dominant().unwrap_or("–").to_owned();
        let unsayable = hectares(passport.potential.unsayable_m2);
        table.row([passport.naam.clone(), now, suitable, undecided, unsayable, code, water]);
        table.links.push(format!("{}.html", passport.file));
    }
    let [now, suitable, undecided] = totals.map(told);
    let together = lang.pick("Samen", "Together").into();
    table.row([together, now, suitable, undecided, hectares(unsayable_m2), String::new(), String::new()]);
    table.links.push(String::new());
    table.total = true;
    let mut blocks = vec![Block::Table(table)];
    if cfg!(feature = "pdf") {
        blocks.push(Block::note(lang.pick(
            "Alle paspoorten achter elkaar, met bladwijzers: paspoorten.pdf.",
            "All passports behind one another, with bookmarks: paspoorten.pdf.",
        )));
    }
    if !failed.is_empty() {
        blocks.push(Block::heading(lang.pick("Niet gelukt", "Failed")));
        blocks.push(Block::List {
            items: failed.iter().map(|one| format!("{}: {}", one.id, one.detail)).collect(),
        });
    }
    let area: f64 = passports.iter().map(|passport| passport.area_m2).sum();
    Document {
        lang,
        kind: lang.pick("Gebiedspaspoorten", "Area passports").into(),
        title: known.frame.name.clone(),
        subtitle: format!(
            "{} {}, {} ha",
            whole(passports.len() as u64, lang),
            lang.pick("gebieden", "areas"),
            number(area / 10_000.0, 0, lang)
        ),
        key: Vec::new(),
        blocks,
        footer: format!("toplaag {}", env!("CARGO_PKG_VERSION")),
        pages: None,
    }
}
