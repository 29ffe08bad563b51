//! How many panden a second, held against every map and every rule?
//!
//! One core. The input is a generated town of 100,000 panden with its
//! verblijfsobjecten, roofs, holdings and maps, read from files beforehand.
//! `survey` is what a run does to each pand: its units added up, overlaid
//! with every map, assessed; `assess` is the rules alone, on the facts the
//! survey found. Before anything is timed the verdicts are compared with
//! those the generator planned, and their tally with the committed one.

use std::{collections::BTreeMap, hint::black_box};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use toplaag::{
    assess::{Verdict, optoppen},
    config::Project,
    issue::Issues,
    link::{Ambiguous, Extent, Holdings, Placement, Units, match_bezit},
    model::{Pand, Verblijfsobject},
    read::{self, heights::Heights},
    sample::{Town, TownSpec, write_large},
    scan,
    survey::{Layers, Survey, survey},
};

const PANDEN: u64 = 100_000;

/// What the rules say about the town of this size and seed.
const TALLY: [(&str, &str, u64); 17] = [
    ("suitable", "", 1_278),
    ("undecided", "bouwjaar", 26),
    ("undecided", "limit", 52),
    ("undecided", "owner", 78),
    ("undecided", "roof", 26),
    ("undecided", "structure", 52),
    ("unsuitable", "bouwjaar", 2_444),
    ("unsuitable", "demolition", 26),
    ("unsuitable", "flat_area", 26),
    ("unsuitable", "flat_share", 47_738),
    ("unsuitable", "height_limit", 52),
    ("unsuitable", "restriction", 26),
    ("unsuitable", "rijksmonument", 260),
    ("unsuitable", "status", 182),
    ("unsuitable", "storeys", 26),
    ("unsuitable", "structure", 52),
    ("unsuitable", "woonfunctie", 47_656),
];

/// A town as it stands in memory before the panden stream by.
struct Ready {
    project: Project,
    layers: Layers,
    panden: Vec<Pand>,
    units: Vec<Verblijfsobject>,
    placement: Placement,
    holdings: Holdings,
    heights: Heights,
}

impl Ready {
    fn read(project: Project) -> Result<Self, toplaag::Error> {
        let mut issues = Issues::default();
        let layers = scan::read_maps(&project, &mut issues)?.layers;
        let given = "the town has every input";
        let units =
            read::verblijfsobjecten::read(project.verblijfsobjecten.as_ref().expect(given), &mut issues)?;
        let mut ambiguous = Ambiguous::new(&units);
        let mut panden = Vec::new();
        read::panden::stream(&project.panden, None, &mut issues, |batch, _| {
            batch.iter().for_each(|pand| ambiguous.look(pand, &units));
            panden.extend(batch);
            Ok(())
        })?;
        let placement = Placement::new(&units, &ambiguous);
        let bezit = read::bezit::read(project.bezit.as_ref().expect(given), None, &mut issues)?;
        let (holdings, _) = match_bezit(&bezit.rows, &units, &placement, Extent::Whole);
        let heights = read::heights::read(project.heights.as_ref().expect(given), &mut issues)?;
        Ok(Self { project, layers, panden, units, placement, holdings, heights })
    }

    fn survey(&self, pand: &Pand) -> Survey {
        let units = Units::of(pand, Some(&self.units), &self.placement, Some(&self.holdings));
        survey(pand, &units, self.heights.get(pand.id).ok_or(None), true, &self.layers, &self.project.params)
    }
}

/// The answer and its headline, as codes.
fn codes(verdict: Verdict) -> (&'static str, &'static str) {
    let because = match verdict {
        Verdict::Suitable => "",
        Verdict::Unsuitable(reason) => reason.code(),
        Verdict::Undecided(missing) | Verdict::Unsayable(missing) => missing.code(),
    };
    (verdict.code(), because)
}

fn check(town: &Town, surveys: &[Survey]) {
    let verdicts: BTreeMap<u64, (&str, &str)> =
        surveys.iter().map(|survey| (survey.id.number(), codes(survey.assessment.verdict))).collect();
    let mut n_planned = 0;
    for planned in town.districts().flat_map(|district| district.planned) {
        assert_eq!(verdicts[&planned.pand], (planned.verdict, planned.because), "{}", planned.name);
        n_planned += 1;
    }
    assert!(n_planned > 1_000, "{n_planned} planned verdicts");

    let mut tally: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for codes in verdicts.values() {
        *tally.entry(*codes).or_default() += 1;
    }
    let tally: Vec<_> = tally.into_iter().map(|((verdict, because), n)| (verdict, because, n)).collect();
    assert_eq!(tally, TALLY);
}

fn verdicts(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder for the town");
    let town = Town::new(TownSpec { panden: PANDEN, seed: 1 });
    write_large(&town, folder.path()).expect("room for the town");
    let project = Project::read(&folder.path().join("toplaag.toml")).expect("the town has a project file");
    let ready = Ready::read(project).expect("every file was just written");
    let surveys: Vec<Survey> = ready.panden.iter().map(|pand| ready.survey(pand)).collect();
    assert_eq!(surveys.len() as u64, PANDEN);
    check(&town, &surveys);

    let n_suitable = |verdicts: &mut dyn Iterator<Item = Verdict>| {
        verdicts.filter(|verdict| *verdict == Verdict::Suitable).count()
    };
    let mut survey = criterion.benchmark_group("survey");
    survey.sample_size(10).throughput(Throughput::Elements(PANDEN));
    survey.bench_function("all_maps/100k", |bencher| {
        bencher.iter(|| {
            n_suitable(&mut ready.panden.iter().map(|pand| ready.survey(black_box(pand)).assessment.verdict))
        });
    });
    survey.finish();

    let params = &ready.project.params.optoppen;
    let mut assess = criterion.benchmark_group("assess");
    assess.sample_size(20).throughput(Throughput::Elements(PANDEN));
    assess.bench_function("optoppen/100k", |bencher| {
        bencher.iter(|| {
            let verdict = |survey: &Survey| optoppen::assess(black_box(&survey.facts), params).verdict;
            n_suitable(&mut surveys.iter().map(verdict))
        });
    });
    assess.finish();
}

criterion_group!(benches, verdicts);
criterion_main!(benches);
