//! What does one row of a planning list say?

use geo_types::{Coord, MultiPolygon, Point};

use super::{
    ALTERNATIVE, CHARGERS, COMPLEX, CONTACT, CORPORATIE, Carried, DELAY, DELIVERY, GEMEENTE, GRID_AREA,
    GROOTTE, HEAT, HERKOMST, HUURKLASSE, JAARSCHIJF, KERN, KNELPUNTEN, LAT, LOCATIE, LON, ListForm, NAAM,
    NETBEWUST, NEXT_STEP, PAND, PLANSTATUS, PPM_ID, ROLES, SITE, START, TREKKER, UPDATED, VORM, WONINGEN,
    WONINGTYPE, X, Y,
    cells::{as_given, coordinate, count, date, days, panden, says_none, year},
    columns::{Holds, Layout},
};
use crate::{
    crs::{Crs, RD_BOUNDS, within},
    issue::IssueKind,
    lang::{Said, say},
    model::{Form, Milestone, PlanDate, PlanPeriod, PlannedProject, ProgrammeLine},
    read::{
        lists::says_total,
        number::Unit,
        record::{Record, Shape},
    },
    value::{Value, round},
};

/// A row that is being read.
pub(super) struct Reading<'a> {
    layout: &'a Layout,
    form: &'a ListForm,
    record: &'a Record,
    /// The cells in file order, as they were given.
    cells: Vec<Value>,
    carried: Carried,
    /// What was not understood: column, and what stands there.
    odd: Vec<(String, String)>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(layout: &'a Layout, record: &'a Record, form: &'a ListForm) -> Self {
        let cell = |at: &usize| record.values.get(*at).map_or(Value::Null, as_given);
        let cells = layout.values.iter().map(cell).collect();
        Self { layout, form, record, cells, carried: Carried::default(), odd: Vec::new() }
    }

    /// Whether the row adds up others: its first cell, name or identification
    /// says so.
    pub(super) fn is_total(&self) -> bool {
        let says = |value: &Value| value.as_text().is_some_and(says_total);
        if self.role(SITE).is_some() || self.role(PPM_ID).is_some_and(|id| !says(id)) {
            return false;
        }
        let first = self.cells.iter().find(|cell| !cell.is_null());
        first.into_iter().chain(self.role(NAAM)).any(says)
    }

    /// Reads the row; what is odd is reported.
    pub(super) fn project(
        &mut self,
        row: u64,
        crs: Option<&Crs>,
        report: &mut impl FnMut(IssueKind, Said),
    ) -> (PlannedProject, Carried) {
        let (evidence, form) = (&self.layout.evidence, self.form);
        let mut project = PlannedProject {
            row,
            ppm_id: self.text(PPM_ID),
            naam: self.text(NAAM),
            gemeente: self.text(GEMEENTE),
            kern: self.text(KERN),
            locatie: self.text(LOCATIE),
            trekker: self.text(TREKKER),
            corporatie: self.text(CORPORATIE),
            complex: self.text(COMPLEX),
            form: self.read(VORM, |value| Form::in_text(value.as_text()?)),
            planstatus: self.in_own_words(
                PLANSTATUS,
                |text| form.statuses.read(text),
                |status| status.code().to_owned(),
            ),
            jaarschijf: self.read(JAARSCHIJF, year),
            homes: self.read(WONINGEN, |value| count(value, evidence)),
            home_type: self.text(WONINGTYPE),
            rent_class: self.text(HUURKLASSE),
            home_size: self.text(GROOTTE),
            knelpunten: self.text(KNELPUNTEN).map(|text| several(&text)).unwrap_or_default(),
            delay_days: self.read(DELAY, days),
            next_step_owner: self.text(NEXT_STEP),
            alternative_for: self.text(ALTERNATIVE),
            updated_on: self.read(UPDATED, date),
            contact: self.text(CONTACT),
            start: self.read(START, date),
            delivery: self.delivery(),
            heat_concept: self.text(HEAT),
            netbewust: self.read(NETBEWUST, Value::as_bool),
            chargers: self.read(CHARGERS, |value| count(value, evidence)),
            grid_area: self.text(GRID_AREA),
            panden: self.read(PAND, panden).unwrap_or_default(),
            site_id: self.text(SITE),
            herkomst: self.text(HERKOMST),
            ..PlannedProject::default()
        };
        self.columns(&mut project);
        (project.point, project.area) = self.place(crs, report);
        for (column, found) in self.odd.drain(..) {
            report(
                IssueKind::BadValue,
                say!(
                    "`{found:.40}` voor {column} wordt niet begrepen; blijft staan zoals het er staat",
                    "`{found:.40}` for {column} is not understood; kept as it stands"
                ),
            );
        }
        (project, std::mem::take(&mut self.carried))
    }

    /// The column of a role, when the list has it.
    fn column(&self, role: usize) -> Option<usize> {
        self.layout.holds.iter().position(|holds| *holds == Holds::Role(role))
    }

    /// The cell of a role, when something stands in it.
    fn role(&self, role: usize) -> Option<&Value> {
        self.column(role).map(|at| &self.cells[at]).filter(|value| !value.is_null())
    }

    fn text(&mut self, role: usize) -> Option<String> {
        self.read(role, Value::to_code)
    }

    /// The cell of a role, as it is understood.
    fn read<T>(&mut self, role: usize, understood: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let value = self.role(role)?.clone();
        self.understood(ROLES[role].name, value, understood)
    }

    /// A text that is understood, and kept as it stands where it says it in
    /// other words than an export would.
    fn in_own_words<T>(
        &mut self,
        role: usize,
        understood: impl FnOnce(&str) -> Option<T>,
        words: impl FnOnce(&T) -> String,
    ) -> Option<T> {
        let text = self.role(role).and_then(Value::to_code);
        let found = self.read(role, |value| understood(value.to_code()?.as_str()))?;
        let words = words(&found);
        if let Some(text) = text.filter(|text| !text.trim().eq_ignore_ascii_case(&words)) {
            self.carried.unread.insert(ROLES[role].name.to_owned(), text.into());
        }
        Some(found)
    }

    /// When homes are delivered: a date, or a period.
    fn delivery(&mut self) -> Option<PlanPeriod> {
        if !matches!(self.role(DELIVERY), Some(Value::Text(_))) {
            return self.read(DELIVERY, date).map(PlanPeriod::from);
        }
        self.in_own_words(DELIVERY, PlanPeriod::read, PlanPeriod::to_string)
    }

    /// A cell as it is understood; else it is kept as it stands.
    fn understood<T>(
        &mut self,
        column: &str,
        value: Value,
        understood: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let found = understood(&value);
        if found.is_none() && !value.is_null() {
            if !says_none(&value) {
                self.odd.push((column.to_owned(), shown(&value)));
            }
            self.carried.unread.insert(column.to_owned(), value);
        }
        found
    }

    /// The columns that play no role: years, kinds, milestones, and the rest.
    fn columns(&mut self, project: &mut PlannedProject) {
        let (form, evidence) = (self.form, &self.layout.evidence);
        let mut dates: Vec<(Option<PlanDate>, Option<PlanDate>)> = vec![(None, None); form.milestones.len()];
        let mut kinds: Vec<Option<u32>> = vec![None; form.programme.len()];
        for at in 0..self.cells.len() {
            let value = self.cells[at].clone();
            match self.layout.holds[at] {
                Holds::Role(_) | Holds::Own => {}
                Holds::Year(year) => {
                    if let Some(homes) =
                        self.understood(&year.to_string(), value, |value| count(value, evidence))
                    {
                        project.years.insert(year, homes);
                    }
                }
                Holds::Programme(kind) => {
                    kinds[kind] =
                        self.understood(&form.programme[kind].1, value, |value| count(value, evidence));
                }
                Holds::Planned(milestone) => {
                    let column = planned_column(&form.milestones[milestone]);
                    dates[milestone].0 = self.understood(&column, value, date);
                }
                Holds::Actual(milestone) => {
                    let column = actual_column(&form.milestones[milestone]);
                    dates[milestone].1 = self.understood(&column, value, date);
                }
                Holds::Period(first, last) => {
                    let name = self.layout.name(at).to_owned();
                    if !value.is_null() {
                        self.carried.extra.insert(name.clone(), value.clone());
                    }
                    let homes = self.understood(&name, value, |value| count(value, evidence));
                    project.periods.extend(homes.map(|homes| (first, last, homes)));
                }
                Holds::Extra => {
                    if !value.is_null() {
                        self.carried.extra.insert(self.layout.name(at).to_owned(), value);
                    }
                }
            }
        }
        let lines = form.programme.iter().zip(kinds).filter_map(|((by, name), homes)| {
            Some(ProgrammeLine { by: *by, name: name.clone(), homes: homes? })
        });
        project.programme = lines.collect();
        let milestones = form.milestones.iter().zip(dates).filter(|(_, dates)| *dates != (None, None));
        project.milestones = milestones
            .map(|(name, (planned, actual))| Milestone { name: name.clone(), planned, actual })
            .collect();
    }

    /// The point and the area of a row: the point in RD, in degrees or of the
    /// shape of the record, the area of the shape.
    fn place(
        &mut self,
        crs: Option<&Crs>,
        report: &mut impl FnMut(IssueKind, Said),
    ) -> (Option<Point<f64>>, Option<MultiPolygon<f64>>) {
        let own = self.point_in_columns(report);
        let Some(crs) = crs.filter(|_| !matches!(self.record.shape, Shape::Null)) else { return (own, None) };
        let (point, area) = (self.record.shape.point(crs), self.record.shape.polygon(crs));
        match (point, area) {
            (Ok(point), _) => (own.or_else(|| in_rd(point.0)), None),
            (_, Ok(area)) => {
                let inside = own.or_else(|| in_rd(geo::InteriorPoint::interior_point(&area.geometry)?.0));
                (inside, Some(area.geometry))
            }
            // What is no polygon was to be a point.
            (Err(of_point), Err(of_area)) => {
                let is_point = of_point.0 != IssueKind::WrongGeometryType;
                let (kind, detail) = if is_point { of_point } else { of_area };
                let detail =
                    say!([detail] "{detail}; de rij heeft geen punt", "{detail}; the row has no point");
                report(kind, detail);
                (own, None)
            }
        }
    }

    /// The point a row has in columns: RD, else degrees.
    fn point_in_columns(&mut self, report: &mut impl FnMut(IssueKind, Said)) -> Option<Point<f64>> {
        for (columns, crs) in [([X, Y], Crs::Rd), ([LON, LAT], Crs::LonLat)] {
            let values = columns.map(|role| self.role(role).cloned());
            let [Some(first), Some(second)] = &values else { continue };
            let unit = if crs == Crs::Rd { Unit::RdMeters } else { Unit::Degrees };
            let coord = coordinate(first, unit).zip(coordinate(second, unit)).map(|(x, y)| Coord { x, y });
            let placed = coord.and_then(|coord| crs.coord_to_rd(coord).ok());
            if let Some(point) = placed.and_then(in_rd) {
                return Some(point);
            }
            report(
                IssueKind::BadCoordinate,
                say!(
                    "`{:.20}`, `{:.20}` is geen punt in Nederland; blijft staan zoals het er staat",
                    "`{:.20}`, `{:.20}` is no point in the Netherlands; kept as it stands",
                    shown(first),
                    shown(second)
                ),
            );
            for (role, value) in columns.into_iter().zip(values) {
                if let (Some(at), Some(value)) = (self.column(role), value) {
                    if [X, Y].contains(&role) {
                        self.carried.unread.insert(ROLES[role].name.to_owned(), value);
                    } else {
                        self.carried.extra.insert(self.layout.name(at).to_owned(), value);
                    }
                }
            }
        }
        None
    }
}

/// Name of the column with the day a milestone should be passed.
#[must_use]
pub fn planned_column(milestone: &str) -> String {
    format!("{milestone} gepland")
}

/// Name of the column with the day it was.
#[must_use]
pub fn actual_column(milestone: &str) -> String {
    format!("{milestone} werkelijk")
}

/// A point in RD New, to the centimeter, as an export writes it.
fn in_rd(coord: Coord<f64>) -> Option<Point<f64>> {
    let (x, y) = (round(coord.x, 2)?, round(coord.y, 2)?);
    within(RD_BOUNDS, x, y).then(|| Point::new(x, y))
}

/// What stands in one cell, one by one.
fn several(text: &str) -> Vec<String> {
    text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A value for a message.
fn shown(value: &Value) -> String {
    value.to_code().unwrap_or_else(|| match value {
        Value::Real(number) => format!("{number:.0}"),
        _ => String::new(),
    })
}
