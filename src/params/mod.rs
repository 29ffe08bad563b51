//! Which norms are in force, what are they worth, and who says so?
//!
//! Every number a municipality may set stands in `data/params/*.toml` with
//! value, unit, source, date and how sure it is; those files are part of the
//! program. A project file overrides single values under `[params.<group>]`;
//! where each value came from travels with it to `run.json`, the spreadsheet
//! and `explain`.

mod certainty;
mod changes;
mod curve;
mod forms;
mod grid;
mod groups;
mod inbreiding;
mod list;
mod parking;
mod phasing;
mod planlijst;
mod score;
mod types;
mod steps;
mod voortgang;
mod water;

use serde::{Deserialize, Serialize};

pub use certainty::{CertaintyParams, DrawnWeights};
pub use changes::{Change, can_be_asked_again};
pub use curve::{Curve, CurveError};
pub use forms::FormsParams;
pub use grid::{CodeValues, GridParams, HeatConcept};
pub use groups::{AgeBand, CAN_BE_LIFTED, HEIGHT_EXTRA_MOST_M, OptoppenParams, Scope};
pub use inbreiding::{InbreidingParams, Programme, ReferenceRow, Woonmilieu};
pub(crate) use list::as_tables;
pub use list::{Origin, Parameter};
pub use parking::{NearStop, NormMeasure, OvBand, ParkingParams, Presence, Rounding};
pub use phasing::{PhasingParams, Stage};
pub use planlijst::PlanlijstParams;
pub use score::{AgeValue, PlanningDeductions, Profile, ProfileName, ScoreParams, StructureParts, Weights};
pub use steps::StepParams;
pub use types::TypeParams;
pub use voortgang::ProgressParams;
pub use water::{ClassFactors, ThemeByForm, Treatment, WaterParams, WaterTheme};

use crate::{
    error::{Error, of_toml},
    lang::{Lang, Said, say},
    model::Form,
};

/// How sure a default is, as the domain notes mark it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confidence {
    /// Read in a policy document the project started from.
    S,
    /// Read in a public page, plan or repository.
    P,
    /// General knowledge of practice, not verified.
    K,
    /// Set by the user.
    U,
}

/// One parameter: its value and its trail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Param<T> {
    /// The value in force.
    pub value: T,
    /// Unit; `1` for a share or a count without one.
    pub unit: String,
    /// The unit in Dutch, where that is another word.
    #[serde(default)]
    eenheid: Option<String>,
    /// Document, article or page it comes from.
    pub source: String,
    /// The same in Dutch.
    bron: String,
    /// Date or year of that source.
    pub date: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// What else a reader must know.
    #[serde(default)]
    pub note: String,
    /// The same in Dutch.
    #[serde(default)]
    toelichting: String,
    /// Built in, or the file that set it.
    #[serde(default)]
    pub origin: Origin,
}

impl<T> Param<T> {
    /// Where it comes from.
    #[must_use]
    pub fn said_source(&self) -> Said {
        Said::new(&self.bron, &self.source)
    }
}

/// All parameters of a run. Each group lies behind a pointer: with its texts one
/// takes up to ten kilobytes, and parameters are handed on by value.
#[derive(Debug, Clone, PartialEq)]
pub struct Params {
    /// Storeys on existing panden.
    pub optoppen: Box<OptoppenParams>,
    /// Parking.
    pub parkeren: Box<ParkingParams>,
    /// Electricity grid.
    pub net: Box<GridParams>,
    /// Water and soil.
    pub water: Box<WaterParams>,
    /// Criteria, weights, profiles.
    pub score: Box<ScoreParams>,
    /// New homes on free ground.
    pub inbreiding: Box<InbreidingParams>,
    /// The other forms.
    pub vormen: Box<FormsParams>,
    /// Planning lists.
    pub planlijst: Box<PlanlijstParams>,
    /// Phasing, where nobody gives one.
    pub fasering: Box<PhasingParams>,
    /// How sure a place on the list is.
    pub zekerheid: Box<CertaintyParams>,
    /// Types of panden.
    pub typen: Box<TypeParams>,
    /// How far a rule is moved when a run is asked what stands in the way.
    pub knelpunten: Box<StepParams>,
    /// Two editions of a planning list.
    pub voortgang: Box<ProgressParams>,
    list: Vec<Parameter>,
}

/// The built-in files: group name and text.
const BUILT_IN: [(&str, &str); 13] = [
    ("optoppen", include_str!("../../data/params/optoppen.toml")),
    ("parkeren", include_str!("../../data/params/parkeren.toml")),
    ("net", include_str!("../../data/params/net.toml")),
    ("water", include_str!("../../data/params/water.toml")),
    ("score", include_str!("../../data/params/score.toml")),
    ("inbreiding", include_str!("../../data/params/inbreiding.toml")),
    ("vormen", include_str!("../../data/params/vormen.toml")),
    ("planlijst", include_str!("../../data/params/planlijst.toml")),
    ("fasering", include_str!("../../data/params/fasering.toml")),
    ("zekerheid", include_str!("../../data/params/zekerheid.toml")),
    ("typen", include_str!("../../data/params/typen.toml")),
    ("knelpunten", include_str!("../../data/params/knelpunten.toml")),
    ("voortgang", include_str!("../../data/params/voortgang.toml")),
];

