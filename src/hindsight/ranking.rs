//! Where had a scan of then put each pand?

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    error::Error,
    model::{Form, PandId},
    record::Record,
    tables::SiteRow,
};

/// Where a pand stands among all that have a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its place, 1 the best.
    pub rank: u32,
    /// Tenth of the ranked panden it is in, 1 the best.
    pub tenth: u32,
    /// The form of its best site.
    pub form: Form,
    /// Score of that site over what was known.
    pub score: f64,
    /// Homes expected of that site.
    pub homes: Option<u32>,
}

/// The panden in the order of a scan, each by its best site.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// By the best of all forms.
    pub all: BTreeMap<PandId, Place>,
    /// By one form alone.
    pub by_form: BTreeMap<Form, BTreeMap<PandId, Place>>,
}

impl Ranking {
    /// That of a run: sites with a score and a number of homes, score down, homes down, site id up;
    /// panden of one site by their own id. `counted` tells which panden it is
    /// about.
    pub(super) fn of(record: &Record, counted: &BTreeSet<PandId>) -> Result<Self, Error> {
        let mut sites = record.sites()?;
        sites.retain(|site| site.score.score.is_some() && site.homes.mid.is_some());
        sites.sort_by(|a, b| {
            let score = |site: &SiteRow| site.score.score.unwrap_or(0.0);
            let up = score(b).total_cmp(&score(a));
            up.then_with(|| b.homes.mid.cmp(&a.homes.mid)).then_with(|| a.id.cmp(&b.id))
        });
        let places = |form: Option<Form>| {
            let (mut order, mut seen) = (Vec::new(), BTreeSet::new());
            for site in sites.iter().filter(|site| form.is_none_or(|form| site.form == form)) {
                for member in &site.members {
                    let id = member.survey.id;
                    if counted.contains(&id) && seen.insert(id) {
                        order.push((id, site));
                    }
                }
            }
            let n = order.len() as u64;
            let place = |(at, (id, site)): (usize, (PandId, &SiteRow))| {
                let place = Place {
                    rank: u32::try_from(at + 1).unwrap_or(u32::MAX),
                    tenth: u32::try_from(at as u64 * 10 / n + 1).unwrap_or(10),
                    form: site.form,
                    score: site.score.score.unwrap_or(0.0),
                    homes: site.homes.mid,
                };
                (id, place)
            };
            order.into_iter().enumerate().map(place).collect::<BTreeMap<_, _>>()
        };
        let forms: BTreeSet<Form> = sites.iter().map(|site| site.form).collect();
        Ok(Self {
            all: places(None),
            by_form: forms.into_iter().map(|form| (form, places(Some(form)))).collect(),
        })
    }
}
