//! The published sums of the toplaag method §5, and what holds for any sum.

use proptest::prelude::*;

use super::*;
use crate::params::{OvBand, Params, Presence, Rounding};

fn parkeren() -> ParkingParams {
    *Params::built_in().parkeren
}

/// Settings of a municipality that counts no moments and no free places.
fn plain(rounding: Rounding) -> ParkingParams {
    let mut params = parkeren();
    params.presence.value = vec![Presence { moment: Moment::Always, residents: 1.0, visitors: 1.0 }];
    params.free_places.value = 0.0;
    params.rounding.value = rounding;
    params
}

fn homes(homes: u32, residents: f64, visitors: f64) -> HomeRow {
    HomeRow { homes: f64::from(homes), residents, visitors }
}

/// A norm table row without a split: the figure holds visitors.
fn figure(residents_min: f64, residents_max: f64) -> NormRow {
    NormRow {
        zone: "*".into(),
        m2_from: 0.0,
        m2_to: f64::INFINITY,
        huurklasse: None,
        doelgroep: None,
        residents_min,
        residents_max,
        visitors: 0.0,
        source: "nota".into(),
    }
}

fn input(form: Form, rows: &[NormRow]) -> ParkingInput<'_> {
    ParkingInput {
        form,
        homes: 10,
        home_go: SquareMeters(55.0),
        home_bvo: SquareMeters(70.5),
        zone: None,
        rows,
        cars_per_household: None,
        stops: &[],
        credit: 0.0,
        shared_cars: 0,
        plot_places: 0.0,
        street: &[],
    }
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

fn rounded(requirement: &Requirement, rounding: Rounding) -> Vec<f64> {
    requirement.by_moment.iter().map(|(_, places)| round_total(*places, rounding)).collect()
}

/// Wageningen, NL.IMRO.0289.0055: 20 homes of 1.3 + 0.3, two places free;
/// rounded to the nearest. In the order of the presence table the night
/// stands before the shopping evening.
#[test]
fn wageningen_with_20_homes_comes_out() {
    let mut params = parkeren();
    params.rounding.value = Rounding::Nearest;
    let found = requirement(&[homes(20, 1.3, 0.3)], &[], Deductions::default(), &params);
    assert_eq!(rounded(&found, Rounding::Nearest), [12.0, 12.0, 26.0, 24.0, 23.0, 17.0, 25.0, 20.0]);
    assert_eq!((found.binding, found.demand), (Moment::WeekdayEvening, 26.0));
    // Halves do not occur here: the rule of the next test gives the same.
    assert_eq!(rounded(&found, Rounding::NearestHalfDown), [12.0, 12.0, 26.0, 24.0, 23.0, 17.0, 25.0, 20.0]);
}

/// Wageningen, NL.IMRO.0289.0055: 25 homes of 1.0 + 0.3; 26.5, 17.5 and 25.5
/// are printed as 26, 17 and 25: halves down.
#[test]
fn wageningen_with_25_homes_prints_halves_down() {
    let mut params = parkeren();
    params.rounding.value = Rounding::NearestHalfDown;
    let found = requirement(&[homes(25, 1.0, 0.3)], &[], Deductions::default(), &params);
    close(found.by_moment[2].1, 26.5);
    close(found.by_moment[5].1, 17.5);
    close(found.by_moment[6].1, 25.5);
    assert_eq!(rounded(&found, Rounding::NearestHalfDown), [11.0, 12.0, 26.0, 23.0, 23.0, 17.0, 25.0, 21.0]);
    assert_eq!(found.demand, 26.0);
}

/// Wageningen, Rooseveltweg 350 (NL.IMRO.0289): 31.2 -> 31 and 19.2 -> 19.
#[test]
fn wageningen_rooseveltweg_rounds_each_row() {
    let params = plain(Rounding::PerRowNearest);
    let found = requirement(&[homes(24, 1.3, 0.0), homes(12, 1.6, 0.0)], &[], Deductions::default(), &params);
    assert_eq!(found.demand, 50.0);
}

