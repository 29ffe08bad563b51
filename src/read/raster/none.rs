//! Rasters without GDAL: there is nobody to read them.

use super::sheet::{Facts, Sheet};
use crate::{config::Source, error::ReadError, lang::say, overlay::CellBox};

fn nobody(path: &std::path::Path) -> ReadError {
    ReadError::Raster {
        path: path.to_owned(),
        detail: say!(
            "dit programma is gebouwd zonder GDAL, dat rasters leest",
            "this program was built without GDAL, which reads rasters"
        ),
        hint: say!(
            "bouw het met de feature `gdal`, of geef hoogtes uit 3DBAG en klassen als vlakken",
            "build it with the feature `gdal`, or give heights from 3DBAG and classes as polygons"
        ),
    }
}

pub(super) fn facts(source: &Source) -> Result<Facts, ReadError> {
    Err(nobody(&source.path))
}

pub(super) struct File;

impl File {
    pub(super) fn open(sheet: &Sheet) -> Result<Self, ReadError> {
        Err(nobody(&sheet.path))
    }

    pub(super) fn read(&self, _: &CellBox) -> Result<Vec<f32>, ReadError> {
        Ok(Vec::new())
    }
}
