//! What does the matching report say of itself?

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::{
    export::xlsx::header_format,
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
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_paper_size(9);
    sheet.set_column_width(0, 20)?.set_column_width(1, 12)?.set_column_width(2, 96)?;
    let bold = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(
        0,
        0,
        lang.pick("Welke regel van het bezit is welke woning?", "Which row of the holdings is which home?"),
        &bold,
    )?;
    let header = header_format();
    let names =
        [lang.pick("uitkomst", "outcome"), lang.pick("regels", "rows"), lang.pick("betekenis", "meaning")];
    for (column, name) in (0_u16..).zip(names) {
        sheet.write_string_with_format(2, column, name, &header)?;
    }
    let mut row = 3;
    let number = Format::new().set_num_format("0");
    let indented = Format::new().set_indent(1);
    for (status, n) in counts {
        sheet.write_string(row, 0, match_status(*status, lang))?;
        sheet.write_number_with_format(row, 1, *n as f64, &number)?;
        sheet.write_string_with_format(row, 2, match_help(*status, lang), &indented)?;
        row += 1;
    }
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
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
    row += 1;
    for text in steps.into_iter().chain(note) {
        sheet.merge_range(row, 0, row, 2, text, &wrapped)?;
        sheet.set_row_height(row, 32)?;
        row += 1;
    }
    Ok(sheet)
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
