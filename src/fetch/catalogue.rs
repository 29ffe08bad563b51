//! Which sources are there, and what is each of them for?
//!
//! `data/sources.toml` is compiled in; a user's own file is laid over it.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};

use super::address::Address;
use crate::{
    crs::Crs,
    error::{Error, brief},
    lang::say,
    model::{Effect, RestrictionKind},
    regular,
};

/// The catalogue as it comes with the program.
pub const BUILT_IN: &str = include_str!("../../data/sources.toml");

/// Longest catalogue that is read.
const MAX_BYTES: u64 = 4 << 20;

/// What kind of service it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// OGC API Features, GeoJSON.
    OgcApiFeatures,
    /// WFS 2.0 that gives GeoJSON.
    Wfs,
    /// A layer of an ArcGIS feature service, GeoJSON.
    Arcgis,
    /// One file.
    File,
    /// A WFS whose features name the tiles of 3DBAG.
    #[serde(rename = "tiles_3dbag")]
    Tiles3dbag,
    /// None that can be asked.
    None,
}

impl Service {
    /// Its name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OgcApiFeatures => "OGC API Features",
            Self::Wfs => "WFS",
            Self::Arcgis => "ArcGIS",
            Self::File => "file",
            Self::Tiles3dbag => "WFS + CityJSON",
            Self::None => "-",
        }
    }
}

/// What a source is in a project file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// `[panden]`
    Panden,
    /// `[verblijfsobjecten]`
    Verblijfsobjecten,
    /// `[heights]`
    Heights,
    /// `[buurten]`
    Buurten,
    /// `[wijken]`
    Wijken,
    /// `[gemeenten]`
    Gemeenten,
    /// `[grid] postcodes`
    #[serde(rename = "grid.postcodes")]
    GridPostcodes,
    /// `[grid] areas`
    #[serde(rename = "grid.areas")]
    GridAreas,
    /// `[water]`
    Water,
    /// `[ground] parcels`
    #[serde(rename = "ground.parcels")]
    GroundParcels,
    /// `[ground] roads`
    #[serde(rename = "ground.roads")]
    GroundRoads,
    /// `[ground] water`
    #[serde(rename = "ground.water")]
    GroundWater,
    /// `[[stops]]`
    Stops,
    /// `[[restrictions]]`
    Restriction,
    /// The correction grid of RD New: for the machine, not for a project.
    ProjGrid,
    /// Fetched, but not used in a run.
    Keep,
}

/// Whether the data may be passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Redistribution {
    /// Yes, under the licence.
    Yes,
    /// No: for own use.
    No,
    /// Nobody says.
    Unknown,
}

/// One source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name, for people.
    pub name: String,
    /// Who publishes it.
    pub publisher: String,
    /// What kind of service it is.
    pub service: Service,
    /// Where it is.
    #[serde(default)]
    pub address: String,
    /// Which collection or type.
    #[serde(default)]
    pub collection: String,
    /// Further parameters of every request.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// CRS that is asked for.
    #[serde(default = "rd")]
    pub crs: String,
    /// Objects a request.
    #[serde(default = "thousand")]
    pub page_size: u64,
    /// SHA-256 the file must have.
    pub sha256: Option<String>,
    /// What it is in a project file.
    pub role: Role,
    /// `kind` of a restriction.
    pub kind: Option<String>,
    /// `effect` of a restriction.
    pub effect: Option<String>,
    /// `buffer_m` of a restriction.
    pub buffer_m: Option<f64>,
    /// The source that is asked first.
    pub instead_of: Option<String>,
    /// Fetched only when it is named.
    #[serde(default)]
    pub optional: bool,
    /// Whether it takes part.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Why it is not fetched.
    #[serde(default)]
    pub why: String,
    /// Where to ask for it.
    #[serde(default)]
    pub ask: String,
    /// Its licence.
    pub licence: String,
    /// Whom to name.
    pub attribution: String,
    /// Whether it may be passed on.
    pub redistribution: Redistribution,
    /// Who says that this is the address.
    pub source: String,
    /// How sure that is: S, P or K.
    pub mark: String,
    /// When that was read.
    pub date: String,
}

fn rd() -> String {
    "EPSG:28992".into()
}

fn thousand() -> u64 {
    1_000
}

fn yes() -> bool {
    true
}

/// The sources in the order of the file.
#[derive(Debug, Clone)]
pub struct Catalogue(Vec<(String, Entry)>);

