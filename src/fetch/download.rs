//! How does a file come in whole, however often the line breaks?
//!
//! It grows under a name of its own beside a note of its version. When the
//! line breaks, the rest is asked for (`Range`), on condition that the version
//! is still the same (`If-Range`); else it starts anew.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
};

use flate2::read::MultiGzDecoder;
use serde::{Deserialize, Serialize};

use super::{
    address::Address,
    client::{Answer, Asked, Client, Version},
    failure::{Failure, Trouble},
    store::{read_json, write_json_whole, writing},
};
use crate::{
    error::ExportError,
    export::{OutputFile, sha256_file},
    interrupt,
};

/// Largest file, as it comes and unpacked.
const LARGEST_FILE: u64 = 8 << 30;

/// What is downloaded.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// Where it is.
    pub address: Address,
    /// Where it goes.
    pub target: &'a Path,
    /// Where the unfinished file and the notes stand.
    pub folder: &'a Path,
    /// The name of those.
    pub name: &'a str,
    /// SHA-256 it must have as it comes.
    pub sha256: Option<&'a str>,
    /// A file fetched at or after this moment is not asked again, seconds since 1970.
    pub young_since: u64,
    /// This moment.
    pub now: u64,
}

/// What is known of a file that is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Had {
    /// Who gave it.
    pub address: String,
    /// Its version.
    #[serde(flatten)]
    pub version: Version,
    /// When it was fetched or last found to hold, seconds since 1970.
    pub fetched: u64,
    /// Bytes of the target.
    pub bytes: u64,
    /// SHA-256 of the target.
    pub sha256: String,
}

/// Downloads a file; one that is gzipped is unpacked.
///
/// # Errors
///
/// The last [`Failure`]; what came in until then stays for the next time.
pub fn download(client: &Client, wanted: &Wanted<'_>) -> Result<Had, Trouble> {
    fs::create_dir_all(wanted.folder).map_err(writing(wanted.folder))?;
    let note = wanted.folder.join(format!("{}.json", wanted.name));
    let had = read_json::<Had>(&note).filter(|had| {
        had.address == wanted.address.to_string()
            && sha256_file(wanted.target).is_ok_and(|sha256| sha256 == had.sha256)
    });
    if let Some(had) = had.as_ref().filter(|had| had.fetched >= wanted.young_since) {
        return Ok(had.clone());
    }
    let part = Part::of(wanted);
    let have = had.as_ref().map(|had| had.version.clone()).unwrap_or_default();
    let version = client.patiently(|| part.grow(client, wanted, &have))?;
    let had = match (version, had) {
        (None, Some(had)) => Had { fetched: wanted.now, ..had },
        (None, None) => {
            let detail = "says that nothing changed, to one who had nothing".into();
            return Err(Failure::Refused { address: wanted.address.short(), detail }.into());
        }
        (Some(version), _) => {
            let (bytes, sha256) = part.finish(client, wanted)?;
            Had { address: wanted.address.to_string(), version, fetched: wanted.now, bytes, sha256 }
        }
    };
    write_json_whole(&note, &had)?;
    Ok(had)
}

/// A file that is not whole yet.
struct Part {
    path: PathBuf,
    note: PathBuf,
}

impl Part {
    fn of(wanted: &Wanted<'_>) -> Self {
        let path = wanted.folder.join(format!("{}.part", wanted.name));
        let note = wanted.folder.join(format!("{}.part.json", wanted.name));
        Self { path, note }
    }

    /// Asks for what is missing. Gives the version once the file is whole, or
    /// `None` when the version at hand still holds.
    fn grow(&self, client: &Client, wanted: &Wanted<'_>, have: &Version) -> Result<Option<Version>, Trouble> {
        let begun = read_json::<Version>(&self.note).filter(|version| version.strong().is_some());
        let size = fs::metadata(&self.path).map_or(0, |about| about.len());
        let from = begun.map_or((0, Version::default()), |version| (size, version));
        let have = if from.0 > 0 { Version::default() } else { have.clone() };
        let mut answer = match client.ask(&wanted.address, &Asked { have, from: Some(from.clone()) }) {
            // It has become shorter, or was whole already: anew.
            Err(Trouble::Failure(Failure::Status { status: 416, address, .. })) => {
                let _ = fs::remove_file(&self.path);
                return Err(Failure::Broken { address, detail: "less than it sent before".into() }.into());
            }
            other => other?,
        };
        if answer.status == 304 {
            return Ok(None);
        }
        if answer.is_html() {
            let detail = "answered with a web page instead of a file".into();
            return Err(Failure::Refused { address: answer.address.short(), detail }.into());
        }
        let goes_on = answer.status == 206;
        let size =
            part(&answer).filter(|(start, size)| *start == from.0 && size > start).map(|(_, size)| size);
        if goes_on && size.is_none() {
            let _ = fs::remove_file(&self.path);
            let detail = "another part than was asked for".into();
            return Err(Failure::Broken { address: answer.address.short(), detail }.into());
        }
        if !goes_on {
            write_json_whole(&self.note, &answer.version)?;
        }
        let version = if goes_on { from.1 } else { answer.version.clone() };
        let mut open = OpenOptions::new();
        let open = if goes_on { open.append(true) } else { open.write(true).create(true).truncate(true) };
        let mut file = open.open(&self.path).map_err(writing(&self.path))?;
        let before = if goes_on { from.0 } else { 0 };
        let read = client.read(&mut answer, LARGEST_FILE.saturating_sub(before), |bytes| {
            file.write_all(bytes).map_err(|error| writing(&self.path)(error).into())
        })?;
        let now = before + read;
        match size.filter(|size| goes_on && *size != now) {
            Some(size) => {
                let detail = format!("{now} of {size} bytes and broke off");
                Err(Failure::Broken { address: answer.address.short(), detail }.into())
            }
            None => Ok(Some(version)),
        }
    }

