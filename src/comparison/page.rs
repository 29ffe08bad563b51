//! The comparison on a page: what differs, what that gives, who comes and goes.

use super::{Cause, Comparison, Share, said, tables::change as word};
use crate::{
    beside::{Move, Moved, change, homes_table, in_short, swapped, top},
    config::InputRole,
    document::{Block, Document, KeyFact, Table},
    documents::{self, Kind, more},
    lang::Lang,
    record::Source,
    wording::{self, signed, whole},
};

/// Rows of each table on the page; all stand in the workbook.
const ROWS: usize = 30;

/// The page.
pub(super) fn document(all: &Comparison<'_>) -> Document {
    let lang = all.lang;
    let mut blocks: Vec<Block> = up_front(all).into_iter().map(Block::text).collect();
    blocks.push(Block::text(summary(all)));
    if all.is_apart() {
        blocks.extend(homes(all));
        blocks.extend(differences(all));
    } else {
        blocks.extend(moved(all));
    }
    Document {
        lang,
        kind: lang.pick("Vergelijking", "Comparison").into(),
        title: all.name.to_owned(),
        subtitle: subtitle(all),
        key: key(all),
        blocks,
        footer: documents::footer(all.name),
        pages: None,
    }
}

/// Homes by form, in the first run and the second.
fn homes(all: &Comparison<'_>) -> [Block; 2] {
    let lang = all.lang;
    let heads = match (all.is_apart(), lang) {
        (true, Lang::Nl) => ["Vorm", "#Geschikt, eerste", "#tweede", "#Onbeslist, eerste", "#tweede"],
        (true, Lang::En) => ["Form", "#Suitable, first", "#second", "#Undecided, first", "#second"],
        (false, Lang::Nl) => ["Vorm", "#Geschikt eerst", "#nu", "#Onbeslist eerst", "#nu"],
        (false, Lang::En) => ["Form", "#Suitable first", "#now", "#Undecided first", "#now"],
    };
    [
        Block::heading(lang.pick("Woningen naar vorm", "Homes by form")),
        Block::Table(homes_table(&all.beside, &heads, lang)),
    ]
}

/// What moved between two runs that have panden in common, and by what.
fn moved(all: &Comparison<'_>) -> Vec<Block> {
    let lang = all.lang;
    let mut blocks = Vec::new();
    if !all.is_same() || all.beside.n_changed() > 0 {
        blocks.extend(differences(all));
        blocks.extend(causes(all));
        blocks.extend(homes(all));
        blocks.extend(swapped(&all.beside, lang));
        blocks.push(Block::heading(lang.pick("Voorgedragen: eerst en nu", "Put forward: first and now")));
        let columns = [lang.pick("Eerst", "First"), lang.pick("Nu", "Now")];
        blocks.extend(top(&all.beside, columns, Kind::Vergelijk, lang));
        blocks.extend(in_and_out(all));
        blocks.extend(others(all));
    }
    blocks.push(Block::note(lang.pick(
        "Van elk verschil is gevraagd wat het alleen doet: de eerste scan met dat ene zoals in de tweede, en de tweede met dat ene zoals in de eerste. Wat alleen de hele verandering geeft, en waarzonder zij er niet is, is de oorzaak; zijn er meer elk genoeg, dan staat er „elk voor zich”, en geeft geen van alle haar alleen, dan „samen”. Kavels en de grond voor kopgevels zijn met alles tegelijk gemeten en gaan als één geheel mee. Alle verschillen staan in vergelijk.xlsx en vergelijk.gpkg.",
        "Of each difference was asked what it does alone: the first run with it as in the second, and the second with it as in the first. What alone gives the whole change, and without which it is not there, is the cause; where several are each enough it says “each by itself”, and where none gives it alone “together”. Plots and the ground before end walls were measured with all at once and go along as one. All differences stand in vergelijk.xlsx and vergelijk.gpkg.",
    )));
    blocks
}

fn subtitle(all: &Comparison<'_>) -> String {
    let [before, after] = all.runs.records();
    let folder = |record: &crate::record::Record| record.folder.display().to_string();
    let (before, after) = (folder(before), folder(after));
    match all.lang {
        Lang::Nl => format!("Eerst: {before} · nu: {after}"),
        Lang::En => format!("First: {before} · now: {after}"),
    }
}

