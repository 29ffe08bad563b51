//! How much room do homes have, by supply area or station and year, as a table
//! of the netbeheerder or of the province says?

use super::{
    lists::{self, Naming, says_total},
    number::{Holds, Unit},
    register::{Register, Row, check_roles, optional, record_name, roles},
};
use crate::{
    config::{Input, Source},
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues},
    lang::say,
};

const MW: Holds = Holds::Number(Unit::Megawatts);
const KW: Holds = Holds::Number(Unit::Kilowatts);

roles! {
    /// The roles of a table of room.
    pub const ROLES;
    AREA = optional("area", &["voedingsgebied_id", "grid_area_id", "gebied_id", "voedingsgebied", "gebied", "id"]);
    NAME = optional("name", &["voedingsgebied_naam", "grid_area", "gebiedsnaam", "naam", "name"]);
    STATION = optional(
        "station",
        &[
            "station", "station_id", "stationsnaam", "bovenliggend_station", "moederstation", "onderstation",
            "hoogspanningsstation", "hs_station", "tennet_station", "parent",
        ],
    );
    NETBEHEERDER = optional("netbeheerder", &["netbeheerder", "rnb", "regionale_netbeheerder"]);
    YEAR = optional("year", &["jaar", "year", "jaartal"]).holding(Holds::Year);
    RESERVATION_MW = optional(
        "reservation_mw",
        &[
            "reservering_mw", "reservering_kleinverbruik_mw", "reservering_kv_mw", "kv_reservering_mw",
            "kv_ruimte_mw", "ruimte_kv_mw", "reservation_mw", "reservering", "reservering_kleinverbruik",
            "reservering_kv", "kv_reservering", "kv_ruimte", "ruimte_kleinverbruik", "ruimte_kv",
        ],
    ).holding(MW);
    NETBUDGET_MW = optional(
        "netbudget_mw",
        &["netbudget_mw", "netbudget", "net_budget_mw", "budget_mw"],
    ).holding(MW);
    ANSWER_MW = optional(
        "answer_mw",
        &["toegezegd_mw", "toegezegd", "toezegging_mw", "toezegging", "antwoord_mw", "antwoord", "answer_mw"],
    ).holding(MW);
    ROOM_MW = optional(
        "room_mw",
        &["ruimte_mw", "ruimte_woningen_mw", "room_mw", "ruimte", "ruimte_woningen", "ruimte_voor_woningen"],
    ).holding(MW);
    RESERVATION_KW = optional(
        "reservation_kw",
        &[
            "reservering_kw", "reservering_kleinverbruik_kw", "reservering_kv_kw", "kv_reservering_kw",
            "kv_ruimte_kw", "ruimte_kv_kw", "ruimte_kleinverbruik_kw", "reservation_kw",
        ],
    ).holding(KW);
    NETBUDGET_KW = optional("netbudget_kw", &["netbudget_kw", "net_budget_kw", "budget_kw"]).holding(KW);
    ANSWER_KW = optional(
        "answer_kw",
        &["toegezegd_kw", "toezegging_kw", "antwoord_kw", "answer_kw"],
    ).holding(KW);
    ROOM_KW = optional(
        "room_kw",
        &["ruimte_kw", "ruimte_woningen_kw", "room_kw", "ruimte_voor_woningen_kw"],
    ).holding(KW);
}

/// Columns of a table of transport capacity, which is no table of room.
const CAPACITY: [&str; 2] = ["aanwezige_transportcapaciteit_afname", "benodigde_transportcapaciteit_afname"];

/// A figure of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// What it comes to, MW.
    pub mw: f64,
    /// Whether its unit stands in the cell itself.
    pub has_unit: bool,
}

/// One row of a table of room: an area or a station in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomRow {
    /// About the file and sheet, with the row as its object.
    pub about: Issue,
    /// The area, as the table calls it.
    pub area: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The station above it; with no area the row is about the station itself.
    pub station: Option<String>,
    /// Who runs the grid there.
    pub netbeheerder: Option<String>,
    /// The year.
    pub year: Option<u16>,
    /// Reserved for small users.
    pub reservation: Option<Figure>,
    /// The budget of the area.
    pub netbudget: Option<Figure>,
    /// What the netbeheerder answered.
    pub answer: Option<Figure>,
    /// Room, without what it rests on.
    pub room: Option<Figure>,
    /// Whether a cell of the row was not understood, which the issues tell.
    pub is_odd: bool,
}

/// Reads tables of room: every row, as it stands. Rows that add up others are
/// left out.
///
/// # Errors
///
/// Those of the files; [`ReadError::Refused`] for a file without such a table.
pub fn read(input: &Input, issues: &mut Issues) -> Result<Vec<RoomRow>, Error> {
    check_roles(input, ROLES)?;
    let mut rows = Vec::new();
    for source in &input.sources {
        let naming = Naming {
            roles: ROLES,
            columns: &input.columns,
            sheets: &input.sheets,
            alike: None,
            everywhere: true,
        };
        let lists = lists::open(source, naming, is_table, |nearest| refused(source, &nearest.columns))?;
        lists::report(source, &lists, issues);
        for mut register in lists.registers {
            read_table(&mut register, &mut rows, issues)?;
        }
    }
    Ok(rows)
}

/// Whether a table is about room: it names areas or stations, years and figures.
fn is_table(register: &Register) -> bool {
    let has = |roles: &[usize]| roles.iter().any(|role| register.has(*role));
    let figures =
        [RESERVATION_MW, NETBUDGET_MW, ANSWER_MW, ROOM_MW, RESERVATION_KW, NETBUDGET_KW, ANSWER_KW, ROOM_KW];
    has(&[AREA, NAME, STATION]) && has(&[YEAR]) && has(&figures)
}

