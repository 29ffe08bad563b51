//! Who can lift what stands in the way of homes, and how?
//!
//! Complete by match: a new rule, fact or obstacle does not compile before it
//! is said here who decides about it.

use serde::{Deserialize, Serialize};

use crate::assess::{Missing, Reason};
use crate::lang::Lang;

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// The corporatie or other owner itself.
    Corporatie,
    /// The gemeente.
    Gemeente,
    /// The regional grid operator.
    Netbeheerder,
    /// The water board.
    Waterschap,
    /// A structural engineer.
    Constructeur,
    /// The VvE or other co-owners.
    CoOwners,
    /// The state service for heritage (RCE).
    Rce,
    /// Air traffic control and the airport (LVNL, Schiphol).
    Aviation,
    /// Whoever keeps the register or map that is missing.
    SourceHolder,
}

/// What stands in the way without being a rule that fails or a fact that is
/// missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// More cars than places.
    ParkingShort,
    /// The grid map says that there is a queue.
    GridQueue,
    /// Not all homes are held by one owner.
    SharedOwnership,
    /// Heritage or welstand is concerned.
    Heritage,
    /// Another map asks attention.
    MapRemark,
    /// Water class D.
    ClassD,
    /// The ground is used as a car park, garages or filling station.
    PresentUse,
}

/// Who can lift a blocker, and what it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lift {
    /// Who decide, the first of them first.
    pub who: &'static [Decider],
    nl: &'static str,
    en: &'static str,
}

impl Lift {
    /// What it takes.
    #[must_use]
    pub fn how(&self, lang: Lang) -> &'static str {
        lang.pick(self.nl, self.en)
    }
}

pub(super) const fn lift(who: &'static [Decider], nl: &'static str, en: &'static str) -> Lift {
    Lift { who, nl, en }
}

/// Who decides, in a word or two.
#[must_use]
pub fn decider(decider: Decider, lang: Lang) -> &'static str {
    match decider {
        Decider::Corporatie => lang.pick("corporatie of eigenaar", "corporatie or owner"),
        Decider::Gemeente => "gemeente",
        Decider::Netbeheerder => lang.pick("netbeheerder", "grid operator"),
        Decider::Waterschap => lang.pick("waterschap", "water board"),
        Decider::Constructeur => lang.pick("constructeur", "structural engineer"),
        Decider::CoOwners => lang.pick("VvE, mede-eigenaren", "VvE, co-owners"),
        Decider::Rce => lang.pick("rijk (RCE)", "state (RCE)"),
        Decider::Aviation => "LVNL, Schiphol",
        Decider::SourceHolder => lang.pick("wie de gegevens beheert", "who keeps the data"),
    }
}

/// An obstacle, in a few words.
#[must_use]
pub fn obstacle(obstacle: Obstacle, lang: Lang) -> &'static str {
    match obstacle {
        Obstacle::ParkingShort => lang.pick("te weinig parkeerplaatsen", "too few parking places"),
        Obstacle::GridQueue => lang.pick("wachtrij op het stroomnet", "a queue on the grid"),
        Obstacle::SharedOwnership => {
            lang.pick("niet alle woningen van één eigenaar", "not all homes are of one owner")
        }
        Obstacle::Heritage => {
            lang.pick("erfgoed of welstand in het geding", "heritage or welstand concerned")
        }
        Obstacle::MapRemark => lang.pick("aandachtspunt op een kaart", "a remark on a map"),
        Obstacle::ClassD => lang.pick("water/bodem klasse D: nee, tenzij", "water class D: no, unless"),
        Obstacle::PresentUse => lang.pick("grond is nu in gebruik", "the ground is in use"),
    }
}

