//! Holdings: which homes does the corporatie say are hers?

use super::register::{Register, Role, Row, check_roles, optional, record_name};
use crate::{
    config::Input,
    error::{Error, ReadError},
    issue::{Issue, IssueKind, Issues},
    model::{Address, BezitKey, BezitRow, Conditions},
};

const VBO: usize = 0;
const PAND: usize = 1;
const POSTCODE: usize = 2;
const HUISNUMMER: usize = 3;
const HUISLETTER: usize = 4;
const TOEVOEGING: usize = 5;
const CORPORATIE: usize = 6;
const COMPLEX: usize = 7;

/// The roles of holdings, with the words corporaties use in their exports.
pub const ROLES: &[Role] = &[
    optional(
        "vbo_id",
        &["vbo_id", "verblijfsobject_id", "verblijfsobjectidentificatie", "bag_vbo", "bag_id", "vboid"],
    ),
    optional("pand_id", &["pand_id", "pandidentificatie", "bag_pand", "bag_pand_id", "pandid"]),
    optional("postcode", &["postcode", "pc6"]),
    optional("huisnummer", &["huisnummer", "huisnr", "nummer"]),
    optional("huisletter", &["huisletter", "letter"]),
    optional("toevoeging", &["toevoeging", "huisnummertoevoeging", "toev"]),
    optional("corporatie", &["corporatie", "verhuurder", "eigenaar", "naam_corporatie"]),
    optional("complex", &["complex", "complexnummer", "complexnr", "complex_nr", "complexcode"]),
    optional("demolition_year", &["sloopjaar", "jaar_sloop", "sloop"]),
    optional("renovation_year", &["renovatiejaar", "jaar_renovatie", "renovatie"]),
    optional("lift", &["lift", "liftaanwezig"]),
    optional("structure_ok", &["constructie_ok", "constructie", "draagkracht_ok"]),
    optional("foundation_ok", &["fundering_ok", "fundering"]),
    optional("label", &["energielabel", "label"]),
    optional("rent_class", &["huurklasse", "huursegment"]),
];

/// What the holdings hold.
#[derive(Debug, Default)]
pub struct Bezit {
    /// Rows that name an object.
    pub rows: Vec<BezitRow>,
    /// Rows read, those without a usable key included.
    pub n_rows: u64,
}

/// Reads the holdings. A row's object is its verblijfsobject id, else its
/// pand id, else its address: the first that is filled in.
///
/// # Errors
///
/// Those of the files; [`ReadError::MissingColumn`] when a file has no
/// column that names an object.
pub fn read(input: &Input, corporatie: Option<&str>, issues: &mut Issues) -> Result<Bezit, Error> {
    check_roles(input, ROLES)?;
    let mut bezit = Bezit::default();
    Register::each_file(input, ROLES, |mut register| {
        let by_address = register.has(POSTCODE) && register.has(HUISNUMMER);
        if !(register.has(VBO) || register.has(PAND) || by_address) {
            let layer = register.layer();
            return Err(ReadError::MissingColumn {
                path: layer.source().path.clone(),
                layer: layer.head().layer.clone(),
                column: "vbo_id".into(),
                available: layer.head().columns.iter().map(|column| column.name.clone()).collect(),
            }
            .into());
        }
        let about = register.issue(IssueKind::Unmatched, "", "");
        register.read(|row| {
            bezit.n_rows += 1;
            // Row 1 of the file is its header.
            let number = row.record.number + 1;
            match key(&row) {
                Ok(key) => bezit.rows.push(BezitRow {
                    row: number,
                    key,
                    corporatie: row
                        .get(CORPORATIE)
                        .to_code()
                        .or_else(|| corporatie.map(str::to_owned))
                        .unwrap_or_else(|| "?".into()),
                    complex: row.get(COMPLEX).to_code().unwrap_or_else(|| "?".into()),
                    conditions: conditions(&row),
                }),
                Err(detail) => {
                    issues.push(Issue { object: record_name(number), detail, ..about.clone() });
                }
            }
            Ok(())
        })
    })?;
    Ok(bezit)
}

fn key(row: &Row<'_>) -> Result<BezitKey, String> {
    if let Some(code) = row.get(VBO).to_code() {
        return match code.parse() {
            Ok(id) => Ok(BezitKey::Verblijfsobject(id)),
            // Exports put pand ids in a column named bag_id too.
            Err(error) => {
                let error: crate::model::IdError = error;
                code.parse()
                    .map(BezitKey::Pand)
                    .map_err(|_: crate::model::IdError| rounded_hint(&error.to_string()))
            }
        };
    }
    if let Some(code) = row.get(PAND).to_code() {
        return code
            .parse()
            .map(BezitKey::Pand)
            .map_err(|error: crate::model::IdError| rounded_hint(&error.to_string()));
    }
    let postcode = row.get(POSTCODE).to_code().ok_or("names no object: no id and no postcode")?;
    let postcode = postcode.parse().map_err(|error: crate::model::IdError| error.to_string())?;
    let huisnummer = row
        .get(HUISNUMMER)
        .as_i64()
        .and_then(|number| u32::try_from(number).ok())
        .filter(|number| *number > 0)
        .ok_or_else(|| {
            let found = row.get(HUISNUMMER).to_code().unwrap_or_else(|| "nothing".into());
            format!("house number `{found:.20}` is not a number")
        })?;
    let suffix =
        Address::suffix(row.get(HUISLETTER).to_code().as_deref(), row.get(TOEVOEGING).to_code().as_deref());
    Ok(BezitKey::Address(Address { postcode, huisnummer, suffix }))
}

/// Excel keeps 15 digits of a number: a BAG id stored as one is damaged.
fn rounded_hint(error: &str) -> String {
    format!("{error}; in a spreadsheet store BAG ids as text, Excel rounds numbers of 16 digits")
}

fn conditions(row: &Row<'_>) -> Conditions {
    let year = |role: usize| {
        row.get(role)
            .as_i64()
            .filter(|year| (1900..=2200).contains(year))
            .and_then(|year| u16::try_from(year).ok())
    };
    let text = |role: usize| row.get(role).to_code().map(String::into_boxed_str);
    Conditions {
        demolition_year: year(8),
        renovation_year: year(9),
        lift: row.get(10).as_bool(),
        structure_ok: row.get(11).as_bool(),
        foundation_ok: row.get(12).as_bool(),
        label: text(13),
        rent_class: text(14),
    }
}
