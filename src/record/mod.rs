//! What is a finished run, and what does it say?
//!
//! A run writes down its trail ([`Run`], `run.json`) and every fact its rules
//! looked at ([`RecordFile`], `toplaag.record`); both are written and read by
//! the same types. All that comes after a scan (why, a passport, a fact sheet,
//! a request to the netbeheerder) reads this and nothing else. So a folder can
//! be mailed and still answers, and no answer can differ from the run it rests
//! on: what the rules made of the facts is not read back, it is asked again.

mod answer;
mod backdrop;
mod certainty;
mod counts;
mod file;
mod findings;
mod issues;
mod maps;
mod mixed;
mod order;
mod run;
mod sources;
mod unsaid;

use std::{
    collections::{BTreeMap, HashSet},
    path::{Path, PathBuf},
};

use geo::BoundingRect;

pub use answer::{Answer, Kept};
pub use backdrop::{BACKDROP, Backdrop};
pub use certainty::{Contested, Draws, contest, open_facts, ranked_groups, tell_certainty};
pub use counts::{Counts, FormCounts, HomesByState, HomesTotal, StatusCounts};
use file::damaged;
pub use file::{FILE, Head, PackedPand, RecordFile, RecordWriter};
pub use findings::Findings;
pub use maps::{Maps, NEAR_M, is_near, near};
pub use mixed::{Difference, Files, Runs, Source};
pub use order::{count, rank};
pub(crate) use run::json_error;
pub use run::{InputTrail, RasterTrail, Run};
pub use unsaid::{HeldFact, Unsaid};

use crate::{
    assess::optoppen,
    error::Error,
    lang::{Lang, say},
    model::{Form, PandId},
    params::Params,
    survey::{
        FoundPand, FoundPlot, Layers, Location, OnGround, Places, Surroundings, belongs, locations, sites,
    },
    tables::{Names, SiteRow},
};

/// The sites of locations, in their order.
///
/// # Errors
///
/// [`Error::Transform`] when a point cannot be given in degrees.
pub fn ask(
    locations: &[Location],
    on_ground: &BTreeMap<String, OnGround>,
    forms: &[Form],
    names: &Names<'_>,
) -> Result<Vec<SiteRow>, Error> {
    let around = Surroundings { layers: names.layers, on_ground, forms, params: names.params, places: None };
    rank(sites(locations, &around), names)
}

/// What was found on free ground.
struct Free {
    on_ground: BTreeMap<String, OnGround>,
    plots: Vec<FoundPlot>,
}

/// Asks the rules of a pand, and whether it belongs to a location by them.
fn joins(pand: &mut FoundPand, held: bool, around: &Surroundings<'_>) -> bool {
    pand.survey.assessment = optoppen::assess(&pand.survey.facts, &around.params.optoppen);
    !pand.footprint.0.is_empty() && belongs(&pand.survey, &pand.footprint, held, around)
}

/// A finished run, opened.
pub struct Record {
    /// The folder, as the user named it.
    pub folder: PathBuf,
    /// Its trail.
    pub run: Run,
    /// The parameters that were in force.
    pub params: Params,
    /// The maps it was held against: near the panden, without the ground
    /// between them and without codes per postcode.
    pub layers: Layers,
    file: RecordFile,
    disagreeing: HashSet<PandId>,
    unsaid: Unsaid,
}

