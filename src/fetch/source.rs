//! How is one source fetched, and what if it does not answer?

use std::{fs, path::Path};

use super::{
    address::Address,
    boxes::{self, Came},
    catalogue::{Catalogue, Entry, Role, Service},
    client::Client,
    clip::Area,
    clock,
    download::{self, Had, Wanted},
    failure::{Failure, Trouble},
    folder::Folder,
    grid, layer,
    manifest::{File, Layer, NotFetched},
    tiles,
};
use crate::{
    config::{Input, Source},
    error::Error,
    issue::Issues,
    lang::say,
    model::{Gebied, GebiedKind},
    progress::Progress,
    read,
};

/// All that fetching a source needs.
pub struct Sources<'a> {
    pub catalogue: &'a Catalogue,
    pub client: Client,
    pub folder: &'a Folder,
    /// What came in at or after this moment is not asked again.
    pub young_since: u64,
    pub now: u64,
    /// Name of a source and what was wrong with it.
    pub warnings: Vec<(String, String)>,
    pub progress: &'a mut dyn Progress,
}

impl Sources<'_> {
    /// All gemeenten of the country.
    ///
    /// # Errors
    ///
    /// [`Error::Fetch`] when no source tells them.
    pub fn gemeenten(&mut self) -> Result<Vec<Gebied>, Error> {
        let first =
            self.catalogue.entries().find(|(_, entry)| entry.role == Role::Gemeenten && entry.enabled);
        let chain =
            first.map(|(key, entry)| self.catalogue.chain(entry.instead_of.as_deref().unwrap_or(key)));
        let mut why = Vec::new();
        for (key, entry) in chain.unwrap_or_default() {
            match self.all(key, entry) {
                Ok(gemeenten) => return Ok(gemeenten),
                Err(Trouble::Failure(failure)) => why.push(failure.to_string()),
                Err(Trouble::Stop(error)) => return Err(error),
            }
        }
        if why.is_empty() {
            why.push("the catalogue has no source of gemeenten".into());
        }
        Err(Error::Fetch {
            detail: say!(
                "niemand zegt waar de gemeenten liggen: „{}”",
                "nobody tells where the gemeenten are: {}",
                why.join("; ")
            ),
            hint: say!(
                "is er verbinding, en laat de proxy die door (HTTPS_PROXY)? Probeer het later, of noem een andere bron in \
                 een eigen lijst van bronnen (`--catalogue`)",
                "is there a connection, and does the proxy let it through (HTTPS_PROXY)? Try again later, or name \
                 another source in a catalogue of your own (`--catalogue`)"
            ),
        })
    }

    fn all(&mut self, key: &str, entry: &Entry) -> Result<Vec<Gebied>, Trouble> {
        self.client.next_source();
        let came = self.gather(key, entry, None)?;
        let path = self.folder.cache(key).join("all.geojson");
        layer::write(&self.folder.store(key)?, &came, None, key, &path)?;
        let source = Source { path, name: key.to_owned(), ..Source::default() };
        let input = Input { sources: vec![source], ..Input::default() };
        read::gebieden::read(&input, GebiedKind::Gemeente, &mut Issues::default()).map_err(
            |error| match error {
                Error::Interrupted => Trouble::Stop(error),
                other => {
                    let detail = format!("gave gemeenten that cannot be read: {other}");
                    Failure::Refused { address: came.shown.short(), detail }.into()
                }
            },
        )
    }

    /// Fetches a source, or the first of those in its place that answers.
    /// Nothing and no failure: there was nothing to do.
    ///
    /// # Errors
    ///
    /// What stops the run; inside, that it could not be had.
    pub fn fetch(
        &mut self,
        key: &str,
        entry: &Entry,
        area: &Area,
    ) -> Result<Result<Option<Layer>, NotFetched>, Error> {
        let not_fetched = |why: String, ask: &str| NotFetched {
            key: key.to_owned(),
            name: entry.name.clone(),
            why,
            ask: ask.to_owned(),
        };
        if entry.service == Service::None {
            return Ok(Err(not_fetched(entry.why.clone(), &entry.ask)));
        }
        let mut why: Vec<String> = Vec::new();
        for (name, entry) in self.catalogue.chain(key) {
            self.client.next_source();
            match self.one(key, name, entry, area) {
                Ok(None) => return Ok(Ok(None)),
                Ok(Some(mut layer)) => {
                    if !why.is_empty() {
                        layer.warnings.push(format!("in place of another source: {}", why.join("; ")));
                    }
                    for odd in &layer.warnings {
                        self.warnings.push((layer.name.clone(), odd.clone()));
                    }
                    return Ok(Ok(Some(layer)));
                }
                Err(Trouble::Failure(failure)) => why.push(failure.to_string()),
                Err(Trouble::Stop(error)) => return Err(error),
            }
        }
        let why = why.join("; ");
        self.warnings.push((entry.name.clone(), why.clone()));
        Ok(Err(not_fetched(why, "")))
    }

    fn one(&mut self, key: &str, name: &str, entry: &Entry, area: &Area) -> Result<Option<Layer>, Trouble> {
        match entry.service {
            Service::File => {
                self.progress.begin(&entry.name, None);
                let file = if entry.role == Role::ProjGrid {
                    let grid = grid::fetch(&self.client, entry, &self.folder.cache(name), self.now);
                    grid.map(|grid| grid.map(|(had, path)| whole(key, entry, &had, path)))
                } else {
                    self.file(key, name, entry).map(Some)
                };
                self.progress.end();
                file
            }
            Service::Tiles3dbag => self.tiles(key, name, entry, area).map(Some),
            _ => self.features(key, name, entry, area).map(Some),
        }
    }

    fn file(&self, key: &str, name: &str, entry: &Entry) -> Result<Layer, Trouble> {
        let address = Address::parse(&entry.address)
            .map_err(|detail| Failure::Refused { address: entry.address.clone(), detail })?;
        let path = format!("{key}.{}", extension(&address));
        let wanted = Wanted {
            address,
            target: &self.folder.path().join(&path),
            folder: &self.folder.cache(name),
            name: "file",
            sha256: entry.sha256.as_deref(),
            young_since: self.young_since,
            now: self.now,
        };
        let had = download::download(&self.client, &wanted)?;
        Ok(whole(key, entry, &had, path))
    }

    fn features(&mut self, key: &str, name: &str, entry: &Entry, area: &Area) -> Result<Layer, Trouble> {
        // Gemeenten were all fetched to find the one that is meant.
        let bbox = (entry.role != Role::Gemeenten).then(|| area.bbox());
        let came = self.gather(name, entry, bbox)?;
        let path = format!("{key}.geojson");
        let store = self.folder.store(name)?;
        let written = layer::write(&store, &came, Some(area), key, &self.folder.path().join(&path))?;
        let mut layer = Layer::of(key, entry, came.shown.to_string(), clock::moment(came.fetched));
        layer.files = vec![File { path, bytes: written.bytes, sha256: written.sha256 }];
        layer.crs = Some(written.crs);
        layer.kept = Some(written.kept);
        layer.rows = Some(written.rows).filter(|rows| *rows != written.kept);
        counted(&mut layer, &came);
        if written.without_geometry > 0 {
            layer.warnings.push(format!("{} objects without geometry left out", written.without_geometry));
        }
        if written.kept == 0 {
            layer.warnings.push("holds nothing here".into());
        }
        Ok(layer)
    }

    fn tiles(&mut self, key: &str, name: &str, entry: &Entry, area: &Area) -> Result<Layer, Trouble> {
        let came = self.gather(name, entry, Some(area.bbox()))?;
        let cache = self.folder.cache(name);
        let store = self.folder.store(name)?;
        let into = self.folder.path();
        fs::create_dir_all(into.join(tiles::FOLDER)).map_err(super::store::writing(into))?;
        let places: (&Path, &Path) = (into, &cache);
        let ages = (self.young_since, self.now);
        let fetched = tiles::fetch(&self.client, (&store, &came), entry, area, places, ages, self.progress)?;
        let oldest = fetched.iter().map(|tile| tile.had.fetched).min().unwrap_or(came.fetched);
        let mut layer = Layer::of(key, entry, came.shown.to_string(), clock::moment(oldest));
        layer.kept = Some(fetched.len() as u64);
        counted(&mut layer, &came);
        if fetched.is_empty() {
            layer.warnings.push("holds nothing here".into());
        }
        layer.files = fetched
            .into_iter()
            .map(|tile| File { path: tile.file, bytes: tile.had.bytes, sha256: tile.had.sha256 })
            .collect();
        Ok(layer)
    }

    /// All pages of a source.
    fn gather(&mut self, name: &str, entry: &Entry, bbox: Option<[f64; 4]>) -> Result<Came, Trouble> {
        let mut store = self.folder.store(name)?;
        let progress = &mut *self.progress;
        progress.begin(&entry.name, None);
        let ages = (self.young_since, self.now);
        let came = boxes::gather(&self.client, &mut store, (entry, bbox), ages, |n| progress.advance(n));
        progress.end();
        came
    }
}

