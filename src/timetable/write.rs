//! The folder of a phasing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fate, For, Found, entry::NETBEWUST, json, layers, load::homes_by_year, page, sheets};
use crate::{
    demand::WhyNot,
    documents::Study,
    error::Error,
    export::{ColumnSpec, CsvWriter, Kind, write_issues, write_json},
    issue::Issues,
    planlijst::{Given, NewYears, Planned, write_replanned},
    value::Value,
};

const JSON: &str = "fasering.json";
const ISSUES: &str = "issues.csv";
/// What `netaanvraag --fasering` reads.
const TABLE: &str = "fasering.csv";

/// Its columns.
const YEARS: [ColumnSpec; 4] = [
    ColumnSpec::new("site_id", Kind::Text, "", "Kenmerk van de locatie", "Identification of the site"),
    ColumnSpec::new("jaar", Kind::Int, "jaar", "Jaar van oplevering", "Year of delivery"),
    ColumnSpec::new("woningen", Kind::Int, "", "Woningen in dat jaar", "Homes in that year"),
    ColumnSpec::new("project", Kind::Text, "", "Project", "Project"),
];

/// Writes everything; gives the names of the files.
pub(super) fn write(found: &mut Found, issues: &Issues) -> Result<Vec<String>, Error> {
    let study = Study {
        document: page::document(found),
        about: sheets::about(found.lang()),
        sheets: sheets::sheets(found),
        layers: layers::layers(found),
    };
    let frame = &found.frame;
    let mut outputs = frame.write(&study)?;
    drop(study);
    write_json(&frame.folder.path(JSON), &json::whole(found))?;
    write_issues(&frame.folder.path(ISSUES), issues, frame.csv, frame.lang)?;
    let new = new_years(found);
    write_table(found, &new)?;
    outputs.extend([JSON, ISSUES, TABLE].map(str::to_owned));
    let planned = std::mem::replace(&mut found.planned, Planned::empty());
    outputs.extend(write_replanned(planned, &new, &found.frame)?.map(str::to_owned));
    Ok(outputs)
}

/// Writes what is placed at one site each, a row a year; several sites of one
/// project share homes that nothing divides.
fn write_table(found: &Found, new: &NewYears) -> Result<(), Error> {
    let frame = &found.frame;
    let mut csv = CsvWriter::create(&frame.folder.path(TABLE), &YEARS, frame.csv)?;
    for entry in &found.entries {
        let [site] = entry.sites.as_slice() else { continue };
        let given = entry.row.map_or_else(|| new.sites.get(site), |row| new.rows.get(&row));
        for (year, homes) in given.into_iter().flat_map(|given| &given.years) {
            let row: [Value; 4] = [
                found.sites()[*site].id.as_str().into(),
                u32::from(*year).into(),
                (*homes).into(),
                entry.place.name.as_str().into(),
            ];
            csv.push(&row)?;
        }
    }
    csv.finish()?;
    Ok(())
}

/// The plan as years of rows and sites.
fn new_years(found: &Found) -> NewYears {
    let lang = found.lang();
    let mut new = NewYears {
        from: found.record().params.vormen.reference_year.value,
        twice: found
            .listed
            .not_asked
            .iter()
            .filter(|no| no.why == WhyNot::Double)
            .map(|no| no.at)
            .collect::<BTreeSet<usize>>(),
        ..NewYears::default()
    };
    for (at, entry) in found.entries.iter().enumerate() {
        let given = match found.fates[at] {
            Fate::Placed(start) => {
                // All years, those after the plan too.
                let n = start.year + entry.homes.len();
                let first = found.years.first().copied().unwrap_or(0);
                let years: BTreeMap<u16, u32> = (first..)
                    .zip(homes_by_year(entry, start.year, n))
                    .filter(|(_, homes)| *homes > 0)
                    .collect();
                let way = entry.ways.get(start.way).map_or("", |way| way.name.as_str());
                Given {
                    years,
                    homes: homes(entry.n_homes()),
                    netbewust: way.starts_with(NETBEWUST),
                    waits: String::new(),
                }
            }
            Fate::Waits(why) => Given {
                homes: homes(entry.n_homes()),
                waits: match why {
                    For::Room => lang.pick("wacht op ruimte op het stroomnet", "waits for room on the grid"),
                    For::Wishes => lang.pick(
                        "past niet binnen de wensen van de fasering",
                        "does not fit the wishes of the phasing",
                    ),
                }
                .to_owned(),
                ..Given::default()
            },
            // What cannot be said stays as it stood.
            Fate::Nowhere(_) => continue,
        };
        match (entry.row, entry.sites.first()) {
            (Some(row), _) => {
                new.rows.insert(row, given);
            }
            (None, Some(site)) => {
                new.sites.insert(*site, given);
            }
            (None, None) => {}
        }
    }
    new
}

fn homes(homes: u64) -> u32 {
    u32::try_from(homes).unwrap_or(u32::MAX)
}
