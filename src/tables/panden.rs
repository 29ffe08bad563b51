//! The columns of a pand: every fact the rules look at, and what they say.

use super::{Column, Names, codes, columns};
use crate::{
    assess::optoppen::Owner,
    model::{DakType, GridCode, PandStatus, Roof, WaterClass},
    survey::{Hit, Layers, NoHeight, Place, Survey},
    units::{Meters, SquareMeters},
    value::Value,
    wording,
};

fn meters(value: Option<Meters>) -> Value {
    value.map(|meters| meters.0).into()
}

fn square_meters(value: Option<SquareMeters>) -> Value {
    value.map(|area| area.0).into()
}

fn zone<T>(
    set: Option<&crate::survey::ZoneSet<T>>,
    at: Option<u32>,
    value: impl Fn(&str, &T) -> Option<String>,
) -> Value {
    let found =
        set.zip(at).and_then(|(set, at)| value(set.ids.get(at as usize)?, set.says.get(at as usize)?));
    found.into()
}

/// Something of the place, where the pand has one.
fn at<T>(survey: &Survey, value: impl Fn(&Place) -> Option<T>) -> Option<T> {
    survey.place.as_ref().and_then(value)
}

fn complex(survey: &Survey, names: &Names<'_>, value: impl Fn(&crate::link::Complex) -> &str) -> Value {
    let complex = survey.owner.and_then(|owner| names.complexes.get(owner.complex as usize));
    complex.map(|complex| value(complex).to_owned()).into()
}

fn gemeente(survey: &Survey, names: &Names<'_>, code: bool) -> Value {
    let Some(place) = &survey.place else { return Value::Null };
    let (own_code, own_name) = place.gemeente(names.layers);
    if code { own_code } else { own_name }.map(str::to_owned).into()
}

/// A restriction that holds: its map, the object, and its share of the
/// footprint where it has one.
#[must_use]
pub fn hit_in_words(hit: &Hit, layers: &Layers) -> Option<String> {
    let layer = layers.restrictions.get(usize::from(hit.layer))?;
    Some(match hit.share {
        0.0 => format!("{}: {}", layer.name, hit.id),
        share => format!("{}: {} ({:.0} %)", layer.name, hit.id, share * 100.0),
    })
}

fn restrictions(survey: &Survey, names: &Names<'_>) -> Value {
    let hits: Vec<_> = survey.hits.iter().filter_map(|hit| hit_in_words(hit, names.layers)).collect();
    if hits.is_empty() { Value::Null } else { hits.join("; ").into() }
}

fn grid_code(code: Option<GridCode>) -> Value {
    code.map(|code| u32::from(code.number())).into()
}

fn dak_type(survey: &Survey) -> Value {
    let name = survey.facts.roof.dak_type.map(DakType::name);
    name.into()
}

/// Where heights and roof come from; empty when nothing is known of them.
fn height_from(survey: &Survey) -> Value {
    let roof = &survey.facts.roof;
    let known = *roof != Roof { from: roof.from, ..Roof::default() };
    known.then(|| roof.from.code()).into()
}