    /// Checks the whole file and gives it its place.
    fn finish(&self, client: &Client, wanted: &Wanted<'_>) -> Result<(u64, String), Trouble> {
        let refused = |detail: String| {
            let _ = fs::remove_file(&self.path);
            Trouble::from(Failure::Refused { address: wanted.address.short(), detail })
        };
        let read = |source| ExportError::Write { path: self.path.clone(), source };
        if let Some(must) = wanted.sha256 {
            let sha256 = sha256_file(&self.path).map_err(read)?;
            if sha256 != must {
                return Err(refused(format!("gave a file with SHA-256 {sha256}, expected {must}")));
            }
        }
        let out = OutputFile::create(wanted.target, true, &[])?;
        if is_gzip(&self.path).map_err(read)? {
            unpack(client, wanted, &self.path, &out.path()).map_err(|error| match error {
                Trouble::Failure(Failure::Broken { detail, .. }) => refused(format!("gave {detail}")),
                other => other,
            })?;
            fs::remove_file(&self.path).map_err(read)?;
        } else {
            // On another disk than the target a name cannot simply move.
            fs::rename(&self.path, out.path())
                .or_else(|_| fs::copy(&self.path, out.path()).and_then(|_| fs::remove_file(&self.path)))
                .map_err(read)?;
        }
        let target = out.commit()?;
        let _ = fs::remove_file(&self.note);
        let bytes = fs::metadata(&target).map_err(writing(&target))?.len();
        let sha256 = sha256_file(&target).map_err(writing(&target))?;
        Ok((bytes, sha256))
    }
}

/// The first byte of a part and the size of the whole, from
/// `Content-Range: bytes 100-199/200`. A whole of unknown size could not be
/// told from a part.
fn part(answer: &Answer) -> Option<(u64, u64)> {
    let range = answer.header("content-range")?;
    let (start, rest) = range.strip_prefix("bytes")?.trim().split_once('-')?;
    let (_, size) = rest.split_once('/')?;
    Some((start.parse().ok()?, size.parse().ok()?))
}

fn is_gzip(path: &Path) -> io::Result<bool> {
    let mut head = [0_u8; 2];
    let n = File::open(path)?.read(&mut head)?;
    Ok(n == 2 && head == [0x1f, 0x8b])
}

fn unpack(client: &Client, wanted: &Wanted<'_>, packed: &Path, target: &Path) -> Result<(), Trouble> {
    let broken = |detail: String| Failure::Broken { address: String::new(), detail };
    let mut from = MultiGzDecoder::new(BufReader::new(File::open(packed).map_err(writing(packed))?));
    let mut to = File::create(target).map_err(writing(target))?;
    let mut buffer = vec![0_u8; 1 << 16];
    let mut total = 0_u64;
    loop {
        interrupt::check()?;
        let n = from
            .read(&mut buffer)
            .map_err(|error| broken(format!("a gzip file that cannot be unpacked: {error}")))?;
        if n == 0 {
            return Ok(());
        }
        total += n as u64;
        if total > LARGEST_FILE {
            return Err(broken(format!("a gzip file of more than {LARGEST_FILE} bytes unpacked")).into());
        }
        client.count(&wanted.address.short(), n as u64)?;
        to.write_all(&buffer[..n]).map_err(writing(target))?;
    }
}

#[cfg(test)]
mod tests {
    use std::{thread, time::Duration};

    use super::*;
    use crate::fetch::client::tests::{answer, client, serve};

    /// Downloads `abcdef`, of which the first answer gives half, and then comes `second`.
    fn resumed(range: &str, second: &str, rest: &[(&str, &str)]) -> Result<String, Trouble> {
        let mut half = answer("200 OK", "ETag: \"1\"\r\n", "abcdef");
        let end = half[0].len() - 3;
        half[0].truncate(end);
        let mut answers = vec![half];
        for (range, body) in [(range, second)].iter().chain(rest) {
            let range = format!("Content-Range: bytes {range}\r\nETag: \"1\"\r\n");
            answers.push(answer("206 Partial Content", &range, body));
        }
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("file.csv");
        let wanted = Wanted {
            address: serve(answers, Duration::ZERO),
            target: &target,
            folder: folder.path(),
            name: "file",
            sha256: None,
            young_since: 0,
            now: 1,
        };
        download(&client(), &wanted).map(|_| fs::read_to_string(&target).unwrap())
    }

    #[test]
    fn a_part_is_taken_for_what_it_says_it_is() {
        assert_eq!(resumed("3-5/6", "def", &[]).unwrap(), "abcdef");
        assert_eq!(resumed("3-4/6", "de", &[("5-5/6", "f")]).unwrap(), "abcdef", "a part of the part");
        // Each waits before it tries again: all at once.
        let odd = ["2-5/6", "3-5/*", "3-5", "3-5/3"].map(|range| {
            thread::spawn(move || {
                let said = format!("{:?}", resumed(range, "def", &[("3-5/6", "def")]).unwrap_err());
                assert!(said.contains("Refused"), "{range}: {said}");
            })
        });
        for one in odd {
            one.join().unwrap();
        }
    }
}