/// Rijswijk Benedictus, NL.IMRO.0603.wpbenedictusloc: 70 % of 0.5-1.3 is 1.06,
/// rounded to 1.1; 99 homes are 108.9 -> 109, and 71.28 + 23.76 = 95.04 -> 96
/// with presence in the evening.
#[test]
fn rijswijk_benedictus_comes_out_with_and_without_presence() {
    let settings = |mut params: ParkingParams| {
        params.position_otherwise.value = 0.7;
        params.norm_step.value = 0.1;
        params.free_places.value = 0.0;
        params
    };
    // The figure of 0.5 to 1.3 holds 0.3 for visitors.
    let rows = [NormRow { visitors: 0.3, ..figure(0.2, 1.0) }];
    let input = ParkingInput { homes: 99, ..input(Form::Inbreiding, &rows) };

    let without = assess(&input, &settings(plain(Rounding::UpOnce)));
    close(without.norm.residents + without.norm.visitors, 1.1);
    close(without.demand_by_moment[0].1, 108.9);
    assert_eq!(without.demand, 109.0);

    let with = assess(&input, &settings(parkeren()));
    close(with.demand_by_moment[2].1, 95.04);
    assert_eq!((with.binding, with.demand), (Moment::WeekdayEvening, 96.0));

    let mut exact = settings(plain(Rounding::UpOnce));
    exact.norm_step.value = 0.0;
    close(norm(&input, &exact).residents + 0.3, 1.06);
}

/// Rotterdam Parlando, NL.IMRO.0599.BP2137: 60 x 1.4 + 15 x 1.6 = 108; x 0.9
/// in Lombardijen is 97.2; less 23, plus 10.
#[test]
fn rotterdam_parlando_comes_out() {
    let mut params = plain(Rounding::Nearest);
    params.ov_bands.value = vec![OvBand { stop: StopClass::Train, within_m: 800.0, reduction: 0.10 }];
    let stops = [(StopClass::Train, Meters(650.0))];
    let norm_of = |figure_pp| {
        let rows = [figure(figure_pp, figure_pp)];
        norm(&ParkingInput { stops: &stops, ..input(Form::SloopNieuwbouw, &rows) }, &params)
    };
    let row = |n, figure_pp| {
        let norm = norm_of(figure_pp);
        homes(n, norm.residents, norm.visitors)
    };
    assert_eq!(norm_of(1.4).rule, NormRule::TableSingleOvBand);
    let rows = [row(60, 1.4), row(15, 1.6)];
    close(requirement(&rows, &[], Deductions::default(), &params).by_moment[0].1, 97.2);
    let deductions = Deductions { credit: 23.0 - 10.0, shared_cars: 0 };
    assert_eq!(requirement(&rows, &[], deductions, &params).demand, 84.0);
}

/// Rotterdam Ceintuurbaan, NL.IMRO.0599.BP2147: 17 x 0.5 + 9 x 0.8 + 10 x 1.0
/// = 25.7; within 400 m of a station x 0.7 is 17.99 -> 18.
#[test]
fn rotterdam_ceintuurbaan_comes_out() {
    let mut params = plain(Rounding::UpOnce);
    params.norm_measure.value = crate::params::NormMeasure::Go;
    // Zone B stadswijken, m² GO.
    let table = [(40.0, 65.0, 0.5), (65.0, 85.0, 0.8), (85.0, 120.0, 1.0)].map(|(from, to, pp)| NormRow {
        zone: "B".into(),
        m2_from: from,
        m2_to: to,
        ..figure(pp, pp)
    });
    let stops = [(StopClass::Train, Meters(400.0))];
    let row = |n, go| {
        let home_go = SquareMeters(go);
        let input =
            ParkingInput { zone: Some("B"), home_go, stops: &stops, ..input(Form::Inbreiding, &table) };
        let norm = norm(&input, &params);
        homes(n, norm.residents, norm.visitors)
    };
    let rows = [row(17, 40.0), row(9, 84.9), row(10, 85.0)];
    let found = requirement(&rows, &[], Deductions::default(), &params);
    close(found.by_moment[0].1, 17.99);
    assert_eq!(found.demand, 18.0);
    params.ov_bands.value.clear();
    let rows = [homes(17, 0.5, 0.0), homes(9, 0.8, 0.0), homes(10, 1.0, 0.0)];
    close(requirement(&rows, &[], Deductions::default(), &params).by_moment[0].1, 25.7);
}

