//! What may and can be built in this area?
//!
//! A *gebiedspaspoort* per buurt or polygon of one's own, from a finished run:
//! gathered as data first ([`Passport`]), then put in words for a page, front
//! and back. Panden belong to the area their middle lies in, locations to the
//! area their point lies in, so that passports of areas that share borders
//! count nothing twice.

mod area;
mod booklet;
mod data;
mod map;
mod nameless;
mod notes;
mod page;
mod parking;
mod part;
mod potential;
mod stock;
mod table;
mod write;
mod zones;

use std::{collections::BTreeMap, path::PathBuf};

use geo::{Area as _, Centroid, Contains};
use geo_types::MultiPolygon;
use rayon::prelude::*;

pub use data::Passport;

use crate::{
    config::Input,
    document::Document,
    documents::{self, Failed, Frame, Kind},
    drawing::{Ground, Picture},
    error::Error,
    interrupt,
    issue::Issues,
    lang::{Lang, say},
    model::{Gebied, Zone},
    progress::Progress,
    record::Record,
    survey::{FoundPand, Layers},
    tables::SiteRow,
};

/// How passports are made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How they are asked for.
    pub document: documents::Options,
    /// The areas; `None` takes the buurten of the run.
    pub areas: Option<Input>,
    /// Only these, by identification or name; empty takes all.
    pub ids: Vec<String>,
    /// What the gemeente itself says of areas.
    pub notes: Option<Input>,
    /// Whether all there is to tell is told, on as many pages as it takes.
    pub long: bool,
    /// Whether corporaties and their complexes are left unnamed.
    pub nameless: bool,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The folder.
    pub folder: PathBuf,
    /// The passports, in the order of their areas.
    pub passports: Vec<Passport>,
    /// Language they are in.
    pub lang: Lang,
    /// Areas that failed.
    pub failed: Vec<Failed>,
    /// What was odd about the file of areas.
    pub issues: Issues,
}

/// What is known of the run, for all areas alike.
struct AllAreas {
    frame: Frame,
    sites: Vec<SiteRow>,
    notes: notes::Notes,
    ground: Ground,
    long: bool,
    /// The areas were drawn by somebody: no buurten.
    is_drawn: bool,
}

impl AllAreas {
    fn known(&self) -> Known<'_> {
        Known {
            record: &self.frame.record,
            lang: self.frame.lang,
            sites: &self.sites,
            notes: &self.notes,
            ground: &self.ground,
            long: self.long,
            is_drawn: self.is_drawn,
        }
    }
}

/// What a passport is made of, wherever it goes.
#[derive(Clone, Copy)]
struct Known<'a> {
    record: &'a Record,
    lang: Lang,
    sites: &'a [SiteRow],
    notes: &'a notes::Notes,
    ground: &'a Ground,
    long: bool,
    is_drawn: bool,
}

/// A passport with its map.
struct Made {
    passport: Passport,
    map: Option<Picture>,
    area: MultiPolygon<f64>,
}

/// Makes passports and writes their folder, whole or not at all. An area that
/// fails is told of; the others come out. What fails for all, such as a full
/// disk, stops the command.
///
/// # Errors
///
/// [`Error::NotFound`] when there is no run, no such area, or none of which a
/// passport could be made; [`Error::Read`]
/// when a file cannot be read; [`Error::Export`] when the folder cannot be
/// written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let of = |role, input: &'_ Option<Input>| -> Vec<_> {
        input.iter().flat_map(|input| input.sources.clone()).map(|source| (role, source)).collect()
    };
    let sources = [of("gebieden", &options.areas), of("notities", &options.notes)].concat();
    let sources: Vec<_> = sources.iter().map(|(role, source)| (*role, source)).collect();
    self::of(Frame::open(Kind::Paspoort, &options.document, &sources)?, options, progress)
}

