//! In which order do the sites of one group come, and which are put forward?

use std::{cmp::Ordering, collections::BTreeMap};

use serde::Serialize;

use crate::codes::codes;
pub use crate::params::Scope;

codes! {
    /// Which list a site is on.
    List {
        /// The list sites are put forward from.
        Shortlist = "shortlist",
        /// Forms beside those a corporatie puts forward.
        OtherForms = "other_forms",
    }
}

codes! {
    /// Where a site stands in its group.
    Standing {
        /// Put forward.
        Shortlist = "shortlist",
        /// Next in line.
        Reserve = "reserve",
        /// Ranked behind these.
        Listed = "listed",
        /// Too little is known to rank it.
        Apart = "apart",
        /// Another form stands for its location.
        Alternative = "alternative",
    }
}

/// A site that has no knock-out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate<'a> {
    /// Identification; the last word in the order.
    pub site_id: &'a str,
    /// Its gemeente; sites without one form a group.
    pub gemeente: Option<&'a str>,
    /// Its corporatie; sites without one form a group.
    pub corporatie: Option<&'a str>,
    /// Homes it would add.
    pub homes: u32,
    /// Its score, 0 to 100.
    pub score: Option<f64>,
    /// Whether its coverage is below the minimum.
    pub apart: bool,
    /// Whether it may be put forward: suitable, or undecided on nothing but
    /// what is examined later.
    pub may_be_put_forward: bool,
}

/// How many sites of a group are put forward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PutForward {
    /// Sites on the shortlist.
    pub sites: u32,
    /// Homes of shortlist and reserve together, over those of the shortlist.
    pub reserve_factor: f64,
}

/// The group a site is compared in; the part that does not define it is empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Group {
    /// Gemeente.
    pub gemeente: String,
    /// Corporatie.
    pub corporatie: String,
}

/// Where one site stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ranked {
    /// Its place in the list that was given.
    pub index: usize,
    /// Its group.
    pub group: Group,
    /// Its number within the group, from 1; `None` when listed apart.
    pub rank: Option<u32>,
    /// Where it stands.
    pub standing: Standing,
}

/// Hundredths of a point: what is printed is what is compared, so that two
/// sites with the same score on paper are told apart by their homes and not
/// by the noise of a sum.
#[expect(clippy::cast_possible_truncation, reason = "scores lie between 0 and 100")]
fn hundredths(score: Option<f64>) -> Option<i64> {
    score.map(|score| (score * 100.0).round() as i64)
}

/// The order of sites: score down, homes down, site id up.
///
/// Scores are compared in whole hundredths of a point; a site without a score
/// comes after all that have one. Sites listed apart come after all others.
///
/// # Source
///
/// toplaag method §8.
#[must_use]
pub fn order(one: &Candidate<'_>, other: &Candidate<'_>) -> Ordering {
    let apart = |site: &Candidate<'_>| site.apart || site.score.is_none();
    apart(one)
        .cmp(&apart(other))
        .then_with(|| hundredths(other.score).cmp(&hundredths(one.score)))
        .then_with(|| other.homes.cmp(&one.homes))
        .then_with(|| one.site_id.cmp(other.site_id))
}

