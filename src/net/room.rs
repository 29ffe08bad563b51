//! Which room holds for the areas of a run: that of a table, or that of the map?

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    config::{Input, Source},
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues},
    lang::{Said, say},
    model::GridArea,
    params::GridParams,
    plan::{AreaRoom, Room, RoomFrom, RoomMw},
    read::{
        capacity,
        room::{self, Figure, RoomRow},
    },
    record::Record,
    wording::{short, short_said},
};

/// Where room comes from, as `--ruimte` says.
#[derive(Debug, Clone, PartialEq)]
pub enum RoomInput {
    /// The map of the run, or a table of capacity: about large connections.
    Kaart,
    /// A table of room for homes.
    Table(Input),
}

impl RoomInput {
    /// As it was typed: `kaart`, or the name of a file.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        if text.trim().eq_ignore_ascii_case("kaart") {
            Self::Kaart
        } else {
            Self::Table(Input { sources: vec![Source::typed(text, None)], ..Input::default() })
        }
    }

    /// The files it reads.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        let table = match self {
            Self::Kaart => None,
            Self::Table(input) => Some(input),
        };
        table.into_iter().flat_map(|input| &input.sources)
    }
}

/// The room for the areas of a run. Without an `asked` table that of the map, in
/// which the figures of a table of capacity go first.
///
/// # Errors
///
/// Those of the files; [`Error::CommandLine`] when the run knows no areas, the
/// table names none of them, or both tables were given;
/// [`ReadError::Refused`] where a figure may be kilowatts in a column of
/// megawatts, or the other way about.
pub fn room(
    asked: Option<&RoomInput>,
    capacity: Option<&Input>,
    record: &Record,
    issues: &mut Issues,
) -> Result<Room, Error> {
    let areas: BTreeMap<&str, &GridArea> = record
        .layers
        .grid_areas
        .iter()
        .flat_map(|set| set.ids.iter().map(String::as_str).zip(&set.says))
        .collect();
    let by_map = || areas.iter().filter_map(|(id, area)| Some(((*id).to_owned(), area.headroom_mw?)));
    let option = match (asked, capacity) {
        (Some(RoomInput::Table(_)), _) => "--ruimte",
        _ => "--capaciteit",
    };
    if areas.is_empty() && (asked.is_some() || capacity.is_some()) {
        return Err(no_areas(option, record));
    }
    let mut found = match (asked, capacity) {
        (Some(RoomInput::Table(_)), Some(_)) => return Err(both()),
        (Some(RoomInput::Table(input)), None) => {
            let rows = room::read(input, issues)?;
            of_table(rows, input, &areas, &record.params.net, issues)?
        }
        (_, Some(input)) => {
            let by_year = capacity::read(input, issues)?;
            if !areas.keys().any(|id| by_year.contains_key(*id)) {
                return Err(no_match(option, by_year.keys().map(String::as_str), &areas));
            }
            Room::of_large(by_year, by_map())
        }
        (_, None) => Room::of_large(BTreeMap::new(), by_map()),
    };
    for (id, area) in &areas {
        let room = found.areas.entry((*id).to_owned()).or_default();
        room.name = Some(area.naam.clone()).filter(|naam| !naam.is_empty()).or_else(|| room.name.take());
        room.netbeheerder = area.netbeheerder.clone().or_else(|| room.netbeheerder.take());
    }
    Ok(found)
}

/// What the rows of a table say of the areas of a run.
fn of_table(
    rows: Vec<RoomRow>,
    input: &Input,
    areas: &BTreeMap<&str, &GridArea>,
    params: &GridParams,
    issues: &mut Issues,
) -> Result<Room, Error> {
    let names = Names::new(areas, &rows);
    let mut found = Found::default();
    let mut matched = false;
    let mut unmatched: Vec<&str> = Vec::new();
    for row in &rows {
        let about = names.about(row);
        matched |= matches!(about, Some(About::Area(_)));
        match about {
            Some(about) => found.take(row, about, &names, issues),
            None => {
                unmatched.extend(row.area.as_deref());
                issues.push(no_place(row));
            }
        }
    }
    if !matched {
        return Err(no_match("--ruimte", unmatched.into_iter(), areas));
    }
    if let Some((figure, why)) = found.doubtful(areas, params) {
        return Err(doubt(input, figure, &why));
    }
    found.tell_unknown(issues);
    Ok(found.room())
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Area(String),
    Station(String),
}

