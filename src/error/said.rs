//! What is said of an error, and what cures it, in both languages?

use std::{fmt, io};

use super::{Error, ExportError, ReadError, words};
use crate::lang::{Said, say};

impl ReadError {
    /// What went wrong.
    #[must_use]
    pub fn said(&self) -> Said {
        let path = self.path().display();
        match self {
            Self::Open { .. } => say!("kan `{path}` niet openen", "cannot open `{path}`"),
            Self::IsDirectory { .. } => {
                say!(
                    "`{path}` is een map, verwacht werd een bestand",
                    "`{path}` is a folder, a file was expected"
                )
            }
            Self::NotRegular { .. } => say!(
                "`{path}` is een pipe, socket of apparaat; verwacht werd een bestand",
                "`{path}` is a pipe, socket or device; a file was expected"
            ),
            Self::Empty { .. } => say!("`{path}` is leeg", "`{path}` is empty"),
            Self::Format { format, detail, .. } | Self::Refused { format, detail, .. } => {
                let format = words::format(format);
                say!(
                    [detail, format] "kan `{path}` niet lezen als {format}: {detail}",
                    "cannot read `{path}` as {format}: {detail}"
                )
            }
            Self::Archive { member, detail, .. } if member.is_empty() => {
                say!([detail] "kan `{path}` niet lezen: {detail}", "cannot read `{path}`: {detail}")
            }
            Self::Archive { member, detail, .. } => {
                say!(
                    [detail] "kan `{member}` in `{path}` niet lezen: {detail}",
                    "cannot read `{member}` in `{path}`: {detail}"
                )
            }
            Self::NotUnderstood { record, column, text, .. } => say!(
                "`{path}`, record {record}: `{text}` in kolom `{column}` wordt niet begrepen",
                "`{path}`, record {record}: `{text}` in column `{column}` is not understood"
            ),
            Self::NoHistory { .. } => say!(
                "`{path}` bevat geen geschiedenis om een peildatum in op te zoeken",
                "`{path}` holds no history to look up a peildatum in"
            ),
            Self::Database { detail, .. } => {
                say!([detail] "database `{path}`: {detail}", "database `{path}`: {detail}")
            }
            Self::UnknownFormat { .. } => say!(
                "`{path}` heeft geen indeling die dit programma kan lezen",
                "`{path}` has no format this program can read"
            ),
            Self::MissingLayer { layer, available, .. } => {
                let there = available.join(", ");
                match layer.as_str() {
                    "" => say!(
                        "`{path}` heeft meer lagen, en er is er geen genoemd; er zijn: {there}",
                        "`{path}` has several layers and none was named; it has: {there}"
                    ),
                    layer => say!(
                        "`{path}` heeft geen laag `{layer}`; er zijn: {there}",
                        "`{path}` has no layer `{layer}`; it has: {there}"
                    ),
                }
            }
            Self::MissingColumn { layer, column, available, .. } => {
                let there = available.join(", ");
                say!(
                    "laag `{layer}` in `{path}` heeft geen kolom voor `{column}`; er zijn: {there}",
                    "layer `{layer}` in `{path}` has no column for `{column}`; it has: {there}"
                )
            }
            Self::NoHomes { layer, row, available, .. } => {
                let (there, row) = (available.join(", "), row_of(layer, *row));
                say!(
                    [row] "niets in `{path}` noemt woningen; het dichtst bij komt {row}: {there}",
                    "nothing in `{path}` names homes; nearest comes {row}: {there}"
                )
            }
            Self::NoProjects { layer, row, available, .. } => {
                let (there, row) = (available.join(", "), row_of(layer, *row));
                say!(
                    [row] "niets in `{path}` is een lijst van projecten; het dichtst bij komt {row}: {there}",
                    "nothing in `{path}` is a list of projects; nearest comes {row}: {there}"
                )
            }
            Self::UnknownRole { role, .. } => say!(
                "`columns` bij `{path}` noemt `{role}`, dat bij deze invoer niets betekent",
                "`columns` for `{path}` names `{role}`, which this input does not use"
            ),
            Self::Crs { layer, detail, .. } => say!(
                [detail] "laag `{layer}` in `{path}`: {detail}",
                "layer `{layer}` in `{path}`: {detail}"
            ),
            Self::Raster { detail, .. } => {
                say!([detail] "raster `{path}`: {detail}", "raster `{path}`: {detail}")
            }
            Self::NoObjects { layer, .. } => say!(
                "laag `{layer}` in `{path}` bevat geen bruikbare objecten",
                "layer `{layer}` in `{path}` holds no usable objects"
            ),
            Self::NothingOnDay { layer, voorkomens, .. } => say!(
                "geen van de {voorkomens} voorkomens in laag `{layer}` van `{path}` geldt op de gevraagde dag",
                "none of the {voorkomens} voorkomens in layer `{layer}` of `{path}` holds on the day asked for"
            ),
            Self::NothingToDraw { object, detail, .. } => say!(
                [detail] "niets in `{path}` is te tekenen; de eerste, {object}: {detail}",
                "nothing in `{path}` can be drawn; first, {object}: {detail}"
            ),
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn cure(&self) -> Option<Said> {
        Some(match self {
            Self::Open { source, .. } if matches!(source.raw_os_error(), Some(23 | 24)) => say!(
                "er staan te veel bestanden open: sta er meer toe (`ulimit -n 1024`), of sluit andere programma's",
                "too many files are open: allow more (`ulimit -n 1024`), or close other programs"
            ),
            Self::Open { .. } => say!(
                "controleer het pad; paden in een projectbestand gaan uit van de map van dat bestand",
                "check the path; paths in a project file are relative to that file"
            ),
            Self::IsDirectory { .. } => say!("noem het bestand in de map", "name the file inside the folder"),
            Self::NotRegular { .. } => say!(
                "bewaar wat eruit komt als bestand, en noem dat",
                "save what comes out of it as a file, and name that"
            ),
            Self::Empty { .. } => {
                say!("download of exporteer het bestand opnieuw", "download or export the file again")
            }
            Self::Format { .. } => say!(
                "het bestand kan afgebroken zijn of een verkeerde extensie hebben; exporteer het opnieuw",
                "the file may be cut off or carry the wrong extension; export it again"
            ),
            Self::Refused { hint, .. } | Self::Archive { hint, .. } => hint.clone(),
            Self::NotUnderstood { .. } => say!(
                "schrijf daar een getal, zoals 50, of een klasse, zoals 50-75; niets voor een open einde",
                "write a number there, such as 50, or a class, such as 50-75; nothing for an end that is open"
            ),
            Self::NoHistory { .. } => say!(
                "noem een BAG 2.0-extract (LVBAG), of een laag met kolommen voor begin en einde zoals \
                 `beginGeldigheid` en `eindGeldigheid`, of laat `peildatum` weg",
                "name a BAG 2.0 extract (LVBAG), or a layer with columns of begin and end such as `beginGeldigheid` \
                 and `eindGeldigheid`, or leave `peildatum` out"
            ),
            Self::Database { .. } => say!(
                "probeer hetzelfde met psql; een wachtwoord staat het best in ~/.pgpass, een service-bestand of PGPASSWORD",
                "try the same with psql; a password is best kept in ~/.pgpass, a service file or PGPASSWORD"
            ),
            Self::UnknownFormat { .. } => say!(
                "geef een GeoPackage, FlatGeobuf, GeoParquet, GeoJSON, CityJSON, BAG-extract, CSV of XLSX, of Shapefile, \
                 GML, SpatiaLite, FileGDB, KML of MapInfo",
                "give a GeoPackage, FlatGeobuf, GeoParquet, GeoJSON, CityJSON, BAG extract, CSV or XLSX file, or \
                 Shapefile, GML, SpatiaLite, FileGDB, KML or MapInfo"
            ),
            Self::MissingLayer { .. } => say!(
                "schrijf `layer = \"…\"` met een van deze namen in het projectbestand",
                "write `layer = \"…\"` with one of these names in the project file"
            ),
            Self::MissingColumn { column, .. } => say!(
                "schrijf `columns = {{ {column} = \"…\" }}` met een van deze namen in het projectbestand",
                "write `columns = {{ {column} = \"…\" }}` with one of these names in the project file"
            ),
            Self::UnknownRole { roles, .. } if roles.is_empty() => {
                say!("een raster heeft er geen: laat het weg", "a raster has none: leave it out")
            }
            Self::UnknownRole { roles, .. } => {
                let roles = roles.join(", ");
                say!("mogelijk zijn {roles}", "the roles are {roles}")
            }
            Self::NoHomes { .. } => say!(
                "één rij moet de kolommen noemen: verblijfsobject_id, of pand_id, of adres, of huisnummer met postcode \
                 of straat; een kolom met een andere naam: `columns = {{ postcode = \"…\" }}`",
                "one row must name the columns: verblijfsobject_id, or pand_id, or adres, or huisnummer with postcode \
                 or straat; a column with another name: `columns = {{ postcode = \"…\" }}`"
            ),
            Self::NoProjects { .. } => say!(
                "één rij moet de kolommen noemen: naam, ppm_id of site_id, en een van gemeente, kern, locatie, \
                 corporatie, complex, planstatus of woningen",
                "one row must name the columns: naam, ppm_id or site_id, and one of gemeente, kern, locatie, \
                 corporatie, complex, planstatus or woningen"
            ),
            Self::Crs { hint, .. } | Self::Raster { hint, .. } => hint.clone(),
            Self::NoObjects { .. } => say!(
                "de laag is leeg, of geen van de objecten is te lezen; is dit het goede bestand?",
                "the layer is empty, or none of its objects can be read; is this the right file?"
            ),
            Self::NothingOnDay { .. } => say!(
                "zet `peildatum` op een dag waarop ze bestonden; zonder peildatum geldt het extract van vandaag",
                "set `peildatum` to a day on which they existed; without one the extract is read as of today"
            ),
            Self::NothingToDraw { .. } => say!(
                "tegels komen van vlakken en punten in Nederland; lijnen worden niet getekend",
                "tiles are made of polygons and points in the Netherlands; lines are not drawn"
            ),
        })
    }

    /// [`ReadError::cure`] in English.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        self.cure().map(|cure| cure.to_string())
    }
}

/// A row of a table, for [`ReadError::NoHomes`] and [`ReadError::NoProjects`].
fn row_of(layer: &str, row: u64) -> Said {
    match layer {
        "" => say!("rij {row}", "row {row}"),
        layer => say!("rij {row} van blad `{layer}`", "row {row} of sheet `{layer}`"),
    }
}

impl ExportError {
    /// What went wrong.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::Exists { path } => {
                let path = path.display();
                say!("uitvoer `{path}` bestaat al", "output `{path}` exists already")
            }
            Self::Replaces { path, read } => {
                let (path, read) = (path.display(), read.display());
                say!(
                    "uitvoer `{path}` zou `{read}` vervangen, dat gelezen wordt",
                    "output `{path}` would replace `{read}`, which is read"
                )
            }
            Self::Write { path, .. } => {
                let path = path.display();
                say!("kan `{path}` niet schrijven", "cannot write `{path}`")
            }
            Self::Format { path, format, detail } => {
                let (path, format) = (path.display(), words::format(format));
                say!(
                    [format] "kan `{path}` niet schrijven als {format}: „{detail}”",
                    "cannot write `{path}` as {format}: {detail}"
                )
            }
            Self::Database { path, detail, .. } => {
                let path = path.display();
                say!(
                    [detail] "kan niet naar de database `{path}` schrijven: {detail}; er is niets geschreven",
                    "cannot write to the database `{path}`: {detail}; nothing was written"
                )
            }
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn cure(&self) -> Option<Said> {
        Some(match self {
            Self::Exists { .. } => say!(
                "kies een andere `--out`, of vervang het met `--force`",
                "choose another `--out`, or replace it with `--force`"
            ),
            Self::Replaces { .. } => say!(
                "kies een andere map of naam, of verplaats eerst wat eruit gelezen wordt",
                "choose another folder or name, or move what is read out of it first"
            ),
            // Something else is in the way, or the name is none.
            Self::Write { source, .. }
                if matches!(
                    source.kind(),
                    io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidInput
                ) =>
            {
                say!("kies een andere naam", "choose another name")
            }
            Self::Write { .. } => say!(
                "controleer of de map bestaat, of er geschreven mag worden en of de schijf ruimte heeft",
                "check that the folder exists, may be written, and that the disk has room"
            ),
            Self::Format { .. } => say!(
                "dat hoort niet te gebeuren: meld het met dit bericht en waar het over ging",
                "that should not happen: please report it with this message and what it was about"
            ),
            Self::Database { hint, .. } => hint.clone(),
        })
    }

