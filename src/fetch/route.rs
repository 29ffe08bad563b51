//! What exactly is a service asked?

use super::{
    address::Address,
    catalogue::{Entry, Service},
    walk::{Paging, Route},
};
use crate::{
    crs::{Crs, rd_point_to_lonlat},
    error::Error,
    lang::say,
};

/// The OGC's name of RD New.
const RD_URI: &str = "http://www.opengis.net/def/crs/EPSG/0/28992";

/// The first page of a source within a box in RD New, or everywhere.
///
/// # Errors
///
/// [`Error::Fetch`] when the address of the catalogue cannot be extended, or
/// the box not be brought to degrees.
pub fn route(entry: &Entry, bbox: Option<[f64; 4]>, young_since: u64, now: u64) -> Result<Route, Error> {
    let wrong = |detail: String| Error::Fetch {
        detail: say!("{}: „{detail}”", "{}: {detail}", entry.name),
        hint: say!(
            "herstel het `address` in een eigen lijst van bronnen: `--catalogue`",
            "mend its `address` in a catalogue of your own: `--catalogue`"
        ),
    };
    let crs = Crs::parse(&entry.crs).unwrap_or(Crs::Rd);
    let bbox = bbox
        .map(|bbox| if crs == Crs::LonLat { degrees(bbox) } else { Ok(bbox.map(|n| format!("{n}"))) })
        .transpose()?;
    let bbox = bbox.map(|numbers| numbers.join(","));
    let address = Address::parse(&entry.address).map_err(wrong)?;
    let own = entry.query.iter().map(|(name, value)| (name.as_str(), value.clone()));
    let (address, asked, paging) = match entry.service {
        Service::OgcApiFeatures => {
            let items = address.below(&format!("/collections/{}/items", entry.collection)).map_err(wrong)?;
            (items, ogc(entry, &crs, bbox), Paging::Link)
        }
        Service::Arcgis => (
            address.below("/query").map_err(wrong)?,
            arcgis(entry, &crs, bbox),
            Paging::Offset("resultOffset", "orderByFields"),
        ),
        _ => (address, wfs(entry, &crs, bbox), Paging::Offset("startIndex", "sortBy")),
    };
    let ours = asked.clone().into_iter();
    let ours = ours.filter(|(name, _)| !entry.query.keys().any(|own| own.eq_ignore_ascii_case(name)));
    let shown = Address::parse(&address.short()).and_then(|address| address.with(ours)).map_err(wrong)?;
    let first = address.with(asked.into_iter().chain(own)).map_err(wrong)?;
    Ok(Route { first, shown, paging, page_size: entry.page_size, crs, young_since, now })
}

fn ogc(entry: &Entry, crs: &Crs, bbox: Option<String>) -> Vec<(&'static str, String)> {
    let mut asked = vec![("f", "json".to_owned()), ("limit", entry.page_size.to_string())];
    let is_rd = *crs == Crs::Rd;
    if is_rd {
        asked.push(("crs", RD_URI.into()));
    }
    if let Some(bbox) = bbox {
        asked.push(("bbox", bbox));
        if is_rd {
            asked.push(("bbox-crs", RD_URI.into()));
        }
    }
    asked
}

fn wfs(entry: &Entry, crs: &Crs, bbox: Option<String>) -> Vec<(&'static str, String)> {
    let crs = if *crs == Crs::Rd { "urn:ogc:def:crs:EPSG::28992" } else { "urn:ogc:def:crs:OGC:1.3:CRS84" };
    let mut asked = vec![
        ("service", "WFS".to_owned()),
        ("version", "2.0.0".into()),
        ("request", "GetFeature".into()),
        ("typeNames", entry.collection.clone()),
        ("outputFormat", "application/json".into()),
        ("srsName", crs.into()),
        ("count", entry.page_size.to_string()),
        ("startIndex", "0".into()),
    ];
    asked.extend(bbox.map(|bbox| ("bbox", format!("{bbox},{crs}"))));
    asked
}

