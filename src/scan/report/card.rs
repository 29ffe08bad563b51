//! A site on the shortlist, for people.

use super::states::answer;
use crate::{
    assess::Flag,
    export::{Fact, SiteCard},
    lang::Lang,
    model::Effect,
    score::{Criterion, Standing},
    survey::Site,
    tables::{Names, SiteRow, sentence},
    units::Range,
    wording::{self, number, whole},
};

/// A site on the shortlist.
pub(super) fn card(row: &SiteRow, on_map: Option<u32>, names: &Names<'_>, lang: Lang) -> SiteCard {
    let site = &row.site;
    let homes = site.homes.mid.map(|mid| Range {
        low: i64::from(site.homes.low.unwrap_or(0)),
        mid: i64::from(mid),
        high: i64::from(site.homes.high.unwrap_or(mid)),
    });
    SiteCard {
        rank: row.rank(),
        on_map,
        id: site.id.clone(),
        title: match row.ranked.as_ref().map(|ranked| ranked.standing) {
            Some(Standing::Reserve) => format!("{} – reserve", row.title()),
            _ => row.title(),
        },
        form: wording::form_word(site.form).into(),
        alternatives: alternatives(site, lang),
        together: together(site, lang),
        answer: answer(site.verdict),
        verdict: format!("{}: {}", wording::verdict(site.verdict, lang), sentence(site, lang)),
        score: row.score(),
        coverage: row.coverage(),
        homes,
        extra_storeys: site.extra_storeys.map(|storeys| format!("+{storeys}")),
        facts: facts(row, names, lang),
        reasons: site
            .reasons
            .iter()
            .map(|(reason, count)| {
                format!("{} ({count} {})", wording::reason(*reason, lang), lang.pick("pand(en)", "pand(en)"))
            })
            .collect(),
        missing: site.missing.iter().map(|fact| wording::missing(*fact, lang).to_owned()).collect(),
        flags: site.flags.iter().map(|flag| wording::flag(*flag, names.params, lang).into_owned()).collect(),
        doubt: site
            .flags
            .contains(&Flag::UnlinkedDecides)
            .then(|| wording::flag(Flag::UnlinkedDecides, names.params, lang).into_owned()),
        measures: site.water.measures.iter().map(|m| wording::measure(*m, lang).to_owned()).collect(),
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
    add("Buurt", row.called.buurt.clone().filter(|buurt| !buurt.is_empty()));
    add(
        lang.pick("Hoe zeker is de plaats", "How sure the place is"),
        row.certainty.map(|certainty| certainty.in_words(lang)),
    );
    plot(site, lang, &mut add);
    if let Some(rebuild) = site.detail.rebuild() {
        let new = rebuild.new;
        let homes = format!("{} → {} ({} – {})", rebuild.old, new.mid, new.low, new.high);
        add(lang.pick("Woningen oud en nieuw", "Homes old and new"), Some(homes));
        let [from, to] = names.params.vormen.rebuild_ratio_agreed.value.map(|ratio| number(ratio, 1, lang));
        let aim = lang.pick("Afgesproken streven, niet de praktijk", "The agreed aim, which practice is not");
        add(aim, Some(format!("× {from} – {to}")));
    }
    add(lang.pick("Panden", "Panden"), (!site.members.is_empty()).then(|| site.members.len().to_string()));
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
            let rule = wording::norm_rule(parking.norm.rule, lang);
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
            .chain(site.detail.plot().and_then(|plot| plot.limit))
            .map(|limit| limit.0)
            .reduce(f64::min)
            .map(|limit| format!("{} m", number(limit, 1, lang))),
    );
    let mut restrictions: Vec<String> = site
        .members
        .iter()
        .flat_map(|member| &member.survey.hits)
        .chain(site.detail.plot().into_iter().flat_map(|plot| &plot.hits))
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
            format!("{} {value}", wording::criterion(*criterion, lang))
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
            let signal = wording::grid_code(code, lang);
            let load = site.homes.mid.map(|_| format!(", +{} kW", number(site.grid.load.peak.0, 0, lang)));
            let area = area.map(|area| format!(" ({area})")).unwrap_or_default();
            format!("{signal}{area}{}", load.unwrap_or_default())
        }),
    );
    add(
        lang.pick("Water en bodem", "Water and soil"),
        site.place
            .water
            .and_then(|water| water.dominant)
            .map(|class| format!("{} {}", lang.pick("klasse", "class"), class.letter())),
    );
    facts
}

