//! What a reader of the parameter files and a writer of a project file rely on.

use super::*;

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
        for text in [&parameter.unit, &parameter.source, &parameter.date] {
            assert!(!text.is_empty(), "{}", parameter.key);
        }
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

/// Parking notes §6, grid notes §5, water notes §5.
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
