//! What does a request still lack in the four fields that make it complete:
//! location, phasing, programme and expected demand?
//!
//! The fields are those of the Routekaart 2.3. What makes each complete is
//! ours, see docs/verantwoording.md.

use super::request::RequestOf;
use crate::{
    codes::codes,
    demand::heat_of,
    lang::Lang,
    model::{PlannedProject, ProgrammeBy},
    params::GridParams,
    plan::PhasedFrom,
    wording::whole,
};

codes! {
    /// A field of a request.
    Field {
        /// Where it is.
        Locatie = "locatie",
        /// How many homes when.
        Fasering = "fasering",
        /// Which homes.
        Programma = "programma",
        /// What they ask.
        Energievraag = "energievraag",
    }
}

impl Field {
    /// In a word.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Locatie => lang.pick("locatie", "location"),
            Self::Fasering => lang.pick("fasering", "phasing"),
            Self::Programma => lang.pick("programma", "programme"),
            Self::Energievraag => lang.pick("energievraag", "demand"),
        }
    }
}

/// What a field lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// The gemeente is not known.
    Gemeente,
    /// Nothing says where in it.
    Place,
    /// Words that are no postcode, parcel or address.
    PlaceInWords,
    /// The years are those of a rule of thumb.
    YearsByRule,
    /// Homes of a long period were spread over its years.
    LongPeriod(u16),
    /// It stands on no list: homes of the scan are no programme.
    OnNoList,
    /// No type or size of homes.
    Programme,
    /// Types or sizes of some of the homes alone: so many of so many.
    ProgrammeInPart(u32, u32),
    /// How the homes are heated is not said.
    Heat,
    /// It is said in words that are no heat concept.
    HeatInWords(String),
}

impl Lack {
    /// The field.
    #[must_use]
    pub fn field(&self) -> Field {
        match self {
            Self::Gemeente | Self::Place | Self::PlaceInWords => Field::Locatie,
            Self::YearsByRule | Self::LongPeriod(_) => Field::Fasering,
            Self::OnNoList | Self::Programme | Self::ProgrammeInPart(..) => Field::Programma,
            Self::Heat | Self::HeatInWords(_) => Field::Energievraag,
        }
    }

    /// What is to be filled in.
    #[must_use]
    pub fn cure(&self, lang: Lang) -> String {
        let text = match self {
            Self::Gemeente => lang.pick("gemeente invullen", "fill in the gemeente"),
            Self::Place => lang.pick(
                "punt, postcode, perceel of adres invullen",
                "fill in a point, postcode, parcel or address",
            ),
            Self::PlaceInWords => lang.pick(
                "plaats staat er alleen in woorden: punt, postcode, perceel of adres invullen",
                "the place is in words alone: fill in a point, postcode, parcel or address",
            ),
            Self::YearsByRule => lang.pick(
                "jaren zijn een vuistregel: woningen per jaar invullen",
                "years are a rule of thumb: fill in homes by year",
            ),
            Self::LongPeriod(years) => {
                return match lang {
                    Lang::Nl => format!("alleen een periode van {years} jaar: woningen per jaar invullen"),
                    Lang::En => format!("a period of {years} years alone: fill in homes by year"),
                };
            }
            Self::OnNoList => lang.pick(
                "staat op geen planlijst: opnemen met type of grootte van de woningen",
                "stands on no planning list: put it there with type or size of its homes",
            ),
            Self::Programme => {
                lang.pick("type of grootte van de woningen invullen", "fill in type or size of the homes")
            }
            Self::ProgrammeInPart(told, of) => {
                let (told, of) = (whole(u64::from(*told), lang), whole(u64::from(*of), lang));
                return match lang {
                    Lang::Nl => format!("type of grootte van {told} van de {of} woningen: aanvullen"),
                    Lang::En => format!("type or size of {told} of its {of} homes: complete"),
                };
            }
            Self::Heat => lang.pick("warmteconcept invullen", "fill in the heat concept"),
            Self::HeatInWords(said) => {
                return match lang {
                    Lang::Nl => format!(
                        "warmteconcept “{said:.30}” is niet eenduidig: warmtenet, hybride, bodem of lucht"
                    ),
                    Lang::En => {
                        format!("heat concept “{said:.30}” is not one of district heat, hybrid, ground, air")
                    }
                };
            }
        };
        text.to_owned()
    }
}

