//! How is a text understood as a filter?

use super::{
    Comparison, Expression, Filter, Operand,
    reader::Parser,
    shape::{Shapes, shape},
    words::{Word, words},
};
use crate::{
    lang::{Said, say},
    serve::{
        crs::OutCrs,
        fgb::{Column, ColumnKind},
    },
};

/// Most bytes of a filter.
pub const MOST_BYTES: usize = 8_192;

/// Most words of a filter.
const MOST_WORDS: usize = 4_000;

/// What may follow a column.
const PREDICATES: &str = "`=`, `<>`, `<`, `<=`, `>`, `>=`, `BETWEEN`, `IN`, `LIKE`, `IS NULL`";

/// The name of the geometry of every feature.
pub const GEOMETRY: &str = "geometry";

/// Understands a filter on columns; shapes in it are in this CRS.
///
/// # Errors
///
/// A sentence that says what is wrong, and where.
pub fn parse(text: &str, columns: &[Column], crs: OutCrs) -> Result<Filter, Said> {
    if text.len() > MOST_BYTES {
        return Err(say!(
            "het filter is langer dan {MOST_BYTES} bytes",
            "the filter is longer than {MOST_BYTES} bytes"
        ));
    }
    let words = words(text)?;
    if words.len() > MOST_WORDS {
        return Err(say!(
            "het filter heeft meer dan {MOST_WORDS} woorden",
            "the filter has more than {MOST_WORDS} words"
        ));
    }
    let mut parser = Parser { words: &words, at: 0, columns, crs, depth: 0 };
    let expression = parser.either()?;
    match parser.peek() {
        None => Ok(Filter(expression)),
        Some(word) => Err(parser.unexpected(word)),
    }
}

