//! What a reader of the parameter files and a writer of a project file rely on.

use super::*;
use crate::{lang::Lang, model::Moment};

fn overridden(project: &str) -> Result<Params, String> {
    let table = project.parse::<toml::Table>().unwrap();
    Params::with_overrides(&table, "toplaag.toml").map_err(|error| error.to_string())
}

#[track_caller]
fn refused(project: &str, names: &str) {
    let message = overridden(project).expect_err("the value lies outside its range");
    assert!(message.contains(names), "`{message}` does not name `{names}`");
}

#[test]
fn every_default_says_unit_source_date_and_how_sure_it_is() {
    let params = Params::built_in();
    for parameter in params.list() {
        assert!(!parameter.date.is_empty(), "{}", parameter.key);
        for said in [&parameter.unit, &parameter.source] {
            assert!(!said.pick(Lang::Nl).is_empty() && !said.pick(Lang::En).is_empty(), "{}", parameter.key);
        }
        let note = [Lang::Nl, Lang::En].map(|lang| parameter.note.pick(lang));
        assert_eq!(note[0].is_empty(), note[1].is_empty(), "{}", parameter.key);
        assert!(note[0].is_empty() || note[0] != note[1], "{}: {}", parameter.key, note[0]);
        assert_ne!(parameter.confidence, Confidence::U, "{}", parameter.key);
        assert_eq!(parameter.origin, Origin::BuiltIn, "{}", parameter.key);
    }
    for (group, text) in BUILT_IN {
        let entries = text.parse::<toml::Table>().unwrap();
        for (name, entry) in entries {
            let confidence = entry["confidence"].as_str().unwrap();
            assert!(["S", "P", "K"].contains(&confidence), "{group}.{name}: {confidence}");
        }
    }
}

/// toplaag method §5 to §7.
#[test]
fn defaults_are_those_of_the_domain_notes() {
    let params = Params::built_in();
    let parkeren = &params.parkeren;
    assert_eq!((parkeren.fallback_residents.value, parkeren.fallback_visitors.value), (0.6, 0.2));
    assert_eq!((parkeren.shared_car_replaces.value, parkeren.shared_car_cap.value), (4.0, 0.20));
    assert_eq!((parkeren.free_places.value, parkeren.street_limit.value), (2.0, 0.85));
    assert_eq!(parkeren.rounding.value, Rounding::UpOnce);
    assert_eq!(
        HeatConcept::ALL.iter().map(|&heat| params.net.kw_home(heat)).collect::<Vec<_>>(),
        [1.3, 1.8, 2.0, 3.0]
    );
    assert_eq!((params.net.netbewust_factor.value, params.net.simultaneity_g.value), (0.8, 0.2));
    assert_eq!((params.water.ghg_min_m.value, params.water.glg_max_m.value), (0.30, 1.80));
    assert_eq!((params.water.storage_mm.value, params.score.coverage_min.value), (60.0, 0.70));
}

#[test]
fn a_project_file_can_change_every_kind_of_value() {
    let params = overridden(
        r#"
        [parkeren]
        rounding = "nearest_half_down"
        free_places = 0
        norm_position_minimum = ["optoppen"]
        presence = [{ moment = "always", residents = 1, visitors = 1 }]
        [net]
        code_values = { capacity = 1, limited = 0.5, research = 0.5, shortage = 0 }
        [water]
        class_d_excludes = []
        [score]
        profile = "gemeente"
        homes_curve = [[0, 0], [50, 1]]
        "#,
    )
    .unwrap();
    assert_eq!(params.parkeren.rounding.value, Rounding::NearestHalfDown);
    assert_eq!(params.parkeren.free_places.value, 0.0);
    assert_eq!(params.parkeren.presence.value[0].moment, Moment::Always);
    assert_eq!(params.net.code_values.value.limited, 0.5);
    assert!(params.water.class_d_excludes.value.is_empty());
    assert_eq!(params.score.weights(crate::model::Form::Optoppen), &params.score.gemeente.value.optoppen);
    assert_eq!(params.score.homes_curve.value.at(25.0), 0.5);
    assert_eq!(params.get("score.profile").unwrap().origin, Origin::File("toplaag.toml".into()));
}

