//! What would a run give with part of what it rests on from another?
//!
//! Two runs hold the same facts of the same panden, each told by an input. So
//! the rules can be asked of a mix: all as in the first run, and one input or
//! norm as in the second, or the other way round. Where outline and maps are of
//! one run what it measured stands; where they are mixed the pand is measured
//! again on the maps both runs kept. The ground is the exception: plots and the
//! ground before end walls are of the run that all they were cut by is of.

mod pand;
mod source;

use std::collections::{BTreeMap, BTreeSet};

use geo_types::MultiPolygon;
use rayon::prelude::*;

use self::{
    pand::{Around, Mix, Onto, Side, Told},
    source::Differences,
};
use super::{Answer, FILE, Maps, Record, ask, file::damaged, joins};
use crate::{
    assess::optoppen::{Assessment, Facts},
    config::InputRole,
    error::Error,
    interrupt,
    lang::say,
    link::Complex,
    model::{Effect, Form, PandId},
    survey::{FoundPand, FoundPlot, OnGround, Surroundings, locations, restrictions},
    tables::Names,
};

pub use source::{Difference, Files, Source};

/// Two finished runs, to be mixed.
pub struct Runs<'a> {
    before: &'a Record,
    after: &'a Record,
    differences: Differences,
    /// Every pand of either, by identification.
    panden: Vec<[Option<FoundPand>; 2]>,
    /// Whether the panden stand otherwise: one that is there, its outline or
    /// its status.
    stand_otherwise: bool,
    plots: [Vec<FoundPlot>; 2],
    on_ground: [BTreeMap<String, OnGround>; 2],
}

impl<'a> Runs<'a> {
    /// Reads both, and sees in what they differ.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when a record is damaged, [`Error::Interrupted`].
    pub fn new(before: &'a Record, after: &'a Record) -> Result<Self, Error> {
        let maps = [before.file.entry::<Maps<'static>>("maps")?, after.file.entry("maps")?];
        let differences = Differences::of(before, after, [&maps[0], &maps[1]]);
        let plots = [before.plots()?, after.plots()?];
        let on_ground = [before.file.entry("ground")?, after.file.entry("ground")?];
        let panden = pairs(all_panden(before)?, all_panden(after)?);
        let stand = |pair: &[Option<FoundPand>; 2]| match pair {
            [Some(a), Some(b)] => {
                a.footprint == b.footprint && a.survey.facts.status == b.survey.facts.status
            }
            _ => false,
        };
        let stand_otherwise = !panden.par_iter().all(stand);
        let mut runs = Self { before, after, differences, panden, stand_otherwise, plots, on_ground };
        runs.told_otherwise();
        Ok(runs)
    }

    /// The first and the second.
    #[must_use]
    pub fn records(&self) -> [&'a Record; 2] {
        [self.before, self.after]
    }

    /// The inputs and norms in which they differ.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences.list
    }

    /// How many panden are in the first alone, in both, and in the second alone.
    #[must_use]
    pub fn n_panden(&self) -> [usize; 3] {
        let n = |holds: fn(&[Option<FoundPand>; 2]) -> bool| {
            self.panden.iter().filter(|pair| holds(pair)).count()
        };
        [n(|[_, after]| after.is_none()), n(|pair| pair.iter().all(Option::is_some)), n(|[a, _]| a.is_none())]
    }

    /// A pand as each run has it.
    #[must_use]
    pub fn pand(&self, id: PandId) -> [Option<&FoundPand>; 2] {
        let of = |pair: &[Option<FoundPand>; 2]| pair.iter().flatten().next().map(|pand| pand.survey.id);
        match self.panden.binary_search_by_key(&Some(id), of) {
            Ok(at) => self.panden[at].each_ref().map(Option::as_ref),
            Err(_) => [None, None],
        }
    }

    /// The panden of either run, as each has them, by identification.
    pub fn panden(&self) -> impl Iterator<Item = [Option<&FoundPand>; 2]> {
        self.panden.iter().map(|[before, after]| [before.as_ref(), after.as_ref()])
    }

