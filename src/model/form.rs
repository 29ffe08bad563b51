//! In which way are homes added?

use crate::codes::codes;

codes! {
    /// A way to add homes inside the built-up area.
    Form {
        /// Storeys on an existing pand.
        Optoppen = "optoppen",
        /// New homes on open or reused ground.
        Inbreiding = "inbreiding",
        /// An extension against a blank end wall (kopgevel).
        Aanplakken = "aanplakken",
        /// Homes in the plinth: storage, shop or common room.
        Uitplinten = "uitplinten",
        /// One home becomes two.
        Splitsen = "splitsen",
        /// Offices, shops or schools become homes.
        Transformatie = "transformatie",
        /// Demolish and rebuild denser.
        SloopNieuwbouw = "sloop_nieuwbouw",
    }
}

impl Form {
    /// Whether it adds to the height or the footprint of what stands there.
    #[must_use]
    pub fn builds(self) -> bool {
        matches!(self, Self::Optoppen | Self::Inbreiding | Self::Aanplakken | Self::SloopNieuwbouw)
    }

    /// Whether it takes ground that was free.
    #[must_use]
    pub fn takes_ground(self) -> bool {
        matches!(self, Self::Inbreiding | Self::Aanplakken)
    }
}
