//! At which moments of the week are parked cars counted?

use crate::codes::codes;

codes! {
    /// A moment of the week at which parked cars are counted.
    Moment {
        /// Werkdag ochtend.
        WeekdayMorning = "weekday_morning",
        /// Werkdag middag.
        WeekdayAfternoon = "weekday_afternoon",
        /// Werkdag avond.
        WeekdayEvening = "weekday_evening",
        /// Werkdag nacht.
        WeekdayNight = "weekday_night",
        /// Koopavond.
        ShoppingEvening = "shopping_evening",
        /// Zaterdag middag.
        SaturdayAfternoon = "saturday_afternoon",
        /// Zaterdag avond.
        SaturdayEvening = "saturday_evening",
        /// Zondag middag.
        SundayAfternoon = "sunday_afternoon",
        /// No moments are told apart.
        Always = "always",
    }
}

/// The words of a label that tell a moment: the day, then the part of it.
const WORDS: [(&[&str], Moment); 8] = [
    (&["koopavond"], Moment::ShoppingEvening),
    (&["zaterdag", "avond"], Moment::SaturdayEvening),
    (&["zaterdag", "middag"], Moment::SaturdayAfternoon),
    (&["zondag", "middag"], Moment::SundayAfternoon),
    (&["werkdag", "ochtend"], Moment::WeekdayMorning),
    (&["werkdag", "middag"], Moment::WeekdayAfternoon),
    (&["werkdag", "avond"], Moment::WeekdayEvening),
    (&["werkdag", "nacht"], Moment::WeekdayNight),
];

impl Moment {
    /// Reads the label of a count: the code, or the words of the presence
    /// tables (`werkdagnacht`, `Zaterdag middag`). `None` for any other label,
    /// such as a date.
    #[must_use]
    pub fn read(label: &str) -> Option<Self> {
        let label = label.trim().to_lowercase();
        let says = |words: &&[&str]| words.iter().all(|word| label.contains(word));
        Self::parse(&label).or_else(|| WORDS.iter().find(|(words, _)| says(words)).map(|(_, moment)| *moment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_by_code_or_words_and_a_date_is_none() {
        for (label, moment) in [
            ("weekday_night", Some(Moment::WeekdayNight)),
            ("Werkdagnacht", Some(Moment::WeekdayNight)),
            ("zaterdag - middag", Some(Moment::SaturdayAfternoon)),
            ("Koopavond (vrijdag)", Some(Moment::ShoppingEvening)),
            ("14-03-2026 20:00", None),
            ("nacht", None),
        ] {
            assert_eq!(Moment::read(label), moment, "{label}");
        }
    }
}