/// Who can lift a rule that fails, and how.
#[must_use]
pub fn lifts_reason(reason: Reason) -> Lift {
    use Decider::{Aviation, CoOwners, Constructeur, Corporatie, Gemeente, Rce, SourceHolder, Waterschap};
    match reason {
        Reason::Status => lift(
            &[Corporatie, Gemeente],
            "status in de BAG laten bijwerken als het pand in gebruik is",
            "have the BAG status corrected if the pand is in use",
        ),
        Reason::Woonfunctie => lift(
            &[Corporatie, Gemeente],
            "ander gebruik toestaan en meenemen",
            "allow the other use and take it along",
        ),
        Reason::Rijksmonument => lift(
            &[Rce, Gemeente],
            "alleen met een omgevingsvergunning voor een rijksmonument, na advies van de RCE",
            "only with a permit for a listed building, advised by the RCE",
        ),
        Reason::Demolition => lift(
            &[Corporatie],
            "sloopbesluit herzien, of sloop-nieuwbouw kiezen",
            "reconsider the demolition, or choose rebuilding",
        ),
        Reason::Restriction => lift(
            &[Gemeente],
            "omgevingsplan wijzigen of buiten de uitsluiting blijven",
            "change the plan or stay outside the exclusion",
        ),
        Reason::Bouwjaar => lift(
            &[Constructeur, Corporatie],
            "constructief onderzoek; een positief oordeel gaat voor op het bouwjaar",
            "a structural survey; a positive verdict goes before the year",
        ),
        Reason::Structure => lift(
            &[Constructeur, Corporatie],
            "versterken, een lichter systeem, of een eigen draagconstructie",
            "strengthening, a lighter system, or a load-bearing table of its own",
        ),
        Reason::FlatShare | Reason::FlatArea => lift(
            &[Corporatie],
            "alleen met vervanging van het dak; anders een andere vorm",
            "only by replacing the roof; else another form",
        ),
        Reason::Storeys => lift(
            &[Corporatie, Constructeur],
            "eigen afweging over lift, brandveiligheid en kosten",
            "a choice of one's own on lift, fire safety and cost",
        ),
        Reason::HeightLimit => lift(
            &[Gemeente, Aviation],
            "hogere bouwhoogte in het omgevingsplan of met een BOPA; bij een luchthavenzone beslist het rijk, na LVNL",
            "a higher limit in the plan or by permit (BOPA); in an airport zone the state decides, after LVNL",
        ),
        Reason::Owner => lift(
            &[CoOwners, Corporatie],
            "besluit van de VvE of aankoop",
            "a decision of the VvE, or purchase",
        ),
        Reason::Vacancy => lift(
            &[Corporatie, Gemeente],
            "met de eigenaar bespreken wat er met het gebruik gebeurt",
            "talk with the owner about what becomes of the use",
        ),
        Reason::Use => lift(
            &[Corporatie, Gemeente],
            "gebruik beëindigen en functie wijzigen",
            "end the use and change the function",
        ),
        Reason::TooYoung => lift(
            &[Corporatie],
            "boekwaarde en levensduur afwegen; de grens is een parameter",
            "weigh book value and life; the bound is a parameter",
        ),
        Reason::Label => lift(
            &[Corporatie],
            "afwegen of sloop van een goed geïsoleerd gebouw past",
            "weigh whether demolition of a well-insulated building fits",
        ),
        Reason::Gain | Reason::NoHome => lift(
            &[Corporatie, Gemeente],
            "kleinere woningen of meer dichtheid in plan of programma",
            "smaller homes, or more density in plan or programme",
        ),
        Reason::ParkingPressure => lift(
            &[Gemeente, Corporatie],
            "parkeerbeleid, vergunningen of plaatsen elders",
            "parking policy, permits or places elsewhere",
        ),
        Reason::EarlierPermit => lift(
            &[Gemeente],
            "wachten tot de termijn voorbij is, of een afwijking vragen",
            "wait for the term to end, or ask for an exception",
        ),
        Reason::EndWall => lift(
            &[Corporatie],
            "ter plaatse nagaan of een andere gevel blind is",
            "look on site whether another wall is blank",
        ),
        Reason::FreeDepth => lift(
            &[Corporatie, Gemeente],
            "grond ervoor vrijmaken: verkoop of ander gebruik van openbare ruimte",
            "free the ground in front: sale or another use of public space",
        ),
        Reason::Daylight => lift(
            &[Corporatie],
            "vides, patio's of diepere woningen laten ontwerpen",
            "have voids, patios or deeper homes designed",
        ),
        Reason::ClassD => lift(
            &[Waterschap, Gemeente],
            "alleen met maatregelen die het waterschap aanvaardt: nee, tenzij",
            "only with measures the water board accepts: no, unless",
        ),
        Reason::FloorArea => lift(
            &[Corporatie],
            "meer vloer in de plint of het gebouw vrijmaken",
            "free more floor in plinth or building",
        ),
        Reason::Taken => lift(
            &[Gemeente, SourceHolder],
            "kaart van wegen en water geven, of de grond laten onttrekken",
            "give a map of roads and water, or have the ground withdrawn",
        ),
    }
}

