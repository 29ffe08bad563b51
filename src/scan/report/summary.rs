//! What did the run come to, in all, by form and of the ground?

use crate::{
    config::Project,
    export::Fact,
    lang::Lang,
    record::{Counts, HomesTotal},
    wording::{number, whole},
};

/// The run in a few numbers.
pub(super) fn summary(counts: &Counts, project: &Project) -> Vec<Fact> {
    let lang = project.lang;
    let factor = project.params.optoppen.realisation_factor.value;
    let by = project.params.optoppen.realisation_by.value;
    #[expect(clippy::cast_precision_loss, reason = "homes stay far below 2^53")]
    let expected = counts.homes_suitable.map(|homes| homes.mid as f64 * factor);
    let fact = |label: &str, value: String| Fact { label: label.into(), value };
    let mut facts = vec![
        fact(lang.pick("Panden gelezen", "Panden read"), whole(counts.records, lang)),
        fact(lang.pick("Panden beoordeeld", "Panden assessed"), whole(counts.panden, lang)),
        fact(
            lang.pick("Woningen door optoppen, op geschikte panden", "Homes by optoppen, on suitable panden"),
            range(counts.homes_suitable, lang),
        ),
        fact(
            &match lang {
                Lang::Nl => format!("Daarvan te verwachten tot {by}"),
                Lang::En => format!("Of these to be expected by {by}"),
            },
            expected.map_or_else(
                || "–".to_owned(),
                |homes| format!("{} ({} %)", number(homes, 0, lang), number(factor * 100.0, 0, lang)),
            ),
        ),
        fact(lang.pick("Locaties", "Locations"), whole(counts.locations, lang)),
        fact(lang.pick("Locaties met een rang", "Sites with a rank"), whole(counts.sites_ranked, lang)),
        fact(
            lang.pick("Locaties apart (te weinig bekend)", "Sites listed apart (too little known)"),
            whole(counts.sites_apart, lang),
        ),
    ];
    if counts.verblijfsobjecten > 0 {
        facts.push(fact(
            lang.pick("Verblijfsobjecten geplaatst", "Verblijfsobjecten placed"),
            format!(
                "{} / {}",
                whole(counts.verblijfsobjecten_placed, lang),
                whole(counts.verblijfsobjecten, lang)
            ),
        ));
    }
    if counts.bezit_rows > 0 {
        facts.push(fact(
            lang.pick("Regels bezit gekoppeld", "Rows of the holdings matched"),
            format!("{} / {}", whole(counts.bezit_matched, lang), whole(counts.bezit_rows, lang)),
        ));
    }
    facts
}

/// Homes by estimate; a dash where no number can be told.
pub(super) fn range(homes: Option<HomesTotal>, lang: Lang) -> String {
    homes.map_or_else(
        || "–".to_owned(),
        |HomesTotal { low, mid, high }| {
            format!("{} ({} – {})", whole(mid, lang), whole(low, lang), whole(high, lang))
        },
    )
}

/// What became of the ground; nothing when it was not looked at.
pub(super) fn ground(counts: &Counts, lang: Lang) -> Vec<Fact> {
    let ground = &counts.ground;
    if ground.domains == 0 {
        return Vec::new();
    }
    let fact = |label: &str, value: String| Fact { label: label.into(), value };
    vec![
        fact(lang.pick("Terreinen bekeken", "Grounds looked at"), whole(ground.domains, lang)),
        fact(lang.pick("Met een kavel", "With a plot"), whole(ground.with_plots, lang)),
        fact(lang.pick("Te klein", "Too small"), whole(ground.too_small, lang)),
        fact(
            lang.pick("Zonder genoeg vrije grond", "Without enough free ground"),
            whole(ground.without_room, lang),
        ),
        fact(lang.pick("Kavels", "Plots"), whole(ground.plots, lang)),
        fact(
            lang.pick("Grond in kavels", "Ground in plots"),
            format!("{} ha", number(ground.plots_m2 / 10_000.0, 1, lang)),
        ),
    ]
}
