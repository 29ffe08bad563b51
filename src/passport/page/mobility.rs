//! Parking, and how one gets there without a car.

use super::{PageOf, percent, walk};
use crate::{
    assess::parking::NormRule,
    document::{Block, Table},
    lang::Lang,
    model::{Form, StopClass},
    params::{Params, ParkingParams},
    passport::data::{Access, NormByForm, Parking},
    wording::{self, day, number, whole},
};

/// Rows of the norm table on the short page.
const NORMS: usize = 6;

/// Parking: norm in force, position, room to deviate, places.
pub(super) fn parking(about: &PageOf<'_>) -> Vec<Block> {
    let PageOf { passport, params, lang, long, .. } = *about;
    let parking = &passport.parking;
    let mut blocks = vec![Block::heading(lang.pick("Parkeren", "Parking"))];
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |label: &str, value: String| facts.push((label.to_owned(), value));
    let zones = match &parking.zones {
        None => lang.pick("geen kaart van zones opgegeven", "no map of zones was given").to_owned(),
        Some(zones) if zones.is_empty() => {
            lang.pick("buiten de zones van de normen", "outside the zones of the norms").to_owned()
        }
        Some(zones) => zones
            .iter()
            .map(|zone| {
                let name =
                    if zone.naam == zone.id { zone.id.clone() } else { format!("{} {}", zone.id, zone.naam) };
                format!("{name} ({})", percent(zone.share, lang))
            })
            .collect::<Vec<_>>()
            .join(", "),
    };
    add(lang.pick("Zone", "Zone"), zones);
    for norm in &parking.used {
        add(&used_label(norm, lang), used(norm, lang));
    }
    if let Some(cars) = parking.cars_per_household {
        add(
            lang.pick("Autobezit", "Car ownership"),
            format!("{} {}", number(cars, 2, lang), lang.pick("per huishouden", "a household")),
        );
    }
    add(lang.pick("Openbare plaatsen", "Public places"), places(parking, params, lang));
    blocks.push(Block::Facts { facts });
    if !parking.norms.is_empty() {
        let mut table = Table::new(
            lang.pick("parkeernormen die hier gelden", "parking norms in force here"),
            &match lang {
                Lang::Nl => ["Zone, woning", "#Bewoners", "#Bezoekers"],
                Lang::En => ["Zone, home", "#Residents", "#Visitors"],
            },
        );
        let shown = if long { parking.norms.len() } else { NORMS };
        for norm in parking.norms.iter().take(shown) {
            let size = match norm.m2_to {
                Some(to) if norm.m2_from <= 0.0 => format!("< {} m²", number(to, 0, lang)),
                Some(to) => format!("{} – {} m²", number(norm.m2_from, 0, lang), number(to, 0, lang)),
                None if norm.m2_from <= 0.0 => lang.pick("alle", "all").to_owned(),
                None => format!("≥ {} m²", number(norm.m2_from, 0, lang)),
            };
            let zone = if norm.zone == "*" { lang.pick("alle zones", "all zones") } else { &norm.zone };
            let residents = if norm.residents_max > norm.residents_min {
                format!("{} – {}", number(norm.residents_min, 2, lang), number(norm.residents_max, 2, lang))
            } else {
                number(norm.residents_min, 2, lang)
            };
            let classes = [&norm.huurklasse, &norm.doelgroep].into_iter().flatten();
            let classes: String = classes.map(|class| format!(", {class}")).collect();
            table.row([format!("{zone}, {size}{classes}"), residents, number(norm.visitors, 2, lang)]);
        }
        blocks.push(Block::Table(table));
        let mut sources: Vec<&str> = parking.norms.iter().map(|norm| norm.source.as_str()).collect();
        sources.dedup();
        sources.truncate(2);
        blocks.push(Block::note(format!("{}: {}", lang.pick("Bron", "Source"), sources.join("; "))));
    }
    blocks.push(Block::List { items: room(&passport.access, params, lang) });
    blocks
}

