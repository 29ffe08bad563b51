use crate::crs::Crs;

const NUMBERS: &str = r#"PARAMETER["latitude_of_origin",52.15616055555555],PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["Meter",1]"#;
const BESSEL: &str = r#"SPHEROID["bessel",6377397.155,299.1528128]"#;

fn settled(text: &str) -> Result<Crs, crate::lang::Said> {
    Crs::parse(text).unwrap().settled()
}

fn projected(datum: &str, method: &str, numbers: &str) -> String {
    format!(r#"PROJCS["naamloos",GEOGCS["x",DATUM["{datum}",{BESSEL}]],PROJECTION["{method}"],{numbers}]"#)
}

#[test]
fn the_numbers_of_rd_are_rd_whatever_the_name_and_the_datum() {
    let six = NUMBERS
        .replace("52.15616055555555", "52.156161")
        .replace("5.38763888888889", "5.387639")
        .replace("0.9999079", "0.999908");
    let plain = projected("unknown", "Oblique_Stereographic", NUMBERS);
    for text in [
        plain.clone(),
        projected("D_Unknown", "Stereographic", &six),
        projected("WGS_1984", "Double_Stereographic", NUMBERS),
        projected("AMERSFOORT2008", "Unknown", NUMBERS),
        format!(r#"COMPD_CS["naamloos",{plain},VERT_CS["NAP"]]"#),
        r#"PROJCRS["naamloos",BASEGEOGCRS["x",DATUM["Unknown",ELLIPSOID["Bessel 1841",6377397.155,299.1528128,LENGTHUNIT["metre",1]]]],CONVERSION["c",METHOD["Oblique Stereographic"],PARAMETER["Latitude of natural origin",52.1561605555556,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",5.38763888888889],PARAMETER["Scale factor at natural origin",0.9999079],PARAMETER["False easting",155000],PARAMETER["False northing",463000]],CS[Cartesian,2],AXIS["easting",east],LENGTHUNIT["metre",1]]"#.into(),
        r#"{"type":"ProjectedCRS","name":"naamloos","base_crs":{"name":"x","datum":{"name":"unknown"}},"conversion":{"name":"c","method":{"name":"Oblique Stereographic"},"parameters":[{"name":"Latitude of natural origin","value":52.1561605555556},{"name":"Longitude of natural origin","value":5.38763888888889},{"name":"Scale factor at natural origin","value":0.9999079},{"name":"False easting","value":155000},{"name":"False northing","value":463000}]},"coordinate_system":{"axis":[{"unit":"metre"}]}}"#.into(),
    ] {
        let crs = settled(&text).unwrap();
        assert_eq!(crs, Crs::RdByNumbers("naamloos".into()), "{text}");
        assert!(crs.is_rd() && crs.name().contains("naamloos") && crs.name().starts_with("EPSG:28992"));
    }
}

#[test]
fn other_numbers_on_an_unknown_datum_are_refused() {
    for text in [
        // Rounded so that the origin lies 24 m away.
        projected("AMERSFOORT2008", "Unknown", &NUMBERS.replace("5.38763888888889", "5.388")),
        projected("D_Unknown", "Transverse_Mercator", NUMBERS),
        projected("unknown", "Oblique_Stereographic", &NUMBERS.replace("155000", "0")),
        projected("unknown", "Oblique_Stereographic", &NUMBERS.replace(r#"["Meter",1]"#, r#"["Kilometer",1000]"#)),
        format!(r#"GEOGCS["x",DATUM["D_Unknown",{BESSEL}],UNIT["degree",0.0174532925199433]]"#),
        "+proj=tmerc +lat_0=0 +lon_0=5 +k=1 +x_0=500000 +y_0=0 +ellps=bessel".into(),
        "+proj=sterea +lat_0=52.156 +lon_0=5.387 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel".into(),
        r#"{"type":"ProjectedCRS","name":"x","base_crs":{"name":"x","datum":{"name":"unknown"}},"conversion":{"method":{"name":"Transverse Mercator"},"parameters":[]}}"#.into(),
    ] {
        assert!(settled(&text).is_err_and(|why| why.to_string().contains("ETRS89")), "{text}");
    }
}

#[test]
fn what_is_tied_to_etrs89_is_left_to_proj() {
    let shifted = format!(r#"{BESSEL},TOWGS84[598.1,73.7,418.2,0.202,0.045,-2.455,6.7]"#);
    for text in [
        "EPSG:25831".to_owned(),
        "+proj=utm +zone=31 +ellps=GRS80 +units=m +no_defs".into(),
        "+proj=tmerc +lon_0=9 +ellps=bessel +towgs84=598.1,73.7,418.2".into(),
        projected("European_Terrestrial_Reference_System_1989", "Transverse_Mercator", NUMBERS),
        projected("D_Amersfoort", "Oblique_Stereographic", &NUMBERS.replace("155000", "0")),
        projected("unknown", "Transverse_Mercator", NUMBERS).replace(BESSEL, &shifted),
    ] {
        assert!(matches!(settled(&text), Ok(Crs::Other(_))), "{text}");
    }
}

#[test]
fn brackets_without_end_end() {
    let text = format!("PROJCS[\"x\",{}", "GEOGCS[".repeat(10_000));
    let _ = Crs::parse(&text).map(Crs::settled);
}
