//! A building.

use geo_types::MultiPolygon;

use super::{Gebruiksdoelen, PandId};

/// Where a pand is in its life, as the BAG registers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[expect(missing_docs, reason = "the names are the register's own terms")]
pub enum PandStatus {
    BouwvergunningVerleend,
    NietGerealiseerdPand,
    BouwGestart,
    PandInGebruikNietIngemeten,
    PandInGebruik,
    VerbouwingPand,
    SloopvergunningVerleend,
    PandGesloopt,
    PandBuitenGebruik,
    PandTenOnrechteOpgevoerd,
}

impl PandStatus {
    /// Every status with the register's own spelling.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::BouwvergunningVerleend, "Bouwvergunning verleend"),
        (Self::NietGerealiseerdPand, "Niet gerealiseerd pand"),
        (Self::BouwGestart, "Bouw gestart"),
        (Self::PandInGebruikNietIngemeten, "Pand in gebruik (niet ingemeten)"),
        (Self::PandInGebruik, "Pand in gebruik"),
        (Self::VerbouwingPand, "Verbouwing pand"),
        (Self::SloopvergunningVerleend, "Sloopvergunning verleend"),
        (Self::PandGesloopt, "Pand gesloopt"),
        (Self::PandBuitenGebruik, "Pand buiten gebruik"),
        (Self::PandTenOnrechteOpgevoerd, "Pand ten onrechte opgevoerd"),
    ];

    /// Reads the register's spelling, whatever its case and signs.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| super::same_term(name, text)).map(|(status, _)| *status)
    }

    /// The register's spelling.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(status, _)| *status == self).map_or("", |(_, name)| name)
    }

    /// Whether a pand of this status is assessed (method §1).
    #[must_use]
    pub fn is_assessed(self) -> bool {
        matches!(self, Self::PandInGebruik | Self::PandInGebruikNietIngemeten | Self::VerbouwingPand)
    }
}

/// A building as the BAG gives it.
#[derive(Debug, Clone)]
pub struct Pand {
    /// Identification.
    pub id: PandId,
    /// Status; `None` when the register leaves it out.
    pub status: Option<PandStatus>,
    /// Year of construction; `None` when absent or a sentinel.
    pub bouwjaar: Option<u16>,
    /// Footprint in RD New, valid and not empty; `None` when the record has
    /// no usable geometry (the pand still comes out, undecided).
    pub footprint: Option<MultiPolygon<f64>>,
    /// Number of verblijfsobjecten by the pand's own column: what counts where
    /// none were given, and else how many there should be.
    pub n_verblijfsobjecten: Option<u32>,
    /// Uses by the pand's own column, for the same.
    pub gebruiksdoelen: Option<Gebruiksdoelen>,
}
