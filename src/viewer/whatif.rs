//! What comes out with other norms, beside what the run has?

use serde::Serialize;

use super::{Hidden, SitesFile};
use crate::{
    beside::{Beside, Move, Moved},
    lang::Said,
    params::Params,
    wording,
};

/// A norm that can be moved on the page.
#[derive(Debug, Clone, Serialize)]
pub struct Knob {
    /// Its key.
    pub key: &'static str,
    /// What it is.
    pub name: Said,
    /// Its unit.
    pub unit: Said,
    /// Its value in the run.
    pub value: f64,
    /// The least that can be asked.
    pub from: f64,
    /// The most.
    pub to: f64,
    /// By which steps.
    pub step: f64,
}

/// What can be moved: key, Dutch, English, from, to, step.
const KNOBS: [(&str, &str, &str, f64, f64, f64); 9] = [
    (
        "parkeren.norm_reductie",
        "Verlaging van de parkeernorm",
        "Reduction of the parking norm",
        0.0,
        1.0,
        0.05,
    ),
    (
        "parkeren.street_limit",
        "Hoogste bezetting van de straat",
        "Highest occupancy of the street",
        0.5,
        1.0,
        0.05,
    ),
    ("optoppen.home_go_m2", "Woning op het dak", "Home on the roof", 30.0, 120.0, 5.0),
    ("vormen.home_go_m2", "Woning in de andere vormen", "Home in the other forms", 30.0, 120.0, 5.0),
    ("inbreiding.home_go_m2", "Woning op een kavel", "Home on a plot", 30.0, 120.0, 5.0),
    ("optoppen.height_extra_m", "Hoger dan het plan toelaat", "Higher than the plan allows", 0.0, 30.0, 1.0),
    ("optoppen.max_extra", "Lagen erbij, hoogstens", "Storeys added, at most", 0.0, 6.0, 1.0),
    (
        "optoppen.roof_flat_share_min",
        "Aandeel plat dak, minstens",
        "Share of flat roof, at least",
        0.0,
        1.0,
        0.05,
    ),
    ("optoppen.bouwjaar_min", "Bouwjaar, minstens", "Year of construction, at least", 1850.0, 2020.0, 5.0),
];

/// The norm between two others.
const HOME: &str = "home_go_m2";

impl Knob {
    /// The norms of these parameters that can be moved.
    #[must_use]
    pub fn all(params: &Params) -> Vec<Self> {
        let of = |&(key, nl, en, from, to, step): &(&'static str, &str, &str, f64, f64, f64)| {
            let parameter = params.get(key)?;
            let value = parameter.value.as_f64()?;
            let name = Said::new(nl, en);
            let unit = parameter.unit.clone();
            // A home is no smaller than that of the high estimate, no larger than
            // that of the low one.
            let bound = |name: &str| {
                let group = key.strip_suffix(HOME)?;
                params.get(&format!("{group}{name}"))?.value.as_f64()
            };
            let (from, to) =
                (bound("home_go_high_m2").unwrap_or(from), bound("home_go_low_m2").unwrap_or(to));
            Some(Self { key, name, unit, value, from: from.min(value), to: to.max(value), step })
        };
        KNOBS.iter().filter_map(of).collect()
    }
}

/// What comes out with other norms.
#[derive(Debug, Clone, Serialize)]
pub struct WhatIf {
    /// What it comes to beside the run.
    pub difference: Difference,
    /// The sites with these norms.
    pub sites: SitesFile,
}

/// One answer beside another.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    /// Homes by form; together at the end.
    pub homes: Vec<HomesLine>,
    /// Who is put forward and was not.
    pub entered: Vec<MovedLine>,
    /// Who was put forward and is not.
    pub left: Vec<MovedLine>,
    /// Sites of which anything is another.
    pub changed: u64,
}

/// Homes of one form, expected, before and after.
#[derive(Debug, Clone, Serialize)]
pub struct HomesLine {
    /// The form, by its code; `None` for what goes together.
    pub form: Option<&'static str>,
    /// In words.
    pub name: Said,
    /// Homes that are suitable; `None` where they cannot be told.
    pub suitable: Option<(u64, u64)>,
    /// Homes that are undecided.
    pub undecided: Option<(u64, u64)>,
}

/// A site that comes or goes.
#[derive(Debug, Clone, Serialize)]
pub struct MovedLine {
    /// Identification.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What moved it; `None` when nothing of its own did.
    pub why: Option<Said>,
}

impl WhatIf {
    /// What an answer comes to beside another.
    #[must_use]
    pub fn of(beside: &Beside<'_>, hidden: &Hidden) -> Self {
        let moved = |to: Move| beside.moved.iter().filter(move |moved| moved.to == to).map(line).collect();
        let homes = beside.homes.iter().map(|homes| HomesLine {
            form: homes.form.map(crate::model::Form::code),
            name: Said::by(|lang| match homes.form {
                Some(form) => wording::form(form, lang).to_owned(),
                None => lang.pick("samen, niets dubbel geteld", "together, nothing counted twice").to_owned(),
            }),
            suitable: homes.suitable,
            undecided: homes.undecided,
        });
        Self {
            difference: Difference {
                homes: homes.collect(),
                entered: moved(Move::Entered),
                left: moved(Move::Left),
                changed: beside.n_changed(),
            },
            sites: SitesFile::all(&beside.after.sites, &beside.after.params, hidden),
        }
    }
}

fn line(moved: &Moved<'_>) -> MovedLine {
    let site = moved.site();
    MovedLine { id: site.id.clone(), name: site.title(), why: moved.why.clone() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::params::{Change, can_be_asked_again};

    #[test]
    fn every_knob_is_a_norm_that_a_run_can_be_asked_again_with() {
        let params = Params::built_in();
        let knobs = Knob::all(&params);
        assert_eq!(knobs.len(), KNOBS.len());
        for knob in knobs {
            assert!(can_be_asked_again(knob.key), "{}", knob.key);
            assert!((knob.from..=knob.to).contains(&knob.value) && knob.step > 0.0, "{}", knob.key);
            for value in [knob.from, knob.value, knob.to] {
                let key = knob.key.to_owned();
                // As the page types it: a whole number without a point.
                let value = serde_json::from_str(&value.to_string()).unwrap();
                let change = Change { key, part: Vec::new(), value };
                let asked = params.changed(&[change], Path::new("test"));
                assert!(asked.is_ok(), "{}: {:?}", knob.key, asked.err());
            }
        }
    }
}
