//! Which columns does the file have, and what do their values mean?

use std::collections::HashSet;

use super::footer::{Element, Footer};

use crate::lang::{Said, say};

/// Groups in groups end here.
const DEEPEST: usize = 16;

/// How values are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Physical {
    Boolean,
    Int32,
    Int64,
    Int96,
    Float,
    Double,
    Bytes,
    Fixed(usize),
}

/// What values mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// As they are stored; bytes are text where they are UTF-8.
    Plain,
    Text,
    Unsigned,
    /// Digits behind the point.
    Decimal(u32),
    /// Days since 1970.
    Date,
    /// Parts of a second since midnight, and how many make one.
    Time(i64),
    /// The same since 1970, and whether it is UTC.
    Moment(i64, bool),
    Uuid,
    Geometry,
    /// Something that no register needs.
    Unread,
}

/// A column that holds values.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// Names of the groups it lies in, and its own.
    pub path: Vec<String>,
    pub physical: Physical,
    pub meaning: Meaning,
    /// How many of them may be missing: the level at which a value is there.
    pub depth: u32,
    /// Whether a row may have several values.
    pub is_repeated: bool,
    /// Of a geometry: what it says of its CRS.
    pub crs: Option<String>,
}

impl Leaf {
    /// Its name, when it lies in no group.
    pub(super) fn name(&self) -> Option<&str> {
        match &self.path[..] {
            [name] => Some(name),
            _ => None,
        }
    }

    /// Whether its values can stand in a cell.
    pub(super) fn is_cell(&self) -> bool {
        self.path.len() == 1 && !self.is_repeated && self.meaning != Meaning::Unread
    }
}

/// The columns that hold values, in the order they are stored.
///
/// # Errors
///
/// A sentence when groups and columns do not fit one another.
pub(super) fn leaves(footer: &Footer) -> Result<Vec<Leaf>, Said> {
    let mut elements = footer.elements.iter();
    let root =
        elements.next().ok_or_else(|| say!("het beschrijft geen kolommen", "it describes no columns"))?;
    // Groups that are open: name, children to come, level, whether it repeats.
    let mut open = vec![(String::new(), root.n_children, 0_u32, false)];
    let mut leaves = Vec::new();
    for element in elements {
        while open.last().is_some_and(|(_, left, ..)| *left <= 0) {
            open.pop();
        }
        let n_open = open.len();
        let Some((_, left, level, repeats)) = open.last_mut() else {
            return Err(say!(
                "het beschrijft meer kolommen dan het heeft",
                "it describes more columns than it has"
            ));
        };
        *left -= 1;
        let depth = *level + u32::from(element.repetition != 0);
        let is_repeated = *repeats || element.repetition == 2;
        if element.physical.is_none() || element.n_children > 0 {
            if n_open > DEEPEST {
                return Err(say!(
                    "kolom `{}` is te diep genest",
                    "column `{}` is nested too deeply",
                    element.name
                ));
            }
            open.push((element.name.clone(), element.n_children, depth, is_repeated));
            continue;
        }
        let groups = open.iter().skip(1).map(|(name, ..)| name.clone());
        let physical = physical(element)?;
        leaves.push(Leaf {
            path: groups.chain([element.name.clone()]).collect(),
            physical,
            meaning: meaning(element, physical),
            depth,
            is_repeated,
            crs: element.logical.as_ref().and_then(|logical| logical.crs.clone()),
        });
    }
    let mut names = HashSet::new();
    if let Some(twice) = leaves.iter().find(|leaf| !names.insert(&leaf.path)) {
        return Err(say!("het heeft twee kolommen `{}`", "it has two columns `{}`", twice.path.join(".")));
    }
    Ok(leaves)
}

fn physical(element: &Element) -> Result<Physical, Said> {
    Ok(match element.physical {
        Some(0) => Physical::Boolean,
        Some(1) => Physical::Int32,
        Some(2) => Physical::Int64,
        Some(3) => Physical::Int96,
        Some(4) => Physical::Float,
        Some(5) => Physical::Double,
        Some(6) => Physical::Bytes,
        Some(7) => match usize::try_from(element.length) {
            Ok(length @ 1..=0xFFFF) => Physical::Fixed(length),
            _ => {
                return Err(say!(
                    "kolom `{}` heeft waarden van {} bytes",
                    "column `{}` has values of {} bytes",
                    element.name,
                    element.length
                ));
            }
        },
        _ => {
            return Err(say!(
                "kolom `{}` heeft waarden van een onbekend type",
                "column `{}` has values of an unknown type",
                element.name
            ));
        }
    })
}

/// What values mean: as files since 2018 say it, else as older ones do.
fn meaning(element: &Element, physical: Physical) -> Meaning {
    const PER_SECOND: [i64; 3] = [1_000, 1_000_000, 1_000_000_000];
    let per_second = |unit: i64| PER_SECOND.get(usize::try_from(unit).ok()?.checked_sub(1)?).copied();
    let said = match &element.logical {
        Some(logical) => match logical.kind {
            1 | 4 | 12 => Meaning::Text,
            5 => decimal(logical.scale),
            6 => Meaning::Date,
            7 => per_second(logical.unit).map_or(Meaning::Unread, Meaning::Time),
            8 => {
                per_second(logical.unit).map_or(Meaning::Unread, |unit| Meaning::Moment(unit, logical.is_utc))
            }
            10 if logical.unsigned => Meaning::Unsigned,
            14 => Meaning::Uuid,
            13 | 15 | 16 => Meaning::Unread,
            17 | 18 => Meaning::Geometry,
            _ => Meaning::Plain,
        },
        None => match element.converted {
            Some(0 | 4 | 19) => Meaning::Text,
            Some(5) => decimal(element.scale),
            Some(6) => Meaning::Date,
            Some(7) => Meaning::Time(1_000),
            Some(8) => Meaning::Time(1_000_000),
            Some(9) => Meaning::Moment(1_000, true),
            Some(10) => Meaning::Moment(1_000_000, true),
            Some(11..=14) => Meaning::Unsigned,
            Some(20 | 21) => Meaning::Unread,
            _ => Meaning::Plain,
        },
    };
    let whole = matches!(physical, Physical::Int32 | Physical::Int64);
    let bytes = matches!(physical, Physical::Bytes | Physical::Fixed(_));
    let fits = match said {
        Meaning::Plain | Meaning::Unread => true,
        Meaning::Text => bytes,
        Meaning::Decimal(_) => whole || bytes,
        Meaning::Unsigned | Meaning::Date | Meaning::Time(_) | Meaning::Moment(..) => whole,
        Meaning::Uuid => physical == Physical::Fixed(16),
        Meaning::Geometry => physical == Physical::Bytes,
    };
    match said {
        Meaning::Plain if physical == Physical::Int96 => Meaning::Moment(1_000_000_000, false),
        _ if fits => said,
        _ => Meaning::Plain,
    }
}

fn decimal(scale: i64) -> Meaning {
    match u32::try_from(scale) {
        Ok(scale @ 0..=38) => Meaning::Decimal(scale),
        _ => Meaning::Unread,
    }
}
