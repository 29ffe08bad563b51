//! What is the file of a site called?

use std::collections::BTreeSet;

use crate::wording::slug;

/// Signs of a name at most, so that paths stay short enough for Windows.
const LONGEST: usize = 80;

/// A name for each identification, in their order; no two are the same.
pub(super) fn names<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    // Taken by files of the folder, or by the system of Windows.
    let reserved = ["index", "run", "con", "prn", "aux", "nul"];
    let mut taken: BTreeSet<String> = reserved.map(str::to_owned).into();
    ids.map(|id| {
        let slug = slug(id, LONGEST);
        let slug = if slug.is_empty() { "locatie".to_owned() } else { slug };
        let mut name = slug.clone();
        let mut n = 1;
        while !taken.insert(name.clone()) {
            n += 1;
            name = format!("{slug}-{n}");
        }
        name
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_unique_and_the_same_every_time() {
        let ids = [
            "optoppen:woonstichting-réveil:rv-18",
            "optoppen:woonstichting-reveil:rv:18",
            "../../etc/passwd",
            "con",
            "☃",
            "☃☃",
            "C:\\x|y?.html",
        ];
        let made = names(ids.into_iter());
        assert_eq!(
            made,
            [
                "optoppen-woonstichting-reveil-rv-18",
                "optoppen-woonstichting-reveil-rv-18-2",
                "etc-passwd",
                "con-2",
                "locatie",
                "locatie-2",
                "c-x-y-html",
            ]
        );
        let long = "a".repeat(300);
        assert_eq!(names([long.as_str()].into_iter())[0].len(), LONGEST);
    }
}
