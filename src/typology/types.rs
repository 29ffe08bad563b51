//! Which panden are alike, and which few stand for most homes?

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{
    assess::{Owner, Verdict},
    lang::Lang,
    model::Form,
    overlay::ground::rectangle,
    params::TypeParams,
    survey::FoundPand,
    tables::SiteRow,
    wording::{number, whole},
};

/// What is known of optoppen at a pand that is not ruled out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Suitable.
    Suitable,
    /// Undecided.
    Undecided,
}

impl State {
    /// In a word.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Suitable => lang.pick("geschikt", "suitable"),
            Self::Undecided => lang.pick("onbeslist", "undecided"),
        }
    }
}

/// Who owns a pand, as far as it bears on how alike two are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owning {
    /// One corporatie holds every home.
    One,
    /// A corporatie holds some of them.
    Several,
    /// No corporatie of the holdings holds any.
    None,
    /// No holdings were given, or a row that was not linked may be about it.
    NotKnown,
}

impl Owning {
    fn of(pand: &FoundPand) -> Self {
        match (pand.survey.owner, pand.survey.facts.owner) {
            (Some(owner), _) if owner.share >= 1.0 => Self::One,
            (Some(owner), _) if owner.high() >= 1.0 => Self::NotKnown,
            (Some(_), _) => Self::Several,
            (None, Owner::Share(_)) => Self::None,
            (None, Owner::NotAsked) => Self::NotKnown,
        }
    }

    fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::One => lang.pick("één eigenaar", "one owner"),
            Self::Several => lang.pick("meer eigenaren", "several owners"),
            Self::None => lang.pick("niet in het bezit", "in no holdings"),
            Self::NotKnown => lang.pick("eigenaar onbekend", "owner not known"),
        }
    }
}

/// What panden of one type have in common: bands, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alike {
    bouwjaar: usize,
    storeys: usize,
    /// Whether the roof is measured; else the footprint is.
    roof_known: bool,
    roof: usize,
    depth: usize,
    owning: Owning,
}

/// One pand that may carry storeys.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// The pand.
    pub pand: &'a FoundPand,
    /// Its site.
    pub site: &'a SiteRow,
    /// What is known of it.
    pub state: State,
    /// Homes that can be added, expected; `None` when that cannot be said.
    pub homes: Option<u32>,
    /// Short side of the smallest rectangle around it, meters.
    pub depth_m: Option<f64>,
    /// What it has in common with others; `None` when bouwjaar, storeys or
    /// depth is not known.
    pub alike: Option<Alike>,
}

impl Member<'_> {
    /// What stands for it in words: what it is, behind that it stands alone
    /// where it does.
    #[must_use]
    pub fn words(&self, of: &Type, params: &TypeParams, lang: Lang) -> String {
        match (of.common, self.alike) {
            (Common::Alone, Some(alike)) => {
                format!("{}: {}", lang.pick("op zichzelf staand", "like no other"), alike.words(params, lang))
            }
            (common, _) => words(common, params, lang),
        }
    }
}

impl<'a> Member<'a> {
    fn new(
        pand: &'a FoundPand,
        site: &'a SiteRow,
        (state, homes): (State, Option<u32>),
        params: &TypeParams,
    ) -> Self {
        let depth_m = rectangle(&pand.footprint).map(|around| around.width_m);
        let facts = &pand.survey.facts;
        let roof = pand.survey.assessment.flat_roof.map(|roof| roof.value.0);
        let alike = || {
            let area = roof.or_else(|| Some(facts.footprint?.0))?;
            Some(Alike {
                bouwjaar: band(&params.bouwjaar_from.value, facts.bouwjaar?),
                storeys: band(&params.storeys_from.value, pand.storeys()?),
                roof_known: roof.is_some(),
                roof: band(&params.roof_m2_from.value, area),
                depth: band(&params.depth_m_from.value, depth_m?),
                owning: Owning::of(pand),
            })
        };
        Self { pand, site, state, homes, depth_m, alike: alike() }
    }

