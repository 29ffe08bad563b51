//! Held against trying everything, on small cases with every kind of wish.

use std::collections::BTreeSet;

use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;

use super::{solver::MicroLp, *};

const EFFORT: Effort = Effort { states: 500, nodes: 20_000, rounds: 60, repairs: 10 };

fn solved(problem: &Problem) -> Outcome {
    schedule(problem, &EFFORT, &MicroLp).unwrap()
}

/// A small case by chance, with few enough plans to try them all.
fn small(random: &mut Pcg64Mcg, most: usize) -> Problem {
    loop {
        let years = random.random_range(1..5_usize);
        let n_areas = random.random_range(1..4_usize);
        let has_station = random.random_bool(0.5);
        let mut areas: Vec<Area> = (0..n_areas)
            .map(|at| Area {
                id: format!("area {at}"),
                parent: (has_station && random.random_bool(0.8)).then_some(n_areas),
                room_w: random.random_bool(0.85).then(|| room(random, years, 0..120)),
            })
            .collect();
        if has_station {
            areas.push(Area {
                id: "station".into(),
                parent: None,
                room_w: Some(room(random, years, 20..200)),
            });
        }
        let n_works = random.random_range(1..7_usize);
        let works: Vec<Work> = (0..n_works).map(|at| work(random, at, n_areas)).collect();
        let plans: usize = works.iter().map(|work| work.ways.len() * years + 1).product();
        if plans > most {
            continue;
        }
        let n_wishes = random.random_range(0..5_usize);
        let mut problem = Problem {
            years,
            works,
            areas,
            wishes: Vec::new(),
            later: [1.0, 0.97, 0.8][random.random_range(0..3_usize)],
            measure: [0.0, 0.001, 0.1][random.random_range(0..3_usize)],
            keur: [0.0, 0.01][random.random_range(0..2_usize)],
        };
        for at in 0..n_wishes {
            let kind = wish(random, &problem);
            problem.wishes.push(Wish { name: format!("wish {at}"), kind });
        }
        if problem.check().is_ok() {
            return problem;
        }
    }
}

fn room(random: &mut Pcg64Mcg, years: usize, of: std::ops::Range<i64>) -> Vec<i64> {
    let mut room: Vec<i64> = (0..years).map(|_| random.random_range(of.clone())).collect();
    if random.random_bool(0.7) {
        room.sort_unstable();
    }
    room
}

fn work(random: &mut Pcg64Mcg, at: usize, areas: usize) -> Work {
    let n_years = random.random_range(1..4_usize);
    let homes: Vec<u32> = (0..n_years).map(|_| random.random_range(0..30_u32)).collect();
    let mut sum = 0;
    let load: Vec<i64> = homes
        .iter()
        .map(|homes| {
            sum += i64::from(*homes) * random.random_range(1..4_i64);
            sum
        })
        .collect();
    let mut ways = vec![Way { name: String::new(), load_w: load.clone(), cost_keur: None }];
    if random.random_bool(0.4) {
        ways.push(Way {
            name: "netbewust".into(),
            load_w: load.iter().map(|load| load * 3 / 4).collect(),
            cost_keur: random.random_bool(0.7).then(|| f64::from(random.random_range(0..40_u32))),
        });
    }
    let all: u32 = homes.iter().sum();
    let value = f64::from(all) * random.random_range(0.4..0.95);
    Work { id: format!("work {at}"), area: random.random_range(0..areas), value, homes, ways }
}

fn wish(random: &mut Pcg64Mcg, problem: &Problem) -> WishKind {
    let n = problem.works.len();
    let mut one = || random.random_range(0..n);
    let (work, other) = (one(), one());
    let mut works: Vec<usize> = (0..n).filter(|_| random.random_bool(0.6)).collect();
    if works.is_empty() {
        works.push(work);
    }
    let from = random.random_range(0..problem.years);
    let until = random.random_range(from..=problem.years);
    match random.random_range(0..8) {
        0 => WishKind::Must { work },
        1 => WishKind::NotBefore { work, year: random.random_range(0..=problem.years) },
        2 => WishKind::NotAfter { work, year: from },
        3 if work != other => WishKind::Order { before: work, after: other },
        4 => WishKind::AtLeast { works, from, until, homes: random.random_range(0..90) },
        5 => WishKind::AtMost { works, from, until, homes: random.random_range(0..60) },
        6 => WishKind::Starts { works, from, until, most: random.random_range(0..3) },
        _ => WishKind::Budget { works, keur: f64::from(random.random_range(0..60_u32)) },
    }
}

