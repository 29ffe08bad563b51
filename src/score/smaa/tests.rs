use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, StandardNormal};
use rand_pcg::Pcg64Mcg;

use super::*;
use crate::score::{Criterion, Values};

const N: usize = 10_000;
const ALL: [f64; 7] = [1.0; 7];

/// Weights of the first `n` criteria, all equally likely.
fn uniform(n: usize) -> WeightDraws {
    WeightDraws::uniform(&std::array::from_fn(|at| if at < n { 1.0 } else { 0.0 }), 0.0, N, 11)
}

fn values(of: &[f64]) -> Values {
    let at = |at: usize| of.get(at).copied();
    Values {
        homes: at(0),
        structure: at(1),
        ownership: at(2),
        parking: at(3),
        grid: at(4),
        water: at(5),
        planning: at(6),
    }
}

fn sure(ids_and_values: &[(&str, &[f64])]) -> Vec<Contender> {
    ids_and_values.iter().map(|(id, of)| Contender::new(id, 0, &values(of))).collect()
}

fn run(group: &[impl Contends], weights: &WeightDraws) -> Acceptability {
    let uniforms = Uniforms::new(1, N);
    Contest { uniforms: &uniforms, weights: std::slice::from_ref(weights), places: 5 }.run(group)
}

fn near(one: f64, other: f64, by: f64) {
    assert!((one - other).abs() <= by, "{one} is no {other} ± {by}");
}

#[test]
fn one_that_dominates_is_always_first_and_one_that_is_dominated_has_no_weights() {
    let weights = uniform(2);
    let found = run(&sure(&[("a", &[0.9, 0.8]), ("b", &[0.5, 0.5])]), &weights);
    assert_eq!((found.at(0, 0), found.at(1, 0), found.at(1, 1)), (1.0, 0.0, 1.0));
    assert_eq!(found.beats_next(0), 1.0);
    assert!(found.central_weights(0, &weights).is_some());
    assert_eq!(found.central_weights(1, &weights), None);
    assert_eq!(entropy([1.0, 0.0]), 0.0);
}

#[test]
fn opposite_sites_share_the_first_place() {
    let found = run(&sure(&[("a", &[1.0, 0.0]), ("b", &[0.0, 1.0])]), &uniform(2));
    near(found.at(0, 0), 0.5, 0.015);
    near(found.at(1, 0), 0.5, 0.015);
    let three = [("a", &[1.0, 0.0, 0.0][..]), ("b", &[0.0, 1.0, 0.0]), ("c", &[0.0, 0.0, 1.0])];
    let found = run(&sure(&three), &uniform(3));
    (0..3).for_each(|site| near(found.at(site, 0), 1.0 / 3.0, 0.015));
}

/// The first weighs `w`, the second `1 - w`: a is first where `w > 0.25`.
#[test]
fn the_share_is_that_of_the_weights_that_put_it_first() {
    let found = run(&sure(&[("a", &[0.9, 0.3]), ("b", &[0.0, 0.6])]), &uniform(2));
    near(found.at(0, 0), 0.75, 0.015);
}

#[test]
fn identical_sites_take_turns() {
    let same: Vec<(&str, &[f64])> =
        ["a", "b", "c", "d"].into_iter().map(|id| (id, &[0.4, 0.7][..])).collect();
    let found = run(&sure(&same), &uniform(2));
    (0..4).for_each(|site| (0..4).for_each(|place| near(found.at(site, place), 0.25, 0.015)));
    near(found.among_first(0, 3), 0.75, 0.015);
}

/// By hand: what is missing of b is left out, so b is worth 0.6 whatever the
/// weights, and a is worth more where its first weight is above 0.6.
#[test]
fn a_missing_criterion_is_left_out_draw_by_draw() {
    let missing = Values { homes: None, structure: Some(0.6), ..Values::default() };
    let group = [Contender::new("a", 0, &values(&[1.0, 0.0])), Contender::new("b", 0, &missing)];
    near(run(&group, &uniform(2)).at(0, 0), 0.4, 0.015);
    let nothing = [Contender::new("a", 0, &values(&[0.0, 0.0])), Contender::new("b", 0, &Values::default())];
    let found = run(&nothing, &uniform(2));
    assert_eq!((found.at(0, 0), found.at(1, 0), found.at(1, 1)), (1.0, 0.0, 0.0));
}