/// What must be known before anything else: other panden, another area, other
/// forms, another version.
pub(super) fn up_front(all: &Comparison<'_>) -> Vec<String> {
    let lang = all.lang;
    let [before, after] = all.runs.records();
    let [gone, both, new] = all.runs.n_panden();
    let mut said = Vec::new();
    if all.is_apart() {
        said.push(
            lang.pick(
                "De twee scans hebben geen pand gemeen: alleen de totalen staan naast elkaar.",
                "The two runs have no pand in common: only the totals stand beside each other.",
            )
            .to_owned(),
        );
    } else if gone + new > 0 {
        let [first, second] = presence(all);
        let (gone, new, both) = (whole(gone as u64, lang), whole(new as u64, lang), whole(both as u64, lang));
        said.push(match lang {
            Lang::Nl => format!("{both} panden staan in beide scans; {gone} {first}, {new} {second}."),
            Lang::En => format!("{both} panden stand in both runs; {gone} {first}, {new} {second}."),
        });
    }
    let differs = |source: &Source| all.runs.differences().iter().any(|one| one.source == *source);
    if differs(&Source::Input(InputRole::Area)) {
        said.push(
            lang.pick("De scans gaan over een ander gebied.", "The runs are about another area.").to_owned(),
        );
    }
    if differs(&Source::Forms) {
        said.push(
            lang.pick("De scans kijken naar andere vormen.", "The runs look at other forms.").to_owned(),
        );
    }
    if before.run.version != after.run.version {
        let (a, b) = (&before.run.version, &after.run.version);
        said.push(match lang {
            Lang::Nl => format!(
                "De scans zijn gemaakt met een andere versie van toplaag ({a} en {b}); hier zijn beide met deze versie gevraagd."
            ),
            Lang::En => format!(
                "The runs were made with another version of toplaag ({a} and {b}); here both are asked with this version."
            ),
        });
    }
    said
}

/// How a pand that is in the first or the second run alone is called.
pub(super) fn presence(all: &Comparison<'_>) -> [String; 2] {
    let lang = all.lang;
    let differs = |role: InputRole| {
        let source = Source::Input(role);
        all.runs.differences().iter().any(|one| one.source == source)
    };
    let said = match (differs(InputRole::Panden), differs(InputRole::Area)) {
        (true, false) => [
            lang.pick(
                "alleen in de eerste (niet meer in de BAG)",
                "in the first alone (no longer in the BAG)",
            ),
            lang.pick("alleen in de tweede (nieuw in de BAG)", "in the second alone (new in the BAG)"),
        ],
        (false, true) => [
            lang.pick("alleen in het gebied van de eerste", "in the area of the first alone"),
            lang.pick("alleen in het gebied van de tweede", "in the area of the second alone"),
        ],
        _ => [
            lang.pick(
                "alleen in de eerste (niet meer in de BAG of buiten het gebied)",
                "in the first alone (no longer in the BAG or outside the area)",
            ),
            lang.pick(
                "alleen in de tweede (nieuw in de BAG of in het gebied)",
                "in the second alone (new in the BAG or in the area)",
            ),
        ],
    };
    said.map(str::to_owned)
}

