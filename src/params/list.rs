//! Parameters as a list, for overriding and for showing.

use serde::{Deserialize, Serialize};

use super::Confidence;
use crate::error::Error;
use crate::lang::say;

/// Where a value in force came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Origin {
    /// The program's own default.
    #[default]
    BuiltIn,
    /// A project file.
    File(String),
}

/// One parameter as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// `group.name`.
    pub key: String,
    /// The value in force, as JSON.
    pub value: serde_json::Value,
    /// Unit.
    pub unit: String,
    /// Source.
    pub source: String,
    /// Date of the source.
    pub date: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Remark.
    pub note: String,
    /// Where the value came from.
    pub origin: Origin,
}

/// Writes the changes of a project file over the defaults of one group.
pub(super) fn apply(
    table: &mut toml::Table,
    changes: &toml::Table,
    group: &str,
    project_file: &str,
) -> Result<(), Error> {
    for (name, change) in changes {
        let names: Vec<_> = table.keys().cloned().collect();
        let Some(parameter) = table.get_mut(name).and_then(toml::Value::as_table_mut) else {
            return Err(Error::Project {
                path: project_file.into(),
                detail: say!(
                    "er is geen parameter `{name}` in `[params.{group}]`",
                    "there is no parameter `{name}` in `[params.{group}]`"
                ),
                hint: say!("er zijn: {}", "it has: {}", names.join(", ")),
            });
        };
        // A whole number where a fraction stands by default is meant as one.
        let as_default = |value: &toml::Value, default: Option<&toml::Value>| match (value, default) {
            #[expect(clippy::cast_precision_loss, reason = "settings are small numbers")]
            (toml::Value::Integer(number), Some(toml::Value::Float(_))) => toml::Value::Float(*number as f64),
            _ => value.clone(),
        };
        let default = parameter.get("value").cloned();
        match change {
            toml::Value::Table(fields) if fields.contains_key("value") => {
                for (field, value) in fields {
                    let value =
                        if field == "value" { as_default(value, default.as_ref()) } else { value.clone() };
                    parameter.insert(field.clone(), value);
                }
                if !fields.contains_key("confidence") {
                    parameter.insert("confidence".into(), "U".into());
                }
            }
            value => {
                parameter.insert("value".into(), as_default(value, default.as_ref()));
                parameter.insert("source".into(), format!("set by the user in {project_file}").into());
                parameter.insert("date".into(), "".into());
                parameter.insert("confidence".into(), "U".into());
            }
        }
        parameter.insert("origin".into(), project_file.into());
    }
    Ok(())
}

/// The parameters of one group, in the order of the file.
pub(super) fn entries(group: &str, table: &toml::Table) -> Vec<Parameter> {
    let text = |fields: &toml::Table, name: &str| {
        fields.get(name).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    table
        .iter()
        .filter_map(|(name, value)| {
            let fields = value.as_table()?;
            Some(Parameter {
                key: format!("{group}.{name}"),
                value: serde_json::to_value(fields.get("value")?).ok()?,
                unit: text(fields, "unit"),
                source: text(fields, "source"),
                date: text(fields, "date"),
                confidence: match text(fields, "confidence").as_str() {
                    "S" => Confidence::S,
                    "P" => Confidence::P,
                    "U" => Confidence::U,
                    _ => Confidence::K,
                },
                note: text(fields, "note"),
                origin: match fields.get("origin").and_then(toml::Value::as_str) {
                    Some(file) => Origin::File(file.to_owned()),
                    None => Origin::BuiltIn,
                },
            })
        })
        .collect()
}
