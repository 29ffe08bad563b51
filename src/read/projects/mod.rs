//! Planning lists: which projects does a gemeente, region or province plan?
//!
//! Lists as people keep them: titles above and totals below, years as columns
//! or a row a year, a header of two rows, dates in any form. Every row comes
//! out, but those that add up others. What is not understood is kept as it
//! stands, so that an export can give it back: a cell with an issue, a column
//! without.

mod cells;
mod columns;
mod row;
mod status;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

pub use columns::ListForm;
use columns::{Layout, is_list};
use row::Reading;
pub use row::{actual_column, planned_column};
pub use status::StatusWords;

use super::{
    lists::{self, Naming},
    register::{Register, check_roles, optional, record_name, roles},
};
use crate::{
    config::{Input, Source},
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues},
    lang::{Said, say},
    model::PlannedProject,
    value::Value,
};

roles! {
    /// The roles of a planning list, with the words lists use. The first
    /// is the name of the column in an export.
    pub const ROLES;
    PPM_ID = optional(
        "ppm_id",
        &[
            "ppm_id",
            "ppm",
            "ppm_nummer",
            "ppm_nr",
            "project_id",
            "projectnummer",
            "projectnr",
            "plannummer",
            "plan_id",
            "plan_nr",
        ],
    );
    NAAM = optional(
        "naam",
        &[
            "naam",
            "projectnaam",
            "plannaam",
            "naam_project",
            "naam_plan",
            "project",
            "plan",
            "name",
            "project_name",
        ],
    );
    GEMEENTE = optional(
        "gemeente",
        &[
            "gemeente",
            "gemeentenaam",
            "gemeente_naam",
            "gem_naam",
            "gemnaam",
            "gemeentena",
            "gemeentecode",
            "gemeenteco",
            "municipality",
        ],
    );
    KERN = optional("kern", &["kern", "plaats", "woonplaats", "plaatsnaam", "place", "town"]);
    LOCATIE = optional(
        "locatie",
        &["locatie", "adres", "locatie_adres", "straat", "straatnaam", "ligging", "location", "address"],
    );
    TREKKER = optional(
        "trekker",
        &["trekker", "initiatiefnemer", "trekkende_partij", "opdrachtgever", "ontwikkelaar", "lead"],
    );
    CORPORATIE =
        optional("corporatie", &["corporatie", "woningcorporatie", "verhuurder", "housing_association"]);
    COMPLEX = optional(
        "complex",
        &["complex", "complexnummer", "complexnr", "complex_nr", "complexcode", "complex_code"],
    );
    VORM = optional("vorm", &["vorm", "bouwvorm", "soort_ontwikkeling", "type_ontwikkeling", "form"]);
    PLANSTATUS = optional(
        "planstatus",
        &["planstatus", "status_plan", "hardheid", "hard_zacht", "plan_status", "status"],
    );
    JAARSCHIJF = optional(
        "jaarschijf",
        &["jaarschijf", "jaarschijven", "opleverjaar", "jaar_oplevering", "jaar", "year"],
    );
    WONINGEN = optional(
        "woningen",
        &[
            "woningen",
            "aantal_woningen",
            "woningen_totaal",
            "totaal_woningen",
            "aantal",
            "totaal",
            "aantalrest",
            "restcapaciteit",
            "netto_plancapaciteit",
            "plancapaciteit_netto",
            "plancapaciteit",
            "planomvang",
            "woningaantal",
            "homes",
            "n_homes",
        ],
    );
    WONINGTYPE = optional("woningtype", &["woningtype", "type_woning", "type_woningen", "home_type"]);
    HUURKLASSE =
        optional("huurklasse", &["huurklasse", "prijsklasse", "huursegment", "segment", "rent_class"]);
    GROOTTE =
        optional("grootte", &["grootte", "woninggrootte", "oppervlakte", "oppervlakte_m2", "home_size"]);
    KNELPUNTEN =
        optional("knelpunten", &["knelpunten", "knelpunt", "belemmeringen", "risicos", "bottlenecks"]);
    DELAY = optional(
        "delay_days",
        &["delay_days", "vertraging_dagen", "dagen_vertraging", "vertraging_in_dagen", "vertraging"],
    );
    NEXT_STEP = optional(
        "next_step_owner",
        &[
            "next_step_owner",
            "eigenaar_volgende_stap",
            "volgende_stap_bij",
            "actiehouder",
            "aan_zet",
            "eigenaar",
            "eigenaar_vertraging",
        ],
    );
    ALTERNATIVE = optional("alternative_for", &["alternative_for", "alternatief_voor", "alternatief"]);
    UPDATED = optional(
        "updated_on",
        &["updated_on", "bijgewerkt_op", "bijgewerkt", "laatst_bijgewerkt", "laatste_wijziging", "peildatum"],
    );
    CONTACT = optional("contact", &["contact", "contactpersoon", "contactgegevens"]);
    START = optional("startdatum", &["startdatum", "datum_start", "start_date"]);
    DELIVERY = optional("opleverdatum", &["opleverdatum", "datum_oplevering", "oplevering", "delivery_date"]);
    HEAT = optional(
        "warmteconcept",
        &["warmteconcept", "warmte", "verwarming", "energieconcept", "heat_concept"],
    );
    NETBEWUST = optional("netbewust", &["netbewust", "netbewust_bouwen", "grid_aware"]);
    CHARGERS = optional("laadpunten", &["laadpunten", "laadpalen", "chargers", "charge_points"]);
    GRID_AREA = optional(
        "voedingsgebied",
        &["voedingsgebied", "voedingsgebied_id", "voedingsgebied_naam", "grid_area_id", "grid_area"],
    );
    X = optional("x", &["x", "x_rd", "rd_x", "x_coordinaat", "xcoordinaat"]);
    Y = optional("y", &["y", "y_rd", "rd_y", "y_coordinaat", "ycoordinaat"]);
    LON = optional("lon", &["lon", "longitude", "lengtegraad"]);
    LAT = optional("lat", &["lat", "latitude", "breedtegraad"]);
    PAND = optional(
        "pand_ids",
        &["pand_ids", "pand_id", "panden", "bag_pand", "bag_pand_id", "pandidentificatie"],
    );
    SITE = optional("site_id", &["site_id"]);
    HERKOMST = optional("herkomst", &["herkomst", "origin"]);
}

