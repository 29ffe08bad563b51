//! Wishes as a table: a row each.

use super::{Measure, Wish, Wished, Wishes, Years, file::in_order, is_peak, no_peak};
use crate::{
    config::{Input, Source},
    error::Error,
    issue::Issues,
    lang::{Said, say},
    read::{
        number::{Holds, Unit},
        register::{Register, Row, check_roles, optional, record_name, required, roles},
    },
};

roles! {
    /// The roles of a table of wishes.
    pub const ROLES;
    WISH = required("wens", &["wens", "soort_wens", "soort", "eis", "wish", "kind"]);
    PROJECT = optional(
        "project",
        &["project", "projectnaam", "site_id", "locatie", "location_id", "complex", "ppm_id", "naam"],
    );
    BEHIND = optional("na", &["na", "na_project", "eerst", "volgt_op", "after"]);
    GEMEENTE = optional("gemeente", &["gemeente", "gemeentenaam", "gemeentecode", "municipality"]);
    CORPORATIE = optional("corporatie", &["corporatie", "woningcorporatie", "housing_association"]);
    FROM = optional("van", &["jaar", "van", "vanaf", "year", "from"]).holding(Holds::Year);
    UNTIL = optional("tot_en_met", &["tot_en_met", "tot", "t_m", "until"]).holding(Holds::Year);
    NUMBER = optional("aantal", &["aantal", "woningen", "homes", "per_jaar", "number"])
        .holding(Holds::Whole(Unit::None));
    NAME = optional("maatregel", &["maatregel", "naam_maatregel", "measure"]);
    KW = optional("kw", &["kw", "vermogen_kw", "piek_kw"]).holding(Holds::Number(Unit::None));
    KEUR = optional("keur", &["keur", "kosten_keur", "cost_keur"]).holding(Holds::Number(Unit::None));
    REASON = optional("reden", &["reden", "toelichting", "waarom", "reason"]);
}

/// Reads them.
pub(super) fn read(source: &Source) -> Result<Wishes, Error> {
    let input = Input { sources: vec![source.clone()], ..Input::default() };
    check_roles(&input, ROLES)?;
    let mut wishes = Wishes::default();
    Register::each_file(&input, ROLES, |mut register| {
        let header = u64::from(register.layer().header_row().is_some());
        register.read(&mut Issues::default(), |row, _| {
            let at = Said::alike(record_name(row.record.number + header));
            add(row, &at, &mut wishes).map_err(|why| Error::NotFound {
                detail: say!(
                    [at, why] "`{}`, {at}: {why}",
                    "`{}`, {at}: {why}",
                    source.path.display()
                ),
                hint: say!(
                    "wensen zijn moet, niet voor, niet na, volgorde, minimum, maximum, starts, maatregel en netbewust; verbeter de rij in het bestand",
                    "wishes are moet, niet voor, niet na, volgorde, minimum, maximum, starts, maatregel and netbewust; mend the row in the file"
                ),
            })
        })?;
        Ok(())
    })?;
    Ok(wishes)
}

/// Adds what a row wishes; nothing for a row without any cell.
fn add(row: &Row<'_>, at: &Said, wishes: &mut Wishes) -> Result<(), Said> {
    let Some(wish) = words(row, WISH) else {
        let is_empty = row.record.values.iter().all(crate::value::Value::is_null);
        return if is_empty { Ok(()) } else { Err(missing("wens")) };
    };
    let needed = |role: usize, column: &str| words(row, role).ok_or_else(|| missing(column));
    let project = || needed(PROJECT, "project");
    let year = |role: usize, column: &str| years_of(row, role)?.ok_or_else(|| missing(column));
    let number = || {
        let number = row.get(NUMBER).as_i64().and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| missing("aantal"))
    };
    let years = || {
        let from = years_of(row, FROM)?;
        let until = years_of(row, UNTIL)?;
        // One year by itself, where there is no column for the last.
        let one = from.filter(|_| wish.to_lowercase().contains("minimum") && until.is_none());
        in_order(Years { from, until: until.or(one) }, at)
    };
    let what = match wish.to_lowercase().replace(['_', '-'], " ").trim() {
        "moet" | "must" => Wished::Must { project: project()? },
        "niet voor" | "niet vóór" | "niet eerder" | "not before" => {
            Wished::NotBefore { project: project()?, year: year(FROM, "jaar")? }
        }
        "niet na" | "uiterlijk" | "not after" => {
            Wished::NotAfter { project: project()?, year: year(FROM, "jaar")? }
        }
        "volgorde" | "na" | "order" | "after" => {
            Wished::Order { first: needed(BEHIND, "na")?, then: project()? }
        }
        "minimum" | "minstens" | "at least" => {
            Wished::AtLeast { gemeente: needed(GEMEENTE, "gemeente")?, years: years()?, homes: number()? }
        }
        "maximum" | "hoogstens" | "at most" => {
            Wished::AtMost { gemeente: needed(GEMEENTE, "gemeente")?, years: years()?, homes: number()? }
        }
        "starts" | "maximum starts" => {
            Wished::Starts { corporatie: needed(CORPORATIE, "corporatie")?, years: years()?, most: number()? }
        }
        "maatregel" | "measure" => {
            let kw = row.get(KW).as_f64().ok_or_else(|| missing("kw"))?;
            if !is_peak(kw) {
                return Err(no_peak(kw));
            }
            wishes.measures.push(Measure {
                at: at.clone(),
                project: project()?,
                name: needed(NAME, "maatregel")?,
                kw,
                keur: row.get(KEUR).as_f64(),
            });
            return Ok(());
        }
        "netbewust" | "netbewust mag" => {
            wishes.netbewust = Some(true);
            return Ok(());
        }
        "niet netbewust" => {
            wishes.netbewust = Some(false);
            return Ok(());
        }
        _ => return Err(say!("`{wish:.60}` is geen wens", "`{wish:.60}` is no wish")),
    };
    if row.is_odd() {
        return Err(say!("een getal is niet begrepen", "a number is not understood"));
    }
    wishes.wishes.push(Wish { at: at.clone(), reason: words(row, REASON).unwrap_or_default(), what });
    Ok(())
}

/// A year of a role; an error when there is one that is none.
fn years_of(row: &Row<'_>, role: usize) -> Result<Option<u16>, Said> {
    let Some(value) = row.get(role).as_i64() else { return Ok(None) };
    super::year(value).map(Some).ok_or_else(|| say!("{value} is geen jaar", "{value} is no year"))
}

fn words(row: &Row<'_>, role: usize) -> Option<String> {
    row.get(role).to_code().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn missing(column: &str) -> Said {
    say!("kolom `{column}` is niet ingevuld", "column `{column}` is not filled in")
}