/// a is worth 0.2, 0.5 or 0.9 by its homes, half of the draws below the
/// middle: above b with 0.6 in the upper half less a quarter of it.
#[test]
fn half_of_the_draws_lie_below_the_middle_and_half_above() {
    let a = Contender::new("a", 0, &values(&[0.5])).with(Criterion::Homes, Spread::new(0.2, 0.5, 0.9));
    let group = [a.clone(), Contender::new("b", 0, &values(&[0.6]))];
    near(run(&group, &uniform(1)).at(0, 0), 0.5 * 0.75, 0.015);
    let group = [a.as_expected(), Contender::new("b", 0, &values(&[0.49]))];
    assert_eq!(run(&group, &uniform(1)).at(0, 0), 1.0);
}

#[test]
fn an_unknown_fact_turns_out_either_way() {
    let a = |facts: &[(&str, f64)]| {
        let homes = |holding: usize| match holding {
            0b11 => Some(Spread::sure(0.9)),
            // Part of it is left.
            0b01 => Some(Spread::sure(0.3)),
            _ => None,
        };
        Contender::new("a", 0, &values(&[0.9])).with_facts("a", facts, homes)
    };
    let b = Contender::new("b", 0, &values(&[0.5]));
    let c = Contender::new("c", 0, &values(&[0.1]));
    let found = run(&[a(&[("structure", 0.5), ("limit", 0.5)]), b, c], &uniform(1));
    near(found.at(0, 0), 0.25, 0.015);
    near(found.at(0, 1), 0.25, 0.015);
    assert_eq!(found.at(0, 2), 0.0);
    near(found.at(1, 0), 0.75, 0.015);
    near(found.beats_next(0), 0.25, 0.015);
    near(found.beats_next(1), 1.0, 0.0);
}

#[test]
fn weights_lie_around_the_profile_and_above_the_least() {
    let profile = [20.0, 25.0, 15.0, 15.0, 10.0, 0.0, 15.0];
    let drawn = WeightDraws::around(&profile, 24.0, 0.05, N, 3);
    for (at, points) in profile.into_iter().enumerate() {
        let column = drawn.column(at);
        let mean = column.iter().map(|w| f64::from(*w)).sum::<f64>() / N as f64;
        near(mean, points / 100.0, 0.003);
        assert!(column.iter().all(|w| if points > 0.0 { *w >= 0.05 } else { *w == 0.0 }));
    }
    let drawn = WeightDraws::around(&profile, 24.0, 0.0, N, 3);
    let square = drawn.column(0).iter().map(|w| (f64::from(*w) - 0.2).powi(2)).sum::<f64>() / N as f64;
    near(square.sqrt(), (0.2_f64 * 0.8 / 25.0).sqrt(), 0.003);
    for draw in [0, 1, N - 1] {
        near(drawn.at(draw).iter().sum(), 1.0, 1e-6);
    }
}

#[test]
fn a_site_draws_the_same_whoever_is_beside_it() {
    let spread = |id: &str, mid: f64| {
        Contender::new(id, 0, &values(&[mid])).with(Criterion::Homes, Spread::new(0.0, mid, 1.0))
    };
    let (a, b, c) = (spread("a", 0.5), spread("b", 0.5), spread("c", 0.001));
    let alone = run(&[a.clone(), b.clone()], &uniform(1));
    let beside = run(&[a, b, c], &uniform(1));
    assert_eq!(alone.beats_next(0), beside.beats_next(0));
    near(alone.beats_next(0), 0.5, 0.02);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let group: Vec<Contender> = (0..40)
        .map(|at| {
            let mid = f64::from(at % 7) / 7.0;
            Contender::new(&format!("site {at}"), 0, &values(&[mid, 1.0 - mid]))
                .with(Criterion::Homes, Spread::new(mid * 0.7, mid, 1.0))
        })
        .collect();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let found = pool.install(|| run(&group, &uniform(2)));
        (0..40).map(|site| (found.among_first(site, 3), found.beats_next(site))).collect::<Vec<_>>()
    };
    assert_eq!(on(1), on(3));
}

