//! What moved a site, found by asking with one change at a time?
//!
//! The first run is asked with one difference as in the second, and the second
//! with one as in the first. A difference that alone brings a site all the way,
//! and without which it does not get there, is its cause. Of several that are
//! each enough all are named, and where none is, those that move it at all are
//! named together: nothing is guessed.

use std::collections::BTreeMap;

use crate::{
    assess::Homes,
    error::Error,
    lang::Lang,
    params::Params,
    record::{Answer, Runs, Source},
    score::Standing,
    tables::{SiteRow, sentence},
};

/// How far a cause is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// One difference, and it alone makes all of it.
    Alone,
    /// Several, each of which makes all of it.
    Each,
    /// One difference moves it, and does not make all of it.
    Partly,
    /// Several move it.
    Together,
    /// None that can be asked moves it.
    Unknown,
}

/// What moved a site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// How far it is known.
    pub extent: Extent,
    /// The differences, by their places in the list.
    pub by: Vec<usize>,
}

/// What is compared of a site by itself: what `beside::why` can tell of it.
#[derive(Debug, Clone, PartialEq)]
struct Own {
    verdict: String,
    forward: bool,
    score: Option<f64>,
    homes: Homes,
}

/// What is compared of a site among others.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Among {
    standing: Option<Standing>,
    rank: Option<u32>,
    in_set: bool,
}

/// One answer, as far as it is compared.
struct Asked(BTreeMap<String, (Own, Among)>);

impl Asked {
    fn of(answer: &Answer) -> Self {
        let of = |site: &SiteRow| (site.id.clone(), (own(site, &answer.params), among(site)));
        Self(answer.sites.iter().map(of).collect())
    }

    fn own(&self, site: &str) -> Option<&Own> {
        self.0.get(site).map(|(own, _)| own)
    }

    fn among(&self, site: &str) -> Option<&Among> {
        self.0.get(site).map(|(_, among)| among)
    }
}

fn own(site: &SiteRow, params: &Params) -> Own {
    Own {
        verdict: format!("{:?} {}", site.verdict, sentence(site, Lang::En)),
        forward: site.may_be_put_forward(params),
        score: site.score(),
        homes: site.homes,
    }
}

fn among(site: &SiteRow) -> Among {
    Among { standing: site.standing(), rank: site.rank(), in_set: site.choice.in_set }
}

/// One difference, or several that cannot be asked apart, as the rules answer
/// with it: the first run with it, and the second without it.
struct Change {
    by: Vec<usize>,
    with: Asked,
    without: Asked,
}

/// All that was asked.
pub struct Causes {
    before: Asked,
    after: Asked,
    changes: Vec<Change>,
}

impl Causes {
    /// Asks two runs with one change at a time.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when a record is damaged, [`Error::Interrupted`].
    pub fn new(runs: &Runs<'_>, before: &Answer, after: &Answer) -> Result<Self, Error> {
        let n = runs.differences().len();
        let mut changes = Vec::new();
        if n == 1 {
            let (with, without) = (Asked::of(after), Asked::of(before));
            changes.push(Change { by: vec![0], with, without });
        }
        let mut refused = Vec::new();
        for at in (0..n).filter(|_| n > 1) {
            match change(runs, vec![at]) {
                Ok(change) => changes.push(change),
                // A norm that goes with none but its companions.
                Err(Error::Project { .. }) => refused.push(at),
                Err(error) => return Err(error),
            }
        }
        if !refused.is_empty() {
            let norms = |at: &usize| matches!(runs.differences()[*at].source, Source::Norm(_));
            let by: Vec<usize> = (0..n).filter(norms).collect();
            changes.retain(|change| !change.by.iter().all(|at| by.contains(at)));
            changes.push(change(runs, by)?);
        }
        Ok(Self { before: Asked::of(before), after: Asked::of(after), changes })
    }

    /// What made a site by itself another; `None` when it is as it was.
    #[must_use]
    pub fn of_own(&self, site: &str) -> Option<Cause> {
        self.find(|asked| asked.own(site))
    }

    /// What brought it on the shortlist or off it; `None` when neither.
    #[must_use]
    pub fn of_list(&self, site: &str) -> Option<Cause> {
        self.find(|asked| asked.among(site).is_some_and(|among| among.standing == Some(Standing::Shortlist)))
    }

    /// What made it stand elsewhere among the others; `None` when it does not.
    #[must_use]
    pub fn of_place(&self, site: &str) -> Option<Cause> {
        self.find(|asked| asked.among(site))
    }

    fn find<'a, T: PartialEq>(&'a self, of: impl Fn(&'a Asked) -> T) -> Option<Cause> {
        let (before, after) = (of(&self.before), of(&self.after));
        if before == after {
            return None;
        }
        let enough: Vec<&Change> = self.changes.iter().filter(|change| of(&change.with) == after).collect();
        let needed: Vec<&&Change> = enough.iter().filter(|change| of(&change.without) != after).collect();
        if let [only] = needed.as_slice() {
            let extent = if only.by.len() == 1 { Extent::Alone } else { Extent::Together };
            return Some(Cause { extent, by: only.by.clone() });
        }
        if enough.len() > 1 {
            let mut by: Vec<usize> = enough.iter().flat_map(|change| change.by.iter().copied()).collect();
            by.sort_unstable();
            return Some(Cause { extent: Extent::Each, by });
        }
        let mut by = Vec::new();
        for change in &self.changes {
            if of(&change.with) != before || of(&change.without) != after {
                by.extend(&change.by);
            }
        }
        by.sort_unstable();
        let extent = match by.len() {
            0 => Extent::Unknown,
            1 => Extent::Partly,
            _ => Extent::Together,
        };
        Some(Cause { extent, by })
    }
}

fn change(runs: &Runs<'_>, by: Vec<usize>) -> Result<Change, Error> {
    let n = runs.differences().len();
    let with: Vec<bool> = (0..n).map(|at| by.contains(&at)).collect();
    let without: Vec<bool> = with.iter().map(|taken| !taken).collect();
    let ask = |of_after: &[bool]| runs.answer(of_after).map(|answer| Asked::of(&answer));
    Ok(Change { with: ask(&with)?, without: ask(&without)?, by })
}
