//! What must be examined on site, and what comes next.

use super::{About, has};
use crate::{
    assess::Flag,
    model::Form,
    sheet::Block,
    text::{Lang, day},
};

/// What a scan from afar cannot see.
pub(super) fn onsite(about: &About<'_>) -> Vec<Block> {
    let About { sheet, finished, lang, .. } = *about;
    let params = &finished.params.optoppen;
    let form = sheet.form();
    let existing = form != Some(Form::Inbreiding);
    let built = sheet.bouwjaar();
    let year = built
        .map_or_else(|| lang.pick("bouwjaar onbekend", "year unknown").to_owned(), |year| year.to_string());
    let mut items: Vec<String> = Vec::new();
    let mut add = |nl: String, en: String| items.push(if lang == Lang::Nl { nl } else { en });
    if matches!(form, Some(Form::Optoppen | Form::Aanplakken)) {
        add(
            format!(
                "Constructie: draagt het gebouw ({year}) meer last? De leeftijdsregel is een kans, geen berekening."
            ),
            format!(
                "Structure: does the building ({year}) carry more? The age rule is a chance, no calculation."
            ),
        );
        add(
            "Fundering: type, draagvermogen en houten palen.".into(),
            "Foundation: kind, capacity and wooden piles.".into(),
        );
    }
    if existing {
        add(
            "Fauna: vleermuizen, gierzwaluwen en huismussen; onderzoek volgt de seizoenen en kan een jaar duren.".into(),
            "Fauna: bats, swifts and sparrows; surveys follow the seasons and may take a year.".into(),
        );
        let before = params.asbestos_before.value;
        if built.is_none_or(|year| year < u32::from(before)) {
            add(
                format!("Asbest: gebouwd vóór {before} ({year}), inventarisatie nodig."),
                format!("Asbestos: built before {before} ({year}), a survey is needed."),
            );
        }
        add(
            "Installaties en leidingen: ventilatie, riolering, stijgleidingen, meterkasten.".into(),
            "Installations: ventilation, sewers, risers, meters.".into(),
        );
    } else {
        add(
            "Bodem: verontreiniging, kabels en leidingen, archeologie, niet-gesprongen explosieven.".into(),
            "Soil: pollution, cables and pipes, archaeology, unexploded ordnance.".into(),
        );
        add(
            "Wat er echt ligt: kerkhof, schoolplein, sportveld of bomen zijn vrije grond totdat een kaart anders zegt.".into(),
            "What really lies there: a churchyard, school yard, sports field or trees are free ground until a map says otherwise.".into(),
        );
    }
    if has(sheet, Flag::LiftStep) {
        add(
            "Lift: de hoogste vloer komt boven 12,5 m; een stap in kosten.".into(),
            "Lift: the top floor comes above 12.5 m; a step in cost.".into(),
        );
    }
    let steps =
        [(Flag::FireStep7, 7), (Flag::FireStep13, 13), (Flag::FireStep20, 20), (Flag::FireStep70, 70)];
    for (_, step) in steps.into_iter().filter(|(flag, _)| has(sheet, *flag)) {
        add(
            format!("Brandveiligheid: de stap van {step} m wordt gepasseerd."),
            format!("Fire safety: the step of {step} m is passed."),
        );
    }
    if has(sheet, Flag::Galleries) {
        add(
            "Galerijen: uitkragende vloeren laten nakijken.".into(),
            "Galleries: have cantilevered floors examined.".into(),
        );
    }
    if has(sheet, Flag::Welstand) {
        add(
            "Erfgoed en welstand in de buurt: vroeg overleggen.".into(),
            "Heritage or welstand nearby: talk early.".into(),
        );
    }
    if form == Some(Form::Uitplinten) || form == Some(Form::Transformatie) {
        add(
            "Gebruik nu, daglicht en berging van huurders ter plaatse bekijken.".into(),
            "Look at present use, daylight and tenants' storage on site.".into(),
        );
    }
    vec![Block::heading(lang.pick("Ter plaatse onderzoeken", "To examine on site")), Block::List { items }]
}

/// A suggestion of what comes next.
pub(super) fn steps(about: &About<'_>) -> Vec<Block> {
    let About { sheet, finished, lang, .. } = *about;
    let from = day(&finished.params.net.request_from.value, lang);
    let mut items: Vec<String> = Vec::new();
    let mut add = |nl: String, en: String| items.push(if lang == Lang::Nl { nl } else { en });
    if !sheet.missing.is_empty() {
        add(
            "Ontbrekende gegevens opvragen (tabel hierboven) en de scan herhalen.".into(),
            "Ask for the missing facts (table above) and scan again.".into(),
        );
    }
    match sheet.form() {
        Some(Form::Optoppen | Form::Aanplakken) => add(
            "Quickscan door een constructeur: constructie en fundering.".into(),
            "A quick scan by a constructeur: structure and foundation.".into(),
        ),
        Some(Form::Inbreiding) => add(
            "Eigendom en ligging van de kavel nagaan; stedenbouwkundige schets.".into(),
            "Check ownership and site of the plot; an urban sketch.".into(),
        ),
        _ => add(
            "Schouw ter plaatse met beheer en bewoners.".into(),
            "A visit with management and tenants.".into(),
        ),
    }
    add(
        "Bouwtafel: parkeernorm, bouwhoogte en maatwerk met de gemeente vastleggen.".into(),
        "Bouwtafel: settle parking norm, height and deviations with the gemeente.".into(),
    );
    add(
        format!(
            "Netaanvraag voorbereiden; aanvragen kan vanaf {from}, met locatie, fasering, programma en verwachte vraag."
        ),
        format!(
            "Prepare the grid request; it can be made from {from} on, with location, phasing, programme and expected demand."
        ),
    );
    add(
        "Haalbaarheid: programma, kosten, bewoners, fauna-onderzoek; daarna vergunning.".into(),
        "Feasibility: programme, cost, tenants, fauna survey; then the permit.".into(),
    );
    vec![
        Block::heading(lang.pick("Volgende stappen (voorstel)", "Next steps (suggested)")),
        Block::List { items },
    ]
}