impl Parser<'_> {
    fn either(&mut self) -> Result<Expression, Said> {
        let first = self.all()?;
        let mut parts = vec![first];
        while self.takes("or") {
            parts.push(self.all()?);
        }
        Ok(alone(parts, Expression::Or))
    }

    fn all(&mut self) -> Result<Expression, Said> {
        let first = self.one()?;
        let mut parts = vec![first];
        while self.takes("and") {
            parts.push(self.one()?);
        }
        Ok(alone(parts, Expression::And))
    }

    fn one(&mut self) -> Result<Expression, Said> {
        if self.takes("not") {
            return Ok(Expression::Not(Box::new(self.deeper(Self::one)?)));
        }
        if self.takes_sign("(") {
            let inner = self.deeper(Self::either)?;
            self.sign(")")?;
            return Ok(inner);
        }
        if self.peek().is_some_and(|word| word.is("s_intersects")) {
            self.at += 1;
            return self.intersects();
        }
        let value = self.operand()?;
        if let Operand::Bool(flag) = value
            && !matches!(self.peek(), Some(Word::Sign("=" | "<>" | "<" | "<=" | ">" | ">=")))
        {
            return Ok(Expression::Is(flag));
        }
        self.predicate(value)
    }

    fn predicate(&mut self, value: Operand) -> Result<Expression, Said> {
        let is_not = self.takes("not");
        let holds = if self.takes("between") {
            let low = self.operand()?;
            if !self.takes("and") {
                return Err(self.expected("`AND`", "`AND`"));
            }
            let high = self.operand()?;
            self.alike(&value, &low)?;
            self.alike(&value, &high)?;
            Expression::Between(value, low, high)
        } else if self.takes("in") {
            self.sign("(")?;
            let mut list = Vec::new();
            loop {
                let one = self.operand()?;
                self.alike(&value, &one)?;
                list.push(one);
                if !self.takes_sign(",") {
                    break;
                }
            }
            self.sign(")")?;
            Expression::In(value, list)
        } else if self.takes("like") {
            self.like(&value)?
        } else if is_not {
            return Err(self.expected("`BETWEEN`, `IN` of `LIKE`", "`BETWEEN`, `IN` or `LIKE`"));
        } else if self.takes("is") {
            return self.is_null(&value);
        } else {
            let how = match self.peek() {
                Some(Word::Sign("=")) => Comparison::Equal,
                Some(Word::Sign("<>")) => Comparison::NotEqual,
                Some(Word::Sign("<")) => Comparison::Less,
                Some(Word::Sign("<=")) => Comparison::LessOrEqual,
                Some(Word::Sign(">")) => Comparison::Greater,
                Some(Word::Sign(">=")) => Comparison::GreaterOrEqual,
                _ => return Err(self.expected(PREDICATES, PREDICATES)),
            };
            self.at += 1;
            let other = self.operand()?;
            self.alike(&value, &other)?;
            Expression::Compare(value, how, other)
        };
        Ok(if is_not { Expression::Not(Box::new(holds)) } else { holds })
    }

    fn like(&mut self, value: &Operand) -> Result<Expression, Said> {
        let column = self.column_of(value, "LIKE")?;
        if self.columns[column].kind != ColumnKind::Text {
            let name = &self.columns[column].name;
            return Err(say!(
                "`LIKE` vraagt een tekst, en `{name}` is er geen",
                "`LIKE` asks for a text, and `{name}` is none"
            ));
        }
        match self.peek() {
            Some(Word::Text(pattern)) => {
                self.at += 1;
                Ok(Expression::Like(column, pattern.clone()))
            }
            _ => Err(self.expected("'tekst%'", "'text%'")),
        }
    }

    fn is_null(&mut self, value: &Operand) -> Result<Expression, Said> {
        let is_not = self.takes("not");
        if !self.takes("null") {
            return Err(self.expected("`NULL`", "`NULL`"));
        }
        let is_null = Expression::IsNull(self.column_of(value, "IS NULL")?);
        Ok(if is_not { Expression::Not(Box::new(is_null)) } else { is_null })
    }

    fn intersects(&mut self) -> Result<Expression, Said> {
        self.sign("(")?;
        let is_geometry = match self.next() {
            Some(Word::Name(name)) => *name == GEOMETRY,
            Some(Word::Quoted(name)) => name == GEOMETRY,
            _ => false,
        };
        if !is_geometry {
            return Err(say!(
                "`S_INTERSECTS` vraagt `{GEOMETRY}` en een vorm",
                "`S_INTERSECTS` asks for `{GEOMETRY}` and a shape"
            ));
        }
        self.sign(",")?;
        let area = shape(self, &mut Shapes::default())?;
        self.sign(")")?;
        Ok(Expression::Intersects(Box::new(area)))
    }

    fn operand(&mut self) -> Result<Operand, Said> {
        if self.takes_sign("-") {
            return match self.peek() {
                Some(Word::Number(number)) => {
                    self.at += 1;
                    Ok(Operand::Number(-number))
                }
                _ => Err(self.expected("een getal", "a number")),
            };
        }
        self.takes_sign("+");
        match self.peek() {
            Some(Word::Number(number)) => {
                self.at += 1;
                Ok(Operand::Number(*number))
            }
            Some(Word::Text(text)) => {
                self.at += 1;
                Ok(Operand::Text(text.clone()))
            }
            Some(word) if word.is("true") || word.is("false") => {
                self.at += 1;
                Ok(Operand::Bool(word.is("true")))
            }
            Some(Word::Name(name)) => self.column(name),
            Some(Word::Quoted(name)) => self.column(name),
            _ => Err(self.expected("een kolom, getal of tekst", "a column, number or text")),
        }
    }

    fn column(&mut self, name: &str) -> Result<Operand, Said> {
        self.at += 1;
        let column = self.columns.iter().position(|column| column.name == name);
        column
            .map(Operand::Column)
            .ok_or_else(|| say!("er is geen kolom `{name}`", "there is no column `{name}`"))
    }

    fn column_of(&self, value: &Operand, keyword: &str) -> Result<usize, Said> {
        match value {
            Operand::Column(at) => Ok(*at),
            _ => Err(say!("voor `{keyword}` hoort een kolom", "`{keyword}` belongs behind a column")),
        }
    }

    /// Whether two values can be compared.
    fn alike(&self, a: &Operand, b: &Operand) -> Result<(), Said> {
        let kind = |operand: &Operand| match operand {
            Operand::Column(at) => match self.columns[*at].kind {
                ColumnKind::Text => ["een tekst", "a text"],
                ColumnKind::Int | ColumnKind::Real => ["een getal", "a number"],
                ColumnKind::Bool => ["ja of nee (TRUE, FALSE)", "yes or no (TRUE, FALSE)"],
            },
            Operand::Number(_) => ["een getal", "a number"],
            Operand::Text(_) => ["een tekst", "a text"],
            Operand::Bool(_) => ["ja of nee (TRUE, FALSE)", "yes or no (TRUE, FALSE)"],
        };
        let (a_kind, b_kind) = (kind(a), kind(b));
        if a_kind == b_kind {
            return Ok(());
        }
        let named = |operand: &Operand| match operand {
            Operand::Column(at) => format!("`{}`", self.columns[*at].name),
            Operand::Number(number) => format!("`{number}`"),
            Operand::Text(text) => format!("'{text}'"),
            Operand::Bool(flag) => format!("`{flag}`"),
        };
        let (a, b) = (named(a), named(b));
        Err(Said::new(
            format!("{a} is {} en {b} is {}: die zijn niet te vergelijken", a_kind[0], b_kind[0]),
            format!("{a} is {} and {b} is {}: they cannot be compared", a_kind[1], b_kind[1]),
        ))
    }
}

/// One part as it is, several as a list.
fn alone(mut parts: Vec<Expression>, of: fn(Vec<Expression>) -> Expression) -> Expression {
    match (parts.len(), parts.pop()) {
        (1, Some(one)) => one,
        (_, Some(last)) => {
            parts.push(last);
            of(parts)
        }
        (_, None) => Expression::Is(true),
    }
}
