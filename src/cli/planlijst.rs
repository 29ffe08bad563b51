//! `toplaag planlijst`.

use std::{fmt::Write as _, path::Path};

use super::{
    document::{DocumentArgs, beside, closing, typed},
    terminal::print,
};
use crate::{
    config::Source,
    error::Error,
    lang::Lang,
    model::ProjectStatus,
    planlijst::{self, Options, Outcome, WORKBOOK},
    wording::{project_rule, project_status, whole},
};

/// Match planning lists (PPM) to the sites of a run, and write them back in the same form.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag planlijst out/weesp --out out/lijst                        start a list from the shortlist
  toplaag planlijst out/weesp --lijst ppm.xlsx --out out/lijst       whose project is which site?
  toplaag planlijst out/weesp --lijst planlijst.xlsx --out out/v2    read a list that was filled in

A row is matched by site_id, pand, corporatie and complex, point, street and number, ppm_id, or by a name that
fits one location alone; never to a location in another gemeente. What does not match keeps its cells, with the
reason beside it. Milestones and kinds of homes are parameters: [params.planlijst] in the project of the run.")]
pub(super) struct Args {
    #[command(flatten)]
    document: DocumentArgs,
    /// A planning list: CSV, XLSX or a layer. May be given more than once.
    #[arg(long = "lijst", value_name = "FILE")]
    lists: Vec<String>,
    /// CRS of the lists, when they do not say.
    #[arg(long, value_name = "EPSG:28992", requires = "lists")]
    crs: Option<String>,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = Options {
        document: args.document.options(lang)?,
        lists: args.lists.iter().map(|list| Source::typed(list, args.crs.as_deref())).collect(),
    };
    let outcome = planlijst::run(&options)?;
    if !args.document.output.quiet {
        print(&summary(&outcome, &args.document.run));
    }
    Ok(())
}

/// Counts that add up, and where to look.
fn summary(outcome: &Outcome, run: &Path) -> String {
    let (counts, lang) = (&outcome.counts, outcome.lang);
    let mut text = String::from("\n");
    let mut line = |n: u64, what: &str| {
        let _ = writeln!(text, "{:>10}  {what}", whole(n, lang));
    };
    if counts.rows > 0 {
        line(counts.rows, lang.pick("regels in de lijsten, waarvan", "rows in the lists, of which"));
        for status in ProjectStatus::ALL {
            match counts.by_status.get(status) {
                Some(n) if *n > 0 || *status == ProjectStatus::Matched => {
                    line(*n, &format!("  {}", project_status(*status, lang)));
                }
                _ => {}
            }
            if *status == ProjectStatus::Matched {
                for (rule, n) in &counts.by_rule {
                    line(*n, &format!("    {} {}", lang.pick("op", "by"), project_rule(*rule, lang)));
                }
            }
        }
        if counts.totals > 0 {
            line(counts.totals, lang.pick("  totaalregel, weggelaten", "  total rows, left out"));
        }
        if counts.without_homes > 0 {
            line(
                counts.without_homes,
                lang.pick("regels zonder aantal woningen", "rows without a number of homes"),
            );
        }
        if counts.without_homes < counts.rows - counts.totals {
            line(
                counts.homes,
                lang.pick("woningen volgens de lijsten, waarvan", "homes in the lists, of which"),
            );
            line(counts.homes_matched, lang.pick("  van gekoppelde regels", "  of matched rows"));
        }
        line(counts.sites, lang.pick("locaties op de lijsten", "sites on the lists"));
        line(counts.homes_scan, lang.pick("  woningen daar volgens de scan", "  homes there by the scan"));
    }
    let put_forward =
        lang.pick("locaties voorgedragen of reserve, waarvan", "sites put forward or in reserve, of which");
    line(counts.put_forward, put_forward);
    line(counts.proposals, lang.pick("  op geen lijst: voorstel", "  on no list: proposed"));
    if counts.issues > 0 {
        line(counts.issues, lang.pick("bevindingen (issues.csv)", "issues (issues.csv)"));
    }
    for (file, columns) in &outcome.without_homes {
        let said = lang
            .pick("geen kolom met aantallen woningen gevonden; er is", "no column of homes found; there is");
        let _ = writeln!(text, "\n{file}: {said}: {}", columns.join(", "));
    }
    if counts.unread_status > 0 {
        let said = lang.pick(
            "regels met een planstatus die niet als hard of zacht is begrepen (issues.csv); die staat er nog als hij stond",
            "rows with a plan status that is not understood as hard or soft (issues.csv); it is kept as it stands",
        );
        let _ = writeln!(text, "\n{} {said}", whole(counts.unread_status, lang));
    }
    let list = outcome.folder.join(WORKBOOK);
    let (run, out) = (typed(run), beside(run, "net"));
    let next = format!("toplaag netaanvraag {run} --lijst {} --out {out}", typed(&list));
    text.push_str(&closing(&list, &next, lang));
    text
}
