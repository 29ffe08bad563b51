//! Which sites does somebody mean?

use std::path::Path;

use crate::{error::Error, lang::say, tables::SiteRow};

/// The sites of the run in `folder` that a text names: a site, or the best form
/// of a location or complex.
///
/// # Errors
///
/// [`Error::NotFound`] when it names none, with what is like it.
pub fn named_sites<'a>(
    folder: &Path,
    sites: impl Iterator<Item = &'a SiteRow> + Clone,
    text: &str,
) -> Result<Vec<&'a str>, Error> {
    if let Some(site) = sites.clone().find(|site| site.id == text) {
        return Ok(vec![&site.id]);
    }
    let asked = text.to_lowercase();
    let is = |other: &str| other.to_lowercase() == asked;
    let there: Vec<&SiteRow> = sites
        .clone()
        .filter(|site| is(&site.location) || site.called.complex.as_deref().is_some_and(is))
        .collect();
    let best: Vec<&str> = there.iter().filter(|site| site.choice.best).map(|site| site.id.as_str()).collect();
    if !best.is_empty() {
        return Ok(best);
    }
    if let Some(first) = there.first() {
        return Ok(vec![&first.id]);
    }
    let alike = sites.filter(|site| site.id.to_lowercase().contains(&asked) && !asked.is_empty());
    let alike: Vec<&str> = alike.take(7).map(|site| site.id.as_str()).collect();
    Err(Error::NotFound {
        detail: say!(
            "`{text}` is geen site, locatie of complex van de run in `{}`",
            "`{text}` is no site, location or complex of the run in `{}`",
            folder.display()
        ),
        hint: if alike.is_empty() {
            say!(
                "geef een site_id, een location_id of een complex uit shortlist.csv",
                "give a site_id, a location_id or a complex from shortlist.csv"
            )
        } else {
            say!("bedoelt u {}?", "did you mean {}?", alike.join(", "))
        },
    })
}
