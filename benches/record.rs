//! How fast does a finished run come back?
//!
//! All cores. A generated town of 100,000 panden, or the run in the folder
//! that `TOPLAAG_RUN` names: its panden with all their facts are read, and its
//! sites asked again. Before anything is timed the panden and sites are
//! counted against the counts of the run.

use std::{
    hint::black_box,
    path::{Path, PathBuf},
};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use toplaag::{
    config::Project,
    progress::Silent,
    record::Record,
    sample::{Town, TownSpec, write_large},
    scan,
};

const PANDEN: u64 = 100_000;

fn run(into: &Path) -> PathBuf {
    if let Some(folder) = std::env::var_os("TOPLAAG_RUN") {
        return folder.into();
    }
    let town = into.join("town");
    write_large(&Town::new(TownSpec { panden: PANDEN, seed: 1 }), &town).expect("a town");
    let project = Project::read(&town.join("toplaag.toml")).expect("its project");
    let out = into.join("run");
    let options = scan::Options { out: out.clone(), ..scan::Options::default() };
    scan::run(&project, &options, &mut Silent).expect("a run");
    out
}

fn bench(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let run = run(folder.path());
    let record = Record::open(&run).expect("a record");
    let counted = |name: &str| record.run.counts[name].as_u64().expect("a count");
    let read = || record.map_panden(|pand| Some(pand.survey.assessment.homes.mid)).expect("panden").len();
    assert_eq!(read() as u64, counted("panden"));
    assert_eq!(record.sites().expect("sites").len() as u64, counted("sites"));

    let mut group = c.benchmark_group("record");
    group.sample_size(10).throughput(Throughput::Elements(counted("panden")));
    group.bench_function("panden", |b| b.iter(|| black_box(read())));
    group.bench_function("sites", |b| b.iter(|| black_box(record.sites().expect("sites").len())));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
