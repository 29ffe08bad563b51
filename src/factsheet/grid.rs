//! Which line goes to the netbeheerder?

use serde::Serialize;

use super::{case::Case, say};
use crate::{
    assess::grid::{self, GridInput, Load, SignalSource},
    config::InputRole,
    document::Block,
    lang::Lang,
    model::GridCode,
    params::HeatConcept,
    wording::{self, number},
};

/// The request of one site.
#[derive(Debug, Serialize)]
pub(super) struct GridSheet {
    /// Homes that are connected; of rebuilding all new ones.
    pub homes: Option<u32>,
    /// Homes that go.
    pub homes_gone: u32,
    pub heat: HeatConcept,
    pub kw_home: f64,
    /// Peak of the site by itself, kW.
    pub peak_kw: Option<f64>,
    /// The same, built grid-aware.
    pub peak_netbewust_kw: Option<f64>,
    /// Its part in the peak of the area, kW.
    pub coincident_kw: Option<f64>,
    pub coincident_netbewust_kw: Option<f64>,
    pub area_id: Option<String>,
    pub area: Option<String>,
    pub netbeheerder: Option<String>,
    pub code: Option<u8>,
    pub code_source: Option<SignalSource>,
    /// Date of the map, as the project file states it.
    pub map_date: Option<String>,
    pub headroom_mw: Option<f64>,
    pub headroom_after_mw: Option<f64>,
    pub queue_mw: Option<f64>,
    pub disagrees: bool,
    pub station: bool,
    pub request_from: String,
    pub release_on: String,
}

/// The parameters in the request.
pub(super) const KEYS: [&str; 7] = [
    "net.heat_concept",
    "net.netbewust_factor",
    "net.simultaneity_g",
    "net.simultaneity_from",
    "net.station_homes",
    "net.request_from",
    "net.release_on",
];

impl GridSheet {
    /// The request.
    pub fn of(case: &Case<'_>) -> Self {
        let found = &case.site.grid;
        let params = &case.record.params.net;
        let heat = params.heat_concept.value;
        let (homes, homes_gone) = match case.site.detail.rebuild() {
            Some(rebuild) => (Some(rebuild.new.mid), rebuild.old),
            None => (case.site.homes.mid, 0),
        };
        let load = |netbewust: bool| -> Option<Load> {
            let input = GridInput {
                homes: homes?,
                homes_gone,
                heat,
                netbewust,
                chargers: 0,
                homes_around: 0,
                areas: &[],
                postcodes: &[],
                answer: None,
            };
            Some(grid::assess(&input, params).load)
        };
        let (before, after) = (load(false), load(true));
        let (called, place) = (&case.site.called, &case.site.place);
        let areas = case.record.layers.grid_areas.as_ref();
        let area = areas.zip(place.grid_areas.first()).and_then(|(set, at)| set.says.get(*at as usize));
        let map = |role: InputRole| case.record.run.inputs.iter().find(move |input| input.role == role);
        let map = map(InputRole::GridAreas).or_else(|| map(InputRole::GridPostcodes));
        Self {
            homes,
            homes_gone,
            heat,
            kw_home: params.kw_home(heat),
            peak_kw: before.map(|load| load.peak.0),
            peak_netbewust_kw: after.map(|load| load.peak.0),
            coincident_kw: before.map(|load| load.coincident.0),
            coincident_netbewust_kw: after.map(|load| load.coincident.0),
            area: called.grid_area.clone(),
            netbeheerder: area.and_then(|area| area.netbeheerder.clone()),
            queue_mw: area.and_then(|area| area.queue_mw),
            area_id: called.grid_area_id.clone(),
            code: found.code.map(GridCode::number),
            code_source: found.code_source,
            map_date: map.map(|map| map.date.clone()).filter(|date| !date.is_empty()),
            headroom_mw: found.headroom_mw,
            headroom_after_mw: found.headroom_after_mw.filter(|_| case.site.homes.mid.is_some()),
            disagrees: found.disagrees,
            station: found.station,
            request_from: params.request_from.value.clone(),
            release_on: params.release_on.value.clone(),
        }
    }

    /// The signal of the map in words.
    pub fn signal(&self, lang: Lang) -> Option<String> {
        let code = self.code?;
        let word = wording::grid_code(GridCode::parse(i64::from(code))?, lang);
        Some(format!("{code}: {word}"))
    }

    /// The kW per home, the parameter of the heat concept.
    pub fn heat_key(&self) -> String {
        format!("net.kw_home_{}", self.heat.code())
    }