/// Rotterdam Prinsemolen, NL.IMRO.0599.BP2168: 0.6 + 8.4 + 80 + 46.8 = 135.8;
/// a metro at 800 to 1,200 m takes 5 % off: 129.01 -> 129, to the nearest.
#[test]
fn rotterdam_prinsemolen_comes_out() {
    let params = plain(Rounding::Nearest);
    let stops = [(StopClass::Metro, Meters(1_000.0))];
    let row = |n, pp| {
        let rows = [figure(pp, pp)];
        let norm = norm(&ParkingInput { stops: &stops, ..input(Form::Inbreiding, &rows) }, &params);
        homes(n, norm.residents, norm.visitors)
    };
    // Zone C: 1 x 0.6, 6 x 1.4, 50 x 1.6, 26 x 1.8.
    let rows = [row(1, 0.6), row(6, 1.4), row(50, 1.6), row(26, 1.8)];
    let found = requirement(&rows, &[], Deductions::default(), &params);
    close(found.by_moment[0].1, 129.01);
    assert_eq!(found.demand, 129.0);
}

/// Oude IJsselstreek, BP000152: 27 x 1.2 and 27 x 0.3 with care of 21.5
/// places. The printed 57.2 is 29.2 + 6.5 + 21.5: each part to a tenth (the
/// exact sum is 57.14).
#[test]
fn oude_ijsselstreek_rounds_each_part_to_a_tenth() {
    use Moment::{
        SaturdayAfternoon, SaturdayEvening, SundayAfternoon, WeekdayAfternoon, WeekdayEvening,
        WeekdayMorning, WeekdayNight,
    };
    let mut params = parkeren();
    params.free_places.value = 0.0;
    params.rounding.value = Rounding::PartsTenthNearest;
    params.presence.value.retain(|row| row.moment != Moment::ShoppingEvening);
    let care = OtherUse {
        places: 21.5,
        presence: vec![
            (WeekdayMorning, 0.5),
            (WeekdayAfternoon, 0.5),
            (WeekdayEvening, 1.0),
            (WeekdayNight, 0.25),
            (SaturdayAfternoon, 1.0),
            (SaturdayEvening, 1.0),
            (SundayAfternoon, 1.0),
        ],
    };
    let found = requirement(&[homes(27, 1.2, 0.3)], &[care], Deductions::default(), &params);
    let expected = [27.8, 28.6, 57.2, 37.8, 45.8, 55.5, 49.9];
    for ((moment, places), expected) in found.by_moment.iter().zip(expected) {
        assert!((places - expected).abs() < 1e-9, "{moment:?}: {places} is not {expected}");
    }
    assert_eq!((found.binding, found.demand), (WeekdayEvening, 57.0));
}

/// Terneuzen Axel, BPAXL14: residents 71.8 x 0.9, visitors 12.6 x 0.8.
#[test]
fn terneuzen_axel_comes_out() {
    let mut params = parkeren();
    params.free_places.value = 0.0;
    params.rounding.value = Rounding::None;
    let found = requirement(&[homes(1, 71.8, 12.6)], &[], Deductions::default(), &params);
    assert_eq!(found.binding, Moment::WeekdayEvening);
    close(found.demand, 74.7);
}

/// Vijfhuizen, NL.IMRO.0394.BPGvyfspieriwg468: 2 x 1.6 + 4 x 1.8.
#[test]
fn vijfhuizen_comes_out() {
    let rows = [homes(2, 1.6, 0.0), homes(4, 1.8, 0.0)];
    close(requirement(&rows, &[], Deductions::default(), &plain(Rounding::None)).demand, 10.4);
}

/// Getsewoud, NL.IMRO.0394.BPGnwvsportvw1x7: 18 homes at 1.5, the minimum of
/// 1.5 to 2.3, within 400 m of an HOV stop.
#[test]
fn getsewoud_takes_the_minimum_of_its_bandwidth() {
    let rows = [figure(1.5, 2.3)];
    let stops = [(StopClass::Hov, Meters(400.0))];
    let input = ParkingInput { homes: 18, stops: &stops, ..input(Form::Inbreiding, &rows) };
    let result = assess(&input, &plain(Rounding::UpOnce));
    assert_eq!(result.norm.rule, NormRule::TableNearStop);
    assert_eq!(result.demand, 27.0);
}

#[test]
fn the_norm_falls_from_the_table_to_car_ownership_to_the_fallback() {
    let rows = [NormRow { zone: "B".into(), m2_to: 65.0, ..figure(0.5, 0.5) }];
    let with = |zone, cars_per_household| {
        norm(&ParkingInput { zone, cars_per_household, ..input(Form::Optoppen, &rows) }, &parkeren())
    };
    let go = {
        let mut params = parkeren();
        params.norm_measure.value = crate::params::NormMeasure::Go;
        norm(&ParkingInput { zone: Some("B"), ..input(Form::Optoppen, &rows) }, &params)
    };
    // 55 m² GO is 70.5 m² BVO: whether the row holds depends on the measure.
    assert_eq!(go.rule, NormRule::TableSingle);
    let owned = with(Some("B"), Some(0.5));
    assert_eq!((owned.rule, owned.residents, owned.visitors), (NormRule::CarOwnership, 0.5, 0.3));
    let fallback = with(None, None);
    assert_eq!((fallback.rule, fallback.residents, fallback.visitors), (NormRule::Fallback, 0.6, 0.2));
}

