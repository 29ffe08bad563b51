//! How densely is this ground built, and how densely may it be?
//!
//! The measures are those of Spacematrix, as PBL's RUDIFUN uses them.

use serde::{Deserialize, Serialize};

use crate::{
    params::{InbreidingParams, Programme, ReferenceRow},
    units::{Meters, SquareMeters},
};

/// What stands on a piece of ground, added up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sums {
    /// The ground itself (plan area).
    pub plan: SquareMeters,
    /// Footprints.
    pub footprint: SquareMeters,
    /// Gross floor area of everything.
    pub gross: SquareMeters,
    /// Gross floor area of homes.
    pub homes_gross: SquareMeters,
}

/// How densely a piece of ground is built.
///
/// # Source
///
/// Spacematrix (Berghauser Pont and Haupt); toplaag method §4.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Density {
    /// Floor space index: gross floor area over plan area.
    pub fsi: f64,
    /// Ground space index: footprint over plan area.
    pub gsi: f64,
    /// Mean storeys: FSI over GSI; `None` where nothing stands.
    pub l: Option<f64>,
    /// Open space ratio: open ground over floor area, (1 - GSI) over FSI;
    /// `None` where nothing stands.
    pub osr: Option<f64>,
    /// Mixed-use index: share of the floor area that is homes; `None` where
    /// nothing stands.
    pub mxi: Option<f64>,
}

impl Density {
    /// The measures of one piece of ground; `None` without ground, or with
    /// numbers that are no areas.
    ///
    /// # Examples
    ///
    /// ```
    /// use toplaag::{assess::density::{Density, Sums}, units::SquareMeters};
    ///
    /// let sums = Sums {
    ///     plan: SquareMeters(10_000.0),
    ///     footprint: SquareMeters(2_500.0),
    ///     gross: SquareMeters(10_000.0),
    ///     homes_gross: SquareMeters(9_000.0),
    /// };
    /// let density = Density::of(&sums).unwrap();
    /// assert_eq!((density.fsi, density.gsi), (1.0, 0.25));
    /// assert_eq!((density.l, density.osr, density.mxi), (Some(4.0), Some(0.75), Some(0.9)));
    /// ```
    #[must_use]
    pub fn of(sums: &Sums) -> Option<Self> {
        let Sums { plan, footprint, gross, homes_gross } = *sums;
        let areas = [plan.0, footprint.0, gross.0, homes_gross.0];
        if plan.0 <= 0.0 || areas.iter().any(|area| !area.is_finite() || *area < 0.0) {
            return None;
        }
        let (fsi, gsi) = (gross.0 / plan.0, footprint.0 / plan.0);
        let over = |value: f64, by: f64| (by > 0.0).then(|| value / by);
        Some(Self {
            fsi,
            gsi,
            l: over(fsi, gsi),
            osr: over(1.0 - gsi, fsi),
            mxi: over(homes_gross.0, gross.0),
        })
    }

    /// Whether so much is built that it says something about what fits here.
    #[must_use]
    pub fn is_context(&self, params: &InbreidingParams) -> bool {
        self.gsi >= params.context_gsi_min.value
    }
}

/// Homes on a hectare: `FSI × 10,000 / (m² per home / form factor)`.
///
/// # Units
///
/// `home` is usable floor area (GO), the form factor GO over gross floor area.
///
/// # Examples
///
/// ```
/// use toplaag::{assess::density::homes_per_ha, units::SquareMeters};
///
/// assert_eq!(homes_per_ha(1.50, 0.78, SquareMeters(75.0)).round(), 156.0);
/// ```
///
/// # Source
///
/// PBL `RuimteScanner` (`RSopen`); toplaag method §4.
#[must_use]
pub fn homes_per_ha(fsi: f64, go_per_bvo: f64, home: SquareMeters) -> f64 {
    if home.0 > 0.0 { fsi * 10_000.0 * go_per_bvo / home.0 } else { 0.0 }
}

/// The form factor GO over gross floor area at this density.
///
/// # Method
///
/// Row houses have one of their own. Apartments have 0.78, and 0.65 when their
/// mean storeys (FSI over GSI) rise above 15 m.
///
/// # Source
///
/// PBL `RuimteScanner` (`RSopen`); `inbreiding.go_per_bvo*`.
#[must_use]
pub fn form_factor(fsi: f64, gsi: f64, params: &InbreidingParams) -> f64 {
    let height = if gsi > 0.0 { Meters(fsi / gsi * params.storey_m.value) } else { Meters(0.0) };
    match params.programme.value {
        Programme::RowHouses => params.go_per_bvo_row_house.value,
        Programme::Apartments if height.millimeters() > Meters(params.high_rise_m.value).millimeters() => {
            params.go_per_bvo_high_rise.value
        }
        Programme::Apartments => params.go_per_bvo.value,
    }
}

