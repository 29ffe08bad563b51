//! What does a user read whose project file is wrong?

use crate::support::{Place, three};

#[track_caller]
fn check(toml: &str, message: &str) {
    let place = Place::project(toml);
    place.write("panden.geojson", three());
    place.refuses(3, message);
}

const PANDEN: &str = "[panden]\npath = \"panden.geojson\"\n";

#[test]
fn a_missing_project_file_is_named() {
    Place::new().run("scan weg.toml --out uit -q").says(
        3,
        "error: cannot open `weg.toml`\n\
             \x20 cause: No such file or directory (os error 2)\n\
             hint: check the path; paths in a project file are relative to that file",
    );
}

#[test]
fn a_folder_is_no_project_file() {
    let place = Place::new();
    place.write("map/x", "");
    place.run("scan map --out uit -q").says(
        3,
        "error: `map` is a folder, a file was expected\n\
             hint: name the file inside the folder",
    );
}

#[test]
fn a_data_file_is_no_project_file() {
    let place = Place::new();
    place.write("panden.gpkg", [0xff; 100]);
    place.run("scan panden.gpkg --out uit -q").says(
        3,
        "error: project file `panden.gpkg`: the file is not UTF-8 text\n\
             hint: save it as UTF-8; `toplaag init` writes a project file",
    );
}

#[test]
fn an_unknown_key_is_shown_with_its_line() {
    check(
        &format!("{PANDEN}laag = \"pand\"\n"),
        "error: project file `toplaag.toml`: TOML parse error at line 3, column 1\n\
             \x20 |\n\
             3 | laag = \"pand\"\n\
             \x20 | ^^^^\n\
             unknown field `laag`, expected one of `path`, `layer`, `sql`, `crs`, `decimal`, `columns`, `date`, `attribution`\n\
             hint: `toplaag init` writes a project file that shows every key",
    );
}

#[test]
fn an_unknown_table_is_shown_with_its_line() {
    check(
        &format!("{PANDEN}[pand]\npath = \"x\"\n"),
        "error: project file `toplaag.toml`: TOML parse error at line 3, column 2\n\
             \x20 |\n\
             3 | [pand]\n\
             \x20 |  ^^^^\n\
             unknown field `pand`, expected one of `project`, `area`, `panden`, `verblijfsobjecten`, `heights`, `ahn`, `buurten`, `wijken`, `gemeenten`, `bezit`, `parking`, `grid`, `water`, `ground`, `restrictions`, `stops`, `planlijst`, `params`\n\
             hint: `toplaag init` writes a project file that shows every key",
    );
}

#[test]
fn a_value_of_the_wrong_type_is_shown_with_its_line() {
    check(
        "[panden]\npath = 3\n",
        "error: project file `toplaag.toml`: TOML parse error at line 2, column 8\n\
             \x20 |\n\
             2 | path = 3\n\
             \x20 |        ^\n\
             expected a path between quotes, or a list of them between brackets\n\
             hint: `toplaag init` writes a project file that shows every key",
    );
    check(
        "[panden]\npath = \"panden.geojson\"\nlayer = 3\n",
        "error: project file `toplaag.toml`: TOML parse error at line 3, column 9\n\
             \x20 |\n\
             3 | layer = 3\n\
             \x20 |         ^\n\
             invalid type: integer `3`, expected a string\n\
             hint: `toplaag init` writes a project file that shows every key",
    );
}

#[test]
fn a_project_without_panden_says_so() {
    check(
        "[project]\nname = \"leeg\"\n",
        "error: project file `toplaag.toml`: it names no panden\n\
             hint: write `[panden]` and below it `path = \"…\"`; every other input may be left out",
    );
}

#[test]
fn text_that_is_no_toml_is_shown_with_its_line() {
    check(
        "[panden\npath = \"panden.geojson\"\n",
        "error: project file `toplaag.toml`: TOML parse error at line 1, column 8\n\
             \x20 |\n\
             1 | [panden\n\
             \x20 |        ^\n\
             unclosed table, expected `]`\n\
             hint: `toplaag init` writes a project file that shows every key",
    );
}

#[test]
fn a_project_file_nested_ever_deeper_does_not_break_the_program() {
    let place = Place::project(&format!("a = {}\n", "[".repeat(100_000)));
    let ran = place.run("scan toplaag.toml --out uit -q");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
}

