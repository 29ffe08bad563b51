//! What became of everything that went in? The counts add up.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    assess::{Homes, Missing, Reason, Verdict},
    issue::{IssueKind, LeftOut},
    model::{Form, MatchStatus},
    read::panden::Counts as Records,
    survey::{ByState, GroundCounts},
};

/// How many rows of the holdings got which status.
pub type StatusCounts = BTreeMap<MatchStatus, u64>;

/// Homes summed over panden or sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct HomesTotal {
    /// Cautious; below 0 where rebuilding may lose more than all else adds.
    pub low: i64,
    /// Expected, over those where it can be said.
    pub mid: u64,
    /// Hopeful.
    pub high: u64,
}

impl HomesTotal {
    /// Adds the homes of one pand or site.
    pub fn add(&mut self, homes: Homes) {
        self.low += i64::from(homes.low.unwrap_or(0));
        self.mid += u64::from(homes.mid.unwrap_or(0));
        self.high += u64::from(homes.high.unwrap_or(0));
    }
}

/// Homes by what is known of them; never one figure over both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct HomesByState {
    /// On what is suitable.
    pub suitable: HomesTotal,
    /// On what is undecided: possible, if the facts that are missing allow it.
    pub undecided: HomesTotal,
}

impl HomesByState {
    /// Adds the homes of one site.
    pub fn add(&mut self, homes: ByState) {
        self.suitable.add(homes.suitable);
        self.undecided.add(homes.undecided);
    }
}

/// What one form came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FormCounts {
    /// Sites of this form.
    pub sites: u64,
    /// Of these, suitable.
    pub suitable: u64,
    /// Of these, undecided.
    pub undecided: u64,
    /// Of these, such that nothing can be said.
    pub unsayable: u64,
    /// Ground of those, m².
    pub unsayable_m2: u64,
    /// Homes of the suitable and the undecided, each form by itself.
    pub homes: Option<HomesByState>,
    /// Sites in the best set of their location.
    pub in_sets: u64,
    /// Homes of those: what is counted once.
    pub homes_in_sets: Option<HomesByState>,
}

/// Counts of a run. Totals of homes are `None` where no verblijfsobjecten were
/// given: without them nobody knows what a pand is used for.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Counts {
    /// Records in the panden files.
    pub records: u64,
    /// Records left out because their identification occurred before.
    pub duplicates: u64,
    /// Records left out because they have no readable identification.
    pub without_id: u64,
    /// Records left out because a run over an area cannot place them.
    pub nowhere: u64,
    /// Panden that came out; `records - duplicates - without_id - nowhere`.
    pub panden: u64,
    /// Of these, suitable.
    pub suitable: u64,
    /// Of these, unsuitable, by headline.
    pub unsuitable: BTreeMap<Reason, u64>,
    /// Of these, undecided, by headline.
    pub undecided: BTreeMap<Missing, u64>,
    /// Homes on suitable panden.
    pub homes_suitable: Option<HomesTotal>,
    /// Homes on undecided panden.
    pub homes_undecided: Option<HomesTotal>,
    /// Verblijfsobjecten read.
    pub verblijfsobjecten: u64,
    /// Of these, placed in a pand.
    pub verblijfsobjecten_placed: u64,
    /// Panden with heights in the heights input.
    pub heights: u64,
    /// Panden that found their heights there.
    pub heights_joined: u64,
    /// Panden whose height was estimated from AHN.
    pub heights_ahn: u64,
    /// Rows of the holdings.
    pub bezit_rows: u64,
    /// Of these, those that found their home or pand.
    pub bezit_matched: u64,
    /// The same rows, and those with totals, by what became of them.
    pub bezit: StatusCounts,
    /// Panden with a grid signal.
    pub grid_known: u64,
    /// Verblijfsobjecten whose postcode is in the grid table.
    pub grid_verblijfsobjecten: u64,
    /// Sites.
    pub sites: u64,
    /// Of these, with a rank.
    pub sites_ranked: u64,
    /// Of these, listed apart because too little is known.
    pub sites_apart: u64,
    /// Of these, not the best form of their location.
    pub sites_alternative: u64,
    /// Of these, unsuitable.
    pub sites_unsuitable: u64,
    /// Of these, such that nothing can be said for want of a map.
    pub sites_unsayable: u64,
    /// Ground of those, m².
    pub unsayable_m2: u64,
    /// Locations: every complex, pand or plot counts once, whatever its forms.
    pub locations: u64,
    /// Sites and homes by form.
    pub forms: BTreeMap<Form, FormCounts>,
    /// Homes of the best sets of forms that go together, over all locations.
    pub homes_sets: Option<HomesByState>,
    /// What became of the ground; all 0 when it was not looked at.
    pub ground: GroundCounts,
    /// Voorkomens of a register with history that were left out, by layer.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<String, LeftOut>,
    /// Issues, by kind.
    pub issues: BTreeMap<IssueKind, u64>,
}

impl Counts {
    /// Notes what the reader told.
    pub fn records(&mut self, records: &Records) {
        self.records = records.records;
        self.duplicates = records.duplicates;
        self.without_id = records.without_id;
        self.nowhere = records.nowhere;
    }

    /// Notes what became of the rows of the holdings.
    pub fn bezit(&mut self, by_status: StatusCounts) {
        for (status, n) in &by_status {
            self.bezit_rows += if *status == MatchStatus::Total { 0 } else { *n };
            self.bezit_matched += if status.is_found() { *n } else { 0 };
        }
        self.bezit = by_status;
    }

    /// Counts one pand.
    pub fn add(&mut self, verdict: Verdict, homes: Homes) {
        self.panden += 1;
        match verdict {
            Verdict::Suitable => {
                self.suitable += 1;
                self.homes_suitable.get_or_insert_default().add(homes);
            }
            Verdict::Unsuitable(reason) => *self.unsuitable.entry(reason).or_default() += 1,
            // The rules of a pand ask for no map without which nothing can be said.
            Verdict::Undecided(missing) | Verdict::Unsayable(missing) => {
                *self.undecided.entry(missing).or_default() += 1;
                self.homes_undecided.get_or_insert_default().add(homes);
            }
        }
    }

    /// Lets totals of homes stand, or takes them out where no verblijfsobjecten
    /// were given.
    pub fn tell_homes(&mut self, told: bool) {
        fn settle<T: Default>(total: &mut Option<T>, told: bool) {
            *total = told.then(|| total.take().unwrap_or_default());
        }
        settle(&mut self.homes_suitable, told);
        settle(&mut self.homes_undecided, told);
        settle(&mut self.homes_sets, told);
        for form in self.forms.values_mut() {
            settle(&mut form.homes, told);
            settle(&mut form.homes_in_sets, told);
        }
    }

    /// Whether everything that went in came out.
    #[must_use]
    pub fn add_up(&self) -> bool {
        let unsuitable: u64 = self.unsuitable.values().sum();
        let undecided: u64 = self.undecided.values().sum();
        self.records == self.panden + self.duplicates + self.without_id + self.nowhere
            && self.panden == self.suitable + unsuitable + undecided
            && self.sites
                == self.sites_ranked
                    + self.sites_apart
                    + self.sites_alternative
                    + self.sites_unsuitable
                    + self.sites_unsayable
            && self.ground.add_up()
    }
}