#[test]
fn a_value_outside_its_range_is_refused_by_name() {
    refused("[optoppen]\nahn_ring_m = 1000", "optoppen.ahn_ring_m");
    refused("[optoppen]\nahn_shrink_m = -1", "optoppen.ahn_shrink_m");
    refused("[optoppen]\nahn_cells_min = 0", "optoppen.ahn_cells_min");
    refused("[optoppen]\nahn_height_min_m = 300", "optoppen.ahn_height_min_m");
    refused("[optoppen]\nahn_nodata_share_max = 1.1", "optoppen.ahn_nodata_share_max");
    refused("[parkeren]\nstreet_limit = 1.2", "parkeren.street_limit");
    refused("[parkeren]\nfree_places = -1", "parkeren.free_places");
    refused("[parkeren]\npresence = []", "parkeren.presence");
    refused(
        "[parkeren]\nov_bands = [{ stop = \"train\", within_m = 400, reduction = 1.5 }]",
        "parkeren.ov_bands",
    );
    refused("[net]\nsimultaneity_from = 0", "net.simultaneity_from");
    refused("[net]\npower_factor = 0", "net.power_factor");
    refused("[net]\nrequest_from = \"1-10-2026\"", "net.request_from");
    refused(
        "[net]\ncode_values = { capacity = 0.1, limited = 0.5, research = 0.5, shortage = 0 }",
        "net.code_values",
    );
    refused(
        "[water]\nclass_factor = { a = 1, b = 0.5, c_medium = 0.6, c_large = 0.4, d = 0 }",
        "water.class_factor",
    );
    refused("[water]\nstorage_mm = -1", "water.storage_mm");
    refused("[score]\ncoverage_min = 70", "score.coverage_min");
    refused("[score]\nstructure_parts = { age = 0, storeys = 0, roof = 0 }", "score.structure_parts");
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_with_what_it_may_be() {
    refused("[parkeren]\nrounding = \"down\"", "nearest_half_down");
    refused("[parkeren]\nov_bands = [{ stop = \"tube\", within_m = 1, reduction = 0 }]", "metro");
    refused("[score]\nprofile = \"developer\"", "kansrijk_bouwen");
    refused("[score]\nhomes_curve = [[0, 0]]", "two points");
    refused("[score]\nhomes_curve = [[0, 0], [0, 1]]", "point 2");
}

#[test]
fn weights_that_sum_to_nothing_are_refused() {
    let none = "homes = 0, structure = 0, ownership = 0, parking = 0, grid = 0, water = 0, planning = 0";
    refused(
        &format!("[score]\nprovincie = {{ optoppen = {{ {none} }}, inbreiding = {{ {none} }} }}"),
        "score.provincie",
    );
}

/// toplaag method §4.
#[test]
fn defaults_of_the_other_forms_are_those_of_the_domain_note() {
    let params = Params::built_in();
    let inbreiding = &params.inbreiding;
    assert_eq!((inbreiding.plot_min_m2.value, inbreiding.plot_min_width_m.value), (400.0, 12.0));
    assert_eq!((inbreiding.setback_m.value, inbreiding.gsi_max.value), (5.0, 0.40));
    assert_eq!((inbreiding.home_go_m2.value, inbreiding.bruto_netto.value), (65.0, 1.13));
    assert_eq!((inbreiding.reference.value.len(), inbreiding.reference_row_houses.value.len()), (7, 5));
    let vormen = &params.vormen;
    assert_eq!((vormen.rebuild_ratio_low.value, vormen.rebuild_ratio.value), (0.75, 1.25));
    assert_eq!((vormen.rebuild_ratio_high.value, vormen.rebuild_min_gain.value), (1.50, 0.10));
    assert_eq!((vormen.rebuild_min_age_y.value, vormen.rebuild_never_age_y.value), (55, 25));
    assert_eq!((vormen.split_min_go_m2.value, vormen.aanplak_depth_m.value), (80.0, 8.0));
    assert_eq!((vormen.ladder_flag_homes.value, vormen.parking_pressure_max.value), (12, 0.90));
}

#[test]
fn forms_exclude_each_other_either_way_around() {
    use crate::model::Form;
    let vormen = Params::built_in().vormen;
    for &form in Form::ALL {
        assert_eq!(vormen.excludes(Form::SloopNieuwbouw, form), form != Form::SloopNieuwbouw, "{form:?}");
    }
    assert!(
        vormen.excludes(Form::Splitsen, Form::Optoppen) && vormen.excludes(Form::Optoppen, Form::Splitsen)
    );
    assert!(!vormen.excludes(Form::Optoppen, Form::Aanplakken));
}

#[test]
fn a_setting_of_the_other_forms_outside_its_range_is_refused_by_name() {
    for (setting, name) in [
        ("plot_min_m2 = 0", "inbreiding.plot_min_m2"),
        ("setback_m = -1", "inbreiding.setback_m"),
        ("context_reach_m = 5000", "inbreiding.context_reach_m"),
        ("context_factor = 3", "inbreiding.context_factor"),
        ("bruto_netto = 0.9", "inbreiding.bruto_netto"),
        ("gsi_max = 0", "inbreiding.gsi_max"),
        ("go_per_bvo = 1.2", "inbreiding.go_per_bvo"),
        ("home_go_m2 = 90", "inbreiding.home_go_m2"),
        ("garage_min_m2 = 40", "inbreiding.garage_max_m2"),
        ("garage_row_min = 0", "inbreiding.garage_row_min"),
        ("reuse = [\"kerkhof\"]", "tankstation"),
        ("programme = \"villas\"", "row_houses"),
        ("woonmilieu = \"stad\"", "hoog_stedelijk"),
        ("undecided_without = [\"dichtheid\"]", "inbreiding.undecided_without"),
        (
            "reference = [{ woonmilieu = \"dorps\", oad_from = 0, fsi = 0, gsi = 0.2, home_m2 = 95 }]",
            "inbreiding.reference: fsi",
        ),
        (
            "reference = [{ woonmilieu = \"dorps\", oad_from = 0, fsi = 0.4, gsi = 0.2, home_m2 = 95 }, { woonmilieu = \"stedelijk\", oad_from = 1000, fsi = 0.8, gsi = 0.2, home_m2 = 95 }]",
            "does not fall",
        ),
    ] {
        refused(&format!("[inbreiding]\n{setting}"), name);
    }
    for (setting, name) in [
        ("reference_year = 26", "vormen.reference_year"),
        ("end_wall_min_m = 0", "vormen.end_wall_min_m"),
        ("neighbor_gap_m = 500", "vormen.neighbor_gap_m"),
        ("home_go_m2 = 30", "vormen.home_go_m2"),
        ("split_share_low = 0.8", "vormen.split_share"),
        ("plinth_usable_share_high = 1.5", "vormen.plinth_usable_share_high"),
        ("rebuild_ratio = 2", "vormen.rebuild_ratio"),
        ("rebuild_never_age_y = 60", "rebuild_never_age_y"),
        ("label_protects = \"H\"", "vormen.label_protects"),
        ("transform_uses = [\"kantoor\"]", "kantoorfunctie"),
        ("transform_uses = [\"\"]", "vormen.transform_uses"),
        ("transform_deciding = [\"lawaai\"]", "geluid"),
        ("combine_excludes = [[\"splitsen\", \"splitsen\"]]", "vormen.combine_excludes"),
        ("combine_excludes = [[\"splitsen\", \"slopen\"]]", "sloop_nieuwbouw"),
    ] {
        refused(&format!("[vormen]\n{setting}"), name);
    }
}
