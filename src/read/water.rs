//! Water and soil: which class of the combination map?

use super::{
    register::{Role, optional, required},
    zones::{self, Said},
};
use crate::{
    config::Input,
    error::Error,
    issue::Issues,
    model::{WaterClass, Zone},
};

/// The roles of a class layer.
pub const ROLES: &[Role] = &[
    required("class", &["klasse", "class", "code", "gridcode", "dn", "value", "combikaart"]),
    optional("id", &["id", "identificatie", "fid"]),
];

/// Reads class polygons. Class 0 is empty ground: left out, so that it stays
/// unknown.
///
/// # Errors
///
/// Those of the files.
pub fn read(input: &Input, issues: &mut Issues) -> Result<Vec<Zone<WaterClass>>, Error> {
    zones::read(input, ROLES, issues, |row| {
        let code = row.get(0).to_code().unwrap_or_default();
        match (WaterClass::parse(&code), code.as_str()) {
            (Some(class), _) => Said::Zone { id: row.get(1).to_code(), says: class },
            (None, "" | "0") => Said::Nothing,
            (None, _) => Said::Bad(format!("`{code:.20}` is no class (1-7 or A-D)")),
        }
    })
}
