//! All that a sheet is made of, gathered for one site.

use crate::{
    assess::{Answer, Homes, Verdict, optoppen::Assessment},
    model::Form,
    record::Record,
    survey::{FoundPand, FoundPlot},
    tables::SiteRow,
};

/// A pand of the site with what the rules say of it.
pub(super) struct Member<'a> {
    /// What was found about it.
    pub pand: &'a FoundPand,
    /// What the rules of this form said, where its parts are panden.
    pub part: Option<&'a Answer>,
}

impl<'a> Member<'a> {
    /// What the rules for optoppen find.
    pub fn optoppen(&self) -> &'a Assessment {
        &self.pand.survey.assessment
    }

    /// The verdict on this pand for the form of the site.
    pub fn verdict(&self, site: &SiteRow) -> Verdict {
        self.part.map_or(site.verdict, |part| part.verdict)
    }

    /// Whether it carries homes.
    pub fn carries(&self, site: &SiteRow) -> bool {
        !matches!(self.verdict(site), Verdict::Unsuitable(_))
    }

    /// Homes this pand would add; none known where its parts are no panden.
    pub fn homes(&self) -> Homes {
        self.part.map_or_else(Homes::default, |part| part.homes)
    }
}

/// One site with everything around it.
pub(super) struct Case<'a> {
    /// The run.
    pub record: &'a Record,
    /// The site.
    pub site: &'a SiteRow,
    /// Its panden, by identification.
    pub members: Vec<Member<'a>>,
    /// The panden around, its own among them.
    pub around: &'a [FoundPand],
}

impl<'a> Case<'a> {
    /// Brings a site together with its panden out of those around.
    pub fn new(record: &'a Record, site: &'a SiteRow, around: &'a [FoundPand]) -> Self {
        let members = around.iter().filter_map(|pand| {
            let at = site.members.iter().position(|member| member.survey.id == pand.survey.id)?;
            Some(Member { pand, part: site.parts.get(at).filter(|_| site.by_pand) })
        });
        Self { members: members.collect(), record, site, around }
    }

    /// How homes are added.
    pub fn form(&self) -> Form {
        self.site.form
    }

    /// The plot, where the site is one.
    pub fn plot(&self) -> Option<&FoundPlot> {
        self.site.detail.plot()
    }

    /// The parts of the site with the pand each is about, where it is one.
    pub fn parts(&self) -> impl Iterator<Item = (Option<&Member<'a>>, &'a Answer)> {
        let site = self.site;
        site.parts.iter().enumerate().map(move |(at, part)| {
            let id = site.members.get(at).filter(|_| site.by_pand).map(|pand| pand.survey.id);
            (self.members.iter().find(|member| Some(member.pand.survey.id) == id), part)
        })
    }
}
