//! What a run writes: one folder of files that tell the same.

use std::{collections::BTreeSet, path::Path};

use geo_types::{Geometry, Rect};
use rayon::prelude::*;

use super::{found::RunResult, keep, kept::Kept, report, workbook};
use crate::{
    config::Project,
    error::{Error, ExportError},
    export::{
        ColumnSpec, CsvWriter, FgbWriter, GeoJsonWriter, GeometryKind, GpkgWriter, Kind, OutputFolder,
        ParquetWriter, StepsView, TableId, write_issues, write_json, write_report,
    },
    knelpunten,
    lang::Lang,
    progress::Progress,
    record::{self, BACKDROP, Backdrop, Findings, Maps, PackedPand, Record, RecordWriter, Run},
    run_map::{self, MapOfRun, PandTiles},
    tables::{Names, PANDEN, SITES, SiteRow, in_words, row, specs},
    value::Value,
};

/// The files of every run.
const FILES: [&str; 13] = [
    "issues.csv",
    "panden.fgb",
    "panden.parquet",
    "report.html",
    "run.json",
    "shortlist.csv",
    workbook::WORKBOOK,
    "sites.fgb",
    "sites.geojson",
    "sites.parquet",
    "toplaag.gpkg",
    "toplaag.pmtiles",
    record::FILE,
];

/// The files of a run of this project.
pub(super) fn files(project: &Project) -> Vec<String> {
    let matching = project.bezit.as_ref().map(|_| super::bezit::REPORT);
    matching.into_iter().chain(FILES).map(str::to_owned).collect()
}

/// The tables of `toplaag.gpkg` that are the result.
#[cfg(feature = "gdal")]
pub(super) const TABLES: [&str; 3] = ["panden", "sites", FINDINGS_TABLE];

/// The table of findings.
const FINDINGS_TABLE: &str = "site_findings";

/// Name of the styles QGIS shows the layers with; their legend is in Dutch.
const STYLE: &str = "toplaag";

/// Columns of the table of findings, which `explain` reads.
const FINDINGS: [ColumnSpec; 2] = [
    ColumnSpec {
        name: "site_id",
        kind: Kind::Text,
        unit: "",
        nl: "Identificatie van de locatie",
        en: "Identification of the site",
    },
    ColumnSpec {
        name: "findings",
        kind: Kind::Text,
        unit: "",
        nl: "Alle bevindingen, als JSON",
        en: "All findings, as JSON",
    },
];

/// A pand on its way out: its footprint and the values of its columns.
pub(super) type PandRow = (Option<Geometry<f64>>, Vec<Value>);

/// Writes panden as they come and everything else at the end.
pub(super) struct Writer {
    panden: FgbWriter,
    parquet: ParquetWriter,
    gpkg: GpkgWriter,
    gpkg_panden: TableId,
    tiles: PandTiles,
    record: RecordWriter,
    /// The batch that is written while the next one is worked out.
    waiting: Vec<PandRow>,
    /// The same panden for the record.
    packed: Vec<PackedPand>,
}

impl Writer {
    pub(super) fn create(folder: &OutputFolder, project: &Project) -> Result<Self, Error> {
        let columns = specs(PANDEN);
        let lang = project.lang;
        let mut gpkg = GpkgWriter::create(&folder.path("toplaag.gpkg"))?.for_people(lang);
        let description = lang.pick("Alle panden met hun oordeel", "All panden with their verdict");
        let gpkg_panden =
            gpkg.layer("panden", description, &columns, GeometryKind::MultiPolygon, Some("identificatie"))?;
        gpkg.style(gpkg_panden, STYLE, include_str!("../../styles/qgis/light/panden.qml"));
        let panden =
            FgbWriter::create(&folder.path("panden.fgb"), "panden", &columns, GeometryKind::MultiPolygon)?;
        let path = folder.path("panden.parquet");
        let parquet = ParquetWriter::create(&path, "panden", &columns, GeometryKind::MultiPolygon)?;
        let record = RecordWriter::create(&folder.path(record::FILE))?;
        let tiles = PandTiles::new();
        Ok(Self {
            panden,
            parquet,
            gpkg,
            gpkg_panden,
            tiles,
            record,
            waiting: Vec::new(),
            packed: Vec::new(),
        })
    }

    /// Takes a batch of panden, in its order. It is written by the next call
    /// of [`Writer::write_while`].
    pub(super) fn take(&mut self, panden: Vec<PandRow>, packed: Vec<PackedPand>) {
        self.waiting.extend(panden);
        self.packed.extend(packed);
    }

    /// Writes the batch that waits while `work` runs: each file is written by
    /// one thread at a time, which would leave the others idle.
    pub(super) fn write_while<T: Send>(&mut self, work: impl FnOnce() -> T + Send) -> Result<T, Error> {
        let Self { panden, parquet, gpkg, gpkg_panden, tiles, record, waiting, packed } = self;
        let (rows, packed) = (std::mem::take(waiting), std::mem::take(packed));
        let write_fgb = || panden.push_all(&rows);
        let write_parquet = || parquet.push_all(&rows);
        let write_gpkg =
            || rows.iter().try_for_each(|(shape, row)| gpkg.push(*gpkg_panden, shape.as_ref(), row));
        let pack_tiles = || rows.iter().try_for_each(|(shape, row)| tiles.push(shape.as_ref(), row));
        let keep = || record.panden(&packed);
        let write_rest = || rayon::join(write_parquet, || rayon::join(write_gpkg, pack_tiles));
        let (((fgb, kept), (parquet, (gpkg, tiles))), done) =
            rayon::join(|| rayon::join(|| rayon::join(write_fgb, keep), write_rest), work);
        fgb?;
        parquet?;
        kept?;
        gpkg?;
        tiles?;
        Ok(done)
    }

