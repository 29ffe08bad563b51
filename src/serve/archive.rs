//! Where is a tile in the archive of a run?

use std::{future::Future, path::Path};

use pmtiles::{
    AsyncBackend, AsyncPmTilesReader, BackendResponse, Compression, HashMapCache, PmtError, PmtResult,
    TileType,
};
use serde_json::{Map, Value};

use super::fgb::Source;
use crate::{
    error::{Error, ReadError},
    lang::say,
};

/// The archive in the folder of a run.
pub const FILE: &str = "toplaag.pmtiles";

/// The archive, by position.
pub struct Archive(Source);

impl AsyncBackend for Archive {
    fn read_exact(
        &self,
        offset: u64,
        length: usize,
    ) -> impl Future<Output = PmtResult<BackendResponse>> + Send {
        let bytes = self.0.bytes(offset, length).map_err(PmtError::Reading);
        std::future::ready(bytes.map(|bytes| BackendResponse::new(bytes.into())))
    }

    fn read(&self, offset: u64, length: usize) -> impl Future<Output = PmtResult<BackendResponse>> + Send {
        let left = usize::try_from(self.0.length().saturating_sub(offset)).unwrap_or(usize::MAX);
        self.read_exact(offset, length.min(left))
    }
}

/// The tiles of a run.
pub struct Tiles {
    /// The archive.
    pub reader: AsyncPmTilesReader<Archive, HashMapCache>,
    /// What the archive says of itself.
    pub metadata: Map<String, Value>,
    /// Tells the tiles of one run from those of another.
    pub tag: String,
}

impl Tiles {
    /// Opens those of a run.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the archive cannot be read.
    pub async fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(FILE);
        let source = Source::open(&path).map_err(|source| ReadError::Open { path: path.clone(), source })?;
        let tag = source.tag().to_owned();
        let bad = |error: PmtError| ReadError::Format {
            path: path.clone(),
            format: "PMTiles",
            detail: say!("„{error}”", "{error}"),
        };
        let reader =
            AsyncPmTilesReader::try_from_cached_source(Archive(source), HashMapCache::default()).await;
        let reader = reader.map_err(bad)?;
        let header = reader.get_header();
        if header.tile_type != TileType::Mvt || header.tile_compression != Compression::Gzip {
            return Err(bad(PmtError::InvalidHeader).into());
        }
        let metadata = reader.get_metadata().await.map_err(bad)?;
        let metadata = serde_json::from_str(&metadata).map_err(|_| bad(PmtError::InvalidMetadata))?;
        Ok(Self { reader, metadata, tag })
    }
}
