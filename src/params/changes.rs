//! Which norms can a finished run be asked again with, and how are they changed?
//!
//! A run keeps what its rules looked at. What was measured on the maps by a
//! norm (a buffer, the smallest plot, the share of a sliver) is such a fact:
//! with another norm it has to be measured again, by another scan.

use std::path::Path;

use serde_json::Value as Json;

use super::{Confidence, Origin, Params, list};
use crate::{
    error::Error,
    lang::{Said, say},
};

/// Norms that the maps were measured by. A test changes every other norm and
/// finds that asking again and scanning again give the same.
const MEASURED_BY: [&str; 44] = [
    "inbreiding.built_up_cell_m",
    "inbreiding.built_up_margin_m",
    "inbreiding.built_up_min_panden",
    "inbreiding.built_up_reach_m",
    "inbreiding.car_park_place_m2",
    "inbreiding.context_reach_m",
    "inbreiding.frontage_reach_m",
    "inbreiding.garage_gap_m",
    "inbreiding.garage_max_m2",
    "inbreiding.garage_min_m2",
    "inbreiding.garage_place_share",
    "inbreiding.garage_row_min",
    "inbreiding.go_per_bvo",
    "inbreiding.plot_min_m2",
    "inbreiding.plot_min_width_m",
    "inbreiding.reuse",
    "inbreiding.reuse_point_reach_m",
    "inbreiding.road_setback_m",
    "inbreiding.roads_freed",
    "inbreiding.setback_m",
    "inbreiding.water_setback_m",
    "optoppen.ahn_cell_max_m",
    "optoppen.ahn_cells_min",
    "optoppen.ahn_flat_residual_max_m",
    "optoppen.ahn_flat_slope_max_deg",
    "optoppen.ahn_height_max_m",
    "optoppen.ahn_height_min_m",
    "optoppen.ahn_nodata_share_max",
    "optoppen.ahn_ring_m",
    "optoppen.ahn_shrink_m",
    "optoppen.exclude_share_min",
    "optoppen.heritage_buffer_m",
    "optoppen.sliver_share",
    "vormen.aanplak_depth_high_m",
    "vormen.aanplak_depth_low_m",
    "vormen.aanplak_depth_m",
    "vormen.block_gap_m",
    "vormen.elongation_min",
    "vormen.end_wall_max_m",
    "vormen.end_wall_min_m",
    "vormen.end_wall_recess_m",
    "vormen.end_wall_turn_deg",
    "vormen.neighbor_gap_m",
    "water.class_d_excludes",
];

/// Another value for one norm, or for a part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The norm: `group.name`.
    pub key: String,
    /// The part of it, for a norm that is a table.
    pub part: Vec<String>,
    /// Its other value.
    pub value: Json,
}

impl Change {
    /// Reads `group.name=value`, or `group.name.part=value` for a part of a
    /// table. The value is written as in a project file; a word needs no marks.
    ///
    /// # Errors
    ///
    /// [`Error::CommandLine`] when it has no such form.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let form = || Error::CommandLine {
            detail: say!("`{text:.80}` is geen `groep.norm=waarde`", "`{text:.80}` is no `group.norm=value`"),
            hint: say!(
                "schrijf bijvoorbeeld `parkeren.norm_reductie=0.2`; `toplaag scan --show-config` toont alle normen",
                "write `parkeren.norm_reductie=0.2`, for instance; `toplaag scan --show-config` lists all norms"
            ),
        };
        let (path, value) = text.split_once('=').ok_or_else(form)?;
        let mut names = path.trim().split('.').map(str::trim);
        let (group, name) = names
            .next()
            .zip(names.next())
            .filter(|(a, b)| !a.is_empty() && !b.is_empty())
            .ok_or_else(form)?;
        let part = names.map(str::to_owned).collect();
        Ok(Self { key: format!("{group}.{name}"), part, value: value_of(value.trim()) })
    }

    /// What is changed, as it is typed.
    #[must_use]
    pub fn path(&self) -> String {
        std::iter::once(&self.key).chain(&self.part).map(String::as_str).collect::<Vec<_>>().join(".")
    }
}

/// A value as in a project file; a text that is none stands for itself.
fn value_of(text: &str) -> Json {
    let table = format!("value = {text}").parse::<toml::Table>();
    let value = table.ok().filter(|table| table.len() == 1).and_then(|mut table| table.remove("value"));
    value.and_then(|value| serde_json::to_value(value).ok()).unwrap_or_else(|| Json::String(text.to_owned()))
}

