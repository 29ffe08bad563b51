//! What was odd about one object, as the run noted it?

use std::path::Path;

use super::Record;
use crate::{config::Source, error::Error, read::layer::Layer};

/// The list of issues in the folder of a run.
const FILE: &str = "issues.csv";

/// Its columns that are looked at.
const COLUMNS: [&str; 3] = ["object", "meaning", "detail"];

impl Record {
    /// The issues about an object, in the order they were met: what they are
    /// called, and what was found and done.
    ///
    /// # Errors
    ///
    /// Those of the file.
    pub fn issues_about(&self, id: &str) -> Result<Vec<[String; 2]>, Error> {
        let path = self.folder.join(FILE);
        let mut layer = Layer::open(&Source::named(&path.to_string_lossy(), Path::new("")))?;
        let columns = COLUMNS.map(|name| layer.position_of(name, &[name]));
        let columns: Vec<usize> = columns.into_iter().collect::<Result<_, _>>()?;
        let mut found = Vec::new();
        layer.read_batches(&columns, 8_192, |records| {
            for record in records {
                let text =
                    |at: usize| record.values.get(at).and_then(|value| value.to_code()).unwrap_or_default();
                if text(0) == id {
                    found.push([text(1), text(2)]);
                }
            }
            Ok::<(), Error>(())
        })?;
        Ok(found)
    }
}
