//! How does one answer of the rules differ from another?
//!
//! Two answers (of a run and a scenario, of two runs) beside each other: homes
//! by form and by what is known of them, who is put forward, and every site
//! that moves with the rule that moved it.

mod shown;
mod why;

use std::collections::{BTreeMap, BTreeSet};

use why::why;

pub use shown::{Rows, change, homes_rows, homes_table, in_short, lists_rows, swapped, top};

use crate::{
    lang::{Lang, Said},
    model::Form,
    record::{Answer, Counts},
    score::{Group, List},
    tables::SiteRow,
};

/// What becomes of a site on the list that is put forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// It comes on it.
    Entered,
    /// It goes off it.
    Left,
    /// It stays on it.
    Stays,
    /// It was not on it and is not.
    Beside,
}

impl Move {
    /// In a word.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Entered => lang.pick("erbij", "enters"),
            Self::Left => lang.pick("eraf", "leaves"),
            Self::Stays => lang.pick("blijft", "stays"),
            Self::Beside => "",
        }
    }
}

/// One site before and after.
#[derive(Debug, Clone)]
pub struct Moved<'a> {
    /// As the first answer has it; `None` when it was no site.
    pub before: Option<&'a SiteRow>,
    /// As the second has it; `None` when it is no site any more.
    pub after: Option<&'a SiteRow>,
    /// What becomes of it.
    pub to: Move,
    /// What moved it; `None` when nothing of it is another.
    pub why: Option<Said>,
}

impl<'a> Moved<'a> {
    /// The site, as the second answer has it where it does.
    #[must_use]
    pub fn site(&self) -> &'a SiteRow {
        // One of both is there: the pair came from one of them.
        self.after.or(self.before).expect("a site that is in neither answer is not compared")
    }
}

/// Homes of one form, expected, before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormHomes {
    /// The form; `None` for what goes together over all forms.
    pub form: Option<Form>,
    /// Homes of those that are suitable; `None` where they cannot be told.
    pub suitable: Option<(u64, u64)>,
    /// Homes of those that are undecided.
    pub undecided: Option<(u64, u64)>,
}

/// One answer beside another.
pub struct Beside<'a> {
    /// The first.
    pub before: &'a Answer,
    /// The second.
    pub after: &'a Answer,
    /// Homes by form, and together at the end.
    pub homes: Vec<FormHomes>,
    /// Every site of which anything is another, or that is put forward before
    /// or after; in the order of the second, what is no site any more last.
    pub moved: Vec<Moved<'a>>,
}

/// Those put forward by group (gemeente and corporatie), before and after.
pub type Groups<'a> = BTreeMap<(String, String), [Vec<&'a SiteRow>; 2]>;

impl<'a> Beside<'a> {
    /// Lays two answers beside each other.
    #[must_use]
    pub fn new(before: &'a Answer, after: &'a Answer) -> Self {
        let pairs = before.paired(after);
        let instead = Instead::of(&pairs);
        let moved = pairs
            .into_iter()
            .map(|(was, is)| {
                let to = moves(was, is);
                let why = why(was, is, [&before.params, &after.params], instead.of_site(to, was, is));
                Moved { before: was, after: is, to, why }
            })
            .filter(|moved| moved.to != Move::Beside || moved.why.is_some())
            .collect();
        Self { before, after, homes: homes(&before.counts, &after.counts), moved }
    }

    /// Who comes and goes, those who come first.
    pub fn in_and_out(&self) -> impl Iterator<Item = &Moved<'a>> {
        let of = |to: Move| self.moved.iter().filter(move |moved| moved.to == to);
        of(Move::Entered).chain(of(Move::Left))
    }

    /// How many do this.
    #[must_use]
    pub fn n(&self, to: Move) -> u64 {
        self.moved.iter().filter(|moved| moved.to == to).count() as u64
    }

    /// How many sites are another in anything.
    #[must_use]
    pub fn n_changed(&self) -> u64 {
        self.moved.iter().filter(|moved| moved.why.is_some()).count() as u64
    }

    /// Those put forward by group, each in its order.
    #[must_use]
    pub fn put_forward(&self) -> Groups<'a> {
        let mut groups = Groups::new();
        for (at, answer) in [self.before, self.after].into_iter().enumerate() {
            for site in answer.sites.iter().filter(|site| site.is_on_shortlist()) {
                let called = &site.called;
                let name = |name: Option<&str>| name.unwrap_or_default().to_owned();
                let group = (name(called.gemeente_name()), name(called.corporatie.as_deref()));
                groups.entry(group).or_default()[at].push(site);
            }
        }
        groups
    }
}

/// A group in which sites are ranked, and its list.
type Among<'a> = (List, &'a Group);

/// Who came on the shortlist of each group, and who went off it.
struct Instead<'a>(BTreeMap<Among<'a>, [Vec<&'a SiteRow>; 2]>);

impl<'a> Instead<'a> {
    fn of(pairs: &[(Option<&'a SiteRow>, Option<&'a SiteRow>)]) -> Self {
        let mut groups: BTreeMap<Among<'a>, [Vec<&'a SiteRow>; 2]> = BTreeMap::new();
        for (was, is) in pairs {
            let (at, site) = match moves(*was, *is) {
                Move::Entered => (0, *is),
                Move::Left => (1, *was),
                Move::Stays | Move::Beside => continue,
            };
            let Some((site, group)) = site.and_then(|site| Some((site, group(site)?))) else { continue };
            groups.entry(group).or_default()[at].push(site);
        }
        Self(groups)
    }

    /// Who stands where this site stood, or stood where it stands now.
    fn of_site(&self, to: Move, was: Option<&'a SiteRow>, is: Option<&'a SiteRow>) -> &[&'a SiteRow] {
        let (at, site) = match to {
            Move::Left => (0, was),
            Move::Entered => (1, is),
            Move::Stays | Move::Beside => return &[],
        };
        let found = site.and_then(group).and_then(|group| self.0.get(&group));
        found.map_or(&[], |both| both[at].as_slice())
    }
}

fn group(site: &SiteRow) -> Option<Among<'_>> {
    site.ranked.as_ref().map(|ranked| (site.list, &ranked.group))
}

fn moves(before: Option<&SiteRow>, after: Option<&SiteRow>) -> Move {
    let forward = |site: Option<&SiteRow>| site.is_some_and(SiteRow::is_on_shortlist);
    match (forward(before), forward(after)) {
        (false, true) => Move::Entered,
        (true, false) => Move::Left,
        (true, true) => Move::Stays,
        (false, false) => Move::Beside,
    }
}

/// Homes by form, those of sets that go together at the end.
fn homes(before: &Counts, after: &Counts) -> Vec<FormHomes> {
    let forms: BTreeSet<Form> = before.forms.keys().chain(after.forms.keys()).copied().collect();
    let both = |of: &dyn Fn(&Counts) -> Option<u64>| Some((of(before)?, of(after)?));
    let by_form = forms.into_iter().map(|form| {
        let homes = |counts: &Counts, undecided: bool| {
            let homes = counts.forms.get(&form).map_or(Some(Default::default()), |form| form.homes)?;
            Some(if undecided { homes.undecided.mid } else { homes.suitable.mid })
        };
        FormHomes {
            form: Some(form),
            suitable: both(&|counts| homes(counts, false)),
            undecided: both(&|counts| homes(counts, true)),
        }
    });
    let together = FormHomes {
        form: None,
        suitable: both(&|counts| counts.homes_sets.map(|homes| homes.suitable.mid)),
        undecided: both(&|counts| counts.homes_sets.map(|homes| homes.undecided.mid)),
    };
    by_form.chain([together]).collect()
}
