//! The filing list of a netbeheerder: a workbook to mail, to fill in and to
//! read again.

use std::collections::BTreeMap;

use super::{
    Requests,
    filing::{FILING, Filing, status_word},
    request::REQUESTS,
};
use crate::{
    documents::Names,
    error::Error,
    export::{Layout, RowMark, SheetColumn, XlsxWriter},
    lang::Lang,
    plan::{Claim, RequestStatus},
    value::Value,
    wording::day,
};

/// Widths of [`FILING`] on paper, in characters.
const WIDTHS: [u16; 18] = [12, 18, 11, 13, 11, 8, 12, 7, 8, 24, 11, 10, 8, 10, 9, 10, 10, 12];

/// Columns that are filled in by hand.
const FILL_IN: [&str; 5] = ["request_status", "promised_mw", "asked_on", "answered_on", "remark"];

/// Columns of [`REQUESTS`] that say the status: they stand on the list itself,
/// and a sheet that has them would be read as one.
const ON_LIST: [&str; 3] = ["request_id", "request_status", "promised_mw"];

/// Writes a list a netbeheerder; gives their names.
pub(super) fn write(found: &Requests) -> Result<Vec<String>, Error> {
    let lang = found.lang();
    let mut groups: BTreeMap<(bool, Option<&str>), Vec<&Filing>> = BTreeMap::new();
    for filing in &found.filings {
        let operator = filing.netbeheerder.as_deref();
        groups.entry((operator.is_none(), operator)).or_default().push(filing);
    }
    let mut names = Names::new("netbeheerder");
    let mut outputs = Vec::new();
    for ((_, operator), filings) in groups {
        let unknown = lang.pick("netbeheerder onbekend", "operator unknown");
        let name = format!("indienlijst-{}.xlsx", names.name(operator.unwrap_or(unknown)));
        list(found, operator, operator.unwrap_or(unknown), &filings, &name)?;
        outputs.push(name);
    }
    Ok(outputs)
}

fn list(
    found: &Requests,
    operator: Option<&str>,
    called: &str,
    filings: &[&Filing],
    name: &str,
) -> Result<(), Error> {
    let lang = found.lang();
    let title = format!("{} {called}", lang.pick("Indienlijst", "Filing list"));
    let mut xlsx = XlsxWriter::new(&found.frame.folder.path(name), &title, lang);
    let columns = FILING.iter().zip(WIDTHS);
    let columns = columns
        .map(|(column, width)| SheetColumn { width: Some(width), ..SheetColumn::titled(column, lang) });
    let sheet = xlsx.sheet(lang.pick("Indienlijst", "Filing list"), columns.collect(), Layout::Paper)?;
    let fill_in: Vec<usize> =
        FILL_IN.iter().filter_map(|name| FILING.iter().position(|column| column.name == *name)).collect();
    for filing in filings {
        let mark = match (filing.status(), filing.window.claim) {
            (RequestStatus::Refused | RequestStatus::Unclear, _) | (RequestStatus::ToAsk, Claim::TooLate) => {
                RowMark::Doubtful
            }
            (RequestStatus::ToAsk, Claim::BeforeRelease) if filing.is_complete() => RowMark::Forward,
            _ => RowMark::None,
        };
        xlsx.push_to_fill_in(sheet, &filing.row(lang), mark, &fill_in)?;
    }
    let statuses =
        [RequestStatus::ToAsk, RequestStatus::Asked, RequestStatus::Promised, RequestStatus::Refused];
    if let Some(at) = FILING.iter().position(|column| column.name == "request_status") {
        xlsx.choices(sheet, at, &statuses.map(|status| status_word(status, lang)))?;
    }
    by_year(&mut xlsx, found, operator)?;
    xlsx.explain_columns(&about(found, called))?;
    xlsx.finish()?;
    Ok(())
}

/// The same requests a year each, with all there is to know.
fn by_year(xlsx: &mut XlsxWriter, found: &Requests, operator: Option<&str>) -> Result<(), Error> {
    let lang = found.lang();
    let kept: Vec<usize> = (0..REQUESTS.len()).filter(|at| !ON_LIST.contains(&REQUESTS[*at].name)).collect();
    let columns = kept.iter().map(|at| SheetColumn::titled(&REQUESTS[*at], lang)).collect();
    let sheet = xlsx.sheet(lang.pick("Per jaar", "By year"), columns, Layout::Wide)?;
    for request in found.requests.iter().filter(|request| request.netbeheerder.as_deref() == operator) {
        let row: Vec<Value> = kept.iter().filter_map(|at| request.row().get(*at).cloned()).collect();
        xlsx.push(sheet, &row, RowMark::None)?;
    }
    Ok(())
}

/// What the workbook is, a line each.
fn about(found: &Requests, called: &str) -> Vec<String> {
    let lang = found.lang();
    let window = &found.window;
    let (from, release) =
        (day(&window.request_from.to_string(), lang), day(&window.release_on.to_string(), lang));
    let lines = match lang {
        Lang::Nl => [
            format!(
                "Aanvragen bij {called}, een regel per project met al zijn jaren, in de volgorde van uiterste dag en voorrang. Vragen \
                 kan vanaf {from}; op {release} gaat wat van de reservering over is naar de wachtrij."
            ),
            "Blauw is volledig en voor de vrijgave te vragen; rood is te laat, afgewezen of onduidelijk. Volledig is een aanvraag met \
             locatie, fasering, programma en energievraag; wat ontbreekt staat ernaast."
                .to_owned(),
            "Vul in de gele cellen de stand in, het toegezegde vermogen in MW (of met de eenheid erbij), de dagen en een \
             opmerking, en laat het kenmerk staan. Lees dit bestand een volgende keer in met `--status`: wat toegezegd is telt mee in \
             de ruimte, wat afgewezen is wordt niet opnieuw gevraagd."
                .to_owned(),
        ],
        Lang::En => [
            format!(
                "Requests to {called}, a row a project with all its years, in the order of last day and priority. Asking is possible \
                 from {from} on; on {release} what is left of the reservation goes to the queue."
            ),
            "Blue is complete and can be asked before the release; red is too late, refused or unclear. A request is complete with \
             location, phasing, programme and demand; what is missing stands beside it."
                .to_owned(),
            "Fill in the status in the yellow cells, the promised power in MW (or with its unit), the days and a remark, and \
             leave the identification as it is. Read this file the next time by `--status`: what is promised counts in the room, what \
             is refused is not asked again."
                .to_owned(),
        ],
    };
    lines.to_vec()
}