/// The areas of the run and the stations of the table, by the names they go by.
struct Names {
    areas: BTreeMap<String, String>,
    stations: BTreeMap<String, String>,
}

impl Names {
    fn new(known: &BTreeMap<&str, &GridArea>, rows: &[RoomRow]) -> Self {
        let mut areas: BTreeMap<String, String> = BTreeMap::new();
        let mut double: BTreeSet<String> = BTreeSet::new();
        for (id, area) in known {
            let naam = bare(&area.naam);
            if !naam.is_empty() && areas.insert(naam.clone(), (*id).to_owned()).is_some() {
                double.insert(naam);
            }
        }
        // Of two areas with one name neither is meant.
        areas.retain(|naam, _| !double.contains(naam));
        // An identification beats a name.
        areas.extend(known.keys().map(|id| (bare(id), (*id).to_owned())));
        let mut stations: BTreeMap<String, String> = BTreeMap::new();
        for station in rows.iter().filter_map(|row| row.station.as_ref()) {
            stations.entry(bare(station)).or_insert_with(|| station.clone());
        }
        Self { areas, stations }
    }

    fn about(&self, row: &RoomRow) -> Option<About> {
        let Some(area) = &row.area else {
            return self.station(row).map(About::Station);
        };
        let area_at = |text: &String| self.areas.get(&bare(text)).cloned().map(About::Area);
        let station_at = |text: &String| self.stations.get(&bare(text)).cloned().map(About::Station);
        area_at(area).or_else(|| row.name.as_ref().and_then(area_at)).or_else(|| station_at(area))
    }

    /// The station that a row names, under the name it has first.
    fn station(&self, row: &RoomRow) -> Option<String> {
        self.stations.get(&bare(row.station.as_ref()?)).cloned()
    }
}

/// A name as areas are compared: whatever its case and signs.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A figure of the table with what it is about.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    row: Issue,
    about: About,
    year: u16,
    figure: Figure,
    from: RoomFrom,
}

/// What the rows say, as far as it is read.
#[derive(Default)]
struct Found {
    areas: BTreeMap<About, AreaRoom>,
    /// The first row about each.
    first: BTreeMap<About, Issue>,
    figures: Vec<Told>,
}

