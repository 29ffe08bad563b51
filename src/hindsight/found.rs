//! Which panden gained homes or storeys, and what had the scan of then said?

use std::collections::{BTreeMap, BTreeSet};

use geo_types::MultiPolygon;

use super::{
    kind::{self, Kind},
    lift::{self, Interval},
    ranking::{Place, Ranking},
    state::State,
};
use crate::{
    assess::Verdict,
    error::Error,
    lang::{Said, say},
    model::{Form, PandId},
    record::Record,
    survey::{FoundPand, alone},
    wording,
};

/// A pand that gained homes or storeys.
#[derive(Debug, Clone)]
pub struct Gain {
    /// Identification.
    pub id: PandId,
    /// Its address then.
    pub address: Option<String>,
    /// Its footprint then, RD New.
    pub footprint: MultiPolygon<f64>,
    /// Year of construction then.
    pub bouwjaar: Option<u16>,
    /// Homes in use, then and now.
    pub homes: (u32, u32),
    /// Registered floor of all units in use, then and now, m².
    pub area: (Option<f64>, Option<f64>),
    /// Footprint, then and now, m².
    pub footprint_m2: (Option<f64>, Option<f64>),
    /// Storeys by registered floor, then and now, when they became more.
    pub storeys: Option<(u32, u32)>,
    /// What the gain of homes seems to be; `None` without one.
    pub kind: Option<Kind>,
    /// Where the scan of then had ranked it; `None` when no form gave it a place.
    pub place: Option<Place>,
    /// The same with the heights of now.
    pub place_with_heights: Option<Place>,
    /// What each form said of it, for a pand without a place.
    pub why_not: BTreeMap<Form, WhyNot>,
}

impl Gain {
    /// Whether homes were added.
    #[must_use]
    pub fn has_homes(&self) -> bool {
        self.kind.is_some()
    }

    /// How many.
    #[must_use]
    pub fn n_homes(&self) -> u32 {
        self.homes.1.saturating_sub(self.homes.0)
    }
}

/// Why a form gave a pand no place.
#[derive(Debug, Clone)]
pub struct WhyNot {
    /// The rule, in a few words.
    pub rule: Said,
    /// The same with its numbers.
    pub said: Said,
}

/// A part of the panden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A tenth of those with a place, 1 the best.
    Tenth(u32),
    /// All with a place.
    Ranked,
    /// Those without.
    Rest,
    /// All in use.
    All,
}

/// A part of the panden, and how many of them gained homes.
#[derive(Debug, Clone)]
pub struct Band {
    /// Which part.
    pub part: Part,
    /// Panden.
    pub n: u64,
    /// Of these, those that gained homes.
    pub gained: u64,
    /// Their share, with the interval of Wilson.
    pub share: Option<Interval>,
    /// How much more often than all panden in use, with the exact interval.
    pub lift: Option<Interval>,
    /// How much more often than the ranked panden.
    pub lift_ranked: Option<Interval>,
}

/// Counts of a look back.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Panden in use on the first day.
    pub panden: u64,
    /// Of these, not in use any more on the last day.
    pub gone: u64,
    /// Of these, with fewer homes.
    pub lost: u64,
    /// Of these, with more homes.
    pub gained: u64,
    /// Of these, with three more or above.
    pub gained_three: u64,
    /// Homes these gained.
    pub homes_gained: u64,
    /// Panden with more storeys by registered floor, and no more homes.
    pub storeys_alone: u64,
    /// Panden that were not there or not in use, and have homes on the last day.
    pub new_panden: u64,
    /// Their homes.
    pub new_homes: u64,
    /// Panden in use with a place.
    pub ranked: u64,
    /// Of these, with more homes.
    pub ranked_gained: u64,
    /// What the gains seem to be: panden and homes.
    pub kinds: BTreeMap<Kind, (u64, u64)>,
}

/// What became of a pand.
#[derive(Clone, Copy)]
struct Changed {
    kind: Option<Kind>,
    storeys: Option<(u32, u32)>,
}

/// All that is found.
pub(super) struct Found {
    pub counts: Counts,
    /// Most homes first, then by identification; those with storeys alone last.
    pub gains: Vec<Gain>,
    pub ranking: Ranking,
    /// With the heights of now, where these were given.
    pub with_heights: Option<Ranking>,
}

/// Panden in use then that the scan knows: of an area those in it.
pub(super) fn counted(record: &Record, then: &State) -> Result<BTreeSet<PandId>, Error> {
    let ids = record.map_panden(|pand| Some(pand.survey.id))?;
    Ok(ids.into_iter().filter(|id| then.panden.get(id).is_some_and(|pand| pand.in_use)).collect())
}

