//! Percelen: how is the ground divided?

use crate::{
    config::Input,
    error::Error,
    issue::Issues,
    model::Perceel,
    read::{
        history::{History, end, end_registration, inactive},
        region::Region,
        register::{Row, optional, roles},
        zones::{self, Asked, Reading},
    },
};

roles! {
    /// The roles of percelen, with the spellings of the OGC API, the WFS and the
    /// GML of the Kadaster.
    pub const ROLES;
    ID = optional(
        "id",
        &["identificatie", "identificatie_lokaal_id", "identificatieLokaalID", "lokaalid", "lokaal_id"],
    );
    HISTORY = end_registration(), end(), inactive();
    GEMEENTE = optional(
        "gemeente",
        &[
            "akr_kadastrale_gemeente_code_waarde",
            "kadastraleAanduiding|TypeKadastraleAanduiding|aKRKadastraleGemeenteCode|AKRKadastraleGemeenteCode|waarde",
            "kadastraleGemeenteWaarde",
            "kadastraleAanduiding|TypeKadastraleAanduiding|kadastraleGemeente|KadastraleGemeente|waarde",
            "kadastraleGemeente",
            "kadastraleGemeenteCode",
            "kadgemcode",
            "kad_gem",
        ],
    );
    SECTIE = optional("sectie", &["sectie"]);
    PERCEELNUMMER = optional("perceelnummer", &["perceelnummer", "perceelnr"]);
}

/// Streams the percelen of an input in file order, in batches; with a region
/// those whose middle lies in it, as if the files held no others. Gives the
/// number of records, without those that have ended.
///
/// A perceel goes by its identification, else by its cadastral name, else by
/// the number of its record. Records that share an identification stay apart.
/// One whose geometry cannot be used is left out with an issue, one that has
/// ended is left out and counted.
///
/// # Errors
///
/// Those of the files, and what `each` gives.
pub fn stream(
    input: &Input,
    region: Option<&Region>,
    issues: &mut Issues,
    mut each: impl FnMut(Vec<Perceel>, &mut Issues) -> Result<(), Error>,
) -> Result<u64, Error> {
    let says = |row: &Row<'_>| match History::at(HISTORY).left_out(row) {
        Some(left_out) => Reading::LeftOut(left_out),
        None => Reading::Zone { id: row.get(ID).to_code().or_else(|| cadastral_name(row)), says: () },
    };
    let asked = Asked { region, points: false };
    zones::stream(input, ROLES, asked, issues, says, |zones, _, issues| {
        let percelen: Vec<Perceel> =
            zones.into_iter().map(|zone| Perceel { id: zone.id, geometry: zone.geometry }).collect();
        if percelen.is_empty() { Ok(()) } else { each(percelen, issues) }
    })
}

/// Gemeente, section and number, as deeds write them: `AMR03 K 1234`.
fn cadastral_name(row: &Row<'_>) -> Option<String> {
    let parts = [GEMEENTE, SECTIE, PERCEELNUMMER].map(|role| row.get(role).to_code());
    parts.into_iter().collect::<Option<Vec<String>>>().map(|parts| parts.join(" "))
}
