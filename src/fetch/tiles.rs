//! Which tiles of 3DBAG hold this gemeente?
//!
//! The tile index is a WFS layer; each tile names its CityJSON file.

use std::path::Path;

use serde::Deserialize;

use super::{
    address::Address,
    boxes::Came,
    catalogue::Entry,
    client::Client,
    clip::{self, Area},
    download::{self, Had, Wanted},
    failure::{Failure, Trouble},
    page,
    store::Store,
};
use crate::{crs::Crs, progress::Progress};

/// The folder of the tiles, in the data folder.
pub const FOLDER: &str = "3dbag";

/// More tiles are no gemeente.
const MOST_TILES: usize = 2_000;

#[derive(Deserialize)]
struct Feature {
    properties: Tile,
}

#[derive(Deserialize)]
struct Tile {
    tile_id: String,
    cj_download: String,
}

/// One tile that is there.
#[derive(Debug)]
pub struct Fetched {
    /// Its path in the data folder.
    pub file: String,
    /// What is known of it.
    pub had: Had,
}

/// Fetches the tiles of an index that was walked.
///
/// # Errors
///
/// The first [`Failure`]; tiles fetched until then stay.
pub fn fetch(
    client: &Client,
    (store, came): (&Store, &Came),
    entry: &Entry,
    area: &Area,
    (into, cache): (&Path, &Path),
    (young_since, now): (u64, u64),
    progress: &mut dyn Progress,
) -> Result<Vec<Fetched>, Trouble> {
    let index = Address::parse(&entry.address)
        .map_err(|detail| Failure::Refused { address: entry.address.clone(), detail })?;
    let tiles = listed(store, came, area, &index)?;
    progress.begin(&entry.name, Some(tiles.len() as u64));
    let fetch = |(name, address): (String, Address)| {
        let file = format!("{FOLDER}/{name}.city.json");
        let wanted = Wanted {
            address,
            target: &into.join(&file),
            folder: cache,
            name: &name,
            sha256: None,
            young_since,
            now,
        };
        let had = download::download(client, &wanted)?;
        progress.advance(1);
        Ok(Fetched { file, had })
    };
    let fetched = tiles.into_iter().map(fetch).collect();
    progress.end();
    fetched
}

/// The tiles near the gemeente with their addresses, in the order of their names.
fn listed(
    store: &Store,
    came: &Came,
    area: &Area,
    index: &Address,
) -> Result<Vec<(String, Address)>, Failure> {
    let refused = |detail: String| Failure::Refused { address: index.short(), detail };
    let mut tiles = Vec::new();
    for of_walk in &came.pages {
        let text = store.text(of_walk).map_err(|error| refused(format!("cannot be read back: {error}")))?;
        let crs = Crs::parse(&of_walk.crs).unwrap_or(Crs::Rd);
        for at in page::read(&text).map_err(refused)?.features {
            let feature = &text[at];
            let tile: Feature = serde_json::from_slice(feature)
                .map_err(|error| refused(format!("lists a tile that is not understood: {error}")))?;
            if let Some(mut geometry) = clip::geometry(feature).map_err(refused)? {
                crs.to_rd(&mut geometry).map_err(|why| refused(why.to_string()))?;
                if !area.is_near(&geometry) {
                    continue;
                }
            }
            let address = Address::parse(&tile.properties.cj_download).map_err(refused)?;
            if !address.same_origin(index) {
                return Err(refused(format!("says that a tile is elsewhere, at {}", address.short())));
            }
            tiles.push((name(&tile.properties.tile_id).map_err(refused)?, address));
        }
    }
    tiles.sort_by(|(a, _), (b, _)| a.cmp(b));
    tiles.dedup_by(|(a, _), (b, _)| a == b);
    if tiles.len() > MOST_TILES {
        return Err(refused(format!("lists {} tiles", tiles.len())));
    }
    Ok(tiles)
}

/// `9/444/728` as `9-444-728`: a name of a file, whatever the service says.
fn name(tile: &str) -> Result<String, String> {
    let name = tile.trim_matches('/').replace('/', "-");
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
    if name.is_empty() || name.len() > 60 || !name.chars().all(is_plain) {
        return Err(format!("lists a tile with the name `{tile:.80}`"));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_named_after_its_place_and_nothing_else() {
        assert_eq!(name("9/444/728").as_deref(), Ok("9-444-728"));
        for bad in ["", "../x", "a/../../b", "9/444/728.json", "a b", "c:\\x"] {
            assert!(name(bad).is_err(), "{bad}");
        }
    }
}
