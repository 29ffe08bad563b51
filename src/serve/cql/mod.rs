//! Which features does a filter mean?
//!
//! CQL2 text, as far as people type it: comparisons, `AND`, `OR`, `NOT`,
//! `LIKE`, `BETWEEN`, `IN`, `IS NULL`, and `S_INTERSECTS` with a shape. Of what
//! is not known a comparison says neither yes nor no, as in SQL.
//!
//! # Source
//!
//! OGC 21-065r2, Common Query Language (CQL2) 1.0, classes Basic CQL2, Advanced
//! Comparison Operators and Basic Spatial Functions.

mod parse;
mod reader;
mod shape;
mod words;

use std::cmp::Ordering;

pub use parse::{GEOMETRY, MOST_BYTES, parse};

use super::{
    area::Area,
    fgb::{Cell, Damaged, Found, Row},
};

/// A filter that is understood.
#[derive(Debug, Clone)]
pub struct Filter(Expression);

/// A part of a filter.
#[derive(Debug, Clone)]
enum Expression {
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Is(bool),
    Compare(Operand, Comparison, Operand),
    Like(usize, String),
    Between(Operand, Operand, Operand),
    In(Operand, Vec<Operand>),
    IsNull(usize),
    Intersects(Box<Area>),
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
enum Operand {
    /// The column at this position.
    Column(usize),
    Number(f64),
    Text(String),
    Bool(bool),
}

/// How it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order == Ordering::Equal,
            Self::NotEqual => order != Ordering::Equal,
            Self::Less => order == Ordering::Less,
            Self::LessOrEqual => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            Self::GreaterOrEqual => order != Ordering::Less,
        }
    }
}

/// One feature that is looked at.
struct Looked<'a> {
    found: &'a Found,
    row: &'a Row<'a>,
    cells: &'a [Cell<'a>],
}

impl Filter {
    /// The filter that asks a column for one value.
    pub fn equal(column: usize, value: Cell<'_>) -> Self {
        let value = match value {
            Cell::Null => return Self(Expression::IsNull(column)),
            Cell::Bool(flag) => Operand::Bool(flag),
            #[expect(clippy::cast_precision_loss, reason = "as every whole number is compared")]
            Cell::Int(number) => Operand::Number(number as f64),
            Cell::Real(number) => Operand::Number(number),
            Cell::Text(text) => Operand::Text(text.to_owned()),
        };
        Self(Expression::Compare(Operand::Column(column), Comparison::Equal, value))
    }

    /// One that asks for both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(Expression::And(vec![self.0, other.0]))
    }

    /// The parts of the map that every feature it means has a point in common
    /// with; the tree looks nowhere else.
    pub fn areas(&self) -> Vec<Area> {
        fn of(expression: &Expression, areas: &mut Vec<Area>) {
            match expression {
                Expression::And(all) => all.iter().for_each(|part| of(part, areas)),
                Expression::Intersects(area) => areas.push((**area).clone()),
                _ => {}
            }
        }
        let mut areas = Vec::new();
        of(&self.0, &mut areas);
        areas
    }

    /// Whether it means a feature.
    ///
    /// # Errors
    ///
    /// [`Damaged`] when the shape of the feature cannot be read.
    pub fn holds(&self, found: &Found, row: &Row<'_>, cells: &[Cell<'_>]) -> Result<bool, Damaged> {
        Ok(self.0.holds(&Looked { found, row, cells })? == Some(true))
    }
}