/// The same of a run that is open, in a folder that was started.
///
/// # Errors
///
/// As [`run`].
pub fn of(mut frame: Frame, options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let mut issues = Issues::default();
    progress.begin("maps", None);
    let areas = area::areas(options, &frame.record, &mut issues)?;
    let mut sites = frame.record.sites()?;
    if options.nameless {
        nameless::without_names(&mut sites);
        nameless::without_files(&mut frame.record.run);
    }
    let notes = notes::Notes::read(options.notes.as_ref(), &areas, &mut issues)?;
    let ground = frame.ground()?;
    progress.end();
    let is_drawn = options.areas.is_some();
    let known = AllAreas { frame, sites, notes, ground, long: options.long, is_drawn };

    progress.begin("passports", Some(areas.len() as u64));
    let (mut passports, mut failed) = (Vec::new(), Vec::new());
    let mut writer = write::Writer::create(&known)?;
    let lang = known.frame.lang;
    // In batches, so that a folder of thousands holds but few maps in memory.
    for batch in areas.chunks(64) {
        interrupt::check()?;
        let made: Vec<Result<Made, Error>> = batch.par_iter().map(|area| make(area, known.known())).collect();
        let mut whole = Vec::new();
        for (area, made) in batch.iter().zip(made) {
            match made {
                Ok(made) => whole.push(made),
                Err(error) if !error.is_of_one() => return Err(error),
                Err(error) => {
                    failed.push(Failed { id: area.id.clone(), detail: error.said().pick(lang).to_owned() })
                }
            }
        }
        let written = writer.write(whole);
        for (passport, outcome) in written {
            match outcome {
                Ok(()) => passports.push(passport),
                Err(error) if !error.is_of_one() => return Err(error),
                Err(error) => {
                    failed.push(Failed { id: passport.id, detail: error.said().pick(lang).to_owned() })
                }
            }
        }
        progress.advance(batch.len() as u64);
    }
    progress.end();
    if let (true, Some(Failed { id, detail })) = (passports.is_empty(), failed.first()) {
        return Err(Error::NotFound {
            detail: say!(
                "geen paspoort is te maken; het eerste, `{id}`: „{detail}”",
                "no passport could be made; first, `{id}`: {detail}"
            ),
            hint: say!(
                "de run kan van een andere versie van het programma zijn; voer de scan opnieuw uit",
                "the run may be of another version of the program; run the scan again"
            ),
        });
    }
    progress.begin("write", None);
    let trail = writer.finish(&passports, failed, &issues)?;
    let failed = trail.failed.clone();
    let folder = known.frame.commit(&trail)?;
    progress.end();
    Ok(Outcome { folder, passports, lang, failed, issues })
}

/// The passport of one of the buurten of a run, to be read on a screen; `None`
/// when the run has no such buurt.
///
/// # Errors
///
/// [`Error::Read`] when the record is damaged.
pub fn passport(
    record: &Record,
    sites: &[SiteRow],
    buurt: &str,
    lang: Lang,
) -> Result<Option<Document>, Error> {
    let Some(area) = area::buurt(record, buurt) else { return Ok(None) };
    let (notes, ground) = (notes::Notes::default(), documents::ground(record)?);
    let known = Known { record, lang, sites, notes: &notes, ground: &ground, long: false, is_drawn: false };
    let made = make(&area, known)?;
    Ok(Some(page::document(&made.passport, made.map, known)))
}

