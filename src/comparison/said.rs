//! Which input or norm is it, and what does it say now, in words?

use std::collections::BTreeSet;

use super::{Cause, Extent};
use crate::{
    beside::Moved,
    config::InputRole,
    lang::Lang,
    model::PandId,
    record::{Difference, InputTrail, Record, Runs, Source},
    survey::{FoundPand, Survey},
    tables::SiteRow,
    wording::{self, OtherLeaf, input_role, number, other_leaves, value_text, whole},
};

/// One line of what differs: what it is, and how it is in the first and the
/// second run.
pub(super) struct Differs {
    /// What it is.
    pub what: String,
    /// In the first.
    pub before: String,
    /// In the second.
    pub after: String,
}

/// What differs in one source; several lines where it has several files or
/// parts.
pub(super) fn differs(difference: &Difference, runs: &Runs<'_>, lang: Lang) -> Vec<Differs> {
    let [before, after] = runs.records();
    match &difference.source {
        Source::Norm(key) => {
            let [old, new] = [before, after].map(|record| record.params.get(key).map(|norm| &norm.value));
            let text = |value: Option<&serde_json::Value>| {
                value.map_or_else(|| "–".into(), |value| value_text(value, lang))
            };
            let line = |leaf: OtherLeaf<'_>| {
                let path: Vec<&str> = std::iter::once(key.as_str()).chain(leaf.path).collect();
                Differs {
                    what: format!("{} {}", lang.pick("de norm", "the norm"), path.join(".")),
                    before: text(leaf.before),
                    after: text(leaf.after),
                }
            };
            other_leaves(old, new).into_iter().map(line).collect()
        }
        Source::Forms => {
            let forms = |record: &Record| {
                let words = record.forms().iter().map(|form| wording::form_word(*form));
                words.collect::<Vec<_>>().join(", ")
            };
            vec![Differs {
                what: lang.pick("de vormen waarnaar is gekeken", "the forms that are looked at").into(),
                before: forms(before),
                after: forms(after),
            }]
        }
        Source::Rest => vec![Differs {
            what: rest(lang).into(),
            before: before.run.version.clone(),
            after: after.run.version.clone(),
        }],
        Source::Input(role) if difference.files.is_empty() => {
            let (old, new) = match role {
                InputRole::Area => {
                    let area = |record: &Record| {
                        record.run.area.clone().unwrap_or_else(|| {
                            lang.pick("alles in de bestanden", "all in the files").to_owned()
                        })
                    };
                    (area(before), area(after))
                }
                _ => {
                    let same = lang.pick("hetzelfde bestand", "the same file");
                    (same.into(), lang.pick("anders gelezen", "read otherwise").into())
                }
            };
            vec![Differs { what: input_role(role, lang), before: old, after: new }]
        }
        Source::Input(_) => difference
            .files
            .iter()
            .map(|files| Differs {
                what: input_role(&files.role, lang),
                before: of_files(&files.before, lang),
                after: of_files(&files.after, lang),
            })
            .collect(),
    }
}

fn rest(lang: Lang) -> &'static str {
    lang.pick(
        "iets wat de scans niet vastleggen (een andere versie of instelling)",
        "something the runs do not record (another version or setting)",
    )
}

/// The files of a role: name, day, and the start of the checksum.
fn of_files(files: &[InputTrail], lang: Lang) -> String {
    if files.is_empty() {
        return lang.pick("niet gegeven", "not given").into();
    }
    let one = |file: &InputTrail| {
        let day = if file.peildatum.is_empty() { &file.date } else { &file.peildatum };
        let sum: String = file.sha256.chars().take(8).collect();
        let marks: Vec<&str> =
            [day.as_str(), sum.as_str()].into_iter().filter(|mark| !mark.is_empty()).collect();
        let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
        // The folder is that of whoever ran it; the checksum tells files apart.
        let name = file.file.rsplit(['/', '\\']).next().unwrap_or(&file.file);
        format!("{name}{marks}")
    };
    let mut shown: Vec<String> = files.iter().take(3).map(one).collect();
    if files.len() > 3 {
        shown.push(format!("+ {}", files.len() - 3));
    }
    shown.join("; ")
}

/// A source in a few words: as the cause of something.
pub(super) fn source(difference: &Difference, runs: &Runs<'_>, lang: Lang) -> String {
    match &difference.source {
        Source::Norm(_) => {
            let lines = differs(difference, runs, lang);
            let shown: Vec<String> = lines
                .iter()
                .take(3)
                .map(|line| format!("{} ({} → {})", line.what, line.before, line.after))
                .collect();
            shown.join("; ")
        }
        Source::Forms => lang.pick("de vormen waarnaar is gekeken", "the forms that are looked at").into(),
        Source::Rest => rest(lang).into(),
        Source::Input(role) => input_role(role, lang),
    }
}

