//! `toplaag scan`.

use std::{fmt::Write as _, path::PathBuf};

use super::{
    document::{beside, closing, typed},
    progress::teller,
    terminal::{follow, print},
};
use crate::{
    assess::Verdict,
    config::Project,
    error::Error,
    lang::Lang,
    model::MatchStatus,
    params::{Origin, Params},
    record::{Counts, HomesTotal},
    scan::{self, Options, Outcome},
    tables::SiteRow,
    wording::{self, issue_kind, match_status, number, whole},
};
#[cfg(feature = "gdal")]
use crate::{config::Database, export::PostgisTarget};

/// Assess every pand, rank the sites, and write one folder of results.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  toplaag scan toplaag.toml --out out/weesp
  toplaag scan toplaag.toml --out out/weesp --force -q

The folder appears whole or not at all. It holds shortlist.xlsx and shortlist.csv (sites in order),
report.html (read this first), panden and sites as .fgb and .parquet, sites.geojson and toplaag.gpkg (maps),
issues.csv (odd records), run.json (inputs, parameters, counts) and toplaag.record (what other commands
read).")]
pub(super) struct Args {
    /// Project file, as `toplaag init` writes it.
    project: PathBuf,
    /// Folder to write; must not exist yet unless `--force` is given.
    #[arg(long, required_unless_present = "show_config")]
    out: Option<PathBuf>,
    /// Replace the run that is in the folder. It stays until the new one is whole.
    #[arg(long)]
    force: bool,
    /// Give up when there are more issues than this (exit code 5).
    #[arg(long, value_name = "N")]
    max_issues: Option<u64>,
    /// Threads to use [default: all cores]. The result does not depend on it.
    #[arg(long, value_name = "N", value_parser = super::thread_count())]
    threads: Option<usize>,
    /// Day to look up in a BAG extract; beats the project file [default: today].
    #[arg(long, value_name = "2021-10-15")]
    peildatum: Option<String>,
    /// Write panden, sites and findings to a schema of a PostGIS database too, in one transaction; --force replaces
    /// those of an earlier run. The password comes from ~/.pgpass, a service file or PGPASSWORD.
    #[cfg(feature = "gdal")]
    #[arg(long, value_name = "postgis:host=… dbname=… schema=…")]
    to: Option<String>,
    /// Show no progress and no summary.
    #[arg(short, long)]
    quiet: bool,
    /// Print every parameter in force with where it came from, and stop.
    #[arg(long)]
    show_config: bool,
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let mut project = Project::read(&args.project)?;
    project.lang = follow(lang.unwrap_or(project.lang));
    if let Some(day) = &args.peildatum {
        project.set_peildatum(&super::day("--peildatum", day)?);
    }
    if args.show_config {
        print(&config(&project.params, project.lang));
        return Ok(());
    }
    super::use_threads(args.threads)?;
    let options = Options {
        out: args.out.clone().unwrap_or_default(),
        force: args.force,
        max_issues: args.max_issues,
        #[cfg(feature = "gdal")]
        to: args.to.as_deref().map(|to| target(to, args.force)).transpose()?,
    };
    let outcome = scan::run(&project, &options, teller(args.quiet, project.lang).as_mut())?;
    if !args.quiet {
        print(&summary(&outcome, project.lang));
    }
    Ok(())
}

/// The schema of a database, as it is typed.
#[cfg(feature = "gdal")]
fn target(text: &str, force: bool) -> Result<PostgisTarget, Error> {
    const DEFAULT_SCHEMA: &str = "toplaag";
    let database = text.strip_prefix("postgis:").and_then(|rest| match rest.strip_prefix("//") {
        Some(rest) => Database::parse(&format!("postgresql://{rest}")),
        None => Database::parse(&format!("PG:{rest}")),
    });
    let database =
        database.filter(|database| !database.secret().is_empty()).ok_or_else(|| Error::CommandLine {
            detail: crate::lang::say!("`--to` noemt geen database", "`--to` names no database"),
            hint: crate::lang::say!(
                "schrijf --to \"postgis:host=… dbname=… schema=…\"",
                "write --to \"postgis:host=… dbname=… schema=…\""
            ),
        })?;
    let (database, schema) = database.take("schema");
    Ok(PostgisTarget {
        connection: database.secret().to_owned(),
        shown: database.to_string(),
        schema: schema.unwrap_or_else(|| DEFAULT_SCHEMA.into()),
        force,
    })
}

fn config(params: &Params, lang: Lang) -> String {
    let mut text = String::new();
    for parameter in params.list() {
        let origin = match &parameter.origin {
            Origin::BuiltIn => lang.pick("standaard", "default"),
            Origin::File(file) => file,
        };
        let _ = writeln!(
            text,
            "{} = {}  # {}; {} {}; {:?}; {origin}",
            parameter.key,
            parameter.value,
            parameter.unit.pick(lang),
            parameter.source.pick(lang),
            parameter.date,
            parameter.confidence
        );
    }
    text
}

