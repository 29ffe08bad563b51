//! What was found on a page: how often, where, what, and what nobody can tell.

use std::collections::BTreeMap;

use super::{
    found::{Band, Found, Gain, Part},
    lift::Interval,
    tables::called,
};
use crate::{
    config::Peildatum,
    document::{Block, Document, KeyFact, Table},
    documents::{self, Frame, Kind, more},
    lang::Lang,
    wording::{self, number, whole},
};

/// Panden that stand on the page; all stand in the workbook.
const SHOWN: usize = 60;

/// What is told.
pub(super) struct Look<'a> {
    pub found: &'a Found,
    pub from: &'a Peildatum,
    pub to: &'a Peildatum,
    pub frame: &'a Frame,
}

impl Look<'_> {
    fn lang(&self) -> Lang {
        self.frame.lang
    }

    fn pick<'b>(&self, nl: &'b str, en: &'b str) -> &'b str {
        self.lang().pick(nl, en)
    }

    fn n(&self, n: u64) -> String {
        whole(n, self.lang())
    }

    /// The page.
    pub(super) fn document(&self) -> Document {
        let lang = self.lang();
        let name = &self.frame.name;
        let mut blocks = vec![Block::text(self.answer())];
        blocks.extend(self.order());
        blocks.extend(self.kinds());
        blocks.extend(self.gains());
        blocks.extend(self.misses());
        blocks.push(Block::heading(
            self.pick("Wat een register niet kan zeggen", "What a register cannot tell"),
        ));
        blocks.push(Block::List { items: self.limits() });
        Document {
            lang,
            kind: self.pick("Terugblik", "Looking back").into(),
            title: name.clone(),
            subtitle: match lang {
                Lang::Nl => format!("De scan van {} naast wat er tot {} bij kwam", self.from, self.to),
                Lang::En => format!("The scan of {} beside what was added until {}", self.from, self.to),
            },
            key: self.key(),
            blocks,
            footer: documents::footer(name),
            pages: None,
        }
    }

    fn key(&self) -> Vec<KeyFact> {
        let counts = &self.found.counts;
        let fact = |label: &str, value: String, note: String| KeyFact { label: label.into(), value, note };
        let homes =
            format!("{} {}", self.n(counts.homes_gained), self.pick("woningen erbij", "homes gained"));
        let of = format!("{} {}", self.pick("van", "of"), self.n(counts.gained));
        let mut key = vec![
            fact(
                self.pick("Panden die woningen kregen", "Panden that gained homes"),
                self.n(counts.gained),
                homes,
            ),
            fact(
                self.pick("Daarvan met een plaats", "Of these with a place"),
                self.n(counts.ranked_gained),
                of,
            ),
        ];
        if let Some((band, lift)) = self.band(Part::Ranked).and_then(|band| Some((band.clone(), band.lift?)))
        {
            let label = self.pick("Met een plaats: hoeveel keer zo vaak", "With a place: times as often");
            let times = format!("{} ×", number(lift.value, 1, self.lang()));
            let note = format!("95 %: {}; n = {}", self.between(lift), self.n(band.n));
            key.push(fact(label, times, note));
        }
        key
    }

    /// A part of the panden, by the order without heights.
    fn band(&self, part: Part) -> Option<Band> {
        self.found.bands(&self.found.ranking).into_iter().find(|band| band.part == part)
    }

    fn between(&self, interval: Interval) -> String {
        let lang = self.lang();
        format!("{}–{}", number(interval.low, 1, lang), number(interval.high, 1, lang))
    }

    /// `3,2 × (0,4–7,5)`.
    fn factor(&self, lift: Option<Interval>) -> String {
        lift.map_or_else(
            || "–".into(),
            |lift| format!("{} × ({})", number(lift.value, 1, self.lang()), self.between(lift)),
        )
    }

    /// The answer, as a few sentences.
    pub(super) fn answer(&self) -> String {
        let counts = &self.found.counts;
        let n = |n: u64| self.n(n);
        let (from, to) = (self.from, self.to);
        let mut said = match self.lang() {
            Lang::Nl => format!(
                "Van de {} panden die op {from} in gebruik waren, hadden er op {to} {} meer woningen ({} woningen erbij; bij {} drie of meer). De scan van toen gaf {} panden een plaats; {} van de {} zaten daarbij",
                n(counts.panden),
                n(counts.gained),
                n(counts.homes_gained),
                n(counts.gained_three),
                n(counts.ranked),
                n(counts.ranked_gained),
                n(counts.gained),
            ),
            Lang::En => format!(
                "Of the {} panden in use on {from}, {} had more homes on {to} ({} homes gained; three or more in {}). The scan of then gave {} panden a place; {} of the {} were among them",
                n(counts.panden),
                n(counts.gained),
                n(counts.homes_gained),
                n(counts.gained_three),
                n(counts.ranked),
                n(counts.ranked_gained),
                n(counts.gained),
            ),
        };
        if let Some(lift) = self.band(Part::Ranked).and_then(|band| band.lift) {
            let (times, between) = (number(lift.value, 1, self.lang()), self.between(lift));
            said.push_str(&match self.lang() {
                Lang::Nl => format!(": {times} keer zo vaak als onder alle panden (95 %: {between})"),
                Lang::En => format!(": {times} times as often as all panden (95 %: {between})"),
            });
        }
        said.push('.');
        if let Some((band, lift)) =
            self.band(Part::Tenth(1)).and_then(|band| Some((band.clone(), band.lift_ranked?)))
        {
            let (times, between) = (number(lift.value, 1, self.lang()), self.between(lift));
            let (all, gained) = (n(band.n), n(band.gained));
            said.push_str(&match self.lang() {
                Lang::Nl => format!(
                    " In het beste tiende daarvan ({all} panden) zaten er {gained}: {times} keer zo vaak als onder die met een plaats (95 %: {between})"
                ),
                Lang::En => format!(
                    " The best tenth of these ({all} panden) held {gained}: {times} times as often as those with a place (95 %: {between})"
                ),
            });
            said.push_str(if lift.low > 1.0 {
                "."
            } else {
                self.pick(
                    "; dat kan toeval zijn, want het interval bevat 1.",
                    "; that may be chance, as the interval holds 1.",
                )
            });
        }
        said
    }

    /// The tenths, without and with heights, and by form.
    fn order(&self) -> Vec<Block> {
        let mut blocks = vec![
            Block::heading(self.pick("Stonden ze vooraan?", "Were they in front?")),
            self.tenths(&self.found.bands(&self.found.ranking)),
            Block::note(self.pick(
                "Volgorde: elk pand naar zijn beste vorm, op score over wat toen bekend was, dan op woningen. Een × zegt hoeveel keer zo vaak panden van dit deel woningen kregen als alle panden, als die met een plaats, of als die met een plaats in dezelfde vorm: het aandeel van de treffers gedeeld door het aandeel van de panden. Tussen haakjes het interval van 95 %: van het aandeel volgens Wilson, van de × exact (Clopper-Pearson). Bevat dat 1, dan kan het toeval zijn.",
                "Order: each pand by its best form, by score over what was known then, then by homes. A × says how many times as often panden of this part gained homes as all panden, as those with a place, or as those with a place in the same form: the share of the hits over the share of the panden. In brackets the interval of 95 %: of the share by Wilson, of the × exact (Clopper-Pearson). Where it holds 1, it may be chance.",
            )),
        ];
        let mut forms = Table::new(
            self.pick("per vorm", "by form"),
            &match self.lang() {
                Lang::Nl => [
                    "Vorm",
                    "#Met een plaats",
                    "#Kregen woningen",
                    "#Beste tiende",
                    "#Kregen woningen",
                    "#× in de vorm",
                ],
                Lang::En => [
                    "Form",
                    "#With a place",
                    "#Gained homes",
                    "#Best tenth",
                    "#Gained homes",
                    "#× in the form",
                ],
            },
        );
        for (form, n, gained, band) in self.found.by_form(&self.found.ranking) {
            let factor = self.factor(band.lift_ranked);
            let name = wording::form(form, self.lang()).to_owned();
            forms.row([name, self.n(n), self.n(gained), self.n(band.n), self.n(band.gained), factor]);
        }
        if !forms.rows.is_empty() {
            blocks.push(Block::Table(forms));
        }
        if let Some(ranking) = &self.found.with_heights {
            blocks.push(Block::heading(self.pick("Met de hoogten van nu", "With the heights of now")));
            blocks.push(Block::text(self.pick(
                "Deze tabel is geen voorspelling: de hoogten zijn gemeten na de eerste dag. Een opgetopt pand staat er hoger in dan het toen was. Hij staat hier om te laten zien wat de hoogten aan de volgorde doen.",
                "This table is no forecast: the heights were measured after the first day. A pand that was topped up stands higher in them than it did. It is here to show what heights do to the order.",
            )));
            blocks.push(self.tenths(&self.found.bands(ranking)));
        }
        blocks
    }

    fn tenths(&self, bands: &[Band]) -> Block {
        let lang = self.lang();
        let mut table = Table::new(
            self.pick("tienden", "tenths"),
            &match lang {
                Lang::Nl => {
                    ["Deel", "#Panden", "#Kregen woningen", "#Aandeel", "#× alle panden", "#× met een plaats"]
                }
                Lang::En => {
                    ["Part", "#Panden", "#Gained homes", "#Share", "#× all panden", "#× with a place"]
                }
            },
        );
        for band in bands {
            let percent = |share: f64| number(share * 100.0, 1, lang);
            let share = band.share.map_or_else(
                || "–".into(),
                |share| {
                    let (low, high) = (percent(share.low), percent(share.high));
                    format!("{} % ({low}–{high})", percent(share.value))
                },
            );
            let (beside_all, beside_ranked) = (self.factor(band.lift), self.factor(band.lift_ranked));
            let (n, gained) = (self.n(band.n), self.n(band.gained));
            table.row([called(band, lang), n, gained, share, beside_all, beside_ranked]);
        }
        table.total = true;
        Block::Table(table)
    }

    fn kinds(&self) -> Vec<Block> {
        let counts = &self.found.counts;
        let mut table = Table::new(
            self.pick("wat het lijkt te zijn", "what it seems to be"),
            &match self.lang() {
                Lang::Nl => ["Wat het lijkt te zijn", "#Panden", "#Woningen erbij"],
                Lang::En => ["What it seems to be", "#Panden", "#Homes gained"],
            },
        );
        for (kind, (n, homes)) in &counts.kinds {
            table.row([kind.word(self.lang()).to_owned(), self.n(*n), self.n(*homes)]);
        }
        let n = |n: u64| self.n(n);
        let beside = match self.lang() {
            Lang::Nl => format!(
                "Daarnaast: {} panden kregen naar geregistreerde m² een bouwlaag en geen woning; {} hebben nu minder woningen; {} zijn niet meer in gebruik. Nieuwe panden ({}, met {} woningen) vallen buiten de terugblik.",
                n(counts.storeys_alone),
                n(counts.lost),
                n(counts.gone),
                n(counts.new_panden),
                n(counts.new_homes),
            ),
            Lang::En => format!(
                "Besides: {} panden gained a storey by registered m² and no home; {} have fewer homes now; {} are not in use any more. New panden ({}, with {} homes) are left out of account.",
                n(counts.storeys_alone),
                n(counts.lost),
                n(counts.gone),
                n(counts.new_panden),
                n(counts.new_homes),
            ),
        };
        let heading = self.pick("Wat lijkt het te zijn?", "What does it seem to be?");
        vec![Block::heading(heading), Block::Table(table), Block::text(beside)]
    }

    fn gains(&self) -> Vec<Block> {
        let mut table = Table::new(
            self.pick("panden die woningen kregen", "panden that gained homes"),
            &match self.lang() {
                Lang::Nl => [
                    "Pand",
                    "#Bouwjaar",
                    "#Woningen",
                    "#m²",
                    "#Voetafdruk m²",
                    "Wat het lijkt",
                    "Plaats toen",
                ],
                Lang::En => {
                    ["Pand", "#Bouwjaar", "#Homes", "#m²", "#Footprint m²", "What it seems", "Place then"]
                }
            },
        );
        let gained: Vec<&Gain> = self.found.gains.iter().filter(|gain| gain.has_homes()).collect();
        let pair = |was: Option<f64>, is: Option<f64>| {
            let shown =
                |area: Option<f64>| area.map_or_else(|| "–".into(), |area| number(area, 0, self.lang()));
            format!("{} → {}", shown(was), shown(is))
        };
        for gain in gained.iter().take(SHOWN) {
            let called = gain.address.clone().unwrap_or_default();
            let place = gain.place.as_ref().map_or_else(
                || self.pick("geen", "none").to_owned(),
                |place| {
                    let tenth = self.pick("tiende", "tenth");
                    let form = wording::form_word(place.form);
                    format!("{} ({tenth} {}, {form})", self.n(place.rank.into()), place.tenth)
                },
            );
            table.row([
                format!("{called} ({})", gain.id),
                gain.bouwjaar.map_or_else(|| "–".into(), |year| year.to_string()),
                format!("{} → {}", gain.homes.0, gain.homes.1),
                pair(gain.area.0, gain.area.1),
                pair(gain.footprint_m2.0, gain.footprint_m2.1),
                gain.kind.map(|kind| kind.word(self.lang()).to_owned()).unwrap_or_default(),
                place,
            ]);
        }
        if gained.is_empty() {
            return Vec::new();
        }
        let heading = self.pick("De panden die woningen kregen", "The panden that gained homes");
        let mut blocks = vec![Block::heading(heading), Block::Table(table)];
        blocks.extend(more(gained.len(), SHOWN, Kind::Terugblik, self.lang()));
        blocks
    }

    /// What ruled out those without a place, by the form that would have
    /// foreseen what they seem to be.
    fn misses(&self) -> Vec<Block> {
        let lang = self.lang();
        let missed = self.found.gains.iter().filter(|gain| gain.has_homes() && gain.place.is_none());
        let mut rules: BTreeMap<(String, String), u64> = BTreeMap::new();
        for gain in missed {
            let form = gain.kind.and_then(super::Kind::form);
            let why = form.and_then(|form| gain.why_not.get(&form));
            let rule = match (form, why) {
                (Some(form), Some(why)) => format!("{}: {}", wording::form_word(form), why.rule.pick(lang)),
                _ => self.pick("geen vorm ging hierover", "no form was about this").to_owned(),
            };
            let kind = gain.kind.map(|kind| kind.word(lang).to_owned()).unwrap_or_default();
            *rules.entry((kind, rule)).or_default() += 1;
        }
        if rules.is_empty() {
            return Vec::new();
        }
        let mut rules: Vec<_> = rules.into_iter().collect();
        rules.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut table = Table::new(
            self.pick("gemist", "missed"),
            &match lang {
                Lang::Nl => ["Wat het lijkt", "De regel die het uitsloot", "#Panden"],
                Lang::En => ["What it seems", "The rule that ruled it out", "#Panden"],
            },
        );
        for ((kind, rule), n) in rules.into_iter().take(SHOWN) {
            table.row([kind, rule, self.n(n)]);
        }
        vec![
            Block::heading(self.pick("Gemist, en door welke regel", "Missed, and by which rule")),
            Block::Table(table),
            Block::note(self.pick(
                "Wat elke vorm van elk pand zei, staat in terugblik.xlsx.",
                "What each form said of each pand stands in terugblik.xlsx.",
            )),
        ]
    }

    fn limits(&self) -> Vec<String> {
        let of_now: Vec<&str> = self
            .frame
            .record
            .run
            .inputs
            .iter()
            .filter(|input| input.peildatum.is_empty())
            .map(|input| input.file.as_str())
            .collect();
        let mut items: Vec<String> = [
            self.pick(
                "Een register bevat geen verbouwingen, alleen wat er op twee dagen stond. Wat een winst lijkt te zijn volgt uit woningen, m² en voetafdruk, en kan anders zijn gegaan.",
                "A register holds no building work, only what stood there on two days. What a gain seems to be follows from homes, m² and footprint, and may have gone otherwise.",
            ),
            self.pick(
                "Dat een pand geen woningen kreeg, zegt niet dat het niet kon: er is niet gekozen, niet vergund of nog niet gebouwd.",
                "That a pand gained no homes does not say that it could not: nobody chose to, no permit was given, or it is not built yet.",
            ),
            self.pick(
                "Zonder hoogten van toen is het aantal woningen van optoppen onbekend, en krijgt optoppen geen plaats; splitsen, uitplinten en transformatie wel.",
                "Without heights of then the homes of storeys on top are not known, and these get no place; splitting, plinths and other use do.",
            ),
            self.pick(
                "Elke locatie met een bekend criterium telt mee, hoe weinig er ook bekend is (`score.coverage_min` is hier 0).",
                "Every site with a criterion that is known counts, however little is (`score.coverage_min` is 0 here).",
            ),
            self.pick(
                "Meer m² op dezelfde voetafdruk is lang niet altijd een bouwlaag: gemeenten meten hele straten opnieuw.",
                "More m² on the same footprint is far from always a storey: gemeenten measure whole streets again.",
            ),
            self.pick(
                "Weinig treffers geven een breed interval: lees de onder- en bovengrens, niet de factor alleen.",
                "Few hits give a wide interval: read both ends, not the factor alone.",
            ),
        ]
        .map(str::to_owned)
        .into();
        if !of_now.is_empty() {
            let files = of_now.join(", ");
            items.push(match self.lang() {
                Lang::Nl => format!("Van nu, niet van toen: {files}."),
                Lang::En => format!("Of now, not of then: {files}."),
            });
        }
        items
    }

    /// The answer, and the panden behind it.
    pub(super) fn lines(&self) -> Vec<String> {
        let line = |gain: &Gain| {
            let address = gain.address.clone().unwrap_or_default();
            let place = gain.place.as_ref().map_or_else(
                || self.pick("geen plaats", "no place").to_owned(),
                |place| format!("{} {}", self.pick("plaats", "place"), place.rank),
            );
            let kind = gain.kind.map(|kind| kind.word(self.lang())).unwrap_or_default();
            format!("pand {} ({address}): {} → {}, {kind}; {place}", gain.id, gain.homes.0, gain.homes.1)
        };
        let gained = self.found.gains.iter().filter(|gain| gain.has_homes());
        std::iter::once(self.answer()).chain(gained.map(line)).collect()
    }
}

/// What the workbook is, a line each.
pub(super) fn about(lang: Lang) -> Vec<String> {
    vec![
        lang.pick(
            "De voorraad van een eerdere dag is gescand alsof het vandaag was, zonder de hoogten van nu, en naast een latere dag gelegd. Intervallen zijn van 95 %.",
            "The stock of an earlier day was scanned as if it were today, without the heights of now, and laid beside a later day. Intervals are of 95 %.",
        )
        .to_owned(),
    ]
}