/// A site whose values were measured: a number for each draw and criterion.
struct Measured(Vec<Vec<f32>>);

impl Contends for Measured {
    fn weights(&self) -> usize {
        0
    }

    fn known(&self) -> u8 {
        0b111_1111
    }

    fn worth(&self, _: &Uniforms, weights: &WeightDraws, first: usize, _: &[f32], worth: &mut [f32]) {
        for (at, worth) in worth.iter_mut().enumerate() {
            let of = |(criterion, column): (usize, &Vec<f32>)| {
                weights.column(criterion)[first + at] * column[first + at]
            };
            *worth = self.0.iter().enumerate().map(of).sum();
        }
    }
}

/// Two medicines against thrombosis, three criteria. The measurements are
/// drawn again from the mean and the deviation of those of the R package.
///
/// # Source
///
/// R package smaa 0.3-3, data set `thrombo` and its examples.
#[test]
fn the_thrombosis_example_comes_out_as_published() {
    let moments = [
        [(0.41172, 0.12177), (0.42486, 0.15646), (0.92578, 0.07279)],
        [(0.75139, 0.08379), (0.60837, 0.15250), (0.61515, 0.16553)],
    ];
    let mut random = Pcg64Mcg::seed_from_u64(5);
    let medicines: Vec<Measured> = moments
        .iter()
        .map(|criteria| {
            let column = |(mean, deviation): &(f64, f64)| {
                let n = mean * (1.0 - mean) / (deviation * deviation) - 1.0;
                let beta = Beta::new(mean * n, (1.0 - mean) * n).unwrap();
                (0..N).map(|_| beta.sample(&mut random) as f32).collect()
            };
            Measured(criteria.iter().map(column).collect())
        })
        .collect();
    let weights = uniform(3);
    let found = run(&medicines, &weights);
    let (heparin, enoxaparin) = (0, 1);
    near(found.at(heparin, 0), 0.3504, 0.02);
    near(found.at(heparin, 1), 0.6496, 0.02);
    near(found.at(enoxaparin, 0), 0.6496, 0.02);
    near(entropy([found.at(heparin, 0), found.at(enoxaparin, 0)]), 0.9344, 0.02);
    let uniforms = Uniforms::new(1, N);
    let contest = Contest { uniforms: &uniforms, weights: std::slice::from_ref(&weights), places: 2 };
    for (site, published, confidence) in
        [(heparin, [0.1865, 0.2772, 0.5363], 0.6682), (enoxaparin, [0.4073, 0.3641, 0.2285], 0.8956)]
    {
        let central = found.central_weights(site, &weights).unwrap();
        for (weight, published) in central.iter().zip(published) {
            near(*weight, published, 0.02);
        }
        near(contest.confidence(&medicines, site, &[central]), confidence, 0.04);
    }
    let fixed = WeightDraws::fixed(&[0.5, 0.2, 0.3, 0.0, 0.0, 0.0, 0.0], N);
    let found = run(&medicines, &fixed);
    near(found.at(heparin, 0), 0.1279, 0.02);
    near(found.at(enoxaparin, 0), 0.8721, 0.02);
}