    /// What the rules give where each difference is as in the second run if
    /// `of_after` tells so, and as in the first if not.
    ///
    /// # Errors
    ///
    /// [`Error::Project`] when the norms do not go together;
    /// [`Error::Read`] when a record is damaged, [`Error::Interrupted`].
    pub fn answer(&self, of_after: &[bool]) -> Result<Answer, Error> {
        interrupt::check()?;
        let mix = Mix { all: &self.differences, of_after };
        let is_after = |source: &Source| mix.of(source) == Side::After;
        let norms = |key: &str| is_after(&Source::Norm(key.to_owned()));
        let params = self.before.params.with_those_of(&self.after.params, norms)?;
        let restrictions = mix.whole(|source| matches!(source, Source::Input(InputRole::Restriction(_))));
        let order = restrictions.unwrap_or_else(|| mix.common());
        let maps: [Maps<'static>; 2] = [self.before.file.entry("maps")?, self.after.file.entry("maps")?];
        let [before, after] = maps;
        let maps = before.mixed(after, &|role| is_after(&Source::of(role)), order == Side::After);
        let layers = maps.layers().ok_or_else(|| {
            let path = self.after.folder.join(FILE);
            damaged(&path, say!("de kaarten hangen niet samen", "its maps do not hang together"))
        })?;
        let holdings = self.record(mix.input(InputRole::Bezit));
        let held = holdings.file.head.held;
        let complexes = self.complexes(&mix);
        let forms = &self.record(mix.of(&Source::Forms)).file.head.forms;
        let on_ground = self.on_ground(&mix);
        let around =
            Surroundings { layers: &layers, on_ground: &on_ground, forms, params: &params, places: None };
        let onto = Onto {
            runs: self.around(),
            layers: &layers,
            params: &params,
            complexes: (0..).zip(&complexes).map(|(at, complex)| (complex, at)).collect(),
            held,
            restrictions,
            mix,
        };
        let plots = self.plots(&onto);
        let one = |pair: &[Option<FoundPand>; 2]| {
            let mut pand = onto.pand([pair[0].as_ref(), pair[1].as_ref()])?;
            joins(&mut pand, held, &around).then(|| pand.with_reasons_only())
        };
        let members: Vec<FoundPand> = self.panden.par_iter().filter_map(one).collect();
        let locations = locations(members, plots, &complexes);
        let lang = self.after.lang();
        let names = Names { layers: &layers, complexes: &complexes, params: &params, lang };
        let sites = ask(&locations, &on_ground, forms, &names)?;
        let units = self.record(onto.mix.input(InputRole::Verblijfsobjecten));
        let told = units.run.has_verblijfsobjecten();
        Ok(Answer::of(sites, params, told))
    }

    fn record(&self, side: Side) -> &'a Record {
        side.of([self.before, self.after])
    }

    fn around(&self) -> [Around<'a>; 2] {
        Side::BOTH.map(|side| {
            let record = self.record(side);
            Around { layers: &record.layers, complexes: &record.file.head.complexes }
        })
    }

    /// The complexes of the holdings that are taken, and behind them those of
    /// panden that the run of these holdings does not have.
    fn complexes(&self, mix: &Mix<'_>) -> Vec<Complex> {
        let side = mix.input(InputRole::Bezit);
        let mut complexes = self.record(side).file.head.complexes.clone();
        let elsewhere = |pair: &[Option<FoundPand>; 2]| match pair {
            [Some(pand), None] if side == Side::After => Some((Side::Before, pand.survey.owner?.complex)),
            [None, Some(pand)] if side == Side::Before => Some((Side::After, pand.survey.owner?.complex)),
            _ => None,
        };
        let mut named: BTreeSet<Complex> = complexes.iter().cloned().collect();
        for (side, at) in self.panden.iter().filter_map(elsewhere) {
            let complex = self.record(side).file.head.complexes.get(at as usize);
            complexes.extend(complex.filter(|complex| named.insert((*complex).clone())).cloned());
        }
        complexes
    }

    /// The plots of the run that all they were cut by is of, with the
    /// restrictions as they stand in the mix.
    fn plots(&self, onto: &Onto<'_>) -> Vec<FoundPlot> {
        let side = self.side_of_ground(&onto.mix, Form::Inbreiding, false);
        let mut plots = side.of([&self.plots[0], &self.plots[1]]).clone();
        let measured = onto.mix.whole(Source::bears_on_restrictions);
        let measured = measured.filter(|whole| onto.restrictions == Some(*whole));
        if measured == Some(side) {
            return plots;
        }
        for plot in &mut plots {
            let same = |other: &&FoundPlot| other.id == plot.id && other.shape == plot.shape;
            let other = measured.and_then(|side| side.of([&self.plots[0], &self.plots[1]]).iter().find(same));
            if let Some(other) = other {
                plot.hits.clone_from(&other.hits);
                (plot.limit, plot.heritage_near, plot.flagged) =
                    (other.limit, other.heritage_near, other.flagged);
                continue;
            }
            let mut facts = Facts::default();
            let on = MultiPolygon(vec![plot.shape.geometry.clone()]);
            plot.hits = restrictions(&on, onto.layers, onto.params, &mut facts);
            // What excludes was cut away: a plot may only touch it.
            let excludes = |at: u16| onto.layers.restrictions[usize::from(at)].effect == Effect::Exclude;
            plot.hits.retain(|hit| !excludes(hit.layer));
            (plot.limit, plot.heritage_near, plot.flagged) =
                (facts.limit, facts.heritage_near, facts.flagged);
        }
        plots
    }

