//! Which homes come, and where, when a rule gives way?

use std::{collections::BTreeMap, ops};

use geo_types::MultiPolygon;
use serde::Serialize;

use crate::{
    assess::{Homes, Verdict, lift::Rule, parking::ParkingOutcome},
    lang::{Lang, Said},
    model::{Form, GridCode},
    record::Answer,
    survey::ByState,
    tables::{SiteRow, sentence},
    wording,
};

/// What homes are counted by. Every measure counts the forms of a location
/// that go together, nothing twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// All of them.
    Together,
    /// Those whose cars find places: known to fit on the plot or in the street.
    Parked,
    /// Those where the grid map is known to show no queue.
    WithoutQueue,
}

impl Measure {
    /// What a rule is measured by: parking and the grid rule no homes out, they
    /// decide under what conditions homes come.
    #[must_use]
    pub fn of(rule: Rule) -> Self {
        match rule {
            Rule::ParkingNorm | Rule::StreetLimit => Self::Parked,
            Rule::GridCode => Self::WithoutQueue,
            _ => Self::Together,
        }
    }

    /// The homes of a site that count.
    #[must_use]
    pub fn homes(self, site: &SiteRow) -> Tally {
        let counts = site.choice.in_set
            && match self {
                Self::Together => true,
                Self::Parked => is_parked(site),
                Self::WithoutQueue => site.grid.code.is_some_and(|code: GridCode| !code.has_queue()),
            };
        if counts { Tally::of(site.homes_by_state()) } else { Tally::default() }
    }
}

/// Whether the cars of all that goes together here are known to find places;
/// not where no norm is in force or nobody counted.
fn is_parked(site: &SiteRow) -> bool {
    let known = site.parking.as_ref().is_some_and(|parking| parking.outcome != ParkingOutcome::Unknown);
    let together = site.choice.set.parking.map(|parking| parking.balance.outcome);
    known && matches!(together, Some(ParkingOutcome::FitsOnPlot | ParkingOutcome::FitsOnStreet))
}

/// Homes by estimate, more or fewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Amount {
    /// Cautious.
    pub low: i64,
    /// Expected, over those where it can be said.
    pub mid: i64,
    /// Hopeful.
    pub high: i64,
}

impl Amount {
    fn of(homes: Homes) -> Self {
        Self {
            low: i64::from(homes.low.unwrap_or(0)),
            mid: i64::from(homes.mid.unwrap_or(0)),
            high: i64::from(homes.high.unwrap_or(0)),
        }
    }
}

impl ops::Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, mid: self.mid + other.mid, high: self.high + other.high }
    }
}

impl ops::Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { low: self.low - other.low, mid: self.mid - other.mid, high: self.high - other.high }
    }
}

/// Homes by what is known of them, more or fewer; never one figure over both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// On what is suitable.
    pub suitable: Amount,
    /// On what is undecided.
    pub undecided: Amount,
}

impl Tally {
    fn of(homes: ByState) -> Self {
        Self { suitable: Amount::of(homes.suitable), undecided: Amount::of(homes.undecided) }
    }

    /// What an order goes by: what comes, decided or not. What becomes suitable
    /// and was undecided counts once; what was suitable and becomes undecided
    /// does not count as coming.
    #[must_use]
    pub fn comes(self) -> (i64, i64) {
        let (suitable, undecided) = (self.suitable.mid, self.undecided.mid);
        (suitable + undecided.max(0), suitable)
    }

    /// Whether nothing is another.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

impl ops::Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { suitable: self.suitable + other.suitable, undecided: self.undecided + other.undecided }
    }
}

impl ops::Sub for Tally {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { suitable: self.suitable - other.suitable, undecided: self.undecided - other.undecided }
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), ops::Add::add)
    }
}

/// A site whose homes count more, or less, when a rule gives way.
#[derive(Debug, Clone)]
pub struct Moved {
    /// Its identification.
    pub id: String,
    /// Its form.
    pub form: Form,
    /// Gemeente, by its name or else its code.
    pub gemeente: Option<String>,
    /// Buurt.
    pub buurt: Option<String>,
    /// Corporatie.
    pub corporatie: Option<String>,
    /// Complex.
    pub complex: Option<String>,
    /// Address of its largest pand.
    pub address: Option<String>,
    /// Verdict in the run; `None` when it was no site.
    pub before: Option<Verdict>,
    /// Why, in the run.
    pub why: Said,
    /// Verdict when the rule gives way; `None` when it is no site any more.
    pub after: Option<Verdict>,
    /// Homes more.
    pub more: Tally,
    /// Footprints, strips or plot, RD New.
    pub geometry: MultiPolygon<f64>,
}

