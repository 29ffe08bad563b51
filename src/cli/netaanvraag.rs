//! `toplaag netaanvraag`.

use std::{fmt::Write as _, path::Path};

use super::{
    document::{DocumentArgs, closing, typed},
    progress::teller,
    terminal::{print, spoken},
};
use crate::{
    config::{Input, Source},
    demand::ProjectCount,
    error::Error,
    lang::Lang,
    net::{self, Options, Outcome},
    wording::{number, whole},
};

/// List what the sites of a run ask of the electricity grid, per year, and hold it against the room there is.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag netaanvraag out/zuid-holland --out out/net
  toplaag netaanvraag out/zuid-holland --lijst ppm.xlsx --ruimte ruimte.xlsx --out out/net
  toplaag netaanvraag out/zuid-holland --fasering fasering.csv --out out/net
  toplaag netaanvraag out/zuid-holland --lijst ppm.xlsx --status indienlijst-liander.xlsx --peildatum 2026-11-30 --out out/net

Sites that are put forward are asked for, with what goes together at their location, and every project of a list
with its own homes and years, whether it leads to a site or not; where a list says what is built, the rule of thumb
does not. Rows without homes, year or place stand in niet-gevraagd.csv. Years come from --fasering (columns site_id, jaar, woningen), else from a list, else from a rule of thumb
([params.fasering]). Room comes from --ruimte (voedingsgebied_id, station, jaar, and reservering_mw, netbudget_mw,
toegezegd_mw or ruimte_mw), else from --capaciteit (voedingsgebied_id, jaar, aanwezige_ and
benodigde_transportcapaciteit_afname, or ruimte_mw), else from the map of the run. Capacity and map are about large
connections and indicative: they promise or refuse nothing.

Each netbeheerder has a filing list (indienlijst-….xlsx): which requests are complete, which can be asked before the
reservation for small users is released, and by when. Fill in what was asked and promised, and give it by --status.")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
    /// A planning list (PPM): CSV, XLSX or a layer. May be given more than once.
    #[arg(long = "lijst", value_name = "FILE")]
    lists: Vec<String>,
    /// Homes by site and year: CSV or XLSX.
    #[arg(long, value_name = "FILE")]
    fasering: Option<String>,
    /// Room for homes by supply area or station and year: CSV, XLSX or ODS; or `kaart`, for the map of the run.
    #[arg(long, value_name = "FILE|kaart")]
    ruimte: Option<String>,
    /// Capacity by supply area and year, about large connections: CSV or XLSX.
    #[arg(long, value_name = "FILE")]
    capaciteit: Option<String>,
    /// A filing list (indienlijst-….xlsx) of an earlier run, as it was filled in. May be given more than once.
    #[arg(long, value_name = "FILE")]
    status: Vec<String>,
    /// Day from which the window of the requests is counted [default: that of the run, else its first day].
    #[arg(long, value_name = "2026-11-30")]
    peildatum: Option<String>,
    /// Ask for all sites where homes can be added, not for those put forward alone.
    #[arg(long)]
    alle: bool,
    /// CRS of the lists, when they do not say.
    #[arg(long, value_name = "EPSG:28992", requires = "lists")]
    crs: Option<String>,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let input = |file: &String| Input { sources: vec![Source::typed(file, None)], ..Input::default() };
    let options = Options {
        document: args.document.options(lang)?,
        lists: args.lists.iter().map(|list| Source::typed(list, args.crs.as_deref())).collect(),
        phasing: args.fasering.as_ref().map(input),
        room: args.ruimte.as_deref().map(net::RoomInput::typed),
        capacity: args.capaciteit.as_ref().map(input),
        status: args.status.iter().map(|list| Source::typed(list, None)).collect(),
        today: args.peildatum.as_deref().map(|day| super::day("--peildatum", day)).transpose()?,
        all: args.alle,
    };
    let mut teller = teller(args.document.output.quiet, spoken());
    let outcome = net::run(&options, teller.as_mut())?;
    if !args.document.output.quiet {
        print(&summary(&outcome, &args.document.run));
    }
    Ok(())
}

fn summary(outcome: &Outcome, run: &Path) -> String {
    let Outcome { folder, lang, counts, balance, issues } = outcome;
    let lang = *lang;
    let mut text = String::new();
    let lines = [
        (counts.sites, lang.pick("locaties in de scan, waarvan", "sites in the scan, of which")),
        (counts.asked, lang.pick("  gevraagd", "  asked for")),
        (
            counts.not_asked,
            lang.pick("  niet voorgedragen of niet in de set", "  not put forward or not in the set"),
        ),
        (counts.unknown, lang.pick("  zonder te verwachten aantal", "  without an expected number")),
        (counts.by_list, lang.pick("projecten van de lijsten gevraagd", "projects of the lists asked for")),
        (
            counts.requests,
            lang.pick("aanvragen (locatie of project, en jaar)", "requests (site or project, and year)"),
        ),
        (counts.homes, lang.pick("woningen", "homes")),
        (
            counts.window.ready,
            lang.pick(
                "projecten volledig, te vragen voor de vrijgave",
                "projects complete, to ask before the release",
            ),
        ),
        (
            counts.window.requests - counts.window.complete,
            lang.pick(
                "projecten onvolledig (zie de indienlijsten)",
                "projects incomplete (see the filing lists)",
            ),
        ),
        (issues.total(), lang.pick("meldingen (issues.csv)", "issues (issues.csv)")),
    ];
    for (n, what) in lines {
        let _ = writeln!(text, "{:>12}  {what}", whole(n, lang));
    }
    if let Some(lists) = &counts.lists {
        let _ = writeln!(text, "\n{}", net::list_sentence(lists, lang));
        if lists.not_asked != ProjectCount::default() {
            let each = lang.pick("Elke regel met de reden", "Each row with the reason");
            let _ = writeln!(text, "{each}: {}", folder.join("niet-gevraagd.csv").display());
        }
    }
    let mut short: Vec<_> = balance.iter().filter_map(|area| Some((area.first_exceeds()?, area))).collect();
    short.sort_by(|a, b| (a.0, &a.1.area).cmp(&(b.0, &b.1.area)));
    for (year, area) in short {
        let name = if area.area.is_empty() { lang.pick("onbekend", "unknown") } else { &area.area };
        let at = area.years.iter().find(|at| at.year == year);
        let left = at.and_then(|at| at.left_mw()).unwrap_or_default();
        let _ = writeln!(
            text,
            "{:>12}  {name}: {} {} MW",
            year,
            lang.pick("vraag boven de ruimte,", "demand above the room,"),
            number(-left, 2, lang)
        );
    }
    let next = format!("toplaag explain {} SITE_ID", typed(run));
    text.push_str(&closing(&folder.join("netaanvraag.xlsx"), &next, lang));
    text
}
