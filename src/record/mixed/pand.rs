//! One pand of two runs, as it would be with part of what is known of it from
//! the one and the rest from the other.

use std::collections::BTreeMap;

use geo_types::MultiPolygon;

use super::source::{Differences, Source};
use crate::{
    assess::{Owner, optoppen::Facts},
    config::InputRole,
    link::{Complex, ComplexId, OwnerShare},
    params::Params,
    survey::{FoundPand, Hit, Layers, Place, Survey, on_vacancy_map, restrictions},
};

/// The first or the second run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

impl Side {
    pub const BOTH: [Self; 2] = [Self::Before, Self::After];

    /// That of a pair.
    pub fn of<T>(self, [before, after]: [T; 2]) -> T {
        match self {
            Self::Before => before,
            Self::After => after,
        }
    }
}

/// What is known of a pand, by the input that tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Bouwjaar, status, outline.
    Register,
    /// Homes and other units.
    Units,
    /// Whose it is, and what she says of it.
    Holdings,
    /// Heights and roof.
    Roof,
    /// Grid by postcode.
    Postcodes,
}

impl Told {
    pub const ALL: [Self; 5] = [Self::Register, Self::Units, Self::Holdings, Self::Roof, Self::Postcodes];

    /// The input that tells it.
    pub fn role(self) -> InputRole {
        match self {
            Self::Register => InputRole::Panden,
            Self::Units => InputRole::Verblijfsobjecten,
            Self::Holdings => InputRole::Bezit,
            Self::Roof => InputRole::Heights,
            Self::Postcodes => InputRole::GridPostcodes,
        }
    }

    /// Whether two runs were told the same.
    pub fn is_same(self, pair: [&FoundPand; 2], runs: [Around<'_>; 2]) -> bool {
        let [a, b] = pair.map(|pand| &pand.survey);
        let (f, g) = (&a.facts, &b.facts);
        match self {
            Self::Register => {
                (f.status, f.bouwjaar) == (g.status, g.bouwjaar) && pair[0].footprint == pair[1].footprint
            }
            Self::Units => {
                (f.homes, f.units, f.partly, f.oppervlakte) == (g.homes, g.units, g.partly, g.oppervlakte)
                    && (&a.address, &a.woonplaats, &a.pc6) == (&b.address, &b.woonplaats, &b.pc6)
                    && (a.units_estimated, a.rows_disagree) == (b.units_estimated, b.rows_disagree)
                    && (&a.home_areas, &a.others) == (&b.home_areas, &b.others)
            }
            Self::Holdings => {
                let owner = |survey: &Survey, around: Around<'_>| {
                    let named = |owner: OwnerShare| {
                        let whose = around.complexes.get(owner.complex as usize).cloned();
                        (whose, OwnerShare { complex: 0, ..owner })
                    };
                    survey.owner.map(named)
                };
                let vacant = |survey: &Survey, around: Around<'_>| said_vacant(survey, around.layers);
                f.owner == g.owner
                    && owner(a, runs[0]) == owner(b, runs[1])
                    && (f.demolition_year, f.renovation_year) == (g.demolition_year, g.renovation_year)
                    && (f.lift, f.structure_ok, f.foundation_ok) == (g.lift, g.structure_ok, g.foundation_ok)
                    && (&a.labels, a.roof_permit_year, a.rebuild_ratio)
                        == (&b.labels, b.roof_permit_year, b.rebuild_ratio)
                    && vacant(a, runs[0]) == vacant(b, runs[1])
            }
            Self::Roof => f.roof == g.roof && a.no_height == b.no_height,
            Self::Postcodes => a.postcodes == b.postcodes,
        }
    }

