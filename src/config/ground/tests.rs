use crate::{
    config::Project,
    error::Error,
    model::{Form, ReuseClass},
};

fn read(text: &str) -> Result<Project, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("toplaag.toml");
    std::fs::write(&path, format!("{text}\n[panden]\npath = \"p.gpkg\"\n")).unwrap();
    Project::read(&path)
}

#[track_caller]
fn refused(text: &str, detail: &str, hint: &str) {
    let error = read(text).unwrap_err();
    assert!(error.to_string().ends_with(detail), "{error}");
    assert!(error.hint().unwrap().contains(hint), "{:?}", error.hint());
}

#[test]
fn every_map_of_the_ground_has_a_role_and_says_what_it_is() {
    let project = read(
        "[ground]\nroads = { path = [\"a.gpkg\", \"b.gpkg\"] }\n\
         density = { path = \"d.gpkg\", kind = \"target\", columns = { fsi = \"dichtheid\" } }\n\
         parcels = { path = \"PG:dbname=gis\", layer = \"brk.perceel\" }\n\
         [[ground.reuse]]\nclass = \"garages\"\npath = \"g.gpkg\"\n\
         [[ground.reuse]]\nclass = \"tankstation\"\npath = \"t.gpkg\"\n",
    )
    .unwrap();
    let roles: Vec<String> = project.inputs().into_iter().map(|(role, _)| role.to_string()).collect();
    assert_eq!(
        roles,
        ["ground.parcels", "ground.roads", "ground.density", "ground.reuse.1", "ground.reuse.2", "panden"]
    );
    let ground = &project.ground;
    assert!(ground.parcels.as_ref().unwrap().sources[0].database.is_some());
    let density = ground.density.as_ref().unwrap();
    assert!(density.is_target && density.input.columns["fsi"] == "dichtheid");
    let classes: Vec<ReuseClass> = ground.reuse.iter().map(|layer| layer.class).collect();
    assert_eq!(classes, [ReuseClass::Garages, ReuseClass::Tankstation]);
    assert!(!read("[ground]\ndensity = { path = \"d.gpkg\" }\n").unwrap().ground.density.unwrap().is_target);
    assert_eq!(read("").unwrap().inputs().len(), 1);
}

#[test]
fn a_kind_or_class_that_does_not_exist_is_refused() {
    refused(
        "[ground]\ndensity = { path = \"d.gpkg\", kind = \"plan\" }\n",
        "`[ground] density`: `kind = \"plan\"` does not exist",
        "\"target\"",
    );
    refused(
        "[[ground.reuse]]\nclass = \"kerk\"\npath = \"k.gpkg\"\n",
        "`[[ground.reuse]]`: `class = \"kerk\"` does not exist",
        "parkeerterrein, garages, tankstation, overig",
    );
}

#[test]
fn forms_are_those_named_each_once_or_all() {
    let forms = |text: &str| read(&format!("[project]\n{text}\n")).map(|project| project.forms);
    assert_eq!(forms("").unwrap(), Form::ALL);
    let named = forms("forms = [\"splitsen\", \"optoppen\", \"splitsen\"]").unwrap();
    assert_eq!(named, [Form::Optoppen, Form::Splitsen]);
    refused(
        "[project]\nforms = [\"optopen\"]\n",
        "`forms` names `optopen`, which does not exist",
        "the forms are optoppen, inbreiding, aanplakken",
    );
    refused("[project]\nforms = []\n", "`forms` is empty: there is nothing to look for", "sloop_nieuwbouw");
}
