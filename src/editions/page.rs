//! Two editions beside each other, on a page.

use super::{
    Counts, Found, Options, Outcome, ProjectFound, Rows,
    tables::{alike, fate, gemeenten, kinds, outcome, owner},
};
use crate::{
    assess::delay::Timing,
    document::{Block, Document, KeyFact, Table},
    documents::{self, Frame, Kind, Norms, more},
    lang::Lang,
    link::editions::RowFate,
    model::{Knelpunt, Level},
    wording::{self, whole},
};

/// Rows of a table on the page; all stand in the workbook.
const SHOWN: usize = 40;

/// What the page tells.
pub(super) struct Look<'a> {
    pub found: &'a Found,
    pub counts: &'a Counts,
    pub options: &'a Options,
    pub frame: &'a Frame<Norms>,
}

impl Look<'_> {
    fn lang(&self) -> Lang {
        self.frame.lang
    }

    fn pick<'b>(&self, nl: &'b str, en: &'b str) -> &'b str {
        self.lang().pick(nl, en)
    }

    fn whole(&self, n: u64) -> String {
        whole(n, self.lang())
    }

    /// The answer in a sentence.
    fn answer(&self) -> String {
        let n = |code| self.whole(self.counts.timed(code));
        let in_both: u64 = self.counts.by_timing.values().sum();
        let (all, homes) = (self.whole(in_both), self.whole(self.counts.homes_delayed));
        let (late, margin, untold) = (n("delayed"), n("within_margin"), n("unsayable"));
        let nobody = self.whole(self.counts.without_owner);
        match self.lang() {
            Lang::Nl => format!(
                "Van {all} projecten in beide edities zijn er {late} vertraagd ({homes} woningen), waarvan {nobody} zonder eigenaar; {margin} binnen marge, en van {untold} is het niet te zeggen."
            ),
            Lang::En => format!(
                "Of {all} projects in both editions {late} are delayed ({homes} homes), {nobody} of these without an owner; {margin} within margin, and of {untold} it cannot be told."
            ),
        }
    }

    /// The page.
    pub(super) fn document(&self) -> Document {
        let mut blocks = vec![Block::text(self.answer())];
        blocks.extend(self.delays());
        blocks.extend(self.by_gemeente());
        blocks.extend(self.where_it_stops());
        blocks.extend(self.other_outcomes());
        blocks.extend(self.account());
        blocks.extend(self.about().into_iter().map(Block::note));
        Document {
            lang: self.lang(),
            kind: self.pick("Voortgang van de planlijst", "Progress of the planning list").into(),
            title: self.frame.name.clone(),
            subtitle: self.editions(),
            key: self.key(),
            blocks,
            footer: documents::footer(&self.frame.name),
            pages: None,
        }
    }

    fn editions(&self) -> String {
        let names = |sources: &[crate::config::Source]| {
            let names = sources.iter().map(|source| source.name.rsplit('/').next().unwrap_or_default());
            names.collect::<Vec<_>>().join(", ")
        };
        let (now, before) = (names(&self.options.now), names(&self.options.before));
        let mut text = match self.lang() {
            Lang::Nl => format!("{now} naast {before}"),
            Lang::En => format!("{now} beside {before}"),
        };
        if let Some(day) = &self.options.today {
            let (on, day) = (self.pick("peildatum", "as of"), wording::day(day.as_str(), self.lang()));
            text.push_str(&format!("; {on} {day}"));
        }
        text
    }

    fn key(&self) -> Vec<KeyFact> {
        let fact = |label: &str, n: u64, note: &str| KeyFact {
            label: label.into(),
            value: self.whole(n),
            note: note.into(),
        };
        let projects = self.pick("projecten", "projects");
        vec![
            fact(self.pick("Vertraagd", "Delayed"), self.counts.timed("delayed"), projects),
            fact(
                self.pick("Zonder eigenaar", "Without an owner"),
                self.counts.without_owner,
                self.pick("van de vertraagde", "of those delayed"),
            ),
            fact(
                self.pick("Woningen later", "Homes later"),
                self.counts.homes_delayed,
                self.pick("in vertraagde projecten", "in delayed projects"),
            ),
            fact(
                self.pick("Niet te zeggen", "Cannot be told"),
                self.counts.timed("unsayable"),
                self.pick("projecten in beide edities", "projects in both editions"),
            ),
        ]
    }

    /// Delays: those without an owner in a table of their own, in front.
    fn delays(&self) -> Vec<Block> {
        let (nobody, others): (Vec<&ProjectFound>, Vec<&ProjectFound>) =
            self.found.delayed().partition(|found| found.owner.is_none());
        let mut blocks = Vec::new();
        if !nobody.is_empty() {
            blocks.push(Block::heading(
                self.pick("Vertraging zonder eigenaar: wijs er een aan", "Delays without an owner: name one"),
            ));
            blocks.extend(self.table(&nobody, false));
        }
        if !others.is_empty() {
            blocks.push(Block::heading(self.pick("Vertraging met een eigenaar", "Delays with an owner")));
            blocks.extend(self.table(&others, true));
        }
        let without = self.counts.delayed_without_homes;
        if without > 0 {
            let n = self.whole(without);
            blocks.push(Block::note(match self.lang() {
                Lang::Nl => format!("Van {n} vertraagde projecten zegt geen van beide edities hoeveel woningen het zijn; die staan in geen enkele som."),
                Lang::En => format!("Of {n} delayed projects neither edition says how many homes they are; these stand in no sum."),
            }));
        }
        if nobody.is_empty() && others.is_empty() {
            blocks.push(Block::text(self.pick(
                "Van geen project dat te vergelijken is, is de geplande oplevering gemist.",
                "No project that can be compared misses its planned delivery.",
            )));
        }
        blocks
    }

    fn table(&self, delays: &[&ProjectFound], with_owner: bool) -> Vec<Block> {
        let mut head = match self.lang() {
            Lang::Nl => vec!["Project", "#Woningen", "Was", "Wordt", "#Dagen", "Ontstaan bij"],
            Lang::En => vec!["Project", "#Homes", "Was", "Becomes", "#Days", "Arose at"],
        };
        if with_owner {
            head.push(self.pick("Eigenaar", "Owner"));
        }
        head.push(self.pick("Knelpunt → tafel", "Obstacle → table"));
        let mut table = Table::new(self.pick("vertraagde projecten", "delayed projects"), &head);
        for found in delays.iter().take(SHOWN) {
            let timing = found.timing.unwrap_or(Timing::OnTime);
            let dash = || "–".to_owned();
            // On one line.
            let [before, now] =
                found.delivery.clone().map(|date| date.map(|date| date.replace("-Q", "\u{a0}Q")));
            let mut cells = vec![
                std::iter::once(&found.title).chain(&found.gemeente).cloned().collect::<Vec<_>>().join(", "),
                found.homes[1].map_or_else(dash, |homes| self.whole(u64::from(homes))),
                before.unwrap_or_else(dash),
                now.unwrap_or_else(dash),
                wording::delay_days(timing, self.lang()).unwrap_or_else(dash),
                self.arose(found),
            ];
            if with_owner {
                cells.push(owner(found, self.lang()));
            }
            let level = found.level.map(|level| wording::level(level, self.lang()));
            cells.push(format!("{} → {}", kinds(found, self.lang()), level.unwrap_or("–")));
            table.row(cells);
        }
        let mut blocks = vec![Block::Table(table)];
        blocks.extend(more(delays.len(), SHOWN, Kind::Voortgang, self.lang()));
        blocks
    }

    /// The milestone a delay arose at; where only the time of building tells, that.
    fn arose(&self, found: &ProjectFound) -> String {
        let cause = found.cause().map(|cause| wording::cause(cause, self.lang()));
        match (&found.step, cause) {
            (Some(step), Some(cause)) if found.cause() == Some(crate::assess::delay::Cause::Duration) => {
                format!("{step} ({cause})")
            }
            (Some(step), _) => step.clone(),
            (None, cause) => cause.unwrap_or("–").to_owned(),
        }
    }

    fn by_gemeente(&self) -> Vec<Block> {
        let lang = self.lang();
        let all = gemeenten(self.found, lang);
        let mut table = Table::new(
            self.pick("per gemeente", "by gemeente"),
            &match lang {
                Lang::Nl => [
                    "Gemeente",
                    "#Vertraagd",
                    "#Zonder eigenaar",
                    "#Woningen later",
                    "#Binnen marge",
                    "#Op tijd",
                    "#Niet te zeggen",
                    "#Niet vergeleken",
                ],
                Lang::En => [
                    "Gemeente",
                    "#Delayed",
                    "#No owner",
                    "#Homes later",
                    "#Within margin",
                    "#On time",
                    "#Cannot be told",
                    "#Not compared",
                ],
            },
        );
        for of in all.iter().take(SHOWN) {
            let numbers = [
                of.delayed,
                of.without_owner,
                of.homes_delayed,
                of.within_margin,
                of.on_time,
                of.untold,
                of.not_compared,
            ];
            table.row(std::iter::once(of.name.clone()).chain(numbers.map(|n| self.whole(n))));
        }
        let mut blocks = vec![Block::heading(self.pick("Per gemeente", "By gemeente"))];
        blocks.push(Block::Table(table));
        blocks.extend(more(all.len(), SHOWN, Kind::Voortgang, lang));
        blocks
    }

    /// Where it stops: milestones, kinds of obstacle, tables.
    fn where_it_stops(&self) -> Vec<Block> {
        if self.counts.timed("delayed") == 0 {
            return Vec::new();
        }
        let lang = self.lang();
        let mut milestones: Vec<(String, u64, u64)> = Vec::new();
        for found in self.found.delayed() {
            let step = found.step.clone().unwrap_or_default();
            match milestones.iter_mut().find(|(known, ..)| *known == step) {
                Some((_, n, homes)) => (*n, *homes) = (*n + 1, *homes + found.n_homes()),
                None => milestones.push((step, 1, found.n_homes())),
            }
        }
        milestones.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let head = |first: &str| match lang {
            Lang::Nl => [first.to_owned(), "#Projecten".to_owned(), "#Woningen".to_owned()],
            Lang::En => [first.to_owned(), "#Projects".to_owned(), "#Homes".to_owned()],
        };
        let table = |first: &str, rows: Vec<(String, u64, u64)>| {
            let head = head(first);
            let mut table = Table::new(first, &head.each_ref().map(String::as_str));
            for (name, n, homes) in rows {
                table.row([name, self.whole(n), self.whole(homes)]);
            }
            Block::Table(table)
        };
        let of_kind = |kind: Knelpunt| {
            let homes = self.found.delayed().filter(|found| found.knelpunten.contains(&kind));
            let n = self.counts.by_knelpunt.get(&kind).copied().unwrap_or_default();
            (wording::knelpunt(kind, lang).to_owned(), n, homes.map(ProjectFound::n_homes).sum())
        };
        let mut kinds: Vec<(String, u64, u64)> =
            Knelpunt::ALL.iter().map(|kind| of_kind(*kind)).filter(|(_, n, _)| *n > 0).collect();
        kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let of_level = |level: Level| {
            let homes = self.found.delayed().filter(|found| found.level == Some(level));
            let n = self.counts.by_level.get(&level).copied().unwrap_or_default();
            (wording::level(level, lang).to_owned(), n, homes.map(ProjectFound::n_homes).sum())
        };
        let levels = Level::ALL.iter().map(|level| of_level(*level)).filter(|(_, n, _)| *n > 0).collect();
        vec![
            Block::heading(self.pick("Waar het stokt", "Where it stops")),
            Block::Columns {
                columns: vec![
                    vec![table(self.pick("Ontstaan bij", "Arose at"), milestones)],
                    vec![table(self.pick("Knelpunt", "Obstacle"), kinds)],
                    vec![table(self.pick("Naar", "To"), levels)],
                ],
            },
            Block::note(self.pick(
                "Een project met meer knelpunten telt bij elk mee.",
                "A project with several obstacles counts for each.",
            )),
        ]
    }

    /// Projects that are in one edition alone, and those that may be the same.
    fn other_outcomes(&self) -> Vec<Block> {
        let lang = self.lang();
        let of = |wanted: Outcome| self.found.projects.iter().filter(move |found| found.outcome == wanted);
        let mut blocks = vec![Block::heading(
            self.pick("Nieuw, verdwenen en misschien hetzelfde", "New, gone and perhaps the same"),
        )];
        let mut facts = Vec::new();
        for wanted in Outcome::ALL {
            let n = of(*wanted).count() as u64;
            let homes: u64 = of(*wanted).map(ProjectFound::n_homes).sum();
            if n > 0 {
                let projects = match n {
                    1 => "project",
                    _ => self.pick("projecten", "projects"),
                };
                let (n, homes) = (self.whole(n), self.whole(homes));
                let of_homes = self.pick("woningen", "homes");
                facts
                    .push((outcome(*wanted, lang).to_owned(), format!("{n} {projects}, {homes} {of_homes}")));
            }
        }
        blocks.push(Block::Facts { facts });
        let maybe: Vec<&ProjectFound> = of(Outcome::MaybeSame).collect();
        if !maybe.is_empty() {
            blocks.push(Block::text(self.pick(
                "Deze projecten lijken op een project uit de andere editie. Ze zijn niet samengevoegd: geef ze in de lijst hetzelfde nummer, of laat ze staan als splitsing, samenvoeging of nieuw plan.",
                "These projects are like one of the other edition. They were not joined: give them the same identification in the list, or leave them as a split, a merger or a new plan.",
            )));
            let mut table = Table::new(
                outcome(Outcome::MaybeSame, lang),
                &match lang {
                    Lang::Nl => ["Project", "Gemeente", "Editie", "#Woningen", "Lijkt op"],
                    Lang::En => ["Project", "Gemeente", "Edition", "#Homes", "Is like"],
                },
            );
            for found in maybe.iter().take(SHOWN) {
                let edition = match found.rows[1].is_empty() {
                    true => self.pick("vorige", "earlier"),
                    false => self.pick("nieuwe", "later"),
                };
                table.row([
                    found.title.clone(),
                    found.gemeente.clone().unwrap_or_else(|| "–".into()),
                    edition.to_owned(),
                    found.homes[1]
                        .or(found.homes[0])
                        .map_or_else(|| "–".into(), |n| self.whole(u64::from(n))),
                    alike(found, lang).unwrap_or_default(),
                ]);
            }
            blocks.push(Block::Table(table));
            blocks.extend(more(maybe.len(), SHOWN, Kind::Voortgang, lang));
        }
        blocks
    }

    /// What became of every row of both editions.
    fn account(&self) -> Vec<Block> {
        let lang = self.lang();
        let mut table = Table::new(
            self.pick("rijen", "rows"),
            &match lang {
                Lang::Nl => ["Rijen", "#Vorige editie", "#Nieuwe editie"],
                Lang::En => ["Rows", "#Earlier edition", "#Later edition"],
            },
        );
        let mut line = |what: &str, of: &dyn Fn(&Rows) -> u64| {
            let [before, now] = [&self.counts.before, &self.counts.now].map(of);
            if before + now > 0 {
                table.row([what.to_owned(), self.whole(before), self.whole(now)]);
            }
        };
        for one in RowFate::ALL {
            line(fate(*one, lang), &|rows| rows.by_fate.get(one).copied().unwrap_or_default());
        }
        line(self.pick("totaalregel", "total row"), &|rows| rows.totals);
        line(self.pick("alle rijen", "all rows"), &|rows| rows.rows);
        table.total = true;
        let mut notes = vec![self.pick(
            "Elke rij van beide edities staat hier precies één keer; het blad Rijen noemt ze één voor één.",
            "Every row of both editions stands here exactly once; the sheet Rows names them one by one.",
        )];
        if self.counts.issues > 0 {
            notes.push(self.pick(
                "Wat in de lijsten niet werd begrepen, staat in issues.csv.",
                "What was not understood in the lists stands in issues.csv.",
            ));
        }
        let mut blocks = vec![
            Block::heading(self.pick("Verantwoording van de rijen", "Account of the rows")),
            Block::Table(table),
        ];
        blocks.extend(notes.into_iter().map(Block::note));
        blocks
    }

    /// How it was found, a line each.
    pub(super) fn about(&self) -> Vec<String> {
        let mut about = [
            self.pick(
                "Vertraagd is een project waarvan de geplande oplevering wordt gemist; plan is de vorige editie. Schuift een eerdere stap en houdt de oplevering stand, dan is dat binnen marge (Routekaart, noot bij de monitor).",
                "A project is delayed when its planned delivery is missed; the plan is the earlier edition. When an earlier step moves and the delivery holds, that is within margin (Routekaart, note to the monitor).",
            ),
            self.pick(
                "Even precieze datums worden op hun laatste dag vergeleken; van ongelijke telt alleen wat zeker is. Een project zonder oplevering in beide edities is nooit op tijd: het is niet te zeggen.",
                "Dates that are as exact are compared by their last day; of others only what is sure counts. A project without a delivery in both editions is never on time: it cannot be told.",
            ),
            self.pick(
                "Projecten zijn één op hun nummer, anders op plaats en naam precies. De soort knelpunt en de tafel komen uit `voortgang.knelpunt_words`, `voortgang.level_of` en `voortgang.level_by_days`: het voorstel van een tabel, geen besluit.",
                "Projects are one by their identification, else by place and name exactly. The kind of obstacle and the table come from `voortgang.knelpunt_words`, `voortgang.level_of` and `voortgang.level_by_days`: what a table proposes, no decision.",
            ),
        ]
        .map(str::to_owned)
        .to_vec();
        if self.options.today.is_none() {
            about.push(
                self.pick(
                    "Zonder --peildatum is niet gevraagd welke oplevering al voorbij is.",
                    "Without --peildatum nothing asks which delivery has passed already.",
                )
                .to_owned(),
            );
        }
        about
    }

    /// The answer, and the delays behind it.
    pub(super) fn lines(&self) -> Vec<String> {
        let lang = self.lang();
        let line = |found: &ProjectFound| {
            let days = found.timing.and_then(|timing| wording::delay_days(timing, lang)).unwrap_or_default();
            let place = found.gemeente.clone().unwrap_or_else(|| "–".into());
            let (unit, to) =
                (self.pick("dagen", "days"), found.level.map(|level| wording::level(level, lang)));
            format!(
                "{} ({place}): {days} {unit}, {}; {}; {}",
                found.title,
                self.arose(found),
                owner(found, lang),
                to.unwrap_or_default()
            )
        };
        std::iter::once(self.answer()).chain(self.found.delayed().map(line)).collect()
    }
}