/// Every plan there is.
fn all_plans(problem: &Problem, mut each: impl FnMut(&[Option<Start>])) {
    let mut starts: Vec<Option<Start>> = vec![None; problem.works.len()];
    loop {
        each(&starts);
        let mut at = 0;
        loop {
            if at == starts.len() {
                return;
            }
            let ways = problem.works[at].ways.len();
            starts[at] = match starts[at] {
                None => Some(Start { year: 0, way: 0 }),
                Some(Start { year, way }) if way + 1 < ways => Some(Start { year, way: way + 1 }),
                Some(Start { year, .. }) if year + 1 < problem.years => {
                    Some(Start { year: year + 1, way: 0 })
                }
                Some(_) => None,
            };
            if starts[at].is_some() {
                break;
            }
            at += 1;
        }
    }
}

/// What the best plan is worth that keeps all wishes; and the least homes short of
/// those that ask for homes, all others kept.
fn by_trying(problem: &Problem) -> (Option<f64>, u64) {
    let (mut best, mut least) = (None::<f64>, u64::MAX);
    all_plans(problem, |starts| {
        let mut short = 0;
        for broken in problem.broken(starts) {
            let Broken::Wish { wish, .. } = broken else { return };
            short += match &problem.wishes[wish].kind {
                WishKind::Must { work } => u64::from(problem.works[*work].homes.iter().sum::<u32>().max(1)),
                WishKind::AtLeast { works, from, until, homes } => {
                    let works: BTreeSet<usize> = works.iter().copied().collect();
                    let years = *from..(until + 1).min(problem.years);
                    let of = |work: &usize| -> u64 {
                        starts[*work].map_or(0, |start| {
                            years.clone().map(|year| problem.works[*work].homes_in(start, year)).sum()
                        })
                    };
                    u64::from(*homes) - works.iter().map(of).sum::<u64>()
                }
                _ => return,
            };
        }
        least = least.min(short);
        if short == 0 {
            let value = problem.value(starts);
            best = Some(best.map_or(value, |best| best.max(value)));
        }
    });
    (best, least)
}

fn is_possible(problem: &Problem, wishes: &[usize]) -> bool {
    let mut problem = problem.clone();
    let all = std::mem::take(&mut problem.wishes);
    problem.wishes = wishes.iter().map(|at| all[*at].clone()).collect();
    let mut found = false;
    all_plans(&problem, |starts| found = found || problem.broken(starts).is_empty());
    found
}

#[test]
fn trying_every_plan_finds_none_better_on_1000_small_cases() {
    let mut random = Pcg64Mcg::seed_from_u64(16);
    let mut conflicts = 0;
    for case in 0..1_000 {
        let problem = small(&mut random, 3_000);
        let (best, least) = by_trying(&problem);
        let outcome = solved(&problem);
        assert_eq!(outcome.plan.proof(), Proof::Optimal, "case {case}: {problem:?}");
        let Some(best) = best else {
            conflicts += 1;
            let short: u64 =
                outcome.conflicts.iter().flat_map(|conflict| &conflict.short).map(|(_, homes)| homes).sum();
            assert_eq!(short, least, "case {case}: {problem:?}");
            let kept = |broken: &Broken| match broken {
                Broken::Wish { wish, .. } => {
                    outcome.conflicts.iter().any(|conflict| conflict.short.iter().any(|(at, _)| at == wish))
                }
                _ => false,
            };
            assert!(outcome.plan.broken(&problem).iter().all(kept), "case {case}: {problem:?}");
            for conflict in &outcome.conflicts {
                assert!(conflict.proven && !conflict.set.is_empty(), "case {case}: {conflict:?} {problem:?}");
                assert!(!is_possible(&problem, &conflict.set), "case {case}: {conflict:?} {problem:?}");
                for without in &conflict.set {
                    let others: Vec<usize> =
                        conflict.set.iter().copied().filter(|wish| wish != without).collect();
                    assert!(is_possible(&problem, &others), "case {case}: {conflict:?} {problem:?}");
                }
            }
            continue;
        };
        assert_eq!(outcome.conflicts, [], "case {case}: {problem:?}");
        assert_eq!(outcome.plan.broken(&problem), [], "case {case}: {problem:?}");
        assert!(
            (outcome.plan.value - best).abs() < 1e-9,
            "case {case}: {} {best} {problem:?}",
            outcome.plan.value
        );
        for simple in [&outcome.by_value, &outcome.by_value_per_kw] {
            assert!(!simple.broken.is_empty() || simple.value <= outcome.plan.value + 1e-9, "case {case}");
        }
    }
    assert!((50..500).contains(&conflicts), "{conflicts}");
}

