//! What does the matching report say of itself?

use rust_xlsxwriter::XlsxError;

use crate::{
    export::{
        Cell,
        xlsx::{Head, Look, Page},
    },
    lang::Lang,
    model::MatchStatus,
    wording::{match_help, match_status, whole},
};

/// How many rows got which status, what that means, and what to do.
pub(super) fn explanation(
    name: &str,
    counts: &[(MatchStatus, u64)],
    note: Option<&str>,
    lang: Lang,
) -> Result<Page, XlsxError> {
    let mut page = Page::new(name, lang)?.one_page_wide().without_filter();
    let title =
        lang.pick("Welke regel van het bezit is welke woning?", "Which row of the holdings is which home?");
    page.line(title, 3, Look::Title, None)?;
    page.skip_row();
    let heads = [
        (lang.pick("uitkomst", "outcome"), 20),
        (lang.pick("regels", "rows"), 12),
        (lang.pick("betekenis", "meaning"), 96),
    ];
    page.head(&heads.map(|(title, width)| Head { title, width: Some(width), look: Look::Head }), 0)?;
    for (status, n) in counts {
        page.text(0, match_status(*status, lang), Look::Plain)?;
        page.put(1, &i64::try_from(*n).map_or(Cell::Null, Cell::Int), None, Look::Plain)?;
        page.text(2, match_help(*status, lang), Look::Indented)?;
        page.end_row()?;
    }
    let steps = [
        lang.pick(
            "Filter op de kolom status. Vul in de gele cellen van verblijfsobject_id het BAG-nummer van de woning in (16 cijfers); de kandidaten staan ernaast.",
            "Filter on the column status. Fill in the BAG id of the home (16 digits) in the yellow cells of verblijfsobject_id; candidates stand beside it.",
        ),
        lang.pick(
            "Staat er één kandidaat, en is dat de woning? Zet dan `ja` of `x` in de gele cel van akkoord: een nummer overtypen hoeft niet.",
            "Is there one candidate, and is it the home? Put `yes` or `x` in the yellow cell of agreed: no number needs to be typed.",
        ),
        lang.pick(
            "Geef dit bestand daarna zelf op als bezit: [bezit] path = \"bezit-koppeling.xlsx\". Een ingevuld BAG-nummer gaat voor het adres. De kolommen met een grijze kop zijn de eigen kolommen van de lijst, zoals ze kwamen.",
            "Then name this file as the holdings: [bezit] path = \"bezit-koppeling.xlsx\". An id that is filled in beats the address. The columns with a gray header are the list's own, as they came.",
        ),
        lang.pick(
            "Adressen worden niet geraden: hoofdletters, spaties, streepjes en gangbare afkortingen tellen niet, al het andere wel.",
            "Addresses are not guessed: case, spaces, hyphens and common abbreviations do not count, all else does.",
        ),
    ];
    page.skip_row();
    steps.into_iter().chain(note).try_for_each(|text| page.line(text, 3, Look::Wrapped, Some(32)))?;
    Ok(page)
}

/// The note for a list that is too long to write out whole.
#[must_use]
pub fn only_open_rows(n_rows: u64, lang: Lang) -> String {
    let n_rows = whole(n_rows, lang);
    match lang {
        Lang::Nl => format!(
            "Van {n_rows} regels staan hier alleen die niet gekoppeld zijn: geef uw lijst en dit bestand samen op, path = [\"lijst.xlsx\", \"dit bestand.xlsx\"]."
        ),
        Lang::En => format!(
            "Of {n_rows} rows only those stand here that did not match: name your list and this file together, path = [\"list.xlsx\", \"this file.xlsx\"]."
        ),
    }
}
