//! Wishes as people wrote them, bound to what is phased.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, in_the_end};
use crate::{
    error::Error,
    lang::{Lang, Said, say},
    plan::schedule::{Way, Wish, WishKind},
    read::wishes::{Measure, Wished, Wishes, Years},
    tables::SiteRow,
};

/// What wishes are bound to.
pub(super) struct Binding<'a> {
    pub entries: &'a [Entry],
    /// Of each entry its work, when it can be placed.
    pub works: &'a [Option<usize>],
    pub sites: &'a [SiteRow],
    /// Years of the plan.
    pub years: &'a [u16],
    /// The file of the wishes.
    pub file: &'a str,
    pub lang: Lang,
}

/// A wish about a project that is not placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Idle {
    /// What is wished.
    pub name: String,
    /// Position of the entry.
    pub entry: usize,
}

impl Binding<'_> {
    /// The wishes of the file, and those that are about something that is not placed.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] for a name that nothing has, and for an order that
    /// leads back to where it began.
    pub fn wishes(&self, asked: &Wishes) -> Result<(Vec<Wish>, Vec<Idle>), Error> {
        let (mut wishes, mut idle) = (Vec::new(), Vec::new());
        let mut orders: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for wish in &asked.wishes {
            let with = |name: String| match wish.reason.as_str() {
                "" => name,
                reason => format!("{name} ({reason})"),
            };
            let mut each = |name: String, entries: Vec<usize>, kind: &dyn Fn(usize) -> WishKind| {
                let name = with(name);
                for entry in entries {
                    match self.works[entry] {
                        Some(work) => wishes.push(Wish { name: name.clone(), kind: kind(work) }),
                        None => idle.push(Idle { name: name.clone(), entry }),
                    }
                }
            };
            match &wish.what {
                Wished::Must { project } => {
                    let found = self.project(project, &wish.at)?;
                    each(self.must(&found), found, &|work| WishKind::Must { work });
                }
                Wished::NotBefore { project, year } => {
                    let found = self.project(project, &wish.at)?;
                    // Within the plan, or after all of it.
                    let at = self.years.iter().position(|own| own >= year).unwrap_or(self.years.len());
                    let name = match self.lang {
                        Lang::Nl => format!("{} niet vóór {year}", self.title(&found)),
                        Lang::En => format!("{} not before {year}", self.title(&found)),
                    };
                    each(name, found, &|work| WishKind::NotBefore { work, year: at });
                }
                Wished::NotAfter { project, year } => {
                    let found = self.project(project, &wish.at)?;
                    let Some(at) = self.years.iter().rposition(|own| own <= year) else {
                        let first = self.years.first().copied().unwrap_or_default();
                        return Err(self.refuse(
                            &wish.at,
                            &say!(
                                "`niet na {year}` ligt voor het eerste jaar van de fasering, {first}",
                                "`niet na {year}` lies before the first year of the phasing, {first}"
                            ),
                            say!("geef een later jaar", "give a later year"),
                        ));
                    };
                    let name = match self.lang {
                        Lang::Nl => format!("{} uiterlijk in {year}", self.title(&found)),
                        Lang::En => format!("{} in {year} at the latest", self.title(&found)),
                    };
                    each(name, found, &|work| WishKind::NotAfter { work, year: at });
                }
                Wished::Order { first, then } => {
                    let (before, after) = (self.project(first, &wish.at)?, self.project(then, &wish.at)?);
                    let name = match self.lang {
                        Lang::Nl => format!("{} na {}", self.title(&after), self.title(&before)),
                        Lang::En => format!("{} after {}", self.title(&after), self.title(&before)),
                    };
                    let pairs = before.iter().flat_map(|a| after.iter().map(move |b| (*a, *b)));
                    for (a, b) in pairs {
                        orders.entry(a).or_default().insert(b);
                        let name = with(name.clone());
                        match (self.works[a], self.works[b]) {
                            (Some(before), Some(after)) => {
                                wishes.push(Wish { name, kind: WishKind::Order { before, after } });
                            }
                            (None, _) => idle.push(Idle { name, entry: a }),
                            (_, None) => idle.push(Idle { name, entry: b }),
                        }
                    }
                }
                Wished::AtLeast { gemeente, years, homes } => {
                    let (name, works) = self.in_gemeente(gemeente, &wish.at)?;
                    let (from, until) = self.within(*years, &wish.at)?;
                    let when = self.when(from, until);
                    let name = match self.lang {
                        Lang::Nl => format!("minstens {homes} woningen in {name} {when}"),
                        Lang::En => format!("at least {homes} homes in {name} {when}"),
                    };
                    let kind = WishKind::AtLeast { works, from, until, homes: *homes };
                    wishes.push(Wish { name: with(name), kind });
                }
                Wished::AtMost { gemeente, years, homes } => {
                    let (name, works) = self.in_gemeente(gemeente, &wish.at)?;
                    let (from, until) = self.within(*years, &wish.at)?;
                    let when = self.when(from, until);
                    let name = match self.lang {
                        Lang::Nl => format!("hoogstens {homes} woningen per jaar in {name} {when}"),
                        Lang::En => format!("at most {homes} homes a year in {name} {when}"),
                    };
                    let kind = WishKind::AtMost { works, from, until, homes: *homes };
                    wishes.push(Wish { name: with(name), kind });
                }
                Wished::Starts { corporatie, years, most } => {
                    let (name, works) = self.of_corporatie(corporatie, &wish.at)?;
                    let (from, until) = self.within(*years, &wish.at)?;
                    let when = self.when(from, until);
                    let name = match self.lang {
                        Lang::Nl => format!("hoogstens {most} starts per jaar van {name} {when}"),
                        Lang::En => format!("at most {most} starts a year of {name} {when}"),
                    };
                    let kind = WishKind::Starts { works, from, until, most: *most };
                    wishes.push(Wish { name: with(name), kind });
                }
            }
        }
        self.refuse_circle(&orders)?;
        Ok((wishes, idle))
    }

    /// The gemeenten that a wish sets a maximum for.
    pub fn limited(&self, asked: &Wishes) -> Result<BTreeSet<String>, Error> {
        let mut limited = BTreeSet::new();
        for wish in &asked.wishes {
            if let Wished::AtMost { gemeente, .. } = &wish.what {
                limited.insert(self.in_gemeente(gemeente, &wish.at)?.0);
            }
        }
        Ok(limited)
    }

    /// The entries that a measure is about, each with the ways that come of it:
    /// on top of those it has already.
    pub fn measures(&self, measures: &[Measure]) -> Result<Vec<(usize, Vec<Way>)>, Error> {
        let mut more = Vec::new();
        for measure in measures {
            let found = self.project(&measure.project, &measure.at)?;
            if found.len() > 1 {
                let names = self.title(&found);
                return Err(self.refuse(
                    &measure.at,
                    &say!(
                        "`{}` gaat over meer dan één project: {names}",
                        "`{}` is about more than one project: {names}",
                        measure.project
                    ),
                    say!("noem een site_id", "name a site_id"),
                ));
            }
            for at in found {
                let less = super::watts::watts(measure.kw);
                let with = |way: &Way| Way {
                    name: match way.name.as_str() {
                        "" => measure.name.clone(),
                        name => format!("{name} + {}", measure.name),
                    },
                    load_w: way.load_w.iter().map(|load| (load - less).max(0)).collect(),
                    cost_keur: measure.keur,
                };
                let ways = self.entries[at].ways.iter().filter(|way| in_the_end(way) > 0).map(with).collect();
                more.push((at, ways));
            }
        }
        Ok(more)
    }

    /// What entries are called together.
    fn title(&self, entries: &[usize]) -> String {
        let mut names: Vec<&str> = entries.iter().map(|at| self.entries[*at].place.name.as_str()).collect();
        names.dedup();
        names.join(", ")
    }

    fn must(&self, found: &[usize]) -> String {
        let title = self.title(found);
        match self.lang {
            Lang::Nl => format!("{title} moet"),
            Lang::En => format!("{title} must"),
        }
    }

    /// `in 2029`, `in 2029–2031`; nothing for the whole plan.
    fn when(&self, from: usize, until: usize) -> String {
        if from == 0 && until + 1 == self.years.len() {
            return String::new();
        }
        match (self.years.get(from), self.years.get(until)) {
            (Some(from), Some(until)) if from == until => format!("in {from}"),
            (Some(from), Some(until)) => format!("in {from}–{until}"),
            _ => String::new(),
        }
    }

    /// Years as positions in the plan.
    fn within(&self, years: Years, at: &Said) -> Result<(usize, usize), Error> {
        let from = years.from.map_or(Some(0), |from| self.years.iter().position(|own| *own >= from));
        let until = years.until.map_or(Some(self.years.len().saturating_sub(1)), |until| {
            self.years.iter().rposition(|own| *own <= until)
        });
        match (from, until) {
            (Some(from), Some(until)) if from <= until => Ok((from, until)),
            _ => {
                let [first, last] =
                    [self.years.first(), self.years.last()].map(|year| year.copied().unwrap_or_default());
                Err(self.refuse(
                    at,
                    &say!(
                        "de jaren liggen buiten de fasering, die van {first} tot en met {last} loopt",
                        "the years lie outside the phasing, which runs from {first} to {last}"
                    ),
                    say!(
                        "geef andere jaren, of meer jaren met `--jaren`",
                        "give other years, or more of them by `--jaren`"
                    ),
                ))
            }
        }
    }

    /// The entries that a text names.
    fn project(&self, text: &str, at: &Said) -> Result<Vec<usize>, Error> {
        let asked = text.trim().to_lowercase();
        let is = |name: &String| name.trim().to_lowercase() == asked;
        let found = |own: &dyn Fn(&Entry) -> bool| -> Vec<usize> {
            (0..self.entries.len()).filter(|at| own(&self.entries[*at])).collect()
        };
        let by_id = found(&|entry| entry.id.to_lowercase() == asked);
        let named = if by_id.is_empty() { found(&|entry| entry.names.iter().any(is)) } else { by_id };
        if !named.is_empty() && !asked.is_empty() {
            return Ok(named);
        }
        let there = self.sites.iter().find(|site| {
            let own = [Some(&site.id), Some(&site.location), site.called.complex.as_ref()];
            own.into_iter().flatten().any(is)
        });
        if let Some(site) = there {
            return Err(self.refuse(
                at,
                &say!(
                    "`{text:.80}` staat niet in deze fasering: {} is niet voorgedragen, heeft geen woningen of staat onder een project van een lijst",
                    "`{text:.80}` is not in this phasing: {} is not put forward, has no homes, or stands under a project of a list",
                    site.title()
                ),
                say!("geef `--alle`, of noem het project van de lijst", "give `--alle`, or name the project of the list"),
            ));
        }
        let names = self.entries.iter().flat_map(|entry| &entry.names);
        Err(self.unknown(
            at,
            &say!(
                "`{text:.80}` is geen project, locatie of complex van deze fasering",
                "`{text:.80}` is no project, site or complex of this phasing"
            ),
            text,
            names,
        ))
    }

    /// A gemeente by name or code, with the works in it.
    fn in_gemeente(&self, text: &str, at: &Said) -> Result<(String, Vec<usize>), Error> {
        let asked = text.trim().to_lowercase();
        let is = |entry: &Entry| {
            let own = [&entry.place.gemeente, &entry.place.gemeente_code];
            own.into_iter().flatten().any(|name| name.trim().to_lowercase() == asked)
        };
        let first = self.entries.iter().find(|entry| is(entry) && !asked.is_empty());
        let Some(first) = first else {
            let names = self.entries.iter().filter_map(|entry| entry.place.gemeente.as_ref());
            let detail = say!(
                "`{text:.80}` is geen gemeente van deze fasering",
                "`{text:.80}` is no gemeente of this phasing"
            );
            return Err(self.unknown(at, &detail, text, names));
        };
        let name = first.place.gemeente.clone().unwrap_or_else(|| text.trim().to_owned());
        Ok((name, self.works_of(is)))
    }

    fn of_corporatie(&self, text: &str, at: &Said) -> Result<(String, Vec<usize>), Error> {
        let asked = text.trim().to_lowercase();
        let is =
            |entry: &Entry| entry.corporatie.as_ref().is_some_and(|name| name.trim().to_lowercase() == asked);
        let first = self.entries.iter().find(|entry| is(entry));
        let Some(name) = first.and_then(|entry| entry.corporatie.clone()) else {
            let names = self.entries.iter().filter_map(|entry| entry.corporatie.as_ref());
            let detail = say!(
                "`{text:.80}` is geen corporatie van deze fasering",
                "`{text:.80}` is no corporatie of this phasing"
            );
            return Err(self.unknown(at, &detail, text, names));
        };
        Ok((name, self.works_of(is)))
    }

    fn works_of(&self, is: impl Fn(&Entry) -> bool) -> Vec<usize> {
        let own = self.entries.iter().zip(self.works).filter(|(entry, _)| is(entry));
        own.filter_map(|(_, work)| *work).collect()
    }

    /// Refuses an order in which something comes after itself.
    fn refuse_circle(&self, orders: &BTreeMap<usize, BTreeSet<usize>>) -> Result<(), Error> {
        let Some(circle) = circle(orders) else { return Ok(()) };
        let names: Vec<&str> = circle.iter().map(|at| self.entries[*at].place.name.as_str()).collect();
        let names = names.join(" → ");
        Err(Error::NotFound {
            detail: say!(
                "`{}`: de volgorde loopt in een kring: {names}",
                "`{}`: the order goes around in a circle: {names}",
                self.file
            ),
            hint: say!("haal een van deze volgordes weg", "take one of these orders away"),
        })
    }

    /// A name that nothing has, with what is like it.
    fn unknown<'a>(
        &self,
        at: &Said,
        detail: &Said,
        text: &str,
        names: impl Iterator<Item = &'a String>,
    ) -> Error {
        let asked = text.trim().to_lowercase();
        let alike = |name: &str| strsim::jaro_winkler(&asked, &name.to_lowercase());
        let names: BTreeSet<&str> = names.map(String::as_str).collect();
        let mut names: Vec<(f64, &str)> = names.into_iter().map(|name| (alike(name), name)).collect();
        names.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let meant: Vec<String> = names.into_iter().take(3).map(|(_, name)| format!("`{name:.80}`")).collect();
        let hint = match meant.as_slice() {
            [] => say!("geef `--alle` of een lijst", "give `--alle` or a list"),
            meant => say!("bedoelt u {}?", "did you mean {}?", meant.join(", ")),
        };
        self.refuse(at, detail, hint)
    }

    fn refuse(&self, at: &Said, detail: &Said, hint: Said) -> Error {
        let file = self.file;
        Error::NotFound {
            detail: say!([at, detail] "`{file}`, {at}: {detail}", "`{file}`, {at}: {detail}"),
            hint,
        }
    }
}