/// The reference row that holds: the one that was named, else the densest
/// one the address density reaches.
///
/// # Units
///
/// Addresses per km² (omgevingsadressendichtheid, CBS).
#[must_use]
pub fn reference_row(address_density: Option<f64>, params: &InbreidingParams) -> Option<ReferenceRow> {
    let named = params.woonmilieu.value.as_str();
    let holds = |row: &&ReferenceRow| {
        if named.is_empty() {
            address_density.is_some_and(|density| density >= row.oad_from)
        } else {
            row.woonmilieu.code() == named
        }
    };
    params.rows().iter().find(holds).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    fn per_ha(rows: &[ReferenceRow], params: &InbreidingParams) -> Vec<f64> {
        rows.iter()
            .map(|row| {
                let factor = form_factor(row.fsi, row.gsi, params);
                homes_per_ha(row.fsi, factor, SquareMeters(row.home_m2)).round()
            })
            .collect()
    }

    /// By hand: 1.50 × 10,000 × 0.78 / 75 = 156; 0.90: 87.75; 0.75: 68.8; 0.60: 52; 0.50: 41.05; 0.40: 32.8.
    ///
    /// The densest row, 2.80 × 10,000 / 65: 336 with the form factor of
    /// apartments, 0.78, and 280 with that above 15 m, 0.65. Its 7 storeys
    /// (2.80 / 0.40) rise above 15 m, so 280 is what the program gives.
    #[test]
    fn homes_per_hectare_of_the_reference_rows_are_those_of_the_domain_note() {
        let params = Params::built_in().inbreiding;
        assert_eq!(per_ha(params.rows(), &params), [280.0, 156.0, 88.0, 69.0, 52.0, 41.0, 33.0]);
        assert_eq!(homes_per_ha(2.80, 0.78, SquareMeters(65.0)).round(), 336.0);
        assert_eq!(homes_per_ha(2.80, 0.65, SquareMeters(65.0)).round(), 280.0);
        let mut low_rise = params.clone();
        low_rise.high_rise_m.value = 25.0;
        assert_eq!(per_ha(low_rise.rows(), &low_rise), [336.0, 156.0, 88.0, 69.0, 52.0, 41.0, 33.0]);
    }

    /// By hand with 0.76: 1.00 / 100 → 76; 0.88 / 105 → 63.7; 0.63 / 115 → 41.6; 0.50 / 120 → 31.7; 0.38 / 130 → 22.2.
    #[test]
    fn row_houses_have_rows_and_a_form_factor_of_their_own() {
        let mut params = Params::built_in().inbreiding;
        params.programme.value = Programme::RowHouses;
        assert_eq!(per_ha(params.rows(), &params), [76.0, 64.0, 42.0, 32.0, 22.0]);
    }

    #[test]
    fn the_address_density_names_the_row_unless_the_user_does() {
        let mut params = Params::built_in().inbreiding;
        let fsi = |density, params: &InbreidingParams| reference_row(density, params).map(|row| row.fsi);
        for (density, expected) in
            [(0.0, 0.40), (249.0, 0.40), (250.0, 0.50), (1_000.0, 0.75), (2_500.0, 1.50), (6_000.0, 2.80)]
        {
            assert_eq!(fsi(Some(density), &params), Some(expected), "{density}");
        }
        assert_eq!(fsi(None, &params), None);
        assert_eq!(fsi(Some(f64::NAN), &params), None);
        params.woonmilieu.value = "super_stedelijk".into();
        assert_eq!(fsi(None, &params), Some(2.80));
    }

    #[test]
    fn open_ground_has_no_storeys_and_no_ground_has_no_density() {
        let plan = SquareMeters(1_000.0);
        let open = Density::of(&Sums { plan, ..Sums::default() }).unwrap();
        assert_eq!(open, Density { fsi: 0.0, gsi: 0.0, l: None, osr: None, mxi: None });
        assert!(!open.is_context(&Params::built_in().inbreiding));
        assert_eq!(Density::of(&Sums::default()), None);
        assert_eq!(Density::of(&Sums { plan, gross: SquareMeters(f64::NAN), ..Sums::default() }), None);
    }
}
