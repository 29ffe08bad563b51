//! How many homes does each site get, in which year?

use std::collections::BTreeMap;

use crate::model::PlannedProject;

/// Homes by `site_id` and year of delivery.
pub type Phasing = BTreeMap<String, BTreeMap<u16, u32>>;

/// Homes by site and year, from rows that say which list they stand in (by
/// its position) and which site they are about.
///
/// Rows of one list at one site add up. Of several lists the first that gives
/// a site any years counts, as two lists tell of the same homes. Years
/// without homes are left out, and so are sites without years.
///
/// # Units
///
/// Homes, as the lists have them; not netted against what is demolished.
#[must_use]
pub fn phasing<'a>(rows: impl IntoIterator<Item = (usize, &'a PlannedProject, Option<&'a str>)>) -> Phasing {
    let mut by_list: BTreeMap<(&str, usize), BTreeMap<u16, u32>> = BTreeMap::new();
    for (list, project, site) in rows {
        let Some(site) = site else { continue };
        for (year, homes) in project.phasing().into_iter().filter(|(_, homes)| *homes > 0) {
            let sum = by_list.entry((site, list)).or_default().entry(year).or_default();
            *sum = sum.saturating_add(homes);
        }
    }
    let mut phasing = Phasing::new();
    for ((site, _), years) in by_list {
        phasing.entry(site.to_owned()).or_insert(years);
    }
    phasing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(years: &[(u16, u32)]) -> PlannedProject {
        PlannedProject { years: years.iter().copied().collect(), ..PlannedProject::default() }
    }

    #[test]
    fn rows_of_one_list_add_up_and_those_of_another_tell_the_same() {
        let (a, b, other) = (row(&[(2027, 5), (2028, 0)]), row(&[(2027, 2), (2029, 1)]), row(&[(2030, 99)]));
        let a_year = PlannedProject { jaarschijf: Some(2031), homes: Some(4), ..PlannedProject::default() };
        let rows = [
            (1, &other, Some("s")),
            (0, &a, Some("s")),
            (0, &b, Some("s")),
            (1, &other, Some("t")),
            (0, &a_year, Some("u")),
            (0, &a, None),
        ];
        let phasing = phasing(rows);
        assert_eq!(phasing["s"], BTreeMap::from([(2027, 7), (2029, 1)]));
        assert_eq!(phasing["t"], BTreeMap::from([(2030, 99)]));
        assert_eq!(phasing["u"], BTreeMap::from([(2031, 4)]));
        assert_eq!(phasing.len(), 3);
    }
}