impl Catalogue {
    /// The built-in catalogue, with a user's file laid over it: what a table
    /// there says replaces what is said here, key by key.
    ///
    /// # Errors
    ///
    /// [`Error::Fetch`] when the file cannot be read or says what cannot be.
    pub fn read(over: Option<&Path>) -> Result<Self, Error> {
        let wrong = |detail: String| Error::Fetch {
            detail: match over {
                Some(path) => {
                    say!("bronnenlijst `{}`: „{detail}”", "catalogue `{}`: {detail}", path.display())
                }
                None => say!("bronnenlijst: „{detail}”", "catalogue: {detail}"),
            },
            hint: say!(
                "`toplaag fetch --show-catalogue` toont er een met elke sleutel",
                "`toplaag fetch --show-catalogue` prints one that shows every key"
            ),
        };
        let mut tables: toml::Table = toml::from_str(BUILT_IN).map_err(|error| wrong(error.to_string()))?;
        if let Some(path) = over {
            let bytes = regular::read(path, MAX_BYTES).map_err(|error| wrong(error.to_string()))?;
            let bytes = bytes.ok_or_else(|| {
                wrong(format!(
                    "the file has more than {MAX_BYTES} bytes; a catalogue is text of a few kilobytes"
                ))
            })?;
            let text = String::from_utf8(bytes).map_err(|_| wrong("the file is not UTF-8 text".into()))?;
            let own: toml::Table = toml::from_str(&text).map_err(|error| wrong(brief(&error.to_string())))?;
            for (key, says) in own {
                let toml::Value::Table(says) = says else {
                    return Err(wrong(format!("`{key}` stands outside a table")));
                };
                let entry = tables.entry(key).or_insert_with(|| toml::Table::new().into());
                if let Some(entry) = entry.as_table_mut() {
                    entry.extend(says);
                }
            }
        }
        let mut entries = Vec::new();
        for (key, table) in tables {
            let entry: Entry =
                table.try_into().map_err(|error| wrong(format!("[{key}]: {}", one_line(&error))))?;
            check(&key, &entry).map_err(|detail| wrong(format!("[{key}]: {detail}")))?;
            entries.push((key, entry));
        }
        let all = Self(entries);
        for (key, entry) in &all.0 {
            if let Some(first) = entry.instead_of.as_deref().filter(|first| all.get(first).is_none()) {
                return Err(wrong(format!("[{key}]: `instead_of` names `{first}`, which does not exist")));
            }
        }
        Ok(all)
    }

    /// All sources.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.0.iter().map(|(key, entry)| (key.as_str(), entry))
    }

    /// One source.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries().find(|(name, _)| *name == key).map(|(_, entry)| entry)
    }

    /// A source and those to be asked in its place, as far as they take part.
    #[must_use]
    pub fn chain(&self, key: &str) -> Vec<(&str, &Entry)> {
        self.entries()
            .filter(|(name, entry)| *name == key || entry.instead_of.as_deref() == Some(key))
            .filter(|(_, entry)| entry.enabled && entry.service != Service::None)
            .collect()
    }

    /// The sources to fetch: those named, or all but the optional ones, and
    /// none of `skip`.
    ///
    /// # Errors
    ///
    /// [`Error::CommandLine`] for a name that is no source.
    pub fn selected(&self, only: &[String], skip: &[String]) -> Result<Vec<(&str, &Entry)>, Error> {
        if let Some(name) = only.iter().chain(skip).find(|name| self.get(name).is_none()) {
            let names: Vec<_> = self.entries().map(|(key, _)| key).collect();
            return Err(Error::CommandLine {
                detail: say!("er is geen bron `{name}`", "there is no source `{name}`"),
                hint: say!("de bronnen zijn {}", "the sources are {}", names.join(", ")),
            });
        }
        let takes_part = |key: &str, entry: &Entry| {
            if only.is_empty() {
                !entry.optional && entry.instead_of.is_none()
            } else {
                only.iter().any(|name| name == key)
            }
        };
        Ok(self
            .entries()
            .filter(|(key, entry)| takes_part(key, entry) && !skip.iter().any(|name| name == key))
            .filter(|(key, entry)| entry.service == Service::None || !self.chain(key).is_empty())
            .collect())
    }
}

/// What toml says, without the picture it draws of the merged text.
fn one_line(error: &toml::de::Error) -> String {
    error.message().to_owned()
}

