//! The sums of a fact sheet: score, parking, grid, water.

use super::About;
use crate::{
    assess::{Flag, parking::NormRule, water::Measure},
    model::{Form, GridCode},
    score::Criterion,
    sheet::{Block, Table},
    text::{self, Lang, day, number, whole},
};

/// The site in figures.
pub(super) fn figures(about: &About<'_>) -> Vec<Block> {
    let About { sheet, lang, .. } = *about;
    let figures = &sheet.figures;
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |nl: &str, en: &str, value: Option<String>| {
        facts.extend(value.map(|value| (lang.pick(nl, en).to_owned(), value)));
    };
    let count = |count: Option<u32>| count.map(|count| whole(count.into(), lang));
    let amount = |value: Option<f64>, decimals: u8, unit: &str| {
        value.map(|value| format!("{}{unit}", number(value, decimals, lang)))
    };
    add("Woningen nu", "Homes now", count(figures.n_homes_existing));
    add("Panden", "Panden", (!sheet.panden.is_empty()).then(|| sheet.panden.len().to_string()));
    add(
        "Bouwjaar",
        "Built",
        figures.bouwjaar_min.zip(figures.bouwjaar_max).map(|(oldest, newest)| {
            if oldest == newest { oldest.to_string() } else { format!("{oldest} – {newest}") }
        }),
    );
    add("Bouwlagen nu", "Storeys now", count(figures.storeys));
    add("Bouwlagen erbij, hoogstens", "Storeys added, at most", count(figures.extra_storeys));
    add("Plat dak", "Flat roof", amount(figures.flat_roof_m2, 0, " m²"));
    add("Kavel", "Plot", amount(figures.plot_m2, 0, " m²"));
    add("Grootste cirkel in de kavel", "Largest circle in the plot", amount(figures.plot_width_m, 1, " m"));
    add("Langs een openbare weg", "Along a public road", amount(figures.frontage_m, 1, " m"));
    add("FSI waarmee gerekend is", "FSI counted with", amount(figures.fsi, 2, ""));
    add("Nieuw bruto vloeroppervlak", "New gross floor area", amount(figures.gross_m2, 0, " m²"));
    add("Woningen die terugkomen", "Homes rebuilt", count(figures.homes_rebuilt));
    add(
        "Eigendom in één hand",
        "Ownership in one hand",
        amount(figures.owner_share.map(|share| share * 100.0), 0, " %"),
    );
    vec![Block::heading(lang.pick("De locatie", "The site")), Block::Facts { facts }]
}

/// Score by criterion, with how sure each is.
pub(super) fn score(about: &About<'_>) -> Vec<Block> {
    let About { sheet, lang, .. } = *about;
    let mut table = Table::new(
        lang.pick("score per criterium", "score by criterion"),
        &match lang {
            Lang::Nl => ["Criterium", "#Gewicht", "#Waarde", "Zekerheid"],
            Lang::En => ["Criterion", "#Weight", "#Value", "Certainty"],
        },
    );
    let estimated = sheet.flags.iter().any(|code| {
        [Flag::Estimated, Flag::EstimatedAhn, Flag::DensityEstimated].iter().any(|flag| flag.code() == code)
    });
    for found in &sheet.criteria {
        let rests_on_estimate =
            estimated && matches!(found.criterion, Criterion::Homes | Criterion::Structure);
        let certainty = match found.value {
            None => lang.pick("onbekend", "unknown"),
            Some(_) if rests_on_estimate => lang.pick("geschat", "estimated"),
            Some(_) => lang.pick("bekend", "known"),
        };
        table.row([
            text::criterion(found.criterion, lang).to_owned(),
            format!("{} %", number(found.weight * 100.0, 0, lang)),
            found.value.map_or_else(|| "–".into(), |value| number(value, 2, lang)),
            certainty.to_owned(),
        ]);
    }
    vec![
        Block::heading(lang.pick("Score", "Score")),
        Block::Table(table),
        Block::note(lang.pick(
            "Score = 100 × som van gewicht × waarde over wat bekend is; wat onbekend is, telt niet mee en verlaagt de dekking. Hoe de plaats verschuift bij andere gewichten, is nog niet berekend.",
            "Score = 100 × sum of weight × value over what is known; what is not is left out and lowers the coverage. How the rank moves with other weights was not computed yet.",
        )),
    ]
}