impl Moved {
    /// Whether its homes were undecided, and some are suitable now.
    fn becomes_suitable(&self) -> bool {
        self.more.undecided.mid < 0 && self.more.suitable.mid > 0
    }
}

/// Homes of one state that go and come; the net is what comes less the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flow {
    /// That were undecided and are suitable now.
    pub become_suitable: i64,
    /// That go together no more: another form, or the cars.
    pub give_way: i64,
    /// That come.
    pub come: i64,
}

/// What comes when rules give way.
#[derive(Debug, Clone)]
pub struct Unlocked {
    /// What counts.
    pub measure: Measure,
    /// Homes that count in the run.
    pub before: Tally,
    /// Homes that count when the rules give way.
    pub after: Tally,
    /// Homes more of all that goes together, whatever is measured.
    pub together: Tally,
    /// Sites suitable, and undecided, in the run and then.
    pub sites: [(u64, u64); 2],
    /// Homes more of each form by itself, whatever goes together.
    pub alone: BTreeMap<Form, Tally>,
    /// The sites that count more or less, by identification.
    pub moved: Vec<Moved>,
}

impl Unlocked {
    /// Homes more.
    #[must_use]
    pub fn more(&self) -> Tally {
        self.after - self.before
    }

    /// Homes more by form.
    pub(super) fn by_form(&self) -> BTreeMap<Form, Tally> {
        let mut forms: BTreeMap<Form, Tally> = BTreeMap::new();
        for site in &self.moved {
            let form = forms.entry(site.form).or_default();
            *form = *form + site.more;
        }
        forms
    }

    /// What the homes of one state come to: what goes and what comes, by why.
    pub(super) fn flow(&self, of: impl Fn(Tally) -> i64) -> Flow {
        let mut flow = Flow::default();
        for site in &self.moved {
            match of(site.more) {
                more @ 0.. => flow.come += more,
                more if site.becomes_suitable() => flow.become_suitable -= more,
                more => flow.give_way -= more,
            }
        }
        flow
    }

    pub(super) fn new(measure: Measure, before: &Answer, after: &Answer) -> Self {
        let pairs = before.paired(after).into_iter();
        let mut moved: Vec<Moved> = pairs.filter_map(|(was, is)| moves(measure, was, is)).collect();
        moved.sort_by(|a, b| a.id.cmp(&b.id));
        let all =
            |answer: &Answer, by: Measure| -> Tally { answer.sites.iter().map(|site| by.homes(site)).sum() };
        let sites = |answer: &Answer| {
            let forms = || answer.counts.forms.values();
            (forms().map(|form| form.suitable).sum(), forms().map(|form| form.undecided).sum())
        };
        Self {
            measure,
            before: all(before, measure),
            after: all(after, measure),
            together: all(after, Measure::Together) - all(before, Measure::Together),
            sites: [sites(before), sites(after)],
            alone: alone(before, after),
            moved,
        }
    }
}

/// What is more of each form by itself.
fn alone(before: &Answer, after: &Answer) -> BTreeMap<Form, Tally> {
    let mut forms: BTreeMap<Form, Tally> = BTreeMap::new();
    for site in &after.sites {
        let form = forms.entry(site.form).or_default();
        *form = *form + Tally::of(site.homes_by_state());
    }
    for site in &before.sites {
        let form = forms.entry(site.form).or_default();
        *form = *form - Tally::of(site.homes_by_state());
    }
    forms
}

fn moves(measure: Measure, before: Option<&SiteRow>, after: Option<&SiteRow>) -> Option<Moved> {
    let homes = |site: Option<&SiteRow>| site.map_or_else(Tally::default, |site| measure.homes(site));
    let more = homes(after) - homes(before);
    let site = after.or(before).filter(|_| !more.is_none())?;
    let called = &site.called;
    Some(Moved {
        id: site.id.clone(),
        form: site.form,
        gemeente: called.gemeente_name().map(str::to_owned),
        buurt: called.buurt.clone().or_else(|| called.buurt_code.clone()),
        corporatie: called.corporatie.clone(),
        complex: called.complex.clone(),
        address: site.address.clone(),
        before: before.map(|site| site.verdict),
        why: Said::by(|lang| why(before, lang)),
        after: after.map(|site| site.verdict),
        more,
        geometry: site.geometry.clone(),
    })
}

/// Why it did not count.
fn why(before: Option<&SiteRow>, lang: Lang) -> String {
    before.map_or_else(
        || lang.pick("was geen mogelijkheid", "was no site").to_owned(),
        |site| match sentence(site, lang) {
            none if none.is_empty() => wording::verdict(site.verdict, lang).to_owned(),
            why => why,
        },
    )
}
