//! Does the list of columns in the documentation say what the program writes?
//!
//! `UPDATE_DOCS=1 cargo test columns` writes it anew.

use std::{env, fmt::Write as _, fs, path::Path};

use toplaag::{
    certainty::CERTAINTY,
    comparison::COMPARISON,
    demand::NOT_ASKED,
    editions::PROGRESS,
    export::{ColumnSpec, Kind},
    hindsight::HINDSIGHT,
    inquiry::INQUIRY,
    knelpunten::KNELPUNTEN,
    lang::Lang,
    net::{FILING, REQUESTS},
    picks::PICKED,
    run_map::STOREYS,
    tables::{PANDEN, PROJECT_SITES, PROJECTS, SHORTLIST, SITES, maps, specs},
    timetable::{LIMITS, PROJECTS as TIMETABLE, STAIRS},
    typology::TYPE_PANDEN,
    weighing::{CHOICES, TURNING},
    whatif::WHATIF,
};

const DOCUMENT: &str = "docs/kolommen.md";

const INTRO: &str = "\
# Kolommen

Wat er in de uitkomst staat, tabel voor tabel. Dit bestand wordt uit het programma gemaakt; een test houdt het gelijk.

Een lege cel betekent: onbekend, of niet van toepassing. Onbekend is nooit nul. Codes (`verdict`, `form`, `reasons`, …) zijn Engels en blijven
gelijk; de leesbare tabellen hebben ze in het Nederlands. Kolommen met een eenheid in de naam staan in die eenheid.
";

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Text => "tekst".into(),
        Kind::Int => "geheel getal".into(),
        Kind::Bool => "ja/nee".into(),
        Kind::Date => "datum".into(),
        Kind::Real { decimals } => format!("getal, {decimals} decimalen"),
    }
}

fn table(text: &mut String, name: &str, about: &str, columns: &[ColumnSpec]) {
    let cell = |words: &str| words.replace('|', "\\|");
    let _ = write!(
        text,
        "\n## {name}\n\n{about}\n\n| kolom | soort | eenheid | betekenis |\n| --- | --- | --- | --- |\n"
    );
    for column in columns {
        let unit = if column.unit == "1" { "" } else { column.unit };
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} |",
            column.name,
            kind(column.kind),
            cell(unit),
            cell(column.nl)
        );
    }
}

