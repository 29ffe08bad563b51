//! Which fact about a pand or site is not known?

use crate::codes::codes;

codes! {
    /// A fact that is not known.
    Missing {
        /// Status of the pand.
        Status = "status",
        /// What the pand is used for.
        Woonfunctie = "woonfunctie",
        /// Year of construction.
        Bouwjaar = "bouwjaar",
        /// Shape and area of the roof.
        Roof = "roof",
        /// Height of the roof or the number of storeys.
        Height = "height",
        /// Whether the structure can carry more.
        Structure = "structure",
        /// Who decides about the building.
        Owner = "owner",
        /// How high one may build here.
        Limit = "limit",
        /// Whether it is a monument: no such layer was given.
        Monument = "monument",
        /// Whether a restriction rules homes out: no such map was given.
        Restrictions = "restrictions",
        /// Whether there is room to park.
        Parking = "parking",
        /// Room in plan, heritage and noise: no such map was given.
        Planning = "planning",
        /// Status of the electricity grid.
        Grid = "grid",
        /// Water and soil class.
        Water = "water",
        /// Which buurt or gemeente it lies in.
        Gebied = "gebied",
        /// The footprint itself.
        Footprint = "footprint",
        /// How densely the surroundings are built.
        Density = "density",
        /// Whose ground it is.
        Ground = "ground",
        /// Floor area of the units.
        Oppervlakte = "oppervlakte",
        /// Energy label.
        Label = "label",
        /// Where roads run.
        Roads = "roads",
        /// Where open water lies.
        OpenWater = "open_water",
        /// Units that the pand layer counts, and the input does not hold.
        Units = "units",
        /// Whether it stands empty.
        Vacancy = "vacancy",
        /// Whether a plinth holds garages or storage.
        PlinthUse = "plinth_use",
        /// What the owner wants with it.
        OwnerPlan = "owner_plan",
    }
}
