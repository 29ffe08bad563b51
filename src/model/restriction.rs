//! The words for rules that hold in an area.

use crate::codes::codes;

codes! {
    /// How heights in a restriction layer are given.
    HeightReference {
        /// Above ground level at the building.
        Maaiveld = "maaiveld",
        /// Above NAP.
        Nap = "nap",
    }
}

codes! {
    /// What kind of rule a restriction layer holds; decides its reason and flag.
    RestrictionKind {
        /// Rijksmonument.
        Rijksmonument = "rijksmonument",
        /// Other heritage: gemeentelijk monument, beschermd gezicht, welstand.
        Heritage = "erfgoed",
        /// Noise.
        Noise = "geluid",
        /// External safety, airport zones.
        Safety = "veiligheid",
        /// Building height.
        Height = "bouwhoogte",
        /// What stands empty; it rules nothing out.
        Vacancy = "leegstand",
        /// Anything else.
        Other = "overig",
    }
}