/// Gathers all that is known of one area, and draws its map.
fn make(area: &Zone<Gebied>, known: Known<'_>) -> Result<Made, Error> {
    let Known { record, lang, sites, notes, ground, .. } = known;
    let Record { params, layers, .. } = record;
    let shape = &area.geometry;
    let frame = map::frame(shape);
    let panden = match frame {
        Some(frame) => record.panden(Some(frame.window()))?,
        None => Vec::new(),
    };
    let inside: Vec<bool> = panden.iter().map(|pand| belongs(pand, shape)).collect();
    let own: Vec<&FoundPand> =
        panden.iter().zip(&inside).filter(|(_, inside)| **inside).map(|(pand, _)| pand).collect();
    let parts = part::parts(sites, shape, known.is_drawn);
    let here: Vec<&SiteRow> = parts.iter().map(|part| part.site).collect();
    let area_m2 = shape.unsigned_area();
    let access = parking::access(shape, &own, layers, params);
    let buurt = layers.buurten.as_ref().and_then(|set| set.ids.iter().position(|id| *id == area.id));
    let best = potential::best(&parts, record.lang());
    let date = record.run.inputs.iter().find(|input| input.role.is_grid());
    let gemeente = gemeente_of(area, &own, layers);
    let passport = Passport {
        id: area.id.clone(),
        naam: if area.says.naam.is_empty() { area.id.clone() } else { area.says.naam.clone() },
        gemeente_code: gemeente.0,
        gemeente: gemeente.1,
        area_m2,
        notes: notes.of(area),
        stock: stock::stock(&own, area_m2, params),
        potential: potential::potential(&parts, record.run.has_verblijfsobjecten(), params),
        parking: parking::parking(shape, buurt, &access, layers, params),
        access,
        grid: zones::grid(shape, &own, layers, date.map_or("", |input| &input.date)),
        water: zones::water(shape, &own, &here, layers, params),
        restrictions: zones::restrictions(shape, &own, layers),
        blockers: potential::blockers(&own, params),
        best,
        file: String::new(),
    };
    let shown: Vec<&SiteRow> = passport
        .best
        .iter()
        .take(page::BEST)
        .filter_map(|best| here.iter().find(|site| site.id == best.site_id).copied())
        .collect();
    let picture = frame.map(|frame| {
        let attribution = record.run.attribution();
        let of = map::AreaMap {
            naam: &passport.naam,
            area: shape,
            panden: &panden,
            inside: &inside,
            best: &shown,
            layers,
            ground,
            attribution: &attribution,
            lang,
        };
        map::draw(&of, frame)
    });
    Ok(Made { passport, map: picture, area: shape.clone() })
}

/// Whether a pand belongs to an area: its middle lies in it.
fn belongs(pand: &FoundPand, area: &MultiPolygon<f64>) -> bool {
    pand.footprint.centroid().is_some_and(|middle| area.contains(&middle))
}

/// Code and name of the gemeente of an area: as its file says, else the one
/// most of its panden lie in, else the one most of it lies in. A name goes with
/// its code.
fn gemeente_of(
    area: &Zone<Gebied>,
    panden: &[&FoundPand],
    layers: &Layers,
) -> (Option<String>, Option<String>) {
    let said = (area.says.gemeente_code.clone(), area.says.gemeente_naam.clone());
    let (mut code, mut naam) = said;
    let sources: [&dyn Fn() -> (Option<String>, Option<String>); 2] =
        [&|| gemeente(panden, layers), &|| gemeente_by_map(&area.geometry, layers)];
    for there in sources {
        if code.is_some() && naam.is_some() {
            break;
        }
        let (there_code, there_naam) = there();
        let is_other = |own: &Option<String>, there: &Option<String>| {
            own.as_ref().zip(there.as_ref()).is_some_and(|(own, there)| !own.eq_ignore_ascii_case(there))
        };
        if is_other(&code, &there_code) || is_other(&naam, &there_naam) {
            continue;
        }
        code = code.or(there_code);
        naam = naam.or(there_naam);
    }
    (code, naam)
}

/// Code and name of the gemeente most of an area lies in, by the map of
/// gemeenten, else by that of buurten.
fn gemeente_by_map(area: &MultiPolygon<f64>, layers: &Layers) -> (Option<String>, Option<String>) {
    let Some(set) = layers.gemeenten.as_ref().or(layers.buurten.as_ref()) else { return (None, None) };
    let shares = set.index.overlay(area).shares;
    let most = shares.iter().max_by(|a, b| a.share.total_cmp(&b.share).then(b.group.cmp(&a.group)));
    let there = most.and_then(|zone| set.says.get(zone.group as usize));
    there.map(|there| (there.gemeente_code.clone(), there.gemeente_naam.clone())).unwrap_or_default()
}

/// Code and name of the gemeente most panden lie in; of equals the first.
fn gemeente(panden: &[&FoundPand], layers: &Layers) -> (Option<String>, Option<String>) {
    let gemeenten = || panden.iter().filter_map(|pand| Some(pand.survey.place.as_ref()?.gemeente(layers)));
    (most(gemeenten().filter_map(|(code, _)| code)), most(gemeenten().filter_map(|(_, name)| name)))
}

/// The text that occurs most; of equals the first.
fn most<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().find(|(_, n)| *n == most).map(|(text, _)| text.to_owned())
}
