//! In what does a run differ from what was sealed?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::file::{Input, PutForward, Seal};
use crate::{
    lang::{Lang, Said, say},
    wording::{number, standing, value_text, whole},
};

/// What is not as it was sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// What the list comes from: program, inputs, norms; one sentence each.
    pub causes: Vec<Said>,
    /// The list and the files that hold it; one sentence each.
    pub result: Vec<Said>,
}

impl Differences {
    /// All of them, causes first.
    pub fn all(&self) -> impl Iterator<Item = &Said> {
        self.causes.iter().chain(&self.result)
    }

    pub(super) fn between(sealed: &Seal, now: &Seal) -> Self {
        let mut causes = Vec::new();
        other("versie van toplaag", "version of toplaag", &sealed.version, &now.version, &mut causes);
        inputs(&sealed.inputs, &now.inputs, &mut causes);
        let area = |seal: &Seal| seal.area.clone().unwrap_or_else(|| "–".into());
        other("gebied", "area", &area(sealed), &area(now), &mut causes);
        if sealed.rdnaptrans2018_grid != now.rdnaptrans2018_grid {
            causes.push(say!(
                "graden: een van beide is omgerekend zonder het rooster van RDNAPTRANS2018",
                "degrees: one of both was converted without the grid of RDNAPTRANS2018"
            ));
        }
        let keys: BTreeSet<&String> = sealed.norms.keys().chain(now.norms.keys()).collect();
        for key in keys {
            leaves(key, sealed.norms.get(key), now.norms.get(key), &mut |path, was, is| {
                causes.push(changed(say!("norm {path}", "norm {path}"), was, is));
            });
        }
        let mut result = Vec::new();
        list(&sealed.result.put_forward, &now.result.put_forward, &mut result);
        leaves("", Some(&sealed.result.counts), Some(&now.result.counts), &mut |path, was, is| {
            result.push(changed(say!("telling {path}", "count {path}"), was, is));
        });
        if sealed.result.panden_sha256 != now.result.panden_sha256 {
            result.push(say!(
                "panden: van ten minste één is het oordeel of het aantal woningen anders",
                "panden: of one at least the verdict or the number of homes is another"
            ));
        }
        if sealed.result.sites_sha256 != now.result.sites_sha256 {
            result.push(say!(
                "mogelijkheden: van ten minste één is oordeel, woningen, score of plaats anders",
                "sites: of one at least verdict, homes, score or place is another"
            ));
        }
        for (name, sha256) in &sealed.files {
            if now.files.get(name) != Some(sha256) {
                result.push(say!(
                    "{name}: is niet het bestand dat werd verzegeld",
                    "{name}: is not the file that was sealed"
                ));
            }
        }
        Self { causes, result }
    }
}

fn other(nl: &str, en: &str, was: &str, is: &str, to: &mut Vec<Said>) {
    if was != is {
        to.push(say!("{nl}: {was} → {is}", "{en}: {was} → {is}"));
    }
}

/// Inputs of one role, first to last. What a file is called is no difference;
/// without a checksum its name is all there is.
fn inputs(sealed: &[Input], now: &[Input], to: &mut Vec<Said>) {
    let by_role = |inputs: &'_ [Input]| {
        let mut roles: BTreeMap<String, Vec<Input>> = BTreeMap::new();
        for input in inputs {
            roles.entry(input.role.to_string()).or_default().push(input.clone());
        }
        roles
    };
    let (was, is) = (by_role(sealed), by_role(now));
    let roles: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for role in roles {
        let of = |inputs: &BTreeMap<String, Vec<Input>>| inputs.get(role).cloned().unwrap_or_default();
        let (was, is) = (of(&was), of(&is));
        for at in 0..was.len().max(is.len()) {
            match (was.get(at), is.get(at)) {
                (Some(was), Some(is)) => input(role, was, is, to),
                (Some(Input { file, .. }), None) => to.push(say!(
                    "invoer {role} (`{file}`): ontbreekt nu",
                    "input {role} (`{file}`): is not there now"
                )),
                (None, Some(Input { file, .. })) => to.push(say!(
                    "invoer {role} (`{file}`): was er niet",
                    "input {role} (`{file}`): was not there"
                )),
                (None, None) => {}
            }
        }
    }
}

