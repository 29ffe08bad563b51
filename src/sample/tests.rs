//! Is the town what it claims to be?

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use geo::{Area, BooleanOps, BoundingRect, Contains, Intersects, Validation};

use super::*;
use crate::{
    assess::{Reason, optoppen},
    issue::Issues,
    model::{GebiedKind, Postcode6, VerblijfsobjectId},
    params::Params,
    read,
};

/// Set to rewrite `data/sample`; review the difference like code.
const REWRITE: &str = "TOPLAAG_REWRITE";

fn sample() -> District {
    Town::new(TownSpec::SAMPLE).district(0).unwrap()
}

fn pand_of(district: &District, name: &str) -> u64 {
    district.planned.iter().find(|planned| planned.name == name).unwrap().pand
}

#[test]
fn the_committed_sample_is_what_the_rules_write() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
    if std::env::var_os(REWRITE).is_some() {
        write_text(&Town::new(TownSpec::SAMPLE), &committed).unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    write_text(&Town::new(TownSpec::SAMPLE), folder.path()).unwrap();
    let mut written: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    written.sort();
    assert_eq!(written, embedded().iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let mut total = 0;
    for (name, bytes) in embedded() {
        let now = fs::read(folder.path().join(name)).unwrap();
        assert!(now == *bytes, "{name} differs; run the tests with {REWRITE}=1 and look at the difference");
        assert!(now.len() < 700_000, "{name} has {} bytes", now.len());
        total += now.len();
    }
    assert!(total < 1_450_000, "{total} bytes in all");
}

#[test]
fn the_sample_is_one_whole_district_of_the_size_it_should_have() {
    let town = Town::new(TownSpec::SAMPLE);
    assert_eq!(town.n_districts(), 1);
    assert_eq!(town.n_panden_of(0), TownSpec::SAMPLE.panden);
    let district = sample();
    // The planned duplicate comes on top.
    assert_eq!(district.panden.len() as u64, TownSpec::SAMPLE.panden + 1);
    assert!((300..=400).contains(&district.panden.len()), "{} panden", district.panden.len());
    let n = district.verblijfsobjecten.len();
    assert!((1_400..=2_000).contains(&n), "{n} verblijfsobjecten");
}

#[test]
fn ids_have_16_digits_and_occur_once_but_for_the_planned_one() {
    let district = sample();
    let mut seen = BTreeMap::<u64, u32>::new();
    for pand in &district.panden {
        let id: crate::model::PandId = build::digits(pand.identificatie).parse().unwrap();
        *seen.entry(id.number()).or_default() += 1;
    }
    let twice: Vec<u64> = seen.into_iter().filter(|(_, n)| *n > 1).map(|(id, _)| id).collect();
    assert_eq!(twice, [pand_of(&district, "weide rij a")]);

    let mut seen = std::collections::BTreeSet::new();
    let mut addresses = std::collections::BTreeSet::new();
    for unit in &district.verblijfsobjecten {
        let id: VerblijfsobjectId = build::digits(unit.identificatie).parse().unwrap();
        assert!(seen.insert(id.number()), "{id} occurs twice");
        let postcode: Postcode6 = unit.postcode.parse().unwrap();
        assert!(
            addresses.insert((postcode, unit.huisnummer, &unit.huisletter, &unit.toevoeging)),
            "{unit:?} shares its address"
        );
    }
}

#[test]
fn footprints_are_valid_and_do_not_overlap_but_for_the_planned_ones() {
    let town = Town::new(TownSpec { panden: 1_000, seed: 1 });
    let panden: Vec<TownPand> = town.districts().flat_map(|district| district.panden).collect();
    let invalid: Vec<usize> = (0..panden.len()).filter(|&n| !panden[n].footprint.is_valid()).collect();
    assert_eq!(invalid.len(), 1, "{invalid:?}");
    let boxes: Vec<_> = panden.iter().map(|pand| pand.footprint.bounding_rect().unwrap()).collect();
    for a in 0..panden.len() {
        for b in a + 1..panden.len() {
            if panden[a].identificatie == panden[b].identificatie
                || !boxes[a].intersects(&boxes[b])
                || invalid.contains(&a)
                || invalid.contains(&b)
            {
                continue;
            }
            let common = panden[a].footprint.intersection(&panden[b].footprint).unsigned_area();
            // Rounding to millimeters may shift a shared wall by half of one.
            assert!(
                common < 0.02,
                "{} and {} share {common} m²",
                panden[a].identificatie,
                panden[b].identificatie
            );
        }
    }
}

#[test]
fn percelen_are_valid_and_do_not_overlap() {
    let town = Town::new(TownSpec { panden: 1_000, seed: 1 });
    let percelen: Vec<TownPerceel> = town.districts().flat_map(|district| district.percelen).collect();
    assert!((600..1_200).contains(&percelen.len()), "{} percelen", percelen.len());
    let ids: std::collections::BTreeSet<u64> = percelen.iter().map(|perceel| perceel.identificatie).collect();
    assert_eq!(ids.len(), percelen.len());
    let boxes: Vec<_> = percelen.iter().map(|perceel| perceel.geometry.bounding_rect().unwrap()).collect();
    for a in 0..percelen.len() {
        assert!(percelen[a].geometry.is_valid(), "{:?}", percelen[a]);
        for b in (a + 1..percelen.len()).filter(|b| boxes[a].intersects(&boxes[*b])) {
            let (one, other) = (&percelen[a], &percelen[b]);
            let common = one.geometry.intersection(&other.geometry).unsigned_area();
            // Rounding to millimeters may shift a shared border by half of one.
            assert!(common < 0.2, "{one:?} and {other:?} share {common} m²");
        }
    }
}

#[test]
fn every_pand_stands_on_percelen_and_on_no_road_or_water() {
    for number in [0, 1] {
        let district = Town::new(TownSpec { panden: 1_000, seed: 1 }).district(number).unwrap();
        let roads = |feature: &&MapFeature| {
            matches!(feature.layer, MapLayer::Wegdelen | MapLayer::Waterdelen | MapLayer::Groen)
        };
        let hard: Vec<_> = district
            .features
            .iter()
            .filter(roads)
            .map(|feature| geo_types::Polygon::try_from(feature.geometry.clone()).unwrap())
            .collect();
        for pand in district.panden.iter().filter(|pand| pand.footprint.is_valid()) {
            let rect = pand.footprint.bounding_rect().unwrap();
            let common = |other: &geo_types::Polygon<f64>| {
                if rect.intersects(&other.bounding_rect().unwrap()) {
                    pand.footprint.intersection(other).unsigned_area()
                } else {
                    0.0
                }
            };
            let own: f64 = district.percelen.iter().map(|perceel| common(&perceel.geometry)).sum();
            assert!(
                own > 0.999 * pand.footprint.unsigned_area(),
                "{} stands on {own} m²",
                pand.identificatie
            );
            let lost: f64 = hard.iter().map(common).sum();
            assert!(lost < 0.1, "{} has {lost} m² on a road, in water or green", pand.identificatie);
        }
    }
}

#[test]
fn every_case_of_free_ground_is_there() {
    let district = sample();
    let names: Vec<&str> = district.plots.iter().map(|plot| plot.name).collect();
    assert_eq!(
        names,
        ["schoolplein"; 3]
            .into_iter()
            .chain(["groen", "groot", "klein", "smal", "l-vorm", "water", "parkeerterrein", "tankstation"])
            .collect::<Vec<_>>()
    );
    for plot in district.plots {
        let perceel = district.percelen.iter().find(|perceel| perceel.identificatie == plot.perceel).unwrap();
        let area = perceel.geometry.unsigned_area();
        let is_vacant = district.panden.iter().all(|pand| !perceel.geometry.intersects(&pand.footprint));
        assert_eq!(is_vacant, plot.name != "schoolplein", "{}", plot.name);
        assert_eq!(area > 400.0, plot.name != "klein", "{}: {area} m²", plot.name);
    }
}

#[test]
fn a_verblijfsobject_lies_in_its_pand_but_for_the_planned_ones() {
    let district = sample();
    let outside: Vec<u64> = district
        .verblijfsobjecten
        .iter()
        .filter(|unit| {
            let pand = district.panden.iter().find(|pand| pand.identificatie == unit.panden[0]);
            pand.is_none_or(|pand| !pand.footprint.contains(&unit.point))
        })
        .map(|unit| unit.identificatie)
        .collect();
    assert_eq!(outside.len(), 2, "{outside:?}");
}

#[test]
fn every_planned_answer_occurs() {
    let district = sample();
    let mut answers = BTreeMap::<(&str, &str), u32>::new();
    for planned in &district.planned {
        *answers.entry((planned.verdict, planned.because)).or_default() += 1;
    }
    // Every rule of optoppen that can fail; who owns a pand leaves it undecided at most.
    let rules = optoppen::assess(&optoppen::Facts::default(), &Params::built_in().optoppen).checks;
    for because in rules.iter().map(|check| check.rule).filter(|rule| *rule != Reason::Owner) {
        assert!(answers.contains_key(&("unsuitable", because.code())), "{because:?} in {answers:?}");
    }
    for because in ["bouwjaar", "roof", "structure", "owner", "limit"] {
        assert!(answers.contains_key(&("undecided", because)), "{because} in {answers:?}");
    }
    assert!(answers[&("suitable", "")] >= 10, "{answers:?}");
}

#[test]
fn a_district_is_the_same_whatever_was_made_before_it() {
    let town = Town::new(TownSpec { panden: 5_000, seed: 7 });
    let all: Vec<District> = town.districts().collect();
    assert_eq!(all.len() as u64, town.n_districts());
    for district in all.iter().rev() {
        assert_eq!(town.district(district.number).as_ref(), Some(district));
    }
    // The same district of a larger town, but for the cut at the end and the
    // outline of the gemeente.
    let larger = Town::new(TownSpec { panden: 50_000, seed: 7 });
    assert_eq!(larger.district(3), Some(all[3].clone()));
    let n: usize = all.iter().map(|district| district.panden.len()).sum();
    assert_eq!(n, 5_001);
}

#[test]
fn another_seed_gives_another_town() {
    let other = Town::new(TownSpec { seed: 2, ..TownSpec::SAMPLE }).district(0).unwrap();
    assert_ne!(other.panden, sample().panden);
}

#[test]
fn the_whole_country_fits_the_area_of_use() {
    let town = Town::new(TownSpec { panden: 11_300_000, seed: 1 });
    let [min_x, min_y, max_x, max_y] = town.extent();
    assert!(min_x > 0.0 && max_x < 290_000.0 && min_y > 300_000.0 && max_y < 630_000.0);
    let last = town.n_districts() - 1;
    let corners: std::collections::BTreeSet<_> = (0..=last)
        .map(|number| {
            let (x, y) = corner(number);
            (x as i64, y as i64)
        })
        .collect();
    assert_eq!(corners.len() as u64, last + 1, "districts lie on top of each other");
    assert!(gemeente(last) < 9_999);
    let district = town.district(last).unwrap();
    assert_eq!(
        town.n_panden_before(last) + district.panden.len() as u64,
        11_300_000 + u64::from(last.is_multiple_of(PER_GEMEENTE))
    );
}

#[test]
fn gdal_reads_every_map() {
    let folder = tempfile::tempdir().unwrap();
    write_text(&Town::new(TownSpec::SAMPLE), folder.path()).unwrap();
    for (name, _) in embedded().iter().filter(|(name, _)| name.ends_with(".geojson")) {
        let Ok(output) = Command::new("ogrinfo")
            .env_remove("PROJ_DATA")
            .env_remove("PROJ_LIB")
            .arg("-al")
            .arg("-so")
            .arg(folder.path().join(name))
            .output()
        else {
            // Not installed here; the program does not need it.
            return;
        };
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("Feature Count: "), "{name}: {text}");
        assert!(!text.contains("Feature Count: 0"), "{name}: {text}");
        assert!(output.stderr.is_empty(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_program_reads_the_sample_and_finds_the_planned_flaws() {
    let folder = tempfile::tempdir().unwrap();
    write_text(&Town::new(TownSpec::SAMPLE), folder.path()).unwrap();
    let project = crate::config::Project::read(&folder.path().join("toplaag.toml")).unwrap();
    let mut issues = Issues::default();

    let units = read::verblijfsobjecten::read(project.verblijfsobjecten.as_ref().unwrap(), &mut issues);
    assert_eq!(units.unwrap().len(), sample().verblijfsobjecten.len());
    let found: Vec<&str> = issues.kept().iter().map(|issue| issue.kind.code()).collect();
    assert_eq!(found, ["bad_value"], "the floor area that is a sentinel");

    let buurten =
        read::gebieden::read(project.buurten.as_ref().unwrap(), GebiedKind::Buurt, &mut issues).unwrap();
    assert_eq!(buurten.len(), 7);
    let area: f64 = buurten.iter().map(|buurt| buurt.geometry.unsigned_area()).sum();
    assert!((area - WIDTH * HEIGHT).abs() < 2_000.0, "{area} m², drawn to about a meter");
    assert_eq!(buurten[6].omgevingsadressendichtheid, None, "water has no density");

    let bezit = read::bezit::read(project.bezit.as_ref().unwrap(), None, &mut issues).unwrap();
    assert_eq!(bezit.rows.len(), sample().bezit.len());
    assert!(bezit.rows.iter().any(|row| row.corporatie == "Woonstichting Réveil"));

    let ground = &project.ground;
    let mut percelen = Vec::new();
    let n = read::ground::parcels::stream(ground.parcels.as_ref().unwrap(), None, &mut issues, |batch, _| {
        percelen.extend(batch.into_iter().map(|perceel| perceel.id));
        Ok(())
    });
    let made: Vec<String> =
        sample().percelen.iter().map(|perceel| perceel.identificatie.to_string()).collect();
    assert_eq!((n.unwrap() as usize, &percelen), (made.len(), &made));
    let own = read::ground::own(ground.own.as_ref().unwrap(), &mut issues).unwrap();
    assert!(own.iter().any(|zone| zone.says.complex.as_deref() == Some("ZL-102")));
    let roads = read::ground::roads(ground.roads.as_ref().unwrap(), &[], &mut issues).unwrap();
    assert!(roads.iter().filter(|zone| zone.says == crate::model::RoadUse::Parking).count() > 30);
    for (input, n) in [(&ground.water, 2), (&ground.green, 1)] {
        assert_eq!(read::ground::surfaces(input.as_ref().unwrap(), &mut issues).unwrap().len(), n);
    }
    let density = read::ground::density(ground.density.as_ref().unwrap(), &mut issues).unwrap();
    assert_eq!(density[0].says, crate::model::DensitySaid { fsi: 1.6, is_target: true });
    let reuse = read::ground::reuse(&ground.reuse[0], &mut issues).unwrap();
    assert_eq!((reuse.areas.len(), reuse.points.len()), (1, 0));

    for restriction in &project.restrictions {
        let read = read::restrictions::read(restriction, &mut issues).unwrap();
        assert!(read.zones.len() + read.points.len() > 0, "{}", restriction.name);
    }
    assert_eq!(issues.total(), 1, "{:?}", issues.kept());
}

#[test]
fn percelen_of_an_area_are_the_same_from_either_format_and_neighbors_share_none() {
    let town = Town::new(TownSpec { panden: 1_000, seed: 1 });
    let folder = tempfile::tempdir().unwrap();
    write_text(&town, &folder.path().join("text")).unwrap();
    write_large(&town, &folder.path().join("gpkg")).unwrap();
    let percelen = |format: &str, area: &str| -> Vec<String> {
        let path = folder.path().join(format).join("toplaag.toml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{}\n[area]\nbox = {area}\n", text.split("\n[area]").next().unwrap()))
            .unwrap();
        let project = crate::config::Project::read(&path).unwrap();
        let region = read::region::Region::of(&project).unwrap().unwrap();
        let narrowed = region.narrow(&project);
        let (mut ids, mut issues) = (Vec::new(), Issues::default());
        let input = narrowed.ground.parcels.as_ref().unwrap();
        read::ground::parcels::stream(input, Some(&region), &mut issues, |batch, _| {
            ids.extend(batch.into_iter().map(|perceel| perceel.id));
            Ok(())
        })
        .unwrap();
        // Roads reach beyond the area, so that what lies on its border is cut whole.
        let roads = read::ground::roads(narrowed.ground.roads.as_ref().unwrap(), &[], &mut issues).unwrap();
        assert!(!roads.is_empty() && issues.total() == 0);
        ids
    };
    let areas = ["[130000, 470000, 130420, 470800]", "[130420, 470000, 131300, 470800]"];
    let [west, east] = areas.map(|area| percelen("text", area));
    assert_eq!([&west, &east], areas.map(|area| percelen("gpkg", area)).each_ref());
    let mut both = [west, east].concat();
    both.sort();
    let n = both.len();
    both.dedup();
    assert_eq!(both.len(), n, "one in two areas");
    assert_eq!(percelen("gpkg", "[130000, 470000, 131300, 470800]").len(), n, "one in none");
}
