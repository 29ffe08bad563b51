//! Who can take a blocker away, and how?

use super::Lang;
use crate::assess::{Missing, Reason};

/// Who decides about a rule that fails, and what would lift it.
#[must_use]
pub fn lift_reason(reason: Reason, lang: Lang) -> (&'static str, &'static str) {
    match reason {
        Reason::Status => (
            lang.pick("gemeente (BAG)", "gemeente (BAG)"),
            lang.pick("status in de BAG nagaan of bijwerken", "check or update the status in the BAG"),
        ),
        Reason::Woonfunctie => (
            lang.pick("gemeente", "gemeente"),
            lang.pick("functie wijzigen; anders transformatie bekijken", "change the use; else look at transformatie"),
        ),
        Reason::Rijksmonument => (
            lang.pick("gemeente, met advies van de RCE", "gemeente, on advice of the RCE"),
            lang.pick("omgevingsvergunning voor een rijksmonument; zelden voor een laag erop", "a permit for a listed building; seldom for a storey on top"),
        ),
        Reason::Demolition => (
            "corporatie",
            lang.pick("sloopbesluit heroverwegen", "reconsider the demolition"),
        ),
        Reason::Restriction => (
            lang.pick("wie de beperking oplegt: gemeente, provincie of rijk", "who set the restriction: gemeente, provincie or rijk"),
            lang.pick("ontheffing of verklaring van geen bezwaar vragen", "ask for an exemption or a statement of no objection"),
        ),
        Reason::Bouwjaar | Reason::Structure => (
            lang.pick("constructeur, in opdracht van de corporatie", "constructeur, commissioned by the corporatie"),
            lang.pick("draagkracht van constructie en fundering laten berekenen; een oordeel gaat voor de leeftijdsregel", "have structure and foundation calculated; a verdict goes before the age rule"),
        ),
        Reason::FlatShare | Reason::FlatArea => (
            "corporatie",
            lang.pick("kap vervangen of een kleiner plan; anders een andere vorm", "replace the roof or plan smaller; else another form"),
        ),
        Reason::Storeys => (
            lang.pick("corporatie en constructeur", "corporatie and constructeur"),
            lang.pick("grenzen van 2 tot 8 lagen zijn een keuze; lift en brand kosten meer erbuiten", "2 to 8 storeys is a choice; lift and fire cost more beyond"),
        ),
        Reason::HeightLimit => (
            lang.pick("gemeente", "gemeente"),
            lang.pick("omgevingsplan wijzigen of een buitenplanse activiteit vergunnen", "change the omgevingsplan or permit an activity outside it"),
        ),
        Reason::Owner => (
            lang.pick("mede-eigenaren (VvE)", "co-owners (VvE)"),
            lang.pick("instemming vragen of woningen terugkopen", "ask for consent or buy homes back"),
        ),
        Reason::Use | Reason::FloorArea => (
            lang.pick("eigenaar en gemeente", "owner and gemeente"),
            lang.pick("een ander gebruik vrijmaken", "free another use"),
        ),
        Reason::TooYoung | Reason::Label => (
            "corporatie",
            lang.pick("beleid voor leeftijd of label aanpassen", "change the policy on age or label"),
        ),
        Reason::Gain | Reason::NoHome => (
            "corporatie",
            lang.pick("ander programma of andere vorm", "another programme or form"),
        ),
        Reason::ParkingPressure => (
            lang.pick("gemeente", "gemeente"),
            lang.pick("maatwerk in de parkeernorm, deelauto's of plaatsen erbij", "a tailored norm, shared cars or more places"),
        ),
        Reason::EarlierPermit => (
            lang.pick("gemeente", "gemeente"),
            lang.pick("wachttijd in het beleid", "a waiting time in the policy"),
        ),
        Reason::EndWall | Reason::FreeDepth => (
            lang.pick("corporatie en gemeente", "corporatie and gemeente"),
            lang.pick("grond naast de kopgevel vrijmaken", "free the ground at the end wall"),
        ),
        Reason::Daylight => (
            lang.pick("architect", "architect"),
            lang.pick("vide, loggia of een kleinere diepte", "a void, a loggia or a smaller depth"),
        ),
        Reason::ClassD => (
            lang.pick("gemeente en waterschap", "gemeente and waterschap"),
            lang.pick("onderbouwen waarom hier toch, met maatregelen", "argue why here all the same, with measures"),
        ),
        Reason::Taken => (
            lang.pick("gemeente", "gemeente"),
            lang.pick("grond nagaan op kaarten van wegen en water", "check the ground on maps of roads and water"),
        ),
    }
}

/// Who can give a fact that is missing, and what to ask.
#[must_use]
pub fn lift_missing(missing: Missing, lang: Lang) -> (&'static str, &'static str) {
    match missing {
        Missing::Status
        | Missing::Woonfunctie
        | Missing::Bouwjaar
        | Missing::Footprint
        | Missing::Oppervlakte => (
            lang.pick("gemeente (BAG)", "gemeente (BAG)"),
            lang.pick("gegeven in de BAG laten aanvullen", "have the BAG completed"),
        ),
        Missing::Roof | Missing::Height => (
            "corporatie",
            lang.pick(
                "3DBAG of AHN opgeven, of tekeningen van het dak",
                "give 3DBAG or AHN, or drawings of the roof",
            ),
        ),
        Missing::Structure => (
            lang.pick(
                "constructeur, in opdracht van de corporatie",
                "constructeur, commissioned by the corporatie",
            ),
            lang.pick("quickscan van constructie en fundering", "a quick scan of structure and foundation"),
        ),
        Missing::Owner | Missing::Ground | Missing::Label => (
            "corporatie",
            lang.pick("bezit opgeven: eigendom, grond, label", "give the holdings: ownership, ground, label"),
        ),
        Missing::Limit => (
            lang.pick("gemeente", "gemeente"),
            lang.pick("maximum bouwhoogte uit het omgevingsplan", "the height limit of the omgevingsplan"),
        ),
        Missing::Monument | Missing::Restrictions => (
            lang.pick("gemeente", "gemeente"),
            lang.pick("kaarten van monumenten en beperkingen", "maps of monuments and restrictions"),
        ),
        Missing::Parking => (
            lang.pick("gemeente", "gemeente"),
            lang.pick("parkeerdruk tellen, norm en zone geven", "count parking pressure, give norm and zone"),
        ),
        Missing::Grid => (
            lang.pick("netbeheerder", "grid operator"),
            lang.pick("schriftelijk antwoord op een aanvraag", "a written answer to a request"),
        ),
        Missing::Water => (
            lang.pick("gemeente en waterschap", "gemeente and waterschap"),
            lang.pick("kaart van het afwegingskader", "the map of the framework"),
        ),
        Missing::Gebied => {
            (lang.pick("gemeente", "gemeente"), lang.pick("kaart van buurten", "a map of buurten"))
        }
        Missing::Density => (
            lang.pick("gemeente", "gemeente"),
            lang.pick("dichtheid in een gebiedspaspoort vastleggen", "set a density in an area passport"),
        ),
        Missing::Roads | Missing::OpenWater => (
            lang.pick("gemeente (BGT)", "gemeente (BGT)"),
            lang.pick("kaarten van wegen en water opgeven", "give maps of roads and water"),
        ),
    }
}