fn input(role: &str, was: &Input, is: &Input, to: &mut Vec<Said>) {
    let file = &is.file;
    if was.sha256 != is.sha256 {
        let short = |sha256: &str| sha256.chars().take(12).collect::<String>();
        let (from, to_now) = (short(&was.sha256), short(&is.sha256));
        to.push(say!(
            "invoer {role} (`{file}`): de inhoud is anders (SHA-256 {from}… → {to_now}…)",
            "input {role} (`{file}`): its content is another (SHA-256 {from}… → {to_now}…)"
        ));
    } else if is.sha256.is_empty() && (&was.file, was.records) != (&is.file, is.records) {
        let (from, n_from, n) = (&was.file, shown(was.records), shown(is.records));
        to.push(say!(
            "invoer {role}: `{from}` met {n_from} records → `{file}` met {n}",
            "input {role}: `{from}` of {n_from} records → `{file}` of {n}"
        ));
    }
    other(&format!("invoer {role}, laag"), &format!("input {role}, layer"), &was.layer, &is.layer, to);
    other("peildatum", "peildatum", &was.peildatum, &is.peildatum, to);
}

fn shown(value: Option<u64>) -> String {
    value.map_or_else(|| "?".into(), |value| value.to_string())
}

/// Every part of two values that is another.
fn leaves(
    path: &str,
    was: Option<&Json>,
    is: Option<&Json>,
    each: &mut impl FnMut(&str, Option<&Json>, Option<&Json>),
) {
    match (was, is) {
        (Some(Json::Object(was)), Some(Json::Object(is))) => {
            let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
            for name in names {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                leaves(&path, was.get(name), is.get(name), each);
            }
        }
        (was, is) if was != is => each(path, was, is),
        _ => {}
    }
}

fn changed(what: Said, was: Option<&Json>, is: Option<&Json>) -> Said {
    Said::by(|lang| {
        let value = |value: Option<&Json>| {
            value.map_or_else(|| lang.pick("niet", "none").to_owned(), |value| value_text(value, lang))
        };
        format!("{}: {} → {}", what.pick(lang), value(was), value(is))
    })
}

fn by_id(sites: &[PutForward]) -> BTreeMap<&str, &PutForward> {
    sites.iter().map(|site| (site.site_id.as_str(), site)).collect()
}

/// Sites that are put forward or in reserve: gone, come, or with another number.
fn list(sealed: &[PutForward], now: &[PutForward], to: &mut Vec<Said>) {
    let (was, is) = (by_id(sealed), by_id(now));
    for site in sealed {
        let (title, id) = (&site.title, &site.site_id);
        match is.get(id.as_str()).copied() {
            None => to.push(Said::by(|lang| {
                let word = lang.pick("staat niet meer op de lijst", "is not on the list any more");
                format!("{title} ({id}): {} → {word}", in_short(site, lang))
            })),
            Some(now) if now != site => to.push(Said::by(|lang| {
                format!("{title} ({id}): {} → {}", in_short(site, lang), in_short(now, lang))
            })),
            Some(_) => {}
        }
    }
    for site in now.iter().filter(|site| !was.contains_key(site.site_id.as_str())) {
        to.push(Said::by(|lang| {
            let word = lang.pick("stond niet op de lijst", "was not on the list");
            format!("{} ({}): {word} → {}", site.title, site.site_id, in_short(site, lang))
        }));
    }
}

/// Standing, place, homes and score.
fn in_short(site: &PutForward, lang: Lang) -> String {
    let (low, mid, high) = site.homes;
    let homes = [low.map(i64::from), mid.map(i64::from), high.map(i64::from)];
    let [low, mid, high] = homes.map(|homes| homes.map_or_else(|| "–".into(), |homes| whole(homes, lang)));
    let score = site.score.map_or_else(|| "–".into(), |score| number(score, 1, lang));
    let rank = site.rank.map(|rank| format!(" {rank}")).unwrap_or_default();
    format!(
        "{}{rank}, {mid} {} ({low}–{high}), score {score}",
        standing(site.standing, lang),
        lang.pick("woningen", "homes")
    )
}