impl Record {
    /// Opens the folder that a scan wrote.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when it holds no run, or one of a version of the
    /// program that this one does not understand; [`Error::Read`] when it is
    /// damaged.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let run = Run::read(folder)?;
        let params = run.params(&folder.join(Run::FILE))?;
        let file = RecordFile::open(folder)?;
        let maps: Maps<'static> = file.entry("maps")?;
        let layers = maps.layers().ok_or_else(|| {
            damaged(&folder.join(FILE), say!("de kaarten hangen niet samen", "its maps do not hang together"))
        })?;
        let disagreeing = file.head.disagreeing.iter().copied().collect();
        Ok(Self {
            folder: folder.to_owned(),
            run,
            params,
            layers,
            file,
            disagreeing,
            unsaid: Unsaid::default(),
        })
    }

    /// The language of the run.
    #[must_use]
    pub fn lang(&self) -> Lang {
        Lang::parse(&self.run.lang).unwrap_or_default()
    }

    /// The forms that were looked at.
    #[must_use]
    pub fn forms(&self) -> &[Form] {
        &self.file.head.forms
    }

    /// What positions stand for, for rows of tables.
    #[must_use]
    pub fn names(&self, lang: Lang) -> Names<'_> {
        Names { layers: &self.layers, complexes: &self.file.head.complexes, params: &self.params, lang }
    }

    /// The panden whose box meets a window (`[min_x, min_y, max_x, max_y]`, RD
    /// New), or all, by identification.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
    pub fn panden(&self, window: Option<[f64; 4]>) -> Result<Vec<FoundPand>, Error> {
        let meets = |bounds: Option<[f64; 4]>| match (window, bounds) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(w), Some(b)) => b[0] <= w[2] && w[0] <= b[2] && b[1] <= w[3] && w[1] <= b[3],
        };
        let mut panden = self.each(
            |_, batch| meets(batch.bounds),
            |pand| {
                let bounds = pand.footprint.bounding_rect();
                let meets = meets(bounds.map(|b| [b.min().x, b.min().y, b.max().x, b.max().y]));
                meets.then(|| self.assessed(pand))
            },
        )?;
        panden.sort_by_key(|pand| pand.survey.id);
        Ok(panden)
    }

    /// What is wanted of all panden, in the order of the run.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
    pub fn map_panden<T: Send>(&self, take: impl Fn(FoundPand) -> Option<T> + Sync) -> Result<Vec<T>, Error> {
        self.each(|_, _| true, |pand| take(self.assessed(pand)))
    }

    /// Makes something of every pand and hands it over in the order of the run,
    /// some at a time: what is made of all is never there at once.
    ///
    /// # Errors
    ///
    /// Those of `give`; [`Error::Read`] when the record is damaged,
    /// [`Error::Interrupted`].
    pub fn each_pand<T: Send>(
        &self,
        take: impl Fn(FoundPand) -> T + Sync,
        give: &mut dyn FnMut(T) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let n = self.file.head.batches.len();
        let few = 4 * rayon::current_num_threads().max(1);
        for from in (0..n).step_by(few) {
            let asked = from..n.min(from + few);
            for made in self.each(|at, _| asked.contains(&at), |pand| Some(take(self.assessed(pand))))? {
                give(made)?;
            }
        }
        Ok(())
    }

    /// How many panden there are.
    #[must_use]
    pub fn n_panden(&self) -> usize {
        self.file.head.batches.iter().map(|batch| batch.n as usize).sum()
    }

    /// One pand; `None` when the run has no such pand.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
    pub fn pand(&self, id: PandId) -> Result<Option<FoundPand>, Error> {
        let found = self.each(
            |_, batch| (batch.ids.0..=batch.ids.1).contains(&id),
            |pand| (pand.survey.id == id).then(|| self.assessed(pand)),
        )?;
        Ok(found.into_iter().next())
    }

    /// All sites in their order, asked again with the parameters of the run.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
    pub fn sites(&self) -> Result<Vec<SiteRow>, Error> {
        self.sites_by(&self.params)
    }

    /// All sites in their order, with these norms.
    fn sites_by(&self, params: &Params) -> Result<Vec<SiteRow>, Error> {
        let Free { on_ground, plots } = self.free()?;
        let members = self.each(|_, _| true, |pand| self.member(pand, params, &on_ground))?;
        self.sites_of(members, plots, &on_ground, params, None)
    }

    /// What was found on free ground.
    fn free(&self) -> Result<Free, Error> {
        Ok(Free { on_ground: self.file.entry("ground")?, plots: self.plots()? })
    }

    /// A pand as a member of a location by these norms; `None` when it belongs
    /// to none.
    fn member(
        &self,
        mut pand: FoundPand,
        params: &Params,
        on_ground: &BTreeMap<String, OnGround>,
    ) -> Option<FoundPand> {
        self.belongs(&mut pand, params, on_ground).then(|| pand.with_reasons_only())
    }

    /// Asks the rules of a pand, and whether it belongs to a location by them.
    fn belongs(&self, pand: &mut FoundPand, params: &Params, on_ground: &BTreeMap<String, OnGround>) -> bool {
        let head = &self.file.head;
        let around =
            Surroundings { layers: &self.layers, on_ground, forms: &head.forms, params, places: None };
        joins(pand, head.held, &around)
    }

    fn sites_of(
        &self,
        members: Vec<FoundPand>,
        plots: Vec<FoundPlot>,
        on_ground: &BTreeMap<String, OnGround>,
        params: &Params,
        places: Option<&Places>,
    ) -> Result<Vec<SiteRow>, Error> {
        let head = &self.file.head;
        let locations = locations(members, plots, &head.complexes);
        let around = Surroundings { layers: &self.layers, on_ground, forms: &head.forms, params, places };
        rank(sites(&locations, &around), &Names { params, ..self.names(self.lang()) })
    }

    /// The free ground that was found.
    fn plots(&self) -> Result<Vec<FoundPlot>, Error> {
        let plots: Vec<FoundPlot> = self.file.entry("plots")?;
        if !plots.iter().flat_map(|plot| &plot.hits).all(|hit| self.is_layer(hit.layer)) {
            return Err(damaged(
                &self.folder.join(FILE),
                say!("een kavel noemt een laag die er niet is", "a plot names a layer that is not there"),
            )
            .into());
        }
        Ok(plots)
    }

    /// Roads and open water around the panden, to draw maps on.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the record is damaged.
    pub fn backdrop(&self) -> Result<Backdrop, Error> {
        self.file.entry(BACKDROP)
    }

    /// A pand with the rules asked again.
    fn assessed(&self, mut pand: FoundPand) -> FoundPand {
        pand.survey.assessment = optoppen::assess(&pand.survey.facts, &self.params.optoppen);
        pand
    }

    /// Takes what is wanted from the panden, whose rules were not asked yet.
    fn each<T: Send>(
        &self,
        asked: impl Fn(usize, &file::Batch) -> bool,
        take: impl Fn(FoundPand) -> Option<T> + Sync,
    ) -> Result<Vec<T>, Error> {
        let taken = self.file.panden(asked, |mut pand| {
            let survey = &mut pand.survey;
            self.unsaid.forget(survey, &self.layers);
            let complex = survey.owner.map_or(0, |owner| owner.complex as usize + 1);
            let hits = survey.hits.iter().all(|hit| self.is_layer(hit.layer));
            if complex > self.file.head.complexes.len() || !hits {
                return Some(Err(damaged(
                    &self.folder.join(FILE),
                    say!("een pand noemt wat er niet is", "a pand names what is not there"),
                )
                .into()));
            }
            survey.rows_disagree |= self.disagreeing.contains(&survey.id);
            take(pand).map(Ok)
        })?;
        taken.into_iter().collect()
    }

    fn is_layer(&self, at: u16) -> bool {
        usize::from(at) < self.layers.restrictions.len()
    }
}
