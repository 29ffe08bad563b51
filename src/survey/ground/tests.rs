//! Free ground on a plan that can be worked by hand.

use geo::{Contains, Distance, Euclidean};
use geo_types::{MultiPolygon, Point, Rect, coord};

use super::*;
use crate::{
    link::Units,
    model::{HeightReference, OwnGround, Pand, PandStatus, RestrictionKind, Roof},
    survey::{GroundLayers, RestrictionLayer, ReuseLayer, Roads, survey},
    units::Meters,
};

fn square(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
    Rect::new(coord! { x: x, y: y }, coord! { x: x + width, y: y + height }).to_polygon().into()
}

/// Panden with a number of homes each, as the stream would give them.
fn fabric(panden: &[(MultiPolygon<f64>, u32)], params: &Params) -> Fabric {
    let mut builder = FabricBuilder::default();
    for (number, (footprint, homes)) in panden.iter().enumerate() {
        let pand = Pand {
            id: format!("{:016}", 9_001_100_000_000_001_u64 + number as u64).parse().unwrap(),
            status: Some(PandStatus::PandInGebruik),
            bouwjaar: Some(1960),
            footprint: Some(footprint.clone()),
            n_verblijfsobjecten: None,
            gebruiksdoelen: None,
        };
        let units = Units {
            homes: Some(*homes),
            units: Some(*homes),
            oppervlakte: (*homes > 0).then(|| SquareMeters(f64::from(*homes) * 78.0)),
            home_areas: vec![78; *homes as usize],
            ..Units::default()
        };
        let found = survey(&pand, &units, Ok(Roof::default()), false, &Layers::default(), params);
        builder.push(&pand, &found, params);
    }
    builder.finish(params)
}

/// All of it is built-up, so that a few panden do.
fn in_town() -> GroundLayers {
    let everywhere = square(-10_000.0, -10_000.0, 20_000.0, 20_000.0);
    GroundLayers { built_up: Some(ZoneIndex::new(vec![(0, everywhere)])), ..GroundLayers::default() }
}

fn town(ground: GroundLayers) -> Layers {
    Layers { ground, ..Layers::default() }
}

fn domain(kind: DomainKind, geometry: MultiPolygon<f64>) -> Domain {
    let own_at = (kind == DomainKind::Own).then_some(0);
    Domain { kind, id: "ELZ00 A 1".into(), own: None, own_at, geometry }
}

/// A perceel of 60 × 40 m with a pand of 20 × 10 m in its corner: the setback
/// of 5 m takes 25 × 15 m with a rounded corner.
#[test]
fn a_perceel_gives_what_its_pand_leaves() {
    let params = Params::built_in();
    let footprint = square(1_000.0, 1_000.0, 20.0, 10.0);
    let fabric = fabric(&[(footprint.clone(), 4)], &params);
    let layers = town(in_town());
    let ground = Ground::new(&layers, &fabric, &params);
    let (area, plots) = ground.plots(&domain(DomainKind::Parcel, square(1_000.0, 1_000.0, 60.0, 40.0)));
    assert_eq!(area, 2_400.0);
    let [plot] = plots.as_slice() else { panic!("{} plots", plots.len()) };
    let [taken] = plot.taken.as_slice() else { panic!("{:?}", plot.taken) };
    assert_eq!(taken.by, TakenBy::Panden);
    // 25 × 15 less a corner of 5 × 5 that is a quarter circle.
    let by_hand = 375.0 - (25.0 - std::f64::consts::FRAC_PI_4 * 25.0);
    assert!((taken.m2 - by_hand).abs() < 0.2, "{} for {by_hand}", taken.m2);
    let sum = taken.m2 + plot.narrow_m2 + plot.small_m2 + plot.shape.area_m2;
    assert!((sum - area).abs() < 0.01, "{sum}");
    assert_eq!(plot.panden.len(), 1);
    // The nearest corner of the plot keeps its distance.
    let nearest = plot.shape.geometry.exterior().points().map(|p| Euclidean.distance(&p, &footprint.0[0]));
    assert!(nearest.reduce(f64::min).unwrap() > 4.97);
    assert_eq!(plot.frontage, None, "no map of roads was given");
}

#[test]
fn a_garden_is_too_small_and_a_corridor_too_narrow() {
    let params = Params::built_in();
    let fabric = fabric(&[(square(0.0, 0.0, 10.0, 10.0), 1)], &params);
    let layers = town(in_town());
    let ground = Ground::new(&layers, &fabric, &params);
    let mut counts = GroundCounts::default();
    for geometry in [square(0.0, 0.0, 10.0, 30.0), square(20.0, 0.0, 100.0, 11.0)] {
        let (area, plots) = ground.plots(&domain(DomainKind::Parcel, geometry));
        counts.add(area, &plots, params.inbreiding.plot_min_m2.value);
    }
    assert_eq!((counts.domains, counts.too_small, counts.without_room, counts.plots), (2, 1, 1, 0));
    assert!(counts.add_up());
}

