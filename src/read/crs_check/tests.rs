use geo_types::{Geometry, Point};

use super::*;
use crate::read::record::Shape;

/// A layer of points.
struct Points {
    points: Vec<(f64, f64)>,
    unknown: Option<String>,
}

impl Reader for Points {
    fn read(
        &mut self,
        _columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        for (n, (x, y)) in self.points.iter().enumerate() {
            let shape = Shape::Decoded(Geometry::Point(Point::new(*x, *y)));
            each(Record { number: n as u64 + 1, shape, values: Vec::new() })?;
        }
        Ok(())
    }

    fn unknown_crs(&self) -> Option<String> {
        self.unknown.clone()
    }
}

/// The CRS in force, or detail and hint.
fn check(
    file: Option<&str>,
    user: Option<&str>,
    points: &[(f64, f64)],
) -> Result<Option<Crs>, (String, String)> {
    let crs = file.and_then(Crs::parse);
    let unknown = crs.is_none().then(|| file.unwrap_or_default().to_owned());
    let mut head =
        Head { layer: "laag".into(), format: "x", columns: vec![], count: None, crs, extent: None };
    let source = Source { crs: user.map(Into::into), ..Source::default() };
    match settle(&source, &mut head, &mut Points { points: points.to_vec(), unknown }) {
        Ok(()) => Ok(head.crs),
        Err(ReadError::Crs { detail, hint, .. }) => Err((detail.to_string(), hint.to_string())),
        Err(other) => panic!("{other}"),
    }
}

const RD: &[(f64, f64)] = &[(121_000.0, 487_000.0), (122_000.0, 488_000.0)];
const LONLAT: &[(f64, f64)] = &[(4.9, 52.4), (5.1, 52.1)];
const LATLON: &[(f64, f64)] = &[(52.4, 4.9), (52.1, 5.1)];

#[test]
fn a_crs_that_fits_its_coordinates_is_taken() {
    assert_eq!(check(Some("EPSG:28992"), None, RD), Ok(Some(Crs::Rd)));
    assert_eq!(check(Some("EPSG:4326"), None, LONLAT), Ok(Some(Crs::LonLat)));
    let utm = [(628_000.0, 5_804_000.0)];
    assert_eq!(check(Some("EPSG:25831"), None, &utm), Ok(Some(Crs::Other("EPSG:25831".into()))));
}

#[test]
fn the_users_word_beats_the_file_and_is_checked_too() {
    assert_eq!(check(Some("EPSG:4326"), Some("EPSG:28992"), RD), Ok(Some(Crs::Rd)));
    assert_eq!(check(None, Some("EPSG:28992"), RD), Ok(Some(Crs::Rd)));
    let (detail, _) = check(None, Some("EPSG:28992"), LONLAT).unwrap_err();
    assert!(detail.contains("the project file says"), "{detail}");
    let (detail, _) = check(None, Some("nonsense"), RD).unwrap_err();
    assert!(detail.contains("nonsense"), "{detail}");
}

#[test]
fn a_contradiction_says_what_to_write() {
    let (detail, hint) = check(Some("EPSG:4326"), None, RD).unwrap_err();
    assert!(detail.contains("look like RD New") && hint.contains("EPSG:28992"), "{detail} {hint}");
    let (detail, hint) = check(Some("EPSG:28992"), None, LONLAT).unwrap_err();
    assert!(detail.contains("degrees") && hint.contains("EPSG:4326"), "{detail} {hint}");
    for crs in ["EPSG:4326", "EPSG:28992"] {
        let (detail, hint) = check(Some(crs), None, LATLON).unwrap_err();
        assert!(
            detail.contains("latitude before longitude") && hint.contains("longitude (x)"),
            "{detail} {hint}"
        );
    }
    let (detail, _) = check(Some("EPSG:28992"), None, &[(0.0, 0.0)]).unwrap_err();
    assert!(detail.contains("outside the Netherlands"), "{detail}");
}

