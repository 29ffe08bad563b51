//! Which `k` sites are best when no two may lie close together?

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picks {
    /// Positions in the list that was given, ascending.
    pub picked: Vec<usize>,
    /// Whether nothing better exists; not when the search was cut short.
    pub proven: bool,
    /// What the best could be worth at most; what the picks are worth where it
    /// is proven.
    pub at_most: u64,
}

/// Most steps of one search.
const STEPS_MAX: u64 = 2_000_000;

/// More than any sum of worths, so that one more pick goes before all of them.
const PICK: u64 = 1 << 40;

/// Picks `k` options, as many as there are room for, that are worth most
/// together, such that no two stand in one another's way. `must` are picked
/// whatever they are worth.
///
/// # Method
///
/// Branch and bound over the options from the most worth down: a branch ends
/// where even the best that is left would add too little. What is found is
/// proven to be the best but where the search takes more than two million
/// steps; then it is the best that was met, with a bound on what was not.
#[must_use]
pub fn picks(worth: &[u64], conflicts: &[(usize, usize)], must: &[usize], k: usize) -> Picks {
    let mut beside = vec![Vec::new(); worth.len()];
    for (one, other) in conflicts {
        beside[*one].push(*other);
        beside[*other].push(*one);
    }
    let mut blocked = vec![0_u32; worth.len()];
    for pick in must {
        blocked[*pick] += 1;
        beside[*pick].iter().for_each(|other| blocked[*other] += 1);
    }
    let mut order: Vec<usize> = (0..worth.len()).filter(|at| !must.contains(at)).collect();
    order.sort_by(|a, b| worth[*b].cmp(&worth[*a]).then_with(|| a.cmp(b)));
    let mut search = Search {
        worth,
        beside: &beside,
        order: &order,
        blocked,
        taken: Vec::new(),
        best: (0, Vec::new()),
        steps: 0,
    };
    let left = k.saturating_sub(must.len());
    let first = search.bound(0, left);
    search.run(0, left, 0);
    let Search { best, steps, .. } = search;
    let proven = steps <= STEPS_MAX;
    let of_must: u64 = must.iter().map(|pick| worth[*pick]).sum();
    let best_worth: u64 = best.1.iter().map(|pick| worth[*pick]).sum();
    let mut picked: Vec<usize> = must.iter().copied().chain(best.1).collect();
    picked.sort_unstable();
    let at_most = of_must + if proven { best_worth } else { first % PICK };
    Picks { picked, proven, at_most }
}

struct Search<'a> {
    worth: &'a [u64],
    beside: &'a [Vec<usize>],
    order: &'a [usize],
    /// How many picks stand in the way of each.
    blocked: Vec<u32>,
    taken: Vec<usize>,
    best: (u64, Vec<usize>),
    steps: u64,
}

impl Search<'_> {
    /// What the best `left` from `at` on would add if none stood in the way of
    /// another.
    fn bound(&self, at: usize, left: usize) -> u64 {
        let free = self.order[at..].iter().filter(|option| self.blocked[**option] == 0);
        free.take(left).map(|option| PICK + self.worth[*option]).sum()
    }

    fn run(&mut self, at: usize, left: usize, sum: u64) {
        self.steps += 1;
        if sum > self.best.0 {
            self.best = (sum, self.taken.clone());
        }
        if left == 0 || self.steps > STEPS_MAX {
            return;
        }
        let Some(next) = (at..self.order.len()).find(|at| self.blocked[self.order[*at]] == 0) else { return };
        if sum + self.bound(next, left) <= self.best.0 {
            return;
        }
        let option = self.order[next];
        self.taken.push(option);
        self.block(option, true);
        self.run(next + 1, left - 1, sum + PICK + self.worth[option]);
        self.block(option, false);
        self.taken.pop();
        // Without it: only where something stands beside it, for else it
        // could take the place of any that is worth less.
        if self.beside[option].iter().any(|other| self.blocked[*other] == 0 && self.is_behind(*other, next)) {
            self.blocked[option] += 1;
            self.run(next + 1, left, sum);
            self.blocked[option] -= 1;
        }
    }

    fn is_behind(&self, option: usize, at: usize) -> bool {
        let first = self.order[at];
        (self.worth[option], std::cmp::Reverse(option)) < (self.worth[first], std::cmp::Reverse(first))
    }

    fn block(&mut self, option: usize, blocks: bool) {
        for other in &self.beside[option] {
            let count = &mut self.blocked[*other];
            *count = if blocks { *count + 1 } else { *count - 1 };
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn without_conflicts_the_best_are_picked() {
        let found = picks(&[5, 9, 7, 8], &[], &[], 2);
        assert_eq!(found, Picks { picked: vec![1, 3], proven: true, at_most: 17 });
        assert_eq!(picks(&[5, 9], &[], &[], 5).picked, [0, 1]);
        assert_eq!(picks(&[], &[], &[], 3).picked, Vec::<usize>::new());
    }

    /// The best stands between two that are nearly as good: greedy takes it
    /// and has room for one pick less.
    #[test]
    fn the_best_gives_way_where_two_beside_it_are_worth_more() {
        let found = picks(&[10, 9, 9, 1], &[(0, 1), (0, 2)], &[], 2);
        assert_eq!(found.picked, [1, 2]);
        // Three places: more picks go before more worth.
        assert_eq!(picks(&[100, 2, 2, 2], &[(0, 1), (0, 2), (0, 3)], &[], 3).picked, [1, 2, 3]);
    }

    #[test]
    fn what_must_be_is_picked_and_stands_in_the_way() {
        let found = picks(&[10, 9, 1, 8], &[(2, 0)], &[2], 2);
        assert_eq!((found.picked, found.at_most), (vec![1, 2], 10));
    }

    #[test]
    fn a_thousand_sites_in_a_row_are_solved() {
        let worth: Vec<u64> = (0..1_000).map(|at| 5_000 + (at * 7_919) % 3_001).collect();
        let conflicts: Vec<(usize, usize)> = (0..997).flat_map(|at| [(at, at + 1), (at, at + 2)]).collect();
        assert!(picks(&worth, &conflicts, &[], 5).proven);
    }

    proptest! {
        #[test]
        fn every_set_is_tried_by_hand(
            worth in proptest::collection::vec(0_u64..50, 1..11),
            pairs in proptest::collection::vec((0_usize..10, 0_usize..10), 0..14),
            k in 1_usize..5,
            forced in proptest::option::of(0_usize..10),
        ) {
            let n = worth.len();
            let conflicts: Vec<(usize, usize)> =
                pairs.into_iter().filter(|(a, b)| a != b && *a < n && *b < n).collect();
            let must: Vec<usize> = forced.into_iter().filter(|at| *at < n).collect();
            let found = picks(&worth, &conflicts, &must, k);
            let mut best = (0, 0);
            for set in 0_usize..1 << n {
                let of: Vec<usize> = (0..n).filter(|at| set & 1 << at != 0).collect();
                let apart = conflicts.iter().all(|(a, b)| set & 1 << a == 0 || set & 1 << b == 0);
                if of.len() <= k && apart && must.iter().all(|at| set & 1 << at != 0) {
                    best = best.max((of.len(), of.iter().map(|at| worth[*at]).sum::<u64>()));
                }
            }
            let sum: u64 = found.picked.iter().map(|at| worth[*at]).sum();
            prop_assert_eq!((found.picked.len(), sum), best);
            prop_assert!(found.proven && found.at_most == sum);
        }
    }
}