/// What the comparison gives, in a sentence or two.
pub(super) fn summary(all: &Comparison<'_>) -> String {
    let lang = all.lang;
    if all.is_apart() {
        return totals(all);
    }
    let (n, changed) = (all.runs.differences().len(), all.beside.n_changed());
    if n == 0 && changed == 0 {
        return lang
            .pick(
                "Beide scans rusten op dezelfde invoer en normen: er is geen verschil.",
                "Both runs rest on the same inputs and norms: there is no difference.",
            )
            .into();
    }
    let differ = match (n, lang) {
        (1, Lang::Nl) => "één verschil in invoer of normen".to_owned(),
        (1, Lang::En) => "one difference in inputs or norms".to_owned(),
        (_, Lang::Nl) => format!("{} verschillen in invoer of normen", whole(n as u64, lang)),
        (_, Lang::En) => format!("{} differences in inputs or norms", whole(n as u64, lang)),
    };
    if changed == 0 {
        return match lang {
            Lang::Nl => format!("Er is {differ}; geen mogelijkheid verandert daardoor."),
            Lang::En => format!("There is {differ}; no site changes by it."),
        };
    }
    let homes = |pair: Option<(u64, u64)>| {
        pair.map(|(before, after)| {
            format!("{} → {}{}", whole(before, lang), whole(after, lang), change(before, after, lang))
        })
    };
    let together = all.beside.homes.last();
    let mut said = Vec::new();
    if let (Some(suitable), Some(undecided)) =
        (homes(together.and_then(|homes| homes.suitable)), homes(together.and_then(|homes| homes.undecided)))
    {
        said.push(match lang {
            Lang::Nl => format!("Woningen op geschikte locaties: {suitable}; daarnaast mogelijk, als wat onbeslist is meevalt: {undecided}."),
            Lang::En => format!("Homes at suitable locations: {suitable}; possible besides, if what is undecided turns out well: {undecided}."),
        });
    }
    let (entered, left) = (whole(all.beside.n(Move::Entered), lang), whole(all.beside.n(Move::Left), lang));
    let changed = match (changed, lang) {
        (1, Lang::Nl) => "één mogelijkheid".to_owned(),
        (1, Lang::En) => "one site".to_owned(),
        (_, Lang::Nl) => format!("{} mogelijkheden", whole(changed, lang)),
        (_, Lang::En) => format!("{} sites", whole(changed, lang)),
    };
    said.push(match lang {
        Lang::Nl => format!(
            "Op de voordracht: {entered} erbij, {left} eraf. Bij {changed} verandert iets, door {differ}."
        ),
        Lang::En => format!(
            "On the shortlist: {entered} enter, {left} leave. Of {changed} something changes, by {differ}."
        ),
    });
    match all.shares.as_slice() {
        [] => {}
        [(cause, _)] => {
            let by = said::cause(cause, all.runs, lang);
            said.push(match lang {
                Lang::Nl => format!("Oorzaak: {by}."),
                Lang::En => format!("Cause: {by}."),
            });
        }
        [(cause, share), ..] => said.push(most(cause, *share, all)),
    }
    said.join(" ")
}

/// The totals of two runs that are apart: no change, one figure and another.
fn totals(all: &Comparison<'_>) -> String {
    let lang = all.lang;
    let together = all.beside.homes.last();
    let shown = |pair: Option<(u64, u64)>| {
        let (first, second) = pair?;
        let (first, second) = (whole(first, lang), whole(second, lang));
        Some(match lang {
            Lang::Nl => format!("{first} in de eerste scan, {second} in de tweede"),
            Lang::En => format!("{first} in the first run, {second} in the second"),
        })
    };
    match together.and_then(|homes| Some((shown(homes.suitable)?, shown(homes.undecided)?))) {
        Some((suitable, undecided)) => match lang {
            Lang::Nl => format!(
                "Woningen op geschikte locaties: {suitable}; daarnaast mogelijk, als wat onbeslist is meevalt: {undecided}."
            ),
            Lang::En => format!(
                "Homes at suitable locations: {suitable}; possible besides, if what is undecided turns out well: {undecided}."
            ),
        },
        None => lang
            .pick(
                "Van een van beide is geen totaal te noemen: er waren geen verblijfsobjecten.",
                "Of one of both no total can be told: there were no verblijfsobjecten.",
            )
            .to_owned(),
    }
}

fn most(cause: &Cause, share: Share, all: &Comparison<'_>) -> String {
    let lang = all.lang;
    let (cause, sites) = (said::cause(cause, all.runs, lang), whole(share.sites, lang));
    match lang {
        Lang::Nl => format!("De meeste, {sites}, door {cause}."),
        Lang::En => format!("Most of them, {sites}, by {cause}."),
    }
}