/// Five boxes of 3 × 6 m side by side, three elsewhere, and a pand between.
#[test]
fn garages_stand_in_rows_of_four_or_more() {
    let params = Params::built_in();
    let row = |n: u32, y: f64| (0..n).map(move |k| (square(f64::from(k) * 3.0, y, 3.0, 6.0), 0));
    let panden: Vec<_> =
        row(5, 0.0).chain(row(3, 50.0)).chain([(square(40.0, 0.0, 10.0, 10.0), 1)]).collect();
    let fabric = fabric(&panden, &params);
    let garages: Vec<bool> = fabric.built.iter().map(|pand| pand.garage).collect();
    assert_eq!(garages, [true, true, true, true, true, false, false, false, false]);
}

#[test]
fn garages_give_way_with_their_places_and_stay_when_switched_off() {
    let boxes: Vec<_> = (0..6).map(|k| (square(10.0 + f64::from(k) * 3.0, 10.0, 3.0, 6.0), 0)).collect();
    let with = |reuse: Vec<ReuseClass>| {
        let mut params = Params::built_in();
        params.inbreiding.reuse.value = reuse;
        let home = (square(60.0, 0.0, 10.0, 10.0), 1);
        let fabric = fabric(&[boxes.clone(), vec![home]].concat(), &params);
        let layers = town(in_town());
        let ground = Ground::new(&layers, &fabric, &params);
        ground.plots(&domain(DomainKind::Parcel, square(0.0, 0.0, 40.0, 30.0))).1
    };
    let reused = with(vec![ReuseClass::Garages]);
    assert_eq!(reused.len(), 1);
    assert_eq!(reused[0].reuse, [ReuseClass::Garages]);
    // Half a place a garage.
    assert_eq!(reused[0].places_lost, 3.0);
    let stays: f64 = with(Vec::new()).iter().map(|plot| plot.shape.area_m2).sum();
    assert!(stays < reused[0].shape.area_m2 - 300.0, "{stays}");
}

#[test]
fn roads_take_and_car_parks_give_way() {
    let mut params = Params::built_in();
    params.inbreiding.reuse.value = vec![ReuseClass::Parkeerterrein];
    let fabric = fabric(&[(square(100.0, 0.0, 10.0, 10.0), 1)], &params);
    let roads =
        Roads { traffic: vec![square(0.0, 0.0, 80.0, 6.0)], parking: vec![square(10.0, 10.0, 25.0, 10.0)] };
    let layers = town(GroundLayers { roads: Some(roads), ..in_town() });
    let ground = Ground::new(&layers, &fabric, &params);
    let (_, plots) = ground.plots(&domain(DomainKind::Parcel, square(0.0, 0.0, 80.0, 40.0)));
    let [plot] = plots.as_slice() else { panic!("{}", plots.len()) };
    assert_eq!(
        plot.taken.iter().map(|taken| (taken.by, taken.m2.round())).collect::<Vec<_>>(),
        [(TakenBy::Roads, 480.0)]
    );
    assert_eq!(plot.reuse, [ReuseClass::Parkeerterrein]);
    assert_eq!(plot.places_lost, 10.0, "250 m² at 25 m² a place");
    assert!(
        (plot.frontage.unwrap().0 - 90.0).abs() < 1.0,
        "80 m and twice 5 m around the corner: {:?}",
        plot.frontage
    );
}

/// A filling station given as a point frees what stands around it, but not the
/// school on the same perceel, nor a pand of which nobody knows who lives there.
#[test]
fn a_filling_station_frees_its_shop_and_not_the_school() {
    let params = Params::built_in();
    let shop = (square(20.0, 15.0, 12.0, 10.0), 0);
    let school = (square(100.0, 0.0, 20.0, 20.0), 0);
    let fabric = fabric(&[shop, school], &params);
    let area = |points: Vec<Point<f64>>| {
        let station =
            ReuseLayer { class: ReuseClass::Tankstation, zones: ZoneIndex::new(Vec::new()), points };
        let layers = town(GroundLayers { reuse: vec![station], ..in_town() });
        let ground = Ground::new(&layers, &fabric, &params);
        let (_, plots) = ground.plots(&domain(DomainKind::Parcel, square(0.0, 0.0, 120.0, 40.0)));
        plots.iter().map(|plot| plot.shape.area_m2).sum::<f64>()
    };
    let (with, without) = (area(vec![Point::new(15.0, 15.0)]), area(Vec::new()));
    // All but the school with its setback, 25 × 25 with one rounded corner.
    let by_hand = 4_800.0 - (625.0 - (25.0 - std::f64::consts::FRAC_PI_4 * 25.0));
    assert!((with - by_hand).abs() < 0.3, "{with} for {by_hand}");
    assert!(without < with - 400.0, "the shop takes more than its 22 × 20 less corners: {without}");
    assert_eq!(area(vec![Point::new(60.0, 35.0)]), without, "too far from either");
}

