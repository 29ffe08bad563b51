//! The BAG 2.0 extract (LVBAG): XML in zips in a zip, as the Kadaster
//! delivers a gemeente or the country. Nothing is unpacked to disk.
//!
//! Layers are `pand` and `verblijfsobject`, with the columns of the BAG WFS
//! 2.0. The extract holds every voorkomen an object ever had: records are
//! those of one day, today's or the peildatum, of objects that exist on it.
//! What is left out is counted. A verblijfsobject comes with its hoofdadres,
//! joined from three other files of the delivery, when that is asked for, and
//! with a record more for each nevenadres.

mod adressen;
mod geometrie;
mod members;
mod object;
mod parallel;
mod soort;
#[cfg(test)]
mod tests;
mod text;
mod voorkomen;

use std::{
    io,
    path::{Path, PathBuf},
};

use adressen::{Adres, Adressen};
use members::Member;
use object::{Field, Object, Problem};
use soort::Soort;

use super::{
    pick,
    zipped::{archive_error, fetch_again, reading_error},
};
use crate::{
    config::Peildatum,
    config::Source,
    crs::Crs,
    error::ReadError,
    issue::LeftOut,
    lang::say,
    read::{
        head::{Column, Head},
        reader::{Opened, Reader},
        record::Record,
    },
    value::Value,
};

const FORMAT: &str = "BAG 2.0 extract";

/// Objects that go from thread to thread together.
const PART: usize = 1_024;

/// The columns, in the spelling of the BAG WFS 2.0.
const PAND: &[&str] = &["identificatie", "bouwjaar", "status"];
const VERBLIJFSOBJECT: &[&str] = &[
    "identificatie",
    "oppervlakte",
    "status",
    "gebruiksdoel",
    "openbare_ruimte",
    "huisnummer",
    "huisletter",
    "toevoeging",
    "postcode",
    "woonplaats",
    "nevenadres",
    "pandidentificatie",
];

/// Columns that come from the address.
const ADDRESS: std::ops::Range<usize> = 4..11;
const WOONPLAATS: usize = 9;

/// The layers, in the order they are listed.
const LAYERS: [(Soort, &str, &[&str]); 2] =
    [(Soort::Pand, "pand", PAND), (Soort::Verblijfsobject, "verblijfsobject", VERBLIJFSOBJECT)];

/// The files of one delivery, and the day that is asked about.
struct Delivery {
    path: PathBuf,
    members: Vec<Member>,
    day: Option<Peildatum>,
}

struct LvBag {
    delivery: Delivery,
    soort: Soort,
    /// The columns that are offered, by their place in the list of all.
    offered: Vec<usize>,
    left_out: LeftOut,
}

/// Finds the files of a BAG extract in a zip; `None` when it holds none.
///
/// # Errors
///
/// [`ReadError::Archive`] when a zip is damaged or made to do harm.
pub(super) fn in_zip(path: &Path) -> Result<Option<Vec<Member>>, ReadError> {
    let members = members::of_zip(path)?;
    Ok((!members.is_empty()).then_some(members))
}

/// Whether an XML file by itself is part of a BAG extract, by its first bytes.
pub(super) fn is_extract(path: &Path, start: &[u8]) -> bool {
    members::of_xml(path, start).is_some()
}

/// The member an XML file by itself is.
///
/// # Errors
///
/// [`ReadError::Open`] when it cannot be read.
pub(super) fn in_xml(path: &Path) -> Result<Vec<Member>, ReadError> {
    let start = super::peek(path)?;
    Ok(members::of_xml(path, &start).into_iter().collect())
}

/// Names of the layers these members make.
pub(super) fn layers(members: &[Member]) -> Vec<String> {
    let has = |soort| members.iter().any(|member| member.soort == soort);
    LAYERS.iter().filter(|(soort, ..)| has(*soort)).map(|(_, name, _)| (*name).to_owned()).collect()
}

/// Opens a layer of a BAG extract.
///
/// # Errors
///
/// [`ReadError::MissingLayer`].
pub(super) fn open(source: &Source, members: Vec<Member>) -> Result<Opened, ReadError> {
    let available = layers(&members);
    let name = &available[pick(source, &available)?];
    let (soort, name, columns) = LAYERS.into_iter().find(|(_, layer, _)| layer == name).unwrap_or(LAYERS[0]);
    // Without nummeraanduidingen addresses are missing, not empty.
    let has_address = members.iter().any(|member| member.soort == Soort::Nummeraanduiding);
    let is_offered = |at: &usize| soort == Soort::Pand || has_address || !ADDRESS.contains(at);
    let offered: Vec<usize> = (0..columns.len()).filter(is_offered).collect();
    let head = Head {
        layer: name.to_owned(),
        format: FORMAT,
        columns: offered.iter().map(|at| Column { name: columns[*at].to_owned() }).collect(),
        count: None,
        crs: Some(Crs::Rd),
        extent: None,
    };
    let delivery = Delivery { path: source.path.clone(), members, day: source.peildatum.clone() };
    Ok((head, Box::new(LvBag { delivery, soort, offered, left_out: LeftOut::default() })))
}

