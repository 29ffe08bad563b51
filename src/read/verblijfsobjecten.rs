//! Verblijfsobjecten: which homes, shops and offices are there?

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    history::{InForce, begin, end, end_registration, inactive},
    number::{Holds, Unit},
    record::Shape,
    register::{Register, Row, check_roles, optional, record_name, required, roles},
};
use crate::{
    config::Input,
    error::Error,
    issue::{Issue, IssueKind, Issues, LeftOut, left_out_as},
    lang::{Said, say},
    model::{
        Gebruiksdoelen, Nummeraanduiding, OpenbareRuimte, PandId, Panden, Verblijfsobject, VerblijfsobjectId,
        VerblijfsobjectStatus, house_number, list_items,
    },
    value::Value,
};

/// The register's own word for "unknown": 999999 m², and what comes near it.
const OPPERVLAKTE_SENTINEL: i64 = 999_999;

roles! {
    /// The roles, with the spellings of BAG WFS and bag-light.
    pub const ROLES;
    ID = required(
        "id",
        &[
            "identificatie",
            "verblijfsobject_id",
            "vbo_id",
            "verblijfsobjectidentificatie",
            "adresseerbaarobject",
            "adresseerbaarobject_id",
            "object_id",
        ],
    );
    STATUS = optional("status", &["status", "verblijfsobject_status"]);
    GEBRUIKSDOEL = required(
        "gebruiksdoel",
        &["gebruiksdoel", "gebruiksdoelen", "gebruiksdoelverblijfsobject", "verblijfsobjectgebruiksdoel"],
    );
    OPPERVLAKTE =
        optional("oppervlakte", &["oppervlakte", "oppervlakteverblijfsobject", "gebruiksoppervlakte"])
            .holding(Holds::Whole(Unit::FloorArea));
    PAND = optional(
        "pand",
        &["pandidentificatie", "pand_identificatie", "pand_id", "maaktdeeluitvan", "pandref"],
    );
    POSTCODE = optional("postcode", &["postcode", "pc6"]);
    HUISNUMMER = optional("huisnummer", &["huisnummer", "nummer"]);
    HUISLETTER = optional("huisletter", &["huisletter", "letter"]);
    TOEVOEGING = optional("toevoeging", &["toevoeging", "huisnummertoevoeging", "huisnummer_toevoeging"]);
    OPENBARE_RUIMTE = optional(
        "openbare_ruimte",
        &["openbare_ruimte", "openbare_ruimte_naam", "openbareruimtenaam", "straatnaam", "straat"],
    );
    WOONPLAATS = optional("woonplaats", &["woonplaats", "woonplaatsnaam", "plaats"]);
    NEVENADRES = optional("nevenadres", &["nevenadres", "is_nevenadres"]).unmissed();
    HISTORY = end_registration(), end(), inactive(), begin();
}