#[test]
fn a_row_of_the_zone_goes_before_a_row_of_all_zones() {
    let rows = [figure(1.0, 1.0), NormRow { zone: "B".into(), ..figure(0.7, 0.7) }];
    let residents =
        |zone| norm(&ParkingInput { zone, ..input(Form::Optoppen, &rows) }, &parkeren()).residents;
    assert_eq!(residents(Some("B")), 0.7);
    assert_eq!(residents(Some("C")), 1.0);
    assert_eq!(residents(None), 1.0);
}

#[test]
fn a_bandwidth_is_read_at_a_position_and_never_lowered_by_a_band() {
    let rows = [figure(0.8, 1.6)];
    let used = |form, stops: &[(StopClass, Meters)]| {
        let norm = norm(&ParkingInput { stops, ..input(form, &rows) }, &parkeren());
        assert_eq!(norm.reduction, 0.0);
        (norm.rule, norm.position, norm.residents)
    };
    let near = [(StopClass::Train, Meters(300.0))];
    let far = [(StopClass::Train, Meters(701.0)), (StopClass::Other, Meters(10.0))];
    assert_eq!(used(Form::Optoppen, &far), (NormRule::TableMinimumForm, Some(0.0), 0.8));
    assert_eq!(used(Form::Splitsen, &[]), (NormRule::TableMinimumForm, Some(0.0), 0.8));
    assert_eq!(used(Form::Inbreiding, &near), (NormRule::TableNearStop, Some(0.0), 0.8));
    let (rule, position, residents) = used(Form::Inbreiding, &far);
    assert_eq!((rule, position), (NormRule::TableOtherwise, Some(0.5)));
    close(residents, 1.2);
}

#[test]
fn a_single_value_is_lowered_by_the_largest_band_that_holds() {
    let rows = [NormRow { visitors: 0.3, ..figure(1.0, 1.0) }];
    let used = |stops: &[(StopClass, Meters)]| {
        norm(&ParkingInput { stops, ..input(Form::Optoppen, &rows) }, &parkeren())
    };
    for (class, walk, reduction) in [
        (StopClass::Train, 400.0, 0.30),
        (StopClass::Train, 400.1, 0.15),
        (StopClass::Train, 800.1, 0.05),
        (StopClass::Train, 1200.1, 0.0),
        (StopClass::Metro, 100.0, 0.05),
        (StopClass::Hov, 100.0, 0.0),
    ] {
        let norm = used(&[(class, Meters(walk))]);
        assert_eq!(norm.reduction, reduction, "{class:?} {walk}");
        close(norm.residents, 1.0 - reduction);
        close(norm.visitors, 0.3 * (1.0 - reduction));
    }
    // Two classes: the larger, not both.
    assert_eq!(used(&[(StopClass::Metro, Meters(1.0)), (StopClass::Train, Meters(500.0))]).reduction, 0.15);
}

#[test]
fn evening_wins_when_visitors_exceed_an_eighth_of_residents() {
    let mut params = parkeren();
    params.free_places.value = 0.0;
    let binding =
        |visitors| requirement(&[homes(10, 1.0, visitors)], &[], Deductions::default(), &params).binding;
    assert_eq!(binding(0.126), Moment::WeekdayEvening);
    assert_eq!(binding(0.124), Moment::WeekdayNight);
}

#[test]
fn shared_cars_replace_four_places_each_up_to_a_fifth() {
    let mut params = plain(Rounding::None);
    params.presence.value[0].visitors = 0.0;
    let demand = |shared_cars| {
        let deductions = Deductions { credit: 0.0, shared_cars };
        requirement(&[homes(100, 1.0, 0.0)], &[], deductions, &params).demand
    };
    close(demand(1), 96.0);
    close(demand(5), 80.0);
    close(demand(6), 80.0);
}

#[test]
fn what_is_taken_off_never_makes_demand_negative() {
    let result = assess(&ParkingInput { homes: 1, ..input(Form::Optoppen, &[]) }, &parkeren());
    // Free places alone do not make it known whether the cars fit.
    assert_eq!((result.demand, result.outcome), (0.0, ParkingOutcome::Unknown));
}