/// With hardly any effort, what is told of a plan still holds: it keeps what was
/// asked, none is worth more than the bound, and what is called best is.
#[test]
fn little_effort_makes_no_plan_better_than_it_is() {
    let mut random = Pcg64Mcg::seed_from_u64(99);
    let mut within = 0;
    for case in 0..600 {
        let problem = small(&mut random, 1_000);
        let (Some(best), _) = by_trying(&problem) else { continue };
        let states = [0, 1, 3][case % 3];
        let effort = Effort { states, nodes: 1, rounds: 3, repairs: 1 };
        let outcome = schedule(&problem, &effort, &MicroLp).unwrap();
        let plan = &outcome.plan;
        if !outcome.conflicts.is_empty() {
            // Not enough was looked at to see that all wishes go together.
            assert!(outcome.conflicts.iter().all(|conflict| !conflict.proven), "{problem:?}");
            continue;
        }
        assert_eq!(plan.broken(&problem), [], "{problem:?}");
        assert!(plan.value <= best + 1e-9 && plan.bound >= best - 1e-9, "{plan:?} {best} {problem:?}");
        assert!(
            plan.proof() == Proof::Within || (plan.value - best).abs() < 1e-9,
            "{plan:?} {best} {problem:?}"
        );
        within += usize::from(plan.proof() == Proof::Within);
    }
    assert!(within > 5, "{within}");
}

/// Room for 100 W in two years. By hand: a (60 W, 10) and b (50 W, 9) do not fit
/// together, so that b waits for the room of the second year; c never fits.
#[test]
fn what_does_not_fit_waits_for_room() {
    let problem = by_hand();
    let plan = solved(&problem).plan;
    assert_eq!(plan.starts, [Some(Start { year: 0, way: 0 }), Some(Start { year: 1, way: 0 }), None]);
    assert!((plan.value - (10.0 + 9.0 * 0.9)).abs() < 1e-12 && plan.gap() == 0.0);
    assert_eq!(plan.broken(&problem), []);
}

fn by_hand() -> Problem {
    let work = |id: &str, value: f64, load_w: i64| Work {
        id: id.into(),
        area: 0,
        value,
        homes: vec![10],
        ways: vec![Way { name: String::new(), load_w: vec![load_w], cost_keur: None }],
    };
    Problem {
        years: 2,
        works: vec![work("a", 10.0, 60), work("b", 9.0, 50), work("c", 30.0, 500)],
        areas: vec![Area { id: "area".into(), parent: None, room_w: Some(vec![100, 120]) }],
        later: 0.9,
        ..Problem::default()
    }
}

#[test]
fn the_checker_sees_every_kind_of_fault() {
    let mut problem = by_hand();
    let at = |year: usize| Some(Start { year, way: 0 });
    let kinds = [
        WishKind::Must { work: 0 },
        WishKind::NotBefore { work: 1, year: 1 },
        WishKind::NotAfter { work: 1, year: 0 },
        WishKind::Order { before: 0, after: 1 },
        WishKind::AtLeast { works: vec![0, 1, 1], from: 0, until: 5, homes: 20 },
        WishKind::AtMost { works: vec![0, 1], from: 0, until: 0, homes: 19 },
        WishKind::Starts { works: vec![0, 1], from: 0, until: 1, most: 1 },
        WishKind::Budget { works: vec![1], keur: 0.0 },
    ];
    problem.wishes = kinds.into_iter().map(|kind| Wish { name: String::new(), kind }).collect();
    let wishes = |starts: &[Option<Start>]| -> Vec<usize> {
        let broken = problem.broken(starts).into_iter();
        broken
            .filter_map(|broken| if let Broken::Wish { wish, .. } = broken { Some(wish) } else { None })
            .collect()
    };
    assert_eq!(wishes(&[None, None, None]), [0, 4]);
    assert_eq!(wishes(&[at(0), at(0), None]), [1, 3, 5, 6]);
    assert_eq!(wishes(&[at(0), at(1), None]), [2]);
    assert_eq!(wishes(&[None, at(1), None]), [0, 2, 3, 4]);
    let broken = problem.broken(&[at(0), at(0), None]);
    assert_eq!(broken[0], Broken::Room { area: 0, year: 0, load_w: 110, room_w: 100 });
    assert_eq!(problem.broken(&[at(0), at(2), None]), [Broken::Start { work: 1 }]);
    assert_eq!(problem.broken(&[at(0)]), [Broken::Length]);
    let plan = Plan { starts: vec![at(0), at(1), None], value: 3.0, ..Plan::default() };
    assert_eq!(plan.broken(&by_hand()), [Broken::Value]);
}

