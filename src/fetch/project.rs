//! Which project file reads what was fetched?

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use super::{
    catalogue::Role,
    manifest::{Layer, Manifest},
    store::writing,
};
use crate::{error::ExportError, export::OutputFile, lang::Lang};

/// The name of the project file.
pub const NAME: &str = "toplaag.toml";

/// The name when there is another that may hold work of the user.
pub const BESIDE: &str = "toplaag.nieuw.toml";

/// Writes the project file of a folder. One that is there and says something
/// else stays, unless `force`: then the new one stands beside it as
/// `toplaag.nieuw.toml`. Gives `None` when there are no panden to write it for.
///
/// # Errors
///
/// [`ExportError::Write`].
pub fn write(
    folder: &Path,
    manifest: &Manifest,
    lang: Lang,
    force: bool,
) -> Result<Option<PathBuf>, ExportError> {
    if !manifest.layers.iter().any(|layer| layer.role == Role::Panden && holds_something(layer)) {
        return Ok(None);
    }
    let text = text(manifest, lang);
    let own = folder.join(NAME);
    let stays = !force && fs::read_to_string(&own).map_or(own.exists(), |there| there != text);
    let path = if stays { folder.join(BESIDE) } else { own };
    let out = OutputFile::create(&path, true, &[])?;
    fs::write(out.path(), text).map_err(writing(&path))?;
    out.commit()?;
    Ok(Some(path))
}

/// A layer without objects is nothing to read, except a restriction: there it
/// says that nothing holds here.
fn holds_something(layer: &Layer) -> bool {
    layer.kept != Some(0) || layer.role == Role::Restriction
}

fn text(manifest: &Manifest, lang: Lang) -> String {
    let gemeente = &manifest.gemeente;
    let mut text = format!(
        "# {} {} ({}).\n# {}\n\n[project]\nname = {}\nlang = \"{}\"\n",
        lang.pick("Opgehaald door toplaag fetch:", "Fetched by toplaag fetch:"),
        // A name with a line break would end the comment.
        one_line(&gemeente.naam),
        one_line(&gemeente.code),
        lang.pick(
            "Paden gelden ten opzichte van dit bestand; herkomst en licenties staan in manifest.json.",
            "Paths are relative to this file; origin and licences stand in manifest.json."
        ),
        quoted(&gemeente.naam),
        lang.tag()
    );
    let divisions = [Role::Gemeenten, Role::Buurten, Role::Wijken];
    if manifest.layers.iter().any(|layer| divisions.contains(&layer.role) && holds_something(layer)) {
        // What lies around is for stops and grid, not to be answered.
        let _ = writeln!(text, "\n[area]\ngemeente = {}", quoted(&gemeente.code));
    }
    for role in [
        (Role::Panden, "[panden]"),
        (Role::Verblijfsobjecten, "[verblijfsobjecten]"),
        (Role::Heights, "[heights]"),
        (Role::Buurten, "[buurten]"),
        (Role::Wijken, "[wijken]"),
        (Role::Gemeenten, "[gemeenten]"),
        (Role::GridPostcodes, "[grid.postcodes]"),
        (Role::GridAreas, "[grid.areas]"),
        (Role::Water, "[water]"),
        (Role::GroundParcels, "[ground.parcels]"),
        (Role::GroundRoads, "[ground.roads]"),
        (Role::GroundWater, "[ground.water]"),
        (Role::Restriction, "[[restrictions]]"),
        (Role::Stops, "[[stops]]"),
    ] {
        // Where one table is all there is room for, the first source has it.
        let most = if matches!(role.0, Role::Restriction | Role::Stops) { usize::MAX } else { 1 };
        let layers = manifest.layers.iter().filter(|layer| layer.role == role.0);
        for layer in layers.filter(|layer| holds_something(layer)).take(most) {
            let _ = writeln!(
                text,
                "\n# {}, {}; {}",
                one_line(&layer.name),
                one_line(&layer.publisher),
                one_line(&layer.licence)
            );
            text.push_str(&table(role.1, layer));
        }
    }
    let absent = lang.pick("Niet opgehaald; vul zelf aan wat u hebt:", "Not fetched; add what you have:");
    if !manifest.not_fetched.is_empty() {
        let _ = writeln!(text, "\n# {absent}");
    }
    for missing in &manifest.not_fetched {
        let ask =
            if missing.ask.is_empty() { String::new() } else { format!("; {}", one_line(&missing.ask)) };
        let _ = writeln!(text, "#   {}: {}{ask}", one_line(&missing.name), one_line(&missing.why));
    }
    text
}

fn table(head: &str, layer: &Layer) -> String {
    let mut text = format!("{head}\n");
    if layer.role == Role::Restriction {
        let _ = writeln!(text, "name = {}", quoted(&layer.name));
        for (key, value) in [("kind", &layer.kind), ("effect", &layer.effect)] {
            if let Some(value) = value {
                let _ = writeln!(text, "{key} = {}", quoted(value));
            }
        }
        if let Some(buffer_m) = layer.buffer_m {
            let _ = writeln!(text, "buffer_m = {buffer_m}");
        }
    }
    let files: Vec<_> = layer.files.iter().map(|file| quoted(&file.path)).collect();
    let _ = match files.as_slice() {
        [one] => writeln!(text, "path = {one}"),
        several => writeln!(text, "path = [\n    {},\n]", several.join(",\n    ")),
    };
    let date = layer.fetched.get(..10).unwrap_or_default();
    let _ = writeln!(text, "date = {}", quoted(date));
    let _ = writeln!(text, "attribution = {}", quoted(&layer.attribution));
    text
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn one_line(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}
