//! Verblijfsobjecten: which homes, shops and offices are there?

use std::{collections::HashSet, sync::Arc};

use rayon::prelude::*;

use super::{
    history::{self, end, end_registration},
    layer::Shape,
    number::{Holds, Unit},
    register::{Register, Role, Row, check_roles, optional, record_name, required},
};
use crate::{
    config::Input,
    error::Error,
    issue::{Issue, IssueKind, Issues, LeftOut},
    model::{
        Gebruiksdoelen, OpenbareRuimte, PandId, Panden, Verblijfsobject, VerblijfsobjectId,
        VerblijfsobjectStatus, house_number, list_items,
    },
};

/// The register's own word for "unknown": 999999 m², and what comes near it.
const OPPERVLAKTE_SENTINEL: i64 = 999_999;

const ID: usize = 0;
const STATUS: usize = 1;
const GEBRUIKSDOEL: usize = 2;
const OPPERVLAKTE: usize = 3;
const PAND: usize = 4;
const POSTCODE: usize = 5;
const HUISNUMMER: usize = 6;
const HUISLETTER: usize = 7;
const TOEVOEGING: usize = 8;
const OPENBARE_RUIMTE: usize = 9;
const WOONPLAATS: usize = 10;
const END_REGISTRATION: usize = 11;
const END: usize = 12;

/// The roles, with the spellings of BAG WFS and bag-light.
pub const ROLES: &[Role] = &[
    required("id", &["identificatie", "verblijfsobject_id", "vbo_id", "verblijfsobjectidentificatie"]),
    optional("status", &["status", "verblijfsobject_status"]),
    required("gebruiksdoel", &["gebruiksdoel", "gebruiksdoelen", "gebruiksdoelverblijfsobject"]),
    optional("oppervlakte", &["oppervlakte", "oppervlakteverblijfsobject", "gebruiksoppervlakte"])
        .holding(Holds::Whole(Unit::FloorArea)),
    optional("pand", &["pandidentificatie", "pand_identificatie", "pand_id", "maaktdeeluitvan", "pandref"]),
    optional("postcode", &["postcode", "pc6"]),
    optional("huisnummer", &["huisnummer", "nummer"]),
    optional("huisletter", &["huisletter", "letter"]),
    optional("toevoeging", &["toevoeging", "huisnummertoevoeging", "huisnummer_toevoeging"]),
    optional(
        "openbare_ruimte",
        &["openbare_ruimte", "openbare_ruimte_naam", "openbareruimtenaam", "straatnaam", "straat"],
    ),
    optional("woonplaats", &["woonplaats", "woonplaatsnaam", "plaats"]),
    end_registration(),
    end(),
];

/// Reads all verblijfsobjecten, sorted by identification. Of several with
/// the same identification the first is kept, with an issue. With a window on
/// the source those whose point lies outside it are left out, as if the file
/// did not hold them.
///
/// # Errors
///
/// Those of the files.
pub fn read(input: &Input, issues: &mut Issues) -> Result<Vec<Verblijfsobject>, Error> {
    check_roles(input, ROLES)?;
    let mut all: Vec<Verblijfsobject> = Vec::new();
    let mut template = None;
    let mut streets: HashSet<Arc<OpenbareRuimte>> = HashSet::new();
    Register::each_file(input, ROLES, |mut register| {
        let crs = register.layer().head().crs.clone();
        let about = register.issue(IssueKind::BadRecord, "", "");
        let window = register.layer().source().window;
        let mut not_in_force = LeftOut::default();
        let (mut n_records, before) = (0, all.len());
        register.read_batches(8_192, |mut rows| {
            history::retain(&mut rows, END_REGISTRATION, END, &mut not_in_force);
            let parsed: Vec<_> = rows
                .into_par_iter()
                .map(|row| verblijfsobject(&row, crs.as_ref(), &about))
                .filter(|(unit, _)| match (unit, window) {
                    (Some(unit), Some(window)) => may_lie_in(unit, window),
                    _ => true,
                })
                .collect();
            n_records += parsed.len() as u64;
            for (unit, found) in parsed {
                issues.extend(found);
                all.extend(unit.map(|unit| Verblijfsobject {
                    openbare_ruimte: unit.openbare_ruimte.map(|street| one_copy(street, &mut streets)),
                    ..unit
                }));
            }
            Ok(())
        })?;
        issues.used(&about.file, &about.layer, n_records, (all.len() - before) as u64);
        not_in_force.add(register.layer().left_out());
        issues.leave_out(&about.file, &about.layer, not_in_force);
        template = Some(about);
        Ok(())
    })?;
    all.par_sort_by_key(|unit| unit.id);
    if let Some(template) = template {
        all.dedup_by(|later, first| {
            let same = later.id == first.id;
            if same && !join(first, later) {
                issues.push(Issue {
                    kind: IssueKind::DuplicateId,
                    object: first.id.to_string(),
                    detail: "occurs more than once; the first is kept".into(),
                    ..template.clone()
                });
            }
            same
        });
    }
    Ok(all)
}

/// Takes what may be plural from another row about the same object: a join
/// gives one for each gebruiksdoel and for each pand. Nothing is taken from a
/// row that says something else of what there is one of; then this is `false`.
fn join(first: &mut Verblijfsobject, later: &Verblijfsobject) -> bool {
    let agree = first.status == later.status
        && first.oppervlakte == later.oppervlakte
        && first.point == later.point
        && first.postcode == later.postcode
        && first.huisnummer == later.huisnummer;
    let more = first.gebruiksdoelen != later.gebruiksdoelen
        || later.panden.as_slice().iter().any(|id| !first.panden.as_slice().contains(id));
    if agree && more {
        first.gebruiksdoelen = either(first.gebruiksdoelen, later.gebruiksdoelen);
        let panden = first.panden.as_slice().iter().chain(later.panden.as_slice());
        first.panden = Panden::from_ids(panden.copied().collect());
    }
    agree && more
}

