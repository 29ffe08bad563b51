//! The columns of `paspoorten.gpkg`: a row an area.

use super::data::Passport;
use crate::{
    export::{ColumnSpec, Kind},
    value::Value,
};

/// A column and how a passport fills it.
type Column = (ColumnSpec, fn(&Passport) -> Value);

fn int(count: u64) -> Value {
    i64::try_from(count).ok().into()
}

fn told(count: Option<u64>) -> Value {
    count.map_or(Value::Null, int)
}

/// The columns, in order.
pub(super) const COLUMNS: [Column; 32] = [
    (
        ColumnSpec::new("gebied_id", Kind::Text, "", "Kenmerk van het gebied", "Identification of the area"),
        |p| p.id.as_str().into(),
    ),
    (ColumnSpec::new("naam", Kind::Text, "", "Naam", "Name"), |p| p.naam.as_str().into()),
    (ColumnSpec::new("gemeente_code", Kind::Text, "", "Code van de gemeente", "Code of the gemeente"), |p| {
        p.gemeente_code.clone().into()
    }),
    (ColumnSpec::new("gemeente", Kind::Text, "", "Naam van de gemeente", "Name of the gemeente"), |p| {
        p.gemeente.clone().into()
    }),
    (ColumnSpec::new("area_m2", Kind::real(0), "m²", "Oppervlakte", "Area"), |p| p.area_m2.into()),
    (ColumnSpec::new("n_panden", Kind::Int, "", "Panden in gebruik", "Panden in use"), |p| {
        int(p.stock.panden)
    }),
    (ColumnSpec::new("n_homes", Kind::Int, "", "Woningen in gebruik", "Homes in use"), |p| {
        told(p.potential.homes.map(|_| p.stock.homes))
    }),
    (
        ColumnSpec::new(
            "fsi",
            Kind::real(3),
            "1",
            "FSI: bruto vloeroppervlak gedeeld door de oppervlakte van het gebied",
            "FSI: gross floor area over the area",
        ),
        |p| p.stock.fsi.into(),
    ),
    (
        ColumnSpec::new(
            "gsi",
            Kind::real(3),
            "1",
            "GSI: bebouwd oppervlak gedeeld door de oppervlakte van het gebied",
            "GSI: footprints over the area",
        ),
        |p| p.stock.gsi.into(),
    ),
    (
        ColumnSpec::new(
            "n_locations",
            Kind::Int,
            "",
            "Locaties waar iets bij kan",
            "Locations where something can be added",
        ),
        |p| int(p.potential.locations),
    ),
    (
        ColumnSpec::new(
            "n_locations_unknown",
            Kind::Int,
            "",
            "Daarvan zonder te verwachten aantal",
            "Of these, without an expected number",
        ),
        |p| int(p.potential.unknown),
    ),
    (
        ColumnSpec::new(
            "homes_suitable_low",
            Kind::Int,
            "",
            "Nieuwe woningen op wat geschikt is, voorzichtig; niets dubbel geteld",
            "New homes on what is suitable, cautious; nothing counted twice",
        ),
        |p| p.potential.homes.map(|homes| homes.suitable.low).into(),
    ),
    (
        ColumnSpec::new(
            "homes_suitable_mid",
            Kind::Int,
            "",
            "Nieuwe woningen op wat geschikt is, verwacht; niets dubbel geteld",
            "New homes on what is suitable, expected; nothing counted twice",
        ),
        |p| told(p.potential.homes.map(|homes| homes.suitable.mid)),
    ),
    (
        ColumnSpec::new(
            "homes_suitable_high",
            Kind::Int,
            "",
            "Nieuwe woningen op wat geschikt is, hoogstens; niets dubbel geteld",
            "New homes on what is suitable, at most; nothing counted twice",
        ),
        |p| told(p.potential.homes.map(|homes| homes.suitable.high)),
    ),
    (
        ColumnSpec::new(
            "homes_undecided_low",
            Kind::Int,
            "",
            "Nieuwe woningen op wat onbeslist is, voorzichtig; niets dubbel geteld",
            "New homes on what is undecided, cautious; nothing counted twice",
        ),
        |p| p.potential.homes.map(|homes| homes.undecided.low).into(),
    ),
    (
        ColumnSpec::new(
            "homes_undecided_mid",
            Kind::Int,
            "",
            "Nieuwe woningen op wat onbeslist is, verwacht; niets dubbel geteld",
            "New homes on what is undecided, expected; nothing counted twice",
        ),
        |p| told(p.potential.homes.map(|homes| homes.undecided.mid)),
    ),
    (
        ColumnSpec::new(
            "homes_undecided_high",
            Kind::Int,
            "",
            "Nieuwe woningen op wat onbeslist is, hoogstens; niets dubbel geteld",
            "New homes on what is undecided, at most; nothing counted twice",
        ),
        |p| told(p.potential.homes.map(|homes| homes.undecided.high)),
    ),
    (
        ColumnSpec::new(
            "n_unsayable",
            Kind::Int,
            "",
            "Locaties waarvan niets te zeggen is: er ontbreekt een kaart",
            "Sites of which nothing can be said: a map is missing",
        ),
        |p| int(p.potential.unsayable),
    ),
    (
        ColumnSpec::new(
            "unsayable_ha",
            Kind::real(2),
            "ha",
            "Grond daarvan; telt in geen enkel aantal woningen mee",
            "Ground of those; in no number of homes",
        ),
        |p| (p.potential.unsayable_m2 / 10_000.0).into(),
    ),
    (
        ColumnSpec::new(
            "load_mw",
            Kind::real(3),
            "MW",
            "Piekvraag van de geschikte woningen op het net",
            "Peak the suitable homes ask of the grid",
        ),
        |p| p.potential.load_mw.into(),
    ),
    (
        ColumnSpec::new(
            "load_netbewust_mw",
            Kind::real(3),
            "MW",
            "Dezelfde, netbewust gebouwd",
            "The same, built grid-aware",
        ),
        |p| p.potential.load_netbewust_mw.into(),
    ),
    (
        ColumnSpec::new(
            "parking_zone",
            Kind::Text,
            "",
            "Zone van de parkeernormen met het grootste deel",
            "Zone of the parking norms with the largest share",
        ),
        |p| p.parking.zones.as_ref().and_then(|zones| zones.first()).map(|zone| zone.id.clone()).into(),
    ),
    (
        ColumnSpec::new(
            "parking_norm",
            Kind::real(2),
            "plaatsen per woning",
            "Parkeernorm bij optoppen, bewoners en bezoekers samen",
            "Parking norm for storeys on top, residents and visitors together",
        ),
        |p| p.parking.used.first().map(|norm| norm.residents + norm.visitors).into(),
    ),
    (
        ColumnSpec::new(
            "parking_pressure",
            Kind::real(3),
            "1",
            "Bezette deel van de getelde plaatsen",
            "Taken share of the counted places",
        ),
        |p| {
            p.parking
                .places
                .filter(|places| places.counted > 0.0)
                .map(|places| places.occupied / places.counted)
                .into()
        },
    ),
    (
        ColumnSpec::new(
            "grid_area_id",
            Kind::Text,
            "",
            "Voedingsgebied met het grootste deel",
            "Supply area with the largest share",
        ),
        |p| p.grid.areas.as_ref().and_then(|areas| areas.first()).map(|area| area.id.clone()).into(),
    ),
    (
        ColumnSpec::new(
            "grid_code",
            Kind::Int,
            "",
            "Slechtste stand van het net voor afname, 0 tot 3",
            "Worst grid status for demand, 0 to 3",
        ),
        |p| p.grid.worst_code().map(u32::from).into(),
    ),
    (
        ColumnSpec::new(
            "grid_headroom_mw",
            Kind::real(1),
            "MW",
            "Kleinste ruimte van de voedingsgebieden",
            "Smallest headroom of the supply areas",
        ),
        |p| p.grid.areas.iter().flatten().filter_map(|area| area.headroom_mw).reduce(f64::min).into(),
    ),
    (
        ColumnSpec::new(
            "water_class",
            Kind::Text,
            "",
            "Water- en bodemklasse met het grootste deel",
            "Water and soil class with the largest share",
        ),
        |p| p.water.dominant().map(str::to_owned).into(),
    ),
    (
        ColumnSpec::new(
            "blocked_most",
            Kind::Text,
            "",
            "Regel die alleen de meeste woningen tegenhoudt (code)",
            "Rule that alone blocks most homes (code)",
        ),
        |p| p.blockers.first().map(|blocker| blocker.rule.to_owned()).into(),
    ),
    (
        ColumnSpec::new(
            "blocked_homes",
            Kind::Int,
            "",
            "Woningen die erbij kunnen als alleen die regel vervalt",
            "Homes added if that rule alone were lifted",
        ),
        |p| p.blockers.first().map(|blocker| i64::try_from(blocker.homes.mid).unwrap_or(i64::MAX)).into(),
    ),
    (
        ColumnSpec::new(
            "notitie",
            Kind::Text,
            "",
            "Wat de gemeente er zelf van zegt",
            "What the gemeente itself says",
        ),
        |p| Some(p.notes.join("\n")).filter(|text| !text.is_empty()).into(),
    ),
    (ColumnSpec::new("file", Kind::Text, "", "Bestand met het paspoort", "File with the passport"), |p| {
        p.file.as_str().into()
    }),
];

/// A passport as a row.
pub(super) fn row(passport: &Passport) -> Vec<Value> {
    COLUMNS.iter().map(|(_, value)| value(passport)).collect()
}
