//! The blocks that were read last, and the files they come from.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{files, sheet::Sheet};
use crate::{error::ReadError, overlay::CellBox};

/// Most cells that are kept: 16 million take 64 MB.
const KEPT: usize = 1 << 24;

/// Most files that are held open while nobody reads them.
const OPEN: usize = 32;

/// A block, by its sheet, first column and first row.
type Key = (usize, i64, i64);

/// Blocks that were read, the latest of them kept.
///
/// Two threads that miss the same block both read it, which costs time and
/// changes nothing: what a block holds does not depend on who reads it.
#[derive(Default)]
pub(super) struct Blocks {
    kept: Mutex<Kept>,
    /// Files nobody reads at the moment, by sheet, the latest last.
    files: Mutex<Vec<(usize, files::File)>>,
}

#[derive(Default)]
struct Kept {
    blocks: HashMap<Key, (u64, Arc<[f32]>)>,
    n_cells: usize,
    /// Goes up with every use.
    clock: u64,
}

impl Blocks {
    /// The values of a block of a sheet, row by row.
    pub(super) fn get(&self, at: usize, sheet: &Sheet, block: &CellBox) -> Result<Arc<[f32]>, ReadError> {
        let key = (at, block.columns.start, block.rows.start);
        if let Some(values) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).find(key) {
            return Ok(values);
        }
        // Of one sheet a file per thread, as none can be read by two at once.
        let file = {
            let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
            let found = files.iter().rposition(|(of, _)| *of == at);
            found.map(|found| files.remove(found).1)
        };
        let file = match file {
            Some(file) => file,
            None => files::File::open(sheet)?,
        };
        let values: Arc<[f32]> = file.read(block)?.into();
        {
            let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
            if files.len() >= OPEN {
                files.remove(0);
            }
            files.push((at, file));
        }
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).keep(key, &values);
        Ok(values)
    }
}

impl Kept {
    fn find(&mut self, key: Key) -> Option<Arc<[f32]>> {
        self.clock += 1;
        let (used, values) = self.blocks.get_mut(&key)?;
        *used = self.clock;
        Some(Arc::clone(values))
    }

    fn keep(&mut self, key: Key, values: &Arc<[f32]>) {
        self.clock += 1;
        if let Some((_, before)) = self.blocks.insert(key, (self.clock, Arc::clone(values))) {
            self.n_cells -= before.len();
        }
        self.n_cells += values.len();
        while self.n_cells > KEPT && self.blocks.len() > 1 {
            let oldest = self.blocks.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| *key);
            let Some((_, gone)) = oldest.and_then(|key| self.blocks.remove(&key)) else { break };
            self.n_cells -= gone.len();
        }
    }
}