/// What planning lists hold.
#[derive(Debug, Default)]
pub struct PlanLists {
    /// All rows that hold something and add up no others, list by list.
    pub projects: Vec<PlannedProject>,
    /// What of each row goes through as it stands.
    pub carried: Vec<Carried>,
    /// The lists they stand in, in order.
    pub lists: Vec<PlanList>,
}

/// What of a row goes through as it stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Carried {
    /// Cells that were not understood, or say more than was understood, by the
    /// name of the column in an export.
    pub unread: BTreeMap<String, Value>,
    /// Cells of columns that play no role, by the name of the column.
    pub extra: BTreeMap<String, Value>,
}

/// One file or sheet of planning lists.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanList {
    /// Where it stands, as the user named it.
    pub file: String,
    /// Name of the sheet; empty for a file without.
    pub sheet: String,
    /// Format of the file.
    pub format: &'static str,
    /// Columns that play no role, in its order.
    pub extra: Vec<String>,
    /// Its rows.
    pub n_rows: usize,
    /// Rows that add up others, which are left out.
    pub n_totals: usize,
}

impl PlanList {
    /// The name of its file, without folders.
    #[must_use]
    pub fn file_name(&self) -> String {
        let name = Path::new(&self.file).file_name();
        name.map_or_else(|| self.file.clone(), |name| name.to_string_lossy().into_owned())
    }
}