#[test]
fn no_crs_is_an_error_that_says_what_the_coordinates_look_like() {
    for (points, word) in [(RD, "EPSG:28992"), (LONLAT, "EPSG:4326"), (LATLON, "longitude (x)")] {
        let (_, hint) = check(None, None, points).unwrap_err();
        assert!(hint.contains(word), "{hint}");
    }
    let (detail, _) = check(Some("nowhere"), None, RD).unwrap_err();
    assert!(detail.contains("`nowhere`"), "{detail}");
    let (detail, _) = check(Some("EPSG:999999"), None, RD).unwrap_err();
    assert!(detail.contains("cannot be used"), "{detail}");
}

#[test]
fn a_few_stray_objects_do_not_stop_a_layer() {
    let points = [RD, &[(0.0, 0.0), (f64::NAN, 1.0)], RD].concat();
    assert_eq!(check(Some("EPSG:28992"), None, &points), Ok(Some(Crs::Rd)));
}

#[test]
fn a_box_that_fits_saves_the_look_and_one_that_does_not_decides_nothing() {
    for (extent, points) in [([120_000.0, 480_000.0, 130_000.0, 490_000.0], LONLAT), ([0.0; 4], RD)] {
        let mut head = Head {
            layer: String::new(),
            format: "x",
            columns: vec![],
            count: None,
            crs: Some(Crs::Rd),
            extent: Some(extent),
        };
        settle(&Source::default(), &mut head, &mut Points { points: points.to_vec(), unknown: None })
            .unwrap();
    }
}

#[test]
fn a_layer_without_coordinates_has_nothing_to_contradict() {
    assert_eq!(check(Some("EPSG:28992"), None, &[]), Ok(Some(Crs::Rd)));
    assert_eq!(check(None, None, &[]), Ok(Some(Crs::Rd)));
}

#[test]
fn rd_by_its_numbers_is_taken_and_shown() {
    let numbers = "PARAMETER[\"latitude_of_origin\",52.156161],PARAMETER[\"central_meridian\",5.387639],\
        PARAMETER[\"scale_factor\",0.999908],PARAMETER[\"false_easting\",155000],\
        PARAMETER[\"false_northing\",463000],UNIT[\"Meter\",1]";
    let wkt = |projection: &str| {
        format!(
            "PROJCS[\"naamloos\",GEOGCS[\"x\",DATUM[\"D_Unknown\",SPHEROID[\"b\",6377397.155,299.15]]],\
            PROJECTION[\"{projection}\"],{numbers}]"
        )
    };
    let crs = check(Some(&wkt("Stereographic")), None, RD).unwrap().unwrap();
    assert!(crs.is_rd() && crs.name().contains("naamloos"), "{crs:?}");

    // On another projection nothing ties it to ETRS89.
    let other = wkt("Transverse_Mercator");
    let (detail, hint) = check(Some(&other), None, RD).unwrap_err();
    assert!(detail.contains("naamloos") && detail.contains("look like RD New"), "{detail}");
    assert!(hint.contains("crs = \"EPSG:28992\""), "{hint}");
    let (detail, _) = check(None, Some(&other), RD).unwrap_err();
    assert!(detail.contains("the project file sets"), "{detail}");
    assert_eq!(check(Some(&other), Some("EPSG:28992"), RD), Ok(Some(Crs::Rd)));
}

#[test]
fn a_source_of_the_command_line_has_a_switch() {
    let mut head =
        Head { layer: "laag".into(), format: "x", columns: vec![], count: None, crs: None, extent: None };
    let mut points = Points { points: RD.to_vec(), unknown: Some(String::new()) };
    let source = Source { on_command_line: true, ..Source::default() };
    let Err(ReadError::Crs { hint, .. }) = settle(&source, &mut head, &mut points) else { panic!() };
    assert_eq!(hint.to_string(), "add `--crs EPSG:28992` to the command");
}
