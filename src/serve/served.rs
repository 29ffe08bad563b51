//! What does every request need to be answered?

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
};

use tokio::{sync::Semaphore, task};

use super::{
    archive::Tiles,
    asking::Asking,
    collection::{self, Collection},
    fgb::Damaged,
    hosts::Hosts,
    problem::Problem,
    stamp::Stamp,
    store::Data,
};
use crate::{
    error::Error,
    lang::Lang,
    record::{Answer, Record, Run, tell_certainty},
};

/// A run that is served.
pub struct Served {
    /// Its folder.
    pub folder: PathBuf,
    /// Language of what people read.
    pub lang: Lang,
    /// Its trail.
    pub run: Run,
    /// The layers that are offered.
    pub collections: Vec<Arc<Collection>>,
    /// Its tiles.
    pub tiles: Tiles,
    /// The names it may be asked by.
    pub hosts: Hosts,
    /// What tells whether the run is still there.
    pub stamp: Stamp,
    /// The sums that are being made.
    pub asking: Asking,
    record: OnceLock<Arc<Record>>,
    base: OnceLock<Arc<Answer>>,
    first: Mutex<()>,
    /// What the page reads.
    pub data: Data,
    /// Readers at once: more would wait for one another on the disk.
    reading: Semaphore,
}

impl Served {
    /// Opens a run.
    ///
    /// # Errors
    ///
    /// Those of its files.
    pub async fn open(folder: PathBuf, lang: Option<Lang>, hosts: Hosts, data: Data) -> Result<Self, Error> {
        // Before anything is read: what changes from here on is noticed.
        let stamp = Stamp::of(&folder);
        let run = Run::read(&folder)?;
        let lang = lang.or_else(|| Lang::parse(&run.lang)).unwrap_or_default();
        let collections = collection::collections(&folder)?;
        let tiles = Tiles::open(&folder).await?;
        let readers = thread::available_parallelism().map_or(2, usize::from) * 2;
        Ok(Self {
            folder,
            lang,
            run,
            collections,
            tiles,
            hosts,
            stamp,
            asking: Asking::default(),
            record: OnceLock::new(),
            base: OnceLock::new(),
            first: Mutex::new(()),
            data,
            reading: Semaphore::new(readers),
        })
    }

    /// A layer by its name.
    ///
    /// # Errors
    ///
    /// [`Problem`] when there is none.
    pub fn collection(&self, id: &str) -> Result<&Arc<Collection>, Problem> {
        self.collections.iter().find(|collection| collection.id == id).ok_or_else(Problem::not_found)
    }

    /// The facts of the run, read at the first question.
    ///
    /// # Errors
    ///
    /// Those of [`Record::open`]; [`Problem::replaced`] when another run came in
    /// its place.
    pub fn record(&self) -> Result<Arc<Record>, Problem> {
        if let Some(record) = self.record.get() {
            return Ok(Arc::clone(record));
        }
        let record = Record::open(&self.folder).map_err(|error| Problem::of_error(&error))?;
        if !self.stamp.holds() {
            return Err(Problem::replaced());
        }
        Ok(Arc::clone(self.record.get_or_init(|| Arc::new(record))))
    }

    /// What the run gives, with how sure each place is; worked out at the first
    /// question.
    ///
    /// # Errors
    ///
    /// As [`Served::record`].
    pub fn base(&self) -> Result<Arc<Answer>, Problem> {
        if let Some(base) = self.base.get() {
            return Ok(Arc::clone(base));
        }
        let _held = self.once();
        if let Some(base) = self.base.get() {
            return Ok(Arc::clone(base));
        }
        let record = self.record()?;
        let mut answer = record.answer(&record.params).map_err(|error| Problem::of_error(&error))?;
        tell_certainty(&mut answer.sites, &record.params);
        if !self.stamp.holds() {
            return Err(Problem::replaced());
        }
        Ok(Arc::clone(self.base.get_or_init(|| Arc::new(answer))))
    }

    /// Held while something is worked out that is kept: once is enough.
    pub fn once(&self) -> MutexGuard<'_, ()> {
        self.first.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does work that reads files or takes the processor, beside the requests
    /// that need neither.
    ///
    /// # Errors
    ///
    /// [`Problem`] when it failed in a way nobody foresaw.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let _place = self.reading.acquire().await.map_err(|_| Problem::busy())?;
        task::spawn_blocking(work).await.map_err(|error| Damaged(error.to_string()).into())
    }
}
