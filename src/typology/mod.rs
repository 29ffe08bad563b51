//! Which blocks are near-identical, and which few stand for most homes?
//!
//! Suitable panden for optoppen alike in bouwjaar, storeys, roof, depth and
//! owner form a type; a pilot stands for all homes of its type. A pand that is
//! like no other is no type: these are told apart. Every suitable home is in
//! exactly one of these rows. Undecided panden are told apart, and lead only
//! where nothing is suitable.

mod page;
mod tables;
mod types;

use std::collections::BTreeSet;

use serde::Serialize;

pub use tables::TYPE_PANDEN;
pub use types::{Alike, Basis, Common, Member, Owning, Pilot, State, Sum, Type, Types, words};

use crate::{
    documents::{self, Answered, Frame, Kind, Study},
    error::Error,
    lang::Lang,
    params::TypeParams,
    progress::Progress,
};

/// How types are asked for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How the answer is asked for.
    pub document: documents::Options,
    /// Pilots to name; `None` for the norm.
    pub pilots: Option<u32>,
}

/// Counts of a run's types.
#[derive(Debug, Clone, Serialize)]
struct Counts {
    /// Types: panden that are alike, two at least.
    types: usize,
    /// Panden that are like no other.
    alone: usize,
    /// Suitable panden.
    suitable: Sum,
    /// Undecided panden.
    undecided: Sum,
    /// Homes the pilots stand for, and of how many.
    stand_for: (u64, u64),
}

/// All that is known, before it is written.
struct Typology<'a> {
    lang: Lang,
    name: &'a str,
    params: &'a TypeParams,
    types: Types<'a>,
    pilots: Vec<Pilot>,
    /// Pilots of each corporatie; empty where there are not several.
    per_corporatie: Vec<(&'a str, Vec<Pilot>)>,
}

impl Typology<'_> {
    /// What the pilots stand for.
    fn stand_for(&self) -> u64 {
        self.pilots.iter().map(|pilot| pilot.stands_for).sum()
    }

    /// Panden that are like no other.
    fn alone(&self) -> usize {
        let of = self.types.types.iter().find(|one| one.common == Common::Alone);
        of.map_or(0, |one| one.members.len())
    }

    /// The number of a type, as people see it; `None` for what is none.
    fn number(&self, at: usize) -> Option<i64> {
        let told = self.types.types.get(at).is_some_and(Type::is_told);
        i64::try_from(at + 1).ok().filter(|_| told)
    }
}

/// Finds the types of a finished run, and writes what comes out, whole or not at
/// all.
///
/// # Errors
///
/// Those of the run; [`Error::Export`] when the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Answered, Error> {
    let frame = Frame::open(Kind::Typen, &options.document, &[])?;
    progress.begin("read", None);
    let sites = frame.record.sites()?;
    progress.end();
    progress.begin("write", None);
    let params = &frame.record.params.typen;
    let types = Types::new(&sites, params);
    let k = options.pilots.unwrap_or(params.pilots.value) as usize;
    let pilots = types.pilots(k, None);
    let held = sites.iter().filter_map(|site| site.called.corporatie.as_deref());
    let names: BTreeSet<&str> = held.collect();
    let each = names.into_iter().map(|name| (name, types.pilots(k, Some(name))));
    let per_corporatie: Vec<(&str, Vec<Pilot>)> = each.filter(|(_, pilots)| !pilots.is_empty()).collect();
    let lang = frame.lang;
    let typology = Typology { lang, name: &frame.name, params, types, pilots, per_corporatie };
    let study = Study {
        document: page::document(&typology),
        about: tables::about(lang).to_vec(),
        sheets: tables::sheets(&typology),
        layers: vec![tables::layer(&typology)],
    };
    let told = typology.types.types.iter().filter(|one| one.is_told()).count();
    let counts = Counts {
        types: told,
        alone: typology.alone(),
        suitable: typology.types.sum(State::Suitable),
        undecided: typology.types.sum(State::Undecided),
        stand_for: (typology.stand_for(), typology.types.total()),
    };
    let lines = page::lines(&typology);
    let answered = frame.answer(&study, counts, lines)?;
    progress.end();
    Ok(answered)
}