impl Found {
    pub fn new(
        record: &Record,
        counted: &BTreeSet<PandId>,
        days: (&State, &State),
        first_year: u16,
        ranking: Ranking,
        with_heights: Option<Ranking>,
    ) -> Result<Self, Error> {
        let (then, now) = days;
        let mut counts =
            Counts { panden: counted.len() as u64, ranked: ranking.all.len() as u64, ..Counts::default() };
        let mut changed: BTreeMap<PandId, Changed> = BTreeMap::new();
        for id in counted {
            let was = &then.panden[id];
            let Some(is) = now.panden.get(id).filter(|pand| pand.in_use) else {
                counts.gone += 1;
                continue;
            };
            counts.lost += u64::from(is.n_homes() < was.n_homes());
            let storeys = kind::storeys(was, is, &record.params.optoppen);
            let gained = is.n_homes() > was.n_homes();
            let kind = gained.then(|| Kind::of(*id, was, is, then, first_year));
            if let Some(kind) = kind {
                let homes = u64::from(is.n_homes() - was.n_homes());
                counts.gained += 1;
                counts.gained_three += u64::from(homes >= 3);
                counts.homes_gained += homes;
                counts.ranked_gained += u64::from(ranking.all.contains_key(id));
                let of_kind = counts.kinds.entry(kind).or_default();
                *of_kind = (of_kind.0 + 1, of_kind.1 + homes);
            }
            counts.storeys_alone += u64::from(!gained && storeys.is_some());
            if gained || storeys.is_some() {
                changed.insert(*id, Changed { kind, storeys });
            }
        }
        for (id, is) in now.panden.iter().filter(|(_, pand)| pand.in_use && pand.n_homes() > 0) {
            if then.panden.get(id).is_none_or(|was| !was.in_use) {
                counts.new_panden += 1;
                counts.new_homes += u64::from(is.n_homes());
            }
        }
        let gain = |pand: FoundPand| {
            let id = pand.survey.id;
            let Changed { kind, storeys } = *changed.get(&id)?;
            let (was, is) = (&then.panden[&id], &now.panden[&id]);
            let place = ranking.all.get(&id).cloned();
            let forms = super::FORMS.iter().filter(|_| place.is_none());
            Some(Gain {
                id,
                address: pand.survey.address.clone(),
                bouwjaar: was.bouwjaar,
                homes: (was.n_homes(), is.n_homes()),
                area: (was.total(), is.total()),
                footprint_m2: (was.footprint, is.footprint),
                storeys,
                kind,
                why_not: forms.map(|form| (*form, why_not(*form, &pand, record))).collect(),
                place_with_heights: with_heights.as_ref().and_then(|ranking| ranking.all.get(&id).cloned()),
                place,
                footprint: pand.footprint,
            })
        };
        let mut gains = record.map_panden(gain)?;
        gains.sort_by(|a, b| {
            let first = b.has_homes().cmp(&a.has_homes());
            first.then_with(|| b.n_homes().cmp(&a.n_homes())).then_with(|| a.id.cmp(&b.id))
        });
        Ok(Self { counts, gains, ranking, with_heights })
    }

    /// The tenths of a ranking, what has no place, and all.
    pub fn bands(&self, ranking: &Ranking) -> Vec<Band> {
        self.bands_of(&ranking.all)
    }

    /// The best tenth of each form alone, with all panden it ranks.
    pub fn by_form<'a>(&'a self, ranking: &'a Ranking) -> impl Iterator<Item = (Form, u64, u64, Band)> + 'a {
        ranking.by_form.iter().filter_map(|(form, places)| {
            let band = self.bands_of(places).into_iter().next()?;
            Some((*form, places.len() as u64, self.gained_in(places, |_| true), band))
        })
    }

    fn bands_of(&self, places: &BTreeMap<PandId, Place>) -> Vec<Band> {
        let (all, hits) = (self.counts.panden, self.counts.gained);
        let (ranked, ranked_hits) = (places.len() as u64, self.gained_in(places, |_| true));
        let band = |part: Part, n: u64, gained: u64| Band {
            part,
            n,
            gained,
            share: lift::wilson(gained, n),
            lift: lift::lift(gained, hits, n, all).filter(|_| part != Part::All),
            lift_ranked: lift::lift(gained, ranked_hits, n, ranked)
                .filter(|_| matches!(part, Part::Tenth(_))),
        };
        let tenths = (1..=10).filter_map(|tenth| {
            let n = places.values().filter(|place| place.tenth == tenth).count() as u64;
            let gained = self.gained_in(places, |place| place.tenth == tenth);
            (n > 0).then(|| band(Part::Tenth(tenth), n, gained))
        });
        let sums = [
            band(Part::Ranked, ranked, ranked_hits),
            band(Part::Rest, all - ranked, hits - ranked_hits),
            band(Part::All, all, hits),
        ];
        tenths.chain(sums).collect()
    }

    fn gained_in(&self, places: &BTreeMap<PandId, Place>, of: impl Fn(&Place) -> bool) -> u64 {
        let gained = self.gains.iter().filter(|gain| gain.has_homes());
        gained.filter(|gain| places.get(&gain.id).is_some_and(&of)).count() as u64
    }
}

/// What a form said of a pand by itself.
fn why_not(form: Form, pand: &FoundPand, record: &Record) -> WhyNot {
    let survey = &pand.survey;
    let (verdict, checks, homes) = match form {
        Form::Optoppen => {
            let assessment = &survey.assessment;
            (assessment.verdict, assessment.checks.clone(), assessment.homes)
        }
        form => match alone(form, survey, &pand.footprint, &record.layers, &record.params) {
            Some(answer) => (answer.verdict, answer.checks, answer.homes),
            None => {
                let said = say!("er is niets voor", "there is nothing for it");
                return WhyNot { rule: said.clone(), said };
            }
        },
    };
    let least = record.params.optoppen.homes_min_pand.value;
    let rule = match (verdict, homes.high) {
        (Verdict::Unsuitable(reason), _) => Said::by(|lang| wording::reason(reason, lang).to_owned()),
        (_, Some(high)) if high < least => {
            return WhyNot {
                rule: say!("te weinig woningen voor een project", "too few homes for a project"),
                said: say!(
                    "te weinig woningen voor een project (hoogstens {high}, minstens {least})",
                    "too few homes for a project ({high} at most, at least {least})"
                ),
            };
        }
        (verdict, _) => Said::by(|lang| wording::reason_sentence(verdict, &checks, lang)),
    };
    WhyNot { rule, said: Said::by(|lang| wording::reason_sentence(verdict, &checks, lang)) }
}
