//! Panden: which buildings are there?

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, hash_map::Entry},
    hash::{DefaultHasher, Hash, Hasher},
};

use geo::CoordsIter;
use rayon::prelude::*;

use super::{
    history::{InForce, begin, end, end_registration, inactive},
    number::{Holds, Unit},
    record::Shape,
    region::Region,
    register::{Register, Row, check_roles, optional, record_name, required, roles},
};
use crate::{
    config::Input,
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues, LeftOut, left_out_as},
    lang::{Said, say},
    model::{Gebruiksdoelen, Pand, PandId, PandStatus},
};

/// Panden that are decoded and passed on together. Part of no result: any
/// size gives the same output.
pub const BATCH: usize = 8_192;

/// Most corners of a footprint: a bound of our own, as everything that is asked
/// of a footprint grows with them. The most intricate pand at hand, in
/// Amstelveen, has 861.
const MAX_CORNERS: usize = 10_000;

/// Years outside this range are sentinels or slips (the BAG uses 9999 for
/// what is not built yet; the oldest buildings in use are of about 1000).
const BOUWJAREN: std::ops::RangeInclusive<i64> = 1000..=2100;

roles! {
    /// The roles, with the spellings of BAG WFS, bag-light and 3DBAG.
    pub const ROLES;
    ID = required(
        "id",
        &[
            "identificatie",
            "pand_id",
            "pandidentificatie",
            "pand_identificatie",
            "bag_id",
            "bag_pand_id",
            "pandidentificatienummer",
        ],
    );
    BOUWJAAR = optional(
        "bouwjaar",
        &["bouwjaar", "oorspronkelijkbouwjaar", "oorspronkelijk_bouwjaar", "oorspronkelijkBouwjaar"],
    )
    .holding(Holds::Year);
    STATUS = optional("status", &["status", "pandstatus", "pand_status"]);
    N_VERBLIJFSOBJECTEN =
        optional("n_verblijfsobjecten", &["aantal_verblijfsobjecten"]).holding(Holds::Whole(Unit::None));
    GEBRUIKSDOEL = optional("gebruiksdoel", &["gebruiksdoel", "gebruiksdoelen"]);
    HISTORY = end_registration(), end(), inactive(), begin();
}

/// What became of the records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Records read.
    pub records: u64,
    /// Panden passed on.
    pub panden: u64,
    /// Records left out because their identification occurred before.
    pub duplicates: u64,
    /// Records left out because they have no readable identification.
    pub without_id: u64,
    /// Records left out because a run over an area cannot place them.
    pub nowhere: u64,
    /// Panden with records that contradict one another: the first is kept,
    /// and what is said of them rests on that choice.
    pub disagreeing: BTreeSet<PandId>,
}

/// Streams the panden of an input in file order, in batches; with a region
/// those whose middle lies in it, as if the files held no others; one without
/// a footprint cannot be placed then, and is counted.
///
/// A record without a readable identification cannot be named in any output:
/// it is left out, with an issue. Of several with the same identification the
/// one in force that began last is taken, else the first, with one issue for
/// all. Every other record comes out,
/// without a footprint where its geometry cannot be used.
///
/// # Errors
///
/// Those of the files, and what `each` gives.
pub fn stream(
    input: &Input,
    region: Option<&Region>,
    issues: &mut Issues,
    mut each: impl FnMut(Vec<Pand>, &mut Issues) -> Result<(), Error>,
) -> Result<Counts, Error> {
    check_roles(input, ROLES)?;
    let in_force = InForce::<PandId>::look(input, ROLES, ID, HISTORY)?;
    let mut counts = Counts::default();
    let mut seen: HashMap<PandId, Print> = HashMap::new();
    for source in &input.sources {
        let layer = super::layer::Layer::open(source)?;
        let about = (layer.source().path.clone(), layer.head().layer.clone());
        let mut register = Register::new(layer, &input.columns, ROLES)?;
        let crs = register.layer().head().crs.clone();
        let template = register.issue(IssueKind::BadRecord);
        let (before, before_records) = (counts.panden, counts.records);
        let mut repeated: BTreeMap<PandId, Repeated> = BTreeMap::new();
        let mut not_in_force = LeftOut::default();
        let history = in_force.history(&register);
        register.read_batches(BATCH, |mut rows| {
            in_force.retain(&mut rows, history, &mut not_in_force);
            let parsed: Vec<Parsed> = rows
                .into_par_iter()
                .map(|row| pand(&row, crs.as_ref(), &template))
                .filter(|(pand, _)| match (pand, region) {
                    (Some(pand), Some(region)) => may_lie_in(pand, region),
                    _ => true,
                })
                .map(|(pand, issues)| (pand.map(|pand| (print(&pand), pand)), issues))
                .collect();
            counts.records += parsed.len() as u64;
            let mut batch = Vec::with_capacity(parsed.len());
            for (pand, found) in parsed {
                issues.extend(found);
                let Some((print, pand)) = pand else {
                    counts.without_id += 1;
                    continue;
                };
                if region.is_some() && pand.footprint.is_none() {
                    counts.nowhere += 1;
                    continue;
                }
                match seen.entry(pand.id) {
                    Entry::Vacant(first) => {
                        first.insert(print);
                        batch.push(pand);
                    }
                    Entry::Occupied(first) => {
                        counts.duplicates += 1;
                        repeated.entry(pand.id).or_default().add(*first.get(), print);
                    }
                }
            }
            counts.panden += batch.len() as u64;
            each(batch, issues)
        })?;
        issues.used(&template.file, &template.layer, counts.records - before_records, counts.panden - before);
        issues.extend(register.remarks());
        not_in_force.add(register.layer().left_out());
        issues.leave_out(&template.file, &template.layer, not_in_force);
        for (id, repeated) in repeated {
            issues.push(Issue {
                kind: IssueKind::DuplicateId,
                object: id.to_string(),
                detail: repeated.detail(),
                ..template.clone()
            });
            counts.disagreeing.extend(repeated.disagrees().then_some(id));
        }
        // Of several files some may lie outside the region.
        if region.is_none() && counts.panden == before && counts.duplicates == 0 {
            let (path, layer) = about;
            return Err(match not_in_force.total() {
                0 => ReadError::NoObjects { path, layer },
                voorkomens => ReadError::NothingOnDay { path, layer, voorkomens },
            }
            .into());
        }
    }
    Ok(counts)
}

