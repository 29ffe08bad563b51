//! The request record: one site, or one project of a list, in one year.

use crate::{
    demand::{Gemeenten, Whereabouts},
    export::{ColumnSpec, Kind},
    model::PlannedProject,
    plan::{Built, Phased, YearLoad},
    record::Record,
    tables::SiteRow,
    value::Value,
};

/// What a request is made of.
pub(super) struct RequestOf<'a> {
    /// The sites it is about; none for a project of a list that leads to no
    /// site of the run.
    pub sites: &'a [&'a SiteRow],
    /// What tells it from others: its site, or where it stands on a list.
    pub id: &'a str,
    /// What tells it from others in every run.
    pub request_id: &'a str,
    pub project: Option<&'a PlannedProject>,
    pub built: &'a Built,
    pub phased: &'a Phased,
    pub gemeenten: &'a Gemeenten,
    pub record: &'a Record,
}

/// One site in one year.
///
/// # Source
///
/// toplaag method §6; the first groups (location, phasing, programme,
/// expected demand) are those of the Routekaart 2.3, the split is ours.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Load of the year.
    pub load: YearLoad,
    /// Supply area; `None` without a map, or outside all of them.
    pub grid_area_id: Option<String>,
    /// Its name.
    pub grid_area: Option<String>,
    /// Who runs it.
    pub netbeheerder: Option<String>,
    /// Code of the gemeente.
    pub gemeente_code: Option<String>,
    /// Its name.
    pub gemeente: Option<String>,
    /// What tells it from others: its site, or where it stands on a list.
    pub id: String,
    /// Identifications of its sites; empty for none.
    pub site_id: String,
    /// What people call it.
    pub project: String,
    /// Address, or where it is.
    pub locatie: Option<String>,
    /// A point in it, RD New.
    pub point: Option<geo_types::Point<f64>>,
    values: Vec<Value>,
}