/// The columns, in order.
pub const PANDEN: &[Column<Survey>] = columns! {
    "identificatie" text [""] "BAG-identificatie van het pand" / "BAG identification of the pand"
        => |s, _| s.id.to_string().into();
    "verdict" text [""] "Oordeel: suitable (geschikt), unsuitable (ongeschikt) of undecided (onbeslist)" / "Verdict: suitable, unsuitable or undecided"
        => |s, _| s.assessment.verdict.code().into();
    "reason" text [""] "Waarom, in één zin" / "Why, in one sentence"
        => |s, n| wording::reason_sentence(s.assessment.verdict, &s.assessment.checks, n.lang).into();
    "reasons" text [""] "Alle regels waaraan het pand niet voldoet (codes)" / "All rules the pand fails (codes)"
        => |s, _| codes(s.assessment.reasons().map(|reason| reason.code()));
    "missing" text [""] "Gegevens die ontbreken (codes)" / "Facts that are missing (codes)"
        => |s, _| codes(s.assessment.missing.iter().map(|fact| fact.code()));
    "flags" text [""] "Aandachtspunten (codes)" / "Remarks (codes)"
        => |s, _| codes(s.assessment.flags.iter().map(|flag| flag.code()));
    "gemeente_code" text [""] "Code van de gemeente" / "Code of the gemeente"
        => |s, n| gemeente(s, n, true);
    "gemeente" text [""] "Naam van de gemeente" / "Name of the gemeente"
        => |s, n| gemeente(s, n, false);
    "buurt_code" text [""] "Code van de buurt met het grootste deel van het pand" / "Code of the buurt with the largest share of the pand"
        => |s, n| zone(n.layers.buurten.as_ref(), at(s, |p| p.buurt), |code, _| Some(code.to_owned()));
    "buurt" text [""] "Naam van de buurt" / "Name of the buurt"
        => |s, n| zone(n.layers.buurten.as_ref(), at(s, |p| p.buurt), |_, buurt| Some(buurt.naam.clone()));
    "address" text [""] "Adres: de straat van de meeste verblijfsobjecten" / "Address: the street of most units"
        => |s, _| s.address.clone().into();
    "corporatie" text [""] "Corporatie met de meeste woningen in het pand" / "Corporatie with most homes in the pand"
        => |s, n| complex(s, n, |complex| &complex.corporatie);
    "complex" text [""] "Complex van die corporatie" / "Complex of that corporatie"
        => |s, n| complex(s, n, |complex| &complex.complex);
    "owner_share" 4 ["1"] "Deel van de woningen in bezit van die corporatie; leeg als geen bezit is opgegeven" / "Share of the homes held by that corporatie; empty when no holdings were given"
        => |s, _| match s.facts.owner { Owner::Share(share) => share.into(), Owner::NotAsked => Value::Null };
    "owner_share_high" 4 ["1"] "Dat deel als ook de woningen meetellen waarover niet gekoppelde regels van het complex kunnen gaan" / "That share if the homes that unmatched rows of the complex may be about count too"
        => |s, _| match s.facts.owner { Owner::Share(_) => s.owner.map_or(0.0, |owner| owner.high()).into(), Owner::NotAsked => Value::Null };
    "status" text [""] "Pandstatus volgens de BAG" / "Status in the BAG"
        => |s, _| s.facts.status.map(PandStatus::name).into();
    "bouwjaar" int ["jaar"] "Bouwjaar volgens de BAG" / "Year of construction in the BAG"
        => |s, _| s.facts.bouwjaar.into();
    "footprint_m2" 3 ["m²"] "Oppervlak van de omtrek" / "Area of the footprint"
        => |s, _| square_meters(s.facts.footprint);
    "n_homes" int [""] "Woningen in gebruik" / "Homes in use"
        => |s, _| s.facts.homes.into();
    "n_units" int [""] "Verblijfsobjecten in gebruik" / "Verblijfsobjecten in use"
        => |s, _| s.facts.units.into();
    "n_homes_known" int [""] "Woningen die zeker zijn, waar niet alle verblijfsobjecten bekend zijn; n_homes is dan leeg" / "Homes that are certain, where not all units are known; n_homes is empty then"
        => |s, _| s.facts.partly.map(|partly| partly.homes).into();
    "n_others_known" int [""] "Verblijfsobjecten die zeker geen woning zijn, in hetzelfde geval" / "Units that are certainly no home, in the same case"
        => |s, _| s.facts.partly.map(|partly| partly.others).into();
    "n_units_unread" int [""] "Verblijfsobjecten waarvan het gebruiksdoel niet te lezen is" / "Units whose use cannot be read"
        => |s, _| s.facts.partly.map(|partly| partly.unread).into();
    "n_units_lacking" int [""] "Verblijfsobjecten die de pandlaag telt en die niet zijn ingelezen" / "Units that the pand layer counts and that were not read"
        => |s, _| s.facts.partly.map(|partly| partly.lacking).into();
    "oppervlakte_m2" 0 ["m²"] "Som van de gebruiksoppervlakte" / "Summed usable floor area"
        => |s, _| square_meters(s.facts.oppervlakte);
    "units_estimated" bool [""] "Woningen afgeleid uit de kolommen van het pand zelf" / "Homes derived from the pand's own columns"
        => |s, _| s.units_estimated.into();
    "storeys" int [""] "Bouwlagen" / "Storeys"
        => |s, _| s.assessment.storeys.map(|(storeys, _)| storeys).into();
    "storeys_from" text [""] "Herkomst van de bouwlagen: 3dbag (door 3DBAG geschat), height (uit hoogte), ahn_height (uit hoogte, geschat uit AHN), floor_area (geschat)" / "Where the storeys come from: 3dbag (estimated by 3DBAG), height, ahn_height (height estimated from AHN), floor_area (estimated)"
        => |s, _| s.assessment.storeys.map(|(_, from)| from.code()).into();
    "maaiveld_nap_m" 3 ["m NAP"] "Maaiveld bij het pand" / "Ground level at the pand"
        => |s, _| meters(s.facts.roof.maaiveld);
    "roof_nap_m" 3 ["m NAP"] "Dakhoogte (3DBAG: 70e percentiel; AHN: mediaan)" / "Height of the roof (3DBAG: 70th percentile; AHN: median)"
        => |s, _| meters(s.facts.roof.roof);
    "height_from" text [""] "Herkomst van hoogte en dak: heights (3DBAG), ahn (geschat uit AHN), ahn_footprint (idem, randen meegeteld)" / "Where height and roof come from: heights (3DBAG), ahn (estimated from AHN), ahn_footprint (the same, edges included)"
        => |s, _| height_from(s);
    "height_unknown" text [""] "Waarom AHN geen hoogte geeft (code)" / "Why AHN gives no height (code)"
        => |s, _| s.no_height.map(NoHeight::code).into();
    "roof_height_m" 2 ["m"] "Dakhoogte boven maaiveld" / "Height of the roof above ground"
        => |s, _| meters(s.facts.roof.height());
    "dak_type" text [""] "Dakvorm volgens 3DBAG" / "Shape of the roof in 3DBAG"
        => |s, _| dak_type(s);
    "bouwlagen_3dbag" int [""] "Bouwlagen volgens 3DBAG" / "Storeys in 3DBAG"
        => |s, _| s.facts.roof.bouwlagen.into();
    "roof_flat_m2" 3 ["m²"] "Gemeten plat dakoppervlak" / "Measured flat roof surface"
        => |s, _| square_meters(s.facts.roof.flat);
    "roof_slanted_m2" 3 ["m²"] "Gemeten hellend dakoppervlak" / "Measured slanted roof surface"
        => |s, _| square_meters(s.facts.roof.slanted);
    "roof_flat_share" 4 ["1"] "Deel van het dak dat plat is" / "Share of the roof that is flat"
        => |s, _| s.assessment.flat_share.map(|share| share.value).into();
    "flat_roof_m2" 1 ["m²"] "Plat dak waarmee gerekend is" / "Flat roof used in the sums"
        => |s, _| square_meters(s.assessment.flat_roof.map(|area| area.value));
    "roof_estimated" bool [""] "Plat dak geschat uit de dakvorm of uit AHN" / "Flat roof estimated from its shape or from AHN"
        => |s, _| s.assessment.flat_roof.map(|area| area.estimated).into();
    "height_limit_m" 3 ["m"] "Laagste toegestane bouwhoogte boven maaiveld" / "Lowest permitted height above ground"
        => |s, _| meters(s.facts.limit);
    "extra_storeys" int [""] "Bouwlagen die erbij kunnen" / "Storeys that can be added"
        => |s, _| s.assessment.extra_storeys.into();
    "gross_m2" 1 ["m² bvo"] "Nieuw bruto vloeroppervlak" / "New gross floor area"
        => |s, _| square_meters(s.assessment.gross);
    "homes_low" int [""] "Nieuwe woningen, voorzichtig" / "New homes, cautious"
        => |s, _| s.assessment.homes.low.map(i64::from).into();
    "homes_mid" int [""] "Nieuwe woningen, verwacht; leeg als het niet te zeggen is" / "New homes, expected; empty when it cannot be said"
        => |s, _| s.assessment.homes.mid.into();
    "homes_high" int [""] "Nieuwe woningen, hoogstens" / "New homes, at most"
        => |s, _| s.assessment.homes.high.into();
    "rijksmonument" bool [""] "Of het een rijksmonument is; leeg zonder kaart" / "Whether it is a rijksmonument; empty without a map"
        => |s, _| s.facts.rijksmonument.into();
    "n_exclusions" int [""] "Aantal andere beperkingen die woningen uitsluiten; leeg zonder zo'n kaart" / "Number of other restrictions that rule homes out; empty without such a map"
        => |s, _| s.facts.exclusions.into();
    "restrictions" text [""] "Beperkingen die gelden, met hun aandeel" / "Restrictions that hold, with their share"
        => restrictions;
    "heritage_near" bool [""] "Erfgoed op of bij het pand" / "Heritage on or near the pand"
        => |s, _| s.facts.heritage_near.into();
    "restriction_flag" bool [""] "Een andere aandachtskaart geldt hier" / "Another map with a remark holds here"
        => |s, _| s.facts.flagged.into();
    "demolition_year" int ["jaar"] "Jaar van geplande sloop" / "Year of planned demolition"
        => |s, _| s.facts.demolition_year.into();
    "renovation_year" int ["jaar"] "Jaar van geplande renovatie" / "Year of planned renovation"
        => |s, _| s.facts.renovation_year.into();
    "lift" bool [""] "Lift aanwezig" / "Lift present"
        => |s, _| s.facts.lift.into();
    "structure_ok" bool [""] "Constructie draagt een laag, volgens een constructeur" / "Structure can carry a storey, by a constructeur"
        => |s, _| s.facts.structure_ok.into();
    "foundation_ok" bool [""] "Fundering draagt een laag" / "Foundation can carry a storey"
        => |s, _| s.facts.foundation_ok.into();
    "parking_zone" text [""] "Zone van de parkeernormen" / "Zone of the parking norms"
        => |s, n| zone(n.layers.parking.as_ref(), at(s, |p| p.parking_zone), |_, zone| Some(zone.zone.clone()));
    "grid_area_id" text [""] "Voedingsgebied met het grootste deel" / "Supply area with the largest share"
        => |s, n| zone(n.layers.grid_areas.as_ref(), at(s, |p| p.grid_areas.first().copied()), |id, _| Some(id.to_owned()));
    "grid_area" text [""] "Naam van het voedingsgebied" / "Name of the supply area"
        => |s, n| zone(n.layers.grid_areas.as_ref(), at(s, |p| p.grid_areas.first().copied()), |_, area| Some(area.naam.clone()));
    "grid_code" int [""] "Stand van het net voor afname: 0 ruimte, 1 beperkt, 2 onderzoek met wachtrij, 3 tekort met wachtrij" / "Grid status for demand: 0 capacity, 1 limited, 2 in research with queue, 3 shortage with queue"
        => |s, n| grid_code(at(s, |place| place.grid_code(n.layers)).or(s.postcodes.code));
    "grid_code_postcode" int [""] "Slechtste stand volgens de postcodes in het pand" / "Worst status by the postcodes in the pand"
        => |s, _| grid_code(s.postcodes.code);
    "grid_postcode_share" 3 ["1"] "Deel van de verblijfsobjecten met die stand" / "Share of the units with that status"
        => |s, _| s.postcodes.share.into();
    "water_class" text [""] "Water- en bodemklasse met het grootste deel (A, B, C1, C2, D)" / "Water and soil class with the largest share (A, B, C1, C2, D)"
        => |s, _| at(s, |p| p.water).and_then(|water| water.dominant).map(WaterClass::letter).into();
    "water_class_worst" text [""] "Slechtste klasse die meetelt" / "Worst class that counts"
        => |s, _| at(s, |p| p.water).and_then(|water| water.worst).map(WaterClass::letter).into();
    "water_share" 4 ["1"] "Deel van het pand in die slechtste klasse" / "Share of the pand in that worst class"
        => |s, _| at(s, |p| p.water).map(|water| water.worst_share).into();
    "train_m" 0 ["m"] "Afstand tot een treinstation, hemelsbreed" / "Straight distance to a train station"
        => |s, _| meters(at(s, |p| p.stops[0]));
    "metro_m" 0 ["m"] "Afstand tot een metrostation, hemelsbreed" / "Straight distance to a metro station"
        => |s, _| meters(at(s, |p| p.stops[1]));
    "hov_m" 0 ["m"] "Afstand tot een HOV- of tramhalte, hemelsbreed" / "Straight distance to an HOV or tram stop"
        => |s, _| meters(at(s, |p| p.stops[2]));
    "bus_m" 0 ["m"] "Afstand tot een andere halte, hemelsbreed" / "Straight distance to another stop"
        => |s, _| meters(at(s, |p| p.stops[3]));
    "x" 2 ["m RD"] "Punt in het pand, RD New" / "Point in the pand, RD New"
        => |s, _| at(s, |p| p.point).map(|point| point.x()).into();
    "y" 2 ["m RD"] "Punt in het pand, RD New" / "Point in the pand, RD New"
        => |s, _| at(s, |p| p.point).map(|point| point.y()).into();
};