fn used_label(norm: &NormByForm, lang: Lang) -> String {
    let form = Form::parse(norm.form).map_or(norm.form, wording::form_word);
    format!("{} {form}", lang.pick("Norm bij", "Norm for"))
}

fn used(norm: &NormByForm, lang: Lang) -> String {
    let rule = NormRule::parse(norm.rule).map_or(norm.rule, |rule| wording::norm_rule(rule, lang));
    let position = norm.position.map_or_else(String::new, |position| {
        format!(
            ", {} {} %",
            lang.pick("positie in de bandbreedte", "position in the bandwidth"),
            number(position * 100.0, 0, lang)
        )
    });
    let highest = if norm.highest_of_classes { wording::highest_of_classes(lang) } else { "" };
    format!(
        "{} + {} {} ({} m²): {rule}{position}{highest}",
        number(norm.residents, 2, lang),
        number(norm.visitors, 2, lang),
        lang.pick("bezoekers per woning", "visitors a home"),
        number(norm.home_m2, 0, lang),
    )
}

fn places(parking: &Parking, params: &Params, lang: Lang) -> String {
    let Some(places) = parking.places else {
        return lang.pick("niet geteld: geen kaart opgegeven", "not counted: no map was given").into();
    };
    let mut said = Vec::new();
    if places.counted > 0.0 {
        let pressure = percent(places.occupied / places.counted, lang);
        let (counted, free) = (number(places.counted, 0, lang), number(places.free, 0, lang));
        let limit = percent(params.parkeren.street_limit.value, lang);
        said.push(match lang {
            Lang::Nl => format!("{counted} geteld, druk {pressure}; {free} vrij tot de grens van {limit}"),
            Lang::En => {
                format!("{counted} counted, pressure {pressure}; {free} free below the limit of {limit}")
            }
        });
    }
    if places.uncounted > 0.0 {
        let uncounted = number(places.uncounted, 0, lang);
        said.push(match lang {
            Lang::Nl => format!("{uncounted} zonder telling"),
            Lang::En => format!("{uncounted} without a count"),
        });
    }
    if said.is_empty() {
        lang.pick("geen in dit gebied", "none in this area").into()
    } else {
        said.join("; ")
    }
}

/// Room to deviate from the norm, and on what ground.
fn room(access: &[Access], params: &Params, lang: Lang) -> Vec<String> {
    let parkeren = &params.parkeren;
    let near: Vec<String> = parkeren
        .position_stops
        .value
        .iter()
        .filter_map(|rule| {
            let found = access.iter().find(|access| access.class == rule.stop.name())?;
            (found.nearest_m <= rule.within_m).then(|| {
                format!(
                    "{} {} {} ({} {} m)",
                    stop(rule.stop, lang),
                    lang.pick("op", "at"),
                    walk(found.nearest_m, lang),
                    lang.pick("grens", "limit"),
                    number(rule.within_m, 0, lang)
                )
            })
        })
        .collect();
    let mut items = Vec::new();
    items.push(if access.is_empty() {
        lang.pick(
            "Onbekend of openbaar vervoer de norm verlaagt: er zijn geen haltes opgegeven, of er staan geen panden.",
            "Unknown whether public transport lowers the norm: no stops were given, or there are no panden.",
        )
        .to_owned()
    } else if near.is_empty() {
        lang.pick(
            "Geen station, metro of HOV-halte dichtbij genoeg om de norm om die reden te verlagen.",
            "No station, metro or HOV stop near enough to lower the norm for that reason.",
        )
        .to_owned()
    } else {
        format!(
            "{}: {}.",
            lang.pick("Lagere norm door openbaar vervoer", "A lower norm by public transport"),
            near.join("; ")
        )
    });
    let forms: Vec<&str> =
        parkeren.norm_position_minimum.value.iter().map(|form| wording::form_word(*form)).collect();
    if !forms.is_empty() {
        let source = params.get("parkeren.norm_position_minimum").map_or("", |norm| norm.source.pick(lang));
        items.push(match lang {
            Lang::Nl => format!("Ondergrens van de bandbreedte bij {} ({source}).", forms.join(", ")),
            Lang::En => format!("Lower end of the bandwidth for {} ({source}).", forms.join(", ")),
        });
    }
    let (replaces, cap) =
        (number(parkeren.shared_car_replaces.value, 0, lang), percent(parkeren.shared_car_cap.value, lang));
    items.push(match lang {
        Lang::Nl => format!("Eén deelauto telt voor {replaces} plaatsen, tot {cap} van de eis."),
        Lang::En => format!("One shared car counts for {replaces} places, up to {cap} of the demand."),
    });
    let free = number(parkeren.free_places.value, 0, lang);
    items.push(match lang {
        Lang::Nl => format!("De eerste {free} plaatsen per plan zijn vrij; alleen extra vraag telt."),
        Lang::En => format!("The first {free} places of a plan are free; only extra demand counts."),
    });
    items
}