/// Reads all verblijfsobjecten, sorted by identification. Of several records
/// with the same identification the one in force that began last is taken.
/// A join gives one for each gebruiksdoel, pand and address: they are put
/// together. Of what is left the first is kept, with an issue. With a window
/// on the source those whose point lies outside it are left out, as if the file
/// did not hold them.
///
/// # Errors
///
/// Those of the files.
pub fn read(input: &Input, issues: &mut Issues) -> Result<Vec<Verblijfsobject>, Error> {
    check_roles(input, ROLES)?;
    let in_force = InForce::<VerblijfsobjectId>::look(input, ROLES, ID, HISTORY)?;
    let (mut all, mut neven): (Vec<Verblijfsobject>, Vec<Verblijfsobject>) = Default::default();
    let mut template = None;
    let mut streets: HashSet<Arc<OpenbareRuimte>> = HashSet::new();
    Register::each_file(input, ROLES, |mut register| {
        let crs = register.layer().head().crs.clone();
        let about = register.issue(IssueKind::BadRecord);
        let window = register.layer().source().window;
        let mut not_in_force = LeftOut::default();
        let (mut n_records, before) = (0, all.len());
        let history = in_force.history(&register);
        register.read_batches(8_192, |mut rows| {
            in_force.retain(&mut rows, history, &mut not_in_force);
            let parsed: Vec<_> = rows
                .into_par_iter()
                .map(|row| {
                    let is_neven = is_nevenadres(&row);
                    let (unit, found) = verblijfsobject(&row, crs.as_ref(), &about);
                    (unit, found, is_neven)
                })
                .filter(|(unit, ..)| match (unit, window) {
                    (Some(unit), Some(window)) => may_lie_in(unit, window),
                    _ => true,
                })
                .collect();
            for (unit, found, is_neven) in parsed {
                issues.extend(found);
                // Another address of a unit is no record of its own.
                n_records += u64::from(!is_neven);
                let list = if is_neven { &mut neven } else { &mut all };
                list.extend(unit.map(|unit| {
                    let street = unit.hoofdadres.openbare_ruimte.map(|street| one_copy(street, &mut streets));
                    let hoofdadres = Nummeraanduiding { openbare_ruimte: street, ..unit.hoofdadres };
                    Verblijfsobject { hoofdadres, ..unit }
                }));
            }
            Ok(())
        })?;
        issues.used(&about.file, &about.layer, n_records, (all.len() - before) as u64);
        issues.extend(register.remarks());
        not_in_force.add(register.layer().left_out());
        issues.leave_out(&about.file, &about.layer, not_in_force);
        template = Some(about);
        Ok(())
    })?;
    // Stable: the hoofdadressen of a unit go before its nevenadressen.
    all.append(&mut neven);
    all.par_sort_by_key(|unit| unit.id);
    if let Some(template) = template {
        join(&mut all, &template, issues);
    }
    Ok(all)
}

/// Makes one of the records of a unit, which stand together.
fn join(all: &mut Vec<Verblijfsobject>, template: &Issue, issues: &mut Issues) {
    let mut joined: HashMap<VerblijfsobjectId, Verblijfsobject> = HashMap::new();
    for records in all.chunk_by(|a, b| a.id == b.id).filter(|records| records.len() > 1) {
        let (unit, detail) = one_of(records);
        issues.extend(detail.map(|detail| Issue {
            kind: IssueKind::DuplicateId,
            object: unit.id.to_string(),
            detail,
            ..template.clone()
        }));
        joined.insert(unit.id, unit);
    }
    if !joined.is_empty() {
        all.dedup_by_key(|unit| unit.id);
        for unit in all {
            if let Some(whole) = joined.remove(&unit.id) {
                *unit = whole;
            }
        }
    }
}

/// The unit that several records are about, and what is odd about them.
/// Uses, panden and addresses may be several; nothing is taken from a record
/// that says something else of what there is one of.
fn one_of(records: &[Verblijfsobject]) -> (Verblijfsobject, Option<Said>) {
    let mut unit = records[0].clone();
    let mut panden: BTreeSet<PandId> = unit.panden.as_slice().iter().copied().collect();
    let mut neven: Vec<Nummeraanduiding> = Vec::new();
    let mut addresses: HashSet<Nummeraanduiding> = HashSet::from([unit.hoofdadres.clone()]);
    let mut contradicts: BTreeSet<[&str; 2]> = BTreeSet::new();
    let mut is_repeated = false;
    for later in &records[1..] {
        let differs = [
            (["status"; 2], unit.status != later.status),
            (["oppervlakte"; 2], unit.oppervlakte != later.oppervlakte),
            (["punt", "point"], unit.point != later.point),
        ];
        let differs: Vec<[&str; 2]> =
            differs.into_iter().filter_map(|(what, differs)| differs.then_some(what)).collect();
        if !differs.is_empty() {
            contradicts.extend(differs);
            continue;
        }
        let mut is_new = unit.gebruiksdoelen != later.gebruiksdoelen;
        unit.gebruiksdoelen = either(unit.gebruiksdoelen, later.gebruiksdoelen);
        for pand in later.panden.as_slice() {
            is_new |= panden.insert(*pand);
        }
        if addresses.insert(later.hoofdadres.clone()) {
            is_new = true;
            neven.push(later.hoofdadres.clone());
        }
        is_repeated |= !is_new;
    }
    unit.panden = Panden::from_ids(panden.into_iter().collect());
    unit.nevenadressen = neven.into();
    unit.rows_disagree = !contradicts.is_empty();
    let detail = if unit.rows_disagree {
        let what = Said::listed(&contradicts.into_iter().collect::<Vec<_>>());
        Some(say!(
            [what] "staat er meer dan eens in met verschil in {what}; de eerste telt",
            "occurs more than once with another {what}; the first is kept"
        ))
    } else {
        is_repeated.then(|| {
            say!("staat er meer dan eens in; de eerste telt", "occurs more than once; the first is kept")
        })
    };
    (unit, detail)
}

