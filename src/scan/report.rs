//! The report: the run on one page, for people.

use super::{Counts, trail::Run, write::Found};
use crate::{
    assess::{Range, Verdict},
    config::Project,
    export::{Answer, Count, Fact, Group, Report, SiteCard, Tally},
    model::Effect,
    score::{Criterion, Ranked, Standing},
    tables::{Names, SiteRow, sentence},
    text::{self, Lang, number, whole},
};

/// Sites shown in a group that has none to put forward.
const SHOWN_APART: usize = 5;

/// Name of a site for people.
pub(super) fn title(row: &SiteRow, names: &Names<'_>) -> String {
    let complex = row.site.complex.and_then(|at| names.complexes.get(at as usize));
    let buurt = buurt(row, names);
    let pand = || {
        let id = row.site.members.first().map(|member| member.survey.id.to_string());
        format!("pand {}", id.unwrap_or_default())
    };
    let what = match complex {
        Some(complex) if row.site.is_complex => {
            format!("{}, complex {}", complex.corporatie, complex.complex)
        }
        Some(complex) => format!("{}, {}", complex.corporatie, pand()),
        None => pand(),
    };
    match row.site.address.as_deref().or(buurt) {
        Some(place) => format!("{what} ({place})"),
        None => what,
    }
}

/// Name of the buurt a site lies in.
fn buurt<'a>(row: &SiteRow, names: &Names<'a>) -> Option<&'a str> {
    let buurten = names.layers.buurten.as_ref()?;
    let buurt = buurten.says.get(row.site.place.buurt? as usize)?;
    Some(buurt.naam.as_str()).filter(|naam| !naam.is_empty())
}

/// The view of a run that the page shows.
pub(super) fn report(found: &Found<'_>) -> Report {
    let Found { run, counts, sites, names, project, issues } = *found;
    let lang = project.lang;
    Report {
        lang,
        title: format!("{}: {}", project.name, lang.pick("locaties om op te toppen", "sites for storeys on top")),
        subtitle: lang
            .pick(
                "Welke gebouwen kunnen een extra laag dragen, in welke volgorde en waarom. Een scan op afstand: constructie, installaties en brand moeten ter plaatse worden onderzocht.",
                "Which buildings can carry an extra storey, in which order and why. A scan from afar: structure, installations and fire must be examined on site.",
            )
            .into(),
        summary: summary(counts, project),
        tallies: [
            (Answer::Suitable, counts.suitable, "suitable"),
            (Answer::Undecided, counts.undecided.values().sum(), "undecided"),
            (Answer::Unsuitable, counts.unsuitable.values().sum(), "unsuitable"),
        ]
        .into_iter()
        .map(|(answer, count, code)| Tally {
            answer,
            label: text::verdict_word(code, lang).unwrap_or(code).into(),
            count,
        })
        .collect(),
        groups: groups(sites, names, lang),
        unsuitable: most_first(
            counts.unsuitable.iter().map(|(reason, count)| (text::reason(*reason, lang), *count)),
        ),
        undecided: most_first(
            counts.undecided.iter().map(|(missing, count)| (text::missing(*missing, lang), *count)),
        ),
        issues: issues
            .counts()
            .iter()
            .map(|((kind, file), count)| Count {
                label: format!("{} ({file})", text::issue_kind(*kind, lang)),
                count: *count,
            })
            .collect(),
        sources: run.sources(),
        parameters: run.parameters.clone(),
        limits: limits(run, lang),
    }
}

