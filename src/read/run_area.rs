//! Which area does the project ask for?

use geo_types::MultiPolygon;

use super::{
    gebieden,
    region::Region,
    register::{optional, roles},
    zones::{self, Reading},
};
use crate::{
    config::{Area, Project},
    error::Error,
    issue::Issues,
    lang::say,
    model::{Gebied, GebiedKind, place_key},
};

roles! {
    /// The roles of an area of the user's own: every polygon counts.
    pub const ROLES;
    ID = optional("id", &["id", "identificatie", "fid"]);
}

impl Region {
    /// The area a project asks for; `None` when it asks for all there is.
    ///
    /// # Errors
    ///
    /// Those of the files, and [`Error::Project`] when no such gemeente is in
    /// the input.
    pub fn of(project: &Project) -> Result<Option<Self>, Error> {
        let Some(area) = &project.area else { return Ok(None) };
        let (name, polygons) = match area {
            Area::Gemeente(name) => gemeente(project, name)?,
            Area::Box([min_x, min_y, max_x, max_y]) => {
                let rect = geo_types::Rect::new((*min_x, *min_y), (*max_x, *max_y));
                (format!("RD {min_x}, {min_y} – {max_x}, {max_y}"), MultiPolygon(vec![rect.to_polygon()]))
            }
            Area::Polygons(input) => {
                // What is odd about it is told where it is read as an input.
                let zones = zones::read(input, ROLES, &mut Issues::default(), |row| Reading::Zone {
                    id: row.get(ID).to_code(),
                    says: (),
                })?;
                let names = input.sources.iter().map(|source| file_name(&source.name));
                (
                    names.collect::<Vec<_>>().join(", "),
                    zones.into_iter().flat_map(|zone| zone.geometry.0).collect(),
                )
            }
        };
        Self::new(&name, &polygons).map(Some).ok_or_else(|| Error::Project {
            path: project.path.clone(),
            detail: say!("het gebied `{name}` is leeg", "the area `{name}` is empty"),
            hint: say!("geef `[area]` vlakken met een oppervlak", "give `[area]` polygons with a size"),
        })
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A gemeente by name or code, from the gemeenten, or else as the buurten or
/// wijken that say they lie in it.
fn gemeente(project: &Project, asked: &str) -> Result<(String, MultiPolygon<f64>), Error> {
    let mut names: Vec<String> = Vec::new();
    let divisions = [
        (&project.gemeenten, GebiedKind::Gemeente),
        (&project.buurten, GebiedKind::Buurt),
        (&project.wijken, GebiedKind::Wijk),
    ];
    for (input, kind) in divisions {
        let Some(input) = input else { continue };
        let gebieden = gebieden::read(input, kind, &mut Issues::default())?;
        let (found, others): (Vec<Gebied>, _) =
            gebieden.into_iter().partition(|gebied| is_asked(gebied, asked));
        if let Some(first) = found.first() {
            let code = first.gemeente_code.as_deref().unwrap_or_default();
            let name = first.gemeente_naam.as_deref().unwrap_or(asked);
            let polygons = found.iter().flat_map(|gebied| gebied.geometry.0.clone()).collect();
            return Ok((format!("{name} ({code})"), polygons));
        }
        names.extend(others.into_iter().filter_map(|gebied| gebied.gemeente_naam.or(gebied.gemeente_code)));
    }
    names.sort();
    names.dedup();
    let hint = if names.is_empty() {
        say!(
            "geef `[gemeenten]`, of `[buurten]` met de kolom gemeentenaam",
            "give `[gemeenten]`, or `[buurten]` with the column gemeentenaam"
        )
    } else {
        const SHOWN: usize = 12;
        let start: String = asked.chars().take(1).flat_map(char::to_lowercase).collect();
        let (near, far): (Vec<_>, Vec<_>) =
            names.into_iter().partition(|name| name.to_lowercase().starts_with(&start));
        let shown: Vec<_> = near.into_iter().chain(far).take(SHOWN).collect();
        say!("er zijn: {}, …", "there are: {}, …", shown.join(", "))
    };
    Err(Error::Project {
        path: project.path.clone(),
        detail: say!(
            "`[area] gemeente = \"{asked}\"` staat niet in de invoer",
            "`[area] gemeente = \"{asked}\"` is not in the input"
        ),
        hint,
    })
}

/// Whether an area is the gemeente with this name or code, or lies in it.
fn is_asked(gebied: &Gebied, asked: &str) -> bool {
    let place = place_key(asked);
    let asked = asked.trim().to_lowercase();
    let digits = |code: &str| code.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned();
    let by_name =
        !place.is_empty() && gebied.gemeente_naam.as_ref().is_some_and(|name| place_key(name) == place);
    let code = digits(&asked);
    let is_code = !code.is_empty() && matches!(asked.strip_suffix(&code), Some("" | "gm"));
    by_name
        || is_code && gebied.gemeente_code.as_deref().is_some_and(|own| format!("{code:0>4}") == digits(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gebied(code: &str, naam: &str) -> Gebied {
        Gebied {
            code: code.into(),
            naam: naam.into(),
            gemeente_code: Some(code.into()),
            gemeente_naam: Some(naam.into()),
            omgevingsadressendichtheid: None,
            cars_per_household: None,
            geometry: MultiPolygon(Vec::new()),
        }
    }

    #[test]
    fn a_gemeente_goes_by_name_or_code() {
        let delft = gebied("GM0503", "Delft");
        for asked in ["Delft", " delft ", "GM0503", "gm0503", "0503", "503"] {
            assert!(is_asked(&delft, asked), "{asked}");
        }
        assert!(is_asked(&gebied("GM0518", "'s-Gravenhage"), "Den Haag"));
        for asked in ["Delf", "Delft 2", "0504", "BU0503", "", "GM"] {
            assert!(!is_asked(&delft, asked), "{asked}");
        }
    }
}