/// Reads planning lists.
///
/// # Errors
///
/// Those of the files; [`ReadError::NoProjects`] when nothing in a file is a
/// list of projects.
pub fn read(sources: &[Source], form: &ListForm, issues: &mut Issues) -> Result<PlanLists, Error> {
    let (mut all, sheets) = (PlanLists::default(), BTreeMap::new());
    for source in sources {
        let about =
            Input { sources: vec![source.clone()], columns: form.columns.clone(), ..Input::default() };
        check_roles(&about, ROLES)?;
        let naming = Naming {
            roles: ROLES,
            columns: &form.columns,
            sheets: &sheets,
            alike: None,
            // Lists of several makers, and what an export made of them, are read in one run.
            everywhere: false,
        };
        let lists = lists::open(source, naming, is_list, |nearest| ReadError::NoProjects {
            path: source.path.clone(),
            layer: nearest.layer,
            row: nearest.row,
            available: nearest.columns,
        })?;
        lists::report(source, &lists, issues);
        for register in lists.registers {
            let list = read_list(&mut register.with_all_columns(), form, &mut all, issues)?;
            all.lists.push(list);
        }
    }
    Ok(all)
}

fn read_list(
    register: &mut Register,
    form: &ListForm,
    all: &mut PlanLists,
    issues: &mut Issues,
) -> Result<PlanList, Error> {
    let about = register.issue(IssueKind::BadValue);
    for (role, name) in &form.columns {
        let is_read = ROLES.iter().position(|known| known.name == *role).is_some_and(|at| register.has(at));
        if !is_read {
            let detail = say!(
                "heeft geen kolom `{name:.60}`, die het projectbestand voor {role} noemt",
                "has no column `{name:.60}`, which the project file names for {role}"
            );
            issues.push(Issue { kind: IssueKind::BadRecord, detail, ..about.clone() });
        }
    }
    let mut layout = Layout::of(register, form);
    let crs = register.layer().head().crs.clone();
    let first = all.projects.len();
    let has_second_header = look(register, &mut layout, form)?;
    let (mut is_first, mut n_totals) = (true, 0);
    register.read(issues, |row, issues| {
        if std::mem::take(&mut is_first) && has_second_header {
            return Ok(());
        }
        // The header is a row too.
        let number = row.record.number + 1;
        let mut report = |kind: IssueKind, detail: Said| {
            issues.push(Issue { kind, object: record_name(number), detail, ..about.clone() });
        };
        let mut reading = Reading::new(&layout, &row.record, form);
        if reading.is_total() {
            n_totals += 1;
            return Ok(());
        }
        let (project, carried) = reading.project(number, crs.as_ref(), &mut report);
        if project.title().is_empty() {
            let detail = say!(
                "heeft geen naam, geen ppm_id en geen site_id; blijft staan, maar is nergens aan gekoppeld",
                "has no name, no ppm_id and no site_id; kept, but matched to nothing"
            );
            report(IssueKind::BadRecord, detail);
        }
        all.projects.push(project);
        all.carried.push(carried);
        Ok(())
    })?;
    let added = &all.carried[first..];
    let mut extra = layout.extra(|name| added.iter().any(|carried| carried.extra.contains_key(name)));
    // Coordinates that make no point go through too.
    let filled: BTreeSet<&String> = added.iter().flat_map(|carried| carried.extra.keys()).collect();
    let others: Vec<String> = filled.into_iter().filter(|name| !extra.contains(name)).cloned().collect();
    extra.extend(others);
    Ok(PlanList {
        file: about.file,
        sheet: about.layer,
        format: register.layer().head().format,
        extra,
        n_rows: added.len(),
        n_totals,
    })
}

/// Reads a list once for what its columns hold: the lower half of its header,
/// if it has one, and how its counts are spelled. Gives whether it has one.
fn look(register: &Register, layout: &mut Layout, form: &ListForm) -> Result<bool, ReadError> {
    let (mut is_first, mut has_second_header) = (true, false);
    let columns = register.positions().to_vec();
    register.layer().again().open()?.read(&columns, &mut |record| {
        if std::mem::take(&mut is_first) {
            has_second_header = layout.second_header(&record, form);
            if has_second_header {
                return Ok(());
            }
        }
        layout.see(&record);
        Ok(())
    })?;
    Ok(has_second_header)
}

#[cfg(test)]
mod tests;