fn check(key: &str, entry: &Entry) -> Result<(), String> {
    // The key becomes a file name.
    let is_name = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
    if key.is_empty() || key.len() > 40 || !key.chars().all(is_name) {
        return Err("a name is at most 40 lower-case letters, digits and `_`".into());
    }
    if entry.service == Service::None {
        return Ok(());
    }
    Address::parse(&entry.address)?;
    let needs_collection =
        matches!(entry.service, Service::OgcApiFeatures | Service::Wfs | Service::Tiles3dbag);
    if needs_collection && entry.collection.is_empty() {
        return Err("`collection` is missing".into());
    }
    // A name, not a path.
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "_-.:".contains(sign);
    if !entry.collection.chars().all(is_plain) {
        return Err(format!("`collection = \"{}\"` is no name", entry.collection));
    }
    if !matches!(Crs::parse(&entry.crs), Some(Crs::Rd | Crs::LonLat)) {
        return Err(format!("`crs = \"{}\"`: write EPSG:28992 or OGC:CRS84", entry.crs));
    }
    if !(1..=10_000).contains(&entry.page_size) {
        return Err(format!("`page_size = {}`: write 1 to 10000", entry.page_size));
    }
    if entry.service == Service::Tiles3dbag && entry.role != Role::Heights {
        return Err("`tiles_3dbag` are heights".into());
    }
    if entry.role == Role::ProjGrid && (entry.service != Service::File || entry.sha256.is_none()) {
        return Err("a correction grid is a file with a `sha256`".into());
    }
    if entry.role == Role::Restriction {
        let kind = entry.kind.as_deref().unwrap_or("overig");
        if RestrictionKind::parse(kind).is_none() {
            return Err(format!("`kind = \"{kind}\"` does not exist"));
        }
        let effect = entry.effect.as_deref().unwrap_or_default();
        if Effect::parse(effect).is_none() {
            return Err(format!("`effect = \"{effect}\"` does not exist"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(text: &str) -> Result<Catalogue, Error> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        Catalogue::read(Some(file.path()))
    }

    #[test]
    fn the_built_in_catalogue_holds_and_says_where_each_address_comes_from() {
        let catalogue = Catalogue::read(None).unwrap();
        assert!(catalogue.entries().count() > 20);
        for (key, entry) in catalogue.entries() {
            assert!(["S", "P", "K"].contains(&entry.mark.as_str()), "{key}");
            assert!(!entry.source.is_empty() && entry.date.starts_with("20"), "{key}");
            if entry.service == Service::None {
                assert!(!entry.why.is_empty() && !entry.ask.is_empty(), "{key}");
            } else {
                assert!(entry.address.starts_with("https://"), "{key}");
            }
        }
        let chain: Vec<_> = catalogue.chain("panden").into_iter().map(|(key, _)| key).collect();
        assert_eq!(chain, ["panden", "panden_wfs"]);
    }

    #[test]
    fn an_own_file_replaces_key_by_key_and_adds() {
        let own = over(
            "[panden]\naddress = \"http://localhost:5000\"\n[panden_wfs]\nenabled = false\n\
             [welstand]\nname = \"Welstand\"\npublisher = \"gemeente\"\nservice = \"wfs\"\naddress = \"https://geo.delft.nl/wfs\"\n\
             collection = \"w:zones\"\nrole = \"restriction\"\nkind = \"erfgoed\"\neffect = \"flag\"\nlicence = \"CC0\"\n\
             attribution = \"Delft\"\nredistribution = \"yes\"\nsource = \"eigen\"\nmark = \"P\"\ndate = \"2026-11\"\n",
        )
        .unwrap();
        let panden = own.get("panden").unwrap();
        assert_eq!((panden.address.as_str(), panden.collection.as_str()), ("http://localhost:5000", "pand"));
        assert_eq!(own.chain("panden").len(), 1);
        assert!(own.selected(&[], &[]).unwrap().iter().any(|(key, _)| *key == "welstand"));
    }

    #[test]
    fn a_catalogue_that_cannot_be_is_refused_with_the_table() {
        for (text, said) in [
            ("x = 1", "outside a table"),
            ("[panden]\nadres = \"x\"", "[panden]: unknown field `adres`"),
            ("[panden]\naddress = \"file:///etc/passwd\"", "neither http nor https"),
            ("[panden]\ncollection = \"../pand\"", "is no name"),
            ("[panden]\npage_size = 0", "page_size"),
            ("[panden]\ncrs = \"EPSG:25831\"", "EPSG:25831"),
            ("[panden]\ninstead_of = \"x\"", "names `x`"),
            ("[\"../panden\"]\nname = \"x\"", "[../panden]"),
            ("[lib]\neffect = \"verbod\"", "verbod"),
            ("[panden", "catalogue"),
        ] {
            let error = over(text).unwrap_err().to_string();
            assert!(error.contains(said), "{text}: {error}");
        }
        assert!(Catalogue::read(Some(Path::new("weg.toml"))).is_err());
    }

    #[test]
    fn what_is_fetched_can_be_named() {
        let catalogue = Catalogue::read(None).unwrap();
        let keys = |only: &[&str], skip: &[&str]| -> Vec<String> {
            let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
            let chosen = catalogue.selected(&own(only), &own(skip)).unwrap();
            chosen.into_iter().map(|(key, _)| key.to_owned()).collect()
        };
        assert_eq!(keys(&["terreindelen", "panden"], &[]), ["panden", "terreindelen"]);
        let all = keys(&[], &["lib"]);
        assert!(all.contains(&"panden".into()) && !all.contains(&"panden_wfs".into()));
        assert!(!all.contains(&"terreindelen".into()) && !all.contains(&"lib".into()));
        assert!(catalogue.selected(&["pand".into()], &[]).is_err());
    }
}
