//! Who holds what, in the three ways corporaties say so?

use super::{
    Corporatie, District, PER_GEMEENTE, TownBezit, TownKey,
    site::{Built, Site},
    town,
};

/// Name of a corporatie in the gemeente of a district.
pub(super) fn naam(corporatie: Corporatie, number: u64) -> String {
    match number / PER_GEMEENTE {
        0 => corporatie.naam().to_owned(),
        place => format!("{} {}", corporatie.naam(), place + 1),
    }
}

/// Number of a complex of a district.
pub(super) fn complex(corporatie: Corporatie, complex: u32, number: u64) -> String {
    format!("{}-{}", corporatie.prefix(), u64::from(complex) + 1000 * (number % PER_GEMEENTE))
}

/// The rows of the holdings of one district, by corporatie, then by object.
pub(super) fn rows(site: &Site, built: &[Built<'_>], district: &District) -> Vec<TownBezit> {
    let mut rows = Vec::new();
    for corporatie in [Corporatie::ZevenLinden, Corporatie::Reveil, Corporatie::Polderhuis] {
        for here in built {
            let Some(held) = here.block.held.as_ref().filter(|held| held.corporatie == corporatie) else {
                continue;
            };
            let mut row = |key| {
                rows.push(TownBezit {
                    corporatie: naam(corporatie, site.number),
                    complex: complex(corporatie, held.complex, site.number),
                    key,
                    conditions: held.conditions.clone(),
                });
            };
            if corporatie == Corporatie::Polderhuis {
                for pand in &district.panden[here.panden.clone()] {
                    row(TownKey::Pand(pand.identificatie));
                }
                continue;
            }
            let units = &district.verblijfsobjecten[here.verblijfsobjecten.clone()];
            let homes = units.iter().filter(|unit| unit.gebruiksdoel == town::HOME);
            for (unit, n) in homes.zip(0_u32..) {
                // Spreads the share evenly over the homes.
                if (n + 1) * held.percent / 100 == n * held.percent / 100 {
                    continue;
                }
                row(match corporatie {
                    Corporatie::ZevenLinden => TownKey::Verblijfsobject(unit.identificatie),
                    _ => TownKey::Address {
                        postcode: unit.postcode.clone(),
                        huisnummer: unit.huisnummer,
                        huisletter: unit.huisletter.clone(),
                        toevoeging: unit.toevoeging.clone(),
                    },
                });
            }
        }
    }
    rows
}