    /// [`ExportError::cure`] in English.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        self.cure().map(|cure| cure.to_string())
    }
}

impl Error {
    /// What went wrong.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::Read(error) => error.said(),
            Self::Export(error) => error.said(),
            Self::Project { path, detail, .. } => {
                let path = path.display();
                say!([detail] "projectbestand `{path}`: {detail}", "project file `{path}`: {detail}")
            }
            Self::CommandLine { detail, .. }
            | Self::NotFound { detail, .. }
            | Self::Fetch { detail, .. }
            | Self::Differs { detail, .. } => detail.clone(),
            Self::TooManyIssues { found, allowed } => say!(
                "{found} meldingen, hoogstens {allowed} toegestaan; er is niets geschreven",
                "{found} issues, at most {allowed} allowed; nothing was written"
            ),
            Self::Interrupted => {
                say!("gestopt; er is niets geschreven", "stopped; nothing was written")
            }
            Self::Defect(what) => say!("een fout in toplaag zelf: „{what}”", "a defect of toplaag: {what}"),
            Self::Transform(what) => {
                say!([what] "omrekenen van coördinaten: {what}", "coordinate transformation: {what}")
            }
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn cure(&self) -> Option<Said> {
        match self {
            Self::Read(error) => error.cure(),
            Self::Export(error) => error.cure(),
            Self::Project { hint, .. }
            | Self::CommandLine { hint, .. }
            | Self::NotFound { hint, .. }
            | Self::Fetch { hint, .. }
            | Self::Differs { hint, .. } => Some(hint.clone()),
            Self::TooManyIssues { .. } => Some(say!(
                "`toplaag check` toont ze per soort; verhoog `--max-issues` om toch door te gaan",
                "`toplaag check` shows them by kind; raise `--max-issues` to go on regardless"
            )),
            Self::Defect(_) => Some(say!(
                "meld het met dit bericht; iets vreemds in de invoer kan de aanleiding zijn",
                "please report it with this message; something odd in an input may have set it off"
            )),
            Self::Interrupted | Self::Transform(_) => None,
        }
    }

    /// [`Error::cure`] in English.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        self.cure().map(|cure| cure.to_string())
    }
}

/// As a text an error is English: that is what programs match on.
macro_rules! shown_in_english {
    ($($error:ty),*) => {
        $(impl fmt::Display for $error {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.said().fmt(out)
            }
        })*
    };
}
shown_in_english!(ReadError, ExportError, Error);