impl Found {
    fn take(&mut self, row: &RoomRow, about: About, names: &Names, issues: &mut Issues) {
        self.first.entry(about.clone()).or_insert_with(|| row.about.clone());
        let room = self.areas.entry(about.clone()).or_default();
        if let About::Area(id) = &about {
            // An area above itself says nothing.
            let station = names.station(row).filter(|station| bare(station) != bare(id));
            match (&room.station, station) {
                (Some(known), Some(other)) if *known != other => {
                    let detail = say!(
                        "noemt station `{other:.40}`; een eerdere rij noemde `{known:.40}`, dat geldt",
                        "names station `{other:.40}`; an earlier row named `{known:.40}`, which holds"
                    );
                    issues.push(Issue { kind: IssueKind::Conflict, detail, ..row.about.clone() });
                }
                (None, Some(station)) => room.station = Some(station),
                _ => {}
            }
        }
        room.name = room.name.take().or_else(|| row.name.clone());
        room.netbeheerder = room.netbeheerder.take().or_else(|| row.netbeheerder.clone());
        let Some(year) = row.year else {
            issues.push(left_out(row, say!("noemt geen jaar", "names no year")));
            return;
        };
        let figures = [
            (row.answer, RoomFrom::Answer),
            (row.netbudget, RoomFrom::Netbudget),
            (row.reservation, RoomFrom::Reservation),
            (row.room, RoomFrom::Given),
        ];
        let mut figures: Vec<(Figure, RoomFrom)> =
            figures.into_iter().filter_map(|(figure, from)| Some((figure?, from))).collect();
        let n_given = figures.len();
        figures.retain(|(figure, _)| {
            if figure.mw < 0.0 {
                let mw = short_said(figure.mw);
                let why = say!(
                    [mw]
                    "geeft een negatieve ruimte ({mw} MW): onbekend",
                    "gives negative room ({mw} MW): unknown"
                );
                issues.push(left_out(row, why));
            }
            figure.mw >= 0.0
        });
        if n_given == 0 && !row.is_odd {
            issues.push(left_out(row, say!("geeft geen ruimte: onbekend", "gives no room: unknown")));
        }
        for (at, (figure, from)) in figures.into_iter().enumerate() {
            let told = Told { row: row.about.clone(), about: about.clone(), year, figure, from };
            if from == RoomFrom::Reservation {
                let known = room.reserved_mw.entry(year).or_insert(figure.mw);
                *known = known.min(figure.mw);
            }
            if at == 0 {
                let own = RoomMw { mw: figure.mw, from, year: Some(year) };
                match room.by_year.get(&year).copied() {
                    Some(known) if known == own => {}
                    Some(known) => {
                        let lowest = if own.mw < known.mw { own } else { known };
                        let [a, b, c] = [known, own, lowest].map(|room| short_said(room.mw));
                        let detail = say!(
                            [a, b, c]
                            "geeft voor {year} {b} MW, en een eerdere rij {a}; de laagste geldt: {c}",
                            "gives {b} MW for {year}, and an earlier row {a}; the lowest holds: {c}"
                        );
                        issues.push(Issue { kind: IssueKind::Conflict, detail, ..row.about.clone() });
                        room.by_year.insert(year, lowest);
                    }
                    None => {
                        room.by_year.insert(year, own);
                    }
                }
            }
            self.figures.push(told);
        }
    }

    /// The first figure that may be in another unit, and why.
    fn doubtful(&self, areas: &BTreeMap<&str, &GridArea>, params: &GridParams) -> Option<(&Told, Said)> {
        self.figures.iter().filter(|told| !told.figure.has_unit && told.figure.mw > 0.0).find_map(|told| {
            let mw = told.figure.mw;
            let on_map = match &told.about {
                About::Area(id) => areas.get(id.as_str()).and_then(|area| area.headroom_mw),
                About::Station(_) => None,
            };
            let others = self.others(told);
            let factor = params.room_ask_factor.value;
            let why = if let Some(map) =
                on_map.filter(|map| map.abs() > NEAR_ZERO_MW && mw >= factor * map.abs())
            {
                let map = short_said(map);
                say!([map] "de kaart geeft dit gebied {map} MW", "the map gives this area {map} MW")
            } else if let Some(others) = others.filter(|others| mw >= factor * others) {
                let others = short_said(others);
                say!([others] "de andere rijen geven zo'n {others} MW", "the other rows give some {others} MW")
            } else if mw > params.room_ask_above_mw.value {
                let most = short_said(params.room_ask_above_mw.value);
                say!(
                    [most]
                    "meer dan {most} MW voor de woningen van één gebied of station",
                    "more than {most} MW for the homes of one area or station"
                )
            } else if mw * 1_000.0 < params.room_ask_below_kw.value {
                let least = short_said(params.room_ask_below_kw.value);
                say!([least] "minder dan {least} kW, een paar woningen", "less than {least} kW, a few homes")
            } else {
                return None;
            };
            Some((told, why))
        })
    }

