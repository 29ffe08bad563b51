//! Areas somebody wants to know all about: buurten, or polygons of one's own.

use std::collections::{HashMap, hash_map::Entry};

use geo::{Translate, algorithm::bool_ops::unary_union, bounding_rect::BoundingRect};
use geo_types::MultiPolygon;

use super::{
    register::{optional, roles},
    zones::{self, Reading},
};
use crate::{
    config::Input,
    error::Error,
    issue::Issues,
    model::{Gebied, Zone},
};

roles! {
    /// The roles of areas: codes of CBS and of Amsterdam, or a name of one's own.
    pub const ROLES;
    ID = optional(
        "id",
        &["buurtcode", "bu_code", "cbsCode", "wijkcode", "wk_code", "statcode", "gebied", "code", "id"],
    );
    NAAM = optional(
        "naam",
        &["buurtnaam", "bu_naam", "wijknaam", "wk_naam", "statnaam", "naam", "name", "titel"],
    );
    GEMEENTE_CODE = optional("gemeente_code", &["gemeentecode", "gm_code"]);
    GEMEENTE = optional("gemeente", &["gemeentenaam", "gm_naam", "gemeente"]);
}

/// Reads areas; polygons that share an identification are one area, and ground
/// that several of them cover counts once. An area
/// without one goes by its name, else by its place in the file.
///
/// # Errors
///
/// Those of the files.
pub fn read(input: &Input, issues: &mut Issues) -> Result<Vec<Zone<Gebied>>, Error> {
    let text = |value: Option<String>| value.filter(|text| !text.trim().is_empty());
    let zones = zones::read(input, ROLES, issues, |row| {
        let naam = text(row.get(NAAM).to_code());
        let id = text(row.get(ID).to_code()).or_else(|| naam.clone());
        Reading::Zone {
            id: id.clone(),
            says: Gebied {
                code: id.unwrap_or_default(),
                naam: naam.unwrap_or_default(),
                gemeente_code: text(row.get(GEMEENTE_CODE).to_code()),
                gemeente_naam: text(row.get(GEMEENTE).to_code()),
                omgevingsadressendichtheid: None,
                cars_per_household: None,
                geometry: MultiPolygon(Vec::new()),
            },
        }
    })?;
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut areas: Vec<Zone<Gebied>> = Vec::with_capacity(zones.len());
    let mut n_parts: Vec<usize> = Vec::new();
    for zone in zones {
        match at.entry(zone.id.clone()) {
            Entry::Occupied(known) => {
                areas[*known.get()].geometry.0.extend(zone.geometry.0);
                n_parts[*known.get()] += 1;
            }
            Entry::Vacant(new) => {
                new.insert(areas.len());
                areas.push(zone);
                n_parts.push(1);
            }
        }
    }
    for (area, _) in areas.iter_mut().zip(n_parts).filter(|(_, n_parts)| *n_parts > 1) {
        area.geometry = once(&area.geometry);
    }
    Ok(areas)
}

/// The ground that polygons cover, each piece once: drawn over one another, or
/// twice, they would count as holes.
fn once(parts: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    // Near the origin no digits are lost.
    let Some(rect) = parts.bounding_rect() else { return parts.clone() };
    let (x, y) = (rect.min().x, rect.min().y);
    unary_union(&parts.translate(-x, -y)).translate(x, y)
}

#[cfg(test)]
mod tests {
    use geo::Area;
    use geo_types::polygon;

    use super::*;

    #[test]
    fn what_is_drawn_twice_or_over_another_counts_once() {
        let rect = |x: f64, width: f64| {
            let (x, y) = (130_000.0 + x, 470_000.0);
            polygon![(x: x, y: y), (x: x + width, y: y), (x: x + width, y: y + 10.0), (x: x, y: y + 10.0)]
        };
        for (parts, right) in [
            (vec![rect(0.0, 20.0), rect(0.0, 20.0)], 200.0),
            (vec![rect(0.0, 20.0), rect(10.0, 20.0)], 300.0),
            (vec![rect(0.0, 20.0), rect(50.0, 20.0)], 400.0),
        ] {
            let area = once(&MultiPolygon(parts)).unsigned_area();
            assert!((area - right).abs() < 1e-3, "{area} for {right}");
        }
    }
}
