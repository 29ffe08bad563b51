//! Did the user ask to stop?
//!
//! Ctrl-C and a termination signal set a flag; long work looks at it between
//! batches and ends with [`Error::Interrupted`], so that what was half
//! written is cleaned up on the way out. Work that does not look in time, for
//! one within a library, is left as it is: [`clean`] removes what the program
//! made on disk ([`Litter`]), and the program ends.

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use crate::error::Error;

static STOP: AtomicBool = AtomicBool::new(false);

/// What goes from the disk when the program ends early, and whether what was
/// made in it has been delivered.
static LITTER: Mutex<BTreeMap<PathBuf, bool>> = Mutex::new(BTreeMap::new());

/// Notes that the user asked to stop.
pub fn request() {
    STOP.store(true, Ordering::Relaxed);
}

/// Goes on, or ends the run.
///
/// # Errors
///
/// [`Error::Interrupted`] once the user asked to stop.
pub fn check() -> Result<(), Error> {
    if STOP.load(Ordering::Relaxed) { Err(Error::Interrupted) } else { Ok(()) }
}

/// A folder or file of this program that must not outlive it.
///
/// Whoever made it removes it; this says that [`clean`] does so too.
#[derive(Debug)]
pub struct Litter(PathBuf);

impl Litter {
    /// Notes a folder or file.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        litter().insert(path.clone(), false);
        Self(path)
    }

    /// Does what delivers the content, such as giving it its name. It is done
    /// or not begun when the program ends early.
    ///
    /// # Errors
    ///
    /// Those of the work.
    pub fn deliver<T, E>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let mut litter = litter();
        let done = work()?;
        litter.insert(self.0.clone(), true);
        Ok(done)
    }
}

impl Drop for Litter {
    fn drop(&mut self) {
        litter().remove(&self.0);
    }
}

/// Removes all that was noted, for a program that ends at once. A result that
/// has been delivered is waited for: its command has all but ended.
///
/// Nothing is noted, delivered or dropped any more as long as what it gives
/// is kept.
pub fn clean() -> impl Sized {
    /// How long a command takes from its result to its end.
    const LAST_WORDS: Duration = Duration::from_millis(300);
    let is_delivered = |litter: &BTreeMap<PathBuf, bool>| litter.values().any(|delivered| *delivered);
    let mut noted = litter();
    while is_delivered(&noted) {
        drop(noted);
        while is_delivered(&litter()) {
            thread::sleep(Duration::from_millis(10));
        }
        thread::sleep(LAST_WORDS);
        noted = litter();
    }
    for path in noted.keys() {
        // By another name nothing new gets in while it is removed.
        let mut away = path.clone().into_os_string();
        away.push("-0");
        let away = PathBuf::from(away);
        let path = if fs::rename(path, &away).is_ok() { &away } else { path };
        // What cannot be removed goes with the next run, which knows the name.
        let _ = fs::remove_dir_all(path).or_else(|_| fs::remove_file(path));
    }
    noted
}

fn litter() -> MutexGuard<'static, BTreeMap<PathBuf, bool>> {
    LITTER.lock().unwrap_or_else(PoisonError::into_inner)
}