    /// Flat roof, m².
    #[must_use]
    pub fn roof_m2(&self) -> Option<f64> {
        self.pand.survey.assessment.flat_roof.map(|roof| roof.value.0)
    }
}

/// The place of a value among lower bounds: how many it reaches.
fn band<T: PartialOrd>(from: &[T], value: T) -> usize {
    from.partition_point(|bound| *bound <= value)
}

/// Panden and homes of one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Sum {
    /// Panden.
    pub panden: u64,
    /// Homes that can be added, expected, of those where it can be said.
    pub homes: u64,
    /// Panden of which it cannot be said.
    pub unsaid: u64,
}

/// What panden have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Common {
    /// All of this: they are of one type.
    Alike(Alike),
    /// That none of them is like any other.
    Alone,
    /// That something of each is not known, so that it cannot be told.
    Untold,
}

/// Panden that are alike; those that are like no other, and those of which it
/// cannot be told, are kept in the same way and are no type.
#[derive(Debug, Clone)]
pub struct Type {
    /// What they have in common.
    pub common: Common,
    /// Its panden, by their places in the list.
    pub members: Vec<usize>,
    /// Suitable ones.
    pub suitable: Sum,
    /// Undecided ones.
    pub undecided: Sum,
    /// Homes that are there now.
    pub existing: u64,
}

impl Type {
    /// Whether its panden are alike.
    #[must_use]
    pub fn is_told(&self) -> bool {
        matches!(self.common, Common::Alike(_))
    }
}

/// What types are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Homes on suitable panden.
    Suitable,
    /// Homes on undecided panden, where none is suitable.
    Undecided,
    /// Homes that are there now, where it cannot be said of any pand how many
    /// can be added.
    Existing,
}

impl Basis {
    /// What is counted, in a few words.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Suitable => lang.pick("woningen op geschikte panden", "homes on suitable panden"),
            Self::Undecided => lang.pick(
                "woningen op onbesliste panden (mogelijk, als wat ontbreekt meevalt)",
                "homes on undecided panden (possible, if what is missing turns out well)",
            ),
            Self::Existing => lang.pick(
                "woningen die er nu staan in onbesliste panden (hoeveel erbij kunnen is nog niet te zeggen)",
                "homes that stand now in undecided panden (how many can be added cannot be said yet)",
            ),
        }
    }
}

/// A pand that stands for a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pilot {
    /// The type, by its place.
    pub of: usize,
    /// The pand, by its place in the list.
    pub pand: usize,
    /// What it stands for, in what types are compared by.
    pub stands_for: u64,
}

/// All types of a run.
pub struct Types<'a> {
    /// Every pand that may carry storeys.
    pub members: Vec<Member<'a>>,
    /// The types: those that stand for most first, then the panden that are like
    /// no other, what cannot be told last.
    pub types: Vec<Type>,
    /// What they are compared by.
    pub basis: Basis,
}

impl<'a> Types<'a> {
    /// Puts the panden of the sites for optoppen together by what they have in
    /// common.
    #[must_use]
    pub fn new(sites: &'a [SiteRow], params: &TypeParams) -> Self {
        let optoppen = sites.iter().filter(|site| site.form == Form::Optoppen && site.verdict.has_homes());
        let members: Vec<Member<'a>> = optoppen
            .flat_map(|site| {
                let parts = site.members.iter().zip(&site.parts);
                parts.filter_map(move |(pand, part)| {
                    let state = match part.verdict {
                        Verdict::Suitable => State::Suitable,
                        Verdict::Undecided(_) => State::Undecided,
                        Verdict::Unsuitable(_) | Verdict::Unsayable(_) => return None,
                    };
                    Some(Member::new(pand, site, (state, part.homes.mid), params))
                })
            })
            .collect();
        let mut by_alike: BTreeMap<Option<Alike>, Vec<usize>> = BTreeMap::new();
        for (at, member) in members.iter().enumerate() {
            by_alike.entry(member.alike).or_default().push(at);
        }
        let mut by_common: BTreeMap<Common, Vec<usize>> = BTreeMap::new();
        for (alike, of) in by_alike {
            let common = match alike {
                None => Common::Untold,
                Some(_) if of.len() == 1 => Common::Alone,
                Some(alike) => Common::Alike(alike),
            };
            by_common.entry(common).or_default().extend(of);
        }
        let mut types: Vec<Type> = by_common
            .into_iter()
            .map(|(common, of)| Type {
                suitable: sum(&members, &of, State::Suitable),
                undecided: sum(&members, &of, State::Undecided),
                existing: existing(&members, &of),
                common,
                members: of,
            })
            .collect();
        let total = |of: fn(&Type) -> u64| types.iter().map(of).sum::<u64>();
        let basis = match (total(|one| one.suitable.homes), total(|one| one.undecided.homes)) {
            (1.., _) => Basis::Suitable,
            (0, 1..) => Basis::Undecided,
            (0, 0) => Basis::Existing,
        };
        let order = |one: &Type| {
            let homes = (one.suitable.homes, one.undecided.homes, one.existing);
            (!one.is_told(), one.common == Common::Untold, Reverse(homes), one.common)
        };
        types.sort_by_key(order);
        Self { members, types, basis }
    }