/// Five antidepressants, six criteria. Within a criterion the medicines hang
/// together: all are measured against one of them.
///
/// # Source
///
/// R package smaa, integration test `hansen`: N = 10,000.
#[test]
fn the_antidepressants_come_out_as_published() {
    // Criterion by criterion: how they hang together, then mean and deviation
    // of fluoxetine, paroxetine, placebo, sertraline and venlafaxine.
    let criteria: [(f64, [(f64, f64); 5]); 6] = [
        (
            0.69,
            [
                (0.57634, 0.03879),
                (0.63461, 0.04237),
                (0.46082, 0.02827),
                (0.62082, 0.04363),
                (0.66035, 0.03865),
            ],
        ),
        (
            0.68,
            [
                (0.82303, 0.04462),
                (0.87901, 0.03859),
                (0.89655, 0.01868),
                (0.77155, 0.05415),
                (0.88661, 0.03691),
            ],
        ),
        (
            0.88,
            [
                (0.87732, 0.07018),
                (0.81001, 0.10351),
                (0.89022, 0.05741),
                (0.90587, 0.06133),
                (0.72466, 0.12268),
            ],
        ),
        (
            0.86,
            [
                (0.72271, 0.07088),
                (0.73821, 0.07157),
                (0.76165, 0.05614),
                (0.72055, 0.07152),
                (0.79679, 0.06454),
            ],
        ),
        (
            0.68,
            [
                (0.85566, 0.03723),
                (0.86136, 0.03996),
                (0.93035, 0.01289),
                (0.82001, 0.04749),
                (0.83193, 0.04832),
            ],
        ),
        (
            0.80,
            [
                (0.83113, 0.04484),
                (0.79461, 0.05446),
                (0.88159, 0.02559),
                (0.79413, 0.05276),
                (0.73777, 0.06390),
            ],
        ),
    ];
    let mut random = Pcg64Mcg::seed_from_u64(9);
    let mut medicines: Vec<Measured> = (0..5).map(|_| Measured(vec![Vec::new(); 6])).collect();
    for _ in 0..N {
        for (at, (together, moments)) in criteria.iter().enumerate() {
            let mut normal = || -> f64 { StandardNormal.sample(&mut random) };
            let shared = normal();
            for (medicine, (mean, deviation)) in medicines.iter_mut().zip(moments) {
                let z = together.sqrt() * shared + (1.0 - together).sqrt() * normal();
                medicine.0[at].push((mean + deviation * z) as f32);
            }
        }
    }
    let found = run(&medicines, &uniform(6));
    for (site, published) in [0.0244, 0.145, 0.6002, 0.0768, 0.1536].into_iter().enumerate() {
        near(found.at(site, 0), published, 0.03);
    }
}

/// A second way: whole sums in double precision and a full sort.
#[test]
fn a_full_sort_in_double_precision_counts_the_same() {
    let mut random = Pcg64Mcg::seed_from_u64(21);
    let weights = WeightDraws::around(&ALL, 20.0, 0.0, N, 4);
    let of: Vec<[f64; 7]> = (0..25).map(|_| std::array::from_fn(|_| random.random::<f64>())).collect();
    let group: Vec<Contender> =
        of.iter().enumerate().map(|(at, of)| Contender::new(&at.to_string(), 0, &values(of))).collect();
    let found = run(&group, &weights);
    let mut first_three = [0_u32; 25];
    for draw in 0..N {
        let weights = weights.at(draw);
        let worth = |site: usize| -> f64 { weights.iter().zip(of[site]).map(|(w, v)| w * v).sum() };
        let mut order: Vec<usize> = (0..25).collect();
        order.sort_by(|a, b| worth(*b).total_cmp(&worth(*a)));
        order[..3].iter().for_each(|site| first_three[*site] += 1);
    }
    for (site, n) in first_three.into_iter().enumerate() {
        near(found.among_first(site, 3), f64::from(n) / N as f64, 0.002);
    }
}

