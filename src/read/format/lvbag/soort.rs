//! The object types of the BAG that matter here.

/// An object type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Soort {
    Pand,
    Verblijfsobject,
    Nummeraanduiding,
    OpenbareRuimte,
    Woonplaats,
}

impl Soort {
    /// Each with the code in the names of files and the name of its element.
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Pand, "PND", "Pand"),
        (Self::Verblijfsobject, "VBO", "Verblijfsobject"),
        (Self::Nummeraanduiding, "NUM", "Nummeraanduiding"),
        (Self::OpenbareRuimte, "OPR", "OpenbareRuimte"),
        (Self::Woonplaats, "WPL", "Woonplaats"),
    ];

    /// The name of its element, without prefix.
    pub(super) fn element(self) -> &'static str {
        Self::ALL.iter().find(|(soort, ..)| *soort == self).map_or("", |(.., element)| element)
    }

    /// Of the code a file declares: `PND`.
    pub(super) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == code).map(|(soort, ..)| *soort)
    }

    /// Of the name of a file or zip: `0457PND15102021-000001`. Codes with
    /// letters before them (`0457IOPND…`) are of what is under investigation,
    /// inactive or no BAG.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = name.get(..4).is_some_and(digits) && name.get(7..8).is_some_and(digits);
        fits.then(|| Self::of_code(&name.get(4..7)?.to_uppercase())).flatten()
    }
}