/// The parking sum with its moments.
pub(super) fn parking(about: &About<'_>) -> Vec<Block> {
    let About { sheet, finished, lang, .. } = *about;
    let mut blocks = vec![Block::heading(lang.pick("Parkeren", "Parking"))];
    let (Some(sum), Some(homes)) = (&sheet.parking, sheet.homes.mid) else {
        blocks.push(Block::text(lang.pick(
            "Niet te zeggen: het aantal woningen is onbekend.",
            "Cannot be said: the number of homes is not known.",
        )));
        return blocks;
    };
    let rule = NormRule::parse(&sum.norm.rule).map_or("–", |rule| text::norm_rule(rule, lang));
    let position = sum.norm.position.map_or_else(String::new, |position| {
        format!(", {} {} %", lang.pick("positie", "position"), number(position * 100.0, 0, lang))
    });
    let (residents, visitors) = (number(sum.norm.residents, 2, lang), number(sum.norm.visitors, 2, lang));
    blocks.push(Block::text(match lang {
        Lang::Nl => format!(
            "{residents} bewoners + {visitors} bezoekers per woning: {rule}{position} ({}).",
            sum.norm.source
        ),
        Lang::En => format!(
            "{residents} residents + {visitors} visitors a home: {rule}{position} ({}).",
            sum.norm.source
        ),
    }));
    let mut table = Table::new(
        lang.pick("parkeersom per moment", "parking sum by moment"),
        &match lang {
            Lang::Nl => ["Moment", "#Bewoners", "#Bezoekers", "#Aftrek", "#Plaatsen"],
            Lang::En => ["Moment", "#Residents", "#Visitors", "#Less", "#Places"],
        },
    );
    let homes = f64::from(homes);
    for (moment, places) in &sum.demand_by_moment {
        let Some(present) = sum.presence.iter().find(|presence| presence.moment == *moment) else { continue };
        let own = homes * sum.norm.residents * present.residents;
        let guests = homes * sum.norm.visitors * present.visitors;
        let binds = if *moment == sum.binding { " *" } else { "" };
        table.row([
            format!("{}{binds}", text::moment(*moment, lang)),
            number(own, 1, lang),
            number(guests, 1, lang),
            number(own + guests - places, 1, lang),
            number(*places, 1, lang),
        ]);
    }
    blocks.push(Block::Table(table));
    let demand = number(sum.demand, 1, lang);
    let free = number(finished.params.parkeren.free_places.value, 0, lang);
    let balance = match (sum.supply, sum.shortfall) {
        (Some(supply), Some(short)) => {
            let (supply, short) = (number(supply, 1, lang), number(short, 1, lang));
            match lang {
                Lang::Nl => format!("vrij in de straat {supply}, tekort {short}"),
                Lang::En => format!("free in the street {supply}, short {short}"),
            }
        }
        _ => lang
            .pick(
                "de straat is niet geteld: of het past is onbekend",
                "the street was not counted: whether it fits is unknown",
            )
            .into(),
    };
    blocks.push(Block::note(match lang {
        Lang::Nl => format!("* maatgevend; eis na afronding {demand} plaatsen; {balance}. Aftrek: {free} vrije plaatsen en wat het oude gebruik al vroeg. Woningen × norm × aanwezigheid."),
        Lang::En => format!("* binding; {demand} places after rounding; {balance}. Less: {free} free places and what the old use asked already. Homes × norm × presence."),
    }));
    blocks
}

