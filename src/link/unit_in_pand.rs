//! In which pand does a verblijfsobject count?
//!
//! Once: in the pand whose footprint holds its point, else in the lowest pand
//! it refers to (method §1). Nearly all refer to one pand and are placed by
//! that; for the others the footprints are looked at as they stream by.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use geo::{BoundingRect, Contains};
use geo_types::Point;
use rayon::prelude::*;
use rstar::{AABB, RTree, primitives::GeomWithData};

use crate::{
    lang::{Said, say},
    model::{Pand, PandId, Panden, Verblijfsobject},
};

/// The verblijfsobjecten whose pand only the footprints can tell: those that
/// refer to several panden, or to none.
pub struct Ambiguous {
    tree: RTree<GeomWithData<[f64; 2], u32>>,
    /// The panden they refer to.
    panden: HashSet<PandId>,
    /// Whether one refers to none.
    anywhere: bool,
    /// Per verblijfsobject the lowest pand found whose footprint holds it.
    found: HashMap<u32, PandId>,
}

impl Ambiguous {
    /// Collects them; positions are those in `units`.
    #[must_use]
    pub fn new(units: &[Verblijfsobject]) -> Self {
        let (mut points, mut panden, mut anywhere) = (Vec::new(), HashSet::new(), false);
        for (at, unit) in (0_u32..).zip(units) {
            if let (Panden::None | Panden::Many(_), Some(point)) = (&unit.panden, unit.point) {
                points.push(GeomWithData::new([point.x(), point.y()], at));
                panden.extend(unit.panden.as_slice());
                anywhere |= unit.panden == Panden::None;
            }
        }
        Self { tree: RTree::bulk_load(points), panden, anywhere, found: HashMap::new() }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.size() == 0
    }

    /// Tells whether the footprint of a pand has to be looked at. When one of
    /// them refers to no pand at all, each has.
    pub fn wanted(&self) -> impl Fn(PandId) -> bool + Sync + use<> {
        let (panden, anywhere) = (self.panden.clone(), self.anywhere);
        move |pand| anywhere || panden.contains(&pand)
    }

    /// Looks which of them lie in this pand.
    pub fn look(&mut self, pand: &Pand, units: &[Verblijfsobject]) {
        let Some(footprint) = &pand.footprint else { return };
        let Some(rect) = footprint.bounding_rect() else { return };
        let envelope = AABB::from_corners(rect.min().into(), rect.max().into());
        for hit in self.tree.locate_in_envelope(envelope) {
            let panden = &units[hit.data as usize].panden;
            let refers = matches!(panden, Panden::None) || panden.as_slice().contains(&pand.id);
            let point: Point<f64> = (*hit.geom()).into();
            if refers && footprint.contains(&point) {
                self.found
                    .entry(hit.data)
                    .and_modify(|lowest| *lowest = (*lowest).min(pand.id))
                    .or_insert(pand.id);
            }
        }
    }
}

/// Every verblijfsobject in its pand.
#[derive(Debug, Default)]
pub struct Placement {
    /// Pand and position in the list of verblijfsobjecten, sorted.
    by_pand: Vec<(PandId, u32)>,
    /// Which entries of `by_pand` belong to a pand that was met.
    met: Vec<bool>,
    /// Positions of those that name no pand and lie in none.
    nowhere: Vec<u32>,
    /// Panden that one refers to which counts in another, once for each, sorted.
    elsewhere: Vec<PandId>,
}

impl Placement {
    /// Places all, with what the footprints told about the ambiguous ones.
    #[must_use]
    pub fn new(units: &[Verblijfsobject], ambiguous: &Ambiguous) -> Self {
        let mut by_pand = Vec::with_capacity(units.len());
        let (mut nowhere, mut elsewhere) = (Vec::new(), Vec::new());
        for (at, unit) in (0_u32..).zip(units) {
            let pand = match &unit.panden {
                Panden::One(id) => Some(*id),
                panden => ambiguous.found.get(&at).copied().or_else(|| panden.as_slice().first().copied()),
            };
            match pand {
                Some(pand) => by_pand.push((pand, at)),
                None => nowhere.push(at),
            }
            if let Panden::Many(panden) = &unit.panden {
                elsewhere.extend(panden.iter().filter(|other| Some(**other) != pand));
            }
        }
        by_pand.par_sort_unstable();
        let met = vec![false; by_pand.len()];
        elsewhere.sort_unstable();
        Self { by_pand, met, nowhere, elsewhere }
    }

    /// How many refer to this pand and count in another.
    #[must_use]
    pub fn elsewhere(&self, pand: PandId) -> usize {
        let start = self.elsewhere.partition_point(|id| *id < pand);
        self.elsewhere[start..].iter().take_while(|id| **id == pand).count()
    }

    /// The entries of one pand, for [`Placement::meet`].
    #[must_use]
    pub fn range(&self, pand: PandId) -> Range<usize> {
        let start = self.by_pand.partition_point(|(id, _)| *id < pand);
        let len = self.by_pand[start..].iter().take_while(|(id, _)| *id == pand).count();
        start..start + len
    }

