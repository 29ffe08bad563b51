//! What does a published folder say of itself?

use serde_json::{Value, json};

use super::{folder::Published, left_out::LeftOut};
use crate::{
    lang::{self, Lang, say},
    model::Form,
    record::Record,
    wording::{self, harmless},
};

/// What is said.
pub(super) struct Said<'a> {
    pub record: &'a Record,
    pub left_out: &'a LeftOut,
    /// Forms that are not shown.
    pub forms: &'a [Form],
    /// West, south, east, north, degrees.
    pub bounds: Option<[f64; 4]>,
}

/// What was left out and what that means, a paragraph each.
pub(super) fn notes(left_out: &LeftOut, forms: &[Form]) -> Vec<lang::Said> {
    let mut notes = Vec::new();
    if left_out.holdings() {
        notes.push(say!(
            "Gemaakt zonder gegevens van eigenaren: alles is gevraagd alsof er geen bezit was opgegeven. Elk pand staat op \
             zichzelf en wordt vergeleken binnen zijn gemeente; aantallen en volgorde kunnen anders zijn dan in een run met \
             bezit.",
            "Made without data of owners: everything was asked as if no holdings had been given. Every pand stands by itself \
             and is compared within its gemeente; numbers and order may differ from a run with holdings."
        ));
    } else if left_out.corporaties() {
        notes.push(say!(
            "Zonder namen van corporaties; plekken zijn vergeleken binnen hun gemeente.",
            "Without the names of corporaties; places are compared within their gemeente."
        ));
    }
    if !forms.is_empty() {
        let forms: Vec<&str> = forms.iter().map(|form| wording::form_word(*form)).collect();
        let forms = forms.join(", ");
        notes.push(say!(
            "Niet getoond, want gemeten rond wat eigenaren hebben: {forms}.",
            "Not shown, as it was measured around what owners have: {forms}."
        ));
    }
    notes
}

impl Said<'_> {
    /// What was left out and what that means, a paragraph each.
    pub fn notes(&self, lang: Lang) -> Vec<String> {
        notes(self.left_out, self.forms).iter().map(|note| note.pick(lang).to_owned()).collect()
    }
}

/// The text file beside the page.
pub(super) fn readme(said: &Said<'_>, site: &Published<'_>) -> String {
    let (lang, run) = (site.lang, &said.record.run);
    let mut text = format!("# {}\n\n", harmless(&site.name));
    text.push_str(lang.pick(
        "Kaart en lijst van plekken waar woningen bij kunnen, gemaakt met toplaag. Zet deze map op een webserver of \
         opslagdienst die delen van bestanden kan geven (HTTP range requests) en open `index.html`.\n\n",
        "Map and list of places where homes can be added, made with toplaag. Put this folder on a web server or object \
         store that can hand out parts of files (HTTP range requests) and open `index.html`.\n\n",
    ));
    for note in said.notes(lang) {
        text.push_str(&format!("{note}\n\n"));
    }
    if !said.left_out.is_nothing() {
        let columns: Vec<String> = said.left_out.columns.iter().map(|column| format!("`{column}`")).collect();
        text.push_str(&format!("{}: {}.\n\n", lang.pick("Weggelaten", "Left out"), columns.join(", ")));
    }
    let files = [
        ("index.html", lang.pick("kaart en lijst", "map and list")),
        (
            "projecten.html",
            lang.pick("voorgedragen plekken, zonder script", "places put forward, without script"),
        ),
        ("data/sites.json", lang.pick("de plekken, kolom voor kolom", "the places, column by column")),
        ("data/norms.json", lang.pick("de normen met hun bron", "the norms with their sources")),
        ("data/toplaag.pmtiles", lang.pick("de kaart (PMTiles)", "the map (PMTiles)")),
        (
            "catalog.json",
            lang.pick("wat hier ligt, voor catalogi (STAC)", "what is here, for catalogs (STAC)"),
        ),
    ];
    for (file, about) in files {
        text.push_str(&format!("- `{file}`: {about}\n"));
    }
    text.push_str(&format!("\n## {}\n\n", lang.pick("Bronnen", "Sources")));
    for input in &run.inputs {
        let parts = [&input.file, &input.date, &input.licence, &input.attribution];
        let parts: Vec<&str> =
            parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        text.push_str(&format!("- {}: {}\n", input.role, harmless(&parts.join("; "))));
    }
    text.push_str(&format!("\ntoplaag {}\n", env!("CARGO_PKG_VERSION")));
    text
}