    /// What lies in the middle of the other figures above zero, of areas for an
    /// area and of stations for a station; `None` below two.
    fn others(&self, of: &Told) -> Option<f64> {
        let same = |told: &&Told| matches!(told.about, About::Area(_)) == matches!(of.about, About::Area(_));
        let others = self.figures.iter().filter(same).filter(|told| *told != of);
        let mut others: Vec<f64> = others.map(|told| told.figure.mw).filter(|mw| *mw > 0.0).collect();
        others.sort_by(f64::total_cmp);
        others.get(others.len() / 2).copied().filter(|_| others.len() >= 2)
    }

    /// Tells the areas that are named and have no figure in any year.
    fn tell_unknown(&self, issues: &mut Issues) {
        for (about, room) in &self.areas {
            let Some(row) = self.first.get(about).filter(|_| room.by_year.is_empty()) else { continue };
            let (About::Area(id) | About::Station(id)) = about;
            issues.push(Issue {
                kind: IssueKind::BadRecord,
                object: id.clone(),
                detail: say!(
                    "heeft in geen enkel jaar een ruimte die te lezen is: onbekend",
                    "has no room that can be read in any year: unknown"
                ),
                ..row.clone()
            });
        }
    }

    fn room(self) -> Room {
        let mut room = Room::default();
        for (about, area) in self.areas {
            if let Some(station) = &area.station {
                room.stations.entry(station.clone()).or_default();
            }
            match about {
                About::Area(id) => room.areas.insert(id, area),
                About::Station(name) => room.stations.insert(name, area),
            };
        }
        room
    }
}

/// Headroom of less than this says nothing of the size of others, MW: the noise
/// of a difference of two published figures with one decimal.
const NEAR_ZERO_MW: f64 = 0.05;

fn left_out(row: &RoomRow, why: Said) -> Issue {
    Issue { kind: IssueKind::BadRecord, detail: crate::issue::left_out_as(&why), ..row.about.clone() }
}

fn no_place(row: &RoomRow) -> Issue {
    match &row.area {
        Some(area) => Issue {
            kind: IssueKind::Unmatched,
            detail: say!(
                "`{area:.40}` is geen voedingsgebied van de run, en geen station dat een rij noemt; weggelaten",
                "`{area:.40}` is no supply area of the run, and no station that a row names; left out"
            ),
            ..row.about.clone()
        },
        None => left_out(
            row,
            say!("noemt geen voedingsgebied en geen station", "names no supply area and no station"),
        ),
    }
}

/// A figure that may be in another unit: the run stops and asks.
fn doubt(input: &Input, told: &Told, why: &Said) -> Error {
    let (About::Area(id) | About::Station(id)) = &told.about;
    let Told { year, figure, row, .. } = told;
    let (mw, kw) = (figure.mw, figure.mw * 1_000.0);
    let (object, file) = (&row.object, &row.file);
    let source = input.sources.iter().find(|source| source.name == *file).or(input.sources.first());
    let of = |value: f64, unit: &str| Said::by(|lang| format!("{} {unit}", short(value, lang)));
    let (asked, other) = if mw >= 1.0 { (of(mw, "MW"), of(mw, "kW")) } else { (of(kw, "kW"), of(kw, "MW")) };
    ReadError::Refused {
        path: source.map(|source| source.path.clone()).unwrap_or_default(),
        format: "CSV/XLSX",
        detail: say!(
            [asked, other, why]
            "{object}: `{id:.40}` zou in {year} een ruimte van {asked} hebben; {why}. Is {other} bedoeld?",
            "{object}: `{id:.40}` would have room of {asked} in {year}; {why}. Is {other} meant?"
        ),
        hint: say!(
            [asked, other]
            "schrijf de eenheid in de cel zelf, `{asked}` of `{other}`, of geef de kolom de naam met de eenheid die erin staat \
             (reservering_kw, ruimte_kw)",
            "write the unit in the cell itself, `{asked}` or `{other}`, or give the column the name with the unit it is in \
             (reservering_kw, ruimte_kw)"
        ),
    }
    .into()
}

