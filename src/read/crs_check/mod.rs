//! Do the coordinates lie where the layer says they do?
//!
//! A layer whose CRS and coordinates contradict each other stops the run,
//! with the line to write in the project file: a wrong guess here would move
//! a whole register by kilometers. One object out of place is an issue of
//! that object, so the check goes by what most of the coordinates say.

use geo::CoordsIter;
use geo_types::Coord;

use super::{
    head::{Head, layer_name},
    reader::Reader,
    record::Record,
};
use crate::{
    config::Source,
    crs::{Crs, LONLAT_BOUNDS, RD_BOUNDS, within},
    error::ReadError,
    lang::{Lang, Said, say},
};

/// How many coordinates are looked at.
const SAMPLE: usize = 1_000;

/// At most so many of one record, so that one big zone is not the whole sample.
const PER_RECORD: usize = 10;

const RD: &str = "EPSG:28992";
const LONLAT: &str = "EPSG:4326";
/// The cure for latitude before longitude.
fn swap() -> Said {
    say!(
        "exporteer het bestand opnieuw met lengte (x) voor breedte (y), of in RD New (EPSG:28992)",
        "export the file again with longitude (x) before latitude (y), or in RD New (EPSG:28992)"
    )
}

/// What coordinates look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looks {
    Rd,
    LonLat,
    LatLon,
    Other,
}

impl Looks {
    fn of(x: f64, y: f64) -> Self {
        if within(RD_BOUNDS, x, y) {
            Self::Rd
        } else if within(LONLAT_BOUNDS, x, y) {
            Self::LonLat
        } else if within(LONLAT_BOUNDS, y, x) {
            Self::LatLon
        } else {
            Self::Other
        }
    }

    /// The end of a sentence on a CRS that is not known.
    fn seem(self) -> Said {
        match self {
            Self::Rd => say!("; ze lijken op RD New", "; they look like RD New"),
            Self::LonLat => {
                say!("; ze lijken op lengte- en breedtegraden", "; they look like longitude and latitude")
            }
            Self::LatLon => say!(
                "; het zijn graden, met de breedte voor de lengte",
                "; they are degrees with latitude before longitude"
            ),
            Self::Other => Said::default(),
        }
    }

    /// What to do about a CRS that is not known.
    fn cure(self, source: &Source) -> Said {
        match self {
            Self::Rd => source.set_crs(RD),
            Self::LonLat => source.set_crs(LONLAT),
            Self::LatLon => swap(),
            Self::Other => {
                let rd = source.set_crs(RD);
                Said::new(
                    format!("{} als het RD New is, of noem de goede code", rd.pick(Lang::Nl)),
                    format!("{rd} when it is RD New, or name the right code"),
                )
            }
        }
    }
}

/// Settles the CRS of a layer (the user's word beats the file's) and checks
/// it against the coordinates.
///
/// # Errors
///
/// [`ReadError::Crs`], or what reading a sample gives.
pub(super) fn settle(source: &Source, head: &mut Head, reader: &mut dyn Reader) -> Result<(), ReadError> {
    let unknown = reader.unknown_crs();
    let layer = layer_name(source, head);
    let error = |detail: Said, hint: Said| ReadError::Crs {
        path: source.path.clone(),
        layer: layer.clone(),
        detail,
        hint,
    };
    if head.crs.is_none() && unknown.is_none() {
        return Ok(()); // a table without geometry
    }

    let (crs, who) = match &source.crs {
        Some(text) => {
            let who = source.who_sets_crs();
            let parsed = of_user(text).map_err(|why| {
                let detail = Said::new(
                    format!("{} noemt {}", who.pick(Lang::Nl), why.pick(Lang::Nl)),
                    format!("{who} sets {why}"),
                );
                error(detail, source.set_crs(RD))
            })?;
            (Some(parsed), who)
        }
        None => (head.crs.clone(), say!("het bestand", "the file")),
    };
    let crs = match crs.map(Crs::settled).transpose() {
        Ok(crs) => crs,
        Err(why) => {
            let looks = most(&sample(reader)?).unwrap_or(Looks::Other);
            return Err(error(both(&why, &looks.seem()), looks.cure(source)));
        }
    };
    if let Some(crs @ Crs::Other(_)) = &crs {
        crs.check().map_err(|detail| {
            let detail = say!(
                [detail] "het CRS `{}` is niet te gebruiken ({detail})",
                "the CRS `{}` cannot be used ({detail})",
                crs.name()
            );
            let or = source.set_crs(RD);
            let cure = Said::new(
                format!("exporteer het bestand in RD New (EPSG:28992), of {}", or.pick(Lang::Nl)),
                format!("export the file in RD New (EPSG:28992), or {or}"),
            );
            error(detail, cure)
        })?;
    }

    // The box is believed when it fits. It may be stale, or stretched by one
    // stray object, so what does not fit is decided by the coordinates.
    if let (Some(crs), Some([min_x, min_y, max_x, max_y])) = (&crs, head.extent)
        && fits(crs, min_x, min_y)
        && fits(crs, max_x, max_y)
    {
        head.crs = Some(crs.clone());
        return Ok(());
    }
    let sample = sample(reader)?;
    let Some(looks) = most(&sample) else {
        // Nothing to contradict the CRS, and nothing to place without one.
        head.crs = crs.or(Some(Crs::Rd));
        return Ok(());
    };
    match crs {
        Some(crs) => {
            let n_fit = sample.iter().filter(|coord| fits(&crs, coord.x, coord.y)).count();
            if n_fit * 2 < sample.len() {
                let (detail, hint) = contradiction(&crs, &who, looks, source);
                let found = sample.first().map(|coord| found(*coord)).unwrap_or_default();
                return Err(error(both(&detail, &found), hint));
            }
            head.crs = Some(crs);
            Ok(())
        }
        None => {
            let said = silence(unknown.as_deref().unwrap_or_default());
            Err(error(both(&said, &looks.seem()), looks.cure(source)))
        }
    }
}

