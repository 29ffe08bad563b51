//! Provinces to phase, made by rule from a seed.

use rand::{RngExt as _, SeedableRng as _};
use rand_distr::{Distribution as _, Normal};
use rand_pcg::Pcg64Mcg;
use toplaag::plan::schedule::{Area, Problem, Way, Wish, WishKind, Work};

const YEARS: usize = 10;
const AREAS: usize = 60;

fn work(at: usize, area: usize, score: f64, homes: u32, load_w: i64) -> Work {
    Work {
        id: format!("work {at}"),
        area,
        value: f64::from(homes) * score,
        homes: vec![homes],
        ways: vec![Way { name: String::new(), load_w: vec![load_w], cost_keur: None }],
    }
}

/// 2,000 works of some 25 homes over 10 years in 60 areas, whose room rises once;
/// stations above them hold four fifths of what their areas hold together.
pub fn province(seed: u64, stations: Option<usize>) -> Problem {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let normal = Normal::new(3.2, 0.8).expect("a deviation above 0");
    let mut problem = Problem { years: YEARS, later: 0.97, ..Problem::default() };
    let mut asked_w = vec![0_i64; AREAS];
    for at in 0..2_000 {
        let area = random.random_range(0..AREAS);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "4 to 400")]
        let homes = f64::exp(normal.sample(&mut random)).round().clamp(4.0, 400.0) as u32;
        let of_home_w = [1_300_i64, 1_800, 2_000, 3_000][random.random_range(0..4_usize)];
        let score = random.random_range(40.0..95.0) / 100.0;
        let year = random.random_range(0..5_usize);
        let load_w = i64::from(homes) * of_home_w;
        asked_w[area] += load_w;
        problem.works.push(work(at, area, score, homes, load_w));
        problem.wishes.push(Wish { name: String::new(), kind: WishKind::NotBefore { work: at, year } });
    }
    for (area, asked_w) in asked_w.into_iter().enumerate() {
        let share: f64 = random.random();
        let first = match share {
            ..0.2 => 0,
            ..0.45 => 10,
            ..0.7 => 25,
            ..0.9 => 60,
            _ => 120,
        };
        let later = random.random_range(20..90_i64);
        let from = random.random_range(2..14_usize);
        let room = |year: usize| asked_w * 7 / 1_000 * (first + if year >= from { later } else { 0 });
        problem.areas.push(Area {
            id: format!("area {area}"),
            parent: stations.map(|stations| AREAS + area % stations),
            room_w: Some((0..YEARS).map(room).collect()),
        });
    }
    for station in 0..stations.unwrap_or(0) {
        let below = problem.areas.iter().filter(|area| area.parent == Some(AREAS + station));
        let sum = |year: usize| {
            below.clone().filter_map(|area| area.room_w.as_ref()).map(|room| room[year]).sum::<i64>()
        };
        let room_w = Some((0..YEARS).map(|year| sum(year) * 8 / 10).collect());
        problem.areas.push(Area { id: format!("station {station}"), parent: None, room_w });
    }
    problem
}

/// 20,000 works in one year, 400 areas and at most three works of each of 280 owners.
pub fn owners(seed: u64) -> Problem {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut problem = Problem { years: 1, later: 1.0, ..Problem::default() };
    let mut works_of: Vec<Vec<usize>> = vec![Vec::new(); 280];
    for at in 0..20_000 {
        let (area, owner) = (random.random_range(0..400_usize), random.random_range(0..280_usize));
        let homes = random.random_range(4..60_u32);
        let load_w = i64::from(homes) * random.random_range(1_000..2_400_i64);
        works_of[owner].push(at);
        problem.works.push(work(at, area, random.random(), homes, load_w));
    }
    for area in 0..400 {
        let share: f64 = random.random();
        let room_kw = match share {
            ..0.3 => 0,
            ..0.5 => 50,
            ..0.7 => 120,
            ..0.9 => 300,
            _ => 800,
        };
        problem.areas.push(Area {
            id: format!("area {area}"),
            parent: None,
            room_w: Some(vec![room_kw * 1_000]),
        });
    }
    for works in works_of {
        problem
            .wishes
            .push(Wish { name: String::new(), kind: WishKind::Starts { works, from: 0, until: 0, most: 3 } });
    }
    problem
}