    /// The request, line by line.
    pub fn blocks(&self, lang: Lang) -> Vec<Block> {
        let kw = |value: Option<f64>| say::unit(value, 1, "kW", lang);
        let mw = |value: f64| format!("{} MW", number(value, 2, lang));
        let gone = if self.homes_gone > 0 {
            format!(", {} {}", self.homes_gone, lang.pick("gaan er weg", "go"))
        } else {
            String::new()
        };
        let homes = self.homes.map_or_else(|| "–".to_owned(), |homes| homes.to_string());
        let mut facts = vec![
            (
                lang.pick("Woningen, warmte", "Homes, heat").to_owned(),
                format!(
                    "{homes}{gone}; {}, {} kW {}",
                    wording::heat_concept(self.heat, lang),
                    number(self.kw_home, 1, lang),
                    lang.pick("per woning gelijktijdig", "per home, coincident")
                ),
            ),
            (
                lang.pick("Piek gewoon / netbewust", "Peak plain / grid-aware").to_owned(),
                format!("{} / {}", kw(self.peak_kw), kw(self.peak_netbewust_kw)),
            ),
            (
                lang.pick("In de piek van het gebied", "In the peak of the area").to_owned(),
                format!("{} / {}", kw(self.coincident_kw), kw(self.coincident_netbewust_kw)),
            ),
        ];
        let area =
            [self.area.clone(), self.area_id.clone().map(|id| format!("({id})")), self.netbeheerder.clone()];
        let area: Vec<String> = area.into_iter().flatten().collect();
        if !area.is_empty() {
            facts.push((lang.pick("Voedingsgebied", "Supply area").to_owned(), area.join(" ")));
        }
        let source = match self.code_source {
            Some(SignalSource::Answer) => lang.pick("antwoord netbeheerder", "answer of the operator"),
            Some(SignalSource::Area) => lang.pick("kaart van gebieden", "map of areas"),
            Some(SignalSource::Postcode) => lang.pick("kaart per postcode", "map by postcode"),
            None => "",
        };
        let dated = match &self.map_date {
            Some(date) => wording::day(date, lang),
            None => lang.pick("datum niet opgegeven", "date not stated").to_owned(),
        };
        facts.push((
            lang.pick("Stand afname", "Status for demand").to_owned(),
            self.signal(lang).map_or_else(
                || lang.pick("onbekend", "unknown").to_owned(),
                |signal| format!("{signal} ({source}, {dated})"),
            ),
        ));
        if let Some(headroom) = self.headroom_mw {
            let after = self.headroom_after_mw.map_or_else(String::new, |after| {
                format!("; {} {}", lang.pick("hierna", "after this"), mw(after))
            });
            let queue = self.queue_mw.map_or_else(String::new, |queue| {
                format!("; {} {}", lang.pick("wachtrij", "queue"), mw(queue))
            });
            let label = lang.pick("Ruimte in het gebied", "Headroom of the area");
            facts.push((label.to_owned(), format!("{}{after}{queue}", mw(headroom))));
        }
        let mut note = match lang {
            Lang::Nl => format!(
                "De kaart gaat over grote aansluitingen en is indicatief: zij belooft of weigert geen woning. \
                 Woningbouwprojecten kunnen vanaf {} eerder aanvragen; op {} komt de reservering voor \
                 kleinverbruik vrij voor de wachtrij.",
                wording::day(&self.request_from, lang),
                wording::day(&self.release_on, lang)
            ),
            Lang::En => format!(
                "The map is about large connections and indicative: it promises or refuses no home. Housing \
                 projects can request earlier from {}; on {} the reservation for small users is released to \
                 the queue.",
                wording::day(&self.request_from, lang),
                wording::day(&self.release_on, lang)
            ),
        };
        if self.station {
            note.push_str(lang.pick(
                " Met de locaties eromheen kan een eigen elektriciteitsruimte nodig zijn: houd grond of plint vrij.",
                " With the sites around, an electricity station may be needed: keep ground or plinth free.",
            ));
        }
        if self.disagrees {
            note.push_str(lang.pick(
                " De signalen van gebied en postcode spreken elkaar tegen.",
                " The signals of area and postcode disagree.",
            ));
        }
        vec![
            Block::heading(lang.pick("Regel voor de netaanvraag", "Line for the grid request")),
            Block::Facts { facts },
            Block::note(note),
        ]
    }
}