/// A layer that is one file, taken as it came.
fn whole(key: &str, entry: &Entry, had: &Had, path: String) -> Layer {
    let address = had.address.split('?').next().unwrap_or_default();
    let mut layer = Layer::of(key, entry, address.to_owned(), clock::moment(had.fetched));
    layer.files = vec![File { path, bytes: had.bytes, sha256: had.sha256.clone() }];
    layer
}

/// Notes how many objects came, how many should have, and whether that is all.
fn counted(layer: &mut Layer, came: &Came) {
    layer.received = Some(came.received);
    layer.number_matched = came.matched;
    layer.boxes = Some(came.boxes).filter(|boxes| *boxes > 0);
    layer.whole = came.not_whole.is_none();
    let received = came.received;
    let counts = came.matched.filter(|matched| *matched != received);
    let counts = counts.map(|matched| format!("{received} objects came, the service counts {matched}"));
    let warning = match (&came.not_whole, counts) {
        (Some(why), Some(counts)) => format!("not whole: {counts}; {why}"),
        (Some(why), None) => format!("not whole: {received} objects came; {why}"),
        (None, Some(counts)) if came.boxes > 0 => format!("{counts}; asked in {} smaller boxes", came.boxes),
        (None, Some(counts)) => counts,
        (None, None) => return,
    };
    layer.warnings.push(warning);
}

/// The ending of the file behind an address: letters and digits, or `bin`.
fn extension(address: &Address) -> String {
    let path = address.short();
    let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".gz");
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let is_plain = (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain { ending } else { "bin".into() }
}
