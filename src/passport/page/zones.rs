//! Grid, water and soil, restrictions.

use super::{PageOf, percent};
use crate::{
    assess::water::Measure,
    document::{Block, Table},
    lang::Lang,
    model::{Effect, GridCode, RestrictionKind},
    wording::{self, day, number, whole},
};

/// Maps of restrictions that are named when they say nothing here.
const SILENT: usize = 6;

/// The electricity grid, and what its map means for homes and what not.
pub(super) fn grid(about: &PageOf<'_>) -> Vec<Block> {
    let PageOf { passport, params, lang, .. } = *about;
    let grid = &passport.grid;
    let mut blocks = vec![Block::heading(lang.pick("Stroomnet", "Electricity grid"))];
    let code = |code: Option<u8>| {
        code.and_then(|code| GridCode::parse(i64::from(code))).map_or_else(
            || lang.pick("onbekend", "unknown").to_owned(),
            |code| format!("{} – {}", code.number(), wording::grid_code(code, lang)),
        )
    };
    match &grid.areas {
        Some(areas) if !areas.is_empty() => {
            let mut table = Table::new(
                lang.pick("voedingsgebieden", "supply areas"),
                &match lang {
                    Lang::Nl => ["Voedingsgebied", "Stand", "#Ruimte MW", "#Rij MW"],
                    Lang::En => ["Supply area", "Status", "#Room MW", "#Queue MW"],
                },
            );
            let megawatt = |mw: Option<f64>| mw.map_or_else(|| "–".to_owned(), |mw| number(mw, 1, lang));
            for area in areas {
                let operator = area.netbeheerder.as_ref().map(|naam| format!(", {naam}")).unwrap_or_default();
                let doubt = if area.disagrees {
                    lang.pick(" (vlakken spreken elkaar tegen)", " (polygons disagree)")
                } else {
                    ""
                };
                table.row([
                    format!("{} ({}{operator}), {}", area.naam, area.id, percent(area.share, lang)),
                    format!("{}{doubt}", code(area.code)),
                    megawatt(area.headroom_mw),
                    megawatt(area.queue_mw),
                ]);
            }
            blocks.push(Block::Table(table));
        }
        Some(_) => blocks.push(Block::text(
            lang.pick("Geen voedingsgebied op de kaart in dit gebied.", "No supply area on the map here."),
        )),
        None if grid.postcode_code.is_some() => blocks.push(Block::text(format!(
            "{}: {}.",
            lang.pick("Slechtste stand volgens de postcodes", "Worst status by the postcodes"),
            code(grid.postcode_code)
        ))),
        None => blocks.push(Block::text(lang.pick(
            "Onbekend: er is geen kaart van het stroomnet opgegeven.",
            "Unknown: no map of the grid was given.",
        ))),
    }
    let potential = &passport.potential;
    let factor = percent(1.0 - params.net.netbewust_factor.value, lang);
    let ampere = params.net.small_connection_max_a.value;
    let mut items = Vec::new();
    let loads = [potential.load_mw, potential.load_netbewust_mw, potential.load_with_undecided_mw];
    if let (Some(homes), [Some(load), Some(less), Some(with)]) = (potential.homes, loads) {
        let [load, less, with] = [load, less, with].map(|mw| number(mw, 2, lang));
        let (suitable, undecided) = (whole(homes.suitable.mid, lang), whole(homes.undecided.mid, lang));
        items.push(match lang {
            Lang::Nl => format!(
                "De {suitable} geschikte woningen vragen {load} MW, netbewust gebouwd (−{factor}) {less} MW; met de {undecided} die nog onbeslist zijn {with} MW."
            ),
            Lang::En => format!(
                "The {suitable} suitable homes ask {load} MW, built grid-aware (−{factor}) {less} MW; with the {undecided} that are undecided {with} MW."
            ),
        });
    }
    items.push(
        match lang {
            Lang::Nl => format!(
                "De kaart gaat over grote aansluitingen (> 3 × {ampere} A). Zij belooft of weigert geen woning; de netbeheerder beslist."
            ),
            Lang::En => format!(
                "The map is about large connections (> 3 × {ampere} A). It promises or refuses no home; the grid operator decides."
            ),
        },
    );
    let (from, release) =
        (day(&params.net.request_from.value, lang), day(&params.net.release_on.value, lang));
    items.push(match lang {
        Lang::Nl => format!("Vanaf {from} kan een woningbouwproject eerder aanvragen; op {release} gaat de reservering voor kleinverbruik naar de wachtrij."),
        Lang::En => format!("From {from} on housing projects may ask earlier; on {release} the reservation for small users goes to the queue."),
    });
    blocks.push(Block::List { items });
    let date = if grid.date.is_empty() {
        lang.pick("Datum van de kaart: niet opgegeven.", "Date of the map: not stated.").to_owned()
    } else {
        format!("{} {}.", lang.pick("Kaart van", "Map of"), grid.date)
    };
    blocks.push(Block::note(date));
    blocks
}

