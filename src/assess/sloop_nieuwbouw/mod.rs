//! How many homes are gained when this complex is demolished and rebuilt?

use serde::{Deserialize, Serialize};

use super::{
    Answer, Check, Flag, Homes, Missing, Reason,
    check::{at_least, check_known},
    density::reference_row,
    homes::{rounded_homes, whole_share},
    pand::{
        Flags, PandFacts, check_age, check_class_d, check_home, check_owner, check_restriction,
        check_rijksmonument, check_status, missing_use,
    },
};
use crate::{
    model::Form,
    params::{FormsParams, Params},
    units::Range,
};

/// What must be known of a complex to answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The complex; planned demolition speaks for it here.
    pub pand: PandFacts,
    /// Energy label, the best that stands for the complex: `A++` to `G`.
    pub label: Option<String>,
    /// New homes over old ones, as the user says for this complex.
    pub ratio_said: Option<f64>,
    /// FSI of its ground now, netto.
    pub fsi_now: Option<f64>,
    /// Address density around, addresses per km².
    pub address_density: Option<f64>,
}

/// Old and new homes of a complex.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rebuild {
    /// Homes now.
    pub old: u32,
    /// New homes over old ones, by estimate.
    pub ratio: Range<f64>,
    /// Whether the user said that ratio.
    pub said: bool,
    /// Most homes the density here leaves room for; `None` when not known,
    /// or not asked because the user gave the ratio.
    pub at_most: Option<u32>,
    /// New homes, by estimate.
    pub new: Range<u32>,
}

impl Rebuild {
    /// Net gain over the old homes, middle estimate; below 0 when homes are
    /// lost, `None` without old ones.
    #[must_use]
    pub fn gain(&self) -> Option<f64> {
        let (old, new) = (f64::from(self.old), f64::from(self.new.mid));
        (self.old > 0).then(|| (new - old) / old)
    }

    /// Homes gained, net; never below 0.
    #[must_use]
    pub fn gained(&self) -> Homes {
        Homes::known(self.new.map(|new| new.saturating_sub(self.old)))
    }
}

/// Old and new homes of a complex; `None` when its homes are not known.
///
/// # Method
///
/// `new = round(old × ratio)`, with the ratio of the user for this complex, or
/// 0.75, 1.25 and 1.30. Without the user's ratio, the density sets a bound
/// where it is known: `floor(old × reference FSI / FSI now)`.
///
/// # Source
///
/// toplaag method §4.
#[must_use]
pub fn rebuild(facts: &Facts, params: &Params) -> Option<Rebuild> {
    let old = facts.pand.homes?;
    let vormen = &params.vormen;
    let said = facts.ratio_said.filter(|ratio| ratio.is_finite() && *ratio >= 0.0);
    let ratio = said.map_or(
        Range {
            low: vormen.rebuild_ratio_low.value,
            mid: vormen.rebuild_ratio.value,
            high: vormen.rebuild_ratio_high.value,
        },
        |said| Range { low: said, mid: said, high: said },
    );
    let reference = reference_row(facts.address_density, &params.inbreiding).map(|row| row.fsi);
    let at_most = reference
        .zip(facts.fsi_now.filter(|fsi| fsi.is_finite() && *fsi > 0.0))
        .filter(|_| said.is_none())
        .map(|(reference, now)| whole_share(old, reference / now));
    let new = ratio.map(|ratio| rounded_homes(old, ratio).min(at_most.unwrap_or(u32::MAX)));
    Some(Rebuild { old, ratio, said: said.is_some(), at_most, new })
}

/// Answers for one complex.
///
/// # Method
///
/// Too young: below 55 years, or below 25 when its demolition is planned. The
/// energy label protects from D up, unless demolition is planned. A gain below
/// 10 % is not worth it, so ground that is built as densely as its reference
/// fails. Homes are net: new less old, never below 0.
///
/// # Source
///
/// toplaag method §4; PBL `RuimteScanner` (`RSopen`) for age, label and gain.
#[must_use]
pub fn assess(facts: &Facts, params: &Params) -> (Answer, Option<Rebuild>) {
    let pand = &facts.pand;
    let vormen = &params.vormen;
    let planned = pand.demolition_year.is_some();
    let rebuild = rebuild(facts, params);
    let homes = rebuild.map_or(Homes::UNKNOWN, |rebuild| rebuild.gained());
    let (age, age_parameter) = if planned {
        (vormen.rebuild_never_age_y.value, "vormen.rebuild_never_age_y")
    } else {
        (vormen.rebuild_min_age_y.value, "vormen.rebuild_min_age_y")
    };
    let checks = [check_status(pand.status), check_rijksmonument(pand), check_restriction(pand.exclusions)]
        .into_iter()
        .chain(check_class_d(Form::SloopNieuwbouw, pand.class_d, &params.water))
        .chain([
            check_age(pand.bouwjaar, age, age_parameter, params),
            check_label(facts.label.as_deref(), planned, vormen),
            check_gain(rebuild.as_ref(), missing_use(pand.partly), vormen),
            check_owner(pand.owner, &params.optoppen),
            check_home(&homes, missing_use(pand.partly)),
        ])
        .collect();

    let other_units = pand.homes.zip(pand.units).is_some_and(|(homes, units)| units > homes);
    let asbestos = super::pand::before(pand.bouwjaar, params.optoppen.asbestos_before.value);
    let flags = Flags::of_place(pand.heritage_near, pand.flagged, pand.class_d, &homes, params)
        .with(asbestos, Flag::Asbestos)
        .with(true, Flag::Fauna)
        .with(other_units, Flag::CheckUse);
    let density = rebuild.is_some_and(|rebuild| rebuild.at_most.is_none() && !rebuild.said);
    let others = density.then_some(Missing::Density);
    let answer = Answer::new(checks, &vormen.undecided_without.value, others, flags.done(), homes, None);
    (answer, rebuild)
}

fn check_label(label: Option<&str>, planned: bool, params: &FormsParams) -> Check {
    let protects = params.label_protects.value.as_bytes().first();
    let letter = label
        .and_then(|label| label.trim().bytes().next())
        .map(|letter| letter.to_ascii_uppercase())
        .filter(u8::is_ascii_uppercase)
        .filter(|letter| *letter <= b'G');
    let passes = match protects {
        Some(protects) if !planned => letter.map(|letter| letter > *protects),
        _ => Some(true),
    };
    Check { parameter: "vormen.label_protects", ..check_known(Reason::Label, passes, Missing::Label) }
}

fn check_gain(rebuild: Option<&Rebuild>, missing: Missing, params: &FormsParams) -> Check {
    // Homes that are not there cannot be rebuilt.
    let gain = rebuild.map(|rebuild| rebuild.gain().unwrap_or(0.0));
    Check {
        parameter: "vormen.rebuild_min_gain",
        ..at_least(Reason::Gain, gain, params.rebuild_min_gain.value, missing)
    }
}

#[cfg(test)]
mod tests;