/// How often a pand occurs again, and what is said otherwise then.
#[derive(Debug, Clone, Copy, Default)]
struct Repeated {
    times: u64,
    differs: [bool; SAID.len()],
}

impl Repeated {
    fn add(&mut self, first: Print, again: Print) {
        self.times += 1;
        for ((differs, first), again) in self.differs.iter_mut().zip(first).zip(again) {
            *differs |= first != again;
        }
    }

    /// Whether records say different things.
    fn disagrees(&self) -> bool {
        self.differs.contains(&true)
    }

    /// How often it occurs, and what is said otherwise.
    fn detail(&self) -> Said {
        let times = self.times + 1;
        if !self.disagrees() {
            return say!(
                "staat er {times} keer in; de eerste telt",
                "occurs {times} times; the first is kept"
            );
        }
        let said = SAID.into_iter().zip(self.differs);
        let said: Vec<[&str; 2]> = said.filter_map(|(what, differs)| differs.then_some(what)).collect();
        let said = Said::listed(&said);
        say!(
            [said] "staat er {times} keer in met verschil in {said}; de eerste telt",
            "occurs {times} times with another {said}; the first is kept"
        )
    }
}

/// One record: the pand with what is said of it, and what is odd.
type Parsed = (Option<(Print, Pand)>, Vec<Issue>);

/// What records say of a pand, in Dutch and in English.
const SAID: [[&str; 2]; 4] =
    [["status"; 2], ["bouwjaar"; 2], ["verblijfsobjecten", "units"], ["footprint"; 2]];

/// A number for each, which two records share when they say the same.
type Print = [u16; SAID.len()];

fn print(pand: &Pand) -> Print {
    let Pand { id: _, status, bouwjaar, footprint, n_verblijfsobjecten, gebruiksdoelen } = pand;
    let mut corners = DefaultHasher::new();
    for point in footprint.iter().flat_map(CoordsIter::coords_iter) {
        [point.x, point.y].map(f64::to_bits).hash(&mut corners);
    }
    let of = |what: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        what(&mut hasher);
        short(&hasher)
    };
    [
        of(&|hasher| status.hash(hasher)),
        of(&|hasher| bouwjaar.hash(hasher)),
        of(&|hasher| (n_verblijfsobjecten, gebruiksdoelen).hash(hasher)),
        short(&corners),
    ]
}

