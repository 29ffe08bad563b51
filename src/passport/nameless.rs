//! Passports that name no corporatie.

use std::collections::HashMap;

use crate::{config::InputRole, record::Run, tables::SiteRow};

/// Takes the names of corporaties and complexes off sites, and out of their
/// identifications: those become numbers in the order of the run.
pub(super) fn without_names(sites: &mut [SiteRow]) {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for row in sites {
        if row.called.corporatie.take().is_none() && row.called.complex.take().is_none() {
            continue;
        }
        row.called.complex = None;
        let next = numbers.len() + 1;
        let number = *numbers.entry(row.site.location.clone()).or_insert(next);
        row.site.location = format!("locatie:{number}");
        row.site.id = format!("{}:locatie:{number}", row.site.form.code());
    }
}

/// Takes the files of holdings and of own ground out of the sources: their
/// names say whose they are.
pub(super) fn without_files(run: &mut Run) {
    for input in &mut run.inputs {
        if matches!(input.role, InputRole::Bezit | InputRole::GroundOwn) {
            input.file = input.role.to_string();
            input.layer.clear();
            input.attribution.clear();
        }
    }
}
