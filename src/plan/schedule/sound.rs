//! Can a problem be worked with at all?

use super::problem::{Problem, WishKind};

/// What is wrong with a problem, before anything is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsound {
    /// It has no years.
    NoYears,
    /// `later`, `measure` or `keur` is outside its range.
    Weights,
    /// A work has no way, a value that is negative or no number, an area that does
    /// not exist, or a load or cost below 0 or beyond the most that is counted with.
    Work {
        /// Position of the work.
        work: usize,
    },
    /// A station that does not exist, lies above itself, or has
    /// too many above each other.
    Parent {
        /// Position of the area.
        area: usize,
    },
    /// A wish about a work that does not exist, or a budget that is no number.
    Wish {
        /// Position of the wish.
        wish: usize,
    },
    /// Works that wait for each other in a circle.
    Circle {
        /// Positions of the wishes that make it, one after another.
        wishes: Vec<usize>,
    },
}

/// Largest load and room, W: far more than all of the Netherlands asks, and so
/// little that sums of millions stay whole.
pub const MOST_W: i64 = 1_000_000_000_000;

/// Largest cost and budget, kEUR, likewise.
const MOST_KEUR: f64 = 1e9;

/// Most stations above each other.
pub const MOST_ABOVE: usize = 16;

impl Problem {
    /// What is wrong with it, the first that is found.
    ///
    /// # Errors
    ///
    /// [`Unsound`].
    pub fn check(&self) -> Result<(), Unsound> {
        if self.years == 0 {
            return Err(Unsound::NoYears);
        }
        let is_share = self.later > 0.0 && self.later <= 1.0 && self.measure >= 0.0 && self.measure < 1.0;
        if !(is_share && self.keur >= 0.0 && self.keur.is_finite()) {
            return Err(Unsound::Weights);
        }
        for (at, work) in self.works.iter().enumerate() {
            let loads = work.ways.iter().flat_map(|way| &way.load_w);
            let costs = work.ways.iter().filter_map(|way| way.cost_keur);
            let is_sound = !work.ways.is_empty()
                && work.value >= 0.0
                && work.value.is_finite()
                && work.area < self.areas.len()
                && loads.into_iter().all(|load| (0..=MOST_W).contains(load))
                && costs.into_iter().all(|keur| (0.0..=MOST_KEUR).contains(&keur));
            if !is_sound {
                return Err(Unsound::Work { work: at });
            }
        }
        for (at, area) in self.areas.iter().enumerate() {
            let mut next = area.parent;
            for _ in 0..MOST_ABOVE {
                next = match next {
                    Some(parent) if parent < self.areas.len() => self.areas[parent].parent,
                    Some(_) => return Err(Unsound::Parent { area: at }),
                    None => break,
                };
            }
            if next.is_some() {
                return Err(Unsound::Parent { area: at });
            }
        }
        if let Some(wish) = self.wishes.iter().position(|wish| !self.knows(&wish.kind)) {
            return Err(Unsound::Wish { wish });
        }
        self.circle().map_or(Ok(()), |wishes| Err(Unsound::Circle { wishes }))
    }

    fn knows(&self, kind: &WishKind) -> bool {
        let all = |works: &[usize]| works.iter().all(|work| *work < self.works.len());
        match kind {
            WishKind::Must { work } | WishKind::NotBefore { work, .. } | WishKind::NotAfter { work, .. } => {
                all(&[*work])
            }
            WishKind::Order { before, after } => all(&[*before, *after]),
            WishKind::AtLeast { works, .. }
            | WishKind::AtMost { works, .. }
            | WishKind::Starts { works, .. } => all(works),
            WishKind::Budget { works, keur } => all(works) && (0.0..=MOST_KEUR).contains(keur),
        }
    }

    /// Wishes by which works wait for each other in a circle.
    fn circle(&self) -> Option<Vec<usize>> {
        // Who waits, and by which wish, for each work.
        let mut waits: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.works.len()];
        for (at, wish) in self.wishes.iter().enumerate() {
            if let WishKind::Order { before, after } = wish.kind {
                waits[before].push((after, at));
            }
        }
        let mut done = vec![false; self.works.len()];
        let mut on_path = vec![false; self.works.len()];
        for from in 0..self.works.len() {
            // The path: a work, the wish that led to it, and how many of its own were followed.
            let mut path: Vec<(usize, Option<usize>, usize)> = vec![(from, None, 0)];
            while let Some((work, _, followed)) = path.last_mut() {
                let work = *work;
                if done[work] {
                    on_path[work] = false;
                    path.pop();
                    continue;
                }
                on_path[work] = true;
                match waits[work].get(*followed) {
                    Some((next, wish)) => {
                        *followed += 1;
                        if on_path[*next] {
                            let since = path.iter().position(|(at, ..)| at == next).unwrap_or(0);
                            let led = path[since + 1..].iter().filter_map(|(_, wish, _)| *wish);
                            return Some(led.chain([*wish]).collect());
                        }
                        path.push((*next, Some(*wish), 0));
                    }
                    None => done[work] = true,
                }
            }
        }
        None
    }
}