fn both() -> Error {
    Error::CommandLine {
        detail: say!(
            "`--ruimte` geeft een tabel en `--capaciteit` ook: de ene gaat over woningen, de andere over grote aansluitingen",
            "`--ruimte` gives a table and so does `--capaciteit`: the one is about homes, the other about large connections"
        ),
        hint: say!(
            "laat `--capaciteit` weg, of reken ermee door `--ruimte kaart` te schrijven",
            "leave `--capaciteit` out, or count with it by `--ruimte kaart`"
        ),
    }
}

/// Nothing could be held against the figures, and every area would seem to have room.
fn no_areas(option: &str, record: &Record) -> Error {
    let run = record.folder.display();
    Error::CommandLine {
        detail: say!(
            "de run in `{run}` kent geen voedingsgebieden, dus of ze krap zijn blijft onbekend: geen locatie is naast \
             `{option}` te leggen",
            "the run in `{run}` knows no supply areas, so whether they are short (krap) stays unknown: no site can be \
             held against `{option}`"
        ),
        hint: say!(
            "noem een kaart ervan in het projectbestand (`[grid] areas = …`) en scan opnieuw, of laat `{option}` weg",
            "name a map of them in the project file (`[grid] areas = …`) and scan again, or leave `{option}` out"
        ),
    }
}

