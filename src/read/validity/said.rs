//! What does `geo` say of a polygon, in both languages?

use geo::validation::{InvalidMultiPolygon, InvalidPolygon, RingRole};

use crate::lang::Said;

/// Why a polygon is not valid: in English as `geo` says it.
pub(super) fn of(error: &InvalidMultiPolygon) -> Said {
    let nl = match error {
        InvalidMultiPolygon::InvalidPolygon(at, error) => {
            format!("vlak {} is ongeldig: {}", at.0, in_polygon(error))
        }
        InvalidMultiPolygon::ElementsOverlaps(one, other) => {
            format!("vlakken {} en {} overlappen elkaar", one.0, other.0)
        }
        InvalidMultiPolygon::ElementsTouchOnALine(one, other) => {
            format!("vlakken {} en {} raken elkaar langs een lijn", one.0, other.0)
        }
    };
    Said::new(nl, error.to_string())
}

fn in_polygon(error: &InvalidPolygon) -> String {
    match error {
        InvalidPolygon::TooFewPointsInRing(of) => {
            format!("{} heeft minder dan 3 verschillende punten", ring(*of))
        }
        InvalidPolygon::SelfIntersection(of) => format!("{} doorsnijdt zichzelf", ring(*of)),
        InvalidPolygon::NonFiniteCoord(of, at) => {
            format!("{} heeft een coördinaat die geen getal is, op plaats {}", ring(*of), at.0)
        }
        InvalidPolygon::InteriorRingNotContainedInExteriorRing(of) => {
            format!("{} ligt niet binnen de buitenring", ring(*of))
        }
        InvalidPolygon::IntersectingRingsOnALine(one, other) => {
            format!("{} en {} raken elkaar langs een lijn", ring(*one), ring(*other))
        }
        InvalidPolygon::IntersectingRingsOnAnArea(one, other) => {
            format!("{} en {} overlappen elkaar", ring(*one), ring(*other))
        }
    }
}

fn ring(role: RingRole) -> String {
    match role {
        RingRole::Exterior => "de buitenring".into(),
        RingRole::Interior(at) => format!("gat {at}"),
    }
}

#[cfg(test)]
mod tests {
    use geo::{Validation, wkt};

    use super::*;
    use crate::lang::Lang;

    #[test]
    fn a_bow_tie_is_said_in_both() {
        let bow = wkt!(MULTIPOLYGON(((0. 0., 9. 9., 9. 0., 0. 9., 0. 0.))));
        let said = of(&bow.check_validation().unwrap_err());
        assert_eq!(said.pick(Lang::Nl), "vlak 0 is ongeldig: de buitenring doorsnijdt zichzelf");
        assert_eq!(
            said.pick(Lang::En),
            "polygon at index 0 is invalid: exterior ring has a self-intersection"
        );
    }
}