/// Whether a coordinate of this CRS lies in the Netherlands.
fn fits(crs: &Crs, x: f64, y: f64) -> bool {
    match crs {
        Crs::LonLat => within(LONLAT_BOUNDS, x, y),
        _ => crs.coord_to_rd(Coord { x, y }).is_ok_and(|rd| within(RD_BOUNDS, rd.x, rd.y)),
    }
}

/// The CRS a user sets.
fn of_user(text: &str) -> Result<Crs, Said> {
    let crs = Crs::parse(text).ok_or_else(|| {
        say!(
            "het CRS `{text}`, dat dit programma niet kent",
            "the CRS `{text}`, which is none this program knows"
        )
    })?;
    crs.settled().map_err(
        |why| say!([why] "een CRS dat niet te gebruiken is: {why}", "a CRS that cannot be used: {why}"),
    )
}

/// One sentence of two halves.
fn both(first: &Said, second: &Said) -> Said {
    Said::by(|lang| format!("{}{}", first.pick(lang), second.pick(lang)))
}

/// A coordinate as the file has it, to be shown.
fn found(Coord { x, y }: Coord<f64>) -> Said {
    say!(" (de eerste is {x}, {y})", " (the first is {x}, {y})")
}

/// What the file and its coordinates say against each other.
fn contradiction(crs: &Crs, who: &Said, looks: Looks, source: &Source) -> (Said, Said) {
    let (name, of) = (crs.name(), who.pick(Lang::Nl));
    let said = Said::new(
        format!("{of} zegt dat de coördinaten {name} zijn"),
        format!("{who} says the coordinates are {name}"),
    );
    match looks {
        Looks::LatLon => {
            let but = say!(
                ", maar het zijn graden, met de breedte voor de lengte",
                ", but they are degrees with latitude before longitude"
            );
            (both(&said, &but), swap())
        }
        Looks::Rd => {
            let but =
                say!(", maar ze lijken op RD New (EPSG:28992)", ", but they look like RD New (EPSG:28992)");
            (both(&said, &but), source.set_crs(RD))
        }
        Looks::LonLat => {
            let but =
                say!(", maar ze lijken op graden (EPSG:4326)", ", but they look like degrees (EPSG:4326)");
            (both(&said, &but), source.set_crs(LONLAT))
        }
        Looks::Other => (
            both(
                &said,
                &say!(
                    ", maar de meeste liggen buiten Nederland",
                    ", but most of them lie outside the Netherlands"
                ),
            ),
            say!(
                "controleer of dit het goede bestand is, en of de coördinaten RD New zijn (EPSG:28992)",
                "check that this is the right file, and that its coordinates are RD New (EPSG:28992)"
            ),
        ),
    }
}

/// What to say of a file that names no CRS, or one nobody knows.
fn silence(text: &str) -> Said {
    if text.trim().is_empty() {
        return say!(
            "het bestand zegt niet welke coördinaten het gebruikt",
            "the file does not say which coordinates it uses"
        );
    }
    let short: String = text.trim().chars().take(60).collect();
    say!(
        "het bestand noemt het CRS `{short}`, dat dit programma niet kent",
        "the file names the CRS `{short}`, which is none this program knows"
    )
}

/// What most of the coordinates look like; `None` without any.
fn most(sample: &[Coord<f64>]) -> Option<Looks> {
    if sample.is_empty() {
        return None;
    }
    let count = |looks| sample.iter().filter(|coord| Looks::of(coord.x, coord.y) == looks).count();
    let half = sample.len().div_ceil(2);
    Some(
        [Looks::Rd, Looks::LonLat, Looks::LatLon]
            .into_iter()
            .find(|looks| count(*looks) >= half)
            .unwrap_or(Looks::Other),
    )
}

/// The first coordinates of the layer.
fn sample(reader: &mut dyn Reader) -> Result<Vec<Coord<f64>>, ReadError> {
    let mut coords = Vec::new();
    let mut n_records = 0;
    let mut enough = false;
    let result = reader.read(&[], &mut |record: Record| {
        n_records += 1;
        if let Ok(geometry) = record.shape.decode() {
            let finite = |coord: &Coord<f64>| coord.x.is_finite() && coord.y.is_finite();
            coords.extend(geometry.coords_iter().filter(finite).take(PER_RECORD));
        }
        if coords.len() >= SAMPLE || n_records >= 100 * SAMPLE {
            enough = true;
            // Only stops the reader; it does not come out.
            return Err(ReadError::UnknownFormat { path: std::path::PathBuf::new() });
        }
        Ok(())
    });
    if !enough {
        result?;
    }
    Ok(coords)
}

#[cfg(test)]
mod tests;
