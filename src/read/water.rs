//! Water and soil: which class of the combination map?

use super::{
    register::{optional, required, roles},
    zones::{self, Reading},
};
use crate::{
    config::Input,
    error::Error,
    issue::Issues,
    lang::say,
    model::{WaterClass, Zone},
};

roles! {
    /// The roles of a class layer.
    pub const ROLES;
    CLASS = required("class", &["klasse", "class", "code", "gridcode", "dn", "value", "combikaart"]);
    ID = optional("id", &["id", "identificatie", "fid"]);
}

roles! {
    /// The roles of polygons on top of a raster of classes.
    pub const ON_TOP_ROLES like ROLES;
    optional("class", &["klasse", "class", "code", "gridcode", "dn", "value", "combikaart"]);
    optional("id", &["id", "identificatie", "fid"]);
}

/// Reads class polygons. Class 0 is empty ground: left out, so that it stays
/// unknown.
///
/// # Errors
///
/// Those of the files.
pub fn read(input: &Input, issues: &mut Issues) -> Result<Vec<Zone<WaterClass>>, Error> {
    zones::read(input, ROLES, issues, |row| said(row.get(CLASS).to_code(), row.get(ID).to_code()))
}

/// Reads polygons that lie on top of a raster of classes. Without a class
/// they say where not to build (`niet_bouwen`): class D.
///
/// # Errors
///
/// Those of the files.
pub fn read_on_top(input: &Input, issues: &mut Issues) -> Result<Vec<Zone<WaterClass>>, Error> {
    zones::read(input, ON_TOP_ROLES, issues, |row| {
        said(row.get(CLASS).to_code().or_else(|| Some("D".into())), row.get(ID).to_code())
    })
}

fn said(code: Option<String>, id: Option<String>) -> Reading<WaterClass> {
    let code = code.unwrap_or_default();
    match (WaterClass::parse(&code), code.as_str()) {
        (Some(class), _) => Reading::Zone { id, says: class },
        (None, "" | "0") => Reading::Nothing,
        (None, _) => Reading::Bad(say!(
            "`{code:.20}` is geen klasse (1-7 of A-D)",
            "`{code:.20}` is no class (1-7 or A-D)"
        )),
    }
}