    /// Keeps something else that later questions may ask, under a name.
    pub(super) fn keep(&mut self, name: &str, what: &impl serde::Serialize) -> Result<(), Error> {
        Ok(self.record.entry(name, what)?)
    }

    /// Writes sites, tables, tiles, report and trail. Gives what could not be
    /// written in full.
    pub(super) fn finish(
        mut self,
        folder: &OutputFolder,
        found: &RunResult<'_>,
        kept: &Kept,
        progress: &mut dyn Progress,
    ) -> Result<Vec<String>, Error> {
        let RunResult { run, sites, names, project, issues, .. } = *found;
        let lang = project.lang;
        self.write_while(|| ())?;
        let Self { panden, parquet, gpkg, tiles, mut record, .. } = self;
        let footprints = sites.iter().flat_map(|row| &row.site.members).map(|member| &member.footprint);
        let shapes = footprints.chain(sites.iter().map(|row| &row.site.geometry));
        record.entry("maps", &Maps::of(names.layers, tiles.rd, shapes))?;
        let backdrop = Backdrop::of(&names.layers.ground, tiles.rd);
        record.entry(BACKDROP, &backdrop)?;
        record.finish(found.head())?;
        let rows: Vec<Vec<Value>> = sites.par_iter().map(|site| row(SITES, site, names)).collect();
        let (panden, (maps, tables)) = rayon::join(
            || panden.finish().and_then(|()| parquet.finish()),
            || {
                rayon::join(
                    || write_maps(folder, gpkg, sites, &rows, names, tiles.rd, lang),
                    || {
                        write_csv(folder, &rows, project)?;
                        workbook::write(folder, found, kept, &rows)
                    },
                )
            },
        );
        panden?;
        maps?;
        let left_out = tables?;
        write_issues(&folder.path("issues.csv"), issues, project.csv, lang)?;
        let map = MapOfRun {
            sites,
            rows: &rows,
            layers: names.layers,
            backdrop,
            name: &project.name,
            lang,
            attribution: &run.attribution(),
            new_storey_m: project.params.optoppen.new_storey_m.value,
            left_out: &BTreeSet::new(),
        };
        let drawn = run_map::write(&folder.path("toplaag.pmtiles"), tiles, map, progress)?;
        let run = Run { tiles: serde_json::to_value(drawn).unwrap_or_default(), ..run.clone() };
        write_json(&folder.path(Run::FILE), &run)?;
        // Last, as it asks the run that stands there now.
        let steps = steps(folder, found)?;
        write_report(&folder.path("report.html"), &report::report(found, steps))?;
        Ok(left_out)
    }
}

/// What one step of each rule brings, where the run is small enough to be asked
/// on the way.
fn steps(folder: &OutputFolder, found: &RunResult<'_>) -> Result<Option<StepsView>, Error> {
    if found.counts.panden > found.project.params.knelpunten.report_panden.value {
        return Ok(None);
    }
    let record = Record::open(&folder.path(""))?;
    knelpunten::steps(&record, found.project.lang)
}

fn write_maps(
    folder: &OutputFolder,
    mut gpkg: GpkgWriter,
    sites: &[SiteRow],
    rows: &[Vec<Value>],
    names: &Names<'_>,
    panden: Option<Rect<f64>>,
    lang: Lang,
) -> Result<(), Error> {
    let Names { layers, params, .. } = *names;
    let columns = specs(SITES);
    let kind = GeometryKind::MultiPolygon;
    let mut fgb = FgbWriter::create(&folder.path("sites.fgb"), "sites", &columns, kind)?;
    let mut parquet = ParquetWriter::create(&folder.path("sites.parquet"), "sites", &columns, kind)?;
    let mut geojson = GeoJsonWriter::create(&folder.path("sites.geojson"), "sites", &columns, kind)?;
    let description = lang.pick("Locaties per vorm, op volgorde", "Sites by form, in order");
    let layer = gpkg.layer("sites", description, &columns, kind, Some("site_id"))?;
    gpkg.style(layer, STYLE, include_str!("../../styles/qgis/light/sites.qml"));
    let description = lang.pick("Bevindingen per locatie, voor explain", "Findings per site, for explain");
    let findings = gpkg.table(FINDINGS_TABLE, description, &FINDINGS, Some("site_id"))?;
    for (site, values) in sites.iter().zip(rows) {
        let geometry = Geometry::MultiPolygon(site.site.geometry.clone());
        fgb.push(Some(&geometry), values)?;
        parquet.push(Some(&geometry), values)?;
        geojson.push(Some(&geometry), values)?;
        gpkg.push(layer, Some(&geometry), values)?;
        let json = serde_json::to_string(&Findings::of(&site.site, params))
            .map_err(|error| record::json_error(Path::new("toplaag.gpkg"), &error))?;
        gpkg.push(findings, None, &[site.site.id.clone().into(), json.into()])?;
    }
    keep::write(&mut gpkg, layers, panden, lang)?;
    fgb.finish()?;
    parquet.finish()?;
    geojson.finish()?;
    gpkg.finish()?;
    Ok(())
}

fn write_csv(folder: &OutputFolder, rows: &[Vec<Value>], project: &Project) -> Result<(), ExportError> {
    let columns = specs(SITES);
    let mut csv = CsvWriter::create(&folder.path("shortlist.csv"), &columns, project.csv)?;
    for row in rows {
        let mut row = row.clone();
        in_words(&mut row, &project.params, project.lang);
        csv.push(&row)?;
    }
    csv.finish()
}