/// The figures are about other areas than those of the run.
fn no_match<'a>(
    option: &str,
    named: impl Iterator<Item = &'a str>,
    areas: &BTreeMap<&str, &GridArea>,
) -> Error {
    let some = |ids: &mut dyn Iterator<Item = &str>| -> String {
        let mut shown: Vec<String> = Vec::new();
        for id in ids.map(|id| format!("`{id:.40}`")) {
            if !shown.contains(&id) && shown.len() < 5 {
                shown.push(id);
            }
        }
        if shown.is_empty() { "–".to_owned() } else { shown.join(", ") }
    };
    let there = some(&mut { named });
    let known = some(&mut areas.keys().copied());
    Error::CommandLine {
        detail: say!(
            "`{option}` noemt geen voedingsgebied van de run; er staat: {there}",
            "`{option}` names no supply area of the run; it has {there}"
        ),
        hint: say!(
            "de kolom voedingsgebied_id moet de identificaties van de run bevatten, zoals {known}",
            "the column voedingsgebied_id must hold the identifications of the run, such as {known}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    fn area(naam: &str, headroom_mw: Option<f64>) -> GridArea {
        GridArea { naam: naam.into(), netbeheerder: None, code: None, headroom_mw, queue_mw: None }
    }

    fn row(n: u64, area: &str, station: &str, year: u16, mw: f64) -> RoomRow {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        RoomRow {
            about: Issue { object: format!("record {n}"), ..Issue::about(IssueKind::BadRecord, "r.csv", "") },
            area: text(area),
            name: None,
            station: text(station),
            netbeheerder: None,
            year: Some(year),
            reservation: Some(Figure { mw, has_unit: false }),
            netbudget: None,
            answer: None,
            room: None,
            is_odd: false,
        }
    }

    fn of(rows: Vec<RoomRow>) -> (Result<Room, Error>, Issues) {
        let (north, south) = (area("Noord", Some(3.0)), area("Zuid", None));
        let areas = BTreeMap::from([("EM-1", &north), ("EM-2", &south)]);
        let mut issues = Issues::default();
        let room = of_table(rows, &Input::default(), &areas, &Params::built_in().net, &mut issues);
        (room, issues)
    }

    #[test]
    fn areas_go_by_identification_or_name_and_stations_by_the_name_rows_give_them() {
        let rows = vec![
            row(1, "em 1", "OS Oost", 2028, 1.5),
            row(2, "zuid", "OS  oost", 2028, 2.0),
            row(3, "", "OS Oost", 2028, 3.0),
            row(4, "os-oost", "", 2030, 4.0),
            row(5, "WSP1", "", 2028, 9.0),
        ];
        let (room, issues) = of(rows);
        let room = room.unwrap();
        assert_eq!(room.at("EM-1", 2029).map(|room| room.mw), Some(1.5));
        assert_eq!(room.station_of("EM-2"), Some("OS Oost"));
        let station = [2027, 2029, 2031].map(|year| room.at_station("OS Oost", year).map(|room| room.mw));
        assert_eq!(station, [None, Some(3.0), Some(4.0)]);
        let told: Vec<_> = issues.kept().iter().map(|issue| (issue.kind, issue.object.as_str())).collect();
        assert_eq!(told, [(IssueKind::Unmatched, "record 5")]);
        assert!(!room.is_about_large());
    }

    #[test]
    fn double_years_negative_room_and_rows_without_one_are_told() {
        let mut unread = row(5, "EM-2", "", 2029, 1.0);
        unread.reservation = None;
        let rows = vec![
            row(1, "EM-1", "", 2028, 1.5),
            row(2, "EM-1", "", 2028, 1.5),
            row(3, "EM-1", "", 2028, 1.0),
            row(4, "EM-2", "", 2028, -1.0),
            unread,
        ];
        let (room, issues) = of(rows);
        let room = room.unwrap();
        assert_eq!(room.at("EM-1", 2028).map(|room| room.mw), Some(1.0));
        assert_eq!(room.at("EM-2", 2030), None, "never zero");
        let told: Vec<_> = issues.kept().iter().map(|issue| issue.object.as_str()).collect();
        assert_eq!(told, ["record 3", "record 4", "record 5", "EM-2"]);
    }

    #[test]
    fn an_answer_beats_the_budget_which_beats_the_reservation() {
        let figure = |mw| Some(Figure { mw, has_unit: false });
        let mut all = row(1, "EM-1", "", 2028, 1.5);
        all.netbudget = figure(1.2);
        let mut answered = all.clone();
        (answered.year, answered.answer) = (Some(2029), figure(0.9));
        let room = of(vec![all, answered]).0.unwrap();
        let at = |year| room.at("EM-1", year).map(|room| (room.mw, room.from));
        assert_eq!(at(2028), Some((1.2, RoomFrom::Netbudget)));
        assert_eq!(at(2030), Some((0.9, RoomFrom::Answer)));
        assert_eq!(room.areas["EM-1"].reserved_at(2030), Some(1.5));
    }

    /// The map gives EM-1 3 MW and EM-2 nothing.
    #[test]
    fn kilowatts_among_megawatts_are_asked_about_by_row() {
        let asked = |rows: Vec<RoomRow>| match of(rows).0 {
            Err(Error::Read(ReadError::Refused { detail, .. })) => detail.to_string(),
            other => panic!("{other:?}"),
        };
        // 300 times the map.
        assert!(
            asked(vec![row(7, "EM-1", "", 2028, 900.0)])
                .contains("record 7: `EM-1` would have room of 900 MW in 2028; the map")
        );
        // 80 beside a fifth of a megawatt.
        let few = vec![
            row(1, "EM-1", "", 2028, 0.2),
            row(2, "EM-1", "", 2029, 0.2),
            row(3, "EM-2", "", 2028, 80.0),
        ];
        assert!(asked(few).contains("the other rows give some 0.2 MW. Is 80 kW meant?"));
        // By itself.
        assert!(asked(vec![row(1, "EM-2", "", 2028, 800.0)]).contains("for the homes of one area"));
        assert!(asked(vec![row(1, "EM-2", "", 2028, 0.0012)]).contains("Is 1.2 MW meant?"));
        // A unit in the cell is an answer.
        let mut said = row(1, "EM-2", "", 2028, 800.0);
        said.reservation = Some(Figure { mw: 800.0, has_unit: true });
        assert!(of(vec![said]).0.is_ok());
    }

    #[test]
    fn a_table_about_other_areas_is_refused() {
        let error = of(vec![row(1, "WSP1", "", 2028, 1.0)]).0.unwrap_err();
        assert!(
            error.to_string().contains("`--ruimte` names no supply area of the run; it has `WSP1`"),
            "{error}"
        );
    }
}