/// By hand: a is first where its fact holds (one half), else b. Not knowing,
/// half of the picks are right; knowing, all are.
#[test]
fn knowing_what_decides_between_two_is_worth_half_a_place() {
    let a = Contender::new("a", 0, &values(&[0.9]))
        .with_facts("a", &[("structure", 0.5)], |holding| (holding == 1).then(|| Spread::sure(0.9)));
    let group = [a, Contender::new("b", 0, &values(&[0.5])), Contender::new("c", 0, &values(&[0.1]))];
    let uniforms = Uniforms::new(1, N);
    let weights = uniform(1);
    let contest = Contest { uniforms: &uniforms, weights: std::slice::from_ref(&weights), places: 3 };
    let found = contest.run(&group);
    let outcomes = || group[0].holds(0, &uniforms).map(usize::from);
    let worth = worth_knowing(&found, 1, outcomes());
    near(worth.gain, 0.5, 0.01);
    near(worth.changes, 0.5, 0.02);
    near(worth.shift, 0.5, 0.02);
    // Among the first three it matters to nobody who is first; one place is
    // empty where it falls out.
    near(worth_knowing(&found, 3, outcomes()).gain, 0.0, 1e-12);
    // What decides nothing is worth nothing.
    let idle = (0..N).map(|draw| draw % 2);
    assert!(worth_knowing(&found, 1, idle).gain < 0.01);
}

/// Sites with a fact each; one draw is the truth. The list is right once what
/// is known gives the true first three. Asked in the order of their worth it
/// is right sooner than in any order that chance gives.
#[test]
fn facts_in_the_order_of_their_worth_settle_the_list_sooner_than_at_random() {
    const SITES: usize = 9;
    const K: usize = 3;
    let holds = [0.5, 0.9, 0.5, 0.8, 0.5, 0.95, 0.5, 0.5, 0.6];
    let group: Vec<Contender> = (0..SITES)
        .map(|at| {
            let (id, worth) = (format!("site {at}"), 0.9 - 0.07 * at as f64);
            Contender::new(&id, 0, &values(&[worth])).with_facts(
                &id,
                &[("fact", holds[at])],
                move |holding| (holding == 1).then(|| Spread::sure(worth)),
            )
        })
        .collect();
    let uniforms = Uniforms::new(4, N);
    let weights = uniform(1);
    let contest = Contest { uniforms: &uniforms, weights: std::slice::from_ref(&weights), places: K };
    let found = contest.run(&group);
    let outcomes: Vec<Vec<bool>> = group.iter().map(|site| site.holds(0, &uniforms).collect()).collect();
    let firsts: Vec<Vec<usize>> = found.firsts(K).map(Iterator::collect).collect();
    let mut by_worth: Vec<usize> = (0..SITES).collect();
    let worth: Vec<Worth> = (0..SITES)
        .map(|site| worth_knowing(&found, K, outcomes[site].iter().map(|holds| usize::from(*holds))))
        .collect();
    by_worth.sort_by(|a, b| worth[*b].partial_cmp(&worth[*a]).unwrap().then(a.cmp(b)));
    // Questions until what is known picks the true first three for good.
    let steps = |order: &[usize], truth: usize| {
        let right = |known: usize| {
            let agrees = |draw: &usize| {
                order[..known].iter().all(|site| outcomes[*site][*draw] == outcomes[*site][truth])
            };
            let mut counts = [0_u32; SITES];
            (0..N).filter(agrees).for_each(|draw| firsts[draw].iter().for_each(|site| counts[*site] += 1));
            let mut picked: Vec<usize> = (0..SITES).collect();
            picked.sort_by(|a, b| counts[*b].cmp(&counts[*a]).then(a.cmp(b)));
            picked.truncate(firsts[truth].len());
            picked.sort_unstable();
            let mut of_truth = firsts[truth].clone();
            of_truth.sort_unstable();
            picked == of_truth
        };
        (0..=SITES).rev().take_while(|known| right(*known)).last().unwrap_or(SITES)
    };
    let mut random = Pcg64Mcg::seed_from_u64(6);
    let (mut ours, mut chance) = (0, 0);
    for truth in 0..40 {
        ours += steps(&by_worth, truth);
        let mut order: Vec<usize> = (0..SITES).collect();
        order.sort_by_cached_key(|_| random.random::<u32>());
        chance += steps(&order, truth);
    }
    assert!(ours * 10 < chance * 9, "{ours} questions, {chance} at random");
}
