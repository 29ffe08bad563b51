//! A phasing of the run that is shown with it: the folder `toplaag faseer` wrote.

use std::path::Path;

use serde::Deserialize;

use crate::{
    error::{Error, ReadError},
    export::sha256_file,
    lang::say,
    record::Run,
    regular,
};

/// The file of the page.
pub(super) const FILE: &str = "data/fasering.json";

/// The file in the folder.
const WRITTEN: &str = "fasering.json";

/// Bytes of that at most: some 100,000 projects.
const MOST: u64 = 64 << 20;

/// A phasing, as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phasing {
    pub(super) bytes: Vec<u8>,
}

/// What the folder says of itself.
#[derive(Deserialize)]
struct Trail {
    kind: String,
    run: RunOf,
}

#[derive(Deserialize)]
struct RunOf {
    sha256: String,
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

impl Phasing {
    /// Reads the phasing of the run in a folder.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when it cannot be read; [`Error::CommandLine`] for a
    /// folder that holds something else, or the phasing of another run.
    pub fn read(folder: &Path, run: &Path) -> Result<Self, Error> {
        let trail = folder.join(Run::FILE);
        let bytes = if trail.exists() { regular::read(&trail, MOST)? } else { None };
        let bytes = bytes.unwrap_or_default();
        let trail: Option<Trail> = serde_json::from_slice(&bytes).ok();
        let Some(trail) = trail.filter(|trail| trail.kind == "fasering") else {
            return Err(Error::CommandLine {
                detail: say!(
                    "`{}` is geen uitkomst van `toplaag faseer`",
                    "`{}` is no outcome of `toplaag faseer`",
                    folder.display()
                ),
                hint: say!("geef de map achter `faseer --out`", "give the folder behind `faseer --out`"),
            });
        };
        let file = run.join(Run::FILE);
        let own = sha256_file(&file).map_err(|source| ReadError::Open { path: file, source })?;
        if own != trail.run.sha256 {
            return Err(Error::CommandLine {
                detail: say!(
                    "de fasering in `{}` is van een andere run dan `{}`",
                    "the phasing in `{}` is of another run than `{}`",
                    folder.display(),
                    run.display()
                ),
                hint: say!(
                    "maak haar opnieuw met `toplaag faseer {}`",
                    "make it again with `toplaag faseer {}`",
                    run.display()
                ),
            });
        }
        let path = folder.join(WRITTEN);
        let damaged = || ReadError::Format {
            path: path.clone(),
            format: "JSON",
            detail: say!("het is geen fasering van deze versie", "it is no phasing of this version"),
        };
        let bytes = regular::read(&path, MOST)?.ok_or_else(damaged)?;
        match serde_json::from_slice::<Format>(&bytes) {
            Ok(Format { format: 1 }) => Ok(Self { bytes }),
            _ => Err(damaged().into()),
        }
    }
}
