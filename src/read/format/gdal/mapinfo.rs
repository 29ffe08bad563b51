//! Is this MapInfo table made of other tables?

use std::path::Path;

use crate::{error::ReadError, lang::say, read::refusal::refused, regular};

/// Refuses a MapInfo table that is made of other tables.
///
/// # Errors
///
/// [`ReadError::Refused`].
pub(super) fn check(path: &Path) -> Result<(), ReadError> {
    /// Real ones take some kilobytes.
    const LARGEST: u64 = 1 << 20;
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("tab")) {
        return Ok(());
    }
    let Some(bytes) = regular::read(path, LARGEST)? else { return Ok(()) };
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    let joins = ["open table", "create view", "isseamless"];
    if joins.iter().any(|word| text.contains(word)) {
        let detail = say!(
            "het bestaat uit andere tabellen, die niet worden geopend",
            "it is made of other tables, which are not opened"
        );
        return Err(refused(
            path,
            "MapInfo",
            detail,
            say!("bewaar het als een eigen tabel", "save it as a table of its own"),
        ));
    }
    Ok(())
}