fn arcgis(entry: &Entry, crs: &Crs, bbox: Option<String>) -> Vec<(&'static str, String)> {
    let code = if *crs == Crs::Rd { "28992" } else { "4326" };
    let mut asked = vec![
        ("where", "1=1".to_owned()),
        ("outFields", "*".into()),
        ("outSR", code.into()),
        ("f", "geojson".into()),
        ("resultRecordCount", entry.page_size.to_string()),
        ("resultOffset", "0".into()),
    ];
    if let Some(bbox) = bbox {
        asked.extend([
            ("geometry", bbox),
            ("geometryType", "esriGeometryEnvelope".into()),
            ("spatialRel", "esriSpatialRelIntersects".into()),
            ("inSR", code.into()),
        ]);
    }
    asked
}

/// A box in degrees that holds one in RD New, to some ten centimeters.
fn degrees([min_x, min_y, max_x, max_y]: [f64; 4]) -> Result<[String; 4], Error> {
    let corners = [(min_x, min_y), (min_x, max_y), (max_x, min_y), (max_x, max_y)];
    let mut all = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for (x, y) in corners {
        let (lon, lat) = rd_point_to_lonlat(x, y)?;
        all = [all[0].min(lon), all[1].min(lat), all[2].max(lon), all[3].max(lat)];
    }
    // Sides bend by less than this between corners a city apart.
    const BEND: f64 = 0.001;
    let [west, south, east, north] = all;
    Ok([west - BEND, south - BEND, east + BEND, north + BEND].map(|degrees| format!("{degrees:.6}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::catalogue::Catalogue;

    const BBOX: Option<[f64; 4]> = Some([80_000.0, 440_000.0, 90_000.0, 450_000.0]);

    #[test]
    fn each_kind_of_service_is_asked_in_its_own_words() {
        let catalogue = Catalogue::read(None).unwrap();
        let first =
            |key: &str, bbox| route(catalogue.get(key).unwrap(), bbox, 0, 0).unwrap().first.to_string();
        assert_eq!(
            first("panden", BBOX),
            "https://api.pdok.nl/kadaster/bag/ogc/v2/collections/pand/items?f=json&limit=1000\
             &crs=http://www.opengis.net/def/crs/EPSG/0/28992&bbox=80000,440000,90000,450000\
             &bbox-crs=http://www.opengis.net/def/crs/EPSG/0/28992"
        );
        assert_eq!(
            first("verblijfsobjecten", BBOX),
            "https://service.pdok.nl/lv/bag/wfs/v2_0?service=WFS&version=2.0.0&request=GetFeature\
             &typeNames=bag:verblijfsobject&outputFormat=application/json&srsName=urn:ogc:def:crs:EPSG::28992\
             &count=1000&startIndex=0&bbox=80000,440000,90000,450000,urn:ogc:def:crs:EPSG::28992"
        );
        let areas = first("voedingsgebieden", BBOX);
        assert!(
            areas.contains("/FeatureServer/0/query?where=1%3D1&outFields=*&outSR=28992&f=geojson"),
            "{areas}"
        );
        assert!(first("gemeenten", None).ends_with("EPSG/0/28992&jaarcode=2025"));
    }

    #[test]
    fn parameters_of_the_catalogue_are_asked_but_not_shown() {
        let catalogue = Catalogue::read(None).unwrap();
        let mut entry = catalogue.get("panden").unwrap().clone();
        entry.address = "https://x.nl/ogc/v1?apikey=geheim1".into();
        entry.query = [("token", "geheim2"), ("F", "geheim3")].map(|(a, b)| (a.into(), b.into())).into();
        let route = route(&entry, None, 0, 0).unwrap();
        let asked = route.first.to_string();
        assert!(["geheim1", "geheim2", "geheim3"].iter().all(|secret| asked.contains(secret)), "{asked}");
        assert_eq!(
            route.shown.to_string(),
            "https://x.nl/ogc/v1/collections/pand/items?limit=1000&crs=http://www.opengis.net/def/crs/EPSG/0/28992"
        );
    }

    #[test]
    fn a_service_without_rd_is_asked_in_degrees() {
        let catalogue = Catalogue::read(None).unwrap();
        let mut entry = catalogue.get("buurten").unwrap().clone();
        entry.crs = "OGC:CRS84".into();
        let first = route(&entry, Some([155_000.0, 463_000.0, 155_001.0, 463_001.0]), 0, 0).unwrap().first;
        let text = first.to_string();
        assert!(text.contains("&bbox=5.3862") && !text.contains("crs="), "{text}");
    }
}
