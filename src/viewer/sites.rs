//! What `data/sites.json` holds: the list, column by column.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{FORMAT, Hidden};
use crate::{
    assess::Homes,
    model::Form,
    params::Params,
    score::{Criterion, Standing},
    tables::SiteRow,
    value::round,
};

/// The first file, with the sites that are put forward.
pub(super) const FIRST_FILE: &str = "data/sites.json";

/// Sites of the first file: what a first view needs.
const FIRST: usize = 2_000;

/// Sites of each further file.
const FURTHER: usize = 20_000;

/// A column of texts that recur: each once, and which it is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Coded {
    /// The texts.
    pub values: Vec<String>,
    /// Which of them, site by site; `None` where there is none.
    pub at: Vec<Option<u32>>,
}

/// Sites, column by column; every column has a place for each of them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SitesFile {
    /// Version of these files.
    pub format: u32,
    /// Sites of the run.
    pub n: usize,
    /// The place of the first site here among them.
    pub from: usize,
    /// The next file; `None` for the last.
    pub more: Option<String>,
    /// Identification.
    pub id: Vec<String>,
    /// What people call it.
    pub name: Vec<String>,
    /// Location: sites of one share roof, homes or ground.
    pub location: Coded,
    /// Address.
    pub address: Vec<Option<String>>,
    /// Form, by its code.
    pub form: Coded,
    /// Verdict, by its code.
    pub verdict: Coded,
    /// Standing, by its code: of a verdict where it has none.
    pub standing: Coded,
    /// List, by its code.
    pub list: Coded,
    /// Gemeente.
    pub gemeente: Coded,
    /// Buurt.
    pub buurt: Coded,
    /// Corporatie; empty where it is left out.
    pub corporatie: Coded,
    /// Complex.
    pub complex: Vec<Option<String>>,
    /// Group it has its rank in: gemeente (by its code) and corporatie, either
    /// of which may be empty; `None` for a site that is not compared.
    pub group: Vec<Option<u32>>,
    /// The groups.
    pub groups: Vec<[String; 2]>,
    /// Rank in that group.
    pub rank: Vec<Option<u32>>,
    /// Homes: cautious, expected, high.
    pub homes: Vec<[Option<i64>; 3]>,
    /// Homes it is compared by.
    pub homes_to_compare: Vec<u32>,
    /// Score as it is shown.
    pub score: Vec<Option<f64>>,
    /// Share of the weights that is known.
    pub coverage: Vec<Option<f64>>,
    /// Values of the criteria, one list a criterion.
    pub v: Vec<Vec<Option<f64>>>,
    /// Which weights of a profile it is scored by.
    pub weights: Vec<usize>,
    /// Whether it may be put forward.
    pub may: Vec<bool>,
    /// Whether it is in the set of forms that go together best.
    pub in_set: Vec<bool>,
    /// Share of the draws in which it is among the first; `None` without a rank.
    pub top_k_share: Vec<Option<f64>>,
    /// The same with the weights drawn alone.
    pub top_k_share_weights: Vec<Option<f64>>,
    /// Longitude and latitude of its point.
    pub lon_lat: Vec<Option<[f64; 2]>>,
}

