//! What would a run be if less had been said of the holdings?
//!
//! What is left out is forgotten as panden are read, and the rules are asked
//! again: no verdict, number or place in an order rests on it any more. Taking
//! names and columns out of a finished answer would leave what follows from
//! them: that a pand is ruled out tells that it will be demolished, that panden
//! are one site tells that they are in one hand.

use std::collections::BTreeSet;

use super::{Record, Run};
use crate::{
    assess::Owner,
    codes::codes,
    config::InputRole,
    model::Form,
    survey::{Layers, Survey, on_vacancy_map},
};

codes! {
    /// What the holdings say of a pand, by the column that holds it.
    HeldFact {
        /// Year of planned demolition.
        DemolitionYear = "demolition_year",
        /// Year of planned renovation.
        RenovationYear = "renovation_year",
        /// Whether it has a lift.
        Lift = "lift",
        /// Whether its structure carries a storey.
        StructureOk = "structure_ok",
        /// Whether its foundation does.
        FoundationOk = "foundation_ok",
        /// Whether it stands empty.
        Vacant = "vacant",
        /// Energy labels of its homes.
        EnergyLabel = "energy_label",
        /// Year of an earlier permit for storeys on top.
        RoofPermitYear = "roof_permit_year",
        /// New homes over old ones.
        RebuildRatio = "rebuild_ratio",
    }
}

/// What is taken for never said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unsaid {
    /// Whose panden and ground are: no pand is held, and no complex is there.
    pub owners: bool,
    /// What else the holdings say.
    pub facts: BTreeSet<HeldFact>,
}

impl Unsaid {
    /// All that the holdings say.
    #[must_use]
    pub fn holdings() -> Self {
        Self { owners: true, facts: HeldFact::ALL.iter().copied().collect() }
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        !self.owners && self.facts.is_empty()
    }

    /// Forgets of a pand what is left out.
    pub(super) fn forget(&self, survey: &mut Survey, layers: &Layers) {
        let facts = &mut survey.facts;
        if self.owners {
            survey.owner = None;
            facts.owner = Owner::NotAsked;
        }
        for fact in &self.facts {
            match fact {
                HeldFact::DemolitionYear => facts.demolition_year = None,
                HeldFact::RenovationYear => facts.renovation_year = None,
                HeldFact::Lift => facts.lift = None,
                HeldFact::StructureOk => facts.structure_ok = None,
                HeldFact::FoundationOk => facts.foundation_ok = None,
                HeldFact::Vacant => survey.vacant = on_vacancy_map(&survey.hits, layers),
                HeldFact::EnergyLabel => survey.labels = Box::default(),
                HeldFact::RoofPermitYear => survey.roof_permit_year = None,
                HeldFact::RebuildRatio => survey.rebuild_ratio = None,
            }
        }
    }
}

/// Whether an input says whose panden or ground are.
fn says_whose(role: &InputRole) -> bool {
    matches!(role, InputRole::Bezit | InputRole::GroundOwn)
}

impl Record {
    /// The run as it would be without what is left out. Forms that were
    /// measured around what is held go with it: end walls, which are measured
    /// around holdings alone, and plots, where ground of owners was cut first.
    #[must_use]
    pub fn without(mut self, unsaid: Unsaid) -> Self {
        if unsaid.owners {
            let own_ground = self.run.inputs.iter().any(|input| input.role == InputRole::GroundOwn);
            let head = &mut self.file.head;
            let held = std::mem::take(&mut head.held);
            head.complexes.clear();
            head.forms.retain(|form| match form {
                Form::Aanplakken => !held,
                Form::Inbreiding => !own_ground,
                _ => true,
            });
            let Run { inputs, counts, .. } = &mut self.run;
            inputs.retain(|input| !says_whose(&input.role));
            *counts = serde_json::Value::Null;
        } else if !unsaid.is_nothing() {
            self.run.counts = serde_json::Value::Null;
        }
        self.unsaid = unsaid;
        self
    }
}