/// A cause in words.
pub(super) fn cause(cause: &Cause, runs: &Runs<'_>, lang: Lang) -> String {
    let all = runs.differences();
    let is = |at: &usize, role: &InputRole| all[*at].source == Source::Input(role.clone());
    let bag = [InputRole::Panden, InputRole::Verblijfsobjecten];
    let mut named = Vec::new();
    // Both come of one delivery of one register.
    let whole_bag = bag.iter().all(|role| cause.by.iter().any(|at| is(at, role)));
    if whole_bag {
        named.push(
            lang.pick("de BAG (panden en verblijfsobjecten)", "the BAG (panden and verblijfsobjecten)")
                .to_owned(),
        );
    }
    let others = cause.by.iter().filter(|at| !(whole_bag && bag.iter().any(|role| is(at, role))));
    named.extend(others.map(|at| source(&all[*at], runs, lang)));
    let several = named.len() > 1;
    let last = named.pop().unwrap_or_default();
    let named = match named.as_slice() {
        [] => last,
        first => format!("{}{}{last}", first.join(", "), lang.pick(" en ", " and ")),
    };
    match cause.extent {
        Extent::Alone => named,
        Extent::Together if !several => named,
        Extent::Together => format!("{named}{}", lang.pick(" samen", " together")),
        Extent::Each => format!("{named}{}", lang.pick(", elk voor zich", ", each by itself")),
        Extent::Partly => {
            format!("{named}{}", lang.pick(" (verklaart niet alles)", " (does not explain all)"))
        }
        Extent::Unknown => lang.pick("niet te herleiden", "cannot be traced").into(),
    }
}

/// Facts that are named of one site; more are counted.
const FACTS: usize = 5;

/// Which facts of a site are others, of its panden first; what is the same of
/// several panden once.
pub(super) fn facts(moved: &Moved<'_>, runs: &Runs<'_>, lang: Lang) -> String {
    let (before, after) = (moved.before, moved.after);
    let members = [before, after].into_iter().flatten().flat_map(|site| &site.members);
    let panden: BTreeSet<PandId> = members.map(|member| member.survey.id).collect();
    let belongs = |site: Option<&SiteRow>, id: PandId| {
        site.is_none_or(|site| site.members.iter().any(|member| member.survey.id == id))
    };
    let mut said: Vec<(String, Vec<PandId>)> = Vec::new();
    let mut say = |line: String, id: PandId| match said.iter_mut().find(|(other, _)| *other == line) {
        Some((_, panden)) => panden.push(id),
        None => said.push((line, vec![id])),
    };
    for id in panden {
        match runs.pand(id) {
            [Some(old), Some(new)] => {
                of_pand(old, new, lang).into_iter().for_each(|line| say(line, id));
                match (belongs(before, id), belongs(after, id)) {
                    (false, true) => say(lang.pick("hoort er nu bij", "belongs to it now").into(), id),
                    (true, false) => {
                        say(lang.pick("hoort er niet meer bij", "belongs to it no more").into(), id);
                    }
                    _ => {}
                }
            }
            [Some(_), None] => {
                say(lang.pick("alleen in de eerste scan", "in the first run alone").into(), id)
            }
            [None, Some(_)] => {
                say(lang.pick("alleen in de tweede scan", "in the second run alone").into(), id);
            }
            [None, None] => {}
        }
    }
    let named = |(line, panden): (String, Vec<PandId>)| match panden.as_slice() {
        [pand] => format!("{line} (pand {pand})"),
        panden => format!("{line} ({} panden)", whole(panden.len() as u64, lang)),
    };
    let mut said: Vec<String> = said.into_iter().map(named).collect();
    if let (Some(before), Some(after)) = (before, after) {
        said.extend(of_site(before, after, lang));
    }
    let more = said.len().saturating_sub(FACTS);
    said.truncate(FACTS);
    if more > 0 {
        said.push(format!("{} {}", lang.pick("en nog", "and another"), whole(more as u64, lang)));
    }
    said.join("; ")
}

/// `name 1 → 2 unit`, where they are not the same; what is not known is said to
/// be so.
fn moved(
    name: &str,
    unit: &str,
    before: Option<String>,
    after: Option<String>,
    lang: Lang,
) -> Option<String> {
    let shown = |value: Option<&String>| match value {
        Some(value) if unit.is_empty() => value.clone(),
        Some(value) => format!("{value} {unit}"),
        None => lang.pick("onbekend", "unknown").to_owned(),
    };
    let is = shown(after.as_ref());
    let was = match (&before, &after) {
        (Some(before), Some(_)) => before.clone(),
        _ => shown(before.as_ref()),
    };
    (before != after).then(|| format!("{name} {was} → {is}"))
}

