//! Heights and roofs: how high, how flat, how many storeys?

use std::collections::HashMap;

use geo::Area;
use rayon::prelude::*;

use super::{
    layer::{Layer, layers},
    number::{Holds, Unit},
    register::{Register, Row, check_roles, optional, required, roles},
};
use crate::{
    config::{Input, Source},
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues, left_out_as},
    lang::say,
    model::{DakType, IdError, PandId, Roof, RoofFrom},
    units::{Meters, SquareMeters},
};

const HEIGHT: Holds = Holds::Number(Unit::Meters);
const AREA: Holds = Holds::Number(Unit::SquareMeters);

roles! {
    /// The roles, with the spellings of every 3DBAG release since 21.09.
    pub const ROLES;
    ID = required("id", &["identificatie", "pand_id", "bag_id", "pandidentificatienummer"]);
    MAAIVELD =
        optional("maaiveld", &["b3_h_maaiveld", "h_maaiveld", "ground-0.50", "maaiveld"]).holding(HEIGHT);
    ROOF = optional("roof", &["b3_h_70p", "b3_h_dak_70p", "h_dak_70p", "roof-0.75", "dakhoogte"])
        .holding(HEIGHT);
    FLAT = optional("flat", &["b3_opp_dak_plat", "opp_dak_plat"]).holding(AREA);
    SLANTED = optional("slanted", &["b3_opp_dak_schuin", "opp_dak_schuin"]).holding(AREA);
    DAK_TYPE = optional("dak_type", &["b3_dak_type", "dak_type"]);
    BOUWLAGEN = optional("bouwlagen", &["b3_bouwlagen", "bouwlagen"]).holding(Holds::Whole(Unit::None));
}

roles! {
    /// Roof parts: one row per part, the height weighted by its area.
    const PART_ROLES;
    PART_ID = required("id", &["identificatie", "pand_id"]);
    PART_ROOF = required("roof", &["b3_h_70p", "b3_h_dak_70p", "h_dak_70p"]).holding(HEIGHT);
}

/// Records that are decoded together. Part of no result.
const BATCH: usize = 8_192;

/// Heights of a country in some 40 bytes a pand: identification and roof,
/// sorted by identification.
#[derive(Debug, Default)]
pub struct Heights {
    ids: Vec<u64>,
    roofs: Vec<Compact>,
}

/// A roof in `f32`, the precision 3DBAG has itself; NaN is unknown.
#[derive(Debug, Clone, Copy)]
struct Compact {
    maaiveld: f32,
    roof: f32,
    flat: f32,
    slanted: f32,
    dak_type: Option<DakType>,
    bouwlagen: u8,
}

/// One record: its number, whose roof it is, the roof, and what of it was not
/// understood.
type Parsed = (u64, Result<PandId, IdError>, Compact, Vec<Issue>);

impl PartialEq for Compact {
    /// Unknown equals unknown, which `f32` denies.
    fn eq(&self, other: &Self) -> bool {
        let bits = |roof: &Self| [roof.maaiveld, roof.roof, roof.flat, roof.slanted].map(f32::to_bits);
        bits(self) == bits(other) && self.dak_type == other.dak_type && self.bouwlagen == other.bouwlagen
    }
}

impl Heights {
    /// What is known of the roof of a pand.
    #[must_use]
    pub fn get(&self, id: PandId) -> Option<Roof> {
        let at = self.ids.binary_search(&id.number()).ok()?;
        let compact = &self.roofs[at];
        // Rounded to the millimeter that 3DBAG's own vertices have, so that
        // 5.35 stored in 32 bits is 5.35 again and not 5.349999904632568.
        let known = |value: f32| (!value.is_nan()).then(|| (f64::from(value) * 1e3).round() / 1e3);
        Some(Roof {
            maaiveld: known(compact.maaiveld).map(Meters),
            roof: known(compact.roof).map(Meters),
            flat: known(compact.flat).map(SquareMeters),
            slanted: known(compact.slanted).map(SquareMeters),
            dak_type: compact.dak_type,
            bouwlagen: (compact.bouwlagen > 0).then_some(u16::from(compact.bouwlagen)),
            from: RoofFrom::Heights,
        })
    }

    /// Whether a pand, by the number of its identification, has a roof here.
    #[must_use]
    pub fn has(&self, id: u64) -> bool {
        self.ids.binary_search(&id).is_ok()
    }