impl Expression {
    /// Yes, no, or not known.
    fn holds(&self, looked: &Looked<'_>) -> Result<Option<bool>, Damaged> {
        Ok(match self {
            Self::And(all) => joined(all, looked, false)?,
            Self::Or(any) => joined(any, looked, true)?,
            Self::Not(not) => not.holds(looked)?.map(|holds| !holds),
            Self::Is(flag) => Some(*flag),
            Self::Compare(a, how, b) => compare(a, b, looked).map(|order| how.holds(order)),
            Self::Like(column, pattern) => match looked.cells.get(*column) {
                Some(Cell::Text(text)) => Some(is_like(text, pattern)),
                _ => None,
            },
            Self::Between(value, low, high) => {
                let above = compare(value, low, looked).map(|order| order != Ordering::Less);
                let below = compare(value, high, looked).map(|order| order != Ordering::Greater);
                match (above, below) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    _ => None,
                }
            }
            Self::In(value, list) => {
                let mut known = true;
                for one in list {
                    match compare(value, one, looked) {
                        Some(Ordering::Equal) => return Ok(Some(true)),
                        Some(_) => {}
                        None => known = false,
                    }
                }
                known.then_some(false)
            }
            Self::IsNull(column) => Some(matches!(looked.cells.get(*column), None | Some(Cell::Null))),
            Self::Intersects(area) => match area.is_settled(looked.found) {
                _ if !looked.found.has_geometry() => None,
                None => Some(area.meets(looked.found, &looked.row.shape()?)),
                settled => settled,
            },
        })
    }
}

/// All of these, or any of them: `decides` is the answer of one that settles it.
fn joined(parts: &[Expression], looked: &Looked<'_>, decides: bool) -> Result<Option<bool>, Damaged> {
    let mut known = true;
    for part in parts {
        match part.holds(looked)? {
            Some(holds) if holds == decides => return Ok(Some(decides)),
            Some(_) => {}
            None => known = false,
        }
    }
    Ok(known.then_some(!decides))
}

fn compare(a: &Operand, b: &Operand, looked: &Looked<'_>) -> Option<Ordering> {
    match (value(a, looked)?, value(b, looked)?) {
        (Cell::Real(a), Cell::Real(b)) => a.partial_cmp(&b),
        (Cell::Text(a), Cell::Text(b)) => Some(a.cmp(b)),
        (Cell::Bool(a), Cell::Bool(b)) => Some(a.cmp(&b)),
        _ => None,
    }
}

/// The value, every number as one with a fraction; `None` when not known.
fn value<'a>(operand: &'a Operand, looked: &Looked<'a>) -> Option<Cell<'a>> {
    match operand {
        Operand::Number(number) => Some(Cell::Real(*number)),
        Operand::Text(text) => Some(Cell::Text(text)),
        Operand::Bool(flag) => Some(Cell::Bool(*flag)),
        Operand::Column(at) => match *looked.cells.get(*at)? {
            Cell::Null => None,
            #[expect(clippy::cast_precision_loss, reason = "numbers of a run stay far below 2^53")]
            Cell::Int(number) => Some(Cell::Real(number as f64)),
            other => Some(other),
        },
    }
}

/// Whether a text is like a pattern: `%` stands for any signs, `_` for one,
/// and behind `\` a sign stands for itself.
fn is_like(text: &str, pattern: &str) -> bool {
    let signs: Vec<(char, bool)> = {
        let mut signs = Vec::new();
        let mut rest = pattern.chars();
        while let Some(sign) = rest.next() {
            signs.push(match sign {
                '\\' => (rest.next().unwrap_or('\\'), false),
                other => (other, true),
            });
        }
        signs
    };
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut of) = (0, 0);
    // Where to go on when what follows the last `%` does not fit.
    let mut again: Option<(usize, usize)> = None;
    while at < text.len() {
        match signs.get(of) {
            Some(('%', true)) => {
                of += 1;
                again = Some((at, of));
            }
            Some((sign, special)) if (*special && *sign == '_') || *sign == text[at] => {
                at += 1;
                of += 1;
            }
            _ => match &mut again {
                Some((from, behind)) => {
                    *from += 1;
                    (at, of) = (*from, *behind);
                }
                None => return false,
            },
        }
    }
    signs.iter().skip(of).all(|sign| *sign == ('%', true))
}
