//! `toplaag voortgang`.

use std::path::PathBuf;

use super::{
    document::{OutputArgs, answer, typed},
    progress::teller,
    terminal::{follow, spoken},
};
use crate::{
    config::Source,
    documents::Kind,
    editions::{self, Options},
    error::Error,
    lang::Lang,
};

/// Hold two editions of a planning list (PPM) against each other: delays with their owner, what is new, gone or moved.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag voortgang --nu ppm-okt.xlsx --vorige ppm-mei.xlsx --out out/voortgang
  toplaag voortgang --nu ppm-okt.xlsx --vorige ppm-mei.xlsx --peildatum 2026-10-01 --out out/voortgang
  toplaag voortgang --nu ppm-okt.xlsx --vorige ppm-mei.xlsx --run out/haaglanden --out out/voortgang

A project is delayed when its planned delivery is missed; the plan is the earlier edition. Projects are one by ppm_id,
else by place and name exactly; what is only alike is listed as such. Words for obstacles and the tables delays go to
are parameters: [params.voortgang], in the project of the run or in the file of --normen.")]
pub(super) struct Args {
    #[command(flatten)]
    editions: EditionArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// Which editions a document is about.
#[derive(Debug, clap::Args)]
pub(super) struct EditionArgs {
    /// The later edition: CSV, XLSX or a layer. May be given more than once.
    #[arg(long = "nu", value_name = "FILE", required = true)]
    now: Vec<String>,
    /// The earlier edition. May be given more than once.
    #[arg(long = "vorige", value_name = "FILE", required = true)]
    before: Vec<String>,
    /// Folder of a run, whose sites the projects are matched to and whose norms hold.
    #[arg(long)]
    run: Option<PathBuf>,
    /// Norms: a project file, or a file with `[params.…]` alone.
    #[arg(long, value_name = "FILE", conflicts_with = "run")]
    normen: Option<PathBuf>,
    /// The day on which is asked what should have been delivered [default: nothing is asked of the past].
    #[arg(long, value_name = "2026-10-01")]
    peildatum: Option<String>,
    /// CRS of the lists, when they do not say.
    #[arg(long, value_name = "EPSG:28992")]
    crs: Option<String>,
}

impl EditionArgs {
    /// What they ask, of a document that is written as `output` says.
    pub fn options(&self, output: &OutputArgs, lang: Option<Lang>) -> Result<Options, Error> {
        let sources = |lists: &[String]| -> Vec<Source> {
            lists.iter().map(|list| Source::typed(list, self.crs.as_deref())).collect()
        };
        Ok(Options {
            document: output.options(self.run.clone().unwrap_or_default(), lang)?,
            norms: self.normen.clone(),
            now: sources(&self.now),
            before: sources(&self.before),
            today: self.peildatum.as_deref().map(|day| super::day("--peildatum", day)).transpose()?,
        })
    }
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = args.editions.options(&args.output, lang)?;
    let answered = editions::run(&options, teller(args.output.quiet, spoken()).as_mut())?;
    follow(answered.lang);
    let run = args.editions.run.clone().unwrap_or_else(|| "out/run".into());
    let list = args.editions.now.first().map(PathBuf::from).unwrap_or_default();
    let out = typed("out/lijst".as_ref());
    let next = format!("toplaag planlijst {} --lijst {} --out {out}", typed(&run), typed(&list));
    answer(&answered, &args.output, Kind::Voortgang, &next);
    Ok(())
}
