//! One voorkomen of one object, as its XML says it.
//!
//! Elements are told by their local names, in any order. Text comes in pieces
//! where it holds an entity (`B&amp;W`); only the five entities of XML and
//! numbers are known, and a document type is refused.

use std::io::{self, Read};

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

use super::{geometrie::Outline, soort::Soort, text::Text};

use crate::lang::{Said, say};

/// Longest object. A woonplaats with 10,000 corners takes some 300 kB.
const MAX_OBJECT: usize = 32 << 20;

/// Deepest nesting of elements; the BAG has a dozen.
const MAX_DEPTH: usize = 64;

/// The root of a BAG 2.0 extract.
const ROOT: &str = "bagStand";

/// What is kept of an object, as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Identificatie,
    Status,
    Bouwjaar,
    Oppervlakte,
    Gebruiksdoel,
    Hoofdadres,
    Nevenadres,
    Pand,
    Huisnummer,
    Huisletter,
    Toevoeging,
    Postcode,
    OpenbareRuimte,
    Woonplaats,
    Naam,
    BeginGeldigheid,
    EindGeldigheid,
    EindRegistratie,
    TijdstipInactief,
    TijdstipNietBag,
}

const N_FIELDS: usize = Field::TijdstipNietBag as usize + 1;

impl Field {
    fn of(element: &str) -> Option<Self> {
        Some(match element {
            "identificatie" => Self::Identificatie,
            "status" => Self::Status,
            "oorspronkelijkBouwjaar" => Self::Bouwjaar,
            "oppervlakte" => Self::Oppervlakte,
            "gebruiksdoel" => Self::Gebruiksdoel,
            "NummeraanduidingRef" => Self::Hoofdadres,
            "PandRef" => Self::Pand,
            "huisnummer" => Self::Huisnummer,
            "huisletter" => Self::Huisletter,
            "huisnummertoevoeging" => Self::Toevoeging,
            "postcode" => Self::Postcode,
            "OpenbareRuimteRef" => Self::OpenbareRuimte,
            "WoonplaatsRef" => Self::Woonplaats,
            "naam" => Self::Naam,
            "beginGeldigheid" => Self::BeginGeldigheid,
            "eindGeldigheid" => Self::EindGeldigheid,
            "eindRegistratie" | "tijdstipEindRegistratieLV" => Self::EindRegistratie,
            "tijdstipInactief" | "tijdstipInactiefLV" => Self::TijdstipInactief,
            "tijdstipNietBagLV" => Self::TijdstipNietBag,
            _ => return None,
        })
    }
}

/// The element around the addresses that are not the main one.
const NEVENADRES: &str = "heeftAlsNevenadres";

/// What separates the values of a field that occurs more than once.
const SEPARATOR: char = '\n';

/// One voorkomen.
#[derive(Debug, Default)]
pub(super) struct Object {
    texts: [String; N_FIELDS],
    /// Its geometry, still as text.
    pub(super) outline: Outline,
}

impl Object {
    /// The text of a field, without the space around it; the first value of
    /// several. Empty when it is absent.
    pub(super) fn text(&self, field: Field) -> &str {
        self.all(field).next().unwrap_or_default()
    }

    /// All values of a field.
    pub(super) fn all(&self, field: Field) -> impl Iterator<Item = &str> {
        self.texts[field as usize].split(SEPARATOR).map(str::trim).filter(|text| !text.is_empty())
    }

    fn clear(&mut self) {
        self.texts.iter_mut().for_each(String::clear);
        self.outline.clear();
    }
}

/// Why a file cannot be read further.
#[derive(Debug)]
pub(super) enum Problem {
    /// Its bytes cannot be had.
    Io(io::Error),
    /// It is no BAG extract, or no XML.
    Xml(Said),
}

impl From<quick_xml::Error> for Problem {
    fn from(error: quick_xml::Error) -> Self {
        match error {
            quick_xml::Error::Io(error) => Self::Io(io::Error::new(error.kind(), Said::from(&*error))),
            error => Self::Xml(Said::quoted(error)),
        }
    }
}

/// Where in an object the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Inside,
    /// In a field whose text is kept.
    Field(Field),
    /// In a list of coordinates.
    Coordinates,
    /// In a part that is not known: left at this depth.
    Skipping(usize),
}

