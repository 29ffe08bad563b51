//! The words for free ground and what is built around it.

use crate::lang::Lang;
use crate::{assess::inbreiding::Bound, model::ReuseClass, params::Woonmilieu};

/// What kind of ground was cut, by its code.
#[must_use]
pub fn domain_kind(code: &str, lang: Lang) -> Option<&'static str> {
    Some(match code {
        "own" => lang.pick("eigen grond", "own ground"),
        "parcel" => lang.pick("perceel", "perceel"),
        "block" => lang.pick("bouwblok", "block"),
        "buurt" => "buurt",
        _ => return None,
    })
}

/// What took ground, by its code.
#[must_use]
pub fn taken_by(code: &str, lang: Lang) -> Option<&'static str> {
    Some(match code {
        "own" => lang.pick("grond van eigenaren, apart bekeken", "ground of owners, looked at apart"),
        "outside" => lang.pick("buiten bebouwd gebied", "outside the built-up area"),
        "panden" => "panden",
        "roads" => lang.pick("wegen", "roads"),
        "parking" => lang.pick("parkeren", "parking"),
        "water" => lang.pick("water", "water"),
        "green" => lang.pick("groen", "green"),
        "restriction" => lang.pick("beperking", "restriction"),
        "class_d" => lang.pick("water/bodem klasse D", "water class D"),
        _ => return None,
    })
}

/// Which number decided how much may be built.
#[must_use]
pub fn bound(bound: Bound, lang: Lang) -> &'static str {
    match bound {
        Bound::Target => lang.pick("wat een plan of gebiedspaspoort zegt", "what a plan says"),
        Bound::Context => lang.pick("de omgeving maal de factor", "the surroundings times the factor"),
        Bound::Reference => lang.pick("de referentie van het woonmilieu", "the reference of the woonmilieu"),
        Bound::HeightLimit => lang.pick("de hoogste bouwhoogte", "the height limit"),
    }
}

/// A living environment of the reference table.
#[must_use]
pub fn woonmilieu(woonmilieu: Woonmilieu) -> &'static str {
    match woonmilieu {
        Woonmilieu::SuperStedelijk => "super stedelijk",
        Woonmilieu::HoogStedelijk => "hoog stedelijk",
        Woonmilieu::Stedelijker => "stedelijker",
        Woonmilieu::Stedelijk => "stedelijk",
        Woonmilieu::LaagStedelijk => "laag stedelijk",
        Woonmilieu::LagerStedelijk => "lager stedelijk",
        Woonmilieu::Dorps => "dorps",
    }
}

/// A use that gives way.
#[must_use]
pub fn reuse(class: ReuseClass, lang: Lang) -> &'static str {
    match class {
        ReuseClass::Parkeerterrein => lang.pick("parkeerterrein", "car park"),
        ReuseClass::Garages => lang.pick("garageboxen", "garages"),
        ReuseClass::Tankstation => lang.pick("tankstation", "filling station"),
        ReuseClass::Overig => lang.pick("andere te hergebruiken grond", "other ground to be reused"),
    }
}

/// A direction without a side, in degrees clockwise from north.
///
/// # Examples
///
/// ```
/// use toplaag::lang::Lang;
/// use toplaag::wording::direction;
///
/// assert_eq!(direction(92.0, Lang::Nl), "O-W");
/// assert_eq!(direction(170.0, Lang::En), "N-S");
/// ```
#[must_use]
pub fn direction(azimuth_deg: f64, lang: Lang) -> &'static str {
    let azimuth = azimuth_deg.rem_euclid(180.0);
    if !(22.5..157.5).contains(&azimuth) {
        lang.pick("N-Z", "N-S")
    } else if azimuth < 67.5 {
        lang.pick("NO-ZW", "NE-SW")
    } else if azimuth < 112.5 {
        lang.pick("O-W", "E-W")
    } else {
        lang.pick("NW-ZO", "NW-SE")
    }
}
