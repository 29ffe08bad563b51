use proptest::prelude::*;

use super::*;
use crate::params::Params;

fn option(form: Form, homes: u32, score: f64) -> Choice {
    Choice { form, homes, score: Some(score) }
}

/// By hand: optoppen 12 × 0.70 = 8.4 and aanplakken 8 × 0.55 = 4.4 make 12.8;
/// rebuilding, 18 × 0.60 = 10.8, stands in the way of both.
/// One rebuild against a hundred plots: alike options are one in the search.
#[test]
fn many_alike_options_are_searched_and_proven() {
    let option = |form, homes, score| Choice { form, homes, score: Some(score) };
    let mut options = vec![option(Form::SloopNieuwbouw, 168, 100.0)];
    options.extend((0..100).map(|_| option(Form::Inbreiding, 7, 52.1)));
    let conflicts: Vec<(usize, usize)> = (1..=100).map(|plot| (0, plot)).collect();
    let best = combine(&options, &conflicts);
    // 100 × 7 × 52.1 against 168 × 100.
    assert_eq!((best.chosen.len(), best.homes, best.proven), (100, 700, true));
}

#[test]
fn two_forms_together_beat_the_one_that_excludes_them() {
    let options = [
        option(Form::Optoppen, 12, 70.0),
        option(Form::SloopNieuwbouw, 18, 60.0),
        option(Form::Aanplakken, 8, 55.0),
    ];
    let conflicts = conflicts_by_form(&options, &Params::built_in().vormen);
    assert_eq!(conflicts, [(0, 1), (1, 2)]);
    let best = combine(&options, &conflicts);
    assert_eq!(best, Combined { chosen: vec![0, 2], homes: 20, proven: true });
    // At 22 homes it is 13.2, and wins.
    let more = [options[0], option(Form::SloopNieuwbouw, 22, 60.0), options[2]];
    assert_eq!(combine(&more, &conflicts).chosen, [1]);
}

#[test]
fn ties_go_to_more_homes_then_fewer_options_then_the_first() {
    // 10 × 0.60 = 12 × 0.50.
    let homes = [option(Form::Optoppen, 10, 60.0), option(Form::Splitsen, 12, 50.0)];
    assert_eq!(combine(&homes, &[(0, 1)]).chosen, [1]);
    // One of 10 or two of 5.
    let fewer = [
        option(Form::Aanplakken, 5, 60.0),
        option(Form::Uitplinten, 5, 60.0),
        option(Form::SloopNieuwbouw, 10, 60.0),
    ];
    assert_eq!(combine(&fewer, &[(0, 2), (2, 1)]).chosen, [2]);
    let first = [option(Form::Splitsen, 10, 60.0), option(Form::Optoppen, 10, 60.0)];
    assert_eq!(combine(&first, &[(1, 0)]).chosen, [0]);
}

#[test]
fn an_option_without_a_score_enters_only_where_none_has_one() {
    let unknown = Choice { form: Form::Aanplakken, homes: 50, score: None };
    let known = option(Form::Optoppen, 2, 40.0);
    assert_eq!(combine(&[unknown, known], &[]).chosen, [1]);
    let smaller = Choice { homes: 9, ..unknown };
    assert_eq!(combine(&[smaller, unknown], &[(0, 1)]).chosen, [1]);
    let broken = Choice { score: Some(f64::NAN), ..unknown };
    assert_eq!(combine(&[broken, known], &[]).chosen, [1]);
}

#[test]
fn an_option_without_homes_does_not_enter() {
    let none = option(Form::Optoppen, 0, 90.0);
    assert_eq!(combine(&[none], &[]), Combined { chosen: vec![], homes: 0, proven: true });
    assert_eq!(combine(&[], &[(0, 1)]).chosen, [0_usize; 0]);
    // A score of 0 is a score: its homes still count.
    assert_eq!(combine(&[none, option(Form::Splitsen, 3, 0.0)], &[(0, 1)]).chosen, [1]);
}

#[test]
fn a_pair_that_names_no_two_options_is_passed_over() {
    let options = [option(Form::Optoppen, 4, 50.0), option(Form::Aanplakken, 4, 50.0)];
    assert_eq!(combine(&options, &[(0, 0), (1, 9), (usize::MAX, 0)]).chosen, [0, 1]);
}

/// Sixty blocks in a row, each in the way of the next: every other one, as
/// many as can be.
#[test]
fn a_long_row_of_conflicts_is_solved_and_proven() {
    let options: Vec<_> = (0..60).map(|_| option(Form::Aanplakken, 3, 50.0)).collect();
    let conflicts: Vec<_> = (1..60).map(|index| (index - 1, index)).collect();
    let best = combine(&options, &conflicts);
    assert_eq!((best.homes, best.proven), (90, true));
    assert_eq!(best.chosen[0], 0);
}

#[test]
fn more_options_than_are_searched_together_still_give_a_set_without_conflicts() {
    let options: Vec<_> = (0..200).map(|index| option(Form::Inbreiding, 1 + index % 7, 50.0)).collect();
    let conflicts: Vec<_> = (1..200).map(|index| (index - 1, index)).collect();
    let best = combine(&options, &conflicts);
    assert!(!best.proven && !best.chosen.is_empty());
    assert!(best.chosen.windows(2).all(|pair| pair[1] - pair[0] > 1));
}

/// Worth of every subset without conflicts, the best one by the four rules.
fn by_trying_all(options: &[Choice], conflicts: &[(usize, usize)]) -> Vec<usize> {
    let scored = options.iter().any(|option| option.homes > 0 && option.score.is_some());
    let mut best: (u64, u64, Reverse<usize>, Reverse<Vec<usize>>) = (0, 0, Reverse(0), Reverse(vec![]));
    for set in 0_u32..1 << options.len() {
        let has = |index: usize| index < options.len() && set >> index & 1 == 1;
        if conflicts.iter().any(|(one, other)| one != other && has(*one) && has(*other)) {
            continue;
        }
        let members: Vec<usize> = (0..options.len()).filter(|index| has(*index)).collect();
        if members
            .iter()
            .any(|index| options[*index].homes == 0 || (scored && options[*index].score.is_none()))
        {
            continue;
        }
        let homes: u64 = members.iter().map(|index| u64::from(options[*index].homes)).sum();
        let value = members
            .iter()
            .map(|index| {
                let option = &options[*index];
                // Scores here are whole points.
                u64::from(option.homes) * option.score.map_or(u64::from(!scored), |score| score as u64)
            })
            .sum();
        let worth = (value, homes, Reverse(members.len()), Reverse(members));
        if worth > best {
            best = worth;
        }
    }
    best.3.0
}

proptest! {
    #[test]
    fn the_best_set_is_that_of_trying_all(
        parts in proptest::collection::vec((0u32..6, proptest::option::of(0u8..4)), 0..11),
        conflicts in proptest::collection::vec((0usize..11, 0usize..11), 0..24),
    ) {
        let options: Vec<_> = parts
            .iter()
            .map(|&(homes, score)| Choice {
                form: Form::Inbreiding,
                homes,
                score: score.map(|score| f64::from(score) * 25.0),
            })
            .collect();
        let best = combine(&options, &conflicts);
        prop_assert!(best.proven);
        prop_assert_eq!(best.chosen, by_trying_all(&options, &conflicts));
    }
}
