//! What do the rules give of a run with one set of norms, and with another?

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Counts, Free, Record, count};
use crate::{
    assess::optoppen::Assessment,
    error::Error,
    interrupt,
    params::Params,
    survey::{FoundPand, Places},
    tables::SiteRow,
};

/// What the rules give with one set of norms.
pub struct Answer {
    /// The norms.
    pub params: Params,
    /// All sites in their order.
    pub sites: Vec<SiteRow>,
    /// Their counts.
    pub counts: Counts,
}

impl Answer {
    /// The sites by their identification.
    #[must_use]
    pub fn by_id(&self) -> BTreeMap<&str, &SiteRow> {
        self.sites.iter().map(|site| (site.id.as_str(), site)).collect()
    }

    /// What sites come to with these norms; `told` is whether totals of homes can
    /// be told.
    pub(super) fn of(sites: Vec<SiteRow>, params: Params, told: bool) -> Self {
        let mut counts = Counts::default();
        count(&sites, &mut counts);
        counts.tell_homes(told);
        Self { params, sites, counts }
    }

    /// Every site as this answer and another have it: in the order of the other,
    /// what is no site there any more last.
    #[must_use]
    pub fn paired<'a>(&'a self, after: &'a Self) -> Vec<(Option<&'a SiteRow>, Option<&'a SiteRow>)> {
        let (was, is) = (self.by_id(), after.by_id());
        let gone = self.sites.iter().filter(|site| !is.contains_key(site.id.as_str()));
        let there = after.sites.iter().map(|site| (was.get(site.id.as_str()).copied(), Some(site)));
        there.chain(gone.map(|site| (Some(site), None))).collect()
    }
}

impl Record {
    /// Asks the rules again, with these norms in the place of those of the run.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
    pub fn answer(&self, params: &Params) -> Result<Answer, Error> {
        Ok(self.answer_of(self.sites_by(params)?, params))
    }

    fn answer_of(&self, sites: Vec<SiteRow>, params: &Params) -> Answer {
        Answer::of(sites, params.clone(), self.run.has_verblijfsobjecten())
    }

    /// Reads once what several sets of norms are asked of: the panden that
    /// belong to a location by one of them.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
    pub fn keep(&self, asked: &[&Params]) -> Result<Kept<'_>, Error> {
        let free = self.free()?;
        let belongs = |mut pand: FoundPand| {
            let belongs = asked.iter().any(|params| self.belongs(&mut pand, params, &free.on_ground));
            pand.survey.assessment = Assessment::default();
            belongs.then_some(pand)
        };
        let panden = self.each(|_, _| true, belongs)?;
        Ok(Kept { record: self, panden, free, places: Places::default() })
    }
}

/// A run in memory, as far as it is asked again.
pub struct Kept<'a> {
    record: &'a Record,
    panden: Vec<FoundPand>,
    free: Free,
    places: Places,
}

impl Kept<'_> {
    /// What the rules give with one of the sets of norms it was kept for.
    ///
    /// # Errors
    ///
    /// [`Error::Transform`] when a point cannot be given in degrees,
    /// [`Error::Interrupted`].
    pub fn answer(&self, params: &Params) -> Result<Answer, Error> {
        interrupt::check()?;
        let Free { on_ground, plots } = &self.free;
        let panden = self.panden.par_iter();
        let members = panden.filter_map(|pand| self.record.member(pand.clone(), params, on_ground)).collect();
        let sites = self.record.sites_of(members, plots.clone(), on_ground, params, Some(&self.places))?;
        Ok(self.record.answer_of(sites, params))
    }
}
