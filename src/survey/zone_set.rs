//! One layer of zones, indexed.

use geo_types::MultiPolygon;

use crate::{
    issue::IssueKind,
    lang::{Said, say},
    model::Zone,
    overlay::ZoneIndex,
};

/// A zone layer with its index; a group of the index is a position in `says`.
pub struct ZoneSet<T> {
    /// Identification per zone.
    pub ids: Vec<String>,
    /// What each zone says.
    pub says: Vec<T>,
    /// The index over their polygons.
    pub index: ZoneIndex,
}

impl<T> ZoneSet<T> {
    /// Builds the index. Zones that share an identification are one zone;
    /// what the first of them says holds.
    #[must_use]
    pub fn new(mut zones: Vec<Zone<T>>) -> Self {
        // Stable: of equal identifications the first in file order stays first.
        zones.sort_by(|a, b| a.id.cmp(&b.id));
        let (mut ids, mut says) = (Vec::new(), Vec::new());
        let mut shapes: Vec<(u32, MultiPolygon<f64>)> = Vec::with_capacity(zones.len());
        for zone in zones {
            if ids.last() != Some(&zone.id) {
                ids.push(zone.id);
                says.push(zone.says);
            }
            shapes.push((u32::try_from(ids.len() - 1).unwrap_or(u32::MAX), zone.geometry));
        }
        Self { ids, says, index: ZoneIndex::new(shapes) }
    }

    /// The polygons of each zone, by position.
    #[must_use]
    pub fn shapes(&self) -> Vec<MultiPolygon<f64>> {
        let mut shapes = vec![MultiPolygon(Vec::new()); self.ids.len()];
        for (zone, polygon) in self.index.polygons() {
            if let Some(shape) = shapes.get_mut(zone as usize) {
                shape.0.push(polygon);
            }
        }
        shapes
    }
}

/// Overlaps below a thousandth of a footprint are the digitizing of borders.
const OVERLAP_REPORTED: f64 = 0.001;

/// Says that zones overlap where they should not.
pub(super) fn report_overlap(overlap: f64, what: &Said, issues: &mut Vec<(IssueKind, Said)>) {
    if overlap > OVERLAP_REPORTED {
        let percent = Said::decimal(overlap * 100.0, 1);
        let detail = say!(
            [what, percent] "{what} overlappen op {percent} % van de footprint; beide aandelen blijven staan",
            "{what} overlap on {percent} % of the footprint; both shares are kept"
        );
        issues.push((IssueKind::OverlappingZones, detail));
    }
}