#[test]
fn what_cannot_be_planned_is_told() {
    let sound = by_hand();
    let told = |change: &dyn Fn(&mut Problem)| {
        let mut problem = sound.clone();
        change(&mut problem);
        schedule(&problem, &EFFORT, &MicroLp).unwrap_err()
    };
    let wish = |kind: WishKind| Wish { name: String::new(), kind };
    assert_eq!(told(&|problem| problem.years = 0), Unsound::NoYears);
    assert_eq!(told(&|problem| problem.later = f64::NAN), Unsound::Weights);
    assert_eq!(told(&|problem| problem.works[1].area = 7), Unsound::Work { work: 1 });
    assert_eq!(told(&|problem| problem.works[2].ways[0].load_w[0] = -1), Unsound::Work { work: 2 });
    assert_eq!(told(&|problem| problem.works[0].ways.clear()), Unsound::Work { work: 0 });
    assert_eq!(told(&|problem| problem.areas[0].parent = Some(0)), Unsound::Parent { area: 0 });
    assert_eq!(told(&|problem| problem.areas[0].parent = Some(3)), Unsound::Parent { area: 0 });
    assert_eq!(
        told(&|problem| problem.wishes = vec![wish(WishKind::Must { work: 3 })]),
        Unsound::Wish { wish: 0 }
    );
    let circle = |problem: &mut Problem| {
        let order = |before: usize, after: usize| wish(WishKind::Order { before, after });
        problem.wishes = vec![order(0, 1), order(2, 0), order(1, 2)];
    };
    assert_eq!(told(&circle), Unsound::Circle { wishes: vec![0, 2, 1] });
}

#[test]
fn any_number_of_threads_makes_the_same_plan() {
    let mut random = Pcg64Mcg::seed_from_u64(3);
    let problem = town(&mut random, 120, 8);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| solved(&problem))
    };
    let outcome = run(1);
    assert_eq!(outcome, run(3));
    assert_eq!(outcome.plan.broken(&problem), []);
    for simple in [&outcome.by_value, &outcome.by_value_per_kw] {
        assert!(simple.broken.is_empty() && simple.value <= outcome.plan.value);
    }
    assert!(outcome.plan.gap() < 0.01 && outcome.plan.bound >= outcome.plan.value);
}

/// Works in areas, of which every four have a station above them.
fn town(random: &mut Pcg64Mcg, works: usize, areas: usize) -> Problem {
    let works: Vec<Work> = (0..works).map(|at| work(random, at, areas)).collect();
    let mut problem = Problem { years: 4, works, later: 0.97, measure: 0.01, ..Problem::default() };
    for at in 0..areas {
        let room_w = Some(room(random, 4, 100..500));
        problem.areas.push(Area { id: at.to_string(), parent: Some(areas + at / 4), room_w });
    }
    for at in 0..areas.div_ceil(4) {
        problem.areas.push(Area {
            id: format!("s{at}"),
            parent: None,
            room_w: Some(room(random, 4, 400..1_200)),
        });
    }
    problem
}

#[test]
fn a_solver_that_lies_or_fails_does_not_make_a_plan_worse_or_proven() {
    struct Liar(solver::Answer);
    impl solver::Solver for Liar {
        fn name(&self) -> &'static str {
            "liar"
        }
        fn solve(&self, program: &solver::Program, _: u64) -> solver::Answer {
            let values = self.0.values.as_ref().map(|values| vec![values[0]; program.columns.len()]);
            solver::Answer { values, ..self.0.clone() }
        }
    }
    let mut random = Pcg64Mcg::seed_from_u64(5);
    let problem = town(&mut random, 60, 4);
    let effort = Effort { states: 0, ..EFFORT };
    let best = solved(&problem).plan.value;
    for (values, is_optimal) in [
        (None, false),
        (None, true),
        (Some(vec![1.0]), true),
        (Some(vec![0.0]), true),
        (Some(vec![f64::NAN]), true),
    ] {
        let answer = solver::Answer { values, is_optimal, bound: None, is_impossible: false };
        let outcome = schedule(&problem, &effort, &Liar(answer)).unwrap();
        assert_eq!(outcome.plan.broken(&problem), []);
        assert!(outcome.plan.value >= outcome.by_value_per_kw.value.max(outcome.by_value.value));
        assert!(outcome.plan.bound >= best - 1e-9);
    }
}