/// The grid request, on a line.
pub(super) fn grid(about: &About<'_>) -> Vec<Block> {
    let About { sheet, finished, lang, .. } = *about;
    let net = &finished.params.net;
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |label: &str, value: String| facts.push((label.to_owned(), value));
    match sheet.grid.as_ref().and_then(|grid| Some((grid, grid.load?))) {
        Some((grid, load)) => {
            // The run counts one of the two; the other is a factor away.
            let factor = net.netbewust_factor.value;
            let (plain, thrifty) = if net.netbewust.value {
                (load.coincident / factor, load.coincident)
            } else {
                (load.coincident, load.coincident * factor)
            };
            let kw = |kw: f64| number(kw, 1, lang);
            add(
                lang.pick("Vraag aan het gebied", "Demand on the area"),
                format!("{} kW; {} {} kW", kw(plain), lang.pick("netbewust", "grid-aware"), kw(thrifty)),
            );
            add(lang.pick("Piek van de locatie", "Peak of the site"), format!("{} kW", kw(load.peak)));
            if grid.station {
                add(
                    lang.pick("Elektriciteitsruimte", "Station"),
                    lang.pick("lijkt nodig, met de woningen eromheen", "seems needed, with the homes around")
                        .into(),
                );
            }
        }
        None => add(
            lang.pick("Vraag", "Demand"),
            lang.pick("niet te zeggen zonder aantal woningen", "cannot be said without a number of homes")
                .into(),
        ),
    }
    let code =
        sheet.grid.as_ref().and_then(|grid| grid.code).and_then(|code| GridCode::parse(i64::from(code)));
    let date = finished.run.inputs.iter().find(|input| input.role.starts_with("grid."));
    let date = date.map(|input| input.date.as_str()).filter(|date| !date.is_empty());
    let read =
        date.map_or_else(String::new, |date| format!(" ({} {date})", lang.pick("kaart van", "map of")));
    add(
        lang.pick("Stand", "Status"),
        code.map_or_else(
            || lang.pick("onbekend", "unknown").to_owned(),
            |code| format!("{} – {}{read}", code.number(), text::grid_code(code, lang)),
        ),
    );
    if let Some(mw) = sheet.grid.as_ref().and_then(|grid| grid.headroom_mw) {
        add(lang.pick("Ruimte op de kaart", "Headroom on the map"), format!("{} MW", number(mw, 1, lang)));
    }
    add(
        lang.pick("Aanvragen", "To ask"),
        format!("{} {}", lang.pick("vanaf", "from"), day(&net.request_from.value, lang)),
    );
    vec![
        Block::heading(lang.pick("Stroomnet", "Electricity grid")),
        Block::Facts { facts },
        Block::note(match lang {
            Lang::Nl => format!(
                "De kaart gaat over grote aansluitingen en belooft of weigert niets; de netbeheerder beslist. Op {} gaat de reservering voor kleinverbruik naar de wachtrij.",
                day(&net.release_on.value, lang)
            ),
            Lang::En => format!(
                "The map is about large connections and promises or refuses nothing; the grid operator decides. On {} the reservation for small users goes to the queue.",
                day(&net.release_on.value, lang)
            ),
        }),
    ]
}

/// Water and soil, and measures to consider.
pub(super) fn water(about: &About<'_>) -> Vec<Block> {
    let About { sheet, lang, .. } = *about;
    let mut blocks = vec![Block::heading(lang.pick("Water en bodem", "Water and soil"))];
    let Some(water) = &sheet.water else {
        blocks.push(Block::text(lang.pick("Onbekend.", "Unknown.")));
        return blocks;
    };
    let mut items = Vec::new();
    items.push(match (&water.dominant, &water.worst) {
        (Some(dominant), Some(worst)) if dominant != worst => match lang {
            Lang::Nl => format!("Klasse {dominant}, slechtste die meetelt {worst}."),
            Lang::En => format!("Class {dominant}, worst that counts {worst}."),
        },
        (Some(class), _) => format!("{} {class}.", lang.pick("Klasse", "Class")),
        _ => lang
            .pick(
                "Klasse onbekend: geen kaart, of zij zegt hier niets.",
                "Class unknown: no map, or it says nothing here.",
            )
            .into(),
    });
    let measures: Vec<&str> =
        water.measures.iter().filter_map(|code| Some(text::measure(Measure::parse(code)?, lang))).collect();
    if !measures.is_empty() {
        items.push(format!("{}: {}.", lang.pick("Te overwegen", "To consider"), measures.join("; ")));
    }
    if water.storage_m3 > 0.0 {
        items.push(format!(
            "{} {} m³.",
            lang.pick("Berging voor nieuwe verharding", "Storage for new paving"),
            number(water.storage_m3, 1, lang)
        ));
    }
    if sheet.form() == Some(Form::Optoppen) {
        items.push(
            lang.pick(
                "Het afwegingskader geeft geen regel voor optoppen; hoe zwaar het telt, is een keuze.",
                "The framework gives no rule for storeys on top; how much it counts is a choice.",
            )
            .into(),
        );
    }
    blocks.push(Block::List { items });
    blocks
}