    /// The sources by which two runs were told otherwise, as far as they
    /// differ: what was told by several that differ is of them together.
    pub fn sources(self, pair: [&FoundPand; 2], runs: [Around<'_>; 2], all: &Differences) -> Vec<usize> {
        let of = |role: InputRole| all.input(role);
        let panden = || of(InputRole::Panden).into_iter().collect();
        let units = || of(InputRole::Verblijfsobjecten).or_else(|| of(InputRole::Panden));
        match self {
            Self::Register => panden(),
            Self::Units => units().into_iter().collect(),
            Self::Holdings => match of(InputRole::Bezit) {
                // Who owns how much goes by the homes there are.
                Some(bezit) if Self::Units.is_same(pair, runs) => vec![bezit],
                bezit => bezit.into_iter().chain(units()).collect(),
            },
            Self::Roof => {
                let by_ahn = pair
                    .iter()
                    .any(|pand| pand.survey.facts.roof.from.is_estimate() || pand.survey.no_height.is_some());
                let ahn =
                    |source: &Source| matches!(source, Source::Norm(key) if key.starts_with("optoppen.ahn_"));
                let outline = of(InputRole::Panden).filter(|_| pair[0].footprint != pair[1].footprint);
                let measured = outline.into_iter().chain(all.all(ahn)).filter(|_| by_ahn);
                of(InputRole::Heights).into_iter().chain(measured).collect()
            }
            Self::Postcodes => {
                let moved = pair[0].survey.pc6 != pair[1].survey.pc6;
                of(InputRole::GridPostcodes).into_iter().chain(units().filter(|_| moved)).collect()
            }
        }
    }
}

/// What the positions that a pand of one run holds stand for.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub layers: &'a Layers,
    pub complexes: &'a [Complex],
}

/// Which run each source is taken from.
pub(super) struct Mix<'a> {
    pub all: &'a Differences,
    /// Of each difference whether it is as in the second run.
    pub of_after: &'a [bool],
}

impl Mix<'_> {
    /// The second run, where all that something rests on is as there.
    pub fn side(&self, sources: &[usize]) -> Side {
        let all = !sources.is_empty() && sources.iter().all(|at| self.of_after[*at]);
        if all { Side::After } else { Side::Before }
    }

    /// The run that a source is taken from; where it does not differ, the one
    /// whose panden there are.
    pub fn of(&self, source: &Source) -> Side {
        self.all.at(source).map_or_else(|| self.common(), |at| self.side(&[at]))
    }

    /// The run of an input.
    pub fn input(&self, role: InputRole) -> Side {
        self.of(&Source::Input(role))
    }

    /// The run whose panden there are, and of all in which none differs.
    pub fn common(&self) -> Side {
        match self.presence() {
            none if none.is_empty() => {
                let all = self.of_after.iter().all(|taken| *taken);
                if all { Side::After } else { Side::Before }
            }
            some => self.side(&some),
        }
    }

    /// What decides which panden there are.
    pub fn presence(&self) -> Vec<usize> {
        let roles = [InputRole::Panden, InputRole::Area];
        roles.into_iter().filter_map(|role| self.all.input(role)).collect()
    }

    /// The run of which all that bears on something is; `None` when it is of both.
    pub fn whole(&self, bears: impl Fn(&Source) -> bool) -> Option<Side> {
        let mut sides = self.all.all(bears).into_iter().map(|at| self.side(&[at]));
        let first = sides.next().unwrap_or_else(|| self.common());
        sides.all(|side| side == first).then_some(first)
    }
}

/// What a pand that is mixed is held against.
pub(super) struct Onto<'a> {
    pub mix: Mix<'a>,
    pub runs: [Around<'a>; 2],
    /// The maps as they are mixed.
    pub layers: &'a Layers,
    /// The norms as they are mixed.
    pub params: &'a Params,
    /// The complexes as they are mixed, by name.
    pub complexes: BTreeMap<&'a Complex, ComplexId>,
    /// Whether holdings are given in the mix.
    pub held: bool,
    /// The run whose order the restrictions have; `None` when they are of both.
    pub restrictions: Option<Side>,
}

