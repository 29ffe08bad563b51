use super::{Named, form, site};
use crate::{
    params::Params,
    scan::SiteFindings,
    survey::{DomainKind, TakenBy},
    text::{self, Lang},
};

/// Findings by hand, with what the tests do not look at filled in.
fn findings(form: &str, parts: &str, detail: &str) -> SiteFindings {
    let homes = r#"{"low": 6, "mid": 12, "high": 22}"#;
    let json = format!(
        r#"{{"form": "{form}", "location": "wsp00-a-1234", "parts": {parts}, "detail": {detail},
        "set": {{"options": [
            {{"site_id": "{form}:x", "form": "{form}", "homes": {homes}, "score": 71.25, "in_set": true}},
            {{"site_id": "optoppen:x", "form": "optoppen", "homes": {homes}, "score": null, "in_set": false}}],
          "homes": {homes}, "parking": {{"demand": 8.4, "supply": 3.0, "shortfall": 6.0, "outcome": {{"short": 6}}}},
          "load": {{"peak": 31.4, "coincident": 20.0}}}},
        "parking": null, "grid": {{"code": 2}}, "water": null, "reasons": []}}"#
    );
    serde_json::from_str(&json).unwrap()
}

fn said(findings: &SiteFindings, lang: Lang) -> String {
    let mut text = String::new();
    form::explain(findings, &Params::built_in(), &mut Named::new(), lang, &mut text);
    text
}

const PLOT: &str = r#"{
    "plot": {"kind": "parcel", "domain": "WSP00 A 1234", "domain_m2": 5000.0,
        "taken": [{"by": "panden", "name": "", "m2": 2000.0}, {"by": "roads", "name": "", "m2": 500.0},
                  {"by": "restriction", "name": "leiding", "m2": 300.0}],
        "narrow_m2": 150.0, "small_m2": 50.0, "frontage": 21.5,
        "context": {"over": "window", "plan_m2": 52000.0,
            "density": {"fsi": 0.85, "gsi": 0.25, "l": 3.4, "osr": 0.88, "mxi": 0.95}},
        "address_density": 1800.0, "reuse": ["garages"], "places_lost": 4.0, "own": null, "limit": 12.0},
    "shape": {"area_m2": 1200.0, "circle_m": 24.0, "length_m": 48.0, "width_m": 26.0, "azimuth_deg": 92.0,
        "compactness": 0.71, "perimeter_m": 146.0},
    "capacity": {"context_fsi": 0.9605, "context_said": false, "reference_fsi": 0.9, "woonmilieu": "stedelijker",
        "target_fsi": null, "limit_storeys": 4, "limit_fsi": 1.6, "fsi": {"low": 0.9, "mid": 0.9, "high": 0.9},
        "bound": "reference", "go_per_bvo": 0.78, "gross": 1080.0, "homes": {"low": 10, "mid": 12, "high": 16}}}"#;

#[test]
fn the_cut_of_a_plot_is_a_sum_that_comes_out() {
    let text = said(&findings("inbreiding", "[]", PLOT), Lang::Nl);
    let (cut, _) = text.split_once("Vorm en ligging").unwrap();
    let amounts: Vec<(char, f64)> = cut
        .lines()
        .filter(|line| line.ends_with(" m²") && line.starts_with("  "))
        .filter_map(|line| {
            let number = line.trim_end_matches(" m²").split_whitespace().next_back()?;
            let sign = line.chars().nth(2)?;
            Some((sign, number.replace('.', "").replace(',', ".").parse().ok()?))
        })
        .collect();
    let total: f64 = amounts.iter().map(|(sign, m2)| if *sign == ' ' { *m2 } else { -m2 }).sum();
    assert!(total.abs() < 0.1, "{amounts:?}\n{text}");
    // 5,000 − 2,800 taken − 200 too narrow or small − 1,200 leaves 800 to the other plots.
    assert!(amounts.contains(&('−', 800.0)), "{text}");
    assert!(text.contains("perceel WSP00 A 1234"));
    assert!(text.contains("− panden met 5,0 m afstand") && text.contains("inbreiding.setback_m = 5.0 m [K]"));
    assert!(text.contains("− beperking leiding"));
}

