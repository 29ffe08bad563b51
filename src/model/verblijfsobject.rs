//! A unit of use in a pand: a home, a shop, an office.

use std::{fmt, sync::Arc};

use geo_types::Point;

use super::{PandId, Postcode6, VerblijfsobjectId};

/// Where a verblijfsobject is in its life, as the BAG registers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the register's own terms")]
pub enum VerblijfsobjectStatus {
    Gevormd,
    NietGerealiseerd,
    InGebruikNietIngemeten,
    InGebruik,
    Ingetrokken,
    Verbouwing,
    BuitenGebruik,
    TenOnrechteOpgevoerd,
}

impl VerblijfsobjectStatus {
    /// Every status with the register's own spelling.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Gevormd, "Verblijfsobject gevormd"),
        (Self::NietGerealiseerd, "Niet gerealiseerd verblijfsobject"),
        (Self::InGebruikNietIngemeten, "Verblijfsobject in gebruik (niet ingemeten)"),
        (Self::InGebruik, "Verblijfsobject in gebruik"),
        (Self::Ingetrokken, "Verblijfsobject ingetrokken"),
        (Self::Verbouwing, "Verbouwing verblijfsobject"),
        (Self::BuitenGebruik, "Verblijfsobject buiten gebruik"),
        (Self::TenOnrechteOpgevoerd, "Verblijfsobject ten onrechte opgevoerd"),
    ];

    /// Reads the register's spelling, whatever its case and signs.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| super::same_term(name, text)).map(|(status, _)| *status)
    }

    /// Whether the unit counts as one that exists and is used (method §1).
    #[must_use]
    pub fn is_in_use(self) -> bool {
        matches!(self, Self::InGebruik | Self::InGebruikNietIngemeten | Self::Verbouwing)
    }
}

/// The registered uses of a verblijfsobject, as a set.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Gebruiksdoelen(u16);

impl Gebruiksdoelen {
    /// The register's terms; the position is the bit.
    pub const NAMES: [&'static str; 11] = [
        "woonfunctie",
        "bijeenkomstfunctie",
        "celfunctie",
        "gezondheidszorgfunctie",
        "industriefunctie",
        "kantoorfunctie",
        "logiesfunctie",
        "onderwijsfunctie",
        "overige gebruiksfunctie",
        "sportfunctie",
        "winkelfunctie",
    ];

    /// Overige gebruiksfunctie and nothing else: garages and storage, as a rule.
    pub const OVERIG: Self = Self(1 << 8);

    /// Reads a list, however it is written. `None` when a term is not the
    /// register's.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (known, is_all) = Self::parse_known(text);
        is_all.then_some(known)
    }

    /// The terms of a list that are the register's, and whether all are.
    #[must_use]
    pub fn parse_known(text: &str) -> (Self, bool) {
        let (mut set, mut is_all) = (0, true);
        for term in super::list_items(text) {
            match Self::NAMES.iter().position(|name| super::same_term(name, term)) {
                Some(bit) => set |= 1 << bit,
                None => is_all = false,
            }
        }
        (Self(set), is_all)
    }

    /// The uses of both.
    #[must_use]
    pub fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether it is (also) registered as a home.
    #[must_use]
    pub fn has_woonfunctie(self) -> bool {
        self.0 & 1 == 1
    }

    /// Whether it is registered as a home and nothing else.
    #[must_use]
    pub fn is_only_woonfunctie(self) -> bool {
        self.0 == 1
    }

    /// Whether all its uses are among others; none are among any.
    #[must_use]
    pub fn is_within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// Whether no use is registered.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A street, square or canal in its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OpenbareRuimte {
    /// Name.
    pub naam: Box<str>,
    /// The place (woonplaats) it lies in; `None` when the file does not say.
    pub woonplaats: Option<Box<str>>,
}