#[test]
fn the_documented_columns_are_those_that_are_written() {
    let mut text = INTRO.to_owned();
    let mut add = |name: &str, about: &str, columns: &[ColumnSpec]| table(&mut text, name, about, columns);
    add(
        "`sites`",
        "Een rij per vorm per locatie. In `toplaag.gpkg`, `sites.fgb`, `sites.parquet`, `sites.geojson`, `shortlist.csv` en `shortlist.xlsx`.",
        &specs(SITES),
    );
    add(
        "`panden`",
        "Een rij per pand dat is gelezen. In `toplaag.gpkg`, `panden.fgb` en `panden.parquet`.",
        &specs(PANDEN),
    );
    add(
        "Aanvragen voor het net",
        "Een rij per locatie en jaar. Geschreven door `toplaag netaanvraag`.",
        &REQUESTS,
    );
    add(
        "Van een planlijst niet gevraagd",
        "Een rij per regel. Geschreven door `toplaag netaanvraag --lijst`.",
        &NOT_ASKED,
    );
    add(
        "Fasering: projecten",
        "Een rij per project of locatie. Geschreven door `toplaag faseer`, in `fasering.gpkg` en `fasering.xlsx`.",
        &TIMETABLE,
    );
    add(
        "Fasering: gebieden en stations",
        "Een rij per gebied of station en jaar. Geschreven door `toplaag faseer`, in `fasering.gpkg` en `fasering.xlsx`.",
        &LIMITS,
    );
    add(
        "Fasering: extra ruimte",
        "Een rij per gebied of station en hoeveelheid extra ruimte. Geschreven door `toplaag faseer`, in `fasering.xlsx`.",
        &STAIRS,
    );
    add(
        "Indienlijst",
        "Een rij per aanvraag, met al haar jaren. Geschreven door `toplaag netaanvraag`, per netbeheerder in `indienlijst-….xlsx`, met titels in plaats van namen.",
        &FILING,
    );
    add(
        "Terugblik: panden",
        "Een rij per pand dat woningen of bouwlagen kreeg. Geschreven door `toplaag terugblik`, in `terugblik.gpkg` en `terugblik.xlsx`.",
        &HINDSIGHT,
    );
    add(
        "Wat als: verschillen",
        "Een rij per scenario en mogelijkheid waarvan iets verandert. Geschreven door `toplaag watals`, in `watals.gpkg` en `watals.xlsx`.",
        &WHATIF,
    );
    add(
        "Keuze van locaties",
        "Een rij per locatie die gekozen kan worden. Geschreven door `toplaag keuze`, in `keuze.gpkg` en `keuze.xlsx`.",
        &PICKED,
    );
    add(
        "Wat eerst onderzoeken",
        "Een rij per vraag over een locatie. Geschreven door `toplaag onderzoek`, in `onderzoek.gpkg` en `onderzoek.xlsx`.",
        &INQUIRY,
    );
    add(
        "Zekerheid van een plaats",
        "Een rij per locatie met een plaats. Geschreven door `toplaag zekerheid`, in `zekerheid.gpkg` en `zekerheid.xlsx`.",
        &CERTAINTY,
    );
    add(
        "Gewichten: waar de keuze omslaat",
        "Een rij per voorgedragen locatie en gewicht. Geschreven door `toplaag gewichten`, in `gewichten.xlsx`.",
        &TURNING,
    );
    add(
        "Gewichten: wie kiest wat",
        "Een rij per locatie die iemand voordraagt. Geschreven door `toplaag gewichten`, in `gewichten.gpkg` en `gewichten.xlsx`.",
        &CHOICES,
    );
    add(
        "Vergelijking: verschillen",
        "Een rij per mogelijkheid waarvan iets verandert. Geschreven door `toplaag vergelijk`, in `vergelijk.gpkg` en `vergelijk.xlsx`.",
        &COMPARISON,
    );
    add(
        "Typen: panden",
        "Een rij per pand waar optoppen geschikt of onbeslist is. Geschreven door `toplaag typen`, in `typen.gpkg` en `typen.xlsx`.",
        &TYPE_PANDEN,
    );
    add(
        "Knelpunten: locaties",
        "Een rij per regel, manier waarop die wijkt en mogelijkheid waarvan het aantal woningen verandert. Geschreven door `toplaag knelpunten`, in `knelpunten.gpkg` en `knelpunten.xlsx`.",
        &KNELPUNTEN,
    );
    add(
        "Voortgang: projecten",
        "Een rij per project van een van beide edities. Geschreven door `toplaag voortgang`, in `voortgang.gpkg` en `voortgang.xlsx`.",
        &PROGRESS,
    );
    add(
        "Planlijst: projecten",
        "Een rij per project. Geschreven door `toplaag planlijst`.",
        &specs(PROJECTS),
    );
    add("Planlijst: locaties van een project", "Een rij per gekoppelde locatie.", &specs(PROJECT_SITES));
    let areas = "De gebieden waarin de panden liggen. In `toplaag.gpkg`.";
    add("`gemeenten`, `wijken`, `buurten`", areas, &maps::GEBIEDEN);
    add("`parking`", "Zones van de parkeernormen. In `toplaag.gpkg`.", &maps::PARKING);
    add(
        "`parking_norms`",
        "De normen per zone en grootte van de woning. In `toplaag.gpkg`.",
        &maps::PARKING_NORMS,
    );
    add("`parking_places`", "Plekken waar geparkeerd kan worden. In `toplaag.gpkg`.", &maps::PARKING_PLACES);
    add("`grid_areas`", "Voedingsgebieden van het stroomnet. In `toplaag.gpkg`.", &maps::GRID_AREAS);
    add("`water`", "Klassen van water en bodem. In `toplaag.gpkg`.", &maps::WATER);
    add(
        "`restriction_layers`",
        "De lagen met beperkingen die zijn opgegeven. In `toplaag.gpkg`.",
        &maps::RESTRICTION_LAYERS,
    );
    add(
        "Beperkingen",
        "De vlakken en punten van een laag met beperkingen. In `toplaag.gpkg`.",
        &maps::RESTRICTIONS,
    );
    add("`stops`", "Haltes van het openbaar vervoer. In `toplaag.gpkg`.", &maps::STOPS);

    add(
        "Kaarttegels: hoogten",
        "Wat `toplaag.pmtiles` op zoom 14 van gebouwen zegt, naast kolommen van panden en locaties.",
        &STOREYS,
    );

    text.push_str(
        "\n## `shortlist.xlsx`, blad Shortlist\n\nWat een overleg van een locatie vraagt, één pagina breed: een rij per locatie, \
         voorgedragen en reserve eerst.\n\n| kolom | soort | betekenis |\n| --- | --- | --- |\n",
    );
    for column in SHORTLIST.iter().map(|column| column.sheet_column(Lang::Nl)) {
        let _ = writeln!(text, "| {} | {} | {} |", column.title, kind(column.kind), column.meaning);
    }

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "{DOCUMENT} is not what the program writes: run UPDATE_DOCS=1 cargo test columns"
    );
}