fn summary(counts: &Counts, project: &Project) -> Vec<Fact> {
    let lang = project.lang;
    let homes = &counts.homes_suitable;
    let factor = project.params.optoppen.realisation_factor.value;
    #[expect(clippy::cast_precision_loss, reason = "homes stay far below 2^53")]
    let expected = homes.mid as f64 * factor;
    let fact = |label: &str, value: String| Fact { label: label.into(), value };
    let mut facts = vec![
        fact(lang.pick("Panden gelezen", "Panden read"), whole(counts.records, lang)),
        fact(lang.pick("Panden beoordeeld", "Panden assessed"), whole(counts.panden, lang)),
        fact(
            lang.pick("Woningen op geschikte panden", "Homes on suitable panden"),
            format!("{} ({} – {})", whole(homes.mid, lang), whole(homes.low, lang), whole(homes.high, lang)),
        ),
        fact(
            lang.pick("Daarvan te verwachten tot 2030", "Of these to be expected by 2030"),
            format!("{} ({} %)", number(expected, 0, lang), number(factor * 100.0, 0, lang)),
        ),
        fact(lang.pick("Locaties", "Sites"), whole(counts.sites, lang)),
        fact(lang.pick("Locaties met een rang", "Sites with a rank"), whole(counts.sites_ranked, lang)),
        fact(
            lang.pick("Locaties apart (te weinig bekend)", "Sites listed apart (too little known)"),
            whole(counts.sites_apart, lang),
        ),
    ];
    if counts.verblijfsobjecten > 0 {
        facts.push(fact(
            lang.pick("Verblijfsobjecten geplaatst", "Verblijfsobjecten placed"),
            format!(
                "{} / {}",
                whole(counts.verblijfsobjecten_placed, lang),
                whole(counts.verblijfsobjecten, lang)
            ),
        ));
    }
    if counts.bezit_rows > 0 {
        facts.push(fact(
            lang.pick("Regels bezit gekoppeld", "Rows of the holdings matched"),
            format!("{} / {}", whole(counts.bezit_matched, lang), whole(counts.bezit_rows, lang)),
        ));
    }
    facts
}