    /// Each pand with each of its verblijfsobjecten, by pand.
    pub(super) fn pairs(&self) -> &[(PandId, u32)] {
        &self.by_pand
    }

    /// Positions of the verblijfsobjecten of one pand, ascending.
    pub fn of(&self, pand: PandId) -> impl Iterator<Item = u32> + '_ {
        self.by_pand[self.range(pand)].iter().map(|(_, at)| *at)
    }

    /// Notes that the pand with these entries exists, so that what refers to
    /// it is placed.
    ///
    /// # Panics
    ///
    /// If the entries are not those of [`Placement::range`].
    pub fn meet(&mut self, entries: Range<usize>) {
        self.met[entries].fill(true);
    }

    /// Positions of those that are placed in a pand that was met.
    pub fn placed(&self) -> impl Iterator<Item = u32> + '_ {
        self.by_pand.iter().zip(&self.met).filter(|(_, met)| **met).map(|((_, at), _)| *at)
    }

    /// Those that could not be placed, with the reason, in order of identification.
    #[must_use]
    pub fn unplaced(&self) -> Vec<(u32, Said)> {
        let dangling = self.by_pand.iter().zip(&self.met).filter(|(_, met)| !**met).map(|((pand, at), _)| {
            let reason = say!(
                "verwijst naar pand {pand}, dat niet in de invoer staat",
                "refers to pand {pand}, which is not in the input"
            );
            (*at, reason)
        });
        let lost = say!("verwijst naar geen pand en ligt in geen pand", "refers to no pand and lies in none");
        let nowhere = self.nowhere.iter().map(|at| (*at, lost.clone()));
        let mut unplaced: Vec<_> = dangling.chain(nowhere).collect();
        unplaced.sort_unstable_by_key(|(at, _)| *at);
        unplaced
    }
}

#[cfg(test)]
mod tests {
    use geo_types::{MultiPolygon, polygon};

    use super::*;
    use crate::model::{Gebruiksdoelen, Nummeraanduiding};

    fn pand(id: &str, x: f64) -> Pand {
        let footprint =
            polygon![(x: x, y: 0.0), (x: x + 10.0, y: 0.0), (x: x + 10.0, y: 10.0), (x: x, y: 10.0)];
        Pand {
            id: id.parse().unwrap(),
            status: None,
            bouwjaar: None,
            footprint: Some(MultiPolygon::new(vec![footprint])),
            n_verblijfsobjecten: None,
            gebruiksdoelen: None,
        }
    }

    fn unit(id: &str, panden: &[&str], x: f64) -> Verblijfsobject {
        Verblijfsobject {
            id: id.parse().unwrap(),
            status: None,
            gebruiksdoelen: Gebruiksdoelen::parse("woonfunctie"),
            oppervlakte: Some(80),
            panden: Panden::from_ids(panden.iter().map(|id| id.parse().unwrap()).collect()),
            point: Some(Point::new(x, 5.0)),
            hoofdadres: Nummeraanduiding::default(),
            nevenadressen: Box::default(),
            rows_disagree: false,
        }
    }

    const A: &str = "0457100000000001";
    const B: &str = "0457100000000002";
    const GONE: &str = "0457100000000009";

    #[test]
    fn one_in_several_panden_counts_once_where_its_point_lies() {
        let units = [
            unit("0457010000000001", &[A, B], 15.0), // in B
            unit("0457010000000002", &[A, B], 99.0), // in neither: the lowest
            unit("0457010000000003", &[], 5.0),      // names none, lies in A
            unit("0457010000000004", &[], 99.0),     // nowhere
            unit("0457010000000005", &[GONE], 5.0),  // dangling
            unit("0457010000000006", &[B], 5.0),     // one reference holds, wherever it lies
        ];
        let panden = [pand(A, 0.0), pand(B, 10.0)];
        let mut ambiguous = Ambiguous::new(&units);
        assert!(ambiguous.wanted()(GONE.parse().unwrap()), "one refers to none: any pand may hold it");
        let wanted = Ambiguous::new(&units[..2]).wanted();
        assert!([A, B].iter().all(|id| wanted(id.parse().unwrap())) && !wanted(GONE.parse().unwrap()));
        panden.iter().for_each(|pand| ambiguous.look(pand, &units));
        let mut placement = Placement::new(&units, &ambiguous);
        panden.iter().for_each(|pand| placement.meet(placement.range(pand.id)));
        assert_eq!(placement.of(panden[0].id).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(placement.of(panden[1].id).collect::<Vec<_>>(), [0, 5]);
        assert_eq!(placement.placed().collect::<Vec<_>>(), [1, 2, 0, 5]);
        // The first two refer to both, and count in B and in A.
        assert_eq!([A, B].map(|id| placement.elsewhere(id.parse().unwrap())), [1, 1]);
        let unplaced: Vec<u32> = placement.unplaced().into_iter().map(|(at, _)| at).collect();
        assert_eq!(unplaced, [3, 4]);
    }
}
