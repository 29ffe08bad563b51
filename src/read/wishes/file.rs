//! Wishes as a TOML file.

use std::path::Path;

use serde::Deserialize;

use super::{Measure, Wish, Wished, Wishes, Years, is_peak, no_peak, year};
use crate::{
    error::{Error, brief},
    lang::{Said, say},
    regular,
};

/// Longest file that is read.
const MAX_BYTES: u64 = 4 << 20;

/// The file as it is typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    netbewust: Option<bool>,
    #[serde(default)]
    moet: Vec<Must>,
    #[serde(default)]
    niet_voor: Vec<AtYear>,
    #[serde(default)]
    niet_na: Vec<AtYear>,
    #[serde(default)]
    volgorde: Vec<Order>,
    #[serde(default)]
    minimum: Vec<Homes>,
    #[serde(default)]
    maximum: Vec<Homes>,
    #[serde(default)]
    starts: Vec<Starts>,
    #[serde(default)]
    maatregel: Vec<MeasureTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Must {
    project: String,
    #[serde(default)]
    reden: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AtYear {
    project: String,
    jaar: i64,
    #[serde(default)]
    reden: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    eerst: String,
    daarna: String,
    #[serde(default)]
    reden: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Homes {
    gemeente: String,
    woningen: u32,
    jaar: Option<i64>,
    van: Option<i64>,
    tot_en_met: Option<i64>,
    #[serde(default)]
    reden: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Starts {
    corporatie: String,
    per_jaar: u32,
    van: Option<i64>,
    tot_en_met: Option<i64>,
    #[serde(default)]
    reden: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureTable {
    project: String,
    naam: String,
    kw: f64,
    keur: Option<f64>,
}

/// Reads them.
pub(super) fn read(path: &Path) -> Result<Wishes, Error> {
    let refuse = |detail: Said| Error::Project { path: path.into(), detail, hint: hint() };
    let bytes = regular::read(path, MAX_BYTES)?.ok_or_else(|| {
        refuse(say!(
            "het bestand heeft meer dan {MAX_BYTES} bytes",
            "the file has more than {MAX_BYTES} bytes"
        ))
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| refuse(say!("het bestand is geen UTF-8-tekst", "the file is not UTF-8 text")))?;
    parse(&text).map_err(refuse)
}

/// The wishes a text says.
pub(super) fn parse(text: &str) -> Result<Wishes, Said> {
    let file: File = toml::from_str(text).map_err(|error| {
        let whole = error.to_string();
        Said::quoted(if whole.len() > 600 { brief(error.message()) } else { whole.trim_end().to_owned() })
    })?;
    let mut wishes = Vec::new();
    let mut add = |key: &str, n: usize, reason: String, what: Wished| {
        wishes.push(Wish { at: place(key, n), reason, what });
    };
    for (n, Must { project, reden }) in file.moet.into_iter().enumerate() {
        add("moet", n, reden, Wished::Must { project });
    }
    for (n, AtYear { project, jaar, reden }) in file.niet_voor.into_iter().enumerate() {
        add("niet_voor", n, reden, Wished::NotBefore { project, year: one(jaar, "niet_voor", n)? });
    }
    for (n, AtYear { project, jaar, reden }) in file.niet_na.into_iter().enumerate() {
        add("niet_na", n, reden, Wished::NotAfter { project, year: one(jaar, "niet_na", n)? });
    }
    for (n, Order { eerst, daarna, reden }) in file.volgorde.into_iter().enumerate() {
        add("volgorde", n, reden, Wished::Order { first: eerst, then: daarna });
    }
    for (key, least, all) in [("minimum", true, file.minimum), ("maximum", false, file.maximum)] {
        for (n, Homes { gemeente, woningen: homes, jaar, van, tot_en_met, reden }) in
            all.into_iter().enumerate()
        {
            let years = years([van.or(jaar), tot_en_met.or(jaar)], key, n)?;
            let what = if least {
                Wished::AtLeast { gemeente, years, homes }
            } else {
                Wished::AtMost { gemeente, years, homes }
            };
            add(key, n, reden, what);
        }
    }
    for (n, Starts { corporatie, per_jaar: most, van, tot_en_met, reden }) in
        file.starts.into_iter().enumerate()
    {
        let years = years([van, tot_en_met], "starts", n)?;
        add("starts", n, reden, Wished::Starts { corporatie, years, most });
    }
    let measures = file.maatregel.into_iter().enumerate().map(|(n, measure)| {
        let at = place("maatregel", n);
        let MeasureTable { project, naam: name, kw, keur } = measure;
        let why = no_peak(kw);
        match is_peak(kw) {
            true => Ok(Measure { at, project, name, kw, keur }),
            false => Err(say!([at, why] "{at}: {why}", "{at}: {why}")),
        }
    });
    Ok(Wishes { netbewust: file.netbewust, measures: measures.collect::<Result<_, _>>()?, wishes })
}

/// Where a table stands: `[[moet]] 2`.
fn place(key: &str, n: usize) -> Said {
    Said::alike(format!("[[{key}]] {}", n + 1))
}

fn one(value: i64, key: &str, n: usize) -> Result<u16, Said> {
    let at = place(key, n);
    year(value).ok_or_else(|| say!([at] "{at}: {value} is geen jaar", "{at}: {value} is no year"))
}

fn years(ends: [Option<i64>; 2], key: &str, n: usize) -> Result<Years, Said> {
    let [from, until] = ends.map(|end| end.map(|end| one(end, key, n)).transpose());
    in_order(Years { from: from?, until: until? }, &place(key, n))
}

/// Years of which the last does not lie before the first.
pub(super) fn in_order(years: Years, at: &Said) -> Result<Years, Said> {
    match years {
        Years { from: Some(from), until: Some(until) } if until < from => Err(say!(
            [at] "{at}: {until} ligt voor {from}",
            "{at}: {until} lies before {from}"
        )),
        _ => Ok(years),
    }
}

fn hint() -> Said {
    say!(
        "de sleutels zijn netbewust, [[moet]], [[niet_voor]], [[niet_na]], [[volgorde]], [[minimum]], [[maximum]], [[starts]] en [[maatregel]]; de handleiding toont ze",
        "the keys are netbewust, [[moet]], [[niet_voor]], [[niet_na]], [[volgorde]], [[minimum]], [[maximum]], [[starts]] and [[maatregel]]; the manual shows them"
    )
}