/// What is missing, a field after the other, in one cell.
#[must_use]
pub fn in_words(lacks: &[Lack], lang: Lang) -> String {
    let parts = lacks.iter().map(|lack| format!("{}: {}", lack.field().word(lang), lack.cure(lang)));
    parts.collect::<Vec<_>>().join("; ")
}

/// What a request lacks; nothing when it is complete.
pub(super) fn lacks(
    about: &RequestOf<'_>,
    has_gemeente: bool,
    has_point: bool,
    net: &GridParams,
) -> Vec<Lack> {
    let mut lacks = Vec::new();
    let project = about.project;
    if !has_gemeente {
        lacks.push(Lack::Gemeente);
    }
    lacks.extend(place(project, has_point));
    lacks.extend(phasing(project, about.phased.from, net));
    lacks.extend(programme(project));
    lacks.extend(heat(project));
    lacks
}

fn place(project: Option<&PlannedProject>, has_point: bool) -> Option<Lack> {
    let has_place = project.is_some_and(|project| project.area.is_some() || !project.panden.is_empty());
    if has_point || has_place {
        return None;
    }
    match project.and_then(|project| project.locatie.as_deref()) {
        Some(words) if says_place(words) => None,
        Some(_) => Some(Lack::PlaceInWords),
        None => Some(Lack::Place),
    }
}

/// How names of streets end.
const STREET: [&str; 18] = [
    "straat",
    "str",
    "laan",
    "weg",
    "plein",
    "kade",
    "gracht",
    "dijk",
    "singel",
    "hof",
    "pad",
    "steeg",
    "dreef",
    "ring",
    "plantsoen",
    "baan",
    "markt",
    "wal",
];

/// Whether a text holds a postcode (1234 AB), the name of a parcel (ABC00 A
/// 123), or a street with a number.
fn says_place(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let letters =
        |word: &str, n: usize| word.len() == n && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_postcode =
        |word: &str| word.len() == 6 && word.is_ascii() && digits(&word[..4]) && letters(&word[4..], 2);
    let is_gemeente =
        |word: &str| word.len() == 5 && word.is_ascii() && letters(&word[..3], 3) && digits(&word[3..]);
    let is_street = |word: &str| {
        let word = word.to_lowercase();
        STREET.iter().any(|end| word.ends_with(end))
    };
    let is_number = |word: &str| word.starts_with(|c: char| ('1'..='9').contains(&c));
    words.windows(2).any(|pair| is_street(pair[0]) && is_number(pair[1]))
        || words.iter().any(|word| is_postcode(word))
        || words.windows(2).any(|pair| pair[0].len() == 4 && digits(pair[0]) && letters(pair[1], 2))
        || words.windows(3).any(|three| is_gemeente(three[0]) && letters(three[1], 1) && digits(three[2]))
}

fn phasing(project: Option<&PlannedProject>, from: PhasedFrom, net: &GridParams) -> Option<Lack> {
    match (from, project) {
        (PhasedFrom::Given, _) => None,
        (PhasedFrom::List, Some(project)) => {
            let years = longest_period(project);
            (years > net.phasing_period_years.value).then_some(Lack::LongPeriod(years))
        }
        _ => Some(Lack::YearsByRule),
    }
}

/// The years of the longest period over which homes were spread; 1 where a
/// list gives years.
fn longest_period(project: &PlannedProject) -> u16 {
    let n_years = |from: u16, until: u16| until.saturating_sub(from).saturating_add(1);
    if project.years.values().any(|homes| *homes > 0) {
        return 1;
    }
    let periods = project.periods.iter().filter(|(_, _, homes)| *homes > 0);
    if let Some(longest) = periods.map(|(from, until, _)| n_years(*from, *until)).max() {
        return longest;
    }
    if project.jaarschijf.is_some() {
        return 1;
    }
    project.delivered().map_or(1, |period| n_years(period.from.year, period.until.year))
}

