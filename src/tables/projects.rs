//! The columns of a planning list, and those a run puts beside them.

use super::{Column, columns};
use crate::{
    model::{PlanDate, PlannedProject},
    value::Value,
};

/// What a run says of the site a row is about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProjectSite {
    /// Its location.
    pub location: Option<String>,
    /// What became of the row, in words.
    pub status: String,
    /// The rule that decided, in words.
    pub rule: Option<String>,
    /// Why, in a sentence.
    pub reason: String,
    /// What it may be about instead.
    pub candidates: Option<String>,
    /// Status of the plan, as its words are understood.
    pub planstatus: Option<&'static str>,
    /// Locations the row is about.
    pub n_locations: Option<u64>,
    /// Form of the site, in words.
    pub form: Option<String>,
    /// Homes of the scan: low, middle, high.
    pub homes: [Option<i64>; 3],
    /// Homes of all rows of the list at the site.
    pub list_homes: Option<u32>,
    /// Score.
    pub score: Option<f64>,
    /// Place in its group.
    pub rank: Option<u32>,
    /// Where it stands, in words.
    pub standing: Option<String>,
    /// Verdict, in words.
    pub verdict: Option<String>,
    /// Grid status.
    pub grid_code: Option<u32>,
}

/// The fields of a planning list, in the order of an export. Years, kinds of
/// homes and milestones stand behind them.
pub const PROJECTS: &[Column<PlannedProject>] = columns! {
    "ppm_id" text [""] "Kenmerk in de PPM of planregistratie" / "Identification in the PPM or plan register"
        => |p, _| p.ppm_id.clone().into();
    "naam" text [""] "Naam van het project" / "Name of the project"
        => |p, _| p.naam.clone().into();
    "gemeente" text [""] "Gemeente, als naam of code" / "Gemeente, by name or code"
        => |p, _| p.gemeente.clone().into();
    "kern" text [""] "Kern of wijk" / "Place or part of town"
        => |p, _| p.kern.clone().into();
    "locatie" text [""] "Adres, of waar het ligt in woorden" / "Address, or where it is in words"
        => |p, _| p.locatie.clone().into();
    "trekker" text [""] "Wie het project trekt" / "Who leads the project"
        => |p, _| p.trekker.clone().into();
    "corporatie" text [""] "Woningcorporatie" / "Housing association"
        => |p, _| p.corporatie.clone().into();
    "complex" text [""] "Complexnummer of -naam" / "Number or name of the complex"
        => |p, _| p.complex.clone().into();
    "vorm" text [""] "Vorm: optoppen, inbreiding, aanplakken, uitplinten, splitsen, transformatie of sloop_nieuwbouw" / "Form: optoppen, inbreiding, aanplakken, uitplinten, splitsen, transformatie or sloop_nieuwbouw"
        => |p, _| p.form.map(|form| form.code()).into();
    "planstatus" text [""] "Planstatus, in de woorden van de lijst" / "Status of the plan, in the words of the list"
        => |p, _| p.planstatus.map(|status| status.code()).into();
    "jaarschijf" int ["jaar"] "Jaar van oplevering, in een lijst met een regel per jaar" / "Year of delivery, in a list with a row a year"
        => |p, _| p.jaarschijf.into();
    "woningen" int [""] "Woningen volgens de lijst" / "Homes, as the list has them"
        => |p, _| p.homes.into();
    "woningtype" text [""] "Type van alle woningen" / "Type of all homes"
        => |p, _| p.home_type.clone().into();
    "huurklasse" text [""] "Huur- of prijsklasse van alle woningen" / "Rent or price class of all homes"
        => |p, _| p.rent_class.clone().into();
    "grootte" text [""] "Grootte van de woningen" / "Size of the homes"
        => |p, _| p.home_size.clone().into();
    "knelpunten" text [""] "Wat in de weg staat, met ; ertussen" / "What stands in the way, with ; between"
        => |p, _| joined(&p.knelpunten);
    "delay_days" int ["dagen"] "Vertraging" / "Delay"
        => |p, _| p.delay_days.into();
    "next_step_owner" text [""] "Wie de volgende stap zet" / "Who takes the next step"
        => |p, _| p.next_step_owner.clone().into();
    "alternative_for" text [""] "Project waarvoor dit een alternatief is" / "Project this stands in for"
        => |p, _| p.alternative_for.clone().into();
    "updated_on" text [""] "Datum waarop de regel is bijgewerkt" / "Date the row was brought up to date"
        => |p, _| date(p.updated_on);
    "contact" text [""] "Contactpersoon" / "Whom to ask"
        => |p, _| p.contact.clone().into();
    "startdatum" text [""] "Start van de bouw" / "Start of building"
        => |p, _| date(p.start);
    "opleverdatum" text [""] "Oplevering" / "Delivery"
        => |p, _| p.delivery.map(|period| period.to_string()).into();
    "warmteconcept" text [""] "Hoe de woningen warm worden" / "How the homes are heated"
        => |p, _| p.heat_concept.clone().into();
    "netbewust" bool [""] "Of netbewust wordt gebouwd" / "Whether it is built to spare the grid"
        => |p, _| p.netbewust.into();
    "laadpunten" int [""] "Laadpunten voor auto's" / "Charge points for cars"
        => |p, _| p.chargers.into();
    "voedingsgebied" text [""] "Voedingsgebied van het stroomnet, als kenmerk of naam, waar geen punt of locatie het zegt" / "Supply area of the grid, by identification or name, where no point or site tells"
        => |p, _| p.grid_area.clone().into();
    "x" 2 ["m RD"] "Punt in het project, RD New" / "Point in the project, RD New"
        => |p, _| p.point.map(|point| point.x()).into();
    "y" 2 ["m RD"] "Punt in het project, RD New" / "Point in the project, RD New"
        => |p, _| p.point.map(|point| point.y()).into();
    "pand_ids" text [""] "BAG-identificaties van de panden, met ; ertussen" / "BAG identifications of the panden, with ; between"
        => |p, _| joined(&p.panden);
    "herkomst" text [""] "Bestand waar de regel vandaan komt; scan: een voorstel uit de scan" / "File the row comes from; scan: a proposal of the scan"
        => |p, _| p.herkomst.clone().into();
    "site_id" text [""] "Locatie en vorm in de scan, met ; ertussen als het er meer zijn; vul deze kolom in om een regel te koppelen" / "Location and form in the scan, with ; between several; fill this in to match a row"
        => |p, _| p.site_id.clone().into();
};

