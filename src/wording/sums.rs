//! The words in a sum: moments, rounding, heat, water.

use crate::lang::Lang;
use crate::{
    assess::water::WaterFlag,
    model::Moment,
    params::{HeatConcept, Rounding},
};

/// A moment of the week at which cars are counted.
#[must_use]
pub fn moment(moment: Moment, lang: Lang) -> &'static str {
    match moment {
        Moment::WeekdayMorning => lang.pick("werkdag ochtend", "weekday morning"),
        Moment::WeekdayAfternoon => lang.pick("werkdag middag", "weekday afternoon"),
        Moment::WeekdayEvening => lang.pick("werkdag avond", "weekday evening"),
        Moment::WeekdayNight => lang.pick("werkdag nacht", "weekday night"),
        Moment::ShoppingEvening => lang.pick("koopavond", "shopping evening"),
        Moment::SaturdayAfternoon => lang.pick("zaterdag middag", "Saturday afternoon"),
        Moment::SaturdayEvening => lang.pick("zaterdag avond", "Saturday evening"),
        Moment::SundayAfternoon => lang.pick("zondag middag", "Sunday afternoon"),
        Moment::Always => lang.pick("altijd", "always"),
    }
}

/// How a parking sum is rounded.
#[must_use]
pub fn rounding(rounding: Rounding, lang: Lang) -> &'static str {
    match rounding {
        Rounding::UpOnce => lang.pick("één keer omhoog, aan het eind", "once, up, at the end"),
        Rounding::Nearest => {
            lang.pick("aan het eind, halve naar boven", "at the end to the nearest, halves up")
        }
        Rounding::NearestHalfDown => {
            lang.pick("aan het eind, halve naar beneden", "at the end to the nearest, halves down")
        }
        Rounding::PerRowNearest => lang.pick("per regel woningen", "each row of homes"),
        Rounding::PartsTenthNearest => {
            lang.pick("delen op tienden, aan het eind op helen", "parts to tenths, the total to a whole")
        }
        Rounding::None => lang.pick("niet", "not at all"),
    }
}

/// How homes are heated.
#[must_use]
pub fn heat_concept(heat: HeatConcept, lang: Lang) -> &'static str {
    match heat {
        HeatConcept::DistrictHeat => lang.pick("warmtenet", "district heat"),
        HeatConcept::Hybrid => lang.pick("hybride warmtepomp", "hybrid heat pump"),
        HeatConcept::GroundSource => lang.pick("bodemwarmtepomp", "ground-source heat pump"),
        HeatConcept::AirSource => lang.pick("luchtwarmtepomp", "air-source heat pump"),
    }
}

/// What a theme of water and soil found.
#[must_use]
pub fn water_flag(flag: WaterFlag, lang: Lang) -> &'static str {
    match flag {
        WaterFlag::TooWet => lang.pick("te nat: hoog grondwater", "too wet: high groundwater"),
        WaterFlag::TooDry => lang.pick("te droog: diep grondwater", "too dry: deep groundwater"),
        WaterFlag::TooSoft => lang.pick("te slap: zachte bodem", "too soft: soft soil"),
        WaterFlag::TooDangerous => lang.pick("te gevaarlijk: overstroming", "too dangerous: floods"),
        WaterFlag::TooSalt => lang.pick("te zout", "too salt"),
        WaterFlag::PileRisk => lang.pick("risico van oude palen", "risk of old piles"),
        WaterFlag::Storage => lang.pick("berging voor nieuwe verharding", "storage for added paving"),
    }
}

/// A class of water and soil, by its letter.
#[must_use]
pub fn water_class(letter: &str, lang: Lang) -> Option<&'static str> {
    Some(match letter {
        "A" => lang.pick("A: ja, accepteren", "A: yes, accept"),
        "B" => lang.pick("B: ja, mits (kleine opgave)", "B: yes, provided that (small task)"),
        "C1" => lang.pick("C1: ja, mits (middelgrote opgave)", "C1: yes, provided that (medium task)"),
        "C2" => lang.pick("C2: ja, mits (grote opgave)", "C2: yes, provided that (large task)"),
        "D" => lang.pick("D: nee, tenzij", "D: no, unless"),
        _ => return None,
    })
}