/// The columns, in order.
pub const REQUESTS: [ColumnSpec; 51] = [
    ColumnSpec::new("netbeheerder", Kind::Text, "", "Regionale netbeheerder", "Regional grid operator"),
    ColumnSpec::new("grid_area_id", Kind::Text, "", "Voedingsgebied", "Supply area"),
    ColumnSpec::new("grid_area", Kind::Text, "", "Naam van het voedingsgebied", "Name of the supply area"),
    ColumnSpec::new("gemeente_code", Kind::Text, "", "Code van de gemeente", "Code of the gemeente"),
    ColumnSpec::new("gemeente", Kind::Text, "", "Naam van de gemeente", "Name of the gemeente"),
    ColumnSpec::new(
        "project",
        Kind::Text,
        "",
        "Project: de naam op de planlijst, anders die van de locatie",
        "Project: its name on the planning list, else that of the site",
    ),
    ColumnSpec::new("ppm_id", Kind::Text, "", "Kenmerk in de PPM", "Identification in the PPM"),
    ColumnSpec::new(
        "planstatus",
        Kind::Text,
        "",
        "Planstatus: hard of zacht; leeg als geen lijst hem noemt",
        "Status of the plan: hard or soft (zacht); empty when no list says",
    ),
    ColumnSpec::new(
        "site_id",
        Kind::Text,
        "",
        "Kenmerk van de locatie en vorm in de scan",
        "Identification of location and form in the scan",
    ),
    ColumnSpec::new(
        "location_id",
        Kind::Text,
        "",
        "Kenmerk van de locatie",
        "Identification of the location",
    ),
    ColumnSpec::new(
        "form",
        Kind::Text,
        "",
        "Vorm waarin woningen erbij komen",
        "Form in which homes are added",
    ),
    ColumnSpec::new("locatie", Kind::Text, "", "Adres, of waar het ligt", "Address, or where it is"),
    ColumnSpec::new("x", Kind::real(1), "m RD", "Punt in de locatie, RD New", "Point in the site, RD New"),
    ColumnSpec::new("y", Kind::real(1), "m RD", "Punt in de locatie, RD New", "Point in the site, RD New"),
    ColumnSpec::new("lon", Kind::real(6), "°", "Lengtegraad", "Longitude"),
    ColumnSpec::new("lat", Kind::real(6), "°", "Breedtegraad", "Latitude"),
    ColumnSpec::new("year", Kind::Int, "jaar", "Jaar van oplevering", "Year of delivery"),
    ColumnSpec::new(
        "homes",
        Kind::Int,
        "",
        "Woningen die in dat jaar worden opgeleverd",
        "Homes delivered in that year",
    ),
    ColumnSpec::new(
        "homes_q1",
        Kind::Int,
        "",
        "Waarvan in het eerste kwartaal, gelijk verdeeld, de rest vooraan",
        "Of these, in the first quarter; spread evenly, the rest first",
    ),
    ColumnSpec::new(
        "homes_q2",
        Kind::Int,
        "",
        "Waarvan in het tweede kwartaal",
        "Of these, in the second quarter",
    ),
    ColumnSpec::new(
        "homes_q3",
        Kind::Int,
        "",
        "Waarvan in het derde kwartaal",
        "Of these, in the third quarter",
    ),
    ColumnSpec::new(
        "homes_q4",
        Kind::Int,
        "",
        "Waarvan in het vierde kwartaal",
        "Of these, in the fourth quarter",
    ),
    ColumnSpec::new(
        "homes_cumulative",
        Kind::Int,
        "",
        "Woningen tot en met dat jaar",
        "Homes up to and with that year",
    ),
    ColumnSpec::new(
        "homes_gone",
        Kind::Int,
        "",
        "Woningen die in alle jaren samen verdwijnen",
        "Homes that go in all years together",
    ),
    ColumnSpec::new(
        "home_go_m2",
        Kind::real(0),
        "m²",
        "Gebruiksoppervlakte van een woning van deze vorm waarmee gerekend is; leeg als de vorm niet bekend is",
        "Usable floor area of a home of this form that was counted with; empty when the form is not known",
    ),
    ColumnSpec::new(
        "programme",
        Kind::Text,
        "",
        "Programma volgens de planlijst: type, huurklasse, grootte",
        "Programme by the planning list: type, rent class, size",
    ),
    ColumnSpec::new(
        "phasing_from",
        Kind::Text,
        "",
        "Wie de fasering gaf: given (tabel), list (planlijst) of rule (vuistregel)",
        "Who gave the phasing: given (table), list (planning list) or rule",
    ),
    ColumnSpec::new(
        "start",
        Kind::Text,
        "",
        "Start bouw volgens de planlijst",
        "Start of building by the planning list",
    ),
    ColumnSpec::new(
        "delivery",
        Kind::Text,
        "",
        "Oplevering volgens de planlijst",
        "Delivery by the planning list",
    ),
    ColumnSpec::new(
        "heat_concept",
        Kind::Text,
        "",
        "Warmteconcept: district_heat, hybrid, ground_source of air_source",
        "Heat concept: district_heat, hybrid, ground_source or air_source",
    ),
    ColumnSpec::new(
        "coincident_kw",
        Kind::real(1),
        "kW",
        "Vraag die dit jaar aan de piek van het gebied toevoegt; telt op over locaties en jaren",
        "Demand this year adds to the peak of the area; adds up over sites and years",
    ),
    ColumnSpec::new(
        "coincident_kw_netbewust",
        Kind::real(1),
        "kW",
        "Dezelfde, netbewust gebouwd",
        "The same, built grid-aware",
    ),
    ColumnSpec::new(
        "peak_kw",
        Kind::real(1),
        "kW",
        "Piek van de locatie zelf aan het eind van het jaar; telt niet op",
        "Peak of the site by itself at the end of the year; does not add up",
    ),
    ColumnSpec::new(
        "peak_kw_netbewust",
        Kind::real(1),
        "kW",
        "Dezelfde, netbewust gebouwd",
        "The same, built grid-aware",
    ),
    ColumnSpec::new(
        "apparent_kva",
        Kind::real(1),
        "kVA",
        "De piek als schijnbaar vermogen",
        "The peak as apparent power",
    ),
    ColumnSpec::new(
        "annual_kwh",
        Kind::real(0),
        "kWh",
        "Jaarverbruik van de woningen van dit jaar",
        "Yearly use of the homes of this year",
    ),
    ColumnSpec::new(
        "chargers",
        Kind::Int,
        "",
        "Laadpunten volgens de planlijst",
        "Charge points by the planning list",
    ),
    ColumnSpec::new(
        "grid_code",
        Kind::Int,
        "",
        "Stand van het net voor afname, 0 tot 3, over grote aansluitingen en indicatief",
        "Grid status for demand, 0 to 3, about large connections and indicative",
    ),
    ColumnSpec::new("grid_code_date", Kind::Text, "", "Datum van de kaart", "Date of the map"),
    ColumnSpec::new(
        "grid_headroom_mw",
        Kind::real(1),
        "MW",
        "Ruimte volgens de kaart",
        "Headroom by the map",
    ),
    ColumnSpec::new(
        "contact",
        Kind::Text,
        "",
        "Contactpersoon volgens de planlijst",
        "Contact by the planning list",
    ),
    ColumnSpec::new(
        "request_from",
        Kind::Text,
        "",
        "Vanaf deze dag kan een woningbouwproject eerder aanvragen",
        "From this day on a housing project may ask earlier",
    ),
    ColumnSpec::new(
        "release_on",
        Kind::Text,
        "",
        "Op deze dag gaat de reservering voor kleinverbruik naar de wachtrij",
        "On this day the reservation for small users goes to the queue",
    ),
    ColumnSpec::new("score", Kind::real(1), "0-100", "Score in de scan", "Score in the scan"),
    ColumnSpec::new(
        "request_id",
        Kind::Text,
        "",
        "Kenmerk van de aanvraag, van alle jaren samen en gelijk in elke run",
        "Identification of the request, of all its years and the same in every run",
    ),
    ColumnSpec::new(
        "complete",
        Kind::Bool,
        "",
        "Of locatie, fasering, programma en energievraag volledig zijn",
        "Whether location, phasing, programme and demand are complete",
    ),
    ColumnSpec::new("lacks", Kind::Text, "", "Wat er ontbreekt, per veld", "What is missing, by field"),
    ColumnSpec::new(
        "claim",
        Kind::Text,
        "",
        "Wanneer te vragen: voor de vrijgave van de reservering, erna, of te laat voor de eigen planning",
        "When it can be asked: before the release of the reservation, after it, or too late for its own planning",
    ),
    ColumnSpec::new(
        "ask_by",
        Kind::Text,
        "",
        "Uiterste dag om te vragen; leeg als de planning onbekend is",
        "Last day to ask; empty when the planning is not known",
    ),
    ColumnSpec::new(
        "request_status",
        Kind::Text,
        "",
        "Stand van de aanvraag: te vragen, gevraagd, toegezegd of afgewezen",
        "Status of the request: to ask, asked, promised or refused",
    ),
    ColumnSpec::new(
        "promised_mw",
        Kind::real(3),
        "MW",
        "Toegezegd voor de hele aanvraag, alle jaren samen",
        "Promised for the whole request, all years together",
    ),
];

