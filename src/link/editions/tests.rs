use super::*;

fn row(id: &str, gemeente: &str, name: &str, homes: u32) -> PlannedProject {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    PlannedProject {
        ppm_id: text(id),
        gemeente: text(gemeente),
        naam: text(name),
        homes: Some(homes),
        ..PlannedProject::default()
    }
}

fn held(before: &[PlannedProject], now: &[PlannedProject]) -> Editions {
    let norms = Norms { distance_m: 25.0, name_words_share: 0.75, ignored: vec!["fase".into()] };
    hold(before, now, &norms)
}

/// Earlier and later project with the rule.
fn pairs(editions: &Editions) -> Vec<(Option<usize>, Option<usize>, Option<Rule>)> {
    editions.pairs.iter().map(|pair| (pair.before, pair.now, pair.rule)).collect()
}

#[test]
fn projects_are_one_by_identification_else_by_place_and_name_exactly() {
    let before = [
        row("P-1", "Delft", "Haven", 10),
        row("", "Gemeente Delft", "Spoor-zone", 5),
        row("", "Delft", "Oud", 3),
    ];
    let now = [
        row("", "delft", "Spoorzone", 5),
        row("p 1", "Delft", "Nieuwe Haven", 12),
        row("", "Delft", "Nieuw", 4),
    ];
    let found = held(&before, &now);
    // `Spoor-zone` is two words and `Spoorzone` one: signs do not tell names apart.
    assert_eq!(
        pairs(&found),
        [
            (Some(1), Some(0), Some(Rule::Name)),
            (Some(0), Some(1), Some(Rule::Id)),
            (None, Some(2), None),
            (Some(2), None, None)
        ]
    );
}

#[test]
fn what_is_alike_is_told_and_never_taken() {
    let before = [
        row("P-1", "Delft", "Haven", 10),
        row("P-2", "Delft", "Molenweg", 20),
        row("P-3", "Delft", "Kade", 7),
        row("", "Delft", "Twee", 1),
    ];
    let now = [
        // Another identification, the same name.
        row("P-9", "Delft", "Haven", 10),
        // A split.
        row("P-7", "Delft", "Molenweg fase 1", 8),
        row("P-8", "Delft", "Molenweg fase 2", 12),
        // The identification of another gemeente's project.
        row("P-3", "Rijswijk", "Kade", 7),
        // Two have the name.
        PlannedProject { kern: Some("A".into()), ..row("Q-1", "Delft", "Twee", 1) },
        PlannedProject { kern: Some("B".into()), ..row("Q-2", "Delft", "Twee", 1) },
    ];
    let found = held(&before, &now);
    assert!(found.pairs.iter().all(|pair| pair.rule.is_none()));
    let alike: Vec<_> = found.pairs[..now.len()].iter().map(|pair| pair.alike.clone()).collect();
    let one = |at, likeness| vec![(at, likeness)];
    assert_eq!(
        alike,
        [
            one(0, Likeness::Name),
            one(1, Likeness::Words),
            one(1, Likeness::Words),
            one(2, Likeness::Id),
            one(3, Likeness::Name),
            one(3, Likeness::Name)
        ]
    );
    assert!(found.pairs[3].is_elsewhere && !found.pairs[0].is_elsewhere);
    // The earlier ones say it the other way around.
    assert_eq!(found.pairs[now.len() + 1].alike, [(1, Likeness::Words), (2, Likeness::Words)]);
}

#[test]
fn rows_of_one_project_add_up_and_a_row_that_stands_twice_counts_once() {
    let of_year =
        |year, homes| PlannedProject { jaarschijf: Some(year), ..row("P-1", "Delft", "Haven", homes) };
    let rows = [
        of_year(2027, 10),
        of_year(2028, 15),
        of_year(2027, 10),
        row("P-2", "Delft", "Kade", 7),
        row("P-2", "Delft", "Kade", 9),
        row("", "Delft", "", 9),
        row("", "Delft", "Plein", 9),
        PlannedProject { row: 9, ..row("", "Delft", "plein", 9) },
    ];
    let (groups, fates) = group::group(&rows);
    let homes: Vec<_> = groups.iter().map(|group| group.project.homes).collect();
    assert_eq!(homes[0], Some(25));
    assert_eq!(groups[0].project.years, BTreeMap::from([(2027, 10), (2028, 15)]));
    use RowFate::{Contradicts, Double, Nameless, Project};
    // `Plein` and `plein` are one name in two spellings.
    assert_eq!(fates, [Project, Project, Double, Contradicts, Contradicts, Nameless, Project, Double]);
    assert_eq!(groups.iter().map(|group| group.contradicts).collect::<Vec<_>>(), [false, true, false]);
}
