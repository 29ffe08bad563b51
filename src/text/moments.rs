//! The moments of a week at which parked cars are counted.

use super::Lang;
use crate::params::Moment;

/// A moment of the week.
#[must_use]
pub fn moment(moment: Moment, lang: Lang) -> &'static str {
    match moment {
        Moment::WeekdayMorning => lang.pick("werkdag ochtend", "weekday morning"),
        Moment::WeekdayAfternoon => lang.pick("werkdag middag", "weekday afternoon"),
        Moment::WeekdayEvening => lang.pick("werkdag avond", "weekday evening"),
        Moment::WeekdayNight => lang.pick("werkdag nacht", "weekday night"),
        Moment::ShoppingEvening => lang.pick("koopavond", "shopping evening"),
        Moment::SaturdayAfternoon => lang.pick("zaterdag middag", "Saturday afternoon"),
        Moment::SaturdayEvening => lang.pick("zaterdag avond", "Saturday evening"),
        Moment::SundayAfternoon => lang.pick("zondag middag", "Sunday afternoon"),
        Moment::Always => lang.pick("altijd", "always"),
    }
}
