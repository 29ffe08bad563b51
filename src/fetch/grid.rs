//! Where does the correction grid of RD New go?
//!
//! Not into the data folder: into the user's own PROJ folder, where every
//! program finds it. Only when this machine has none that works.

use std::path::Path;

use super::{
    address::Address,
    catalogue::Entry,
    client::Client,
    download::{self, Had, Wanted},
    failure::{Failure, Trouble},
};
use crate::crs;

/// Fetches the grid to its place; `None` when there is one already, or this
/// machine has no place for it.
///
/// # Errors
///
/// [`Failure`], for one when the file is not the one it should be.
pub fn fetch(
    client: &Client,
    entry: &Entry,
    cache: &Path,
    now: u64,
) -> Result<Option<(Had, String)>, Trouble> {
    let Some(target) = crs::own_grid().filter(|_| crs::accuracy().grid.is_none()) else { return Ok(None) };
    let address = Address::parse(&entry.address)
        .map_err(|detail| Failure::Refused { address: entry.address.clone(), detail })?;
    let sha256 = entry.sha256.as_deref();
    let wanted =
        Wanted { address, target: &target, folder: cache, name: "grid", sha256, young_since: 0, now };
    let had = download::download(client, &wanted)?;
    Ok(Some((had, target.display().to_string())))
}
