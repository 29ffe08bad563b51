//! Does parking fit, by a sum that can be done again by hand?

use serde::Serialize;

use super::{case::Case, say};
use crate::{
    assess::parking::{NormUsed, free_on_street},
    document::{Block, Table},
    lang::Lang,
    model::Moment,
    params::Rounding,
    wording::{self, number},
};

/// The demand of one moment of the week.
#[derive(Debug, Serialize)]
pub(super) struct MomentLine {
    pub moment: Moment,
    pub residents_presence: f64,
    pub visitors_presence: f64,
    /// Places of the residents: homes × norm × presence.
    pub residents: f64,
    /// Places of the visitors.
    pub visitors: f64,
    /// Places after what is taken off; never below 0.
    pub net: f64,
    pub binding: bool,
}

/// The counted street.
#[derive(Debug, Serialize)]
pub(super) struct StreetLine {
    pub moment: Option<Moment>,
    pub capacity: f64,
    pub occupied: f64,
    pub limit: f64,
    pub radius_m: f64,
    pub free: f64,
}

/// The parking sum.
#[derive(Debug, Serialize)]
pub(super) struct ParkingSheet {
    pub homes: u32,
    pub norm: NormUsed,
    pub moments: Vec<MomentLine>,
    /// Taken off for the old function; below 0 for places that go.
    pub credit: f64,
    pub free_places: f64,
    pub rounding: Rounding,
    pub demand: f64,
    pub street: Option<StreetLine>,
    pub supply: Option<f64>,
    pub shortfall: Option<f64>,
}

/// The parameters in the sum.
pub(super) const KEYS: [&str; 5] = [
    "parkeren.presence",
    "parkeren.free_places",
    "parkeren.street_limit",
    "parkeren.search_radius_m",
    "parkeren.rounding",
];

impl ParkingSheet {
    /// The sum; `None` while it is not known how many homes.
    pub fn of(case: &Case<'_>) -> Option<Self> {
        let (found, homes) = (case.site.parking.as_ref()?, case.site.homes.mid?);
        let params = &case.record.params.parkeren;
        let n = f64::from(homes);
        let moments = found.demand_by_moment.iter().map(|(moment, net)| {
            let presence = params.presence.value.iter().find(|row| row.moment == *moment);
            let (residents, visitors) = presence.map_or((1.0, 1.0), |row| (row.residents, row.visitors));
            MomentLine {
                moment: *moment,
                residents_presence: residents,
                visitors_presence: visitors,
                residents: n * found.norm.residents * residents,
                visitors: n * found.norm.visitors * visitors,
                net: *net,
                binding: *moment == found.binding,
            }
        });
        Some(Self {
            homes,
            moments: moments.collect(),
            credit: case.plot().map_or(0.0, |plot| 0.0 - plot.places_lost),
            free_places: params.free_places.value,
            rounding: params.rounding.value,
            demand: found.demand,
            street: street(case),
            supply: found.supply,
            shortfall: found.shortfall,
            norm: found.norm.clone(),
        })
    }

    /// Places needed and places there are.
    pub fn in_short(&self, lang: Lang) -> String {
        let demand = number(self.demand, 0, lang);
        match self.supply {
            Some(supply) => format!(
                "{} {demand}, {} {}",
                lang.pick("nodig", "needed"),
                lang.pick("vrij", "free"),
                number(supply, 1, lang)
            ),
            None => format!(
                "{} {demand}, {}",
                lang.pick("nodig", "needed"),
                lang.pick("straat niet geteld", "street not counted")
            ),
        }
    }

    /// The sum, moment by moment.
    pub fn blocks(&self, lang: Lang) -> Vec<Block> {
        let mut table = Table::new(
            lang.pick("parkeren per moment", "parking by moment"),
            &[
                lang.pick("Moment", "Moment"),
                lang.pick("#Bewoners", "#Residents"),
                lang.pick("#Bezoek", "#Visitors"),
                lang.pick("#Samen", "#Together"),
                lang.pick("#Na aftrek", "#After"),
            ],
        );
        for line in &self.moments {
            let part = |presence: f64, places: f64| {
                format!("{} → {}", say::percent(presence, lang), number(places, 2, lang))
            };
            let name = wording::moment(line.moment, lang);
            table.row([
                if line.binding { format!("{name} *") } else { name.to_owned() },
                part(line.residents_presence, line.residents),
                part(line.visitors_presence, line.visitors),
                number(line.residents + line.visitors, 2, lang),
                number(line.net, 2, lang),
            ]);
        }
        vec![
            Block::heading(lang.pick("Parkeren: de som per moment", "Parking: the sum by moment")),
            Block::text(self.norm_said(lang)),
            Block::Table(table),
            Block::text(self.balance_said(lang)),
        ]
    }

