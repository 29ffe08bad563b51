//! What `data/detail/<n>.json` holds: all that is told of a site.

use std::collections::BTreeMap;

use geo::BoundingRect;
use serde::Serialize;

use super::{Data, FORMAT};
use crate::{
    crs,
    error::Error,
    factsheet::{Panel, panels},
    lang::{Lang, Said},
    tables::SiteRow,
    weighing::Turn,
};

/// Sites of one file.
pub(super) const SITES_A_FILE: usize = 10;

/// Some sites, in the order of the list.
#[derive(Debug, Clone, Serialize)]
pub struct DetailFile {
    /// Version of these files.
    pub format: u32,
    /// The sites by their identification.
    pub sites: BTreeMap<String, SiteDetail>,
}

/// All that is told of a site.
#[derive(Debug, Clone, Serialize)]
pub struct SiteDetail {
    /// In Dutch.
    pub nl: Panel,
    /// In English.
    pub en: Panel,
    /// How sure its place is; `None` without a place.
    pub certainty: Option<Said>,
    /// Between which bounds of each weight it stays put forward; empty when it
    /// is not.
    pub turns: Vec<TurnLine>,
    /// The norms it rests on, by their keys.
    pub norms: Vec<String>,
    /// Its panden.
    pub panden: Vec<String>,
    /// West, south, east, north, degrees; `None` without a shape.
    pub bbox: Option<[f64; 4]>,
    /// The other forms of its location.
    pub others: Vec<OtherForm>,
    /// Its fact sheet, from the page; `None` where there is none.
    pub factsheet: Option<String>,
    /// The passport of its buurt; `None` where there is none.
    pub passport: Option<String>,
    /// The code of its buurt, to ask a server for the passport; `None` without one.
    pub buurt: Option<String>,
}

/// Another form of a location.
#[derive(Debug, Clone, Serialize)]
pub struct OtherForm {
    /// Identification.
    pub id: String,
    /// Form, by its code.
    pub form: &'static str,
    /// Whether it goes together with the rest.
    pub in_set: bool,
}

/// Between which shares of all weights a site stays put forward.
#[derive(Debug, Clone, Serialize)]
pub struct TurnLine {
    /// The weight that moves.
    pub criterion: &'static str,
    /// Its share now, 0 to 1.
    pub now: f64,
    /// From this share.
    pub from: f64,
    /// To this share.
    pub to: f64,
    /// The site that takes its place below; `None` where none does.
    pub below: Option<String>,
    /// The site that takes its place above.
    pub above: Option<String>,
}

impl From<&Turn<'_>> for TurnLine {
    fn from(turn: &Turn<'_>) -> Self {
        let id = |row: Option<&SiteRow>| row.map(|row| row.id.clone());
        Self {
            criterion: turn.criterion.code(),
            now: turn.now,
            from: turn.stay.from,
            to: turn.stay.to,
            below: id(turn.below),
            above: id(turn.above),
        }
    }
}

impl DetailFile {
    pub(super) fn of(data: &Data<'_>, file: usize) -> Result<Self, Error> {
        let from = file.saturating_mul(SITES_A_FILE);
        let to = data.order.len().min(from.saturating_add(SITES_A_FILE));
        let rows = data.order.get(from..to).unwrap_or_default();
        let sites = rows.iter().map(|row| Ok((row.id.clone(), SiteDetail::of(data, row)?)));
        Ok(Self { format: FORMAT, sites: sites.collect::<Result<_, Error>>()? })
    }
}

impl SiteDetail {
    fn of(data: &Data<'_>, row: &SiteRow) -> Result<Self, Error> {
        let ([nl, en], norms) = panels(data.record, row, [Lang::Nl, Lang::En]);
        let links = &data.settings.links;
        let options = row.choice.set.options.iter().filter(|option| option.site_id != row.id);
        let buurt = row.called.buurt_code.as_ref();
        Ok(Self {
            nl,
            en,
            certainty: row.certainty.map(|certainty| Said::by(|lang| certainty.in_words(lang))),
            turns: data.turns.get(row.id.as_str()).cloned().unwrap_or_default(),
            norms,
            panden: row.members.iter().map(|pand| pand.survey.id.to_string()).collect(),
            bbox: bbox(row)?,
            others: options
                .map(|option| OtherForm {
                    id: option.site_id.clone(),
                    form: option.form.code(),
                    in_set: option.in_set,
                })
                .collect(),
            factsheet: links.factsheets.get(&row.id).cloned(),
            passport: buurt.and_then(|buurt| links.passports.get(buurt)).cloned(),
            buurt: buurt.filter(|_| data.settings.served).cloned(),
        })
    }
}

/// The box around a site, degrees.
fn bbox(row: &SiteRow) -> Result<Option<[f64; 4]>, Error> {
    let Some(bounds) = row.geometry.bounding_rect() else { return Ok(None) };
    let (min, max) = (bounds.min(), bounds.max());
    let (west, south) = crs::rd_point_to_lonlat(min.x, min.y)?;
    let (east, north) = crs::rd_point_to_lonlat(max.x, max.y)?;
    Ok(Some([west, south, east, north]))
}
