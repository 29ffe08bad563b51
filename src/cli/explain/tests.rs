use geo_types::{Point, polygon};

use super::{Named, density, form, plot, site};
use crate::{
    assess::{
        Answer, Check, Homes, Missing, Outcome, Reason, Verdict,
        density::Density,
        grid::Load,
        inbreiding::{Bound, Capacity},
        parking::{Balance, ParkingOutcome},
        sloop_nieuwbouw::Rebuild,
    },
    lang::Lang,
    model::{Form, ReuseClass},
    overlay::ground::Plot,
    params::{Params, Woonmilieu},
    survey::{
        Compared, Context, DomainKind, FoundPlot, FoundWall, Over, PlotShape, SetParking, SiteSet, Taken,
        TakenBy,
    },
    units::Range,
    units::{Kilowatts, Meters, SquareMeters},
    wording,
};

const HOMES: Homes = Homes { low: Some(6), mid: Some(12), high: Some(22) };

fn free_plot() -> FoundPlot {
    let taken = |by, name: &str, m2| Taken { by, name: name.into(), m2 };
    FoundPlot {
        id: "wsp00-a-1234".into(),
        kind: DomainKind::Parcel,
        domain: "WSP00 A 1234".into(),
        domain_m2: 5_000.0,
        taken: vec![
            taken(TakenBy::Panden, "", 2_000.0),
            taken(TakenBy::Roads, "", 500.0),
            taken(TakenBy::Restriction, "leiding", 300.0),
        ],
        narrow_m2: 150.0,
        small_m2: 50.0,
        shape: Plot {
            geometry: polygon![(x: 0.0, y: 0.0), (x: 48.0, y: 0.0), (x: 48.0, y: 25.0)],
            area_m2: 1_200.0,
            circle: (Point::new(20.0, 5.0), 24.0),
            length_m: 48.0,
            width_m: 26.0,
            azimuth_deg: 92.0,
            compactness: 0.71,
            perimeter_m: 146.0,
        },
        frontage: Some(Meters(21.5)),
        context: Some(Context {
            over: Over::Window,
            plan_m2: 52_000.0,
            density: Density { fsi: 0.85, gsi: 0.25, l: Some(3.4), osr: Some(0.88), mxi: Some(0.95) },
        }),
        address_density: 1_800.0,
        reuse: vec![ReuseClass::Garages],
        places_lost: 4.0,
        own: None,
        panden: Vec::new(),
        hits: Vec::new(),
        limit: Some(Meters(12.0)),
        heritage_near: None,
        flagged: None,
        class_d: None,
        said: None,
        water_known: true,
    }
}

fn capacity() -> Capacity {
    Capacity {
        context_fsi: Some(0.9605),
        context_said: false,
        reference_fsi: Some(0.9),
        woonmilieu: Some(Woonmilieu::Stedelijker),
        target_fsi: None,
        limit_storeys: Some(4),
        limit_fsi: Some(1.6),
        fsi: Some(Range { low: 0.9, mid: 0.9, high: 0.9 }),
        bound: Some(Bound::Reference),
        go_per_bvo: Some(0.78),
        gross: Some(SquareMeters(1_080.0)),
        homes: Homes { low: Some(10), mid: Some(12), high: Some(16) },
    }
}

/// What is told of a plot.
fn said(lang: Lang) -> String {
    let (found, capacity, params) = (free_plot(), capacity(), Params::built_in());
    let (shape, mut named, mut text) = (PlotShape::of(&found), Named::new(), String::new());
    plot::cut(&found, &shape, &params, &mut named, lang, &mut text);
    plot::shape(&found, &shape, &params, &mut named, lang, &mut text);
    density::density(&found, &capacity, &params, &mut named, lang, &mut text);
    density::homes(shape.area_m2, &capacity, &params, &mut named, lang, &mut text);
    text
}