/// Water and soil: classes, measures, storage.
pub(super) fn water(about: &PageOf<'_>) -> Vec<Block> {
    let PageOf { passport, params, lang, .. } = *about;
    let water = &passport.water;
    let mut blocks = vec![Block::heading(lang.pick("Water en bodem", "Water and soil"))];
    if water.classes.is_empty() {
        blocks.push(Block::text(lang.pick(
            "Onbekend: er is geen kaart van het afwegingskader opgegeven, of zij zegt hier niets.",
            "Unknown: no map of the framework was given, or it says nothing here.",
        )));
    } else {
        let mut table = Table::new(
            lang.pick("klassen van water en bodem", "classes of water and soil"),
            &match lang {
                Lang::Nl => ["Klasse", "#Aandeel"],
                Lang::En => ["Class", "#Share"],
            },
        );
        for class in &water.classes {
            table.row([
                format!("{} – {}", class.class, meaning(class.class, lang)),
                percent(class.share, lang),
            ]);
        }
        blocks.push(Block::Table(table));
    }
    let mut items = Vec::new();
    if !water.measures.is_empty() {
        let named: Vec<&str> = water
            .measures
            .iter()
            .filter_map(|(code, _)| Some(wording::measure(Measure::parse(code)?, lang)))
            .collect();
        items.push(format!("{}: {}.", lang.pick("Te overwegen", "To consider"), named.join("; ")));
    }
    let (liters, rule) =
        (number(water.storage_m3_per_m2 * 1_000.0, 0, lang), number(params.water.storage_mm.value, 0, lang));
    items.push(match lang {
        Lang::Nl => format!("Berging: {liters} liter per m² nieuwe verharding (vuistregel {rule} mm; de regel van het waterschap gaat voor)."),
        Lang::En => format!("Storage: {liters} liters a m² of new paving (rule of thumb {rule} mm; that of the waterschap goes before)."),
    });
    items.push(
        lang.pick(
            "Thema's (grondwater, bodemdaling, overstroming, verzilting) zitten in de klasse; hun kaarten zijn niet apart gelezen.",
            "Themes (groundwater, subsidence, floods, salt) are in the class; their maps were not read by themselves.",
        )
        .to_owned(),
    );
    blocks.push(Block::List { items });
    let of = if water.of_footprints {
        lang.pick("Aandelen van het bebouwde oppervlak. ", "Shares of the built surface. ")
    } else {
        lang.pick("Aandelen van het gebied. ", "Shares of the area. ")
    };
    blocks.push(Block::note(format!(
        "{of}{}",
        lang.pick(
            "Het afwegingskader is een hulpmiddel, geen plicht, en gaat over nieuwe ontwikkeling.",
            "The framework is an aid, no duty, and speaks of new development."
        )
    )));
    blocks
}

fn meaning(class: &str, lang: Lang) -> &'static str {
    match class {
        "A" => lang.pick("ja, accepteren", "yes, accept"),
        "B" => lang.pick("ja, mits: kleine opgave", "yes, if: small task"),
        "C1" => lang.pick("ja, mits: middelgrote opgave", "yes, if: medium task"),
        "C2" => lang.pick("ja, mits: grote opgave", "yes, if: large task"),
        _ => lang.pick("nee, tenzij", "no, unless"),
    }
}

