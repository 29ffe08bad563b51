//! All that a sheet is made of, gathered for one site.

use serde::de::DeserializeOwned;

use crate::{
    assess::{
        Homes,
        optoppen::{self, Assessment},
    },
    error::Error,
    finished::{Finished, FoundPand, FoundSite},
    model::Form,
    scan::{DetailFound, PartFound, PlotFound, SiteFindings},
    survey::Layers,
    tables,
};

/// A pand of the site with what the rules say of it.
pub(super) struct Member<'a> {
    /// Its row and footprint.
    pub pand: &'a FoundPand,
    /// What the rules for optoppen find, asked again of its row.
    pub optoppen: Assessment,
    /// What the rules of this form said, where its parts are panden.
    pub part: Option<&'a PartFound>,
}

impl Member<'_> {
    /// Code of the verdict on this pand for the form of the site.
    pub fn verdict<'a>(&'a self, site: &'a FoundSite) -> &'a str {
        match self.part {
            Some(part) => &part.verdict,
            None => site.row.text("verdict").unwrap_or_default(),
        }
    }

    /// Homes this pand would add; none known where its parts are no panden.
    pub fn homes(&self) -> Homes {
        self.part.map_or_else(Homes::default, |part| part.homes)
    }
}

/// One site with everything around it.
pub(super) struct Case<'a> {
    /// The run.
    pub finished: &'a Finished,
    /// The maps of the run.
    pub layers: &'a Layers,
    /// The site.
    pub site: &'a FoundSite,
    /// What the run found besides.
    pub findings: &'a SiteFindings,
    /// Its panden, by identification.
    pub members: Vec<Member<'a>>,
    /// The panden around, its own among them.
    pub around: &'a [FoundPand],
}

impl<'a> Case<'a> {
    /// Brings a site together with its panden out of those around.
    pub fn new(
        finished: &'a Finished,
        layers: &'a Layers,
        site: &'a FoundSite,
        findings: &'a SiteFindings,
        around: &'a [FoundPand],
    ) -> Self {
        let named: Vec<&str> = site.row.codes("pand_ids").collect();
        let members = around.iter().filter(|pand| named.contains(&pand.id.to_string().as_str()));
        let members = members.map(|pand| {
            let id = pand.id.to_string();
            let facts = tables::facts(|name| pand.row.get(name).clone());
            Member {
                pand,
                optoppen: optoppen::assess(&facts, &finished.params.optoppen),
                part: findings.parts.iter().find(|part| part.pand.as_ref() == Some(&id)),
            }
        });
        Self { members: members.collect(), finished, layers, site, findings, around }
    }

    /// How homes are added.
    pub fn form(&self) -> Form {
        self.site.form
    }

    /// The plot, where the site is one.
    pub fn plot(&self) -> Option<&PlotFound> {
        match &self.findings.detail {
            Some(DetailFound::Plot { plot, .. }) => Some(plot),
            _ => None,
        }
    }

    /// One of the findings that are kept as they stand; `None` when the run
    /// has none.
    pub fn found<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
        let value = self.findings.others.get(name).cloned().unwrap_or_default();
        serde_json::from_value(value).map_err(|error| Error::NotFound {
            detail: format!("cannot read `{name}` of `{}`: {error}", self.site.id),
            hint: "the run may be of another version of the program; run the scan again".into(),
        })
    }
}