impl Params {
    /// The same parameters with some of them changed. `file` is what messages
    /// name.
    ///
    /// # Errors
    ///
    /// [`Error::Project`] when a change names no parameter, has the wrong type,
    /// lies outside its range, or is about one that the maps were measured by.
    pub fn changed(&self, changes: &[Change], file: &Path) -> Result<Self, Error> {
        let problem = |detail: Said, hint: Said| Error::Project { path: file.to_owned(), detail, hint };
        let mut list = self.list.clone();
        for change in changes {
            let Change { key, value, .. } = change;
            if MEASURED_BY.contains(&key.as_str()) {
                return Err(problem(
                    say!("`{key}` bepaalt wat op de kaarten is gemeten", "the maps were measured by `{key}`"),
                    say!(
                        "zet haar in het projectbestand en voer de scan opnieuw uit",
                        "set it in the project file and scan again"
                    ),
                ));
            }
            let Some(parameter) = list.iter_mut().find(|parameter| parameter.key == *key) else {
                return Err(problem(
                    say!("er is geen norm `{key}`", "there is no norm `{key}`"),
                    self.nearest(key),
                ));
            };
            let mut at = &mut parameter.value;
            for part in &change.part {
                let known = at.as_object().map(|table| table.keys().cloned().collect::<Vec<_>>().join(", "));
                at = at.get_mut(part).ok_or_else(|| {
                    let path = change.path();
                    problem(
                        say!("`{path}`: `{key}` heeft geen `{part}`", "`{path}`: `{key}` has no `{part}`"),
                        match known {
                            Some(known) => say!("er zijn: {known}", "there are: {known}"),
                            None => say!("schrijf `{key}=waarde`", "write `{key}=value`"),
                        },
                    )
                })?;
            }
            // A whole number where a fraction stands is meant as one.
            *at = match (value.as_f64(), at.is_f64()) {
                (Some(number), true) => number.into(),
                _ => value.clone(),
            };
            let by = file.display();
            parameter.source = say!("gezet in {by}", "set in {by}");
            parameter.date = String::new();
            parameter.confidence = Confidence::U;
            parameter.origin = Origin::File(by.to_string());
        }
        let tables = list::as_tables(&list).map_err(|detail| {
            problem(
                Said::quoted(detail),
                say!("schrijf een getal, woord of tabel", "write a number, word or table"),
            )
        })?;
        let changed = Self::with_overrides(&tables, &file.display().to_string())?;
        Ok(Self { list, ..changed })
    }

    /// The same parameters with some of them as another run has them.
    ///
    /// # Errors
    ///
    /// [`Error::Project`] when the two sets do not go together.
    pub fn with_those_of(&self, other: &Self, takes: impl Fn(&str) -> bool) -> Result<Self, Error> {
        let mut list = self.list.clone();
        for parameter in &mut list {
            if takes(&parameter.key)
                && let Some(of_other) = other.get(&parameter.key)
            {
                parameter.clone_from(of_other);
            }
        }
        let tables = list::as_tables(&list).map_err(|detail| Error::Project {
            path: "run.json".into(),
            detail: Said::quoted(detail),
            hint: say!("voer de scan opnieuw uit", "run the scan again"),
        })?;
        let mixed = Self::with_overrides(&tables, "run.json")?;
        Ok(Self { list, ..mixed })
    }

    /// What may have been meant by a name that is none.
    fn nearest(&self, key: &str) -> Said {
        let alike = |known: &str| strsim::jaro_winkler(&key.to_lowercase(), known);
        let mut known: Vec<&str> = self.list.iter().map(|parameter| parameter.key.as_str()).collect();
        known.sort_by(|a, b| alike(b).total_cmp(&alike(a)).then_with(|| a.cmp(b)));
        let meant = known.into_iter().take(3).collect::<Vec<_>>().join(", ");
        say!(
            "bedoelt u {meant}? `toplaag scan --show-config` toont alle normen",
            "did you mean {meant}? `toplaag scan --show-config` lists all norms"
        )
    }
}

/// Whether a finished run can be asked again with another value.
#[must_use]
pub fn can_be_asked_again(key: &str) -> bool {
    !MEASURED_BY.contains(&key)
}
