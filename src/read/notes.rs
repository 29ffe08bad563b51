//! What does a gemeente itself want to say of an area?

use std::collections::BTreeMap;

use super::register::{Register, check_roles, record_name, required, roles};
use crate::{
    config::Input,
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::say,
};

roles! {
    /// The roles of a table of texts.
    pub const ROLES;
    ID = required("id", &["gebied_id", "id", "gebied", "buurtcode", "bu_code", "code", "naam"]);
    TEXT = required("text", &["tekst", "notitie", "toelichting", "opmerking", "text", "note"]);
}

/// Texts by area, in the order of the table; several rows of one area are
/// several paragraphs.
///
/// # Errors
///
/// Those of the files.
pub fn read(input: &Input, issues: &mut Issues) -> Result<BTreeMap<String, Vec<String>>, Error> {
    check_roles(input, ROLES)?;
    let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    Register::each_file(input, ROLES, |mut register| {
        let about = register.issue(IssueKind::BadRecord);
        register.read(issues, |row, issues| {
            let text = |role: usize| row.get(role).to_code().filter(|text| !text.trim().is_empty());
            match (text(ID), text(TEXT)) {
                (Some(id), Some(said)) => {
                    notes.entry(id.trim().to_owned()).or_default().push(said.trim().to_owned());
                }
                _ => issues.push(Issue {
                    object: record_name(row.record.number),
                    detail: say!(
                        "vraagt de id van een gebied en een tekst; weggelaten",
                        "needs the id of an area and a text; left out"
                    ),
                    ..about.clone()
                }),
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(notes)
}
