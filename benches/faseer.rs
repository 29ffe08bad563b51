//! How fast is a phasing that fits found, and how good is it?
//!
//! All cores. Provinces made by rule from a seed: 2,000 works, 10 years, 60 supply
//! areas whose room rises once; the same with 15 stations above them; and 20,000
//! works of one year in 400 areas, at most three of each of 280 owners, which ties
//! them all into one. Before anything is timed the answer is held against every
//! limit, against both simple rules and against the gap it must reach.

#[path = "instance/phasing.rs"]
mod phasing;

use std::{hint::black_box, time::Duration};

use criterion::{Criterion, criterion_group, criterion_main};
use phasing::{owners, province};
use toplaag::{
    params::Params,
    plan::schedule::{Effort, Problem, schedule, solver::MicroLp},
};

fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("faseer");
    group.sample_size(10).measurement_time(Duration::from_secs(60));
    let cases: [(&str, Problem, f64); 3] = [
        ("2000 works, 10 years, 60 areas", province(3, None), 0.0),
        ("the same, 15 stations", province(3, Some(15)), 0.001),
        ("20000 works, 400 areas, 280 owners", owners(3), 0.006),
    ];
    let effort = Effort::of(&Params::built_in().fasering);
    for (name, problem, gap) in cases {
        let outcome = schedule(&problem, &effort, &MicroLp).expect("it is sound");
        assert!(outcome.plan.broken(&problem).is_empty());
        assert!(outcome.plan.value >= outcome.by_value.value.max(outcome.by_value_per_kw.value));
        assert!(outcome.plan.gap() <= gap, "{}", outcome.plan.gap());
        group.bench_function(name, |b| {
            b.iter(|| black_box(schedule(&problem, &effort, &MicroLp).map(|outcome| outcome.plan.value)));
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