impl Request {
    /// The request of a site for one year.
    pub(super) fn new(about: &RequestOf<'_>, load: YearLoad) -> Self {
        let RequestOf { sites, id, project, built, phased, gemeenten, record, .. } = *about;
        let site = sites.first().copied();
        let only = site.filter(|_| sites.len() == 1);
        let there = Whereabouts::of(sites, project, gemeenten, &record.layers);
        let Whereabouts {
            name,
            point,
            lon_lat,
            gemeente_code,
            gemeente,
            grid_area_id,
            grid_area,
            netbeheerder,
        } = there;
        let net = &record.params.net;
        let date = record.run.inputs.iter().find(|input| input.role.is_grid());
        let programme = project.map(programme).filter(|programme| !programme.is_empty());
        let locatie = project
            .and_then(|project| project.locatie.clone())
            .or_else(|| only.and_then(|site| site.address.clone()))
            .or_else(|| site.and_then(|site| site.called.buurt.clone()));
        let quarters = quarters(load.homes);
        let code = sites.iter().filter_map(|site| site.grid.code).max_by_key(|code| code.number());
        let headroom = sites.iter().filter_map(|site| site.grid.headroom_mw).reduce(f64::min);
        let form = site.map(|site| site.form).filter(|form| sites.iter().all(|site| site.form == *form));
        let ids = |id: fn(&SiteRow) -> &str| several(sites.iter().map(|site| id(site)));
        let site_id = ids(|site| &site.id);
        let values = vec![
            netbeheerder.clone().into(),
            grid_area_id.clone().into(),
            grid_area.clone().into(),
            gemeente_code.clone().into(),
            gemeente.clone().into(),
            name.as_str().into(),
            project.and_then(|project| project.ppm_id.clone()).into(),
            project.and_then(|project| project.planstatus).map(|status| status.code().to_owned()).into(),
            site_id.clone().into(),
            ids(|site| &site.location).into(),
            form.map(|form| form.code().to_owned()).into(),
            locatie.clone().into(),
            point.map(|point| point.x()).into(),
            point.map(|point| point.y()).into(),
            lon_lat.map(|(lon, _)| lon).into(),
            lon_lat.map(|(_, lat)| lat).into(),
            u32::from(load.year).into(),
            load.homes.into(),
            quarters[0].into(),
            quarters[1].into(),
            quarters[2].into(),
            quarters[3].into(),
            load.homes_cumulative.into(),
            Some(built.gone).filter(|gone| *gone > 0).into(),
            form.map(|form| record.params.home_go_m2(form)).into(),
            programme.into(),
            phased.from.code().into(),
            project.and_then(|project| project.start).map(|date| date.to_string()).into(),
            project.and_then(PlannedProject::delivered).map(|period| period.to_string()).into(),
            built.heat.code().into(),
            load.coincident.0.into(),
            load.coincident_netbewust.0.into(),
            load.peak.0.into(),
            load.peak_netbewust.0.into(),
            (load.peak.0 / net.power_factor.value).into(),
            load.annual_kwh.into(),
            project.and_then(|project| project.chargers).into(),
            code.map(|code| u32::from(code.number())).into(),
            date.map(|input| input.date.clone()).filter(|date| !date.is_empty()).into(),
            headroom.into(),
            project.and_then(|project| project.contact.clone()).into(),
            net.request_from.value.as_str().into(),
            net.release_on.value.as_str().into(),
            only.and_then(SiteRow::score).into(),
        ];
        Self {
            load,
            grid_area,
            netbeheerder,
            gemeente_code,
            gemeente,
            id: id.to_owned(),
            site_id: site_id.unwrap_or_default(),
            project: name,
            locatie,
            point,
            grid_area_id,
            values,
        }
    }