fn key(all: &Comparison<'_>) -> Vec<KeyFact> {
    let lang = all.lang;
    let together = all.beside.homes.last();
    let homes = |label: &str, pair: Option<(u64, u64)>| KeyFact {
        label: label.to_owned(),
        value: pair.map_or_else(|| "–".into(), |(_, after)| whole(after, lang)),
        note: pair.map_or_else(
            || {
                lang.pick(
                    "geen totaal: geen verblijfsobjecten gegeven",
                    "no total: no verblijfsobjecten given",
                )
                .into()
            },
            |(before, after)| {
                if all.is_apart() {
                    let in_first =
                        lang.pick("in de tweede scan; in de eerste", "in the second run; in the first");
                    return format!("{in_first} {}", whole(before, lang));
                }
                let first = lang.pick("eerst", "first");
                format!("{first} {}{}", whole(before, lang), change(before, after, lang))
            },
        ),
    };
    let [suitable, undecided] = [
        homes(lang.pick("Woningen geschikt", "Homes suitable"), together.and_then(|homes| homes.suitable)),
        homes(lang.pick("Woningen onbeslist", "Homes undecided"), together.and_then(|homes| homes.undecided)),
    ];
    if all.is_apart() {
        return vec![suitable, undecided];
    }
    let moves = format!(
        "{} {}, {} {}",
        whole(all.beside.n(Move::Entered), lang),
        lang.pick("erbij", "enter"),
        whole(all.beside.n(Move::Left), lang),
        lang.pick("eraf", "leave")
    );
    vec![
        suitable,
        undecided,
        KeyFact {
            label: lang.pick("Mogelijkheden die veranderen", "Sites that change").into(),
            value: whole(all.beside.n_changed(), lang),
            note: moves,
        },
        KeyFact {
            label: lang.pick("Verschillen in invoer en normen", "Differences in inputs and norms").into(),
            value: whole(all.runs.differences().len() as u64, lang),
            note: String::new(),
        },
    ]
}

/// Every line of what differs.
pub(super) fn differs(all: &Comparison<'_>) -> Vec<said::Differs> {
    all.runs.differences().iter().flat_map(|one| said::differs(one, all.runs, all.lang)).collect()
}

fn differences(all: &Comparison<'_>) -> Vec<Block> {
    let lang = all.lang;
    let mut table = Table::new(
        lang.pick("wat er anders is", "what differs"),
        &match lang {
            Lang::Nl => ["Wat", "Eerst", "Nu"],
            Lang::En => ["What", "First", "Now"],
        },
    );
    let lines = differs(all);
    for line in lines.iter().take(ROWS) {
        table.row([line.what.clone(), line.before.clone(), line.after.clone()]);
    }
    let heading = Block::heading(lang.pick("Wat er anders is aan de scans", "What differs in the runs"));
    [heading, Block::Table(table)].into_iter().chain(more(lines.len(), ROWS, Kind::Vergelijk, lang)).collect()
}

fn causes(all: &Comparison<'_>) -> Vec<Block> {
    let lang = all.lang;
    let mut table = Table::new(
        lang.pick("oorzaken", "causes"),
        &match lang {
            Lang::Nl => {
                ["Oorzaak", "#Mogelijkheden", "#Erbij", "#Eraf", "#Woningen geschikt", "#Woningen onbeslist"]
            }
            Lang::En => ["Cause", "#Sites", "#Enter", "#Leave", "#Homes suitable", "#Homes undecided"],
        },
    );
    let shares = &all.shares;
    let mut total = Share::default();
    let row = |table: &mut Table, name: String, share: Share| {
        let Share { sites, entered, left, suitable, undecided } = share;
        table.row([
            name,
            whole(sites, lang),
            whole(entered, lang),
            whole(left, lang),
            signed(suitable, lang),
            signed(undecided, lang),
        ]);
    };
    for (_, share) in shares {
        total = Share {
            sites: total.sites + share.sites,
            entered: total.entered + share.entered,
            left: total.left + share.left,
            suitable: total.suitable + share.suitable,
            undecided: total.undecided + share.undecided,
        };
    }
    for (cause, share) in shares.iter().take(ROWS) {
        row(&mut table, said::cause(cause, all.runs, lang), *share);
    }
    row(&mut table, lang.pick("alles bij elkaar", "all together").into(), total);
    table.total = true;
    let heading = Block::heading(lang.pick("Waardoor: oorzaken", "By what: causes"));
    [heading, Block::Table(table)]
        .into_iter()
        .chain(more(shares.len(), ROWS, Kind::Vergelijk, lang))
        .collect()
}