fn of_pand(before: &FoundPand, after: &FoundPand, lang: Lang) -> Vec<String> {
    type Take<'a> = &'a dyn Fn(&Survey) -> Option<String>;
    let count = |n: Option<u32>| n.map(|n| whole(n, lang));
    let year = |n: Option<u16>| n.map(|n| n.to_string());
    let real = |n: Option<f64>, digits| n.map(|n| number(n, digits, lang));
    let yes = |said: Option<bool>| {
        said.map(|said| if said { lang.pick("ja", "yes") } else { lang.pick("nee", "no") }.to_owned())
    };
    let others = |survey: &Survey| survey.others.iter().map(|units| units.area.0).sum::<f64>();
    let homes = |survey: &Survey| survey.home_areas.iter().map(|area| f64::from(*area)).sum::<f64>();
    let lines: [(&str, &str, Take<'_>); 17] = [
        ("bouwjaar", "", &|s| year(s.facts.bouwjaar)),
        ("status", "", &|s| s.facts.status.map(|status| status.name().to_owned())),
        (lang.pick("footprint", "footprint"), "m²", &|s| real(s.facts.footprint.map(|m2| m2.0), 0)),
        (lang.pick("woningen in het pand", "homes in the pand"), "", &|s| count(s.facts.homes)),
        (lang.pick("vloer van de woningen", "floor of the homes"), "m²", &|s| real(Some(homes(s)), 0)),
        (lang.pick("vloer met ander gebruik", "floor with another use"), "m²", &|s| {
            real(Some(others(s)), 0)
        }),
        (lang.pick("aandeel van de corporatie", "share of the corporatie"), "%", &|s| {
            real(s.owner.map(|owner| 100.0 * owner.share), 0)
        }),
        (lang.pick("sloopjaar", "year of demolition"), "", &|s| year(s.facts.demolition_year)),
        (lang.pick("renovatiejaar", "year of renovation"), "", &|s| year(s.facts.renovation_year)),
        (lang.pick("draagt het volgens de constructeur", "carries it, as the engineer says"), "", &|s| {
            yes(s.facts.structure_ok)
        }),
        (lang.pick("fundering in orde", "foundation in order"), "", &|s| yes(s.facts.foundation_ok)),
        (lang.pick("hoogte", "height"), "m", &|s| real(s.facts.roof.height().map(|m| m.0), 1)),
        (lang.pick("plat dak", "flat roof"), "m²", &|s| real(s.facts.roof.flat.map(|m2| m2.0), 0)),
        (lang.pick("hoogtegrens", "height limit"), "m", &|s| real(s.facts.limit.map(|m| m.0), 1)),
        ("rijksmonument", "", &|s| yes(s.facts.rijksmonument)),
        (lang.pick("beperkingen die uitsluiten", "restrictions that exclude"), "", &|s| {
            count(s.facts.exclusions)
        }),
        (lang.pick("leegstand", "vacant"), "", &|s| yes(s.vacant)),
    ];
    let (before, after) = (&before.survey, &after.survey);
    let lines = lines.iter().filter_map(|(name, unit, of)| moved(name, unit, of(before), of(after), lang));
    lines.collect()
}

fn of_site(before: &SiteRow, after: &SiteRow, lang: Lang) -> Vec<String> {
    let norm = |site: &SiteRow| {
        let norm = site.parking.as_ref().map(|parking| parking.norm.residents + parking.norm.visitors);
        norm.map(|norm| number(norm, 2, lang))
    };
    let supply = |site: &SiteRow| {
        let supply = site.parking.as_ref().and_then(|parking| parking.supply);
        supply.map(|places| number(places, 1, lang))
    };
    let grid = |site: &SiteRow| site.grid.code.map(|code| wording::grid_code(code, lang).to_owned());
    let water = |site: &SiteRow| {
        let class = site.place.water.and_then(|water| water.dominant);
        class.map(|class| class.letter().to_owned())
    };
    // Only of homes that there are in both it is another surroundings.
    let both = before.homes.mid.is_some_and(|n| n > 0) && after.homes.mid.is_some_and(|n| n > 0);
    let supply = moved(
        lang.pick("vrije parkeerplaatsen", "free parking places"),
        "",
        supply(before),
        supply(after),
        lang,
    );
    let lines = [
        moved(lang.pick("parkeernorm", "parking norm"), "", norm(before), norm(after), lang),
        supply.filter(|_| both),
        moved(lang.pick("stand van het net", "status of the grid"), "", grid(before), grid(after), lang),
        moved(lang.pick("waterklasse", "water class"), "", water(before), water(after), lang),
    ];
    lines.into_iter().flatten().collect()
}
