//! What became of a row of a planning list?

use crate::codes::codes;

codes! {
    /// What became of a row; each has exactly one.
    ProjectStatus {
        /// It is about one location of the run, or about all in the area of the plan.
        Matched = "matched",
        /// It may be about more than one.
        Ambiguous = "ambiguous",
        /// No location of the run is what it names.
        NotInScan = "not_in_scan",
        /// It lies in a gemeente the run is not about.
        OutsideGemeenten = "outside_gemeenten",
        /// It has no name and no identification.
        Unreadable = "unreadable",
    }
}

codes! {
    /// By what a location is known, the surest first.
    ProjectRule {
        /// The row names the site.
        SiteId = "site_id",
        /// The row names panden of it.
        Pand = "pand",
        /// The row names corporatie and complex.
        Complex = "complex",
        /// The area of the plan holds it.
        PlanArea = "plan_area",
        /// The row's point lies in it.
        PointInside = "point_inside",
        /// The row's point lies near it, and in no other.
        PointNear = "point_near",
        /// The row has its street and number.
        Address = "address",
        /// Another row with the same `ppm_id` is about it.
        PpmId = "ppm_id",
        /// The words of the row's name are those of its street, buurt or complex.
        Name = "name",
    }
}

/// Why a row has its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectReason {
    /// One location is what the row names, by this rule.
    By(ProjectRule),
    /// As many locations are, by this rule.
    Several(ProjectRule, usize),
    /// Two rules point at different locations.
    Contradiction(ProjectRule, ProjectRule),
    /// By this rule it is a location in another gemeente: the row's, and the
    /// location's.
    OtherGemeente(ProjectRule, String, String),
    /// No location is what the row names; it was looked for by these rules.
    NotFound(Vec<ProjectRule>),
    /// The row's point lies this many meters from the nearest site; the sites
    /// lie within this box: min x, min y, max x, max y, RD New.
    Far(u64, [i64; 4]),
    /// The row says nothing by which a location is known.
    NothingToGoBy,
    /// The run is not about this gemeente.
    Outside(String),
    /// The row has no name and no identification.
    NoName,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectMatch {
    /// What became of it.
    pub status: ProjectStatus,
    /// Why.
    pub reason: ProjectReason,
    /// Position of the site that stands for its location.
    pub site: Option<usize>,
    /// Positions of the sites of the other locations the row is about.
    pub others: Vec<usize>,
    /// Positions of the sites it may be about instead, one a location.
    pub candidates: Vec<usize>,
}

impl ProjectMatch {
    /// A row without a location.
    #[must_use]
    pub fn none(status: ProjectStatus, reason: ProjectReason) -> Self {
        Self { status, reason, site: None, others: Vec::new(), candidates: Vec::new() }
    }

    /// Every site it is about.
    pub fn sites(&self) -> impl Iterator<Item = usize> {
        self.site.into_iter().chain(self.others.iter().copied())
    }

    /// The rule that decided, of a row that has a location.
    #[must_use]
    pub fn rule(&self) -> Option<ProjectRule> {
        match (&self.reason, self.status) {
            (ProjectReason::By(rule), ProjectStatus::Matched) => Some(*rule),
            _ => None,
        }
    }
}