impl Params {
    /// The built-in defaults.
    ///
    /// # Panics
    ///
    /// Never in a program that passed its tests: the built-in files are read
    /// by one of them.
    #[must_use]
    pub fn built_in() -> Self {
        Self::with_overrides(&toml::Table::new(), "").expect("the built-in parameter files are tested")
    }

    /// The defaults with the overrides of a project file: a table of groups,
    /// each with `name = value` or `name = { value = …, source = "…" }`.
    ///
    /// # Errors
    ///
    /// [`Error::Project`] when a group or parameter does not exist, has the
    /// wrong type, or lies outside its range; the message names it.
    pub fn with_overrides(overrides: &toml::Table, project_file: &str) -> Result<Self, Error> {
        let mut list = Vec::new();
        let mut merged = Vec::new();
        let problem = |detail: Said, hint: Said| Error::Project { path: project_file.into(), detail, hint };
        if let Some(unknown) = overrides.keys().find(|key| BUILT_IN.iter().all(|(group, _)| group != key)) {
            let groups: Vec<_> = BUILT_IN.iter().map(|(group, _)| format!("[params.{group}]")).collect();
            return Err(problem(
                say!(
                    "er is geen groep parameters `[params.{unknown}]`",
                    "there is no parameter group `[params.{unknown}]`"
                ),
                say!("de groepen zijn {}", "the groups are {}", groups.join(", ")),
            ));
        }
        for (group, text) in BUILT_IN {
            let mut table: toml::Table =
                toml::from_str(text).expect("the built-in parameter files are tested");
            if let Some(changes) = overrides.get(group) {
                let changes = changes.as_table().ok_or_else(|| {
                    problem(
                        say!("`params.{group}` is geen tabel", "`params.{group}` is not a table"),
                        say!("schrijf `[params.{group}]`", "write `[params.{group}]`"),
                    )
                })?;
                list::apply(&mut table, changes, group, project_file)?;
            }
            list.extend(list::entries(group, &table));
            merged.push(table);
        }
        let mut merged = merged.into_iter();
        let mut next = || toml::Value::Table(merged.next().expect("one table per group"));
        let wrong = |group: &'static str| {
            move |error: toml::de::Error| Error::Project {
                path: project_file.into(),
                // The second line names the parameter: "in `bouwjaar_min.value`".
                detail: {
                    let whole = error.to_string().trim_end().replace('\n', " ");
                    let said = of_toml(error.message());
                    let place = whole.strip_prefix(error.message()).unwrap_or_default().trim();
                    let nl = said.pick(Lang::Nl);
                    Said::new(
                        format!("`[params.{group}]`: {nl} {place}").trim_end().to_owned(),
                        format!("`[params.{group}]`: {whole}"),
                    )
                },
                hint: say!(
                    "`toplaag init` schrijft een projectbestand dat de vorm van elke instelling toont",
                    "`toplaag init` writes a project file that shows the form of each setting"
                ),
            }
        };
        let params = Self {
            optoppen: next().try_into().map_err(wrong("optoppen"))?,
            parkeren: next().try_into().map_err(wrong("parkeren"))?,
            net: next().try_into().map_err(wrong("net"))?,
            water: next().try_into().map_err(wrong("water"))?,
            score: next().try_into().map_err(wrong("score"))?,
            inbreiding: next().try_into().map_err(wrong("inbreiding"))?,
            vormen: next().try_into().map_err(wrong("vormen"))?,
            planlijst: next().try_into().map_err(wrong("planlijst"))?,
            fasering: next().try_into().map_err(wrong("fasering"))?,
            zekerheid: next().try_into().map_err(wrong("zekerheid"))?,
            typen: next().try_into().map_err(wrong("typen"))?,
            knelpunten: next().try_into().map_err(wrong("knelpunten"))?,
            voortgang: next().try_into().map_err(wrong("voortgang"))?,
            list,
        };
        groups::check(&params).map_err(|detail| {
            problem(
                detail,
                say!(
                    "`toplaag scan --show-config` toont de standaardwaarde en haar bron",
                    "the default and its source are listed by `toplaag scan --show-config`"
                ),
            )
        })?;
        Ok(params)
    }

    /// Usable floor area of a new home of a form, m² GO.
    #[must_use]
    pub fn home_go_m2(&self, form: Form) -> f64 {
        match form {
            Form::Optoppen => self.optoppen.home_go_m2.value,
            Form::Inbreiding => self.inbreiding.home_go_m2.value,
            Form::Uitplinten => self.vormen.plinth_home_go_m2.value,
            Form::Splitsen => self.vormen.split_min_go_m2.value / 2.0,
            Form::Aanplakken | Form::Transformatie | Form::SloopNieuwbouw => self.vormen.home_go_m2.value,
        }
    }

    /// Every parameter in force with its trail, in the order of the files.
    #[must_use]
    pub fn list(&self) -> &[Parameter] {
        &self.list
    }

    /// One parameter by `group.name`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Parameter> {
        self.list.iter().find(|parameter| parameter.key == key)
    }
}

#[cfg(test)]
mod tests;