#[test]
fn each_step_of_room_brings_what_trying_every_plan_finds() {
    let mut random = Pcg64Mcg::seed_from_u64(21);
    let mut steps = 0;
    while steps < 300 {
        let problem = small(&mut random, 600);
        let outcome = solved(&problem);
        if !outcome.conflicts.is_empty() {
            continue;
        }
        let (before, _) = by_trying(&problem);
        for area in 0..problem.areas.len() {
            let stairs = staircase(&problem, &outcome.plan, area, &[40, 5, 15], &EFFORT, &MicroLp).unwrap();
            let mut least = 0.0;
            for step in &stairs.steps {
                let (after, _) = by_trying(&problem.with_room(area, step.more_w));
                let brings = after.unwrap() - before.unwrap();
                assert!((step.value - brings).abs() < 1e-9 && step.proven, "{step:?} {brings} {problem:?}");
                assert!(step.value >= least - 1e-9);
                least = step.value;
                steps += 1;
            }
        }
    }
}

#[test]
fn the_room_that_measures_replace_is_the_least_with_which_none_is_needed() {
    let mut random = Pcg64Mcg::seed_from_u64(8);
    let mut found = 0;
    while found < 60 {
        let problem = small(&mut random, 600);
        let outcome = solved(&problem);
        if !outcome.conflicts.is_empty() {
            continue;
        }
        for area in 0..problem.areas.len() {
            let Some(of) = replaced(&problem, &outcome.plan, area, 1, &EFFORT, &MicroLp).unwrap() else {
                continue;
            };
            let mut bare = problem.clone();
            for work in &mut bare.works {
                let is_under = problem.areas[work.area].parent == Some(area) || work.area == area;
                work.ways.truncate(if is_under { 1 } else { work.ways.len() });
            }
            let is_enough = |more: i64| {
                by_trying(&bare.with_room(area, more))
                    .0
                    .is_some_and(|value| value >= outcome.plan.value - 1e-9)
            };
            assert!(of.proven && !of.measures.is_empty());
            match of.room_w {
                Some(room_w) => {
                    assert!(is_enough(room_w) && (room_w == 0 || !is_enough(room_w - 1)), "{of:?}")
                }
                None => {
                    assert!(!is_enough(10_000) || problem.areas[area].room_w.is_none(), "{of:?} {problem:?}")
                }
            }
            found += 1;
        }
    }
}

#[test]
fn a_sweep_bounds_what_it_drops() {
    let mut random = Pcg64Mcg::seed_from_u64(11);
    let mut dropped = 0;
    for _ in 0..60 {
        let problem = town(&mut random, 9, 2);
        let model = model::Model::new(&problem, &BTreeSet::new()).reduced();
        let prices = model.prices(0.0, 40).of_row;
        let swept =
            |width: usize| model.sweep(&sweep::Sweep { prices: &prices, known: f64::MIN, ahead: &[], width });
        let all = swept(usize::MAX);
        let best = all.picks.map_or(0.0, |picks| model.value(&picks));
        assert!((all.bound - best).abs() < 1e-9);
        for width in [1, 2, 5] {
            let few = swept(width);
            assert!(few.bound >= best - 1e-9, "{} {best} {width}", few.bound);
            dropped += usize::from(few.picks.is_none_or(|picks| model.value(&picks) < best - 1e-9));
        }
    }
    assert!(dropped > 20, "{dropped}");
}

#[test]
fn prices_bound_every_plan() {
    let mut random = Pcg64Mcg::seed_from_u64(2);
    for _ in 0..300 {
        let problem = small(&mut random, 400);
        let (Some(best), _) = by_trying(&problem) else { continue };
        let model = model::Model::new(&problem, &BTreeSet::new());
        for rounds in [1, 5, 50] {
            let bound = model.prices(0.0, rounds).bound;
            assert!(bound >= best - 1e-9, "{bound} {best} {rounds} {problem:?}");
            let reduced = model.clone().reduced();
            assert!(reduced.prices(best, rounds).bound >= best - 1e-9);
        }
    }
}
