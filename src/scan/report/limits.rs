//! What the report cannot tell.

use crate::{config::Project, lang::Lang, model::Form, record::Run, wording::number};

/// Limits and assumptions, a paragraph each.
pub(super) fn limits(run: &Run, project: &Project) -> Vec<String> {
    let lang = project.lang;
    let mut limits: Vec<String> = [
        (
            "Of een constructie een laag draagt, volgt hier uit het bouwjaar en een plat dak. Alleen een constructeur kan het zeggen; zijn oordeel gaat voor als het bij het bezit is ingevuld.",
            "Whether a structure carries a storey is read off its age and flat roof. Only a constructeur can tell; her verdict goes first when the holdings hold it.",
        ),
        (
            "Het netsignaal gaat over grote aansluitingen en is indicatief: het zegt niet dat woningen wel of niet kunnen worden aangesloten.",
            "The grid signal is about large connections and indicative: it does not say whether homes can be connected.",
        ),
        (
            "Het afwegingskader voor water en bodem gaat over nieuwe ontwikkeling; hoe het voor optoppen telt, is onze lezing.",
            "The framework for water and soil is about new development; how it counts for storeys on top is our reading.",
        ),
        (
            "Parkeerplaatsen op straat zijn per locatie geteld; locaties dicht bij elkaar delen dezelfde plaatsen.",
            "Places on the street are counted for each site by itself; sites near each other share them.",
        ),
        (
            "Normen met K zijn praktijkkennis en niet geverifieerd. Elke norm is in het projectbestand aan te passen.",
            "Norms marked K are knowledge of practice, not verified. Each can be changed in the project file.",
        ),
    ]
    .iter()
    .map(|(nl, en)| lang.pick(nl, en).to_owned())
    .collect();
    limits.extend(of_forms(project));
    limits.push(match (run.accuracy.rdnaptrans2018_grid, lang) {
        (true, Lang::Nl) => "Coördinaten in graden: RDNAPTRANS2018 met correctiegrid, nauwkeurig tot 1 mm.".into(),
        (true, Lang::En) => "Coordinates in degrees: RDNAPTRANS2018 with its correction grid, exact to 1 mm.".into(),
        (false, Lang::Nl) => format!(
            "Coördinaten in graden zijn zonder het RDNAPTRANS2018-correctiegrid berekend: tot {} m ernaast. RD-coördinaten hebben die fout niet.",
            number(run.accuracy.meters, 2, lang)
        ),
        (false, Lang::En) => format!(
            "Coordinates in degrees were made without the RDNAPTRANS2018 correction grid: up to {} m off. RD coordinates have no such error.",
            number(run.accuracy.meters, 2, lang)
        ),
    });
    limits
}

/// What the forms beside optoppen cannot tell.
fn of_forms(project: &Project) -> Vec<String> {
    let lang = project.lang;
    let mut limits = Vec::new();
    let mut say = |nl: &str, en: &str| limits.push(lang.pick(nl, en).to_owned());
    if project.forms.contains(&Form::Inbreiding) {
        say(
            "De dichtheid van een kavel is die van de omgeving, een referentie of een opgave van de gebruiker; zij is geen stedenbouwkundig plan.",
            "The density of a plot is that of its surroundings, a reference or what the user gave; it is no urban design.",
        );
        say(
            "Vrije grond is grond die op geen van de opgegeven kaarten bezet is. Zonder kaart van groen of eigendom komen ook een kerkhof, een schoolplein of een particuliere tuin als kavel tevoorschijn.",
            "Free ground is ground that none of the given maps takes. Without a map of green or ownership a churchyard, a school yard or a private garden comes out as a plot too.",
        );
    }
    if project.forms.contains(&Form::Aanplakken) {
        say(
            "Of een kopgevel blind is staat in geen register: ramen, en het daglicht van wie erachter woont, moeten ter plaatse worden gezien.",
            "No register says whether an end wall is blank: windows, and the daylight of those behind them, must be seen on site.",
        );
    }
    if project.forms.iter().any(|form| form.takes_ground()) {
        let ground = &project.ground;
        let given = [
            (ground.parcels.is_some(), lang.pick("percelen", "parcels")),
            (ground.own.is_some(), lang.pick("grond van eigenaren", "ground of owners")),
            (ground.roads.is_some(), lang.pick("wegen", "roads")),
            (ground.water.is_some(), lang.pick("open water", "open water")),
            (ground.green.is_some(), lang.pick("te behouden groen", "protected green")),
            (ground.density.is_some(), lang.pick("dichtheden", "densities")),
            (ground.built_up.is_some(), lang.pick("bebouwd gebied", "the built-up area")),
        ];
        let missing: Vec<&str> = given.iter().filter(|(given, _)| !given).map(|(_, name)| *name).collect();
        if !missing.is_empty() {
            limits.push(format!(
                "{} {}.",
                lang.pick(
                    "Kaarten van de grond die bij deze run ontbraken:",
                    "Maps of the ground that this run was not given:"
                ),
                missing.join(", ")
            ));
        }
    }
    limits
}