/// Restrictions: heritage, height, noise, safety, Schiphol.
pub(super) fn restrictions(about: &PageOf<'_>) -> Vec<Block> {
    let PageOf { passport, lang, long, .. } = *about;
    let mut blocks = vec![Block::heading(lang.pick("Beperkingen", "Restrictions"))];
    if passport.restrictions.is_empty() {
        blocks.push(Block::text(lang.pick(
            "Onbekend: er is geen kaart van beperkingen opgegeven (erfgoed, hoogte, geluid, veiligheid, Schiphol).",
            "Unknown: no map of restrictions was given (heritage, height, noise, safety, Schiphol).",
        )));
        return blocks;
    }
    let (here, silent): (Vec<_>, Vec<_>) =
        passport.restrictions.iter().partition(|map| map.share > 0.0 || map.points > 0 || map.panden > 0);
    if !here.is_empty() {
        let mut table = Table::new(
            lang.pick("beperkingen die hier gelden", "restrictions that hold here"),
            &match lang {
                Lang::Nl => ["Kaart", "Gevolg", "#Aandeel", "#Panden", "#Woningen"],
                Lang::En => ["Map", "Effect", "#Share", "#Panden", "#Homes"],
            },
        );
        for map in &here {
            let effect = match (Effect::parse(map.effect), map.limit_m) {
                (Some(Effect::HeightLimit), Some((low, high))) if (high - low).abs() < 0.05 => {
                    format!("{} {} m", lang.pick("hoogstens", "at most"), number(low, 1, lang))
                }
                (Some(Effect::HeightLimit), Some((low, high))) => format!(
                    "{} {} – {} m",
                    lang.pick("hoogstens", "at most"),
                    number(low, 1, lang),
                    number(high, 1, lang)
                ),
                (Some(Effect::Exclude), _) => lang.pick("sluit woningen uit", "rules homes out").into(),
                _ => lang.pick("aandachtspunt", "remark").into(),
            };
            let share = if map.share > 0.0 {
                percent(map.share, lang)
            } else {
                format!("{} {}", whole(map.points, lang), lang.pick("punten", "points"))
            };
            table.row([map.naam.clone(), effect, share, whole(map.panden, lang), whole(map.homes, lang)]);
        }
        blocks.push(Block::Table(table));
        if long {
            let items = here.iter().filter(|map| !map.ids.is_empty());
            let items: Vec<String> =
                items.map(|map| format!("{}: {}", map.naam, map.ids.join(", "))).collect();
            if !items.is_empty() {
                blocks.push(Block::List { items });
            }
        }
    }
    let mut notes = Vec::new();
    if !silent.is_empty() {
        let named: Vec<&str> = silent.iter().take(SILENT).map(|map| map.naam.as_str()).collect();
        notes.push(format!(
            "{}: {}.",
            lang.pick("Niets op de kaart van", "Nothing on the map of"),
            named.join(", ")
        ));
    }
    let absent: Vec<&str> = [
        (RestrictionKind::Heritage, lang.pick("erfgoed", "heritage")),
        (RestrictionKind::Height, lang.pick("bouwhoogte", "height")),
        (RestrictionKind::Noise, lang.pick("geluid", "noise")),
        (RestrictionKind::Safety, lang.pick("veiligheid en Schiphol", "safety and Schiphol")),
    ]
    .into_iter()
    .filter(|(kind, _)| {
        let heritage = *kind == RestrictionKind::Heritage;
        !passport.restrictions.iter().any(|map| {
            map.kind == kind.code() || heritage && map.kind == RestrictionKind::Rijksmonument.code()
        })
    })
    .map(|(_, word)| word)
    .collect();
    if !absent.is_empty() {
        notes.push(format!(
            "{}: {}.",
            lang.pick("Niet bekeken, geen kaart opgegeven", "Not looked at, no map given"),
            absent.join(", ")
        ));
    }
    if !notes.is_empty() {
        blocks.push(Block::note(notes.join(" ")));
    }
    blocks
}
