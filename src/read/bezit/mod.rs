//! Holdings: which homes does the corporatie say are hers?
//!
//! Lists as they lie on her disk: with titles above and totals below, on one
//! sheet or several, the address in one cell or spread over many. Every row
//! comes out, readable or not, so that each can be accounted for.

mod conditions;
mod key;

use std::collections::HashMap;

use conditions::conditions;

use super::{
    headers,
    lists::{self, Lists, Naming},
    number::{Holds, Unit},
    record::Record,
    register::{Register, check_roles, optional, record_name, roles},
};
use crate::{
    config::{Input, Source},
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues},
    lang::{Said, say},
    model::{BezitRow, Conditions, without_marks},
};

roles! {
    /// The roles of holdings, with the words corporaties use in their exports.
    pub const ROLES;
    // The column of the matching report that is filled in by hand: it beats
    // all others.
    FILLED_IN = optional("verblijfsobject_id", &["verblijfsobject_id"]);
    VBO = optional(
        "vbo_id",
        &[
            "vbo_id",
            "verblijfsobjectidentificatie",
            "verblijfsobject",
            "bag_vbo",
            "bag_vbo_id",
            "bag_id",
            "bagid",
            "bag_nummer",
            "bag_verblijfsobject_id",
            "bag_id_verblijfsobject",
            "bag_id_vbo",
            "verblijfsobject_id_aangeleverd",
        ],
    );
    PAND = optional(
        "pand_id",
        &["pand_id", "pandidentificatie", "bag_pand", "bag_pand_id", "pandid", "bag_id_pand", "pandnummer"],
    );
    POSTCODE = optional("postcode", &["postcode", "pc6", "postcode_plaats"]);
    HUISNUMMER = optional("huisnummer", &["huisnummer", "huisnr", "nummer", "hnr", "huis_nr"]);
    HUISLETTER = optional("huisletter", &["huisletter", "letter", "hltr"]);
    TOEVOEGING = optional(
        "toevoeging",
        &["toevoeging", "huisnummertoevoeging", "toev", "huisnr_toevoeging", "huisnummer_toev", "hnr_toev"],
    );
    ADRES = optional(
        "adres",
        &["adres", "adres_vhe", "volledig_adres", "adresregel", "straat_en_huisnummer", "straat_huisnummer"],
    );
    STRAAT = optional("straat", &["straat", "straatnaam", "openbare_ruimte", "openbareruimtenaam"]);
    PLAATS = optional("plaats", &["plaats", "woonplaats", "plaatsnaam", "woonplaatsnaam"]);
    CORPORATIE = optional("corporatie", &["corporatie", "verhuurder", "eigenaar", "naam_corporatie"]);
    COMPLEX = optional(
        "complex",
        &["complex", "complexnummer", "complexnr", "complex_nr", "complexcode", "complex_code"],
    );
    DEMOLITION = optional("demolition_year", &["sloopjaar", "jaar_sloop", "sloop"]);
    RENOVATION = optional("renovation_year", &["renovatiejaar", "jaar_renovatie", "renovatie"]);
    LIFT = optional("lift", &["lift", "liftaanwezig"]);
    STRUCTURE = optional("structure_ok", &["constructie_ok", "constructie", "draagkracht_ok"]);
    FOUNDATION = optional("foundation_ok", &["fundering_ok", "fundering"]);
    LABEL = optional("label", &["energielabel", "label"]);
    RENT_CLASS = optional("rent_class", &["huurklasse", "huursegment"]);
    ROOF_PERMIT = optional(
        "roof_permit_year",
        &["vergunningsjaar", "dakopbouw_jaar", "jaar_dakopbouw", "roof_permit_year"],
    );
    REBUILD_RATIO = optional("rebuild_ratio", &["sloopratio", "ratio", "rebuild_ratio"])
        .holding(Holds::Number(Unit::None));
    VACANT = optional("vacant", &["leegstand", "leegstaand", "leeg", "staat_leeg", "vacant"]);
    // The corporatie's own number of a home, which some fill with the BAG's.
    VHE = optional("vhe", &["vhe", "vhe_nr", "vhe_nummer", "vhenummer", "verhuureenheid"]);
    // Of the matching report: a word that takes the only candidate.
    AGREED = optional("akkoord", &["akkoord", "agreed"]);
    CANDIDATES = optional("kandidaten", &["kandidaten", "candidates"]);
}

/// Stands for the name of a corporatie that no cell and no project file names.
pub const NO_NAME: &str = "?";

/// What the holdings hold.
#[derive(Debug, Default)]
pub struct Bezit {
    /// All rows that hold something, list by list.
    pub rows: Vec<BezitRow>,
    /// The lists they stand in, in order.
    pub lists: Vec<List>,
}

/// One file or sheet of the holdings.
#[derive(Debug, Clone)]
pub struct List {
    /// Where it stands; a workbook's sheet is named.
    pub source: Source,
    /// Name of the sheet; empty for a file without.
    pub sheet: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub n_rows: usize,
}

/// Opens one file. Of a workbook every sheet that is shown and names homes is
/// a list; hidden ones count only where none that is shown does.
///
/// # Errors
///
/// Those of the file; [`ReadError::NoHomes`] when nothing in it names homes.
pub fn open(input: &Input, source: &Source) -> Result<Lists, ReadError> {
    let lists = lists::open(source, naming(input), key::names_homes, |nearest| ReadError::NoHomes {
        path: source.path.clone(),
        layer: nearest.layer,
        row: nearest.row,
        available: nearest.columns,
    })?;
    // Of several files another may hold the sheet.
    if let [_] = input.sources.as_slice() {
        let read = lists.registers.iter().map(|register| register.layer().head().layer.clone());
        let available: Vec<String> = read.chain(lists.skipped.iter().map(|one| one.sheet.clone())).collect();
        let is_there =
            |name: &String| available.iter().any(|sheet| sheet.to_lowercase() == name.to_lowercase());
        if let Some(layer) = input.sheets.keys().find(|name| !is_there(name)) {
            return Err(ReadError::MissingLayer {
                path: source.path.clone(),
                layer: layer.clone(),
                available,
            });
        }
    }
    Ok(lists)
}