/// A way along orders that leads back to where it began, the first again at
/// its end; `None` when there is none.
fn circle(orders: &BTreeMap<usize, BTreeSet<usize>>) -> Option<Vec<usize>> {
    // Without recursion: orders come from a file.
    let mut done = BTreeSet::new();
    for start in orders.keys() {
        let mut on_path = BTreeSet::from([*start]);
        let mut path: Vec<(usize, Vec<usize>)> = vec![(*start, next(orders, *start))];
        while let Some((at, open)) = path.last_mut() {
            match open.pop() {
                Some(to) if on_path.contains(&to) => {
                    let along = path.iter().map(|(at, _)| *at);
                    return Some(along.skip_while(|at| *at != to).chain([to]).collect());
                }
                Some(to) if !done.contains(&to) => {
                    on_path.insert(to);
                    path.push((to, next(orders, to)));
                }
                Some(_) => {}
                None => {
                    done.insert(*at);
                    on_path.remove(at);
                    path.pop();
                }
            }
        }
    }
    None
}

fn next(orders: &BTreeMap<usize, BTreeSet<usize>>, at: usize) -> Vec<usize> {
    orders.get(&at).into_iter().flatten().rev().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders(pairs: &[(usize, usize)]) -> BTreeMap<usize, BTreeSet<usize>> {
        let mut orders: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (before, after) in pairs {
            orders.entry(*before).or_default().insert(*after);
        }
        orders
    }

    #[test]
    fn an_order_that_leads_back_is_found_with_all_on_its_way() {
        assert_eq!(circle(&orders(&[(0, 1), (1, 2), (0, 2), (3, 2)])), None);
        assert_eq!(circle(&orders(&[(0, 1), (1, 2), (2, 1)])), Some(vec![1, 2, 1]));
        assert_eq!(circle(&orders(&[(4, 4)])), Some(vec![4, 4]));
        let long: Vec<(usize, usize)> = (0..50_000).map(|n| (n, n + 1)).collect();
        assert_eq!(circle(&orders(&long)), None);
    }
}