/// A catalog and its one collection, by STAC 1.1.
pub(super) fn stac(said: &Said<'_>, site: &Published<'_>) -> [(&'static str, Value); 2] {
    let lang = site.lang;
    let about = lang.pick(
        "Plekken waar woningen bij kunnen, met de kaarten en normen waarop dat rust",
        "Places where homes can be added, with the maps and norms that rests on",
    );
    let link = |rel: &str, href: &str, media: &str| json!({ "rel": rel, "href": href, "type": media });
    let catalog = json!({
        "type": "Catalog",
        "stac_version": "1.1.0",
        "id": "toplaag",
        "title": site.name,
        "description": about,
        "links": [
            link("root", "./catalog.json", "application/json"),
            link("child", "./collection.json", "application/json"),
        ],
    });
    let run = &said.record.run;
    let mut days: Vec<&str> = run
        .inputs
        .iter()
        .map(|input| if input.peildatum.is_empty() { input.date.as_str() } else { input.peildatum.as_str() })
        .filter(|date| is_day(date))
        .collect();
    days.sort_unstable();
    let moment = |day: Option<&&str>| day.map(|day| format!("{day}T00:00:00Z"));
    let asset = |href: &str, media: &str, title: &str, role: &str| json!({ "href": href, "type": media, "title": title, "roles": [role] });
    let providers: Vec<Value> = {
        let mut names: Vec<&str> = run.inputs.iter().map(|input| input.attribution.as_str()).collect();
        names.retain(|name| !name.is_empty());
        names.sort_unstable();
        names.dedup();
        names.into_iter().map(|name| json!({ "name": name, "roles": ["licensor"] })).collect()
    };
    let collection = json!({
        "type": "Collection",
        "stac_version": "1.1.0",
        "id": "toplaag-plekken",
        "title": site.name,
        "description": about,
        "license": "other",
        "providers": providers,
        "extent": {
            "spatial": { "bbox": [said.bounds.unwrap_or([3.2, 50.7, 7.3, 53.6])] },
            "temporal": { "interval": [[moment(days.first()), moment(days.last())]] },
        },
        "links": [
            link("root", "./catalog.json", "application/json"),
            link("parent", "./catalog.json", "application/json"),
            link("alternate", "./index.html", "text/html"),
        ],
        "assets": {
            "kaart": asset("./data/toplaag.pmtiles", "application/vnd.pmtiles", "PMTiles", "visual"),
            "plekken": asset("./data/sites.json", "application/json", lang.pick("Plekken", "Places"), "data"),
            "normen": asset("./data/norms.json", "application/json", lang.pick("Normen", "Norms"), "metadata"),
            "projecten": asset("./projecten.html", "text/html", lang.pick("Voorgedragen plekken", "Places put forward"), "overview"),
        },
    });
    [("catalog.json", catalog), ("collection.json", collection)]
}

/// Whether a text is a day: four, two and two digits.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [4, 2, 2] && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `run.json`: what this folder is, and which files are of it.
pub(super) fn trail(said: &Said<'_>, site: &Published<'_>) -> Value {
    json!({
        "program": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "kind": "publiceer",
        "name": site.name,
        "lang": site.lang.tag(),
        "hidden": said.left_out.columns,
        "outputs": site.outputs(),
    })
}
