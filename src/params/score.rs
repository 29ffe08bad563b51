//! Parameters for the score: curves, weights, profiles.

use serde::{Deserialize, Serialize};

use super::{
    Curve, Param,
    groups::{not_negative, share},
};
use crate::{
    codes::codes,
    lang::{Said, say},
    model::Form,
};

codes! {
    /// Whose weights the score uses.
    ProfileName {
        /// A corporatie.
        Corporatie = "corporatie",
        /// A gemeente.
        Gemeente = "gemeente",
        /// The provincie.
        Provincie = "provincie",
        /// The three pillars of Kansrijk Bouwen.
        KansrijkBouwen = "kansrijk_bouwen",
    }
}

/// Weights of the criteria in points; only their proportions matter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "one field per criterion, named after it")]
pub struct Weights {
    pub homes: f64,
    pub structure: f64,
    pub ownership: f64,
    pub parking: f64,
    pub grid: f64,
    pub water: f64,
    pub planning: f64,
}

impl Weights {
    /// The weights in the order of the criteria.
    #[must_use]
    pub fn in_order(&self) -> [f64; 7] {
        [self.homes, self.structure, self.ownership, self.parking, self.grid, self.water, self.planning]
    }
}

/// Two sets of weights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// For optoppen.
    pub optoppen: Weights,
    /// For every other form.
    pub inbreiding: Weights,
}

impl Profile {
    /// The weights of one form.
    #[must_use]
    pub fn weights(&self, form: Form) -> &Weights {
        match form {
            Form::Optoppen => &self.optoppen,
            Form::Inbreiding
            | Form::Aanplakken
            | Form::Uitplinten
            | Form::Splitsen
            | Form::Transformatie
            | Form::SloopNieuwbouw => &self.inbreiding,
        }
    }
}

/// What the age of a pand is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeValue {
    /// First bouwjaar of the band.
    pub from: u16,
    /// Its value, 0 to 1.
    pub value: f64,
}

/// Weights inside the structure criterion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StructureParts {
    /// Of the age band.
    pub age: f64,
    /// Of the number of storeys.
    pub storeys: f64,
    /// Of the flat share of the roof.
    pub roof: f64,
}

/// What each kind of restriction takes off planning room.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanningDeductions {
    /// Heritage or welstand.
    pub welstand: f64,
    /// Little is left under the height limit.
    pub height_tight: f64,
    /// Noise.
    pub noise: f64,
    /// External safety.
    pub safety: f64,
    /// Any other restriction with effect `flag`.
    pub other: f64,
}

/// `data/params/score.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/score.toml")]
pub struct ScoreParams {
    pub profile: Param<ProfileName>,
    pub corporatie: Param<Profile>,
    pub gemeente: Param<Profile>,
    pub provincie: Param<Profile>,
    pub kansrijk_bouwen: Param<Profile>,
    pub coverage_min: Param<f64>,
    pub homes_curve: Param<Curve>,
    pub structure_age: Param<Vec<AgeValue>>,
    pub structure_storeys: Param<Curve>,
    pub structure_roof: Param<Curve>,
    pub structure_parts: Param<StructureParts>,
    pub ownership_curve: Param<Curve>,
    pub parking_curve: Param<Curve>,
    pub planning_deductions: Param<PlanningDeductions>,
    pub height_tight_m: Param<f64>,
}

impl ScoreParams {
    /// The weights of one profile.
    #[must_use]
    pub fn profile(&self, name: ProfileName) -> &Profile {
        match name {
            ProfileName::Corporatie => &self.corporatie.value,
            ProfileName::Gemeente => &self.gemeente.value,
            ProfileName::Provincie => &self.provincie.value,
            ProfileName::KansrijkBouwen => &self.kansrijk_bouwen.value,
        }
    }

    /// The weights in force for one form.
    #[must_use]
    pub fn weights(&self, form: Form) -> &Weights {
        self.profile(self.profile.value).weights(form)
    }

    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        for &name in ProfileName::ALL {
            let profile = self.profile(name);
            for (form, weights) in [("optoppen", &profile.optoppen), ("inbreiding", &profile.inbreiding)] {
                let key = format!("score.{}: {form}", name.code());
                let weights = weights.in_order();
                for weight in weights {
                    not_negative(&key, weight)?;
                }
                let sum = weights.iter().sum::<f64>();
                if !(sum.is_finite() && sum > 0.0) {
                    return Err(say!(
                        "`{key}` telt op tot {sum}; een gewicht moet boven 0 zijn",
                        "`{key}` sums to {sum}; a weight must be above 0"
                    ));
                }
            }
        }
        share("score.coverage_min", self.coverage_min.value)?;
        for band in &self.structure_age.value {
            share("score.structure_age", band.value)?;
        }
        if self.structure_age.value.windows(2).any(|pair| pair[0].from >= pair[1].from) {
            return Err(say!(
                "`score.structure_age` loopt niet op van rij naar rij",
                "`score.structure_age` does not rise from row to row"
            ));
        }
        let StructureParts { age, storeys, roof } = self.structure_parts.value;
        for part in [age, storeys, roof] {
            share("score.structure_parts", part)?;
        }
        if age + storeys + roof <= 0.0 {
            return Err(say!(
                "`score.structure_parts` telt op tot 0; een deel moet boven 0 zijn",
                "`score.structure_parts` sums to 0; a part must be above 0"
            ));
        }
        let PlanningDeductions { welstand, height_tight, noise, safety, other } =
            self.planning_deductions.value;
        for deduction in [welstand, height_tight, noise, safety, other] {
            share("score.planning_deductions", deduction)?;
        }
        not_negative("score.height_tight_m", self.height_tight_m.value)
    }
}
