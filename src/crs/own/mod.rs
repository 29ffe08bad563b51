//! What does a CRS say that is defined by its numbers alone?
//!
//! Programs write RD New without its name or code: MapInfo by a datum of its
//! own, old exports as `unnamed` on an unknown datum. PROJ places such a
//! datum as if it were ETRS89, 26 to 200 m off. So the numbers are compared
//! with those of RD New, and what is neither RD New nor on a datum that is
//! known is refused.

use serde_json::Value as Json;

use super::{
    Crs,
    brackets::{split, unquoted},
};

/// Latitude and longitude of the origin (degrees), scale, false easting and
/// northing (m) of RD New, each with how far a definition may be off: what
/// rounding to six decimals does, 0.1 m on the ground.
///
/// # Source
///
/// EPSG:28992 (projection 19914).
const RD: [(f64, f64); 5] = [
    (52.156_160_555_555_55, 1e-6),
    (5.387_638_888_888_89, 1e-6),
    (0.999_907_9, 2e-7),
    (155_000.0, 0.01),
    (463_000.0, 0.01),
];

/// Names of the parameters in the order of [`RD`], bare.
const NAMES: [&[&str]; 5] = [
    &["latitudeoforigin", "latitudeofnaturalorigin", "latitudeofcenter", "lat0"],
    &["centralmeridian", "longitudeofnaturalorigin", "longitudeoforigin", "longitudeofcenter", "lon0"],
    &["scalefactor", "scalefactoratnaturalorigin", "k", "k0"],
    &["falseeasting", "x0"],
    &["falsenorthing", "y0"],
];

/// Projections that can be meant for RD New; survey software writes `Unknown`.
const METHODS: [&str; 7] = [
    "obliquestereographic",
    "doublestereographic",
    "stereographic",
    "rijksdriehoeksstelsel",
    "sterea",
    "stere",
    "unknown",
];

/// Datums PROJ can tie to ETRS89 by their name alone, bare and without the
/// `D_` of ESRI.
const DATUMS: [&str; 15] = [
    "amersfoort",
    "etrs1989",
    "etrs89",
    "europeanterrestrialreferencesystem1989",
    "europeanterrestrialreferencesystem1989ensemble",
    "wgs84",
    "wgs1984",
    "worldgeodeticsystem1984",
    "worldgeodeticsystem1984ensemble",
    "belge1972",
    "reseaunationalbelge1972",
    "deutscheshauptdreiecksnetz",
    "europeandatum1950",
    "european1950",
    "europeanlibyandatum1979",
];

/// What a definition says, as far as it is compared.
#[derive(Debug, Default)]
struct Said {
    name: String,
    method: String,
    /// Name, bare, and value.
    parameters: Vec<(String, f64)>,
    /// Meters in a unit of length; `None` when it does not say.
    unit: Option<f64>,
    datum: String,
    /// Whether it says how it lies to WGS 84, or has the code of a datum.
    is_tied: bool,
}

/// See [`Crs::settled`].
pub(super) fn settled(text: String) -> Result<Crs, crate::lang::Said> {
    let Some(said) = read(&text) else { return Ok(Crs::Other(text)) };
    if said.is_rd() {
        return Ok(Crs::RdByNumbers(said.name));
    }
    if said.is_tied || DATUMS.contains(&said.datum.as_str()) {
        return Ok(Crs::Other(text));
    }
    Err(crate::lang::say!(
        "het CRS `{}` heeft een datum waarvan niet bekend is hoe het ten opzichte van ETRS89 ligt, en de parameters zijn niet \
         die van RD New",
        "the CRS `{}` has a datum of which is not known how it lies to ETRS89, and its parameters are not those of RD New",
        said.name
    ))
}

/// Whether a definition has the numbers of RD New.
pub(super) fn is_rd(text: &str) -> bool {
    read(text).is_some_and(|said| said.is_rd())
}

impl Said {
    fn is_rd(&self) -> bool {
        let has = |names: &[&str], (right, off): (f64, f64)| {
            let found = self.parameters.iter().find(|(name, _)| names.contains(&name.as_str()));
            found.is_some_and(|(_, value)| (value - right).abs() <= off)
        };
        METHODS.contains(&self.method.as_str())
            && self.unit.is_none_or(|unit| (unit - 1.0).abs() < 1e-9)
            && NAMES.iter().zip(RD).all(|(names, number)| has(names, number))
    }
}

/// `None` for a code.
fn read(text: &str) -> Option<Said> {
    let text = text.trim();
    if text.starts_with('{') {
        return projjson(&serde_json::from_str(text).ok()?);
    }
    if text.starts_with('+') {
        return Some(proj_string(text));
    }
    text.contains('[').then(|| wkt(text))
}

