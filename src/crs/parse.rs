//! The many spellings of a CRS.

use serde_json::Value as Json;

use super::{
    Crs,
    brackets::{split, unquoted},
    own,
};

/// Longer definitions are not a CRS but a mistake, or an attack on the parser.
const LONGEST: usize = 100_000;

pub(super) fn parse(text: &str) -> Option<Crs> {
    let text = text.trim().trim_start_matches('\u{feff}');
    if text.is_empty() || text.len() > LONGEST || text.contains('\0') {
        return None;
    }
    if text.starts_with('{') {
        return projjson(text);
    }
    if text.starts_with('+') {
        return proj_string(text);
    }
    if text.contains('[') {
        return wkt(text);
    }
    by_code(text).or_else(|| by_name(text))
}

/// `EPSG:n`, bare numbers, URNs and URLs.
fn by_code(text: &str) -> Option<Crs> {
    let lower = text.to_ascii_lowercase();
    if lower.ends_with("crs84") || lower.ends_with("crs84h") {
        return Some(Crs::LonLat);
    }
    if lower.bytes().all(|byte| byte.is_ascii_digit()) {
        return epsg(&lower);
    }
    // In a compound (`urn:ogc:def:crs,crs:EPSG::28992,crs:EPSG::5709`,
    // `EPSG:28992+5709`) the horizontal part comes first.
    let (_, rest) = lower.split_once("epsg")?;
    let horizontal = rest.split([',', '+', ' ']).next()?;
    let code = horizontal.trim_end_matches('/').rsplit([':', '/', '#', '_']).next()?;
    epsg(code)
}

fn epsg(code: &str) -> Option<Crs> {
    let code: u32 = code.parse().ok()?;
    Some(match code {
        28992 | 7415 => Crs::Rd,
        // 4937 and 4979 are the same with an ellipsoidal height, which is dropped.
        4326 | 4258 | 4937 | 4979 => Crs::LonLat,
        0 => return None,
        _ => Crs::Other(format!("EPSG:{code}")),
    })
}

/// Names as QGIS, ESRI and PROJ write them, punctuation aside.
fn by_name(text: &str) -> Option<Crs> {
    let name: String =
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    match name.as_str() {
        "rd"
        | "rdnew"
        | "amersfoortrdnew"
        | "rijksdriehoekstelselnew"
        | "rijksdriehoekstelsel"
        | "rdnewnap"
        | "amersfoortrdnewnapheight"
        | "amersfoortrdnewnap" => Some(Crs::Rd),
        "wgs84" | "gcswgs1984" | "wgs1984" | "wgs84crs84" | "etrs89" | "gcsetrs1989" | "etrs1989"
        | "longlat" => Some(Crs::LonLat),
        _ => None,
    }
}

fn proj_string(text: &str) -> Option<Crs> {
    let value = |key: &str| {
        text.split_ascii_whitespace()
            .filter_map(|part| part.trim_start_matches('+').split_once('='))
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    };
    if let Some(init) = value("init") {
        return by_code(init);
    }
    match value("proj")? {
        "sterea" if own::is_rd(text) => Some(Crs::Rd),
        "longlat" | "latlong" | "lonlat" | "latlon"
            if matches!(value("datum"), Some("WGS84"))
                || matches!(value("ellps"), Some("WGS84" | "GRS80")) =>
        {
            Some(Crs::LonLat)
        }
        _ => Some(Crs::Other(text.to_owned())),
    }
}

fn projjson(text: &str) -> Option<Crs> {
    let json: Json = serde_json::from_str(text).ok()?;
    let known = |json: &Json| {
        let id = json.get("id").or_else(|| json.get("ids")?.get(0))?;
        let code = match id.get("code")? {
            Json::Number(code) => code.to_string(),
            Json::String(code) => code.clone(),
            _ => return None,
        };
        by_code(&format!("{}:{code}", id.get("authority")?.as_str()?))
    };
    let named = |json: &Json| json.get("name")?.as_str().and_then(by_name);
    known(&json)
        .or_else(|| named(&json))
        .or_else(|| json.get("components")?.get(0).and_then(|part| known(part).or_else(|| named(part))))
        .or_else(|| json.get("type")?.as_str().map(|_| Crs::Other(text.to_owned())))
}

/// WKT 1 and 2. The code of the whole wins, then the name, then the same of
/// the first part of a compound; what is then still unknown is left to PROJ.
fn wkt(text: &str) -> Option<Crs> {
    let start = text.find('[')?;
    let keyword = text[..start].trim().to_ascii_uppercase();
    if !keyword.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') || keyword.is_empty() {
        return None;
    }
    let parts = split(&text[start..]);
    let id = parts.iter().rev().find_map(|part| {
        let part = part.trim();
        let open = part.find('[')?;
        matches!(part[..open].trim().to_ascii_uppercase().as_str(), "AUTHORITY" | "ID").then_some(())?;
        let fields: Vec<String> = split(&part[open..]).iter().map(|field| unquoted(field)).collect();
        by_code(&format!("{}:{}", fields.first()?, fields.get(1)?))
    });
    let found = id.or_else(|| by_name(&unquoted(parts.first()?)));
    if found.is_some() {
        return found;
    }
    let compound = keyword.starts_with("COMPD") || keyword.starts_with("COMPOUND");
    let first = if compound { parts.get(1).and_then(|part| wkt_part(part)) } else { None };
    // A local or engineering CRS lies nowhere on Earth: no use to PROJ or to us.
    let known = ["PROJ", "GEOG", "GEOD", "COMPD", "COMPOUND", "BOUND"];
    let usable = known.iter().any(|start| keyword.starts_with(start));
    first.or_else(|| usable.then(|| Crs::Other(text.to_owned())))
}

/// The horizontal part of a compound; not itself a compound, so no recursion.
fn wkt_part(part: &str) -> Option<Crs> {
    let keyword = part.trim().split('[').next()?.to_ascii_uppercase();
    (!keyword.starts_with("COMP")).then(|| wkt(part.trim()))?
}
