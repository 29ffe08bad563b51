//! In which unit is a column, and how do people write it?

/// The unit of the numbers in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Numbers without one.
    None,
    /// Homes.
    Homes,
    /// Parking places.
    Places,
    /// Parking places a home.
    PlacesPerHome,
    /// Square meters.
    SquareMeters,
    /// Square meters of floor in one unit.
    FloorArea,
    /// Meters.
    Meters,
    /// Megawatts.
    Megawatts,
    /// Kilowatts.
    Kilowatts,
    /// Degrees of longitude or latitude.
    Degrees,
    /// Meters of a coordinate in RD New.
    RdMeters,
}

impl Unit {
    /// What may stand behind a number, lower case and without spaces, points
    /// and exponents, with what the number counts in this unit.
    fn words(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::None | Self::Degrees | Self::RdMeters => &[],
            Self::Homes => &[
                ("woningen", 1.0),
                ("woning", 1.0),
                ("won", 1.0),
                ("wooneenheden", 1.0),
                ("appartementen", 1.0),
                ("app", 1.0),
                ("vhe", 1.0),
                ("stuks", 1.0),
                ("st", 1.0),
                ("homes", 1.0),
            ],
            Self::Places => &[
                ("pp", 1.0),
                ("plaatsen", 1.0),
                ("parkeerplaatsen", 1.0),
                ("parkeerplaats", 1.0),
                ("plekken", 1.0),
                ("stuks", 1.0),
                ("st", 1.0),
            ],
            Self::PlacesPerHome => &[
                ("pp", 1.0),
                ("pp/won", 1.0),
                ("pp/woning", 1.0),
                ("ppperwoning", 1.0),
                ("perwoning", 1.0),
                ("parkeerplaats", 1.0),
                ("parkeerplaatsen", 1.0),
                ("parkeerplaatsenperwoning", 1.0),
            ],
            Self::SquareMeters | Self::FloorArea => &[
                ("m2", 1.0),
                ("m", 1.0),
                ("m2bvo", 1.0),
                ("m2gbo", 1.0),
                ("m2go", 1.0),
                ("m2vvo", 1.0),
                ("bvo", 1.0),
                ("gbo", 1.0),
                ("go", 1.0),
                ("vierkantemeter", 1.0),
                ("ha", 10_000.0),
            ],
            Self::Meters => &[
                ("m", 1.0),
                ("meter", 1.0),
                ("mtr", 1.0),
                ("m+nap", 1.0),
                ("mnap", 1.0),
                ("m+mv", 1.0),
                ("cm", 0.01),
            ],
            Self::Megawatts => &[("mw", 1.0), ("mwe", 1.0), ("kw", 0.001), ("kwe", 0.001), ("gw", 1_000.0)],
            Self::Kilowatts => &[("kw", 1.0), ("kwe", 1.0), ("mw", 1_000.0), ("mwe", 1_000.0)],
        }
    }

    /// What the number counts when this stands behind it; `None` when it is
    /// no unit of the column.
    pub(super) fn factor(self, word: &str) -> Option<f64> {
        let plain: String = word
            .chars()
            .flat_map(char::to_lowercase)
            .map(|c| if c == '²' { '2' } else { c })
            .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '^' | '(' | ')'))
            .collect();
        if plain.is_empty() {
            return Some(1.0);
        }
        // `80 m` for square meters is how an exponent gets lost on its way.
        self.words().iter().find(|(name, _)| *name == plain).map(|(_, factor)| *factor)
    }

    /// Whether of two readings only that with decimals can be, or only that
    /// with thousands; `None` when both can.
    pub(super) fn tells(self, thousands: f64, decimals: f64) -> Option<bool> {
        if self.most().is_some_and(|most| thousands.abs() > most) {
            return Some(true);
        }
        self.least().is_some_and(|least| decimals.abs() < least).then_some(false)
    }

    /// More than this cannot be. Bounds of our own to tell two readings apart,
    /// wide of what exists; no norms.
    fn most(self) -> Option<f64> {
        match self {
            // The highest building of the country, De Zalmhaven, has 215 m.
            Self::Meters => Some(500.0),
            // Published norms stay below 3.
            Self::PlacesPerHome => Some(20.0),
            Self::Degrees => Some(180.0),
            _ => None,
        }
    }

    /// Less than this cannot be, in the same way.
    fn least(self) -> Option<f64> {
        match self {
            // A studio has some 20 m².
            Self::FloorArea => Some(10.0),
            // No land lies nearer to the axes of RD New.
            Self::RdMeters => Some(1_000.0),
            _ => None,
        }
    }
}
