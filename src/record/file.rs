//! The file in which a run keeps every fact its rules looked at.
//!
//! A zip archive: `panden/…`, batches of panden in the order of the run;
//! `maps`, `plots`, `ground` and `backdrop`; and `head`, which says what is in it. Each is
//! written and read by the same types. Nothing that the rules work out is
//! kept: it is asked again.

use std::{
    fs::File,
    io::{BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use flate2::{Crc, read::DeflateDecoder};
use rayon::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    error::{Error, ExportError, ReadError},
    interrupt,
    lang::{Said, say},
    link::Complex,
    model::{Form, PandId},
    regular,
    survey::FoundPand,
};

/// Its name in the folder of a run.
pub const FILE: &str = "toplaag.record";

/// Number of the layout. Another number is another version's file.
const LAYOUT: u32 = 3;

/// Most bytes of one batch of panden; some 3 MB is usual.
const MAX_BATCH: u64 = 1 << 28;
/// Most bytes of any other entry; the maps of the whole country take less.
const MAX_ENTRY: u64 = 1 << 32;

const FORMAT: &str = "record of a run";

/// What is in the file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Head {
    /// The forms that were looked at.
    pub forms: Vec<Form>,
    /// Whether holdings were given.
    pub held: bool,
    /// The complexes of the holdings.
    pub complexes: Vec<Complex>,
    /// Panden whose records contradict one another.
    pub disagreeing: Vec<PandId>,
    /// The batches of panden.
    pub batches: Vec<Batch>,
}

/// One batch of panden.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// How many panden.
    pub n: u32,
    /// Lowest and highest identification.
    pub ids: (PandId, PandId),
    /// Box around their footprints, RD New; `None` when none has one.
    pub bounds: Option<[f64; 4]>,
}

/// A pand on its way into the file.
#[derive(Debug, Clone)]
pub struct PackedPand {
    id: PandId,
    bounds: Option<[f64; 4]>,
    bytes: postcard::Result<Vec<u8>>,
}

impl PackedPand {
    /// Packs a pand. Can be done on any thread.
    #[must_use]
    pub fn new(pand: &FoundPand) -> Self {
        use geo::BoundingRect;
        let bounds = pand.footprint.bounding_rect();
        Self {
            id: pand.survey.id,
            bounds: bounds.map(|b| [b.min().x, b.min().y, b.max().x, b.max().y]),
            bytes: postcard::to_allocvec(pand),
        }
    }
}

/// Writes the file of a run, panden first.
pub struct RecordWriter {
    path: PathBuf,
    zip: ZipWriter<BufWriter<File>>,
    batches: Vec<Batch>,
}

impl RecordWriter {
    /// Starts a file.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`].
    pub fn create(path: &Path) -> Result<Self, ExportError> {
        let file =
            File::create(path).map_err(|source| ExportError::Write { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), zip: ZipWriter::new(BufWriter::new(file)), batches: Vec::new() })
    }

    /// Adds a batch of panden, in the order of the run.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] and [`ExportError::Format`].
    pub fn panden(&mut self, panden: &[PackedPand]) -> Result<(), ExportError> {
        let ids = panden.iter().map(|pand| pand.id);
        let Some(ids) = ids.clone().min().zip(ids.max()) else { return Ok(()) };
        let bounds = panden
            .iter()
            .filter_map(|pand| pand.bounds)
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
        let n = u32::try_from(panden.len()).unwrap_or(u32::MAX);
        self.start(&batch_name(self.batches.len()))?;
        for pand in panden {
            let bytes = pand.bytes.as_ref().map_err(|error| self.unwritable(error))?;
            self.zip.write_all(bytes).map_err(|source| self.failed(source))?;
        }
        self.batches.push(Batch { n, ids, bounds });
        Ok(())
    }

    /// Adds something else, under a name.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] and [`ExportError::Format`].
    pub fn entry(&mut self, name: &str, what: &impl Serialize) -> Result<(), ExportError> {
        self.start(name)?;
        let bytes = postcard::to_allocvec(what).map_err(|error| self.unwritable(&error))?;
        self.zip.write_all(&bytes).map_err(|source| self.failed(source))
    }

    /// Adds what is in it, and closes it.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] and [`ExportError::Format`].
    pub fn finish(mut self, head: Head) -> Result<(), ExportError> {
        let batches = std::mem::take(&mut self.batches);
        self.entry("head", &(LAYOUT, Head { batches, ..head }))?;
        let Self { path, zip, .. } = self;
        let failed = |source| ExportError::Write { path, source };
        let mut file = match zip.finish() {
            Ok(file) => file,
            Err(error) => return Err(failed(error.into())),
        };
        file.flush().map_err(failed)
    }

    fn start(&mut self, name: &str) -> Result<(), ExportError> {
        // Fast: the folder of a run is larger by far than this file.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(1))
            .large_file(true);
        self.zip.start_file(name, options).map_err(|error| self.failed(error.into()))
    }

    fn unwritable(&self, error: &postcard::Error) -> ExportError {
        ExportError::Format { path: self.path.clone(), format: FORMAT, detail: error.to_string() }
    }

    fn failed(&self, source: std::io::Error) -> ExportError {
        ExportError::Write { path: self.path.clone(), source }
    }
}

fn batch_name(at: usize) -> String {
    format!("panden/{at:06}")
}

/// Where an entry stands in the file.
#[derive(Debug, Clone, Copy)]
struct Stands {
    start: u64,
    packed: u64,
    size: u64,
    crc32: u32,
}