fn bare(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// A datum's name without the `D_` of ESRI.
fn bare_datum(name: &str) -> String {
    bare(name.strip_prefix("D_").unwrap_or(name))
}

/// At most this many characters of a name are shown.
fn short(name: &str) -> String {
    name.chars().take(60).collect()
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn proj_string(text: &str) -> Said {
    let pairs: Vec<(&str, &str)> = text
        .split_ascii_whitespace()
        .filter_map(|part| part.trim_start_matches('+').split_once('='))
        .collect();
    let value = |key: &str| pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
    let shifts = value("towgs84").is_some_and(|shift| shift.split(',').any(|part| number(part) != Some(0.0)));
    let grid = value("nadgrids").is_some_and(|grid| !grid.starts_with('@'));
    // What has no datum but the ellipsoid of ETRS89 is how PROJ writes ETRS89.
    let modern = matches!(value("ellps"), Some("GRS80" | "WGS84"));
    let to_meters = value("to_meter").and_then(number);
    Said {
        name: short(text),
        method: value("proj").unwrap_or_default().to_owned(),
        parameters: pairs.iter().filter_map(|(name, value)| Some((bare(name), number(value)?))).collect(),
        unit: to_meters.or_else(|| value("units").map(|unit| if unit == "m" { 1.0 } else { f64::NAN })),
        datum: String::new(),
        is_tied: shifts || grid || modern || value("datum").is_some(),
    }
}

/// The keyword of a part of a WKT.
fn keyword(part: &str) -> String {
    part.split('[').next().unwrap_or_default().trim().to_ascii_uppercase()
}

/// What stands between the brackets of a part of a WKT.
fn fields(part: &str) -> Vec<&str> {
    part.find('[').map_or_else(Vec::new, |open| split(&part[open..]))
}

/// Goes no deeper than a CRS of a CRS, so that brackets without end cost nothing.
fn wkt(text: &str) -> Said {
    let mut part = text.trim();
    let mut is_bound = false;
    for _ in 0..3 {
        let inner = fields(part);
        let keyword_here = keyword(part);
        let next = if keyword_here.starts_with("COMP") {
            inner.get(1).copied()
        } else if keyword_here.starts_with("BOUND") {
            is_bound = true;
            inner
                .iter()
                .find(|part| keyword(part) == "SOURCECRS")
                .and_then(|source| fields(source).first().copied())
        } else {
            None
        };
        let Some(next) = next else { break };
        part = next.trim();
    }
    let mut said = Said { is_tied: is_bound, ..Said::default() };
    for (at, field) in fields(part).into_iter().enumerate() {
        match keyword(field).as_str() {
            _ if at == 0 => said.name = short(&unquoted(field)),
            "GEOGCS" | "BASEGEOGCRS" | "BASEGEODCRS" | "DATUM" | "ENSEMBLE" | "GEODETICDATUM" => {
                wkt_datum(field, &mut said);
            }
            "CONVERSION" => fields(field).into_iter().for_each(|field| wkt_projection(field, &mut said)),
            _ => wkt_projection(field, &mut said),
        }
    }
    said
}

fn wkt_projection(field: &str, said: &mut Said) {
    let inner = fields(field);
    let first = || inner.first().map(|name| bare(&unquoted(name))).unwrap_or_default();
    let second = || inner.get(1).and_then(|value| number(value));
    match keyword(field).as_str() {
        "PROJECTION" | "METHOD" => said.method = first(),
        "PARAMETER" => said.parameters.extend(second().map(|value| (first(), value))),
        "UNIT" | "LENGTHUNIT" => said.unit = second(),
        _ => {}
    }
}

/// A geographic CRS or its datum: the name, and what ties it.
fn wkt_datum(part: &str, said: &mut Said) {
    let mut levels = vec![part];
    if let Some(datum) = fields(part)
        .into_iter()
        .find(|field| keyword(field).contains("DATUM") || keyword(field) == "ENSEMBLE")
    {
        levels.push(datum);
    }
    for level in levels {
        for field in fields(level) {
            let inner = fields(field);
            match keyword(field).as_str() {
                "AUTHORITY" | "ID" => {
                    let code = inner.get(1).map(|code| unquoted(code)).unwrap_or_default();
                    // GDAL gives an unknown datum the code 6000 and up of its ellipsoid.
                    said.is_tied |= code.parse::<u32>().is_ok_and(|code| {
                        code > 0 && !(6_001..=6_099).contains(&code) && !(4_001..=4_099).contains(&code)
                    });
                }
                "TOWGS84" => {
                    said.is_tied |= inner.iter().any(|shift| number(shift).is_some_and(|shift| shift != 0.0))
                }
                _ => {}
            }
        }
        if keyword(level).contains("DATUM") || keyword(level) == "ENSEMBLE" {
            said.datum = fields(level).first().map(|name| bare_datum(&unquoted(name))).unwrap_or_default();
        }
    }
}

fn projjson(json: &Json) -> Option<Said> {
    let text = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let kind = text(json, "type");
    let whole = json;
    let json = if kind == "CompoundCRS" { json.get("components")?.get(0)? } else { json };
    let is_bound = text(json, "type") == "BoundCRS";
    let json = if is_bound { json.get("source_crs")? } else { json };
    let mut said = Said { name: short(&text(whole, "name")), is_tied: is_bound, ..Said::default() };
    if said.name.is_empty() {
        said.name = short(&text(json, "name"));
    }
    if let Some(conversion) = json.get("conversion") {
        said.method = conversion.get("method").map(|method| bare(&text(method, "name"))).unwrap_or_default();
        let parameters = conversion.get("parameters").and_then(Json::as_array).into_iter().flatten();
        said.parameters = parameters
            .filter_map(|one| Some((bare(&text(one, "name")), one.get("value")?.as_f64()?)))
            .collect();
    }
    let base = json.get("base_crs").unwrap_or(json);
    let datum = base.get("datum").or_else(|| base.get("datum_ensemble"));
    said.datum = datum.map(|datum| bare_datum(&text(datum, "name"))).unwrap_or_default();
    said.is_tied |= base.get("id").is_some() || datum.is_some_and(|datum| datum.get("id").is_some());
    let axes = json.get("coordinate_system").and_then(|system| system.get("axis")).and_then(Json::as_array);
    if let (Some(axis), Some(_)) = (axes.and_then(|axes| axes.first()), json.get("conversion")) {
        said.unit = match axis.get("unit") {
            Some(Json::String(unit)) => Some(if unit == "metre" { 1.0 } else { f64::NAN }),
            Some(unit) => unit.get("conversion_factor").and_then(Json::as_f64),
            None => None,
        };
    }
    Some(said)
}

#[cfg(test)]
mod tests;