/// Who can supply a missing fact, and how.
#[must_use]
pub fn lifts_missing(missing: Missing) -> Lift {
    use Decider::{Constructeur, Corporatie, Gemeente, Netbeheerder, Rce, SourceHolder, Waterschap};
    match missing {
        Missing::Status | Missing::Woonfunctie | Missing::Bouwjaar | Missing::Oppervlakte => lift(
            &[Gemeente, Corporatie],
            "in de BAG laten aanvullen; tot dan uit eigen administratie",
            "have it completed in the BAG; until then from one's own records",
        ),
        Missing::Units => lift(
            &[SourceHolder],
            "de verblijfsobjecten opnieuw en volledig ophalen: van dezelfde dag als de panden",
            "get the verblijfsobjecten again, in full: of the same day as the panden",
        ),
        Missing::Footprint => lift(
            &[Gemeente],
            "omtrek in de BAG laten herstellen (terugmelding)",
            "have the footprint mended in the BAG",
        ),
        Missing::Roof | Missing::Height => lift(
            &[SourceHolder, Corporatie],
            "3DBAG of AHN toevoegen, of het dak laten inmeten",
            "add 3DBAG or AHN, or have the roof measured",
        ),
        Missing::Structure => lift(
            &[Constructeur, Corporatie],
            "archieftekeningen en een quick scan door een constructeur",
            "archive drawings and a quick scan by a structural engineer",
        ),
        Missing::Owner => lift(
            &[Corporatie],
            "bezitslijst met verblijfsobjecten aanleveren",
            "give the list of holdings by verblijfsobject",
        ),
        Missing::Limit => lift(
            &[Gemeente],
            "bouwhoogte uit het omgevingsplan bevestigen; geen maatvoering is geen vrije hoogte",
            "confirm the height from the plan; no figure there is not no limit",
        ),
        Missing::Monument => lift(
            &[Rce, Gemeente],
            "kaart van rijksmonumenten toevoegen (RCE)",
            "add the map of listed buildings (RCE)",
        ),
        Missing::Restrictions => {
            lift(&[Gemeente], "kaarten van uitsluitingen toevoegen", "add the maps of exclusions")
        }
        Missing::Parking => lift(
            &[Gemeente],
            "parkeertelling of capaciteit en bezetting van de straat",
            "a count of the street: capacity and occupancy",
        ),
        Missing::Grid => lift(
            &[Netbeheerder],
            "stand opvragen of de capaciteitskaart toevoegen",
            "ask for the status or add the capacity map",
        ),
        Missing::Water => lift(
            &[Waterschap, Gemeente],
            "kaart van het afwegingskader toevoegen, of het waterschap vragen",
            "add the map of the framework, or ask the water board",
        ),
        Missing::Gebied => lift(
            &[SourceHolder],
            "kaarten van buurten en gemeenten toevoegen (CBS)",
            "add the maps of buurten and gemeenten (CBS)",
        ),
        Missing::Density => lift(
            &[Gemeente],
            "dichtheid uit plan of gebiedspaspoort geven",
            "give the density from a plan or gebiedspaspoort",
        ),
        Missing::Ground => lift(
            &[Corporatie, Gemeente],
            "eigendom van de grond nagaan (BRK) en opgeven",
            "look up who owns the ground (BRK) and say so",
        ),
        Missing::Planning => lift(
            &[Gemeente, SourceHolder],
            "kaarten van monumenten, erfgoed, geluid en veiligheid toevoegen",
            "add the maps of monuments, heritage, noise and safety",
        ),
        Missing::Vacancy => lift(
            &[Gemeente, Corporatie],
            "leegstand opgeven: een kolom bij het bezit of een kaart",
            "say what stands empty: a column of the holdings or a map",
        ),
        Missing::PlinthUse => lift(
            &[Corporatie],
            "ter plaatse nagaan wat er in de plint is, en waar garages en berging heen kunnen",
            "look on site what is in the plinth, and where garages and storage can go",
        ),
        Missing::OwnerPlan => lift(
            &[Corporatie, Gemeente],
            "de eigenaar vragen wat zij met het gebouw wil",
            "ask the owner what she wants with the building",
        ),
        Missing::Label => lift(&[Corporatie], "energielabel opgeven (EP-Online)", "give the energy label"),
        Missing::Roads | Missing::OpenWater => {
            lift(&[SourceHolder], "wegen en water uit de BGT toevoegen", "add roads and water from the BGT")
        }
    }
}