fn refused(source: &Source, columns: &[String]) -> ReadError {
    let shown: Vec<String> = columns.iter().take(8).map(|name| format!("{name:.40}")).collect();
    let shown = shown.join(", ");
    let is_capacity = CAPACITY.iter().any(|name| columns.iter().any(|column| column == name));
    let hint = if is_capacity {
        say!(
            "dit is een tabel met capaciteit voor grote aansluitingen: geef hem met `--capaciteit`, en reken met `--ruimte kaart`",
            "this is a table of capacity for large connections: give it by `--capaciteit`, and count with `--ruimte kaart`"
        )
    } else {
        say!(
            "geef een rij per gebied en jaar: voedingsgebied_id (of station), jaar, en reservering_mw, netbudget_mw, \
             toegezegd_mw of ruimte_mw",
            "give a row an area and year: voedingsgebied_id (or station), jaar, and reservering_mw, netbudget_mw, \
             toegezegd_mw or ruimte_mw"
        )
    };
    ReadError::Refused {
        path: source.path.clone(),
        format: "CSV/XLSX",
        detail: say!(
            "geen tabel noemt een gebied of station, een jaar en ruimte in MW of kW; er is: {shown}",
            "no table names an area or station, a year and room in MW or kW; it has: {shown}"
        ),
        hint,
    }
}

fn read_table(register: &mut Register, rows: &mut Vec<RoomRow>, issues: &mut Issues) -> Result<(), Error> {
    let header = u64::from(register.layer().header_row().is_some());
    let about = register.issue(IssueKind::BadRecord);
    register.read(issues, |row, _| {
        let text = |role: usize| {
            row.get(role).to_code().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let (area, station) = (text(AREA), text(STATION));
        let named = text(NAME);
        if [&area, &station, &named].into_iter().flatten().any(|text| says_total(text)) {
            return Ok(());
        }
        let year = row.read(YEAR, |value| {
            u16::try_from(value.as_i64()?).ok().filter(|year| (2000..=2100).contains(year))
        });
        let figure = |mw: usize, kw: usize| figure(row, mw, 1.0).or_else(|| figure(row, kw, 1_000.0));
        rows.push(RoomRow {
            // A table without areas of its own may name them.
            area: area.or_else(|| named.clone()),
            name: named,
            station,
            netbeheerder: text(NETBEHEERDER),
            year,
            reservation: figure(RESERVATION_MW, RESERVATION_KW),
            netbudget: figure(NETBUDGET_MW, NETBUDGET_KW),
            answer: figure(ANSWER_MW, ANSWER_KW),
            room: figure(ROOM_MW, ROOM_KW),
            is_odd: row.is_odd(),
            about: Issue { object: record_name(row.record.number + header), ..about.clone() },
        });
        Ok(())
    })?;
    Ok(())
}

/// The figure in a column of which so many make a megawatt.
fn figure(row: &Row<'_>, role: usize, per_mw: f64) -> Option<Figure> {
    let number = row.read(role, |value| value.as_f64().filter(|number| number.abs() < 1e9))?;
    Some(Figure { mw: number / per_mw, has_unit: row.has_unit(role) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Vec<RoomRow>, Issues) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ruimte.csv");
        std::fs::write(&path, text).unwrap();
        let source = Source::typed(path.to_str().unwrap(), None);
        let mut issues = Issues::default();
        let rows = read(&Input { sources: vec![source], ..Input::default() }, &mut issues).unwrap();
        (rows, issues)
    }

    fn figure(mw: f64, has_unit: bool) -> Option<Figure> {
        Some(Figure { mw, has_unit })
    }

    #[test]
    fn a_cell_says_its_unit_and_a_column_does_for_all() {
        let (read, issues) = rows(
            "Voedingsgebied ID;Station;Jaar;Reservering kleinverbruik (MW);Netbudget (kW)\n\
             A;Noord;2028;1,2 MW;\nB;Noord;2028;800 kW;750\nC;;2029;1,5;0,8 MW\nTotaal;;;3,5;\n",
        );
        assert_eq!(issues.total(), 0);
        let found: Vec<_> =
            read.iter().map(|row| (row.area.as_deref().unwrap(), row.reservation, row.netbudget)).collect();
        assert_eq!(
            found,
            [
                ("A", figure(1.2, true), None),
                ("B", figure(0.8, true), figure(0.75, false)),
                ("C", figure(1.5, false), figure(0.8, true)),
            ]
        );
        assert_eq!((read[0].station.as_deref(), read[2].station.as_deref()), (Some("Noord"), None));
        assert_eq!((read[0].year, read[0].about.object.as_str()), (Some(2028), "record 2"));
    }

    #[test]
    fn a_figure_in_words_is_told_and_counts_as_not_known() {
        let (read, issues) = rows("gebied;jaar;ruimte_mw\nA;2028;ongeveer drie\nB;ooit;2\nC;2028;onbekend\n");
        assert_eq!(read.iter().map(|row| row.room.is_some()).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(read.iter().map(|row| row.is_odd).collect::<Vec<_>>(), [true, true, false]);
        assert_eq!((read[1].year, issues.total()), (None, 2));
    }

    #[test]
    fn a_table_of_capacity_is_sent_to_its_own_option() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("voedingsgebieden.csv");
        std::fs::write(&path, "voedingsgebied_id;jaar;aanwezige_transportcapaciteit_afname\nA;2028;40,0\n")
            .unwrap();
        let source = Source::typed(path.to_str().unwrap(), None);
        let input = Input { sources: vec![source], ..Input::default() };
        let error = read(&input, &mut Issues::default()).unwrap_err();
        let Error::Read(ReadError::Refused { hint, .. }) = error else { panic!("{error}") };
        assert!(hint.to_string().contains("`--capaciteit`"), "{hint}");
    }
}
