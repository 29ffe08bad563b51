//! How many records a second, from a file to objects one can trust?
//!
//! All cores. The input is a generated town of 100,000 panden in GeoPackage,
//! as the national downloads are: some 180,000 verblijfsobjecten beside the
//! panden, and roofs with a layer of roof parts. Decoding, checking for
//! validity and parsing are in the time, as in a run. Before anything is
//! timed what was read is compared with what the generator made, object by
//! object or summed.

use std::{
    collections::{BTreeMap, BTreeSet},
    hint::black_box,
};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use geo::Area;
use toplaag::{
    config::Project,
    issue::Issues,
    model::PandId,
    read::{heights, panden, verblijfsobjecten},
    sample::{Town, TownRoof, TownSpec, write_large},
};

const PANDEN: u64 = 100_000;
/// What the register itself calls an unknown floor area.
const UNKNOWN_M2: u32 = 999_999;

/// What the generator made.
#[derive(Default)]
struct Made {
    records: u64,
    panden: BTreeSet<u64>,
    footprints_m2: f64,
    units: u64,
    floor_m2: u64,
    roofs: BTreeMap<u64, TownRoof>,
}

fn made(town: &Town) -> Made {
    let mut made = Made::default();
    for district in town.districts() {
        for pand in district.panden {
            made.records += 1;
            // Of a planned twin the first is kept.
            if made.panden.insert(pand.identificatie) {
                made.footprints_m2 += pand.footprint.unsigned_area();
                made.roofs.extend(pand.roof.map(|roof| (pand.identificatie, roof)));
            }
        }
        made.units += district.verblijfsobjecten.len() as u64;
        let areas = district.verblijfsobjecten.iter().map(|unit| unit.oppervlakte);
        made.floor_m2 += areas.filter(|area| *area < UNKNOWN_M2).map(u64::from).sum::<u64>();
    }
    made
}

/// Records, panden and the area of their footprints.
fn read_panden(project: &Project) -> (u64, u64, f64) {
    let mut area = 0.0;
    let counts = panden::stream(&project.panden, None, &mut Issues::default(), |batch, _| {
        area += batch.iter().filter_map(|pand| pand.footprint.as_ref()).map(Area::unsigned_area).sum::<f64>();
        Ok(())
    })
    .expect("the panden were just written");
    (counts.records, counts.panden, area)
}

/// Verblijfsobjecten and their floor area.
fn read_units(project: &Project) -> (u64, u64) {
    let input = project.verblijfsobjecten.as_ref().expect("the town has them");
    let units = verblijfsobjecten::read(input, &mut Issues::default()).expect("they were just written");
    (units.len() as u64, units.iter().filter_map(|unit| unit.oppervlakte).map(u64::from).sum())
}

fn read_heights(project: &Project) -> heights::Heights {
    let input = project.heights.as_ref().expect("the town has them");
    heights::read(input, &mut Issues::default()).expect("they were just written")
}

fn check(project: &Project, made: &Made) {
    let (records, panden, area) = read_panden(project);
    assert_eq!((records, panden), (made.records, made.panden.len() as u64));
    // A shed per gemeente is drawn as a bow tie, and repaired.
    assert!((area / made.footprints_m2 - 1.0).abs() < 1e-5, "{area} m², made {} m²", made.footprints_m2);
    assert_eq!(read_units(project), (made.units, made.floor_m2));

    let heights = read_heights(project);
    assert_eq!(heights.len(), made.roofs.len());
    for (id, made) in &made.roofs {
        let id: PandId = format!("{id:016}").parse().expect("16 digits");
        let roof = heights.get(id).expect("every roof that was made was read");
        let same = |read: Option<f64>, made: Option<f64>| match (read, made) {
            (Some(read), Some(made)) => (read - made).abs() < 1e-3,
            (read, made) => read == made,
        };
        assert!(
            same(roof.roof.map(|height| height.0), made.h_dak.map(|heights| heights[2])),
            "{roof:?} {made:?}"
        );
        assert!(same(roof.flat.map(|area| area.0), made.opp_dak_plat), "{roof:?}, made {made:?}");
    }
}

fn registers(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder for the town");
    let town = Town::new(TownSpec { panden: PANDEN, seed: 1 });
    write_large(&town, folder.path()).expect("room for the town");
    let project = Project::read(&folder.path().join("toplaag.toml")).expect("the town has a project file");
    let made = made(&town);
    check(&project, &made);

    let mut group = criterion.benchmark_group("read");
    group.sample_size(10);
    group.throughput(Throughput::Elements(made.records));
    group.bench_function("panden_gpkg/100k", |bencher| bencher.iter(|| read_panden(black_box(&project))));
    group.throughput(Throughput::Elements(made.units));
    group.bench_function("verblijfsobjecten_gpkg/100k", |bencher| {
        bencher.iter(|| read_units(black_box(&project)));
    });
    group.throughput(Throughput::Elements(made.roofs.len() as u64));
    group.bench_function("heights_gpkg/100k", |bencher| bencher.iter(|| read_heights(black_box(&project))));
    group.finish();
}

criterion_group!(benches, registers);
criterion_main!(benches);