/// One without a point may lie anywhere: the pand it refers to decides.
fn may_lie_in(unit: &Verblijfsobject, [min_x, min_y, max_x, max_y]: [f64; 4]) -> bool {
    unit.point
        .is_none_or(|point| (min_x..=max_x).contains(&point.x()) && (min_y..=max_y).contains(&point.y()))
}

/// The one copy of a street: a country has some 250,000 streets and
/// 9.9 million verblijfsobjecten.
fn one_copy(street: Arc<OpenbareRuimte>, streets: &mut HashSet<Arc<OpenbareRuimte>>) -> Arc<OpenbareRuimte> {
    if let Some(known) = streets.get(&street) {
        return Arc::clone(known);
    }
    streets.insert(Arc::clone(&street));
    street
}

/// The uses of a row. A home is one whatever else it may be; of others all
/// uses must be known, or none is.
fn gebruiksdoelen(row: &Row<'_>) -> Option<Gebruiksdoelen> {
    let (known, is_all) = Gebruiksdoelen::parse_known(row.text(GEBRUIKSDOEL).unwrap_or_default());
    row.read(GEBRUIKSDOEL, |_| is_all.then_some(()));
    (known.has_woonfunctie() || is_all && !known.is_empty()).then_some(known)
}

/// The uses of two rows about the same object, by the same rule.
fn either(one: Option<Gebruiksdoelen>, other: Option<Gebruiksdoelen>) -> Option<Gebruiksdoelen> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.with(other)),
        (one, other) => one.or(other).filter(|uses| uses.has_woonfunctie()),
    }
}

fn verblijfsobject(
    row: &Row<'_>,
    crs: Option<&crate::crs::Crs>,
    template: &Issue,
) -> (Option<Verblijfsobject>, Vec<Issue>) {
    let mut issues = Vec::new();
    let mut report = |kind: IssueKind, object: String, detail: String| {
        issues.push(Issue { kind, object, detail, ..template.clone() });
    };
    let code = row.get(ID).to_code().unwrap_or_default();
    let id: VerblijfsobjectId = match code.parse() {
        Ok(id) => id,
        Err(error) => {
            let error: crate::model::IdError = error;
            report(IssueKind::BadId, record_name(row.record.number), format!("{error}; left out"));
            return (None, issues);
        }
    };
    let status = row.read(STATUS, |value| VerblijfsobjectStatus::parse(value.as_text()?));
    let gebruiksdoelen = gebruiksdoelen(row);
    let in_use = status.is_none_or(VerblijfsobjectStatus::is_in_use);
    let oppervlakte = row.get(OPPERVLAKTE).as_i64().and_then(|area| {
        if (1..OPPERVLAKTE_SENTINEL).contains(&area) {
            return u32::try_from(area).ok();
        }
        if in_use {
            report(
                IssueKind::BadValue,
                id.to_string(),
                format!("oppervlakte {area} cannot be; taken as unknown"),
            );
        }
        None
    });
    let mut ids: Vec<PandId> = Vec::new();
    let references = row.get(PAND).to_code().unwrap_or_default();
    for text in list_items(&references).flat_map(str::split_whitespace) {
        match text.parse() {
            Ok(pand) => ids.push(pand),
            Err(error) => {
                let error: crate::model::IdError = error;
                report(IssueKind::BadId, id.to_string(), format!("reference to a pand: {error}"));
            }
        }
    }
    let point = match &row.record.shape {
        Shape::Null => None,
        shape => match crs.map(|crs| shape.point(crs)) {
            Some(Ok(point)) => Some(point),
            Some(Err((kind, detail))) => {
                report(kind, id.to_string(), format!("{detail}; placed by its reference only"));
                None
            }
            None => None,
        },
    };
    let [cell, huisletter, toevoeging] =
        [HUISNUMMER, HUISLETTER, TOEVOEGING].map(|role| row.get(role).to_code());
    let number =
        cell.as_deref().and_then(|cell| house_number(cell, huisletter.as_deref(), toevoeging.as_deref()));
    if let (Some(cell), None) = (&cell, &number) {
        let detail = format!("huisnummer `{cell:.40}` is not understood; no row is matched to it by address");
        report(IssueKind::BadValue, id.to_string(), detail);
    }
    let postcode = row.text(POSTCODE).and_then(|text| {
        let postcode = text.parse().ok();
        if postcode.is_none() {
            let detail = format!("postcode `{text:.40}` is not understood; taken as unknown");
            report(IssueKind::BadValue, id.to_string(), detail);
        }
        postcode
    });
    let unit = Verblijfsobject {
        id,
        status,
        gebruiksdoelen,
        oppervlakte,
        panden: Panden::from_ids(ids),
        point,
        openbare_ruimte: row.text(OPENBARE_RUIMTE).map(|naam| {
            Arc::new(OpenbareRuimte { naam: naam.into(), woonplaats: row.text(WOONPLAATS).map(Box::from) })
        }),
        postcode,
        huisnummer: number.as_ref().map(|(number, _)| *number),
        huisletter_toevoeging: number.map(|(_, suffix)| suffix).unwrap_or_default(),
    };
    issues.extend(row.issues(template, &id.to_string()));
    (Some(unit), issues)
}
