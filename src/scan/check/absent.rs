//! What was not given, and what does that mean for the answer?

use crate::{config::Project, model::Form};

/// The inputs that were not given, each with its consequence in Dutch and English.
pub(super) fn absent(project: &Project) -> Vec<(&'static str, (&'static str, &'static str))> {
    let height_limit =
        project.restrictions.iter().any(|layer| layer.effect == crate::model::Effect::HeightLimit);
    let monuments =
        project.restrictions.iter().any(|layer| layer.kind == crate::config::RestrictionKind::Rijksmonument);
    // Blocks are buurten less roads: without parcels, own ground and buurten no plot is looked for.
    let nowhere =
        project.ground.parcels.is_none() && project.ground.own.is_none() && project.buurten.is_none();
    let on_ground = project.forms.contains(&Form::Inbreiding);
    let takes_ground = project.forms.iter().any(|form| form.takes_ground());
    let narrows = project.restrictions.iter().any(|layer| {
        layer.effect != crate::model::Effect::HeightLimit
            && layer.kind != crate::config::RestrictionKind::Vacancy
    });
    let vacancy = !project.forms.contains(&Form::Transformatie)
        || project.restrictions.iter().any(|layer| layer.kind == crate::config::RestrictionKind::Vacancy);
    [
        (
            project.verblijfsobjecten.is_some(),
            "[verblijfsobjecten]",
            (
                "geen aantal woningen te noemen; gebruik alleen uit de kolommen van het pand, geen koppeling op adres of postcode",
                "no number of homes can be told; use from the pand's own columns only, no match on address or postcode",
            ),
        ),
        (
            project.heights.is_some() || project.ahn.is_some(),
            "[heights]",
            (
                "dak en hoogte onbekend: geen enkel pand wordt geschikt",
                "roof and height unknown: no pand will be suitable",
            ),
        ),
        (
            project.bezit.is_some(),
            "[bezit]",
            (
                "locaties zijn panden, geen complexen; eigendom onbekend, dus panden blijven onbeslist",
                "sites are panden, not complexes; owners unknown, so that panden stay undecided",
            ),
        ),
        (
            project.buurten.is_some() || project.gemeenten.is_some(),
            "[buurten]",
            ("geen groep per gemeente: één lijst voor alles", "no group per gemeente: one list for all"),
        ),
        (
            height_limit,
            "height_limit",
            (
                "bouwhoogte onbekend: panden blijven onbeslist",
                "permitted height unknown: panden stay undecided",
            ),
        ),
        (monuments, "rijksmonument", ("monumenten niet uitgesloten", "monuments not ruled out")),
        (
            narrows,
            "[[restrictions]]",
            (
                "planologische ruimte onbekend: geen kaart van monumenten, erfgoed, geluid of veiligheid",
                "planning room unknown: no map of monuments, heritage, noise or safety",
            ),
        ),
        (
            vacancy,
            "leegstand",
            (
                "leegstand onbekend, tenzij een kolom van het bezit haar zegt: transformatie blijft onbeslist",
                "vacancy unknown, unless a column of the holdings tells: transformatie stays undecided",
            ),
        ),
        (
            project.parking_supply.is_some(),
            "[parking] supply",
            ("parkeereis wel, parkeerruimte niet bekend", "parking needs known, parking room not"),
        ),
        (
            project.grid_postcodes.is_some() || project.grid_areas.is_some(),
            "[grid]",
            ("stand van het stroomnet onbekend", "status of the grid unknown"),
        ),
        (project.water.is_some(), "[water]", ("water en bodem onbekend", "water and soil unknown")),
        (
            project.ground.roads.is_some() && project.ground.water.is_some() || !takes_ground,
            "[ground] roads, water",
            (
                "vrije grond kan weg of water zijn: over kavels en kopgevels is niets te zeggen",
                "free ground may be road or water: nothing can be said of plots and end walls",
            ),
        ),
        (
            !nowhere || !on_ground,
            "[ground] parcels, [buurten]",
            (
                "inbreiding wordt niet bekeken: geen percelen en geen buurten om kavels in te zoeken",
                "free ground is not looked at: no parcels and no buurten to look for plots in",
            ),
        ),
        (
            project.ground.parcels.is_some() || project.ground.own.is_some() || nowhere || !on_ground,
            "[ground] parcels",
            (
                "vrije grond per blok of buurt in plaats van per perceel",
                "free ground by block or buurt instead of by perceel",
            ),
        ),
        (
            !project.stops.is_empty(),
            "[[stops]]",
            ("geen nabijheid van OV", "no nearness of public transport"),
        ),
    ]
    .into_iter()
    .filter(|(given, ..)| !given)
    .map(|(_, what, means)| (what, means))
    .collect()
}