/// Hands every voorkomen of a type to `each`, in file order, until it says
/// that there is no use in going on.
pub(super) fn read(
    bytes: impl Read,
    soort: Soort,
    each: &mut dyn FnMut(&Object) -> bool,
) -> Result<(), Problem> {
    let mut reader = Reader::from_reader(Text::new(bytes).map_err(Problem::Io)?);
    let config = reader.config_mut();
    config.check_end_names = true;
    config.expand_empty_elements = true;
    reader.get_mut().allowance = MAX_OBJECT;
    let result = objects(&mut reader, soort.element(), each);
    result.map_err(|problem| match problem {
        Problem::Xml(detail) => {
            let at = reader.buffer_position();
            Problem::Xml(say!([detail] "byte {at}: {detail}", "byte {at}: {detail}"))
        }
        io => io,
    })
}

fn objects<R: Read>(
    reader: &mut Reader<Text<R>>,
    element: &str,
    each: &mut dyn FnMut(&Object) -> bool,
) -> Result<(), Problem> {
    let refuse = |detail: Said| Err(Problem::Xml(detail));
    let mut object = Object::default();
    let mut buffer = Vec::new();
    let mut place = Place::Outside;
    let mut is_neven = false;
    let (mut depth, mut object_depth, mut has_root) = (0_usize, 0, false);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return refuse(say!(
                        "elementen zitten meer dan {MAX_DEPTH} diep in elkaar",
                        "elements lie more than {MAX_DEPTH} deep in one another"
                    ));
                }
                let name = start.local_name();
                let name = name.as_ref();
                if depth == 1 {
                    if name != ROOT || has_root {
                        return refuse(say!(
                            "het bevat een `{name:.60}` waar een `{ROOT}` werd verwacht",
                            "it holds a `{name:.60}` where a `{ROOT}` was expected"
                        ));
                    }
                    has_root = true;
                }
                place = match place {
                    Place::Outside if name == element => {
                        object.clear();
                        is_neven = false;
                        object_depth = depth;
                        Place::Inside
                    }
                    Place::Inside => {
                        is_neven |= name == NEVENADRES;
                        inside(&mut object, &start, name, is_neven)
                    }
                    // An element in a field is none the BAG has.
                    Place::Field(_) | Place::Coordinates => Place::Skipping(depth),
                    other => other,
                };
            }
            Event::End(end) => {
                is_neven &= end.local_name().as_ref() != NEVENADRES;
                match place {
                    Place::Field(field) => {
                        object.texts[field as usize].push(SEPARATOR);
                        place = Place::Inside;
                    }
                    Place::Coordinates => {
                        object.outline.pause();
                        place = Place::Inside;
                    }
                    Place::Inside if depth == object_depth => {
                        if !each(&object) {
                            return Ok(());
                        }
                        reader.get_mut().allowance = MAX_OBJECT;
                        place = Place::Outside;
                    }
                    Place::Skipping(left) if left == depth => place = Place::Inside,
                    Place::Inside | Place::Skipping(_) | Place::Outside => {}
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) => keep(&mut object, place, &text),
            Event::CData(text) => keep(&mut object, place, &text),
            Event::GeneralRef(entity) => {
                let Some(sign) = sign(&entity) else {
                    return refuse(say!(
                        "de entiteit `&{:.40};` is niet bekend",
                        "the entity `&{:.40};` is not known",
                        &*entity
                    ));
                };
                keep(&mut object, place, sign.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => {
                return refuse(say!(
                    "het heeft een documenttype, dat geen BAG-extract heeft",
                    "it has a document type, which no BAG extract has"
                ));
            }
            Event::Eof if depth > 0 => return refuse(say!("het breekt af", "it breaks off")),
            Event::Eof if !has_root => return refuse(say!("het bevat niets", "it holds nothing")),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// An element begins inside an object, maybe among its nevenadressen.
fn inside(object: &mut Object, start: &BytesStart<'_>, name: &str, is_neven: bool) -> Place {
    match Field::of(name) {
        Some(Field::Hoofdadres) if is_neven => return Place::Field(Field::Nevenadres),
        Some(field) => return Place::Field(field),
        None => {}
    }
    let attribute =
        |name: &str| start.try_get_attribute(name).ok().flatten().map(|found| found.value.into_owned());
    if object.outline.begin(name, attribute) { Place::Coordinates } else { Place::Inside }
}

fn keep(object: &mut Object, place: Place, text: &str) {
    match place {
        Place::Field(field) => object.texts[field as usize].push_str(text),
        Place::Coordinates => object.outline.push(text),
        Place::Outside | Place::Inside | Place::Skipping(_) => {}
    }
}

/// The sign an entity stands for.
fn sign(entity: &BytesRef<'_>) -> Option<char> {
    match &**entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => entity.resolve_char_ref().ok().flatten(),
    }
}