#[test]
fn an_unknown_parameter_is_named_with_those_there_are() {
    check(
        &format!("{PANDEN}[params.net]\nkleur = 3\n"),
        "error: project file `toplaag.toml`: there is no parameter `kleur` in `[params.net]`\n\
             hint: it has: kw_home_district_heat, kw_home_hybrid, kw_home_ground_source, kw_home_air_source, heat_concept, small_connection_max_a, netbewust, netbewust_factor, simultaneity_g, simultaneity_from, charger_kw, power_factor, station_homes, station_radius_m, station_load_mw, code_values, code_better, room_ask_above_mw, room_ask_below_kw, room_ask_factor, phasing_period_years, answer_before_delivery_months, answer_takes_months, request_from, release_on",
    );
    check(
        &format!("{PANDEN}[params.parkeerplaatsen]\nnorm = 3\n"),
        "error: project file `toplaag.toml`: there is no parameter group `[params.parkeerplaatsen]`\n\
             hint: the groups are [params.optoppen], [params.parkeren], [params.net], [params.water], [params.score], [params.inbreiding], [params.vormen], [params.planlijst], [params.fasering], [params.zekerheid], [params.typen], [params.knelpunten], [params.voortgang]",
    );
}

#[test]
fn a_parameter_of_the_wrong_type_is_named() {
    check(
        &format!("{PANDEN}[params.optoppen]\nbouwjaar_min = \"oud\"\n"),
        "error: project file `toplaag.toml`: `[params.optoppen]`: invalid type: string \"oud\", expected u16 in `bouwjaar_min.value`\n\
             hint: `toplaag init` writes a project file that shows the form of each setting",
    );
}

#[test]
fn a_parameter_out_of_its_range_is_named() {
    check(
        &format!("{PANDEN}[params.optoppen]\nroof_flat_share_min = 1.5\n"),
        "error: project file `toplaag.toml`: `optoppen.roof_flat_share_min` is 1.5; a share lies between 0 and 1\n\
             hint: the default and its source are listed by `toplaag scan --show-config`",
    );
}

#[test]
fn words_that_are_not_in_the_list_are_answered_with_the_list() {
    let restriction = |line: &str| {
        format!("{PANDEN}[[restrictions]]\nname = \"Molen\"\npath = \"panden.geojson\"\n{line}\n")
    };
    check(
        &restriction("effect = \"verbod\""),
        "error: project file `toplaag.toml`: restriction `Molen`: `effect = \"verbod\"` does not exist\n\
             hint: write \"exclude\", \"flag\" or \"height_limit\"",
    );
    check(
        &restriction("effect = \"flag\"\nkind = \"molen\""),
        "error: project file `toplaag.toml`: restriction `Molen`: `kind = \"molen\"` does not exist\n\
             hint: the kinds are rijksmonument, erfgoed, geluid, veiligheid, bouwhoogte, leegstand, overig",
    );
    check(
        &restriction("effect = \"flag\"\nbuffer_m = -1.0"),
        "error: project file `toplaag.toml`: restriction `Molen`: `buffer_m = -1` cannot be\n\
             hint: write a distance from 0 to 5000 meters",
    );
    check(
        &format!("{PANDEN}[project]\nlang = \"fr\"\n"),
        "error: project file `toplaag.toml`: `lang = \"fr\"` is not a language\n\
             hint: write \"nl\" or \"en\"",
    );
    check(
        &format!("{PANDEN}[project]\ncsv = \"excel\"\n"),
        "error: project file `toplaag.toml`: `csv = \"excel\"` is not a style\n\
             hint: write \"dutch\" (semicolon, decimal comma) or \"international\"",
    );
}

#[test]
fn a_role_the_input_does_not_use_is_answered_with_its_roles() {
    check(
        &format!("{PANDEN}columns = {{ hoogte = \"h\" }}\n"),
        "error: `columns` for `panden.geojson` names `hoogte`, which this input does not use\n\
             hint: the roles are id, bouwjaar, status, n_verblijfsobjecten, gebruiksdoel, end_registration, end, inactive, begin",
    );
}

#[test]
fn a_wrong_command_line_has_its_own_code() {
    let place = Place::project(PANDEN);
    place.write("panden.geojson", three());
    assert_eq!(place.run("scan toplaag.toml").code, Some(2), "without --out");
    assert_eq!(place.run("vliegen").code, Some(2));
    place
        .run("scan toplaag.toml --out uit --lang fr")
        .says(
        2,
        "error: invalid value 'fr' for '--lang <LANG>'\n  [possible values: nl, en]\n\nFor more information, try '--help'.",
    );
    place.run("sample --panden 0 --out stad").says(
        2,
        "error: `--panden 0` cannot be\n\
             hint: give 1 to 12000000",
    );
    assert_eq!(place.names(), ["panden.geojson", "toplaag.toml"]);
}

#[test]
fn init_writes_a_project_file_that_can_be_read_and_never_over_another() {
    let place = Place::new();
    assert_eq!(place.run("init").code, Some(0));
    let template = place.read("toplaag.toml");
    place.run("init").says(
        2,
        "error: `toplaag.toml` exists already, and stays as it is\n\
             hint: give another name, such as `toplaag init toplaag-2.toml`, or go on with what is there: `toplaag check toplaag.toml`",
    );
    assert_eq!(place.read("toplaag.toml"), template);
    // It is a form to fill in: it names no file that is there.
    assert_eq!(place.run("scan toplaag.toml --out uit -q").code, Some(3));
}