/// The file of a run, opened.
#[derive(Debug, Clone)]
pub struct RecordFile {
    path: PathBuf,
    /// What is in it.
    pub head: Head,
    batches: Vec<Stands>,
}

impl RecordFile {
    /// Opens the file of a run.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is none, or one of another version;
    /// [`Error::Read`] when it is damaged.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(FILE);
        if regular::check(&path).is_err() {
            return Err(other_version(say!(
                "`{}` heeft geen {FILE}",
                "`{}` has no {FILE}",
                folder.display()
            )));
        }
        let mut archive = archive(&path)?;
        let (layout, head): (u32, Head) = entry(&path, &mut archive, "head", MAX_ENTRY)?;
        if layout != LAYOUT {
            return Err(other_version(say!(
                "`{}` is van een andere versie",
                "`{}` is of another version",
                path.display()
            )));
        }
        let batches = (0..head.batches.len())
            .map(|at| stands(&path, &mut archive, &batch_name(at), MAX_BATCH))
            .collect::<Result<_, _>>()?;
        Ok(Self { path, head, batches })
    }

    /// Reads what stands under a name.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the file is damaged.
    pub fn entry<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        Ok(entry(&self.path, &mut archive(&self.path)?, name, MAX_ENTRY)?)
    }

    /// Takes what is wanted from the panden of the batches that are asked for,
    /// in the order of the run. Batches are read side by side, a few at a time.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the file is damaged, [`Error::Interrupted`].
    pub fn panden<T: Send>(
        &self,
        asked: impl Fn(usize, &Batch) -> bool,
        take: impl Fn(FoundPand) -> Option<T> + Sync,
    ) -> Result<Vec<T>, Error> {
        let asked: Vec<usize> =
            (0..self.batches.len()).filter(|at| asked(*at, &self.head.batches[*at])).collect();
        let mut all = Vec::new();
        for few in asked.chunks(4 * rayon::current_num_threads()) {
            interrupt::check()?;
            let taken: Vec<Vec<T>> =
                few.par_iter().map(|at| self.batch(*at, &take)).collect::<Result<_, ReadError>>()?;
            all.extend(taken.into_iter().flatten());
        }
        Ok(all)
    }

    fn batch<T>(&self, at: usize, take: &impl Fn(FoundPand) -> Option<T>) -> Result<Vec<T>, ReadError> {
        let (path, stands) = (&self.path, &self.batches[at]);
        let bytes = unpacked(path, stands)?;
        let mut rest = bytes.as_slice();
        let mut taken = Vec::new();
        for _ in 0..self.head.batches[at].n {
            let (pand, after) = postcard::take_from_bytes::<FoundPand>(rest)
                .map_err(|error| damaged(path, Said::quoted(error)))?;
            rest = after;
            taken.extend(take(pand));
        }
        Ok(taken)
    }
}

fn archive(path: &Path) -> Result<ZipArchive<File>, ReadError> {
    let file = File::open(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    ZipArchive::new(file).map_err(|error| damaged(path, Said::quoted(error)))
}

fn stands(path: &Path, archive: &mut ZipArchive<File>, name: &str, most: u64) -> Result<Stands, ReadError> {
    let entry = archive.by_name(name).map_err(|error| damaged(path, Said::quoted(error)))?;
    let start = entry
        .data_start()
        .ok_or_else(|| damaged(path, say!("een onderdeel zonder plaats", "an entry without a place")))?;
    let (packed, size) = (entry.compressed_size(), entry.size());
    if entry.compression() != CompressionMethod::Deflated || size > most {
        return Err(damaged(
            path,
            say!("`{name}` is niet zoals het geschreven is", "`{name}` is not as it was written"),
        ));
    }
    Ok(Stands { start, packed, size, crc32: entry.crc32() })
}

fn entry<T: DeserializeOwned>(
    path: &Path,
    archive: &mut ZipArchive<File>,
    name: &str,
    most: u64,
) -> Result<T, ReadError> {
    let stands = stands(path, archive, name, most)?;
    postcard::from_bytes(&unpacked(path, &stands)?).map_err(|error| damaged(path, Said::quoted(error)))
}

/// The bytes of an entry; never more than it says it has.
fn unpacked(path: &Path, stands: &Stands) -> Result<Vec<u8>, ReadError> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(stands.start))?;
        let mut bytes = Vec::new();
        DeflateDecoder::new(file.take(stands.packed)).take(stands.size + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| damaged(path, Said::quoted(error)))?;
    let mut sum = Crc::new();
    sum.update(&bytes);
    let whole = bytes.len() as u64 == stands.size && sum.sum() == stands.crc32;
    let changed =
        || say!("wat erin staat is veranderd of afgebroken", "what stands in it was changed or cut off");
    if whole { Ok(bytes) } else { Err(damaged(path, changed())) }
}

/// The error for a record that is not as it was written.
pub(super) fn damaged(path: &Path, detail: Said) -> ReadError {
    let hint = say!(
        "het bestand is beschadigd; haal de map opnieuw op, of voer de scan opnieuw uit",
        "the file is damaged; take the folder anew, or run the scan again"
    );
    ReadError::Refused { path: path.to_owned(), format: FORMAT, detail, hint }
}

fn other_version(detail: Said) -> Error {
    Error::NotFound {
        detail,
        hint: say!(
            "de run kan van een andere versie van het programma zijn; voer de scan opnieuw uit",
            "the run may be of another version of the program; run the scan again"
        ),
    }
}