/// Whether a record is there for another address of its unit.
fn is_nevenadres(row: &Row<'_>) -> bool {
    row.read(NEVENADRES, Value::as_bool) == Some(true)
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
    let mut report = |kind: IssueKind, object: String, detail: Said| {
        issues.push(Issue { kind, object, detail, ..template.clone() });
    };
    let code = row.get(ID).to_code().unwrap_or_default();
    let id: VerblijfsobjectId = match code.parse() {
        Ok(id) => id,
        Err(error) => {
            let error: crate::model::IdError = error;
            report(IssueKind::BadId, record_name(row.record.number), left_out_as(&error.said()));
            return (None, issues);
        }
    };
    let status = row.read(STATUS, |value| VerblijfsobjectStatus::parse(value.as_text()?));
    // Of one that may not be in use nobody knows what it is used for.
    let gebruiksdoelen = gebruiksdoelen(row).filter(|_| row.odd_among(&[STATUS]).is_none());
    let in_use = status.is_none_or(VerblijfsobjectStatus::is_in_use);
    let oppervlakte = row.get(OPPERVLAKTE).as_i64().and_then(|area| {
        if (1..OPPERVLAKTE_SENTINEL).contains(&area) {
            return u32::try_from(area).ok();
        }
        if in_use {
            report(
                IssueKind::BadValue,
                id.to_string(),
                say!(
                    "oppervlakte {area} kan niet; geldt als onbekend",
                    "oppervlakte {area} cannot be; taken as unknown"
                ),
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
                let error = error.said();
                let detail =
                    say!([error] "verwijzing naar een pand: {error}", "reference to a pand: {error}");
                report(IssueKind::BadId, id.to_string(), detail);
            }
        }
    }
    let point = match &row.record.shape {
        Shape::Null => None,
        shape => match crs.map(|crs| shape.point(crs)) {
            Some(Ok(point)) => Some(point),
            Some(Err((kind, detail))) => {
                let detail = say!(
                    [detail] "{detail}; alleen op de verwijzing geplaatst",
                    "{detail}; placed by its reference only"
                );
                report(kind, id.to_string(), detail);
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
        let detail = say!(
            "huisnummer `{cell:.40}` wordt niet begrepen; op adres wordt er geen regel aan gekoppeld",
            "huisnummer `{cell:.40}` is not understood; no row is matched to it by address"
        );
        report(IssueKind::BadValue, id.to_string(), detail);
    }
    let postcode = row.text(POSTCODE).and_then(|text| {
        let postcode = text.parse().ok();
        if postcode.is_none() {
            let detail = say!(
                "postcode `{text:.40}` wordt niet begrepen; geldt als onbekend",
                "postcode `{text:.40}` is not understood; taken as unknown"
            );
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
        hoofdadres: Nummeraanduiding {
            postcode,
            openbare_ruimte: row.text(OPENBARE_RUIMTE).map(|naam| {
                let woonplaats = row.text(WOONPLAATS).map(Box::from);
                Arc::new(OpenbareRuimte { naam: naam.into(), woonplaats })
            }),
            huisnummer: number.as_ref().map(|(number, _)| *number),
            huisletter_toevoeging: number.map(|(_, suffix)| suffix).unwrap_or_default(),
        },
        nevenadressen: Box::default(),
        rows_disagree: false,
    };
    issues.extend(row.issues(template, &id.to_string()));
    (Some(unit), issues)
}