/// The order of the list: who is put forward before the rest, whatever the
/// group, by rank.
pub(super) fn order(rows: &[SiteRow]) -> Vec<&SiteRow> {
    let mut order: Vec<&SiteRow> = rows.iter().collect();
    let last = Standing::ALL.len();
    let standing = |row: &SiteRow| row.standing().map_or(last, |standing| standing as usize);
    order.sort_by(|a, b| {
        let key = |row: &SiteRow| (standing(row), row.rank().unwrap_or(u32::MAX));
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    order
}

/// Where the files begin and end.
pub(super) fn pieces(n: usize) -> Vec<std::ops::Range<usize>> {
    let further = (FIRST..n).step_by(FURTHER).map(|from| from..n.min(from + FURTHER));
    std::iter::once(0..n.min(FIRST)).chain(further).collect()
}

/// The name of a file of sites.
pub(super) fn name(piece: usize) -> String {
    if piece == 0 { FIRST_FILE.to_owned() } else { format!("data/sites-{piece}.json") }
}

/// Puts texts that recur down once.
#[derive(Default)]
struct Coder {
    seen: BTreeMap<String, u32>,
    coded: Coded,
}

impl Coder {
    fn add(&mut self, text: Option<&str>) {
        let at = text.map(|text| match self.seen.get(text) {
            Some(at) => *at,
            None => {
                let at = u32::try_from(self.coded.values.len()).unwrap_or(u32::MAX);
                self.seen.insert(text.to_owned(), at);
                self.coded.values.push(text.to_owned());
                at
            }
        });
        self.coded.at.push(at);
    }
}

fn coded<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Coded {
    let mut coder = Coder::default();
    texts.for_each(|text| coder.add(text));
    coder.coded
}

impl SitesFile {
    /// All sites in one file: what a server answers.
    #[must_use]
    pub fn all(rows: &[SiteRow], params: &Params, hidden: &Hidden) -> Self {
        Self::of(&order(rows), 0..rows.len(), params, hidden)
    }

    /// Some of the sites, which stand in the order of the list.
    pub(super) fn of(
        order: &[&SiteRow],
        piece: std::ops::Range<usize>,
        params: &Params,
        hidden: &Hidden,
    ) -> Self {
        let from = piece.start;
        let rows = order.get(piece).unwrap_or_default();
        let shown =
            |column: &str, text: Option<&'_ str>| text.filter(|_| !hidden.hides(column)).map(str::to_owned);
        let mut groups: BTreeMap<[String; 2], u32> = BTreeMap::new();
        let mut named: Vec<[String; 2]> = Vec::new();
        let group = rows.iter().map(|row| {
            let ranked = row.ranked.as_ref()?;
            let corporatie = shown("corporatie", Some(&ranked.group.corporatie)).unwrap_or_default();
            let key = [ranked.group.gemeente.clone(), corporatie];
            Some(*groups.entry(key.clone()).or_insert_with(|| {
                named.push(key);
                u32::try_from(named.len() - 1).unwrap_or(u32::MAX)
            }))
        });
        let group = group.collect();
        let value = |criterion: &Criterion| {
            let left_out = hidden.hides(criterion.column());
            rows.iter().map(|row| row.values.get(*criterion).filter(|_| !left_out)).collect()
        };
        Self {
            format: FORMAT,
            n: order.len(),
            from,
            more: None,
            id: rows.iter().map(|row| row.id.clone()).collect(),
            name: rows.iter().map(|row| row.title()).collect(),
            location: coded(rows.iter().map(|row| Some(row.location.as_str()))),
            address: rows.iter().map(|row| row.address.clone()).collect(),
            form: coded(rows.iter().map(|row| Some(row.form.code()))),
            verdict: coded(rows.iter().map(|row| Some(row.verdict.code()))),
            standing: coded(rows.iter().map(|row| Some(row.standing_code()))),
            list: coded(rows.iter().map(|row| Some(row.list.code()))),
            gemeente: coded(rows.iter().map(|row| row.called.gemeente_name())),
            buurt: coded(rows.iter().map(|row| row.called.buurt.as_deref())),
            corporatie: coded(
                rows.iter()
                    .map(|row| row.called.corporatie.as_deref().filter(|_| !hidden.hides("corporatie"))),
            ),
            complex: rows.iter().map(|row| shown("complex", row.called.complex.as_deref())).collect(),
            group,
            groups: named,
            rank: rows.iter().map(|row| row.rank()).collect(),
            homes: rows.iter().map(|row| homes(row.homes)).collect(),
            homes_to_compare: rows.iter().map(|row| row.homes_to_compare()).collect(),
            score: rows.iter().map(|row| row.score()).collect(),
            coverage: rows.iter().map(|row| row.coverage()).collect(),
            v: Criterion::ALL.iter().map(value).collect(),
            weights: rows.iter().map(|row| weights_of(row.form)).collect(),
            may: rows.iter().map(|row| row.may_be_put_forward(params)).collect(),
            in_set: rows.iter().map(|row| row.choice.in_set).collect(),
            top_k_share: rows.iter().map(|row| round(row.certainty?.share, 4)).collect(),
            top_k_share_weights: rows.iter().map(|row| round(row.certainty?.by_weights?, 4)).collect(),
            lon_lat: rows
                .iter()
                .map(|row| row.lon_lat.and_then(|(lon, lat)| Some([round(lon, 6)?, round(lat, 6)?])))
                .collect(),
        }
    }
}

/// Which weights of a profile a form is scored by.
pub(super) fn weights_of(form: Form) -> usize {
    usize::from(form != Form::Optoppen)
}

fn homes(homes: Homes) -> [Option<i64>; 3] {
    [homes.low.map(i64::from), homes.mid.map(i64::from), homes.high.map(i64::from)]
}