fn short(hasher: &DefaultHasher) -> u16 {
    let [low, high, ..] = hasher.finish().to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// Whether a pand may lie in a region; of one without a footprint nobody knows.
fn may_lie_in(pand: &Pand, region: &Region) -> bool {
    pand.footprint.as_ref().is_none_or(|footprint| region.holds(footprint))
}

/// Hands over the panden that are `wanted`, in file order; of several with the
/// same identification the one [`stream`] takes. Only these are decoded. What is odd about a
/// record is left to [`stream`], which meets it too.
///
/// `each` gets them batch by batch, with the number of records read for it.
///
/// # Errors
///
/// Those of the files.
pub fn look_up(
    input: &Input,
    wanted: impl Fn(PandId) -> bool + Sync,
    mut each: impl FnMut(&[Pand], u64),
) -> Result<(), Error> {
    check_roles(input, ROLES)?;
    let in_force = InForce::<PandId>::look(input, ROLES, ID, HISTORY)?;
    let mut seen: HashSet<PandId> = HashSet::new();
    Register::each_file(input, ROLES, |mut register| {
        let crs = register.layer().head().crs.clone();
        let template = register.issue(IssueKind::BadRecord);
        let history = in_force.history(&register);
        register.read_batches(BATCH, |mut rows| {
            let n_records = rows.len() as u64;
            in_force.retain(&mut rows, history, &mut LeftOut::default());
            let is_wanted = |row: &Row<'_>| {
                let id = row.get(ID).to_code().and_then(|code| code.parse().ok());
                id.is_some_and(&wanted)
            };
            let mut found: Vec<Pand> = rows
                .into_par_iter()
                .filter(is_wanted)
                .filter_map(|row| pand(&row, crs.as_ref(), &template).0)
                .collect();
            found.retain(|pand| seen.insert(pand.id));
            each(&found, n_records);
            Ok(())
        })
    })
}

/// Turns one row into a pand; `None` without a readable identification.
fn pand(row: &Row<'_>, crs: Option<&crate::crs::Crs>, template: &Issue) -> (Option<Pand>, Vec<Issue>) {
    let mut issues = Vec::new();
    let mut report = |kind: IssueKind, object: String, detail: Said| {
        issues.push(Issue { kind, object, detail, ..template.clone() });
    };
    let id: PandId = match row.get(ID).to_code().as_deref().map(str::parse) {
        Some(Ok(id)) => id,
        Some(Err(error)) => {
            let error: crate::model::IdError = error;
            report(IssueKind::BadId, record_name(row.record.number), left_out_as(&error.said()));
            return (None, issues);
        }
        None => {
            let detail = left_out_as(&say!("heeft geen identificatie", "has no identification"));
            report(IssueKind::BadId, record_name(row.record.number), detail);
            return (None, issues);
        }
    };
    let status = row.read(STATUS, |value| PandStatus::parse(value.as_text()?));
    let bouwjaar = row.get(BOUWJAAR).as_i64().and_then(|year| {
        if BOUWJAREN.contains(&year) {
            return u16::try_from(year).ok();
        }
        let detail = say!(
            "bouwjaar {year} kan niet; geldt als onbekend",
            "bouwjaar {year} cannot be; taken as unknown"
        );
        report(IssueKind::BadValue, id.to_string(), detail);
        None
    });
    let footprint = match &row.record.shape {
        Shape::Null => {
            let detail = say!("heeft geen footprint; blijft onbeslist", "has no footprint; stays undecided");
            report(IssueKind::NullGeometry, id.to_string(), detail);
            None
        }
        shape => {
            let no_coordinates = || {
                let detail = say!("de laag heeft geen coördinaten", "the layer has no coordinates");
                (IssueKind::NullGeometry, detail)
            };
            let cleaned =
                crs.ok_or_else(no_coordinates).and_then(|crs| shape.polygon(crs)).and_then(|cleaned| {
                    match cleaned.geometry.coords_count() {
                        0..=MAX_CORNERS => Ok(cleaned),
                        n => {
                            let detail = say!(
                                "heeft {n} hoekpunten, een pand hoogstens {MAX_CORNERS}",
                                "it has {n} corners, a pand at most {MAX_CORNERS}"
                            );
                            Err((IssueKind::InvalidGeometry, detail))
                        }
                    }
                });
            match cleaned {
                Ok(cleaned) => {
                    if let Some((kind, detail)) = cleaned.remark {
                        report(kind, id.to_string(), detail);
                    }
                    Some(cleaned.geometry)
                }
                Err((kind, detail)) => {
                    let detail = say!(
                        [detail] "{detail}; geen footprint, blijft onbeslist",
                        "{detail}; no footprint, stays undecided"
                    );
                    report(kind, id.to_string(), detail);
                    None
                }
            }
        }
    };
    let n_verblijfsobjecten = row.get(N_VERBLIJFSOBJECTEN).as_i64().and_then(|n| u32::try_from(n).ok());
    let gebruiksdoelen = row.read(GEBRUIKSDOEL, |value| Gebruiksdoelen::parse(value.as_text()?));
    issues.extend(row.issues(template, &id.to_string()));
    (Some(Pand { id, status, bouwjaar, footprint, n_verblijfsobjecten, gebruiksdoelen }), issues)
}