fn because(all: &Comparison<'_>, moved: &Moved<'_>) -> String {
    all.cause(moved).map(|cause| said::cause(&cause, all.runs, all.lang)).unwrap_or_default()
}

fn in_and_out(all: &Comparison<'_>) -> Vec<Block> {
    let lang = all.lang;
    let moved: Vec<&Moved<'_>> = all.beside.in_and_out().collect();
    if moved.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        lang.pick("wie erbij komt en wie eraf gaat", "who enters and who leaves"),
        &match lang {
            Lang::Nl => ["", "Locatie", "Oorzaak", "Wat er gebeurde"],
            Lang::En => ["", "Site", "Cause", "What happened"],
        },
    );
    for one in moved.iter().take(ROWS) {
        table.row([one.to.word(lang).to_owned(), one.site().title(), because(all, one), happened(one, all)]);
    }
    let heading = Block::heading(lang.pick("Wie erbij komt en wie eraf gaat", "Who enters and who leaves"));
    [heading, Block::Table(table)].into_iter().chain(more(moved.len(), ROWS, Kind::Vergelijk, lang)).collect()
}

/// What became of a site, and which facts of it are others.
fn happened(moved: &Moved<'_>, all: &Comparison<'_>) -> String {
    let lang = all.lang;
    let why = moved.why.as_ref().map(|why| why.pick(lang).to_owned()).unwrap_or_default();
    match said::facts(moved, all.runs, lang) {
        none if none.is_empty() => why,
        facts => format!("{why} ({facts})"),
    }
}

/// The other sites, those whose homes moved most first.
fn others(all: &Comparison<'_>) -> Vec<Block> {
    let lang = all.lang;
    let homes = |moved: &Moved<'_>| {
        let of = |site: Option<&crate::tables::SiteRow>| {
            i64::from(site.and_then(|site| site.homes.mid).unwrap_or(0))
        };
        of(moved.after) - of(moved.before)
    };
    let is_other =
        |moved: &&Moved<'_>| moved.why.is_some() && !matches!(moved.to, Move::Entered | Move::Left);
    let mut moved: Vec<&Moved<'_>> = all.beside.moved.iter().filter(is_other).collect();
    // Stable: of equal moves the order of the second run stays.
    moved.sort_by_key(|moved| std::cmp::Reverse(homes(moved).abs()));
    let mut table = Table::new(
        lang.pick("andere verschillen", "other differences"),
        &match lang {
            Lang::Nl => ["", "Locatie", "Vorm", "#Woningen", "Oorzaak", "Wat er gebeurde"],
            Lang::En => ["", "Site", "Form", "#Homes", "Cause", "What happened"],
        },
    );
    for one in moved.iter().take(ROWS) {
        let site = one.site();
        table.row([
            word(one, lang).to_owned(),
            site.title(),
            wording::form_word(site.form).to_owned(),
            signed(homes(one), lang),
            because(all, one),
            happened(one, all),
        ]);
    }
    if table.rows.is_empty() {
        return Vec::new();
    }
    let heading = Block::heading(
        lang.pick("Andere verschillen, de grootste eerst", "Other differences, the largest first"),
    );
    [heading, Block::Table(table)].into_iter().chain(more(moved.len(), ROWS, Kind::Vergelijk, lang)).collect()
}

/// The answer in a few lines.
pub(super) fn lines(all: &Comparison<'_>) -> Vec<String> {
    let lang = all.lang;
    let line = |moved: &Moved<'_>| {
        format!("{}: {}: {}", moved.to.word(lang), in_short(moved.site(), lang), because(all, moved))
    };
    let mut lines = up_front(all);
    lines.push(summary(all));
    if all.is_apart() {
        return lines;
    }
    lines.extend(all.beside.in_and_out().map(line));
    lines
}
