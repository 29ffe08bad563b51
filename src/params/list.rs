//! Parameters as a list, for overriding and for showing.

use serde::{Deserialize, Serialize};

use super::Confidence;
use crate::error::Error;
use crate::lang::{Lang, Said, say};

/// The texts of a parameter, each by its English and its Dutch key.
const UNIT: [&str; 2] = ["unit", "eenheid"];
const SOURCE: [&str; 2] = ["source", "bron"];
const NOTE: [&str; 2] = ["note", "toelichting"];

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
    pub unit: Said,
    /// Source.
    pub source: Said,
    /// Date of the source.
    pub date: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Remark.
    pub note: Said,
    /// Where the value came from.
    pub origin: Origin,
}

/// Parameters as a project file would set them: by group and name.
///
/// # Errors
///
/// What is wrong with a name or value.
pub(crate) fn as_tables(parameters: &[Parameter]) -> Result<toml::Table, String> {
    let mut groups = toml::Table::new();
    for parameter in parameters {
        let key = &parameter.key;
        let (group, name) = key.split_once('.').ok_or_else(|| format!("`{key}` is no parameter"))?;
        let value = toml::Value::try_from(&parameter.value).map_err(|error| format!("`{key}`: {error}"))?;
        let mut entry = toml::Table::new();
        entry.insert("value".into(), value);
        entry.insert("date".into(), parameter.date.clone().into());
        entry.insert("confidence".into(), format!("{:?}", parameter.confidence).into());
        for (keys, said) in [(UNIT, &parameter.unit), (SOURCE, &parameter.source), (NOTE, &parameter.note)] {
            for (key, lang) in keys.into_iter().zip([Lang::En, Lang::Nl]) {
                entry.insert(key.into(), said.pick(lang).into());
            }
        }
        let group = groups.entry(group).or_insert_with(|| toml::Table::new().into());
        if let Some(group) = group.as_table_mut() {
            group.insert(name.into(), entry.into());
        }
    }
    Ok(groups)
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
                for [en, nl] in [UNIT, SOURCE, NOTE] {
                    match (fields.get(en), fields.get(nl)) {
                        (Some(text), None) => parameter.insert(nl.into(), text.clone()),
                        (None, Some(text)) => parameter.insert(en.into(), text.clone()),
                        _ => None,
                    };
                }
                if !fields.contains_key("confidence") {
                    parameter.insert("confidence".into(), "U".into());
                }
            }
            value => {
                parameter.insert("value".into(), as_default(value, default.as_ref()));
                parameter.insert("source".into(), format!("set by the user in {project_file}").into());
                parameter.insert("bron".into(), format!("door de gebruiker gezet in {project_file}").into());
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
    let said = |fields: &toml::Table, [en, nl]: [&str; 2]| {
        let dutch = if fields.contains_key(nl) { nl } else { en };
        Said::new(text(fields, dutch), text(fields, en))
    };
    table
        .iter()
        .filter_map(|(name, value)| {
            let fields = value.as_table()?;
            Some(Parameter {
                key: format!("{group}.{name}"),
                value: serde_json::to_value(fields.get("value")?).ok()?,
                unit: said(fields, UNIT),
                source: said(fields, SOURCE),
                date: text(fields, "date"),
                confidence: match text(fields, "confidence").as_str() {
                    "S" => Confidence::S,
                    "P" => Confidence::P,
                    "U" => Confidence::U,
                    _ => Confidence::K,
                },
                note: said(fields, NOTE),
                origin: match fields.get("origin").and_then(toml::Value::as_str) {
                    Some(file) => Origin::File(file.to_owned()),
                    None => Origin::BuiltIn,
                },
            })
        })
        .collect()
}