impl Delivery {
    /// Lets `one` put what it makes of each voorkomen of a type on a list,
    /// member by member in parallel, and hands the lists over in file order.
    ///
    /// # Errors
    ///
    /// Those of the members, and of `each`.
    fn objects<T: Default + Send>(
        &self,
        soort: Soort,
        one: impl Fn(&Object, &mut T) + Sync,
        each: impl FnMut(T) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let members: Vec<&Member> = self.members.iter().filter(|member| member.soort == soort).collect();
        parallel::in_order(
            members.len(),
            |at, take| {
                let member = members[at];
                let bytes = member.open(&self.path)?;
                let mut part = T::default();
                let mut n = 0;
                let outcome = object::read(bytes, soort, &mut |object| {
                    one(object, &mut part);
                    n += 1;
                    n % PART != 0 || take(std::mem::take(&mut part))
                });
                outcome.map_err(|problem| self.error(member, &problem))?;
                take(part);
                Ok(())
            },
            each,
        )
    }

    fn error(&self, member: &Member, problem: &Problem) -> ReadError {
        match problem {
            Problem::Io(error) if error.kind() == io::ErrorKind::Unsupported => archive_error(
                &self.path,
                member.name(),
                error,
                say!(
                    "bewaar het als UTF-8, of download het opnieuw",
                    "save it as UTF-8, or download it again"
                ),
            ),
            Problem::Io(error) => reading_error(&self.path, member.name(), error),
            Problem::Xml(detail) => archive_error(&self.path, member.name(), detail.clone(), fetch_again()),
        }
    }
}

/// What comes of some voorkomens.
#[derive(Default)]
struct Part {
    n: u64,
    /// Numbered within the part.
    records: Vec<Record>,
    left_out: LeftOut,
}

impl Reader for LvBag {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.left_out = LeftOut::default();
        let columns: Vec<usize> = columns.iter().map(|at| self.offered[*at]).collect();
        let (delivery, soort, left_out) = (&self.delivery, self.soort, &mut self.left_out);
        let with_address = soort == Soort::Verblijfsobject && columns.iter().any(|at| ADDRESS.contains(at));
        let adressen = match with_address {
            true => Adressen::read(delivery, columns.contains(&WOONPLAATS))?,
            false => Adressen::default(),
        };
        let one = |object: &Object, part: &mut Part| {
            part.n += 1;
            if !voorkomen::is_taken(object, soort, delivery.day.as_ref(), &mut part.left_out) {
                return;
            }
            let number = part.n;
            if soort == Soort::Pand {
                let (shape, values) = (object.outline.shape(), pand(object, &columns));
                part.records.push(Record { number, shape, values });
                return;
            }
            let mut push = |is_neven, adres: Option<Adres<'_>>| {
                let values = verblijfsobject(object, &columns, is_neven, adres.as_ref());
                part.records.push(Record { number, shape: object.outline.point(), values });
            };
            push(false, adressen.of(object.text(Field::Hoofdadres)));
            for adres in object.all(Field::Nevenadres).filter_map(|id| adressen.of(id)) {
                push(true, Some(adres));
            }
        };
        let mut before = 0;
        delivery.objects(soort, one, |part: Part| {
            left_out.add(part.left_out);
            for record in part.records {
                each(Record { number: before + record.number, ..record })?;
            }
            before += part.n;
            Ok(())
        })
    }

    fn is_of_one_day(&self) -> bool {
        true
    }

    fn left_out(&self) -> LeftOut {
        self.left_out
    }
}

fn pand(object: &Object, columns: &[usize]) -> Vec<Value> {
    let value = |column: &usize| match column {
        0 => text(object.text(Field::Identificatie)),
        1 => whole(object.text(Field::Bouwjaar)),
        _ => text(object.text(Field::Status)),
    };
    columns.iter().map(value).collect()
}

/// The columns of a verblijfsobject with one of its addresses.
fn verblijfsobject(
    object: &Object,
    columns: &[usize],
    is_neven: bool,
    adres: Option<&Adres<'_>>,
) -> Vec<Value> {
    let part = |of: fn(&Adres<'_>) -> Value| adres.map_or(Value::Null, of);
    let value = |column: &usize| match column {
        0 => text(object.text(Field::Identificatie)),
        1 => whole(object.text(Field::Oppervlakte)),
        2 => text(object.text(Field::Status)),
        3 => list(object.all(Field::Gebruiksdoel)),
        4 => part(|adres| text(adres.openbare_ruimte)),
        5 => part(
            |adres| if adres.huisnummer == 0 { Value::Null } else { Value::Int(adres.huisnummer.into()) },
        ),
        6 => part(|adres| text(adres.huisletter)),
        7 => part(|adres| text(adres.toevoeging)),
        8 => part(|adres| text(adres.postcode)),
        9 => part(|adres| text(adres.woonplaats)),
        10 => text(if is_neven { "J" } else { "N" }),
        _ => list(object.all(Field::Pand)),
    };
    columns.iter().map(value).collect()
}

fn text(text: &str) -> Value {
    super::text_value(text)
}

/// A whole number; what is none stays text, for the register to report.
fn whole(text: &str) -> Value {
    text.parse().map_or_else(|_| super::text_value(text), Value::Int)
}

/// Several values as the WFS writes them: sorted, each once.
fn list<'a>(values: impl Iterator<Item = &'a str>) -> Value {
    let mut values: Vec<&str> = values.collect();
    values.sort_unstable();
    values.dedup();
    text(&values.join(","))
}
