//! What does a run say that can be sealed?

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use serde_json::json;

use super::file::{FORM, Input, KIND, Outcome, PutForward, Seal};
use crate::{
    assess::{Homes, Verdict},
    error::{Error, ReadError},
    export::{sha256_file, sha256_text},
    record::{self, Record},
    tables::SiteRow,
};

/// Files of a run that hold its list, and all its rules looked at.
const FILES: [&str; 3] = ["shortlist.csv", "shortlist.xlsx", record::FILE];

impl Seal {
    /// What a run says, with the rules asked again of its record.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when the folder holds no run, [`Error::Read`] when
    /// it is damaged.
    pub fn of(folder: &Path) -> Result<Self, Error> {
        let record = Record::open(folder)?;
        let answer = record.answer(&record.params)?;
        let mut panden = record.map_panden(|pand| {
            let assessment = &pand.survey.assessment;
            Some((pand.survey.id, assessment.verdict, assessment.homes))
        })?;
        panden.sort_by_key(|(id, ..)| *id);
        let mut lines = String::new();
        for (id, verdict, homes) in &panden {
            line(&mut lines, &id.to_string(), *verdict, *homes, "");
        }
        let panden_sha256 = sha256_text(&lines);
        lines.clear();
        for site in &answer.sites {
            let place =
                format!("\t{}\t{}\t{}", shown(site.score()), site.standing_code(), shown(site.rank()));
            line(&mut lines, &site.id, site.verdict, site.homes, &place);
        }
        let counts = json!({
            "panden": by(panden.iter().map(|(_, verdict, _)| verdict.code())),
            "sites": by(answer.sites.iter().map(|site| site.verdict.code())),
            "standing": by(answer.sites.iter().map(SiteRow::standing_code)),
            "homes_together": answer.counts.homes_sets,
        });
        let forward = answer.sites.iter().filter(|site| site.is_put_forward());
        let result = Outcome {
            counts,
            put_forward: forward.filter_map(put_forward).collect(),
            sites_sha256: sha256_text(&lines),
            panden_sha256,
        };
        let mut files = BTreeMap::new();
        for name in FILES {
            let path = folder.join(name);
            let sha256 = sha256_file(&path).map_err(|source| ReadError::Open { path, source })?;
            files.insert(name.to_owned(), sha256);
        }
        let run = &record.run;
        let input = |input: &record::InputTrail| Input {
            role: input.role.clone(),
            file: input.file.clone(),
            layer: input.layer.clone(),
            peildatum: input.peildatum.clone(),
            records: input.records,
            sha256: input.sha256.clone(),
        };
        let seal = Self {
            kind: KIND.into(),
            form: FORM,
            number: String::new(),
            inputs: run.inputs.iter().map(input).collect(),
            program: run.program.clone(),
            version: run.version.clone(),
            name: run.name.clone(),
            lang: run.lang.clone(),
            area: run.area.clone(),
            rdnaptrans2018_grid: run.accuracy.rdnaptrans2018_grid,
            profile: record.params.score.profile.value.code().into(),
            norms: run.parameters.iter().map(|norm| (norm.key.clone(), norm.value.clone())).collect(),
            result,
            files,
        };
        Ok(seal.closed()?)
    }
}

fn put_forward(site: &SiteRow) -> Option<PutForward> {
    Some(PutForward {
        site_id: site.id.clone(),
        title: site.title(),
        standing: site.standing()?,
        rank: site.rank(),
        verdict: site.verdict.code().into(),
        homes: (site.homes.low, site.homes.mid, site.homes.high),
        score: site.score(),
    })
}

/// How many there are of each.
fn by<'a>(codes: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, u64> {
    let mut counts = BTreeMap::new();
    for code in codes {
        *counts.entry(code).or_default() += 1;
    }
    counts
}

/// One line of what is summed up in a number.
fn line(lines: &mut String, id: &str, verdict: Verdict, homes: Homes, place: &str) {
    let Homes { low, mid, high } = homes;
    let _ =
        writeln!(lines, "{id}\t{}\t{}\t{}\t{}{place}", verdict.code(), shown(low), shown(mid), shown(high));
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