fn stop(class: StopClass, lang: Lang) -> &'static str {
    match class {
        StopClass::Train => lang.pick("treinstation", "train station"),
        StopClass::Metro => lang.pick("metrostation", "metro station"),
        StopClass::Hov => lang.pick("HOV- of tramhalte", "HOV or tram stop"),
        StopClass::Other => lang.pick("bushalte", "bus stop"),
    }
}

/// Accessibility: stops by class and walking distance, bicycle and shared cars.
pub(super) fn access(about: &PageOf<'_>) -> Vec<Block> {
    let PageOf { passport, params, lang, .. } = *about;
    let mut blocks =
        vec![Block::heading(lang.pick("Mobiliteit en bereikbaarheid", "Mobility and accessibility"))];
    if passport.access.is_empty() {
        blocks.push(Block::text(lang.pick(
            "Onbekend: er is geen kaart van haltes opgegeven, of er staan geen panden.",
            "Unknown: no map of stops was given, or there are no panden.",
        )));
    } else {
        let mut table = Table::new(
            lang.pick("loopafstand tot haltes", "walking distance to stops"),
            &match lang {
                Lang::Nl => ["Lopen naar", "#Dichtste woning", "#Middelste woning", "#Haltes hier"],
                Lang::En => ["Walk to", "#Nearest home", "#Middle home", "#Stops here"],
            },
        );
        for access in &passport.access {
            let class = StopClass::ALL.into_iter().find(|class| class.name() == access.class);
            let name = class.map_or(access.class, |class| stop(class, lang));
            table.row([
                name.to_owned(),
                walk(access.nearest_m, lang),
                walk(access.median_m, lang),
                whole(access.stops, lang),
            ]);
        }
        blocks.push(Block::Table(table));
        let factor = number(params.optoppen.walking_factor.value, 1, lang);
        blocks.push(Block::note(match lang {
            Lang::Nl => format!("Hemelsbreed × {factor}. Haltes zonder dienstregeling: hoe vaak er iets rijdt, is niet bekeken."),
            Lang::En => format!("Straight line × {factor}. Stops without a timetable: how often something calls was not looked at."),
        }));
    }
    blocks.push(Block::List {
        items: vec![
            bicycles(&params.parkeren, lang),
            lang.pick(
                "Deelauto's en fietsplaatsen die er al zijn, zijn niet bekend: er is geen landelijke kaart van.",
                "Shared cars and bicycle places there are now are not known: no national map of them exists.",
            )
            .into(),
        ],
    });
    blocks
}

/// How many bicycle places new buildings need.
fn bicycles(parkeren: &ParkingParams, lang: Lang) -> String {
    let (above, places) = (parkeren.bicycle_above_car_places.value, parkeren.bicycle_per_home.value);
    let from = day(&parkeren.bicycle_from.value, lang);
    match lang {
        Lang::Nl => format!(
            "Fiets: bij nieuwbouw met meer dan {above} autoplaatsen ten minste {places} fietsplaatsen per woning (EPBD, vanaf {from})."
        ),
        Lang::En => format!(
            "Bicycles: new buildings with more than {above} car places need {places} bicycle places a home or more (EPBD, from {from})."
        ),
    }
}