    /// Puts what holds for the request of all its years behind its own values:
    /// from `request_id` on.
    pub(super) fn put_behind(&mut self, values: Vec<Value>) {
        self.values.extend(values);
    }

    /// The values of [`REQUESTS`].
    #[must_use]
    pub fn row(&self) -> &[Value] {
        &self.values
    }
}

/// Identifications in one cell; beyond 300 the rest is counted, as a cell of a
/// spreadsheet ends.
fn several<'a>(ids: impl ExactSizeIterator<Item = &'a str>) -> Option<String> {
    const SHOWN: usize = 300;
    let more = ids.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = ids.take(SHOWN).map(str::to_owned).collect();
    if more > 0 {
        shown.push(format!("+{more}"));
    }
    Some(shown.join("; ")).filter(|text| !text.is_empty())
}

/// What a list says of the homes of a project, in words.
fn programme(project: &PlannedProject) -> String {
    let lines = project.programme.iter().map(|line| format!("{} {}", line.homes, line.name));
    let own = [&project.home_type, &project.rent_class, &project.home_size];
    lines.chain(own.into_iter().flatten().cloned()).collect::<Vec<_>>().join("; ")
}

/// Homes of a year by quarter: evenly, what is left over in the first ones.
fn quarters(homes: u32) -> [u32; 4] {
    std::array::from_fn(|at| homes / 4 + u32::from(u32::try_from(at).unwrap_or(4) < homes % 4))
}

#[cfg(test)]
mod tests {
    use super::quarters;

    #[test]
    fn quarters_add_up_to_their_year() {
        assert_eq!(quarters(10), [3, 3, 2, 2]);
        assert_eq!(quarters(3), [1, 1, 1, 0]);
        assert_eq!(quarters(0), [0; 4]);
    }
}
