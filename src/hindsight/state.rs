//! What did the register say on a day?

use std::collections::{BTreeMap, HashMap};

use geo::Area;

use crate::{
    config::{Peildatum, Project},
    error::Error,
    issue::Issues,
    model::{PandId, PandStatus, VerblijfsobjectId},
    progress::Progress,
    read, scan,
};

/// The stock of one day.
pub(super) struct State {
    /// Panden with their units, each unit in one pand.
    pub panden: BTreeMap<PandId, PandState>,
    /// Where each home in use counts.
    pub homes: HashMap<VerblijfsobjectId, PandId>,
}

/// A pand as it was.
#[derive(Debug, Clone, Default)]
pub(super) struct PandState {
    /// Whether it was in use.
    pub in_use: bool,
    /// Year of construction.
    pub bouwjaar: Option<u16>,
    /// Its footprint, m².
    pub footprint: Option<f64>,
    /// Its units in use.
    pub units: Vec<UnitState>,
}

/// A unit in use as it was.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnitState {
    /// Identification.
    pub id: VerblijfsobjectId,
    /// Whether it was a home.
    pub is_home: bool,
    /// Its oppervlakte, m².
    pub area: Option<u32>,
}

impl State {
    /// Reads the registers as of a day. What is odd in them is an issue of the
    /// scan.
    pub fn read(project: &Project, day: &Peildatum, progress: &mut dyn Progress) -> Result<Self, Error> {
        let mut project = project.clone();
        project.set_peildatum(day);
        let mut issues = Issues::default();
        progress.begin("verblijfsobjecten", None);
        let input = project.verblijfsobjecten.as_ref();
        let units = input.map(|input| read::verblijfsobjecten::read(input, &mut issues)).transpose()?;
        let units = units.unwrap_or_default();
        progress.advance(units.len() as u64);
        progress.end();
        let placement = scan::place(&project, &units, progress)?;
        progress.begin("panden", None);
        let (mut panden, mut homes) = (BTreeMap::new(), HashMap::new());
        read::panden::stream(&project.panden, None, &mut issues, |batch, _| {
            progress.advance(batch.len() as u64);
            for pand in batch {
                let units: Vec<UnitState> = placement
                    .of(pand.id)
                    .map(|at| &units[at as usize])
                    .filter(|unit| unit.is_in_use())
                    .map(|unit| UnitState { id: unit.id, is_home: unit.is_home(), area: unit.oppervlakte })
                    .collect();
                homes.extend(units.iter().filter(|unit| unit.is_home).map(|unit| (unit.id, pand.id)));
                let state = PandState {
                    in_use: pand.status.is_some_and(PandStatus::is_assessed),
                    bouwjaar: pand.bouwjaar,
                    footprint: pand.footprint.map(|footprint| footprint.unsigned_area()),
                    units,
                };
                panden.insert(pand.id, state);
            }
            Ok(())
        })?;
        progress.end();
        Ok(Self { panden, homes })
    }
}

impl PandState {
    /// Its homes.
    pub fn n_homes(&self) -> u32 {
        u32::try_from(self.units.iter().filter(|unit| unit.is_home).count()).unwrap_or(u32::MAX)
    }

    /// Summed oppervlakte of its homes, or of its other units, m²; `None` when
    /// that of one is not known.
    pub fn area(&self, homes: bool) -> Option<f64> {
        let units = self.units.iter().filter(|unit| unit.is_home == homes);
        units.map(|unit| unit.area.map(f64::from)).sum()
    }

    /// The same of all units; `None` without any.
    pub fn total(&self) -> Option<f64> {
        let total = self.area(true)? + self.area(false)?;
        (!self.units.is_empty()).then_some(total)
    }
}
