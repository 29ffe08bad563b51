//! What is a site judged by?

use serde::Serialize;

use crate::{codes::codes, params::Weights};

codes! {
    /// A criterion of the score.
    Criterion {
        /// Homes added.
        Homes = "homes",
        /// Chance that the structure carries more.
        Structure = "structure",
        /// Whether one owner decides.
        Ownership = "ownership",
        /// Whether the cars fit.
        Parking = "parking",
        /// Signal of the grid map.
        Grid = "grid",
        /// Water and soil.
        Water = "water",
        /// Room in plan, heritage and noise.
        Planning = "planning",
    }
}

impl Criterion {
    /// The column its value is written to.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::Homes => "v_homes",
            Self::Structure => "v_structure",
            Self::Ownership => "v_ownership",
            Self::Parking => "v_parking",
            Self::Grid => "v_grid",
            Self::Water => "v_water",
            Self::Planning => "v_planning",
        }
    }

    /// Its value at a site.
    #[must_use]
    pub fn value(self, values: &Values) -> Option<f64> {
        values.in_order()[self as usize]
    }

    /// Its weight in a set of weights.
    #[must_use]
    pub fn weight(self, weights: &Weights) -> f64 {
        weights.in_order()[self as usize]
    }
}

/// The values of one site, 0 to 1; `None` is not known.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[expect(missing_docs, reason = "one field per criterion, named after its column")]
pub struct Values {
    #[serde(rename = "v_homes")]
    pub homes: Option<f64>,
    #[serde(rename = "v_structure")]
    pub structure: Option<f64>,
    #[serde(rename = "v_ownership")]
    pub ownership: Option<f64>,
    #[serde(rename = "v_parking")]
    pub parking: Option<f64>,
    #[serde(rename = "v_grid")]
    pub grid: Option<f64>,
    #[serde(rename = "v_water")]
    pub water: Option<f64>,
    #[serde(rename = "v_planning")]
    pub planning: Option<f64>,
}

impl Values {
    /// The value of one criterion.
    #[must_use]
    pub fn get(&self, criterion: Criterion) -> Option<f64> {
        self.in_order()[criterion as usize]
    }

    /// The values in the order of [`Criterion::ALL`].
    #[must_use]
    pub fn in_order(&self) -> [Option<f64>; 7] {
        [self.homes, self.structure, self.ownership, self.parking, self.grid, self.water, self.planning]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    #[test]
    fn values_weights_and_columns_stand_in_one_order() {
        let values = Values { planning: Some(0.7), homes: Some(0.1), ..Values::default() };
        assert_eq!(values.get(Criterion::Planning), Some(0.7));
        assert_eq!(values.get(Criterion::Homes), Some(0.1));
        let weights = Params::built_in().score.corporatie.value.optoppen;
        assert_eq!(Criterion::Structure.weight(&weights), 25.0);
        assert_eq!(Criterion::Water.weight(&weights), 5.0);
        let json = serde_json::to_value(values).unwrap();
        for &criterion in Criterion::ALL {
            assert_eq!(json[criterion.column()], serde_json::json!(values.get(criterion)));
        }
        assert_eq!(json.as_object().unwrap().len(), Criterion::ALL.len());
    }
}