/// The closing summary: counts that add up, and what to look at.
pub(super) fn summary(outcome: &Outcome, lang: Lang) -> String {
    let mut text = String::from("\n");
    verdicts(&outcome.counts, lang, &mut text);
    joins(&outcome.counts, lang, &mut text);
    let n_issues: u64 = outcome.counts.issues.values().sum();
    let issues = lang.pick("meldingen (issues.csv)", "issues (issues.csv)");
    let _ = writeln!(text, "{:>12}  {issues}", whole(n_issues, lang));
    for (kind, count) in &outcome.counts.issues {
        let _ = writeln!(text, "{:>12}    {}", whole(*count, lang), issue_kind(*kind, lang));
    }
    for line in &outcome.left_out {
        let _ = writeln!(text, "{line}");
    }
    shortlist(outcome, lang, &mut text);
    let run = &outcome.folder;
    let next = match outcome.passed_over.first().filter(|_| outcome.shortlist.is_empty()) {
        Some(waits) => format!("toplaag explain {} {}", typed(run), waits.site.id),
        None => format!("toplaag feitenblad {} --out {}", typed(run), beside(run, "feitenbladen")),
    };
    text.push_str(&closing(&run.join("report.html"), &next, lang));
    text
}

fn verdicts(counts: &Counts, lang: Lang, text: &mut String) {
    let mut line = |count: u64, label: &str| {
        let _ = writeln!(text, "{:>12}  {label}", whole(count, lang));
    };
    for (layer, left_out) in &counts.left_out {
        let label = lang.pick("voorkomens niet gelezen", "voorkomens not read");
        line(left_out.total(), &format!("{label} ({layer}): {}", wording::left_out(*left_out, lang)));
    }
    line(counts.records, lang.pick("panden gelezen", "panden read"));
    if counts.duplicates > 0 {
        line(counts.duplicates, lang.pick("- dubbele identificatie", "- duplicate identification"));
    }
    if counts.without_id > 0 {
        line(
            counts.without_id,
            lang.pick("- zonder leesbare identificatie", "- without readable identification"),
        );
    }
    if counts.nowhere > 0 {
        line(
            counts.nowhere,
            lang.pick("- zonder plek, dus in geen gebied", "- without a place, so in no area"),
        );
    }
    line(counts.panden, lang.pick("panden beoordeeld", "panden assessed"));
    line(counts.suitable, lang.pick("geschikt", "suitable"));
    line(counts.unsuitable.values().sum(), lang.pick("ongeschikt, waarvan", "unsuitable, of which"));
    for (reason, count) in &counts.unsuitable {
        line(*count, &format!("  {}", wording::reason(*reason, lang)));
    }
    line(counts.undecided.values().sum(), lang.pick("onbeslist, onbekend is", "undecided, unknown is"));
    for (missing, count) in &counts.undecided {
        line(*count, &format!("  {}", wording::missing(*missing, lang)));
    }
    let mut homes = |total: Option<HomesTotal>, label: &str| {
        let Some(HomesTotal { low, mid, high }) = total else { return };
        line(mid, &format!("{label} ({} – {})", whole(low, lang), whole(high, lang)));
    };
    homes(counts.homes_suitable, lang.pick("woningen op geschikte panden", "homes on suitable panden"));
    let sets = counts.homes_sets;
    let label = lang.pick(
        "woningen op geschikte locaties, niets dubbel geteld",
        "homes at suitable locations, nothing counted twice",
    );
    homes(sets.map(|sets| sets.suitable), label);
    let label = lang.pick(
        "woningen daarnaast mogelijk, als wat onbeslist is meevalt",
        "homes possible besides, if what is undecided turns out well",
    );
    homes(sets.map(|sets| sets.undecided), label);
    if sets.is_none() {
        let why = lang.pick(
            "zonder verblijfsobjecten is er geen aantal woningen te noemen",
            "without verblijfsobjecten no number of homes can be told",
        );
        let _ = writeln!(text, "{:>12}  {why}", "–");
    }
    let mut line = |count: u64, label: &str| {
        let _ = writeln!(text, "{:>12}  {label}", whole(count, lang));
    };
    line(counts.locations, lang.pick("locaties", "locations"));
    line(
        counts.sites,
        lang.pick(
            "mogelijkheden (een locatie in een vorm), waarvan",
            "sites (a form at a location), of which",
        ),
    );
    line(counts.sites_ranked, lang.pick("  met een rang", "  with a rank"));
    line(counts.sites_apart, lang.pick("  apart, te weinig bekend", "  apart, too little known"));
    line(
        counts.sites_alternative,
        lang.pick("  andere vorm van een locatie", "  another form of a location"),
    );
    line(counts.sites_unsuitable, lang.pick("  ongeschikt", "  unsuitable"));
    if counts.sites_unsayable > 0 {
        #[expect(clippy::cast_precision_loss, reason = "ground of a country, far below 2^53 m²")]
        let hectares = number(counts.unsayable_m2 as f64 / 10_000.0, 1, lang);
        let label = match lang {
            Lang::Nl => format!("  niet te zeggen: {hectares} ha, er ontbreekt een kaart"),
            Lang::En => format!("  that cannot be said: {hectares} ha, a map is missing"),
        };
        line(counts.sites_unsayable, &label);
    }
}

