//! What stands in an area?

use super::data::{Band, Stock};
use crate::{params::Params, survey::FoundPand};

/// Bands of storeys, by their first.
const STOREYS: [u32; 5] = [1, 3, 6, 9, 15];

/// Gross floor area, m²: as registered, and no less than the footprint, since
/// storage and stairs are floor as well (as density is measured around plots).
fn gross_m2(pand: &FoundPand, go_per_bvo: f64) -> f64 {
    let facts = &pand.survey.facts;
    let footprint = facts.footprint.map_or(0.0, |area| area.0);
    let storeys = if facts.units == Some(0) { 1 } else { pand.storeys().unwrap_or(1) };
    let registered = facts.oppervlakte.map(|area| area.0 / go_per_bvo);
    registered.unwrap_or(footprint * f64::from(storeys)).max(footprint)
}

/// Adds up the panden of an area.
pub(super) fn stock(panden: &[&FoundPand], area_m2: f64, params: &Params) -> Stock {
    let years: Vec<u32> =
        params.optoppen.layers_by_bouwjaar.value.iter().map(|band| u32::from(band.from)).collect();
    let mut stock =
        Stock { by_year: bands(&years, true), by_storeys: bands(&STOREYS, false), ..Stock::default() };
    for pand in panden {
        let facts = &pand.survey.facts;
        let in_use = facts.status.is_none_or(|status| status.is_assessed());
        if !in_use {
            stock.other_panden += 1;
            continue;
        }
        let homes = u64::from(facts.homes.unwrap_or(0));
        stock.panden += 1;
        stock.homes += homes;
        stock.other_units += u64::from(facts.units.unwrap_or(0)).saturating_sub(homes);
        stock.footprint_m2 += facts.footprint.map_or(0.0, |area| area.0);
        stock.gross_m2 += gross_m2(pand, params.inbreiding.go_per_bvo.value);
        count(&mut stock.by_year, facts.bouwjaar.map(u32::from), homes);
        if homes > 0 {
            count(&mut stock.by_storeys, pand.storeys(), homes);
        }
    }
    if area_m2 > 0.0 {
        stock.fsi = stock.gross_m2 / area_m2;
        stock.gsi = stock.footprint_m2 / area_m2;
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        let homes = stock.homes as f64;
        stock.homes_per_ha = homes / (area_m2 / 10_000.0);
    }
    stock
}

/// Bands between these starts, one for what is not known, and, when asked for,
/// one below the first.
fn bands(starts: &[u32], below: bool) -> Vec<Band> {
    let first = starts.first().filter(|_| below).map(|start| Band {
        from: Some(0),
        to: Some(start - 1),
        ..Band::default()
    });
    let each = starts.iter().enumerate().map(|(at, start)| Band {
        from: Some(*start),
        to: starts.get(at + 1).map(|next| next - 1),
        ..Band::default()
    });
    first.into_iter().chain(each).chain([Band::default()]).collect()
}

fn count(bands: &mut [Band], value: Option<u32>, homes: u64) {
    let holds = |band: &&mut Band| match (band.from, value) {
        (Some(from), Some(value)) => value >= from && band.to.is_none_or(|to| value <= to),
        (None, None) => true,
        _ => false,
    };
    if let Some(band) = bands.iter_mut().find(holds) {
        band.panden += 1;
        band.homes += homes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_one_band() {
        let mut years = bands(&[1945, 1965, 1992], true);
        for (value, homes) in [(Some(1900), 1), (Some(1945), 2), (Some(1964), 3), (Some(2020), 4), (None, 5)]
        {
            count(&mut years, value, homes);
        }
        let found: Vec<_> = years.iter().map(|band| (band.from, band.to, band.panden, band.homes)).collect();
        assert_eq!(
            found,
            [
                (Some(0), Some(1944), 1, 1),
                (Some(1945), Some(1964), 2, 5),
                (Some(1965), Some(1991), 0, 0),
                (Some(1992), None, 1, 4),
                (None, None, 1, 5)
            ]
        );
    }
}
