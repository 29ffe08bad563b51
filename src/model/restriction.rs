//! The words for rules that hold in an area.

/// How heights in a restriction layer are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeightReference {
    /// Above ground level at the building.
    #[default]
    Maaiveld,
    /// Above NAP.
    Nap,
}

/// What kind of rule a restriction layer holds; decides its reason and flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RestrictionKind {
    /// Rijksmonument.
    Rijksmonument,
    /// Other heritage: gemeentelijk monument, beschermd gezicht, welstand.
    Heritage,
    /// Noise.
    Noise,
    /// External safety, airport zones.
    Safety,
    /// Building height.
    Height,
    /// Anything else.
    Other,
}

impl RestrictionKind {
    /// Every kind with its word in the project file.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Rijksmonument, "rijksmonument"),
        (Self::Heritage, "erfgoed"),
        (Self::Noise, "geluid"),
        (Self::Safety, "veiligheid"),
        (Self::Height, "bouwhoogte"),
        (Self::Other, "overig"),
    ];
}