fn joins(counts: &Counts, lang: Lang, text: &mut String) {
    let join = |text: &mut String, part: u64, whole_count: u64, label: &str| {
        if whole_count > 0 {
            let _ = writeln!(text, "{:>12}  {label} {}", whole(part, lang), whole(whole_count, lang));
        }
    };
    join(
        text,
        counts.verblijfsobjecten_placed,
        counts.verblijfsobjecten,
        lang.pick("verblijfsobjecten geplaatst, van", "verblijfsobjecten placed, of"),
    );
    if counts.heights_ahn > 0 {
        join(
            text,
            counts.heights_ahn,
            counts.panden,
            lang.pick(
                "panden met hoogte geschat uit AHN, van",
                "panden with a height estimated from AHN, of",
            ),
        );
    }
    join(
        text,
        counts.heights_joined,
        counts.heights,
        lang.pick("hoogtes gekoppeld, van", "heights joined, of"),
    );
    join(
        text,
        counts.bezit_matched,
        counts.bezit_rows,
        lang.pick("regels bezit gekoppeld, van", "rows of holdings matched, of"),
    );
    for (status, n) in counts.bezit.iter().filter(|(status, _)| **status != MatchStatus::Matched) {
        let _ = writeln!(text, "{:>12}    {}", whole(*n, lang), match_status(*status, lang));
    }
    if counts.grid_verblijfsobjecten > 0 {
        join(
            text,
            counts.grid_verblijfsobjecten,
            counts.verblijfsobjecten,
            lang.pick("verblijfsobjecten met netcode, van", "verblijfsobjecten with a grid code, of"),
        );
    }
    if counts.grid_known > 0 {
        join(
            text,
            counts.grid_known,
            counts.panden,
            lang.pick("panden met netsignaal, van", "panden with a grid signal, of"),
        );
    }
}

/// The sites put forward, group by group, and those that would be if what they
/// are undecided on were known.
pub(super) fn shortlist(outcome: &Outcome, lang: Lang, text: &mut String) {
    let _ = writeln!(text, "\n{}", lang.pick("Voorgedragen:", "Put forward:"));
    if outcome.shortlist.is_empty() {
        let none = lang.pick(
            "  geen: van geen locatie is genoeg bekend (zie report.html)",
            "  none: of no site enough is known (see report.html)",
        );
        let _ = writeln!(text, "{none}");
    }
    rows(&outcome.shortlist, lang, text);
    if !outcome.passed_over.is_empty() {
        let label = lang.pick(
            "Bovenaan, maar niet voor te dragen zolang dit onbekend is:",
            "At the top, but not to be put forward while this is unknown:",
        );
        let _ = writeln!(text, "\n{label}");
        rows(&outcome.passed_over, lang, text);
    }
}

fn rows(sites: &[SiteRow], lang: Lang, text: &mut String) {
    const SHOWN: usize = 12;
    for row in sites.iter().take(SHOWN) {
        let score = row.score().map_or_else(|| "–".into(), |score| number(score, 1, lang));
        let homes = row.site.homes.mid.map_or_else(|| "?".into(), |homes| whole(homes, lang));
        let verdict = match row.site.verdict {
            Verdict::Undecided(fact) => {
                format!("{} {}", lang.pick("onbeslist:", "undecided:"), wording::missing(fact, lang))
            }
            verdict => wording::verdict(verdict, lang).to_owned(),
        };
        let _ = writeln!(
            text,
            "  {}. {}: {}, {homes} {}, {} {score}, {verdict}",
            row.rank().unwrap_or(0),
            row.title(),
            wording::form_word(row.site.form),
            lang.pick("woningen", "homes"),
            lang.pick("score", "score"),
        );
    }
    if sites.len() > SHOWN {
        let more = sites.len() - SHOWN;
        let _ = writeln!(text, "  … {} {more} (report.html)", lang.pick("en nog", "and"));
    }
}