/// Ten homes of 0.6 + 0.2: 10 x (0.6 x 0.9 + 0.2 x 0.8) - 2 = 5 places in the
/// evening.
#[test]
fn the_cars_fit_on_the_plot_on_the_street_or_are_short() {
    let with = |plot_places, street: Option<(f64, f64)>| {
        let street = street.map(|(capacity, occupied)| Street { moment: None, capacity, occupied });
        let street: Vec<Street> = street.into_iter().collect();
        let mut params = parkeren();
        params.visitors_municipal.value = 0.2;
        let owned = ParkingInput { cars_per_household: Some(0.6), ..input(Form::Optoppen, &[]) };
        assess(&ParkingInput { plot_places, street: &street, ..owned }, &params)
    };
    let result = with(0.0, None);
    assert_eq!((result.binding, result.demand), (Moment::WeekdayEvening, 5.0));
    assert_eq!((result.outcome, result.supply, result.shortfall), (ParkingOutcome::Unknown, None, None));
    assert_eq!(with(5.0, None).outcome, ParkingOutcome::FitsOnPlot);
    assert_eq!(with(4.0, None).outcome, ParkingOutcome::Unknown);
    // 100 x 0.85 - 80 = 5 free.
    assert_eq!(with(0.0, Some((100.0, 80.0))).outcome, ParkingOutcome::FitsOnStreet);
    assert_eq!(with(0.0, Some((100.0, 80.0))).supply, Some(5.0));
    assert_eq!(with(0.0, Some((100.0, 81.5))).outcome, ParkingOutcome::Short(2));
    assert_eq!(with(0.0, Some((100.0, 81.5))).shortfall, Some(1.5));
    assert_eq!(with(1.5, Some((100.0, 81.5))).outcome, ParkingOutcome::FitsOnStreet);
    // A street that is too full already offers nothing, and costs nothing.
    assert_eq!(with(0.0, Some((100.0, 99.0))).outcome, ParkingOutcome::Short(5));
}

#[test]
fn the_fallback_is_no_norm_in_force() {
    let street = [Street { moment: None, capacity: 100.0, occupied: 10.0 }];
    let result = assess(&ParkingInput { street: &street, ..input(Form::Optoppen, &[]) }, &parkeren());
    assert_eq!((result.outcome, result.shortfall), (ParkingOutcome::Unknown, None));
    assert_eq!(result.supply, Some(75.0));
}

/// Ten homes of 1.0 + 0.3 less 2 free places: by the presence table 10 x (0.9 +
/// 0.3 x 0.8) - 2 = 9.4 -> 10 on a weekday evening; 10 x (0.5 + 0.3 x 0.1) - 2 =
/// 3.3 -> 4 in the morning.
#[test]
fn each_count_is_held_against_the_demand_of_its_own_moment() {
    let owned = ParkingInput { cars_per_household: Some(1.0), ..input(Form::Inbreiding, &[]) };
    let count = |moment, occupied| Street { moment, capacity: 100.0, occupied };
    let with = |street: &[Street]| assess(&ParkingInput { street, ..owned }, &parkeren());
    let (morning, evening) = (Some(Moment::WeekdayMorning), Some(Moment::WeekdayEvening));
    // 85 - 81 = 4 free in the morning will do; 85 - 75 = 10 in the evening too.
    let fits = with(&[count(morning, 81.0), count(evening, 75.0)]);
    assert_eq!((fits.demand, fits.outcome), (10.0, ParkingOutcome::FitsOnStreet));
    let short = with(&[count(morning, 81.0), count(evening, 77.0)]);
    assert_eq!((short.outcome, short.supply), (ParkingOutcome::Short(2), Some(8.0)));
    // The evening binds and was not counted: the fullest count stands for it.
    let uncounted = with(&[count(morning, 81.0)]);
    assert_eq!(uncounted.outcome, ParkingOutcome::Short(6));
    // A count of a moment nobody knows is held against the most.
    assert_eq!(with(&[count(None, 75.0)]).outcome, ParkingOutcome::FitsOnStreet);
}

#[test]
fn capacity_is_estimated_from_surface_and_kerb() {
    let params = parkeren();
    assert_eq!(places_on_surface(SquareMeters(100.0), false, &params), 8.0);
    assert_eq!(places_on_surface(SquareMeters(100.0), true, &params), 4.0);
    assert_eq!(places_along_kerb(Meters(16.5), &params), 3.0);
    assert_eq!(places_along_kerb(Meters(16.4), &params), 2.0);
}

