//! Which areas get a passport?

use super::Options;
use crate::{
    error::Error,
    issue::Issues,
    lang::say,
    model::{Gebied, Zone},
    read,
    record::Record,
    survey::ZoneSet,
};

/// The areas that are asked for, in the order of their file; without a file
/// the buurten of the run that hold panden of it.
pub(super) fn areas(
    options: &Options,
    record: &Record,
    issues: &mut Issues,
) -> Result<Vec<Zone<Gebied>>, Error> {
    let all = match &options.areas {
        Some(input) => read::areas::read(input, issues)?,
        None => buurten(record)?,
    };
    let places = match &options.areas {
        // A file of a whole country beside a run of one gemeente: those far
        // from it would be empty pages.
        Some(_) if options.ids.is_empty() => near(all, record)?,
        _ => all,
    };
    if options.ids.is_empty() {
        return if places.is_empty() { Err(nothing(record)) } else { Ok(places) };
    }
    let is = |zone: &Zone<Gebied>, asked: &str| {
        zone.id.eq_ignore_ascii_case(asked) || zone.says.naam.to_lowercase() == asked.to_lowercase()
    };
    if let Some(unknown) = options.ids.iter().find(|asked| !places.iter().any(|zone| is(zone, asked))) {
        let start: String = unknown.chars().take(2).flat_map(char::to_lowercase).collect();
        let mut names: Vec<String> = places.iter().map(named).collect();
        names.sort_by_key(|name| !name.to_lowercase().contains(&start));
        names.truncate(8);
        return Err(Error::NotFound {
            detail: say!("er is geen gebied `{unknown}`", "there is no area `{unknown}`"),
            hint: say!("er zijn: {}, …", "there are: {}, …", names.join(", ")),
        });
    }
    Ok(places.into_iter().filter(|zone| options.ids.iter().any(|asked| is(zone, asked))).collect())
}

/// An area by its id, and its name where it has one.
fn named(zone: &Zone<Gebied>) -> String {
    match zone.says.naam.as_str() {
        "" => zone.id.clone(),
        naam => format!("{} ({naam})", zone.id),
    }
}

fn nothing(record: &Record) -> Error {
    Error::NotFound {
        detail: say!(
            "geen gebied ligt waar de panden van de run in `{}` staan",
            "no area lies where the panden of the run in `{}` stand",
            record.folder.display()
        ),
        hint: say!(
            "geef `--gebied` vlakken in Nederland waar panden van de run in liggen",
            "give `--gebied` polygons in the Netherlands that hold panden of the run"
        ),
    }
}

/// The buurten of the run that hold a pand.
fn buurten(record: &Record) -> Result<Vec<Zone<Gebied>>, Error> {
    let Some(set) = &record.layers.buurten else {
        return Err(Error::NotFound {
            detail: say!(
                "de run in `{}` is gemaakt zonder buurten",
                "the run in `{}` was made without buurten",
                record.folder.display()
            ),
            hint: say!("geef de gebieden: --gebied buurten.gpkg", "give the areas: --gebied buurten.gpkg"),
        });
    };
    near(zones(set).collect(), record)
}

/// A buurt of the run by its code.
pub(super) fn buurt(record: &Record, code: &str) -> Option<Zone<Gebied>> {
    zones(record.layers.buurten.as_ref()?).find(|zone| zone.id == code)
}

fn zones(set: &ZoneSet<Gebied>) -> impl Iterator<Item = Zone<Gebied>> {
    let named = set.ids.iter().zip(&set.says).zip(set.shapes());
    named.map(|((id, says), geometry)| Zone { id: id.clone(), geometry, says: says.clone() })
}

/// Those in which a pand of the run stands.
fn near(areas: Vec<Zone<Gebied>>, record: &Record) -> Result<Vec<Zone<Gebied>>, Error> {
    let points = record.map_panden(|pand| pand.survey.place?.point)?;
    let index = crate::overlay::ZoneIndex::new(
        areas
            .iter()
            .enumerate()
            .map(|(at, area)| (u32::try_from(at).unwrap_or(u32::MAX), area.geometry.clone()))
            .collect(),
    );
    let mut holds = vec![false; areas.len()];
    for point in points {
        for at in index.at(point) {
            holds[at as usize] = true;
        }
    }
    Ok(areas.into_iter().zip(holds).filter(|(_, holds)| *holds).map(|(area, _)| area).collect())
}