/// Ranks sites within their groups.
///
/// # Method
///
/// Groups come in order of gemeente and corporatie, sites within a group in
/// [`order`]. Of those that may be, the first are put forward, and the next
/// are in reserve until the homes of both reach those of the shortlist times
/// the reserve factor. Sites with too little known have no number and take no
/// place.
///
/// # Source
///
/// toplaag method §8; Routekaart Haaglanden 2.4 for the size.
#[must_use]
pub fn rank(sites: &[Candidate<'_>], scope: Scope, put_forward: PutForward) -> Vec<Ranked> {
    let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for (index, site) in sites.iter().enumerate() {
        groups.entry(group_of(site, scope)).or_default().push(index);
    }
    let mut ranked = Vec::with_capacity(sites.len());
    for (group, mut members) in groups {
        // Equal sites keep the order they came in; ids are unique, so none are.
        members.sort_by(|&one, &other| order(&sites[one], &sites[other]));
        let mut places = Places::new(put_forward);
        let mut number = 0;
        for index in members {
            let site = &sites[index];
            let (rank, standing) = if site.apart || site.score.is_none() {
                (None, Standing::Apart)
            } else {
                number += 1;
                (Some(number), places.give(site))
            };
            ranked.push(Ranked { index, group: group.clone(), rank, standing });
        }
    }
    ranked
}

/// The places of one group that are given away.
struct Places {
    put_forward: PutForward,
    sites: u32,
    homes_shortlist: u64,
    homes: u64,
}

impl Places {
    fn new(put_forward: PutForward) -> Self {
        Self { put_forward, sites: 0, homes_shortlist: 0, homes: 0 }
    }

    /// Where the next site in the order stands.
    fn give(&mut self, site: &Candidate<'_>) -> Standing {
        if !site.may_be_put_forward {
            return Standing::Listed;
        }
        let homes = u64::from(site.homes);
        if self.sites < self.put_forward.sites {
            self.sites += 1;
            self.homes_shortlist += homes;
            self.homes += homes;
            return Standing::Shortlist;
        }
        if self.homes < self.homes_asked() {
            self.homes += homes;
            return Standing::Reserve;
        }
        Standing::Listed
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "saturates; homes stay far below 2^53"
    )]
    fn homes_asked(&self) -> u64 {
        // Ten times 1.3 is 13.000000000000002 for some factors: not 14.
        (self.homes_shortlist as f64 * self.put_forward.reserve_factor - 1e-9).ceil() as u64
    }
}

