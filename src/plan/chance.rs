//! How many homes come, when projects may fall through or come late?

use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;

/// A project of a plan, as what may come of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// Homes it delivers in each year of the plan, as it is planned.
    pub homes: Vec<u32>,
    /// Chance that it is built at all.
    pub chance: f64,
    /// Years that it comes later: least, likely, most.
    pub late: [f64; 3],
}

/// Homes of a year: as planned, and as they may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Likely {
    /// As planned.
    pub planned: u64,
    /// Nine in ten draws give as many, or more.
    pub p10: u64,
    /// Half of them do.
    pub p50: u64,
    /// One in ten does.
    pub p90: u64,
}

/// What may come of a plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outlook {
    /// Each year.
    pub years: Vec<Likely>,
    /// All years up to and with each.
    pub up_to: Vec<Likely>,
    /// Homes that are built sooner or later, share of those planned; 1 without any.
    pub built: f64,
}

impl Outlook {
    /// Homes to be planned for each that must come: what is built, turned over.
    /// `None` when nothing is.
    #[must_use]
    pub fn stock(&self) -> Option<f64> {
        (self.built > 0.0).then(|| 1.0 / self.built)
    }
}

/// Draws what may come of a plan, so many times, the same for the same seed.
///
/// # Method
///
/// In each draw a project is built or not, by its chance, and comes some years
/// later: a triangular distribution, rounded to whole years. What is late falls
/// out of the years of the plan when it comes after the last. Projects are drawn
/// apart from each other.
#[must_use]
pub fn outlook(projects: &[Expected], years: usize, draws: u32, seed: u32) -> Outlook {
    let mut random = Pcg64Mcg::seed_from_u64(u64::from(seed));
    let draws = draws.max(1) as usize;
    let mut by_year = vec![Vec::with_capacity(draws); years];
    let mut up_to = vec![Vec::with_capacity(draws); years];
    let mut drawn = vec![0_u64; years];
    for _ in 0..draws {
        drawn.fill(0);
        for project in projects {
            let (comes, late) = (random.random::<f64>(), random.random::<f64>());
            if comes >= project.chance {
                continue;
            }
            let late = years_late(project.late, late);
            for (year, homes) in project.homes.iter().enumerate() {
                if let Some(sum) = drawn.get_mut(year + late) {
                    *sum += u64::from(*homes);
                }
            }
        }
        let mut sum = 0;
        for (year, homes) in drawn.iter().enumerate() {
            sum += homes;
            by_year[year].push(*homes);
            up_to[year].push(sum);
        }
    }
    let planned = |year: usize| -> u64 {
        projects.iter().filter_map(|project| project.homes.get(year)).map(|homes| u64::from(*homes)).sum()
    };
    let likely = |mut draws: Vec<u64>, planned: u64| {
        draws.sort_unstable();
        // The share of draws that give less is a tenth at most.
        let at = |tenths: usize| draws[(draws.len() - 1) * tenths / 10];
        Likely { planned, p10: at(1), p50: at(5), p90: at(9) }
    };
    let mut sum = 0;
    let (mut each, mut together) = (Vec::with_capacity(years), Vec::with_capacity(years));
    for (year, (own, all)) in by_year.into_iter().zip(up_to).enumerate() {
        sum += planned(year);
        each.push(likely(own, planned(year)));
        together.push(likely(all, sum));
    }
    Outlook { years: each, up_to: together, built: built(projects) }
}

/// Homes that are built, share of those planned.
fn built(projects: &[Expected]) -> f64 {
    let homes = |project: &Expected| project.homes.iter().map(|homes| f64::from(*homes)).sum::<f64>();
    let all: f64 = projects.iter().map(homes).sum();
    if all > 0.0 {
        projects.iter().map(|project| homes(project) * project.chance).sum::<f64>() / all
    } else {
        1.0
    }
}

/// Whole years late: the inverse of a triangular distribution.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen years at most")]
fn years_late([least, likely, most]: [f64; 3], share: f64) -> usize {
    let range = most - least;
    if range <= 0.0 {
        return least.round() as usize;
    }
    let turn = (likely - least) / range;
    let late = if share < turn {
        least + (share * range * (likely - least)).sqrt()
    } else {
        most - ((1.0 - share) * range * (most - likely)).sqrt()
    };
    late.round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(homes: &[u32], chance: f64, late: [f64; 3]) -> Expected {
        Expected { homes: homes.to_vec(), chance, late }
    }

    #[test]
    fn with_certain_stages_it_is_the_plan_itself() {
        let certain = [project(&[10, 0, 5], 1.0, [0.0; 3]), project(&[0, 7], 1.0, [0.0; 3])];
        let outlook = outlook(&certain, 3, 500, 1);
        for (year, homes) in [10, 7, 5].into_iter().enumerate() {
            assert_eq!(outlook.years[year], Likely { planned: homes, p10: homes, p50: homes, p90: homes });
        }
        assert_eq!(outlook.up_to[2], Likely { planned: 22, p10: 22, p50: 22, p90: 22 });
        assert_eq!(outlook.stock(), Some(1.0));
    }

    /// 1 / 1.3 = 77 % asks for 130 % of planned homes.
    #[test]
    fn the_stock_is_the_chance_turned_over() {
        let projects = vec![project(&[1], 1.0 / 1.3, [0.0; 3]); 400];
        let outlook = outlook(&projects, 1, 2_000, 42);
        assert!((outlook.stock().unwrap() - 1.3).abs() < 1e-9);
        // Of 400 with 77 % there come 308, and 297 to 319 in eight of ten draws:
        // 1.2816 times the root of 400 × 0.769 × 0.231 is 10.8.
        let Likely { p10, p50, p90, .. } = outlook.years[0];
        assert!(
            p50.abs_diff(308) <= 1 && p10.abs_diff(297) <= 2 && p90.abs_diff(318) <= 2,
            "{p10} {p50} {p90}"
        );
    }

    #[test]
    fn what_is_late_comes_later_or_after_the_plan() {
        let late = [project(&[4], 1.0, [1.0; 3]), project(&[0, 0, 9], 1.0, [1.0; 3])];
        let homes: Vec<u64> = outlook(&late, 3, 10, 3).years.iter().map(|year| year.p50).collect();
        assert_eq!(homes, [0, 4, 0]);
        let none = outlook(&[project(&[4], 0.0, [0.0; 3])], 1, 10, 3);
        assert_eq!((none.years[0].p90, none.stock()), (0, None));
        assert_eq!(outlook(&[], 2, 10, 3).years, [Likely::default(); 2]);
    }

    /// Of a triangle from 0 to 4 with its top at 1 a quarter lies below the top.
    #[test]
    fn the_triangle_is_turned_over_as_it_should() {
        let late = |share| years_late([0.0, 1.0, 4.0], share);
        assert_eq!([late(0.0), late(0.25), late(0.999_999)], [0, 1, 4]);
        // 1.5 years lie behind 1 - 2.5² / 12 = 0.479 of them.
        assert_eq!([late(0.47), late(0.49)], [1, 2]);
    }

    #[test]
    fn the_same_seed_gives_the_same_draws() {
        let projects = vec![project(&[3, 2], 0.7, [0.0, 1.0, 3.0]); 20];
        assert_eq!(outlook(&projects, 4, 300, 7), outlook(&projects, 4, 300, 7));
        assert_ne!(outlook(&projects, 4, 300, 7), outlook(&projects, 4, 300, 8));
    }
}
