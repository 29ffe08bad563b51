//! In what does a run differ from what was sealed?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::file::{Input, PutForward, Seal};
use crate::{
    lang::{Lang, Said, say},
    wording::{counted, input_role, number, other_leaves, standing, value_text, whole},
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
            for leaf in other_leaves(sealed.norms.get(key), now.norms.get(key)) {
                let path: Vec<&str> =
                    std::iter::once(key.as_str()).chain(leaf.path.iter().copied()).collect();
                let path = path.join(".");
                causes.push(changed(&say!("norm {path}", "norm {path}"), |lang| {
                    [leaf.before, leaf.after].map(|value| {
                        value.map_or_else(
                            || lang.pick("niet", "none").to_owned(),
                            |value| value_text(value, lang),
                        )
                    })
                }));
            }
        }
        let mut result = Vec::new();
        list(&sealed.result.put_forward, &now.result.put_forward, &mut result);
        for leaf in other_leaves(Some(&sealed.result.counts), Some(&now.result.counts)) {
            let what = Said::by(|lang| counted(&leaf.path, lang));
            // Of a kind that is not named there are none.
            result.push(changed(&what, |lang| {
                [leaf.before, leaf.after].map(|count| match count {
                    None => whole(0, lang),
                    Some(Json::Null) => lang.pick("niet te zeggen", "cannot be said").into(),
                    Some(Json::Object(_)) => lang.pick("geteld", "counted").into(),
                    Some(count) => value_text(count, lang),
                })
            }));
        }
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
                (Some(was), Some(is)) => input(was, is, to),
                (Some(gone), None) => {
                    let (what, file) = (called(gone), &gone.file);
                    to.push(say!(
                        [what] "{what} (`{file}`): deze invoer ontbreekt nu",
                        "{what} (`{file}`): this input is not there now"
                    ));
                }
                (None, Some(new)) => {
                    let (what, file) = (called(new), &new.file);
                    to.push(say!(
                        [what] "{what} (`{file}`): deze invoer was er niet",
                        "{what} (`{file}`): this input was not there"
                    ));
                }
                (None, None) => {}
            }
        }
    }
}

fn called(input: &Input) -> Said {
    Said::by(|lang| input_role(&input.role, lang))
}

fn input(was: &Input, is: &Input, to: &mut Vec<Said>) {
    let (what, file) = (called(is), &is.file);
    if was.sha256 != is.sha256 {
        let short = |sha256: &str| sha256.chars().take(12).collect::<String>();
        let (from, to_now) = (short(&was.sha256), short(&is.sha256));
        to.push(say!(
            [what] "{what} (`{file}`): de inhoud is anders (SHA-256 {from}… → {to_now}…)",
            "{what} (`{file}`): its content is another (SHA-256 {from}… → {to_now}…)"
        ));
    } else if is.sha256.is_empty() && (&was.file, was.records) != (&is.file, is.records) {
        let (from, n_from, n) = (&was.file, shown(was.records), shown(is.records));
        to.push(say!(
            [what] "{what}: `{from}` met {n_from} records → `{file}` met {n}",
            "{what}: `{from}` of {n_from} records → `{file}` of {n}"
        ));
    }
    if was.layer != is.layer {
        let (from, to_now) = (&was.layer, &is.layer);
        to.push(say!(
            [what] "{what}, laag: {from} → {to_now}",
            "{what}, layer: {from} → {to_now}"
        ));
    }
    other("peildatum", "peildatum", &was.peildatum, &is.peildatum, to);
}

fn shown(value: Option<u64>) -> String {
    value.map_or_else(|| "?".into(), |value| value.to_string())
}

fn changed(what: &Said, values: impl Fn(Lang) -> [String; 2]) -> Said {
    Said::by(|lang| {
        let [was, is] = values(lang);
        format!("{}: {was} → {is}", what.pick(lang))
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