fn group_of(site: &Candidate<'_>, scope: Scope) -> Group {
    let (by_gemeente, by_corporatie) = match scope {
        Scope::PerGemeente => (true, false),
        Scope::PerCorporatie => (false, true),
        Scope::PerBoth => (true, true),
    };
    let part = |counts: bool, name: Option<&str>| {
        if counts { name.unwrap_or_default().to_owned() } else { String::new() }
    };
    Group { gemeente: part(by_gemeente, site.gemeente), corporatie: part(by_corporatie, site.corporatie) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn site<'a>(site_id: &'a str, gemeente: &'a str, homes: u32, score: f64) -> Candidate<'a> {
        Candidate {
            site_id,
            gemeente: Some(gemeente),
            corporatie: Some("Woonstad"),
            homes,
            score: Some(score),
            apart: false,
            may_be_put_forward: true,
        }
    }

    const THREE: PutForward = PutForward { sites: 3, reserve_factor: 1.3 };

    fn ids<'a>(sites: &[Candidate<'a>], scope: Scope) -> Vec<(&'a str, Option<u32>)> {
        rank(sites, scope, THREE).iter().map(|ranked| (sites[ranked.index].site_id, ranked.rank)).collect()
    }

    #[test]
    fn score_goes_before_homes_and_homes_before_the_id() {
        let sites = [
            site("d", "Delft", 10, 60.0),
            site("c", "Delft", 12, 60.0),
            site("b", "Delft", 10, 60.0),
            site("a", "Delft", 1, 70.0),
        ];
        assert_eq!(
            ids(&sites, Scope::PerGemeente),
            [("a", Some(1)), ("c", Some(2)), ("b", Some(3)), ("d", Some(4))]
        );
    }

    #[test]
    fn scores_that_print_the_same_are_told_apart_by_homes() {
        let sites = [site("a", "Delft", 5, 60.001), site("b", "Delft", 9, 60.0)];
        assert_eq!(ids(&sites, Scope::PerGemeente), [("b", Some(1)), ("a", Some(2))]);
    }

    #[test]
    fn each_group_counts_from_1() {
        let other = Candidate { corporatie: Some("Vidomes"), ..site("c", "Delft", 1, 30.0) };
        let sites = [site("a", "Delft", 1, 10.0), site("b", "Leiden", 1, 20.0), other];
        assert_eq!(ids(&sites, Scope::PerGemeente), [("c", Some(1)), ("a", Some(2)), ("b", Some(1))]);
        assert_eq!(ids(&sites, Scope::PerCorporatie), [("c", Some(1)), ("b", Some(1)), ("a", Some(2))]);
        assert_eq!(ids(&sites, Scope::PerBoth), [("c", Some(1)), ("a", Some(1)), ("b", Some(1))]);
    }

    fn standings(homes: &[u32], may: impl Fn(usize) -> bool) -> Vec<&'static str> {
        let names: Vec<String> = (0..homes.len()).map(|at| format!("s{at:02}")).collect();
        let sites: Vec<_> = homes
            .iter()
            .zip(&names)
            .enumerate()
            .map(|(at, (homes, name))| Candidate {
                may_be_put_forward: may(at),
                ..site(name, "Delft", *homes, 90.0 - at as f64)
            })
            .collect();
        rank(&sites, Scope::PerGemeente, THREE).iter().map(|ranked| ranked.standing.code()).collect()
    }

    /// 30 homes are put forward: 30 x 1.3 = 39, so 9 more are asked of the reserve.
    #[test]
    fn the_reserve_brings_homes_to_130_percent() {
        let all = standings(&[10, 10, 10, 5, 4, 1, 1], |_| true);
        assert_eq!(all, ["shortlist", "shortlist", "shortlist", "reserve", "reserve", "listed", "listed"]);
        // 8 do not do; 30 x 1.3 is 39 also where a product of floats is a hair above.
        assert_eq!(standings(&[10, 10, 10, 4, 4, 1, 1], |_| true)[5], "reserve");
        // A shortlist without homes asks for no reserve.
        assert_eq!(standings(&[0, 0, 0, 5], |_| true)[3], "listed");
    }

    #[test]
    fn what_is_undecided_on_a_knock_out_keeps_its_number_and_is_passed_over() {
        let found = standings(&[10, 10, 10, 10, 10], |at| at != 1);
        assert_eq!(found, ["shortlist", "listed", "shortlist", "shortlist", "reserve"]);
    }

    #[test]
    fn a_site_with_little_known_takes_no_place() {
        let apart = Candidate { apart: true, ..site("a", "Delft", 50, 99.0) };
        let none = Candidate { score: None, ..site("b", "Delft", 50, 0.0) };
        let sites = [none, apart, site("c", "Delft", 1, 10.0)];
        assert_eq!(ids(&sites, Scope::PerGemeente), [("c", Some(1)), ("a", None), ("b", None)]);
    }

    proptest! {
        #[test]
        fn the_order_is_total_and_does_not_depend_on_the_order_given(
            parts in proptest::collection::vec((0u32..4, proptest::option::of(0.0f64..=100.0), any::<bool>(), 0usize..3), 1..20),
            seed in any::<u64>(),
        ) {
            let names: Vec<_> = (0..parts.len()).map(|number| format!("s{number:02}")).collect();
            let gemeenten = [None, Some("Delft"), Some("Leiden")];
            let sites: Vec<_> = parts
                .iter()
                .zip(&names)
                .map(|(&(homes, score, apart, gemeente), site_id)| Candidate {
                    site_id,
                    gemeente: gemeenten[gemeente],
                    corporatie: None,
                    homes,
                    score,
                    apart,
                    may_be_put_forward: homes % 2 == 0,
                })
                .collect();
            let mut shuffled = sites.clone();
            // A permutation by rule: swaps driven by the bits of the seed.
            for index in 0..shuffled.len() {
                let other = (seed.rotate_left(index as u32 * 7) % shuffled.len() as u64) as usize;
                shuffled.swap(index, other);
            }
            let named = |sites: &[Candidate<'_>]| -> Vec<(String, Option<u32>, Standing)> {
                rank(sites, Scope::PerGemeente, THREE)
                    .into_iter()
                    .map(|ranked| (sites[ranked.index].site_id.to_owned(), ranked.rank, ranked.standing))
                    .collect()
            };
            prop_assert_eq!(named(&sites), named(&shuffled));
            for (one, first) in sites.iter().enumerate() {
                for (other, second) in sites.iter().enumerate() {
                    prop_assert_eq!(order(first, second), order(second, first).reverse());
                    prop_assert_eq!(order(first, second) == Ordering::Equal, one == other);
                }
            }
        }
    }
}
