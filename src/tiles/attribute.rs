//! What does an object in a tile say of itself?
//!
//! MVT knows no null. Here *unknown* and *does not apply* stay apart: what
//! does not apply is absent, and what is not known is absent with a flag
//! `{name}_unknown` beside it.

use std::collections::BTreeSet;

use fast_mvt::{MvtFeatureBuilder, MvtValueRef};

use crate::{
    export::{FieldKind, Kind},
    value::Value,
};

/// End of the name of the flag that says a value is not known.
pub const UNKNOWN: &str = "_unknown";

/// One value of an object.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Attribute<'a> {
    /// The question does not apply to this object.
    Absent,
    /// It applies, and nobody knows the answer.
    Unknown,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text.
    Text(&'a str),
}

impl<'a> From<&'a Value> for Attribute<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Unknown,
            Value::Bool(flag) => Self::Bool(*flag),
            Value::Int(number) => Self::Int(*number),
            // No number of any use, and readers stumble over it.
            Value::Real(number) if !number.is_finite() => Self::Unknown,
            Value::Real(number) => Self::Real(*number),
            Value::Text(text) => Self::Text(text),
        }
    }
}

impl Attribute<'_> {
    /// The value as a whole number; 0 for anything else.
    #[must_use]
    pub fn int(self) -> i64 {
        match self {
            Self::Int(number) => number,
            _ => 0,
        }
    }
}

/// One attribute that objects of a layer may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Name.
    pub name: String,
    /// Kind of value.
    pub kind: FieldKind,
    /// Name of the flag; `None` where the value is always known.
    flag: Option<String>,
    /// First zoom at which it is told; `None` when it is left out.
    from: Option<u8>,
}

impl Field {
    /// An attribute by name and kind.
    #[must_use]
    pub fn new(name: &str, kind: FieldKind) -> Self {
        Self { name: name.to_owned(), kind, flag: Some(format!("{name}{UNKNOWN}")), from: Some(0) }
    }

    /// The same attribute, told from this zoom on.
    #[must_use]
    pub fn from_zoom(self, zoom: u8) -> Self {
        Self { from: Some(zoom), ..self }
    }

    /// The same attribute, told nowhere.
    #[must_use]
    pub fn left_out(self) -> Self {
        Self { from: None, ..self }
    }

    /// Whether it is told at a zoom.
    #[must_use]
    pub fn shows_at(&self, zoom: u8) -> bool {
        self.from.is_some_and(|from| from <= zoom)
    }

    /// The same attribute without a flag, where another attribute has its name.
    #[must_use]
    pub fn without_flag_among(self, names: &BTreeSet<&str>) -> Self {
        let flag = self.flag.filter(|flag| !names.contains(flag.as_str()));
        Self { flag, ..self }
    }

    /// A number that is counted here, and so is always known.
    #[must_use]
    pub fn counted(name: &str) -> Self {
        Self { flag: None, ..Self::new(name, FieldKind::Number) }
    }

    /// An attribute for a column of a table.
    #[must_use]
    pub fn of(name: &str, kind: Kind) -> Self {
        Self::new(
            name,
            match kind {
                Kind::Text | Kind::Date => FieldKind::String,
                Kind::Bool => FieldKind::Boolean,
                Kind::Int | Kind::Real { .. } => FieldKind::Number,
            },
        )
    }
}

/// The attributes as the metadata lists them: each with its flag.
#[must_use]
pub fn listed(fields: &[Field]) -> Vec<(String, FieldKind)> {
    let flag = |field: &Field| field.flag.clone().map(|flag| (flag, FieldKind::Boolean));
    fields
        .iter()
        .filter(|field| field.from.is_some())
        .flat_map(|field| std::iter::once((field.name.clone(), field.kind)).chain(flag(field)))
        .collect()
}

/// Writes the attributes of one object, as far as they are told at a zoom.
pub fn tag<'a>(
    feature: &mut MvtFeatureBuilder,
    fields: &[Field],
    row: impl IntoIterator<Item = Attribute<'a>>,
    zoom: u8,
) -> fast_mvt::MvtResult<()> {
    for (field, attribute) in fields.iter().zip(row).filter(|(field, _)| field.shows_at(zoom)) {
        let value = match attribute {
            Attribute::Absent => continue,
            Attribute::Unknown => {
                if let Some(flag) = &field.flag {
                    feature.tag_ref(flag, MvtValueRef::Bool(true))?;
                }
                continue;
            }
            Attribute::Bool(flag) => MvtValueRef::Bool(flag),
            Attribute::Int(number) if number < 0 => MvtValueRef::SInt(number),
            Attribute::Int(number) => MvtValueRef::UInt(number.cast_unsigned()),
            Attribute::Real(number) => real(number),
            Attribute::Text(text) => MvtValueRef::String(text),
        };
        feature.tag_ref(&field.name, value)?;
    }
    Ok(())
}

/// A number in the fewest bytes that give it back exactly: readers see one
/// kind of number however it is stored.
fn real(number: f64) -> MvtValueRef<'static> {
    #[expect(clippy::cast_possible_truncation, reason = "compared after")]
    let (whole, short) = (number as i64, number as f32);
    if number.fract() == 0.0 && number.abs() < 1e15 {
        #[expect(clippy::cast_sign_loss, reason = "checked to be positive")]
        return if number < 0.0 { MvtValueRef::SInt(whole) } else { MvtValueRef::UInt(whole as u64) };
    }
    if f64::from(short) == number { MvtValueRef::Float(short) } else { MvtValueRef::Double(number) }
}
