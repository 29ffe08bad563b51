//! What do the rules give of a run with one set of norms?

use std::collections::BTreeMap;

use super::{Counts, Record, count};
use crate::{error::Error, params::Params, tables::SiteRow};

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
}

impl Record {
    /// Asks the rules again, with these norms in the place of those of the run.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
    pub fn answer(&mut self, params: &Params) -> Result<Answer, Error> {
        let in_force = std::mem::replace(&mut self.params, params.clone());
        let sites = self.sites();
        self.params = in_force;
        let sites = sites?;
        let mut counts = Counts::default();
        count(&sites, &mut counts);
        counts.tell_homes(self.run.has_verblijfsobjecten());
        Ok(Answer { params: params.clone(), sites, counts })
    }
}
