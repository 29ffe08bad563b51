//! Do the tiles come as every archive needs them?

use super::Tile;

/// What has come by so far.
#[derive(Debug, Default)]
pub(super) struct TileOrder {
    last: Option<(u64, Tile)>,
    min_zoom: Option<u8>,
}

impl TileOrder {
    /// Takes notice of the next tile, or says what is wrong with it: there is
    /// no such tile, it does not come behind the one before, or it is not
    /// gzipped.
    pub(super) fn next(&mut self, tile: Tile, gzipped: &[u8]) -> Result<(), String> {
        let Tile { zoom, x, y } = tile;
        let id = tile.id().ok_or_else(|| format!("there is no tile {zoom}/{x}/{y}"))?;
        if let Some((last, Tile { zoom: z, x: before_x, y: before_y })) = self.last
            && id <= last
        {
            return Err(format!("tile {zoom}/{x}/{y} comes behind {z}/{before_x}/{before_y}, out of order"));
        }
        if !gzipped.starts_with(&[0x1f, 0x8b]) {
            return Err(format!("tile {zoom}/{x}/{y} is not gzipped"));
        }
        self.last = Some((id, tile));
        self.min_zoom.get_or_insert(zoom);
        Ok(())
    }

    /// First and last zoom that have a tile; `None` when none came.
    pub(super) fn zooms(&self) -> Option<(u8, u8)> {
        self.min_zoom.zip(self.last.map(|(_, tile)| tile.zoom))
    }
}