    /// How many panden have a roof here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether nothing was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// Reads the heights of all files. A GeoPackage that holds its roof heights
/// in `lod12_2d` (3DBAG since 2023) is read with both its layers.
///
/// # Errors
///
/// Those of the files.
pub fn read(input: &Input, issues: &mut Issues) -> Result<Heights, Error> {
    check_roles(input, ROLES)?;
    let mut rows: Vec<(u64, Compact)> = Vec::new();
    for source in &input.sources {
        let layer = Layer::open(source)?;
        let mut register = Register::new(layer, &input.columns, ROLES)?;
        let parts = if register.has(ROOF) { None } else { read_parts(source)? };
        let about = register.issue(IssueKind::BadValue);
        register.read_batches(BATCH, |batch| {
            let parsed: Vec<Parsed> = batch
                .into_par_iter()
                .map(|row| {
                    let code = row.get(ID).to_code().unwrap_or_default();
                    let roof = compact(&row);
                    (row.record.number, code.parse(), roof, row.issues(&about, &code))
                })
                .collect();
            for (number, id, mut roof, odd) in parsed {
                issues.extend(odd);
                match id {
                    Ok(id) => {
                        if let Some(parts) = &parts {
                            roof.roof =
                                parts.get(&id).map_or(f32::NAN, |part| to_f32(part.height / part.area));
                        }
                        rows.push((id.number(), roof));
                    }
                    Err(error) => issues.push(Issue {
                        kind: IssueKind::BadId,
                        object: super::register::record_name(number),
                        detail: left_out_as(&error.said()),
                        ..about.clone()
                    }),
                }
            }
            Ok(())
        })?;
        issues.extend(register.remarks());
    }
    // Stable, so that of several the first in file order is kept.
    rows.par_sort_by_key(|(id, _)| *id);
    let source = input.sources.first();
    rows.dedup_by(|later, first| {
        let same = later.0 == first.0;
        // Tiles share the panden on their border: the same twice is no news.
        if same && later.1 != first.1 {
            issues.push(Issue {
                kind: IssueKind::DuplicateId,
                file: source.map(|source| source.name.clone()).unwrap_or_default(),
                layer: String::new(),
                object: format!("{:016}", first.0),
                cell: None,
                detail: say!(
                    "staat er meer dan eens in met andere hoogten of daken; de eerste telt",
                    "occurs more than once with different heights or roofs; the first is kept"
                ),
            });
        }
        same
    });
    let (ids, roofs) = rows.into_iter().unzip();
    Ok(Heights { ids, roofs })
}

#[derive(Default)]
struct Part {
    area: f64,
    /// Height times area.
    height: f64,
}

/// The layer with the roof parts.
pub const PARTS: &str = "lod12_2d";

/// Whether a file holds its roof heights in a layer of roof parts.
///
/// # Errors
///
/// Those of the file.
pub fn has_parts(source: &Source) -> Result<bool, ReadError> {
    Ok(layers(source)?.iter().any(|layer| layer == PARTS))
}

fn read_parts(source: &Source) -> Result<Option<HashMap<PandId, Part>>, Error> {
    if !has_parts(source)? {
        return Ok(None);
    }
    let layer = Layer::open(&Source { layer: Some(PARTS.into()), ..source.clone() })?;
    let crs = layer.head().crs.clone();
    let mut register = Register::new(layer, &Default::default(), PART_ROLES)?;
    let mut parts: HashMap<PandId, Part> = HashMap::new();
    register.read_batches(BATCH, |batch| {
        let measured: Vec<Option<(PandId, f64, f64)>> = batch
            .into_par_iter()
            .map(|row| {
                let id = row.get(PART_ID).to_code().and_then(|code| code.parse::<PandId>().ok())?;
                let height = row.get(PART_ROOF).as_f64()?;
                let part = row.record.shape.polygon(crs.as_ref()?).ok()?;
                Some((id, height, part.geometry.unsigned_area()))
            })
            .collect();
        // Summed in file order: the sum depends on nothing else.
        for (id, height, area) in measured.into_iter().flatten() {
            let part = parts.entry(id).or_default();
            part.area += area;
            part.height += height * area;
        }
        Ok(())
    })?;
    Ok(Some(parts))
}

#[expect(clippy::cast_possible_truncation, reason = "3DBAG's own precision is 32 bits")]
fn to_f32(value: f64) -> f32 {
    value as f32
}

fn compact(row: &Row<'_>) -> Compact {
    let number = |role: usize| row.get(role).as_f64().map_or(f32::NAN, to_f32);
    let area = |role: usize| row.get(role).as_f64().filter(|area| *area >= 0.0).map_or(f32::NAN, to_f32);
    Compact {
        maaiveld: number(MAAIVELD),
        roof: number(ROOF),
        flat: area(FLAT),
        slanted: area(SLANTED),
        dak_type: row.read(DAK_TYPE, |value| DakType::parse(value.as_text()?)),
        bouwlagen: row.get(BOUWLAGEN).as_i64().and_then(|n| u8::try_from(n).ok()).unwrap_or(0),
    }
}