    fn norm_said(&self, lang: Lang) -> String {
        let norm = &self.norm;
        let two = |value: f64| number(value, 2, lang);
        let mut said = format!(
            "{} {} × ({} {} + {} {} {}). {}: {}",
            self.homes,
            lang.pick("woningen", "homes"),
            two(norm.residents),
            lang.pick("bewoners", "residents"),
            two(norm.visitors),
            lang.pick("bezoek", "visitors"),
            lang.pick("plaatsen per woning", "places per home"),
            lang.pick("Norm", "Norm"),
            wording::norm_rule(norm.rule, lang),
        );
        if let Some(position) = norm.position {
            let at = lang.pick("plek in de bandbreedte", "position in the bandwidth");
            said.push_str(&format!(", {at} {} (0–1)", two(position)));
        }
        if norm.reduction > 0.0 {
            let less = lang.pick("verlaagd met", "lowered by");
            said.push_str(&format!(", {less} {}", say::percent(norm.reduction, lang)));
        }
        if norm.highest_of_classes {
            said.push_str(wording::highest_of_classes(lang));
        }
        format!("{said}. {}: {}.", lang.pick("Bron", "Source"), norm.source.pick(lang).trim_end_matches('.'))
    }

    fn balance_said(&self, lang: Lang) -> String {
        let one = |value: f64| number(value, 1, lang);
        let mut said = match lang {
            Lang::Nl => format!("Aftrek per moment: {} vrijgestelde plaatsen", one(self.free_places)),
            Lang::En => format!("Taken off at each moment: {} free places", one(self.free_places)),
        };
        if self.credit < 0.0 {
            let lost = lang.pick("bij: plaatsen die verdwijnen", "added: places that go");
            said.push_str(&format!("; {lost} {}", one(-self.credit)));
        } else {
            let none = lang.pick("geen oude functie, geen deelauto's", "no old function, no shared cars");
            said.push_str(&format!("; {none}"));
        }
        let rounded = lang.pick("Afgerond", "Rounded");
        let binding = self.moments.iter().find(|line| line.binding).map(|line| line.moment);
        let binding = binding.map_or("", |moment| wording::moment(moment, lang));
        said.push_str(&format!(
            ". {rounded} {}: {} {} ({} {binding}).",
            wording::rounding(self.rounding, lang),
            one(self.demand),
            lang.pick("plaatsen nodig", "places needed"),
            lang.pick("maatgevend:", "binding:"),
        ));
        if let Some(street) = &self.street {
            said.push_str(&format!(
                " {} {} m: {} {} × {} − {} {} = {} {}.",
                lang.pick("Straat binnen", "Street within"),
                number(street.radius_m, 0, lang),
                number(street.capacity, 0, lang),
                lang.pick("plaatsen", "places"),
                number(street.limit, 2, lang),
                number(street.occupied, 0, lang),
                lang.pick("bezet", "taken"),
                number(street.free, 2, lang),
                lang.pick("vrij", "free"),
            ));
        }
        said.push(' ');
        said.push_str(&match (self.supply, self.shortfall) {
            (Some(_), Some(short)) if short > 0.0 => match lang {
                Lang::Nl => format!("Tekort: {} plaatsen.", number(short, 2, lang)),
                Lang::En => format!("Too few: {} places.", number(short, 2, lang)),
            },
            (Some(_), _) => lang.pick("Alle auto's passen.", "All cars fit.").to_owned(),
            (None, _) => lang
                .pick(
                    "De straat is niet geteld: of het past, is onbekend.",
                    "The street was not counted: whether it fits is not known.",
                )
                .to_owned(),
        });
        said
    }
}

/// The count of the street that decides.
fn street(case: &Case<'_>) -> Option<StreetLine> {
    let params = &case.record.params.parkeren;
    let street = case.site.parking.as_ref()?.street?;
    Some(StreetLine {
        moment: street.moment,
        capacity: street.capacity,
        occupied: street.occupied,
        limit: params.street_limit.value,
        radius_m: params.search_radius_m.value,
        free: free_on_street(street, params),
    })
}