/// What a run puts beside a list.
pub const PROJECT_SITES: &[Column<ProjectSite>] = columns! {
    "location_id" text [""] "Locatie in de scan" / "Location in the scan"
        => |s, _| s.location.clone().into();
    "scan_status" text [""] "Uitkomst van de koppeling" / "What became of the row"
        => |s, _| s.status.as_str().into();
    "scan_matched_by" text [""] "Waarop de regel gekoppeld is" / "What the row was matched by"
        => |s, _| s.rule.clone().into();
    "scan_reason" text [""] "Waarom, in één zin" / "Why, in one sentence"
        => |s, _| s.reason.as_str().into();
    "scan_candidates" text [""] "Locaties die het ook kunnen zijn" / "Locations it may be about"
        => |s, _| s.candidates.clone().into();
    "scan_planstatus" text [""] "Planstatus zoals de woorden van de lijst zijn begrepen: hard of zacht; leeg als ze niet zijn begrepen" / "Status of the plan as the words of the list are understood: hard or zacht (soft); empty when they are not"
        => |s, _| s.planstatus.into();
    "scan_locations" int [""] "Aantal locaties waar de regel over gaat; van meer dan een tellen de woningen op" / "Locations the row is about; of several the homes add up"
        => |s, _| s.n_locations.and_then(|n| i64::try_from(n).ok()).into();
    "scan_form" text [""] "Vorm waarmee vergeleken is: die van de lijst, anders de beste van de locatie" / "Form compared with: that of the list, else the best of the location"
        => |s, _| s.form.clone().into();
    "scan_homes_low" int [""] "Nieuwe woningen volgens de scan, voorzichtig" / "New homes of the scan, cautious"
        => |s, _| s.homes[0].into();
    "scan_homes_mid" int [""] "Nieuwe woningen volgens de scan, verwacht; bij sloop-nieuwbouw de winst" / "New homes of the scan, expected; of rebuilding the gain"
        => |s, _| s.homes[1].into();
    "scan_homes_high" int [""] "Nieuwe woningen volgens de scan, hoogstens" / "New homes of the scan, at most"
        => |s, _| s.homes[2].into();
    "scan_list_homes" int [""] "Woningen van alle regels van deze lijst bij deze site_id" / "Homes of all rows of this list at this site_id"
        => |s, _| s.list_homes.into();
    "scan_homes_difference" int [""] "Woningen van de lijst min die van de scan (verwacht)" / "Homes of the list less those of the scan (expected)"
        => |s, _| s.list_homes.zip(s.homes[1]).map(|(list, scan)| i64::from(list) - scan).into();
    "scan_within_band" bool [""] "Of de lijst tussen voorzichtig en hoogstens ligt" / "Whether the list lies between cautious and at most"
        => |s, _| s.within_band().into();
    "scan_score" 1 ["0-100"] "Score van de scan" / "Score of the scan"
        => |s, _| s.score.into();
    "scan_rank" int [""] "Plaats binnen de groep" / "Place in its group"
        => |s, _| s.rank.into();
    "scan_standing" text [""] "Stand in de scan" / "Standing in the scan"
        => |s, _| s.standing.clone().into();
    "scan_verdict" text [""] "Oordeel van de scan" / "Verdict of the scan"
        => |s, _| s.verdict.clone().into();
    "scan_grid_code" int [""] "Stand van het net voor afname: 0 ruimte, 1 beperkt, 2 onderzoek met wachtrij, 3 tekort met wachtrij" / "Grid status for demand: 0 capacity, 1 limited, 2 in research with queue, 3 shortage with queue"
        => |s, _| s.grid_code.into();
};

impl ProjectSite {
    /// Whether the homes of the list lie between low and high of the scan.
    #[must_use]
    pub fn within_band(&self) -> Option<bool> {
        let [low, _, high] = self.homes;
        Some((low?..=high?).contains(&i64::from(self.list_homes?)))
    }
}

fn date(date: Option<PlanDate>) -> Value {
    date.map(|date| date.to_string()).into()
}

fn joined(parts: &[impl ToString]) -> Value {
    let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
    Some(parts.join("; ")).filter(|text| !text.is_empty()).into()
}