#[test]
fn the_cut_of_a_plot_is_a_sum_that_comes_out() {
    let text = said(Lang::Nl);
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
    let text = said(Lang::Nl);
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
    let english = said(Lang::En);
    assert!(english.contains("= plot ") && english.contains("92° (E-W)"), "{english}");
}

#[test]
fn parts_show_their_checks_and_a_parameter_once() {
    let check = Check {
        rule: Reason::ParkingPressure,
        outcome: Outcome::Unknown,
        value: None,
        norm: Some(0.9),
        parameter: "vormen.parking_pressure_max",
        missing: Some(Missing::Parking),
    };
    let part = Answer {
        verdict: Verdict::Suitable,
        checks: vec![check],
        missing: vec![Missing::Parking],
        flags: Vec::new(),
        homes: Homes { low: Some(3), mid: Some(6), high: Some(12) },
        gross: None,
    };
    let (params, mut named, mut text) = (Params::built_in(), Named::new(), String::new());
    for at in 0..2 {
        let part = form::PartOf { form: Form::Transformatie, at, pand: None, answer: &part };
        form::one_part(&part, &params, &mut named, Lang::Nl, &mut text);
    }
    assert!(text.contains("blok 1, geschikt") && text.contains("blok 2"), "{text}");
    assert_eq!(text.matches("→ 6 woningen (3 – 12)").count(), 2, "{text}");
    assert_eq!(text.matches("vormen.parking_pressure_max = ").count(), 1, "{text}");
}

#[test]
fn end_walls_and_old_and_new_homes_have_their_lines() {
    let wall = |exposed_m, free_depth_m| FoundWall {
        length_m: 10.0,
        exposed_m,
        free_depth_m,
        own_share: None,
        strip: polygon![(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 8.0)],
    };
    let (params, mut text) = (Params::built_in(), String::new());
    form::walls(&[wall(10.0, 8.0), wall(4.0, 2.5)], &params, &mut Named::new(), Lang::Nl, &mut text);
    assert!(
        text.contains("1. 10,0 m, waarvan vrij 10,0 m, grond ervoor vrij tot 8,0 m: bruikbaar, 80,0 m² × 0,78 / 55 m² → 1 per laag"),
        "{text}"
    );
    assert!(text.contains("vrij tot 2,5 m: niet bruikbaar"), "{text}");
    let rebuild = Rebuild {
        old: 24,
        ratio: Range { low: 0.75, mid: 1.25, high: 1.5 },
        said: false,
        stay: 0,
        new: Range { low: 18, mid: 30, high: 36 },
    };
    let mut text = String::new();
    form::old_and_new(&rebuild, &params, &mut Named::new(), Lang::Nl, &mut text);
    assert!(text.contains("× 1,25 (0,75 – 1,50) = 30 (18 – 36) woningen terug"), "{text}");
    assert!(text.contains("winst, nieuw min oud: 6 woningen (−6 – 12), 25 %"), "{text}");
}

#[test]
fn the_location_compares_its_forms() {
    let option = |form: Form, score, in_set| Compared {
        site_id: format!("{}:x", form.code()),
        form,
        homes: HOMES,
        score,
        in_set,
    };
    let balance =
        Balance { supply: Some(3.0), shortfall: Some(6.0), outcome: ParkingOutcome::Short(6), street: None };
    let set = SiteSet {
        options: vec![option(Form::Inbreiding, Some(71.25), true), option(Form::Optoppen, None, false)],
        homes: HOMES,
        parking: Some(SetParking { demand: 8.4, balance }),
        load: Load { peak: Kilowatts(31.4), coincident: Kilowatts(20.0) },
    };
    let mut text = String::new();
    site::location(&set, "x", "inbreiding:x", Lang::Nl, &mut text);
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
        assert!(DomainKind::ALL.iter().all(|kind| wording::domain_kind(kind.code(), lang).is_some()));
        assert!(TakenBy::ALL.iter().all(|by| wording::taken_by(by.code(), lang).is_some()));
    }
}