fn programme(project: Option<&PlannedProject>) -> Option<Lack> {
    let Some(project) = project else { return Some(Lack::OnNoList) };
    if project.home_type.is_some() || project.home_size.is_some() {
        return None;
    }
    let told = |by: ProgrammeBy| {
        let lines = project.programme.iter().filter(|line| line.by == by);
        lines.map(|line| line.homes).fold(0, u32::saturating_add)
    };
    let told = told(ProgrammeBy::Type).max(told(ProgrammeBy::Size));
    let homes = project.n_homes().unwrap_or_default();
    match told {
        0 => Some(Lack::Programme),
        told if told < homes => Some(Lack::ProgrammeInPart(told, homes)),
        _ => None,
    }
}

fn heat(project: Option<&PlannedProject>) -> Option<Lack> {
    match project.and_then(|project| project.heat_concept.as_deref()) {
        None => Some(Lack::Heat),
        Some(said) if heat_of(said).is_none() => Some(Lack::HeatInWords(said.trim().to_owned())),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{PlanPeriod, ProgrammeLine},
        params::{HeatConcept, Params},
    };

    fn project() -> PlannedProject {
        PlannedProject { homes: Some(40), jaarschijf: Some(2029), ..PlannedProject::default() }
    }

    #[test]
    fn a_place_is_a_point_a_postcode_or_a_parcel() {
        let at = |text: &str| place(Some(&PlannedProject { locatie: Some(text.into()), ..project() }), false);
        for text in
            ["1381 AB", "bij 1381AB", "perceel WSP00 C 1234", "Hugo de Grootlaan 30", "Keulsevaartstr. 1b"]
        {
            assert_eq!(at(text), None, "{text}");
        }
        for text in ["Papelaan e.o.", "Stationsgebied", "2029 woningen", "Weespersluis fase 4", "fase 1381"] {
            assert_eq!(at(text), Some(Lack::PlaceInWords), "{text}");
        }
        assert_eq!((place(None, false), place(None, true)), (Some(Lack::Place), None));
    }

    #[test]
    fn years_of_a_list_are_a_phasing_and_a_long_period_is_none() {
        let net = Params::built_in().net;
        let lack = |project: PlannedProject| phasing(Some(&project), PhasedFrom::List, &net);
        assert_eq!(lack(project()), None);
        let period =
            |text| PlannedProject { jaarschijf: None, delivery: PlanPeriod::read(text), ..project() };
        assert_eq!(lack(period("2028-2029")), None);
        assert_eq!(lack(period("2028-2037")), Some(Lack::LongPeriod(10)));
        let monitor = PlannedProject { periods: vec![(2030, 2050, 5)], ..period("2028") };
        assert_eq!(lack(monitor), Some(Lack::LongPeriod(21)));
        assert_eq!(phasing(None, PhasedFrom::Rule, &net), Some(Lack::YearsByRule));
        assert_eq!(phasing(None, PhasedFrom::Given, &net), None);
    }

    #[test]
    fn a_programme_tells_all_homes() {
        let line = |by, homes| ProgrammeLine { by, name: "x".into(), homes };
        let of =
            |lines: Vec<ProgrammeLine>| programme(Some(&PlannedProject { programme: lines, ..project() }));
        assert_eq!(of(vec![]), Some(Lack::Programme));
        assert_eq!(of(vec![line(ProgrammeBy::Type, 25), line(ProgrammeBy::Type, 15)]), None);
        assert_eq!(of(vec![line(ProgrammeBy::Size, 25)]), Some(Lack::ProgrammeInPart(25, 40)));
        // Rent says nothing of what a home asks of the grid.
        assert_eq!(of(vec![line(ProgrammeBy::RentClass, 40)]), Some(Lack::Programme));
        assert_eq!(programme(None), Some(Lack::OnNoList));
    }

    #[test]
    fn heat_goes_by_the_words_lists_use() {
        for (text, heat) in [
            ("air_source", Some(HeatConcept::AirSource)),
            ("lucht-water warmtepomp", Some(HeatConcept::AirSource)),
            ("Stadsverwarming", Some(HeatConcept::DistrictHeat)),
            ("hybride warmtepomp", Some(HeatConcept::Hybrid)),
            ("WKO", Some(HeatConcept::GroundSource)),
            ("ground_source", Some(HeatConcept::GroundSource)),
            ("district_heat", Some(HeatConcept::DistrictHeat)),
            ("warmtenet of luchtwarmtepomp", None),
            ("all-electric", None),
        ] {
            assert_eq!(heat_of(text), heat, "{text}");
        }
    }
}
