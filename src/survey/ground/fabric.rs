//! What stands where: every pand, small enough to keep all of a country.
//!
//! Panden stream by and are forgotten, but free ground is what they leave, and
//! how densely one may build follows from how densely is built. So of each
//! pand its outline stays, packed, with the few figures its surroundings need.

use geo_types::{MultiPolygon, Point};

use crate::{
    model::{Pand, PandId, PandStatus},
    overlay::{
        PointSums,
        ground::{GroundBuilder, GroundIndex},
    },
    params::{InbreidingParams, Params},
    survey::Survey,
    units::Meters,
};

/// What its surroundings know of a pand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Built {
    /// Identification.
    pub id: PandId,
    /// A point in it, RD New, to a decimeter or so.
    pub point: [f32; 2],
    /// Its footprint, m².
    pub footprint: f32,
    /// Its gross floor area, m².
    pub bvo: f32,
    /// The part of that in homes, m².
    pub homes_bvo: f32,
    /// Ground level around it, meters NAP.
    pub maaiveld: Option<f32>,
    /// Homes in use in it; `None` when it is not known.
    pub homes: Option<u16>,
    /// Units in use in it, homes included; `None` when it is not known.
    pub units: Option<u16>,
    /// Whether it is a garage in a row of garages.
    pub garage: bool,
}

impl Built {
    fn of(pand: &Pand, survey: &Survey, go_per_bvo: f64) -> Option<Self> {
        let point = survey.place.as_ref()?.point?;
        let facts = &survey.facts;
        let footprint = facts.footprint?.0;
        let storeys = survey.assessment.storeys.map_or(1, |(storeys, _)| storeys);
        // Floor area as registered, never below the footprint: storage, stairs
        // and panden without units are floor as well.
        let registered = facts.oppervlakte.map(|area| area.0 / go_per_bvo);
        let unregistered = if facts.units == Some(0) { footprint } else { footprint * f64::from(storeys) };
        let bvo = registered.unwrap_or(unregistered).max(footprint);
        let homes_go: f64 = survey.homes_area().map_or(0.0, |area| area.0);
        #[expect(clippy::cast_possible_truncation, reason = "sums over a neighborhood need no more digits")]
        Some(Self {
            id: pand.id,
            point: [point.x() as f32, point.y() as f32],
            footprint: footprint as f32,
            bvo: bvo as f32,
            homes_bvo: (homes_go / go_per_bvo) as f32,
            maaiveld: facts.roof.maaiveld.map(|level| level.0 as f32),
            homes: facts.homes.map(|homes| u16::try_from(homes).unwrap_or(u16::MAX)),
            units: facts.units.map(|units| u16::try_from(units).unwrap_or(u16::MAX)),
            garage: false,
        })
    }
}

/// Collects panden as they stream by.
#[derive(Default)]
pub struct FabricBuilder {
    index: GroundBuilder,
    built: Vec<Built>,
}

impl FabricBuilder {
    /// Adds a pand, when something stands or is about to.
    pub fn push(&mut self, pand: &Pand, survey: &Survey, params: &Params) {
        let stands = !matches!(
            pand.status,
            Some(
                PandStatus::NietGerealiseerdPand
                    | PandStatus::PandGesloopt
                    | PandStatus::PandTenOnrechteOpgevoerd
            )
        );
        let built = Built::of(pand, survey, params.inbreiding.go_per_bvo.value);
        if let (true, Some(footprint), Some(built)) = (stands, &pand.footprint, built) {
            self.index.push(u32::try_from(self.built.len()).unwrap_or(u32::MAX), footprint);
            self.built.push(built);
        }
    }

    /// Indexes what was collected, and finds the rows of garages.
    #[must_use]
    pub fn finish(self, params: &Params) -> Fabric {
        let figures = |pand: &Built| {
            let units = f32::from(pand.units.unwrap_or(0));
            (pand.point, [pand.footprint, pand.bvo, pand.homes_bvo, units])
        };
        let sums = PointSums::new(self.built.iter().map(figures).collect());
        let mut fabric = Fabric { index: self.index.finish(), built: self.built, sums };
        fabric.mark_garages(&params.inbreiding);
        fabric
    }
}