    /// The ground before end walls: of a location that is in both runs as that
    /// of the plots, of another as the run that has it measured it.
    fn on_ground(&self, mix: &Mix<'_>) -> BTreeMap<String, OnGround> {
        let [before, after] = &self.on_ground;
        let (mut all, over) = match self.side_of_ground(mix, Form::Aanplakken, true) {
            Side::Before => (after.clone(), before),
            Side::After => (before.clone(), after),
        };
        all.extend(over.iter().map(|(name, found)| (name.clone(), found.clone())));
        all
    }

    /// The run whose ground it is; the only one that looked at the form, where
    /// there is one.
    fn side_of_ground(&self, mix: &Mix<'_>, form: Form, walls: bool) -> Side {
        let looked = Side::BOTH.map(|side| self.record(side).file.head.forms.contains(&form));
        match looked {
            [true, false] => Side::Before,
            [false, true] => Side::After,
            _ => {
                let by = self.ground_by(walls);
                if by.is_empty() { mix.common() } else { mix.side(&by) }
            }
        }
    }

    /// Where all stand that the ground is cut and measured by.
    fn ground_by(&self, walls: bool) -> Vec<usize> {
        let excludes = |name: &str| {
            let layers = [self.before, self.after].into_iter().flat_map(|record| &record.layers.restrictions);
            layers.into_iter().any(|layer| layer.name == name && layer.effect == Effect::Exclude)
        };
        let panden = Source::Input(InputRole::Panden);
        self.differences.all(|source| {
            let bears = source.bears_on_ground(walls, excludes);
            bears && (*source != panden || self.stand_otherwise)
        })
    }

    /// Adds what no trail tells: facts that are others though the files that
    /// tell them are the same.
    fn told_otherwise(&mut self) {
        let around = self.around();
        let otherwise = |pair: &[Option<FoundPand>; 2]| {
            let mut by = [false; Told::ALL.len() + 1];
            match pair {
                [Some(a), Some(b)] => {
                    for (at, told) in Told::ALL.into_iter().enumerate() {
                        by[at] = !told.is_same([a, b], around)
                            && told.sources([a, b], around, &self.differences).is_empty();
                    }
                }
                _ => by[Told::ALL.len()] = true,
            }
            by
        };
        let any = |a: [bool; Told::ALL.len() + 1], b: [bool; Told::ALL.len() + 1]| {
            std::array::from_fn(|at| a[at] || b[at])
        };
        let by = self.panden.par_iter().map(otherwise).reduce(Default::default, any);
        let units = [self.before, self.after].iter().any(|record| record.run.has_verblijfsobjecten());
        for (told, otherwise) in Told::ALL.into_iter().zip(by) {
            let role = if told == Told::Units && !units { InputRole::Panden } else { told.role() };
            if otherwise {
                self.differences.add(Source::Input(role));
            }
        }
        let whole = |role| self.differences.input(role).is_none();
        if by[Told::ALL.len()] && whole(InputRole::Panden) && whole(InputRole::Area) {
            self.differences.add(Source::Input(InputRole::Panden));
        }
        if self.ground_by(true).is_empty() && !self.is_ground_the_same() {
            self.differences.add(Source::Rest);
        }
    }

    /// Whether both runs cut the same ground.
    fn is_ground_the_same(&self) -> bool {
        let bare = |plots: &Vec<FoundPlot>| -> Vec<Vec<u8>> {
            let bare = |plot: &FoundPlot| {
                let hits = Vec::new();
                let (limit, heritage_near, flagged) = (None, None, None);
                let bare = FoundPlot { hits, limit, heritage_near, flagged, ..plot.clone() };
                postcard::to_allocvec(&bare).unwrap_or_default()
            };
            plots.iter().map(bare).collect()
        };
        let plots = self.plots.each_ref().map(bare);
        let [before, after] = &self.on_ground;
        let shared = before.iter().filter_map(|(name, found)| Some((found, after.get(name)?)));
        let bytes = |found: &OnGround| postcard::to_allocvec(found).unwrap_or_default();
        plots[0] == plots[1] && shared.into_iter().all(|(a, b)| bytes(a) == bytes(b))
    }
}

/// Every pand of a run, the rules not asked, by identification.
fn all_panden(record: &Record) -> Result<Vec<FoundPand>, Error> {
    let mut panden = record.map_panden(|mut pand| {
        pand.survey.assessment = Assessment::default();
        Some(pand)
    })?;
    panden.sort_by_key(|pand| pand.survey.id);
    Ok(panden)
}

/// Panden with the same identification side by side.
fn pairs(before: Vec<FoundPand>, after: Vec<FoundPand>) -> Vec<[Option<FoundPand>; 2]> {
    let mut pairs = Vec::with_capacity(before.len().max(after.len()));
    let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
    loop {
        let pair = match (before.peek(), after.peek()) {
            (None, None) => return pairs,
            (Some(a), Some(b)) if a.survey.id == b.survey.id => [before.next(), after.next()],
            (Some(a), b) if b.is_none_or(|b| a.survey.id < b.survey.id) => [before.next(), None],
            _ => [None, after.next()],
        };
        pairs.push(pair);
    }
}