/// Who can lift an obstacle, and how.
#[must_use]
pub fn lifts_obstacle(obstacle: Obstacle) -> Lift {
    use Decider::{CoOwners, Corporatie, Gemeente, Netbeheerder, Waterschap};
    match obstacle {
        Obstacle::ParkingShort => lift(
            &[Gemeente, Corporatie],
            "lagere norm of afwijking, deelauto's, plaatsen elders, of minder woningen",
            "a lower norm or exception, shared cars, places elsewhere, or fewer homes",
        ),
        Obstacle::GridQueue => lift(
            &[Netbeheerder],
            "vroeg aanvragen met fasering en netbewust bouwen; de netbeheerder antwoordt, de kaart niet",
            "ask early, with phasing and grid-aware building; the operator answers, the map does not",
        ),
        Obstacle::SharedOwnership => lift(
            &[CoOwners, Corporatie],
            "besluit van de VvE of aankoop van de andere woningen",
            "a decision of the VvE, or purchase of the other homes",
        ),
        Obstacle::Heritage => lift(
            &[Gemeente],
            "vooroverleg over welstand en erfgoed, met een schetsontwerp",
            "talk with the gemeente on welstand and heritage, with a sketch",
        ),
        Obstacle::MapRemark => lift(
            &[Gemeente],
            "nagaan wat de kaart vraagt en of een onderzoek nodig is",
            "look up what the map asks and whether a survey is needed",
        ),
        Obstacle::ClassD => lift(
            &[Waterschap, Gemeente],
            "ingang, vluchtweg en evacuatie met het waterschap bespreken",
            "discuss entrance, way out and evacuation with the water board",
        ),
        Obstacle::PresentUse => lift(
            &[Corporatie, Gemeente],
            "gebruik beëindigen, kopen of vervangen",
            "end the use, buy or replace it",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_and_every_fact_has_somebody_who_decides_and_words_in_both_languages() {
        let reasons = Reason::ALL.iter().map(|reason| lifts_reason(*reason));
        let missing = Missing::ALL.iter().map(|fact| lifts_missing(*fact));
        for lift in reasons.chain(missing) {
            assert!(!lift.who.is_empty(), "{lift:?}");
            assert!(lift.how(Lang::Nl).len() > 10 && lift.how(Lang::En).len() > 10, "{lift:?}");
            assert_ne!(lift.how(Lang::Nl), lift.how(Lang::En));
        }
    }

    #[test]
    fn nobody_is_told_that_a_site_cannot_be_connected() {
        let grid = [lifts_missing(Missing::Grid), lifts_obstacle(Obstacle::GridQueue)];
        for lift in grid {
            assert_eq!(lift.who.first(), Some(&Decider::Netbeheerder));
            assert!(!lift.how(Lang::Nl).contains("niet aansluit") && !lift.how(Lang::En).contains("cannot"));
        }
    }
}
