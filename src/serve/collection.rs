//! Which layers of a run are offered?

use std::{path::Path, sync::Arc};

use super::{
    fgb::{Cell, Damaged},
    layer::{Layer, Query},
};
use crate::{
    error::{Error, ReadError},
    lang::{Said, say},
    tables::{PANDEN, SITES, specs},
};

/// A layer as it is offered.
#[derive(Debug)]
pub struct Collection {
    /// Its name in addresses.
    pub id: &'static str,
    /// Its title.
    pub title: Said,
    /// What it holds.
    pub about: Said,
    /// Its features.
    pub layer: Layer,
    /// The identification of the first of them; `None` when there is none.
    pub example: Option<String>,
}

/// Opens the collections of a run.
///
/// # Errors
///
/// [`Error::Read`] when a file cannot be read.
pub fn collections(folder: &Path) -> Result<Vec<Arc<Collection>>, Error> {
    let open = |id: &'static str, key: &str, columns: &[_], title, about| -> Result<_, ReadError> {
        let layer = Layer::open(folder, id, key, columns)?;
        let example = example(&layer).map_err(|error| ReadError::Format {
            path: folder.join(format!("{id}.fgb")),
            format: "FlatGeobuf",
            detail: say!("„{error}”", "{error}"),
        })?;
        Ok(Arc::new(Collection { id, title, about, layer, example }))
    };
    let panden = open(
        "panden",
        "identificatie",
        &specs(PANDEN),
        say!("Panden", "Panden (buildings)"),
        say!("Alle panden van de run met hun oordeel", "All panden of the run with their verdict"),
    )?;
    let sites = open(
        "sites",
        "site_id",
        &specs(SITES),
        say!("Locaties", "Sites"),
        say!("Locaties per vorm, met hun plaats op de lijst", "Sites by form, with their place on the list"),
    )?;
    Ok(vec![panden, sites])
}

/// The identification of the first feature.
fn example(layer: &Layer) -> Result<Option<String>, Damaged> {
    let mut example = None;
    layer.search(&Query::default(), 0, 1, 1, |_, cells| {
        if let Some(Cell::Text(id)) = cells.get(layer.id) {
            example = Some((*id).to_owned());
        }
        Ok::<_, Damaged>(false)
    })?;
    Ok(example)
}