    /// What a type stands for.
    #[must_use]
    pub fn weight(&self, of: &Type) -> u64 {
        match self.basis {
            Basis::Suitable => of.suitable.homes,
            Basis::Undecided => of.undecided.homes,
            Basis::Existing => of.existing,
        }
    }

    /// What all types stand for, that of what cannot be told included.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.types.iter().map(|one| self.weight(one)).sum()
    }

    /// Panden and homes over all types.
    #[must_use]
    pub fn sum(&self, state: State) -> Sum {
        let all: Vec<usize> = (0..self.members.len()).collect();
        sum(&self.members, &all, state)
    }

    /// The `k` pilots that stand for most: types have no pand in common, so
    /// they are the `k` largest, each with the pand that stands for it. Of one
    /// corporatie by her panden alone, when one is named: types of which she
    /// has two at least.
    #[must_use]
    pub fn pilots(&self, k: usize, corporatie: Option<&str>) -> Vec<Pilot> {
        let hers = |at: &usize| {
            corporatie.is_none_or(|name| self.members[*at].site.called.corporatie.as_deref() == Some(name))
        };
        let counts = |at: &usize| match self.basis {
            Basis::Suitable => self.members[*at].state == State::Suitable,
            Basis::Undecided | Basis::Existing => self.members[*at].state == State::Undecided,
        };
        let mut pilots: Vec<Pilot> = self
            .types
            .iter()
            .enumerate()
            .filter(|(_, one)| one.is_told())
            .filter_map(|(of, one)| {
                let own: Vec<usize> = one.members.iter().copied().filter(hers).collect();
                if own.len() < 2 {
                    return None;
                }
                let panden: Vec<usize> = own.into_iter().filter(counts).collect();
                let stands_for = match self.basis {
                    Basis::Suitable => sum(&self.members, &panden, State::Suitable).homes,
                    Basis::Undecided => sum(&self.members, &panden, State::Undecided).homes,
                    Basis::Existing => existing(&self.members, &panden),
                };
                let pand = self.stands_for_type(&panden)?;
                (stands_for > 0).then_some(Pilot { of, pand, stands_for })
            })
            .collect();
        // Stable: of equal ones the order of the types stays.
        pilots.sort_by_key(|pilot| Reverse(pilot.stands_for));
        pilots.truncate(k);
        pilots
    }

    /// The pand that stands for others: of a site that is put forward before
    /// others, then of the highest score, then with most homes, then the first
    /// by identification.
    fn stands_for_type(&self, panden: &[usize]) -> Option<usize> {
        let order = |at: &usize| {
            let member = &self.members[*at];
            let site = member.site;
            let score = site.score().map_or(-1, tenths);
            let forward = site.is_on_shortlist();
            (Reverse(forward), Reverse(score), Reverse(member.homes), member.pand.survey.id)
        };
        panden.iter().copied().min_by_key(order)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a score between 0 and 100")]
fn tenths(score: f64) -> i64 {
    (score * 10.0).round() as i64
}

fn sum(members: &[Member<'_>], of: &[usize], state: State) -> Sum {
    let mut sum = Sum::default();
    for member in of.iter().map(|at| &members[*at]).filter(|member| member.state == state) {
        sum.panden += 1;
        sum.homes += u64::from(member.homes.unwrap_or(0));
        sum.unsaid += u64::from(member.homes.is_none());
    }
    sum
}

fn existing(members: &[Member<'_>], of: &[usize]) -> u64 {
    of.iter().map(|at| u64::from(members[*at].pand.survey.facts.homes.unwrap_or(0))).sum()
}

/// What panden of a type have in common, in words.
#[must_use]
pub fn words(common: Common, params: &TypeParams, lang: Lang) -> String {
    match common {
        Common::Alike(alike) => alike.words(params, lang),
        Common::Alone => lang
            .pick("op zichzelf staande panden: op geen ander lijkend", "panden that are like no other")
            .to_owned(),
        Common::Untold => lang
            .pick(
                "niet in te delen: bouwjaar, bouwlagen of diepte onbekend",
                "cannot be told: bouwjaar, storeys or depth not known",
            )
            .to_owned(),
    }
}

impl Alike {
    fn words(self, params: &TypeParams, lang: Lang) -> String {
        let years = &params.bouwjaar_from.value;
        let bouwjaar = match (self.bouwjaar.checked_sub(1), years.get(self.bouwjaar)) {
            (None, Some(to)) => format!("{} {to}", lang.pick("van vóór", "from before")),
            (Some(at), Some(to)) => format!("{}–{}", years[at], to - 1),
            (Some(at), None) => format!("{} {}", lang.pick("vanaf", "from"), years[at]),
            (None, None) => lang.pick("van elk bouwjaar", "of any bouwjaar").to_owned(),
        };
        let steps = &params.storeys_from.value;
        let lowest = self.storeys.checked_sub(1).map_or(1, |at| steps[at]);
        let storeys = match steps.get(self.storeys) {
            Some(to) if *to == lowest + 1 && lowest == 1 => lang.pick("1 laag", "1 storey").to_owned(),
            Some(to) if *to == lowest + 1 => format!("{lowest} {}", lang.pick("lagen", "storeys")),
            Some(to) => format!("{lowest}–{} {}", to - 1, lang.pick("lagen", "storeys")),
            None => format!("{lowest} {}", lang.pick("lagen of meer", "storeys or more")),
        };
        let what = if lowest >= params.high_rise_from.value {
            lang.pick("hoge flat", "high flat")
        } else if lowest >= params.mid_rise_from.value {
            lang.pick("middelhoge flat", "mid-rise flat")
        } else {
            lang.pick("laagbouw", "low-rise")
        };
        let roof = measured(&params.roof_m2_from.value, self.roof, "m²", lang);
        let roof = if self.roof_known {
            format!("{roof} {}", lang.pick("plat dak", "of flat roof"))
        } else {
            format!("{roof} {}", lang.pick("op de grond, dak onbekend", "of footprint, roof not known"))
        };
        let depth = measured(&params.depth_m_from.value, self.depth, "m", lang);
        let deep = lang.pick("diep", "deep");
        format!("{what} {bouwjaar}, {storeys}, {roof}, {depth} {deep}, {}", self.owning.word(lang))
    }
}

fn measured(from: &[f64], at: usize, unit: &str, lang: Lang) -> String {
    let shown = |value: f64| {
        if value.fract() == 0.0 { whole_of(value, lang) } else { number(value, 1, lang) }
    };
    match (at.checked_sub(1).map(|at| from[at]), from.get(at)) {
        (None, Some(to)) => format!("{} {} {unit}", lang.pick("tot", "up to"), shown(*to)),
        (Some(low), Some(to)) => format!("{}–{} {unit}", shown(low), shown(*to)),
        (Some(low), None) => format!("{} {} {unit}", lang.pick("vanaf", "from"), shown(low)),
        (None, None) => format!("{} {unit}", lang.pick("elke maat", "any size")),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a bound of a band")]
fn whole_of(value: f64, lang: Lang) -> String {
    whole(value as i64, lang)
}