/// All panden, packed. A pand is known by its position.
pub struct Fabric {
    /// Their outlines.
    pub index: GroundIndex,
    /// Their figures.
    pub built: Vec<Built>,
    /// The sums of footprint, floor area, that of homes, and units, by place.
    pub sums: PointSums<4>,
}

impl Fabric {
    /// Panden of the size of a garage without any unit, in rows that touch.
    fn mark_garages(&mut self, params: &InbreidingParams) {
        let sizes = params.garage_min_m2.value..=params.garage_max_m2.value;
        let alike: Vec<u32> = (0_u32..)
            .zip(&self.built)
            .filter(|(_, pand)| pand.units == Some(0))
            .filter(|(_, pand)| sizes.contains(&f64::from(pand.footprint)))
            .map(|(at, _)| at)
            .collect();
        let mut rows = Rows::new(&alike);
        let gap = params.garage_gap_m.value;
        let candidates = self.index.polygons().filter(|(at, _)| alike.binary_search(at).is_ok());
        for (at, polygon) in candidates {
            for near in self.index.within(&MultiPolygon(vec![polygon]), gap) {
                rows.join(at, near);
            }
        }
        for at in rows.of_at_least(params.garage_row_min.value) {
            self.built[at as usize].garage = true;
        }
    }

    /// Ground level at a place, NAP: that of the nearest pand within reach that
    /// knows it.
    #[must_use]
    pub fn maaiveld(&self, place: Point<f64>, reach_m: f64) -> Option<Meters> {
        let (x, y) = (place.x(), place.y());
        let near = self.index.in_box([x - reach_m, y - reach_m, x + reach_m, y + reach_m]);
        let distance = |at: &u32| {
            let point = self.point(*at);
            (point.x() - x).hypot(point.y() - y)
        };
        near.into_iter()
            .filter(|at| self.built[*at as usize].maaiveld.is_some())
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
            .and_then(|at| Some(Meters(f64::from(self.built[at as usize].maaiveld?))))
    }

    /// A point in a pand.
    #[must_use]
    pub fn point(&self, at: u32) -> Point<f64> {
        let [x, y] = self.built[at as usize].point;
        Point::new(f64::from(x), f64::from(y))
    }
}

/// Which of a set of panden stand in one row: union-find.
struct Rows {
    alike: Vec<u32>,
    parent: Vec<u32>,
}

impl Rows {
    fn new(alike: &[u32]) -> Self {
        let parent = (0..u32::try_from(alike.len()).unwrap_or(u32::MAX)).collect();
        Self { alike: alike.to_vec(), parent }
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            self.parent[at as usize] = self.parent[self.parent[at as usize] as usize];
            at = self.parent[at as usize];
        }
        at
    }

    /// Joins two when both belong to the set.
    fn join(&mut self, a: u32, b: u32) {
        let place = |at: u32| self.alike.binary_search(&at).ok().and_then(|place| u32::try_from(place).ok());
        if let (Some(a), Some(b)) = (place(a), place(b)) {
            let (a, b) = (self.root(a), self.root(b));
            self.parent[a.max(b) as usize] = a.min(b);
        }
    }

    /// Those in rows of at least so many.
    fn of_at_least(&mut self, least: u32) -> Vec<u32> {
        let roots: Vec<u32> =
            (0..self.parent.len()).filter_map(|at| u32::try_from(at).ok()).map(|at| self.root(at)).collect();
        let mut counts = vec![0_u32; roots.len()];
        roots.iter().for_each(|root| counts[*root as usize] += 1);
        self.alike
            .iter()
            .zip(&roots)
            .filter(|(_, root)| counts[**root as usize] >= least)
            .map(|(at, _)| *at)
            .collect()
    }
}
