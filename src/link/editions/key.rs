//! By what is a project known from one edition to the next?

use crate::{
    link::projects::plain_gemeente,
    model::{PlannedProject, place_key},
};

/// What a project is known by, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// Its identification: letters and digits.
    pub id: Option<String>,
    pub gemeente: Option<String>,
    /// Its gemeente, else its kern.
    pub place: Option<String>,
    pub name: Option<String>,
}

impl Key {
    pub fn of(project: &PlannedProject) -> Self {
        let key = |text: &Option<String>| text.as_deref().map(place_key).filter(|key| !key.is_empty());
        let gemeente = project.gemeente.as_deref().map(|gemeente| place_key(&plain_gemeente(gemeente)));
        let gemeente = gemeente.filter(|key| !key.is_empty());
        let id = project.ppm_id.as_deref().or(project.site_id.as_deref());
        let id = id.map(|id| {
            id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        });
        Self {
            id: id.filter(|id| !id.is_empty()),
            place: gemeente.clone().or_else(|| key(&project.kern)),
            gemeente,
            name: key(&project.naam),
        }
    }

    /// Whether both name a gemeente, each another. A name says nothing against
    /// a code.
    pub fn contradicts_gemeente(&self, other: &Self) -> bool {
        let (Some(one), Some(two)) = (&self.gemeente, &other.gemeente) else { return false };
        one != two && is_code(one) == is_code(two)
    }
}

/// Whether a gemeente is named by its code.
pub(super) fn is_code(gemeente: &str) -> bool {
    gemeente.ends_with(|c: char| c.is_ascii_digit())
}
