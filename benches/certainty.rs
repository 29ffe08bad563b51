//! How fast is it told how sure each place is?
//!
//! All cores. One group of 10,000 sites by 10,000 draws, and one of a million
//! by 1,000, every site with homes, ownership and parking that are uncertain
//! and one in five with a fact that is not known. Before anything is timed the
//! shares of each group are added up: three places are given in every draw.

use std::{hint::black_box, time::Duration};

use criterion::{Criterion as Bench, Throughput, criterion_group, criterion_main};
use toplaag::{
    model::Form,
    params::Params,
    score::{
        Criterion, Values,
        smaa::{Contender, Contest, Spread, Uniforms, WeightDraws},
    },
};

const PLACES: usize = 3;

fn site(at: u32) -> Contender {
    let part = |of: u32| f64::from(at.wrapping_mul(2_654_435_761) >> of & 0xff) / 255.0;
    let values = Values {
        homes: Some(part(0)),
        structure: Some(part(3)),
        ownership: Some(part(6)),
        parking: Some(part(9)),
        grid: Some(part(12)),
        water: (!at.is_multiple_of(7)).then(|| part(15)),
        planning: Some(part(18)),
    };
    let around = |value: f64| Spread::new(value * 0.7, value, (value * 1.3).min(1.0));
    let id = format!("site {at}");
    let site = Contender::new(&id, 0, &values)
        .with(Criterion::Homes, around(part(0)))
        .with(Criterion::Ownership, around(part(6)))
        .with(Criterion::Parking, around(part(9)));
    if !at.is_multiple_of(5) {
        return site;
    }
    site.with_facts(&id, &[("structure", 0.5)], |holding| (holding == 1).then(|| around(part(0))))
}

fn bench(c: &mut Bench) {
    let params = Params::built_in();
    let profile = params.score.weights(Form::Optoppen).in_order();
    let mut group = c.benchmark_group("certainty");
    group.sample_size(10).measurement_time(Duration::from_secs(30));
    for (sites, draws) in [(10_000, 10_000), (1_000_000, 1_000)] {
        let contenders: Vec<Contender> = (0..sites).map(site).collect();
        let uniforms = Uniforms::new(1, draws);
        let weights = [WeightDraws::around(&profile, 25.0, 0.0, draws, 1)];
        let contest = Contest { uniforms: &uniforms, weights: &weights, places: PLACES };
        let found = contest.run(&contenders);
        let sum: f64 = (0..contenders.len()).map(|site| found.among_first(site, PLACES)).sum();
        assert!((sum - 3.0).abs() < 1e-6, "{sum}");
        group.throughput(Throughput::Elements(u64::from(sites) * draws as u64));
        group.bench_function(format!("{sites} x {draws}"), |b| {
            b.iter(|| black_box(contest.run(&contenders).among_first(0, PLACES)));
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
