//! What the holdings hold, as `check` shows it.

use std::fmt::Write as _;

use crate::{
    lang::Lang,
    scan::{Gap, HoldingsCheck},
    wording::whole,
};

/// A line a sheet, and below it what its rows lack.
pub(super) fn write(lists: &[HoldingsCheck], lang: Lang, text: &mut String) {
    if lists.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", lang.pick("bezit, per blad:", "holdings, per sheet:"));
    for list in lists {
        let mark = if list.is_sound() { '✓' } else { '✗' };
        let name = if list.sheet.is_empty() { &list.file } else { &list.sheet };
        let _ = writeln!(
            text,
            "  {mark} {name:<28} {:>8} {}, {} {}; {}: {}",
            whole(list.n_rows, lang),
            lang.pick("woningen (rijen)", "homes (rows)"),
            whole(list.n_complexes, lang),
            if list.n_complexes == 1 { "complex" } else { lang.pick("complexen", "complexes") },
            lang.pick("corporatie", "corporatie"),
            match list.corporaties.as_slice() {
                [] => lang.pick("geen", "none").to_owned(),
                names => names.join(", "),
            }
        );
        let unnamed = list.n_rows - list.n_named;
        if unnamed > 0 {
            let what = lang
                .pick("rijen zeggen niet om welke woning het gaat", "rows do not say which home they are");
            let _ = writeln!(text, "    ! {} {what}", whole(unnamed, lang));
        }
        gap(
            list,
            &list.no_complex,
            "complex",
            (
                "rijen zonder complex: hun panden staan op zichzelf",
                "rows without a complex: their panden stand by themselves",
            ),
            lang,
            text,
        );
        gap(
            list,
            &list.no_corporatie,
            "corporatie",
            (
                "rijen zonder corporatie: zij tellen als één; of schrijf `corporatie = \"…\"` onder `[bezit]`",
                "rows without a corporatie: they count as one; or write `corporatie = \"…\"` below `[bezit]`",
            ),
            lang,
            text,
        );
    }
}

fn gap(list: &HoldingsCheck, gap: &Gap, role: &str, what: (&str, &str), lang: Lang, text: &mut String) {
    if gap.n == 0 {
        return;
    }
    let _ = writeln!(text, "    ✗ {} {}", whole(gap.n, lang), lang.pick(what.0, what.1));
    if gap.near.is_empty() {
        return;
    }
    let meant = gap.near.join("` of `");
    let column = gap.near[0].replace('"', "\\\"");
    let cure = match list.sheet.as_str() {
        "" => format!("columns = {{ {role} = \"{column}\" }}"),
        sheet => {
            format!("[bezit.bladen.\"{}\"] columns = {{ {role} = \"{column}\" }}", sheet.replace('"', "\\\""))
        }
    };
    let _ = match lang {
        Lang::Nl => writeln!(text, "      bedoelt u `{meant}`? Schrijf: {cure}"),
        Lang::En => writeln!(text, "      did you mean `{}`? Write: {cure}", gap.near.join("` or `")),
    };
}