/// What a plot is like.
fn plot(site: &Site, lang: Lang, add: &mut impl FnMut(&str, Option<String>)) {
    let Some(plot) = site.detail.plot() else { return };
    let shape = &plot.shape;
    let kind = wording::domain_kind(plot.kind.code(), lang).unwrap_or(plot.kind.code());
    add(lang.pick("Terrein", "Ground"), Some(format!("{kind} {}", plot.domain)));
    add(lang.pick("Vrije grond", "Free ground"), Some(format!("{} m²", number(shape.area_m2, 0, lang))));
    add(
        lang.pick("Grootste cirkel erin", "Largest circle in it"),
        Some(format!("{} m", number(shape.circle.1, 1, lang))),
    );
    add(
        lang.pick("Langs een openbare weg", "Along a public road"),
        plot.frontage.map(|length| format!("{} m", number(length.0, 1, lang))),
    );
    let fsi = |fsi: Option<f64>| fsi.map(|fsi| number(fsi, 2, lang));
    add(
        lang.pick("FSI van de omgeving", "FSI of the surroundings"),
        fsi(site.detail.context().map(|context| context.density.fsi)),
    );
    add(lang.pick("FSI waarmee is gerekend", "FSI that was counted with"), fsi(site.detail.fsi()));
    let uses: Vec<&str> = plot.reuse.iter().map(|class| wording::reuse(*class, lang)).collect();
    add(
        lang.pick("Komt in de plaats van", "Takes the place of"),
        (!uses.is_empty()).then(|| uses.join(", ")),
    );
}

/// The other forms of the location, a line each.
fn alternatives(site: &Site, lang: Lang) -> Vec<String> {
    let others = site.choice.set.options.iter().filter(|option| option.site_id != site.id);
    others
        .map(|option| {
            let homes = match (option.homes.mid, option.homes.high) {
                (Some(mid), _) => whole(u64::from(mid), lang),
                (None, Some(high)) => {
                    format!("{} {}", lang.pick("hoogstens", "at most"), whole(u64::from(high), lang))
                }
                (None, None) => "?".into(),
            };
            let score = option.score.map_or_else(|| "–".into(), |score| number(score, 1, lang));
            let form = wording::form_word(option.form);
            format!("{form}: {homes} {}, score {score} ({})", lang.pick("woningen", "homes"), option.site_id)
        })
        .collect()
}

/// The set of forms that go together, when it is more than one.
fn together(site: &Site, lang: Lang) -> Vec<String> {
    let set = &site.choice.set;
    let forms: Vec<&str> = set
        .options
        .iter()
        .filter(|option| option.in_set)
        .map(|option| wording::form_word(option.form))
        .collect();
    let Some(mid) = set.homes.mid.filter(|_| forms.len() > 1) else { return Vec::new() };
    let mut said = format!(
        "{}: {} {} ({} – {})",
        forms.join(" + "),
        whole(u64::from(mid), lang),
        lang.pick("woningen", "homes"),
        whole(set.homes.low.unwrap_or(0), lang),
        whole(u64::from(set.homes.high.unwrap_or(mid)), lang),
    );
    if let Some(parking) = set.parking {
        let demand = number(parking.demand, 1, lang);
        said.push_str(&format!(", {} {demand}", lang.pick("parkeereis", "parking needs")));
        if let Some(shortfall) = parking.balance.shortfall {
            let shortfall = number(shortfall, 1, lang);
            said.push_str(&format!(", {} {shortfall}", lang.pick("tekort", "short")));
        }
    }
    said.push_str(&format!(", +{} kW", number(set.load.peak.0, 0, lang)));
    vec![said]
}
