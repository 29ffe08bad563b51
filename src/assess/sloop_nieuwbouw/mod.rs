//! How many homes are gained when this complex is demolished and rebuilt?

use serde::{Deserialize, Serialize};

use super::{
    Answer, Check, Flag, Homes, Missing, Reason,
    check::{Needs, at_least, check_known},
    homes::rounded_homes,
    pand::{
        Flags, PandFacts, check_age, check_class_d, check_home, check_owner, check_restriction,
        check_rijksmonument, check_status, missing_use,
    },
};
use crate::{
    model::{EnergyLabel, Form},
    params::{FormsParams, Params},
    units::Range,
};

/// What must be known of a complex to answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The complex; planned demolition speaks for it here.
    pub pand: PandFacts,
    /// Homes by energy label, `A` to `G`, of those whose label is known.
    pub labels: Vec<(EnergyLabel, u32)>,
    /// New homes over old ones, as the user says for this complex.
    pub ratio_said: Option<f64>,
}

/// Old and new homes of a complex.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rebuild {
    /// Homes that would be taken down.
    pub old: u32,
    /// Homes that stay: their energy label protects them.
    pub stay: u32,
    /// New homes over old ones, by estimate.
    pub ratio: Range<f64>,
    /// Whether the user said that ratio.
    pub said: bool,
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

    /// Homes gained, net: new less old. The cautious estimate may be a loss.
    #[must_use]
    pub fn gained(&self) -> Homes {
        let low = i64::from(self.new.low) - i64::from(self.old);
        Homes {
            low: Some(i32::try_from(low).unwrap_or(if low < 0 { i32::MIN } else { i32::MAX })),
            mid: Some(self.new.mid.saturating_sub(self.old)),
            high: Some(self.new.high.saturating_sub(self.old)),
        }
    }
}

/// Old and new homes of a complex; `None` when its homes are not known.
///
/// # Method
///
/// `new = round(old × ratio)`, with the ratio of the user for this complex, or
/// 1.25 between 0.75 and 1.50. Homes whose energy label protects them stay,
/// unless the demolition of the complex is planned.
///
/// # Source
///
/// toplaag method §4.
#[must_use]
pub fn rebuild(facts: &Facts, params: &Params) -> Option<Rebuild> {
    let homes = facts.pand.homes?;
    let vormen = &params.vormen;
    let stay = protected(facts, vormen).min(homes);
    let old = homes - stay;
    let said = facts.ratio_said.filter(|ratio| ratio.is_finite() && *ratio >= 0.0);
    let ratio = said.map_or(
        Range {
            low: vormen.rebuild_ratio_low.value,
            mid: vormen.rebuild_ratio.value,
            high: vormen.rebuild_ratio_high.value,
        },
        |said| Range { low: said, mid: said, high: said },
    );
    let new = ratio.map(|ratio| rounded_homes(old, ratio));
    Some(Rebuild { old, stay, ratio, said: said.is_some(), new })
}

/// Homes that stay for their label; none where demolition is planned.
fn protected(facts: &Facts, params: &FormsParams) -> u32 {
    let Some(worst) = EnergyLabel::parse(&params.label_protects.value) else { return 0 };
    if facts.pand.demolition_year.is_some() {
        return 0;
    }
    let protects = facts.labels.iter().filter(|(label, _)| *label <= worst);
    protects.map(|(_, homes)| *homes).fold(0, u32::saturating_add)
}

/// Answers for one complex.
///
/// # Method
///
/// Too young: below 55 years, or below 25 when its demolition is planned. An
/// energy label from D up protects the homes that have it, unless demolition is
/// planned. A gain below 10 % is not worth it. Homes are net: new less old; the
/// cautious estimate may be a loss.
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
            check_age(pand, age, age_parameter, params),
            check_label(facts, rebuild.as_ref(), vormen),
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
    let answer = Answer::new(checks, Needs::of(params), [], flags.done(), homes, None);
    (answer, rebuild)
}

/// Some of its homes have no label that protects them; without any label it is
/// not known.
fn check_label(facts: &Facts, rebuild: Option<&Rebuild>, params: &FormsParams) -> Check {
    let asked = EnergyLabel::parse(&params.label_protects.value).is_some();
    let passes = match rebuild {
        _ if !asked || facts.pand.demolition_year.is_some() => Some(true),
        _ if facts.labels.is_empty() => None,
        Some(rebuild) => Some(rebuild.stay == 0 || rebuild.old > 0),
        None => None,
    };
    Check {
        value: rebuild.filter(|_| !facts.labels.is_empty()).map(|rebuild| f64::from(rebuild.stay)),
        parameter: "vormen.label_protects",
        ..check_known(Reason::Label, passes, Missing::Label)
    }
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