#[test]
fn the_result_is_written_in_codes() {
    let json = serde_json::to_value(assess(&input(Form::Optoppen, &[]), &parkeren())).unwrap();
    assert_eq!(json["norm"]["rule"], "fallback");
    assert_eq!(json["binding"], "weekday_evening");
    assert_eq!(json["outcome"], "unknown");
    assert_eq!(json["demand_by_moment"][0][0], "weekday_morning");
}

fn rounding() -> impl Strategy<Value = Rounding> {
    proptest::sample::select(Rounding::ALL)
}

proptest! {
    #[test]
    fn more_homes_never_need_fewer_places(
        n in 0u32..500,
        residents in 0.0f64..2.5,
        visitors in 0.0f64..0.5,
        credit in 0.0f64..30.0,
        shared_cars in 0u32..8,
        rounding in rounding(),
    ) {
        let mut params = parkeren();
        params.rounding.value = rounding;
        let deductions = Deductions { credit, shared_cars };
        let demand = |n| requirement(&[homes(n, residents, visitors)], &[], deductions, &params).demand;
        prop_assert!(demand(n) <= demand(n + 1) + 1e-9);
    }

    #[test]
    fn rounding_up_once_is_never_below_the_unrounded_nor_a_place_above(places in 0.0f64..10_000.0) {
        let up = round_total(places, Rounding::UpOnce);
        // A millionth of a place is the grain of the count.
        prop_assert!(up >= places - 1e-6 && up < places + 1.0 + 1e-6);
        prop_assert_eq!(up, up.trunc());
    }

    #[test]
    fn the_binding_moment_needs_most(n in 0u32..200, residents in 0.0f64..2.0, visitors in 0.0f64..1.0) {
        let found = requirement(&[homes(n, residents, visitors)], &[], Deductions::default(), &parkeren());
        let most = found.by_moment.iter().map(|(_, places)| *places).fold(0.0, f64::max);
        let binding = found.by_moment.iter().find(|(moment, _)| *moment == found.binding).unwrap().1;
        prop_assert!(binding >= most - 1e-6);
        prop_assert!(found.demand >= most - 1e-6);
    }
}

#[test]
fn of_several_classes_the_one_that_is_asked_holds_else_the_highest() {
    let of = |huurklasse: &str, doelgroep: &str, residents: f64| NormRow {
        huurklasse: (!huurklasse.is_empty()).then(|| huurklasse.into()),
        doelgroep: (!doelgroep.is_empty()).then(|| doelgroep.into()),
        ..figure(residents, residents)
    };
    let rows = [
        of("", "", 0.9),
        of("Sociale huur", "", 0.4),
        of("sociale huur", "Jongeren", 0.2),
        of("Vrije sector", "", 1.2),
    ];
    let asked = |huurklasse: &str, doelgroep: &str| {
        let mut params = Params::built_in().parkeren;
        params.huurklasse.value = huurklasse.into();
        params.doelgroep.value = doelgroep.into();
        let norm = norm(&input(Form::Transformatie, &rows), &params);
        (norm.residents, norm.highest_of_classes)
    };
    // Nobody says which: the highest, also above the row for all.
    assert_eq!(asked("", ""), (1.2, true));
    // The group is open: of the rows for the class the highest.
    assert_eq!(asked("sociale-huur", ""), (0.4, true));
    assert_eq!(asked("sociale huur", "jongeren"), (0.2, false));
    assert_eq!(asked("vrije sector", "ouderen"), (1.2, false));
    // A class without a row of its own: the row for all.
    assert_eq!(asked("middenhuur", "ouderen"), (0.9, false));
    // The highest as it is read: at the lower end for optoppen, not by the upper one.
    let wide = NormRow { huurklasse: Some("a".into()), ..figure(0.2, 1.2) };
    let narrow = NormRow { huurklasse: Some("b".into()), ..figure(0.5, 0.8) };
    let least = norm(&input(Form::Optoppen, &[wide, narrow]), &Params::built_in().parkeren);
    assert_eq!((least.residents, least.highest_of_classes), (0.5, true));
    // Without classes nothing changes.
    let plain = norm(&input(Form::Transformatie, &rows[..1]), &Params::built_in().parkeren);
    assert_eq!((plain.residents, plain.highest_of_classes), (0.9, false));
}