#[test]
fn a_pand_without_known_homes_never_gives_way() {
    let params = Params::built_in();
    let mut fabric = fabric(&[(square(20.0, 15.0, 12.0, 10.0), 0)], &params);
    fabric.built[0].homes = None;
    let everywhere = square(0.0, 0.0, 50.0, 40.0);
    let zones = ZoneIndex::new(vec![(0, everywhere.clone())]);
    let station = ReuseLayer { class: ReuseClass::Overig, zones, points: Vec::new() };
    let layers = town(GroundLayers { reuse: vec![station], ..in_town() });
    let mut reused = params.clone();
    reused.inbreiding.reuse.value.push(ReuseClass::Overig);
    let ground = Ground::new(&layers, &fabric, &reused);
    let (_, plots) = ground.plots(&domain(DomainKind::Parcel, everywhere));
    assert!(plots.iter().map(|plot| plot.shape.area_m2).sum::<f64>() < 1_700.0);
}

/// What excludes is cut away with its buffer; what is left only touches it.
#[test]
fn a_plot_beside_an_exclusion_stays() {
    let params = Params::built_in();
    let fabric = fabric(&[(square(500.0, 0.0, 10.0, 10.0), 1)], &params);
    let zone = Zone { id: "leiding".into(), geometry: square(0.0, 0.0, 20.0, 20.0), says: None };
    let layers = Layers {
        restrictions: vec![RestrictionLayer {
            name: "Leiding".into(),
            kind: RestrictionKind::Safety,
            effect: Effect::Exclude,
            reference: HeightReference::Maaiveld,
            buffer: Meters(30.0),
            zones: ZoneSet::new(vec![zone]),
            points: PointIndex::new(Vec::new()),
        }],
        ..town(in_town())
    };
    let ground = Ground::new(&layers, &fabric, &params);
    let (_, plots) = ground.plots(&domain(DomainKind::Parcel, square(0.0, 0.0, 100.0, 100.0)));
    let [plot] = plots.as_slice() else { panic!("{}", plots.len()) };
    assert!(plot.hits.is_empty(), "{:?}", plot.hits);
    assert_eq!(plot.taken[0].name, "Leiding");
    // 20 × 20 with 30 m on two sides and a quarter circle.
    let by_hand = 400.0 + 2.0 * 600.0 + std::f64::consts::FRAC_PI_4 * 900.0;
    assert!((plot.taken[0].m2 - by_hand).abs() < 8.0, "{}", plot.taken[0].m2);
}

/// 12 m NAP where the ground lies at 2 m NAP leaves 10 m.
#[test]
fn a_height_limit_above_nap_holds_above_the_ground_of_the_nearest_pand() {
    let params = Params::built_in();
    let mut fabric = fabric(&[(square(60.0, 0.0, 10.0, 10.0), 1)], &params);
    let zone = Zone { id: "LIB".into(), geometry: square(0.0, 0.0, 50.0, 50.0), says: Some(Meters(12.0)) };
    let layers = Layers {
        restrictions: vec![RestrictionLayer {
            name: "LIB".into(),
            kind: RestrictionKind::Height,
            effect: Effect::HeightLimit,
            reference: HeightReference::Nap,
            buffer: Meters(0.0),
            zones: ZoneSet::new(vec![zone]),
            points: PointIndex::new(Vec::new()),
        }],
        ..town(in_town())
    };
    let limit = |fabric: &Fabric| {
        let ground = Ground::new(&layers, fabric, &params);
        ground.plots(&domain(DomainKind::Parcel, square(0.0, 0.0, 50.0, 50.0))).1[0].limit
    };
    assert_eq!(limit(&fabric), None, "nobody knows the ground level");
    fabric.built[0].maaiveld = Some(2.0);
    assert_eq!(limit(&fabric), Some(Meters(10.0)));
}

