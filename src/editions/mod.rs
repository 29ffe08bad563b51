//! What became of each project between two editions of a planning list?
//!
//! The earlier and the later edition are held against each other: what is new,
//! gone, the same or changed, which delivery is missed, where that arose, who owns
//! it, what stands in the way and to which table it goes. Every row of both is
//! accounted for once. What cannot be told stays so: a project without dates is
//! never on time, and one that is only alike is never taken to be the same.

mod found;
mod page;
mod steps;
mod tables;
mod trail;

use std::path::PathBuf;

pub use found::{Change, Found, Outcome, ProjectFound, Side};
pub use tables::PROGRESS;
pub use trail::{Counts, Rows};

use crate::{
    config::{Peildatum, Source},
    documents::{self, Answered, Frame, Kind, Norms, Study, Trail},
    error::Error,
    export::write_issues,
    issue::Issues,
    lang::say,
    planlijst::{self, Planned},
    progress::Progress,
    read::projects::{PlanLists, read},
    value::Value,
};

/// What was odd in the lists.
const ISSUES: &str = "issues.csv";

/// Which editions, and how the answer is asked for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How it is asked for; its `run` is empty without one.
    pub document: documents::Options,
    /// A file with norms.
    pub norms: Option<PathBuf>,
    /// The later edition, in one file or several.
    pub now: Vec<Source>,
    /// The earlier one.
    pub before: Vec<Source>,
    /// The day on which is asked what should have been delivered; `None` asks nothing
    /// of the past.
    pub today: Option<Peildatum>,
}

/// Two editions, read and held against each other.
pub struct Held {
    /// The later lists.
    pub now: PlanLists,
    /// The earlier lists.
    pub before: PlanLists,
    /// What was found.
    pub found: Found,
    /// What was odd in the lists.
    pub issues: Issues,
}

impl Held {
    /// Reads the editions of a document and holds them against each other.
    ///
    /// # Errors
    ///
    /// Those of the lists and the run; [`Error::NotFound`] when the editions have no
    /// gemeente in common.
    pub fn read(options: &Options, norms: &Norms) -> Result<Self, Error> {
        let mut issues = Issues::default();
        let form = planlijst::form(&norms.params.planlijst);
        let before = read(&options.before, &form, &mut issues)?;
        let (now, sites) = match &norms.run {
            Some(run) => {
                let planned = Planned::read(run, &options.now, &mut issues)?;
                let sites = found::sites(&planned);
                (planned.lists, sites)
            }
            None => (read(&options.now, &form, &mut issues)?, Vec::new()),
        };
        let today = options.today.as_ref().and_then(found::day);
        let found = Found::new(&before, &now, &sites, &norms.params, today);
        if found.have_nothing_in_common {
            return Err(Error::NotFound {
                detail: say!(
                    "de edities hebben geen gemeente gemeen: {} tegenover {}",
                    "the editions have no gemeente in common: {} against {}",
                    found.gemeenten(Side::Before),
                    found.gemeenten(Side::Now)
                ),
                hint: say!(
                    "geef met `--nu` en `--vorige` edities van dezelfde lijst",
                    "give editions of the same list with `--nu` and `--vorige`"
                ),
            });
        }
        found.report(&before, &now, &mut issues);
        Ok(Self { now, before, found, issues })
    }
}

/// Holds two editions against each other and writes what is found, whole or not
/// at all.
///
/// # Errors
///
/// Those of [`Held::read`]; [`Error::Export`] when the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Answered, Error> {
    progress.begin("read", None);
    let frame = open(Kind::Voortgang, options)?;
    let held = Held::read(options, &frame.record)?;
    progress.end();
    crate::interrupt::check()?;
    progress.begin("write", None);
    let (lang, found) = (frame.lang, &held.found);
    let counts = Counts::of(&held);
    debug_assert!(counts.add_up(), "a row of an edition was lost: {counts:?}");
    let look = page::Look { found, counts: &counts, options, frame: &frame };
    let study = Study {
        document: look.document(),
        about: look.about(),
        sheets: tables::sheets(&held, lang),
        layers: tables::layers(found, lang),
    };
    let lines = look.lines();
    let mut outputs = frame.write(&study)?;
    write_issues(&frame.folder.path(ISSUES), &held.issues, frame.csv, lang)?;
    outputs.push(ISSUES.to_owned());
    let today = options.today.as_ref().map(|day| day.as_str().to_owned());
    let made = serde_json::json!({
        "now": trail::lists(&held.now),
        "before": trail::lists(&held.before),
        "today": today,
    });
    let trail = Trail { counts, made, failed: Vec::new(), outputs };
    let folder = frame.commit(&trail)?;
    progress.end();
    Ok(Answered { folder, lang, lines })
}

/// A document about two editions, whatever its kind.
///
/// # Errors
///
/// Those of the run and the norms; [`Error::Export`] when the folder cannot be
/// written.
fn open(kind: Kind, options: &Options) -> Result<Frame<Norms>, Error> {
    let now = options.now.iter().map(|list| ("nu", list));
    let sources: Vec<(&str, &Source)> =
        now.chain(options.before.iter().map(|list| ("vorige", list))).collect();
    let title = options.now.first().map(|list| {
        let stem = std::path::Path::new(&list.name).file_stem();
        stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    });
    Frame::of_lists(kind, &options.document, options.norms.as_deref(), &title.unwrap_or_default(), &sources)
}

/// A count as a cell.
fn int(n: u64) -> Value {
    i64::try_from(n).ok().into()
}