fn most_first(counts: impl Iterator<Item = (&'static str, u64)>) -> Vec<Count> {
    let mut counts: Vec<Count> =
        counts.map(|(label, count)| Count { label: label.to_owned(), count }).collect();
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    counts
}

/// One group after another: what is put forward and in reserve; where nothing
/// has a rank, the first of those that stand apart.
fn groups(sites: &[SiteRow], names: &Names<'_>, lang: Lang) -> Vec<Group> {
    let mut groups = Vec::new();
    let ranked: Vec<(&SiteRow, &Ranked)> =
        sites.iter().filter_map(|row| Some((row, row.ranked.as_ref()?))).collect();
    for chunk in ranked.chunk_by(|(_, a), (_, b)| a.group == b.group) {
        let (first, ranked) = chunk[0];
        let gemeente = first.site.place.gemeente(names.layers).1;
        let name = [gemeente.unwrap_or(&ranked.group.gemeente), &ranked.group.corporatie]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        let forward: Vec<_> = chunk
            .iter()
            .filter(|(_, ranked)| matches!(ranked.standing, Standing::Shortlist | Standing::Reserve))
            .collect();
        let (note, shown): (&str, Vec<_>) = if forward.is_empty() {
            (
                lang.pick(
                    "Geen locatie heeft een rang: er ontbreken te veel gegevens. Dit zijn de eerste van de lijst apart.",
                    "No site has a rank: too much is missing. These come first of those listed apart.",
                ),
                chunk.iter().take(SHOWN_APART).collect(),
            )
        } else {
            (
                lang.pick("Voorgedragen, met de reserve erachter.", "Put forward, with the reserve behind."),
                forward,
            )
        };
        groups.push(Group {
            name: if name.is_empty() { lang.pick("Alle locaties", "All sites").into() } else { name },
            note: note.into(),
            sites: shown.into_iter().map(|(row, _)| card(row, names, lang)).collect(),
        });
    }
    groups
}

fn card(row: &SiteRow, names: &Names<'_>, lang: Lang) -> SiteCard {
    let site = &row.site;
    let homes = site.homes.mid.map(|mid| Range {
        low: site.homes.low.unwrap_or(0),
        mid,
        high: site.homes.high.unwrap_or(mid),
    });
    SiteCard {
        rank: row.ranked.as_ref().and_then(|ranked| ranked.rank),
        id: site.id.clone(),
        title: match row.ranked.as_ref().map(|ranked| ranked.standing) {
            Some(Standing::Reserve) => format!("{} – reserve", title(row, names)),
            _ => title(row, names),
        },
        answer: match site.verdict {
            Verdict::Suitable => Answer::Suitable,
            Verdict::Unsuitable(_) => Answer::Unsuitable,
            Verdict::Undecided(_) => Answer::Undecided,
        },
        verdict: format!("{}: {}", text::verdict(site.verdict, lang), sentence(site, lang)),
        // A score over a fraction of the criteria says nothing beside others.
        score: site.score.score.filter(|_| row.ranked.as_ref().is_some_and(|ranked| ranked.rank.is_some())),
        coverage: Some(site.score.coverage),
        homes,
        extra_storeys: site.extra_storeys.map(|storeys| format!("+{storeys}")),
        facts: facts(row, names, lang),
        reasons: site
            .reasons
            .iter()
            .map(|(reason, count)| {
                format!("{} ({count} {})", text::reason(*reason, lang), lang.pick("pand(en)", "pand(en)"))
            })
            .collect(),
        missing: site.missing.iter().map(|fact| text::missing(*fact, lang).to_owned()).collect(),
        flags: site.flags.iter().map(|flag| text::flag(*flag, lang).to_owned()).collect(),
        measures: site.water.measures.iter().map(|m| text::measure(*m, lang).to_owned()).collect(),
        lon_lat: row.lon_lat,
    }
}

fn facts(row: &SiteRow, names: &Names<'_>, lang: Lang) -> Vec<Fact> {
    let site = &row.site;
    let mut facts = Vec::new();
    let mut add = |label: &str, value: Option<String>| {
        facts.extend(value.map(|value| Fact { label: label.into(), value }));
    };
    if site.homes.mid.is_none() {
        add(
            lang.pick("Woningen erbij, hoogstens", "Homes added, at most"),
            site.homes.high.map(|homes| whole(u64::from(homes), lang)),
        );
    }
    add(lang.pick("Adres", "Address"), site.address.clone());
    add("Buurt", buurt(row, names).map(str::to_owned));
    add(lang.pick("Panden", "Panden"), Some(site.members.len().to_string()));
    add(lang.pick("Woningen nu", "Homes now"), site.n_homes.map(|homes| whole(u64::from(homes), lang)));
    add(
        lang.pick("Bouwjaar", "Built"),
        site.bouwjaar.map(|(a, b)| if a == b { a.to_string() } else { format!("{a} – {b}") }),
    );
    add(lang.pick("Bouwlagen nu", "Storeys now"), site.storeys.map(|storeys| storeys.to_string()));
    add(
        lang.pick("Plat dak", "Flat roof"),
        site.flat_roof.map(|area| format!("{} m²", number(area.0, 0, lang))),
    );
    add(
        lang.pick("Eigendom", "Ownership"),
        site.owner_share.map(|share| format!("{} %", number(share * 100.0, 0, lang))),
    );
    add(
        lang.pick("Parkeren", "Parking"),
        site.parking.as_ref().map(|parking| {
            let demand = number(parking.demand, 1, lang);
            let rule = text::norm_rule(parking.norm.rule, lang);
            match parking.supply {
                Some(supply) => format!(
                    "{} {demand}, {} {} ({rule})",
                    lang.pick("eis", "needs"),
                    lang.pick("vrij", "free"),
                    number(supply, 1, lang)
                ),
                None => format!("{} {demand} ({rule})", lang.pick("eis", "needs")),
            }
        }),
    );
    add(
        lang.pick("Bouwhoogte", "Height limit"),
        site.members
            .iter()
            .filter_map(|member| member.survey.facts.limit)
            .map(|limit| limit.0)
            .reduce(f64::min)
            .map(|limit| format!("{} m", number(limit, 1, lang))),
    );
    let mut restrictions: Vec<String> = site
        .members
        .iter()
        .flat_map(|member| &member.survey.hits)
        .filter_map(|hit| {
            let layer = names.layers.restrictions.get(usize::from(hit.layer))?;
            (layer.effect == Effect::Flag).then(|| format!("{}: {}", layer.name, hit.id))
        })
        .collect();
    restrictions.sort_unstable();
    restrictions.dedup();
    add(
        lang.pick("Beperkingen", "Restrictions"),
        (!restrictions.is_empty()).then(|| restrictions.join("; ")),
    );
    let criteria: Vec<String> = Criterion::ALL
        .iter()
        .map(|criterion| {
            let value =
                site.values.get(*criterion).map_or_else(|| "–".into(), |value| number(value, 2, lang));
            format!("{} {value}", text::criterion(*criterion, lang))
        })
        .collect();
    add(lang.pick("Per criterium (0–1)", "By criterion (0–1)"), Some(criteria.join("; ")));
    let area = names
        .layers
        .grid_areas
        .as_ref()
        .zip(site.place.grid_areas.first())
        .and_then(|(set, at)| set.says.get(*at as usize))
        .map(|area| area.naam.as_str());
    add(
        lang.pick("Stroomnet", "Grid"),
        site.grid.code.map(|code| {
            let signal = text::grid_code(code, lang);
            let load = site.homes.mid.map(|_| format!(", +{} kW", number(site.grid.load.peak.0, 0, lang)));
            let area = area.map(|area| format!(" ({area})")).unwrap_or_default();
            format!("{signal}{area}{}", load.unwrap_or_default())
        }),
    );
    add(
        lang.pick("Water en bodem", "Water and soil"),
        site.place.water.map(|water| format!("{} {}", lang.pick("klasse", "class"), water.dominant.letter())),
    );
    facts
}

fn limits(run: &Run, lang: Lang) -> Vec<String> {
    let mut limits: Vec<String> = [
        (
            "Of een constructie een laag draagt, volgt hier uit het bouwjaar en een plat dak. Alleen een constructeur kan het zeggen; zijn oordeel gaat voor als het bij het bezit is ingevuld.",
            "Whether a structure carries a storey is read off its age and flat roof. Only a constructeur can tell; her verdict goes first when the holdings hold it.",
        ),
        (
            "Het netsignaal gaat over grote aansluitingen en is indicatief: het zegt niet dat woningen wel of niet kunnen worden aangesloten.",
            "The grid signal is about large connections and indicative: it does not say whether homes can be connected.",
        ),
        (
            "Het afwegingskader voor water en bodem gaat over nieuwe ontwikkeling; hoe het voor optoppen telt, is onze lezing.",
            "The framework for water and soil is about new development; how it counts for storeys on top is our reading.",
        ),
        (
            "Parkeerplaatsen op straat zijn per locatie geteld; locaties dicht bij elkaar delen dezelfde plaatsen.",
            "Places on the street are counted for each site by itself; sites near each other share them.",
        ),
        (
            "Normen met K zijn praktijkkennis en niet geverifieerd. Elke norm is in het projectbestand aan te passen.",
            "Norms marked K are knowledge of practice, not verified. Each can be changed in the project file.",
        ),
    ]
    .iter()
    .map(|(nl, en)| lang.pick(nl, en).to_owned())
    .collect();
    limits.push(match (run.accuracy.rdnaptrans2018_grid, lang) {
        (true, Lang::Nl) => "Coördinaten in graden: RDNAPTRANS2018 met correctiegrid, nauwkeurig tot 1 mm.".into(),
        (true, Lang::En) => "Coordinates in degrees: RDNAPTRANS2018 with its correction grid, exact to 1 mm.".into(),
        (false, Lang::Nl) => format!(
            "Coördinaten in graden zijn zonder het RDNAPTRANS2018-correctiegrid berekend: tot {} m ernaast. RD-coördinaten hebben die fout niet.",
            number(run.accuracy.meters, 2, lang)
        ),
        (false, Lang::En) => format!(
            "Coordinates in degrees were made without the RDNAPTRANS2018 correction grid: up to {} m off. RD coordinates have no such error.",
            number(run.accuracy.meters, 2, lang)
        ),
    });
    limits
}
