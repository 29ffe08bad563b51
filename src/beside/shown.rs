//! Two answers beside each other, as a page and a workbook show them.

use std::collections::BTreeSet;

use super::{Beside, FormHomes};
use crate::{
    document::{Block, Table},
    documents::{Kind, more_groups},
    export::RowMark,
    lang::Lang,
    tables::SiteRow,
    value::Value,
    wording::{self, number, signed, whole},
};

/// Rows of a sheet, each with how it stands out.
pub type Rows = Vec<(Vec<Value>, RowMark)>;

/// Groups that stand on a page; all stand in the workbook.
const GROUPS: usize = 40;

/// `, +48`; nothing where nothing changes.
#[must_use]
pub fn change(before: u64, after: u64, lang: Lang) -> String {
    let more = i64::try_from(after).unwrap_or(i64::MAX) - i64::try_from(before).unwrap_or(i64::MAX);
    if more == 0 { String::new() } else { format!(", {}", signed(more, lang)) }
}

/// Homes by form and by what is known, before and after. `heads` names the five
/// columns.
#[must_use]
pub fn homes_table(beside: &Beside<'_>, heads: &[&str; 5], lang: Lang) -> Table {
    let mut table = Table::new(lang.pick("woningen naar vorm", "homes by form"), heads);
    for FormHomes { form, suitable, undecided } in &beside.homes {
        let name = form.map_or(lang.pick("samen, niets dubbel", "together, nothing twice"), |form| {
            wording::form(form, lang)
        });
        let of = |pair: &Option<(u64, u64)>| {
            pair.map_or_else(
                || ["–".into(), "–".into()],
                |(before, after)| [whole(before, lang), whole(after, lang)],
            )
        };
        let ([a, b], [c, d]) = (of(suitable), of(undecided));
        table.row([name.to_owned(), a, b, c, d]);
    }
    table.total = true;
    table
}

/// That at some locations another form goes first, so that the homes of all that
/// goes together change more than those of each form; nothing where none does.
#[must_use]
pub fn swapped(beside: &Beside<'_>, lang: Lang) -> Option<Block> {
    let locations: BTreeSet<&str> = beside
        .moved
        .iter()
        .filter_map(|moved| {
            let (before, after) = (moved.before?, moved.after?);
            let same = before.verdict == after.verdict && before.choice.in_set != after.choice.in_set;
            same.then_some(after.location.as_str())
        })
        .collect();
    let said = match (locations.len(), lang) {
        (0, _) => return None,
        (1, Lang::Nl) => "Op één locatie gaat een andere vorm voor".to_owned(),
        (1, Lang::En) => "At one location another form goes first".to_owned(),
        (n, Lang::Nl) => format!("Op {} locaties gaat een andere vorm voor", whole(n as u64, lang)),
        (n, Lang::En) => format!("At {} locations another form goes first", whole(n as u64, lang)),
    };
    Some(Block::note(match lang {
        Lang::Nl => {
            format!("{said} of komt er een bij: daardoor verandert „samen” anders dan de vormen zelf.")
        }
        Lang::En => {
            format!("{said} or one is added: so “together” changes otherwise than the forms themselves.")
        }
    }))
}

/// The same for a workbook: form, suitable before and after, undecided before
/// and after.
#[must_use]
pub fn homes_rows(beside: &Beside<'_>, lang: Lang) -> Vec<Vec<Value>> {
    let row = |of: &FormHomes| {
        let form = of.form.map_or(lang.pick("samen", "together"), |form| wording::form(form, lang));
        let pair = |pair: Option<(u64, u64)>| {
            let value = |n: Option<u64>| Value::from(n.and_then(|n| i64::try_from(n).ok()));
            [value(pair.map(|pair| pair.0)), value(pair.map(|pair| pair.1))]
        };
        let ([a, b], [c, d]) = (pair(of.suitable), pair(of.undecided));
        vec![form.into(), a, b, c, d]
    };
    beside.homes.iter().map(row).collect()
}

/// The sites of each group that are put forward, side by side. `columns` names
/// before and after; what does not fit stands in the workbook of `kind`.
#[must_use]
pub fn top(beside: &Beside<'_>, columns: [&str; 2], kind: Kind, lang: Lang) -> Vec<Block> {
    let groups = beside.put_forward();
    let [before, after] = columns;
    let mut table = Table::new(
        lang.pick("voorgedragen", "put forward"),
        &[
            lang.pick("Gemeente en corporatie", "Gemeente and corporatie"),
            lang.pick("#Plaats", "#Place"),
            before,
            after,
        ],
    );
    for ((gemeente, corporatie), [before, after]) in groups.iter().take(GROUPS) {
        let names = [gemeente, corporatie].into_iter().filter(|name| !name.is_empty()).cloned();
        let group = names.collect::<Vec<_>>().join(", ");
        for at in 0..before.len().max(after.len()) {
            let cell =
                |sites: &[&SiteRow]| sites.get(at).map_or_else(|| "–".into(), |site| in_short(site, lang));
            let group = if at == 0 { group.clone() } else { String::new() };
            table.row([group, (at + 1).to_string(), cell(before), cell(after)]);
        }
    }
    if table.rows.is_empty() {
        let none =
            lang.pick("In geen van beide wordt een locatie voorgedragen.", "Neither puts a site forward.");
        return vec![Block::text(none)];
    }
    std::iter::once(Block::Table(table)).chain(more_groups(groups.len(), GROUPS, kind, lang)).collect()
}

/// The same for a workbook: gemeente, corporatie, place, and who stands there
/// before and after.
#[must_use]
pub fn lists_rows(beside: &Beside<'_>) -> Rows {
    let mut rows = Vec::new();
    for ((gemeente, corporatie), [before, after]) in beside.put_forward() {
        for at in 0..before.len().max(after.len()) {
            let title = |sites: &[&SiteRow]| sites.get(at).map(|site| site.title());
            let same = before.get(at).map(|site| &site.id) == after.get(at).map(|site| &site.id);
            let row = vec![
                gemeente.as_str().into(),
                corporatie.as_str().into(),
                i64::try_from(at + 1).ok().into(),
                title(&before).into(),
                title(&after).into(),
            ];
            rows.push((row, if same { RowMark::None } else { RowMark::Forward }));
        }
    }
    rows
}

/// What, with its homes and score.
#[must_use]
pub fn in_short(site: &SiteRow, lang: Lang) -> String {
    let homes = site.homes.mid.map_or_else(|| "–".into(), |homes| whole(homes, lang));
    let score = site.score().map_or_else(|| "–".into(), |score| number(score, 1, lang));
    format!("{}: {homes} {}, score {score}", site.short_title(), lang.pick("woningen", "homes"))
}
