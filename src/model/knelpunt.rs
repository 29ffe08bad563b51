//! What stands in the way of a project, and at which table is it solved?

use crate::codes::codes;

codes! {
    /// A kind of obstacle of a planned project.
    Knelpunt {
        /// Objection or appeal.
        Bezwaar = "bezwaar",
        /// Parking.
        Parkeren = "parkeren",
        /// The electricity grid.
        Net = "net",
        /// Money: no sound business case, no subsidy.
        Financien = "financien",
        /// The plan does not allow it yet.
        Planologie = "planologie",
        /// Neighbors, tenants, consent.
        Participatie = "participatie",
        /// Water and soil, nature.
        WaterBodem = "water_bodem",
        /// Nobody has time, or nobody builds it.
        Capaciteit = "capaciteit",
        /// Something stands there that is none of these.
        Anders = "anders",
        /// The list names none.
        NietGenoemd = "niet_genoemd",
    }
}

codes! {
    /// The table a delay goes to, the nearest first.
    Level {
        /// The table of a gemeente.
        Bouwtafel = "bouwtafel",
        /// The table of the region.
        Versnellingstafel = "versnellingstafel",
        /// The provincie.
        Provincie = "provincie",
        /// The state.
        Rijk = "rijk",
    }
}