#[test]
fn the_density_and_the_homes_of_a_plot_can_be_followed() {
    let text = said(&findings("inbreiding", "[]", PLOT), Lang::Nl);
    for part in [
        "grootste cirkel 24,0 m, 48,0 × 26,0 m, 92° (O-W), compactheid 0,71",
        "langs een openbare weg: 21,5 m",
        "komt in de plaats van garageboxen: 4,0 parkeerplaatsen",
        "er staat binnen 100 m (52.000 m²): FSI 0,85, GSI 0,25, L 3,40, OSR 0,88, MXI 0,95",
        "referentie stedelijker, bij 1.800 adressen per km²: FSI 0,90",
        "hoogste bouwhoogte 12,0 m, 4 lagen × 0,40: FSI 1,60",
        "→ FSI 0,90 (0,90 – 0,90): de referentie van het woonmilieu bepaalt",
        "1.200,0 m² × FSI 0,90 × 0,78 GO/BVO / 65 m² → 12 woningen (10 – 16)",
        "inbreiding.home_go_m2 = 65.0 m² [P]",
    ] {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
    let english = said(&findings("inbreiding", "[]", PLOT), Lang::En);
    assert!(english.contains("= plot ") && english.contains("92° (E-W)"), "{english}");
}

#[test]
fn parts_show_their_checks_and_a_parameter_once() {
    let part = |pand: &str| {
        format!(
            r#"{{"pand": "{pand}", "verdict": "suitable", "homes": {{"low": 3, "mid": 6, "high": 12}}, "gross": null,
            "large_homes": 12, "checks": [{{"rule": "parking_pressure", "outcome": "unknown", "value": null,
            "norm": 0.9, "parameter": "vormen.parking_pressure_max", "missing": "parking"}}]}}"#
        )
    };
    let parts = format!("[{}, {}]", part("0457100000000001"), part("0457100000000002"));
    let text = said(&findings("splitsen", &parts, "null"), Lang::Nl);
    assert!(
        text.contains("pand 0457100000000001, geschikt") && text.contains("pand 0457100000000002"),
        "{text}"
    );
    let sum = "12 woningen van minstens 80 m² × 0,50 → 6 woningen (3 – 12)";
    assert_eq!(text.matches(sum).count(), 2, "{text}");
    assert_eq!(text.matches("vormen.parking_pressure_max = ").count(), 1, "{text}");
}

#[test]
fn end_walls_and_old_and_new_homes_have_their_lines() {
    let walls = r#"{"end_walls": [
        {"length_m": 10.0, "exposed_m": 10.0, "free_depth_m": 8.0, "usable": true},
        {"length_m": 10.0, "exposed_m": 4.0, "free_depth_m": 2.5, "usable": false}]}"#;
    let text = said(&findings("aanplakken", "[]", walls), Lang::Nl);
    assert!(
        text.contains("1. 10,0 m, waarvan vrij 10,0 m, grond ervoor vrij tot 8,0 m: bruikbaar, 80,0 m² × 0,78 / 55 m² → 1 per laag"),
        "{text}"
    );
    assert!(text.contains("vrij tot 2,5 m: niet bruikbaar"), "{text}");
    let rebuild = r#"{"rebuild": {"old": 24, "ratio": {"low": 0.75, "mid": 1.25, "high": 1.3}, "said": false,
        "at_most": 28, "new": {"low": 18, "mid": 28, "high": 28}}}"#;
    let text = said(&findings("sloop_nieuwbouw", "[]", rebuild), Lang::Nl);
    assert!(text.contains("× 1,25 (0,75 – 1,30) = 28 (18 – 28) woningen terug"), "{text}");
    assert!(text.contains("winst, nieuw min oud: 4 woningen (0 – 4), 17 %"), "{text}");
}

#[test]
fn the_location_compares_its_forms() {
    let mut text = String::new();
    site::location(&findings("inbreiding", "[]", PLOT), "inbreiding:x", Lang::Nl, &mut text);
    let own = text.lines().find(|line| line.starts_with("* inbreiding")).unwrap();
    assert!(
        own.contains("12 woningen (6 – 22)") && own.contains("71,3") && own.contains("gaat samen"),
        "{text}"
    );
    let other = text.lines().find(|line| line.starts_with("  optoppen")).unwrap();
    assert!(!other.contains("gaat samen"), "{text}");
    assert!(text.contains("parkeereis 8,4, vrij 3,0, tekort 6,0, piekbelasting 31,4 kW"), "{text}");
}

#[test]
fn every_code_of_the_ground_has_words() {
    for lang in [Lang::Nl, Lang::En] {
        assert!(DomainKind::ALL.iter().all(|kind| text::domain_kind(kind.code(), lang).is_some()));
        assert!(TakenBy::ALL.iter().all(|by| text::taken_by(by.code(), lang).is_some()));
    }
}