/// How the columns of holdings are found.
fn naming(input: &Input) -> Naming<'_> {
    Naming {
        roles: ROLES,
        columns: &input.columns,
        sheets: &input.sheets,
        alike: Some(headers::role_of),
        everywhere: true,
    }
}

/// Reads the holdings. A row's object is its verblijfsobject id, else its
/// pand id, else its address: the first that is filled in.
///
/// # Errors
///
/// Those of the files; [`ReadError::NoHomes`] when nothing in a file names
/// homes.
pub fn read(input: &Input, corporatie: Option<&str>, issues: &mut Issues) -> Result<Bezit, Error> {
    check_roles(input, ROLES)?;
    for columns in input.sheets.values() {
        check_roles(&Input { columns: columns.clone(), ..input.clone() }, ROLES)?;
    }
    let mut bezit = Bezit::default();
    let mut names = Spellings::default();
    for source in &input.sources {
        let lists = open(input, source)?;
        lists::report(source, &lists, issues);
        for register in lists.registers {
            let list =
                read_list(&mut register.with_all_columns(), corporatie, &mut names, &mut bezit.rows, issues)?;
            bezit.lists.push(list);
        }
    }
    Ok(bezit)
}

fn read_list(
    register: &mut Register,
    corporatie: Option<&str>,
    names: &mut Spellings,
    rows: &mut Vec<BezitRow>,
    issues: &mut Issues,
) -> Result<List, Error> {
    let about = register.issue(IssueKind::BadValue);
    let first = rows.len();
    let order = register.file_order();
    register.read(issues, |row, issues| {
        // The header is a row too.
        let number = row.record.number + 1;
        let key = key::key(row, &order);
        let mut report = |detail: Said| {
            issues.push(Issue { object: record_name(number), detail, ..about.clone() });
        };
        let named = row.get(CORPORATIE).to_code().or_else(|| corporatie.map(str::to_owned));
        if key::agrees_in_vain(row) {
            report(say!(
                "zegt ja waar niet één kandidaat staat; vul verblijfsobject_id in",
                "says yes where there is not one candidate; fill in verblijfsobject_id"
            ));
        }
        if let Err(reason) = key {
            let complex = row.get(COMPLEX).to_code().map(|complex| names.one(complex));
            rows.push(BezitRow {
                row: number,
                key: Err(reason),
                corporatie: names.one(named.unwrap_or_else(|| NO_NAME.into())),
                complex,
                conditions: Conditions::default(),
            });
            return Ok(());
        }
        if named.is_none() {
            report(say!(
                "noemt geen corporatie; alle rijen zonder tellen als één",
                "names no corporatie; all such rows count as one"
            ));
        }
        let complex = row.get(COMPLEX).to_code();
        if complex.is_none() {
            report(say!(
                "noemt geen complex; het pand is een locatie op zichzelf",
                "names no complex; its pand is a site by itself"
            ));
        }
        let conditions = conditions(row, |role, value| {
            let found = value.to_code().unwrap_or_default();
            report(say!(
                "`{found:.40}` voor {role} wordt niet begrepen; weggelaten",
                "`{found:.40}` for {role} is not understood; left out"
            ));
        });
        rows.push(BezitRow {
            row: number,
            key,
            corporatie: names.one(named.unwrap_or_else(|| NO_NAME.into())),
            complex: complex.map(|complex| names.one(complex)),
            conditions,
        });
        Ok(())
    })?;
    let layer = register.layer();
    Ok(List {
        source: layer.source().clone(),
        sheet: layer.head().layer.clone(),
        columns: layer.head().columns.iter().map(|column| column.name.clone()).collect(),
        n_rows: rows.len() - first,
    })
}

/// Reads the rows of a list again, as they came: all columns, in file order.
///
/// # Errors
///
/// Those of the file, also when it has other rows than before, and what `each`
/// gives.
pub fn read_again(
    input: &Input,
    list: &List,
    mut each: impl FnMut(Record) -> Result<(), Error>,
) -> Result<(), Error> {
    let changed = || -> Error {
        let detail = say!("het is veranderd tijdens het lezen", "it changed while it was read");
        ReadError::Format { path: list.source.path.clone(), format: "holdings", detail }.into()
    };
    let mut layer = naming(input).reopen(&list.source)?;
    let columns: Vec<usize> = (0..layer.head().columns.len()).collect();
    let mut left = list.n_rows;
    layer.read_batches(&columns, 4_096, |records| {
        crate::interrupt::check()?;
        records.into_iter().try_for_each(|record| {
            left = left.checked_sub(1).ok_or_else(changed)?;
            each(record)
        })
    })?;
    if left > 0 { Err(changed()) } else { Ok(()) }
}

/// Names that differ in case or spaces alone are one name, spelled as it was
/// met first.
#[derive(Default)]
struct Spellings(HashMap<String, String>);

impl Spellings {
    fn one(&mut self, name: String) -> String {
        let name = without_marks(&name);
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        let one = self.0.entry(words.join(" "));
        one.or_insert_with(|| name.split_whitespace().collect::<Vec<_>>().join(" ")).clone()
    }
}

#[cfg(test)]
mod tests;