impl Onto<'_> {
    /// The pand; `None` when it is not there.
    pub fn pand(&self, pair: [Option<&FoundPand>; 2]) -> Option<FoundPand> {
        let told = match pair {
            [Some(a), Some(b)] => {
                let pair = [a, b];
                Told::ALL.map(|told| {
                    let sources = || told.sources(pair, self.runs, self.mix.all);
                    let same = told.is_same(pair, self.runs);
                    if same { self.mix.common() } else { self.mix.side(&sources()) }
                })
            }
            [Some(_), None] => [self.present(Side::Before)?; Told::ALL.len()],
            [None, Some(_)] => [self.present(Side::After)?; Told::ALL.len()],
            [None, None] => return None,
        };
        let of = |told: Side| told.of(pair);
        let [register, units, holdings, roof, postcodes] = told;
        let (of_register, of_units) = (of(register)?, of(units)?);
        let (of_holdings, of_roof) = (of(holdings)?, of(roof)?);
        let footprint = of_register.footprint.clone();
        let mut facts = Facts {
            status: of_register.survey.facts.status,
            bouwjaar: of_register.survey.facts.bouwjaar,
            footprint: of_register.survey.facts.footprint,
            roof: of_roof.survey.facts.roof,
            homes: of_units.survey.facts.homes,
            units: of_units.survey.facts.units,
            partly: of_units.survey.facts.partly,
            oppervlakte: of_units.survey.facts.oppervlakte,
            rijksmonument: None,
            exclusions: None,
            limit: None,
            heritage_near: None,
            flagged: None,
            ..of_holdings.survey.facts.clone()
        };
        let owner = of_holdings.survey.owner.filter(|_| self.held).and_then(|owner| {
            let complex = holdings.of(self.runs).complexes.get(owner.complex as usize)?;
            Some(OwnerShare { complex: *self.complexes.get(complex)?, ..owner })
        });
        if !self.held {
            facts.owner = Owner::NotAsked;
        }
        let hits = self.restrictions(pair, &footprint, &mut facts);
        let on_map = on_vacancy_map(&hits, self.layers);
        let vacant = said_vacant(&of_holdings.survey, holdings.of(self.runs).layers).or(on_map);
        let survey = Survey {
            id: of_register.survey.id,
            place: self.place(pair, &footprint),
            vacant,
            labels: of_holdings.survey.labels.clone(),
            roof_permit_year: of_holdings.survey.roof_permit_year,
            rebuild_ratio: of_holdings.survey.rebuild_ratio,
            owner,
            postcodes: of(postcodes)?.survey.postcodes,
            no_height: of_roof.survey.no_height,
            facts,
            hits,
            ..of_units.survey.clone()
        };
        Some(FoundPand { survey, footprint })
    }

    /// That run, when what decides which panden there are is of it.
    fn present(&self, side: Side) -> Option<Side> {
        (self.mix.side(&self.mix.presence()) == side).then_some(side)
    }

    /// The pand of a run that has this outline.
    fn measured<'p>(
        pair: [Option<&'p FoundPand>; 2],
        side: Side,
        footprint: &MultiPolygon<f64>,
    ) -> Option<&'p FoundPand> {
        side.of(pair).filter(|pand| pand.footprint == *footprint)
    }

    /// Where it lies: as a run measured it, where outline and maps are all of
    /// that run, else measured again.
    fn place(&self, pair: [Option<&FoundPand>; 2], footprint: &MultiPolygon<f64>) -> Option<Place> {
        if footprint.0.is_empty() {
            return None;
        }
        let whole = self.mix.whole(Source::bears_on_place);
        if let Some(pand) = whole.and_then(|side| Self::measured(pair, side, footprint)) {
            return pand.survey.place.clone();
        }
        let mut place = Place::of(footprint, self.layers, self.params, &mut Vec::new());
        // Of cells only those under the panden of a location are kept.
        let side = self.mix.input(InputRole::Water);
        if let Some(pand) = Self::measured(pair, side, footprint) {
            place.water = pand.survey.place.as_ref().and_then(|place| place.water);
        }
        Some(place)
    }

    /// The restrictions at it, and what they do to the facts; in the same way.
    fn restrictions(
        &self,
        pair: [Option<&FoundPand>; 2],
        footprint: &MultiPolygon<f64>,
        facts: &mut Facts,
    ) -> Vec<Hit> {
        if footprint.0.is_empty() {
            return Vec::new();
        }
        let whole =
            self.mix.whole(Source::bears_on_restrictions).filter(|side| self.restrictions == Some(*side));
        let same = whole.and_then(|side| Self::measured(pair, side, footprint));
        match same.filter(|pand| pand.survey.facts.roof.maaiveld == facts.roof.maaiveld) {
            Some(pand) => {
                let measured = &pand.survey.facts;
                facts.rijksmonument = measured.rijksmonument;
                facts.exclusions = measured.exclusions;
                facts.limit = measured.limit;
                facts.heritage_near = measured.heritage_near;
                facts.flagged = measured.flagged;
                pand.survey.hits.clone()
            }
            None => restrictions(footprint, self.layers, self.params, facts),
        }
    }
}

/// Whether the holdings say that it stands empty: what a run knows, where no
/// map of what stands empty says the same.
fn said_vacant(survey: &Survey, layers: &Layers) -> Option<bool> {
    survey.vacant.filter(|vacant| on_vacancy_map(&survey.hits, layers) != Some(*vacant))
}