/// Class D takes ground from the forms it rules out, and from no other.
#[test]
fn class_d_takes_ground_unless_it_is_lifted() {
    let mut params = Params::built_in();
    let fabric = fabric(&[(square(500.0, 0.0, 10.0, 10.0), 1)], &params);
    let zone = Zone { id: "D".into(), geometry: square(0.0, 0.0, 40.0, 40.0), says: WaterClass::D };
    let layers = Layers { water: Some(WaterMap::Zones(ZoneSet::new(vec![zone]))), ..town(in_town()) };
    let n = |params: &Params| {
        let ground = Ground::new(&layers, &fabric, params);
        ground.plots(&domain(DomainKind::Parcel, square(0.0, 0.0, 40.0, 40.0))).1.len()
    };
    assert_eq!(n(&params), 0);
    params.water.class_d_excludes.value.clear();
    assert_eq!(n(&params), 1);
}

/// Ground that an owner names is looked at once: others do not get it.
#[test]
fn ground_of_an_owner_is_taken_from_the_perceel() {
    let params = Params::built_in();
    let fabric = fabric(&[(square(100.0, 0.0, 10.0, 10.0), 1)], &params);
    let own = vec![Zone {
        id: "Woonstad 12".into(),
        geometry: square(0.0, 0.0, 40.0, 40.0),
        says: OwnGround { corporatie: Some("Woonstad".into()), complex: Some("12".into()) },
    }];
    let layers = town(GroundLayers { own: Some(ZoneSet::new(own)), ..in_town() });
    let ground = Ground::new(&layers, &fabric, &params);
    let area = |kind| {
        let (_, plots) = ground.plots(&domain(kind, square(0.0, 0.0, 80.0, 40.0)));
        plots.iter().map(|plot| plot.shape.area_m2).sum::<f64>()
    };
    assert!((area(DomainKind::Own) - 3_200.0).abs() < 0.01);
    assert!((area(DomainKind::Parcel) - 1_600.0).abs() < 0.01);
}

/// Two panden 150 m apart close the gap between them; a field does not count.
#[test]
fn the_built_up_area_closes_gaps_and_leaves_fields() {
    let mut params = Params::built_in();
    params.inbreiding.built_up_min_panden.value = 2;
    let fabric = fabric(
        &[
            (square(0.0, 0.0, 10.0, 10.0), 1),
            (square(150.0, 0.0, 10.0, 10.0), 1),
            (square(700.0, 0.0, 8.0, 8.0), 0),
        ],
        &params,
    );
    let layers = Layers::default();
    let ground = Ground::new(&layers, &fabric, &params);
    let outside = |x: f64| ground.outside(&square(x, 0.0, 20.0, 20.0)).is_some();
    assert!(!outside(0.0) && !outside(75.0), "between the two");
    assert!(!outside(180.0), "the garden behind");
    assert!(outside(400.0), "a field");
    assert!(outside(700.0), "a shed in a field");
    // A domain that lies half outside keeps the half inside.
    let (_, plots) = ground.plots(&domain(DomainKind::Buurt, square(0.0, 0.0, 1_000.0, 25.0)));
    let field = square(400.0, 0.0, 600.0, 25.0);
    assert!(!plots.is_empty());
    assert!(plots.iter().all(|plot| !field.contains(&plot.shape.circle.0)));
}

/// 100 m around a pand of 20 × 10 m with 4 homes of 78 m²: the plan is the
/// plot's hull grown by 100 m, less the plot.
#[test]
fn density_is_measured_around_the_plot() {
    let params = Params::built_in();
    let fabric =
        fabric(&[(square(60.0, 0.0, 20.0, 10.0), 4), (square(500.0, 0.0, 20.0, 10.0), 400)], &params);
    let layers = town(in_town());
    let mut dense = Params::built_in();
    dense.inbreiding.context_gsi_min.value = 0.0;
    let ground = Ground::new(&layers, &fabric, &dense);
    let shape = &square(0.0, 0.0, 20.0, 20.0).0[0];
    let context = ground.context(shape).unwrap();
    let plan = 400.0 + 80.0 * 100.0 + std::f64::consts::PI * 10_000.0 - 400.0;
    assert!((context.plan_m2 - plan).abs() < 0.01);
    assert_eq!(context.over, Over::Window);
    // 312 m² of homes are 400 m² gross; 1 pand of 200 m².
    assert!((context.density.fsi - 400.0 / plan).abs() < 1e-6);
    assert!((context.density.gsi - 200.0 / plan).abs() < 1e-6);
    let density = ground.address_density(shape, Point::new(10.0, 10.0));
    assert!((density - 404.0 / std::f64::consts::PI).abs() < 1e-9);
    // Next to nothing around is no context.
    assert_eq!(Ground::new(&layers, &fabric, &params).context(shape), None);
}