/// An address as the BAG gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Nummeraanduiding {
    /// Postcode.
    pub postcode: Option<Postcode6>,
    /// Street; shared between units.
    pub openbare_ruimte: Option<Arc<OpenbareRuimte>>,
    /// House number.
    pub huisnummer: Option<u32>,
    /// Letter and addition, upper case, without spaces or hyphens, joined by
    /// `-` (`A-2`); empty for most.
    pub huisletter_toevoeging: Box<str>,
}

impl fmt::Display for Nummeraanduiding {
    /// For people, as far as it is known: `Kerkstraat 12A, 1234AB Zeist`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let street = self.openbare_ruimte.as_deref();
        let number = self.huisnummer.map(|number| format!("{number}{}", self.huisletter_toevoeging));
        let line: Vec<String> =
            street.map(|street| street.naam.to_string()).into_iter().chain(number).collect();
        let place = street.and_then(|street| street.woonplaats.as_deref());
        let town: Vec<&str> =
            self.postcode.as_ref().map(super::Postcode6::as_str).into_iter().chain(place).collect();
        let parts = [line.join(" "), town.join(" ")];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        out.write_str(&parts.join(", "))
    }
}

/// A unit of use in one or more panden.
#[derive(Debug, Clone)]
pub struct Verblijfsobject {
    /// Identification.
    pub id: VerblijfsobjectId,
    /// Status; `None` when the file does not say.
    pub status: Option<VerblijfsobjectStatus>,
    /// Registered uses; `None` when they are absent or cannot be read.
    pub gebruiksdoelen: Option<Gebruiksdoelen>,
    /// Floor area (gebruiksoppervlakte) in m²; `None` when absent or the sentinel 999999.
    pub oppervlakte: Option<u32>,
    /// The panden it refers to; usually one.
    pub panden: Panden,
    /// Its point in RD New.
    pub point: Option<Point<f64>>,
    /// Its main address.
    pub hoofdadres: Nummeraanduiding,
    /// Other addresses it goes by, in file order: a corner house has two.
    pub nevenadressen: Box<[Nummeraanduiding]>,
    /// Whether rows about it contradict one another, and one was chosen.
    pub rows_disagree: bool,
}

/// The panden a verblijfsobject refers to: one for nearly all of them, so one
/// is stored in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panden {
    /// The file names none.
    None,
    /// One.
    One(PandId),
    /// Several, ascending and without repeats.
    Many(Box<[PandId]>),
}

impl Panden {
    /// From the identifications as a file lists them, in any order.
    #[must_use]
    pub fn from_ids(mut ids: Vec<PandId>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        match ids.as_slice() {
            [] => Self::None,
            [id] => Self::One(*id),
            _ => Self::Many(ids.into()),
        }
    }

    /// The identifications, ascending.
    #[must_use]
    pub fn as_slice(&self) -> &[PandId] {
        match self {
            Self::None => &[],
            Self::One(id) => std::slice::from_ref(id),
            Self::Many(ids) => ids,
        }
    }
}

impl Verblijfsobject {
    /// Its main address for people, as far as it is known.
    #[must_use]
    pub fn address(&self) -> String {
        self.hoofdadres.to_string()
    }

    /// Its main address, and the others.
    pub fn addresses(&self) -> impl Iterator<Item = &Nummeraanduiding> {
        std::iter::once(&self.hoofdadres).chain(&self.nevenadressen)
    }

    /// Whether it counts as a home: in use and (also) registered as one.
    #[must_use]
    pub fn is_home(&self) -> bool {
        self.is_in_use() && self.gebruiksdoelen.is_some_and(Gebruiksdoelen::has_woonfunctie)
    }

    /// Whether it exists and is used. A file without statuses holds only
    /// what is current.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        self.status.is_none_or(VerblijfsobjectStatus::is_in_use)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verblijfsobject_stays_small() {
        // The country has 9.9 million of them.
        assert_eq!(size_of::<Verblijfsobject>(), 128);
    }
}
